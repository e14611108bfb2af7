/* map_kept.c - see map_kept.h. */
#include "output/map/map_kept.h"

#include <stdlib.h>

#include "output/map/map_png.h"

void map_kept_clear(struct map_kept *kept)
{
    for (int v = 0; v < N_SERVICES; v++)
        free(kept->bytes[v]);
    *kept = (struct map_kept){0};
}

enum err map_kept_draw(struct map_kept *kept, const struct run *run, enum service v,
                       struct error *err)
{
    char *bytes = NULL;
    size_t n = 0;
    FILE *memory;
    enum err code;

    if (kept->bytes[v] != NULL) return ERR_OK;
    memory = open_memstream(&bytes, &n);
    if (memory == NULL) return error_nomem(err, "a map");
    code = map_png_write(run, v, memory, err);
    if (fclose(memory) != 0 && code == ERR_OK) code = error_nomem(err, "a map");
    if (code != ERR_OK) {
        free(bytes);
        return code;
    }
    kept->bytes[v] = bytes;
    kept->n[v] = n;
    return ERR_OK;
}

enum err map_kept_write(struct map_kept *kept, const struct run *run, enum service v,
                        FILE *stream, struct error *err)
{
    TRY(map_kept_draw(kept, run, v, err));
    fwrite(kept->bytes[v], 1, kept->n[v], stream); /* folder.c looks at errors of the stream */
    return ERR_OK;
}

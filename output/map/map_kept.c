/* map_kept.c - see map_kept.h. */
#include "output/map/map_kept.h"

#include <stdlib.h>

#include "output/map/map_demand.h"
#include "output/map/map_png.h"
#include "output/map/map_use.h"

void map_kept_clear(struct map_kept *kept)
{
    for (int k = 0; k < N_KEPT; k++)
        free(kept->bytes[k]);
    *kept = (struct map_kept){0};
}

/* A picture that is being packed into memory. */
struct packing {
    char *bytes;
    size_t n;
    FILE *stream;
};

static enum err open_packing(struct packing *p, struct error *err)
{
    *p = (struct packing){NULL, 0, NULL};
    p->stream = open_memstream(&p->bytes, &p->n);
    return p->stream == NULL ? error_nomem(err, "a map") : ERR_OK;
}

/* Keeps what was packed; nothing on failure. */
static enum err close_packing(struct packing *p, enum err code, struct map_kept *kept,
                              enum map_kept_kind kind, struct error *err)
{
    if (fclose(p->stream) != 0 && code == ERR_OK) code = error_nomem(err, "a map");
    if (code != ERR_OK) {
        free(p->bytes);
        return code;
    }
    kept->bytes[kind] = p->bytes;
    kept->n[kind] = p->n;
    return ERR_OK;
}

static enum err draw_coverage(struct map_kept *kept, const struct run *run,
                              enum map_kept_kind kind, struct error *err)
{
    struct packing p;

    TRY(open_packing(&p, err));
    return close_packing(&p, map_png_write(run, (enum service)kind, p.stream, err), kept, kind,
                         err);
}

static enum err draw_use(struct map_kept *kept, const struct run *run, enum map_kept_kind kind,
                         struct error *err)
{
    struct packing p;

    TRY(open_packing(&p, err));
    return close_packing(&p,
                         map_use_write(run, kind == KEPT_USE_FAST ? FAST : SLOW, p.stream, err),
                         kept, kind, err);
}

static enum err draw_demand(struct map_kept *kept, const struct run *run, bool day,
                            struct error *err)
{
    struct map_demand *map = NULL;
    struct packing p;
    enum err code;

    TRY(map_demand_create(&map, run, day, err));
    for (int land = 0; land < 2; land++) {
        code = open_packing(&p, err);
        if (code == ERR_OK)
            code = close_packing(&p,
                                 land ? map_demand_land(map, p.stream, err)
                                      : map_demand_put(map, p.stream, err),
                                 kept, (land ? KEPT_NIGHT_LAND : KEPT_NIGHT) + day, err);
        if (code != ERR_OK) break;
    }
    map_demand_free(map);
    return code;
}

enum err map_kept_draw(struct map_kept *kept, const struct run *run, enum map_kept_kind kind,
                       struct error *err)
{
    if (kept->bytes[kind] != NULL) return ERR_OK;
    if (kind == KEPT_FAST || kind == KEPT_SLOW) return draw_coverage(kept, run, kind, err);
    if (kind == KEPT_USE_FAST || kind == KEPT_USE_SLOW) return draw_use(kept, run, kind, err);
    return draw_demand(kept, run, kind == KEPT_DAY || kind == KEPT_DAY_LAND, err);
}

enum err map_kept_write(struct map_kept *kept, const struct run *run, enum map_kept_kind kind,
                        FILE *stream, struct error *err)
{
    TRY(map_kept_draw(kept, run, kind, err));
    fwrite(kept->bytes[kind], 1, kept->n[kind], stream); /* folder.c looks at errors */
    return ERR_OK;
}

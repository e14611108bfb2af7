/* geodata.c - see geodata.h */
#include "scenarios/geodata.h"

#include <dlfcn.h>
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "scenarios/regular.h"
#include "scenarios/text.h"

/* Where the module lies, from the folder of the program: beside it, in the build folder of a
 * test, installed. */
static const char *const places[] = {"", "../", "../lib/chargeplan/"};
enum { N_PLACES = sizeof places / sizeof places[0], PATH_ROOM = PATH_MAX + 64 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const struct geodata
    *module; /* opened once, never closed: GDAL keeps threads and caches */

/* The folder of the program with its last slash; "" where it is not known. */
static void program_folder(char folder[PATH_MAX])
{
    ssize_t n = readlink("/proc/self/exe", folder, PATH_MAX - 1);
    char *slash;

    folder[n > 0 ? n : 0] = '\0';
    slash = strrchr(folder, '/');
    if (slash != NULL)
        slash[1] = '\0';
    else
        folder[0] = '\0';
}

static void *open_library(void)
{
    char folder[PATH_MAX], path[PATH_ROOM];
    void *library = NULL;

    program_folder(folder);
    for (int k = 0; k < N_PLACES && library == NULL; k++) {
        snprintf(path, sizeof path, "%s%schargeplan_geodata.so", folder, places[k]);
        if (access(path, F_OK) == 0)
            library = dlopen(path, RTLD_LAZY | RTLD_LOCAL);
        else if (k == 0)
            dlerror();
    }
    return library;
}

static enum err open_module(const char *file, struct error *err)
{
    void *library = open_library();
    const struct geodata *found = library != NULL ? dlsym(library, "geodata_module") : NULL;
    const char *why;

    if (found != NULL && found->version == GEODATA_VERSION) {
        module = found;
        return ERR_OK;
    }
    why = dlerror();
    return error_set(
        err, ERR_IO,
        "%s: needs the program's module for geographic files, chargeplan_geodata.so, "
        "which %s%s",
        file,
        found != NULL     ? "is of another version"
        : library != NULL ? "is damaged"
        : why != NULL     ? "cannot be opened: "
                          : "is not beside the program",
        found == NULL && library == NULL && why != NULL ? why : "");
}

enum err geodata_open(const struct geodata **out, const char *file, struct error *err)
{
    enum err code = ERR_OK;

    pthread_mutex_lock(&lock);
    if (module == NULL) code = open_module(file, err);
    if (code == ERR_OK) *out = module;
    pthread_mutex_unlock(&lock);
    return code;
}

bool geodata_is_open(void)
{
    return module != NULL;
}

static bool ends(const char *path, const char *ending)
{
    size_t n = strlen(path), m = strlen(ending);

    return n >= m && strcasecmp(path + n - m, ending) == 0;
}

bool geodata_named(const char *path)
{
    static const char *const endings[] = {".shp", ".shz", ".zip", ".gpkg", ".json", ".geojson"};

    for (size_t k = 0; k < sizeof endings / sizeof endings[0]; k++)
        if (ends(path, endings[k])) return true;
    return false;
}

/* A part as it is written beside the file: GDAL looks for small letters, then for capitals. */
static char *part_beside(const char *path, const char *small, const char *large)
{
    int n = (int)(strlen(path) - 4);
    char *out = text_print("%.*s%s", n, path, small), *capitals;

    if (out == NULL || access(out, F_OK) == 0) return out;
    capitals = text_print("%.*s%s", n, path, large);
    if (capitals == NULL || access(capitals, F_OK) == 0) {
        free(out);
        return capitals;
    }
    free(capitals);
    return out;
}

char *geodata_part(const char *path, int k)
{
    static const char *const part[GEODATA_PARTS][2] = {{".shp", ".SHP"},
                                                       {".shx", ".SHX"},
                                                       {".dbf", ".DBF"},
                                                       {".prj", ".PRJ"},
                                                       {".cpg", ".CPG"}};

    if (k == 0) return text_copy(path);
    if (!ends(path, ".shp") || k >= GEODATA_PARTS) return NULL;
    return part_beside(path, part[k][0], part[k][1]);
}

enum err geodata_look(struct geodata_look *out, const char *path, struct error *err)
{
    struct geodata_look look = {0};
    FILE *file = NULL;

    TRY(regular_open(&file, path, ERR_DATA, NULL, err));
    fclose(file);
    for (int k = 0; k < GEODATA_PARTS; k++) {
        char *part = geodata_part(path, k);
        struct stat info;

        if (part == NULL && k > 0) break;
        if (part == NULL) return error_nomem(err, path);
        if (stat(part, &info) == 0) {
            look.inode[k] = info.st_ino;
            look.bytes[k] = info.st_size;
            look.seconds[k] = info.st_mtim.tv_sec;
            look.nanoseconds[k] = info.st_mtim.tv_nsec;
        }
        free(part);
    }
    *out = look;
    return ERR_OK;
}

enum err geodata_unchanged(const struct geodata_look *before, const char *path,
                           struct error *err)
{
    struct geodata_look after;
    bool same = true;

    TRY(geodata_look(&after, path, err));
    for (int k = 0; k < GEODATA_PARTS; k++)
        same = same && before->inode[k] == after.inode[k] &&
               before->bytes[k] == after.bytes[k] && before->seconds[k] == after.seconds[k] &&
               before->nanoseconds[k] == after.nanoseconds[k];
    if (same) return ERR_OK;
    return error_set(err, ERR_DATA,
                     "%s: changed while it was read; run again when no other program writes it",
                     path);
}

enum err geodata_read(struct geodata_layer *out, const struct geodata_source *source,
                      struct error *err)
{
    const struct geodata *geodata = NULL;
    struct geodata_look before;
    enum err code;

    TRY(geodata_look(&before, source->path, err));
    TRY(geodata_open(&geodata, source->path, err));
    TRY(geodata->read(out, source, err));
    code = geodata_unchanged(&before, source->path, err);
    if (code != ERR_OK) geodata_layer_clear(out);
    return code;
}

void geodata_layer_clear(struct geodata_layer *layer)
{
    for (int k = 0; layer->why != NULL && k < layer->features.n_rows; k++)
        free(layer->why[k]);
    free(layer->why);
    free(layer->fault);
    free(layer->x);
    free(layer->y);
    free(layer->crs);
    polygons_clear(&layer->polygons);
    free(layer->lines.first);
    free(layer->lines.start);
    free(layer->lines.point);
    free(layer->lines.x);
    free(layer->lines.y);
    free(layer->features.bytes);
    free(layer->features.offset);
    free(layer->features.feature);
    *layer = (struct geodata_layer){0};
}

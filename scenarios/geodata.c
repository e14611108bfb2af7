/* geodata.c - see geodata.h */
#include "scenarios/geodata.h"

#include <dlfcn.h>
#include <limits.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

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
            library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
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

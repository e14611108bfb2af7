/* road_cache.c - see road_cache.h */
#include "scenarios/roads/road_cache.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "scenarios/roads/road_cache_file.h"
#include "scenarios/sha256.h"
#include "scenarios/text.h"

#define MOST_BYTES (2LL << 30) /* of all kept files; assumed */
enum { STALE_S = 3600 };       /* after that a half-written file's writer is gone */
static const char ending[] = ".roads", half_written[] = ".part-";

/* ---- the folder ---- */

/* Own it; NULL: nothing is to be kept. */
static char *folder_of(void)
{
    const char *said = getenv("CHARGEPLAN_CACHE"), *caches = getenv("XDG_CACHE_HOME");
    const char *home = getenv("HOME");

    if (said != NULL && strcmp(said, "off") == 0) return NULL;
    if (said != NULL && said[0] != '\0') return text_copy(said);
    if (caches != NULL && caches[0] == '/') return text_print("%s/chargeplan", caches);
    if (home != NULL && home[0] == '/' && access(home, X_OK) == 0) /* none is made */
        return text_print("%s/.cache/chargeplan", home);
    return NULL;
}

/* The folder and those above it; those that are made are the user's alone. */
static bool make_folder(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        bool failed;

        *slash = '\0';
        failed = mkdir(path, 0700) != 0 && errno != EEXIST;
        *slash = '/';
        if (failed) return false;
    }
    return mkdir(path, 0700) == 0 || errno == EEXIST;
}

/* ---- old files ---- */

struct kept {
    char name[SHA256_HEX + sizeof ending];
    long long bytes;
    struct timespec used;
};

/* A name that road_cache_keep() gives: a key and the ending. */
static bool ours(const char *name)
{
    return strlen(name) == SHA256_HEX - 1 + strlen(ending) &&
           strspn(name, "0123456789abcdef") == SHA256_HEX - 1 &&
           strcmp(name + SHA256_HEX - 1, ending) == 0;
}

static int by_use(const void *a, const void *b)
{
    const struct kept *p = a, *q = b;

    if (p->used.tv_sec != q->used.tv_sec) return p->used.tv_sec < q->used.tv_sec ? -1 : 1;
    if (p->used.tv_nsec != q->used.tv_nsec) return p->used.tv_nsec < q->used.tv_nsec ? -1 : 1;
    return strcmp(p->name, q->name);
}

/* Adds a file to the list, or removes it where it was left half-written an hour before `now`.
 * False when out of memory. */
static bool look_at(int folder, const char *name, time_t now, struct kept **list, int *n)
{
    bool half = strncmp(name, half_written, strlen(half_written)) == 0;
    struct kept *more;
    struct stat what;

    if (!half && !ours(name)) return true;
    if (fstatat(folder, name, &what, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(what.st_mode))
        return true;
    if (half) {
        if (now - what.st_mtime > STALE_S) unlinkat(folder, name, 0);
        return true;
    }
    more = realloc(*list, ((size_t)*n + 1) * sizeof *more);
    if (more == NULL) return false;
    *list = more;
    more[*n] = (struct kept){.bytes = what.st_size, .used = what.st_mtim};
    memcpy(more[(*n)++].name, name, strlen(name) + 1);
    return true;
}

/* Removes what was not used for longest until the rest is small enough. `now` is the time of
 * the file that was just written. */
static void tidy(const char *path, time_t now)
{
    DIR *folder = opendir(path);
    struct kept *list = NULL;
    struct dirent *entry;
    long long bytes = 0;
    int n = 0;

    if (folder == NULL) return;
    while ((entry = readdir(folder)) != NULL)
        if (!look_at(dirfd(folder), entry->d_name, now, &list, &n)) break;
    if (n > 0) qsort(list, (size_t)n, sizeof *list, by_use);
    for (int k = 0; k < n; k++)
        bytes += list[k].bytes;
    for (int k = 0; k < n && bytes > MOST_BYTES; k++) {
        unlinkat(dirfd(folder), list[k].name, 0);
        bytes -= list[k].bytes;
    }
    free(list);
    closedir(folder);
}

/* ---- a file ---- */

bool road_cache_load(struct roads **out, const char *key)
{
    char *folder = folder_of(), *path = NULL;
    bool found = false;
    int file = -1;

    if (folder != NULL) path = text_print("%s/%s%s", folder, key, ending);
    if (path != NULL) file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (file >= 0) found = road_cache_read(out, file, key);
    if (found) futimens(file, NULL); /* used just now; where that fails it only looks older */
    if (file >= 0) close(file);
    free(path);
    free(folder);
    return found;
}

/* Under a name of its own, so that no half file ever has the real one. */
static void keep_in(char *folder, const struct roads *roads, const char *key)
{
    char *path = text_print("%s/%s%s", folder, key, ending);
    char *part = text_print("%s/%sXXXXXX", folder, half_written);
    struct stat what;
    int file = -1;
    bool good;

    if (path == NULL || part == NULL || !make_folder(folder)) goto done;
    file = mkstemp(part);
    if (file < 0) goto done;
    good = road_cache_write(file, roads, key) && fstat(file, &what) == 0 &&
           what.st_size <= MOST_BYTES;
    if (close(file) != 0) good = false;
    if (good && rename(part, path) == 0)
        tidy(folder, what.st_mtime);
    else
        unlink(part);
done:
    free(path);
    free(part);
}

void road_cache_keep(const struct roads *roads, const char *key)
{
    char *folder = folder_of();

    if (folder != NULL) keep_in(folder, roads, key);
    free(folder);
}

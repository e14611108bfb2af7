/* junit_file.c - the file of junit.h: it appears complete or not at all. */
#define _GNU_SOURCE /* renameat2 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "output/junit.h"
#include "scenarios/text.h"

static enum err fail(struct error *err, const char *path, int number)
{
    return error_set(err, ERR_IO,
                     "--junit: %s: cannot be written (%s); nothing was left behind", path,
                     number != 0 ? strerror(number) : "write error");
}

/* The folder that a path stands in; NULL: no memory. */
static char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    if (slash == NULL) return text_copy(".");
    return slash == path ? text_copy("/") : text_copy_bytes(path, (size_t)(slash - path));
}

/* Are two paths, of which nothing stands yet, names of the same place? */
static bool same_place(const char *a, const char *b)
{
    const char *slash_a = strrchr(a, '/'), *slash_b = strrchr(b, '/');
    char *folder_a = folder_of(a), *folder_b = folder_of(b);
    struct stat in_a, in_b;
    bool same =
        strcmp(slash_a != NULL ? slash_a + 1 : a, slash_b != NULL ? slash_b + 1 : b) == 0 &&
        folder_a != NULL && folder_b != NULL && stat(folder_a, &in_a) == 0 &&
        stat(folder_b, &in_b) == 0 && in_a.st_dev == in_b.st_dev && in_a.st_ino == in_b.st_ino;

    free(folder_a);
    free(folder_b);
    return same;
}

/* The results' folder may be neither the file nor the file while it is written. */
static enum err check_results(const char *path, const char *part, const char *results,
                              struct error *err)
{
    char *bare = text_copy(results);
    bool same;

    if (bare == NULL) return error_nomem(err, path);
    for (size_t n = strlen(bare); n > 1 && bare[n - 1] == '/'; n--)
        bare[n - 1] = '\0';
    same = same_place(path, bare) || same_place(part, bare);
    free(bare);
    if (!same) return ERR_OK;
    return error_set(
        err, ERR_USAGE,
        "--junit: %s is in the way of the results' folder %s; give it another name", path,
        results);
}

static enum err check_part(const char *path, const char *results, struct error *err)
{
    char *part = text_print("%s.part", path);
    struct stat there;
    enum err code;

    if (part == NULL) return error_nomem(err, path);
    if (lstat(part, &there) == 0)
        code = error_set(err, ERR_IO,
                         "--junit: %s is written as %s first, which exists; remove it", path,
                         part);
    else
        code = check_results(path, part, results, err);
    free(part);
    return code;
}

enum err junit_check(const char *path, const char *results, struct error *err)
{
    const char *slash = strrchr(path, '/');
    struct stat there;
    char *folder;
    enum err code = ERR_OK;

    if (path[0] == '\0' || (slash != NULL && slash[1] == '\0'))
        return error_set(err, ERR_USAGE, "--junit: '%s' is no name of a file", path);
    if (lstat(path, &there) == 0)
        return error_set(err, ERR_IO, "--junit: %s exists; it is only written as a new file",
                         path);
    folder = folder_of(path);
    if (folder == NULL) return error_nomem(err, path);
    if (stat(folder, &there) != 0 || !S_ISDIR(there.st_mode))
        code = error_set(err, ERR_IO,
                         "--junit: %s: there is no folder %s; it has to stand before the run",
                         path, folder);
    free(folder);
    return code == ERR_OK ? check_part(path, results, err) : code;
}

/* Everything is on the disk when it returns ERR_OK. */
static enum err write_part(const struct run *run, const char *part, const char *path,
                           struct error *err)
{
    FILE *stream = fopen(part, "wbx");
    int number = 0;
    bool bad;

    if (stream == NULL) return fail(err, path, errno);
    errno = 0;
    junit_put(run, stream);
    bad = ferror(stream) != 0;
    if (bad) number = errno;
    if (fflush(stream) != 0 && !bad) bad = true, number = errno;
    if (!bad && fsync(fileno(stream)) != 0 && errno != EINVAL) bad = true, number = errno;
    if (fclose(stream) != 0 && !bad) bad = true, number = errno;
    if (!bad) return ERR_OK;
    unlink(part);
    return fail(err, path, number);
}

enum err junit_write(const struct run *run, const char *path, struct error *err)
{
    char *part = text_print("%s.part", path);
    enum err code;

    if (part == NULL) return error_nomem(err, path);
    code = write_part(run, part, path, err);
    free(part);
    return code;
}

enum err junit_publish(const char *path, struct error *err)
{
    char *part = text_print("%s.part", path);
    enum err code = ERR_OK;

    if (part == NULL) return error_nomem(err, path);
    /* NOREPLACE: a file that appeared meanwhile is not ours to replace. */
    if (renameat2(AT_FDCWD, part, AT_FDCWD, path, RENAME_NOREPLACE) != 0 &&
        (errno != EINVAL || rename(part, path) != 0)) {
        code = fail(err, path, errno);
        unlink(part);
    }
    free(part);
    return code;
}

void junit_discard(const char *path)
{
    char *part = text_print("%s.part", path);

    if (part != NULL) unlink(part);
    free(part);
}

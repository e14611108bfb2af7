/* whole_file.c - see whole_file.h. */
#define _GNU_SOURCE /* renameat2 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "output/whole_file.h"
#include "scenarios/text.h"

static enum err fail(struct error *err, const char *option, const char *path, int number)
{
    return error_set(err, ERR_IO, "%s: %s: cannot be written (%s); nothing was left behind",
                     option, path, number != 0 ? strerror(number) : "write error");
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
static enum err check_results(const char *option, const char *path, const char *part,
                              const char *results, struct error *err)
{
    char *bare = text_copy(results);
    bool same;

    if (bare == NULL) return error_nomem(err, path);
    for (size_t n = strlen(bare); n > 1 && bare[n - 1] == '/'; n--)
        bare[n - 1] = '\0';
    same = same_place(path, bare) || same_place(part, bare);
    free(bare);
    if (!same) return ERR_OK;
    return error_set(err, ERR_USAGE,
                     "%s: %s is in the way of the results' folder %s; give it another name",
                     option, path, results);
}

static enum err check_part(const char *option, const char *path, const char *results,
                           struct error *err)
{
    char *part = text_print("%s.part", path);
    struct stat there;
    enum err code;

    if (part == NULL) return error_nomem(err, path);
    if (lstat(part, &there) == 0)
        code = error_set(err, ERR_IO, "%s: %s is written as %s first, which exists; remove it",
                         option, path, part);
    else if (results != NULL)
        code = check_results(option, path, part, results, err);
    else
        code = ERR_OK;
    free(part);
    return code;
}

enum err whole_check(const char *option, const char *path, const char *results,
                     struct error *err)
{
    const char *slash = strrchr(path, '/');
    struct stat there;
    char *folder;
    enum err code = ERR_OK;

    if (path[0] == '\0' || (slash != NULL && slash[1] == '\0'))
        return error_set(err, ERR_USAGE, "%s: '%s' is no name of a file", option, path);
    if (lstat(path, &there) == 0)
        return error_set(err, ERR_IO, "%s: %s exists; it is only written as a new file", option,
                         path);
    folder = folder_of(path);
    if (folder == NULL) return error_nomem(err, path);
    if (stat(folder, &there) != 0 || !S_ISDIR(there.st_mode))
        code = error_set(err, ERR_IO,
                         "%s: %s: there is no folder %s; it has to stand before the run",
                         option, path, folder);
    free(folder);
    return code == ERR_OK ? check_part(option, path, results, err) : code;
}

/* Everything is on the disk when it returns ERR_OK. */
static enum err write_part(const struct whole_content *content, const char *part,
                           struct error *err)
{
    FILE *stream = fopen(part, "wbx");
    const char *option = content->option, *path = content->path;
    enum err code;
    bool bad;
    int number = 0;

    if (stream == NULL) return fail(err, option, path, errno);
    errno = 0;
    code = content->put(content->with, stream, err);
    bad = ferror(stream) != 0;
    if (bad) number = errno;
    if (fflush(stream) != 0 && !bad) bad = true, number = errno;
    if (!bad && fsync(fileno(stream)) != 0 && errno != EINVAL) bad = true, number = errno;
    if (fclose(stream) != 0 && !bad) bad = true, number = errno;
    if (!bad && code == ERR_OK) return ERR_OK;
    unlink(part);
    return bad ? fail(err, option, path, number) : code;
}

enum err whole_write(const struct whole_content *content, struct error *err)
{
    char *part = text_print("%s.part", content->path);
    enum err code;

    if (part == NULL) return error_nomem(err, content->path);
    code = write_part(content, part, err);
    free(part);
    return code;
}

enum err whole_publish(const char *option, const char *path, struct error *err)
{
    char *part = text_print("%s.part", path);
    enum err code = ERR_OK;

    if (part == NULL) return error_nomem(err, path);
    /* NOREPLACE: a file that appeared meanwhile is not ours to replace. */
    if (renameat2(AT_FDCWD, part, AT_FDCWD, path, RENAME_NOREPLACE) != 0 &&
        (errno != EINVAL || rename(part, path) != 0)) {
        code = fail(err, option, path, errno);
        unlink(part);
    }
    free(part);
    return code;
}

void whole_discard(const char *path)
{
    char *part = text_print("%s.part", path);

    if (part != NULL) unlink(part);
    free(part);
}

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

enum err junit_check(const char *path, struct error *err)
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
    folder = slash == NULL   ? text_copy(".")
             : slash == path ? text_copy("/")
                             : text_copy_bytes(path, (size_t)(slash - path));
    if (folder == NULL) return error_nomem(err, path);
    if (stat(folder, &there) != 0 || !S_ISDIR(there.st_mode))
        code = error_set(err, ERR_IO,
                         "--junit: %s: there is no folder %s; it has to stand before the run",
                         path, folder);
    free(folder);
    return code;
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

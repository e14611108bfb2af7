/* solve_file.c - see solve_file.h */
#include "output/solve_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "scenarios/text.h"

enum err solve_file_check(const char *option, const char *path, struct error *err)
{
    struct stat there;

    if (lstat(path, &there) != 0) return ERR_OK;
    return error_set(err, ERR_USAGE, "--%s: %s exists; it is only written as a new file",
                     option, path);
}

/* The writer of the LP format looks for errors before its last bytes leave the buffer, so the
 * file itself is asked. */
static bool is_complete(const char *path, const char *last)
{
    char tail[64] = "";
    size_t n = strlen(last);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    bool complete;

    if (file < 0) return false;
    complete = n < sizeof tail && lseek(file, -(off_t)n, SEEK_END) >= 0 &&
               read(file, tail, n) == (ssize_t)n && strcmp(tail, last) == 0;
    if (fsync(file) != 0 && errno != EINVAL) complete = false; /* EINVAL: cannot be synced */
    close(file);
    return complete;
}

static enum err unwritable(const char *path, struct error *err)
{
    return error_set(err, ERR_IO, "%s: cannot be written: %s", path, strerror(errno));
}

enum err solve_file_write(const char *option, const char *path, const char *last,
                          enum err (*write)(const void *context, const char *beside,
                                            struct error *err),
                          const void *context, struct error *err)
{
    char *beside = text_print("%s.part", path);
    enum err code;
    int file;

    if (beside == NULL) return error_nomem(err, path);
    file = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file < 0) {
        code = unwritable(beside, err);
        free(beside);
        return code;
    }
    close(file);
    code = write(context, beside, err);
    if (code == ERR_IO || (code == ERR_OK && !is_complete(beside, last)))
        code =
            error_set(err, ERR_IO, "%s: cannot be written to its end; is the disk full?", path);
    if (code == ERR_OK) code = solve_file_check(option, path, err);
    if (code == ERR_OK && rename(beside, path) != 0) code = unwritable(path, err);
    if (code != ERR_OK) unlink(beside);
    free(beside);
    return code;
}

/* solve_lp.c - see solve_lp.h */
#include "output/solve_lp.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "scenarios/text.h"

enum err solve_lp_check(const char *path, struct error *err)
{
    struct stat there;

    if (lstat(path, &there) != 0) return ERR_OK;
    return error_set(err, ERR_USAGE, "--lp: %s exists; it is only written as a new file", path);
}

/* The writer of the LP format looks for errors before its last bytes leave the buffer, so the
 * file itself is asked: the format ends with a line of its own. */
static bool is_complete(const char *path)
{
    static const char last[] = "\nEnd\n";
    char tail[sizeof last] = "";
    int file = open(path, O_RDONLY | O_CLOEXEC);
    bool complete;

    if (file < 0) return false;
    complete = lseek(file, -(off_t)strlen(last), SEEK_END) >= 0 &&
               read(file, tail, strlen(last)) == (ssize_t)strlen(last) &&
               strcmp(tail, last) == 0;
    if (fsync(file) != 0 && errno != EINVAL) complete = false; /* EINVAL: cannot be synced */
    close(file);
    return complete;
}

static enum err write_beside(const struct placement_model *model,
                             const struct placement_input *in, const char *beside,
                             const char *path, struct error *err)
{
    enum err code = placement_write_lp(model, in, beside, err);

    if (code == ERR_IO || (code == ERR_OK && !is_complete(beside)))
        return error_set(err, ERR_IO, "%s: cannot be written to its end; is the disk full?",
                         path);
    TRY(code);
    TRY(solve_lp_check(path, err));
    if (rename(beside, path) != 0)
        return error_set(err, ERR_IO, "%s: cannot be written: %s", path, strerror(errno));
    return ERR_OK;
}

enum err solve_lp_write(const struct placement_model *model, const struct placement_input *in,
                        const char *path, struct error *err)
{
    char *beside = text_print("%s.part", path);
    enum err code;
    int file;

    if (beside == NULL) return error_nomem(err, path);
    file = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file < 0) {
        code = error_set(err, ERR_IO, "%s: cannot be written: %s", beside, strerror(errno));
        free(beside);
        return code;
    }
    close(file);
    code = write_beside(model, in, beside, path, err);
    if (code != ERR_OK) unlink(beside);
    free(beside);
    return code;
}

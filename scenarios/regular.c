/* regular.c - see regular.h */
#include "scenarios/regular.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum err check_kind(const struct stat *info, const char *path, enum err code,
                           struct error *err)
{
    if (S_ISDIR(info->st_mode))
        return error_set(err, code, "%s: is a folder, not a file", path);
    if (!S_ISREG(info->st_mode))
        return error_set(err, code,
                         "%s is not a regular file; devices, pipes and sockets are not read",
                         path);
    if ((uintmax_t)info->st_size >= UINT32_MAX)
        return error_set(err, code, "%s: the file is larger than 4 GB; split it", path);
    return ERR_OK;
}

enum err regular_open(FILE **out, const char *path, enum err code, size_t *n_bytes,
                      struct error *err)
{
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK); /* a pipe: no wait */
    struct stat info;
    enum err found;

    if (file < 0 && errno == ENXIO) /* a socket */
        return error_set(err, code,
                         "%s is not a regular file; devices, pipes and sockets are not read",
                         path);
    if (file < 0)
        return error_set(err, code, "%s: cannot be opened: %s", path, strerror(errno));
    if (fstat(file, &info) != 0)
        found = error_set(err, code, "%s: cannot be read: %s", path, strerror(errno));
    else
        found = check_kind(&info, path, code, err);
    if (found == ERR_OK) {
        *out = fdopen(file, "rb");
        if (*out == NULL) found = error_nomem(err, path);
    }
    if (found != ERR_OK) {
        close(file);
        return found;
    }
    if (n_bytes != NULL) *n_bytes = (size_t)info.st_size;
    return ERR_OK;
}

/* sha256.c - see sha256.h */
#include "scenarios/sha256.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>

#include <sha2.h>

void sha256_bytes(const void *bytes, size_t n, char hex[SHA256_HEX])
{
    SHA2_CTX state;

    SHA256Init(&state);
    SHA256Update(&state, bytes, n);
    SHA256End(&state, hex);
}

enum err sha256_file(const char *path, char hex[SHA256_HEX], struct error *err)
{
    char buffer[65536];
    SHA2_CTX state;
    struct stat info;
    size_t n;
    int failed, why;
    FILE *stream = fopen(path, "rb");

    if (stream == NULL)
        return error_set(err, ERR_DATA, "%s: cannot be opened: %s", path, strerror(errno));
    if (fstat(fileno(stream), &info) == 0 && S_ISDIR(info.st_mode)) {
        fclose(stream);
        return error_set(err, ERR_DATA, "%s: is a folder, not a file", path);
    }
    SHA256Init(&state);
    while ((n = fread(buffer, 1, sizeof buffer, stream)) > 0)
        SHA256Update(&state, (const uint8_t *)buffer, n);
    failed = ferror(stream);
    why = errno;
    fclose(stream);
    if (failed != 0)
        return error_set(err, ERR_DATA, "%s: cannot be read: %s", path, strerror(why));
    SHA256End(&state, hex);
    return ERR_OK;
}

/* sha256.c - see sha256.h */
#include "scenarios/sha256.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>

#include <sha2.h>

#include "scenarios/regular.h"

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
    size_t n;
    int failed, why;
    FILE *stream = NULL;

    TRY(regular_open(&stream, path, ERR_DATA, NULL, err));
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

/* hashes.c - see hashes.h */
#include "scenarios/hashes.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "scenarios/text.h"

struct hashed {
    char *path; /* owned */
    struct stat what;
    char hex[SHA256_HEX];
};

struct hashes {
    int n;
    struct hashed *file; /* [n] few: a scenario names a handful */
};

struct hashes *hashes_create(void)
{
    return calloc(1, sizeof(struct hashes));
}

void hashes_free(struct hashes *hashes)
{
    if (hashes == NULL) return;
    for (int k = 0; k < hashes->n; k++)
        free(hashes->file[k].path);
    free(hashes->file);
    free(hashes);
}

static bool same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
           a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

static struct hashed *find(const struct hashes *hashes, const char *path)
{
    for (int k = 0; k < hashes->n; k++)
        if (strcmp(hashes->file[k].path, path) == 0) return &hashes->file[k];
    return NULL;
}

/* The entry of a path, made where there is none; NULL when out of memory. */
static struct hashed *entry(struct hashes *hashes, const char *path)
{
    struct hashed *there = find(hashes, path), *more;

    if (there != NULL) return there;
    more = realloc(hashes->file, ((size_t)hashes->n + 1) * sizeof *more);
    if (more == NULL) return NULL;
    hashes->file = more;
    there = &hashes->file[hashes->n];
    *there = (struct hashed){.path = text_copy(path)};
    if (there->path == NULL) return NULL;
    hashes->n++;
    return there;
}

enum err hashes_file(struct hashes *hashes, const char *path, char hex[SHA256_HEX],
                     struct error *err)
{
    struct stat before, after;
    struct hashed *there;

    if (hashes == NULL || stat(path, &before) != 0) return sha256_file(path, hex, err);
    there = find(hashes, path);
    if (there != NULL && same_file(&there->what, &before)) {
        memcpy(hex, there->hex, SHA256_HEX);
        return ERR_OK;
    }
    TRY(sha256_file(path, hex, err));
    if (stat(path, &after) != 0 || !same_file(&before, &after)) return ERR_OK; /* in motion */
    there = entry(hashes, path);
    if (there == NULL) return error_nomem(err, path);
    there->what = before;
    memcpy(there->hex, hex, SHA256_HEX);
    return ERR_OK;
}

/* study_merge.c - see study_merge.h. The new store is a draft beside its place until it is
 * whole. */
#define _GNU_SOURCE /* renameat2, mkostemps */
#include "output/study/study_merge.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "output/hold.h"
#include "output/study/study.h"
#include "output/study/study_merging.h"

/* ---- which stores ---- */

struct sources {
    int n, most;
    char **path; /* [n] owned */
};

static void free_sources(struct sources *list)
{
    for (int k = 0; k < list->n; k++)
        free(list->path[k]);
    free(list->path);
}

/* A file that is in the list already, by whatever name, is left out. Takes the path over. */
static enum err add_source(struct sources *list, char *path, struct error *err)
{
    struct stat a, b;

    if (path == NULL) return error_nomem(err, "the names of stores");
    for (int k = 0; k < list->n; k++)
        if (stat(path, &a) == 0 && stat(list->path[k], &b) == 0 && a.st_ino == b.st_ino &&
            a.st_dev == b.st_dev) {
            free(path);
            return ERR_OK;
        }
    if (list->n == list->most) {
        int most = list->most > 0 ? 2 * list->most : 64;
        char **grown = realloc(list->path, (size_t)most * sizeof *grown);

        if (grown == NULL) {
            free(path);
            return error_nomem(err, "the names of stores");
        }
        list->path = grown;
        list->most = most;
    }
    list->path[list->n++] = path;
    return ERR_OK;
}

static int is_store(const struct dirent *e)
{
    return strcmp(e->d_name, "study.db") == 0 || study_is_shard_name(e->d_name);
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* The stores of a folder, in the order of their names. */
static enum err add_folder(struct sources *list, const char *folder, struct error *err)
{
    struct dirent **found = NULL;
    int n = scandir(folder, &found, is_store, by_name);
    enum err code = ERR_OK;

    if (n < 0)
        return error_set(err, ERR_IO, "%s: cannot be read (%s)", folder, strerror(errno));
    if (n == 0)
        code = error_set(err, ERR_IO, "%s: holds no study.db and no store of a shard", folder);
    for (int k = 0; k < n; k++) {
        if (code == ERR_OK)
            code = add_source(list, text_print("%s/%s", folder, found[k]->d_name), err);
        free(found[k]);
    }
    free(found);
    return code;
}

static enum err list_sources(struct sources *list, int n, char *const words[],
                             struct error *err)
{
    struct stat there;

    for (int k = 0; k < n; k++) {
        if (stat(words[k], &there) != 0)
            return error_set(err, ERR_IO, "%s: cannot be opened (%s)", words[k],
                             strerror(errno));
        if (S_ISDIR(there.st_mode))
            TRY(add_folder(list, words[k], err));
        else
            TRY(add_source(list, text_copy(words[k]), err));
    }
    return ERR_OK;
}

/* ---- the draft ---- */

static enum err refuse_target(const char *target, struct error *err)
{
    size_t n = strlen(target);
    struct stat there;

    if (n < 4 || strcmp(target + n - 3, ".db") != 0)
        return error_set(err, ERR_USAGE, "%s: the name of the new store has to end in .db",
                         target);
    if (lstat(target, &there) == 0)
        return error_set(err, ERR_IO,
                         "%s: exists already; give the name of a new store, or remove it first",
                         target);
    return ERR_OK;
}

/* An empty file beside the target; own its name. */
static enum err make_draft(const char *target, char **out, struct error *err)
{
    const char *slash = strrchr(target, '/');
    char *name = text_print("%.*s.chargeplan-XXXXXX.db",
                            slash != NULL ? (int)(slash + 1 - target) : 0, target);
    mode_t mask = umask(0);
    int fd = -1;

    umask(mask);
    if (name != NULL) fd = mkostemps(name, 3, O_CLOEXEC);
    if (fd < 0 || fchmod(fd, 0666 & ~mask) != 0) {
        error_set(err, name != NULL ? ERR_IO : ERR_NOMEM, "%s: cannot be made (%s)", target,
                  strerror(errno));
        if (fd >= 0) close(fd);
        if (fd >= 0) unlink(name);
        free(name);
        return err->code;
    }
    close(fd);
    *out = name;
    return ERR_OK;
}

static void remove_draft(const char *draft)
{
    static const char *const ends[] = {"", "-journal", "-wal", "-shm"};
    char path[4200];

    for (int k = 0; k < 4; k++) {
        snprintf(path, sizeof path, "%s%s", draft, ends[k]);
        unlink(path);
    }
}

static enum err sync_path(const char *path, int flags)
{
    int fd = open(path, flags | O_CLOEXEC), failed;

    if (fd < 0) return ERR_IO;
    failed = fsync(fd);
    close(fd);
    return failed == 0 ? ERR_OK : ERR_IO;
}

/* In one step; a file that appeared meanwhile is not ours to replace. */
static enum err publish(const char *draft, const char *target, struct error *err)
{
    int failed;

    if (sync_path(draft, O_RDWR) != ERR_OK)
        return error_set(err, ERR_IO, "%s: cannot be written (%s)", target, strerror(errno));
    failed = renameat2(AT_FDCWD, draft, AT_FDCWD, target, RENAME_NOREPLACE);
    if (failed != 0 && errno == EINVAL) { /* a file system without it */
        failed = link(draft, target);
        if (failed == 0) unlink(draft);
    }
    if (failed == 0) return ERR_OK;
    return error_set(err, ERR_IO, "%s: cannot be made (%s)", target, strerror(errno));
}

/* ---- all of it ---- */

/* How src is attached: it has to be a store of ours, which is said here if it is not. */
static enum err attach(struct store *store, const char *path, struct error *err)
{
    struct study_file *study = NULL;
    char *name;
    enum err code;

    TRY(study_open_to_read(&study, path, err));
    name = store_attach_name(study_store(study));
    study_close(study);
    if (name == NULL) return error_nomem(err, "the name of a store");
    code = store_do(store, err, "ATTACH DATABASE ? AS src", "t", name);
    free(name);
    return code;
}

static enum err add_store(struct merging *m, const char *target, struct error *err)
{
    struct error ignored = {0};
    enum err code;

    TRY(attach(m->store, m->paths[m->n], err));
    store_set_names(m->store, target, m->paths[m->n]);
    TRY(store_do(m->store, err, "BEGIN", ""));
    code = study_merging_record(m, err);
    if (code == ERR_OK) code = study_merging_add(m, err);
    if (code != ERR_OK) {
        store_do(m->store, &ignored, "ROLLBACK", "");
        return code;
    }
    TRY(store_do(m->store, err, "COMMIT", ""));
    store_set_names(m->store, target, NULL);
    return store_do(m->store, err, "DETACH DATABASE src", "");
}

static enum err fill(struct merging *m, int n, const char *target, struct error *err)
{
    TRY(study_merging_prepare(m, err));
    for (int k = 0; k < n; k++) {
        if (hold_stop_asked())
            return error_set(err, ERR_INTERRUPTED, "interrupted; nothing was written");
        TRY(add_store(m, target, err));
    }
    TRY(store_do(m->store, err, "BEGIN", ""));
    TRY(study_merging_finish(m, err));
    return store_do(m->store, err, "COMMIT", "");
}

static enum err make(const char *target, const struct sources *list, enum study_prefer prefer,
                     struct study_merged *out, struct error *err)
{
    struct merging m = {.paths = (const char *const *)list->path, .prefer = prefer, .out = out};
    struct study_file *study = NULL;
    char *draft = NULL;
    enum err code;

    TRY(make_draft(target, &draft, err));
    code = study_open(&study, draft, true, err);
    if (code == ERR_OK) {
        m.store = study_store(study);
        store_set_names(m.store, target, NULL);
        code = fill(&m, list->n, target, err);
    }
    study_close(study);
    study_merging_clear(&m);
    if (code == ERR_OK) code = publish(draft, target, err);
    if (code != ERR_OK) remove_draft(draft);
    free(draft);
    return code;
}

enum err study_merge(const char *target, int n, char *const sources[], enum study_prefer prefer,
                     struct study_merged *out, struct error *err)
{
    struct sources list = {0};
    struct hold hold;
    enum err code;

    *out = (struct study_merged){0};
    TRY(refuse_target(target, err));
    code = list_sources(&list, n, sources, err);
    if (code == ERR_OK) {
        hold_signals(&hold);
        code = make(target, &list, prefer, out, err);
        hold_release(&hold);
    }
    free_sources(&list);
    return code;
}

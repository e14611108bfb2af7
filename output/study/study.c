/* study.c - cases, claims and leases; results are study_results.c's. See study.h. */
#include "output/study/study.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "output/study/study_file.h"
#include "output/study/study_tables.h"
#include "scenarios/sha256.h"
#include "scenarios/sweep.h"
#include "scenarios/text.h"

/* Never set, unlike the time of day. */
static double now_s(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static bool ends_in_db(const char *path)
{
    size_t n = strlen(path);

    return n > 3 && strcmp(path + n - 3, ".db") == 0;
}

/* The file of a store: `where` itself, or study.db in the folder that it names. */
static enum err find_store(const char *where, bool create, char **out, struct error *err)
{
    struct stat there;
    bool exists = stat(where, &there) == 0, file = ends_in_db(where);
    int n_shards;

    if (exists ? S_ISREG(there.st_mode) && (file || !create) : create && file) {
        *out = text_copy(where);
        return *out != NULL ? ERR_OK : error_nomem(err, "the store");
    }
    if (!exists && !create) return error_set(err, ERR_IO, "%s: there is no such folder", where);
    if (exists && !S_ISDIR(there.st_mode))
        return error_set(err, ERR_IO, "%s: is not a folder", where);
    if (!exists && mkdir(where, 0777) != 0 && errno != EEXIST)
        return error_set(err, ERR_IO, "%s: the folder cannot be made (%s)", where,
                         strerror(errno));
    *out = text_print("%s/study.db", where);
    if (*out == NULL) return error_nomem(err, "the store");
    if (create || stat(*out, &there) == 0) return ERR_OK;
    free(*out);
    *out = NULL;
    n_shards = study_shards(where);
    if (n_shards > 0)
        return error_set(err, ERR_IO,
                         "%s: holds no study.db, but %d store%s of shards; `chargeplan merge "
                         "%s -o %s/study.db` puts them together",
                         where, n_shards, n_shards == 1 ? "" : "s", where, where);
    return error_set(err, ERR_IO, "%s: holds no study.db; is it the folder of a sweep?", where);
}

static enum err open_as(struct study_file **out, const char *where, enum store_use use,
                        struct error *err)
{
    static const struct store_kind kind = {study_tables, STUDY_APPLICATION, STUDY_VERSION};
    struct study_file *study = calloc(1, sizeof *study);
    char *path = NULL;
    enum err code = study == NULL ? error_nomem(err, "the store")
                                  : find_store(where, use == STORE_MAKE, &path, err);

    if (code == ERR_OK) code = store_open(&study->store, path, use, &kind, err);
    free(path);
    if (code != ERR_OK) {
        free(study);
        return code;
    }
    study->now_s = now_s;
    *out = study;
    return ERR_OK;
}

enum err study_open(struct study_file **out, const char *where, bool create, struct error *err)
{
    return open_as(out, where, create ? STORE_MAKE : STORE_WRITE, err);
}

enum err study_open_to_read(struct study_file **out, const char *where, struct error *err)
{
    return open_as(out, where, STORE_READ, err);
}

void study_close(struct study_file *study)
{
    if (study == NULL) return;
    store_close(study->store);
    free(study->watched);
    free(study);
}

struct store *study_store(struct study_file *study)
{
    return study->store;
}

void study_design(const struct sweep_cases *cases, char design[SHA256_HEX])
{
    struct text ids = {0};

    for (int k = 0; k < cases->n; k++)
        text_add(&ids, cases->at[k].id);
    sha256_bytes(ids.data != NULL ? ids.data : "", ids.n, design);
    text_clear(&ids);
}

static enum err put_meta(struct store *s, const char *key, const char *value, struct error *err)
{
    return store_do(s, err, "INSERT OR REPLACE INTO meta(key, value) VALUES(?, ?)", "tt", key,
                    value);
}

/* The settings of the sample, a line each. */
static enum err record_sampled(struct store *s, const struct sweep *sweep, struct error *err)
{
    struct text paths = {0};
    enum err code;

    for (int k = 0; k < sweep->n_ranges; k++)
        text_addf(&paths, "%s%s", k > 0 ? "\n" : "", sweep->range[k].path);
    code = paths.nomem ? error_nomem(err, "the design of the sweep")
                       : put_meta(s, "sampled", paths.data, err);
    text_clear(&paths);
    return code;
}

/* What the settings of the cases alone do not tell: "lhs 100", "3". */
static enum err record_sweep(struct store *s, const struct sweep *sweep, struct error *err)
{
    char text[64];

    TRY(store_do(s, err, "DELETE FROM meta WHERE key IN ('sample', 'sampled', 'repeats')", ""));
    if (sweep == NULL) return ERR_OK;
    snprintf(text, sizeof text, "%d", sweep->repeats);
    TRY(put_meta(s, "repeats", text, err));
    if (sweep->n_ranges == 0) return ERR_OK;
    snprintf(text, sizeof text, "%s %d", sweep->method == SWEEP_LHS ? "lhs" : "sobol",
             sweep->n_points);
    TRY(put_meta(s, "sample", text, err));
    return record_sampled(s, sweep, err);
}

/* Which part of which design the store holds; merge goes by it. */
static enum err record_design(struct store *s, const struct study_origin *origin,
                              const struct sweep_cases *cases, const char *design,
                              struct error *err)
{
    char text[64];

    TRY(put_meta(s, "cases", design, err));
    TRY(put_meta(s, "design", cases->design, err));
    snprintf(text, sizeof text, "%d", cases->n_design);
    TRY(put_meta(s, "design_cases", text, err));
    TRY(store_do(s, err, "DELETE FROM meta WHERE key = 'shard'", ""));
    if (origin->shard.n == 0) return ERR_OK;
    snprintf(text, sizeof text, "%d/%d", origin->shard.k, origin->shard.n);
    return put_meta(s, "shard", text, err);
}

static enum err record(struct store *s, const struct study_origin *origin, struct error *err)
{
    const struct scenario *scenario = origin->scenario;

    TRY(put_meta(s, "program", "chargeplan " CHARGEPLAN_VERSION, err));
    TRY(put_meta(s, "scenario_file", origin->file, err));
    TRY(put_meta(s, "scenario_text", scenario->text, err));
    TRY(put_meta(s, "title", scenario_title(scenario, LANGUAGE_EN), err));
    TRY(put_meta(s, "currency", scenario->study.currency, err));
    TRY(record_sweep(s, scenario->sweep, err));
    TRY(store_do(s, err, "DELETE FROM common", ""));
    for (int k = 0; k < scenario->n_settings; k++)
        TRY(store_do(s, err, "INSERT OR REPLACE INTO common VALUES(?, ?, ?)", "ttt",
                     scenario->setting[k].path, scenario->setting[k].value,
                     scenario->setting[k].origin));
    return ERR_OK;
}

static enum err enter_case(struct store *s, const struct sweep_case *c, struct error *err)
{
    TRY(store_do(s, err,
                 "INSERT INTO run(id, name, place) VALUES(?, ?, ?) ON CONFLICT(id) DO UPDATE "
                 "SET name = excluded.name, place = excluded.place",
                 "tti", c->id, c->name != NULL ? c->name : "", (long)c->place));
    TRY(store_do(s, err,
                 "DELETE FROM setting WHERE run = (SELECT number FROM run WHERE id = ?)", "t",
                 c->id));
    for (int k = 0; k < c->n_sets; k++) {
        size_t n = strcspn(c->set[k], "=");
        char *path = text_copy_bytes(c->set[k], n);
        enum err code;

        if (path == NULL) return error_nomem(err, "the settings of a case");
        code = store_do(s, err,
                        "INSERT OR REPLACE INTO setting "
                        "SELECT number, ?, ? FROM run WHERE id = ?",
                        "ttt", path, c->set[k] + n + (c->set[k][n] == '='), c->id);
        free(path);
        TRY(code);
    }
    return ERR_OK;
}

/* Another sweep at work on other cases would lose its place in the design. */
static enum err refuse_other(struct store *s, const char *design, struct error *err)
{
    struct store_rows *rows;
    long n_live = 0;
    bool more;

    TRY(store_ask(s, &rows, err, "SELECT value FROM meta WHERE key = 'cases' AND value <> ?",
                  "t", design));
    TRY(store_next(s, rows, &more, err));
    if (!more) return ERR_OK;
    store_stop(rows);
    TRY(store_ask(s, &rows, err,
                  "SELECT worker FROM run WHERE state = 'running' AND place IS NOT NULL AND "
                  "lease BETWEEN ?1 AND ?1 + 2 * ?2",
                  "dd", study_now_s(), (double)STUDY_LEASE_S));
    for (;;) {
        TRY(store_next(s, rows, &more, err));
        if (!more) break;
        n_live += !batch_is_gone(store_text(rows, 0));
    }
    if (n_live == 0) return ERR_OK;
    return error_set(
        err, ERR_USAGE,
        "another sweep is at work on this store with other cases; wait for its end "
        "or choose another folder");
}

static enum err enter_all(struct store *s, const struct sweep_cases *cases,
                          const struct study_origin *origin, bool retry, struct error *err)
{
    char design[SHA256_HEX];

    study_design(cases, design);
    TRY(refuse_other(s, design, err));
    TRY(record_design(s, origin, cases, design, err));
    TRY(record(s, origin, err));
    TRY(store_do(s, err, "UPDATE run SET place = NULL WHERE place IS NOT NULL", ""));
    for (int k = 0; k < cases->n; k++)
        TRY(enter_case(s, &cases->at[k], err));
    if (!retry) return ERR_OK;
    return store_do(s, err,
                    "UPDATE run SET state = 'waiting', kills = 0, error = NULL, status = NULL, "
                    "signal = NULL WHERE place IS NOT NULL AND state IN ('failed', 'crashed', "
                    "'too long')",
                    "");
}

enum err study_enter(struct study_file *study, const struct sweep_cases *cases,
                     const struct study_origin *origin, bool retry, struct error *err)
{
    struct store *s = study->store;
    struct error ignored = {0};
    enum err code;

    TRY(store_do(s, err, "BEGIN IMMEDIATE", ""));
    code = enter_all(s, cases, origin, retry, err);
    if (code == ERR_OK) code = store_do(s, err, "COMMIT", "");
    if (code != ERR_OK) store_do(s, &ignored, "ROLLBACK", "");
    return code;
}

enum err study_count(struct study_file *study, struct study_counts *out, struct error *err)
{
    struct store_rows *rows;
    bool more;

    memset(out, 0, sizeof *out);
    TRY(store_ask(
        study->store, &rows, err,
        "SELECT count(*), sum(state = 'waiting'), sum(state = 'running'), sum(state = "
        "'done'), sum(state = 'done' AND status = 4), sum(state = 'failed'), "
        "sum(state = 'crashed'), sum(state = 'too long') FROM run WHERE place IS NOT "
        "NULL",
        ""));
    TRY(store_next(study->store, rows, &more, err));
    if (!more) return ERR_OK;
    *out = (struct study_counts){store_integer(rows, 0), store_integer(rows, 1),
                                 store_integer(rows, 2), store_integer(rows, 3),
                                 store_integer(rows, 4), store_integer(rows, 5),
                                 store_integer(rows, 6), store_integer(rows, 7)};
    store_stop(rows);
    return ERR_OK;
}

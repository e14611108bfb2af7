/* study.c - cases, claims and leases; results are study_results.c's. See study.h. */
#include "output/study/study.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "output/study/study_tables.h"
#include "scenarios/sha256.h"
#include "scenarios/sweep.h"
#include "scenarios/text.h"

struct study_file {
    struct store *store;
};

/* Seconds since 1970. A clock that is set back makes a lease seem longer, never shorter than
 * two leases: study_take() sees to that. */
static double now_s(void)
{
    struct timespec t;

    clock_gettime(CLOCK_REALTIME, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

enum err study_open(struct study_file **out, const char *folder, bool create, struct error *err)
{
    struct study_file *study = calloc(1, sizeof *study);
    char *path = text_print("%s/study.db", folder);
    const char *file = path;
    enum err code = ERR_OK;
    struct stat there;

    if (study == NULL || path == NULL)
        code = error_nomem(err, "the store");
    else if (create && mkdir(folder, 0777) != 0 && errno != EEXIST)
        code = error_set(err, ERR_IO, "%s: the folder cannot be made (%s)", folder,
                         strerror(errno));
    else if (stat(folder, &there) != 0)
        code = error_set(err, ERR_IO, "%s: there is no such folder", folder);
    else if (!S_ISDIR(there.st_mode) && (create || !S_ISREG(there.st_mode)))
        code = error_set(err, ERR_IO, "%s: is not a folder", folder);
    else if (!S_ISDIR(there.st_mode))
        file = folder;
    else if (stat(path, &there) != 0 && !create)
        code = error_set(err, ERR_IO, "%s: holds no study.db; is it the folder of a sweep?",
                         folder);
    if (code == ERR_OK)
        code = store_open(&study->store, file, create, study_tables, STUDY_APPLICATION,
                          STUDY_VERSION, err);
    free(path);
    if (code != ERR_OK) {
        free(study);
        return code;
    }
    *out = study;
    return ERR_OK;
}

void study_close(struct study_file *study)
{
    if (study == NULL) return;
    store_close(study->store);
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

static enum err record(struct store *s, const struct study_origin *origin, const char *design,
                       struct error *err)
{
    const struct scenario *scenario = origin->scenario;

    TRY(put_meta(s, "design", design, err));
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

static enum err enter_case(struct store *s, const struct sweep_case *c, int place,
                           struct error *err)
{
    TRY(store_do(s, err,
                 "INSERT INTO run(id, name, place) VALUES(?, ?, ?) ON CONFLICT(id) DO UPDATE "
                 "SET name = excluded.name, place = excluded.place",
                 "tti", c->id, c->name != NULL ? c->name : "", (long)place));
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

    TRY(store_ask(s, &rows, err, "SELECT value FROM meta WHERE key = 'design' AND value <> ?",
                  "t", design));
    TRY(store_next(s, rows, &more, err));
    if (!more) return ERR_OK;
    store_stop(rows);
    TRY(store_ask(s, &rows, err,
                  "SELECT worker FROM run WHERE state = 'running' AND place IS NOT NULL AND "
                  "lease >= ?",
                  "d", now_s()));
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
    TRY(record(s, origin, design, err));
    TRY(store_do(s, err, "UPDATE run SET place = NULL WHERE place IS NOT NULL", ""));
    for (int k = 0; k < cases->n; k++)
        TRY(enter_case(s, &cases->at[k], k, err));
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

enum err study_take(struct study_file *study, const char *worker, const char *design,
                    enum batch_claim *what, struct study_claim *claim, struct error *err)
{
    struct store *s = study->store;
    struct store_rows *rows;
    double now = now_s();
    bool more;

    TRY(store_ask(
        s, &rows, err,
        "UPDATE run SET state = 'running', worker = ?1, lease = ?2 + ?3, started = "
        "?2, ended = NULL, attempts = attempts + 1 WHERE number = (SELECT number FROM "
        "run WHERE place IS NOT NULL AND state IN ('waiting','running') AND (state = "
        "'waiting' OR lease < ?2 OR lease > ?2 + 2 * ?3) ORDER BY place LIMIT 1) AND "
        "?4 = (SELECT value FROM meta WHERE key = 'design') RETURNING number, id, "
        "attempts",
        "tddt", worker, now, (double)STUDY_LEASE_S, design));
    TRY(store_next(s, rows, &more, err));
    if (more) {
        *claim = (struct study_claim){.worker = worker,
                                      .number = store_integer(rows, 0),
                                      .attempt = store_integer(rows, 2)};
        strncpy(claim->id, store_text(rows, 1), sizeof claim->id - 1);
        *what = BATCH_TAKEN;
        return store_next(s, rows, &more, err); /* commits */
    }
    TRY(store_ask(
        s, &rows, err,
        "SELECT count(*) FROM run WHERE place IS NOT NULL AND state IN "
        "('waiting','running') AND ?1 = (SELECT value FROM meta WHERE key = 'design')",
        "t", design));
    TRY(store_next(s, rows, &more, err));
    *what = more && store_integer(rows, 0) > 0 ? BATCH_WAIT : BATCH_NONE;
    store_stop(rows);
    return ERR_OK;
}

enum err study_keep_error(struct study_file *study, const struct study_claim *claim,
                          const struct error *why, struct error *err)
{
    return store_do(study->store, err,
                    "UPDATE run SET state = 'failed', ended = ?, status = ?, error = ? WHERE "
                    "number = ? AND worker = ? AND attempts = ? AND state = 'running'",
                    "dititi", now_s(), (long)error_exit_status(why->code), why->text,
                    claim->number, claim->worker, claim->attempt);
}

enum err study_give_back(struct study_file *study, const struct study_claim *claim,
                         struct error *err)
{
    return store_do(study->store, err,
                    "UPDATE run SET state = 'waiting', attempts = attempts - 1, worker = NULL, "
                    "lease = NULL, started = NULL WHERE number = ? AND worker = ? AND attempts "
                    "= ? AND state = 'running'",
                    "iti", claim->number, claim->worker, claim->attempt);
}

enum err study_renew(struct study_file *study, const char *own, struct error *err)
{
    return store_do(study->store, err,
                    "UPDATE run SET lease = ?1 WHERE place IS NOT NULL AND state IN "
                    "('waiting','running') AND state = 'running' AND substr(worker, 1, "
                    "length(?2) + 1) = ?2 || '/'",
                    "dt", now_s() + STUDY_LEASE_S, own);
}

enum err study_free_gone(struct study_file *study, struct error *err)
{
    struct store_rows *rows;
    char gone[BATCH_WORKER_ROOM];
    bool more;

    for (;;) {
        gone[0] = '\0';
        TRY(store_ask(study->store, &rows, err,
                      "SELECT DISTINCT worker FROM run WHERE state = 'running' AND worker IS "
                      "NOT NULL",
                      ""));
        for (;;) {
            TRY(store_next(study->store, rows, &more, err));
            if (!more) break;
            if (!batch_is_gone(store_text(rows, 0))) continue;
            strncpy(gone, store_text(rows, 0), sizeof gone - 1);
            gone[sizeof gone - 1] = '\0';
            store_stop(rows);
            break;
        }
        if (gone[0] == '\0') return ERR_OK;
        TRY(store_do(study->store, err,
                     "UPDATE run SET state = 'waiting', worker = NULL, lease = NULL, started = "
                     "NULL WHERE state = 'running' AND worker = ?",
                     "t", gone));
    }
}

enum err study_lost(struct study_file *study, const char *worker, enum batch_loss how,
                    int signal, double case_seconds, struct error *err)
{
    char text[128];

    if (how == BATCH_KILLED)
        return store_do(
            study->store, err,
            "UPDATE run SET state = CASE WHEN kills + 1 < ?1 THEN 'waiting' ELSE 'crashed' "
            "END, error = CASE WHEN kills + 1 < ?1 THEN NULL ELSE 'its worker was killed ' || "
            "?1 || ' times' END, signal = CASE WHEN kills + 1 < ?1 THEN NULL ELSE ?2 END, "
            "kills "
            "= kills + 1, lease = NULL, ended = CASE WHEN kills + 1 < ?1 THEN NULL ELSE ?3 END "
            "WHERE state = 'running' AND worker = ?4",
            "iidt", (long)STUDY_KILLS_MAX, (long)signal, now_s(), worker);
    if (how == BATCH_CRASHED)
        snprintf(text, sizeof text, "the program crashed: %s", strsignal(signal));
    else
        snprintf(text, sizeof text, "stopped after %g s", case_seconds);
    return store_do(study->store, err,
                    "UPDATE run SET state = ?, error = ?, signal = ?, ended = ? WHERE state = "
                    "'running' AND worker = ?",
                    "ttddt", how == BATCH_CRASHED ? "crashed" : "too long", text,
                    how == BATCH_CRASHED ? (double)signal : (double)NAN, now_s(), worker);
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

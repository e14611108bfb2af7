/* study_claim.c - who works on which case: claims, leases, losses. See study.h.
 *
 * A lease holds as long as it is renewed. Whether it is, whoever waits for the case sees for
 * himself: the same claim, not renewed for STUDY_LEASE_S by a clock that nobody sets, has
 * ended. Clocks of two machines are never compared, and one that is set back or forth ends no
 * lease. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "output/study/study.h"
#include "output/study/study_file.h"

double study_now_s(void)
{
    struct timespec t;

    clock_gettime(CLOCK_REALTIME, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

void study_use_clock(struct study_file *study, double (*now_s)(void))
{
    study->now_s = now_s;
}

/* ---- taking a case ---- */

static void fill_claim(struct study_claim *claim, const char *worker, struct store_rows *rows)
{
    *claim = (struct study_claim){
        .worker = worker, .number = store_integer(rows, 0), .attempt = store_integer(rows, 2)};
    strncpy(claim->id, store_text(rows, 1), sizeof claim->id - 1);
}

static enum err take_waiting(struct study_file *study, const char *worker, const char *design,
                             bool *taken, struct study_claim *claim, struct error *err)
{
    struct store *s = study->store;
    struct store_rows *rows;
    bool more;

    TRY(store_ask(
        s, &rows, err,
        "UPDATE run SET state = 'running', worker = ?1, lease = ?2 + ?3, started = ?2, ended = "
        "NULL, attempts = attempts + 1 WHERE number = (SELECT number FROM run WHERE place IS "
        "NOT NULL AND state IN ('waiting','running') AND state = 'waiting' ORDER BY place "
        "LIMIT "
        "1) AND ?4 = (SELECT value FROM meta WHERE key = 'cases') RETURNING number, id, "
        "attempts",
        "tddt", worker, study_now_s(), (double)STUDY_LEASE_S, design));
    TRY(store_next(s, rows, taken, err));
    if (!*taken) return ERR_OK;
    fill_claim(claim, worker, rows);
    return store_next(s, rows, &more, err); /* commits */
}

/* Since when a claim is seen as it is now; a new one since now. NULL when out of memory. */
static const struct study_watched *watch(struct study_file *study, struct study_watched seen)
{
    struct study_watched *w = study->watched;

    for (; w < study->watched + study->n_watched; w++)
        if (w->number == seen.number) {
            if (w->attempt != seen.attempt || w->lease != seen.lease) *w = seen;
            return w;
        }
    if (study->n_watched == study->most_watched) {
        int most = study->most_watched > 0 ? 2 * study->most_watched : 16;

        w = realloc(study->watched, (size_t)most * sizeof *w);
        if (w == NULL) return NULL;
        study->watched = w;
        study->most_watched = most;
    }
    w = &study->watched[study->n_watched++];
    *w = seen;
    return w;
}

/* Looks at the claims of others. *ended is one that is no longer renewed, else number 0. */
static enum err look_for_ended(struct study_file *study, const char *design, bool *any,
                               struct study_watched *ended, struct error *err)
{
    struct store *s = study->store;
    double now = study->now_s();
    struct store_rows *rows;
    bool more;

    *any = false;
    *ended = (struct study_watched){0};
    TRY(store_ask(
        s, &rows, err,
        "SELECT number, attempts, lease, state FROM run WHERE place IS NOT NULL AND state IN "
        "('waiting','running') AND ?1 = (SELECT value FROM meta WHERE key = 'cases') "
        "ORDER BY place",
        "t", design));
    for (;;) {
        struct study_watched seen = {.since_s = now};
        const struct study_watched *w;

        TRY(store_next(s, rows, &more, err));
        if (!more) return ERR_OK;
        *any = true;
        seen.number = store_integer(rows, 0);
        seen.attempt = store_integer(rows, 1);
        seen.lease = store_number(rows, 2);
        if (strcmp(store_text(rows, 3), "running") != 0) continue; /* it waits again */
        if (isnan(seen.lease)) seen.lease = 0;
        w = watch(study, seen);
        if (w == NULL) {
            store_stop(rows);
            return error_nomem(err, "the claims of others");
        }
        if (ended->number == 0 && now - w->since_s >= STUDY_LEASE_S) *ended = *w;
    }
}

static enum err take_ended(struct study_file *study, const char *worker,
                           const struct study_watched *w, bool *taken,
                           struct study_claim *claim, struct error *err)
{
    struct store *s = study->store;
    struct store_rows *rows;
    bool more;

    TRY(store_ask(
        s, &rows, err,
        "UPDATE run SET worker = ?1, lease = ?2 + ?3, started = ?2, ended = NULL, attempts = "
        "attempts + 1 WHERE number = ?4 AND state = 'running' AND attempts = ?5 AND "
        "coalesce(lease, 0) = ?6 RETURNING number, id, attempts",
        "tddiid", worker, study_now_s(), (double)STUDY_LEASE_S, w->number, w->attempt,
        w->lease));
    TRY(store_next(s, rows, taken, err));
    if (!*taken) return ERR_OK;
    fill_claim(claim, worker, rows);
    return store_next(s, rows, &more, err); /* commits */
}

enum err study_take(struct study_file *study, const char *worker, const char *design,
                    enum batch_claim *what, struct study_claim *claim, struct error *err)
{
    struct study_watched ended;
    bool taken, any;

    TRY(store_still_there(study->store, err));
    *what = BATCH_TAKEN;
    TRY(take_waiting(study, worker, design, &taken, claim, err));
    if (taken) return ERR_OK;
    TRY(look_for_ended(study, design, &any, &ended, err));
    *what = any ? BATCH_WAIT : BATCH_NONE;
    if (ended.number == 0) return ERR_OK;
    TRY(take_ended(study, worker, &ended, &taken, claim, err));
    if (taken) *what = BATCH_TAKEN;
    return ERR_OK;
}

/* ---- the end of a claim ---- */

enum err study_keep_error(struct study_file *study, const struct study_claim *claim,
                          const struct error *why, struct error *err)
{
    return store_do(study->store, err,
                    "UPDATE run SET state = 'failed', ended = ?, status = ?, error = ? WHERE "
                    "number = ? AND worker = ? AND attempts = ? AND state = 'running'",
                    "dititi", study_now_s(), (long)error_exit_status(why->code), why->text,
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
                    "dt", study_now_s() + STUDY_LEASE_S, own);
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
            "iidt", (long)STUDY_KILLS_MAX, (long)signal, study_now_s(), worker);
    if (how == BATCH_CRASHED)
        snprintf(text, sizeof text, "the program crashed: %s", strsignal(signal));
    else
        snprintf(text, sizeof text, "stopped after %g s", case_seconds);
    return store_do(study->store, err,
                    "UPDATE run SET state = ?, error = ?, signal = ?, ended = ? WHERE state = "
                    "'running' AND worker = ?",
                    "ttddt", how == BATCH_CRASHED ? "crashed" : "too long", text,
                    how == BATCH_CRASHED ? (double)signal : (double)NAN, study_now_s(), worker);
}

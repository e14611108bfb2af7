/* sweep_run.c - see sweep_run.h. The parent opens the store only between forks: an open
 * database does not survive one. */
#include "output/study/sweep_run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "model/parallel.h"
#include "model/placement/placement.h"
#include "output/commands/command.h"
#include "output/study/sweep_case.h"

enum { PLAIN_LINES = 20, TOLD_MAX = 10 };

/* Handed to every duty. After the fork a worker has its own. */
struct sweep {
    const struct sweep_options *options;
    const struct sweep_cases *cases;
    const struct sweep_case **by_id; /* owned [n] sorted */
    char design[SHA256_HEX];
    int n_threads; /* of a case */
    long n_before; /* cases that need no work in this sweep */
    bool terminal;
    int told; /* lines of progress so far, or tenths of seconds */
    /* in a worker */
    struct study_file *study;
    const char *worker;
    struct study_claim claim;
    struct sweep_base base;
};

static int compare_ids(const void *a, const void *b)
{
    const struct sweep_case *const *x = a, *const *y = b;

    return strcmp((*x)->id, (*y)->id);
}

/* ---- in a worker ---- */

static enum err begin(void *with, const char *worker, struct error *err)
{
    struct sweep *s = with;

    s->worker = worker;
    return study_open(&s->study, s->options->store, false, err);
}

static enum err claim(void *with, enum batch_claim *what, int *k, struct error *err)
{
    struct sweep *s = with;
    struct sweep_case key = {0};
    const struct sweep_case *wanted = &key, **found;

    TRY(study_take(s->study, s->worker, s->design, what, &s->claim, err));
    if (*what != BATCH_TAKEN) return ERR_OK;
    memcpy(key.id, s->claim.id, sizeof key.id);
    found = bsearch(&wanted, s->by_id, (size_t)s->cases->n, sizeof(struct sweep_case *),
                    compare_ids);
    if (found == NULL)
        return error_set(err, ERR_IO, "%s: the store's case %s is not in the sweep",
                         s->options->store, s->claim.id);
    *k = (int)(*found - s->cases->at);
    return ERR_OK;
}

static enum err work(void *with, int k, struct error *err)
{
    struct sweep *s = with;

    return sweep_case_work(s->options, &s->cases->at[k], &s->claim, s->study, &s->base,
                           s->n_threads, err);
}

static void end(void *with)
{
    struct sweep *s = with;

    sweep_base_clear(&s->base);
    study_close(s->study);
    s->study = NULL;
}

/* ---- in the parent ---- */

static enum err renew(void *with, struct error *err)
{
    struct sweep *s = with;
    struct study_file *study;
    char own[BATCH_WORKER_ROOM];
    enum err code;

    batch_own_name(own);
    TRY(study_open(&study, s->options->store, false, err));
    code = study_renew(study, own, err);
    if (code == ERR_OK) code = study_free_gone(study, err);
    study_close(study);
    return code;
}

static enum err lost(void *with, const char *worker, enum batch_loss how, int signal_number,
                     struct error *err)
{
    struct sweep *s = with;
    struct study_file *study;
    enum err code;

    TRY(study_open(&study, s->options->store, false, err));
    code = study_lost(study, worker, how, signal_number, s->options->case_seconds, err);
    study_close(study);
    return code;
}

static void put_time(char text[32], double seconds)
{
    long t = (long)(seconds + 0.5);

    if (t >= 3600)
        snprintf(text, 32, "%ld:%02ld:%02ld", t / 3600, t / 60 % 60, t % 60);
    else
        snprintf(text, 32, "%ld:%02ld", t / 60, t % 60);
}

/* On a terminal one line that is written over, else a line for each twentieth. The time left
 * takes it that the cases to come are like those that were run. */
static void progress(void *with, const struct batch_progress *p)
{
    struct sweep *s = with;
    int n = s->cases->n > 0 ? s->cases->n : 1, done = (int)s->n_before + p->n_done;
    int step = s->terminal ? (int)(p->elapsed_s * 5) : (int)((long)done * PLAIN_LINES / n);
    char left[32] = "?";

    if (step == s->told || (p->n_done == 0 && !s->terminal)) return;
    s->told = step;
    if (p->n_done > 0) put_time(left, p->elapsed_s / p->n_done * (n - done));
    fprintf(stderr, "%s%d of %d cases, %d at work", s->terminal ? "\r" : "", done, n,
            p->n_running);
    if (p->n_lost > 0) fprintf(stderr, ", %d lost their worker", p->n_lost);
    fprintf(stderr, ", %s left%s", left, s->terminal ? "\033[K" : "\n");
    fflush(stderr);
}

/* ---- before and after ---- */

/* What changed the base scenario is not among a case's settings: its own file, all the same for
 * all. */
static enum err enter(struct sweep *s, struct study_counts *counts, struct error *err)
{
    const struct sweep_options *o = s->options;
    struct study_origin origin = {.file = o->file, .shard = o->shard};
    struct problems *problems = calloc(1, sizeof *problems);
    struct scenario *scenario = NULL;
    struct study_file *study = NULL;
    enum err code;

    if (problems == NULL) return error_nomem(err, "the scenario");
    code = scenario_read(&scenario, o->file, o->n_sets, o->sets, problems, err);
    if (code != ERR_OK && problems->n > 0) error_set(err, code, "%s", problems->text[0]);
    free(problems);
    if (code == ERR_OK) code = study_open(&study, o->store, true, err);
    origin.scenario = scenario;
    if (code == ERR_OK && store_without_wal(study_store(study)) != NULL)
        fprintf(stderr, "chargeplan: %s: its file system %s: kept with the slower journal\n",
                o->store, store_without_wal(study_store(study)));
    if (code == ERR_OK) code = study_free_gone(study, err);
    if (code == ERR_OK) code = study_enter(study, s->cases, &origin, o->retry, err);
    if (code == ERR_OK) code = study_count(study, counts, err);
    study_close(study);
    scenario_free(scenario);
    return code;
}

static void tell_failures(struct study_file *study)
{
    struct store *store = study_store(study);
    struct store_rows *rows;
    struct error err = {0};
    bool more = true;

    if (store_ask(store, &rows, &err,
                  "SELECT id, name, state, error FROM run WHERE place IS NOT NULL AND state IN "
                  "('failed', 'crashed', 'too long') ORDER BY place LIMIT ?",
                  "i", (long)TOLD_MAX) != ERR_OK)
        return;
    while (store_next(store, rows, &more, &err) == ERR_OK && more)
        fprintf(stderr, "chargeplan: case %s%s%s: %s\n", store_text(rows, 0),
                store_text(rows, 1)[0] != '\0' ? " " : "", store_text(rows, 1),
                store_text(rows, 3));
}

static int tell_end(const struct sweep *s, const struct error *failure)
{
    const char *store = s->options->store;
    struct study_file *study;
    struct study_counts c;
    struct error err = {0};
    long bad;

    if (failure->code != ERR_OK && failure->code != ERR_INTERRUPTED)
        return command_fail(failure);
    if (study_open(&study, store, false, &err) != ERR_OK ||
        study_count(study, &c, &err) != ERR_OK)
        return command_fail(&err);
    bad = c.failed + c.crashed + c.too_long;
    if (bad > 0) tell_failures(study);
    study_close(study);
    if (bad > TOLD_MAX) fprintf(stderr, "chargeplan: ... and %ld more\n", bad - TOLD_MAX);
    if (failure->code == ERR_INTERRUPTED) {
        fprintf(stderr,
                "chargeplan: interrupted; %ld of %ld cases are done, the same command goes on "
                "with the rest\n",
                c.done, c.n);
        return STATUS_INTERRUPTED;
    }
    printf(
        "%ld cases: %ld done (%ld infeasible), %ld failed, %ld crashed, %ld stopped for their "
        "time\nstore: %s\n",
        c.n, c.done, c.infeasible, c.failed, c.crashed, c.too_long, store);
    if (bad > 0)
        fprintf(stderr, "chargeplan: --retry-failed runs those that failed once more\n");
    return bad > 0 || c.waiting + c.running > 0 ? STATUS_FAILED : STATUS_DONE;
}

int sweep_run(const struct sweep_options *options, const struct sweep_cases *cases)
{
    struct sweep s = {.options = options, .cases = cases, .told = -1};
    const struct batch_duties duties = {&s, begin, claim, work, end, renew, lost, progress};
    const struct batch_limits limits = {options->n_jobs, options->case_seconds, STUDY_RENEW_S};
    struct study_counts counts = {0};
    struct error err = {0};

    command_catch_interrupts();
    s.by_id = calloc((size_t)cases->n + 1, sizeof(struct sweep_case *));
    if (s.by_id == NULL) {
        error_nomem(&err, "the cases");
        return command_fail(&err);
    }
    for (int k = 0; k < cases->n; k++)
        s.by_id[k] = &cases->at[k];
    qsort(s.by_id, (size_t)cases->n, sizeof(struct sweep_case *), compare_ids);
    study_design(cases, s.design);
    s.n_threads = parallel_processors() / options->n_jobs;
    if (s.n_threads < 1) s.n_threads = 1;
    s.terminal = isatty(STDERR_FILENO) == 1;
    if (enter(&s, &counts, &err) == ERR_OK) {
        s.n_before = counts.n - counts.waiting - counts.running;
        if (s.n_before > 0)
            fprintf(stderr, "%ld of %ld cases stand in the store already\n", s.n_before,
                    counts.n);
        batch_run(&duties, &limits, &err);
        if (s.terminal) fputs("\r\033[K", stderr);
    }
    free(s.by_id);
    return tell_end(&s, &err);
}

/* replications.c - see replications.h */
#include "sim/operation/replications.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

#include "model/gsl_quiet.h"
#include "model/parallel.h"
#include "model/placement/placement.h"
#include "sim/operation/figures.h"

const char *operation_figure_name(int what)
{
    static const char *const names[] = {
#define NAME(id, name, unit) name,
        OPERATION_FIGURES(NAME)
#undef NAME
    };

    return names[what];
}

const char *operation_figure_unit(int what)
{
    static const char *const units[] = {
#define UNIT(id, name, unit) unit,
        OPERATION_FIGURES(UNIT)
#undef UNIT
    };

    return units[what];
}

/* ---- workers ---- */

/* Each worker takes the next replication, counts it in its own tally and waits until all before
 * it are put together; then it adds its own, so that one tally a worker is enough. */
struct work {
    const struct operation_input *in;
    const struct replications_params *params;
    replications_function *replicate;
    struct tally **scratch; /* owned [n_workers] */
    struct tally *sum;      /* borrowed, as figures */
    struct figures *figures;
    pthread_mutex_t lock; /* of all below, of sum and of figures */
    pthread_cond_t turned;
    int next; /* replication that nobody has taken */
    int done; /* replications put together */
    bool stop;
    enum err code; /* of the replication that ended it */
    struct error err;
};

static bool enough(const struct work *w)
{
    const struct replications_params *params = w->params;

    return params->half_width > 0 && w->done >= params->at_least &&
           figures_within(w->figures, params->half_width);
}

/* In the order of the replications alone. What fails after the end that the figures ask for was
 * never asked for. */
static void put_together(struct work *w, const struct tally *one, enum err code,
                         const struct error *err)
{
    if (code == ERR_OK) {
        tally_add(w->sum, one);
        figures_add(w->figures, one);
        w->done++;
        w->stop = enough(w);
    } else {
        w->code = code;
        w->err = *err;
        w->stop = true;
    }
    pthread_cond_broadcast(&w->turned);
}

static enum err replicate(const struct work *w, int replication, struct tally *one,
                          struct error *err)
{
    if (placement_interrupted) return error_set(err, ERR_INTERRUPTED, "interrupted");
    tally_reset(one);
    return w->replicate(w->in, replication, one, err);
}

static void work_task(void *context, int worker)
{
    struct work *w = context;
    struct tally *one = w->scratch[worker];
    struct error err;

    pthread_mutex_lock(&w->lock);
    while (!w->stop && w->next < w->params->at_most) {
        int mine = w->next++;
        enum err code;

        pthread_mutex_unlock(&w->lock);
        code = replicate(w, mine, one, &err);
        pthread_mutex_lock(&w->lock);
        while (!w->stop && w->done < mine)
            pthread_cond_wait(&w->turned, &w->lock);
        if (!w->stop) put_together(w, one, code, &err);
    }
    pthread_mutex_unlock(&w->lock);
}

static int n_workers(const struct replications_params *params, int n_threads)
{
    int n = n_threads < params->at_most ? n_threads : params->at_most;

    return n < PARALLEL_MOST ? n : PARALLEL_MOST;
}

static enum err run_workers(struct work *w, int n, struct error *err)
{
    enum err code = ERR_OK;

    w->scratch = calloc((size_t)n, sizeof *w->scratch);
    if (w->scratch == NULL) return error_nomem(err, "the replications");
    for (int k = 0; k < n && code == ERR_OK; k++)
        code = tally_create(&w->scratch[k], w->in, err);
    if (code == ERR_OK) parallel_run(n, n, work_task, w);
    for (int k = 0; k < n; k++)
        tally_free(w->scratch[k]);
    free(w->scratch);
    return code;
}

/* ---- the result ---- */

static enum err judge(const struct work *w, struct operation *o, struct error *err)
{
    o->partial = w->code == ERR_INTERRUPTED && w->params->keep_partial && w->done > 0;
    if (w->code == ERR_OK || o->partial) return ERR_OK;
    if (w->code == ERR_INTERRUPTED)
        return error_set(err, ERR_INTERRUPTED, "interrupted; nothing was written");
    *err = w->err;
    return w->code;
}

static enum err fill(struct operation *o, struct work *w, int n_threads, struct error *err)
{
    TRY(tally_create(&o->sum, o->input, err));
    TRY(figures_create(&w->figures, o->input, err));
    o->pool = calloc((size_t)o->input->n_pools + 1, sizeof *o->pool);
    if (o->pool == NULL) return error_nomem(err, "the stations' figures");
    w->sum = o->sum;
    TRY(run_workers(w, n_workers(w->params, n_threads), err));
    TRY(judge(w, o, err));
    o->n_replications = w->done;
    o->n_limit = w->params->at_most;
    o->half_width_asked = w->params->half_width;
    o->met = figures_within(w->figures, o->half_width_asked);
    figures_fill(w->figures, o);
    return ERR_OK;
}

enum err replications_run(struct operation **out, struct operation_input *in,
                          const struct replications_params *params, int n_threads,
                          replications_function *function, struct error *err)
{
    struct operation *o = calloc(1, sizeof *o);
    struct work w = {.in = in,
                     .params = params,
                     .replicate = function,
                     .lock = PTHREAD_MUTEX_INITIALIZER,
                     .turned = PTHREAD_COND_INITIALIZER};
    enum err code;

    assert(n_threads >= 1 && params->at_least >= 1 && params->at_least <= params->at_most);
    if (o == NULL) {
        operation_input_clear(in);
        free(in);
        return error_nomem(err, "the station simulation");
    }
    gsl_quiet();
    o->input = in;
    code = fill(o, &w, n_threads, err);
    figures_free(w.figures);
    if (code == ERR_OK)
        *out = o;
    else
        operation_free(o);
    return code;
}

enum err operation_create(struct operation **out, struct operation_input *in,
                          const struct replications_params *params, int n_threads,
                          struct error *err)
{
    return replications_run(out, in, params, n_threads, operation_replicate, err);
}

void operation_free(struct operation *o)
{
    if (o == NULL) return;
    operation_input_clear(o->input);
    free(o->input);
    tally_free(o->sum);
    free(o->pool);
    free(o);
}

/* agreement.c - see agreement.h */
#include "sim/operation/agreement.h"

#include <math.h>
#include <stdlib.h>

/* ---- errors ---- */

static bool is_pair(double observed, double simulated)
{
    return !isnan(observed) && !isnan(simulated);
}

/* Pearson's correlation of the pairs, whose means are known. */
static double correlation_of(const struct agreement_errors *e, int n, int step,
                             const double observed[], const double simulated[])
{
    double xx = 0, yy = 0, xy = 0, low[2] = {INFINITY, INFINITY},
           high[2] = {-INFINITY, -INFINITY};

    for (int k = 0; k < n * step; k += step) {
        double x, y;

        if (!is_pair(observed[k], simulated[k])) continue;
        x = observed[k] - e->observed;
        y = simulated[k] - e->simulated;
        xx += x * x;
        yy += y * y;
        xy += x * y;
        low[0] = fmin(low[0], observed[k]);
        high[0] = fmax(high[0], observed[k]);
        low[1] = fmin(low[1], simulated[k]);
        high[1] = fmax(high[1], simulated[k]);
    }
    /* Equal figures depart from their rounded mean by a last digit: that is no spread. */
    if (!(high[0] > low[0]) || !(high[1] > low[1]) || !(xx > 0) || !(yy > 0)) return NAN;
    return fmax(-1, fmin(1, xy / (sqrt(xx) * sqrt(yy))));
}

struct agreement_errors agreement_errors_of(int n, int step, const double observed[],
                                            const double simulated[])
{
    struct agreement_errors e = {.n = 0};

    for (int k = 0; k < n * step; k += step) {
        double more = simulated[k] - observed[k];

        if (!is_pair(observed[k], simulated[k])) continue;
        e.n++;
        e.observed += observed[k];
        e.simulated += simulated[k];
        e.bias += more;
        e.mae += fabs(more);
        e.rmse += more * more;
    }
    e.observed /= e.n; /* NAN without pairs */
    e.simulated /= e.n;
    e.bias /= e.n;
    e.mae /= e.n;
    e.rmse = sqrt(e.rmse / e.n);
    e.correlation = correlation_of(&e, n, step, observed, simulated);
    return e;
}

/* ---- what was observed, by place and hour ---- */

static enum err nomem(struct error *err)
{
    return error_nomem(err, "what was observed");
}

/* Numbers the places that rows name: index[place] is -1 for the others. */
static enum err number_places(struct agreement *a, const struct observations *o, int n,
                              int index[], struct error *err)
{
    for (int p = 0; p < n; p++)
        index[p] = -1;
    for (int k = 0; k < o->n; k++)
        index[o->place[k]] = 0;
    a->place = malloc(((size_t)n + 1) * sizeof *a->place);
    if (a->place == NULL) return nomem(err);
    for (int p = 0; p < n; p++) {
        if (index[p] < 0) continue;
        index[p] = a->n_places;
        a->place[a->n_places++] = p;
    }
    return ERR_OK;
}

static enum err take_observed(struct agreement *a, const struct observations *o,
                              const int index[], struct error *err)
{
    size_t n = (size_t)a->n_places * (size_t)a->n_hours;

    for (int w = 0; w < N_OBSERVED; w++) {
        a->given[w] = o->figure[w] != NULL;
        if (!a->given[w]) continue;
        a->observed[w] = malloc((n + 1) * sizeof *a->observed[w]);
        a->simulated[w] = calloc(n + 1, sizeof *a->simulated[w]);
        a->hour[w] = calloc((size_t)a->n_hours + 1, sizeof *a->hour[w]);
        a->each[w] = calloc((size_t)a->n_places + 1, sizeof *a->each[w]);
        if (a->observed[w] == NULL || a->simulated[w] == NULL || a->hour[w] == NULL ||
            a->each[w] == NULL)
            return nomem(err);
        for (size_t k = 0; k < n; k++)
            a->observed[w][k] = NAN;
        for (int k = 0; k < o->n; k++)
            a->observed[w][index[o->place[k]] * a->n_hours + o->hour[k]] = o->figure[w][k];
    }
    return ERR_OK;
}

/* ---- what was simulated ---- */

/* Per occurrence of each hour of the week in the window and the replications: 1 over their
 * number, and NAN where there are none; of a mean day over its days besides. */
static void weigh_hours(const struct operation *op, int n_hours, double weight[N_HOURS])
{
    for (int h = 0; h < N_HOURS; h++) {
        double times = op->sum->n_weeks[h] * op->n_replications;
        int n_days = 0;

        for (int d = h % n_hours; d < N_HOURS; d += n_hours)
            n_days += op->sum->n_weeks[d] > 0;
        weight[h] = times > 0 ? 1 / (times * n_days) : 0;
    }
}

/* Adds the sums of one thing by hour of the week to those of a place. */
static void add_hours(struct agreement *a, enum observed_what what, int place,
                      const double *by_hour, size_t step, const double weight[N_HOURS])
{
    double *to = a->simulated[what] + (size_t)place * (size_t)a->n_hours;

    for (int h = 0; h < N_HOURS; h++)
        to[h % a->n_hours] += by_hour[(size_t)h * step] * weight[h];
}

static void take_simulated(struct agreement *a, const struct operation *op,
                           const int site_zone[], const int index[])
{
    const struct operation_input *in = op->input;
    const size_t step = sizeof *op->sum->hour / sizeof(double);
    double weight[N_HOURS];

    weigh_hours(op, a->n_hours, weight);
    for (int p = 0; p < in->n_pools; p++) {
        const struct operation_pool *pool = &in->pool[p];
        const struct tally_hour *hour = op->sum->hour + (size_t)p * N_HOURS;
        int of = a->by_zone ? site_zone[pool->site] : pool->site;

        if (of < 0 || index[of] < 0) continue;
        if (a->system == (pool->service == FAST ? OBSERVED_SLOW : OBSERVED_FAST)) continue;
        if (a->given[OBSERVED_KWH])
            add_hours(a, OBSERVED_KWH, index[of], &hour->kwh, step, weight);
        if (a->given[OBSERVED_SESSIONS])
            add_hours(a, OBSERVED_SESSIONS, index[of], &hour->starts, step, weight);
        for (int g = pool->first_group; g < pool->first_group + pool->n_groups; g++)
            if (a->given[OBSERVED_OCCUPIED])
                add_hours(a, OBSERVED_OCCUPIED, index[of],
                          op->sum->busy_h + (size_t)g * N_HOURS, 1, weight);
    }
}

/* Hours that the window has not were not simulated. */
static void leave_hours(struct agreement *a, const struct operation *op)
{
    for (int h = 0; h < a->n_hours; h++) {
        bool any = false;

        for (int d = h; d < N_HOURS; d += a->n_hours)
            any = any || op->sum->n_weeks[d] > 0;
        for (int w = 0; w < N_OBSERVED && !any; w++)
            for (int p = 0; p < a->n_places && a->given[w]; p++)
                a->simulated[w][p * a->n_hours + h] = NAN;
    }
}

/* ---- both ---- */

static enum err judge(struct agreement *a, enum observed_what w, struct error *err)
{
    int most = a->n_places > a->n_hours ? a->n_places : a->n_hours;
    double *mean = malloc(2 * ((size_t)most + 1) * sizeof *mean);
    const double *x = a->observed[w], *y = a->simulated[w];

    if (mean == NULL) return nomem(err);
    a->all[w] = agreement_errors_of(a->n_places * a->n_hours, 1, x, y);
    for (int h = 0; h < a->n_hours; h++) {
        a->hour[w][h] = agreement_errors_of(a->n_places, a->n_hours, x + h, y + h);
        mean[h] = a->hour[w][h].observed;
        mean[most + h] = a->hour[w][h].simulated;
    }
    a->by_hour[w] = agreement_errors_of(a->n_hours, 1, mean, mean + most);
    for (int p = 0; p < a->n_places; p++) {
        size_t from = (size_t)p * (size_t)a->n_hours;

        a->each[w][p] = agreement_errors_of(a->n_hours, 1, x + from, y + from);
        mean[p] = a->each[w][p].observed;
        mean[most + p] = a->each[w][p].simulated;
    }
    a->by_place[w] = agreement_errors_of(a->n_places, 1, mean, mean + most);
    free(mean);
    return ERR_OK;
}

static enum err fill(struct agreement *a, const struct observations *o,
                     const struct operation *op, const int site_zone[], int n_all, int index[],
                     struct error *err)
{
    TRY(number_places(a, o, n_all, index, err));
    TRY(take_observed(a, o, index, err));
    take_simulated(a, op, site_zone, index);
    leave_hours(a, op);
    for (int w = 0; w < N_OBSERVED; w++)
        if (a->given[w]) TRY(judge(a, (enum observed_what)w, err));
    return ERR_OK;
}

enum err agreement_create(struct agreement **out, const struct observations *observed,
                          const struct operation *operation, const struct scenario *s,
                          const struct city *city, const int site_zone[], struct error *err)
{
    bool by_zone = s->simulation.observed_by == OBSERVED_BY_ZONE;
    int n_all = by_zone ? city->n_zones : city->n_sites;
    int *index = malloc(((size_t)n_all + 1) * sizeof *index);
    struct agreement *a = calloc(1, sizeof *a);
    enum err code;

    if (index == NULL || a == NULL) {
        code = nomem(err);
    } else {
        a->year_index = operation->year_index;
        a->by_zone = by_zone;
        a->system = s->simulation.observed_use_system;
        a->n_hours = observed->n_hours;
        a->n_unknown = observed->n_unknown;
        code = fill(a, observed, operation, site_zone, n_all, index, err);
    }
    free(index);
    if (code == ERR_OK)
        *out = a;
    else
        agreement_free(a);
    return code;
}

void agreement_free(struct agreement *a)
{
    if (a == NULL) return;
    free(a->place);
    for (int k = 0; k < N_OBSERVED; k++) {
        free(a->observed[k]);
        free(a->simulated[k]);
        free(a->hour[k]);
        free(a->each[k]);
    }
    free(a);
}

/* logistic.c - see logistic.h. */
#include "model/fleet/logistic.h"

#include <math.h>

enum { MARKET, RATE, MIDPOINT, N_PARAMETERS };

/* Names and ranges are those of the settings (fields.h). */
static const char *const parameter_name[N_PARAMETERS] = {"market", "growth_rate",
                                                         "midpoint_year"};
static const double parameter_max[N_PARAMETERS] = {2e9, 5, 2150};

struct task {
    struct logistic fixed; /* NAN where fitted */
    int n;                 /* parameters fitted */
    int parameter[N_PARAMETERS];
};

double logistic_stock(const struct logistic *l, double year)
{
    return l->market / (1 + exp(-l->growth_rate * (year - l->midpoint_year)));
}

static double *member(struct logistic *l, int parameter)
{
    double *const members[N_PARAMETERS] = {&l->market, &l->growth_rate, &l->midpoint_year};

    return members[parameter];
}

static struct logistic unpack(const struct task *task, const double x[])
{
    struct logistic l = task->fixed;

    for (int k = 0; k < task->n; k++)
        *member(&l, task->parameter[k]) = task->parameter[k] == MIDPOINT ? x[k] : exp(x[k]);
    return l;
}

/* S and its derivatives by log m, log r and h: S, S (1 - S/m) r (t - h), -S (1 - S/m) r. */
static void at(const struct fit_task *fit, const double x[], double year, double *value,
               double by[])
{
    const struct task *task = fit->curve;
    struct logistic l = unpack(task, x);
    double s = logistic_stock(&l, year), slope = s * (1 - s / l.market) * l.growth_rate;
    const double all[N_PARAMETERS] = {s, slope * (year - l.midpoint_year), -slope};

    *value = s;
    for (int k = 0; k < task->n; k++)
        by[k] = all[task->parameter[k]];
}

static void choose_starts(const struct task *task, const struct fit_task *fit,
                          struct fit_start best[FIT_STARTS])
{
    static const double over[] = {1.05, 1.5, 3, 8, 30}; /* market over largest point */
    static const double rate[] = {0.1, 0.25, 0.5, 0.8, 1.2};
    static const double lead[] = {-5, -1, 0, 2, 5, 10}; /* years after the last point */
    int n[N_PARAMETERS] = {1, 1, 1}, size[N_PARAMETERS] = {5, 5, 6};

    fit_clear(best);
    for (int k = 0; k < task->n; k++)
        n[task->parameter[k]] = size[task->parameter[k]];
    for (int i = 0; i < n[0] * n[1] * n[2]; i++) {
        const double value[N_PARAMETERS] = {
            log(over[i % n[0]] * fit->unit), log(rate[i / n[0] % n[1]]),
            fit->points->year[fit->points->n - 1] + lead[i / n[0] / n[1]]};
        struct fit_start s = {.cost = 0};

        for (int k = 0; k < task->n; k++)
            s.x[k] = value[task->parameter[k]];
        s.cost = fit_cost(fit, s.x);
        fit_keep(best, &s);
    }
}

static enum err check_range(const struct task *task, const char *name, struct logistic l,
                            bool conditioned, struct error *err)
{
    for (int k = 0; k < task->n; k++) {
        int p = task->parameter[k];

        if (*member(&l, p) > parameter_max[p])
            return error_set(err, ERR_SCENARIO,
                             "fleet.%s: the logistic curve fitted to the points has %s %g, "
                             "above %g; the points do not tell it, so it has to be given",
                             name, parameter_name[p], *member(&l, p), parameter_max[p]);
    }
    if (!conditioned)
        return error_set(err, ERR_SCENARIO,
                         "fleet.%s: the points do not tell the %d fitted parameters of the "
                         "logistic curve apart; give one of market, growth_rate or "
                         "midpoint_year, or later points",
                         name, task->n);
    return ERR_OK;
}

static double rms(const struct logistic *l, const struct series *points)
{
    double sum = 0;

    for (int i = 0; i < points->n; i++)
        sum += pow(logistic_stock(l, points->year[i]) - points->value[i], 2);
    return sqrt(sum / points->n);
}

/* What the fit says of each parameter. */
static void tell(struct fit *out, const struct task *task, struct logistic l,
                 const struct fit_end *end, const struct series *points)
{
    double span = points->year[points->n - 1] - points->year[0];

    *out =
        (struct fit){.n_fitted = task->n, .n = N_PARAMETERS, .rms_residual = rms(&l, points)};
    for (int k = 0; k < N_PARAMETERS; k++) {
        out->name[k] = parameter_name[k];
        out->value[k] = *member(&l, k);
        out->error[k] = NAN;
    }
    for (int k = 0; k < task->n; k++) {
        int p = task->parameter[k];

        out->error[p] = p == MIDPOINT ? end->error[k] : end->error[k] * out->value[p];
        if (out->error[p] > (p == MIDPOINT ? span : out->value[p])) out->weak = true;
    }
}

enum err logistic_fit_points(struct logistic_fit *out, const char *name,
                             const struct logistic *start, const struct series *points,
                             struct error *err)
{
    struct task task = {.fixed = *start};
    struct fit_task fit = {
        .unit = fit_largest(points), .points = points, .curve = &task, .at = at};
    struct fit_start starts[FIT_STARTS];
    struct fit_end best;
    struct logistic l;

    for (int k = 0; k < N_PARAMETERS; k++)
        if (isnan(*member(&task.fixed, k))) task.parameter[task.n++] = k;
    fit.n = task.n;
    if (task.n == 0) {
        *out = (struct logistic_fit){.logistic = *start};
        return ERR_OK;
    }
    if (points->n < task.n || fit.unit <= 0)
        return error_set(err, ERR_SCENARIO,
                         "fleet.%s: %d points above 0 are needed to fit the %d parameters of "
                         "the logistic curve that are not given; there are %d",
                         name, task.n, task.n, fit.unit > 0 ? points->n : 0);
    choose_starts(&task, &fit, starts);
    TRY(fit_descend(&best, &fit, starts, err));
    if (!isfinite(best.cost))
        return error_set(err, ERR_SCENARIO,
                         "fleet.%s: the fit of the logistic curve to %d points does not "
                         "converge; give some of market, growth_rate and midpoint_year",
                         name, points->n);
    l = unpack(&task, best.x);
    TRY(check_range(&task, name, l, best.conditioned, err));
    out->logistic = l;
    tell(&out->fit, &task, l, &best, points);
    return ERR_OK;
}

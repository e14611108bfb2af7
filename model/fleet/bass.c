/* bass.c - the Bass curve and its fit; see bass.h.
 *
 * Fitted are log m, log p, log q and the launch year, of stocks divided by the largest point:
 * all of order one, and none can change its sign. Before the launch the formula is continued
 * (it gives negative stocks there), so that the residuals stay smooth while the launch moves.
 */
#include "model/fleet/bass.h"

#include <math.h>
#include <stdbool.h>

enum { MARKET, INNOVATION, IMITATION, LAUNCH, N_PARAMETERS };

/* Names and ranges are those of the settings (fields.h): a fit that leaves them explains
 * nothing. */
static const char *const parameter_name[N_PARAMETERS] = {"market", "innovation", "imitation",
                                                         "launch_year"};
static const double parameter_max[N_PARAMETERS] = {2e9, 1, 3, 2100};

struct task {
    struct bass fixed; /* NAN where fitted */
    int n;             /* parameters fitted */
    int parameter[N_PARAMETERS];
};

static double continued_stock(const struct bass *b, double year)
{
    double e = exp(-(b->innovation + b->imitation) * (year - b->launch_year));

    return b->market * (1 - e) / (1 + b->imitation / b->innovation * e);
}

double bass_stock(const struct bass *b, double year)
{
    if (year <= b->launch_year || b->innovation <= 0) return 0;
    return continued_stock(b, year);
}

static double *member(struct bass *b, int parameter)
{
    double *const members[N_PARAMETERS] = {&b->market, &b->innovation, &b->imitation,
                                           &b->launch_year};

    return members[parameter];
}

static struct bass unpack(const struct task *task, const double x[])
{
    struct bass b = task->fixed;

    for (int k = 0; k < task->n; k++)
        *member(&b, task->parameter[k]) = task->parameter[k] == LAUNCH ? x[k] : exp(x[k]);
    return b;
}

/* Derivatives of the stock S = m (1 - e) / (1 + r e), r = q/p, e = exp(-(p+q) t), D = 1 + r e,
 * by the logarithms of m, p, q and by the launch year:
 *   dS/de = -m (1 + r) / D^2,  dS/dr = -m (1 - e) e / D^2,  de/dp = de/dq = -t e */
static void derivatives(const struct bass *b, double year, double out[N_PARAMETERS])
{
    double t = year - b->launch_year, s = b->innovation + b->imitation;
    double e = exp(-s * t), r = b->imitation / b->innovation, d = 1 + r * e;
    double by_e = -b->market * (1 + r) / (d * d);
    double by_r = -b->market * (1 - e) * e / (d * d);

    out[MARKET] = b->market * (1 - e) / d;
    out[INNOVATION] = b->innovation * by_e * -t * e - r * by_r;
    out[IMITATION] = b->imitation * by_e * -t * e + r * by_r;
    out[LAUNCH] = by_e * s * e;
}

static void at(const struct fit_task *fit, const double x[], double year, double *value,
               double by[])
{
    const struct task *task = fit->curve;
    struct bass b = unpack(task, x);
    double all[N_PARAMETERS];

    *value = continued_stock(&b, year);
    derivatives(&b, year, all);
    for (int k = 0; k < task->n; k++)
        by[k] = all[task->parameter[k]];
}

/* The cheapest points of a coarse grid; one start alone may end in a side valley. */
static void choose_starts(const struct task *task, const struct fit_task *fit,
                          struct fit_start best[FIT_STARTS])
{
    static const double over[] = {1.05, 1.5, 3, 8, 30}; /* market over largest point */
    static const double p[] = {0.0005, 0.002, 0.01, 0.03, 0.1};
    static const double q[] = {0.1, 0.25, 0.4, 0.6, 1};
    static const double lead[] = {0.5, 2, 5, 10}; /* years before the first point */
    int n[N_PARAMETERS] = {1, 1, 1, 1}, size[N_PARAMETERS] = {5, 5, 5, 4};

    fit_clear(best);
    for (int k = 0; k < task->n; k++)
        n[task->parameter[k]] = size[task->parameter[k]];
    for (int i = 0; i < n[0] * n[1] * n[2] * n[3]; i++) {
        int at = i;
        double value[N_PARAMETERS];
        struct fit_start s = {.cost = 0};

        value[MARKET] = log(over[at % n[0]] * fit->unit);
        at /= n[0];
        value[INNOVATION] = log(p[at % n[1]]);
        at /= n[1];
        value[IMITATION] = log(q[at % n[2]]);
        at /= n[2];
        value[LAUNCH] = fit->points->year[0] - lead[at];
        for (int k = 0; k < task->n; k++)
            s.x[k] = value[task->parameter[k]];
        s.cost = fit_cost(fit, s.x);
        fit_keep(best, &s);
    }
}

static double rms(const struct bass *b, const struct series *points)
{
    double sum = 0;

    for (int i = 0; i < points->n; i++) {
        double r = bass_stock(b, points->year[i]) - points->value[i];
        sum += r * r;
    }
    return sqrt(sum / points->n);
}

static enum err check_range(const struct task *task, const char *name, struct bass b,
                            bool conditioned, struct error *err)
{
    for (int k = 0; k < task->n; k++) {
        int parameter = task->parameter[k];
        double value = *member(&b, parameter);

        if (value > parameter_max[parameter])
            return error_set(
                err, ERR_SCENARIO,
                "fleet.%s: the Bass curve fitted to the points has %s %g, above %g; "
                "the points do not tell it, so it has to be given",
                name, parameter_name[parameter], value, parameter_max[parameter]);
    }
    if (!conditioned)
        return error_set(
            err, ERR_SCENARIO,
            "fleet.%s: the points do not tell the %d fitted Bass parameters apart; "
            "give one of market, innovation, imitation or launch_year, or later "
            "points",
            name, task->n);
    return ERR_OK;
}

/* What the fit says of each parameter. */
static void tell(struct fit *out, const struct task *task, const struct bass *b,
                 const struct fit_end *end, const struct series *points)
{
    double span = points->year[points->n - 1] - points->year[0];
    struct bass copy = *b;

    *out = (struct fit){.n_fitted = task->n, .n = N_PARAMETERS, .rms_residual = rms(b, points)};
    for (int k = 0; k < N_PARAMETERS; k++) {
        out->name[k] = parameter_name[k];
        out->value[k] = *member(&copy, k);
        out->error[k] = NAN;
    }
    for (int k = 0; k < task->n; k++) {
        int p = task->parameter[k];

        out->error[p] = p == LAUNCH ? end->error[k] : end->error[k] * out->value[p];
        if (out->error[p] > (p == LAUNCH ? span : out->value[p])) out->weak = true;
    }
}

static enum err fit_curve(struct bass_fit *out, const char *name, struct task *task,
                          const struct series *points, struct error *err)
{
    struct fit_task fit = {
        .n = task->n, .unit = fit_largest(points), .points = points, .curve = task, .at = at};
    struct fit_start starts[FIT_STARTS];
    struct fit_end best;
    struct bass b;

    choose_starts(task, &fit, starts);
    TRY(fit_descend(&best, &fit, starts, err));
    if (!isfinite(best.cost))
        return error_set(err, ERR_SCENARIO,
                         "fleet.%s: the fit of the Bass curve to %d points does not converge; "
                         "give some of market, innovation, imitation and launch_year",
                         name, points->n);
    b = unpack(task, best.x);
    TRY(check_range(task, name, b, best.conditioned, err));
    out->bass = b;
    tell(&out->fit, task, &b, &best, points);
    return ERR_OK;
}

enum err bass_fit_points(struct bass_fit *out, const char *name, const struct bass *start,
                         const struct series *points, struct error *err)
{
    struct task task = {.fixed = *start};

    for (int k = 0; k < N_PARAMETERS; k++)
        if (isnan(*member(&task.fixed, k))) task.parameter[task.n++] = k;
    if (start->innovation <= 0)
        return error_set(
            err, ERR_SCENARIO,
            "fleet.%s.innovation: 0 never starts a Bass curve; it has to be above 0", name);
    if (task.n == 0) {
        *out = (struct bass_fit){.bass = *start};
        return ERR_OK;
    }
    if (isnan(start->launch_year) && points->n < 4)
        return error_set(err, ERR_SCENARIO,
                         "fleet.%s: a Bass curve without a launch_year needs at least 4 points "
                         "to be fitted to; there are %d",
                         name, points->n);
    if (points->n < task.n)
        return error_set(err, ERR_SCENARIO,
                         "fleet.%s: %d points cannot tell the %d Bass parameters that are not "
                         "given",
                         name, points->n, task.n);
    if (fit_largest(points) <= 0)
        return error_set(err, ERR_SCENARIO,
                         "fleet.%s.points: every stock is 0; a Bass curve cannot be fitted",
                         name);
    return fit_curve(out, name, &task, points, err);
}

/* bass.c - the Bass curve and its fit; the only file that knows GSL's fitting. See bass.h.
 *
 * Fitted are log m, log p, log q and the launch year, of stocks divided by the largest point:
 * all of order one, and none can change its sign. Before the launch the formula is continued
 * (it gives negative stocks there), so that the residuals stay smooth while the launch moves.
 */
#include "model/fleet/bass.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_matrix.h>
#include <gsl/gsl_multifit_nlinear.h>
#include <gsl/gsl_vector.h>
#include <gsl/gsl_version.h>
#include <math.h>
#include <stdbool.h>
#include <stddef.h>

enum { MARKET, INNOVATION, IMITATION, LAUNCH, N_PARAMETERS };
enum { N_STARTS = 6 };

/* Names and ranges are those of the settings (fields.h): a fit that leaves them explains
 * nothing. */
static const char *const parameter_name[N_PARAMETERS] = {"market", "innovation", "imitation",
                                                         "launch_year"};
static const double parameter_max[N_PARAMETERS] = {2e9, 1, 3, 2100};

struct task {
    struct bass fixed; /* NAN where fitted */
    int n;             /* parameters fitted */
    int parameter[N_PARAMETERS];
    double unit; /* largest point, vehicles */
    const struct series *points;
};

struct start {
    double x[N_PARAMETERS];
    double cost; /* sum of squares */
};

const char *bass_library_version(void)
{
    return GSL_VERSION;
}

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

static int residuals(const gsl_vector *x, void *data, gsl_vector *f)
{
    const struct task *task = data;
    struct bass b = unpack(task, x->data);

    for (int i = 0; i < task->points->n; i++) {
        double r =
            (continued_stock(&b, task->points->year[i]) - task->points->value[i]) / task->unit;

        if (!isfinite(r)) return GSL_EDOM;
        gsl_vector_set(f, (size_t)i, r);
    }
    return GSL_SUCCESS;
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

static int jacobian(const gsl_vector *x, void *data, gsl_matrix *j)
{
    const struct task *task = data;
    struct bass b = unpack(task, x->data);

    for (int i = 0; i < task->points->n; i++) {
        double by[N_PARAMETERS];

        derivatives(&b, task->points->year[i], by);
        for (int k = 0; k < task->n; k++) {
            double value = by[task->parameter[k]] / task->unit;

            if (!isfinite(value)) return GSL_EDOM;
            gsl_matrix_set(j, (size_t)i, (size_t)k, value);
        }
    }
    return GSL_SUCCESS;
}

static double cost(const struct task *task, const double x[])
{
    struct bass b = unpack(task, x);
    double sum = 0;

    for (int i = 0; i < task->points->n; i++) {
        double r =
            (continued_stock(&b, task->points->year[i]) - task->points->value[i]) / task->unit;
        sum += r * r;
    }
    return isfinite(sum) ? sum : INFINITY;
}

static void keep(struct start best[N_STARTS], const struct start *s)
{
    int k = N_STARTS;

    if (s->cost >= best[N_STARTS - 1].cost) return;
    while (k > 1 && s->cost < best[k - 2].cost) {
        best[k - 1] = best[k - 2];
        k--;
    }
    best[k - 1] = *s;
}

/* The cheapest points of a coarse grid; one start alone may end in a side valley. */
static void choose_starts(const struct task *task, struct start best[N_STARTS])
{
    static const double over[] = {1.05, 1.5, 3, 8, 30}; /* market over largest point */
    static const double p[] = {0.0005, 0.002, 0.01, 0.03, 0.1};
    static const double q[] = {0.1, 0.25, 0.4, 0.6, 1};
    static const double lead[] = {0.5, 2, 5, 10}; /* years before the first point */
    int n[N_PARAMETERS] = {1, 1, 1, 1}, size[N_PARAMETERS] = {5, 5, 5, 4};

    for (int k = 0; k < N_STARTS; k++)
        best[k] = (struct start){.cost = INFINITY};
    for (int k = 0; k < task->n; k++)
        n[task->parameter[k]] = size[task->parameter[k]];
    for (int i = 0; i < n[0] * n[1] * n[2] * n[3]; i++) {
        int at = i;
        double value[N_PARAMETERS];
        struct start s = {.cost = 0};

        value[MARKET] = log(over[at % n[0]] * task->unit);
        at /= n[0];
        value[INNOVATION] = log(p[at % n[1]]);
        at /= n[1];
        value[IMITATION] = log(q[at % n[2]]);
        at /= n[2];
        value[LAUNCH] = task->points->year[0] - lead[at];
        for (int k = 0; k < task->n; k++)
            s.x[k] = value[task->parameter[k]];
        s.cost = cost(task, s.x);
        keep(best, &s);
    }
}

/* One descent. Returns whether it converged; *x and *conditioned (do the points tell the
 * parameters apart?) are then set. */
static bool descend(gsl_multifit_nlinear_workspace *w, gsl_multifit_nlinear_fdf *fdf,
                    struct start *s, bool *conditioned)
{
    gsl_vector_const_view x = gsl_vector_const_view_array(s->x, fdf->p);
    int info = 0;
    double rcond = 0;
    int status = gsl_multifit_nlinear_init(&x.vector, fdf, w);

    if (status != GSL_SUCCESS) return false;
    status = gsl_multifit_nlinear_driver(500, 1e-12, 1e-14, 0, NULL, NULL, &info, w);
    for (size_t k = 0; k < fdf->p; k++)
        s->x[k] = gsl_vector_get(w->x, k);
    s->cost = cost(fdf->params, s->x);
    /* At an exact fit the last step cannot be made smaller: no progress is then success. */
    if (status == GSL_ENOPROG && s->cost < 1e-20) status = GSL_SUCCESS;
    if (status != GSL_SUCCESS || !isfinite(s->cost)) return false;
    if (gsl_multifit_nlinear_rcond(&rcond, w) != GSL_SUCCESS) rcond = 0;
    *conditioned = rcond > 1e-6;
    return true;
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

static enum err fit(struct bass_fit *out, const char *name, struct task *task,
                    struct error *err)
{
    gsl_multifit_nlinear_parameters parameters = gsl_multifit_nlinear_default_parameters();
    gsl_multifit_nlinear_workspace *w = NULL;
    gsl_multifit_nlinear_fdf fdf = {.f = residuals,
                                    .df = jacobian,
                                    .n = (size_t)task->points->n,
                                    .p = (size_t)task->n,
                                    .params = task};
    struct start starts[N_STARTS], best = {.cost = INFINITY};
    bool conditioned = false;

    /* A start that fails is not the end of the program. */
    gsl_error_handler_t *handler = gsl_set_error_handler_off();

    w = gsl_multifit_nlinear_alloc(gsl_multifit_nlinear_trust, &parameters, fdf.n, fdf.p);
    if (w == NULL) {
        gsl_set_error_handler(handler);
        return error_nomem(err, "the fit of a Bass curve");
    }
    choose_starts(task, starts);
    for (int k = 0; k < N_STARTS; k++) {
        bool told = false;

        if (!isfinite(starts[k].cost)) continue;
        if (!descend(w, &fdf, &starts[k], &told) || starts[k].cost >= best.cost) continue;
        best = starts[k];
        conditioned = told;
    }
    gsl_multifit_nlinear_free(w);
    gsl_set_error_handler(handler);
    if (!isfinite(best.cost))
        return error_set(err, ERR_SCENARIO,
                         "fleet.%s: the fit of the Bass curve to %d points does not converge; "
                         "give some of market, innovation, imitation and launch_year",
                         name, task->points->n);

    struct bass b = unpack(task, best.x);

    TRY(check_range(task, name, b, conditioned, err));
    *out = (struct bass_fit){
        .bass = b, .rms_residual = rms(&b, task->points), .n_fitted = task->n};
    return ERR_OK;
}

enum err bass_fit_points(struct bass_fit *out, const char *name, const struct bass *start,
                         const struct series *points, struct error *err)
{
    struct task task = {.fixed = *start, .points = points};

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
    for (int i = 0; i < points->n; i++)
        task.unit = fmax(task.unit, points->value[i]);
    if (task.unit <= 0)
        return error_set(err, ERR_SCENARIO,
                         "fleet.%s.points: every stock is 0; a Bass curve cannot be fitted",
                         name);
    return fit(out, name, &task, err);
}

/* fit.c - the only file that knows GSL's fitting; see fit.h. */
#include "model/fleet/fit.h"

#include <gsl/gsl_matrix.h>
#include <gsl/gsl_multifit_nlinear.h>
#include <gsl/gsl_vector.h>
#include <gsl/gsl_version.h>
#include <math.h>

#include "model/gsl_quiet.h"

const char *fit_library_version(void)
{
    return GSL_VERSION;
}

double fit_largest(const struct series *points)
{
    double largest = 0;

    for (int i = 0; i < points->n; i++)
        largest = fmax(largest, points->value[i]);
    return largest;
}

static double residual(const struct fit_task *task, const double x[], int i, double by[])
{
    double value;

    task->at(task, x, task->points->year[i], &value, by);
    return (value - task->points->value[i]) / task->unit;
}

static int residuals(const gsl_vector *x, void *data, gsl_vector *f)
{
    const struct fit_task *task = data;
    double by[FIT_PARAMETERS];

    for (int i = 0; i < task->points->n; i++) {
        double r = residual(task, x->data, i, by);

        if (!isfinite(r)) return GSL_EDOM;
        gsl_vector_set(f, (size_t)i, r);
    }
    return GSL_SUCCESS;
}

static int jacobian(const gsl_vector *x, void *data, gsl_matrix *j)
{
    const struct fit_task *task = data;

    for (int i = 0; i < task->points->n; i++) {
        double by[FIT_PARAMETERS];

        residual(task, x->data, i, by);
        for (int k = 0; k < task->n; k++) {
            double value = by[k] / task->unit;

            if (!isfinite(value)) return GSL_EDOM;
            gsl_matrix_set(j, (size_t)i, (size_t)k, value);
        }
    }
    return GSL_SUCCESS;
}

double fit_cost(const struct fit_task *task, const double x[])
{
    double sum = 0, by[FIT_PARAMETERS];

    for (int i = 0; i < task->points->n; i++) {
        double r = residual(task, x, i, by);
        sum += r * r;
    }
    return isfinite(sum) ? sum : INFINITY;
}

void fit_clear(struct fit_start best[FIT_STARTS])
{
    for (int k = 0; k < FIT_STARTS; k++)
        best[k] = (struct fit_start){.cost = INFINITY};
}

void fit_keep(struct fit_start best[FIT_STARTS], const struct fit_start *start)
{
    int k = FIT_STARTS;

    if (start->cost >= best[FIT_STARTS - 1].cost) return;
    while (k > 1 && start->cost < best[k - 2].cost) {
        best[k - 1] = best[k - 2];
        k--;
    }
    best[k - 1] = *start;
}

/* s^2 (J^T J)^-1 at the end of a descent. */
static void standard_errors(gsl_multifit_nlinear_workspace *w, const struct fit_task *task,
                            double cost, double error[])
{
    size_t n = (size_t)task->n;
    double room[FIT_PARAMETERS * FIT_PARAMETERS];
    gsl_matrix_view covariance = gsl_matrix_view_array(room, n, n);
    int freedom = task->points->n - task->n;

    for (int k = 0; k < FIT_PARAMETERS; k++)
        error[k] = NAN;
    if (freedom <= 0 || gsl_multifit_nlinear_covar(gsl_multifit_nlinear_jac(w), 0,
                                                   &covariance.matrix) != GSL_SUCCESS)
        return;
    for (size_t k = 0; k < n; k++)
        error[k] = sqrt(gsl_matrix_get(&covariance.matrix, k, k) * cost / freedom);
}

/* One descent from out->x. Returns whether it converged. */
static bool descend(gsl_multifit_nlinear_workspace *w, gsl_multifit_nlinear_fdf *fdf,
                    struct fit_end *out)
{
    gsl_vector_const_view x = gsl_vector_const_view_array(out->x, fdf->p);
    int info = 0;
    double rcond = 0;
    int status = gsl_multifit_nlinear_init(&x.vector, fdf, w);

    if (status != GSL_SUCCESS) return false;
    status = gsl_multifit_nlinear_driver(500, 1e-12, 1e-14, 0, NULL, NULL, &info, w);
    for (size_t k = 0; k < fdf->p; k++)
        out->x[k] = gsl_vector_get(w->x, k);
    out->cost = fit_cost(fdf->params, out->x);
    /* At an exact fit the last step cannot be made smaller: no progress is then success. */
    if (status == GSL_ENOPROG && out->cost < 1e-20) status = GSL_SUCCESS;
    if (status != GSL_SUCCESS || !isfinite(out->cost)) return false;
    if (gsl_multifit_nlinear_rcond(&rcond, w) != GSL_SUCCESS) rcond = 0;
    out->conditioned = rcond > 1e-6;
    standard_errors(w, fdf->params, out->cost, out->error);
    return true;
}

static struct fit_end from(const struct fit_start *start)
{
    struct fit_end end = {.cost = start->cost};

    for (int k = 0; k < FIT_PARAMETERS; k++)
        end.x[k] = start->x[k];
    return end;
}

enum err fit_descend(struct fit_end *out, struct fit_task *task,
                     struct fit_start starts[FIT_STARTS], struct error *err)
{
    gsl_multifit_nlinear_parameters parameters = gsl_multifit_nlinear_default_parameters();
    gsl_multifit_nlinear_workspace *w = NULL;
    gsl_multifit_nlinear_fdf fdf = {.f = residuals,
                                    .df = jacobian,
                                    .n = (size_t)task->points->n,
                                    .p = (size_t)task->n,
                                    .params = task};
    struct fit_end best = {.cost = INFINITY};

    gsl_quiet(); /* a start that fails is not the end of the program */
    w = gsl_multifit_nlinear_alloc(gsl_multifit_nlinear_trust, &parameters, fdf.n, fdf.p);
    if (w == NULL) return error_nomem(err, "the fit of a curve");
    for (int k = 0; k < FIT_STARTS; k++) {
        struct fit_end end = from(&starts[k]);

        if (!isfinite(starts[k].cost)) continue;
        if (descend(w, &fdf, &end) && end.cost < best.cost) best = end;
    }
    gsl_multifit_nlinear_free(w);
    *out = best;
    return ERR_OK;
}

/* draws.c - factors for what is uncertain; see draws.h */
#include "sim/draws.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "scenarios/correlation.h"
#include "sim/samples.h"

/* ---- distributions ---- */

/* Mean and standard deviation of a normal factor, or of the logarithm of a lognormal one. */
struct bell {
    double mean, deviation;
};

static struct bell bell_of(const struct uncertain *u)
{
    bool log_of = u->shape == SHAPE_LOGNORMAL;
    double tenth = gsl_cdf_ugaussian_Pinv(0.9), low = u->low, high = u->high;

    if (isnan(u->low)) {
        if (!log_of) return (struct bell){1, u->spread};
        /* mean 1: the variance of a lognormal factor is exp(deviation^2) - 1 */
        double variance = log1p(u->spread * u->spread);

        return (struct bell){-variance / 2, sqrt(variance)};
    }
    if (log_of) {
        low = log(low);
        high = log(high);
    }
    return (struct bell){(low + high) / 2, (high - low) / (2 * tenth)};
}

/* Inverse of the distribution with its peak at 1. */
static double triangular(double low, double high, double p)
{
    double width = high - low, peak;

    if (!(width > 0)) return 1;
    peak = (1 - low) / width;
    return p <= peak ? low + sqrt(p * width * (1 - low))
                     : high - sqrt((1 - p) * width * (high - 1));
}

double draws_factor(const struct uncertain *u, double p)
{
    bool given = !isnan(u->low);
    double low = given ? u->low : 1 - u->spread, high = given ? u->high : 1 + u->spread;
    struct bell bell;

    switch ((enum shape)u->shape) {
    case SHAPE_UNIFORM:
        return low + p * (high - low);
    case SHAPE_TRIANGULAR:
        return triangular(low, high, p);
    case SHAPE_NORMAL:
        bell = bell_of(u);
        return fmax(0, bell.mean + bell.deviation * gsl_cdf_ugaussian_Pinv(p));
    case SHAPE_LOGNORMAL:
    case N_SHAPES:
        break;
    }
    bell = bell_of(u);
    return exp(bell.mean + bell.deviation * gsl_cdf_ugaussian_Pinv(p));
}

/* ---- points that go together ---- */

struct points {
    int n, n_dims;
    double *at;          /* owned [n x n_dims] in [0, 1) */
    double *correlation; /* owned [n_dims x n_dims] asked for */
    double *factor;      /* owned [n_dims x n_dims] its Cholesky factor */
};

static double *row_of(double *matrix, int n_columns, int row)
{
    return matrix + (size_t)row * (size_t)n_columns;
}

/* out = L x */
static void multiply(int n, const double lower[], const double x[], double out[])
{
    for (int i = 0; i < n; i++) {
        out[i] = 0;
        for (int j = 0; j <= i; j++)
            out[i] += lower[(size_t)i * (size_t)n + (size_t)j] * x[j];
    }
}

/* x of L x = b; 0 where a row follows from those before it */
static void solve(int n, const double lower[], const double b[], double x[])
{
    for (int i = 0; i < n; i++) {
        const double *row = lower + (size_t)i * (size_t)n;

        x[i] = b[i];
        for (int j = 0; j < i; j++)
            x[i] -= row[j] * x[j];
        x[i] = row[i] > 0 ? x[i] / row[i] : 0;
    }
}

struct placed {
    double figure;
    int at;
};

static int by_figure(const void *a, const void *b)
{
    const struct placed *x = a, *y = b;

    if (x->figure != y->figure) return x->figure < y->figure ? -1 : 1;
    return x->at - y->at;
}

/* The order of a column, equal figures as they stand. */
static void sort_column(double *matrix, int n, int n_dims, int column, struct placed out[])
{
    for (int k = 0; k < n; k++)
        out[k] = (struct placed){row_of(matrix, n_dims, k)[column], k};
    qsort(out, (size_t)n, sizeof *out, by_figure);
}

/* Correlations of the columns of scores, whose means are 0 and variances equal. */
static void correlations(double *score, int n, int n_dims, double out[])
{
    double square = 0;

    for (int k = 0; k < n; k++)
        square += row_of(score, n_dims, k)[0] * row_of(score, n_dims, k)[0];
    for (int i = 0; i < n_dims; i++)
        for (int j = 0; j < n_dims; j++) {
            double sum = 0;

            for (int k = 0; k < n; k++)
                sum += row_of(score, n_dims, k)[i] * row_of(score, n_dims, k)[j];
            row_of(out, n_dims, i)[j] = i == j ? 1 : sum / square;
        }
}

/* Iman and Conover: normal scores of the points' ranks, their own correlations taken out, those
 * asked for put in; then each column takes the order of its scores. */
static bool reorder(struct points *p)
{
    size_t n = (size_t)p->n, n_dims = (size_t)p->n_dims;
    double *score = calloc(n * n_dims + 1, sizeof *score);
    double *own = calloc(n_dims * n_dims + 1, sizeof *own);
    double *lower = calloc(n_dims * n_dims + 1, sizeof *lower);
    double *free_of = calloc(n_dims + 1, sizeof *free_of);
    struct placed *points = calloc(n + 1, sizeof *points),
                  *wanted = calloc(n + 1, sizeof *wanted);
    bool fine = score && own && lower && free_of && points && wanted;

    for (int i = 0; i < p->n_dims && fine; i++) {
        sort_column(p->at, p->n, p->n_dims, i, points);
        for (int k = 0; k < p->n; k++)
            row_of(score, p->n_dims, points[k].at)[i] =
                gsl_cdf_ugaussian_Pinv((k + 1.0) / (p->n + 1));
    }
    if (fine) {
        correlations(score, p->n, p->n_dims, own);
        correlation_factor(p->n_dims, own, lower);
    }
    for (int k = 0; k < p->n && fine; k++) {
        solve(p->n_dims, lower, row_of(score, p->n_dims, k), free_of);
        multiply(p->n_dims, p->factor, free_of, row_of(score, p->n_dims, k));
    }
    for (int i = 0; i < p->n_dims && fine; i++) {
        sort_column(p->at, p->n, p->n_dims, i, points);
        sort_column(score, p->n, p->n_dims, i, wanted);
        for (int k = 0; k < p->n; k++)
            row_of(p->at, p->n_dims, wanted[k].at)[i] = points[k].figure;
    }
    free(score);
    free(own);
    free(lower);
    free(free_of);
    free(points);
    free(wanted);
    return fine;
}

static double inside(double p)
{
    return fmin(fmax(p, 1e-12), 1 - 1e-12);
}

/* Sobol's points, shifted; as normal scores they get the correlations. */
static enum err shift(struct points *p, int seed, struct error *err)
{
    double *by = NULL, *score = calloc((size_t)p->n_dims + 1, sizeof *score);
    enum err code = score == NULL ? error_nomem(err, "the draws")
                                  : samples_lhs(&by, 1, p->n_dims, seed, err);

    for (int k = 0; k < p->n && code == ERR_OK; k++) {
        double *at = row_of(p->at, p->n_dims, k);

        for (int i = 0; i < p->n_dims; i++) {
            double moved = at[i] + by[i];

            score[i] = gsl_cdf_ugaussian_Pinv(inside(moved - floor(moved)));
        }
        multiply(p->n_dims, p->factor, score, at);
        for (int i = 0; i < p->n_dims; i++)
            at[i] = gsl_cdf_ugaussian_P(at[i]);
    }
    free(by);
    free(score);
    return code;
}

static enum err fill(struct points *p, const struct scenario *s, struct error *err)
{
    size_t square = (size_t)p->n_dims * (size_t)p->n_dims;

    p->correlation = calloc(square + 1, sizeof *p->correlation);
    p->factor = calloc(square + 1, sizeof *p->factor);
    if (p->correlation == NULL || p->factor == NULL) return error_nomem(err, "the draws");
    correlation_fill(s, p->correlation);
    correlation_factor(p->n_dims, p->correlation, p->factor);
    if (s->monte_carlo.points == POINTS_SOBOL) {
        TRY(samples_sobol(&p->at, p->n, p->n_dims, err));
        return shift(p, s->study.seed, err);
    }
    TRY(samples_lhs(&p->at, p->n, p->n_dims, s->study.seed, err));
    return reorder(p) ? ERR_OK : error_nomem(err, "the draws");
}

enum err draws_create(double **out, const struct scenario *s, struct error *err)
{
    struct points p = {.n = s->monte_carlo.draws, .n_dims = s->n_uncertain};
    enum err code = fill(&p, s, err);

    free(p.correlation);
    free(p.factor);
    if (code != ERR_OK) {
        free(p.at);
        return code;
    }
    for (int k = 0; k < p.n; k++)
        for (int i = 0; i < p.n_dims; i++) {
            double *at = &row_of(p.at, p.n_dims, k)[i];

            *at = draws_factor(&s->uncertain[i], inside(*at));
        }
    *out = p.at;
    return ERR_OK;
}

/* samples.c - the fence around GSL's random and quasi-random numbers; see samples.h */
#include "sim/samples.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_qrng.h>
#include <gsl/gsl_rng.h>

#include "model/gsl_quiet.h"

static double *make(int n, int n_dims)
{
    assert(n >= 1 && n_dims >= 1);
    return calloc((size_t)n * (size_t)n_dims, sizeof(double));
}

/* Fisher and Yates. */
static void shuffle(int n, int part[], gsl_rng *rng)
{
    for (int k = n - 1; k > 0; k--) {
        int other = (int)gsl_rng_uniform_int(rng, (unsigned long)k + 1);
        int kept = part[k];

        part[k] = part[other];
        part[other] = kept;
    }
}

enum err samples_lhs(double **out, int n, int n_dims, int seed, struct error *err)
{
    double *point = make(n, n_dims);
    int *part = calloc((size_t)n, sizeof *part);
    gsl_rng *rng;

    gsl_quiet(); /* no memory is not the end of the program */
    rng = gsl_rng_alloc(gsl_rng_mt19937);
    if (point == NULL || part == NULL || rng == NULL) {
        free(point);
        free(part);
        gsl_rng_free(rng);
        return error_nomem(err, "the sample");
    }
    gsl_rng_set(rng, (unsigned long)seed);
    for (int d = 0; d < n_dims; d++) {
        for (int k = 0; k < n; k++)
            part[k] = k;
        shuffle(n, part, rng);
        for (int k = 0; k < n; k++) {
            double at = (part[k] + gsl_rng_uniform(rng)) / n;

            point[(size_t)k * (size_t)n_dims + (size_t)d] = fmin(at, nextafter(1, 0));
        }
    }
    gsl_rng_free(rng);
    free(part);
    *out = point;
    return ERR_OK;
}

enum err samples_sobol(double **out, int n, int n_dims, struct error *err)
{
    double *point = make(n, n_dims);
    gsl_qrng *qrng;

    gsl_quiet();
    qrng = gsl_qrng_alloc(gsl_qrng_sobol, (unsigned)n_dims);
    if (point == NULL || qrng == NULL) {
        free(point);
        gsl_qrng_free(qrng);
        return error_nomem(err, "the sample");
    }
    for (int k = 0; k < n; k++)
        gsl_qrng_get(qrng, point + (size_t)k * (size_t)n_dims);
    gsl_qrng_free(qrng);
    *out = point;
    return ERR_OK;
}

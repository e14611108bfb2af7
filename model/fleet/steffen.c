/* steffen.c - see steffen.h. */
#include "model/fleet/steffen.h"

#include <gsl/gsl_interp.h>
#include <math.h>
#include <stdlib.h>

#include "model/gsl_quiet.h"

double steffen_at(const struct series *points, int year)
{
    size_t n = (size_t)points->n;
    gsl_interp *curve = NULL;
    double *x = NULL, value = NAN;

    if (n < 3 || year <= points->year[0] || year >= points->year[n - 1])
        return series_at(points, year);
    gsl_quiet(); /* no memory is not the end of the program */
    x = calloc(n, sizeof *x);
    curve = gsl_interp_alloc(gsl_interp_steffen, n);
    for (size_t k = 0; x != NULL && k < n; k++)
        x[k] = points->year[k];
    if (x != NULL && curve != NULL && gsl_interp_init(curve, x, points->value, n) == 0)
        value = gsl_interp_eval(curve, x, points->value, year, NULL);
    gsl_interp_free(curve);
    free(x);
    return value;
}

/* distance.c - see distance.h. */
#include "model/demand/distance.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#include "model/gsl_quiet.h"

double distance_beyond(double mean_km, double cv, double limit_km)
{
    double shape, scale;

    if (mean_km <= 0) return 0;
    if (cv < 0.003) return fmax(0, 1 - limit_km / mean_km);
    gsl_quiet();
    shape = 1 / (cv * cv);
    scale = mean_km * cv * cv;
    /* (1); a difference of nearly equal terms far out may leave less than nothing */
    return fmax(0, gsl_cdf_gamma_Q(limit_km, shape + 1, scale) -
                       limit_km / mean_km * gsl_cdf_gamma_Q(limit_km, shape, scale));
}

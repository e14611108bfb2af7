/* logistic.h - the logistic curve of adoption, given or fitted to points.
 *
 *   S(t) = m / (1 + e^{-r (t - h)})
 *
 * Source: P. F. Verhulst (1838); as a curve of adoption Z. Griliches, Hybrid corn: an
 *   exploration in the economics of technological change, Econometrica 25 (1957) 501-522,
 *   doi:10.2307/1905380. */
#ifndef CHARGEPLAN_MODEL_FLEET_LOGISTIC_H
#define CHARGEPLAN_MODEL_FLEET_LOGISTIC_H

#include "model/fleet/fit.h"

struct logistic {
    double market;        /* m, vehicles at saturation */
    double growth_rate;   /* r, 1/year, > 0 */
    double midpoint_year; /* h, half of the market */
};

double logistic_stock(const struct logistic *l, double year);

struct logistic_fit {
    struct logistic logistic;
    struct fit fit;
};

/* Fits the unset (NAN) members of *start to the points, as bass_fit_points() does: log m, log r
 * and h. Errors: ERR_SCENARIO (fewer points than parameters, no convergence, parameters out of
 * their ranges, or not told apart: the class is named), ERR_NOMEM. */
enum err logistic_fit_points(struct logistic_fit *out, const char *name,
                             const struct logistic *start, const struct series *points,
                             struct error *err);

#endif

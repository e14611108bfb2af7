/* bass.h - the Bass curve of adoption, given or fitted to points.
 *
 * Source: F. M. Bass, A new product growth for model consumer durables, Management Science 15
 *   (1969) 215-227, doi:10.1287/mnsc.15.5.215; least squares on the cumulative curve as in
 *   V. Srinivasan and C. H. Mason, Nonlinear least squares estimation of new product diffusion
 *   models, Marketing Science 5 (1986) 169-178, doi:10.1287/mksc.5.2.169. */
#ifndef CHARGEPLAN_MODEL_BASS_H
#define CHARGEPLAN_MODEL_BASS_H

#include "model/fleet/fit.h"

struct bass {
    double market;      /* m, vehicles at saturation */
    double innovation;  /* p, 1/year, > 0 */
    double imitation;   /* q, 1/year, >= 0 */
    double launch_year; /* stock 0 */
};

/* Stock at a time: m (1 - e^{-(p+q)t}) / (1 + (q/p) e^{-(p+q)t}), t = year - launch; 0 before.
 */
double bass_stock(const struct bass *b, double year);

struct bass_fit {
    struct bass bass;
    struct fit fit;
};

/* Fits the unset (NAN) members of *start to the points by least squares (fit.h, from the
 * best of a grid of starts). name is the class, for messages.
 * Errors: ERR_SCENARIO (fewer points than parameters, no launch year with fewer than four
 * points, no convergence, or points that do not tell the parameters apart: the class is named),
 * ERR_NOMEM. */
enum err bass_fit_points(struct bass_fit *out, const char *name, const struct bass *start,
                         const struct series *points, struct error *err);

#endif

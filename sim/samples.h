/* samples.h - points that fill the unit cube evenly, for sweeps over many settings.
 *
 * Sources: M. D. McKay, R. J. Beckman and W. J. Conover, A comparison of three methods for
 *   selecting values of input variables in the analysis of output from a computer code,
 *   Technometrics 21 (1979) 239-245, doi:10.2307/1268522 (Latin hypercube).
 *   P. Bratley and B. L. Fox, Algorithm 659: implementing Sobol's quasirandom sequence
 *   generator, ACM Transactions on Mathematical Software 14 (1988) 88-100,
 *   doi:10.1145/42288.214372. */
#ifndef CHARGEPLAN_SIM_SAMPLES_H
#define CHARGEPLAN_SIM_SAMPLES_H

#include "scenarios/error.h"

/* n points of n_dims numbers in [0, 1), point after point: own *out, [n * n_dims]. In every
 * dimension each of the n equal parts of [0, 1) holds one point, at random inside it. The same
 * seed gives the same points. n, n_dims >= 1. Errors: ERR_NOMEM. */
enum err samples_lhs(double **out, int n, int n_dims, int seed, struct error *err);

/* The first n points of Sobol's sequence, without its point 0: 0.5 in every dimension comes
 * first. More points keep the earlier ones. 1 <= n_dims <= 40. Errors: ERR_NOMEM. */
enum err samples_sobol(double **out, int n, int n_dims, struct error *err);

#endif

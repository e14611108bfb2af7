/* draws.h - factors for what is uncertain: points of the unit cube, made to go together as the
 * scenario says, then turned into the distributions of uncertain.<id>.
 *
 * Latin hypercube: the points of each factor keep their values, one in each of n equal parts,
 * and change their order until their normal scores have the correlations (also those of 0).
 * Source: R. L. Iman and W. J. Conover, A distribution-free approach to inducing rank
 *   correlation among input variables, Communications in Statistics - Simulation and
 *   Computation 11 (1982) 311-334, doi:10.1080/03610918208812265.
 * Sobol: the sequence is shifted as a whole, modulo 1, by study.seed (R. Cranley and T. N. L.
 *   Patterson, Randomization of number theoretic methods for multiple integration, SIAM Journal
 *   on Numerical Analysis 13 (1976) 904-914); its normal scores are multiplied by the Cholesky
 *   factor of the correlations (Gaussian copula). */
#ifndef CHARGEPLAN_SIM_DRAWS_H
#define CHARGEPLAN_SIM_DRAWS_H

#include "scenarios/scenario.h"

/* The factor that a share p of all draws, 0 < p < 1, is below. */
double draws_factor(const struct uncertain *u, double p);

/* Factors, draw after draw: own *out, [s->monte_carlo.draws x s->n_uncertain]. The same seed
 * gives the same draws. Errors: ERR_NOMEM. */
enum err draws_create(double **out, const struct scenario *s, struct error *err);

#endif

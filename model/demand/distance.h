/* distance.h - how far a vehicle drives on a day, when its mean is known: a gamma distribution
 * X over days.
 *
 * Of the way on days beyond a limit r the share
 *
 *   E[(X - r)+] / E[X] = Q(k + 1, r / theta) - r / mean x Q(k, r / theta)            (1)
 *
 * with shape k = 1 / cv^2, scale theta = mean cv^2 and Q the upper regularised incomplete
 * gamma function. 1 - (1) is the utility factor of a plug-in hybrid whose battery is full once
 * a day and lasts for r; (1) is what a battery car has to charge on the way.
 *
 * Source: the gamma distribution is the one found best for cars' daily ways by Z. Lin, J. Dong,
 *   C. Liu and D. Greene, Estimation of energy use by plug-in hybrid electric vehicles:
 *   validating gamma distribution for random daily driving distance, Transportation Research
 *   Record 2287 (2012) 37-43; (1) follows by parts from x f_k(x) = k theta f_(k+1)(x). */
#ifndef CHARGEPLAN_MODEL_DEMAND_DISTANCE_H
#define CHARGEPLAN_MODEL_DEMAND_DISTANCE_H

/* (1).
 *
 *   mean_km   way of a mean day, >= 0
 *   cv        standard deviation over mean, >= 0; below 0.003, where GSL loses
 *             its digits, everybody drives the mean
 *   limit_km  r, > 0
 *   returns   in [0, 1]; 0 where nobody drives */
double distance_beyond(double mean_km, double cv, double limit_km);

#endif

/* steffen.h - points joined by a monotone cubic curve; the fence of GSL's interpolation.
 *
 * Between two points the curve stays between them, so that a stock that rises in its points
 * never falls between them; slopes are continuous.
 *
 * Source: M. Steffen, A simple method for monotonic interpolation in one dimension, Astronomy
 *   and Astrophysics 239 (1990) 443-450. */
#ifndef CHARGEPLAN_MODEL_FLEET_STEFFEN_H
#define CHARGEPLAN_MODEL_FLEET_STEFFEN_H

#include "scenarios/scenario.h"

/* Value in a year; the end values outside the points, the straight line where there are fewer
 * than three. NAN where the series is not set or memory is short. */
double steffen_at(const struct series *points, int year);

#endif

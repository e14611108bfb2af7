/* survival.h - how many vehicles are still in stock at an age.
 *
 * Ages are whole years: a vehicle registered in a year counts in full at that year's end, age
 * 0, so that the share alive at age 0 is 1.
 *
 * Source: the Weibull curve for vehicles, H. Hao, H. Wang, M. Ouyang and F. Cheng, Vehicle
 *   survival patterns in China, Science China Technological Sciences 54 (2011) 625-629, whose
 *   mean lives are 14.5 years (private cars), 5 (taxis), 9 (city buses), 8 (light trucks). */
#ifndef CHARGEPLAN_MODEL_FLEET_SURVIVAL_H
#define CHARGEPLAN_MODEL_FLEET_SURVIVAL_H

#include "scenarios/error.h"
#include "scenarios/scenario.h"

struct survival {
    double scale, shape; /* Weibull, years; where there is no table */
    int n;               /* of the table; 0: Weibull */
    const double *age;   /* borrowed [n] rising, the first 0 */
    const double *alive; /* borrowed [n] falling from 1 */
};

/* e^{-(age / scale)^shape}, age >= 0 in years. */
double survival_weibull(double age, double scale, double shape);

/* Weibull scale that gives a mean or a median life in years. */
double survival_scale_of_mean(double mean, double shape);
double survival_scale_of_median(double median, double shape);

/* True where the class says how long its vehicles live. */
bool survival_given(const struct fleet_class *class);

/* The class's curve; a table's ages are straight lines, after the last nothing is left.
 * Borrows the class. */
struct survival survival_of(const struct fleet_class *class);

/* Share alive at an age >= 0 in years, in [0, 1]. */
double survival_alive(const struct survival *s, double age);

#endif

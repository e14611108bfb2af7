/* climate.h - how much more energy cars need in cold and heat.
 *
 *   factor(month) = 1 + cold_share x (cold_below - T)+ + hot_share x (T - hot_above)+     (1)
 *
 * with T the mean temperature of the month. The default figures follow the curve that T. Yuksel
 * and J. J. Michalek found for the Nissan Leaf (Effects of regional temperature on electric
 * vehicle efficiency, range, and emissions in the United States, Environmental Science &
 * Technology 49 (2015), doi:10.1021/es505621s), divided by its least value at 19 degrees
 * Celsius, within 0.05 from -20 to 30 degrees. What shortens the way per kWh shortens the range
 * too.
 *
 * The climates are the five zones of building design in China (GB 50176), each by a typical
 * city: means of 2008 and 2009, China Statistical Yearbook 2009 (table 11-13) and 2010 (table
 * 12-13), Kunming of 2009 alone; the choice of the cities is assumed. Factors by the default
 * figures, year and worst month:
 *
 *   severe_cold             Harbin     1.18  1.51 in January
 *   cold                    Beijing    1.11  1.29 in January
 *   hot_summer_cold_winter  Shanghai   1.08  1.18 in January
 *   hot_summer_warm_winter  Guangzhou  1.06  1.14 in August
 *   mild                    Kunming    1.02  1.11 in January */
#ifndef CHARGEPLAN_MODEL_DEMAND_CLIMATE_H
#define CHARGEPLAN_MODEL_DEMAND_CLIMATE_H

#include "scenarios/scenario.h"

enum { N_MONTHS = 12 };

/* Mean temperatures of the months, degrees Celsius: demand.temperature.months, else those of
 * demand.climate; NULL where neither is set. Borrowed. */
const double *climate_months(const struct demand_params *p);

/* (1) of a month, 0 to 11; 1 without a climate. */
double climate_month(const struct demand_params *p, int month);

/* The factor of what the plan is made for (demand.month): the mean of the twelve months, the
 * largest of them, or one. 1 without a climate. */
double climate_factor(const struct demand_params *p);

#endif

/* tariff.h - how users answer prices that change from hour to hour.
 *
 * The weight of an hour is its weight without a tariff times
 *
 *   (price / mean price)^-response                                                   (1)
 *
 * and the hours of each day are brought back to their sum, so that a tariff moves energy
 * within a day and never between days: demand of constant elasticity of substitution between
 * hours, the elasticity being the response. Surveys of experiments with households report such
 * elasticities, mostly about 0.1; drivers were not among them.
 *
 * Source: A. Faruqui and S. Sergici, Household response to dynamic pricing of electricity: a
 *   survey of 15 experiments, Journal of Regulatory Economics 38 (2010) 193-225,
 *   doi:10.1007/s11149-010-9127-y. */
#ifndef CHARGEPLAN_MODEL_DEMAND_TARIFF_H
#define CHARGEPLAN_MODEL_DEMAND_TARIFF_H

#include "scenarios/scenario.h"

/* Prices of n hours, in any unit; 1 each where the tariff is flat. peak_valley: peak from 10 to
 * 12 and from 14 to 19, valley from 0 to 8, else normal, 1.7 : 1 : 0.38.
 *
 * Source: Development and Reform Commission of Guangdong, notice on further improving the
 *   peak-valley time-of-use tariff (2021). The prices of energy alone; a charging operator's
 *   service fee, alike in all hours, brings them nearer to each other. */
void tariff_prices(double price[], int n, const struct demand_params *p);

/* (1) on n hours, whole days; response 0 changes nothing. */
void tariff_answer(double share[], int n, const double price[], double response);

#endif

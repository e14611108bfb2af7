/* fixture.h - a tiny scenario and city in memory, made by hand, with the defaults of fields.h.
 *
 * All storage is static and is made anew by fixture_scenario() and fixture_city(): a test may
 * change what it gets. Nothing is to be freed but what fixture_reach() and fixture_demand()
 * return. */
#ifndef CHARGEPLAN_TESTS_FIXTURE_H
#define CHARGEPLAN_TESTS_FIXTURE_H

#include "model/coverage.h"
#include "model/demand/demand.h"
#include "scenarios/city.h"
#include "scenarios/scenario.h"

/* Classes: 0 private (penetration), 1 taxi (points). Kinds: 0 ac7 (slow, 1 outlet, 7 kW,
 * 6,000), 1 dc120 (fast, 2 outlets, 120 kW, 95,000). Years 2020, 2025, 2030; one phase 2030. No
 * rules, no core radius. Every other setting is its default. */
struct scenario *fixture_scenario(void);

/* Plane metres, two districts ("North", "South"), no home_access column, fast reach 2,000 m,
 * slow reach 500 m.
 *
 *   zone      0      1      2          3        4          5
 *   x, y      0,0    400,0  900,300    2000,0   2600,500   9000,0
 *   core      yes    yes    yes        no       no         no
 *   district  North  North  North      South    South      South
 *
 *   site  0 existing public (100,0): 2 ac7, 2 dc120       3 existing dedicated (450,50): 5 ac7
 *         1 candidate (850,250): 12 bays, 600 kW          4 forbidden (1500,0)
 *         2 candidate (2300,100): 20 bays, 1,000 kW       5 existing public (2050,-40): 1 ac7
 */
struct city *fixture_city(void);

/* A plain number or points as a setting; arrays live until the next fixture_scenario(). */
struct series fixture_series(int n, const int year[], const double value[]);
struct series fixture_number(double value);

/* Pairs within radius_m[z] by plain loops (independent of model/coverage.c), with distances;
 * forbidden sites left out. Own it: fixture_reach_free(). */
struct reach *fixture_reach(const struct city *city, const double radius_m[]);
void fixture_reach_free(struct reach *reach);

/* The demand of the scenario's fleet; the test fails where there is none. Own it:
 * demand_free(). */
struct demand *fixture_demand(const struct scenario *s, const struct city *city, int n_threads);

#endif

/* use.h - what the outputs show of a simulated network, from the sums of its tally: per day
 * or per occurrence of an hour, over all replications. */
#ifndef CHARGEPLAN_OUTPUT_USE_H
#define CHARGEPLAN_OUTPUT_USE_H

#include "output/digest.h"
#include "output/map/cells.h"

/* Percentiles of waits that are shown: P50, P90, P95. */
enum { N_USE_WAITS = 3 };

/* Pools side by side in one hour, or in the whole window (per day). Rates are per occurrence of
 * the hour, or per day; NAN where the hour is not in the window. */
struct use_rates {
    double arrivals, starts, moved_on, gave_up, missed, kwh;
    double missed_share; /* of those who start or leave then, which is when it is counted; NAN
                            where nobody does */
    double wait_min;     /* mean over sessions; NAN without; slow 0 */
    double wait_p_min[N_USE_WAITS]; /* NAN without sessions, and slow */
    double utilisation;             /* outlets taken over outlets */
};

/* The last network that was simulated: its index; -1: none was. */
int use_last(const struct run *run);
/* The use of network k; NULL: not simulated. */
const struct operation *use_of(const struct run *run, int k);

/* Days in the windows of all replications. */
double use_days(const struct operation *o);
/* One pool in an hour: of the week (168), or of a mean day (24), waits added over its days. */
struct use_rates use_in_hour(const struct operation *o, int pool, int hour, int n_hours);
/* One pool a day. */
struct use_rates use_a_day(const struct operation *o, int pool);
/* All pools of a service in an hour; percentiles of waits are NAN. */
struct use_rates use_all_in_hour(const struct operation *o, enum service v, int hour,
                                 int n_hours);

/* Share of the time in which the outlets of kind `kind` (of all: -1) of a pool are taken; NAN
 * where it has none. */
double use_of_kind(const struct operation *o, int pool, int kind);
/* kW of a place: mean of the largest load in the hour; in the hour of the week in which that is
 * largest. */
double use_peak_in_hour(const struct operation *o, int place, int hour, int n_hours);
double use_peak_kw(const struct operation *o, int place);
/* Hours of a day or of a week that tell all there is: 168 where days differ. */
int use_n_hours(const struct operation *o);
/* Hour of the day in which most outlets of a pool are taken, and the share that is taken then.
 */
int use_busiest(const struct operation *o, int pool, double *taken);

/* Sessions of a service that begin without a wait, as a share of all drivers that appear, and
 * not more than are served: who came before the window may begin in it. NAN without drivers. */
double use_at_once_share(const struct operation *o, enum service v);

/* Rounded to so many decimals (0 to 6): what replications can hold; a cell of it. */
double use_rounded(double value, int decimals);
void use_cell(struct cells *row, double value, int decimals);
/* Decimals with which a figure of simulation.csv is told. */
int use_decimals(int what);
/* Two cells: the service as a word and as a figure. */
void use_cells_service(struct cells *row, enum language language, enum service v);

/* Does the plan assign many of the drivers (1 % or more) to no station though one is in reach?
 * Not where drivers choose by themselves. */
bool use_assigns_none(const struct operation *o, enum service v);

/* Shares of a zone's drivers; NAN without. `rest`: on the way or waiting at the end. */
struct use_zone {
    double drivers_per_day;
    double served, no_place, gave_up, out, rest;
    double wait_min, way_km, detour_km; /* means of the served; NAN without */
};
struct use_zone use_of_zone(const struct operation *o, enum service v, int zone);

#endif

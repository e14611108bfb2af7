/* demand.h - the energy the fleet asks for: by zone, year, service and layer.
 *
 * Energy of a class in kWh a day at the outlet = stock x km/day x (BEV share + PHEV share x its
 * electric share) x kWh/km x on-road x season, less depots, split by user groups (home charger
 * or not) into home, work, public slow and public fast. A plug-in hybrid charges slow only.
 * The public part is laid over the zones: layer night where the vehicles' users live, layer day
 * by the zones' day weight. Sums over zones equal the class totals (to 1e-9 relative). */
#ifndef CHARGEPLAN_MODEL_DEMAND_H
#define CHARGEPLAN_MODEL_DEMAND_H

#include "model/fleet/fleet.h"
#include "scenarios/city.h"

/* Energy of a year by place, kWh a day at the outlet, and what the two views say (bridge). */
struct demand_totals {
    double depot, home, work, public_kwh[N_SERVICES];
    double vehicles; /* EVs of all classes */
};

struct demand {
    int n_zones, n_years;
    double *kwh[N_SERVICES][N_LAYERS]; /* owned [n_years x n_zones] kWh a day, year by year */
    struct demand_totals *totals;      /* owned [n_years] */
    double *class_public;              /* owned [n_classes x n_years x N_SERVICES] kWh a day */
    double share[N_SERVICES][N_LAYERS][N_HOURS]; /* share of a day's energy that starts in each
                                                    hour: profiles divided by their sums */
    double present[N_LAYERS][N_HOURS]; /* slow: mean number of outlets taken in each hour per
                                          session a day (peak within the hour), from stays of
                                          fixed length: Mt/D/infinity */
    double session_kwh[N_SERVICES];
};

enum err demand_create(struct demand **out, const struct scenario *scenario,
                       const struct city *city, const struct fleet *fleet, struct error *err);
void demand_free(struct demand *demand);

double demand_kwh(const struct demand *d, enum service v, int year_index, int zone);

/* What the hours ask of a zone's outlets, the unit in which stations are sized:
 *   FAST  kWh started in the hour;  SLOW  outlets taken (erlangs).
 * load[N_HOURS] receives the hours; returns the largest. */
double demand_load(const struct demand *d, enum service v, int year_index, int zone,
                   double load[N_HOURS]);

#endif

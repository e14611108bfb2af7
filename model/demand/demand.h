/* demand.h - the energy the fleet asks for: by zone, year, service and layer, hour by hour.
 *
 * Each class asks for energy by place (energy.h); the public part is laid over the zones
 * (places.h) and the hours (hours.h). Sums over zones equal the class totals (to 1e-9
 * relative). */
#ifndef CHARGEPLAN_MODEL_DEMAND_DEMAND_H
#define CHARGEPLAN_MODEL_DEMAND_DEMAND_H

#include "model/demand/energy.h"
#include "model/demand/hours.h"
#include "model/demand/places.h"
#include "model/demand/power.h"

/* Energy of a year by place, kWh a day at the outlet, all classes. */
struct demand_totals {
    double depot, home, work, public_kwh[N_SERVICES];
    double vehicles; /* EVs of all classes, visitors apart */
};

struct demand {
    int n_zones, n_years, n_classes;
    double *kwh[N_SERVICES][N_LAYERS]; /* owned [n_years x n_zones] kWh a day, year by year */
    struct demand_totals *totals;      /* owned [n_years] */
    struct class_energy *energy;       /* owned [n_classes x n_years], class by class */
    struct places *places;             /* owned */
    struct calibration calibration;    /* done: by demand.calibrate */
    struct hours hours;
    int n_kinds;
    double *power_share; /* owned [n_years x n_kinds] (power.h), year by year */
};

/* Own it: demand_free(*out). Equal to the byte on any number of threads. Errors: ERR_SCENARIO
 * (a control total that cannot be kept), ERR_DATA (trips, observations), ERR_NOMEM. */
enum err demand_create(struct demand **out, const struct scenario *scenario,
                       const struct city *city, const struct fleet *fleet, int n_threads,
                       struct error *err);
void demand_free(struct demand *demand); /* NULL is fine */

/* Adds a problem for every class whose control total cannot be kept (energy_check()), before a
 * run. */
void demand_check(const struct scenario *scenario, const struct city *city,
                  struct problems *problems);

/* Adds to a list of warnings: slow sessions that do not fit their stay, layers that a
 * calibration cannot tell apart. Errors: ERR_NOMEM. */
enum err demand_warn(const struct demand *demand, const struct scenario *scenario,
                     struct said **list, int *n, struct error *err);

/* What a class asks for, of this scenario or of one with drawn figures and its fleet: places
 * and fitted mix are those of the demand. */
void demand_class_energy(struct class_energy *out, const struct demand *d,
                         const struct scenario *scenario, const struct fleet *fleet,
                         int class_index, int year_index);

double demand_kwh(const struct demand *d, enum service v, int year_index, int zone);

/* Public energy of a service in a layer, all zones, kWh a day. */
double demand_layer(const struct demand *d, enum service v, enum layer l, int year_index);

/* Of one class: public energy of a service, kWh a day, and its part in a layer of a zone. */
double demand_class_public(const struct demand *d, int class_index, enum service v,
                           int year_index);
/* Of it that of battery cars. */
double demand_class_bev(const struct demand *d, int class_index, enum service v,
                        int year_index);
double demand_class_kwh(const struct demand *d, int class_index, enum service v, enum layer l,
                        int year_index, int zone);

/* All energy of a year from the grid, kWh a day: that at the outlets and what is lost on the
 * way to them; homes, work places and depots as slow chargers. */
double demand_grid(const struct demand_totals *totals, const struct demand_params *p);

/* Of a year, by kind of charger: the power that cars take over what its outlets give, in (0,
 * 1]; [n_kinds]. */
const double *demand_power(const struct demand *d, int year_index);

/* hours_load() of a zone. */
double demand_load(const struct demand *d, enum service v, int year_index, int zone,
                   double load[N_HOURS]);

#endif

/* operation.h - drivers and stations as the simulation sees them: what one replication is made
 * from. A plain record without a scenario, so that a bare queue (M/M/c) and a city run through
 * the same code.
 *
 * Drivers of a service appear at zones as non-homogeneous Poisson processes. Who has no outlet
 * of the service in reach is out of reach. The others choose a pool (plan: the placement's
 * assignment, where who is assigned to none finds no place; nearest; logit over way, price and
 * expected wait), drive there and take a free outlet. Fast drivers wait otherwise, first in
 * first out, up to their patience; slow ones do not wait. Then they try up to `tries` other
 * pools in reach, the next by the same rule (plan: the nearest to the zone), or give up.
 *
 * A fast session ends when its energy is in the car; a slow one when the stay ends, whether or
 * not the energy is in. An outlet that fails interrupts: a fast driver goes to the head of the
 * queue with what is left, a slow one stays parked and gets no more.
 *
 * Times are hours; 0 is Monday 0:00 at the start of the window that is counted, before which
 * the warm-up lies. */
#ifndef CHARGEPLAN_SIM_OPERATION_OPERATION_H
#define CHARGEPLAN_SIM_OPERATION_OPERATION_H

#include "sim/operation/tally.h"

/* Outlets of one kind at one site. */
struct operation_group {
    int site,
        kind; /* indices into the city's sites and the scenario's kinds; for the outputs */
    int pool;
    int n_outlets;          /* >= 1 */
    int outlets_of_charger; /* that share a charger's power, >= 1; it divides n_outlets */
    double charger_kw;      /* rated power of a charger, > 0 */
    double mean_share;      /* mean power of a session over what outlet and car allow */
    double availability;    /* share of the time an outlet works, (0, 1] */
};

/* All outlets of one service at one site: one queue. */
struct operation_pool {
    int site; /* as of the groups */
    enum service service;
    int first_group, n_groups; /* side by side, the strongest outlets first */
    int n_outlets;
    double session_h; /* mean time an outlet is taken, for expected waits and offered load */
    double price;     /* per kWh */
    int place;        /* index into operation_input.place */
};

/* One site: its pools share its power. */
struct operation_place {
    int site;
    double x_m, y_m; /* on a plane whose straight lines are ways between places */
    double limit_kw; /* all outlets together; INFINITY: what is rated */
};

/* What drives: a class, its battery cars or its plug-in hybrids. */
struct operation_vehicle {
    int class_index;
    bool is_phev;
    double limit_kw[N_SERVICES]; /* power that the car takes; INFINITY: no limit */
    double battery_kwh;          /* looked at with params.taper_from < 1 alone */
    /* Weight among the drivers of a service and layer in a zone: plain + home x home_ratio of
     * the zone. */
    double plain[N_SERVICES][N_LAYERS], home[N_SERVICES][N_LAYERS];
};

/* Who can be reached from each zone by the drivers of one service. */
struct operation_reach {
    int *start;         /* owned [n_zones + 1] compressed rows */
    int *pool;          /* owned, the nearest first, then the lower pool */
    double *way_km;     /* owned, beside pool: what is driven */
    int *plan_start;    /* owned [n_zones + 1] choice plan: compressed rows; else NULL */
    int *plan_pool;     /* owned */
    double *plan_share; /* owned, of the zone's drivers; a row adds up to 1 at most */
};

/* Drivers of one service from one zone. */
struct operation_stream {
    int zone;
    enum service service;
    double per_day[N_LAYERS]; /* drivers on a mean day */
};

struct operation_params {
    double window_h; /* counted, > 0 */
    double warmup_h; /* before it, >= 0 */
    int choice;      /* enum choice of scenarios/scenario.h, never CHOICE_AUTO */
    double logit_per_km, logit_per_price, logit_per_h; /* disutility, >= 0 */
    double patience_h;         /* mean; INFINITY: they wait forever; 0: they do not wait */
    bool patience_exponential; /* else all have the mean */
    int tries;                 /* other pools, >= 0 */
    double drive_kmh;          /* > 0 */
    double repair_h;           /* mean time to repair, exponential, > 0 */
    bool share_charger;        /* outlets of a charger share what others leave; else each has
                                  its part */
    double session_kwh[N_SERVICES], session_cv[N_SERVICES]; /* gamma; cv 0: all alike */
    double stay_h[N_LAYERS], stay_cv;                       /* slow; gamma */
    double taper_from;             /* state of charge above which power falls; 1: it does not */
    double taper_end;              /* power at full charge over that below taper_from */
    double end_charge[N_SERVICES]; /* state of charge that drivers charge to, (0, 1] */
    double wait_target_h;          /* a longer wait is counted as long */
};

struct operation_input {
    struct operation_params params;
    uint64_t seed;
    int n_zones, n_streams, n_pools, n_groups, n_places, n_vehicles;
    struct operation_stream *stream;   /* owned [n_streams] zone by zone */
    struct operation_pool *pool;       /* owned [n_pools] place by place */
    struct operation_group *group;     /* owned [n_groups] pool by pool */
    struct operation_place *place;     /* owned [n_places] */
    struct operation_vehicle *vehicle; /* owned [n_vehicles] >= 1 */
    double *home_ratio[N_LAYERS];      /* owned [n_zones] each; NULL: home weights are 0 */
    struct operation_reach reach[N_SERVICES];
    int n_profile;                                 /* 24 or 168 hours, from Monday 0:00 */
    double profile[N_SERVICES][N_LAYERS][N_HOURS]; /* [n_profile] share of a mean day's drivers
                                                      in each hour */
};
void operation_input_clear(struct operation_input *in); /* frees what is owned */

/* Runs replication number `replication` (0, 1 ...) and counts it in `tally`, which is empty.
 * The same numbers on every machine; drivers, their energy and patience do not depend on what
 * stands (common random numbers). Errors: ERR_NOMEM, ERR_INTERRUPTED. */
enum err operation_replicate(const struct operation_input *in, int replication,
                             struct tally *tally, struct error *err);

#endif

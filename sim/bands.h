/* bands.h - what the plan's figures become when what is uncertain is drawn: percentiles over
 * all draws, for the whole area, for zones and for stations.
 *
 * A plain record, filled once by monte_carlo_create(). The places of energy, who is served by
 * which station and what is built are those of the plan in every draw; what changes is how
 * much is asked for and, where settings of demand are uncertain, when. */
#ifndef CHARGEPLAN_SIM_BANDS_H
#define CHARGEPLAN_SIM_BANDS_H

#include "model/demand/demand.h"

enum { N_BAND_LEVELS = 3 };
extern const double bands_level[N_BAND_LEVELS]; /* shares of the draws below: 0.1, 0.5, 0.9 */

/* Percentiles (stats.h), mean, and the figure of the plan itself, which no factor touches. */
struct band {
    double level[N_BAND_LEVELS], mean, plan;
};

enum band_what {
    BAND_STOCK,    /* vehicles; of: class, or -1 all, visitors apart */
    BAND_ENERGY,   /* kWh a day; of: enum band_place */
    BAND_LOAD,     /* busiest hour of the area, as hours_load(); of: service */
    BAND_GRID,     /* kW that public chargers take from the grid in the hour of the most, energy
                      taken to flow in the hour in which its session starts */
    BAND_CHARGERS, /* public ones that a rule asks for; of: index into scenario->rule */
    BAND_STATIONS  /* the same of stations */
};
enum band_place {
    BAND_HOME,
    BAND_WORK,
    BAND_DEPOT,
    BAND_PUBLIC_SLOW,
    BAND_PUBLIC_FAST,
    BAND_PUBLIC, /* both */
    BAND_ALL,
    N_BAND_PLACES
};
struct band_row {
    enum band_what what;
    int of;
    int year_index;
    struct band band;
};

/* What a station of a state would need. Its load is the share of the zones' energy that it
 * serves in the plan, in the station's own busiest hour; chargers are the fewest that carry it
 * within the targets of sizing, beside what stands today or came by building rule, within bays
 * and kW, fast ones first; the least size of a station is left out. */
struct band_station {
    int network; /* index into run->network */
    int site;
    enum service service;
    struct band load;                /* FAST kWh/h, SLOW erlangs */
    int needed[N_BAND_LEVELS];       /* chargers of the service at the load of the level */
    int needed_plan;                 /* at the plan's load */
    bool enough_room[N_BAND_LEVELS]; /* false: bays or kW end before the load is carried */
    int built;                       /* chargers of the service in the plan */
    double enough_share;             /* of the draws in which these carry the load */
};

struct bands {
    int n_draws, n_uncertain, n_years, n_zones;
    double *factor; /* owned [n_draws x n_uncertain] */
    int *n_cut;     /* owned [n_uncertain] draws in which the setting left its bounds */
    double *driver; /* owned [n_uncertain] rank correlation of the factor with the public energy
                       of the last year; NAN where it does not move it */
    bool *idle;     /* owned [n_uncertain] the setting moves none of the rows */
    int n_rows;
    struct band_row *row; /* owned, by what, of, year */
    double *value;        /* owned [n_rows x n_draws] what the bands are made of */
    double
        *coefficient;         /* owned [n_years x N_SERVICES x N_LAYERS x N_BASES x n_draws] the
                                 public      energy of each draw, as in (1) of energy.h, all classes */
    double *mean;             /* owned [n_years x N_SERVICES x N_LAYERS x N_BASES] of these */
    struct hours *hours;      /* owned [n_draws]; NULL where all draws have those of the plan */
    double *zone[N_SERVICES]; /* owned [n_years x n_zones x N_BAND_LEVELS] kWh a day */
    int n_stations;
    struct band_station *station; /* owned, by network, site, service */
};
void bands_free(struct bands *bands); /* NULL is fine */

/* NULL where there is none. */
const struct band_row *bands_find(const struct bands *b, enum band_what what, int of,
                                  int year_index);
/* The coefficients of all draws: [n_draws]. */
double *bands_coefficients(const struct bands *b, int year_index, enum service v, enum layer l,
                           int basis);
/* Public energy of a service in a zone, kWh a day. */
struct band bands_zone(const struct bands *b, const struct demand *demand, enum service v,
                       int year_index, int zone);
/* The setting that moves the public energy most; -1 where none does. */
int bands_largest_driver(const struct bands *b);

#endif

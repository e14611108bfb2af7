/* city.h - what is there: zones with their weights, sites with what they can hold.
 *
 * A plain record made from the scenario's files; changed by nobody afterwards. */
#ifndef CHARGEPLAN_SCENARIOS_CITY_H
#define CHARGEPLAN_SCENARIOS_CITY_H

#include "scenarios/areas/polygons.h"
#include "scenarios/geo.h"
#include "scenarios/roads/roads.h"
#include "scenarios/said.h"
#include "scenarios/scenario.h"

struct site {
    char *id;   /* unique over all layers */
    char *name; /* its id where the layer names no column; never NULL */
    char *type; /* kind of place; "" where unknown */
    char *zone; /* id of the zone that its file says it lies in; NULL where none is said */
    int layer;  /* index into scenario->sites; n_layers: a car park (scenario_layer_id()) */
    enum site_status status;
    enum site_access access;
    int bays;          /* bays that may be given to chargers */
    double power_kw;   /* power that may be given to chargers */
    double fixed_cost; /* opening a station here, without its chargers */
    double price;      /* of a kWh, for the choice of a station; 0 of car parks */
    int *n_chargers;   /* owned [n_kinds] chargers standing here today; zeros if not existing */
    int car_park;      /* 1 + index into city->car_park whose site it is; 0: of a layer */
    int opens_year;    /* of a new building: nothing stands here before; 0: it exists */
};

/* A car park of a building (parking.file): a row of the parking layer. */
struct car_park {
    char *id;     /* unique, and no id of a site */
    char *name;   /* its id where the file names no column; never NULL */
    int building; /* its type: index into scenario->building */
    int bays;
    int year; /* in which the building opens; 0: it exists */
    int site; /* index into city->site; -1: neither chargers of the public nor a candidate */
};

/* A site that the boundary left out: the datum audit asks where it lies. */
struct left_out {
    double x, y;
    int layer;
};

/* Ids of what a filter or the boundary left out: a matrix may name them. */
struct city_ids {
    int n;
    char **id; /* owned [n] */
};

/* Ways that the planner's own file gives, each pair once, in any order. */
struct city_pairs {
    int n;
    int *zone, *site; /* owned [n] */
    double *way;      /* owned [n] metres, or minutes as service_way */
};

/* Trips between zones, each pair once, in any order. */
struct city_trips {
    int n;
    int *from, *to; /* owned [n] */
    double *trips;  /* owned [n] >= 0, the sum above 0 */
};

struct city {
    bool geographic; /* x, y in degrees WGS 84; else metres */
    int n_zones;
    char **zone_id;              /* [n_zones] unique */
    double *zone_x, *zone_y;     /* [n_zones] */
    double *weight[N_LAYERS];    /* [n_zones] >= 0; the sum of each layer is > 0 */
    double *home_access;         /* [n_zones] share, or NULL: the class's own figure */
    double *observed_kwh;        /* [n_zones] observed public energy in any unit, NAN: not
                                    observed; or NULL */
    bool *core;                  /* [n_zones] */
    double *cell_w_m, *cell_h_m; /* [n_zones] sides of the cell, to the east and to the north;
                                    both NAN where unknown */
    struct polygons polygons;    /* of the zones, n is n_zones; n 0: points or cells. The sides
                                    are then those of the square of equal area */
    struct polygons covered;     /* of a grid whose rasters are to be summed: what the polygons
                                    cover of each zone; n 0 once they are */
    double *service_way[N_SERVICES]; /* [n_zones] reach of the planner's own standard: metres,
                                        or minutes with access.service.fast.minutes */
    char **zone_class;               /* [n_zones] "" where there is none */
    int *district;                   /* [n_zones] index into district_name */
    int n_districts;                 /* >= 1; one named "" where the file has none */
    char **district_name;
    int n_sites;
    struct site *site;       /* [n_sites] layers in the order of the scenario */
    double *site_x, *site_y; /* [n_sites] */
    int n_car_parks;
    struct car_park *car_park;            /* [n_car_parks] in the order of the file */
    double *car_park_x, *car_park_y;      /* [n_car_parks] */
    struct polygons boundary;             /* the study area; n 0: none is said */
    int n_zones_outside, n_sites_outside; /* left out, since outside it */
    struct left_out *left_out;            /* owned [n_sites_outside] or NULL */
    char *zones_system; /* owned: name of the system of coordinates that the zones' file is
                           read by; NULL or "": none is named */
    int n_layers;
    char **layer_system; /* owned [n_layers] the same of the layers of sites; or NULL */
    struct city_ids left_zones, left_sites;
    struct roads *roads;     /* owned; NULL: no way of the scenario goes along streets */
    struct city_trips trips; /* n 0: none are given */
    struct city_pairs matrix[N_SERVICES]; /* the planner's own ways; n 0: none are given */
    int n_warnings;
    struct said *warning; /* [n_warnings] zones larger than a quarter of the radius, sites
                             outside the area ... */
};

/* Reads the files of a scenario. Own it: city_free(*out).
 * Every mistake of a file is found up to the first of each file; all files are looked at, so
 * that `problems` holds one sentence per bad file. A file whose section (the
 * zones, a layer of sites) has a problem in the list already is not read, and there are no
 * warnings beside any problem. Errors: ERR_DATA, ERR_NOMEM. */
enum err city_read(struct city **out, const struct scenario *scenario,
                   struct problems *problems, struct error *err);
void city_free(struct city *city);

/* Adds an id, which is copied. Errors: ERR_NOMEM. */
enum err city_leave(struct city_ids *ids, const char *id, struct error *err);

/* Room for n zones, all zeros; false when out of memory, what was had is freed with the city.
 */
bool city_allocate(struct city *city, int n, bool home_access, bool observed);

struct points city_zones(const struct city *city); /* borrows the coordinates */
struct points city_car_parks(const struct city *city);
struct points city_sites(const struct city *city);

#endif

/* roads.h - the streets of a scenario: what cars may drive and what people may walk.
 *
 * Read from OpenStreetMap's files (.osm.pbf, .osm) or from any layer of lines, split where ways
 * meet, the largest strongly connected part taken. A plain record, filled once by roads_read(),
 * changed by nobody afterwards. Ways along it are measured in model/roads. */
#ifndef CHARGEPLAN_SCENARIOS_ROADS_ROADS_H
#define CHARGEPLAN_SCENARIOS_ROADS_ROADS_H

#include "scenarios/geo.h"
#include "scenarios/roads/road_class.h"
#include "scenarios/said.h"
#include "scenarios/scenario.h"

enum road_mode { ROAD_CAR, ROAD_FOOT, N_ROAD_MODES };
/* A piece of street is gone along in the order of its points, or against it. An arc is one of
 * the two: 2 x edge + direction. */
enum road_direction { ROAD_ALONG, ROAD_AGAINST, N_ROAD_DIRECTIONS };

/* A piece of street between two meeting points is an edge. Those that are used come first;
 * behind them those left out since they are not joined to the rest, for drawing alone. */
struct road_graph {
    int n_junctions;
    int n_nodes; /* junctions, and behind them copies of junctions: "come by a street from which
                    some turns are banned" */
    int *copy_of;         /* owned [n_nodes - n_junctions] junction that a copy is of */
    int *out_start, *out; /* owned [n_nodes - n_junctions + 1]: the arcs that may be gone on by
                             from a copy, out[out_start[c]] .. out[out_start[c + 1] - 1]; from a
                             junction all open arcs that begin there */
    int n_edges;          /* used */
    int n_all;            /* used or left out */
    int *end[N_ROAD_DIRECTIONS];   /* owned [n_edges] junction at which going in this direction
                                      ends: that of the last point, that of the first */
    int *head[N_ROAD_DIRECTIONS];  /* owned [n_edges] the same or a copy of it; -1: it may not
                                      be gone in this direction */
    float *kmh[N_ROAD_DIRECTIONS]; /* owned [n_edges] speed that the file says; 0: none */
    bool kmh_is_limit; /* kmh is a limit: it lowers the speed of the class, never raises it */
    double *length_m;  /* owned [n_edges] */
    unsigned char *road_class; /* owned [n_all] enum road_class */
    unsigned char *takes;      /* owned [n_edges] 1: zones and sites may be joined to it (no
                                  motorway,      bridge or tunnel) */
    int *line;     /* owned [n_all + 1] points of edge e: line[e] .. line[e + 1] - 1, >= 2 */
    double *x, *y; /* owned [line[n_all]] degrees WGS 84, or metres */
    double used_km, left_km; /* of used edges and of those left out */
    int n_parts;             /* parts that are left out, joined to one another or not only
                                by way of what is used */
    double part_km;          /* length of the longest of them; 0 where there is none */
    double part_x, part_y;   /* a point of it */
    int n_bans_lost;         /* turn bans of the ways that name streets which do not meet there,
                                or leave open which of several turns is meant */
};

/* What was read and what was not, for warnings and the report. Streets are those that cars or
 * people may use. */
struct road_counts {
    int n_ways;     /* in the file, of any kind */
    int n_streets;  /* taken */
    int n_closed;   /* streets by their class that neither cars nor people may use */
    int n_unopened; /* streets that open after the first year of the study, or are built */
    int n_outside;  /* streets that lie all outside the box */
    int n_points;   /* of streets taken */
    int n_missing;  /* points that ways name and the file has not, inside the box or not */
    int n_bad_kmh;  /* speeds that are no speeds: "-5", "5000", "fast" */
    int n_bans,
        n_bans_lost; /* turn bans taken; those by way of a street, of unknown members ... */
    int n_barriers;  /* points that cars may not pass */
    int n_ferries;   /* left out */
};

struct roads {
    bool geographic; /* x, y in degrees WGS 84; else metres */
    struct road_graph graph[N_ROAD_MODES];
    struct road_counts counts;
    char
        date[32]; /* of the file's data as it says itself, "2024-05-01"; "" where it does not */
};

/* Where streets are looked for. */
struct road_box {
    double west, south, east, north;
};

/* Reads the streets of roads.file that lie in the box, from the cache where it holds them.
 * `geographic` is that of the zones. The box is made larger, to whole steps of 0.02 degrees or
 * 2,000 m, so that a scenario that is changed a little finds its streets in the cache.
 * Own it: roads_free(*out). Errors: ERR_DATA (file, row or object at fault; no streets in it,
 * or none in the box), ERR_IO, ERR_NOMEM. */
enum err roads_read(struct roads **out, const struct scenario *scenario,
                    const struct road_box *box, bool geographic, struct error *err);
void roads_free(struct roads *roads); /* NULL is fine */

/* The length of a line of points, m: on WGS 84 or in the plane. */
double roads_line_m(bool geographic, int n, const double x[], const double y[]);

/* km/h of each class by roads.speed_kmh, without roads.speed_factor; streets that people walk
 * alone are as slow as living streets where a file opens them to cars. */
void roads_speeds(const struct scenario *scenario, double kmh[N_ROAD_CLASSES]);

#endif

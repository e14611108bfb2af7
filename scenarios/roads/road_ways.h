/* road_ways.h - what a file of streets says, before it is a graph: ways through points. */
#ifndef CHARGEPLAN_SCENARIOS_ROADS_ROAD_WAYS_H
#define CHARGEPLAN_SCENARIOS_ROADS_ROAD_WAYS_H

#include <stdint.h>

#include "scenarios/roads/roads.h"

enum { ROAD_OPEN_ALONG = 1, ROAD_OPEN_AGAINST = 2 };

/* A street, or the part of one that lies in the box and has all its points. */
struct road_way {
    int64_t id;   /* of OpenStreetMap, or the number of the feature */
    int first, n; /* its points: point[first] .. point[first + n - 1], n >= 2 */
    unsigned char road_class;
    unsigned char open[N_ROAD_MODES]; /* ROAD_OPEN_ALONG | ROAD_OPEN_AGAINST, 0: closed */
    unsigned char takes;              /* see struct road_graph */
    float kmh[N_ROAD_DIRECTIONS];     /* that the file says; 0: none */
    double length_m;                  /* that the file says; NAN: by its points */
};

/* Cars that come by way `from` to the point `via` may not go on by way `to`; with `only` by no
 * other. Several ways of one id: numbers are ids, matched after the ways were cut. */
struct road_ban {
    int64_t from, to; /* ids of ways */
    int via;          /* point */
    bool only;
};

struct road_ways {
    bool geographic;
    bool kmh_is_limit;
    int n_ways;
    struct road_way *way;  /* owned [n_ways] in the order of the file */
    int n_points;          /* points that ways share are one */
    double *x, *y;         /* owned [n_points] */
    unsigned char *barred; /* owned [n_points] 1 << mode: nobody passes here in this mode */
    int *point;            /* owned: points of the ways */
    int n_bans;
    struct road_ban *ban; /* owned [n_bans] */
    struct road_counts counts;
    char date[32];
};

/* What is asked of a file of streets. */
struct road_source {
    const struct scenario *scenario; /* section roads, first year of the study */
    const struct road_box *box;
    bool geographic; /* of the zones */
};

/* Reads a file by its name: .osm.pbf, .pbf, .osm, or a layer of lines. Own it:
 * road_ways_clear(). Errors: ERR_DATA, ERR_IO, ERR_NOMEM. */
enum err road_ways_read(struct road_ways *out, const struct road_source *source,
                        struct error *err);
void road_ways_clear(struct road_ways *ways);

#endif

/* map_use.h - the simulated use of the last network of a run by one service: stations by the
 * share of drivers that they do not serve in time, zones by the share that is not served.
 *
 * The record is open so that tests can ask what is shown. */
#ifndef CHARGEPLAN_OUTPUT_MAP_USE_H
#define CHARGEPLAN_OUTPUT_MAP_USE_H

#include <stdio.h>

#include "output/map/map.h"
#include "output/use.h"

enum { MAP_USE_CLASSES = 5 }; /* of stations */

struct map_use {
    struct map map; /* of kind map_of_use; amount: drivers a day, density: % not served */
    const struct operation *operation; /* borrowed */
    int *pool;                         /* owned [n_sites] pool of the service, -1: none */
    int n_pools, n_idle, n_grows;      /* nobody comes; asked for more than it can give */
};

/* Draws the sheet; some network was simulated. Own it: map_use_free(*out). Errors: ERR_NOMEM.
 */
enum err map_use_create(struct map_use **out, const struct run *run, enum service service,
                        struct error *err);
void map_use_free(struct map_use *map); /* NULL is fine */

/* As a PNG file. Errors: ERR_IO, ERR_NOMEM. */
enum err map_use_write(const struct run *run, enum service service, FILE *stream,
                       struct error *err);
/* Has the last network that was simulated drivers or stations of the service? */
bool map_use_wanted(const struct run *run, enum service service);

/* Class of the share of drivers at a station who are not served in time; its lower edge in %;
 * its colour. */
int map_use_class(double missed_share);
double map_use_edge(int class);
struct colour map_use_colour(int class); /* below 0: nobody comes */
/* A station at x, y px: its circle, with a dark ring where it `grows`. */
void map_use_draw_station(struct canvas *c, double x, double y, double radius, int class,
                          bool grows, double u);

extern const struct map_parts map_of_use; /* map_use_legend.c */

#endif

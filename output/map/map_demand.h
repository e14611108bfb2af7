/* map_demand.h - where public energy is asked for in the last year of the study: by night near
 * home (layer night), by day at work, shops and parking, with what is charged between trips
 * (layers day and roaming). Both maps have the same classes, so that they can be compared;
 * together they hold all public energy.
 *
 * The record is open so that tests can ask what is shown. */
#ifndef CHARGEPLAN_OUTPUT_MAP_DEMAND_H
#define CHARGEPLAN_OUTPUT_MAP_DEMAND_H

#include <stdio.h>

#include "output/map/map.h"

struct map_demand {
    struct map map; /* of kind map_of_demand */
    bool day;       /* else by night */
    int year_index;
    double kwh[N_SERVICES][N_LAYERS]; /* a day, all zones */
};

/* Draws the sheet. Own it: map_demand_free(*out). Errors: ERR_NOMEM. */
enum err map_demand_create(struct map_demand **out, const struct run *run, bool day,
                           struct error *err);
void map_demand_free(struct map_demand *map); /* NULL is fine */

/* As a PNG file: the sheet; its land alone, without title and legend. Errors: ERR_IO,
 * ERR_NOMEM. */
enum err map_demand_put(const struct map_demand *map, FILE *stream, struct error *err);
enum err map_demand_land(const struct map_demand *map, FILE *stream, struct error *err);
/* The sheet of a run at once. */
enum err map_demand_write(const struct run *run, bool day, FILE *stream, struct error *err);

/* What the classes of a run's maps of demand are, without a picture, for the report's legend:
 * fills n_classes, breaks, density and digest. Clear it: map_clear(). Errors: ERR_NOMEM. */
enum err map_demand_classes(struct map *map, const struct run *run, struct error *err);

extern const struct map_parts map_of_demand; /* map_demand_legend.c */

#endif

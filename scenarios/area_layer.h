/* area_layer.h - a layer of polygons that something is asked of: districts, the study area. */
#ifndef CHARGEPLAN_SCENARIOS_AREA_LAYER_H
#define CHARGEPLAN_SCENARIOS_AREA_LAYER_H

#include "scenarios/areas/polygon_index.h"
#include "scenarios/table.h"

struct area_layer {
    struct table table;          /* owned */
    int n, *row;                 /* owned [n] rows taken by the filter */
    struct polygons polygons;    /* owned [n] in the coordinates of the zones */
    struct polygon_index *index; /* owned */
};

/* Reads the polygons; every row that the filter (NULL: none) takes has to be one. `geographic`
 * is that of the zones. Own it, and leave it where it is, since the index borrows from it:
 * area_layer_close(out). Errors: ERR_DATA, ERR_IO, ERR_NOMEM. */
enum err area_layer_open(struct area_layer *out, const struct table_source *source,
                         const char *filter, bool geographic, struct error *err);
void area_layer_close(struct area_layer *layer);

/* The polygon that holds a place, as a number below n; -1: none. */
int area_layer_find(const struct area_layer *layer, double x, double y);

#endif

/* gis_shapes.h - shapes of a layer, gathered one by one. */
#ifndef CHARGEPLAN_OUTPUT_GIS_GIS_SHAPES_H
#define CHARGEPLAN_OUTPUT_GIS_GIS_SHAPES_H

#include "scenarios/geodata_out.h"

/* Starts as {.kind = ...}. "Out of memory" sticks. All arrays are owned. */
struct gis_shapes {
    enum geodata_shape kind;
    int n, n_rings, n_points;
    int room, ring_room, point_room;
    int *ring_start, *point_start; /* as in struct geodata_out_shapes */
    double *x, *y;
    int *of_row; /* [n_rows] the shape of each row */
    int n_rows, row_room;
    struct geodata_out_shapes borrowed; /* instead of all arrays but of_row, where n > 0 */
    bool nomem;
};

/* Each adds a shape: a point, or a polygon of one ring of n points, counter-clockwise. */
void gis_shapes_point(struct gis_shapes *s, double x, double y);
void gis_shapes_ring(struct gis_shapes *s, int n, const double x[], const double y[]);
/* A shape of lines: each of its lines, then the end. */
void gis_shapes_line(struct gis_shapes *s, int n, const double x[], const double y[]);
void gis_shapes_end(struct gis_shapes *s);
/* The next row has this shape. */
void gis_shapes_row(struct gis_shapes *s, int shape);
void gis_shapes_clear(struct gis_shapes *s);
struct geodata_out_shapes gis_shapes_out(const struct gis_shapes *s); /* borrows */

#endif

/* made_grid_making.h - a grid while it is made. Used by made_grid*.c. */
#ifndef CHARGEPLAN_SCENARIOS_AREAS_MADE_GRID_MAKING_H
#define CHARGEPLAN_SCENARIOS_AREAS_MADE_GRID_MAKING_H

#include "scenarios/areas/clip.h"
#include "scenarios/areas/made_grid.h"
#include "scenarios/geo.h"

/* A polygon's part of a cell, in the plane. */
struct made_grid_part {
    int row, column, polygon;
    double share, area_m2;
    double x, y; /* centre of gravity, metres */
};

struct made_grid_making {
    const struct polygons *polygons; /* Borrowed */
    struct geo_plane plane;
    struct clip_lattice lattice;
    double side_m;
    struct polygons flat;        /* owned, in the plane */
    struct made_grid_part *part; /* owned [n_parts] */
    int n_parts, room;
    int north, west; /* the first row and column that have cells */
    bool with_covered;
    struct clip_outline *outline; /* owned [n_outlines] of all polygons; points of `x`, `y` */
    int n_outlines, outline_room;
    double *x, *y; /* owned [n_points] in the plane */
    int n_points, point_room;
};

static inline bool made_grid_same_cell(const struct made_grid_part *p,
                                       const struct made_grid_part *q)
{
    return p->row == q->row && p->column == q->column;
}

/* What polygons cover of the cells: made_grid_cover.c. Keeps the outlines of a polygon's
 * pieces; then, of the sorted parts, fills grid->covered. Errors: ERR_NOMEM. */
enum err made_grid_take_outlines(struct made_grid_making *m, const struct clip_pieces *pieces,
                                 struct error *err);
enum err made_grid_put_covered(const struct made_grid_making *m, struct made_grid *grid,
                               struct error *err);
void made_grid_clear_outlines(struct made_grid_making *m);

#endif

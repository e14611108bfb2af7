/* made_grid.h - squares or hexagons over polygons: zones over a boundary, and the spreading of
 * what coarse polygons weigh over finer cells. */
#ifndef CHARGEPLAN_SCENARIOS_AREAS_MADE_GRID_H
#define CHARGEPLAN_SCENARIOS_AREAS_MADE_GRID_H

#include "scenarios/areas/polygons.h"

enum made_grid_shape { MADE_GRID_SQUARES, MADE_GRID_HEXAGONS };

/* The share of a polygon's area that lies in a cell. */
struct made_grid_share {
    int cell, polygon;
    double share;
};

/* Cells by row, then column. Starts as {0}; made_grid_clear() empties it. */
struct made_grid {
    int n;                 /* cells that have a part of a polygon */
    struct polygons cells; /* in the polygons' own coordinates; whole cells, not cut */
    double *x, *y;      /* owned [n] a point of the cell: the centre of gravity of its covered
                           part, in the polygons' own coordinates */
    int *row, *column;  /* owned [n] from 1, counted from the north-west: "r12c7" */
    double *covered_m2; /* owned [n] area that polygons cover; twice where two overlap */
    struct polygons covered; /* what polygons cover of each cell, for sums of rasters: its rings
                                have lines to and fro along the cell's border, and lie on each
                                other where polygons overlap. n 0: not asked for */
    int n_shares;
    struct made_grid_share *share; /* owned [n_shares] by cell, then polygon; those of a polygon
                                      add up to 1 */
};

/* Lays a grid over polygons.
 *
 *   with_covered  `covered` is filled
 *   side_m  side of a square; hexagons have the area of that square, so that both make as many
 *           cells (a hexagon is 1.0746 side_m wide, its sides are 0.6204 side_m long). Above 0
 *
 * Cells lie at multiples of their measures: in the polygons' own plane, or, for degrees, in the
 * transverse Mercator plane around the middle of their extent (geo_plane_of()). Cells with less
 * than 1e-9 of their area and of the polygon's are left out. Areas in degrees are right to 1e-4
 * of each cell within 300 km of the middle meridian, and together those of polygons_area_m2().
 * A polygon without area has all of its share in the cell around its centre; one without points
 * has no share. Errors: ERR_DATA (more than REGRID_MAX cells: the number asked), ERR_NOMEM. */
enum err made_grid_create(struct made_grid *out, const struct polygons *polygons,
                          enum made_grid_shape shape, double side_m, bool with_covered,
                          struct error *err);
void made_grid_clear(struct made_grid *grid);

/* What polygons weigh, spread over the cells by area: cell[c] is the sum of share x weight of
 * the polygons that it has parts of. The total stays, to 1e-12.
 *
 *   weight  [polygons]
 *   cell    [grid->n], filled */
void made_grid_spread(const struct made_grid *grid, const double *weight, double *cell);

#endif

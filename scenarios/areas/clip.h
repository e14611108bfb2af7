/* clip.h - the part of a polygon in a convex cell: its area and centre, on a plane.
 *
 * Rings are clipped one by one and their signed areas added, so that holes subtract; pieces
 * that a cell's border connects by lines to and fro need no taking apart. Coordinates are taken
 * as they stand, in degrees too: project them first. Where a ring crosses itself the area is
 * the signed one.
 *
 * Source: I. E. Sutherland and G. W. Hodgman, Reentrant polygon clipping, Communications of the
 *   ACM 17 (1974) 32-42, doi:10.1145/360767.360802. */
#ifndef CHARGEPLAN_SCENARIOS_AREAS_CLIP_H
#define CHARGEPLAN_SCENARIOS_AREAS_CLIP_H

#include "scenarios/areas/polygons.h"

/* Squares or hexagons that fill the plane. A cell is told by its row, from south to north, and
 * its column, from west to east; lengths are whole multiples of a unit, so that cells share
 * their corners to the bit. */
struct clip_lattice {
    double unit_x, unit_y;
    int column_step, row_step, odd_shift; /* units from cell to cell; shift of odd rows */
    int n_corners, corner_x[6],
        corner_y[6]; /* units, counter-clockwise, from the cell's origin */
    int wide, high;  /* units */
};

/* Cell (0, 0) has its south-west corner at the origin. */
struct clip_lattice clip_squares(double side);

/* Upright hexagons (a corner to the north), as large as a square of that side: the distance
 * between parallel sides is side x sqrt(2 / sqrt(3)), 1.0746 side. The rectangle around cell
 * (0, 0) has its south-west corner at the origin. */
struct clip_lattice clip_hexagons(double side);

/* Units of x at which a cell begins. */
double clip_origin(const struct clip_lattice *lattice, int row, int column);
/* Corner c of a cell, counter-clockwise. */
void clip_corner(const struct clip_lattice *lattice, int row, int column, int c, double *x,
                 double *y);
double clip_cell_area(const struct clip_lattice *lattice);

struct clip_piece {
    int row, column;
    double area; /* in units of x and y */
    double x, y; /* area times the centre of gravity, from the polygon's first point */
};

/* What is left of one ring in one cell: points first .. first + n - 1 of the pieces. Lines to
 * and fro along the cell's border may connect its parts; its signed area is that of the parts.
 */
struct clip_outline {
    int row, column, first, n;
};

/* Pieces of one polygon, by row, then column. Starts as {0}, or with `outlined` set. */
struct clip_pieces {
    int n, room;
    struct clip_piece *piece; /* owned */
    bool outlined;            /* outlines are asked for */
    int n_outlines, outline_room;
    struct clip_outline *outline; /* owned, in no order */
    int n_points, point_room;
    double *x, *y; /* owned */
};
void clip_pieces_clear(struct clip_pieces *pieces);

/* Cuts polygon k into the cells of a lattice: every cell that has a part of it, in place of
 * what *out held. Halves of the rows are cut apart until single rows are left, then halves of
 * the columns, so that a border of n points over r rows takes n log r steps.
 *
 *   most     cells; where a ring has parts in more, *out is empty and *beyond is true
 * Errors: ERR_NOMEM, and *out is empty. */
enum err clip_cells(const struct polygons *p, int k, const struct clip_lattice *lattice,
                    int most, struct clip_pieces *out, bool *beyond, struct error *err);

/* Area of polygon k within a convex cell whose n corners run counter-clockwise. Errors:
 * ERR_NOMEM. */
enum err clip_area(const struct polygons *p, int k, int n, const double *x, const double *y,
                   double *area, struct error *err);

#endif

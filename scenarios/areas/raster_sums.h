/* raster_sums.h - sums of a raster's cells over polygons, cells on a border by share of area.
 *
 * Polygons come in pixels: x is the column, y the row downwards, cell (column i, row j) the
 * square from (i, j) to (i + 1, j + 1). Rows are given one after another and none is kept, so
 * that memory grows with the polygons' points and the width only. Where rings of a polygon
 * cross themselves its shares are signed.
 *
 * What a border adds to the cells of a row and to all that follow it is noted cell by cell; the
 * running sum is the exact share of each cell, as in renderers of fonts (R. Levien, libart and
 * font-rs). */
#ifndef CHARGEPLAN_SCENARIOS_AREAS_RASTER_SUMS_H
#define CHARGEPLAN_SCENARIOS_AREAS_RASTER_SUMS_H

#include "scenarios/areas/polygons.h"

struct raster_sums; /* opaque */

/* Of one polygon. Cells count by the share that lies in it. */
struct raster_sum {
    double sum;           /* of value x share, cells without data left out */
    double cells;         /* that it covers, with and without data */
    double no_data_cells; /* of these, those without data */
    double beyond_share;  /* of its area that lies beyond the raster, 0 to 1 */
};

/* Of the whole raster. Sums of all polygons + outside = total, to rounding; nothing is
 * rescaled.
 */
struct raster_totals {
    double total;   /* of all values */
    double outside; /* of value x (1 - covered share): below 0 where overlaps outweigh it */
    double largest_share; /* covered by all polygons together, of any cell */
    double counted_twice; /* of value x (covered share - 1), where that is above 1e-9 */
};

/* The polygons are borrowed. Own it: raster_sums_free(*out). Errors: ERR_NOMEM. */
enum err raster_sums_create(struct raster_sums **out, const struct polygons *polygons,
                            int width, int height, struct error *err);
void raster_sums_free(struct raster_sums *sums); /* NULL is fine */

/* Takes a row: value [width], NAN for cells without data. Rows are given from 0 on, none left
 * out. */
void raster_sums_row(struct raster_sums *sums, int row, const double *value);

/* After the last row. */
struct raster_sum raster_sums_of(const struct raster_sums *sums, int polygon);
struct raster_totals raster_sums_totals(const struct raster_sums *sums);

#endif

/* coverage_grid.h - zones by the cell of space they lie in; private to coverage*.c. */
#ifndef CHARGEPLAN_MODEL_COVERAGE_GRID_H
#define CHARGEPLAN_MODEL_COVERAGE_GRID_H

#include <stdbool.h>
#include <stdint.h>

#include "scenarios/geo.h"

/* Metres in the plane, or the earth-centred position of a point on the ellipsoid. */
struct place {
    double x, y, z;
};

struct coverage_grid {
    double cell_m;       /* side of a cell */
    struct place low;    /* corner of the extent */
    int n_cells_filled;  /* distinct cells with zones in them */
    uint64_t *cell;      /* owned [n_cells_filled] rising */
    int *cell_start;     /* owned [n_cells_filled + 1] into zone */
    int *zone;           /* owned [n] zones by cell */
    struct place *place; /* owned [n] their places, beside zone */
    int *table, n_table; /* owned: open addressing from cell to its index, -1: empty */
};

struct place coverage_place(const struct points *p, int i);

/* Cells as wide as the largest radius; zones that reach nothing (no radius) stay out. False:
 * out of memory. Free what stands then too. */
bool coverage_grid_create(struct coverage_grid *g, const struct points *zones,
                          const double radius_m[], double detour);
void coverage_grid_free(struct coverage_grid *g);

/* The key of a cell, counted from 1 along each axis, and its index; -1: no zone lies there. */
uint64_t coverage_cell(int64_t i, int64_t j, int64_t k);
int coverage_grid_find(const struct coverage_grid *g, uint64_t cell);

#endif

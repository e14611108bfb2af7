/* coverage_rows.h - which sets of sites reach the zones: the different rows of a reach, found
 * without listing its pairs, and which row each zone has.
 *
 * Zones that stand together mostly have the same sites. The zones are halved again and again;
 * a box around some of them rules most sites in or out for all, and only sites near the edge of
 * the reach are looked at zone by zone. */
#ifndef CHARGEPLAN_MODEL_COVERAGE_ROWS_H
#define CHARGEPLAN_MODEL_COVERAGE_ROWS_H

#include "model/coverage.h"

struct coverage_rows {
    struct reach *reach; /* owned: no two rows are equal; in the order of their first zones */
    int *row;            /* owned [zones->n] the row of each zone */
};

/* The pairs are those of reach_create() with the same arguments, to the last bit. Own it:
 * coverage_rows_clear(). Errors: ERR_DATA (more than 2^31 - 1 pairs in different rows),
 * ERR_NOMEM. */
enum err coverage_rows_create(struct coverage_rows *out, const struct points *zones,
                              const struct points *sites, const double radius_m[],
                              double detour, bool strict, struct error *err);
void coverage_rows_clear(struct coverage_rows *rows);

/* A row for each zone again, as reach_create() makes them without distances. Own it:
 * reach_free(*out). Errors: ERR_DATA (more than 2^31 - 1 pairs), ERR_NOMEM. */
enum err coverage_rows_expand(struct reach **out, const struct coverage_rows *rows, int n_zones,
                              struct error *err);

#endif

/* counts.h - the chargers that stand at a site, by kind: each kind has a column of its own, or
 * a share of a column that counts several kinds together, written "0.12 * column".
 *
 * Shares make whole chargers by the method of the largest remainder, site after site in the
 * order of the file. What one site rounds away is carried to the next, so that the totals of a
 * file are right to less than one charger per kind: rounding each site by itself would give
 * every site of 4 no charger of a kind with 12 %, and the city far too few. Which sites have
 * the fast ones is then a matter of their order, and known of none of them. */
#ifndef CHARGEPLAN_SCENARIOS_COUNTS_H
#define CHARGEPLAN_SCENARIOS_COUNTS_H

#include "scenarios/table.h"

struct counts; /* opaque: the columns of one layer, and what was given out so far */

/* Finds the columns. Own it: counts_free(*out). Errors: ERR_DATA (an unknown kind or column),
 * ERR_NOMEM. The shares of a column are checked with the scenario. */
enum err counts_create(struct counts **out, const struct table *table,
                       const struct map_text *kinds, const struct scenario *scenario,
                       struct error *err);
void counts_free(struct counts *counts); /* NULL is fine */

/* Reads a row: adds its chargers to n_chargers [n_kinds]. *any becomes true where a column
 * counts at least one. Errors: ERR_DATA. */
enum err counts_read(struct counts *counts, const struct table *table, int row,
                     int n_chargers[], bool *any, struct error *err);

/* The column's name of "0.12 * column", whose number goes to *share; the whole text, and 1,
 * where it is no such product. Borrowed of `written`. */
const char *counts_column(const char *written, double *share);

/* Is it such a product: an assumption of the scenario, not a count? */
bool counts_is_share(const char *written);

/* Sum of the shares that the kinds take of a column. */
double counts_sum(const struct map_text *kinds, const char *column);

#endif

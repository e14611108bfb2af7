/* column_sum.h - a weight of zones that is a column, or a weighted sum of columns, written
 * "residents + 0.5 * jobs": terms COLUMN or NUMBER * COLUMN, joined by +. A column of just that
 * name, signs and all, goes before. */
#ifndef CHARGEPLAN_SCENARIOS_COLUMN_SUM_H
#define CHARGEPLAN_SCENARIOS_COLUMN_SUM_H

#include "scenarios/table.h"

enum { COLUMN_SUM_MOST = 16 }; /* terms */

struct column_sum {
    int n; /* 0: the setting is not set */
    struct {
        int column; /* in the file */
        double factor;
    } term[COLUMN_SUM_MOST];
};

/* Finds the columns of a setting; `key` is its key below the section. Errors: ERR_DATA (an
 * unknown column, a term that is none). */
enum err column_sum_find(struct column_sum *out, const struct table *table, const char *key,
                         const char *written, struct error *err);

/* The sum in a row; each cell is from 0 to 1e12. `empty`: what an empty cell counts as, NAN: it
 * is ERR_DATA. */
enum err column_sum_value(const struct column_sum *sum, const struct table *table, int row,
                          double empty, double *out, struct error *err);

#endif

/* gis_table.h - rows with types, taken from the same calls that write a CSV table. */
#ifndef CHARGEPLAN_OUTPUT_GIS_GIS_TABLE_H
#define CHARGEPLAN_OUTPUT_GIS_GIS_TABLE_H

#include "output/map/cells.h"
#include "scenarios/geodata_out.h"
#include "scenarios/scenario.h"

struct gis_values { /* of a column: one of the three */
    const char **text;
    double *number;
    int *integer;
};

/* Hand `&taker` to struct cells, then cells_head() and the cells row by row. Empty texts, NAN
 * and infinities are no values. Texts are borrowed; those with control characters are copied
 * without. "Out of memory" sticks. */
struct gis_table {
    struct cells_taker taker;          /* first: the functions get it back */
    const struct scenario *scenario;   /* borrowed: kinds of chargers, language */
    int n_columns, at;                 /* at: column of the next cell */
    int n_rows;                        /* whole rows */
    int room;                          /* rows that the columns hold */
    struct gis_values *values;         /* owned, with its arrays: what the columns point to */
    struct geodata_out_column *column; /* owned */
    int n_kept, kept_room;
    char **kept; /* owned: copies of texts */
    bool nomem;
};

void gis_table_begin(struct gis_table *table, const struct scenario *scenario);
/* The table owns the text; "" and nomem where it is NULL. */
const char *gis_table_keep(struct gis_table *table, char *text);
void gis_table_clear(struct gis_table *table);

#endif

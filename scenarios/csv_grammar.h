/* csv_grammar.h - the grammar of CSV (RFC 4180), strictly: bytes become cells. Used by csv.c.
 */
#ifndef CHARGEPLAN_SCENARIOS_CSV_GRAMMAR_H
#define CHARGEPLAN_SCENARIOS_CSV_GRAMMAR_H

#include <stddef.h>
#include <stdint.h>

#include "scenarios/error.h"

struct csv_cells {
    char *bytes;      /* owned: the file; each cell unquoted in place and ended by 0 */
    uint32_t *offset; /* owned [(1 + n_rows) * n_columns] where cells start, header first */
    int n_columns, n_rows;
    int n_shifts;            /* rows behind which lines and rows drift apart */
    struct csv_shift *shift; /* owned [n_shifts] rising: a cell before it had line breaks */
};
struct csv_shift {
    int row;  /* the first row behind the breaks */
    int more; /* line breaks inside cells before it, in all */
};

/* Takes over bytes [n] and the 0 behind them, also where it fails. `path` is for messages.
 * Errors: ERR_DATA, ERR_NOMEM; `out` then is to be cleared all the same. */
enum err csv_cells_parse(struct csv_cells *out, char *bytes, size_t n, const char *path,
                         struct error *err);
void csv_cells_clear(struct csv_cells *cells);

/* As if the file had this column only. */
void csv_cells_keep(struct csv_cells *cells, int column);

/* Line of the file, from 1, on which a row starts. */
int csv_cells_line(const struct csv_cells *cells, int row);

#endif

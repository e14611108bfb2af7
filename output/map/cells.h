/* cells.h - cells of a CSV file (RFC 4180, LF) and numbers as text that read back the same. */
#ifndef CHARGEPLAN_OUTPUT_CELLS_H
#define CHARGEPLAN_OUTPUT_CELLS_H

#include <stdbool.h>
#include <stdio.h>

#include "scenarios/messages.h"

enum { CELLS_NUMBER_MAX = 32 };

/* Shortest of 15, 16 or 17 digits that strtod() reads back as the same number. "" for NAN and
 * infinities: a cell without a figure. Returns buffer. */
const char *cells_shortest(char buffer[CELLS_NUMBER_MAX], double value);

/* Twelve significant digits without zeros at the end, some ten times as fast, for tables of
 * millions of figures >= 0. Returns the length; no NUL behind it. */
size_t cells_twelve(char buffer[CELLS_NUMBER_MAX], double value);

enum cell_kind { CELL_TEXT, CELL_NUMBER, CELL_INTEGER, CELL_NONE };
struct cell {
    enum cell_kind kind;
    const char *text; /* as it is, without apostrophe or quotes; borrowed from the run */
    double number;
    long integer;
};

/* Who takes the same table with its types, for files that are no CSV. */
struct cells_taker {
    void (*head)(struct cells_taker *taker, const char *names);       /* "a,b,c" */
    void (*cell)(struct cells_taker *taker, const struct cell *cell); /* row by row */
};

/* One row being written. Errors of the stream are sticky there; folder.c looks at them. */
struct cells {
    FILE *stream;
    bool inside;               /* a cell stands before in this row */
    struct cells_taker *taker; /* borrowed; gets everything instead of the stream */
};

void cells_head(struct cells *row, const char *names); /* "a,b,c", a whole line */
void cells_number(struct cells *row, double value);
void cells_integer(struct cells *row, long value);
void cells_none(struct cells *row); /* an empty cell, of whatever kind its column is */

/* Quoted where needed. Text that a spreadsheet would take for a formula (it begins with
 * = + - @, also full-width, tab or a line end) gets an apostrophe in front. Numbers never do.
 * Other control characters become U+FFFD. */
void cells_text(struct cells *row, const char *text);
/* A word: in English the key that programs know, else the message. */
void cells_word(struct cells *row, enum language language, const char *key, enum message text);
void cells_end(struct cells *row);

#endif

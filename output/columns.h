/* columns.h - a table for a terminal: columns as wide as their cells, Chinese ones too. */
#ifndef CHARGEPLAN_OUTPUT_COLUMNS_H
#define CHARGEPLAN_OUTPUT_COLUMNS_H

#include <stdio.h>

#include "scenarios/text.h"

enum { COLUMNS_MAX = 16 };

struct columns { /* starts as {.align = "lrr"}: one letter a column, left or right */
    const char *align;
    int n;            /* cells so far, row by row */
    struct text text; /* the cells, each with its 0 */
};

/* Appends a cell; control characters, which could move the cursor, become U+FFFD. */
void columns_cell(struct columns *c, const char *text);
/* Prints the rows behind `indent` blanks, two blanks between columns, and empties the table.
 * Nothing is printed when out of memory: false. */
bool columns_print(struct columns *c, FILE *stream, int indent);

/* Cells that a text takes on a terminal: two for wide characters, none for marks that combine.
 * Source: Unicode Standard Annex 11 (East Asian Width), in ranges as terminals take them. */
int columns_width(const char *text);

#endif

/* xlsx.h - a workbook of tables for spreadsheets, the fence around xlsxwriter.h.
 *
 * Written row by row in constant memory, by way of temporary files in TMPDIR. The same cells
 * make the same bytes: no clock goes into the file. Each sheet has a head that stays in sight,
 * with a filter; a table with more rows than a sheet may have goes on in a sheet "NAME 2". */
#ifndef CHARGEPLAN_OUTPUT_XLSX_H
#define CHARGEPLAN_OUTPUT_XLSX_H

#include <stdio.h>

#include "scenarios/error.h"

/* Rows of a sheet with its head.
 * Source: ECMA-376 leaves it open; Excel's own limit, "Excel specifications and limits". */
enum { XLSX_ROWS_MAX = 1048576, XLSX_TEXT_MAX = 32767, XLSX_COLUMNS_MAX = 64 };

struct xlsx; /* opaque */

/* Own it: xlsx_free(). rows_max is XLSX_ROWS_MAX; tests take less. Errors: ERR_IO, ERR_NOMEM.
 */
enum err xlsx_create(struct xlsx **out, int rows_max, struct error *err);
void xlsx_free(struct xlsx *x); /* NULL is fine */

/* A new sheet; head is "run,name,state". */
enum err xlsx_sheet(struct xlsx *x, const char *name, const char *head, struct error *err);

/* Begins a row, in a further sheet where this one is full; then its cells, one after the other;
 * then its end. Errors: ERR_IO, ERR_NOMEM. */
enum err xlsx_row(struct xlsx *x, struct error *err);
/* A cell. A text is a text whatever it begins with; control characters become
 * U+FFFD, and what is longer than a cell may be is cut. NAN and infinities are empty cells.
 */
void xlsx_text(struct xlsx *x, const char *text);
void xlsx_number(struct xlsx *x, double value);
enum err xlsx_row_end(struct xlsx *x, struct error *err);

/* Puts the file together and copies it into the stream. Nothing can be added after it.
 * Errors: ERR_IO (no room for the temporary files). */
enum err xlsx_finish(struct xlsx *x, FILE *stream, struct error *err);

#endif

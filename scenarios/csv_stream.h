/* csv_stream.h - a plain CSV file row by row, in memory that does not grow with the file.
 *
 * Plain is what programs write: no quotes, lines shorter than a block. What is not plain, or
 * not CSV at all, is for csv_read(), which reads it or says what is the matter and where. */
#ifndef CHARGEPLAN_SCENARIOS_CSV_STREAM_H
#define CHARGEPLAN_SCENARIOS_CSV_STREAM_H

#include <stdbool.h>
#include <stddef.h>

struct csv_stream; /* opaque */

enum csv_stream_state { CSV_STREAM_ROW, CSV_STREAM_END, CSV_STREAM_NOT_PLAIN };

/* Reads the header. Own it: csv_stream_close(*out). False where the file cannot be read or its
 * header is not plain, or out of memory. */
bool csv_stream_open(struct csv_stream **out, const char *path);
void csv_stream_close(struct csv_stream *s); /* NULL is fine */

size_t csv_stream_bytes(const struct csv_stream *s); /* of the file when it was opened */
int csv_stream_column(const struct csv_stream *s, const char *name); /* or -1 */

/* Goes to the next row. Not plain: a quote, a row of another length, a line break that is no
 * break of rows, a byte that is not UTF-8, a line too long; also what csv_read() refuses. */
enum csv_stream_state csv_stream_next(struct csv_stream *s);
/* Text of a cell of the row, until the next one. */
const char *csv_stream_cell(const struct csv_stream *s, int column);

#endif

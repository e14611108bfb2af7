/* csv_stream.c - see csv_stream.h. A block of whole lines at a time; cells are ended in place.
 */
#include "scenarios/csv_stream.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/regular.h"
#include "scenarios/text.h"

enum { BLOCK = 1 << 20, COLUMNS_MOST = 64 };

struct csv_stream {
    FILE *file;
    size_t bytes;
    char *block;    /* owned [BLOCK + 2] */
    char *at, *end; /* whole lines not yet read; *end belongs to a line that is not whole */
    size_t n;       /* bytes in the block */
    char stopped;   /* the byte at `end`, where a 0 stands while lines are read */
    bool last;      /* the file has no more than the block */
    int n_columns;
    char *cell[COLUMNS_MOST];
    char *header;             /* owned: the names, each ended */
    char *name[COLUMNS_MOST]; /* into header */
};

/* Bytes at which a cell stops. */
static const bool stops[256] = {
    [0] = true, [','] = true, ['\n'] = true, ['\r'] = true, ['"'] = true};

void csv_stream_close(struct csv_stream *s)
{
    if (s == NULL) return;
    if (s->file != NULL) fclose(s->file);
    free(s->block);
    free(s->header);
    free(s);
}

/* The lines that follow; false where they are not plain. */
static bool fill(struct csv_stream *s)
{
    size_t rest;
    char *end;

    if (s->end != NULL) *s->end = s->stopped;
    rest = s->end != NULL ? (size_t)(s->block + s->n - s->end) : 0;
    if (rest > 0) memmove(s->block, s->end, rest);
    s->n = rest + fread(s->block + rest, 1, BLOCK - rest, s->file);
    if (ferror(s->file)) return false;
    s->last = s->n < BLOCK;
    if (s->last && s->n > 0 && s->block[s->n - 1] != '\n') s->block[s->n++] = '\n';
    end = s->block + s->n;
    while (end > s->block && end[-1] != '\n')
        end--;
    if (end == s->block && s->n > 0) return false; /* a line longer than a block */
    s->at = s->block;
    s->end = end;
    s->stopped = *end;
    *end = '\0';
    return text_utf8(s->block, (size_t)(end - s->block)) == (size_t)(end - s->block);
}

/* Nothing but line breaks is left of the file. */
static bool only_breaks(const struct csv_stream *s)
{
    const char *c = s->at;

    while (*c == '\r' || *c == '\n')
        c++;
    return c == s->end && s->last;
}

/* Splits the line at s->at; the number of its cells, -1: it is not plain. */
static int split(struct csv_stream *s)
{
    char *c = s->at, stop = ',';
    int n = 0;

    for (; stop == ','; n++) {
        if (n == COLUMNS_MOST) return -1;
        s->cell[n] = c;
        while (!stops[(unsigned char)*c])
            c++;
        stop = *c;
        *c++ = '\0';
    }
    if (stop == '\r' && *c == '\n')
        c++;
    else if (stop != '\n')
        return -1;
    s->at = c;
    return n;
}

enum csv_stream_state csv_stream_next(struct csv_stream *s)
{
    if (s->at == s->end && s->last) return CSV_STREAM_END;
    if (s->at == s->end && !fill(s)) return CSV_STREAM_NOT_PLAIN;
    if (s->at == s->end) return CSV_STREAM_END;
    if (*s->at == '\n' || *s->at == '\r')
        return only_breaks(s) ? CSV_STREAM_END : CSV_STREAM_NOT_PLAIN;
    return split(s) == s->n_columns ? CSV_STREAM_ROW : CSV_STREAM_NOT_PLAIN;
}

/* The names of the columns, none of them twice. */
static bool read_header(struct csv_stream *s)
{
    if (!fill(s)) return false;
    if (s->n >= 3 && memcmp(s->block, "\xEF\xBB\xBF", 3) == 0) s->at += 3;
    if (s->at == s->end || *s->at == '\n' || *s->at == '\r') return false;
    s->n_columns = split(s);
    if (s->n_columns < 0) return false;
    s->header = malloc((size_t)(s->at - s->cell[0]));
    if (s->header == NULL) return false;
    memcpy(s->header, s->cell[0], (size_t)(s->at - s->cell[0]));
    for (int k = 0; k < s->n_columns; k++) {
        s->name[k] = s->header + (s->cell[k] - s->cell[0]);
        if (csv_stream_column(s, s->name[k]) < k && *s->name[k] != '\0') return false;
    }
    return true;
}

bool csv_stream_open(struct csv_stream **out, const char *path)
{
    struct csv_stream *s = calloc(1, sizeof *s);
    struct error ignored; /* csv_read() says it */

    if (s == NULL) return false;
    s->block = malloc(BLOCK + 2);
    if (s->block == NULL ||
        regular_open(&s->file, path, ERR_DATA, &s->bytes, &ignored) != ERR_OK ||
        !read_header(s)) {
        csv_stream_close(s);
        return false;
    }
    *out = s;
    return true;
}

size_t csv_stream_bytes(const struct csv_stream *s)
{
    return s->bytes;
}

int csv_stream_column(const struct csv_stream *s, const char *name)
{
    for (int k = 0; k < s->n_columns; k++)
        if (s->name[k] != NULL && strcmp(s->name[k], name) == 0) return k;
    return -1;
}

const char *csv_stream_cell(const struct csv_stream *s, int column)
{
    return s->cell[column];
}

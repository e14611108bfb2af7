/* csv_grammar.c - see csv_grammar.h. One pass over the bytes after the checks of encoding.
 *
 * Source: Y. Shafranovich, Common Format and MIME Type for CSV Files, RFC 4180 (2005), with
 *   UTF-8 in place of its ASCII. Bare CR, quotes inside unquoted cells and empty lines between
 *   rows are refused; empty lines at the end are not. */
#include "scenarios/csv_grammar.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/text.h"

struct parser {
    struct csv_cells *cells;
    const char *path;
    char *at, *end; /* *end is 0, the only 0 of the text */
    int line;       /* line of `at` */
    size_t n_cells, room;
};

/* Bytes at which an unquoted cell stops. */
static const bool stops[256] = {
    [0] = true, [','] = true, ['\n'] = true, ['\r'] = true, ['"'] = true};

static int count_lines(const char *from, const char *to)
{
    int line = 1;

    for (; (from = memchr(from, '\n', (size_t)(to - from))) != NULL; from++)
        line++;
    return line;
}

static enum err check_bytes(const char *bytes, size_t n, const char *path, struct error *err)
{
    size_t good = text_utf8(bytes, n);
    const char *nul = memchr(bytes, '\0', n);

    if (n >= UINT32_MAX)
        return error_set(err, ERR_DATA, "%s: the file is larger than 4 GB; split it", path);
    if (n >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0))
        return error_set(err, ERR_DATA, "%s:1: the file is UTF-16; save it as UTF-8", path);
    if (good < n)
        return error_set(err, ERR_DATA,
                         "%s:%d: byte 0x%02X is not UTF-8; save the file as UTF-8", path,
                         count_lines(bytes, bytes + good), (unsigned char)bytes[good]);
    if (nul != NULL)
        return error_set(err, ERR_DATA, "%s:%d: there is a NUL byte; this is not a text file",
                         path, count_lines(bytes, nul));
    return ERR_OK;
}

static bool push(struct parser *p, const char *start)
{
    if (p->n_cells == p->room) {
        size_t room = p->room > 0 ? p->room * 2 : 256;
        uint32_t *larger = realloc(p->cells->offset, room * sizeof *larger);

        if (larger == NULL) return false;
        p->cells->offset = larger;
        p->room = room;
    }
    p->cells->offset[p->n_cells++] = (uint32_t)(start - p->cells->bytes);
    return true;
}

/* From behind the opening quote to behind the closing one; takes the quotes out in place. */
static enum err read_quoted(struct parser *p, struct error *err)
{
    int opened = p->line;
    char *to = p->at;

    for (;; p->at++) {
        if (p->at == p->end)
            return error_set(err, ERR_DATA, "%s:%d: a quote opens here and is never closed",
                             p->path, opened);
        if (*p->at == '"') {
            p->at++;
            if (*p->at != '"') break;
        }
        if (*p->at == '\n') p->line++;
        *to++ = *p->at;
    }
    if (*p->at != '\0' && *p->at != ',' && *p->at != '\n' && *p->at != '\r')
        return error_set(err, ERR_DATA,
                         "%s:%d: there is text behind a closing quote; a quote inside a cell "
                         "is written twice",
                         p->path, p->line);
    *to = '\0';
    return ERR_OK;
}

static enum err read_cell(struct parser *p, struct error *err)
{
    bool quoted = *p->at == '"';

    if (quoted) p->at++;
    if (!push(p, p->at)) return error_nomem(err, p->path);
    if (quoted) return read_quoted(p, err);
    while (!stops[(unsigned char)*p->at])
        p->at++;
    if (*p->at == '"')
        return error_set(err, ERR_DATA,
                         "%s:%d: a quote stands inside a cell that does not begin with one",
                         p->path, p->line);
    return ERR_OK;
}

/* Ends the cell and steps over what stands behind it; *more says that the row goes on. */
static enum err end_cell(struct parser *p, bool *more, struct error *err)
{
    char stop = *p->at;

    *more = stop == ',';
    if (p->at == p->end) return ERR_OK;
    *p->at++ = '\0';
    if (stop == '\r' && p->at < p->end && *p->at != '\n')
        return error_set(err, ERR_DATA,
                         "%s:%d: a carriage return stands alone; lines end in LF or CR LF",
                         p->path, p->line);
    if (stop == '\r' && p->at < p->end) p->at++;
    if (stop != ',') p->line++;
    return ERR_OK;
}

static enum err read_row(struct parser *p, int *n, struct error *err)
{
    bool more = true;

    for (*n = 0; more; ++*n) {
        if (*n == INT_MAX)
            return error_set(err, ERR_DATA, "%s:%d: too many columns", p->path, p->line);
        TRY(read_cell(p, err));
        TRY(end_cell(p, &more, err));
    }
    return ERR_OK;
}

static bool at_empty_line(const struct parser *p)
{
    return *p->at == '\n' || (p->at[0] == '\r' && (p->at[1] == '\n' || p->at + 1 == p->end));
}

/* Nothing but line breaks is left. */
static bool at_end(const struct parser *p)
{
    const char *c = p->at;

    while (*c == '\r' || *c == '\n')
        c++;
    return c == p->end;
}

/* Remembers that lines run ahead of rows from here on. */
static enum err add_shift(struct parser *p, struct error *err)
{
    struct csv_cells *cells = p->cells;
    int more = p->line - cells->n_rows - 2;
    int before = cells->n_shifts > 0 ? cells->shift[cells->n_shifts - 1].more : 0;
    bool full = (cells->n_shifts & (cells->n_shifts - 1)) == 0; /* room is a power of two */

    if (more == before || at_end(p)) return ERR_OK;
    if (full) {
        size_t room = cells->n_shifts > 0 ? (size_t)cells->n_shifts * 2 : 1;
        struct csv_shift *larger = realloc(cells->shift, room * sizeof *larger);

        if (larger == NULL) return error_nomem(err, p->path);
        cells->shift = larger;
    }
    cells->shift[cells->n_shifts++] = (struct csv_shift){cells->n_rows, more};
    return ERR_OK;
}

static enum err read_rows(struct parser *p, struct error *err)
{
    struct csv_cells *cells = p->cells;

    for (; !at_end(p); cells->n_rows++) {
        int line = p->line, n = 0;

        TRY(add_shift(p, err));
        if (at_empty_line(p))
            return error_set(err, ERR_DATA, "%s:%d: the line is empty", p->path, line);
        if (p->line >= INT_MAX - 1)
            return error_set(err, ERR_DATA, "%s: there are too many lines", p->path);
        TRY(read_row(p, &n, err));
        if (n != cells->n_columns)
            return error_set(err, ERR_DATA, "%s:%d: the row has %d cell%s, the header %d",
                             p->path, line, n, n == 1 ? "" : "s", cells->n_columns);
    }
    return ERR_OK;
}

enum err csv_cells_parse(struct csv_cells *out, char *bytes, size_t n, const char *path,
                         struct error *err)
{
    struct parser p = {out, path, bytes, bytes + n, 1, 0, 0};
    uint32_t *fitting;

    *out = (struct csv_cells){.bytes = bytes};
    TRY(check_bytes(bytes, n, path, err));
    if (n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) p.at += 3;
    if (at_end(&p))
        return error_set(err, ERR_DATA, "%s: the file is empty; it needs a header line", path);
    if (at_empty_line(&p))
        return error_set(err, ERR_DATA, "%s:1: the line is empty; it needs a header", path);
    TRY(read_row(&p, &out->n_columns, err));
    TRY(read_rows(&p, err));
    fitting = realloc(out->offset, p.n_cells * sizeof *fitting);
    if (fitting != NULL) out->offset = fitting; /* it grew by doubling */
    return ERR_OK;
}

void csv_cells_clear(struct csv_cells *cells)
{
    free(cells->bytes);
    free(cells->offset);
    free(cells->shift);
    *cells = (struct csv_cells){0};
}

void csv_cells_keep(struct csv_cells *cells, int column)
{
    size_t n = (size_t)cells->n_rows + 1, end = 0;
    char *bytes;
    uint32_t *offset;

    for (size_t k = 0; k < n; k++) { /* cells stand in order: none is written over */
        size_t from = cells->offset[k * (size_t)cells->n_columns + (size_t)column];
        size_t length = strlen(cells->bytes + from) + 1;

        memmove(cells->bytes + end, cells->bytes + from, length);
        cells->offset[k] = (uint32_t)end;
        end += length;
    }
    cells->n_columns = 1;
    if ((bytes = realloc(cells->bytes, end)) != NULL) cells->bytes = bytes;
    if ((offset = realloc(cells->offset, n * sizeof *offset)) != NULL) cells->offset = offset;
}

int csv_cells_line(const struct csv_cells *cells, int row)
{
    int low = 0, high = cells->n_shifts; /* the shifts below `low` are at or before the row */

    while (low < high) {
        int middle = (low + high) / 2;

        if (cells->shift[middle].row <= row)
            low = middle + 1;
        else
            high = middle;
    }
    return row + 2 + (low > 0 ? cells->shift[low - 1].more : 0);
}

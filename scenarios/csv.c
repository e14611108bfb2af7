/* csv.c - see csv.h. Reading and looking up; the grammar is in csv_grammar.c, figures in
 * csv_figures.c.
 *
 * The file is held once. Cells are unquoted and ended in place, so that a cell is an offset of
 * four bytes and nothing is copied. */
#include "scenarios/csv.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/csv_grammar.h"
#include "scenarios/names.h"
#include "scenarios/regular.h"
#include "scenarios/text.h"

enum { COLUMNS_LISTED = 30 };

struct csv {
    char *path;
    struct csv_cells cells;
    long long *feature; /* owned [n_rows] of a layer; NULL: a CSV file with lines */
};

/* The bytes of a file and a 0 behind them. Grows, since a file may grow meanwhile. */
static enum err read_bytes(FILE *file, size_t size, const char *path, char **bytes, size_t *n,
                           struct error *err)
{
    size_t room = size + 4096, used = 0; /* some more, so that the end is seen at once */
    char *data = NULL;

    for (;;) {
        char *larger = realloc(data, room + 1);

        if (larger == NULL) {
            free(data);
            return error_nomem(err, path);
        }
        data = larger;
        used += fread(data + used, 1, room - used, file);
        if (used < room || used >= UINT32_MAX) break; /* the grammar refuses that much */
        room *= 2;
    }
    if (ferror(file)) {
        free(data);
        return error_set(err, ERR_DATA, "%s: cannot be read: %s", path, strerror(errno));
    }
    data[used] = '\0';
    *bytes = data;
    *n = used;
    return ERR_OK;
}

/* Where the names of the columns stand. */
static const char *head_line(const struct csv *csv)
{
    return csv->feature == NULL ? ":1" : "";
}

static enum err check_header(const struct csv *csv, struct error *err)
{
    struct names *names = NULL;
    enum err code = names_create(&names, csv->cells.n_columns, err);

    if (code != ERR_OK) return code;
    for (int c = 0; c < csv->cells.n_columns && code == ERR_OK; c++) {
        const char *name = csv_column_name(csv, c);
        int first = *name != '\0' ? names_add(names, name, c) : -1; /* nobody asks for "" */

        if (first >= 0)
            code = error_set(err, ERR_DATA,
                             "%s%s: the column '%s' stands twice, as column %d and %d",
                             csv->path, head_line(csv), csv_quote(name).text, first + 1, c + 1);
    }
    names_free(names);
    return code;
}

/* Takes over the bytes. */
static enum err create(struct csv **out, char *bytes, size_t n, const char *path,
                       struct error *err)
{
    struct csv *csv = calloc(1, sizeof *csv);
    enum err code;

    if (csv == NULL || (csv->path = text_copy(path)) == NULL) {
        free(csv);
        free(bytes);
        return error_nomem(err, path);
    }
    code = csv_cells_parse(&csv->cells, bytes, n, path, err);
    if (code == ERR_OK) code = check_header(csv, err);
    if (code != ERR_OK) {
        csv_free(csv);
        return code;
    }
    *out = csv;
    return ERR_OK;
}

enum err csv_read(struct csv **out, const char *path, struct error *err)
{
    FILE *file = NULL;
    char *bytes = NULL;
    size_t size = 0, n = 0;
    enum err code;

    TRY(regular_open(&file, path, ERR_DATA, &size, err));
    code = read_bytes(file, size, path, &bytes, &n, err);
    fclose(file);
    if (code != ERR_OK) return code;
    return create(out, bytes, n, path, err);
}

enum err csv_parse(struct csv **out, const char *text, const char *name, struct error *err)
{
    char *bytes = text_copy(text);

    if (bytes == NULL) return error_nomem(err, name);
    return create(out, bytes, strlen(text), name, err);
}

enum err csv_of_features(struct csv **out, struct csv_features *features, const char *path,
                         struct error *err)
{
    struct csv *csv = calloc(1, sizeof *csv);
    enum err code;

    if (csv == NULL || (csv->path = text_copy(path)) == NULL) {
        free(csv);
        free(features->bytes);
        free(features->offset);
        free(features->feature);
        code = error_nomem(err, path);
    } else {
        csv->cells = (struct csv_cells){.bytes = features->bytes,
                                        .offset = features->offset,
                                        .n_columns = features->n_columns,
                                        .n_rows = features->n_rows};
        csv->feature = features->feature;
        code = check_header(csv, err);
        if (code == ERR_OK)
            *out = csv;
        else
            csv_free(csv);
    }
    *features = (struct csv_features){0};
    return code;
}

void csv_free(struct csv *csv)
{
    if (csv == NULL) return;
    free(csv->feature);
    csv_cells_clear(&csv->cells);
    free(csv->path);
    free(csv);
}

const char *csv_path(const struct csv *csv)
{
    return csv->path;
}

int csv_n_rows(const struct csv *csv)
{
    return csv->cells.n_rows;
}

int csv_n_columns(const struct csv *csv)
{
    return csv->cells.n_columns;
}

const char *csv_column_name(const struct csv *csv, int column)
{
    return csv->cells.bytes + csv->cells.offset[column];
}

int csv_column(const struct csv *csv, const char *name)
{
    for (int c = 0; c < csv->cells.n_columns; c++)
        if (strcmp(csv_column_name(csv, c), name) == 0) return c;
    return -1;
}

/* "a, b, c": the columns there are. */
static void list_columns(const struct csv *csv, struct text *list)
{
    int n = csv_n_columns(csv);

    for (int c = 0; c < n && c < COLUMNS_LISTED; c++)
        text_addf(list, "%s%s", c > 0 ? ", " : "", csv_quote(csv_column_name(csv, c)).text);
    if (n > COLUMNS_LISTED) text_addf(list, " and %d more", n - COLUMNS_LISTED);
}

static enum err no_column(const struct csv *csv, const char *name, struct error *err)
{
    int n = csv_n_columns(csv);
    const char **names = malloc((size_t)n * sizeof *names), *nearest = NULL;
    struct text hint = {0}, list = {0};

    for (int c = 0; names != NULL && c < n; c++)
        names[c] = csv_column_name(csv, c);
    if (names != NULL) nearest = text_nearest(name, n, names);
    if (nearest != NULL)
        text_addf(&hint, ", did you mean '%s'?", csv_quote(nearest).text);
    else if (n == 1 && strpbrk(csv_column_name(csv, 0), ";\t|") != NULL)
        text_add(&hint, "; cells are separated by commas here, not by semicolons or tabs;");
    else
        text_add(&hint, ";");
    list_columns(csv, &list);
    error_set(err, ERR_DATA, "%s%s: there is no column '%s'%s the columns are: %s", csv->path,
              head_line(csv), csv_quote(name).text, hint.data != NULL ? hint.data : ";",
              list.data != NULL ? list.data : "");
    text_clear(&hint);
    text_clear(&list);
    free(names);
    return ERR_DATA;
}

enum err csv_need_column(const struct csv *csv, const char *name, int *column,
                         struct error *err)
{
    int c = csv_column(csv, name);

    if (c < 0) return no_column(csv, name, err);
    *column = c;
    return ERR_OK;
}

const char *csv_cell(const struct csv *csv, int row, int column)
{
    size_t cell = ((size_t)row + 1) * (size_t)csv->cells.n_columns + (size_t)column;

    return csv->cells.bytes + csv->cells.offset[cell];
}

void csv_keep_column(struct csv *csv, int column)
{
    csv_cells_keep(&csv->cells, column);
}

long long csv_feature(const struct csv *csv, int row)
{
    return csv->feature[row];
}

int csv_line(const struct csv *csv, int row)
{
    return csv_cells_line(&csv->cells, row);
}

struct csv_quote csv_row_word(const struct csv *csv, int row)
{
    struct csv_quote word;

    if (csv->feature != NULL)
        snprintf(word.text, sizeof word.text, "feature %lld", csv->feature[row]);
    else
        snprintf(word.text, sizeof word.text, "line %d", csv_line(csv, row));
    return word;
}

char *csv_place(const struct csv *csv, int row)
{
    if (csv->feature != NULL)
        return text_print("%s: feature %lld", csv->path, csv->feature[row]);
    return text_print("%s:%d", csv->path, csv_line(csv, row));
}

struct csv_quote csv_quote(const char *text)
{
    struct csv_quote quote;
    size_t length = strlen(text), most = 40;
    size_t n = length <= most ? length : text_cut(text, most);

    for (size_t k = 0; k < n; k++)
        quote.text[k] = (unsigned char)text[k] < 32 || text[k] == 127 ? ' ' : text[k];
    for (size_t k = 0; k < n; k++) /* nothing turns the words behind it round */
        if (text_turn(text + k) > 0) memcpy(quote.text + k, "\xef\xbf\xbd", 3);
    strcpy(quote.text + n, length <= most ? "" : "...");
    return quote;
}

enum err csv_fail(const struct csv *csv, int row, int column, struct error *err,
                  const char *fmt, ...)
{
    char sentence[768], *place;
    va_list args;

    va_start(args, fmt);
    vsnprintf(sentence, sizeof sentence, fmt, args);
    va_end(args);
    place = csv_place(csv, row);
    if (place == NULL) return error_nomem(err, csv->path);
    if (column >= 0)
        error_set(err, ERR_DATA, "%s: column '%s': %s", place,
                  csv_quote(csv_column_name(csv, column)).text, sentence);
    else
        error_set(err, ERR_DATA, "%s: %s", place, sentence);
    free(place);
    return ERR_DATA;
}

enum err csv_unique(const struct csv *csv, int column, struct error *err)
{
    return csv_unique_rows(csv, column, csv_n_rows(csv), NULL, err);
}

enum err csv_unique_rows(const struct csv *csv, int column, int n, const int row[],
                         struct error *err)
{
    struct names *names = NULL;
    enum err code = names_create(&names, n, err);

    for (int k = 0; code == ERR_OK && k < n; k++) {
        int r = row != NULL ? row[k] : k;
        const char *id = csv_cell(csv, r, column);
        int first;

        if (*id == '\0') {
            code = csv_fail(csv, r, column, err, "the cell is empty; every row needs an id");
            break;
        }
        first = names_add(names, id, r);
        if (first >= 0)
            code =
                csv_fail(csv, r, column, err, "'%s' stands in %s already; ids must be unique",
                         csv_quote(id).text, csv_row_word(csv, first).text);
    }
    names_free(names);
    return code;
}

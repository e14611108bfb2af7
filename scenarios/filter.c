/* filter.c - see filter.h */
#include "scenarios/filter.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/names.h"
#include "scenarios/text.h"

enum { VALUES_LISTED = 8 };

struct filter {
    int column;  /* -1: every row */
    bool others; /* "!=": the rows that hold none of the values */
    int n;
    char **value; /* owned [n] */
};

/* The text between two places without the blanks around it. Own it. */
static char *trimmed(const char *from, const char *to)
{
    while (from < to && (*from == ' ' || *from == '\t'))
        from++;
    while (to > from && (to[-1] == ' ' || to[-1] == '\t'))
        to--;
    return text_copy_bytes(from, (size_t)(to - from));
}

static enum err read_values(struct filter *filter, const char *list, struct error *err)
{
    int most = 1;

    for (const char *c = list; *c != '\0'; c++)
        most += *c == '|' ? 1 : 0;
    filter->value = calloc((size_t)most, sizeof *filter->value);
    if (filter->value == NULL) return error_nomem(err, "a filter");
    while (filter->n < most) {
        const char *end = list + strcspn(list, "|");

        filter->value[filter->n] = trimmed(list, end);
        if (filter->value[filter->n++] == NULL) return error_nomem(err, "a filter");
        list = *end == '|' ? end + 1 : end;
    }
    return ERR_OK;
}

static enum err understand(struct filter *filter, const struct table *table, const char *text,
                           struct error *err)
{
    const char *equals = strchr(text, '=');
    bool others = equals != NULL && equals > text && equals[-1] == '!';
    char *column = equals != NULL ? trimmed(text, equals - others) : NULL;
    enum err code;

    if (equals == NULL || (column != NULL && *column == '\0')) {
        free(column);
        return error_set(err, ERR_DATA,
                         "%s.filter: '%s' is not of the form 'column = value | value' or "
                         "'column != value | value'",
                         table->section, csv_quote(text).text);
    }
    if (column == NULL) return error_nomem(err, "a filter");
    filter->others = others;
    code = table_column(table, "filter", column, &filter->column, err);
    if (code == ERR_OK) code = read_values(filter, equals + 1, err);
    free(column);
    return code;
}

enum err filter_create(struct filter **out, const struct table *table, const char *text,
                       struct error *err)
{
    struct filter *filter = calloc(1, sizeof *filter);
    enum err code = ERR_OK;

    if (filter == NULL) return error_nomem(err, "a filter");
    filter->column = -1;
    if (text != NULL && *text != '\0') code = understand(filter, table, text, err);
    if (code != ERR_OK) {
        filter_free(filter);
        return code;
    }
    *out = filter;
    return ERR_OK;
}

void filter_free(struct filter *filter)
{
    if (filter == NULL) return;
    for (int k = 0; k < filter->n; k++)
        free(filter->value[k]);
    free(filter->value);
    free(filter);
}

bool filter_takes(const struct filter *filter, const struct table *table, int row)
{
    const char *cell;

    if (filter->column < 0) return true;
    cell = csv_cell(table->csv, row, filter->column);
    for (int k = 0; k < filter->n; k++)
        if (strcmp(filter->value[k], cell) == 0) return !filter->others;
    return filter->others;
}

/* "parking, fuel, ...": values of the filter's column as they appear. */
static enum err list_values(const struct filter *filter, const struct table *table,
                            struct text *list, struct error *err)
{
    struct names *names = NULL;
    int n = 0;

    TRY(names_create(&names, csv_n_rows(table->csv), err));
    for (int r = 0; r < csv_n_rows(table->csv); r++) {
        const char *cell = csv_cell(table->csv, r, filter->column);

        if (names_add(names, cell, r) >= 0) continue;
        n++;
        if (n <= VALUES_LISTED)
            text_addf(list, "%s'%s'", n > 1 ? ", " : "", csv_quote(cell).text);
    }
    if (n > VALUES_LISTED) text_addf(list, " and %d more", n - VALUES_LISTED);
    names_free(names);
    return ERR_OK;
}

enum err filter_check(const struct filter *filter, const struct table *table, struct error *err)
{
    struct text list = {0};
    enum err code;

    if (filter->column < 0 || csv_n_rows(table->csv) == 0) return ERR_OK;
    for (int r = 0; r < csv_n_rows(table->csv); r++)
        if (filter_takes(filter, table, r)) return ERR_OK;
    code = list_values(filter, table, &list, err);
    if (code == ERR_OK)
        code = error_set(err, ERR_DATA, "%s: %s.filter takes no row; the column '%s' holds %s",
                         csv_path(table->csv), table->section,
                         csv_quote(csv_column_name(table->csv, filter->column)).text,
                         list.data != NULL ? list.data : "nothing");
    text_clear(&list);
    return code;
}

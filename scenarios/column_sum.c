/* column_sum.c - see column_sum.h */
#include "scenarios/column_sum.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "scenarios/text.h"

enum { TERM_ROOM = 512 };

/* A part of a text without the blanks around it. */
static void trimmed(char out[TERM_ROOM], const char *from, size_t n)
{
    while (n > 0 && *from == ' ') {
        from++;
        n--;
    }
    while (n > 0 && from[n - 1] == ' ')
        n--;
    snprintf(out, TERM_ROOM, "%.*s", (int)n, from);
}

static enum err bad_term(const struct table *table, const char *key, const char *term,
                         const char *why, struct error *err)
{
    return error_set(err, ERR_DATA,
                     "%s.%s: '%s' %s; a sum has terms COLUMN or NUMBER * COLUMN, as in "
                     "'residents + 0.5 * jobs'",
                     table->section, key, csv_quote(term).text, why);
}

/* "0.5 * jobs", or a column of just that name. */
static enum err add_term(struct column_sum *sum, const struct table *table, const char *key,
                         const char *term, struct error *err)
{
    const char *star = strchr(term, '*'), *name = term;
    char number[TERM_ROOM], column[TERM_ROOM];
    double factor = 1;

    if (*term == '\0') return bad_term(table, key, term, "is empty", err);
    if (sum->n == COLUMN_SUM_MOST)
        return bad_term(table, key, term, "is one term too many, 16 are allowed", err);
    if (star != NULL && csv_column(table->csv, term) < 0) {
        trimmed(number, term, (size_t)(star - term));
        trimmed(column, star + 1, strlen(star + 1));
        if (text_number(column, &factor)) /* written the other way round */
            return bad_term(table, key, term, "has the number behind its column", err);
        if (!text_number(number, &factor))
            return bad_term(table, key, term, "has no number before its *", err);
        if (!(factor > 0 && factor <= 1e9))
            return bad_term(table, key, term, "has a factor outside 0 to 1e9", err);
        name = column;
    }
    TRY(table_column(table, key, name, &sum->term[sum->n].column, err));
    if (sum->term[sum->n].column < 0) return bad_term(table, key, term, "has no column", err);
    sum->term[sum->n++].factor = factor;
    return ERR_OK;
}

enum err column_sum_find(struct column_sum *out, const struct table *table, const char *key,
                         const char *written, struct error *err)
{
    struct column_sum sum = {0};
    const char *from = written;

    *out = sum;
    if (written == NULL || *written == '\0') return ERR_OK;
    if (csv_column(table->csv, written) >= 0) {
        out->n = 1;
        out->term[0].column = csv_column(table->csv, written);
        out->term[0].factor = 1;
        return ERR_OK;
    }
    for (;;) {
        size_t n = strcspn(from, "+");
        char term[TERM_ROOM];

        trimmed(term, from, n);
        TRY(add_term(&sum, table, key, term, err));
        if (from[n] == '\0') break;
        from += n + 1;
    }
    *out = sum;
    return ERR_OK;
}

enum err column_sum_value(const struct column_sum *sum, const struct table *table, int row,
                          double empty, double *out, struct error *err)
{
    double total = 0;

    for (int k = 0; k < sum->n; k++) {
        int column = sum->term[k].column;
        bool blank = *csv_cell(table->csv, row, column) == '\0';
        double value = empty;

        if (blank && isnan(empty))
            return csv_fail(table->csv, row, column, err,
                            "the cell is empty; a number is needed, or %s.empty that says what "
                            "an empty cell counts as",
                            table->section);
        if (!blank) TRY(csv_number(table->csv, row, column, 0, 1e12, &value, err));
        total += sum->term[k].factor * value;
    }
    *out = total;
    return ERR_OK;
}

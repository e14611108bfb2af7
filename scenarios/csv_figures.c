/* csv_figures.c - figures of cells; see csv.h */
#include <stddef.h>
#include <string.h>

#include "scenarios/csv.h"
#include "scenarios/text.h"

/* Decimals of at most 15 digits are a whole number below 2^53 over a power of ten that a double
 * holds exactly, so that one division rounds right. False where the text is of another form. */
static bool short_decimal(const char *s, double *out)
{
    static const double power[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                   1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    bool negative = *s == '-';
    unsigned long long whole = 0; /* of too many digits it is wrong, and not looked at */
    const char *first = s + (negative ? 1 : 0), *at = first;
    ptrdiff_t digits, decimals = 0;

    for (; *at >= '0' && *at <= '9'; at++)
        whole = whole * 10 + (unsigned long long)(*at - '0');
    digits = at - first;
    if (*at == '.') {
        const char *point = at++;

        for (; *at >= '0' && *at <= '9'; at++)
            whole = whole * 10 + (unsigned long long)(*at - '0');
        decimals = at - point - 1;
        digits += decimals;
    }
    if (*at != '\0' || digits == 0 || digits > 15) return false;
    *out = (double)(long long)whole / power[decimals];
    if (negative) *out = -*out;
    return true;
}

bool csv_decimal(const char *cell, double *out)
{
    return short_decimal(cell, out) || text_number(cell, out);
}

enum err csv_number(const struct csv *csv, int row, int column, double min, double max,
                    double *out, struct error *err)
{
    const char *cell = csv_cell(csv, row, column);
    char low[TEXT_NUMBER_ROOM], high[TEXT_NUMBER_ROOM];
    double value = 0;

    if (!csv_decimal(cell, &value)) {
        if (*cell == '\0')
            return csv_fail(csv, row, column, err, "the cell is empty; a number is needed");
        return csv_fail(csv, row, column, err, "'%s' is not a number%s", csv_quote(cell).text,
                        strchr(cell, ',') != NULL ? "; decimals are written with a point" : "");
    }
    if (value >= min && value <= max) {
        *out = value;
        return ERR_OK;
    }
    text_put_number(low, min);
    text_put_number(high, max);
    if (value < min && max >= 1e9) /* a bound that only keeps sums finite */
        return csv_fail(csv, row, column, err, "%s is below %s", csv_quote(cell).text, low);
    return csv_fail(csv, row, column, err, "%s is outside %s to %s", csv_quote(cell).text, low,
                    high);
}

enum err csv_integer(const struct csv *csv, int row, int column, int min, int max, int *out,
                     struct error *err)
{
    const char *cell = csv_cell(csv, row, column);
    int value = 0;

    if (!text_integer(cell, &value))
        return csv_fail(csv, row, column, err, "'%s' is not a whole number",
                        csv_quote(cell).text);
    if (value < min || value > max)
        return csv_fail(csv, row, column, err, "%d is outside %d to %d", value, min, max);
    *out = value;
    return ERR_OK;
}

/* cells.c - see cells.h. */
#include "output/map/cells.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/text.h"

const char *cells_shortest(char buffer[CELLS_NUMBER_MAX], double value)
{
    if (!isfinite(value)) {
        buffer[0] = '\0';
        return buffer;
    }
    if (value == 0) return strcpy(buffer, "0"); /* no "-0" */
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(buffer, CELLS_NUMBER_MAX, "%.*g", digits, value);
        if (strtod(buffer, NULL) == value) break;
    }
    return buffer;
}

size_t cells_twelve(char buffer[CELLS_NUMBER_MAX], double value)
{
    double ten = 1e11; /* 10 to the decimals */
    int decimals = 11, n = 0;
    char digit[24];
    uint64_t whole;

    if (!(value >= 1e-6 && value < 1e11)) /* rare: 0, or nearly */
        return (size_t)snprintf(buffer, CELLS_NUMBER_MAX, "%.12g", value > 0 ? value : 0.0);
    for (; value * ten < 1e11; decimals++)
        ten *= 10;
    for (; decimals > 0 && value * ten >= 1e12; decimals--)
        ten /= 10;
    whole = (uint64_t)(value * ten + 0.5);
    for (; decimals > 0 && whole % 10 == 0; decimals--)
        whole /= 10;
    for (int k = 0; k < decimals; k++, whole /= 10)
        digit[n++] = (char)('0' + whole % 10);
    if (decimals > 0) digit[n++] = '.';
    do {
        digit[n++] = (char)('0' + whole % 10);
        whole /= 10;
    } while (whole > 0);
    for (int k = 0; k < n; k++)
        buffer[k] = digit[n - 1 - k];
    return (size_t)n;
}

/* Is the cell written here? Else the taker has it. */
static bool next(struct cells *row, struct cell cell)
{
    if (row->taker != NULL) {
        row->taker->cell(row->taker, &cell);
        return false;
    }
    if (row->inside) fputc(',', row->stream);
    row->inside = true;
    return true;
}

void cells_head(struct cells *row, const char *names)
{
    if (row->taker != NULL) {
        row->taker->head(row->taker, names);
        return;
    }
    fputs(names, row->stream);
    fputc('\n', row->stream);
}

void cells_number(struct cells *row, double value)
{
    char buffer[CELLS_NUMBER_MAX];

    if (next(row, (struct cell){.kind = CELL_NUMBER, .number = value}))
        fputs(cells_shortest(buffer, value), row->stream);
}

void cells_integer(struct cells *row, long value)
{
    if (next(row, (struct cell){.kind = CELL_INTEGER, .integer = value}))
        fprintf(row->stream, "%ld", value);
}

void cells_none(struct cells *row)
{
    next(row, (struct cell){.kind = CELL_NONE});
}

/* By OWASP's list (CSV injection); spreadsheets of East Asia also take the full-width signs. */
static bool begins_formula(const char *text)
{
    static const char *const wide[] = {"\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"}; /* = + - @ */

    for (size_t k = 0; k < sizeof wide / sizeof wide[0]; k++)
        if (strncmp(text, wide[k], strlen(wide[k])) == 0) return true;
    return text[0] != '\0' && strchr("=+-@\t\r\n", text[0]) != NULL;
}

static void write_text(struct cells *row, const char *text)
{
    size_t length = strlen(text), turns = 0;
    bool formula;
    bool padded = length > 0 && (text[0] == ' ' || text[length - 1] == ' ');
    bool quoted = padded || strpbrk(text, ",\"\n\r") != NULL;

    while (text_turn(text + turns) > 0)
        turns += text_turn(text + turns);
    formula = begins_formula(text + turns);
    if (quoted) fputc('"', row->stream);
    if (formula) fputc('\'', row->stream);
    for (const char *p = text; *p != '\0'; p++) {
        if (text_turn(p) > 0) {
            p += text_turn(p) - 1;
            continue;
        }
        if (*p == '"') fputc('"', row->stream);
        if (((unsigned char)*p < 0x20 && strchr("\t\r\n", *p) == NULL) || *p == 0x7f)
            fputs("\uFFFD", row->stream); /* no control character belongs in a table */
        else
            fputc(*p, row->stream);
    }
    if (quoted) fputc('"', row->stream);
}

void cells_text(struct cells *row, const char *text)
{
    if (next(row, (struct cell){.kind = CELL_TEXT, .text = text})) write_text(row, text);
}

void cells_word(struct cells *row, enum language language, const char *key, enum message text)
{
    cells_text(row, language == LANGUAGE_EN ? key : messages_text(language, text));
}

void cells_end(struct cells *row)
{
    if (row->taker == NULL) fputc('\n', row->stream);
    row->inside = false;
}

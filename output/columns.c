/* columns.c - see columns.h. */
#include "output/columns.h"

#include <string.h>

/* First and last character of the ranges that are wide (2) or take no room (0). */
static const struct range {
    unsigned first, last;
    int width;
} ranges[] = {
    {0x0300, 0x036F, 0},   {0x1100, 0x115F, 2},   {0x200B, 0x200F, 0}, {0x202A, 0x202E, 0},
    {0x20D0, 0x20FF, 0},   {0x2E80, 0x303E, 2},   {0x3041, 0x33FF, 2}, {0x3400, 0x4DBF, 2},
    {0x4E00, 0x9FFF, 2},   {0xA000, 0xA4CF, 2},   {0xA960, 0xA97C, 2}, {0xAC00, 0xD7A3, 2},
    {0xF900, 0xFAFF, 2},   {0xFE00, 0xFE0F, 0},   {0xFE10, 0xFE19, 2}, {0xFE30, 0xFE6F, 2},
    {0xFEFF, 0xFEFF, 0},   {0xFF01, 0xFF60, 2},   {0xFFE0, 0xFFE6, 2}, {0x1F300, 0x1F64F, 2},
    {0x1F900, 0x1F9FF, 2}, {0x20000, 0x3FFFD, 2},
};

/* The character at p, whose text is UTF-8; *n receives its bytes. */
static unsigned character(const unsigned char *p, int *n)
{
    unsigned value = *p < 0x80 ? *p : *p < 0xE0 ? *p & 0x1FU : *p < 0xF0 ? *p & 0xFU : *p & 7U;

    for (*n = 1; (p[*n] & 0xC0) == 0x80; ++*n)
        value = value << 6 | (p[*n] & 0x3FU);
    return value;
}

int columns_width(const char *text)
{
    int width = 0, n;

    for (const unsigned char *p = (const unsigned char *)text; *p != '\0'; p += n) {
        unsigned value = character(p, &n);
        int one = 1;

        for (size_t k = 0; k < sizeof ranges / sizeof ranges[0]; k++)
            if (value >= ranges[k].first && value <= ranges[k].last) one = ranges[k].width;
        width += one;
    }
    return width;
}

void columns_cell(struct columns *c, const char *text)
{
    c->n++;
    for (const char *p = text; *p != '\0'; p++) {
        if ((unsigned char)*p < 0x20 || *p == 0x7F)
            text_add(&c->text, "\uFFFD");
        else
            text_add_bytes(&c->text, p, 1);
    }
    text_add_bytes(&c->text, "", 1);
}

static void blanks(FILE *stream, int n)
{
    if (n > 0) fprintf(stream, "%*s", n, "");
}

static void print_cell(const struct columns *c, FILE *stream, int column, const char *cell,
                       int width, int blanks_before)
{
    int pad = width - columns_width(cell);
    bool right = c->align[column] == 'r', last = c->align[column + 1] == '\0';

    if (right || cell[0] != '\0' || !last) blanks(stream, blanks_before);
    if (right) blanks(stream, pad);
    fputs(cell, stream);
    if (!right && !last) blanks(stream, pad);
}

bool columns_print(struct columns *c, FILE *stream, int indent)
{
    int n_columns = (int)strlen(c->align), width[COLUMNS_MAX] = {0};
    const char *cell = c->text.data;
    bool fine = !c->text.nomem;

    for (int k = 0; k < c->n && fine; k++, cell += strlen(cell) + 1)
        if (columns_width(cell) > width[k % n_columns])
            width[k % n_columns] = columns_width(cell);
    cell = c->text.data;
    for (int k = 0; k < c->n && fine; k++, cell += strlen(cell) + 1) {
        int column = k % n_columns;

        print_cell(c, stream, column, cell, width[column], column == 0 ? indent : 2);
        if (column == n_columns - 1) fputc('\n', stream);
    }
    text_clear(&c->text);
    c->n = 0;
    return fine;
}

/* test_columns.c - tables for a terminal, with Chinese in them. */
#include <stdlib.h>
#include <string.h>

#include "assert.h"
#include "output/columns.h"

static struct row {
    const char *text;
    int width;
} rows[] = {
    {"", 0},      {"abc", 3},  {"南山区", 6}, {"é", 1},      {"e\u0301", 1}, /* a mark on e */
    {"（a）", 5}, {"한글", 4}, {"カナ", 4},   {"\u200b", 0}, {"→", 1},
    {"😀", 2},     {"𠀀", 2},
};

static void widths(void **state)
{
    const struct row *r = *state;

    assert_int_equal(columns_width(r->text), r->width);
}

static void print(struct columns *c, int indent, const char *want)
{
    char *bytes = NULL;
    size_t size;
    FILE *f = open_memstream(&bytes, &size);

    assert_true(columns_print(c, f, indent));
    fclose(f);
    assert_string_equal(bytes, want);
    free(bytes);
}

static void cells_stand_in_columns(void **state)
{
    static const char *const cells[] = {"name", "n", "said", "南山区", "5",
                                        "one",  "b", "1234", ""};
    struct columns c = {.align = "lrl"};

    (void)state;
    for (size_t k = 0; k < COUNT(cells); k++)
        columns_cell(&c, cells[k]);
    print(&c, 2,
          "  name       n  said\n"
          "  南山区     5  one\n"
          "  b       1234\n");
    print(&c, 2, ""); /* emptied */
}

static void no_cell_moves_the_cursor(void **state)
{
    struct columns c = {.align = "l"};

    (void)state;
    columns_cell(&c, "a\033[2Jb\nc");
    print(&c, 0,
          "a\xef\xbf\xbd[2Jb\xef\xbf\xbd"
          "c\n");
}

int main(void)
{
    struct CMUnitTest tests[COUNT(rows) + 2];

    for (size_t k = 0; k < COUNT(rows); k++)
        tests[k] = (struct CMUnitTest){rows[k].text, widths, NULL, NULL, &rows[k]};
    tests[COUNT(rows)] = (struct CMUnitTest)cmocka_unit_test(cells_stand_in_columns);
    tests[COUNT(rows) + 1] = (struct CMUnitTest)cmocka_unit_test(no_cell_moves_the_cursor);
    return cmocka_run_group_tests_name("columns", tests, NULL, NULL);
}

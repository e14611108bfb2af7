/* test_csv.c - label: unit. What is a CSV file, what is not, and what is said about it. */
#include "tests/assert.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "scenarios/csv.h"
#include "scenarios/names.h"

/* ---- files that are read: header and rows, cells joined by '/', rows by '#' ---- */

static struct good {
    const char *name, *text, *cells;
} goods[] = {
    {"plain", "a,b\n1,2\n3,4\n", "a/b#1/2#3/4"},
    {"no line break at the end", "a,b\n1,2", "a/b#1/2"},
    {"CR LF and byte order mark",
     "\xEF\xBB\xBF"
     "a,b\r\n1,2\r\n",
     "a/b#1/2"},
    {"byte order mark before a quote", "\xEF\xBB\xBF\"a\",b\n1,2\n", "a/b#1/2"},
    {"comma, quote and line break in quotes",
     "a,b\n\"x,y\",\"he said \"\"no\"\"\"\n\"p\nq\",2\n", "a/b#x,y/he said \"no\"#p\nq/2"},
    {"quote alone in quotes", "a\n\"\"\"\"\n", "a#\""},
    {"empty cells, quoted and not", "a,b,c\n,\"\",\n", "a/b/c#//"},
    {"blanks belong to the cell", "a,b\n 1 ,2\n", "a/b# 1 /2"},
    {"empty lines at the end", "a\n1\n\n\r\n\n", "a#1"},
    {"header only", "a,b\n", "a/b"},
    {"columns without a name may repeat", ",,a\n1,2,3\n", "//a#1/2/3"},
    {"UTF-8", "名,b\n深圳,\"é\"\n", "名/b#深圳/é"},
    {"last cell empty at the end of the file", "a,b\n1,", "a/b#1/"},
};

static void add(char *to, size_t room, const char *text)
{
    assert_true(strlen(to) + strlen(text) < room);
    strcat(to, text);
}

static void good(void **state)
{
    const struct good *g = *state;
    struct csv *csv = NULL;
    struct error err;
    char cells[256] = "";

    assert_int_equal(csv_parse(&csv, g->text, "t.csv", &err), ERR_OK);
    for (int c = 0; c < csv_n_columns(csv); c++) {
        add(cells, sizeof cells, c > 0 ? "/" : "");
        add(cells, sizeof cells, csv_column_name(csv, c));
    }
    for (int r = 0; r < csv_n_rows(csv); r++)
        for (int c = 0; c < csv_n_columns(csv); c++) {
            add(cells, sizeof cells, c > 0 ? "/" : "#");
            add(cells, sizeof cells, csv_cell(csv, r, c));
        }
    assert_string_equal(cells, g->cells);
    csv_free(csv);
}

/* ---- files that are refused, and the sentence ---- */

static struct bad {
    const char *name, *text, *says;
} bads[] = {
    {"empty", "", "t.csv: the file is empty"},
    {"only line breaks", "\n\r\n", "t.csv: the file is empty"},
    {"only a byte order mark", "\xEF\xBB\xBF", "t.csv: the file is empty"},
    {"empty first line", "\na,b\n", "t.csv:1: the line is empty"},
    {"empty line between rows", "a,b\n1,2\n\n3,4\n", "t.csv:3: the line is empty"},
    {"row too short", "a,b\n1,2\n3\n", "t.csv:3: the row has 1 cell, the header 2"},
    {"row too long", "a,b\n1,2,3\n", "t.csv:2: the row has 3 cells, the header 2"},
    {"ragged row after line breaks in cells", "a,b\n\"x\n\ny\",2\n3\n", "t.csv:5: the row has"},
    {"quote never closed, where it opened", "a,b\n1,2\n\"3,4\n5,6\n",
     "t.csv:3: a quote opens here and is never closed"},
    {"text behind a quote", "a,b\n\"x\"y,2\n", "t.csv:2: there is text behind a closing quote"},
    {"quote in an unquoted cell", "a,b\n1,5\" pipe\n", "t.csv:2: a quote stands inside"},
    {"bare carriage return", "a,b\r1,2\r", "t.csv:1: a carriage return stands alone"},
    {"column twice", "id,x,id\n1,2,3\n",
     "t.csv:1: the column 'id' stands twice, as column 1 and 3"},
    {"not UTF-8: Latin-1", "a,b\n1,2\n3,caf\xE9\n", "t.csv:3: byte 0xE9 is not UTF-8"},
    {"not UTF-8: overlong", "a\n\xC0\x80\n", "t.csv:2: byte 0xC0 is not UTF-8"},
    {"not UTF-8: surrogate", "a\n\xED\xA0\x80\n", "t.csv:2: byte 0xED is not UTF-8"},
    {"UTF-16",
     "\xFF\xFE"
     "a",
     "t.csv:1: the file is UTF-16"},
};

static void bad(void **state)
{
    const struct bad *b = *state;
    struct csv *csv = NULL;
    struct error err = {0};

    assert_int_equal(csv_parse(&csv, b->text, "t.csv", &err), ERR_DATA);
    assert_null(csv); /* outputs are untouched */
    if (strstr(err.text, b->says) != err.text) print_error("%s\n", err.text);
    assert_ptr_equal(strstr(err.text, b->says), err.text);
    assert_null(strchr(err.text, '\n'));
}

/* ---- numbers ---- */

static struct number {
    const char *name, *text;
    double want; /* NAN: refused */
    const char *says;
} numbers[] = {
    {"whole", "42", 42, NULL},
    {"negative zero and a point", "-0.5", -0.5, NULL},
    {"one tenth is the nearest double", "0.1", 0.1, NULL},
    {"15 digits, exact by one division", "123456789.012345", 123456789.012345, NULL},
    {"16 digits, by strtod", "1234567890.123456", 1234567890.123456, NULL},
    {"17 digits that a quick product gets wrong", "0.30000000000000004", 0.30000000000000004,
     NULL},
    {"exponent", "1.5e3", 1500, NULL},
    {"plus sign", "+7", 7, NULL},
    {"point first", ".25", 0.25, NULL},
    {"many zeros", "0000000000000000000012", 12, NULL},
    {"hex", "0x10", NAN, "'0x10' is not a number"},
    {"inf", "inf", NAN, "'inf' is not a number"},
    {"nan", "nan", NAN, "'nan' is not a number"},
    {"overflow", "1e999", NAN, "'1e999' is not a number"},
    {"decimal comma", "\"1,5\"", NAN,
     "'1,5' is not a number; decimals are written with a point"},
    {"blank before", " 1", NAN, "' 1' is not a number"},
    {"blank behind", "1 ", NAN, "'1 ' is not a number"},
    {"two points", "1.2.3", NAN, "'1.2.3' is not a number"},
    {"sign only", "-", NAN, "'-' is not a number"},
    {"point only", ".", NAN, "'.' is not a number"},
    {"empty", "\"\"", NAN, "the cell is empty; a number is needed"},
    {"text with a line break", "\"a\nb\"", NAN, "'a b' is not a number"},
    {"above", "1e13", NAN, "1e13 is outside -1000000000000 to 1000000000000"},
};

static void number(void **state)
{
    const struct number *n = *state;
    struct csv *csv = NULL;
    struct error err = {0};
    char text[128], says[128];
    double got = -77;
    enum err code;

    snprintf(text, sizeof text, "w\n%s\n", n->text);
    assert_int_equal(csv_parse(&csv, text, "t.csv", &err), ERR_OK);
    code = csv_number(csv, 0, 0, -1e12, 1e12, &got, &err);
    if (isnan(n->want)) {
        snprintf(says, sizeof says, "t.csv:2: column 'w': %s", n->says);
        assert_int_equal(code, ERR_DATA);
        assert_string_equal(err.text, says);
        assert_near(got, -77, 0, 0);
    } else {
        assert_int_equal(code, ERR_OK);
        assert_true(got == n->want); /* the nearest double, as the compiler reads it */
    }
    csv_free(csv);
}

/* Every decimal of up to 15 digits is what strtod() makes of it (an independent reader). */
static void short_decimals(void **state)
{
    uint64_t dice = 4711;
    struct error err;

    (void)state;
    for (int k = 0; k < 20000; k++) {
        char text[64] = "w\n";
        int digits, point;
        struct csv *csv = NULL;
        double got;

        dice = dice * 6364136223846793005u + 1442695040888963407u;
        digits = 1 + (int)((dice >> 33) % 17);
        point = (int)((dice >> 40) % (uint64_t)(digits + 1));
        for (int i = 0; i < digits; i++) {
            char digit[3] = {0};
            int at = 0;

            dice = dice * 6364136223846793005u + 1442695040888963407u;
            if (i == point) digit[at++] = '.';
            digit[at] = (char)('0' + (dice >> 33) % 10);
            strcat(text, digit);
        }
        assert_int_equal(csv_parse(&csv, text, "t", &err), ERR_OK);
        assert_int_equal(csv_number(csv, 0, 0, 0, 1e300, &got, &err), ERR_OK);
        assert_true(got == strtod(text + 2, NULL));
        csv_free(csv);
    }
}

/* ---- the rest ---- */

static void integers(void **state)
{
    struct csv *csv = NULL;
    struct error err;
    int got = -77;

    (void)state;
    assert_int_equal(csv_parse(&csv, "n\n12\n1.5\n1e3\n99\n", "t.csv", &err), ERR_OK);
    assert_int_equal(csv_integer(csv, 0, 0, 0, 50, &got, &err), ERR_OK);
    assert_int_equal(got, 12);
    assert_int_equal(csv_integer(csv, 1, 0, 0, 50, &got, &err), ERR_DATA);
    assert_string_equal(err.text, "t.csv:3: column 'n': '1.5' is not a whole number");
    assert_int_equal(csv_integer(csv, 2, 0, 0, 5000, &got, &err), ERR_DATA);
    assert_int_equal(csv_integer(csv, 3, 0, 0, 50, &got, &err), ERR_DATA);
    assert_string_equal(err.text, "t.csv:5: column 'n': 99 is outside 0 to 50");
    assert_int_equal(got, 12);
    csv_free(csv);
}

static void columns(void **state)
{
    struct csv *csv = NULL;
    struct error err;
    int c = -77;

    (void)state;
    assert_int_equal(csv_parse(&csv, "id,weight,x\n", "t.csv", &err), ERR_OK);
    assert_int_equal(csv_column(csv, "x"), 2);
    assert_int_equal(csv_column(csv, "X"), -1);
    assert_int_equal(csv_need_column(csv, "weight", &c, &err), ERR_OK);
    assert_int_equal(c, 1);
    assert_int_equal(csv_need_column(csv, "wieght", &c, &err), ERR_DATA);
    assert_string_equal(err.text,
                        "t.csv:1: there is no column 'wieght', did you mean 'weight'? "
                        "the columns are: id, weight, x");
    assert_int_equal(c, 1);
    csv_free(csv);
    assert_int_equal(csv_parse(&csv, "id;x;y\n1;2;3\n", "t.csv", &err), ERR_OK);
    assert_int_equal(csv_need_column(csv, "population", &c, &err), ERR_DATA);
    assert_non_null(strstr(err.text, "cells are separated by commas"));
    csv_free(csv);
}

static void unique_ids(void **state)
{
    struct csv *csv = NULL;
    struct error err;

    (void)state;
    assert_int_equal(csv_parse(&csv, "id\na\nb\n\"c\nc\"\nA\n", "t.csv", &err), ERR_OK);
    assert_int_equal(csv_unique(csv, 0, &err), ERR_OK);
    csv_free(csv);
    assert_int_equal(csv_parse(&csv, "id\na\n\"b\n\"\nc\na\n", "t.csv", &err), ERR_OK);
    assert_int_equal(csv_unique(csv, 0, &err), ERR_DATA);
    assert_string_equal(
        err.text, "t.csv:6: column 'id': 'a' stands in line 2 already; ids must be unique");
    csv_free(csv);
    assert_int_equal(csv_parse(&csv, "id\na\n\"\"\n", "t.csv", &err), ERR_OK);
    assert_int_equal(csv_unique(csv, 0, &err), ERR_DATA);
    assert_string_equal(err.text,
                        "t.csv:3: column 'id': the cell is empty; every row needs an id");
    csv_free(csv);
}

/* Rows behind cells with line breaks know their lines: 300 rows, row r has r % 3 breaks. */
static void lines(void **state)
{
    char *text = calloc(1, 20000);
    struct csv *csv = NULL;
    struct error err;
    int line = 2;

    (void)state;
    strcpy(text, "a,b\n");
    for (int r = 0; r < 300; r++)
        strcat(text, r % 3 == 0 ? "x,1\n" : r % 3 == 1 ? "\"p\nq\",2\n" : "\"p\r\n\nq\",3\n");
    assert_int_equal(csv_parse(&csv, text, "t.csv", &err), ERR_OK);
    assert_int_equal(csv_n_rows(csv), 300);
    for (int r = 0; r < 300; r++) {
        assert_int_equal(csv_line(csv, r), line);
        line += 1 + r % 3;
    }
    csv_free(csv);
    free(text);
}

/* Files: one that is not there, a folder, a NUL byte (which a text in memory cannot hold). */
static void files(void **state)
{
    char path[] = "/tmp/test_csv_XXXXXX";
    int handle = mkstemp(path);
    struct csv *csv = NULL;
    struct error err;

    (void)state;
    assert_true(handle >= 0);
    assert_int_equal(write(handle, "a,b\n1,\0002\n", 9), 9);
    close(handle);
    assert_int_equal(csv_read(&csv, path, &err), ERR_DATA);
    assert_non_null(strstr(err.text, ":2: there is a NUL byte"));
    unlink(path);
    assert_int_equal(csv_read(&csv, path, &err), ERR_DATA);
    assert_non_null(strstr(err.text, "cannot be opened: No such file or directory"));
    assert_int_equal(csv_read(&csv, "/tmp", &err), ERR_DATA);
    assert_non_null(strstr(err.text, "/tmp: is a folder, not a file"));
    assert_null(csv);
}

/* One column of quoted cells and line breaks: what stays is as it was, lines too. */
static void kept(void **state)
{
    static const char text[] =
        "a,\"the id\",c\n1,\"x\"\"y\",2\n\"p\nq\",,3\n4,\"r,\ns\",5\n6,t,7\n";
    static const char *const want[] = {"x\"y", "", "r,\ns", "t"};
    static const int lines[] = {2, 3, 5, 7};

    (void)state;
    for (int column = 0; column < 3; column++) {
        struct csv *csv = NULL;
        struct error err;

        assert_int_equal(csv_parse(&csv, text, "k.csv", &err), ERR_OK);
        csv_keep_column(csv, column);
        assert_int_equal(csv_n_columns(csv), 1);
        assert_int_equal(csv_n_rows(csv), 4);
        assert_string_equal(csv_column_name(csv, 0), column == 1 ? "the id"
                                                     : column    ? "c"
                                                                 : "a");
        assert_int_equal(csv_column(csv, "c"), column == 2 ? 0 : -1);
        assert_string_equal(csv_path(csv), "k.csv");
        for (int row = 0; row < 4; row++) {
            if (column == 1) assert_string_equal(csv_cell(csv, row, 0), want[row]);
            assert_int_equal(csv_line(csv, row), lines[row]);
        }
        assert_string_equal(csv_cell(csv, 3, 0), column == 1 ? "t" : column ? "7" : "6");
        csv_free(csv);
    }
}

/* A table of names against plain search, with many texts of equal hash buckets. */
static void names(void **state)
{
    struct names *table = NULL;
    struct error err;
    char text[3000][8];

    (void)state;
    assert_int_equal(names_create(&table, 3000, &err), ERR_OK);
    for (int k = 0; k < 3000; k++) {
        snprintf(text[k], sizeof text[k], "z%d", k * 7 % 1500);
        assert_int_equal(names_add(table, text[k], k), k < 1500 ? -1 : k - 1500);
    }
    assert_int_equal(names_find(table, "z700"), 100);
    assert_int_equal(names_find(table, "z1500"), -1);
    assert_int_equal(names_find(table, ""), -1);
    names_free(table);
}

int main(void)
{
    const struct CMUnitTest others[] = {
        cmocka_unit_test(short_decimals), cmocka_unit_test(integers), cmocka_unit_test(columns),
        cmocka_unit_test(unique_ids),     cmocka_unit_test(lines),    cmocka_unit_test(files),
        cmocka_unit_test(names),          cmocka_unit_test(kept)};
    struct CMUnitTest tests[COUNT(goods) + COUNT(bads) + COUNT(numbers) + COUNT(others)];
    size_t n = 0;

    for (size_t k = 0; k < COUNT(goods); k++)
        tests[n++] = (struct CMUnitTest){goods[k].name, good, NULL, NULL, &goods[k]};
    for (size_t k = 0; k < COUNT(bads); k++)
        tests[n++] = (struct CMUnitTest){bads[k].name, bad, NULL, NULL, &bads[k]};
    for (size_t k = 0; k < COUNT(numbers); k++)
        tests[n++] = (struct CMUnitTest){numbers[k].name, number, NULL, NULL, &numbers[k]};
    for (size_t k = 0; k < COUNT(others); k++)
        tests[n++] = others[k];
    return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}

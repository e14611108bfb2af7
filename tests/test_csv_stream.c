/* label: unit - files row by row: the same cells as those of a file held whole, and what is
 * left to that. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "scenarios/csv.h"
#include "scenarios/csv_stream.h"
#include "tests/assert.h"
#include "tests/dice.h"

static char path[] = "/tmp/csv_stream_XXXXXX";

static void put(const char *text, size_t n)
{
    FILE *file = fopen(path, "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
}

/* Rows read until the end, -1: not plain. Each cell is compared with the file held whole. */
static int read_all(void)
{
    struct csv_stream *s = NULL;
    struct csv *whole = NULL;
    enum csv_stream_state state;
    struct error err;
    int n = 0;

    if (!csv_stream_open(&s, path)) return -1;
    while ((state = csv_stream_next(s)) == CSV_STREAM_ROW) {
        if (n == 0 && csv_read(&whole, path, &err) != ERR_OK) whole = NULL; /* later rows */
        for (int c = 0; whole != NULL && c < csv_n_columns(whole); c++) {
            assert_int_equal(csv_stream_column(s, csv_column_name(whole, c)), c);
            assert_string_equal(csv_stream_cell(s, c), csv_cell(whole, n, c));
        }
        n++;
    }
    if (state == CSV_STREAM_END && whole != NULL) assert_int_equal(csv_n_rows(whole), n);
    assert_int_equal(csv_stream_column(s, "no such"), -1);
    csv_free(whole);
    csv_stream_close(s);
    return state == CSV_STREAM_END ? n : -1;
}

static struct file {
    const char *name, *text;
    int n; /* rows; -1: not plain */
} files[] = {
    {"plain", "a,b\n1,2\n3,4\n", 2},
    {"no line break at the end", "a,b\n1,2", 1},
    {"CR LF and byte order mark",
     "\xEF\xBB\xBF"
     "a,b\r\n1,2\r\n",
     1},
    {"header only", "a,b\n", 0},
    {"empty cells", "a,b,c\n,,\n1,,\n", 2},
    {"empty lines at the end", "a\n1\n\n\r\n\n", 1},
    {"UTF-8", "名,b\n深圳,é\n", 1},
    {"last cell empty at the end of the file", "a,b\n1,", 1},
    {"a quote", "a,b\n\"1\",2\n", -1},
    {"a quote in the header", "\"a\",b\n1,2\n", -1},
    {"an empty line between", "a\n1\n\n2\n", -1},
    {"a short row", "a,b\n1,2\n3\n", -1},
    {"a long row", "a,b\n1,2\n3,4,5\n", -1},
    {"a carriage return alone", "a,b\n1\r2,3\n", -1},
    {"a carriage return between rows", "a,b\n1,2\r3,4\n", -1},
    {"a carriage return at the end", "a,b\n1,2\r", 1},
    {"not UTF-8", "a,b\n1,\xC3\n", -1},
    {"a column twice", "a,b,a\n1,2,3\n", -1},
    {"an empty file", "", -1},
    {"an empty header", "\na\n", -1},
};

static void one_file(void **state)
{
    const struct file *f = *state;

    put(f->text, strlen(f->text));
    assert_int_equal(read_all(), f->n);
}

static void nul(void **state)
{
    (void)state;
    put("a,b\n1,2\n3\0,4\n", 13);
    assert_int_equal(read_all(), -1);
    put("a,b\n1,2\n\0\n", 10);
    assert_int_equal(read_all(), -1);
}

/* Several blocks, whose borders fall on every part of a row; sizes around a whole block. */
static void blocks(void **state)
{
    const int mega = 1 << 20;
    char *text = malloc(4 * (size_t)mega);

    (void)state;
    assert_non_null(text);
    dice = 3;
    for (int round = 0; round < 12; round++) {
        int n = sprintf(text, "id,x,the other one\n"), rows = 0;
        int end = round < 6 ? mega - 2 + round : 3 * mega + 7 * round;

        while (n < end - 40) {
            n += sprintf(text + n, "d%d,%.3f,%s%s", rows, 1e5 * uniform(),
                         uniform() < 0.1 ? "深圳" : "", round % 2 ? "\r\n" : "\n");
            rows++;
        }
        n += sprintf(text + n, "last,1,");
        while (n < end - 1)
            text[n++] = 'x';
        text[n++] = '\n';
        put(text, (size_t)n);
        assert_int_equal(read_all(), rows + 1);
        put(text, (size_t)n - 1); /* without its last line break */
        assert_int_equal(read_all(), rows + 1);
    }
    for (int k = 0; k < mega + 90; k++) /* an empty line ends the block, rows follow */
        text[k] = k % 3 == 2 || k == mega - 1 || k == mega - 2 ? '\n' : k % 3 == 1 ? ',' : '1';
    put(text, (size_t)mega + 90);
    assert_int_equal(read_all(), -1);
    memset(text, 'x', 2 * (size_t)mega);
    memcpy(text, "a\n", 2);
    text[2 * mega - 1] = '\n';
    put(text, 2 * (size_t)mega); /* a line longer than a block */
    assert_int_equal(read_all(), -1);
    free(text);
}

static void no_file(void **state)
{
    struct csv_stream *s = NULL;

    (void)state;
    assert_false(csv_stream_open(&s, "/nowhere/at/all.csv"));
    assert_false(csv_stream_open(&s, "/tmp"));
    assert_null(s);
    csv_stream_close(NULL);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(files) + 3] = {
        cmocka_unit_test(nul), cmocka_unit_test(blocks), cmocka_unit_test(no_file)};
    int file = mkstemp(path), failed;

    if (file < 0 || close(file) != 0) return 1;
    for (size_t k = 0; k < COUNT(files); k++)
        tests[3 + k] = (struct CMUnitTest){files[k].name, one_file, NULL, NULL, &files[k]};
    failed = cmocka_run_group_tests_name("csv stream", tests, NULL, NULL);
    unlink(path);
    return failed;
}

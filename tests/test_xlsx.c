/* test_xlsx.c - workbooks, read back by another program (openpyxl). */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "assert.h"
#include "output/xlsx.h"
#include "scenarios/text.h"

static char folder[] = "/tmp/chargeplan-xlsx-XXXXXX";

static int setup(void **state)
{
    (void)state;
    assert_non_null(mkdtemp(folder));
    return chdir(folder);
}

static int teardown(void **state)
{
    char *command = text_print("rm -rf %s", folder);

    (void)state;
    assert_int_equal(chdir("/"), 0);
    assert_int_equal(system(command), 0);
    free(command);
    return 0;
}

static void put_row(struct xlsx *x, int k)
{
    struct error err;

    assert_int_equal(xlsx_row(x, &err), ERR_OK);
    xlsx_text(x, k == 0 ? "=1+1" : k == 1 ? "+a" : k == 2 ? "@b" : k == 3 ? "-3" : "007");
    xlsx_number(x, k == 0 ? 0.1 + 0.2 : k == 1 ? -2.17e300 : k == 2 ? (double)NAN : 5.0 * k);
    xlsx_text(x, k == 0 ? "南山区 <a> & \"b\"" : k == 1 ? "a\x01z\nnext" : "");
    assert_int_equal(xlsx_row_end(x, &err), ERR_OK);
}

/* Two tables; the second has more rows than a sheet may have. */
static void write_book(const char *path)
{
    struct xlsx *x = NULL;
    struct error err;
    FILE *f = fopen(path, "wb");

    assert_non_null(f);
    assert_int_equal(xlsx_create(&x, 4, &err), ERR_OK);
    assert_int_equal(xlsx_sheet(x, "first", "name,value,said", &err), ERR_OK);
    for (int k = 0; k < 3; k++)
        put_row(x, k);
    assert_int_equal(xlsx_sheet(x, "none", "alone", &err), ERR_OK);
    assert_int_equal(xlsx_sheet(x, "long", "name,value,said", &err), ERR_OK);
    for (int k = 0; k < 7; k++)
        put_row(x, k);
    assert_int_equal(xlsx_finish(x, f, &err), ERR_OK);
    xlsx_free(x);
    assert_int_equal(fclose(f), 0);
}

static char *slurp(FILE *f)
{
    struct text text = {0};
    char buffer[4096];

    for (size_t n; (n = fread(buffer, 1, sizeof buffer, f)) > 0;)
        text_add_bytes(&text, buffer, n);
    return text_take(&text);
}

static char *read_book(const char *path)
{
    char *command = text_print(
        "PYTHONIOENCODING=utf-8 " PYTHON " " SOURCE_DIR "/tests/xlsx_cells.py %s", path);
    FILE *p = popen(command, "r");
    char *said;

    assert_non_null(p);
    said = slurp(p);
    assert_int_equal(pclose(p), 0);
    free(command);
    return said;
}

static void cells_are_what_was_put(void **state)
{
    static const char want[] = "created 1980-01-01T00:00:00\n"
                               "sheet\tfirst\tA2\tA1:C4\n"
                               "s:'name'\ts:'value'\ts:'said'\n"
                               "s:'=1+1'\tn:0.3\ts:'南山区 <a> & \"b\"'\n"
                               "s:'+a'\tn:-2.17e+300\ts:'a\xef\xbf\xbdz\\nnext'\n"
                               "s:'@b'\te:''\te:''\n"
                               "sheet\tnone\tA2\tA1\n"
                               "s:'alone'\n"
                               "sheet\tlong\tA2\tA1:C4\n"
                               "s:'name'\ts:'value'\ts:'said'\n"
                               "s:'=1+1'\tn:0.3\ts:'南山区 <a> & \"b\"'\n"
                               "s:'+a'\tn:-2.17e+300\ts:'a\xef\xbf\xbdz\\nnext'\n"
                               "s:'@b'\te:''\te:''\n"
                               "sheet\tlong 2\tA2\tA1:C4\n"
                               "s:'name'\ts:'value'\ts:'said'\n"
                               "s:'-3'\tn:15\te:''\n"
                               "s:'007'\tn:20\te:''\n"
                               "s:'007'\tn:25\te:''\n"
                               "sheet\tlong 3\tA2\tA1:C2\n"
                               "s:'name'\ts:'value'\ts:'said'\n"
                               "s:'007'\tn:30\te:''\n";
    char *said;

    (void)state;
    write_book("a.xlsx");
    said = read_book("a.xlsx");
    assert_string_equal(said, want);
    free(said);
}

static void the_same_cells_are_the_same_bytes(void **state)
{
    (void)state;
    write_book("b.xlsx");
    sleep(2); /* zip files count in steps of two seconds */
    write_book("c.xlsx");
    assert_int_equal(system("cmp b.xlsx c.xlsx"), 0);
}

/* Nothing is left in the folder for temporary files, and one that cannot be is told. */
static void temporary_files_go(void **state)
{
    struct xlsx *x = NULL;
    struct error err = {0};

    (void)state;
    assert_int_equal(system("mkdir tmp"), 0);
    setenv("TMPDIR", "tmp", 1);
    write_book("d.xlsx");
    assert_int_equal(xlsx_create(&x, XLSX_ROWS_MAX, &err), ERR_OK); /* given up in the middle */
    assert_int_equal(xlsx_sheet(x, "a", "b", &err), ERR_OK);
    xlsx_free(x);
    assert_int_equal(system("test -z \"$(ls -A tmp)\""), 0);
    setenv("TMPDIR", "nowhere", 1);
    assert_int_equal(xlsx_create(&x, XLSX_ROWS_MAX, &err), ERR_IO);
    assert_non_null(strstr(err.text, "by way of the folder nowhere (No such file"));
    unsetenv("TMPDIR");
}

static void a_text_too_long_for_a_cell_is_cut(void **state)
{
    struct xlsx *x = NULL;
    struct error err;
    char *text = malloc(3 * 40000 + 1), *said;
    FILE *f = fopen("e.xlsx", "wb");

    (void)state;
    for (int k = 0; k < 40000; k++)
        memcpy(text + 3 * k, "充", 3);
    text[3 * 40000] = '\0';
    assert_int_equal(xlsx_create(&x, XLSX_ROWS_MAX, &err), ERR_OK);
    assert_int_equal(xlsx_sheet(x, "a", "b", &err), ERR_OK);
    assert_int_equal(xlsx_row(x, &err), ERR_OK);
    xlsx_text(x, text);
    assert_int_equal(xlsx_row_end(x, &err), ERR_OK);
    assert_int_equal(xlsx_finish(x, f, &err), ERR_OK);
    xlsx_free(x);
    fclose(f);
    said = read_book("e.xlsx");
    assert_int_equal(strlen(strstr(said, "s:'充") + 2), 3 * XLSX_TEXT_MAX + 3); /* '' and \n */
    free(said);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_what_was_put),
        cmocka_unit_test(the_same_cells_are_the_same_bytes),
        cmocka_unit_test(temporary_files_go),
        cmocka_unit_test(a_text_too_long_for_a_cell_is_cut),
    };

    return cmocka_run_group_tests_name("xlsx", tests, setup, teardown);
}

/* test_counts.c - chargers by kind from columns and shares of columns. */
#include <stdlib.h>
#include <string.h>

#include "assert.h"
#include "scenarios/counts.h"
#include "scenarios/text.h"

enum { KINDS = 3 };

static struct kind kind[KINDS] = {{.id = "fast"}, {.id = "slow"}, {.id = "swap"}};
static const struct scenario scenario = {.n_kinds = KINDS, .kind = kind};

/* A layer whose rows hold `n` and the index of the row as `m`. */
struct rows {
    struct table table;
    struct counts *counts;
};

static void open_layer(struct rows *l, int rows, const int n[], int n_kinds,
                       const char *const keys[], const char *const columns[])
{
    struct map_text kinds = {n_kinds, (char **)keys, (char **)columns};
    struct text text = {0};
    struct error err;

    text_add(&text, "n,m\n");
    for (int r = 0; r < rows; r++)
        text_addf(&text, "%d,%d\n", n[r], r);
    memset(l, 0, sizeof *l);
    strcpy(l->table.section, "sites.today");
    if (csv_parse(&l->table.csv, text.data, "n.csv", &err) != ERR_OK) fail_msg("%s", err.text);
    text_clear(&text);
    if (counts_create(&l->counts, &l->table, &kinds, &scenario, &err) != ERR_OK)
        fail_msg("%s", err.text);
}

static void close_layer(struct rows *l)
{
    counts_free(l->counts);
    csv_free(l->table.csv);
}

static void read_row(struct rows *l, int row, int got[KINDS])
{
    struct error err;
    bool any = false;

    memset(got, 0, KINDS * sizeof *got);
    if (counts_read(l->counts, &l->table, row, got, &any, &err) != ERR_OK)
        fail_msg("%s", err.text);
}

static struct product {
    const char *written, *column;
    double share;
} products[] = {
    {"n", "n", 1},         {"0.12 * n", "n", 0.12}, {"0.12*n", "n", 0.12},
    {"1 * a b", "a b", 1}, {"0.5  *  n", "n", 0.5}, {"a * n", "a * n", 1},
    {"0.5 *", "0.5 *", 1}, {"* n", "* n", 1},       {"0,5 * n", "0,5 * n", 1},
    {"2 * n", "n", 2},     {"-1 * n", "n", -1},     {"0.5 * n * m", "n * m", 0.5},
};

static void reads_products(void **state)
{
    (void)state;
    for (size_t k = 0; k < COUNT(products); k++) {
        double share;

        assert_string_equal(counts_column(products[k].written, &share), products[k].column);
        assert_near(share, products[k].share, 0, 0);
    }
}

/* Sites of 5 with 12 and 88 %: 0.6 | 4.4 rounds to 1 | 4 and carries -0.4; 0.2 | 4.8 to 0 | 5;
 * 0.8 | 4.2 to 1 | 4; 0.4 | 4.6 to 0 | 5; 1.0 | 4.0 to 1 | 4, and 25 chargers have 3 fast. */
static void by_hand(void **state)
{
    static const int n[] = {5, 5, 5, 5, 5}, fast[] = {1, 0, 1, 0, 1};
    static const char *const keys[] = {"slow", "fast"}, *const columns[] = {"0.88 * n",
                                                                            "0.12 * n"};
    struct rows l;

    (void)state;
    open_layer(&l, 5, n, 2, keys, columns);
    for (int r = 0; r < 5; r++) {
        int got[KINDS];

        read_row(&l, r, got);
        assert_int_equal(got[0], fast[r]);
        assert_int_equal(got[1], 5 - fast[r]);
        assert_int_equal(got[2], 0);
    }
    close_layer(&l);
}

/* Equal claims: the kind named first is served first, so that nothing but the file decides. */
static void ties(void **state)
{
    static const int n[] = {1, 1, 3, 1};
    static const char *const keys[] = {"slow", "fast"}, *const columns[] = {"0.5 * n",
                                                                            "0.5 * n"};
    static const int slow[] = {1, 0, 2, 0};
    struct rows l;

    (void)state;
    open_layer(&l, 4, n, 2, keys, columns);
    for (int r = 0; r < 4; r++) {
        int got[KINDS];

        read_row(&l, r, got);
        assert_int_equal(got[1], slow[r]);
        assert_int_equal(got[0], n[r] - slow[r]);
    }
    close_layer(&l);
}

/* A column of its own beside a column of several kinds; the two do not mix. */
static void own_column(void **state)
{
    static const int n[] = {10, 0, 7};
    static const char *const keys[] = {"swap", "fast"}, *const columns[] = {"m", "0.3 * n"};
    static const int fast[] = {3, 0, 2}; /* 3; 3; 5.1, so 2 more */
    struct rows l;

    (void)state;
    open_layer(&l, 3, n, 2, keys, columns);
    for (int r = 0; r < 3; r++) {
        int got[KINDS];

        read_row(&l, r, got);
        assert_int_equal(got[0], fast[r]);
        assert_int_equal(got[1], 0);
        assert_int_equal(got[2], r);
    }
    close_layer(&l);
}

static struct shares {
    const char *name;
    double share[KINDS];
    int largest; /* chargers of a site, at most */
} shares[] = {
    {"12 and 88 %, small sites", {0.12, 0.88, 0}, 6},
    {"11.8 and 88.2 %, large sites", {0.118, 0.882, 0}, 140},
    {"three kinds", {0.21, 0.33, 0.46}, 9},
    {"thirds", {1 / 3.0, 1 / 3.0, 1 / 3.0}, 5},
    {"half is counted otherwise", {0.2, 0.3, 0}, 5},
    {"one kind has almost none", {0.001, 0.499, 0.5}, 3},
    {"all of one kind", {0, 1, 0}, 8},
};

/* 2,000 sites: at every site the kinds make up the count where the shares do, none is negative,
 * and after every site each kind's total is within one charger of its share of all. */
static void totals(void **state)
{
    const struct shares *r = *state;
    char written[KINDS][40];
    const char *keys[KINDS], *columns[KINDS];
    static int n[2000];
    unsigned random = 12345;
    double sum = 0, given[KINDS] = {0}, all = 0;
    struct rows l;
    int used = 0;

    for (int k = 0; k < KINDS; k++) {
        if (r->share[k] <= 0) continue;
        snprintf(written[used], sizeof written[used], "%.17g * n", r->share[k]);
        keys[used] = kind[k].id;
        columns[used] = written[used];
        used++;
        sum += r->share[k];
    }
    for (size_t s = 0; s < COUNT(n); s++) {
        random = random * 1103515245u + 12345u;
        n[s] = (int)((random >> 16) % (unsigned)(r->largest + 1));
    }
    open_layer(&l, (int)COUNT(n), n, used, keys, columns);
    for (int s = 0; s < (int)COUNT(n); s++) {
        int got[KINDS], here = 0;

        read_row(&l, s, got);
        all += n[s];
        for (int k = 0; k < KINDS; k++) {
            assert_true(got[k] >= 0);
            here += got[k];
            given[k] += got[k];
            assert_true(fabs(given[k] - r->share[k] * all) < 1 + 1e-9);
        }
        if (fabs(sum - 1) < 1e-9)
            assert_int_equal(here, n[s]);
        else
            assert_true(here <= n[s]);
    }
    assert_true(all > 1000);
    close_layer(&l);
}

/* What the kinds take of a column together. */
static void sums(void **state)
{
    static char *keys[] = {"fast", "slow", "swap"}, *columns[] = {"0.25 * n", "0.5 * n", "m"};
    struct map_text kinds = {3, keys, columns};

    (void)state;
    assert_near(counts_sum(&kinds, "n"), 0.75, 0, 0);
    assert_near(counts_sum(&kinds, "m"), 1, 0, 0);
    assert_near(counts_sum(&kinds, "x"), 0, 0, 0);
}

int main(void)
{
    struct CMUnitTest tests[5 + COUNT(shares)] = {
        cmocka_unit_test(reads_products), cmocka_unit_test(by_hand),
        cmocka_unit_test(own_column), cmocka_unit_test(sums), cmocka_unit_test(ties)};

    for (size_t k = 0; k < COUNT(shares); k++)
        tests[5 + k] = (struct CMUnitTest){shares[k].name, totals, NULL, NULL, &shares[k]};
    return cmocka_run_group_tests_name("counts", tests, NULL, NULL);
}

/* test_cohorts.c - vehicles by sales year: sums by hand, conservation, there and back. */
#include "model/fleet/cohorts.h"

#include <string.h>

#include "tests/assert.h"
#include "tests/fixture.h"

static const double ages[] = {0, 1, 2, 3}, left[] = {1, 0.8, 0.5, 0};
/* 100 % in the year of sale, 80 % and 50 % in the next two, none in the fourth. */
static const struct survival short_lived = {.n = 4, .age = ages, .alive = left};
static const struct survival long_lived = {.scale = 13.3, .shape = 3.7};

static struct cohorts *of_sales(const struct survival *s, int first, int last,
                                const double sold[], double before)
{
    struct cohorts *c = NULL;
    struct error err;

    if (cohorts_of_sales(&c, s, first, last, sold, before, &err) != ERR_OK)
        fail_msg("%s", err.text);
    return c;
}

static void balance(const struct cohorts *c)
{
    for (int y = c->first; y <= c->last; y++) {
        double came = cohorts_registered(c, y);

        assert_near(cohorts_stock(c, y) + cohorts_scrapped(c, y), came, 1e-9, 1e-9);
    }
}

/* 230 before: 100 of each of 2019, 2018, 2017 (1 + 0.8 + 0.5). Sold 10, 20, 40 from 2020 on:
 *   2020  10 + 80 + 50 = 140               scrapped 20 + 30 + 50 = 100
 *   2021  20 + 8 + 50 = 78                 scrapped 2 + 30 + 50 = 82
 *   2022  40 + 16 + 5 = 61                 scrapped 4 + 3 + 50 = 57 */
static void by_hand(void **state)
{
    const double sold[] = {10, 20, 40};
    struct cohorts *c = of_sales(&short_lived, 2020, 2022, sold, 230);

    (void)state;
    assert_near(cohorts_stock(c, 2020), 140, 1e-12, 0);
    assert_near(cohorts_stock(c, 2021), 78, 1e-12, 0);
    assert_near(cohorts_stock(c, 2022), 61, 1e-12, 0);
    assert_near(cohorts_registered(c, 2021), 260, 1e-12, 0);
    assert_near(cohorts_scrapped(c, 2020), 100, 1e-12, 0);
    assert_near(cohorts_scrapped(c, 2022), 239, 1e-12, 0);
    assert_int_equal(cohorts_sale_year(c, COHORTS_AGES), 2020);
    assert_near(cohorts_alive(c, COHORTS_AGES, 2021), 8, 1e-12, 0);
    assert_near(cohorts_alive(c, COHORTS_AGES + 1, 2020), 0, 0, 0);
    balance(c);
    cohorts_free(c);
}

/* Constant registrations keep the stock that they led to: sales x sum of survival. */
static void steady(void **state)
{
    double sold[40], sum = 0;
    struct cohorts *c;

    (void)state;
    for (int k = 0; k < 40; k++)
        sold[k] = 700;
    for (int a = 0; a < COHORTS_AGES; a++)
        sum += exp(-pow(a / 13.3, 3.7));
    c = of_sales(&long_lived, 2011, 2050, sold, 700 * sum);
    for (int y = 2011; y <= 2050; y++)
        assert_near(cohorts_stock(c, y), 700 * sum, 1e-12, 0);
    balance(c);
    cohorts_free(c);
}

/* Stocks of registrations, turned back, give the registrations; also twice the vehicles. */
static void there_and_back(void **state)
{
    double sold[25], stock[25], least = 0;
    struct cohorts *c, *back = NULL;
    struct error err;
    int short_of = -1;

    (void)state;
    for (int unit = 1; unit <= 2; unit++) {
        for (int k = 0; k < 25; k++)
            sold[k] = unit * (50 + 13 * k + 40 * (k % 3));
        c = of_sales(&long_lived, 2020, 2044, sold, 0);
        for (int k = 0; k < 25; k++)
            stock[k] = cohorts_stock(c, 2020 + k) - cohorts_alive(c, COHORTS_AGES, 2020 + k);
        stock[0] = 0; /* from nothing, so that the age of the first stock says nothing */
        assert_int_equal(
            cohorts_of_stock(&back, &long_lived, 2020, 2044, stock, &short_of, &least, &err),
            ERR_OK);
        assert_int_equal(short_of, 0);
        for (int k = 1; k < 25; k++) {
            assert_near(back->sold[COHORTS_AGES + k], sold[k], 1e-9, 0);
            assert_near(cohorts_stock(back, 2020 + k), stock[k], 1e-12, 0);
        }
        balance(back);
        cohorts_free(c);
        cohorts_free(back);
    }
}

/* 230 vehicles as old as constant registrations of 100 leave 130 a year later. */
static void falls_too_fast(void **state)
{
    const double fine[] = {230, 130, 50}, bad[] = {230, 129.9, 50};
    double least = 0;
    struct cohorts *c = NULL;
    struct error err;
    int short_of = -1;

    (void)state;
    assert_int_equal(
        cohorts_of_stock(&c, &short_lived, 2020, 2022, fine, &short_of, &least, &err), ERR_OK);
    assert_int_equal(short_of, 0);
    assert_near(c->sold[COHORTS_AGES + 1], 0, 1e-12, 1e-9);
    balance(c);
    cohorts_free(c);
    assert_int_equal(
        cohorts_of_stock(&c, &short_lived, 2020, 2022, bad, &short_of, &least, &err), ERR_OK);
    assert_null(c);
    assert_int_equal(short_of, 2021);
    assert_near(least, 130, 1e-12, 0);
}

/* 2022: 40 of 2022, 16 of 2021, 5 of 2020 by what was sold in each year. */
static void mean_of_sales_years(void **state)
{
    static const int year[] = {2020, 2022};
    const double sold[] = {10, 20, 40};
    struct cohorts *c = of_sales(&short_lived, 2020, 2022, sold, 0);
    struct series kwh = fixture_series(2, year, (double[]){0.2, 0.1}), none = {0};

    (void)state;
    assert_near(cohorts_mean(c, &kwh, 2022), (40 * 0.1 + 16 * 0.15 + 5 * 0.2) / 61, 1e-12, 0);
    assert_near(cohorts_mean(c, &kwh, 2020), 0.2, 1e-12, 0);
    assert_near(cohorts_mean(c, &none, 2022), NAN, 0, 0);
    cohorts_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_hand), cmocka_unit_test(steady), cmocka_unit_test(there_and_back),
        cmocka_unit_test(falls_too_fast), cmocka_unit_test(mean_of_sales_years)};

    return cmocka_run_group_tests_name("cohorts", tests, NULL, NULL);
}

/* test_climate.c - temperatures against the yearbooks, factors by hand, the default figures
 * against the curve they follow. */
#include "model/demand/climate.h"
#include "tests/assert.h"
#include "tests/fixture.h"

/* The words of demand.climate and demand.month, as numbers. */
enum { NONE, SEVERE_COLD, COLD, HOT_COLD, HOT_WARM, MILD };
enum { YEAR, WORST, JANUARY, JULY = JANUARY + 6 };

/* clang-format off */
/* China Statistical Yearbook 2009, table 11-13, and 2010, table 12-13 */
static const double yearbook[5][2][N_MONTHS] = {
    {{-17.6, -10.5, 2.7, 11.3, 14.4, 22.5, 24.4, 23.2, 16.4, 8.3, -4.4, -11.6},
     {-16.0, -11.5, -3.9, 9.7, 18.4, 18.9, 22.6, 22.2, 15.6, 7.1, -7.0, -16.7}},
    {{-3.0, 0.6, 9.1, 15.8, 20.3, 23.4, 27.2, 26.0, 21.0, 14.5, 6.3, -1.0},
     {-3.0, 1.0, 7.0, 15.9, 22.9, 26.2, 27.0, 25.7, 21.1, 15.3, 2.2, -2.3}},
    {{4.2, 4.0, 11.4, 15.9, 21.6, 24.0, 30.2, 28.4, 25.6, 20.7, 13.1, 7.5},
     {3.8, 8.9, 10.6, 16.3, 21.9, 26.2, 28.8, 27.9, 25.0, 21.3, 12.1, 6.4}},
    {{12.8, 11.6, 20.1, 23.2, 25.6, 27.0, 29.1, 29.3, 28.6, 26.1, 19.9, 15.6},
     {12.4, 21.0, 18.2, 22.2, 25.9, 27.9, 29.6, 29.9, 29.5, 26.0, 17.9, 15.3}},
    {{8.3, 13.9, 15.8, 17.7, 19.8, 20.6, 21.3, 20.6, 20.1, 18.5, 11.8, 10.5},
     {8.3, 13.9, 15.8, 17.7, 19.8, 20.6, 21.3, 20.6, 20.1, 18.5, 11.8, 10.5}},
};

/* The head of climate.h, year and worst month; Harbin in January: 1 + 0.016 x (15 + 16.8). */
static struct row {
    const char *name;
    int climate;
    double year, worst;
} rows[] = {
    {"severe cold", SEVERE_COLD, 1.18, 1.5088},
    {"cold", COLD, 1.11, 1.288},
    {"hot summer, cold winter", HOT_COLD, 1.08, 1.176},
    {"hot summer, warm winter", HOT_WARM, 1.06, 1 + 0.018 * 7.6},
    {"mild", MILD, 1.02, 1.1072},
};
/* clang-format on */

static void cities(void **state)
{
    const struct row *r = *state;
    struct demand_params p = fixture_scenario()->demand;
    double sum = 0;

    p.climate = r->climate;
    for (int m = 0; m < N_MONTHS; m++) {
        const double(*two)[N_MONTHS] = yearbook[r->climate - SEVERE_COLD];

        assert_near(climate_months(&p)[m], (two[0][m] + two[1][m]) / 2, 1e-12, 1e-12);
        p.month = JANUARY + m;
        assert_near(climate_factor(&p), climate_month(&p, m), 0, 0);
        sum += climate_month(&p, m);
    }
    p.month = WORST;
    assert_near(climate_factor(&p), r->worst, 1e-12, 0);
    p.month = YEAR;
    assert_near(climate_factor(&p), sum / 12, 1e-12, 0);
    assert_near(climate_factor(&p), r->year, 0, 0.005);
}

/* 1.03 x 3 degrees too cold, 2.5 too hot, the rest between: own months replace the climate. */
static void own_months(void **state)
{
    double t[N_MONTHS] = {7, 10, 12, 13, 14, 17, 22.5, 17, 16, 15, 12, 10};
    struct demand_params p = fixture_scenario()->demand;

    (void)state;
    assert_null(climate_months(&p));
    for (p.month = YEAR; p.month < JANUARY + 12; p.month++)
        assert_near(climate_factor(&p), 1, 0, 0);
    p.climate = SEVERE_COLD;
    p.temperature_c = (struct numbers){N_MONTHS, t};
    p.temperature_cold_c = 10;
    p.temperature_cold_share = 0.03;
    p.temperature_hot_c = 20;
    p.temperature_hot_share = 0.04;
    p.month = JANUARY;
    assert_near(climate_factor(&p), 1.09, 1e-12, 0);
    p.month = JULY;
    assert_near(climate_factor(&p), 1.1, 1e-12, 0);
    p.month = JULY + 1;
    assert_near(climate_factor(&p), 1, 0, 0);
    p.month = WORST;
    assert_near(climate_factor(&p), 1.1, 1e-12, 0);
    p.month = YEAR;
    assert_near(climate_factor(&p), 1 + 0.19 / 12, 1e-12, 0);
}

/* kWh per mile of a Nissan Leaf by degrees Fahrenheit, the curve of Yuksel and Michalek. */
static double leaf(double celsius)
{
    static const double a[] = {0.3950, -0.0022, 9.1978e-5, -3.9249e-6, 5.2918e-8, -2.0659e-10};
    double f = celsius * 1.8 + 32, sum = 0;

    for (int k = 5; k >= 0; k--)
        sum = sum * f + a[k];
    return sum;
}

static void follows_the_curve(void **state)
{
    double t[N_MONTHS] = {0};
    struct demand_params p = fixture_scenario()->demand;

    (void)state;
    p.temperature_c = (struct numbers){N_MONTHS, t};
    p.month = JANUARY;
    for (t[0] = -20; t[0] <= 30; t[0] += 0.5) {
        double want = leaf(t[0]) / leaf(19);

        assert_true(want > 0.999);
        assert_near(climate_factor(&p), want, 0, 0.05);
    }
}

int main(void)
{
    struct CMUnitTest tests[COUNT(rows) + 2];
    size_t n = 0;

    for (size_t k = 0; k < COUNT(rows); k++)
        tests[n++] = (struct CMUnitTest){rows[k].name, cities, NULL, NULL, &rows[k]};
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(own_months);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(follows_the_curve);
    return cmocka_run_group_tests_name("climate", tests, NULL, NULL);
}

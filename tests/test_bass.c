/* test_bass.c - the Bass curve in closed forms; planted parameters found again. */
#include <string.h>

#include "model/fleet/bass.h"
#include "tests/assert.h"

enum { MOST = 24, N_PARAMETERS = 4 };

/* clang-format off */
static struct stock_row {
    const char *name;
    struct bass bass;
    double year, want;
} stock_rows[] = {
    {"nothing before the launch", {1000, 0.03, 0.4, 2010.5}, 2009, 0},
    {"nothing at the launch", {1000, 0.03, 0.4, 2010.5}, 2010.5, 0},
    {"q = 0: m (1 - e^{-p t}) = 731 (1 - e^{-0.1 x 7})", {731, 0.1, 0, 2010}, 2017, 731 * (1 - 0.49658530379140953)},
    {"p = q: m tanh(p t) = 500 tanh(0.6)", {500, 0.2, 0.2, 2012}, 2015, 500 * 0.53704956699803529},
    /* sales peak at t = ln(q/p) / (p + q), where the stock is m (q - p) / (2 q) */
    {"at the peak of sales, p = 0.02, q = 0.38: ln 19 / 0.4 years, m 0.36/0.76", {9100, 0.02, 0.38, 2010},
     2010 + 2.9444389791664403 / 0.4, 9100 * 0.36 / 0.76},
    {"in the long run m", {1234, 0.05, 0.5, 1990}, 2100, 1234},
    {"p = 0 never starts", {1234, 0, 0.5, 1990}, 2050, 0},
};

/* Planted curves; which members the fit has to find; points of these years, no noise. */
static struct plant_row {
    const char *name;
    struct bass bass;
    bool find[N_PARAMETERS]; /* market, innovation, imitation, launch */
    int first, last, step;
} plant_rows[] = {
    {"all four, 16 years past the peak", {812345, 0.0123, 0.417, 2009.3}, {1, 1, 1, 1}, 2010, 2025, 1},
    {"all four from exactly four points", {52000, 0.021, 0.36, 2011.7}, {1, 1, 1, 1}, 2013, 2028, 5},
    {"m, p, q with the launch given", {2.3e6, 0.0031, 0.52, 2008}, {1, 1, 1, 0}, 2010, 2030, 2},
    {"m, p, q from three points", {41234, 0.017, 0.33, 2010}, {1, 1, 1, 0}, 2014, 2026, 6},
    {"p and q with m and launch given, early points only", {300000, 0.0072, 0.44, 2012}, {0, 1, 1, 0}, 2014, 2018, 1},
    {"m alone", {987.6, 0.03, 0.38, 2015}, {1, 0, 0, 0}, 2019, 2022, 1},
    {"launch alone", {54321, 0.03, 0.38, 2015.25}, {0, 0, 0, 1}, 2019, 2022, 1},
    {"slow imitation, fast innovation", {7777, 0.11, 0.09, 2014.5}, {1, 1, 1, 1}, 2015, 2033, 1},
};
/* clang-format on */

static double *member(struct bass *b, int k)
{
    double *const all[N_PARAMETERS] = {&b->market, &b->innovation, &b->imitation,
                                       &b->launch_year};

    return all[k];
}

static void stock(void **state)
{
    const struct stock_row *r = *state;

    assert_near(bass_stock(&r->bass, r->year), r->want, 1e-13, 0);
}

/* Bass's own equation: dS/dt = (p + q S / m) (m - S); central difference, error ~ h^2. */
static void equation(void **state)
{
    const struct bass b = {1000, 0.013, 0.47, 2010};
    const double h = 1e-4;

    (void)state;
    for (double year = 2010.5; year < 2035; year += 1.37) {
        double s = bass_stock(&b, year);
        double slope = (bass_stock(&b, year + h) - bass_stock(&b, year - h)) / (2 * h);

        assert_near(slope, (b.innovation + b.imitation * s / b.market) * (b.market - s), 1e-7,
                    1e-7);
    }
}

struct points {
    int year[MOST];
    double value[MOST];
    struct series series;
};

static void make_points(struct points *p, const struct plant_row *r)
{
    p->series = (struct series){0, p->year, p->value};
    for (int year = r->first; year <= r->last; year += r->step) {
        p->year[p->series.n] = year;
        p->value[p->series.n++] = bass_stock(&r->bass, year);
    }
}

static struct bass unknown(const struct plant_row *r)
{
    struct bass start = r->bass;

    for (int k = 0; k < N_PARAMETERS; k++)
        if (r->find[k]) *member(&start, k) = NAN;
    return start;
}

/* 1e-6: what the issue asks of exact points. */
static void planted(void **state)
{
    const struct plant_row *r = *state;
    struct bass want = r->bass, start = unknown(r);
    struct points p;
    struct bass_fit fit;
    struct error err;
    int n = r->find[0] + r->find[1] + r->find[2] + r->find[3];

    make_points(&p, r);
    assert_int_equal(bass_fit_points(&fit, "taxi", &start, &p.series, &err), ERR_OK);
    assert_int_equal(fit.fit.n_fitted, n);
    assert_near(fit.bass.market, want.market, 1e-6, 0);
    assert_near(fit.bass.innovation, want.innovation, 1e-6, 0);
    assert_near(fit.bass.imitation, want.imitation, 1e-6, 0);
    assert_near(fit.bass.launch_year, want.launch_year, 0, 1e-6);
    assert_true(fit.fit.rms_residual <= 1e-6 * want.market);
}

/* Stocks in thousands instead of vehicles: the market follows, the rest stays. */
static void units(void **state)
{
    const struct plant_row *r = &plant_rows[0];
    struct bass start = unknown(r);
    struct points p;
    struct bass_fit fit;
    struct error err;

    (void)state;
    make_points(&p, r);
    for (int k = 0; k < p.series.n; k++)
        p.value[k] /= 1000;
    assert_int_equal(bass_fit_points(&fit, "taxi", &start, &p.series, &err), ERR_OK);
    assert_near(fit.bass.market, r->bass.market / 1000, 1e-6, 0);
    assert_near(fit.bass.imitation, r->bass.imitation, 1e-6, 0);
}

/* Nothing to fit: what was given comes back. */
static void given(void **state)
{
    const struct bass b = {5000, 0.02, 0.4, 2012};
    const struct series none = {0, NULL, NULL};
    struct bass_fit fit;
    struct error err;

    (void)state;
    assert_int_equal(bass_fit_points(&fit, "taxi", &b, &none, &err), ERR_OK);
    assert_int_equal(fit.fit.n_fitted, 0);
    assert_near(fit.fit.rms_residual, 0, 0, 0);
    assert_near(fit.bass.market, 5000, 0, 0);
}

/* With m alone unknown least squares has a closed form: m = sum f y / sum f^2, f = S / m; and
 * the residual is that of this m. The points lie off the curve. */
static void residual(void **state)
{
    struct bass one = {1, 0.03, 0.38, 2015}, start = {NAN, 0.03, 0.38, 2015};
    int year[] = {2017, 2019, 2022, 2027};
    double value[] = {103.1, 249.7, 631.9, 911.3}, fy = 0, ff = 0, sum = 0;
    const struct series points = {4, year, value};
    struct bass_fit fit;
    struct error err;

    (void)state;
    for (int k = 0; k < 4; k++) {
        fy += bass_stock(&one, year[k]) * value[k];
        ff += bass_stock(&one, year[k]) * bass_stock(&one, year[k]);
    }
    for (int k = 0; k < 4; k++)
        sum += pow(value[k] - fy / ff * bass_stock(&one, year[k]), 2);
    assert_int_equal(bass_fit_points(&fit, "taxi", &start, &points, &err), ERR_OK);
    assert_near(fit.bass.market, fy / ff, 1e-8, 0);
    assert_near(fit.fit.rms_residual, sqrt(sum / 4), 1e-8, 0);
    assert_true(fit.fit.rms_residual > 1);
}

/* Own draws (splitmix64, sum of twelve uniforms less six: mean 0, variance 1). */
static double normal(unsigned long long *state)
{
    double sum = -6;

    for (int k = 0; k < 12; k++) {
        unsigned long long z = (*state += 0x9e3779b97f4a7c15ULL);

        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        z ^= z >> 31;
        sum += (double)(z >> 11) * 0x1p-53;
    }
    return sum;
}

/* Inverse of a symmetric positive matrix by Gauss and Jordan. */
static void invert(double a[N_PARAMETERS][N_PARAMETERS])
{
    for (int p = 0; p < N_PARAMETERS; p++) {
        double pivot = a[p][p];

        a[p][p] = 1;
        for (int k = 0; k < N_PARAMETERS; k++)
            a[p][k] /= pivot;
        for (int i = 0; i < N_PARAMETERS; i++) {
            double f = a[i][p];

            if (i == p) continue;
            a[i][p] = 0;
            for (int k = 0; k < N_PARAMETERS; k++)
                a[i][k] -= f * a[p][k];
        }
    }
}

/* Standard errors of the planted parameters at noise sigma: sqrt of the diagonal of
 * sigma^2 (J'J)^-1, J by central differences. */
static void standard_errors(const struct bass *b, const struct points *p, double sigma,
                            double se[N_PARAMETERS])
{
    double j[MOST][N_PARAMETERS], a[N_PARAMETERS][N_PARAMETERS] = {{0}};

    for (int k = 0; k < N_PARAMETERS; k++) {
        struct bass up = *b, down = *b;
        double h = k == 3 ? 1e-4 : 1e-5 * *member(&up, k);

        *member(&up, k) += h;
        *member(&down, k) -= h;
        for (int i = 0; i < p->series.n; i++)
            j[i][k] = (bass_stock(&up, p->year[i]) - bass_stock(&down, p->year[i])) / (2 * h);
    }
    /* unit steps of each parameter keep the matrix well scaled */
    for (int i = 0; i < p->series.n; i++)
        for (int k = 0; k < N_PARAMETERS; k++)
            for (int l = 0; l < N_PARAMETERS; l++)
                a[k][l] += j[i][k] * j[i][l];
    invert(a);
    for (int k = 0; k < N_PARAMETERS; k++)
        se[k] = sigma * sqrt(a[k][k]);
}

/* 60 data sets with noise of 0.1 % of the market. The mean of an estimate over the sets stands
 * within 4 standard errors of the mean; the spread of the estimates is the standard error's
 * within 4 of its own (1 / sqrt(2 x 59) = 9.2 %, plus curvature). Power: a standard error is
 * below 5 % of its parameter (0.05 years for the launch would be below 0.1). */
static void noisy(void **state)
{
    enum { SETS = 60 };
    const struct plant_row *r = &plant_rows[0];
    struct bass want = r->bass, start = unknown(r);
    double sum[N_PARAMETERS] = {0}, squares[N_PARAMETERS] = {0}, se[N_PARAMETERS];
    double sigma = 0.001 * want.market;
    unsigned long long seed = 20261120;
    struct points exact, p;
    struct error err;

    (void)state;
    make_points(&exact, r);
    standard_errors(&want, &exact, sigma, se);
    assert_true(se[0] < 0.05 * want.market && se[1] < 0.05 * want.innovation &&
                se[2] < 0.05 * want.imitation && se[3] < 0.1);
    for (int set = 0; set < SETS; set++) {
        struct bass_fit fit;

        make_points(&p, r);
        for (int i = 0; i < p.series.n; i++)
            p.value[i] += sigma * normal(&seed);
        assert_int_equal(bass_fit_points(&fit, "taxi", &start, &p.series, &err), ERR_OK);
        for (int k = 0; k < N_PARAMETERS; k++) {
            double off = *member(&fit.bass, k) - *member(&want, k);

            sum[k] += off;
            squares[k] += off * off;
        }
        /* four of sixteen degrees of freedom are used: the residual is below the noise */
        assert_near(fit.fit.rms_residual, sigma * sqrt(12.0 / 16), 0.6, 0);
    }
    for (int k = 0; k < N_PARAMETERS; k++) {
        assert_near(sum[k] / SETS / se[k], 0, 0, 4 / sqrt(SETS));
        assert_near(sqrt(squares[k] / SETS) / se[k], 1, 0, 4 * 0.092);
    }
}

/* clang-format off */
static struct error_row {
    const char *name;
    struct bass start;
    int n, year[6];
    double value[6];
    const char *says;
} error_rows[] = {
    {"three points, no launch year", {NAN, NAN, NAN, NAN}, 3, {2015, 2016, 2017}, {10, 20, 35}, "at least 4 points"},
    {"three points, launch to be found, all else given", {900, 0.03, 0.4, NAN}, 3, {2015, 2016, 2017}, {10, 20, 35}, "at least 4 points"},
    {"two points for three parameters", {NAN, NAN, NAN, 2010}, 2, {2015, 2016}, {10, 20}, "2 points"},
    {"no points", {NAN, 0.03, 0.4, 2010}, 0, {0}, {0}, "0 points"},
    {"every stock is 0", {NAN, NAN, NAN, 2010}, 4, {2012, 2013, 2014, 2015}, {0, 0, 0, 0}, "every stock is 0"},
    {"innovation 0", {NAN, 0, NAN, 2010}, 4, {2012, 2013, 2014, 2015}, {1, 2, 3, 4}, "innovation"},
    {"a straight line tells no market", {NAN, NAN, NAN, 2010}, 6, {2011, 2012, 2013, 2014, 2015, 2016}, {10, 20, 30, 40, 50, 60}, "market"},
    {"doubling every year tells no market", {NAN, NAN, NAN, NAN}, 6, {2011, 2012, 2013, 2014, 2015, 2016}, {10, 20, 40, 80, 160, 320}, "market"},
};
/* clang-format on */

/* Every message names the class; nothing is written on failure. */
static void fails(void **state)
{
    struct error_row *r = *state;
    const struct series points = {r->n, r->year, r->value};
    struct bass_fit fit = {.fit = {.n_fitted = -7}};
    struct error err;

    assert_int_equal(bass_fit_points(&fit, "logistics", &r->start, &points, &err),
                     ERR_SCENARIO);
    if (strstr(err.text, "fleet.logistics") == NULL || strstr(err.text, r->says) == NULL)
        fail_msg("the message is: %s", err.text);
    assert_int_equal(fit.fit.n_fitted, -7);
}

static void version(void **state)
{
    (void)state;
    assert_true(strchr(fit_library_version(), '.') != NULL);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(stock_rows) + COUNT(plant_rows) + COUNT(error_rows) + 6];
    size_t n = 0;

    for (size_t k = 0; k < COUNT(stock_rows); k++)
        tests[n++] = (struct CMUnitTest){stock_rows[k].name, stock, NULL, NULL, &stock_rows[k]};
    for (size_t k = 0; k < COUNT(plant_rows); k++)
        tests[n++] =
            (struct CMUnitTest){plant_rows[k].name, planted, NULL, NULL, &plant_rows[k]};
    for (size_t k = 0; k < COUNT(error_rows); k++)
        tests[n++] = (struct CMUnitTest){error_rows[k].name, fails, NULL, NULL, &error_rows[k]};
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(equation);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(units);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(given);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(residual);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(noisy);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(version);
    return cmocka_run_group_tests_name("bass", tests, NULL, NULL);
}

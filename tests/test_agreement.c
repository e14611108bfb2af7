/* test_agreement.c - label: unit. Errors of simulated use against observed use: figures by
 * hand, random cases against a second computation that starts from the rows, agreement with
 * itself. */
#include "sim/operation/agreement.h"

#include <stdlib.h>
#include <string.h>

#include "tests/agreement_scene.h"
#include "tests/assert.h"
#include "tests/fixture.h"

static struct agreement *agree(const struct rows *r, const struct counted *c, int by,
                               int system)
{
    struct scenario *s = fixture_scenario();
    struct agreement *a = NULL;
    struct error err = {0};

    s->simulation.observed_by = by;
    s->simulation.observed_use_system = system;
    if (agreement_create(&a, &r->o, &c->operation, s, fixture_city(), zone_of_site, &err) !=
        ERR_OK)
        fail_msg("%s", err.text);
    return a;
}

/* ---- by hand ---- */

/* Observed 1, 2, 4, 9 and simulated 2, 2, 3, 13 (and one hour without either): departures 1, 0,
 * -1, 4. Means 4 and 5, bias 1, mae 6/4, rmse sqrt(18/4); departures from the means -3 -2 0 5
 * and -3 -3 -2 8: sums of squares 38 and 86, of products 9 + 6 + 0 + 40 = 55. */
static void by_hand(void **state)
{
    static const double observed[] = {1, 2, NAN, 4, 9, 5}, simulated[] = {2, 2, 7, 3, 13, NAN};
    struct agreement_errors e = agreement_errors_of(6, 1, observed, simulated);

    (void)state;
    assert_int_equal(e.n, 4);
    assert_near(e.observed, 4, 1e-15, 0);
    assert_near(e.simulated, 5, 1e-15, 0);
    assert_near(e.bias, 1, 1e-15, 0);
    assert_near(e.mae, 1.5, 1e-15, 0);
    assert_near(e.rmse, sqrt(4.5), 1e-15, 0);
    assert_near(e.correlation, 55 / sqrt(38.0 * 86), 1e-15, 0);
    e = agreement_errors_of(3, 2, observed, simulated); /* 1 and 9 with 2 and 13 */
    assert_int_equal(e.n, 2);
    assert_near(e.correlation, 1, 1e-15, 0);
    assert_near(e.bias, 2.5, 1e-15, 0);
}

/* No pairs, one pair, and a side that is the same everywhere: 0.1 seven times is not 0.7 / 7 to
 * the last digit. */
static void no_spread(void **state)
{
    double flat[7] = {0}, other[7] = {0};
    struct agreement_errors e = agreement_errors_of(0, 1, flat, other);

    (void)state;
    assert_int_equal(e.n, 0);
    assert_true(isnan(e.bias) && isnan(e.mae) && isnan(e.rmse) && isnan(e.correlation) &&
                isnan(e.observed) && isnan(e.simulated));
    for (int k = 0; k < 7; k++) {
        flat[k] = 0.1;
        other[k] = 0.3 * k;
    }
    assert_true(isnan(agreement_errors_of(7, 1, flat, other).correlation));
    assert_true(isnan(agreement_errors_of(7, 1, other, flat).correlation));
    assert_true(isnan(agreement_errors_of(1, 1, other, other).correlation));
    assert_near(agreement_errors_of(1, 1, other, other).mae, 0, 0, 0);
}

/* Far from 0 the one-pass formula loses all its digits: 1e9 + 0, 1, 2 and 1e9 + 0, 2, 4. */
static void far_from_zero(void **state)
{
    static const double x[] = {1e9, 1e9 + 1, 1e9 + 2}, y[] = {1e9, 1e9 + 2, 1e9 + 4};

    (void)state;
    assert_near(agreement_errors_of(3, 1, x, y).correlation, 1, 1e-14, 0);
}

/* ---- a second computation, from the rows and pools as they stand ---- */

static bool looked_at(int pool, int place, int by, int system)
{
    int of = by == OBSERVED_BY_ZONE ? zone_of_site[pool_site[pool]] : pool_site[pool];

    if (of != place) return false;
    return system == OBSERVED_BOTH || (system == OBSERVED_FAST) == (pool_service[pool] == FAST);
}

/* What was simulated at a place in an hour of the week, all occurrences together. */
static double counted_at(const struct counted *c, int place, int hour, int what, int by,
                         int system)
{
    double sum = 0;

    for (int p = 0; p < POOLS; p++) {
        if (!looked_at(p, place, by, system)) continue;
        if (what == OBSERVED_KWH) sum += c->hour[p * N_HOURS + hour].kwh;
        if (what == OBSERVED_SESSIONS) sum += c->hour[p * N_HOURS + hour].starts;
        for (int g = 0; g < GROUPS && what == OBSERVED_OCCUPIED; g++)
            if (group_pool[g] == p) sum += c->busy_h[g * N_HOURS + hour];
    }
    return sum;
}

/* The mean of an hour of the day over the days that the window has, or the hour of the week. */
static double simulated_at(const struct counted *c, const struct rows *r, int row, int what,
                           int by, int system)
{
    double sum = 0;
    int n = 0;

    for (int h = 0; h < N_HOURS; h++) {
        if (h % r->o.n_hours != r->hour[row] || !(c->sum.n_weeks[h] > 0)) continue;
        sum += counted_at(c, r->place[row], h, what, by, system) / (3 * c->sum.n_weeks[h]);
        n++;
    }
    return n > 0 ? sum / n : NAN;
}

static bool spread(int n, const double x[])
{
    for (int k = 1; k < n; k++)
        if (x[k] < x[0] || x[k] > x[0]) return true;
    return false;
}

/* Errors by the textbook's definition, straight from lists of pairs. */
static struct agreement_errors plain(int n, const double x[], const double y[])
{
    struct agreement_errors e = {.n = n};
    long double sx = 0, sy = 0, bias = 0, mae = 0, mse = 0, xx = 0, yy = 0, xy = 0;

    for (int k = 0; k < n; k++) {
        sx += x[k], sy += y[k];
        bias += (long double)y[k] - x[k];
        mae += fabsl((long double)y[k] - x[k]);
        mse += ((long double)y[k] - x[k]) * ((long double)y[k] - x[k]);
    }
    for (int k = 0; k < n; k++) {
        xx += (x[k] - sx / n) * (x[k] - sx / n);
        yy += (y[k] - sy / n) * (y[k] - sy / n);
        xy += (x[k] - sx / n) * (y[k] - sy / n);
    }
    e.observed = (double)(sx / n);
    e.simulated = (double)(sy / n);
    e.bias = (double)(bias / n);
    e.mae = (double)(mae / n);
    e.rmse = (double)sqrtl(mse / n);
    e.correlation = spread(n, x) && spread(n, y) ? (double)(xy / sqrtl(xx * yy)) : NAN;
    return e;
}

static void same(struct agreement_errors got, struct agreement_errors want)
{
    assert_int_equal(got.n, want.n);
    assert_near(got.observed, want.observed, 1e-12, 0);
    assert_near(got.simulated, want.simulated, 1e-12, 1e-12);
    assert_near(got.bias, want.bias, 1e-9, 1e-9);
    assert_near(got.mae, want.mae, 1e-12, 1e-12);
    assert_near(got.rmse, want.rmse, 1e-12, 1e-12);
    assert_near(got.correlation, want.correlation, 1e-9, 1e-9);
}

/* What was simulated, row by row of what was observed. */
static double simulated[N_OBSERVED][ROWS];

static void simulate(const struct counted *c, const struct rows *r, int by, int system)
{
    for (int w = 0; w < N_OBSERVED; w++)
        for (int k = 0; k < r->o.n; k++)
            simulated[w][k] = simulated_at(c, r, k, w, by, system);
}

/* The pairs of the rows whose group is `of`; group NULL: of all. */
static struct agreement_errors from_rows(const struct rows *r, int what, const int group[],
                                         int of)
{
    static double x[ROWS], y[ROWS];
    int n = 0;

    for (int k = 0; k < r->o.n; k++) {
        if (isnan(simulated[what][k]) || isnan(r->figure[what][k])) continue;
        if (group != NULL && group[k] != of) continue;
        x[n] = r->figure[what][k];
        y[n++] = simulated[what][k];
    }
    return plain(n, x, y);
}

/* Means over the pairs of each group are pairs again. */
static struct agreement_errors from_means(const struct rows *r, int what, const int group[],
                                          int n_groups)
{
    double x[N_HOURS], y[N_HOURS];
    int n = 0;

    for (int g = 0; g < n_groups; g++) {
        struct agreement_errors e = from_rows(r, what, group, g);

        if (e.n == 0) continue;
        x[n] = e.observed;
        y[n++] = e.simulated;
    }
    return plain(n, x, y);
}

static void compare(const struct agreement *a, const struct rows *r)
{
    for (int w = 0; w < N_OBSERVED; w++) {
        same(a->all[w], from_rows(r, w, NULL, -1));
        same(a->by_hour[w], from_means(r, w, r->hour, r->o.n_hours));
        same(a->by_place[w], from_means(r, w, r->place, PLACES));
        for (int h = 0; h < r->o.n_hours; h++)
            same(a->hour[w][h], from_rows(r, w, r->hour, h));
        for (int p = 0; p < a->n_places; p++)
            same(a->each[w][p], from_rows(r, w, r->place, a->place[p]));
    }
}

static double some(double most)
{
    return uniform() < 0.1 ? NAN : most * uniform();
}

/* Rows in disorder, holes, places without outlets, windows of a part of a week. */
static void random_cases(void **state)
{
    static struct counted c;
    static struct rows r;

    (void)state;
    dice = 31;
    for (int k = 0; k < 24; k++) {
        int n_hours = k % 2 == 0 ? DAY_HOURS : N_HOURS, by = k / 2 % 2, system = k / 4 % 3;
        int first = (int)(PLACES * n_hours * uniform());
        struct agreement *a;

        count(&c);
        rows_none(&r, n_hours);
        for (int h = 0; h < N_HOURS; h++)
            c.sum.n_weeks[h] = k < 8 ? 10 : k < 16 ? 3 + (h < 48) : 2 * (h < 55);
        for (int m = 0; m < PLACES * n_hours; m++) {
            int at = (first + 1009 * m) % (PLACES * n_hours); /* 1009 is a prime: all of them */

            if (uniform() < 0.9 && (by == OBSERVED_BY_SITE || at / n_hours < 4))
                rows_add(&r, at / n_hours, at % n_hours, some(90), some(9), some(4));
        }
        a = agree(&r, &c, by, system);
        simulate(&c, &r, by, system);
        compare(a, &r);
        agreement_free(a);
    }
}

/* ---- agreement ---- */

/* What was simulated, as if it was observed, `later` hours on. */
static struct agreement *with_itself(const struct counted *c, struct rows *r, int later)
{
    static struct rows of;

    rows_none(r, DAY_HOURS);
    rows_none(&of, DAY_HOURS);
    for (int p = 0; p < PLACES; p++)
        for (int h = 0; h < DAY_HOURS; h++)
            rows_add(r, p, h, 0, 0, 0);
    for (int k = 0; k < r->o.n; k++)
        rows_add(&of, r->place[k], (r->hour[k] + later) % DAY_HOURS,
                 simulated_at(c, r, k, OBSERVED_KWH, OBSERVED_BY_SITE, OBSERVED_BOTH),
                 simulated_at(c, r, k, OBSERVED_OCCUPIED, OBSERVED_BY_SITE, OBSERVED_BOTH),
                 simulated_at(c, r, k, OBSERVED_SESSIONS, OBSERVED_BY_SITE, OBSERVED_BOTH));
    *r = of;
    rows_none(r, DAY_HOURS);
    r->o.n = of.o.n;
    return agree(r, c, OBSERVED_BY_SITE, OBSERVED_BOTH);
}

static void perfect(void **state)
{
    static struct counted c;
    static struct rows r;
    struct agreement *a;

    (void)state;
    dice = 5;
    count(&c);
    a = with_itself(&c, &r, 0);
    assert_int_equal(a->n_places, PLACES);
    assert_int_equal(a->year_index, 2);
    for (int w = 0; w < N_OBSERVED; w++) {
        assert_near(a->all[w].bias, 0, 0, 1e-12);
        assert_near(a->all[w].mae, 0, 0, 1e-12);
        assert_near(a->all[w].correlation, 1, 1e-12, 0);
        assert_near(a->by_hour[w].correlation, 1, 1e-12, 0);
        assert_near(a->by_place[w].correlation, 1, 1e-12, 0);
        assert_near(a->each[w][2].correlation, 1, 1e-12, 0);
        assert_true(isnan(a->each[w][3].correlation)); /* site 3 has no outlets: always 0 */
        assert_near(a->each[w][3].simulated, 0, 0, 0);
    }
    agreement_free(a);
}

/* Hours moved on: places agree as before, hours do not. */
static void moved_hours(void **state)
{
    static struct counted c;
    static struct rows r;
    struct agreement *a;

    (void)state;
    dice = 6;
    count(&c);
    a = with_itself(&c, &r, 6);
    for (int w = 0; w < N_OBSERVED; w++) {
        assert_near(a->by_place[w].mae, 0, 0, 1e-12);
        assert_near(a->by_place[w].correlation, 1, 1e-12, 0);
        assert_near(a->by_hour[w].bias, 0, 0, 1e-12);
        assert_true(a->by_hour[w].mae > 0.01 * a->by_hour[w].observed);
        assert_true(a->by_hour[w].correlation < 0.9);
    }
    agreement_free(a);
}

/* A column that the file has not. */
static void one_column(void **state)
{
    static struct counted c;
    static struct rows r;
    struct agreement *a;

    (void)state;
    dice = 7;
    count(&c);
    rows_none(&r, DAY_HOURS);
    rows_add(&r, 2, 7, 5, 5, 5);
    r.o.figure[OBSERVED_KWH] = r.o.figure[OBSERVED_SESSIONS] = NULL;
    a = agree(&r, &c, OBSERVED_BY_SITE, OBSERVED_FAST);
    assert_false(a->given[OBSERVED_KWH]);
    assert_null(a->simulated[OBSERVED_KWH]);
    assert_int_equal(a->n_places, 1);
    assert_int_equal(a->all[OBSERVED_OCCUPIED].n, 1);
    assert_near(a->simulated[OBSERVED_OCCUPIED][7],
                simulated_at(&c, &r, 0, OBSERVED_OCCUPIED, OBSERVED_BY_SITE, OBSERVED_FAST),
                1e-12, 0);
    agreement_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_hand),       cmocka_unit_test(no_spread),
        cmocka_unit_test(far_from_zero), cmocka_unit_test(random_cases),
        cmocka_unit_test(perfect),       cmocka_unit_test(moved_hours),
        cmocka_unit_test(one_column),
    };

    return cmocka_run_group_tests_name("agreement", tests, NULL, NULL);
}

/* test_scaled.c - label: unit. Settings multiplied in a copy, cut at their bounds; which
 * settings can be uncertain. */
#include "tests/assert.h"

#include <string.h>

#include "scenarios/scaled.h"
#include "tests/fixture.h"

static struct uncertain item[4];

static struct scenario *make(int n, const char *const settings[])
{
    static char text[4][64];
    struct scenario *s = fixture_scenario();

    for (int k = 0; k < n; k++) {
        snprintf(text[k], sizeof text[k], "%s", settings[k]);
        item[k] = (struct uncertain){.setting = text[k]};
    }
    s->uncertain = item;
    s->n_uncertain = n;
    return s;
}

static struct scaled *scale(const struct scenario *s, const double factor[])
{
    struct scaled *x = NULL;
    struct error err;

    if (scaled_create(&x, s, factor, &err) != ERR_OK) fail_msg("%s", err.text);
    return x;
}

/* private: ev_share 0.03 in 2020 and 0.29 in 2030, cars_per_1000 200 and 260 (fixture.h). */
static void multiplied(void **state)
{
    static const char *const settings[] = {"fleet.private.ev_share", "fleet.taxi.points",
                                           "demand.efficiency.fast",
                                           "fleet.private.home_access"};
    struct scenario *s = make(4, settings);
    struct scaled *x = scale(s, (double[]){2.5, 0.75, 1.05, 0.5});

    (void)state;
    assert_near(series_at(&x->scenario.fleet[0].ev_share, 2020), 2.5 * 0.03, 1e-15, 0);
    assert_near(series_at(&x->scenario.fleet[0].ev_share, 2030), 2.5 * 0.29, 1e-15, 0);
    assert_near(series_at(&x->scenario.fleet[1].points, 2025),
                0.75 * series_at(&s->fleet[1].points, 2025), 1e-15, 0);
    assert_near(x->scenario.demand.efficiency_fast, 0.945, 1e-15, 0);
    assert_near(x->scenario.fleet[0].home_access, 0.5 * s->fleet[0].home_access, 1e-15, 0);
    for (int k = 0; k < 4; k++)
        assert_false(x->cut[k]);
    /* all else, and the original, as they were */
    assert_near(series_at(&x->scenario.fleet[0].cars_per_1000, 2030), 260, 0, 0);
    assert_near(x->scenario.fleet[1].home_access, s->fleet[1].home_access, 0, 0);
    assert_near(series_at(&s->fleet[0].ev_share, 2030), 0.29, 0, 0);
    assert_near(s->demand.efficiency_fast, 0.9, 0, 0);
    scaled_free(x);
}

/* 0.29 x 4 is above all cars, 0.03 x 4 is not; an efficiency is 1 at most and 0.3 at least. */
static void cut(void **state)
{
    static const char *const settings[] = {"fleet.private.ev_share", "demand.efficiency.fast",
                                           "demand.efficiency.slow", "fleet.taxi.km_per_day"};
    struct scenario *s = make(4, settings);
    struct scaled *x = scale(s, (double[]){4, 1.2, 0.1, 0});

    (void)state;
    assert_near(series_at(&x->scenario.fleet[0].ev_share, 2020), 0.12, 1e-15, 0);
    assert_near(series_at(&x->scenario.fleet[0].ev_share, 2030), 1, 0, 0);
    assert_near(x->scenario.demand.efficiency_fast, 1, 0, 0);
    assert_near(x->scenario.demand.efficiency_slow, 0.3, 0, 0);
    assert_near(series_at(&x->scenario.fleet[1].km_per_day, 2030), 0, 0, 0);
    assert_true(x->cut[0] && x->cut[1] && x->cut[2]);
    assert_false(x->cut[3]);
    scaled_free(x);
}

static struct row {
    const char *path;
    enum scaled_verdict verdict;
} rows[] = {
    {"fleet.private.km_per_day", SCALED_FINE},
    {"fleet.taxi.points", SCALED_FINE},
    {"fleet.private.public_share", SCALED_NOT_SET},
    {"fleet.private.points", SCALED_NOT_SET}, /* a series without points */
    {"fleet.bus.km_per_day", SCALED_UNKNOWN},
    {"fleet.private", SCALED_UNKNOWN},
    {"fleet.privat.km_per_day", SCALED_UNKNOWN},
    {"fleet.private.km_per_dya", SCALED_UNKNOWN},
    {"study.seed", SCALED_UNKNOWN},
    {"placement.budget", SCALED_UNKNOWN},
    {"fleet.private.curve", SCALED_NO_FIGURE},
    {"fleet.private.home_by_zone", SCALED_NO_FIGURE},
    {"demand.profiles.day.fast", SCALED_NO_FIGURE},
    {"fleet.private.with_home.home", SCALED_SPLIT},
    {"fleet.private.without_home.fast", SCALED_SPLIT},
    {"fleet.private.with_home_work.slow", SCALED_SPLIT},
    {"fleet.private.with_work.work", SCALED_SPLIT},
    {"fleet.taxi.at_depot.depot", SCALED_SPLIT},
    {"fleet.private.night_share.slow", SCALED_FINE}, /* the layer day is the rest */
    {"fleet.private.launch_year", SCALED_NO_AMOUNT},
    {"demand.temperature.cold_below", SCALED_NO_AMOUNT},
    {"demand.gravity_km", SCALED_WHERE},
    {"demand.stay_h.night", SCALED_FINE},
};

static void verdicts(void **state)
{
    const struct row *r = *state;
    struct scaled_place place;

    assert_int_equal(scaled_find(fixture_scenario(), r->path, &place), r->verdict);
}

/* Night and roaming together may leave nothing for the day, where both are said. */
static void two_layers(void **state)
{
    struct scenario *s = fixture_scenario();
    struct scaled_place place;

    (void)state;
    s->fleet[0].roaming_share_slow = 0.2;
    assert_int_equal(scaled_find(s, "fleet.private.night_share.slow", &place), SCALED_SPLIT);
    assert_int_equal(scaled_find(s, "fleet.private.roaming_share.slow", &place), SCALED_SPLIT);
    assert_int_equal(scaled_find(s, "fleet.private.night_share.fast", &place), SCALED_FINE);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(rows) + 3] = {
        cmocka_unit_test(multiplied), cmocka_unit_test(cut), cmocka_unit_test(two_layers)};

    for (size_t k = 0; k < COUNT(rows); k++)
        tests[k + 3] = (struct CMUnitTest){rows[k].path, verdicts, NULL, NULL, &rows[k]};
    return cmocka_run_group_tests_name("scaled", tests, NULL, NULL);
}

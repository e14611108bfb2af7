/* test_monte_carlo.c - bands of the tiny city: quantiles of their draws, closed forms of one
 * factor, conservation in every draw, the plan's figures without spread. */
#include "sim/draws.h"
#include "tests/monte_carlo_scene.h"

static const double *values(const struct bands *b, enum band_what what, int of, int year)
{
    const struct band_row *row = bands_find(b, what, of, year);

    assert_non_null(row);
    return b->value + (size_t)(row - b->row) * (size_t)b->n_draws;
}

static void assert_band(const struct band *band, const double figure[], int n)
{
    static const double level[N_BAND_LEVELS] = {0.1, 0.5, 0.9};
    double mean = 0;

    for (int d = 0; d < n; d++)
        mean += figure[d] / n;
    assert_near(band->mean, mean, 1e-12, 1e-12);
    for (int k = 0; k < N_BAND_LEVELS; k++)
        assert_near(band->level[k], quantile(figure, n, level[k]), 1e-12, 1e-12);
}

static void bands_are_quantiles(void **state)
{
    struct run *run = several(83, 1);
    const struct bands *b = run->bands;

    (void)state;
    for (int k = 0; k < b->n_rows; k++)
        assert_band(&b->row[k].band, b->value + (size_t)k * 83, 83);
    /* stock by class and all, places, load by service, grid, two rules; 3 years */
    assert_int_equal(b->n_rows, (3 + N_BAND_PLACES + 2 + 1 + 2) * 3);
    run_free(run);
}

/* Energy of a zone from the draws' own parts; sums over zones are the area's in every draw. */
static void zones_add_up(void **state)
{
    struct run *run = several(60, 1);
    const struct bands *b = run->bands;
    const struct places *places = run->demand->places;

    (void)state;
    for (int y = 0; y < 3; y++)
        for (enum service v = FAST; v < N_SERVICES; v++) {
            const double *area =
                values(b, BAND_ENERGY, v == FAST ? BAND_PUBLIC_FAST : BAND_PUBLIC_SLOW, y);
            double sum[60] = {0}, mean = 0;

            for (int z = 0; z < run->city->n_zones; z++) {
                struct band band = bands_zone(b, run->demand, v, y, z);
                double zone[60] = {0};

                for (int d = 0; d < 60; d++)
                    for (enum layer l = NIGHT; l < N_LAYERS; l++)
                        zone[d] +=
                            bands_coefficients(b, y, v, l, 0)[d] * places->basis[l][0][z];
                for (int d = 0; d < 60; d++)
                    sum[d] += zone[d];
                assert_band(&band, zone, 60);
                assert_near(band.plan, demand_kwh(run->demand, v, y, z), 0, 0);
                mean += band.mean;
            }
            for (int d = 0; d < 60; d++)
                assert_near(sum[d], area[d], 1e-9, 0);
            assert_near(
                mean,
                bands_find(b, BAND_ENERGY, v == FAST ? BAND_PUBLIC_FAST : BAND_PUBLIC_SLOW, y)
                    ->band.mean,
                1e-9, 0);
        }
    run_free(run);
}

/* In every draw all places together give back what drives the cars. */
static void energy_is_kept(void **state)
{
    struct run *run = several(60, 1);
    const struct bands *b = run->bands;
    const struct demand_params *p = &run->scenario->demand;

    (void)state;
    for (int y = 0; y < 3; y++)
        for (int d = 0; d < 60; d++) {
            double slow = values(b, BAND_ENERGY, BAND_HOME, y)[d] +
                          values(b, BAND_ENERGY, BAND_WORK, y)[d] +
                          values(b, BAND_ENERGY, BAND_DEPOT, y)[d] +
                          values(b, BAND_ENERGY, BAND_PUBLIC_SLOW, y)[d];
            double fast = values(b, BAND_ENERGY, BAND_PUBLIC_FAST, y)[d], driven = 0;

            for (int c = 0; c < 2; c++) {
                const struct fleet_class *class = &run->scenario->fleet[c];
                double factor = c == 0 ? b->factor[d * 4] : 1; /* on km a day */
                int year = run->fleet->years[y];
                double bev = series_at(&class->bev_share, year);

                driven += values(b, BAND_STOCK, c, y)[d] * factor *
                          series_at(&class->km_per_day, year) *
                          series_at(&class->kwh_per_km, year) * class->on_road_factor *
                          (bev + (1 - bev) * class->phev_electric_share);
            }
            assert_near(slow * p->efficiency_slow + fast * p->efficiency_fast, driven, 1e-9, 0);
            assert_near(values(b, BAND_ENERGY, BAND_ALL, y)[d], slow + fast, 1e-12, 0);
            assert_near(values(b, BAND_STOCK, -1, y)[d],
                        values(b, BAND_STOCK, 0, y)[d] + values(b, BAND_STOCK, 1, y)[d], 1e-12,
                        0);
        }
    run_free(run);
}

/* One factor on the way of a class that is alone: every energy and load is the plan's times the
 * factor, so its percentiles are those of the factor. */
static void one_factor(void **state)
{
    struct scenario *s = town(100);
    double *factor = NULL, level[N_BAND_LEVELS];
    struct error err;
    struct run *run;

    (void)state;
    s->n_classes = 1;
    add(s, "km", "fleet.private.km_per_day", 0.25);
    assert_int_equal(draws_create(&factor, s, &err), ERR_OK);
    for (int k = 0; k < N_BAND_LEVELS; k++)
        level[k] = quantile(factor, 100, bands_level[k]);
    run = run_on(s, fixture_city(), 1);
    for (int k = 0; k < run->bands->n_rows; k++) {
        const struct band_row *row = &run->bands->row[k];
        bool moves =
            row->what == BAND_ENERGY || row->what == BAND_LOAD || row->what == BAND_GRID;

        for (int i = 0; i < N_BAND_LEVELS; i++)
            assert_near(row->band.level[i], row->band.plan * (moves ? level[i] : 1), 1e-9, 0);
    }
    assert_near(level[2], exp(1.2815515655446 * sqrt(log(1.0625)) - log(1.0625) / 2), 0.01, 0);
    assert_near(run->bands->driver[0], 1, 1e-12, 0);
    for (int k = 0; k < run->bands->n_stations; k++) {
        const struct band *load = &run->bands->station[k].load;

        for (int i = 0; i < N_BAND_LEVELS; i++)
            assert_near(load->level[i], load->plan * level[i], 1e-9, 1e-12);
    }
    free(factor);
    run_free(run);
}

/* Without spread every percentile is the plan's figure, which is that of the plan itself. */
static void check_no_spread(struct run *run)
{
    const struct bands *b = run->bands;
    int n_with_load = 0;

    for (int k = 0; k < b->n_rows; k++) {
        for (int i = 0; i < N_BAND_LEVELS; i++)
            assert_near(b->row[k].band.level[i], b->row[k].band.plan, 1e-12, 0);
        assert_near(b->row[k].band.mean, b->row[k].band.plan, 1e-12, 0);
    }
    for (int y = 0; y < 3; y++) {
        const struct demand_totals *t = &run->demand->totals[y];

        assert_near(bands_find(b, BAND_ENERGY, BAND_HOME, y)->band.plan, t->home, 1e-12, 0);
        assert_near(bands_find(b, BAND_ENERGY, BAND_PUBLIC_FAST, y)->band.plan,
                    t->public_kwh[FAST], 1e-9, 0);
        assert_near(bands_find(b, BAND_STOCK, -1, y)->band.plan, fleet_total(run->fleet, y), 0,
                    0);
        for (int q = 0; q < 2; q++)
            assert_near(bands_find(b, q == 0 ? BAND_CHARGERS : BAND_STATIONS, q, y)->band.plan,
                        ceil(fleet_total(run->fleet, y) / rule[q].target - 1e-9), 0, 0);
    }
    for (int y = 0; y < 3; y++)
        for (enum service v = FAST; v < N_SERVICES; v++)
            for (int z = 0; z < run->city->n_zones; z++) {
                struct band band = bands_zone(b, run->demand, v, y, z);

                for (int i = 0; i < N_BAND_LEVELS; i++)
                    assert_near(band.level[i], band.plan, 1e-9, 0);
            }
    for (int k = 0; k < b->n_stations; k++) {
        const struct band_station *s = &b->station[k];

        assert_near(s->load.level[0], s->load.plan, 1e-9, 1e-12);
        for (int i = 0; i < N_BAND_LEVELS; i++)
            assert_int_equal(s->needed[i], s->needed_plan);
        n_with_load += s->load.plan > 0;
        assert_true(s->enough_share == 0 || s->enough_share == 1);
    }
    assert_true(n_with_load > 3);
    run_free(run);
}

static void no_spread(void **state)
{
    (void)state;
    check_no_spread(several(20, 0));
}

/* The same where what was observed sets the mix and the zones right, of fast chargers. */
static void no_spread_observed(void **state)
{
    static double observed[] = {310, 120, NAN, 77, 5, 41};
    struct scenario *s = town(20);
    struct city *city = fixture_city();

    (void)state;
    city->observed_kwh = observed;
    s->demand.calibrate = CALIBRATE_ZONES;
    s->demand.observed_system = OBSERVED_FAST;
    add(s, "km", "fleet.private.km_per_day", 0);
    check_no_spread(run_on(s, city, 1));
}

/* Twice the spread, wider bands; all of them around the plan. */
static void wider(void **state)
{
    struct run *narrow = several(200, 0.5), *wide = several(200, 1);
    int n = 0;

    (void)state;
    for (int k = 0; k < narrow->bands->n_rows; k++) {
        const struct band *a = &narrow->bands->row[k].band, *b = &wide->bands->row[k].band;

        if (narrow->bands->row[k].what == BAND_STATIONS) continue; /* few whole ones */
        if (!(a->level[2] > a->level[0])) continue;
        assert_true(b->level[2] - b->level[0] > a->level[2] - a->level[0]);
        assert_true(a->level[0] <= a->plan && a->plan <= a->level[2]);
        n++;
    }
    assert_true(n > 20);
    run_free(narrow);
    run_free(wide);
}

static void threads(void **state)
{
    struct scenario *s = town(120);
    struct city *city = fixture_city();
    struct run *one, *two;

    (void)state;
    add(s, "km", "fleet.private.km_per_day", 0.2);
    add(s, "fast", "demand.session_kwh.slow", 0.2);
    one = run_on(s, city, 1);
    two = run_on(s, city, 2);
    for (int k = 0; k < one->bands->n_rows * 120; k++)
        assert_near(one->bands->value[k], two->bands->value[k], 0, 0);
    for (int v = 0; v < N_SERVICES; v++)
        for (int k = 0; k < 3 * city->n_zones * N_BAND_LEVELS; k++)
            assert_near(one->bands->zone[v][k], two->bands->zone[v][k], 0, 0);
    for (int k = 0; k < one->bands->n_stations; k++) {
        assert_int_equal(one->bands->station[k].needed[2], two->bands->station[k].needed[2]);
        assert_near(one->bands->station[k].load.mean, two->bands->station[k].load.mean, 0, 0);
    }
    run_free(one);
    run_free(two);
}

/* A factor that leaves the bounds is counted; one that changes nothing public drives nothing.
 */
static void cuts_and_drivers(void **state)
{
    struct scenario *s = town(100);
    struct run *run;
    const struct bands *b;

    (void)state;
    add(s, "ev", "fleet.private.ev_share", 0.1);
    add(s, "bev", "fleet.private.bev_share", 0.5); /* 0.8 x more than 1.25 is above 1 */
    add(s, "grid", "demand.efficiency.grid_fast", 0.1);
    s->fleet[0].growth_rate = 0.4;
    add(s, "rate", "fleet.private.growth_rate", 0.1);
    run = run_on(s, fixture_city(), 1);
    b = run->bands;
    assert_int_equal(b->n_cut[0], 0);
    for (int d = 0, n = 0; d < 100; d++) {
        n += b->factor[d * 4 + 1] > 1.25;
        if (d == 99) assert_int_equal(b->n_cut[1], n);
    }
    assert_true(b->n_cut[1] > 5);
    assert_near(b->driver[2], NAN, 0, 0); /* it moves the grid alone */
    assert_false(b->idle[0] || b->idle[1] || b->idle[2]);
    assert_true(b->idle[3]); /* of another curve */
    assert_int_equal(run->n_warnings, 1);
    assert_int_equal(bands_largest_driver(b), fabs(b->driver[0]) > fabs(b->driver[1]) ? 0 : 1);
    run_free(run);
}

/* The holiday's factor on both services is that of the power from the grid. */
static void holiday(void **state)
{
    double kw[2];

    (void)state;
    for (int k = 0; k < 2; k++) {
        struct scenario *s = town(20);
        struct run *run;

        s->demand.holiday_fast = s->demand.holiday_slow = k == 0 ? 1 : 1.3;
        add(s, "km", "fleet.private.km_per_day", 0.2);
        run = run_on(s, fixture_city(), 1);
        kw[k] = bands_find(run->bands, BAND_GRID, -1, 2)->band.level[1];
        run_free(run);
    }
    assert_near(kw[1], 1.3 * kw[0], 1e-12, 0);
}

/* What ratio rules ask for in a draw is the draw's own stock over the target. */
static void asked_of_the_draw(void **state)
{
    struct run *run = several(50, 1);
    const struct bands *b = run->bands;
    int n_other = 0;

    (void)state;
    for (int q = 0; q < 2; q++)
        for (int y = 0; y < 3; y++) {
            const struct band_row *row =
                bands_find(b, q == 0 ? BAND_CHARGERS : BAND_STATIONS, q, y);
            const struct band_row *stock = bands_find(b, BAND_STOCK, -1, y);

            for (int d = 0; d < b->n_draws; d++) {
                double got = b->value[(row - b->row) * b->n_draws + d];
                double vehicles = b->value[(stock - b->row) * b->n_draws + d];

                assert_near(got, ceil(vehicles / rule[q].target - 1e-9), 0, 0);
                n_other += got != row->band.plan;
            }
        }
    assert_true(n_other > 20);
    run_free(run);
}

/* Power from the grid, by its efficiency by service: of slow chargers alone, and of fast. */
static void grid_of_a_service(void **state)
{
    (void)state;
    for (int v = 0; v < N_SERVICES; v++) {
        double kw[2];

        for (int k = 0; k < 2; k++) {
            struct scenario *s = town(10);
            struct run *run;

            for (int c = 0; c < s->n_classes; c++) {
                struct fleet_class *class = &s->fleet[c];

                class->bev_share = fixture_number(1);
                class->with_home_slow = class->with_home_fast = 0;
                class->with_home_home = 1 - class->with_home_work;
                class->without_home_slow = class->without_home_fast = 0;
                if (v == FAST)
                    class->without_home_fast = 1 - class->without_home_work;
                else
                    class->without_home_slow = 1 - class->without_home_work;
            }
            s->demand.grid_efficiency_fast = v == FAST && k == 1 ? 0.5 : 1;
            s->demand.grid_efficiency_slow = v == SLOW && k == 1 ? 0.5 : 1;
            add(s, "km", "fleet.private.km_per_day", 0.2);
            run = run_on(s, fixture_city(), 1);
            kw[k] = bands_find(run->bands, BAND_GRID, -1, 2)->band.level[1];
            run_free(run);
        }
        assert_true(kw[0] > 0);
        assert_near(kw[1], 2 * kw[0], 1e-12, 0);
    }
}

/* The scenario that shows draws is one. */
static void shipped(void **state)
{
    (void)state;
    assert_int_equal(
        system(PROGRAM " check " SOURCE_DIR "/scenarios/road-city/draws.yaml >/dev/null 2>&1"),
        0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {cmocka_unit_test(bands_are_quantiles),
                                              cmocka_unit_test(zones_add_up),
                                              cmocka_unit_test(energy_is_kept),
                                              cmocka_unit_test(one_factor),
                                              cmocka_unit_test(no_spread),
                                              cmocka_unit_test(no_spread_observed),
                                              cmocka_unit_test(wider),
                                              cmocka_unit_test(threads),
                                              cmocka_unit_test(cuts_and_drivers),
                                              cmocka_unit_test(holiday),
                                              cmocka_unit_test(asked_of_the_draw),
                                              cmocka_unit_test(grid_of_a_service),
                                              cmocka_unit_test(shipped)};

    return cmocka_run_group_tests_name("monte carlo", tests, read_plans, free_plans);
}

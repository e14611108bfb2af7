/* test_monte_carlo_stations.c - what stations would need: chargers found by trying, loads that
 * follow the energy of a session. */
#include "tests/monte_carlo_scene.h"

/* Chargers told a second time: the fewest by trying all numbers from none on. */
static void stations_by_trying(void **state)
{
    struct run *run = several(150, 2);
    const struct bands *b = run->bands;
    const struct scenario *s = run->scenario;
    int n_more = 0, n_partly = 0;

    (void)state;
    for (int k = 0; k < b->n_stations; k++) {
        const struct band_station *station = &b->station[k];
        const struct network *today = run->network[0], *then = run->network[station->network];
        enum service v = station->service;
        int site = station->site, kind = v == FAST ? 1 : 0;
        double carried = sizing_capacity(s, then->power_share, v, &then->n_chargers[2 * site]);

        assert_int_equal(station->built, then->n_chargers[2 * site + kind]);
        assert_true((station->enough_share > 0.5) == (station->load.level[1] <= carried) ||
                    fabs(station->load.level[1] / carried - 1) < 0.02);
        for (int i = 0; i < N_BAND_LEVELS; i++) {
            int pool[2] = {0, 0},
                n = today->open[site] ? today->n_chargers[2 * site + kind] : 0;

            for (pool[kind] = n; pool[kind] < station->needed[i]; pool[kind]++)
                assert_true(sizing_capacity(s, then->power_share, v, pool) <
                            station->load.level[i]);
            if (station->enough_room[i])
                assert_true(sizing_capacity(s, then->power_share, v, pool) >=
                            station->load.level[i] * (1 - 1e-6));
            if (i > 0) assert_true(station->needed[i] >= station->needed[i - 1] || v == SLOW);
        }
        n_more += station->needed[2] > station->needed[0];
        n_partly += station->enough_share > 0 && station->enough_share < 1;
    }
    assert_true(n_more > 0);
    assert_true(n_partly > 0);
    run_free(run);
}

/* Twice the energy of a session halves the outlets taken, at every station, in every draw. */
static void sessions(void **state)
{
    struct scenario *s = town(40);
    struct run *run;
    const struct bands *b;
    int n = 0;

    (void)state;
    add(s, "session", "demand.session_kwh.slow", 0.3);
    run = run_on(s, fixture_city(), 1);
    b = run->bands;
    for (int k = 0; k < b->n_stations; k++) {
        double load[40];

        if (b->station[k].service != SLOW) continue;
        for (int d = 0; d < 40; d++)
            load[d] = b->station[k].load.plan / b->factor[d];
        for (int i = 0; i < N_BAND_LEVELS; i++)
            assert_near(b->station[k].load.level[i], quantile(load, 40, bands_level[i]), 1e-9,
                        1e-12);
        n += b->station[k].load.plan > 0;
    }
    assert_true(n > 1);
    run_free(run);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {cmocka_unit_test(stations_by_trying),
                                              cmocka_unit_test(sessions)};

    return cmocka_run_group_tests_name("monte carlo, stations", tests, read_plans, free_plans);
}

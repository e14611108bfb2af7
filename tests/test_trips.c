/* test_trips.c - day energy along trips and by gravity; calibration: closed forms, brute force,
 * limits, mixes that are known. */
#include <string.h>

#include "model/demand/demand.h"
#include "model/demand/trips.h"
#include "tests/assert.h"
#include "tests/fixture.h"

enum { N = 6 }; /* zones of the fixture */

static double sum_of(const double *x, int n)
{
    double sum = 0;

    for (int k = 0; k < n; k++)
        sum += x[k];
    return sum;
}

/* Two zones 3 km apart, g = 2 km, day weights 5 and 7: the share that stays at home is
 * 5 / (5 + 7 e^-1.5). */
static void two_zones(void **state)
{
    double x[2] = {0, 3000}, y[2] = {0, 0}, day[2] = {5, 7}, night[2] = {0.8, 0.2}, got[2];
    struct city city = {.n_zones = 2, .zone_x = x, .zone_y = y, .weight = {night, day, day}};
    struct trips_weights w = {1, {night}, {got}};
    double far = exp(-1.5), stay = 5 / (5 + 7 * far), other = 5 * far / (7 + 5 * far);
    struct error err;

    (void)state;
    assert_int_equal(trips_by_gravity(&city, 2, &w, 1, &err), ERR_OK);
    assert_near(got[0], 0.8 * stay + 0.2 * other, 1e-11, 0);
    assert_near(got[1], 0.8 * (1 - stay) + 0.2 * (1 - other), 1e-11, 0);
    /* far away all: half the way nearer wins, whatever is beyond the numbers */
    x[1] = 3e9;
    day[0] = 0;
    assert_int_equal(trips_by_gravity(&city, 2, &w, 1, &err), ERR_OK);
    assert_near(got[1], 1, 1e-12, 0);
    assert_near(got[0], 0, 0, 0);
}

/* Far from all destinations, 2,000 times g and more: what counts is how much farther than the
 * nearest the others are, 3 km, 1.5 times g. */
static void far_from_all(void **state)
{
    double x[3] = {0, 4e6, 4.003e6}, y[3] = {0}, day[3] = {0, 5, 7}, night[3] = {1}, got[3];
    struct city city = {.n_zones = 3, .zone_x = x, .zone_y = y, .weight = {night, day, day}};
    struct trips_weights w = {1, {night}, {got}};
    struct error err;

    (void)state;
    assert_int_equal(trips_by_gravity(&city, 2, &w, 1, &err), ERR_OK);
    assert_near(got[1], 5 / (5 + 7 * exp(-1.5)), 1e-9, 0);
    assert_near(got[2], 1 - got[1], 1e-9, 0);
}

/* Brute force over all pairs of 700 zones, some without residents or jobs, 2 weights; the same
 * bytes on three threads. */
static void gravity_brute(void **state)
{
    enum { MANY = 700 };
    static double x[MANY], y[MANY], day[MANY], night[2][MANY], got[2][MANY], again[2][MANY],
        want[2][MANY];
    struct city city = {
        .n_zones = MANY, .zone_x = x, .zone_y = y, .weight = {night[0], day, day}};
    struct trips_weights w = {2, {night[0], night[1]}, {got[0], got[1]}};
    struct error err;
    unsigned seed = 7;

    (void)state;
    for (int z = 0; z < MANY; z++) {
        x[z] = (seed = seed * 1664525 + 1013904223) % 50000;
        y[z] = (seed = seed * 1664525 + 1013904223) % 40000;
        day[z] = z % 5 == 0 ? 0 : (seed = seed * 1664525 + 1013904223) % 977;
        night[0][z] = z % 7 == 3 ? 0 : 1 + z % 13;
        night[1][z] = night[0][z] * 0.31;
    }
    assert_int_equal(trips_by_gravity(&city, 4.3, &w, 1, &err), ERR_OK);
    for (int o = 0; o < MANY; o++) {
        double row[MANY], sum = 0;

        for (int d = 0; d < MANY; d++)
            sum += row[d] = day[d] * exp(-hypot(x[o] - x[d], y[o] - y[d]) / 4300);
        for (int d = 0; d < MANY; d++)
            for (int k = 0; k < 2; k++)
                want[k][d] += night[k][o] * row[d] / sum;
    }
    for (int k = 0; k < 2; k++) {
        assert_near(sum_of(got[k], MANY), sum_of(night[k], MANY), 1e-12, 0);
        for (int z = 0; z < MANY; z++)
            assert_near(got[k][z], want[k][z], 1e-10, 0);
    }
    w.day[0] = again[0];
    w.day[1] = again[1];
    assert_int_equal(trips_by_gravity(&city, 4.3, &w, 3, &err), ERR_OK);
    assert_memory_equal(got, again, sizeof got);
}

/* Where ways do not matter all drive by the weight day, which is the demand without trips. */
static void gravity_without_ways(void **state)
{
    struct scenario *s = fixture_scenario();
    struct city *city = fixture_city();
    struct demand *plain = fixture_demand(s, city, 1), *far;

    (void)state;
    s->demand.gravity_km = 1e12;
    far = fixture_demand(s, city, 2);
    for (int z = 0; z < N; z++)
        assert_near(demand_kwh(far, FAST, 1, z), demand_kwh(plain, FAST, 1, z), 1e-9, 0);
    demand_free(plain);
    demand_free(far);
}

/* All of zone 0 drive to zone 4, those of zone 1 in equal parts to 2 and 3; the rest by day.
 * Energy is kept, by class and service. */
static void by_rows(void **state)
{
    int from[] = {0, 1, 1, 5}, to[] = {4, 2, 3, 0};
    double trips[] = {3.1, 8, 8, 0}, access[N] = {0.9, 0.1, 0.5, 0.3, 0.2, 0.7};
    struct scenario *s = fixture_scenario();
    struct city *city = fixture_city();
    struct demand *plain, *moved;
    double all = sum_of(city->weight[NIGHT], N), day = sum_of(city->weight[DAY], N), rest = 0;

    (void)state;
    city->home_access = access;
    plain = fixture_demand(s, city, 1);
    city->trips = (struct city_trips){4, from, to, trips};
    moved = fixture_demand(s, city, 1);
    for (int z = 2; z < N; z++)
        rest += city->weight[NIGHT][z] / all;
    assert_near(places_basis(moved->places, SLOW, DAY, 0)[4],
                city->weight[NIGHT][0] / all + rest * city->weight[DAY][4] / day, 1e-12, 0);
    assert_near(places_basis(moved->places, SLOW, DAY, 0)[2],
                city->weight[NIGHT][1] / all / 2 + rest * city->weight[DAY][2] / day, 1e-12, 0);
    assert_near(sum_of(places_basis(moved->places, SLOW, DAY, 1), N), moved->places->home_mean,
                1e-12, 0);
    for (enum service v = FAST; v < N_SERVICES; v++)
        assert_near(moved->totals[2].public_kwh[v], plain->totals[2].public_kwh[v], 1e-12, 0);
    demand_free(plain);
    demand_free(moved);
}

/* ---- calibration ---- */

static const double weight_of[N_LAYERS][N] = {
    {317, 211, 90, 97, 120, 37}, {11, 233, 60, 38, 71, 9}, {5, 1, 80, 2, 3, 44}};

static void shares(double share[N_LAYERS][N])
{
    for (int l = 0; l < N_LAYERS; l++)
        for (int z = 0; z < N; z++)
            share[l][z] = weight_of[l][z] / sum_of(weight_of[l], N);
}

/* Observations made of a known mix give it back, in any unit, with zones left out. */
static void known_mix(void **state)
{
    const double mix[N_LAYERS] = {0.37, 0.52, 0.11}, before[N_LAYERS] = {0.6, 0.4, 0};
    double share[N_LAYERS][N], observed[N];
    const double *of[N_LAYERS] = {share[0], share[1], share[2]};
    struct calibration c = {.done = false};
    struct error err;

    (void)state;
    shares(share);
    for (int z = 0; z < N; z++) {
        observed[z] = 0;
        for (int l = 0; l < N_LAYERS; l++)
            observed[z] += 7310 * mix[l] * share[l][z];
    }
    observed[2] = NAN;
    assert_int_equal(calibrate_fit(&c, N, observed, of, before, &err), ERR_OK);
    for (int l = 0; l < N_LAYERS; l++)
        assert_near(c.mix[l], mix[l], 1e-9, 0);
    assert_near(c.r2, 1, 1e-12, 0);
    assert_near(c.rms, 0, 0, 1e-6);
    assert_int_equal(c.n_observed, 5);
    assert_true(!c.poor && c.alike[0] == c.alike[1]);
}

/* No weight is below 0, and no other mix on a fine grid, at its best scale, leaves fewer
 * squares. */
static void best_of_all_mixes(void **state)
{
    const double observed[N] = {100, 310, 7, 60, 33, 90}, before[N_LAYERS] = {0.6, 0.4, 0};
    double share[N_LAYERS][N], least = INFINITY, best[N_LAYERS] = {0};
    const double *of[N_LAYERS] = {share[0], share[1], share[2]};
    struct calibration c = {.done = false};
    struct error err;

    (void)state;
    shares(share);
    assert_int_equal(calibrate_fit(&c, N, observed, of, before, &err), ERR_OK);
    for (int a = 0; a <= 200; a++)
        for (int b = 0; b <= 200 - a; b++) {
            double mix[N_LAYERS] = {a / 200.0, b / 200.0, (200 - a - b) / 200.0};
            double oo = 0, om = 0, mm = 0;

            for (int z = 0; z < N; z++) {
                double m = mix[0] * share[0][z] + mix[1] * share[1][z] + mix[2] * share[2][z];

                oo += observed[z] * observed[z];
                om += observed[z] * m;
                mm += m * m;
            }
            if (oo - om * om / mm >= least) continue;
            least = oo - om * om / mm;
            memcpy(best, mix, sizeof best);
        }
    for (int l = 0; l < N_LAYERS; l++)
        assert_near(c.mix[l], best[l], 0, 0.005);
    assert_near(c.mix[0] + c.mix[1] + c.mix[2], 1, 1e-12, 0);
    assert_near(c.rms * 100, sqrt(least / N), 1e-3, 0); /* 100: the mean observation */
    assert_true(c.rms * 100 <= sqrt(least / N) * (1 + 1e-9));
    assert_true(c.r2 < 1 && c.r2 > 0);
}

/* Layers in the same places share what was fitted as the settings say, and are named. */
static void alike(void **state)
{
    const double observed[N] = {10, 240, 50, 41, 77, 3}, before[N_LAYERS] = {0.5, 0.3, 0.2};
    double share[N_LAYERS][N];
    const double *of[N_LAYERS] = {share[0], share[1], share[1]};
    struct calibration c = {.done = false};
    struct error err;

    (void)state;
    shares(share);
    assert_int_equal(calibrate_fit(&c, N, observed, of, before, &err), ERR_OK);
    assert_int_equal(c.alike[0], DAY);
    assert_int_equal(c.alike[1], ROAMING);
    assert_near(c.mix[DAY] / c.mix[ROAMING], 1.5, 1e-12, 0);
    assert_near(c.mix[NIGHT] + c.mix[DAY] + c.mix[ROAMING], 1, 1e-12, 0);
    assert_int_equal(calibrate_fit(&c, N, (double[N]){0, 0, 0, NAN, 0, 0}, of, before, &err),
                     ERR_DATA);
}

/* The whole chain: totals by class and service stay; with zones the energy observed is in
 * proportion to the observation, and zones not observed keep their share. */
static void followed(void **state)
{
    double observed[N] = {140, 90, NAN, 410, 77, 0}, access[N] = {0.9, 0.1, 0.5, 0.3, 0.2, 0.7};
    struct scenario *s = fixture_scenario();
    struct city *city = fixture_city();
    struct demand *plain, *mixed, *zones;
    double mix_2, all;

    (void)state;
    city->home_access = access;
    city->observed_kwh = observed;
    plain = fixture_demand(s, city, 1);
    s->demand.calibrate = CALIBRATE_ZONES;
    s->demand.observed_system = OBSERVED_BOTH;
    zones = fixture_demand(s, city, 1);
    for (int v = 0; v < N_SERVICES; v++) /* both systems follow */
        assert_near(demand_kwh(zones, (enum service)v, 0, 0) * 90,
                    demand_kwh(zones, (enum service)v, 0, 1) * 140, 1e-9, 0);
    demand_free(zones);
    s->demand.observed_system = OBSERVED_FAST;
    s->demand.calibrate = CALIBRATE_MIX;
    mixed = fixture_demand(s, city, 1);
    s->demand.calibrate = CALIBRATE_ZONES;
    zones = fixture_demand(s, city, 1);
    for (int y = 0; y < 3; y++) {
        assert_near(mixed->totals[y].public_kwh[FAST], plain->totals[y].public_kwh[FAST], 1e-9,
                    0);
        assert_near(zones->totals[y].public_kwh[FAST], plain->totals[y].public_kwh[FAST], 1e-9,
                    0);
        for (int c = 0; c < s->n_classes; c++)
            assert_near(demand_class_public(zones, c, FAST, y),
                        demand_class_public(plain, c, FAST, y), 1e-9, 0);
        for (int z = 0; z < N; z++) /* slow was not observed */
            assert_near(demand_kwh(zones, SLOW, y, z), demand_kwh(plain, SLOW, y, z), 1e-12, 0);
        assert_near(demand_kwh(zones, FAST, y, 3) / demand_kwh(zones, FAST, y, 0), 410.0 / 140,
                    1e-9, 0);
        assert_near(demand_kwh(zones, FAST, y, 1) / demand_kwh(zones, FAST, y, 4), 90.0 / 77,
                    1e-9, 0);
        assert_near(demand_kwh(zones, FAST, y, 5), 0, 0, 1e-9);
    }
    all = zones->totals[0].public_kwh[FAST];
    mix_2 = demand_kwh(mixed, FAST, 0, 2) / all;
    assert_near(demand_kwh(zones, FAST, 0, 2) / all, mix_2, 0.05, 0); /* home access differs */
    demand_free(plain);
    demand_free(mixed);
    demand_free(zones);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_zones),         cmocka_unit_test(far_from_all),
        cmocka_unit_test(gravity_brute),     cmocka_unit_test(gravity_without_ways),
        cmocka_unit_test(by_rows),           cmocka_unit_test(known_mix),
        cmocka_unit_test(best_of_all_mixes), cmocka_unit_test(alike),
        cmocka_unit_test(followed),
    };

    return cmocka_run_group_tests_name("trips", tests, NULL, NULL);
}

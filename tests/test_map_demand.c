/* test_map_demand.c - maps of demand: what is on which, the same classes, land without legend.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "output/map/map_demand.h"
#include "output/map/map_kept.h"
#include "tests/assert.h"
#include "tests/fixture_run.h"

static struct fixture *fixture;
static struct map_demand *night, *day;

static int setup(void **state)
{
    struct error err;

    (void)state;
    fixture = fixture_run_create(0.25);
    fixture->scenario.report.map_px = 800;
    /* unlike layers, so that none stands for another */
    for (int k = 0; k < N_YEARS * fixture->city.n_zones; k++) {
        fixture->demand.kwh[FAST][NIGHT][k] *= 0.4;
        fixture->demand.kwh[SLOW][DAY][k] *= 1.7;
        fixture->demand.kwh[FAST][ROAMING][k] *= 2.3;
    }
    assert_int_equal(map_demand_create(&night, &fixture->run, false, &err), ERR_OK);
    assert_int_equal(map_demand_create(&day, &fixture->run, true, &err), ERR_OK);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    map_demand_free(night);
    map_demand_free(day);
    fixture_run_free(fixture);
    return 0;
}

/* By night the layer night; by day the two others; the last year; nothing is lost. */
static void amounts(void **state)
{
    const struct demand *d = &fixture->demand;
    int n = fixture->city.n_zones;
    double all = 0, on_maps = 0;

    (void)state;
    for (int z = 0; z < n; z++) {
        int at = (N_YEARS - 1) * n + z;

        assert_near(night->map.amount[z], d->kwh[FAST][NIGHT][at] + d->kwh[SLOW][NIGHT][at],
                    1e-12, 0);
        assert_near(day->map.amount[z],
                    d->kwh[FAST][DAY][at] + d->kwh[SLOW][DAY][at] + d->kwh[FAST][ROAMING][at] +
                        d->kwh[SLOW][ROAMING][at],
                    1e-12, 0);
        on_maps += night->map.amount[z] + day->map.amount[z];
        all += demand_kwh(d, FAST, N_YEARS - 1, z) + demand_kwh(d, SLOW, N_YEARS - 1, z);
    }
    assert_near(on_maps, all, 1e-12, 0);
}

/* One scale: the same limits, the same largest amount, the same colour for the same density,
 * and the densities of both lie in the classes. */
static void same_classes(void **state)
{
    struct map alone;
    struct error err;

    (void)state;
    assert_int_equal(night->map.n_classes, day->map.n_classes);
    assert_true(day->map.n_classes >= 4);
    for (int k = 0; k < day->map.n_classes - 1; k++) {
        assert_near(night->map.breaks[k], day->map.breaks[k], 0, 0);
        assert_near(map_class_colour(&night->map, day->map.breaks[k]).g,
                    map_class_colour(&day->map, day->map.breaks[k]).g, 0, 0);
    }
    assert_near(night->map.most, day->map.most, 0, 0);
    for (int z = 0; z < fixture->city.n_zones; z++) {
        assert_true(day->map.amount[z] <= day->map.most);
        assert_true(night->map.amount[z] <= day->map.most);
    }
    assert_int_equal(map_demand_classes(&alone, &fixture->run, &err), ERR_OK);
    assert_int_equal(alone.n_classes, day->map.n_classes);
    for (int k = 0; k < alone.n_classes - 1; k++)
        assert_near(alone.breaks[k], day->map.breaks[k], 0, 0);
    map_clear(&alone);
}

static void headline_says(const struct map_demand *m, const char *text)
{
    char title[1024], subtitle[1024];

    map_of_demand.headline(&m->map, title, sizeof title);
    assert_non_null(strstr(title, text));
    map_of_demand.subtitle(&m->map, subtitle, sizeof subtitle);
    assert_non_null(strstr(subtitle, "2030: "));
}

/* Roaming is said on the map that has it: its energy, in words. */
static void words(void **state)
{
    char subtitle[1024], roaming[64];
    double kwh = demand_layer(&fixture->demand, FAST, ROAMING, N_YEARS - 1) +
                 demand_layer(&fixture->demand, SLOW, ROAMING, N_YEARS - 1);

    (void)state;
    headline_says(night, "by night");
    headline_says(day, "by day");
    map_of_demand.subtitle(&day->map, subtitle, sizeof subtitle);
    messages_energy(roaming, sizeof roaming, LANGUAGE_EN, kwh);
    assert_non_null(strstr(subtitle, "layer roaming, "));
    assert_non_null(strstr(subtitle, roaming));
    map_of_demand.subtitle(&night->map, subtitle, sizeof subtitle);
    assert_null(strstr(subtitle, "roaming"));
}

static int png_side(const char *bytes, int at)
{
    const unsigned char *b = (const unsigned char *)bytes + at;

    return b[0] << 24 | b[1] << 16 | b[2] << 8 | b[3];
}

/* The sheet and its land are drawn once; the land has the size of the map's area. */
static void land(void **state)
{
    struct map_kept kept = {0};
    struct error err;
    char *first;

    (void)state;
    assert_int_equal(map_kept_draw(&kept, &fixture->run, KEPT_DAY, &err), ERR_OK);
    assert_non_null(kept.bytes[KEPT_DAY_LAND]);
    assert_null(kept.bytes[KEPT_NIGHT]);
    first = kept.bytes[KEPT_DAY_LAND];
    assert_int_equal(map_kept_draw(&kept, &fixture->run, KEPT_DAY_LAND, &err), ERR_OK);
    assert_ptr_equal(kept.bytes[KEPT_DAY_LAND], first);
    assert_int_equal(png_side(kept.bytes[KEPT_DAY], 16), day->map.frame.width);
    assert_int_equal(png_side(first, 16), (int)day->map.whole.area.w);
    assert_int_equal(png_side(first, 20), (int)day->map.whole.area.h);
    assert_true(kept.n[KEPT_DAY_LAND] < kept.n[KEPT_DAY]);
    map_kept_clear(&kept);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(amounts),
                                       cmocka_unit_test(same_classes), cmocka_unit_test(words),
                                       cmocka_unit_test(land)};

    return cmocka_run_group_tests_name("map_demand", tests, setup, teardown);
}

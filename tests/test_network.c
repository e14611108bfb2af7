/* test_network.c - counts, money and the results of a network, by hand; nearest points. */
#include <stdlib.h>
#include <string.h>

#include "model/nearest.h"
#include "model/network.h"
#include "tests/assert.h"
#include "tests/fixture.h"

static struct network *make(const struct scenario *s, const struct city *city,
                            const struct network *before)
{
    struct network *n = NULL;
    struct error err;

    if (network_create(&n, s, city, 2, before, &err) != ERR_OK) fail_msg("%s", err.text);
    return n;
}

/* Existing sites stand with their chargers; what a file says of other sites does not count. */
static void existing_stand(void **state)
{
    struct scenario *s = fixture_scenario();
    struct city *city = fixture_city();
    struct network *n = make(s, city, NULL), *later;
    const bool open[6] = {true, false, false, true, false, true};

    (void)state;
    for (int i = 0; i < 6; i++) {
        assert_int_equal(n->open[i], open[i]);
        assert_int_equal(n->opened_year[i], 0);
    }
    assert_int_equal(n->n_chargers[0], 2);
    assert_int_equal(n->n_chargers[1], 2);
    assert_int_equal(n->n_chargers[6], 5);
    n->open[1] = true;
    n->opened_year[1] = 2025;
    n->n_chargers[3] = 4;
    later = make(s, city, n);
    assert_true(later->open[1]);
    assert_int_equal(later->opened_year[1], 2025);
    assert_int_equal(later->n_chargers[3], 4);
    network_free(n);
    network_free(later);
}

/* Site 0: 2 ac7 (1 outlet, 7 kW, 1.3 bays) and 2 dc120 (2 outlets, 120 kW, 1 bay):
 * 4 chargers, 6 outlets, 254 kW, 2.6 + 2 bays, so 5. */
static void counts(void **state)
{
    struct scenario *s = fixture_scenario();
    struct city *city = fixture_city();
    struct network *n;
    struct site_count c;

    (void)state;
    s->kind[0].bays = 1.3;
    n = make(s, city, NULL);
    c = network_count(s, n, 0);
    assert_int_equal(c.chargers, 4);
    assert_int_equal(c.outlets, 6);
    assert_int_equal(c.bays, 5);
    assert_near(c.kw, 254, 0, 0);
    assert_int_equal(c.fast_chargers, 2);
    assert_int_equal(c.service_chargers[SLOW], 2);
    assert_int_equal(c.service_outlets[FAST], 4);
    assert_near(c.service_kw[FAST], 240, 0, 0);
    assert_near(c.service_kw[SLOW], 14, 0, 0);
    network_free(n);
}

/* clang-format off */
static struct station_row {
    const char *name;
    int slow, fast, station_min;
    bool is_station;
} station_rows[] = {
    {"two and one fast are three", 2, 1, 3, true},
    {"three slow ones are dispersed", 3, 0, 3, false},
    {"two in all are dispersed", 1, 1, 3, false},
    {"two in all where two are enough", 1, 1, 2, true},
    {"nothing", 0, 0, 1, false},
};
/* clang-format on */

static void station(void **state)
{
    const struct station_row *r = *state;
    struct scenario *s = fixture_scenario();
    struct city *city = fixture_city();
    struct network *n = make(s, city, NULL);

    s->sizing.station_min = r->station_min;
    n->n_chargers[2] = r->slow;
    n->n_chargers[3] = r->fast;
    assert_int_equal(network_is_station(s, n, 1), r->is_station);
    network_free(n);
}

/* Site 1 opens with 4 ac7 and 3 dc120, site 0 gets one more dc120:
 * 300,000; 3+1 x 95,000; 4 x 6,000; a year 4 x 5,200 + 4 x 300. Both opened and grown sites of
 * earlier phases are paid already. */
static void money(void **state)
{
    struct scenario *s = fixture_scenario();
    struct city *city = fixture_city();
    struct network *before = make(s, city, NULL), *after = make(s, city, before);
    struct money m;

    (void)state;
    city->site[1].fixed_cost = 217000;
    after->open[1] = true;
    after->n_chargers[2] = 4;
    after->n_chargers[3] = 3;
    after->n_chargers[1] += 1;
    m = network_money(s, city, before, after);
    assert_near(m.fixed, 217000, 0, 0);
    assert_near(m.chargers[FAST], 380000, 0, 0);
    assert_near(m.chargers[SLOW], 24000, 0, 0);
    assert_near(m.total, 621000, 0, 0);
    assert_near(m.om_per_year, 22000, 0, 0);
    m = network_money(s, city, after, after);
    assert_near(m.total, 0, 0, 0);
    network_free(before);
    network_free(after);
}

static void serve(struct assignment *a, int n, const int zone[], const int site[],
                  const double share[])
{
    a->n = n;
    a->zone = memcpy(malloc((size_t)n * sizeof(int)), zone, (size_t)n * sizeof(int));
    a->site = memcpy(malloc((size_t)n * sizeof(int)), site, (size_t)n * sizeof(int));
    a->share = memcpy(malloc((size_t)n * sizeof(double)), share, (size_t)n * sizeof(double));
}

/* Site 0 serves all of zone 0 and 0.31 of zone 1 fast, and 0.47 of zone 0 slow.
 * Zone 1's rest is full (site 0 is 300 m away), zone 2's too, 854 m; zone 3 is 1,900 m from
 * site 0, and site 5 beside it has no fast outlet; zones 4 and 5 are out of reach (2,549 m,
 * 8,900 m). Slow: site 3 is 50 m from zone 1 but dedicated, site 5 64 m from zone 3. */
static void evaluate(void **state)
{
    struct scenario *s = fixture_scenario();
    struct city *city = fixture_city();
    struct demand *d = fixture_demand(s, city, 1);
    struct network *n = make(s, city, NULL);
    struct reach *fast = fixture_reach(city, city->service_way[FAST]);
    struct reach *slow = fixture_reach(city, city->service_way[SLOW]);
    const struct reach *const reach[N_SERVICES] = {[FAST] = fast, [SLOW] = slow};
    const bool fast_near[6] = {true, true, true, true, false, false};
    const bool slow_near[6] = {true, true, false, true, false, false};
    const double rule[6] = {100,
                            300,
                            854.40037453175307, /* sqrt(800^2 + 300^2) */
                            64.031242374328485, /* sqrt(50^2 + 40^2) */
                            770.7788269017254,  /* sqrt(550^2 + 540^2) */
                            6950.115106960459}; /* sqrt(6950^2 + 40^2) */
    double a[N_HOURS], b[N_HOURS], load = 0;
    struct error err;

    (void)state;
    serve(&n->served[FAST], 2, (int[]){0, 1}, (int[]){0, 0}, (double[]){1, 0.31});
    serve(&n->served[SLOW], 1, (int[]){0}, (int[]){0}, (double[]){0.47});
    assert_int_equal(network_evaluate(n, s, city, d, reach, &err), ERR_OK);
    for (int z = 0; z < 6; z++) {
        double kwh = demand_kwh(d, FAST, 2, z), share = z == 0 ? 1 : z == 1 ? 0.31 : 0;

        assert_near(n->served_kwh[FAST][z], kwh * share, 1e-12, 0);
        assert_near(n->full_kwh[FAST][z], fast_near[z] ? kwh * (1 - share) : 0, 1e-12, 1e-12);
        assert_near(n->out_kwh[FAST][z], fast_near[z] ? 0 : kwh, 1e-12, 0);
        kwh = demand_kwh(d, SLOW, 2, z);
        share = z == 0 ? 0.47 : 0;
        assert_near(n->full_kwh[SLOW][z], slow_near[z] ? kwh * (1 - share) : 0, 1e-12, 0);
        assert_near(n->out_kwh[SLOW][z], slow_near[z] ? 0 : kwh, 1e-12, 0);
        assert_near(n->rule_distance_m[z], rule[z], 1e-10, 0);
    }
    assert_near(n->site_kwh[FAST][0],
                demand_kwh(d, FAST, 2, 0) + 0.31 * demand_kwh(d, FAST, 2, 1), 1e-12, 0);
    demand_load(d, FAST, 2, 0, a);
    demand_load(d, FAST, 2, 1, b);
    for (int h = 0; h < DAY_HOURS; h++)
        load = fmax(load, a[h] + 0.31 * b[h]);
    assert_near(n->load[FAST][0], load, 1e-12, 0);
    assert_near(n->p_miss[FAST][0], sizing_p_miss(s, NULL, FAST, n->n_chargers, load), 1e-12,
                0);
    assert_near(n->p_miss[FAST][5], NAN, 0, 0);
    assert_near(n->p_miss[SLOW][5], 0.03, 1e-12, 0); /* nobody comes; the outlet is broken */
    network_free(n);
    demand_free(d);
    fixture_reach_free(fast);
    fixture_reach_free(slow);
}

/* The busiest hour of a site is one hour for all its zones: zone 0 is busy in the evening, zone
 * 1 at noon, so together they ask for less than the sum of their own busiest hours. */
static void coincident(void **state)
{
    struct scenario *s = fixture_scenario();
    struct city *city = fixture_city();
    struct network *n = make(s, city, NULL);
    struct reach *all = fixture_reach(city, city->service_way[FAST]);
    const struct reach *const reach[N_SERVICES] = {all, all};
    double hours[N_HOURS], sum = 0;
    struct demand *d;
    struct error err;

    (void)state;
    city->weight[NIGHT][1] = 0;
    city->weight[DAY][0] = 0;
    d = fixture_demand(s, city, 1);
    serve(&n->served[FAST], 2, (int[]){0, 1}, (int[]){0, 0}, (double[]){1, 1});
    assert_int_equal(network_evaluate(n, s, city, d, reach, &err), ERR_OK);
    for (int z = 0; z < 2; z++)
        sum += demand_load(d, FAST, 2, z, hours);
    assert_true(n->load[FAST][0] < 0.95 * sum);
    assert_true(n->load[FAST][0] > 0.5 * sum);
    network_free(n);
    demand_free(d);
    fixture_reach_free(all);
}

static void nobody_open(void **state)
{
    struct scenario *s = fixture_scenario();
    struct city *city = fixture_city();
    struct demand *d = fixture_demand(s, city, 1);
    struct reach *all = fixture_reach(city, city->service_way[FAST]);
    const struct reach *const reach[N_SERVICES] = {all, all};
    struct network *n = make(s, city, NULL);
    struct error err;

    (void)state;
    memset(n->open, 0, 6);
    assert_int_equal(network_evaluate(n, s, city, d, reach, &err), ERR_OK);
    for (int z = 0; z < 6; z++) {
        assert_near(n->out_kwh[SLOW][z], demand_kwh(d, SLOW, 2, z), 1e-12, 0);
        assert_near(n->rule_distance_m[z], INFINITY, 0, 0);
    }
    network_free(n);
    demand_free(d);
    fixture_reach_free(all);
}

/* Nearest against comparing everything, plane and lon/lat (up to the pole and the date line).
 */
static void nearest_by_force(void **state)
{
    enum { N = 61 };
    static const struct {
        double x, y, width;
        bool geographic;
    } area[] = {{3e5, 4e6, 20000, false},
                {114.1, 22.6, 0.5, true},
                {20, 88.9, 1.0, true},
                {179.9, -17, 0.09, true},
                {-60, 10, 50, true}};
    unsigned seed = 20261120;

    (void)state;
    for (size_t c = 0; c < COUNT(area); c++) {
        double x[N], y[N];
        bool take[N];
        struct points p = {N, x, y, area[c].geographic};
        struct nearest *index = NULL;
        struct error err;

        for (int k = 0; k < N; k++) {
            seed = seed * 1664525u + 1013904223u;
            x[k] = area[c].x + area[c].width * (seed >> 8) / 16777216.0;
            seed = seed * 1664525u + 1013904223u;
            y[k] = area[c].y + area[c].width * (seed >> 8) / 16777216.0;
            take[k] = k % 3 != 1;
        }
        x[33] = x[30]; /* equals: the lower index */
        y[33] = y[30];
        assert_int_equal(nearest_create(&index, &p, take, &err), ERR_OK);
        for (int i = 0; i < N; i++) {
            double best = INFINITY, got;
            int want = -1;

            for (int k = 0; k < N; k++) {
                double d = geo_distance_m(&p, i, &p, k);

                if (!take[k] || d >= best) continue;
                best = d;
                want = k;
            }
            assert_int_equal(nearest_find(index, &p, i, &got), want);
            assert_near(got, best, 0, 0);
        }
        nearest_free(index);
        memset(take, 0, sizeof(take));
        assert_int_equal(nearest_create(&index, &p, take, &err), ERR_OK);
        assert_int_equal(nearest_find(index, &p, 0, NULL), -1);
        nearest_free(index);
    }
}

static void site_zones(void **state)
{
    struct city *city = fixture_city();
    const int want[6] = {0, 2, 3, 1, 3, 3}; /* site 2: 316 m to zone 3, 500 m to zone 4 */
    int zone[6];
    struct error err;

    (void)state;
    assert_int_equal(network_site_zones(city, zone, &err), ERR_OK);
    for (int i = 0; i < 6; i++)
        assert_int_equal(zone[i], want[i]);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(station_rows) + 8];
    size_t n = 0;

    for (size_t k = 0; k < COUNT(station_rows); k++)
        tests[n++] =
            (struct CMUnitTest){station_rows[k].name, station, NULL, NULL, &station_rows[k]};
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(existing_stand);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(counts);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(money);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(evaluate);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(coincident);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(nobody_open);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(nearest_by_force);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(site_zones);
    return cmocka_run_group_tests_name("network", tests, NULL, NULL);
}

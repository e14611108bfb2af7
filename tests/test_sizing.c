/* test_sizing.c - what pools carry, and the sizes and shares chosen for given sites. */
#include <stdlib.h>
#include <string.h>

#include "model/erlang.h"
#include "model/network.h"
#include "tests/assert.h"
#include "tests/fixture.h"

enum { N_KINDS = 3 };

/* clang-format off */
static struct pool_row {
    const char *name;
    enum service v;
    struct { int system, outlets; double kw, mean_share, availability; } kind[N_KINDS];
    int n[N_KINDS];
    double wait_min, wait_share, blocked_share;
    double want; /* NAN: that of four outlets at 0.85, by hand in pool() */
    double outlet_kw, t;
} pool_rows[] = {
    {"slow: one outlet, a / (1 + a) = 0.2: 0.25 erlangs", SLOW,
     {{SLOW, 1, 7, 0.7, 1}}, {1}, 10, 0.1, 0.2, 0.25, 0, 0},
    {"slow: two outlets of one charger, B(2, 1.2) = 18/73", SLOW,
     {{SLOW, 2, 14, 0.7, 1}}, {1}, 10, 0.1, 18.0 / 73, 1.2, 0, 0},
    {"slow: two outlets of two kinds make the same pool", SLOW,
     {{SLOW, 1, 7, 0.7, 1}, {SLOW, 1, 11, 0.5, 1}}, {1, 1}, 10, 0.1, 18.0 / 73, 1.2, 0, 0},
    {"slow: fast chargers beside do not count", SLOW,
     {{SLOW, 1, 7, 0.7, 1}, {FAST, 2, 120, 0.7, 1}}, {1, 5}, 10, 0.1, 0.2, 0.25, 0, 0},
    {"fast: two outlets share 120 kW, 42 kW each; C(2, 1.2) = 0.45 and no wait at all: 50.4 kWh/h", FAST,
     {{FAST, 2, 120, 0.7, 1}}, {1}, 0, 0.45, 0.1, 50.4, 0, 0},
    /* session 25/84 h; t = 2 sessions = 250/7 min; a e^{-2 (1 - a)} = 0.5/e at a = 0.5 */
    {"fast: one outlet of 84 kW, half busy", FAST,
     {{FAST, 1, 120, 0.7, 1}}, {1}, 250.0 / 7, 0.18393972058572117, 0.1, 42, 0, 0},
    /* 0.2 broken, else a e^{-2 (1 - a)} at a = 0.5: 0.2 + 0.8 x 0.5 / e */
    {"fast: a lone outlet that works 80 % of the time", FAST,
     {{FAST, 1, 120, 0.7, 0.8}}, {1}, 250.0 / 7, 0.2 + 0.8 * 0.18393972058572117, 0.1, 42, 0, 0},
    /* two of two with 0.49: C(2, 0.6) = 2 0.3^2 / 1.3 = 9/65; one with 0.42: 0.6; none 0.09 */
    {"fast: two outlets that work 70 % of the time", FAST,
     {{FAST, 2, 120, 0.7, 0.7}}, {1}, 0, 0.49 * 9 / 65 + 0.42 * 0.6 + 0.09, 0.1, 0.6 * 42, 0, 0},
    /* B(2, 0.6) = 0.18/1.78, B(1, 0.6) = 0.375; half of the outlets work */
    {"slow: two outlets that work half of the time", SLOW,
     {{SLOW, 2, 14, 0.7, 0.5}}, {1}, 10, 0.1, 0.25 * 0.18 / 1.78 + 0.5 * 0.375 + 0.25, 0.6, 0, 0},
    /* 2 outlets at 1 and 2 at 0.7 have the mean 0.85: what two kinds of 0.85 carry at 45 kW each
       (84 + 2 x 48) / 4; 10 min of 25/45 h are 0.3 sessions */
    {"fast: two kinds make one pool of four outlets of 45 kW", FAST,
     {{FAST, 2, 120, 0.7, 1}, {FAST, 1, 60, 0.8, 0.7}}, {1, 2}, 10, 0.1, 0.1, NAN, 45, 0.3},
    {"nothing carries nothing", FAST, {{FAST, 2, 120, 0.7, 1}}, {0}, 10, 0.1, 0.1, 0, 0, 0},
};
/* clang-format on */

static struct scenario *scenario_of(const struct pool_row *r)
{
    static struct kind kinds[N_KINDS];
    struct scenario *s = fixture_scenario();

    for (int k = 0; k < N_KINDS; k++)
        kinds[k] = (struct kind){.system = r->kind[k].system,
                                 .outlets = r->kind[k].outlets,
                                 .power_kw = r->kind[k].kw,
                                 .mean_power_share = r->kind[k].mean_share,
                                 .availability = r->kind[k].availability};
    s->kind = kinds;
    s->n_kinds = N_KINDS;
    s->sizing.wait_min = r->wait_min;
    s->sizing.wait_share = r->wait_share;
    s->sizing.blocked_share = r->blocked_share;
    return s;
}

/* The figure by hand; at it the target is just met, a little more misses it. */
static void pool(void **state)
{
    const struct pool_row *r = *state;
    struct scenario *s = scenario_of(r);
    double got = sizing_capacity(s, NULL, r->v, r->n), want = r->want;
    double share = r->v == FAST ? r->wait_share : r->blocked_share;

    if (isnan(want))
        want = r->outlet_kw *
               erlang_load_for_wait((struct erlang_pool){4, 0.85}, r->t, r->wait_share);
    assert_near(got, want, 1e-10, 0);
    if (got > 0) {
        assert_near(sizing_p_miss(s, NULL, r->v, r->n, got), share, 1e-8, 0);
        assert_true(sizing_p_miss(s, NULL, r->v, r->n, got * 1.01) > share);
        assert_true(sizing_p_miss(s, NULL, r->v, r->n, got * 0.99) < share);
    } else {
        assert_near(sizing_p_miss(s, NULL, r->v, r->n, 1), NAN, 0, 0);
    }
}

/* Waits over another time than the target's: M/M/1, a e^{-(1 - a) t}, a = 0.5, t = 12/60 x
 * 84/25 */
static void another_wait(void **state)
{
    struct scenario *s = scenario_of(&pool_rows[5]);

    (void)state;
    assert_near(sizing_p_wait_over(s, NULL, pool_rows[5].n, 42, 12), 0.5 * exp(-0.5 * 0.672),
                1e-12, 0);
}

static void new_kinds(void **state)
{
    char ac7[] = "ac7", dc120[] = "dc120";
    struct scenario *s = fixture_scenario();

    (void)state;
    assert_int_equal(sizing_new_kind(s, FAST), 1);
    assert_int_equal(sizing_new_kind(s, SLOW), 0);
    s->placement.slow_kind = ac7;
    s->placement.fast_kind = dc120;
    assert_int_equal(sizing_new_kind(s, FAST), 1);
    assert_int_equal(sizing_new_kind(s, SLOW), 0);
    s->n_kinds = 1;
    assert_int_equal(sizing_new_kind(s, FAST), -1);
}

/* One sized network with what made it. */
struct sized {
    struct scenario *s;
    struct city *city;
    struct demand *d;
    struct reach *reach[N_SERVICES];
    struct network *before, *n;
    int year_index;
};

static void start(struct sized *z, struct scenario *s, struct city *city)
{
    *z = (struct sized){.s = s, .city = city, .year_index = 2};
    z->d = fixture_demand(s, city, 1);
    for (int v = 0; v < N_SERVICES; v++)
        z->reach[v] = fixture_reach(city, city->service_way[v]);
}

static struct network *sized(const struct sized *z, const struct network *before,
                             const bool open[], double budget)
{
    const struct reach *const reach[N_SERVICES] = {z->reach[FAST], z->reach[SLOW]};
    struct network *n = NULL;
    struct error err;

    if (sizing_network(&n, z->s, z->city, z->d, z->year_index, reach, before, open, budget,
                       &err) != ERR_OK)
        fail_msg("%s", err.text);
    return n;
}

static void end(struct sized *z)
{
    demand_free(z->d);
    for (int v = 0; v < N_SERVICES; v++)
        fixture_reach_free(z->reach[v]);
    network_free(z->before);
    network_free(z->n);
}

/* Load that a site was given: sum of its zones' own busiest hours, from the shares alone. */
static double given(const struct sized *z, const struct network *n, enum service v, int site)
{
    double sum = 0, hours[N_HOURS];

    for (int k = 0; k < n->served[v].n; k++)
        if (n->served[v].site[k] == site)
            sum += n->served[v].share[k] *
                   demand_load(z->d, v, n->year_index, n->served[v].zone[k], hours);
    return sum;
}

static double room(const struct sized *z, const struct network *n, enum service v, int site)
{
    return sizing_capacity(z->s, NULL, v, &n->n_chargers[site * n->n_kinds]);
}

/* Everything that has to hold for any network the sizing makes. */
static void check(const struct sized *z, const struct network *n)
{
    for (int w = 0; w < N_SERVICES; w++) {
        enum service v = (enum service)w;
        const struct assignment *a = &n->served[v];
        const struct reach *r = z->reach[v];

        for (int i = 0; i < n->n_sites; i++) {
            double load = given(z, n, v, i);

            assert_true(load <= room(z, n, v, i) * (1 + 1e-9));
            assert_true(n->load[v][i] <= load * (1 + 1e-9));
            if (load > 0) assert_true(n->open[i] && network_serves_public(z->city, i));
        }
        for (int k = 1; k < a->n; k++)
            assert_true(a->zone[k] > a->zone[k - 1] ||
                        (a->zone[k] == a->zone[k - 1] && a->site[k] > a->site[k - 1]));
        for (int zone = 0; zone < n->n_zones; zone++) {
            double kwh = demand_kwh(z->d, v, n->year_index, zone), left = 1, farthest = -1;

            assert_near(n->served_kwh[v][zone] + n->full_kwh[v][zone] + n->out_kwh[v][zone],
                        kwh, 1e-9, 0);
            for (int k = 0; k < a->n; k++) {
                double distance = -1;

                if (a->zone[k] != zone) continue;
                for (int p = r->row_start[zone]; p < r->row_start[zone + 1]; p++)
                    if (r->site[p] == a->site[k]) distance = r->way[p];
                assert_true(distance >= 0); /* in reach */
                left -= a->share[k];
                farthest = fmax(farthest, distance);
            }
            assert_true(left >= -1e-9);
            /* A site nearer than one that serves the zone is full; and where some demand is
             * left, every site in reach is (1e-6: crumbs of shares). */
            for (int p = r->row_start[zone]; p < r->row_start[zone + 1]; p++) {
                int i = r->site[p];

                if (!n->open[i] || !network_serves_public(z->city, i)) continue;
                if (left < 1e-6 && r->way[p] >= farthest) continue;
                assert_true(given(z, n, v, i) >=
                            room(z, n, v, i) - 1e-6 * (1 + room(z, n, v, i)));
            }
        }
    }
}

/* Today: the two public sites serve within their capacity; the dedicated one serves nobody. */
static void today(void **state)
{
    const bool open[6] = {true, false, false, true, false, true};
    struct sized z;

    (void)state;
    start(&z, fixture_scenario(), fixture_city());
    z.n = sized(&z, NULL, open, INFINITY);
    check(&z, z.n);
    for (int i = 0; i < 6; i++)
        for (int k = 0; k < 2; k++)
            assert_int_equal(z.n->n_chargers[i * 2 + k], z.city->site[i].n_chargers[k]);
    assert_near(z.n->site_kwh[SLOW][3], 0, 0, 0);
    assert_near(z.n->out_kwh[FAST][5], demand_kwh(z.d, FAST, 2, 5), 1e-12, 0);
    end(&z);
}

static double served(const struct network *n)
{
    double sum = 0;

    for (int v = 0; v < N_SERVICES; v++)
        for (int zone = 0; zone < n->n_zones; zone++)
            sum += n->served_kwh[v][zone];
    return sum;
}

static double cost(const struct sized *z, const struct network *n)
{
    struct network *before = NULL;
    struct error err;
    double total;

    assert_int_equal(network_create(&before, z->s, z->city, 2, NULL, &err), ERR_OK);
    total = network_money(z->s, z->city, before, n).total;
    network_free(before);
    return total;
}

static const bool all_open[6] = {true, true, true, true, false, true};

/* With enough bays and money all demand near a new site is served, by whole stations, and one
 * charger less than chosen would not carry what was given (unless it is the least equipment).
 * Slow, zones 0 and 1 have only site 0 in reach, which does not grow. */
static void fewest(void **state)
{
    struct sized z;

    (void)state;
    start(&z, fixture_scenario(), fixture_city());
    z.city->site[1].bays = z.city->site[2].bays = 300;
    z.city->site[1].power_kw = z.city->site[2].power_kw = 9000;
    z.n = sized(&z, NULL, all_open, INFINITY);
    check(&z, z.n);
    for (int zone = 0; zone < 6; zone++) {
        assert_near(z.n->full_kwh[FAST][zone], 0, 0, 1e-6 * demand_kwh(z.d, FAST, 2, zone));
        if (zone < 2) continue;
        assert_near(z.n->full_kwh[SLOW][zone], 0, 0, 1e-6 * demand_kwh(z.d, SLOW, 2, zone));
    }
    for (int i = 1; i < 3; i++) {
        int *n = &z.n->n_chargers[i * 2];

        assert_true(network_is_station(z.s, z.n, i));
        assert_int_equal(z.n->opened_year[i], 2030);
        for (int k = 0; k < 2; k++) {
            enum service v = k == 1 ? FAST : SLOW;
            double load = given(&z, z.n, v, i);

            if (n[k] <= (k == 1) || n[0] + n[1] <= 3) continue;
            n[k]--;
            assert_true(sizing_capacity(z.s, NULL, v, n) < load);
            n[k]++;
        }
    }
    assert_true(z.n->n_chargers[3] > 1); /* the rows above did look at something */
    end(&z);
}

/* Bays and kW bind: five bays; 250 kW are two dc120. No station fits into two bays. */
static void bounded(void **state)
{
    struct sized z;

    (void)state;
    start(&z, fixture_scenario(), fixture_city());
    z.city->site[1].bays = 5;
    z.city->site[1].power_kw = 250;
    z.city->site[2].bays = 2;
    z.n = sized(&z, NULL, all_open, INFINITY);
    check(&z, z.n);
    assert_int_equal(z.n->n_chargers[3], 2);
    assert_true(network_count(z.s, z.n, 1).kw <= 250);
    assert_true(network_count(z.s, z.n, 1).bays <= 5);
    assert_int_equal(network_count(z.s, z.n, 2).chargers, 2);
    assert_false(network_is_station(z.s, z.n, 2));
    end(&z);
}

/* The least station is one dc120 and two ac7, the cheaper kind: 300,000 + 95,000 + 12,000. More
 * money never serves less, none is overspent, and below twice that the least stations stand. */
static void budgets(void **state)
{
    struct scenario *s = fixture_scenario();
    double before = -1, least = 2 * 407000;
    struct sized z;
    int steps = 0;

    (void)state;
    s->fleet[1].points = fixture_number(200);
    start(&z, s, fixture_city());
    for (double budget = 700000; budget < 4e6; budget += 37000) {
        struct network *n = sized(&z, NULL, all_open, budget);
        double paid = cost(&z, n);

        check(&z, n);
        assert_true(network_is_station(z.s, n, 1) && network_is_station(z.s, n, 2));
        if (budget < least)
            assert_near(paid, least, 1e-12, 0);
        else
            assert_true(paid <= budget);
        steps += served(n) > before * (1 + 1e-9);
        assert_true(served(n) >= before * (1 - 1e-9));
        before = served(n);
        network_free(n);
    }
    assert_true(steps > 3);
    end(&z);
}

/* Hardly any demand: one charger of each service, and the cheaper kind fills the station up. */
static void least_station(void **state)
{
    struct scenario *s = fixture_scenario();
    struct sized z;

    (void)state;
    s->fleet[0].ev_share = fixture_number(1e-6);
    s->fleet[1].points = fixture_number(1e-3);
    for (int dear = 0; dear < 2; dear++) {
        s->kind[0].capital = dear ? 96000 : 6000;
        start(&z, s, fixture_city());
        z.n = sized(&z, NULL, all_open, INFINITY);
        check(&z, z.n);
        for (int i = 1; i < 3; i++) {
            assert_int_equal(z.n->n_chargers[i * 2], dear ? 1 : 2);
            assert_int_equal(z.n->n_chargers[i * 2 + 1], dear ? 2 : 1);
        }
        end(&z);
    }
}

/* Energy lost per money saved by a change of chargers at a site, from the network alone. */
static double hurt(const struct sized *z, int site, const int change[2])
{
    int n[2] = {0, 0};
    double lost = 0, saved = 0;

    for (int k = 0; k < 2; k++) {
        enum service v = k == 1 ? FAST : SLOW;
        double load = given(z, z->n, v, site), left;

        n[k] = z->n->n_chargers[site * 2 + k] + change[k];
        saved -= change[k] * z->s->kind[k].capital;
        left = fmin(load, sizing_capacity(z->s, NULL, v, n));
        lost += z->n->site_kwh[v][site] * (1 - left / load);
    }
    return lost / saved;
}

/* One yuan too little: of all ways to take one charger away (or to put a slow one in the place
 * of a fast one) at sites 1 and 2, the one that loses least energy per money saved is taken.
 * Where slow chargers are nearly free, that is a fast one. */
static void cut_where_it_hurts_least(void **state)
{
    static const int change[][2] = {{-1, 0}, {0, -1}, {1, -1}}; /* ac7, dc120 */
    static const double slow_capital[2] = {6000, 30000};
    int best[2];

    (void)state;
    for (int q = 0; q < 2; q++) {
        struct scenario *s = fixture_scenario();
        struct city *city = fixture_city();
        struct network *cut;
        struct sized z;
        int site = -1;

        s->kind[0].capital = slow_capital[q];
        s->fleet[1].points = fixture_number(150);
        city->site[1].bays = city->site[2].bays = 300;
        city->site[1].power_kw = city->site[2].power_kw = 9000;
        city->weight[NIGHT][3] = 400;
        for (int zone = 0; zone < 6; zone++)
            city->service_way[SLOW][zone] = 1300;
        start(&z, s, city);
        z.n = sized(&z, NULL, all_open, INFINITY);
        cut = sized(&z, NULL, all_open, cost(&z, z.n) - 1);
        for (int i = 1; i < 3; i++) {
            assert_true(z.n->n_chargers[i * 2] > 1 && z.n->n_chargers[i * 2 + 1] > 2);
            for (int k = 0; k < 3; k++) {
                if (site >= 0 && hurt(&z, i, change[k]) >= hurt(&z, site, change[best[q]]))
                    continue;
                site = i;
                best[q] = k;
            }
        }
        for (int i = 1; i < 3; i++)
            for (int k = 0; k < 2; k++)
                assert_int_equal(cut->n_chargers[i * 2 + k],
                                 z.n->n_chargers[i * 2 + k] +
                                     (i == site ? change[best[q]][k] : 0));
        check(&z, cut);
        network_free(cut);
        end(&z);
    }
    assert_int_not_equal(best[0], best[1]);
}

/* Sites opened in an earlier phase keep their chargers and may grow; existing ones never do. */
static void phases(void **state)
{
    struct sized z;
    struct network *none;

    (void)state;
    start(&z, fixture_scenario(), fixture_city());
    z.year_index = 0;
    z.before = sized(&z, NULL, all_open, INFINITY);
    z.year_index = 2;
    z.n = sized(&z, z.before, all_open, INFINITY);
    none = sized(&z, z.before, all_open, 0);
    check(&z, z.n);
    check(&z, none);
    for (int i = 0; i < 6; i++) {
        bool built = i == 1 || i == 2;

        assert_int_equal(z.n->opened_year[i], built ? 2020 : 0);
        for (int k = 0; k < 2; k++) {
            int was = z.before->n_chargers[i * 2 + k], is = z.n->n_chargers[i * 2 + k];

            assert_true(built ? is >= was : is == was);
            assert_int_equal(none->n_chargers[i * 2 + k], was);
        }
    }
    assert_true(z.n->n_chargers[3] > z.before->n_chargers[3]);
    network_free(none);
    end(&z);
}

/* Two sites at the same place: the lower one serves until it is full. */
static void ties(void **state)
{
    struct sized z;
    struct city *city = fixture_city();

    (void)state;
    city->site_x[2] = city->site_x[1];
    city->site_y[2] = city->site_y[1];
    start(&z, fixture_scenario(), city);
    z.n = sized(&z, NULL, all_open, INFINITY);
    check(&z, z.n);
    assert_true(z.n->site_kwh[FAST][1] > 0);
    assert_true(z.n->site_kwh[FAST][1] >= z.n->site_kwh[FAST][2]);
    end(&z);
}

/* 200 cities with other weights, places, radii, bays, kinds of access and budgets. */
static void many_cities(void **state)
{
    unsigned seed = 77;
    int with_full = 0, with_spill = 0;

    (void)state;
#define DRAW() ((seed = seed * 1664525u + 1013904223u) >> 8) / 16777216.0
    for (int c = 0; c < 200; c++) {
        struct scenario *s = fixture_scenario();
        struct city *city = fixture_city();
        struct sized z;
        bool open[6];

        s->fleet[1].points = fixture_number(5 + 300 * DRAW());
        for (int zone = 0; zone < 6; zone++) {
            city->zone_x[zone] = 4000 * DRAW();
            city->zone_y[zone] = 3000 * DRAW();
            city->weight[NIGHT][zone] = DRAW() < 0.15 ? 0 : 0.01 + DRAW();
            city->weight[DAY][zone] = DRAW() < 0.15 ? 0 : 0.01 + DRAW();
            city->service_way[FAST][zone] = 800 + 3000 * DRAW();
            city->service_way[SLOW][zone] = 200 + 2000 * DRAW();
        }
        for (int i = 0; i < 6; i++) {
            city->site_x[i] = 4000 * DRAW();
            city->site_y[i] = 3000 * DRAW();
            city->site[i].bays = (int)(2 + 30 * DRAW());
            city->site[i].power_kw = 20 + 1500 * DRAW();
            open[i] = city->site[i].status == SITE_EXISTING || DRAW() < 0.7;
        }
        open[4] = false;
        start(&z, s, city);
        z.n = sized(&z, NULL, open, c % 3 == 0 ? 1.5e6 * DRAW() : INFINITY);
        check(&z, z.n);
        for (int zone = 0; zone < 6; zone++)
            with_full += z.n->full_kwh[FAST][zone] > 0;
        for (int k = 1; k < z.n->served[FAST].n; k++)
            with_spill += z.n->served[FAST].zone[k] == z.n->served[FAST].zone[k - 1];
        end(&z);
    }
    assert_true(with_full > 50 && with_spill > 50); /* the checks had something to see */
}

int main(void)
{
    struct CMUnitTest tests[COUNT(pool_rows) + 11];
    size_t n = 0;

    for (size_t k = 0; k < COUNT(pool_rows); k++)
        tests[n++] = (struct CMUnitTest){pool_rows[k].name, pool, NULL, NULL, &pool_rows[k]};
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(another_wait);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(new_kinds);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(today);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(fewest);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(bounded);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(budgets);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(least_station);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(cut_where_it_hurts_least);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(phases);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(ties);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(many_cities);
    return cmocka_run_group_tests_name("sizing", tests, NULL, NULL);
}

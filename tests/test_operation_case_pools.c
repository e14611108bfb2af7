/* test_operation_case_pools.c - pools, ways and sessions of the simulation are those of
 * scenario and network. */
#include "tests/operation_case_scene.h"

static struct scene scene;

/* ---- what stands ---- */

static const struct pool_wanted {
    int site;
    enum service v;
    int n_kinds, kind[3], outlets[3]; /* the strongest outlet first, then the lower kind */
} wanted[] = {
    {0, FAST, 3, {3, 1, 2}, {4, 4, 1}},
    {0, SLOW, 2, {4, 0}, {4, 3}},
    {2, FAST, 1, {2}, {5}},
    {5, SLOW, 2, {4, 0}, {6, 1}},
};

/* Written down from the chargers above: site 3 is dedicated, 1 and 4 have none. */
static void pools(void **state)
{
    struct scene *c = &scene;

    (void)state;
    begin(c);
    c->s->simulation.site_power_share = 0.7;
    c->s->access.detour_factor = 1.3;
    make(c);
    assert_int_equal(c->in->n_pools, COUNT(wanted));
    assert_int_equal(c->in->n_places, 3);
    for (size_t k = 0; k < COUNT(wanted); k++) {
        const struct operation_pool *pool = &c->in->pool[k];
        int outlets = 0;

        assert_int_equal(pool->site, wanted[k].site);
        assert_int_equal(pool->service, wanted[k].v);
        assert_int_equal(pool->n_groups, wanted[k].n_kinds);
        assert_near(pool->price, 0.5 + wanted[k].site, 0, 0);
        assert_int_equal(c->in->place[pool->place].site, pool->site);
        for (int g = 0; g < pool->n_groups; g++) {
            const struct operation_group *group = &c->in->group[pool->first_group + g];
            const struct kind *kind = &c->kind[wanted[k].kind[g]];

            assert_int_equal(group->kind, wanted[k].kind[g]);
            assert_int_equal(group->n_outlets, wanted[k].outlets[g]);
            assert_int_equal(group->pool, k);
            assert_int_equal(group->site, pool->site);
            assert_int_equal(group->outlets_of_charger, kind->outlets);
            assert_near(group->charger_kw, kind->power_kw, 0, 0);
            assert_near(group->mean_share, kind->mean_power_share, 0, 0);
            assert_near(group->availability, kind->availability, 0, 0);
            outlets += group->n_outlets;
        }
        assert_int_equal(pool->n_outlets, outlets);
    }
    assert_near(c->in->place[0].limit_kw, 0.7 * (21 + 240 + 60 + 400 + 44), 1e-12, 0);
    assert_near(c->in->place[1].limit_kw, 0.7 * 300, 1e-12, 0);
    for (int a = 0; a < 3; a++)
        for (int b = 0; b < a; b++) {
            const struct operation_place *p = &c->in->place[a], *q = &c->in->place[b];
            struct points sites = city_sites(c->city);

            assert_near(hypot(p->x_m - q->x_m, p->y_m - q->y_m),
                        1.3 * geo_distance_m(&sites, p->site, &sites, q->site), 1e-12, 0);
        }
    end(c);
}

/* A fast session at outlets of one kind takes the mean over the drivers of their energy over
 * the power that car and outlet allow: what sizing has. */
static void fast_session(void **state)
{
    struct scene *c = &scene;
    double hours = 0, all = 0;

    (void)state;
    begin(c);
    c->s->fleet[0].onboard_dc_kw = 43;
    c->s->fleet[1].onboard_dc_kw = 88;
    make(c);
    for (int z = 0; z < ZONES; z++)
        for (enum layer l = NIGHT; l < N_LAYERS; l++) {
            double n = c->run.demand->kwh[FAST][l][c->year_index * ZONES + z], sum = 0;

            for (int k = 0; k < c->in->n_vehicles; k++)
                sum += weight(c, &c->in->vehicle[k], FAST, l, z);
            for (int k = 0; k < c->in->n_vehicles && n > 0; k++) {
                const struct operation_vehicle *w = &c->in->vehicle[k];
                double kw = fmin(60, w->limit_kw[FAST]) * 0.7;

                hours += n * weight(c, w, FAST, l, z) / sum * 25 / kw;
            }
            all += n;
        }
    assert_int_equal(c->in->pool[2].n_groups, 1); /* 60 kW, 0.7 of it on average */
    assert_near(c->in->pool[2].session_h, hours / all, 1e-12, 0);
    end(c);
    /* less than the mean power where the site gives no more: 0.3 of 60 kW */
    begin(c);
    c->s->simulation.site_power_share = 0.3;
    make(c);
    assert_near(c->in->pool[2].session_h, 25 / (0.3 * 60), 1e-12, 0);
    end(c);
}

/* Minutes of a slow stay: the mean over layers by their drivers. */
static void slow_session(void **state)
{
    struct scene *c = &scene;
    double stay = 0, all = 0;

    (void)state;
    begin(c);
    make(c);
    for (int k = 0; k < c->in->n_streams; k++)
        for (int l = 0; l < N_LAYERS; l++) {
            if (c->in->stream[k].service != SLOW) continue;
            stay += c->in->stream[k].per_day[l] * c->in->params.stay_h[l];
            all += c->in->stream[k].per_day[l];
        }
    assert_near(c->in->pool[1].session_h, stay / all, 1e-12, 0);
    assert_near(c->in->pool[3].session_h, stay / all, 1e-12, 0);
    end(c);
}

/* With a taper the time of a session is the integral of energy over power, by the midpoint
 * rule in 1e6 steps (its error is below 1e-9 here). */
static void taper(void **state)
{
    enum { STEPS = 1000000 };
    static const double from[] = {0.8, 0.45, 0.95, 0.7}, last[] = {0.1, 1, 0.35, 0.2};
    static const double battery[] = {60, 47, 73, 20}; /* the last: less than a session */
    struct scene *c = &scene;

    (void)state;
    for (size_t k = 0; k < COUNT(from); k++) {
        double start = 0.9 - 25.0 / battery[k], hours = 0;

        begin(c);
        c->s->simulation.taper_from = from[k];
        c->s->simulation.taper_end = last[k];
        c->s->simulation.battery_kwh = battery[k];
        make(c);
        for (int i = 0; i < STEPS; i++) {
            double charge = start + (0.9 - start) * (i + 0.5) / STEPS;
            double over = fmax(0, charge - from[k]) / (1 - from[k]);

            hours += 25.0 / STEPS / (60 * (1 - (1 - last[k]) * over));
        }
        assert_near(c->in->group[c->in->pool[2].first_group].mean_share, 1, 0, 0);
        assert_near(c->in->pool[2].session_h, hours, 1e-8, 0);
        end(c);
    }
}

/* ---- ways ---- */

static int pool_at(const struct scene *c, int site, enum service v)
{
    for (int k = 0; k < c->in->n_pools; k++)
        if (c->in->pool[k].site == site && c->in->pool[k].service == v) return k;
    return -1;
}

static void check_reach(const struct scene *c, enum service v, double km_of_way)
{
    const struct operation_reach *r = &c->in->reach[v];

    for (int z = 0; z < ZONES; z++) {
        int n = 0;

        for (int i = 0; i < SITES; i++) {
            double way = hypot(c->city->zone_x[z] - c->city->site_x[i],
                               c->city->zone_y[z] - c->city->site_y[i]);
            int pool = pool_at(c, i, v), found = 0;

            if (pool < 0 || way > c->city->service_way[v][z]) continue;
            n++;
            for (int k = r->start[z]; k < r->start[z + 1]; k++) {
                if (r->pool[k] != pool) continue;
                assert_near(r->way_km[k], way * km_of_way, 1e-12, 0);
                found++;
            }
            assert_int_equal(found, 1);
        }
        assert_int_equal(r->start[z + 1] - r->start[z], n);
        for (int k = r->start[z] + 1; k < r->start[z + 1]; k++)
            assert_true(r->way_km[k - 1] < r->way_km[k] ||
                        (!(r->way_km[k - 1] > r->way_km[k]) && r->pool[k - 1] < r->pool[k]));
    }
}

static void ways(void **state)
{
    struct scene *c = &scene;

    (void)state;
    begin(c);
    c->city->site_x[2] = 1900; /* site 5 lies at the same way from zone 3 as site 2 now */
    c->city->site_y[2] = 40;
    c->city->site_x[5] = 2100;
    c->city->site_y[5] = 40;
    c->chargers[5][2] = 1;
    make(c);
    check_reach(c, FAST, 0.001);
    check_reach(c, SLOW, 0.001);
    assert_true(c->in->reach[FAST].start[4] - c->in->reach[FAST].start[3] >= 2);
    end(c);
    begin(c);
    c->s->access.fast_minutes = 8; /* the ways are then read as minutes */
    c->s->simulation.drive_kmh = 31;
    make(c);
    check_reach(c, FAST, 31.0 / 60);
    check_reach(c, SLOW, 0.001);
    end(c);
}

/* The assignment of the network, pair by pair; none with another choice, nor where nobody says
 * one and what stands is no plan's. */
static void plan(void **state)
{
    struct scene *c = &scene;

    (void)state;
    begin(c);
    c->s->simulation.choice = CHOICE_PLAN;
    make(c);
    for (enum service v = FAST; v < N_SERVICES; v++) {
        const struct assignment *a = &c->network->served[v];
        const struct operation_reach *r = &c->in->reach[v];

        assert_true(a->n > 0);
        assert_int_equal(r->plan_start[0], 0);
        assert_int_equal(r->plan_start[ZONES], a->n);
        for (int k = 0; k < a->n; k++) {
            assert_true(k >= r->plan_start[a->zone[k]] && k < r->plan_start[a->zone[k] + 1]);
            assert_int_equal(r->plan_pool[k], pool_at(c, a->site[k], v));
            assert_near(r->plan_share[k], a->share[k], 0, 0);
        }
    }
    end(c);
    begin(c);
    c->s->simulation.choice = CHOICE_NEAREST;
    make(c);
    assert_null(c->in->reach[FAST].plan_start);
    end(c);
    begin(c);
    assert_int_equal(c->s->simulation.choice, CHOICE_AUTO);
    make(c);
    assert_int_equal(c->in->params.choice, CHOICE_NEAREST);
    end(c);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(pools), cmocka_unit_test(fast_session), cmocka_unit_test(slow_session),
        cmocka_unit_test(taper), cmocka_unit_test(ways),         cmocka_unit_test(plan),
    };

    return cmocka_run_group_tests_name("operation_case_pools", tests, NULL, NULL);
}

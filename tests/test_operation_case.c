/* test_operation_case.c - the drivers of the simulation are those of scenario and demand. */
#include "tests/operation_case_scene.h"

static struct scene scene;

/* ---- drivers ---- */

/* What a row changes before the demand is made. */
typedef void tweak(struct scene *);

static void nothing(struct scene *c)
{
    (void)c;
}

static void holiday(struct scene *c)
{
    c->s->simulation.holiday = true;
    c->s->demand.holiday_fast = 2.17;
    c->s->demand.holiday_slow = 1.31;
}

static void hybrids(struct scene *c)
{
    c->s->fleet[0].bev_share = fixture_number(0.37);
    c->s->fleet[0].phev_electric_share = 0.61;
    c->s->fleet[1].bev_share = fixture_number(1);
    c->s->fleet[0].night_share_fast = 0.4;
    c->s->fleet[1].night_share_fast = 0.23;
}

static void homes(struct scene *c)
{
    static double home[ZONES] = {0.11, 0.93, 0.47, 0, 1, 0.29};

    hybrids(c);
    c->city->home_access = home;
    c->s->fleet[1].depot_share = 0.3;
    c->s->fleet[1].home_by_zone = false;
}

/* Who has no charger at home charges in public alone, and who has one never does. */
static void homes_only(struct scene *c)
{
    homes(c);
    for (int k = 0; k < 2; k++) {
        c->s->fleet[k].depot_share = 0;
        c->s->fleet[k].with_home_home = 1;
        c->s->fleet[k].with_home_work = 0;
        c->s->fleet[k].with_home_fast = 0;
        c->s->fleet[k].with_home_slow = 0;
    }
}

static double observed[ZONES] = {50, 20, NAN, 31, 7, 3};

static void follow_fast(struct scene *c)
{
    homes(c);
    c->city->observed_kwh = observed;
    c->s->demand.calibrate = CALIBRATE_ZONES;
    c->s->demand.observed_system = OBSERVED_FAST;
}

static void follow_both(struct scene *c)
{
    follow_fast(c);
    c->s->demand.observed_system = OBSERVED_BOTH;
}

static void mix(struct scene *c)
{
    follow_fast(c);
    c->s->demand.calibrate = CALIBRATE_MIX;
    c->s->demand.observed_system = OBSERVED_SLOW;
}

static struct row {
    const char *name;
    tweak *tweak;
} rows[] = {
    {"the defaults", nothing},
    {"a holiday", holiday},
    {"hybrids", hybrids},
    {"home access by zone", homes},
    {"no public charging of who has a charger at home", homes_only},
    {"fast energy follows an observation", follow_fast},
    {"both follow it", follow_both},
    {"the mix of slow energy is fitted", mix},
};

/* Of each zone and service the drivers' sessions are its energy (1e-9: rounding). */
static void streams(struct scene *c)
{
    const double each[N_SERVICES] = {
        [FAST] = c->s->demand.session_kwh_fast, [SLOW] = c->s->demand.session_kwh_slow};
    double kwh[N_SERVICES][ZONES] = {{0}};
    int before = -1;

    for (int k = 0; k < c->in->n_streams; k++) {
        const struct operation_stream *stream = &c->in->stream[k];

        assert_true(2 * stream->zone + (int)stream->service > before);
        before = 2 * stream->zone + (int)stream->service;
        for (int l = 0; l < N_LAYERS; l++)
            kwh[stream->service][stream->zone] += stream->per_day[l] * each[stream->service];
    }
    for (int z = 0; z < ZONES; z++)
        for (enum service v = FAST; v < N_SERVICES; v++) {
            double factor = c->s->simulation.holiday ? (v == FAST ? 2.17 : 1.31) : 1;

            assert_near(kwh[v][z], factor * demand_kwh(c->run.demand, v, c->year_index, z),
                        1e-9, 0);
        }
    assert_true(kwh[FAST][0] > 0 && kwh[SLOW][0] > 0);
}

/* The chance of a class is its part of the energy; that of hybrids, over the zones, the part
 * that battery cars leave. */
static void vehicles(struct scene *c, enum service v)
{
    const struct demand *d = c->run.demand;
    double phev[2] = {0, 0};

    for (int z = 0; z < ZONES; z++)
        for (enum layer l = NIGHT; l < N_LAYERS; l++) {
            double all = d->kwh[v][l][c->year_index * ZONES + z], sum = 0, of[2] = {0, 0};

            for (int k = 0; k < c->in->n_vehicles; k++) {
                double w = weight(c, &c->in->vehicle[k], v, l, z);

                assert_true(w >= -1e-9 * all);
                sum += w;
                of[c->in->vehicle[k].class_index] += w;
            }
            if (!(all > 1e-9)) continue; /* nobody appears: the chance is not looked at */
            for (int k = 0; k < 2; k++)
                assert_near(of[k] / sum * all, demand_class_kwh(d, k, v, l, c->year_index, z),
                            1e-9, 1e-9 * all);
            for (int k = 0; k < c->in->n_vehicles; k++)
                if (c->in->vehicle[k].is_phev)
                    phev[c->in->vehicle[k].class_index] +=
                        weight(c, &c->in->vehicle[k], v, l, z) / sum * all;
        }
    for (int k = 0; k < 2; k++) {
        double public = demand_class_public(d, k, v, c->year_index);

        assert_near(phev[k], public - demand_class_bev(d, k, v, c->year_index), 1e-9,
                    1e-9 * public);
    }
}

static void drivers(void **state)
{
    const struct row *r = *state;
    struct scene *c = &scene;

    begin(c);
    r->tweak(c);
    make(c);
    streams(c);
    vehicles(c, FAST);
    vehicles(c, SLOW);
    assert_int_equal(c->in->n_profile, c->run.demand->hours.n);
    for (int v = 0; v < N_SERVICES; v++)
        for (int l = 0; l < N_LAYERS; l++) {
            double day = 0;

            for (int h = 0; h < c->in->n_profile; h++)
                day += c->in->profile[v][l][h];
            assert_near(day, c->in->n_profile / 24.0, 1e-12, 0);
        }
    end(c);
}

/* Limits, batteries: those of class and powertrain; a class of battery cars has no hybrids. */
static void cars(void **state)
{
    struct scene *c = &scene;
    int seen = 0;

    (void)state;
    begin(c);
    hybrids(c);
    c->s->fleet[0].onboard_dc_kw = 91;
    c->s->fleet[0].onboard_ac_kw = 6.6;
    c->s->fleet[0].onboard_ac_phev_kw = 3.3;
    c->s->fleet[1].battery_kwh = fixture_number(73);
    make(c);
    for (int k = 0; k < c->in->n_vehicles; k++) {
        const struct operation_vehicle *w = &c->in->vehicle[k];

        if (w->class_index == 1) {
            assert_false(w->is_phev);
            assert_near(w->battery_kwh, 73, 0, 0);
            assert_near(w->limit_kw[FAST], INFINITY, 0, 0);
            assert_near(w->limit_kw[SLOW], INFINITY, 0, 0);
        } else {
            assert_near(w->battery_kwh, w->is_phev ? 15 : 60, 1e-15, 0);
            assert_near(w->limit_kw[FAST], w->is_phev ? INFINITY : 91, 0, 0);
            assert_near(w->limit_kw[SLOW], w->is_phev ? 3.3 : 6.6, 0, 0);
        }
        seen++;
    }
    assert_int_equal(seen, 3);
    end(c);
}

/* Without demand nobody appears, and the input is whole all the same. */
static void nobody(void **state)
{
    struct scene *c = &scene;

    (void)state;
    begin(c);
    c->s->fleet[0].km_per_day = c->s->fleet[1].km_per_day = fixture_number(0);
    make(c);
    assert_int_equal(c->in->n_streams, 0);
    assert_int_equal(c->in->n_vehicles, 1);
    assert_int_equal(c->in->n_pools, 4);
    end(c);
}

/* ---- settings ---- */

static void settings(void **state)
{
    struct scene *c = &scene;
    const struct operation_params *p;
    struct replications_params r;

    (void)state;
    begin(c);
    c->s->simulation.days = 3;
    c->s->simulation.warmup_days = 2;
    c->s->simulation.patience_min = 100000;
    c->s->simulation.logit_per_min = 0.25;
    c->s->sizing.wait_min = 7.5;
    c->s->demand.stay_h_day = 2.5;
    c->s->simulation.repair_h = 31;
    c->s->simulation.end_charge_slow = 0.83;
    make(c);
    p = &c->in->params;
    assert_near(p->window_h, 72, 0, 0);
    assert_near(p->warmup_h, 48, 0, 0);
    assert_near(p->patience_h, 100000.0 / 60, 1e-15, 0);
    assert_true(p->patience_exponential);
    assert_near(p->logit_per_h, 15, 0, 0);
    assert_near(p->wait_target_h, 0.125, 0, 0);
    assert_near(p->stay_h[DAY], 2.5, 0, 0);
    assert_near(p->session_kwh[FAST], 25, 0, 0);
    assert_near(p->session_kwh[SLOW], 18, 0, 0);
    assert_near(p->session_cv[SLOW], 0.6, 0, 0);
    assert_near(p->end_charge[FAST], 0.9, 0, 0);
    assert_near(p->end_charge[SLOW], 0.83, 0, 0);
    assert_near(p->repair_h, 31, 0, 0);
    assert_int_equal(c->in->seed, 42);
    assert_int_equal(c->in->n_zones, ZONES);
    assert_near(c->in->place[0].limit_kw, INFINITY, 0, 0);
    r = operation_case_replications(c->s, true);
    assert_int_equal(r.at_least, 5);
    assert_int_equal(r.at_most, 20);
    assert_near(r.half_width, 0.005, 0, 0);
    assert_true(r.keep_partial);
    end(c);
}

int main(void)
{
    static const struct CMUnitTest others[] = {
        cmocka_unit_test(cars),
        cmocka_unit_test(nobody),
        cmocka_unit_test(settings),
    };
    struct CMUnitTest tests[COUNT(rows) + COUNT(others)];

    for (size_t k = 0; k < COUNT(rows); k++)
        tests[k] = (struct CMUnitTest){rows[k].name, drivers, NULL, NULL, &rows[k]};
    memcpy(tests + COUNT(rows), others, sizeof others);
    return cmocka_run_group_tests_name("operation_case", tests, NULL, NULL);
}

/* test_run_nomem.c - memory that runs out at every n-th call of a run with car parks, a gravity
 * model, what was observed, draws, and a simulation: the run says so or is the same, and
 * nothing leaks. */
#include "sim/simulate.h"
#include "tests/nomem.h"
#include "tests/parking_scene.h"
#include "tests/plans_scene.h"

enum { DRAWS = 12 };

static struct uncertain item[3];
static struct rule_request rule;

/* The tiny city with all that this needs. */
static void start(struct scene *t, char *model)
{
    static char name[] = "tiny", meaning[] = "own", km[] = "km", ev[] = "ev", stay[] = "stay",
                km_path[] = "fleet.private.km_per_day", ev_path[] = "fleet.private.ev_share",
                stay_path[] = "demand.stay_h.night";
    static double observed[] = {310, 120, NAN, 77, 5, 41};
    static const int year[] = {2020, 2024, 2030};
    char *const id[] = {km, ev, stay}, *const path[] = {km_path, ev_path, stay_path};

    scene_make(t);
    t->s->head.name = name;
    t->s->placement.model = model;
    t->s->placement.gap = 0;
    t->s->placement.budget = fixture_number(2e6);
    t->s->fleet[1].join = JOIN_CUBIC;
    t->s->fleet[1].points = fixture_series(3, year, (double[]){7, 11, 23});
    t->s->demand.gravity_km = 1.7;
    t->s->demand.calibrate = CALIBRATE_ZONES;
    t->city->observed_kwh = observed;
    rule = (struct rule_request){.rule = RULE_EV_PER_CHARGER, .target = 7, .meaning = meaning};
    rule.strength = STRENGTH_AIM;
    t->s->rule = &rule;
    t->s->n_rules = 1;
    for (int k = 0; k < 3; k++)
        item[k] = (struct uncertain){.id = id[k],
                                     .setting = path[k],
                                     .shape = SHAPE_LOGNORMAL,
                                     .spread = 0.17,
                                     .low = NAN,
                                     .high = NAN};
    t->s->uncertain = item;
    t->s->n_uncertain = 3;
    t->s->monte_carlo.draws = DRAWS;
    t->s->simulation.in_run = true;
    t->s->simulation.days = 1;
    t->s->simulation.warmup_days = 0;
    t->s->simulation.replications_least = t->s->simulation.replications_most = 2;
}

/* What every undisturbed run has. */
struct figures {
    int n_chargers, n_stations;
    double cost, driver[3], energy, load, served;
};

static struct figures figures_of(const struct run *run)
{
    const struct bands *b = run->bands;
    struct figures f = {.n_stations = b->n_stations, .cost = run->n_phases};

    for (int k = 0; k < run->city->n_sites * run->scenario->n_kinds; k++)
        f.n_chargers += run->network[run->n_networks - 1]->n_chargers[k];
    for (int k = 0; k < 3; k++)
        f.driver[k] = b->driver[k];
    f.energy = bands_find(b, BAND_ENERGY, BAND_PUBLIC, b->n_years - 1)->band.level[2];
    for (int k = 0; k < b->n_stations; k++)
        f.load += b->station[k].load.level[2];
    for (int v = 0; v < N_SERVICES; v++)
        f.served += run->operation[run->n_networks - 1]->figure[v][OPERATION_SERVED].mean;
    return f;
}

static enum err run_once(const struct scene *t, long at, struct figures *out)
{
    struct run *run = NULL;
    struct error err;
    enum err code;

    calls = 0;
    fail_at = at;
    counting = true;
    code = run_create(&run, t->s, t->city, plans, 1, &err);
    counting = false;
    if (code == ERR_OK)
        *out = figures_of(run);
    else if (code != ERR_NOMEM || err.text[0] == '\0')
        fail_msg("call %ld: %s", at, err.text);
    fail_at = 0;
    counting = true;
    if (code == ERR_OK) run_free(run);
    counting = false;
    return code;
}

static void every_call(void **state)
{
    struct scene t;
    struct figures want, got;
    long n_calls, step;
    int n_told = 0;

    start(&t, *state);
    assert_int_equal(run_once(&t, 0, &want), ERR_OK);
    assert_true(want.energy > 0 && want.n_chargers > 0);
    alive = 0;
    assert_int_equal(run_once(&t, 0, &got), ERR_OK);
    assert_int_equal(leaks(alive), 0);
    n_calls = calls;
    step = 1 + n_calls / (3 * MOST_CALLS);
    for (long at = 1; at <= n_calls; at += step) {
        alive = 0;
        if (run_once(&t, at, &got) != ERR_OK) {
            n_told++;
            if (leaks(alive) > 0) fail_msg("call %ld leaks %ld blocks", at, alive);
            continue;
        }
        assert_int_equal(got.n_chargers, want.n_chargers);
        assert_int_equal(got.n_stations, want.n_stations);
        for (int k = 0; k < 3; k++)
            assert_near(got.driver[k], want.driver[k], 0, 0);
        assert_near(got.energy, want.energy, 0, 0);
        assert_near(got.load, want.load, 0, 0);
        assert_near(got.served, want.served, 0, 0);
    }
    assert_true(n_told > n_calls / step / 2);
}

/* Of a run whose simulation fails at a call; what was made of it is given back. */
static enum err simulate_once(const struct scene *t, long at)
{
    const struct simulate_stand today = {0, NULL};
    struct run *run = NULL;
    struct error err;
    enum err code;

    calls = alive = 0;
    fail_at = at;
    counting = true;
    code = simulate_stand_create(&run, t->s, t->city, plans, &today, false, 1, &err);
    counting = false;
    if (code != ERR_OK && code != ERR_NOMEM) fail_msg("call %ld: %s", at, err.text);
    fail_at = 0;
    counting = true;
    run_free(run);
    counting = false;
    if (leaks(alive) > 0) fail_msg("call %ld leaks %ld blocks", at, alive);
    return code;
}

/* Every call of the simulation of what stands, of which little else is made. */
static void simulation(void **state)
{
    struct scene t;
    long n_calls, n_told = 0;

    start(&t, *state);
    assert_int_equal(simulate_once(&t, 0), ERR_OK);
    assert_int_equal(simulate_once(&t, 0), ERR_OK);
    n_calls = calls;
    for (long at = 1; at <= n_calls; at++)
        n_told += simulate_once(&t, at) != ERR_OK;
    assert_true(n_told > n_calls / 2);
}

int main(void)
{
    static char none[] = "none", serve[] = "rule_then_serve";
    const struct CMUnitTest tests[] = {
        {"nothing is built", every_call, NULL, NULL, none},
        {"a plan", every_call, NULL, NULL, serve},
        {"what stands is simulated", simulation, NULL, NULL, none},
    };

    return cmocka_run_group_tests_name("memory runs out in a run", tests, read_plans,
                                       free_plans);
}

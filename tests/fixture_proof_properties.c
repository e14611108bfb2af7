/* fixture_proof_properties.c - what has to hold between two answers, on cities too large for
 * all plans; and the program of a family of models. */
#include <math.h>
#include <stdlib.h>

#include "tests/assert.h"
#include "tests/fixture_proof.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { N_MIDDLING = 3 };
#else
enum { N_MIDDLING = 12 };
#endif

/* The first answer of a city, or the one before. */
struct before {
    enum plan_status status;
    double objective, bound;
};

static struct before ask(const struct truth *truth, const struct town *t)
{
    struct placement_plan plan = proof_solve(truth, t);
    struct before b = {plan.status, plan.objective, plan.bound};

    assert_true(plan.status == PLAN_OPTIMAL || plan.status == PLAN_INFEASIBLE);
    if (plan.status == PLAN_OPTIMAL)
        assert_near(truth_plan(truth, t, &plan), plan.objective, truth->rtol, 0);
    placement_plan_clear(&plan);
    return b;
}

static void same(const struct truth *truth, struct before a, struct before b)
{
    assert_int_equal(b.status, a.status);
    assert_near(b.objective, a.objective, truth->rtol, 0);
    assert_near(b.bound, a.bound, truth->rtol, 0);
}

/* b had more freedom than a. Where two stages count, more freedom in the first may cost in the
 * second. */
static void no_worse(const struct truth *truth, struct before a, struct before b)
{
    double slack = truth->rtol * fabs(a.objective);

    if (a.status != PLAN_OPTIMAL) return;
    assert_int_equal(b.status, PLAN_OPTIMAL);
    if (truth->first != NULL) return;
    if (truth->kind & TOWN_MAXIMISE)
        assert_true(b.objective >= a.objective - slack);
    else
        assert_true(b.objective <= a.objective + slack);
}

/* A tenth less of what limits. */
static void tighten(struct town *t)
{
    t->p -= t->p > 0;
    t->budget *= 0.9;
    t->cover_share += 0.1 * (1 - t->cover_share);
    if (t->min_per_district > 0) t->min_per_district++;
    for (int s = 0; s < t->n_sites; s++)
        t->capacity[s] *= 0.95;
    for (int k = 0; k < t->n_phases; k++) {
        t->phase_p[k] -= t->phase_p[k] > 0;
        t->phase_budget[k] *= 0.9;
    }
    t->has_spacing = true;
    t->near[0] |= 2;
    t->near[1] |= 1;
    town_ready(t);
}

static void of_order_and_unit(const struct truth *truth, struct town *t, struct before a)
{
    static const int power[] = {10, -20};

    town_permute(t);
    same(truth, a, ask(truth, t));
    town_permute(t);
    for (int k = 0; k < 2; k++) { /* powers of two: to the last bit */
        double times = ldexp(1, power[k]);
        struct before before = ask(truth, t), after;

        town_scale(t, times);
        after = ask(truth, t);
        assert_int_equal(after.status, before.status);
        if (truth->scales != NULL) times = truth->scales(t, times);
        assert_near(after.objective, before.objective * times, 0, 0);
        assert_near(after.bound, before.bound * times, 0, 0);
        town_scale(t, ldexp(1, -power[k]));
    }
}

static void of_freedom(const struct truth *truth, struct town *t, struct before a)
{
    struct before b;

    for (unsigned skip = 1; skip < 16; skip += skip < 8 ? skip : 7) {
        t->skip = skip;
        same(truth, a, ask(truth, t));
    }
    t->skip = 0;
    if (!t->single_source && town_split_zone(t, 0)) {
        b = ask(truth, t);
        same(truth, a, b);
    }
    if (town_twin_site(t)) {
        b = ask(truth, t);
        no_worse(truth, a, b);
        a = b;
    }
    tighten(t);
    no_worse(truth, ask(truth, t), a);
}

/* All sites exist already; none may be opened; no zone has weight. */
static void of_extremes(const struct truth *truth, struct town *t)
{
    for (int k = 0; k < 3; k++) {
        for (int s = 0; s < t->n_sites; s++)
            t->status[s] = k == 0 ? SITE_EXISTING : k == 1 ? SITE_FORBIDDEN : SITE_CANDIDATE;
        for (int z = 0; z < t->n_zones && k == 2; z++) {
            t->weight[z] = 0;
            for (int i = 0; i < t->n_phases; i++)
                t->phase_weight[i][z] = 0;
        }
        town_ready(t);
        ask(truth, t);
    }
}

void proof_properties(void **state)
{
    const struct truth *truth = *state;

    for (proof_city = 3000; proof_city < 3000 + N_MIDDLING; proof_city++) {
        struct town *t = town_create(truth->kind, proof_city, true);
        struct before a = ask(truth, t);

        of_order_and_unit(truth, t, a);
        of_freedom(truth, t, a);
        of_extremes(truth, t);
        town_free(t);
    }
    proof_city = -1;
}

/* After a test that failed. */
int proof_tell_city(void **state)
{
    if (proof_city >= 0) print_error("in city %d\n", proof_city);
    proof_city = -1;
    return state == NULL;
}

int proof_main(const char *name, const struct truth *const rows[])
{
    struct CMUnitTest tests[32];
    static char title[32][80];
    size_t n = 0;

    cmocka_set_test_filter(getenv("CHARGEPLAN_PROOF")); /* "mclp: *": these tests only */
    for (int k = 0; rows[k] != NULL && n < 31; k++) {
        void *state = (void *)(uintptr_t)rows[k];

        if (!proof_there(rows[k])) {
            print_message("%s: not there yet\n", rows[k]->name);
            continue;
        }
        snprintf(title[n], sizeof title[n], "%s: best of all plans", rows[k]->name);
        tests[n] = (struct CMUnitTest){title[n], proof_all_plans, NULL, proof_tell_city, state};
        n++;
        snprintf(title[n], sizeof title[n], "%s: properties", rows[k]->name);
        tests[n] =
            (struct CMUnitTest){title[n], proof_properties, NULL, proof_tell_city, state};
        n++;
    }
    return _cmocka_run_group_tests(name, tests, n, NULL, NULL);
}

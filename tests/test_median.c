/* label: unit - the p-median engine against the way by distance steps on GLPK, on middling
 * cities; stopped at any step its bound stays below the optimum. */
#include <math.h>

#include "tests/assert.h"
#include "tests/fixture_proof.h"

enum { N_TOWNS = 360, KIND = TAKE_P | TAKE_BUDGET | TOWN_DISTANCE };

static struct placement_plan solve_as(struct town *t, unsigned skip, long work)
{
    struct placement_plan plan;

    t->skip = skip;
    t->limits.work_limit = work;
    plan = proof_solve(&truth_pmedian, t);
    t->skip = 0;
    t->limits = (struct placement_limits){0};
    return plan;
}

/* Every feature by turns: town_create() draws districts, spacing, budgets, existing, required
 * and forbidden sites, limits of reach and weights of 0. Two thirds reach everything and open
 * few sites: there the search is deepest. */
static struct town *town_of(int number)
{
    struct town *t = town_create(KIND, number, true);
    int n_zones = 30 + number % 31;

    if (t->n_zones > n_zones) t->n_zones = n_zones;
    for (int z = 0; z < t->n_zones && number % 3 > 0; z++)
        for (int s = 0; s < t->n_sites; s++)
            if (isinf(t->m[z][s])) t->m[z][s] = floor(300 + 700 * town_uniform());
    if (t->p >= 0 && number % 3 > 0) t->p = number % 3 == 1 ? 2 + number % 5 : 6 + number % 7;
    /* Whole numbers, small ones: bounds round up by what all plans are multiples of. */
    for (int z = 0; z < t->n_zones && number % 4 == 1; z++) {
        t->weight[z] = 1 + number % 3;
        for (int s = 0; s < t->n_sites; s++)
            if (!isinf(t->m[z][s])) t->m[z][s] = ceil(t->m[z][s] / 25);
    }
    town_ready(t);
    return t;
}

static void two_ways(void **state)
{
    int n_feasible = 0, n_infeasible = 0, n = proof_n_cities(N_TOWNS);

    (void)state;
    for (proof_city = 0; proof_city < n; proof_city++) {
        struct town *t = town_of(proof_city);
        struct placement_plan a = solve_as(t, proof_city % 2 ? SKIP_SEARCH : 0, 0);
        struct placement_plan b = solve_as(t, SKIP_ENGINE, 0);

        assert_int_equal(a.status, b.status);
        assert_true(a.status == PLAN_OPTIMAL || a.status == PLAN_INFEASIBLE);
        n_feasible += a.status == PLAN_OPTIMAL;
        n_infeasible += a.status == PLAN_INFEASIBLE;
        if (a.status == PLAN_OPTIMAL) {
            /* GLPK's own tolerance lets it stop a whisker early. */
            assert_near(a.objective, b.objective, 1e-9, 0);
            assert_near(truth_plan(&truth_pmedian, t, &a), a.objective, 1e-12, 0);
        }
        placement_plan_clear(&a);
        placement_plan_clear(&b);
        town_free(t);
    }
    proof_city = -1;
    print_message("%d feasible, %d infeasible\n", n_feasible, n_infeasible);
    assert_true(n_feasible > n / 2 && n_infeasible > 0);
}

static void stopped(void **state)
{
    static const long works[] = {1, 2, 5, 12, 30, 80, 200, 300, 400, 600};
    /* Without swaps the tree finds the plans, so that a bound above the optimum shows. */
    static const unsigned skips[] = {SKIP_SEARCH, SKIP_SEARCH | SKIP_FIX, 0, SKIP_SEARCH};
    int n_open = 0, n_late = 0, n = proof_n_cities(N_TOWNS);

    (void)state;
    for (proof_city = 0; proof_city < n; proof_city++) {
        struct town *t = town_of(proof_city);
        struct placement_plan best = solve_as(t, 0, 0);
        double slack = 1e-11 * fabs(best.objective);

        for (size_t k = 0; k < COUNT(works) && best.status == PLAN_OPTIMAL; k++) {
            struct placement_plan plan = solve_as(t, skips[proof_city % 4], works[k]);

            assert_true(plan.status != PLAN_INFEASIBLE);
            if (!isnan(plan.bound)) assert_true(plan.bound <= best.objective + slack);
            if (plan.open != NULL) assert_true(plan.objective >= best.objective - slack);
            if (plan.status == PLAN_OPTIMAL)
                assert_near(plan.objective, best.objective, 1e-11, 0);
            else
                assert_int_equal(plan.stop, STOP_WORK);
            n_open += plan.status != PLAN_OPTIMAL;
            n_late += plan.status != PLAN_OPTIMAL && works[k] > 200;
            placement_plan_clear(&plan);
        }
        placement_plan_clear(&best);
        town_free(t);
    }
    proof_city = -1;
    print_message("stopped %d times, %d of them in the tree\n", n_open, n_late);
    assert_true(n_open > n && (n < N_TOWNS || n_late > 20));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(two_ways, proof_tell_city),
        cmocka_unit_test_teardown(stopped, proof_tell_city),
    };

    return cmocka_run_group_tests_name("median", tests, NULL, NULL);
}

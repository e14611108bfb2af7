/* label: unit - memory that runs out at every n-th call while a small city is solved: each
 * model says so or answers right, nothing leaks and nothing crashes. GLPK's own memory is
 * included.
 */
#include <math.h>

#include "tests/assert.h"
#include "tests/fixture_proof.h"
#include "tests/nomem.h"

struct outcome {
    enum err code;
    enum plan_status status;
    double value; /* of the plan, by the truth */
};

static struct outcome solve(const struct truth *truth, const struct town *t, long at)
{
    const struct placement_model *model = placement_find(truth->model);
    struct placement_input in = town_input(t);
    struct placement_plan plan = {0};
    struct outcome out = {.value = (double)NAN};
    struct error err;

    calls = 0;
    fail_at = at;
    counting = true;
    out.code = placement_solve(model, &in, &plan, &err);
    counting = false;
    out.status = plan.status;
    if (out.code == ERR_OK && plan.open != NULL) {
        out.value = truth_plan(truth, t, &plan);
        assert_near(out.value, plan.objective, truth->rtol, 1e-300);
    }
    if (out.code != ERR_OK) {
        if (out.code != ERR_NOMEM) fail_msg("call %ld: %s", at, err.text);
        assert_true(err.text[0] != '\0' && plan.open == NULL);
    }
    counting = true;
    placement_plan_clear(&plan);
    counting = false;
    return out;
}

/* GLPK keeps its environment for the next problem: blocks that live are compared with those
 * after an undisturbed solve, or after one in which GLPK gave its environment back. */
static void every_call(const struct truth *truth, int number)
{
    struct town *t = town_create(truth->kind, number, false);
    double best = truth_best(truth, t);
    long n_calls, steps, most_alive, n_told = 0;

    solve(truth, t, 0);
    alive = 0;
    solve(truth, t, 0);
    most_alive = alive;
    n_calls = calls;
    assert_int_equal(leaks(most_alive), 0);
    steps = 1 + n_calls / MOST_CALLS; /* of thousands of calls some */
    for (long at = 1; at <= n_calls; at += at < MOST_CALLS / 3 ? 1 : steps) {
        struct outcome out = solve(truth, t, at);

        n_told += out.code == ERR_NOMEM;
        if (out.code != ERR_OK) continue;
        assert_int_equal(out.status, isnan(best) ? PLAN_INFEASIBLE : PLAN_OPTIMAL);
        assert_near(out.value, best, truth->rtol, 1e-300);
    }
    assert_true(n_told > 0);
    solve(truth, t, 0); /* GLPK's environment is there again */
    alive = 0;
    solve(truth, t, 0);
    assert_int_equal(leaks(alive), 0);
    town_free(t);
}

static void nomem(void **state)
{
    static const int numbers[] = {8, 5, 13, 14, 18}; /* plain, mixed, districts, spacing */

    for (size_t k = 0; k < COUNT(numbers); k++) {
        proof_city = numbers[k];
        every_call(*state, numbers[k]);
    }
    proof_city = -1;
}

int main(void)
{
    static const struct truth *const rows[] = {
        &truth_lscp,   &truth_lscp_share,  &truth_mclp,    &truth_mclp_gradual,
        &truth_lscp_b, &truth_mclp_2,      &truth_pmedian, &truth_pcenter,
        &truth_cflp,   &truth_cflp_single, &truth_mclp_c,  &truth_mclp_c_single,
        &truth_mclp_t};
    struct CMUnitTest tests[COUNT(rows)];
    size_t n = 0;

    for (size_t k = 0; k < COUNT(rows); k++)
        if (proof_there(rows[k]))
            tests[n++] = (struct CMUnitTest){rows[k]->name, nomem, NULL, proof_tell_city,
                                             (void *)(uintptr_t)rows[k]};
    cmocka_set_test_filter(getenv("CHARGEPLAN_PROOF"));
    return _cmocka_run_group_tests("memory runs out", tests, n, NULL, NULL);
}

/* fixture_proof.c - see fixture_proof.h. */
#include "tests/fixture_proof.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/milp.h"
#include "tests/assert.h"

enum { CITIES = 2000 };

int proof_city = -1;

static const struct placement_model *model_of(const struct truth *truth)
{
    return placement_find(truth->model);
}

static bool maximises(const struct truth *truth)
{
    return (truth->kind & TOWN_MAXIMISE) != 0;
}

/* CHARGEPLAN_PROOF_CITIES: some of them, for the run with every change. */
int proof_n_cities(int most)
{
    const char *asked = getenv("CHARGEPLAN_PROOF_CITIES");
    int n = asked != NULL ? atoi(asked) : 0;

    return n > 0 && n < most ? n : most;
}

bool proof_there(const struct truth *truth)
{
    const struct placement_model *model = model_of(truth);

    return model != NULL && model->solve != NULL;
}

static double rel(double a, double b)
{
    return fabs(a - b) / fmax(fmax(fabs(a), fabs(b)), 1e-300);
}

/* ---- one answer ---- */

/* No plan opens a candidate that its objective does not need. */
static void needs_all(const struct truth *truth, const struct town *t,
                      const struct placement_plan *plan)
{
    struct placement_plan less = *plan;
    bool open[MOST_SITES];
    int phase[MOST_SITES];

    for (int s = 0; s < t->n_sites; s++) {
        double value;

        if (!plan->open[s] || t->status[s] != SITE_CANDIDATE) continue;
        memcpy(open, plan->open, (size_t)t->n_sites * sizeof *open);
        open[s] = false;
        less.open = open;
        if (plan->phase != NULL) {
            memcpy(phase, plan->phase, (size_t)t->n_sites * sizeof *phase);
            phase[s] = -1;
            less.phase = phase;
        }
        value = plan->phase != NULL ? truth_plan(truth, t, &less)
                                    : truth_value(truth, t, truth_bits(t, open));
        if (isnan(value) || rel(value, plan->objective) > 1e-13) continue;
        fail_msg("site %d is open and nothing needs it", s);
    }
}

/* What the record says of a plan, whether proven or not. */
static void check_record(const struct truth *truth, const struct town *t,
                         const struct placement_plan *plan)
{
    unsigned open = truth_bits(t, plan->open);

    assert_near(truth_plan(truth, t, plan), plan->objective, truth->rtol, 1e-300);
    assert_int_equal(plan->n_new, truth_n_new(t, open));
    assert_near(plan->new_cost, truth_cost(t, open), 1e-12, 0);
    assert_true(plan->gap >= 0);
    assert_near(plan->gap,
                fabs(plan->bound - plan->objective) / fmax(fabs(plan->objective), 1e-9), 1e-12,
                0);
}

static void check_plan(const struct truth *truth, const struct town *t,
                       const struct placement_plan *plan, double best)
{
    if (isnan(best)) {
        assert_int_equal(plan->status, PLAN_INFEASIBLE);
        assert_int_equal(plan->stop, STOP_PROVED);
        assert_true(isnan(plan->objective) && isnan(plan->bound) && isnan(plan->gap));
        assert_true(plan->reason.in[LANGUAGE_EN][0] != '\0' && plan->open == NULL);
        return;
    }
    if (plan->status == PLAN_INFEASIBLE)
        print_error("reason: %s\n", plan->reason.in[LANGUAGE_EN]);
    assert_int_equal(plan->status, PLAN_OPTIMAL);
    assert_int_equal(plan->stop, STOP_PROVED);
    /* Two plans of one value may differ by the order of their sums. */
    assert_near(plan->objective, best, truth->rtol, 1e-300);
    assert_near(plan->bound, plan->objective, 0, 0);
    assert_near(plan->gap, 0, 0, 0);
    check_record(truth, t, plan);
    needs_all(truth, t, plan);
}

struct placement_plan proof_solve(const struct truth *truth, const struct town *t)
{
    struct placement_input in = town_input(t);
    struct placement_plan plan = {0};
    struct error err;

    if (placement_solve(model_of(truth), &in, &plan, &err) != ERR_OK)
        fail_msg("%s: %s", truth->name, err.text);
    return plan;
}

/* ---- all plans ---- */

/* GLPK alone on the formulation as it stands in the model's file; true: its relaxation is
 * fractional. */
static bool check_build(const struct truth *truth, const struct town *t, double best,
                        bool whole)
{
    const struct placement_model *model = model_of(truth);
    struct placement_input in = town_input(t);
    struct milp *m = NULL;
    struct milp_result r;
    struct error err;
    bool fractional = false;

    if (model->build == NULL) return false;
    assert_int_equal(milp_create(model->maximise, &m, &err), ERR_OK);
    model->build(&in, m);
    if (whole) {
        assert_int_equal(milp_solve(m, NULL, &r, &err), ERR_OK);
        assert_int_equal(r.status, isnan(best) ? MILP_INFEASIBLE : MILP_OPTIMAL);
        /* GLPK's own tolerances: 1e-7 of the numbers in it. */
        if (!isnan(best)) assert_near(r.objective, best, 1e-6, 1e-300);
        milp_result_clear(&r);
    }
    if (!isnan(best)) {
        assert_int_equal(milp_solve_lp(m, NULL, &r, &err), ERR_OK);
        assert_int_equal(r.status, MILP_OPTIMAL);
        fractional = rel(r.objective, best) > 1e-6;
        milp_result_clear(&r);
    }
    milp_free(m);
    return fractional;
}

/* Stopped early: what is claimed holds all the same. */
static void check_limits(const struct truth *truth, struct town *t, double best, int work)
{
    struct placement_plan plan;
    double slack = 1e-9 * fabs(best);

    t->limits.work_limit = work;
    t->limits.gap = work == 0 ? 0.25 : 0;
    plan = proof_solve(truth, t);
    t->limits = (struct placement_limits){0};
    if (isnan(best)) {
        assert_true(plan.status == PLAN_INFEASIBLE || plan.status == PLAN_UNKNOWN);
    } else {
        assert_int_not_equal(plan.status, PLAN_INFEASIBLE);
        if (!isnan(plan.bound))
            assert_true(maximises(truth) ? plan.bound >= best - slack
                                         : plan.bound <= best + slack);
        if (plan.status == PLAN_OPTIMAL) assert_near(plan.objective, best, truth->rtol, 1e-300);
        if (plan.open != NULL) check_record(truth, t, &plan);
        if (work == 0) assert_true(plan.gap <= 0.25);
        if (plan.status == PLAN_FEASIBLE && work == 0) assert_int_equal(plan.stop, STOP_GAP);
    }
    placement_plan_clear(&plan);
}

/* The model's own second writing, on sets of sites good and bad. */
static void check_worth(const struct truth *truth, const struct town *t)
{
    const struct placement_model *model = model_of(truth);
    struct placement_input in = town_input(t);

    for (int k = 0; k < 3 && model->worth != NULL; k++) {
        unsigned open = t->existing | t->required;
        bool is_open[MOST_SITES];

        for (int s = 0; s < t->n_sites; s++)
            if (town_below(3) == 0) open ^= 1U << s;
        if (k > 0) open = (open | t->existing | t->required) & ~t->forbidden;
        for (int s = 0; s < t->n_sites; s++)
            is_open[s] = open >> s & 1;
        assert_near(model->worth(&in, is_open), truth_value(truth, t, open), truth->rtol,
                    1e-300);
    }
}

struct digest_tally {
    int n, n_greedy, n_fractional, n_infeasible;
};

static void try_city(const struct truth *truth, int number, struct digest_tally *tally)
{
    static const unsigned skips[] = {SKIP_MERGE,
                                     SKIP_DOMINATED,
                                     SKIP_FIX,
                                     SKIP_PARTS,
                                     SKIP_ENGINE,
                                     15 | SKIP_ENGINE,
                                     SKIP_MERGE | SKIP_DOMINATED,
                                     15};
    struct town *t = town_create(truth->kind, number, false);
    double best = truth_best(truth, t);
    struct placement_plan plan = proof_solve(truth, t);

    check_plan(truth, t, &plan, best);
    placement_plan_clear(&plan);
    t->skip = skips[number % (int)COUNT(skips)];
    plan = proof_solve(truth, t);
    check_plan(truth, t, &plan, best);
    placement_plan_clear(&plan);
    t->skip = 0;
    tally->n_fractional += check_build(truth, t, best, number % 4 == 1);
    if (number % 3 == 0) check_limits(truth, t, best, 1 + number % 7 * 4);
    if (number % 3 == 1) check_limits(truth, t, best, 0);
    check_worth(truth, t);
    tally->n_infeasible += isnan(best);
    tally->n += !isnan(best);
    tally->n_greedy += !isnan(best) && !(rel(truth_greedy(truth, t), best) <= 1e-9);
    town_free(t);
}

void proof_all_plans(void **state)
{
    const struct truth *truth = *state;
    struct digest_tally tally = {0};
    int n = proof_n_cities(CITIES);

    assert_int_equal(model_of(truth)->maximise, maximises(truth));
    for (proof_city = 0; proof_city < n; proof_city++)
        try_city(truth, proof_city, &tally);
    proof_city = -1;
    print_message(
        "%s: %d cities; of %d feasible ones greedy misses the optimum in %.0f %%, the "
        "relaxation is fractional in %.0f %%; %d infeasible\n",
        truth->name, n, tally.n, 100.0 * tally.n_greedy / tally.n,
        100.0 * tally.n_fractional / tally.n, tally.n_infeasible);
    if (n < CITIES) return; /* shares of few are chance */
    assert_true(4 * tally.n_greedy >= tally.n);
    assert_true(4 * tally.n_fractional >= tally.n);
    assert_true(2 * tally.n >= n);
}

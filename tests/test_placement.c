/* label: unit - every placement model against all plans of small cities. */
#include <stdlib.h>
#include <string.h>

#include "model/milp.h"
#include "model/placement.h"
#include "tests/assert.h"
#include "tests/dice.h"

enum { N_CITIES = 480, MOST_ZONES = 40, MOST_SITES = 14 };

struct town {
    int n_zones, n_sites, n_pairs;
    int zone[MOST_ZONES * MOST_SITES], site[MOST_ZONES * MOST_SITES];
    double m[MOST_ZONES * MOST_SITES];
    double weight[MOST_ZONES], cost[MOST_SITES];
    enum site_status status[MOST_SITES];
    int p;
    double budget;
    enum lscp_objective objective;
    struct reach *reach;
};

static int below(int n)
{
    return (int)(uniform() * n);
}

static void add_pair(struct town *t, int z, int s, double m)
{
    t->zone[t->n_pairs] = z;
    t->site[t->n_pairs] = s;
    t->m[t->n_pairs++] = m;
}

/* Points in a square, a radius of every zone's own; every other city on a coarse grid, so that
 * distances tie. */
static void pairs_by_distance(struct town *t, bool grid, double wide)
{
    double sx[MOST_SITES], sy[MOST_SITES], general = wide * (250 + 300 * uniform());

    for (int s = 0; s < t->n_sites; s++) {
        sx[s] = grid ? 100 * below(11) : 1000 * uniform();
        sy[s] = grid ? 100 * below(11) : 1000 * uniform();
    }
    for (int z = 0; z < t->n_zones; z++) {
        double x = grid ? 100 * below(11) : 1000 * uniform();
        double y = grid ? 100 * below(11) : 1000 * uniform();
        double radius = z % 3 == 0 ? general * (0.5 + uniform()) : general;

        for (int s = 0; s < t->n_sites; s++) {
            double m = hypot(x - sx[s], y - sy[s]);

            if (m <= radius + 1e-6) add_pair(t, z, s, grid ? round(m) : m);
        }
    }
}

/* A few sites a zone, without geometry: odd cycles make the relaxation fractional. */
static void pairs_by_chance(struct town *t, int least)
{
    for (int z = 0; z < t->n_zones; z++) {
        int n = least + below(2), first = below(t->n_sites), step = 1 + below(t->n_sites - 1);

        for (int k = 0, s = first; k < n; k++, s = (s + step) % t->n_sites) {
            if (k > 0 && s == first) break;
            add_pair(t, z, s, 10 + floor(uniform() * 90));
        }
    }
}

/* The first three sites share the zones out among them; every other one has a little more than
 * one of them, from all three, and misleads a greedy choice. */
static void pairs_with_decoys(struct town *t)
{
    for (int z = 0; z < t->n_zones; z++)
        for (int s = 0; s < t->n_sites; s++)
            if (s < 3 ? z % 3 == s : uniform() < 0.4) add_pair(t, z, s, 10 + below(90));
}

static void set_weights(struct town *t, int kind)
{
    double sum = 0, scale = 1;

    for (int z = 0; z < t->n_zones; z++) {
        t->weight[z] = kind == 0 ? 1 + below(5) : 3.1 + 9.3 * uniform();
        if (below(12) == 0) t->weight[z] = 0;
        sum += t->weight[z];
    }
    if (kind == 2) scale = 1e9 / (sum + 1e-3);
    if (kind == 3) scale = 1e-6 / (sum + 1e-3);
    for (int z = 0; z < t->n_zones; z++)
        t->weight[z] *= scale;
}

static void set_sites(struct town *t, bool whole, bool mixed)
{
    for (int s = 0; s < t->n_sites; s++) {
        int k = mixed ? below(100) : 99;

        t->cost[s] = whole ? below(12) : 0.3 + 9.1 * uniform();
        if (below(12) == 0) t->cost[s] = 0;
        t->status[s] = k < 8    ? SITE_EXISTING
                       : k < 14 ? SITE_REQUIRED
                       : k < 24 ? SITE_FORBIDDEN
                                : SITE_CANDIDATE;
    }
}

static struct town *town(const struct placement_model *model, int number)
{
    bool lscp = strcmp(model->name, "lscp") == 0;
    struct town *t = calloc(1, sizeof *t);
    struct error err;

    assert_non_null(t);
    dice = 1000003ULL * (unsigned long long)number + 42;
    t->n_zones = number % 4 ? 24 + below(MOST_ZONES - 23) : 8 + below(MOST_ZONES - 7);
    t->n_sites = number % 4 ? 11 + below(MOST_SITES - 10) : 6 + below(MOST_SITES - 5);
    if (number % 16 == 4 && model->maximise)
        pairs_with_decoys(t);
    else if (number % 4 == 0)
        pairs_by_distance(t, number % 8 == 0, model->needs_distance ? 3 : 1);
    else
        pairs_by_chance(t, lscp                    ? 2 + number % 2
                           : model->needs_distance ? 2 + number % 5
                                                   : 2 + number % 2);
    set_weights(t, number % 4);
    set_sites(t, number % 2 == 0, number % 5 < 2);
    t->p = number % 11 == 3 ? -1 : 4 + below(3);
    if (number % 29 == 1) t->p = below(2);
    if (number % 16 == 4) t->p = 3;
    t->budget = number % 3 == 1 || t->p < 0 ? 10 + 25 * uniform() : INFINITY;
    t->objective = number % 2 ? OBJECTIVE_COST : OBJECTIVE_COUNT;
    assert_int_equal(reach_from_pairs(&t->reach, t->n_zones, t->n_sites, t->n_pairs, t->zone,
                                      t->site, t->m, &err),
                     ERR_OK);
    return t;
}

static void town_free(struct town *t)
{
    reach_free(t->reach);
    free(t);
}

static struct placement_input input(const struct town *t, const struct placement_model *model)
{
    bool lscp = strcmp(model->name, "lscp") == 0;

    return (struct placement_input){.reach = t->reach,
                                    .weight = t->weight,
                                    .cost = t->cost,
                                    .status = t->status,
                                    .p = lscp ? -1 : t->p,
                                    .budget = lscp ? INFINITY : t->budget,
                                    .objective = t->objective,
                                    .limits = {.n_threads = 1}};
}

/* ---- the truth: all plans ---- */

/* Best of all plans, by a second writing of the rules; NAN where no plan is feasible. */
static double best_of_all(const struct placement_model *model, const struct placement_input *in)
{
    double best = NAN;

    for (int plan = 0; plan < 1 << in->reach->n_sites; plan++) {
        bool open[MOST_SITES], allowed = true;
        double value;

        for (int s = 0; s < in->reach->n_sites; s++) {
            open[s] = plan >> s & 1;
            if (open[s] && in->status[s] == SITE_FORBIDDEN) allowed = false;
            if (!open[s] && in->status[s] <= SITE_REQUIRED) allowed = false;
        }
        if (!allowed) continue;
        value = model->worth(in, open);
        if (isnan(value)) continue;
        if (isnan(best) || (model->maximise ? value > best : value < best)) best = value;
    }
    return best;
}

/* Adds the site with the best objective, one after another, as long as it helps; for lscp the
 * one that covers most for its price. */
static double greedy(const struct placement_model *model, const struct placement_input *in)
{
    bool open[MOST_SITES], lscp = strcmp(model->name, "lscp") == 0;
    double value = NAN;

    for (int s = 0; s < in->reach->n_sites; s++)
        open[s] = in->status[s] <= SITE_REQUIRED;
    for (;;) {
        int best = -1;
        double most = 0;

        value = model->worth(in, open);
        if (lscp && !isnan(value)) return value;
        for (int s = 0; s < in->reach->n_sites; s++) {
            double now, gain = 0;

            if (open[s] || in->status[s] != SITE_CANDIDATE) continue;
            open[s] = true;
            now = model->worth(in, open);
            if (lscp) { /* zones newly covered, per price */
                for (int z = 0; z < in->reach->n_zones; z++) {
                    bool by_s = false, before = false;

                    for (int k = in->reach->row_start[z]; k < in->reach->row_start[z + 1];
                         k++) {
                        by_s |= in->reach->site[k] == s;
                        before |= in->reach->site[k] != s && open[in->reach->site[k]];
                    }
                    gain += by_s && !before;
                }
                gain /= in->objective == OBJECTIVE_COST ? in->cost[s] + 1e-9 : 1;
            } else if (!isnan(now)) {
                gain = isnan(value)      ? 1 / (1 + now)
                       : model->maximise ? now - value
                                         : value - now;
            }
            open[s] = false;
            if (gain > most) {
                most = gain;
                best = s;
            }
        }
        if (best < 0) return value;
        open[best] = true;
    }
}

/* ---- checks ---- */

static double rel(double a, double b)
{
    return fabs(a - b) / fmax(fmax(fabs(a), fabs(b)), 1e-30);
}

/* No plan opens a candidate that its objective does not need. */
static void needs_all(const struct placement_model *model, const struct placement_input *in,
                      const struct placement_plan *plan)
{
    for (int s = 0; s < in->reach->n_sites; s++) {
        double less;

        if (!plan->open[s] || in->status[s] != SITE_CANDIDATE) continue;
        plan->open[s] = false;
        less = model->worth(in, plan->open);
        plan->open[s] = true;
        if (strcmp(model->name, "lscp") == 0)
            assert_true(isnan(less));
        else
            assert_true(isnan(less) || rel(less, plan->objective) > 1e-13);
    }
}

static void check_plan(const struct placement_model *model, const struct placement_input *in,
                       const struct placement_plan *plan, double best)
{
    double cost = 0;
    int n_new = 0;

    if (isnan(best)) {
        assert_int_equal(plan->status, PLAN_INFEASIBLE);
        assert_int_equal(plan->stop, STOP_PROVED);
        assert_true(isnan(plan->objective) && isnan(plan->bound) && isnan(plan->gap));
        assert_true(plan->reason.in[LANGUAGE_EN][0] != '\0' && plan->open == NULL);
        return;
    }
    assert_int_equal(plan->status, PLAN_OPTIMAL);
    assert_int_equal(plan->stop, STOP_PROVED);
    /* Two plans of one value may differ by the order of their sums. */
    assert_near(plan->objective, best, 1e-12, 1e-300);
    assert_near(plan->bound, plan->objective, 0, 0);
    assert_near(plan->gap, 0, 0, 0);
    assert_near(model->worth(in, plan->open), plan->objective, 0, 0);
    for (int s = 0; s < in->reach->n_sites; s++)
        if (plan->open[s] && in->status[s] != SITE_EXISTING) {
            cost += in->cost[s];
            n_new++;
        }
    assert_int_equal(plan->n_new, n_new);
    assert_near(plan->new_cost, cost, 1e-15, 0);
    needs_all(model, in, plan);
}

/* GLPK alone on the formulation as it stands in the model's file. */
static void check_build(const struct placement_model *model, const struct placement_input *in,
                        double best, int *n_fractional)
{
    struct milp *m = NULL;
    struct milp_result r;
    struct error err;

    assert_int_equal(milp_create(model->maximise, &m, &err), ERR_OK);
    model->build(in, m);
    assert_int_equal(milp_solve(m, NULL, &r, &err), ERR_OK);
    assert_int_equal(r.status, isnan(best) ? MILP_INFEASIBLE : MILP_OPTIMAL);
    /* GLPK's own tolerances: 1e-7 of the numbers in it. */
    if (!isnan(best)) assert_near(r.objective, best, 1e-6, 1e-300);
    milp_result_clear(&r);
    if (!isnan(best)) {
        assert_int_equal(milp_solve_lp(m, NULL, &r, &err), ERR_OK);
        assert_int_equal(r.status, MILP_OPTIMAL);
        *n_fractional += rel(r.objective, best) > 1e-6;
        milp_result_clear(&r);
    }
    milp_free(m);
}

/* Stopped early: what is claimed holds all the same. */
static void check_limits(const struct placement_model *model, struct placement_input in,
                         double best, int work)
{
    struct placement_plan plan = {0};
    struct error err;
    double slack = 1e-9 * fabs(best);

    in.limits.work_limit = work;
    if (work == 0) in.limits.gap = 0.25;
    assert_int_equal(placement_solve(model, &in, &plan, &err), ERR_OK);
    if (isnan(best)) {
        assert_true(plan.status == PLAN_INFEASIBLE || plan.status == PLAN_UNKNOWN);
    } else {
        assert_int_not_equal(plan.status, PLAN_INFEASIBLE);
        if (!isnan(plan.bound))
            assert_true(model->maximise ? plan.bound >= best - slack
                                        : plan.bound <= best + slack);
        if (plan.status == PLAN_OPTIMAL) assert_near(plan.objective, best, 1e-12, 1e-300);
        if (plan.open != NULL) assert_near(model->worth(&in, plan.open), plan.objective, 0, 0);
        if (work == 0) assert_true(plan.gap <= 0.25);
    }
    placement_plan_clear(&plan);
}

static void all_plans(void **state)
{
    const struct placement_model *model = *state;
    int n_greedy = 0, n_fractional = 0, n_infeasible = 0, n = 0;

    for (int number = 0; number < N_CITIES; number++) {
        struct town *t = town(model, number);
        struct placement_input in = input(t, model);
        struct placement_plan plan = {0};
        struct error err;
        double best = best_of_all(model, &in), first;

        if (placement_solve(model, &in, &plan, &err) != ERR_OK) fail_msg("%s", err.text);
        check_plan(model, &in, &plan, best);
        placement_plan_clear(&plan);
        in.keep_equal = true;
        if (placement_solve(model, &in, &plan, &err) != ERR_OK) fail_msg("%s", err.text);
        check_plan(model, &in, &plan, best);
        placement_plan_clear(&plan);
        in.keep_equal = false;
        check_build(model, &in, best, &n_fractional);
        check_limits(model, in, best, 1 + number % 7 * 4);
        check_limits(model, in, best, 0);
        n_infeasible += isnan(best);
        n += !isnan(best);
        first = greedy(model, &in);
        n_greedy += !isnan(best) && !(rel(first, best) <= 1e-12);
        town_free(t);
    }
    print_message(
        "%s: %d cities; of %d feasible ones greedy misses the optimum in %.0f %%, the "
        "relaxation is fractional in %.0f %%; %d infeasible\n",
        model->name, N_CITIES, n, 100.0 * n_greedy / n, 100.0 * n_fractional / n, n_infeasible);
    assert_true(4 * n_greedy >= n);
    assert_true(4 * n_fractional >= n);
}

/* ---- properties ---- */

static struct placement_plan solved(const struct town *t, const struct placement_model *model)
{
    struct placement_input in = input(t, model);
    struct placement_plan plan = {0};
    struct error err;

    if (placement_solve(model, &in, &plan, &err) != ERR_OK) fail_msg("%s", err.text);
    return plan;
}

/* Turns zones and sites round: the same problem in another order. */
static void permute(struct town *t)
{
    struct town old = *t;
    struct error err;

    for (int z = 0; z < t->n_zones; z++)
        t->weight[z] = old.weight[t->n_zones - 1 - z];
    for (int s = 0; s < t->n_sites; s++) {
        t->cost[s] = old.cost[(s + 3) % t->n_sites];
        t->status[s] = old.status[(s + 3) % t->n_sites];
    }
    for (int k = 0; k < t->n_pairs; k++) {
        t->zone[k] = t->n_zones - 1 - old.zone[k];
        t->site[k] = (old.site[k] + t->n_sites - 3) % t->n_sites;
    }
    reach_free(t->reach);
    assert_int_equal(reach_from_pairs(&t->reach, t->n_zones, t->n_sites, t->n_pairs, t->zone,
                                      t->site, t->m, &err),
                     ERR_OK);
}

/* A new candidate beside a site, no dearer: it reaches what that site reaches. */
static void twin_site(struct town *t)
{
    int n_pairs = t->n_pairs, s = t->n_sites - 1;
    struct error err;

    if (t->n_sites == MOST_SITES) return;
    for (int k = 0; k < n_pairs; k++)
        if (t->site[k] == s) add_pair(t, t->zone[k], t->n_sites, t->m[k] * 0.9);
    t->cost[t->n_sites] = t->cost[s];
    t->status[t->n_sites++] = t->status[s] == SITE_FORBIDDEN ? SITE_FORBIDDEN : SITE_CANDIDATE;
    reach_free(t->reach);
    assert_int_equal(reach_from_pairs(&t->reach, t->n_zones, t->n_sites, t->n_pairs, t->zone,
                                      t->site, t->m, &err),
                     ERR_OK);
}

static void properties(void **state)
{
    const struct placement_model *model = *state;

    for (int number = 1000; number < 1120; number++) {
        struct town *t = town(model, number);
        struct placement_plan a = solved(t, model), b;
        bool weighs = strcmp(model->name, "lscp") != 0;

        permute(t);
        b = solved(t, model);
        assert_int_equal(b.status, a.status);
        assert_near(b.objective, a.objective, 1e-12, 0);
        assert_near(b.bound, a.bound, 1e-12, 0);
        placement_plan_clear(&b);
        for (int z = 0; z < t->n_zones && weighs; z++)
            t->weight[z] *= 37.1;
        b = solved(t, model);
        assert_int_equal(b.status, a.status);
        assert_near(b.objective, a.objective * (weighs ? 37.1 : 1), 1e-12, 0);
        placement_plan_clear(&a);
        twin_site(t);
        a = solved(t, model);
        if (b.status == PLAN_OPTIMAL) {
            assert_int_equal(a.status, PLAN_OPTIMAL);
            if (model->maximise)
                assert_true(a.objective >= b.objective * (1 - 1e-12));
            else
                assert_true(a.objective <= b.objective * (1 + 1e-12));
        }
        placement_plan_clear(&a);
        placement_plan_clear(&b);
        town_free(t);
    }
}

static void interrupt(void **state)
{
    struct town *t = town(&placement_mclp, 7);
    struct placement_plan plan;

    (void)state;
    placement_interrupted = 1;
    plan = solved(t, &placement_mclp);
    placement_interrupted = 0;
    assert_true(plan.status == PLAN_OPTIMAL || plan.stop == STOP_INTERRUPTED);
    placement_plan_clear(&plan);
    town_free(t);
}

static void list(void **state)
{
    (void)state;
    assert_int_equal(placement_n_models(), 4);
    for (int k = 0; k < placement_n_models(); k++) {
        const struct placement_model *m = placement_model_at(k);

        assert_ptr_equal(placement_find(m->name), m);
        assert_true(m->sizes_stations || (m->build && m->worth && m->solve));
        assert_true(messages_text(LANGUAGE_EN, m->summary)[0] && m->needs[0] && m->source[0]);
    }
    assert_null(placement_find("mclq"));
}

int main(void)
{
    struct CMUnitTest tests[64] = {cmocka_unit_test(list), cmocka_unit_test(interrupt)};
    static char name[64][64];
    size_t n = 2;

    for (int k = 0; k < placement_n_models() && n < 62; k++) {
        const struct placement_model *m = placement_model_at(k);

        if (m->sizes_stations) continue; /* has its own test */
        snprintf(name[n], sizeof name[n], "%s: best of all plans", m->name);
        tests[n] = (struct CMUnitTest){name[n], all_plans, NULL, NULL, (void *)(uintptr_t)m};
        n++;
        snprintf(name[n], sizeof name[n], "%s: permuted, scaled, one more site", m->name);
        tests[n] = (struct CMUnitTest){name[n], properties, NULL, NULL, (void *)(uintptr_t)m};
        n++;
    }
    return _cmocka_run_group_tests("placement", tests, n, NULL, NULL);
}

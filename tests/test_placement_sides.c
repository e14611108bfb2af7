/* label: unit - districts, spacing, shares and gradual cover, against all plans of small towns.
 */
#include <stdlib.h>
#include <string.h>

#include "model/milp.h"
#include "model/placement/placement.h"
#include "tests/assert.h"

enum { N_TOWNS = 240, MOST_ZONES = 30, MOST_SITES = 12, N_DISTRICTS = 3 };

struct town {
    int n_zones, n_sites, n_pairs;
    int zone[MOST_ZONES * MOST_SITES], site[MOST_ZONES * MOST_SITES];
    double m[MOST_ZONES * MOST_SITES], share[MOST_ZONES * MOST_SITES];
    double weight[MOST_ZONES], cost[MOST_SITES], x[MOST_SITES], y[MOST_SITES];
    enum site_status status[MOST_SITES];
    int district[MOST_SITES];
    double spacing;
    struct reach *reach, *near;
    struct placement_input in;
};

/* A model with one of its ways. */
static const struct row {
    const char *name, *model;
    double cover_share, twice_share;
    bool gradual, free; /* free: without side constraints */
} rows[] = {
    {"lscp", "lscp", 0, 0, false, false},
    {"lscp, 60 % of the weight", "lscp", 0.6, 0, false, false},
    {"lscp, 80 % of the weight, no sides", "lscp", 0.8, 0, false, true},
    {"lscp, 70 % of the weight, gradual", "lscp", 0.7, 0, true, false},
    {"lscp-b", "lscp-b", 0, 0, false, false},
    {"lscp-b, no sides", "lscp-b", 0, 0, false, true},
    {"mclp", "mclp", 0, 0, false, false},
    {"mclp, gradual", "mclp", 0, 0, true, false},
    {"mclp, gradual, no sides", "mclp", 0, 0, true, true},
    {"mclp-2, half for the second", "mclp-2", 0, 0.5, false, false},
    {"mclp-2, a third, no sides", "mclp-2", 0, 1 / 3.0, false, true},
    {"mclp-2, 0.8 for the second", "mclp-2", 0, 0.8, false, false},
    {"mclp-2, all for the second, no sides", "mclp-2", 0, 1, false, true},
    {"pmedian", "pmedian", 0, 0, false, false},
};

static unsigned long long dice;

static double uniform(void) /* splitmix64 */
{
    unsigned long long z = (dice += 0x9E3779B97F4A7C15ULL);

    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return (double)((z ^ (z >> 31)) >> 11) / 9007199254740992.0;
}

static int below(int n)
{
    return (int)(uniform() * n);
}

static void set_sites(struct town *t)
{
    for (int s = 0; s < t->n_sites; s++) {
        int k = below(100);

        t->x[s] = 1000 * uniform();
        t->y[s] = 1000 * uniform();
        t->cost[s] = below(8) ? 1 + below(9) : 0.7 * below(3);
        t->district[s] = below(N_DISTRICTS + 1) - 1;
        t->status[s] = k < 6    ? SITE_EXISTING
                       : k < 9  ? SITE_REQUIRED
                       : k < 15 ? SITE_FORBIDDEN
                                : SITE_CANDIDATE;
    }
}

static void set_pairs(struct town *t, double radius)
{
    for (int z = 0; z < t->n_zones; z++) {
        double x = 1000 * uniform(), y = 1000 * uniform();

        t->weight[z] = below(9) ? 1 + below(7) + (below(2) ? 0.3 : 0) : 0;
        for (int s = 0; s < t->n_sites; s++) {
            double m = hypot(x - t->x[s], y - t->y[s]);

            if (m > radius) continue;
            t->zone[t->n_pairs] = z;
            t->site[t->n_pairs] = s;
            t->share[t->n_pairs] = m < 0.6 * radius ? 1 : 1 - (m / radius - 0.6) / 0.4;
            t->m[t->n_pairs++] = m;
        }
    }
}

static void set_near(struct town *t)
{
    int a[MOST_SITES * MOST_SITES], b[MOST_SITES * MOST_SITES], n = 0;
    double m[MOST_SITES * MOST_SITES];
    struct error err;

    for (int s = 0; s < t->n_sites; s++)
        for (int r = 0; r < t->n_sites; r++)
            if (r != s && hypot(t->x[s] - t->x[r], t->y[s] - t->y[r]) < t->spacing) {
                a[n] = s;
                m[n] = hypot(t->x[s] - t->x[r], t->y[s] - t->y[r]);
                b[n++] = r;
            }
    assert_int_equal(reach_from_pairs(&t->near, t->n_sites, t->n_sites, n, a, b, m, &err),
                     ERR_OK);
}

static struct town *town(const struct row *row, int number)
{
    const struct placement_model *model = placement_find(row->model);
    bool lscp = strncmp(model->name, "lscp", 4) == 0;
    struct town *t = calloc(1, sizeof *t);
    struct error err;

    assert_non_null(t);
    dice = 7919ULL * (unsigned long long)number + 5;
    t->n_zones = 8 + below(MOST_ZONES - 7);
    t->n_sites = 8 + below(MOST_SITES - 7);
    set_sites(t);
    set_pairs(t, model->needs_distance ? 700 : 250 + 200 * uniform());
    t->spacing = 60 + 240 * uniform();
    set_near(t);
    assert_int_equal(reach_from_pairs(&t->reach, t->n_zones, t->n_sites, t->n_pairs, t->zone,
                                      t->site, t->m, &err),
                     ERR_OK);
    t->in = (struct placement_input){
        .reach = t->reach,
        .weight = t->weight,
        .cost = t->cost,
        .status = t->status,
        .p = lscp              ? -1
             : number % 5 == 1 ? -1
                               : 3 + below(4),
        .budget = lscp || number % 5 != 1 ? INFINITY : 12 + 20 * uniform(),
        .objective = number % 2 ? OBJECTIVE_COST : OBJECTIVE_COUNT,
        .limits = {.n_threads = 1},
        .site_district = t->district,
        .n_districts = N_DISTRICTS,
        .min_per_district = row->free ? 0 : number % 3,
        .too_near = !row->free && number % 4 < 3 ? t->near : NULL,
        .cover_share = row->cover_share,
        .twice_share = row->twice_share,
        .pair_share = row->gradual ? t->share : NULL,
    };
    return t;
}

static void town_free(struct town *t)
{
    reach_free(t->reach);
    reach_free(t->near);
    free(t);
}

/* The sides, by another writing: districts and distances, no rows of pairs. */
static bool keeps_sides(const struct town *t, const bool open[])
{
    int n[N_DISTRICTS + 1] = {0};

    for (int s = 0; s < t->n_sites; s++)
        n[t->district[s] + 1] += open[s];
    for (int d = 0; d < N_DISTRICTS; d++)
        if (n[d + 1] < t->in.min_per_district) return false;
    for (int a = 0; t->in.too_near != NULL && a < t->n_sites; a++)
        for (int b = 0; b < a; b++)
            if (open[a] && open[b] &&
                !(t->status[a] == SITE_EXISTING && t->status[b] == SITE_EXISTING) &&
                hypot(t->x[a] - t->x[b], t->y[a] - t->y[b]) < t->spacing)
                return false;
    return true;
}

static double best_of_all(const struct placement_model *model, struct town *t)
{
    struct placement_input bare;
    double best = NAN;

    if (strcmp(model->name, "lscp-b") == 0 && !t->in.least_known) {
        t->in.least_price = best_of_all(&placement_lscp, t);
        if (isnan(t->in.least_price)) t->in.least_price = INFINITY;
        t->in.least_known = true;
    }
    bare = t->in;
    bare.min_per_district = 0;
    bare.too_near = NULL;
    for (int plan = 0; plan < 1 << t->n_sites; plan++) {
        bool open[MOST_SITES];
        double value;

        for (int s = 0; s < t->n_sites; s++)
            open[s] = plan >> s & 1;
        value = model->worth(&bare, open);
        if (isnan(value) || !keeps_sides(t, open)) {
            assert_true(isnan(model->worth(&t->in, open)));
            continue;
        }
        assert_near(model->worth(&t->in, open), value, 0, 0);
        if (isnan(best) || (model->maximise ? value > best : value < best)) best = value;
    }
    return best;
}

static void check_build(const struct placement_model *model, const struct town *t, double best)
{
    struct milp *m = NULL;
    struct milp_result r;
    struct error err;

    assert_int_equal(milp_create(model->maximise, &m, &err), ERR_OK);
    model->build(&t->in, m);
    assert_int_equal(milp_solve(m, NULL, &r, &err), ERR_OK);
    assert_int_equal(r.status, isnan(best) ? MILP_INFEASIBLE : MILP_OPTIMAL);
    if (!isnan(best)) assert_near(r.objective, best, 1e-6, 1e-5); /* GLPK's tolerance */
    milp_result_clear(&r);
    milp_free(m);
}

/* No plan opens a candidate that its objective does not need. */
static void needs_all(const struct placement_model *model, const struct town *t, bool open[])
{
    double value = model->worth(&t->in, open);

    for (int s = 0; s < t->n_sites; s++) {
        double less;

        if (!open[s] || t->status[s] != SITE_CANDIDATE) continue;
        open[s] = false;
        less = model->worth(&t->in, open);
        open[s] = true;
        assert_true(isnan(less) || fabs(less - value) > 1e-13 * fabs(value));
    }
}

/* Without one of the reductions the optimum is where it was. */
static void solve_again(const struct placement_model *model, const struct town *t, double best,
                        unsigned skip)
{
    struct placement_input in = t->in;
    struct placement_plan plan = {0};
    struct error err;

    in.skip = skip;
    if (placement_solve(model, &in, &plan, &err) != ERR_OK) fail_msg("%s", err.text);
    assert_int_equal(plan.status, isnan(best) ? PLAN_INFEASIBLE : PLAN_OPTIMAL);
    assert_near(plan.objective, best, 1e-12, 1e-300);
    if (plan.open != NULL) assert_true(keeps_sides(t, plan.open));
    placement_plan_clear(&plan);
}

static void all_plans(void **state)
{
    const struct row *row = *state;
    const struct placement_model *model = placement_find(row->model);
    int n_infeasible = 0, n_binding = 0;

    for (int number = 0; number < N_TOWNS; number++) {
        struct town *t = town(row, number);
        double best = best_of_all(model, t);
        struct placement_input bare = t->in;
        struct placement_plan plan = {0}, free_plan = {0};
        struct error err;

        check_build(model, t, best);
        t->in.least_known = bare.least_known = false;
        check_build(model, t, best);
        if (placement_solve(model, &t->in, &plan, &err) != ERR_OK)
            fail_msg("town %d: %s", number, err.text);
        if (isnan(best)) {
            assert_int_equal(plan.status, PLAN_INFEASIBLE);
            assert_true(plan.reason.in[0][0] != '\0');
        } else {
            assert_int_equal(plan.status, PLAN_OPTIMAL);
            assert_near(plan.objective, best, 1e-12, 1e-300);
            assert_near(model->worth(&t->in, plan.open), best, 1e-12, 1e-300);
            needs_all(model, t, plan.open);
            assert_near(plan.bound, plan.objective, 0, 0);
            assert_true(keeps_sides(t, plan.open));
        }
        solve_again(model, t, best, 1U << number % 4);
        bare.min_per_district = 0;
        bare.too_near = NULL;
        assert_int_equal(placement_solve(model, &bare, &free_plan, &err), ERR_OK);
        n_binding += !isnan(best) && fabs(free_plan.objective - best) > 1e-9;
        n_infeasible += isnan(best);
        placement_plan_clear(&plan);
        placement_plan_clear(&free_plan);
        town_free(t);
    }
    print_message("%s: %d towns, %d infeasible, sides bind in %d\n", row->name, N_TOWNS,
                  n_infeasible, n_binding);
    if (!row->free) assert_in_range(n_infeasible, 5, N_TOWNS * 3 / 4);
    if (!row->free) assert_in_range(n_binding, 20, N_TOWNS);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(rows)];

    for (size_t k = 0; k < COUNT(rows); k++)
        tests[k] = (struct CMUnitTest){rows[k].name, all_plans, NULL, NULL,
                                       (void *)(uintptr_t)&rows[k]};
    return cmocka_run_group_tests_name("placement_sides", tests, NULL, NULL);
}

/* label: unit. test_serve.c - rule_then_serve against all plans of small cities, and its parts
 * against GLPK. */
#include <stdlib.h>
#include <string.h>

#include "model/milp.h"
#include "model/placement/placement_sides.h"
#include "model/serve/serve_net.h"
#include "model/serve/serve_sides.h"
#include "model/serve/serve_sizes.h"
#include "tests/assert.h"

enum { ZONES = 40, SITES = 14, SIZES = 64 };

/* A random small problem; all arrays are inside. */
struct toy {
    struct serve_input in;
    double kwh[N_SERVICES][ZONES], load[N_SERVICES][ZONES];
    int start[N_SERVICES + 1][ZONES + 1], pair[N_SERVICES + 1][ZONES * SITES];
    struct reach reach[N_SERVICES + 1];
    enum site_status status[SITES];
    int size_start[SITES + 1];
    struct serve_size size[SIZES];
    int site_district[SITES], near_start[SITES + 1], near_site[SITES * SITES];
    struct reach near;
};

static uint64_t state;

static double uniform(void)
{
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (double)(state >> 11) * 0x1p-53;
}

static void make_reach(struct toy *t, int which, const double zx[], const double zy[],
                       const double sx[], const double sy[], double radius)
{
    int n = 0;

    for (int z = 0; z < t->in.n_zones; z++) {
        t->start[which][z] = n;
        for (int s = 0; s < t->in.n_sites; s++)
            if (hypot(zx[z] - sx[s], zy[z] - sy[s]) <= radius) t->pair[which][n++] = s;
    }
    t->start[which][t->in.n_zones] = n;
    t->reach[which] = (struct reach){.n_zones = t->in.n_zones,
                                     .n_sites = t->in.n_sites,
                                     .row_start = t->start[which],
                                     .site = t->pair[which]};
}

static void make_sizes(struct toy *t)
{
    int n = 0, options = t->in.n_sites <= 7 ? 2 : 1;

    for (int s = 0; s < t->in.n_sites; s++) {
        double fixed = 200 + 300 * uniform(), fast = 1 + 3 * uniform(), slow = 5 * uniform();

        t->size_start[s] = n;
        t->status[s] = uniform() < 0.12   ? SITE_EXISTING
                       : uniform() < 0.06 ? SITE_REQUIRED
                                          : SITE_CANDIDATE;
        if (t->status[s] == SITE_EXISTING)
            t->size[n++] = (struct serve_size){{0, 0}, 0, {fast, slow}};
        else if (uniform() < 0.95 || t->status[s] == SITE_REQUIRED)
            for (int k = 1; k <= options; k++) /* twice the chargers carry more than twice */
                t->size[n++] = (struct serve_size){
                    {k, k}, fixed + 137.0 * k, {fast * pow(k, 1.3), slow * pow(k, 1.2)}};
    }
    t->size_start[t->in.n_sites] = n;
}

/* Districts and spacing, in every third city. */
static void make_sides(struct toy *t, uint64_t seed, const double sx[], const double sy[])
{
    int n = 0;

    if (seed % 3 != 1) return;
    for (int s = 0; s < t->in.n_sites; s++) {
        t->site_district[s] = sx[s] < 4 ? 0 : sx[s] < 9 ? 1 : -1;
        t->near_start[s] = n;
        for (int k = 0; k < t->in.n_sites; k++)
            if (k != s && hypot(sx[s] - sx[k], sy[s] - sy[k]) < 2) t->near_site[n++] = k;
    }
    t->near_start[t->in.n_sites] = n;
    t->near = (struct reach){.n_zones = t->in.n_sites,
                             .n_sites = t->in.n_sites,
                             .row_start = t->near_start,
                             .site = t->near_site};
    if (seed % 2 == 0)
        t->in.sides = (struct serve_sides){.site_district = t->site_district,
                                           .n_districts = 2,
                                           .min_per_district = seed % 4 == 0 ? 2 : 1};
    if (seed % 4 != 0) t->in.sides.too_near = &t->near;
}

static void make_toy(struct toy *t, uint64_t seed)
{
    double zx[ZONES], zy[ZONES], sx[SITES], sy[SITES], all = 0;

    state = seed * 2862933555777941757ULL + 3037000493ULL;
    memset(t, 0, sizeof *t);
    t->in.n_sites = seed % 3 == 0 ? 8 + (int)(7 * uniform()) : 6 + (int)(2 * uniform());
    t->in.n_zones = t->in.n_sites > 9 ? 8 + (int)(6 * uniform()) : 8 + (int)(33 * uniform());
    for (int z = 0; z < t->in.n_zones; z++) {
        zx[z] = 10 * uniform();
        zy[z] = 10 * uniform();
        for (enum service v = FAST; v < N_SERVICES; v++) {
            t->kwh[v][z] = uniform() < 0.1 ? 0 : 1 + 20 * uniform() * uniform();
            t->load[v][z] = t->kwh[v][z] * (uniform() < 0.5 ? 0.07 : 0.05 + 0.1 * uniform());
        }
    }
    for (int s = 0; s < t->in.n_sites; s++) {
        sx[s] = 10 * uniform();
        sy[s] = 10 * uniform();
    }
    make_reach(t, FAST, zx, zy, sx, sy, 3.7);
    make_reach(t, SLOW, zx, zy, sx, sy, 2.3);
    make_reach(t, N_SERVICES, zx, zy, sx, sy, uniform() < 0.7 ? 2.6 : -1);
    make_sizes(t);
    make_sides(t, seed, sx, sy);
    for (int k = 0; k < t->size_start[t->in.n_sites]; k++)
        all += t->size[k].cost;
    for (enum service v = FAST; v < N_SERVICES; v++) {
        t->in.kwh[v] = t->kwh[v];
        t->in.load[v] = t->load[v];
        t->in.reach[v] = &t->reach[v];
    }
    t->in.rule = &t->reach[N_SERVICES];
    t->in.status = t->status;
    t->in.size_start = t->size_start;
    t->in.size = t->size;
    t->in.budget = all * (0.15 + 0.45 * uniform());
    t->in.limits = (struct placement_limits){.gap = 0, .n_threads = 1};
}

/* Every plan of a toy: the best value, NAN where none is allowed; the least money of one. */
struct all_plans {
    const struct serve_input *in;
    int size[SITES];
    double best, least_cost;
};

static void try_all(struct all_plans *a, int s)
{
    const struct serve_input *in = a->in;

    if (s == in->n_sites) {
        double value = serve_worth(in, a->size), cost = 0;
        struct serve_input rich = *in;

        rich.budget = INFINITY;
        for (int k = 0; k < in->n_sites; k++)
            cost += a->size[k] >= 0 ? in->size[a->size[k]].cost : 0;
        if (!isnan(value) && !(value <= a->best)) a->best = value;
        if (cost < a->least_cost && !isnan(serve_worth(&rich, a->size))) a->least_cost = cost;
        return;
    }
    a->size[s] = -1;
    try_all(a, s + 1);
    for (int k = in->size_start[s]; k < in->size_start[s + 1]; k++) {
        a->size[s] = k;
        try_all(a, s + 1);
    }
}

/* The plan that a planner would build by hand: always the most energy per money. */
static double greedy(const struct serve_input *in)
{
    int size[SITES];
    double value = 0;
    struct serve_input free_rule = *in;

    free_rule.rule = NULL;
    free_rule.sides = (struct serve_sides){0};
    for (int s = 0; s < in->n_sites; s++) {
        bool must = in->status[s] == SITE_EXISTING || in->status[s] == SITE_REQUIRED;

        size[s] = must && in->size_start[s] < in->size_start[s + 1] ? in->size_start[s] : -1;
    }
    value = serve_worth(&free_rule, size);
    for (;;) {
        int take = -1, take_size = -1;
        double top = 0;

        for (int s = 0; s < in->n_sites; s++) {
            int now = size[s];

            for (int k = in->size_start[s]; k < in->size_start[s + 1]; k++) {
                double more, won;

                size[s] = k;
                won = serve_worth(&free_rule, size) - value;
                more = in->size[k].cost - (now >= 0 ? in->size[now].cost : 0);
                if (won > 1e-9 && more > 0 && won / more > top) {
                    top = won / more;
                    take = s;
                    take_size = k;
                }
            }
            size[s] = now;
        }
        if (take < 0) return serve_worth(in, size);
        size[take] = take_size;
        value = serve_worth(&free_rule, size);
    }
}

/* Without what is too near to a site that stands anyway. */
static void usable_sizes(const struct toy *t, struct serve_sizes *out)
{
    struct serve_sites sites;
    struct error err;
    bool blocked[SITES];

    assert_int_equal(serve_sites_create(&sites, &t->in, &err), ERR_OK);
    for (int s = 0; s < t->in.n_sites; s++)
        blocked[s] = placement_sides_blocked(&sites.in, s);
    assert_int_equal(serve_sizes_create(out, &t->in, blocked, &err), ERR_OK);
    serve_sites_clear(&sites);
}

static void brute_force(void **unused)
{
    const char *asked = getenv("CHARGEPLAN_PROOF_CITIES");
    const uint64_t n_cities = asked != NULL ? strtoull(asked, NULL, 10) : 400;
    struct toy *t = malloc(sizeof *t);
    int greedy_worse = 0, bound_loose = 0, infeasible = 0;

    (void)unused;
    for (uint64_t seed = 1; seed <= n_cities; seed++) {
        struct all_plans a = {.in = &t->in, .best = NAN, .least_cost = INFINITY};
        struct serve_plan plan;
        struct serve_sizes sizes;
        struct serve_net *net = NULL;
        struct serve_dual *dual = NULL;
        struct error err;

        make_toy(t, seed);
        try_all(&a, 0);
        assert_int_equal(serve_solve(&t->in, &plan, &err), ERR_OK);
        if (isnan(a.best)) {
            infeasible++;
            assert_int_equal(plan.status, PLAN_INFEASIBLE);
            /* what districts alone make impossible has no price */
            if (seed % 3 != 1 || !isnan(plan.rule_cost))
                assert_near(plan.rule_cost, a.least_cost, 1e-9, 0);
            assert_true(strlen(plan.reason.in[LANGUAGE_EN]) > 10);
            serve_plan_clear(&plan);
            continue;
        }
        assert_int_equal(plan.status, PLAN_OPTIMAL);
        assert_near(plan.objective, a.best, 1e-7, 0);
        assert_near(plan.bound, plan.objective, 0, 0);
        assert_near(serve_worth(&t->in, plan.size), plan.objective, 1e-7, 0);
        usable_sizes(t, &sizes);
        assert_int_equal(serve_net_create(&net, &sizes.in, &err), ERR_OK);
        assert_int_equal(serve_dual_create(&dual, net, 0.01, &err), ERR_OK);
        assert_int_equal(serve_dual_improve(dual, net, a.best, 1e-9, 300, &err), ERR_OK);
        assert_true(dual->bound >= a.best * (1 - 1e-9)); /* a bound, whatever the prices */
        if (dual->bound > a.best * (1 + 1e-6)) bound_loose++;
        if (!(greedy(&t->in) >= a.best * (1 - 1e-9))) greedy_worse++;
        serve_dual_free(dual);
        serve_net_free(net);
        serve_sizes_clear(&sizes);
        serve_plan_clear(&plan);
    }
    print_message("rule_then_serve: %d cities, %d infeasible; greedy is not optimal in %d, the "
                  "relaxed bound is not tight in %d\n",
                  (int)n_cities, infeasible, greedy_worse, bound_loose);
    assert_true(4 * greedy_worse >= (int)n_cities - infeasible);
    assert_true(4 * bound_loose >= (int)n_cities - infeasible);
    assert_true(infeasible >= 5);
    free(t);
}

/* Branching only lowers the bound, never below the best plan, and reaches a gap that the root
 * does not. */
static void branching(void **unused)
{
    enum { CITIES = 60 };
    struct toy *t = malloc(sizeof *t);
    int open_gaps = 0, closed = 0;

    (void)unused;
    for (uint64_t seed = 1; seed <= CITIES; seed++) {
        struct all_plans a = {.in = &t->in, .best = NAN, .least_cost = INFINITY};
        struct serve_sizes sizes;
        struct serve_net *net = NULL;
        struct serve_dual *dual = NULL;
        struct serve_effort effort;
        struct error err;
        double bound;

        make_toy(t, seed);
        try_all(&a, 0);
        if (isnan(a.best)) continue;
        usable_sizes(t, &sizes);
        assert_int_equal(serve_net_create(&net, &sizes.in, &err), ERR_OK);
        assert_int_equal(serve_dual_create(&dual, net, 0.01, &err), ERR_OK);
        assert_int_equal(serve_dual_improve(dual, net, a.best, 0.01, 200, &err), ERR_OK);
        bound = dual->bound;
        effort = (struct serve_effort){INFINITY, -1, STOP_WORK};
        assert_int_equal(serve_branch(net, dual, a.best, 0.01, &effort, &bound, &err), ERR_OK);
        assert_true(bound <= dual->bound && bound >= a.best * (1 - 1e-9));
        if (dual->bound > a.best * 1.01) {
            open_gaps++;
            if (bound <= a.best * (1.01 + 1e-9)) closed++;
        }
        serve_dual_free(dual);
        serve_net_free(net);
        serve_sizes_clear(&sizes);
    }
    print_message("branching: %d cities with a gap above 1 %% at the root, %d of them closed\n",
                  open_gaps, closed);
    assert_true(open_gaps >= 10 && 2 * closed >= open_gaps);
    free(t);
}

/* The served demand of given sizes as a linear problem for GLPK. */
static double flow_by_glpk(const struct serve_input *in, const int size[])
{
    struct milp *m = NULL;
    struct milp_result result;
    struct error err;
    double value;

    assert_int_equal(milp_create(true, &m, &err), ERR_OK);
    for (enum service v = FAST; v < N_SERVICES; v++) {
        int site_row[SITES];

        for (int s = 0; s < in->n_sites; s++)
            site_row[s] =
                milp_add_row(m, -INFINITY, size[s] < 0 ? 0 : in->size[size[s]].capacity[v]);
        for (int z = 0; z < in->n_zones; z++) {
            int zone_row = milp_add_row(m, -INFINITY, 1);

            for (int k = in->reach[v]->row_start[z]; k < in->reach[v]->row_start[z + 1]; k++) {
                int col = milp_add_col(m, 0, 1, false, in->kwh[v][z]);

                milp_add_coef(m, zone_row, col, 1);
                milp_add_coef(m, site_row[in->reach[v]->site[k]], col, in->load[v][z]);
            }
        }
    }
    assert_int_equal(milp_solve_lp(m, NULL, &result, &err), ERR_OK);
    value = result.objective;
    milp_result_clear(&result);
    milp_free(m);
    return value;
}

static void flow_is_optimal(void **unused)
{
    struct toy *t = malloc(sizeof *t);

    (void)unused;
    for (uint64_t seed = 1000; seed < 1060; seed++) {
        struct serve_net *net = NULL;
        struct error err;
        int size[SITES];
        double value, want;

        make_toy(t, seed);
        t->in.budget = INFINITY;
        t->in.rule = NULL;
        t->in.sides = (struct serve_sides){0};
        for (int s = 0; s < t->in.n_sites; s++) {
            int n = t->size_start[s + 1] - t->size_start[s];
            bool must = t->status[s] != SITE_CANDIDATE;

            size[s] = n == 0 || (!must && uniform() < 0.4)
                          ? -1
                          : t->size_start[s] + (int)(n * uniform());
        }
        want = flow_by_glpk(&t->in, size);
        assert_int_equal(serve_net_create(&net, &t->in, &err), ERR_OK);
        assert_int_equal(serve_flow(net, size, NULL, &value, &err), ERR_OK);
        assert_near(value, want, 1e-8, 1e-9);
        assert_near(serve_worth(&t->in, size), want, 1e-8, 1e-9);
        serve_net_free(net);
    }
    free(t);
}

/* A zone cut into two halves that reach the same sites changes nothing and is one item again.
 */
static void equal_zones_merge(void **unused)
{
    struct toy *t = malloc(sizeof *t);

    (void)unused;
    for (uint64_t seed = 2000; seed < 2020; seed++) {
        struct serve_net *whole = NULL, *split = NULL;
        struct serve_plan a, b;
        struct error err;
        int last;

        make_toy(t, seed);
        if (t->in.n_zones == ZONES) continue;
        assert_int_equal(serve_net_create(&whole, &t->in, &err), ERR_OK);
        assert_int_equal(serve_solve(&t->in, &a, &err), ERR_OK);
        last = t->in.n_zones++;
        for (int v = 0; v <= N_SERVICES; v++) {
            int first = t->start[v][last - 1], n = t->start[v][last] - first;

            memcpy(t->pair[v] + first + n, t->pair[v] + first, (size_t)n * sizeof(int));
            t->start[v][last + 1] = first + 2 * n;
            t->reach[v].n_zones = t->in.n_zones;
        }
        for (enum service v = FAST; v < N_SERVICES; v++) {
            t->kwh[v][last - 1] /= 2;
            t->load[v][last - 1] /= 2;
            t->kwh[v][last] = t->kwh[v][last - 1];
            t->load[v][last] = t->load[v][last - 1];
        }
        assert_int_equal(serve_net_create(&split, &t->in, &err), ERR_OK);
        assert_int_equal(serve_solve(&t->in, &b, &err), ERR_OK);
        assert_int_equal(whole->side[FAST].n_items, split->side[FAST].n_items);
        assert_int_equal(whole->n_rows, split->n_rows);
        assert_int_equal(a.status, b.status);
        assert_near(a.objective, b.objective, 1e-7, 0);
        serve_net_free(whole);
        serve_net_free(split);
        serve_plan_clear(&a);
        serve_plan_clear(&b);
    }
    free(t);
}

/* More money never serves less; without any limit the plan is as good as all sites together. */
static void money_helps(void **unused)
{
    struct toy *t = malloc(sizeof *t);

    (void)unused;
    for (uint64_t seed = 3000; seed < 3012; seed++) {
        double before = -1;

        make_toy(t, seed);
        for (int k = 1; k <= 4; k++) {
            struct serve_plan plan;
            struct error err;

            t->in.budget = k == 4 ? INFINITY : 700.0 * k;
            assert_int_equal(serve_solve(&t->in, &plan, &err), ERR_OK);
            if (plan.status == PLAN_OPTIMAL) {
                assert_true(plan.objective >= before * (1 - 1e-9));
                before = plan.objective;
            } else {
                assert_int_equal(plan.status, PLAN_INFEASIBLE);
            }
            serve_plan_clear(&plan);
        }
    }
    free(t);
}

/* Two sites that together cost a little more than the budget: GLPK's tolerance would take both.
 */
static void budgets_to_the_last_coin(void **unused)
{
    static const double over[] = {0, 1, 10, 100, 1000};

    (void)unused;
    for (size_t k = 0; k < COUNT(over); k++) {
        double kwh[2] = {30, 50}, load[2] = {3, 5}, none[2] = {0, 0};
        int start[3] = {0, 1, 2}, pair[2] = {0, 1}, size_start[3] = {0, 1, 2};
        enum site_status status[2] = {SITE_CANDIDATE, SITE_CANDIDATE};
        struct reach own = {.n_zones = 2, .n_sites = 2, .row_start = start, .site = pair};
        struct serve_size size[2] = {{{1, 0}, 4e7, {9, 0}}, {{1, 0}, 6e7 + over[k], {9, 0}}};
        struct serve_input in = {.n_zones = 2,
                                 .n_sites = 2,
                                 .kwh = {kwh, none},
                                 .load = {load, none},
                                 .reach = {&own, &own},
                                 .status = status,
                                 .size_start = size_start,
                                 .size = size,
                                 .budget = 1e8,
                                 .limits = {.n_threads = 1}};
        struct serve_plan plan;
        struct error err;

        assert_int_equal(serve_solve(&in, &plan, &err), ERR_OK);
        assert_int_equal(plan.status, PLAN_OPTIMAL);
        assert_near(plan.objective, over[k] > 0 ? 50 : 80, 1e-9, 0);
        serve_plan_clear(&plan);
    }
}

/* A limit ends the work and is told; what is claimed stays true. */
static void limits_are_kept(void **unused)
{
    struct toy *t = malloc(sizeof *t);
    int stopped = 0;

    (void)unused;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        struct all_plans a = {.in = &t->in, .best = NAN, .least_cost = INFINITY};
        struct serve_plan plan;
        struct error err;

        make_toy(t, seed);
        try_all(&a, 0);
        if (seed % 2 == 0)
            t->in.limits.time_limit_s = 1e-9;
        else
            t->in.limits.work_limit = 1;
        assert_int_equal(serve_solve(&t->in, &plan, &err), ERR_OK);
        if (plan.status == PLAN_FEASIBLE || plan.status == PLAN_OPTIMAL) {
            assert_true(plan.objective <= a.best * (1 + 1e-7));
            assert_true(plan.bound >= a.best * (1 - 1e-7));
            assert_near(serve_worth(&t->in, plan.size), plan.objective, 1e-7, 0);
        } else if (plan.status == PLAN_INFEASIBLE) {
            assert_true(isnan(a.best));
        } else {
            assert_true(strlen(plan.reason.in[LANGUAGE_EN]) > 10 && plan.size == NULL);
        }
        if (plan.status == PLAN_FEASIBLE) {
            stopped++;
            assert_int_equal(plan.stop, seed % 2 == 0 ? STOP_TIME : STOP_WORK);
        }
        serve_plan_clear(&plan);
    }
    assert_true(stopped >= 5);
    free(t);
}

/* The cover that is known is dearer than the budget although its bound is not: no plan may be
 * made up. Row 1 needs a site of 10 or of 11; the search is given the dear one and no money. */
static void no_plan_is_made_up(void **unused)
{
    double one[1] = {5};
    int start[2] = {0, 2}, pair[2] = {0, 1}, size_start[3] = {0, 1, 2}, size[2] = {7, 7};
    enum site_status status[2] = {SITE_CANDIDATE, SITE_CANDIDATE};
    struct reach own = {.n_zones = 1, .n_sites = 2, .row_start = start, .site = pair};
    struct serve_size sizes[2] = {{{1, 0}, 10, {9, 0}}, {{1, 0}, 11, {9, 0}}};
    struct serve_input in = {.n_zones = 1,
                             .n_sites = 2,
                             .kwh = {one, one},
                             .load = {one, one},
                             .reach = {&own, &own},
                             .rule = &own,
                             .status = status,
                             .size_start = size_start,
                             .size = sizes,
                             .budget = 10.5};
    const bool dear[2] = {false, true};
    struct serve_search *search = NULL;
    struct serve_net *net = NULL;
    struct error err;
    double price, value = -1;
    bool found = true;

    (void)unused;
    assert_int_equal(serve_net_create(&net, &in, &err), ERR_OK);
    assert_int_equal(serve_search_create(&search, net, &err), ERR_OK);
    serve_search_start(search, dear, &price);
    assert_int_equal(serve_search_best(search, size, &value, &found, &err), ERR_OK);
    assert_false(found);
    assert_int_equal(size[0], 7);
    serve_search_free(search);
    serve_net_free(net);
}

/* The check of a plan refuses each kind of wrong plan, so that it is no formality. */
static void check_refuses_wrong_plans(void **unused)
{
    struct toy *t = malloc(sizeof *t);
    int tried = 0;

    (void)unused;
    for (uint64_t seed = 1; seed <= 200 && tried < 5; seed++) {
        struct serve_plan plan;
        struct error err;
        int open = -1, shut = -1, was;
        double share;

        make_toy(t, seed);
        assert_int_equal(serve_solve(&t->in, &plan, &err), ERR_OK);
        for (int s = 0; s < t->in.n_sites && plan.size; s++) {
            if (plan.size[s] >= 0 && t->status[s] != SITE_CANDIDATE) open = s;
            if (plan.size[s] < 0 && t->size_start[s] < t->size_start[s + 1]) shut = s;
        }
        if (!plan.size || open < 0 || shut < 0 || plan.served[FAST].n == 0) {
            serve_plan_clear(&plan);
            continue;
        }
        tried++;
        assert_int_equal(serve_plan_check(&t->in, &plan, &err), ERR_OK);
        was = plan.size[open];
        plan.size[open] = -1; /* a site that has to stand */
        assert_int_equal(serve_plan_check(&t->in, &plan, &err), ERR_SOLVER);
        plan.size[open] = t->size_start[shut]; /* another site's size */
        assert_int_equal(serve_plan_check(&t->in, &plan, &err), ERR_SOLVER);
        plan.size[open] = was;
        t->in.budget = plan.new_cost * 0.999; /* too dear */
        assert_int_equal(serve_plan_check(&t->in, &plan, &err),
                         plan.new_cost > 0 ? ERR_SOLVER : ERR_OK);
        t->in.budget = INFINITY;
        plan.objective *= 1.001; /* more than is served */
        assert_int_equal(serve_plan_check(&t->in, &plan, &err), ERR_SOLVER);
        plan.objective /= 1.001;
        share = plan.served[FAST].share[0];
        plan.served[FAST].share[0] = 1.5; /* more than the zone has */
        assert_int_equal(serve_plan_check(&t->in, &plan, &err), ERR_SOLVER);
        plan.served[FAST].share[0] = share;
        plan.served[FAST].site[0] = shut; /* a closed site */
        assert_int_equal(serve_plan_check(&t->in, &plan, &err), ERR_SOLVER);
        serve_plan_clear(&plan);
    }
    assert_int_equal(tried, 5);
    free(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(brute_force),
        cmocka_unit_test(branching),
        cmocka_unit_test(flow_is_optimal),
        cmocka_unit_test(equal_zones_merge),
        cmocka_unit_test(money_helps),
        cmocka_unit_test(budgets_to_the_last_coin),
        cmocka_unit_test(limits_are_kept),
        cmocka_unit_test(no_plan_is_made_up),
        cmocka_unit_test(check_refuses_wrong_plans),
    };

    return cmocka_run_group_tests_name("serve", tests, NULL, NULL);
}

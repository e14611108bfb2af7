/* label: unit - cflp and mclp-c against every set of sites with the best way to serve from it,
 * worked out again: a linear program for split zones, all sources for single ones. */
#include <stdlib.h>
#include <string.h>

#include "model/capacity/capacity.h"
#include "model/milp.h"
#include "tests/assert.h"

enum { MOST_ZONES = 7, MOST_SITES = 6, N_CITIES = 1000 };

struct city {
    struct reach reach;
    int row_start[MOST_ZONES + 1], site[MOST_ZONES * MOST_SITES];
    double m[MOST_ZONES * MOST_SITES], serve[MOST_ZONES * MOST_SITES];
    double weight[MOST_ZONES], cost[MOST_SITES], capacity[MOST_SITES];
    enum site_status status[MOST_SITES];
    int district[MOST_SITES];
    struct reach near;
    int near_start[MOST_SITES + 1], near_site[MOST_SITES * MOST_SITES];
    struct placement_input in;
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

static void make_pairs(struct city *c, int n_zones, int n_sites, bool whole)
{
    int n = 0;

    for (int z = 0; z < n_zones; z++) {
        for (int s = 0; s < n_sites; s++) {
            if (below(4) == 0) continue;
            c->site[n] = s;
            c->m[n] = whole ? 1 + below(9) : 0.7 + 9.1 * uniform();
            c->serve[n++] = whole ? below(60) : 50 * uniform();
        }
        c->row_start[z + 1] = n;
    }
    c->reach = (struct reach){n_zones, n_sites, c->row_start, c->site, c->m};
}

static void make_sites(struct city *c, bool whole, double per_site)
{
    static const enum site_status mix[] = {SITE_EXISTING,  SITE_REQUIRED,  SITE_FORBIDDEN,
                                           SITE_CANDIDATE, SITE_CANDIDATE, SITE_CANDIDATE,
                                           SITE_CANDIDATE, SITE_CANDIDATE, SITE_CANDIDATE};

    for (int s = 0; s < c->reach.n_sites; s++) {
        c->status[s] = mix[below(9)];
        c->cost[s] = below(8) == 0 ? 0 : whole ? below(40) : 37.3 * uniform();
        c->capacity[s] = per_site * (0.4 + 1.2 * uniform());
        if (whole) c->capacity[s] = floor(c->capacity[s]);
        if (below(10) == 0) c->capacity[s] = below(2) ? 0 : (double)INFINITY;
        c->district[s] = below(3) - 1;
    }
}

static void make_spacing(struct city *c)
{
    bool near[MOST_SITES][MOST_SITES] = {{false}};
    int n = 0;

    for (int a = 0; a < c->reach.n_sites; a++)
        for (int b = 0; b < a; b++)
            near[a][b] = near[b][a] = below(4) == 0;
    for (int a = 0; a < c->reach.n_sites; a++) {
        for (int b = 0; b < c->reach.n_sites; b++)
            if (near[a][b]) c->near_site[n++] = b;
        c->near_start[a + 1] = n;
    }
    c->near =
        (struct reach){c->reach.n_sites, c->reach.n_sites, c->near_start, c->near_site, NULL};
}

static void make_city(struct city *c, int number, bool maximise, bool single)
{
    int n_zones = single ? 3 + below(3) : 3 + below(MOST_ZONES - 2);
    int n_sites = 3 + below(MOST_SITES - 2);
    bool whole = number % 2 == 0;
    double sum = 0, scale = number % 8 == 3 ? 1e-8 : number % 8 == 5 ? 1e7 : 1;

    memset(c, 0, sizeof *c);
    make_pairs(c, n_zones, n_sites, whole);
    for (int z = 0; z < n_zones; z++) {
        c->weight[z] = scale * (below(9) == 0 ? 0
                                : whole       ? 1 + below(9)
                                              : 2.17 + 9 * uniform());
        sum += c->weight[z];
    }
    make_sites(c, whole, (number % 3 == 0 ? 4 : 2) * sum / n_sites);
    make_spacing(c);
    c->in =
        (struct placement_input){.reach = &c->reach,
                                 .weight = c->weight,
                                 .cost = c->cost,
                                 .status = c->status,
                                 .p = below(3) == 0 || maximise ? 1 + below(n_sites) : -1,
                                 .budget = below(4) == 0 ? 80 * uniform() : (double)INFINITY,
                                 .capacity = c->capacity,
                                 .single_source = single,
                                 .limits = {.n_threads = 1}};
    if (below(3) == 0 && !maximise) c->in.serve_cost = c->serve;
    if (below(5) == 0) c->in.too_near = &c->near;
    if (below(5) > 0) return;
    c->in.site_district = c->district;
    c->in.n_districts = 2;
    c->in.min_per_district = 1;
}

/* ---- the truth ---- */

static bool keeps(const struct city *c, unsigned open)
{
    int n = 0, in_district[2] = {0, 0};
    double cost = 0;

    for (int s = 0; s < c->reach.n_sites; s++) {
        bool is_open = open >> s & 1;

        if (c->status[s] == SITE_FORBIDDEN && is_open) return false;
        if ((c->status[s] == SITE_EXISTING || c->status[s] == SITE_REQUIRED) && !is_open)
            return false;
        if (!is_open) continue;
        if (c->district[s] >= 0) in_district[c->district[s]]++;
        if (c->status[s] == SITE_EXISTING) continue;
        n++;
        cost += c->cost[s];
        for (int k = c->near_start[s]; k < c->near_start[s + 1] && c->in.too_near; k++)
            if (open >> c->near_site[k] & 1) return false;
    }
    if (c->in.min_per_district > 0 && (in_district[0] < 1 || in_district[1] < 1)) return false;
    return (c->in.p < 0 || n <= c->in.p) && cost <= c->in.budget;
}

static double pay(const struct city *c, bool maximise, int z, int k)
{
    if (maximise) return -c->weight[z];
    return c->in.serve_cost != NULL ? c->serve[k] : c->weight[z] * c->m[k];
}

static bool counts(const struct city *c, bool maximise, int z)
{
    return c->weight[z] > 0 || (!maximise && c->in.serve_cost != NULL);
}

/* Least pay by a linear program; weights and capacities of any size are brought near 1. */
static double split(const struct city *c, bool maximise, unsigned open)
{
    double scale = 0, value;
    struct milp_result result = {0};
    struct milp *m = NULL;
    struct error err;

    for (int z = 0; z < c->reach.n_zones; z++)
        scale = fmax(scale, c->weight[z]);
    if (scale <= 0) scale = 1;
    assert_int_equal(milp_create(false, &m, &err), ERR_OK);
    for (int s = 0; s < c->reach.n_sites; s++)
        milp_add_row(m, -(double)INFINITY, c->capacity[s] / scale);
    for (int z = 0; z < c->reach.n_zones; z++) {
        int row;

        if (!counts(c, maximise, z)) continue;
        row = milp_add_row(m, maximise ? 0 : 1, 1);
        for (int k = c->row_start[z]; k < c->row_start[z + 1]; k++) {
            int y = milp_add_col(m, 0, open >> c->site[k] & 1, false, pay(c, maximise, z, k));

            milp_add_coef(m, row, y, 1);
            milp_add_coef(m, c->site[k], y, c->weight[z] / scale);
        }
    }
    assert_int_equal(milp_solve_lp(m, NULL, &result, &err), ERR_OK);
    value = result.status == MILP_OPTIMAL ? result.objective : (double)INFINITY;
    milp_result_clear(&result);
    milp_free(m);
    return value;
}

static double sources(const struct city *c, bool maximise, unsigned open, int z, double left[])
{
    double best = (double)INFINITY;

    if (z == c->reach.n_zones) return 0;
    if (maximise || !counts(c, maximise, z)) best = sources(c, maximise, open, z + 1, left);
    if (!counts(c, maximise, z)) return best;
    for (int k = c->row_start[z]; k < c->row_start[z + 1]; k++) {
        int s = c->site[k];

        if (!(open >> s & 1) || c->weight[z] > left[s] * (1 + 1e-12)) continue;
        left[s] -= c->weight[z];
        best = fmin(best, pay(c, maximise, z, k) + sources(c, maximise, open, z + 1, left));
        left[s] += c->weight[z];
    }
    return best;
}

static double truth_of(const struct city *c, bool maximise, unsigned open)
{
    double left[MOST_SITES], sum;

    memcpy(left, c->capacity, sizeof left);
    if (!keeps(c, open)) return (double)INFINITY;
    sum = c->in.single_source ? sources(c, maximise, open, 0, left) : split(c, maximise, open);
    for (int s = 0; s < c->reach.n_sites && !maximise; s++)
        if ((open >> s & 1) && c->status[s] != SITE_EXISTING) sum += c->cost[s];
    return sum;
}

static void compare(const struct placement_model *model, const struct city *c, int *n_none)
{
    double best = (double)INFINITY, sign = model->maximise ? -1 : 1;
    struct placement_plan plan = {0};
    struct error err;
    bool open[MOST_SITES];

    for (unsigned set = 0; set < 1U << c->reach.n_sites; set++) {
        double truth = truth_of(c, model->maximise, set), worth;

        for (int s = 0; s < c->reach.n_sites; s++)
            open[s] = set >> s & 1;
        worth = model->worth(&c->in, open);
        if (isinf(truth))
            assert_true(isnan(worth));
        else
            assert_near(worth, sign * truth, 2e-9, 1e-12 * fabs(truth));
        best = fmin(best, truth);
    }
    if (placement_solve(model, &c->in, &plan, &err) != ERR_OK) fail_msg("%s", err.text);
    if (isinf(best)) {
        assert_int_equal(plan.status, PLAN_INFEASIBLE);
        assert_true(plan.reason.in[0][0] != '\0');
        ++*n_none;
    } else {
        assert_int_equal(plan.status, PLAN_OPTIMAL);
        assert_near(plan.objective, sign * best, 2e-9, 0);
    }
    placement_plan_clear(&plan);
}

static void all_plans(const struct placement_model *model, bool single)
{
    int n_none = 0;

    for (int number = 0; number < N_CITIES; number++) {
        struct city c;

        dice = 7919ULL * (unsigned long long)number + (single ? 11 : 5);
        make_city(&c, number, model->maximise, single);
        compare(model, &c, &n_none);
    }
    printf("%s%s: %d of %d cities without a plan\n", model->name, single ? " single" : "",
           n_none, N_CITIES);
    assert_true(n_none < N_CITIES / 2);
}

/* At any multipliers the relaxation is no more than any plan. */
static void bound_is_valid(void **state)
{
    (void)state;
    for (int number = 0; number < 200; number++) {
        bool maximise = number & 1, single = number & 2;
        double best = (double)INFINITY, multiplier[60];
        struct capacity_relax *r = NULL;
        struct capacity *c = NULL;
        struct error err;
        struct city city;

        dice = 104729ULL * (unsigned long long)number;
        make_city(&city, number, maximise, single);
        for (unsigned set = 0; set < 1U << city.reach.n_sites; set++)
            best = fmin(best, truth_of(&city, maximise, set));
        if (isinf(best)) continue;
        assert_int_equal(capacity_create(&c, &city.in, maximise, &err), ERR_OK);
        assert_int_equal(capacity_relax_create(&r, c, &err), ERR_OK);
        r->choice = c->choice;
        if (maximise) best += c->base; /* the value is what is not served */
        for (int k = 0; k < 50; k++) {
            double size = 2 * c->most * uniform();

            for (int i = 0; i < c->n_zones + c->n_rules; i++)
                multiplier[i] = uniform() * size / (1 + c->n_zones);
            for (int z = 0; z < c->n_zones; z++)
                multiplier[z] = fmin(multiplier[z], c->penalty[z]);
            assert_true(capacity_relax_value(r, multiplier) <= best + 1e-9 * c->most);
        }
        capacity_relax_free(r);
        capacity_free(c);
    }
}

static double solved(const struct placement_model *model, const struct city *c)
{
    struct placement_plan plan = {0};
    struct error err;
    double objective;

    if (placement_solve(model, &c->in, &plan, &err) != ERR_OK) fail_msg("%s", err.text);
    objective = plan.status == PLAN_OPTIMAL ? plan.objective
                : model->maximise           ? 0
                                            : (double)INFINITY;
    placement_plan_clear(&plan);
    return objective;
}

/* More room never makes a plan worse, a single source never better than a split. */
static void more_room(void **state)
{
    (void)state;
    for (int number = 0; number < 300; number++) {
        const struct placement_model *model = number & 1 ? &placement_mclp_c : &placement_cflp;
        struct city c;
        double before, after, single;

        dice = 15485863ULL * (unsigned long long)number;
        make_city(&c, number, model->maximise, false);
        before = solved(model, &c);
        c.in.single_source = true;
        single = solved(model, &c);
        c.in.single_source = false;
        c.capacity[below(c.reach.n_sites)] *= 1.5;
        after = solved(model, &c);
        if (model->maximise)
            assert_true(after >= before * (1 - 1e-9) && single <= before * (1 + 2e-9));
        else
            assert_true(after <= before * (1 + 1e-9) && single >= before * (1 - 2e-9));
    }
}

static void cflp_split(void **state)
{
    (void)state;
    all_plans(&placement_cflp, false);
}

static void cflp_single(void **state)
{
    (void)state;
    all_plans(&placement_cflp, true);
}

static void mclp_c_split(void **state)
{
    (void)state;
    all_plans(&placement_mclp_c, false);
}

static void mclp_c_single(void **state)
{
    (void)state;
    all_plans(&placement_mclp_c, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bound_is_valid), cmocka_unit_test(more_room),
        cmocka_unit_test(cflp_split),     cmocka_unit_test(cflp_single),
        cmocka_unit_test(mclp_c_split),   cmocka_unit_test(mclp_c_single),
    };

    return cmocka_run_group_tests_name("capacity", tests, NULL, NULL);
}

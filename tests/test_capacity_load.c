/* label: unit - mclp-c by sites and their loads: rows against all plans of small cities, the
 * bound against the linear program with pairs, the search against the best plan, and against
 * the way before it on middling cities. */
#include <stdlib.h>
#include <string.h>

#include "model/capacity/capacity_load.h"
#include "model/capacity/capacity_tree.h"
#include "model/milp.h"
#include "tests/assert.h"

enum { MOST_ZONES = 80, MOST_SITES = 20 };

struct city {
    struct reach reach;
    int row_start[MOST_ZONES + 1], site[MOST_ZONES * MOST_SITES];
    double weight[MOST_ZONES], cost[MOST_SITES], capacity[MOST_SITES];
    enum site_status status[MOST_SITES];
    int district[MOST_SITES];
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

/* Zones and sites in a square; a site reaches what is within a third of its side. */
static void make_city(struct city *c, int n_zones, int n_sites, bool whole, bool equal)
{
    double x[MOST_SITES], y[MOST_SITES], sum = 0;
    int n = 0;

    memset(c, 0, sizeof *c);
    for (int s = 0; s < n_sites; s++) {
        x[s] = uniform();
        y[s] = uniform();
    }
    for (int z = 0; z < n_zones; z++) {
        double zx = uniform(), zy = uniform();

        for (int s = 0; s < n_sites; s++)
            if (hypot(zx - x[s], zy - y[s]) < 0.33) c->site[n++] = s;
        c->row_start[z + 1] = n;
        c->weight[z] = below(9) == 0 ? 0 : whole ? 1 + below(20) : 0.3 + 7.1 * uniform();
        sum += c->weight[z];
    }
    c->reach = (struct reach){n_zones, n_sites, c->row_start, c->site, NULL};
    for (int s = 0; s < n_sites; s++) {
        c->status[s] = below(8) ? SITE_CANDIDATE : (enum site_status)below(4);
        c->capacity[s] = sum / n_sites * (equal ? 1.7 : 0.5 + 2 * uniform());
        if (whole) c->capacity[s] = floor(c->capacity[s]);
        if (below(12) == 0) c->capacity[s] = below(2) ? 0 : (double)INFINITY;
        c->cost[s] = whole ? below(30) : 21.7 * uniform();
        c->district[s] = below(3) - 1;
    }
    c->in = (struct placement_input){.reach = &c->reach,
                                     .weight = c->weight,
                                     .cost = c->cost,
                                     .status = c->status,
                                     .p = n_sites,
                                     .budget = (double)INFINITY,
                                     .capacity = c->capacity,
                                     .limits = {.n_threads = 1}};
    c->in.p = 1 + below(n_sites - 1);
    if (below(4) == 0) c->in.budget = 5 * n_sites;
    if (below(4) > 0) return;
    c->in.site_district = c->district;
    c->in.n_districts = 2;
    c->in.min_per_district = 1;
}

/* ---- the truth: what a set of sites serves is the least cut over its subsets ---- */

static double near_weight(const struct city *c, unsigned set)
{
    double sum = 0;

    for (int z = 0; z < c->reach.n_zones; z++)
        for (int k = c->row_start[z]; k < c->row_start[z + 1]; k++)
            if (set >> c->site[k] & 1) {
                sum += c->weight[z];
                break;
            }
    return sum;
}

static double served(const struct city *c, unsigned open)
{
    double least = (double)INFINITY;

    for (unsigned set = open;; set = (set - 1) & open) {
        double sum = near_weight(c, set);

        for (int s = 0; s < c->reach.n_sites; s++)
            if ((open & ~set) >> s & 1) sum += c->capacity[s];
        least = fmin(least, sum);
        if (set == 0) return least;
    }
}

static bool keeps(const struct capacity *c, unsigned set)
{
    bool open[MOST_SITES];

    for (int s = 0; s < c->n_sites; s++)
        open[s] = set >> s & 1;
    return capacity_allows(c, open);
}

static struct capacity *read_city(const struct city *c)
{
    struct capacity *out = NULL;
    struct error err;

    assert_int_equal(capacity_create(&out, &c->in, true, &err), ERR_OK);
    return out;
}

/* Whether a row holds where the sites of a set, in an order that begins at `from`, take as much
 * as they can one after the other: a corner of all that they may serve. */
static void holds(const struct city *c, const struct capacity_load *m,
                  const struct capacity_row *row, unsigned set, int from)
{
    double load[MOST_SITES] = {0}, sum = 0, before = 0;
    unsigned taken = 0;

    for (int i = 0; i < c->reach.n_sites; i++) {
        int s = (from + i * 5) % c->reach.n_sites;

        if (!(set >> s & 1)) continue;
        taken |= 1U << s;
        load[s] = served(c, taken) - before;
        before += load[s];
    }
    for (int k = 0; k < row->n; k++)
        sum += row->v[k] * load[row->site[k]] / m->unit + row->x[k] * (set >> row->site[k] & 1);
    assert_true(sum <= row->limit + 1e-9);
}

/* Cuts until there is none, with or without rounding; the bound, in weight. */
static double tighten(struct capacity_load *m, bool round)
{
    struct cover_limits limits = {.deadline = (double)INFINITY, .work_left = 1000000};
    struct error err;

    for (int k = 0; k < 300; k++) {
        int n = 0, n_rounded = 0;

        assert_int_equal(capacity_load_solve(m, &limits, &err), ERR_OK);
        if (m->status != LP_OPTIMAL) return m->bound;
        assert_int_equal(capacity_load_cut(m, &limits, &n, &err), ERR_OK);
        if (round && n == 0) assert_int_equal(capacity_load_round(m, &n_rounded, &err), ERR_OK);
        if (n + n_rounded == 0) break;
    }
    return m->bound * m->unit;
}

static void rows_hold(void **state)
{
    long n_rounded = 0;

    (void)state;
    for (int number = 0; number < 250; number++) {
        struct cover_limits limits = {.deadline = (double)INFINITY, .work_left = 1000000};
        struct capacity_load *m = NULL;
        struct capacity *c;
        struct error err;
        struct city city;

        dice = 6700417ULL * (unsigned long long)number;
        make_city(&city, 12 + below(20), 7, number & 1, number % 3 == 0);
        c = read_city(&city);
        assert_int_equal(capacity_load_create(&m, c, c->choice, &err), ERR_OK);
        assert_int_equal(capacity_load_begin_base(m, &limits, &err), ERR_OK);
        capacity_load_bounds(m, c->choice);
        tighten(m, true);
        for (unsigned set = 0; set < 1U << 7; set++) {
            if (!keeps(c, set)) continue;
            for (int k = 0; k < m->n_rows; k++)
                for (int from = 0; from < 7; from += 2)
                    holds(&city, m, &m->row[k], set, from);
            for (int k = 0; k < m->n_base; k++)
                holds(&city, m, &m->base[k], set, (int)set % 7);
        }
        for (int k = m->n_first; k < m->n_rows; k++)
            n_rounded += !m->row[k].cover;
        capacity_load_free(m);
        capacity_free(c);
    }
    assert_true(n_rounded > 100);
}

/* The linear relaxation of capacity.h with all its pairs. */
static double by_pairs(const struct capacity *c)
{
    struct milp_result result = {0};
    struct milp *m = NULL;
    struct error err;
    double value;

    assert_int_equal(milp_create(true, &m, &err), ERR_OK);
    for (int s = 0; s < c->n_sites; s++)
        milp_add_col(m, c->choice[s] == CAPACITY_OPEN, c->choice[s] != CAPACITY_CLOSED, false,
                     0);
    for (int s = 0; s < c->n_sites; s++) {
        milp_add_row(m, -(double)INFINITY, 0);
        milp_add_coef(m, s, s, isinf(c->room[s]) ? -1e6 : -c->room[s]);
    }
    for (int z = 0; z < c->n_zones; z++) {
        int whole = milp_add_row(m, -(double)INFINITY, 1);

        for (int k = c->row_start[z]; k < c->row_start[z + 1]; k++) {
            int y = milp_add_col(m, 0, (double)INFINITY, false, c->weight[z]);
            int link = milp_add_row(m, -(double)INFINITY, 0);

            milp_add_coef(m, whole, y, 1);
            milp_add_coef(m, c->site[k], y, c->weight[z]);
            milp_add_coef(m, link, y, 1);
            milp_add_coef(m, link, c->site[k], -1);
        }
    }
    for (int r = 0; r <= c->n_rules; r++) {
        int row = milp_add_row(m, -(double)INFINITY, r < c->n_rules ? c->rule_limit[r] : c->p);

        for (int s = 0; s < c->n_sites && r == c->n_rules; s++)
            if (c->choice[s] == CAPACITY_FREE) milp_add_coef(m, row, s, 1);
        for (int k = r < c->n_rules ? c->rule_start[r] : 0;
             r < c->n_rules && k < c->rule_start[r + 1]; k++)
            milp_add_coef(m, row, c->rule_site[k], c->rule_value[k]);
    }
    assert_int_equal(milp_solve_lp(m, NULL, &result, &err), ERR_OK);
    value = result.status == MILP_OPTIMAL ? result.objective : -(double)INFINITY;
    milp_result_clear(&result);
    milp_free(m);
    return value;
}

static void as_tight_as_pairs(void **state)
{
    (void)state;
    for (int number = 0; number < 150; number++) {
        struct capacity_load *m = NULL;
        struct capacity *c;
        struct error err;
        struct city city;
        double pairs, loads;

        dice = 2147483647ULL * (unsigned long long)(number + 1);
        make_city(&city, 20 + below(40), 6 + below(8), number & 1, number % 3 == 0);
        c = read_city(&city);
        pairs = by_pairs(c);
        assert_int_equal(capacity_load_create(&m, c, c->choice, &err), ERR_OK);
        capacity_load_bounds(m, c->choice);
        loads = tighten(m, false);
        if (isinf(pairs))
            assert_true(isinf(loads));
        else /* what is left below the least violation that is cut */
            assert_near(loads, pairs, 1e-4, 1e-9);
        capacity_load_free(m);
        capacity_free(c);
    }
}

/* Branch and cut from the first multipliers there are, so that it has all to do by itself. */
static void search_finds_best(void **state)
{
    (void)state;
    for (int number = 0; number < 400; number++) {
        struct cover_limits limits = {.deadline = (double)INFINITY, .work_left = 1000000};
        double best = -1, zero[MOST_ZONES + 2 * MOST_SITES] = {0};
        struct capacity_solve v = {0};
        struct capacity_node *root;
        struct capacity *c;
        struct error err;
        struct city city;

        dice = 433494437ULL * (unsigned long long)number;
        make_city(&city, 10 + below(30), 9, number & 1, number % 3 == 0);
        city.in.skip = number % 5 == 0 ? SKIP_FIX : 0;
        c = read_city(&city);
        for (unsigned set = 0; set < 1U << 9; set++)
            if (keeps(c, set)) best = fmax(best, served(&city, set));
        assert_int_equal(capacity_solve_begin(&v, c, &limits, &err), ERR_OK);
        v.relax->choice = c->choice;
        capacity_relax_value(v.relax, zero);
        root = capacity_node_create(c, NULL);
        memcpy(root->choice, c->choice, (size_t)c->n_sites);
        memcpy(root->multiplier, zero, (size_t)(c->n_zones + c->n_rules) * sizeof *zero);
        assert_int_equal(capacity_load_branch(&v, root, &err), ERR_OK);
        if (best < 0) {
            assert_true(isinf(v.value));
        } else {
            assert_near(c->base - v.value, best, 2e-9, 1e-9);
            assert_true(v.bound >= capacity_cutoff(&v) && v.bound <= v.value);
        }
        capacity_node_free(root);
        capacity_solve_end(&v);
        capacity_free(c);
    }
}

/* No exchange of two sites, and no more site, is better than the plan that is left. */
static void no_exchange_is_left(void **state)
{
    (void)state;
    for (int number = 0; number < 150; number++) {
        struct cover_limits limits = {.deadline = (double)INFINITY, .work_left = 1000000};
        struct capacity_load *m = NULL;
        struct capacity *c;
        struct error err;
        struct city city;
        bool open[MOST_SITES];
        unsigned set = 0;

        dice = 1000003ULL * (unsigned long long)number;
        make_city(&city, 10 + below(30), 8, number & 1, number % 3 == 0);
        c = read_city(&city);
        while (set < 1U << 8 && !keeps(c, set))
            set++;
        for (int s = 0; s < 8; s++)
            open[s] = set >> s & 1;
        assert_int_equal(capacity_load_create(&m, c, c->choice, &err), ERR_OK);
        if (set < 1U << 8) {
            double now;

            assert_int_equal(capacity_load_swap(m, &limits, open, &err), ERR_OK);
            assert_true(capacity_allows(c, open));
            set = 0;
            for (int s = 0; s < 8; s++)
                set |= (unsigned)open[s] << s;
            now = served(&city, set);
            for (int in = 0; in < 8; in++)
                for (int out = -1; out < 8; out++) {
                    unsigned other = (set & ~(out < 0 ? 0U : 1U << out)) | 1U << in;

                    if (set >> in & 1 || (out >= 0 && !(set >> out & 1))) continue;
                    if (!keeps(c, other)) continue;
                    assert_true(served(&city, other) <= now + 2e-6 * m->unit);
                }
        }
        capacity_load_free(m);
        capacity_free(c);
    }
}

/* Three sites of 4 over one place of 10 units of weight: at 5/6 of each, all 10 are served by
 * 2.5 sites. Rounded: loads <= 4 + 2 x sites, 8 with two and 10 with three; at 2.5 it is 9. */
static void rounding_by_hand(void **state)
{
    struct capacity_load *m = NULL;
    struct capacity *c;
    struct error err;
    struct city city;
    bool all[1] = {true};

    (void)state;
    memset(&city, 0, sizeof city);
    make_city(&city, 1, 3, true, true);
    city.weight[0] = 10;
    city.row_start[1] = 3;
    for (int s = 0; s < 3; s++) {
        city.site[s] = s;
        city.capacity[s] = 4;
        city.status[s] = SITE_CANDIDATE;
    }
    city.in.p = 3;
    city.in.budget = (double)INFINITY;
    city.in.site_district = NULL;
    c = read_city(&city);
    assert_int_equal(capacity_load_create(&m, c, c->choice, &err), ERR_OK);
    assert_near(m->unit, 4, 1e-15, 0);
    for (int s = 0; s < 3; s++)
        m->v[s] = m->x[s] = 5.0 / 6;
    capacity_load_row(m, all, false);
    assert_int_equal(m->draft.n, 3);
    assert_near(m->draft.limit, 2.5, 1e-9, 0);
    assert_int_equal(capacity_load_add_base(m, &err), ERR_OK);
    assert_near(capacity_load_mir(m, &m->base[0]), 0.25, 1e-9, 0);
    assert_near(capacity_load_broken(m, &m->draft), 0.25, 1e-9, 0);
    assert_near(m->draft.limit, 1, 1e-9, 0);
    for (int s = 0; s < 3; s++) {
        assert_near(m->draft.v[s], 1, 0, 0);
        assert_near(m->draft.x[s], -0.5, 1e-9, 0);
    }
    capacity_load_free(m);
    capacity_free(c);
}

/* The way before this one, on cities where neither ends at once. */
static void as_before(void **state)
{
    (void)state;
    for (int number = 0; number < 60; number++) {
        struct placement_plan now = {0}, before = {0};
        struct error err;
        struct city city;

        dice = 4294967291ULL * (unsigned long long)(number + 1);
        make_city(&city, 40 + below(40), 10 + below(10), number & 1, number % 3 == 0);
        assert_int_equal(placement_solve(&placement_mclp_c, &city.in, &now, &err), ERR_OK);
        city.in.skip = SKIP_ENGINE;
        assert_int_equal(placement_solve(&placement_mclp_c, &city.in, &before, &err), ERR_OK);
        assert_int_equal(now.status, before.status);
        if (now.status == PLAN_OPTIMAL)
            assert_near(now.objective, before.objective, 2e-9, 1e-12);
        placement_plan_clear(&now);
        placement_plan_clear(&before);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_hold),         cmocka_unit_test(as_tight_as_pairs),
        cmocka_unit_test(search_finds_best), cmocka_unit_test(no_exchange_is_left),
        cmocka_unit_test(rounding_by_hand),  cmocka_unit_test(as_before),
    };

    return cmocka_run_group_tests_name("capacity by loads", tests, NULL, NULL);
}

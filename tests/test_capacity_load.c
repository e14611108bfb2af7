/* label: unit - mclp-c by sites and their loads: rows against all plans of small cities, the
 * bound against the linear program with pairs, rounding by hand. */
#include "model/milp.h"
#include "tests/loads_city.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_hold),
        cmocka_unit_test(as_tight_as_pairs),
        cmocka_unit_test(rounding_by_hand),
    };

    return cmocka_run_group_tests_name("loads of sites", tests, NULL, NULL);
}

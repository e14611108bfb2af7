/* label: unit - mclp-c by sites and their loads: the search against the best of all plans of
 * small cities, exchanges, and the way before it on middling cities. */
#include "model/capacity/capacity_tree.h"
#include "tests/loads_city.h"

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
        cmocka_unit_test(search_finds_best),
        cmocka_unit_test(no_exchange_is_left),
        cmocka_unit_test(as_before),
    };

    return cmocka_run_group_tests_name("search by loads", tests, NULL, NULL);
}

/* label: unit - regions, exact prices, exact cuts and the search over them, against all plans
 * of small covering problems. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "model/cover/cover_block.h"
#include "model/cover/cover_tree.h"
#include "tests/assert.h"

enum { N_PROBLEMS = 300, SITES = 12, ELEMENTS = 40 };

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

/* Elements along a line, each under two to four sites near it; odd ones have whole penalties,
 * some have to be covered, some problems have prices and a budget. */
static struct cover *problem(int number)
{
    static int start[ELEMENTS + 1], site[ELEMENTS * SITES];
    static double penalty[ELEMENTS], price[SITES], cost[SITES];
    bool whole = number % 2;
    struct cover_draft d = {.n_elements = ELEMENTS, .n_sites = SITES, .row_start = start};
    struct cover *c = NULL;
    struct error err;
    int n = 0;

    dice = 77000003ULL * (unsigned long long)number + 5;
    for (int e = 0; e < ELEMENTS; e++) {
        int first = below(SITES), step = 1 + below(3), many = 2 + below(3);

        start[e] = n;
        for (int s = 0; s < SITES; s++)
            if ((s - first + SITES) % SITES % step == 0 &&
                (s - first + SITES) % SITES / step < many)
                site[n++] = s;
        penalty[e] = whole ? 1 + below(30) : 0.5 + 30 * uniform();
        if (number % 7 == 3 && below(20) == 0) penalty[e] = INFINITY;
    }
    start[ELEMENTS] = n;
    for (int s = 0; s < SITES; s++) {
        price[s] = number % 3 == 1 ? below(40) : 0;
        cost[s] = 1 + below(9);
    }
    d.site = site;
    d.penalty = penalty;
    d.price = price;
    d.cost = cost;
    d.p = number % 3 == 1 ? -1 : 3 + below(4);
    d.budget = number % 5 == 2 ? 15 + below(10) : (double)INFINITY;
    d.step = whole ? 1 : 0;
    d.maximise = true;
    d.base = 1000;
    assert_int_equal(cover_create(&c, &d, &err), ERR_OK);
    return c;
}

static void plan_of(int bits, bool open[])
{
    for (int s = 0; s < SITES; s++)
        open[s] = bits >> s & 1;
}

static double best_of_all(const struct cover *c)
{
    double best = INFINITY;

    for (int bits = 0; bits < 1 << SITES; bits++) {
        bool open[SITES];

        plan_of(bits, open);
        best = fmin(best, cover_value(c, open));
    }
    return best;
}

/* f_r by the words of the header, from the rows of the problem. */
static double saved(const struct cover *c, const struct cover_region *r, int bits)
{
    double sum = 0;

    for (int i = 0; i < r->n_elements; i++) {
        bool covered = false;

        for (int k = c->rows->row_start[r->element[i]];
             k < c->rows->row_start[r->element[i] + 1]; k++)
            covered |= bits >> c->rows->site[k] & 1;
        if (covered) sum += c->penalty[r->element[i]];
    }
    return sum;
}

static void regions_hold_each_element_once(void **state)
{
    (void)state;
    for (int number = 0; number < 40; number++) {
        struct cover *c = problem(number);
        struct cover_limits limits = {.deadline = INFINITY, .work_left = LONG_MAX};
        struct cover_regions *regions = NULL;
        int times[ELEMENTS] = {0};
        struct error err;

        assert_int_equal(cover_regions_create(&regions, c, 7, REGION_ELEMENTS, &limits, &err),
                         ERR_OK);
        assert_true(regions->n > 1);
        for (int k = 0; k < regions->n; k++) {
            const struct cover_region *r = &regions->at[k];

            assert_true(r->n_sites <= 7 || r->n_elements == 1);
            for (int i = 0; i < r->n_elements; i++) {
                int n =
                    c->rows->row_start[r->element[i] + 1] - c->rows->row_start[r->element[i]];

                times[r->element[i]]++;
                assert_int_equal(__builtin_popcountll(r->mask[i]), n);
            }
            for (int bits = 0; bits < 50; bits++) { /* masks say what the rows say */
                int set = below(1 << SITES);
                uint64_t own = 0;

                for (int i = 0; i < r->n_sites; i++)
                    if (set >> r->site[i] & 1) own |= UINT64_C(1) << i;
                assert_near(cover_region_value(r, own) * regions->unit, saved(c, r, set), 1e-12,
                            1e-12);
            }
        }
        for (int e = 0; e < c->n_elements; e++)
            assert_int_equal(times[e], !isinf(c->penalty[e]));
        cover_regions_free(regions);
        cover_free(c);
    }
}

static void prices_against_all_sets(void **state)
{
    struct cover_price_room *room = NULL;
    struct error err;

    (void)state;
    assert_int_equal(cover_price_room_create(&room, &err), ERR_OK);
    for (int number = 0; number < N_PROBLEMS; number++) {
        struct cover *c = problem(number);
        struct cover_limits limits = {.deadline = INFINITY, .work_left = LONG_MAX};
        struct cover_regions *regions = NULL;

        assert_int_equal(cover_regions_create(&regions, c, 64, REGION_ELEMENTS, &limits, &err),
                         ERR_OK);
        for (int again = 0; again < 4; again++) {
            struct cover_region *r = &regions->at[0];
            double price[REGION_SITES], best = 0;
            struct cover_price ask = {.price = price,
                                      .allowed = ((uint64_t)1 << r->n_sites) - 1,
                                      .enough = INFINITY,
                                      .most_nodes = again == 3 ? 0 : 100000};

            if (again == 2) ask.allowed &= 0xB6D;
            for (int i = 0; i < r->n_sites; i++)
                price[i] = r->all * (again == 1 ? 0.08 : 0.3 * uniform());
            for (uint64_t set = 0; set < (uint64_t)1 << r->n_sites; set++) {
                double worth = cover_region_value(r, set);

                if (set & ~ask.allowed) continue;
                for (int i = 0; i < r->n_sites; i++)
                    if (set >> i & 1) worth -= price[i];
                best = fmax(best, worth);
            }
            cover_price_solve(r, room, &ask);
            assert_true(ask.bound >= best - 1e-12 * r->all);
            assert_true(ask.worth <= best + 1e-12 * r->all);
            assert_true((ask.set & ~ask.allowed) == 0);
            if (again < 3) {
                assert_true(ask.bound <= best + 3.1e-5 * r->all);
                assert_true(ask.worth >= best - 3.1e-5 * r->all);
            }
        }
        cover_regions_free(regions);
        cover_free(c);
    }
    cover_price_room_free(room);
}

/* Every cut holds for every set of sites; every bound for every plan; exact cuts help. */
/* Every cut holds for every set of sites. */
static void check_cuts(const struct cover *c, const struct cover_master *m)
{
    for (int k = 0; k < m->n_cuts; k++)
        for (int bits = 0; bits < 1 << SITES; bits++) {
            double allows = m->cut[k].alpha, worth = 0;

            for (int i = 0; i < m->cut[k].n; i++)
                if (bits >> m->cut[k].site[i] & 1) allows += m->cut[k].beta[i];
            for (int r = 0; r < m->cut[k].n_regions; r++)
                worth += saved(c, &m->regions->at[m->cut[k].region + r], bits);
            assert_true(worth / m->regions->unit <= allows * (1 + 1e-12) + 1e-9);
        }
}

/* Blocks of regions, after all other cuts. True: the bound rose. */
static bool blocks_lift(struct cover_master *m, int n_sites, double best, int *n_cuts)
{
    struct cover_limits limits = {.deadline = INFINITY, .work_left = LONG_MAX, .n_threads = 2};
    struct cover_blocks *blocks = NULL;
    double before = m->bound;
    struct error err;
    int n = 0;

    assert_int_equal(cover_blocks_create(&blocks, m, n_sites, &limits, &err), ERR_OK);
    assert_int_equal(cover_blocks_separate(blocks, &limits, &n, &err), ERR_OK);
    cover_blocks_free(blocks);
    *n_cuts += n;
    assert_int_equal(cover_master_solve(m, &limits, &err), ERR_OK);
    assert_int_equal(m->status, LP_OPTIMAL);
    assert_true(m->bound <= best + 1e-9 * fabs(best));
    assert_true(m->bound >= before - 1e-9 * fabs(before));
    return m->bound > before + 1e-6;
}

static void cuts_against_all_sets(void **state)
{
    int n_exact = 0, n_better = 0, n_block = 0, n_lifted = 0;

    (void)state;
    for (int number = 0; number < N_PROBLEMS; number += 3) {
        struct cover *c = problem(number);
        struct cover_limits limits = {.deadline = INFINITY, .work_left = LONG_MAX};
        struct cover_regions *regions = NULL;
        struct cover_master *m = NULL;
        struct cover_exact *x = NULL;
        double best = best_of_all(c), linear = NAN;
        struct error err;

        assert_int_equal(cover_regions_create(&regions, c, 9, REGION_ELEMENTS, &limits, &err),
                         ERR_OK);
        assert_int_equal(cover_master_create(&m, c, regions, number % 2, &err), ERR_OK);
        assert_int_equal(cover_exact_create(&x, m, 1 + number % 3, &err), ERR_OK);
        for (int round = 0; round < 30; round++) {
            int n_linear = 0, n = 0;

            assert_int_equal(cover_master_solve(m, &limits, &err), ERR_OK);
            if (m->status != LP_OPTIMAL) break;
            assert_true(m->bound <= best + 1e-9 * fabs(best));
            assert_int_equal(cover_master_linear(m, m->x, &n_linear, &err), ERR_OK);
            if (n_linear > 0) continue;
            if (isnan(linear)) linear = m->bound;
            assert_int_equal(cover_exact_separate(x, m->x, &limits, &n, &err), ERR_OK);
            n_exact += n;
            if (n == 0) break;
        }
        if (m->status == LP_INFEASIBLE)
            assert_true(isinf(best));
        else
            n_better += m->bound > linear + 1e-6;
        check_cuts(c, m);
        if (m->status == LP_OPTIMAL) {
            n_lifted += blocks_lift(m, 10, best, &n_block);
            n_lifted += blocks_lift(m, SITES + 1, best, &n_block);
            check_cuts(c, m);
        }
        cover_exact_free(x);
        cover_master_free(m);
        cover_free(c);
    }
    print_message("%d exact cuts; they lift the linear bound of %d problems\n", n_exact,
                  n_better);
    print_message("%d cuts of blocks; %d times the bound rises\n", n_block, n_lifted);
    assert_true(n_exact > 100 && n_better > 25 && n_block > 20 && n_lifted > 15);
}

static void search_against_all_plans(void **state)
{
    (void)state;
    for (int number = 0; number < N_PROBLEMS; number++) {
        struct cover *c = problem(number);
        double best = best_of_all(c);

        for (int threads = 1; threads <= 2; threads++) {
            struct cover_limits limits = {
                .deadline = INFINITY, .work_left = LONG_MAX, .n_threads = threads};
            bool open[SITES] = {false};
            struct cover_state found = {
                .open = open, .value = INFINITY, .cutoff = INFINITY, .bound = -INFINITY};
            struct error err;

            if (number % 4 > 0)
                assert_int_equal(cover_search(c, &limits, &found, &err), ERR_OK);
            assert_int_equal(cover_tree(c, &limits, &found, &err), ERR_OK);
            assert_near(found.value, best, 1e-12, 0);
            assert_true(cover_proven(c, &found));
            if (!isinf(best)) assert_near(cover_value(c, open), best, 1e-12, 0);
        }
        cover_free(c);
    }
}

/* Stopped after any number of steps, bound and plan hold. */
static void stopped_searches_claim_nothing_wrong(void **state)
{
    (void)state;
    for (int number = 0; number < 60; number++) {
        struct cover *c = problem(number);
        double best = best_of_all(c);

        for (long work = 0; work < 24; work += 1 + work / 4) {
            struct cover_limits limits = {.deadline = INFINITY, .work_left = work};
            bool open[SITES] = {false};
            struct cover_state found = {
                .open = open, .value = INFINITY, .cutoff = INFINITY, .bound = -INFINITY};
            struct error err;

            assert_int_equal(cover_tree(c, &limits, &found, &err), ERR_OK);
            assert_true(found.bound <= best * (1 + 1e-12) || isinf(best));
            assert_true(found.value >= best * (1 - 1e-12));
            if (!isinf(found.value)) assert_near(cover_value(c, open), found.value, 1e-12, 0);
        }
        cover_free(c);
    }
}

static void annealing_keeps_limits_and_never_worsens(void **state)
{
    (void)state;
    for (int number = 0; number < 60; number++) {
        struct cover *c = problem(number);
        struct cover_limits limits = {.deadline = INFINITY, .work_left = LONG_MAX};
        bool open[2][SITES] = {{false}};
        double value[2], before = INFINITY;

        for (int twice = 0; twice < 2; twice++) {
            struct cover_state found = {
                .open = open[twice], .value = INFINITY, .cutoff = INFINITY, .bound = -INFINITY};
            struct error err;

            assert_int_equal(cover_search(c, &limits, &found, &err), ERR_OK);
            before = found.value;
            assert_int_equal(cover_anneal(c, 3000, 9, &limits, &found, &err), ERR_OK);
            assert_true(found.value <= before);
            if (!isinf(before)) assert_near(cover_value(c, open[twice]), found.value, 1e-12, 0);
            value[twice] = found.value;
        }
        assert_near(value[0], value[1], 0, 0);
        assert_memory_equal(open[0], open[1], sizeof open[0]);
        cover_free(c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(regions_hold_each_element_once),
        cmocka_unit_test(prices_against_all_sets),
        cmocka_unit_test(cuts_against_all_sets),
        cmocka_unit_test(search_against_all_plans),
        cmocka_unit_test(stopped_searches_claim_nothing_wrong),
        cmocka_unit_test(annealing_keeps_limits_and_never_worsens),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

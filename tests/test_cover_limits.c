/* label: unit - limits of time and work of the covering engine: what is left out, what is
 * shared out over parts. */
#include <limits.h>
#include <math.h>
#include <stdlib.h>

#include "model/cover/cover.h"
#include "model/setcover/setcover.h"
#include "tests/assert.h"

enum { SITES = 80, ELEMENTS = 200, PER_ELEMENT = 4 };

/* A set cover that grows by blocks of sites of their own. */
struct problem {
    int n_sites, n_elements;
    int row_start[ELEMENTS + 1], site[ELEMENTS * PER_ELEMENT];
    double penalty[ELEMENTS], price[SITES], zero[SITES];
};

static void add_sites(struct problem *p, int n)
{
    for (int s = p->n_sites; s < p->n_sites + n; s++)
        p->price[s] = 1;
    p->n_sites += n;
}

static void add_element(struct problem *p, int n, const int site[])
{
    int at = p->row_start[p->n_elements];

    for (int k = 0; k < n; k++)
        p->site[at + k] = site[k];
    p->penalty[p->n_elements] = (double)INFINITY;
    p->row_start[++p->n_elements] = at + n;
}

/* The 117 lines of the affine space of 27 points: 18 points cover them, the relaxation says 9
 * (test_setcover.c). */
static void add_steiner(struct problem *p)
{
    int from = p->n_sites;

    add_sites(p, 27);
    for (int a = 0; a < 27; a++)
        for (int b = a + 1; b < 27; b++) {
            int c = 0;

            for (int unit = 1; unit < 27; unit *= 3)
                c += unit * ((6 - a / unit % 3 - b / unit % 3) % 3);
            if (c > b) add_element(p, 3, (int[]){from + a, from + b, from + c});
        }
}

/* The n edges of a ring, n odd: every second point and one more cover them, (n + 1) / 2. */
static void add_ring(struct problem *p, int n)
{
    int from = p->n_sites;

    add_sites(p, n);
    for (int k = 0; k < n; k++) {
        int a = from + k, b = from + (k + 1) % n;

        add_element(p, 2, (int[]){a < b ? a : b, a < b ? b : a});
    }
}

static struct cover *cover_of(const struct problem *p)
{
    struct cover_draft d = {.n_elements = p->n_elements,
                            .n_sites = p->n_sites,
                            .row_start = p->row_start,
                            .site = p->site,
                            .penalty = p->penalty,
                            .price = p->price,
                            .cost = p->zero,
                            .p = p->n_sites,
                            .budget = (double)INFINITY,
                            .step = 1};
    struct cover *c = NULL;
    struct error err;

    assert_int_equal(cover_create(&c, &d, &err), ERR_OK);
    return c;
}

static struct cover_limits no_limits(void)
{
    return (struct cover_limits){
        .deadline = (double)INFINITY, .work_left = LONG_MAX, .n_threads = 1};
}

/* Value, bound and what is left of the limits; the plan is checked. */
static struct cover_state solve(const struct problem *p, struct cover_limits *limits)
{
    bool open[SITES + 1] = {false};
    struct cover *c = cover_of(p);
    struct cover_state state = {.open = open};
    struct error err;

    assert_int_equal(cover_solve(c, limits, &state, &err), ERR_OK);
    assert_near(cover_value(c, open), state.value, 1e-12, 0);
    cover_free(c);
    state.open = NULL;
    return state;
}

/* The hard part has few sites and so a small share: what the ring leaves comes back to it. */
static void parts_share_what_is_left(void **unused)
{
    static struct problem hard, ring, both;
    struct cover_limits of_hard = no_limits(), of_ring = no_limits(), limits = no_limits();
    struct cover_state state;

    (void)unused;
    add_steiner(&hard);
    add_ring(&ring, 51);
    add_steiner(&both);
    add_ring(&both, 51);
    assert_near(solve(&hard, &of_hard).bound, 18, 0, 0);
    assert_near(solve(&ring, &of_ring).bound, 26, 0, 0);
    assert_true(of_hard.work_done > of_ring.work_done);
    limits.work_left = 2 * (of_hard.work_done + of_ring.work_done);
    state = solve(&both, &limits);
    assert_near(state.value, 44, 0, 0);
    assert_near(state.bound, 44, 0, 0);
    assert_false(limits.stopped);
    limits = no_limits();
    limits.work_left = of_hard.work_done / 2;
    state = solve(&both, &limits);
    assert_true(state.bound < 44 && state.value >= 44);
    assert_true(limits.stopped && limits.stop == STOP_WORK);
}

/* Element 0 implies the others, site 0 stands for the others: without time nobody looks. */
static void no_time_to_reduce(void **unused)
{
    static struct problem p;
    struct cover_limits limits = no_limits();
    unsigned char choice[SITES];
    struct cover *c, *rest = NULL;
    struct error err;

    (void)unused;
    add_sites(&p, 3);
    add_element(&p, 2, (int[]){0, 1});
    add_element(&p, 3, (int[]){0, 1, 2});
    c = cover_of(&p);
    assert_int_equal(cover_reduce(&rest, c, &limits, choice, &err), ERR_OK);
    assert_int_equal(rest->n_elements, 0);
    cover_free(rest);
    limits.deadline = cover_clock() - 1;
    assert_int_equal(cover_reduce(&rest, c, &limits, choice, &err), ERR_OK);
    assert_int_equal(rest->n_elements, 2);
    assert_int_equal(rest->n_sites, 3);
    cover_free(rest);
    cover_free(c);
    assert_near(solve(&p, &limits).value, 1, 0, 0); /* the greedy start */
}

/* The search ends with half of the time: something is left for the bound. */
static void search_leaves_time(void **unused)
{
    static struct problem p;
    bool open[SITES + 1] = {false};
    struct cover_limits limits = no_limits();
    struct cover_state state = {.open = open,
                                .value = (double)INFINITY,
                                .cutoff = (double)INFINITY,
                                .bound = -(double)INFINITY};
    struct error err;
    struct cover *c;

    (void)unused;
    add_steiner(&p);
    c = cover_of(&p);
    limits.deadline = cover_clock() + 2;
    assert_int_equal(setcover_search(c, LONG_MAX, 1, &limits, &state, &err), ERR_OK);
    assert_true(cover_clock() < limits.deadline);
    assert_false(limits.stopped);
    assert_near(state.value, 18, 0, 0);
    cover_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_share_what_is_left),
        cmocka_unit_test(no_time_to_reduce),
        cmocka_unit_test(search_leaves_time),
    };

    return cmocka_run_group_tests_name("cover_limits", tests, NULL, NULL);
}

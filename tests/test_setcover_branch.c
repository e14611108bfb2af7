/* label: unit - the pieces of the engine of set covers: search, relaxation, branching. */
#include <limits.h>
#include <math.h>
#include <stdlib.h>

#include "tests/assert.h"
#include "tests/dice.h"
#include "tests/fixture_setcover.h"

/* The search alone finds the optimum of small problems, and never something that is no cover.
 */
static void search(void **unused)
{
    int n_found = 0;

    (void)unused;
    for (int number = 0; number < 300; number++) {
        struct setcover_problem p;
        struct cover_limits limits = no_limits();
        struct cover_state state;
        struct cover *c;
        struct error err;
        double best, first;

        setcover_problem_make(&p, number, 30, 15);
        best = setcover_problem_best(&p);
        c = setcover_problem_cover(&p, 0);
        state = state_of(c);
        assert_int_equal(setcover_search(c, 0, 1, &limits, &state, &err), ERR_OK);
        first = state.value;
        assert_near(cover_value(c, state.open), first, 1e-12, 0);
        assert_int_equal(setcover_search(c, 1500, 1, &limits, &state, &err), ERR_OK);
        assert_true(state.value <= first && state.value >= best * (1 - 1e-12));
        assert_near(cover_value(c, state.open), state.value, 1e-12, 0);
        n_found += state.value <= best * (1 + 1e-12);
        free(state.open);
        cover_free(c);
    }
    assert_in_range(n_found, 297, 300);
}

/* The branching alone, from no plan: to the end, below a cutoff, and cut short. */
static void branching(void **unused)
{
    int n_cut = 0;

    (void)unused;
    for (int number = 0; number < 400; number++) {
        struct setcover_problem p;
        double best;

        setcover_problem_make(&p, number % 2 ? 2 + 4 * number : number, 30, 15);
        best = setcover_problem_best(&p);
        for (int kind = 0; kind < 3; kind++) {
            struct cover *c = setcover_problem_cover(&p, 0);
            struct cover_state state = state_of(c);
            struct cover_limits limits = no_limits();
            struct setcover_history *of = calloc((size_t)c->n_sites + 1, sizeof *of);
            unsigned char *choice = calloc((size_t)c->n_sites + 1, 1);
            double *u = calloc((size_t)c->n_elements + 1, sizeof *u);
            struct setcover_relax r;
            struct error err;

            if (kind == 1) state.cutoff = best;
            if (kind == 2) limits.work_left = 1 + number % 40;
            assert_int_equal(setcover_relax_create(&r, c, u, &err), ERR_OK);
            assert_int_equal(setcover_branch(&r, choice, of, LONG_MAX, &limits, &state, &err),
                             ERR_OK);
            if (kind == 0) assert_near(state.value, best, 1e-12, 0);
            if (kind == 1) assert_true(state.value >= best);
            if (kind < 2) assert_near(state.bound, best, 1e-9, 0);
            assert_true(state.bound <= best * (1 + 1e-9));
            n_cut += state.bound < best * (1 - 1e-9);
            if (!isinf(state.value))
                assert_near(cover_value(c, state.open), state.value, 1e-12, 0);
            setcover_relax_free(&r);
            free(u);
            free(choice);
            free(of);
            free(state.open);
            cover_free(c);
        }
    }
    assert_in_range(n_cut, 100, 390);
}

/* Prices of any size: tiny, and a million times apart. */
static void scales(void **unused)
{
    (void)unused;
    for (int number = 0; number < 300; number++) {
        struct setcover_problem p;
        double unit = pow(10, -9 + number % 19), best;

        setcover_problem_make(&p, 2 + 4 * number, 30, 15);
        p.step = p.fixed = 0;
        dice = (unsigned long long)number;
        for (int s = 0; s < p.n_sites; s++)
            p.price[s] = number % 2 ? unit * (1 + uniform()) : pow(10, 12 * uniform() - 6);
        best = setcover_problem_best(&p);
        setcover_prove_alone(&p, best);
    }
}

/* Three elements, each pair under one site, and a dear one over all: half of each is 1.5. */
static void relaxation(void **unused)
{
    static const int start[] = {0, 3, 6, 9}, site[] = {0, 1, 3, 0, 2, 3, 1, 2, 3};
    static const double u[3] = {0, 1, 0};
    double penalty[3] = {(double)INFINITY, (double)INFINITY, (double)INFINITY};
    double price[4] = {1, 1, 1, 1.9}, zero[4] = {0};
    struct cover_draft d = {.n_elements = 3,
                            .n_sites = 4,
                            .row_start = start,
                            .site = site,
                            .penalty = penalty,
                            .price = price,
                            .cost = zero,
                            .p = 4,
                            .budget = (double)INFINITY,
                            .fixed = 10};
    unsigned char choice[4] = {COVER_FREE, COVER_FREE, COVER_FREE, COVER_FREE};
    struct cover_limits limits = no_limits();
    struct setcover_relax r;
    struct cover *c = NULL;
    struct error err;
    bool solved;

    (void)unused;
    assert_int_equal(cover_create(&c, &d, &err), ERR_OK);
    assert_int_equal(setcover_relax_create(&r, c, u, &err), ERR_OK);
    assert_int_equal(r.n_rows, 1); /* the others come when they are violated */
    assert_int_equal(setcover_relax_solve(&r, choice, 12, &limits, &solved, &err), ERR_OK);
    assert_true(solved);
    assert_int_equal(r.n_rows, 3);
    assert_near(r.bound, 11.5, 1e-11, 0);
    assert_int_equal(choice[3], COVER_FREE); /* 11.9 with it */
    assert_int_equal(setcover_relax_solve(&r, choice, 11.85, &limits, &solved, &err), ERR_OK);
    assert_int_equal(choice[3], COVER_CLOSED);
    assert_int_equal(choice[0], COVER_FREE);
    choice[0] = COVER_CLOSED; /* the second and the third have to open */
    assert_int_equal(setcover_relax_solve(&r, choice, 20, &limits, &solved, &err), ERR_OK);
    assert_near(r.bound, 12, 1e-11, 0);
    choice[1] = COVER_CLOSED; /* nothing is over the first */
    assert_int_equal(setcover_relax_solve(&r, choice, 20, &limits, &solved, &err), ERR_OK);
    assert_true(solved && isinf(r.bound));
    setcover_relax_free(&r);
    cover_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(search),
        cmocka_unit_test(branching),
        cmocka_unit_test(scales),
        cmocka_unit_test(relaxation),
    };

    return cmocka_run_group_tests_name("setcover_branch", tests, NULL, NULL);
}

/* label: unit - the engine of set covers against all plans and against the general way. */
#include <limits.h>
#include <math.h>
#include <stdlib.h>

#include "tests/assert.h"
#include "tests/fixture_proof.h"
#include "tests/fixture_setcover.h"

static void solve_to_end(const struct setcover_problem *p, unsigned skip, double best)
{
    struct cover *c = setcover_problem_cover(p, skip);
    struct cover_state state = state_of(c);
    struct cover_limits limits = no_limits();
    struct error err;

    assert_int_equal(cover_solve(c, &limits, &state, &err), ERR_OK);
    assert_near(state.value, best, 1e-12, 0);
    assert_near(state.bound, best, 1e-9, 0);
    assert_near(cover_value(c, state.open), best, 1e-12, 0);
    free(state.open);
    cover_free(c);
}

static void all_plans(void **state)
{
    static const unsigned skips[] = {0, SKIP_DOMINATED, SKIP_FIX, SKIP_PARTS, 15, SKIP_ENGINE};

    (void)state;
    for (int number = 0; number < 300; number++) {
        struct setcover_problem p;
        double best;

        setcover_problem_make(&p, number, 30, 15);
        best = setcover_problem_best(&p);
        solve_to_end(&p, skips[number % (int)COUNT(skips)], best);
        setcover_prove_alone(&p, best);
    }
}

/* Stopped anywhere, the bound holds and the plan is one. */
static void limits_of_work(void **unused)
{
    int n_open = 0;

    (void)unused;
    for (int number = 0; number < 300; number++) {
        struct setcover_problem p;
        struct cover_limits limits = no_limits();
        struct cover_state state;
        struct cover *c;
        struct error err;
        double best;

        setcover_problem_make(&p, number, 30, 15);
        best = setcover_problem_best(&p);
        c = setcover_problem_cover(&p, SKIP_FIX | SKIP_DOMINATED);
        state = state_of(c);
        limits.work_left = 1 + number * 5;
        assert_int_equal(cover_solve(c, &limits, &state, &err), ERR_OK);
        assert_true(state.bound <= best * (1 + 1e-9));
        assert_true(state.value >= best * (1 - 1e-12));
        assert_near(cover_value(c, state.open), state.value, 1e-12, 0);
        n_open += state.bound < best * (1 - 1e-9);
        free(state.open);
        cover_free(c);
    }
    assert_in_range(n_open, 20, 280); /* else nothing was stopped, or everything */
}

/* Is there a plan below so much? */
static void questions(void **unused)
{
    (void)unused;
    for (int number = 0; number < 200; number++) {
        struct setcover_problem p;
        struct cover_limits limits = no_limits();
        struct cover_state state;
        struct cover *c;
        struct error err;
        double best;

        setcover_problem_make(&p, number, 30, 15);
        best = setcover_problem_best(&p);
        c = setcover_problem_cover(&p, 0);
        state = state_of(c);
        assert_int_equal(cover_decide(c, best * (1 - 1e-9), true, &limits, &state, &err),
                         ERR_OK);
        assert_true(state.value >= best * (1 - 1e-12) && state.bound >= best * (1 - 1e-9));
        assert_int_equal(cover_decide(c, best + 1, true, &limits, &state, &err), ERR_OK);
        assert_true(state.value < best + 1);
        assert_true(cover_value(c, state.open) < best + 1);
        free(state.open);
        cover_free(c);
    }
}

static double solve_middling(const struct setcover_problem *p, unsigned skip)
{
    struct cover *c = setcover_problem_cover(p, skip);
    struct cover_state state = state_of(c);
    struct cover_limits limits = no_limits();
    struct error err;
    double value;

    assert_int_equal(cover_solve(c, &limits, &state, &err), ERR_OK);
    value = state.value;
    assert_near(cover_value(c, state.open), value, 1e-12, 0);
    assert_near(state.bound, value, 1e-9, 0);
    free(state.open);
    cover_free(c);
    return value;
}

/* What the search alone comes to. */
static double search_middling(const struct setcover_problem *p)
{
    struct cover *c = setcover_problem_cover(p, 0);
    struct cover_state state = state_of(c);
    struct cover_limits limits = no_limits();
    struct error err;

    assert_int_equal(setcover_search(c, 100L * c->n_sites, 1, &limits, &state, &err), ERR_OK);
    free(state.open);
    cover_free(c);
    return state.value;
}

static void old_and_new(void **state)
{
    int n_found = 0, n = proof_n_cities(500);

    (void)state;
    for (int number = 0; number < n; number++) {
        struct setcover_problem p;
        double old;

        setcover_problem_make(&p, number, ELEMENTS, SITES);
        old = solve_middling(&p, SKIP_ENGINE);
        assert_near(solve_middling(&p, number % 2 ? 0 : SKIP_DOMINATED), old, 1e-9, 0);
        n_found += search_middling(&p) <= old * (1 + 1e-9);
    }
    print_message("the search alone finds %d of %d\n", n_found, n);
    assert_in_range(n_found, n - n / 50, n);
}

/* The lines of the affine space of three points a line: who covers them all leaves a cap set,
 * and the largest caps of the plane and of space have 4 and 9 points. Lines are Steiner triple
 * systems of 9 and 27, hard for relaxations (3 and 9): D. Fulkerson, G. Nemhauser and L.
 * Trotter, Mathematical Programming Study 2 (1974) 72-81, doi:10.1007/BFb0120689. */
static void make_lines(struct setcover_problem *p, int n_points)
{
    *p = (struct setcover_problem){.n_sites = n_points, .step = 1, .fixed = 3};
    for (int a = 0; a < n_points; a++)
        for (int b = a + 1; b < n_points; b++) {
            int c = 0, at = p->row_start[p->n_elements];

            for (int unit = 1; unit < n_points; unit *= 3)
                c += unit * ((6 - a / unit % 3 - b / unit % 3) % 3);
            if (c <= b) continue; /* each line once */
            p->penalty[p->n_elements] = (double)INFINITY;
            p->site[at] = a;
            p->site[at + 1] = b;
            p->site[at + 2] = c;
            p->row_start[++p->n_elements] = at + 3;
        }
    assert_int_equal(p->n_elements, n_points * (n_points - 1) / 6);
    for (int s = 0; s < n_points; s++)
        p->price[s] = 1;
}

static void steiner(void **unused)
{
    struct setcover_problem p;

    (void)unused;
    make_lines(&p, 9);
    setcover_prove_alone(&p, 3 + 5);
    make_lines(&p, 27);
    setcover_prove_alone(&p, 3 + 18);
}

/* A gap is one of the plan: it ends the search where it is reached, and only there. */
static void gaps(void **unused)
{
    (void)unused;
    for (int percent = 1; percent < 50; percent += 3) {
        struct setcover_problem p;
        struct cover_limits limits = no_limits();
        struct cover_state state;
        struct cover *c;
        struct error err;

        make_lines(&p, 27);
        c = setcover_problem_cover(&p, 0);
        state = state_of(c);
        limits.gap = percent / 100.0;
        limits.work_left = 200000;
        assert_int_equal(cover_solve(c, &limits, &state, &err), ERR_OK);
        assert_true(!limits.stopped);
        assert_true(state.bound <= 3 + 18 && state.value >= 3 + 18);
        assert_true(state.value - state.bound <= limits.gap * state.value + 1e-9);
        free(state.open);
        cover_free(c);
    }
}

/* What the engine must leave to others. */
static void not_pure(void **state)
{
    struct setcover_problem p;
    struct cover *c;

    (void)state;
    setcover_problem_make(&p, 1, 30, 15);
    c = setcover_problem_cover(&p, SKIP_ENGINE);
    assert_false(setcover_takes(c));
    cover_free(c);
    c = setcover_problem_cover(&p, 0);
    assert_true(setcover_takes(c));
    c->p = c->n_sites - 1;
    assert_false(setcover_takes(c));
    c->p = c->n_sites;
    c->budget = 5;
    assert_false(setcover_takes(c));
    cover_free(c);
    p.penalty[0] = 2;
    c = setcover_problem_cover(&p, 0);
    assert_false(setcover_takes(c));
    cover_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_plans), cmocka_unit_test(limits_of_work),
        cmocka_unit_test(questions), cmocka_unit_test(old_and_new),
        cmocka_unit_test(steiner),   cmocka_unit_test(gaps),
        cmocka_unit_test(not_pure),
    };

    return cmocka_run_group_tests_name("setcover", tests, NULL, NULL);
}

/* label: unit - linear problems that live: by hand, ended early, stopped by the clock. */
#include <math.h>
#include <stdlib.h>

#include "model/cover/cover.h"
#include "model/lp.h"
#include "tests/assert.h"
#include "tests/dice.h"

/* Chvatal, Linear Programming (1983), page 13, grown, cut and changed. */
static void living_problem(void **state)
{
    static const double row[3][3] = {{2, 3, 1}, {4, 1, 2}, {3, 4, 2}}, rhs[3] = {5, 11, 8};
    static const int all[3] = {0, 1, 2}, last = 3;
    struct lp *lp = NULL;
    enum lp_status status;
    struct error err;

    (void)state;
    assert_int_equal(lp_create(true, &lp, &err), ERR_OK);
    for (int k = 0; k < 3; k++)
        assert_int_equal(lp_add_col(lp, 0, INFINITY, 5 - k, 0, NULL, NULL, &err), ERR_OK);
    for (int k = 0; k < 3; k++)
        assert_int_equal(lp_add_row(lp, -INFINITY, rhs[k], 3, all, row[k], &err), ERR_OK);
    assert_int_equal(lp_solve(lp, true, INFINITY, &status, &err), ERR_OK);
    assert_int_equal(status, LP_OPTIMAL);
    assert_near(lp_objective(lp), 13, 1e-12, 0);
    assert_near(lp_value(lp, 0), 2, 1e-12, 0);
    assert_near(lp_dual(lp, 0), 1, 1e-12, 0);
    assert_near(lp_reduced_cost(lp, 1), -3, 1e-12, 0);
    assert_true(lp_row_basic(lp, 1) && !lp_row_basic(lp, 0));
    assert_near(lp_activity(lp, 1), 10, 1e-12, 0);
    assert_int_equal(lp_add_row(lp, -INFINITY, 1, 1, all, row[2] + 2, &err),
                     ERR_OK); /* 2a <= 1 */
    assert_int_equal(lp_solve(lp, false, INFINITY, &status, &err), ERR_OK);
    assert_int_equal(status, LP_OPTIMAL);
    assert_near(lp_value(lp, 0), 0.5, 1e-12, 0);
    assert_int_equal(lp_drop_rows(lp, 1, &last, &err), ERR_OK);
    assert_int_equal(lp_n_rows(lp), 3);
    lp_set_col_bounds(lp, 0, 0, 0);
    assert_int_equal(lp_solve(lp, false, INFINITY, &status, &err), ERR_OK);
    assert_near(lp_objective(lp), 12, 1e-12, 0); /* c = 4 */
    lp_set_col_bounds(lp, 0, 9, 9);
    assert_int_equal(lp_solve(lp, false, INFINITY, &status, &err), ERR_OK);
    assert_int_equal(status, LP_INFEASIBLE);
    lp_set_col_bounds(lp, 0, 0, INFINITY);
    assert_int_equal(lp_solve(lp, false, INFINITY, &status, &err), ERR_OK);
    assert_near(lp_objective(lp), 13, 1e-12, 0);
    lp_free(lp);
}

enum { RING = 51 };

/* A ring of sites, an element between each two: half a site everywhere, 25.5. */
static struct lp *make_ring(void)
{
    static const double ones[2] = {1, 1};
    struct lp *lp = NULL;
    struct error err;

    assert_int_equal(lp_create(false, &lp, &err), ERR_OK);
    for (int s = 0; s < RING; s++)
        assert_int_equal(lp_add_col(lp, 0, 1, 1, 0, NULL, NULL, &err), ERR_OK);
    for (int e = 0; e < RING; e++) {
        int over[2] = {e, (e + 1) % RING};

        assert_int_equal(lp_add_row(lp, 1, INFINITY, 2, over, ones, &err), ERR_OK);
    }
    return lp;
}

/* What the duals prove, whatever they are. */
static double ring_bound(const struct lp *lp)
{
    double sum = 0;

    for (int e = 0; e < RING; e++)
        sum += fmax(lp_dual(lp, e), 0);
    for (int s = 0; s < RING; s++) {
        double paid = fmax(lp_dual(lp, s), 0) + fmax(lp_dual(lp, (s + RING - 1) % RING), 0);

        sum -= fmax(paid - 1, 0);
    }
    return sum;
}

static void early(void **state)
{
    struct lp *lp = make_ring();
    enum lp_status status;
    struct error err;
    double steps;

    (void)state;
    lp_set_stops(lp, NAN, 7);
    assert_int_equal(lp_solve(lp, false, INFINITY, &status, &err), ERR_OK);
    assert_int_equal(status, LP_EARLY);
    steps = ring_bound(lp);
    assert_true(steps > 0 && steps < 25.5 - 1e-9);
    lp_set_stops(lp, steps + 4, 0);
    assert_int_equal(lp_solve(lp, false, INFINITY, &status, &err), ERR_OK);
    assert_int_equal(status, LP_EARLY);
    assert_true(ring_bound(lp) >= steps + 4 - 1e-9);
    assert_true(ring_bound(lp) < 25.5 - 1e-9);
    lp_set_stops(lp, NAN, 0);
    assert_int_equal(lp_solve(lp, false, INFINITY, &status, &err), ERR_OK);
    assert_int_equal(status, LP_OPTIMAL);
    assert_near(lp_objective(lp), 25.5, 1e-12, 0);
    assert_near(ring_bound(lp), 25.5, 1e-12, 0);
    lp_set_stops(lp, 30, 1000); /* neither is reached */
    lp_set_col_bounds(lp, 0, 0, 0);
    assert_int_equal(lp_solve(lp, false, INFINITY, &status, &err), ERR_OK);
    assert_int_equal(status, LP_OPTIMAL);
    assert_near(lp_objective(lp), 26, 1e-12, 0);
    lp_free(lp);
}

enum { DENSE = 160 };

/* max sum x, A x <= DENSE with A of chance: far more than a few milliseconds of pivots. */
static struct lp *dense(void)
{
    struct lp *lp = NULL;
    struct error err;
    double value[DENSE];
    int col[DENSE];

    dice = 7;
    assert_int_equal(lp_create(true, &lp, &err), ERR_OK);
    for (int k = 0; k < DENSE; k++) {
        col[k] = k;
        assert_int_equal(
            lp_add_col(lp, 0, (double)INFINITY, 1 + uniform(), 0, NULL, NULL, &err), ERR_OK);
    }
    for (int r = 0; r < DENSE; r++) {
        for (int k = 0; k < DENSE; k++)
            value[k] = 0.1 + uniform();
        assert_int_equal(lp_add_row(lp, -(double)INFINITY, DENSE, DENSE, col, value, &err),
                         ERR_OK);
    }
    return lp;
}

/* Stopped is stopped at the deadline or later, not a part of a millisecond before: who looks at
 * the clock then would take it for a failure. */
static void stops_at_the_deadline(void **state)
{
    int n_stopped = 0;

    (void)state;
    for (int k = 0; k < 30; k++) {
        struct lp *lp = dense();
        double deadline = cover_clock() + 1e-3 + 0.17e-3 * k;
        enum lp_status status;
        struct error err;

        assert_int_equal(lp_solve(lp, true, deadline, &status, &err), ERR_OK);
        if (status == LP_STOPPED) {
            n_stopped++;
            assert_true(cover_clock() >= deadline);
        }
        lp_free(lp);
    }
    assert_true(n_stopped > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(living_problem),
                                       cmocka_unit_test(early),
                                       cmocka_unit_test(stops_at_the_deadline)};

    return cmocka_run_group_tests_name("lp", tests, NULL, NULL);
}

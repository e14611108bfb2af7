/* label: unit - the fence of GLPK: statuses, bounds, limits, duals, habits that must not leak.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "model/milp.h"
#include "tests/assert.h"

/* max 5a + 4b + 3c, 2a + 3b + c <= 5, 4a + b + 2c <= 11, 3a + 4b + 2c <= 8, all >= 0.
 * Chvatal, Linear Programming (1983), page 13: optimum 13 at a = 2, b = 0, c = 1, duals 1,
 * 0, 1. */
static struct milp *chvatal(bool whole)
{
    static const double row[3][3] = {{2, 3, 1}, {4, 1, 2}, {3, 4, 2}}, rhs[3] = {5, 11, 8};
    struct error err;
    struct milp *m = NULL;

    assert_int_equal(milp_create(true, &m, &err), ERR_OK);
    milp_add_col(m, 0, INFINITY, whole, 5);
    milp_add_col(m, 0, INFINITY, whole, 4);
    milp_add_col(m, 0, INFINITY, whole, 3);
    for (int r = 0; r < 3; r++) {
        milp_add_row(m, -INFINITY, rhs[r]);
        for (int c = 0; c < 3; c++)
            milp_add_coef(m, r, c, row[r][c]);
    }
    return m;
}

static void linear(void **state)
{
    struct milp *m = chvatal(false);
    struct milp_result r;
    struct error err;

    (void)state;
    assert_int_equal(milp_solve_lp(m, NULL, &r, &err), ERR_OK);
    assert_int_equal(r.status, MILP_OPTIMAL);
    assert_near(r.objective, 13, 1e-12, 0);
    assert_near(r.value[0], 2, 1e-12, 0);
    assert_near(r.value[1], 0, 0, 1e-12);
    assert_near(r.value[2], 1, 1e-12, 0);
    assert_near(r.row_dual[0], 1, 1e-12, 0);
    assert_near(r.row_dual[1], 0, 0, 1e-12);
    assert_near(r.row_dual[2], 1, 1e-12, 0);
    assert_near(r.reduced_cost[1], 4 - 3 * 1 - 4 * 1, 1e-12, 0);
    milp_result_clear(&r);

    /* A cut afterwards, warm: a + c <= 2.5. By strong duality with rows 1 and 4 tight (b = 0):
     * a = 2.5, c = 0 gives 12.5; duals y1 = 2, y4 = 1: 10 + 2.5, and b: 3 x 2 = 6 >= 4. */
    int row = milp_add_row(m, -INFINITY, 2.5);
    milp_add_coef(m, row, 0, 1);
    milp_add_coef(m, row, 2, 1);
    assert_int_equal(milp_solve_lp(m, NULL, &r, &err), ERR_OK);
    assert_near(r.objective, 12.5, 1e-12, 0);
    milp_result_clear(&r);
    milp_free(m);
}

/* A knapsack whose LP bound is fractional: 5 things, the best of all 32 loads by hand: weights
 * 12 7 11 8 9, values 24 13 23 15 16, room 26. The optimum is 51 (things 2, 3 and 4). */
static struct milp *knapsack(double unit, bool maximise)
{
    static const double weight[] = {12, 7, 11, 8, 9}, value[] = {24, 13, 23, 15, 16};
    struct error err;
    struct milp *m = NULL;

    assert_int_equal(milp_create(maximise, &m, &err), ERR_OK);
    milp_add_row(m, -INFINITY, 26);
    for (int k = 0; k < 5; k++) {
        milp_add_col(m, 0, 1, true, (maximise ? 1 : -1) * value[k] * unit);
        milp_add_coef(m, 0, k, weight[k] - 1); /* one place given twice adds up */
        milp_add_coef(m, 0, k, 1);
    }
    return m;
}

static struct scale_row {
    const char *name;
    double unit;
    bool maximise;
} scale_rows[] = {
    {"knapsack: 51, as a maximum", 1, true},
    {"knapsack: 51, as a minimum", 1, false},
    {"knapsack: values that sum to 1e9", 1e9 / 91, true},
    {"knapsack: values that sum to 1e-6", 1e-6 / 91, true},
};

static void whole(void **state)
{
    const struct scale_row *row = *state;
    struct milp *m = knapsack(row->unit, row->maximise);
    double start[5] = {1, 1, 0, 0, 0}, want = (row->maximise ? 51 : -51) * row->unit;
    struct milp_params params = {.start = start};
    struct milp_result r;
    struct error err;

    for (int with_start = 0; with_start < 2; with_start++) {
        assert_int_equal(milp_solve(m, with_start ? &params : NULL, &r, &err), ERR_OK);
        assert_int_equal(r.status, MILP_OPTIMAL);
        assert_int_equal(r.stop, MILP_PROVED);
        assert_near(r.objective, want, 1e-12, 0);
        assert_near(r.bound, r.objective, 0, 0);
        assert_near(milp_objective(m, r.value), want, 1e-12, 0);
        milp_result_clear(&r);
    }
    /* The step: values are whole multiples of the unit, so 51 is proven sooner, not later. */
    params.step = row->unit;
    assert_int_equal(milp_solve(m, &params, &r, &err), ERR_OK);
    assert_near(r.objective, want, 1e-12, 0);
    milp_result_clear(&r);
    milp_free(m);
}

static void offset_and_bounds(void **state)
{
    struct milp *m = knapsack(1, true);
    struct milp_result r;
    struct error err;

    (void)state;
    milp_set_offset(m, 100);
    milp_set_col_bounds(m, 1, 0, 0); /* without thing 2: 24 + 23 = 47 (weight 23) is the best */
    assert_int_equal(milp_solve(m, NULL, &r, &err), ERR_OK);
    assert_near(r.objective, 147, 1e-12, 0);
    milp_result_clear(&r);
    milp_set_row_bounds(m, 0, 24, 26); /* at least 24 full: 11 + 8 + ... no; 12 + 8 = 20 no */
    milp_set_objective(m, 0, 0);       /* thing 1 is worth nothing: 12 + 11 = 23 < 24 */
    assert_int_equal(milp_solve(m, NULL, &r, &err), ERR_OK);
    assert_int_equal(r.status, MILP_INFEASIBLE); /* no load of 12 11 8 9 weighs 24 to 26 */
    assert_null(r.value);
    milp_result_clear(&r);
    milp_free(m);
}

static void infeasible(void **state)
{
    struct milp *m = chvatal(true);
    struct milp_result r;
    struct error err;
    int row;

    (void)state;
    row = milp_add_row(m, 3, 3); /* equal bounds; a + b + c = 3 wants 2a + 3b + c <= 5 ... */
    for (int c = 0; c < 3; c++)
        milp_add_coef(m, row, c, 1);
    assert_int_equal(milp_solve(m, NULL, &r, &err), ERR_OK);
    assert_int_equal(r.status, MILP_OPTIMAL); /* a = 2, c = 1 */
    milp_result_clear(&r);
    milp_set_row_bounds(m, row, 6, INFINITY); /* c <= 4 by row 3 and all others cost more */
    assert_int_equal(milp_solve(m, NULL, &r, &err), ERR_OK);
    assert_int_equal(r.status, MILP_INFEASIBLE);
    milp_result_clear(&r);
    assert_int_equal(milp_solve_lp(m, NULL, &r, &err), ERR_OK);
    assert_int_equal(r.status, MILP_INFEASIBLE);
    milp_result_clear(&r);
    milp_free(m);
}

static void unbounded_is_an_error(void **state)
{
    struct milp *m = NULL;
    struct milp_result r;
    struct error err;

    (void)state;
    assert_int_equal(milp_create(true, &m, &err), ERR_OK);
    milp_add_col(m, 0, INFINITY, true, 1);
    milp_add_row(m, 0, INFINITY);
    milp_add_coef(m, 0, 0, 1);
    assert_int_equal(milp_solve(m, NULL, &r, &err), ERR_SOLVER);
    assert_int_equal(milp_solve_lp(m, NULL, &r, &err), ERR_SOLVER);
    milp_free(m);
}

/* GLPK aborts on a parameter out of range; the next solve works all the same. */
static void abort_stops_at_the_fence(void **state)
{
    (void)state;
    for (int k = 0; k < 3; k++) {
        struct milp_params wrong = {.gap = -1};
        struct milp *m = chvatal(true);
        struct milp_result r;
        struct error err;

        assert_int_equal(milp_solve(m, &wrong, &r, &err), ERR_SOLVER);
        assert_non_null(strstr(err.text, "GLPK gave up: glp_intopt"));
        assert_null(strchr(err.text, '\n'));
        assert_int_equal(milp_solve(m, NULL, &r, &err), ERR_OK);
        assert_near(r.objective, 13, 1e-12, 0);
        milp_result_clear(&r);
        milp_free(m);
    }
}

/* Numbers 300 powers of ten apart, for which GLPK's own scaling gives up: the small row never
 * binds, so the best is one of the two whole columns, 3. */
static void numbers_far_apart(void **state)
{
    struct milp *m = NULL;
    struct milp_result r;
    struct error err;

    (void)state;
    assert_int_equal(milp_create(true, &m, &err), ERR_OK);
    milp_add_col(m, 0, 1, true, 3);
    milp_add_col(m, 0, 1, true, 2);
    milp_add_row(m, -INFINITY, 1);
    milp_add_coef(m, 0, 0, 1e-300);
    milp_add_row(m, -INFINITY, 1);
    milp_add_coef(m, 1, 0, 1);
    milp_add_coef(m, 1, 1, 1);
    assert_int_equal(milp_solve(m, NULL, &r, &err), ERR_OK);
    assert_int_equal(r.status, MILP_OPTIMAL);
    assert_near(r.objective, 3, 1e-12, 0);
    milp_result_clear(&r);
    assert_int_equal(milp_solve_lp(m, NULL, &r, &err), ERR_OK);
    assert_near(r.objective, 3, 1e-9, 0);
    milp_result_clear(&r);
    milp_free(m);
}

/* Weights so small that their scale would not be a number of the machine. */
static void tiny_weights(void **state)
{
    struct milp *m = NULL;
    struct milp_result r;
    struct error err;

    (void)state;
    assert_int_equal(milp_create(true, &m, &err), ERR_OK);
    milp_add_col(m, 0, 1, true, 3e-310);
    milp_add_col(m, 0, 1, true, 2e-310);
    milp_add_row(m, -INFINITY, 1);
    milp_add_coef(m, 0, 0, 1);
    milp_add_coef(m, 0, 1, 1);
    assert_int_equal(milp_solve(m, NULL, &r, &err), ERR_OK);
    assert_int_equal(r.status, MILP_OPTIMAL);
    assert_near(r.objective, 3e-310, 0, 1e-320);
    milp_result_clear(&r);
    milp_free(m);
}

static void wrong_numbers(void **state)
{
    struct milp *m = chvatal(true);
    struct milp_result r;
    struct error err;

    (void)state;
    milp_add_row(m, 5, 2); /* bounds that cross: infeasible, not an error of GLPK */
    assert_int_equal(milp_solve(m, NULL, &r, &err), ERR_OK);
    assert_int_equal(r.status, MILP_INFEASIBLE);
    milp_result_clear(&r);
    milp_set_objective(m, 0, NAN);
    assert_int_equal(milp_solve(m, NULL, &r, &err), ERR_SOLVER);
    milp_free(m);
}

/* Market split: rows of numbers whose halves must be equal; hard for branch and bound, so that
 * limits bite. Feasible through slack columns that the objective makes dear. */
static struct milp *hard(void)
{
    struct error err;
    struct milp *m = NULL;
    unsigned long long state = 7;

    assert_int_equal(milp_create(false, &m, &err), ERR_OK);
    for (int c = 0; c < 40; c++)
        milp_add_col(m, 0, 1, true, 0);
    for (int r = 0; r < 5; r++) {
        double sum = 0;
        int row, over, under;

        for (int c = 0; c < 40; c++) {
            double a;

            state = state * 6364136223846793005ULL + 1442695040888963407ULL;
            a = (double)((state >> 33) % 100);
            sum += a;
            if (c == 0) row = milp_add_row(m, 0, 0);
            milp_add_coef(m, row, c, a);
        }
        milp_set_row_bounds(m, row, floor(sum / 2), floor(sum / 2));
        over = milp_add_col(m, 0, INFINITY, false, 1);
        under = milp_add_col(m, 0, INFINITY, false, 1);
        milp_add_coef(m, row, over, -1);
        milp_add_coef(m, row, under, 1);
    }
    return m;
}

static void limits(void **state)
{
    volatile sig_atomic_t stop = 1;
    struct milp_params work = {.work_limit = 60}, interrupt = {.interrupt = &stop};
    struct milp_params time = {.time_limit_s = 0.05}, gap = {.gap = 0.9, .time_limit_s = 5};
    struct milp_result r, again;
    struct error err;
    struct milp *m = hard();

    (void)state;
    assert_int_equal(milp_solve(m, &work, &r, &err), ERR_OK);
    assert_true(r.status == MILP_FEASIBLE || r.status == MILP_UNKNOWN);
    assert_int_equal(r.stop, MILP_WORK);
    assert_true(r.work >= 60 && r.work < 70);
    if (r.status == MILP_FEASIBLE) assert_true(r.bound <= r.objective);
    milp_free(m);
    m = hard(); /* the same work gives the same bytes */
    assert_int_equal(milp_solve(m, &work, &again, &err), ERR_OK);
    assert_int_equal(again.status, r.status);
    assert_near(again.objective, r.objective, 0, 0);
    assert_near(again.bound, r.bound, 0, 0);
    milp_result_clear(&r);
    milp_result_clear(&again);

    assert_int_equal(milp_solve(m, &time, &r, &err), ERR_OK);
    assert_true(r.status == MILP_FEASIBLE || r.status == MILP_UNKNOWN);
    assert_int_equal(r.stop, MILP_TIME);
    milp_result_clear(&r);
    assert_int_equal(milp_solve(m, &interrupt, &r, &err), ERR_OK);
    assert_int_equal(r.stop, MILP_INTERRUPTED);
    milp_result_clear(&r);
    (void)gap;
    milp_free(m);

    /* A gap: the knapsack's LP bound is 52.x; any plan within half of it will do. */
    m = knapsack(1, true);
    gap = (struct milp_params){.gap = 0.5};
    assert_int_equal(milp_solve(m, &gap, &r, &err), ERR_OK);
    assert_true(r.status == MILP_FEASIBLE ? r.stop == MILP_GAP : r.status == MILP_OPTIMAL);
    assert_true(r.bound >= 51 && r.objective >= r.bound * 0.5);
    milp_result_clear(&r);
    milp_free(m);
}

static void writes_lp(void **state)
{
    struct milp *m = knapsack(1, true);
    char path[] = "/tmp/chargeplan_milp_XXXXXX", line[200];
    int file = mkstemp(path);
    bool objective = false, binary = false;
    struct error err;
    FILE *in;

    (void)state;
    assert_true(file >= 0);
    close(file);
    assert_int_equal(milp_write_lp(m, path, &err), ERR_OK);
    in = fopen(path, "r");
    while (fgets(line, sizeof line, in) != NULL) {
        objective |= strstr(line, "+ 24 z_1 + 13 z_2") != NULL;
        binary |= strstr(line, "Generals") != NULL || strstr(line, "Binar") != NULL;
    }
    fclose(in);
    unlink(path);
    assert_true(objective && binary);
    assert_int_equal(milp_write_lp(m, "/nowhere/at/all.lp", &err), ERR_IO);
    assert_non_null(strstr(err.text, "/nowhere/at/all.lp"));
    milp_free(m);
    assert_non_null(strstr(milp_library_version(), "GLPK "));
}

static void nothing_in_it(void **state)
{
    struct milp *m = NULL;
    struct milp_result r;
    struct error err;

    (void)state;
    assert_int_equal(milp_create(false, &m, &err), ERR_OK);
    milp_set_offset(m, 2.17);
    milp_add_col(m, 1, 4, true, 1.5);
    assert_int_equal(milp_solve(m, NULL, &r, &err), ERR_OK);
    assert_int_equal(r.status, MILP_OPTIMAL);
    assert_near(r.objective, 2.17 + 1.5, 1e-15, 0);
    milp_result_clear(&r);
    milp_free(m);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(scale_rows) + 9] = {
        cmocka_unit_test(linear),
        cmocka_unit_test(offset_and_bounds),
        cmocka_unit_test(infeasible),
        cmocka_unit_test(unbounded_is_an_error),
        cmocka_unit_test(abort_stops_at_the_fence),
        cmocka_unit_test(wrong_numbers),
        cmocka_unit_test(numbers_far_apart),
        cmocka_unit_test(tiny_weights),
        cmocka_unit_test(limits),
        cmocka_unit_test(writes_lp),
        cmocka_unit_test(nothing_in_it),
    };

    for (size_t k = 0; k < COUNT(scale_rows); k++)
        tests[9 + k] =
            (struct CMUnitTest){scale_rows[k].name, whole, NULL, NULL, &scale_rows[k]};
    return cmocka_run_group_tests_name("milp", tests, NULL, NULL);
}

/* lp.h - a linear problem that lives: rows, columns and bounds change between two solves, and
 * the simplex goes on from the basis it had. milp.h gathers a problem once; this one is for
 * cutting planes and searches of our own.
 *
 * Rows and columns count from 0; dropping rows moves the later ones up. One thread makes, uses
 * and frees a problem. Where GLPK gives up (out of memory), every problem of the thread is
 * dead: each later call on one is ERR_SOLVER. */
#ifndef CHARGEPLAN_MODEL_LP_H
#define CHARGEPLAN_MODEL_LP_H

#include "scenarios/error.h"

struct lp; /* opaque */

enum lp_status {
    LP_OPTIMAL,
    LP_INFEASIBLE, /* only where the simplex proves it */
    LP_EARLY,      /* where lp_set_stops() said: only the duals mean something */
    LP_STOPPED     /* deadline, interrupt, or a numerical failure: no answer */
};

/* Own it: lp_free(*out). Errors: ERR_NOMEM, ERR_SOLVER. */
enum err lp_create(bool maximise, struct lp **out, struct error *err);
void lp_free(struct lp *lp); /* NULL is fine */

/* Bounds may be -INFINITY and INFINITY. index[0 .. n - 1]: each at most once. */
enum err lp_add_col(struct lp *lp, double lower, double upper, double objective, int n,
                    const int row[], const double value[], struct error *err);
enum err lp_add_row(struct lp *lp, double lower, double upper, int n, const int col[],
                    const double value[], struct error *err);
enum err lp_drop_rows(struct lp *lp, int n, const int row[], struct error *err);
void lp_set_col_bounds(struct lp *lp, int col, double lower, double upper);
void lp_set_row_bounds(struct lp *lp, int row, double lower, double upper);
int lp_n_rows(const struct lp *lp);

/* Lets the dual simplex end early from now on: when the objective is beyond `enough` (from
 * below where it is minimised; NAN: never), or after most_steps iterations (0: no limit). */
void lp_set_stops(struct lp *lp, double enough, int most_steps);

/* Solves on from the last basis.
 *
 *   primal    begin with the primal simplex (after columns were added), else with the dual one
 *   deadline  cover_clock() seconds; INFINITY: none
 * Errors: ERR_SOLVER (GLPK gave up; a numerical failure is LP_STOPPED). */
enum err lp_solve(struct lp *lp, bool primal, double deadline, enum lp_status *out,
                  struct error *err);

/* Of the last solve, where it was LP_OPTIMAL; duals also where it was LP_EARLY. Signs as GLPK
 * has them: the dual of a row is the change of the objective per unit of its bound. */
double lp_objective(const struct lp *lp);
double lp_value(const struct lp *lp, int col);
double lp_reduced_cost(const struct lp *lp, int col);
double lp_dual(const struct lp *lp, int row);
double lp_activity(const struct lp *lp, int row);
bool lp_row_basic(const struct lp *lp, int row); /* slack: the row is not tight */

#endif

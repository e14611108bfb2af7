/* milp.h - linear and mixed-integer problems, solved by GLPK behind one fence.
 *
 * A problem is gathered here as plain arrays, rows and columns counted from 0, and handed to
 * GLPK as a whole. GLPK's habits stop in milp.c: it counts from 1, prints, aborts and answers
 * in a dozen codes. "Out of memory" while gathering sticks and is told by the first solve, so
 * that models need no error path. A problem may grow between two solves (rows as cuts); the
 * second one starts from the basis of the first. */
#ifndef CHARGEPLAN_MODEL_MILP_H
#define CHARGEPLAN_MODEL_MILP_H

#include <signal.h>

#include "scenarios/error.h"

struct milp; /* opaque */

/* Own it: milp_free(*out). Errors: ERR_NOMEM. */
enum err milp_create(bool maximise, struct milp **out, struct error *err);
void milp_free(struct milp *m); /* NULL is fine */

/* Bounds may be -INFINITY and INFINITY. Each returns the index of the new column or row. */
int milp_add_col(struct milp *m, double lower, double upper, bool whole, double objective);
int milp_add_row(struct milp *m, double lower, double upper);
/* Coefficients of one place given several times add up. */
void milp_add_coef(struct milp *m, int row, int col, double value);
void milp_set_col_bounds(struct milp *m, int col, double lower, double upper);
void milp_set_row_bounds(struct milp *m, int row, double lower, double upper);
void milp_set_objective(struct milp *m, int col, double objective);
void milp_set_offset(struct milp *m, double offset); /* constant term of the objective */
void milp_out_of_memory(struct milp *m); /* what a model gathers for itself failed */
int milp_n_cols(const struct milp *m);
/* Zeros, one for each column, for a start; free() it. NULL when memory runs out, or did while
 * the problem was gathered: then it has fewer columns than the model believes. */
double *milp_zeros(const struct milp *m);
/* Objective of given column values, in plain arithmetic, offset included. */
double milp_objective(const struct milp *m, const double value[]);

enum milp_status { MILP_OPTIMAL, MILP_FEASIBLE, MILP_INFEASIBLE, MILP_UNKNOWN };
enum milp_stop { MILP_PROVED, MILP_GAP, MILP_WORK, MILP_TIME, MILP_INTERRUPTED };

enum milp_cuts { MILP_NO_CUTS, MILP_GOMORY, MILP_ALL_CUTS }; /* all: rounding, cover, clique */

struct milp_params {     /* all zero: no limit, plain branch and bound */
    double gap;          /* stop when |bound - objective| <= gap x |objective| */
    double time_limit_s; /* 0: none; > 0 makes the answer depend on the machine */
    long work_limit;     /* nodes, of an LP simplex iterations; 0: none */
    double step;         /* > 0: objectives of two plans differ by a multiple of it, so a
                            node that promises less than one step more is dropped */
    enum milp_cuts cuts;
    const double *start; /* [n_cols] a feasible plan to start from; NULL: none */
    const volatile sig_atomic_t *interrupt; /* looked at now and then; NULL: never */
    /* Told of better plans and of every thousandth node; objective NAN: no plan yet. */
    void (*tell)(void *tell_context, long nodes, double objective, double bound);
    void *tell_context;
};

struct milp_result {
    enum milp_status status; /* FEASIBLE: values hold a plan, not proven best;
                                INFEASIBLE only when proven; UNKNOWN: stopped without a plan */
    enum milp_stop stop;
    double objective;     /* NAN without a plan */
    double bound;         /* proven by GLPK; -+INFINITY when it has none */
    double *value;        /* owned [n_cols]; NULL without a plan; whole columns are whole */
    double *row_dual;     /* owned [n_rows], LP only: change of the objective per unit of rhs */
    double *reduced_cost; /* owned [n_cols], LP only */
    long work;            /* nodes, or simplex iterations */
};
void milp_result_clear(struct milp_result *result);

/* Branch and bound. An unbounded problem or a failure of GLPK is ERR_SOLVER, never a status.
 * `params` may be NULL. Fills *result only on ERR_OK; clear it. Errors: ERR_SOLVER, ERR_NOMEM.
 */
enum err milp_solve(struct milp *m, const struct milp_params *params,
                    struct milp_result *result, struct error *err);

/* The linear relaxation (columns need not be whole), with duals. Status OPTIMAL, INFEASIBLE or
 * UNKNOWN (limit). gap, step, cuts and start are not read. */
enum err milp_solve_lp(struct milp *m, const struct milp_params *params,
                       struct milp_result *result, struct error *err);

/* Writes the problem as CPLEX LP (continuous columns x_1.., whole ones z_1.., rows r_1..).
 * Errors: ERR_IO, ERR_NOMEM. */
enum err milp_write_lp(struct milp *m, const char *path, struct error *err);

/* Frees what GLPK keeps for this thread, with all its problems; for threads that end. */
void milp_leave_thread(void);

const char *milp_library_version(void); /* "GLPK 5.0" */

#endif

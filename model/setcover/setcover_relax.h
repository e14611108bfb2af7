/* setcover_relax.h - the linear relaxation of a set cover with the rows it needs, and the
 * branch and bound over it; private to the setcover_*.c files. */
#ifndef CHARGEPLAN_MODEL_SETCOVER_RELAX_H
#define CHARGEPLAN_MODEL_SETCOVER_RELAX_H

#include "model/lp.h"
#include "model/setcover/setcover.h"

struct setcover_relax {
    const struct cover *c; /* borrowed */
    struct lp *lp;         /* owned: a column a site, rows of elements */
    unsigned char *choice; /* owned [sites] what the bounds of the columns say */
    int *element;          /* owned [n_rows] of the rows */
    bool *has_row;         /* owned [elements] */
    double *one;           /* owned [sites] ones */
    double unit;           /* the simplex has prices in units of the dearest */
    int n_rows, most_rows; /* beyond these, slack ones leave */
    /* of the last solve */
    double *x, *reduced; /* owned [sites] */
    double bound;        /* computed again from the duals, in plain sums */
};

/* Rows of elements enter where u says that they count, and later where they are violated.
 * Errors: ERR_NOMEM, ERR_SOLVER. */
enum err setcover_relax_create(struct setcover_relax *r, const struct cover *c,
                               const double u[], struct error *err);
void setcover_relax_free(struct setcover_relax *r); /* a zeroed one is fine */

/* Solves with the decisions in choice, all violated rows added, until the bound reaches
 * `target`, and decides in choice what plans below it agree on. *solved: false where a limit or
 * the simplex left no answer; an infeasible relaxation has bound INFINITY. */
enum err setcover_relax_solve(struct setcover_relax *r, unsigned char choice[], double target,
                              struct cover_limits *limits, bool *solved, struct error *err);
/* The same with a few iterations only: the bound holds, x says nothing. */
enum err setcover_relax_glance(struct setcover_relax *r, const unsigned char choice[],
                               double target, struct cover_limits *limits, bool *solved,
                               struct error *err);

/* setcover_branch.c: what branching taught, from one search to the next. */
struct setcover_history {
    double
        sum[2]; /* what closing (0) and opening (1) a site moved the bound by, per unit of x */
    int n[2];
};
/* Branch and bound below the state's value and cutoff, from the decisions in choice; n_nodes at
 * most. Improves state. Errors: ERR_NOMEM, ERR_SOLVER. */
enum err setcover_branch(struct setcover_relax *r, const unsigned char choice[],
                         struct setcover_history of[], long n_nodes,
                         struct cover_limits *limits, struct cover_state *state,
                         struct error *err);

#endif

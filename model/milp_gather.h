/* milp_gather.h - a problem as it is gathered, before GLPK sees it; for milp.c and
 * milp_gather.c only. */
#ifndef CHARGEPLAN_MODEL_MILP_GATHER_H
#define CHARGEPLAN_MODEL_MILP_GATHER_H

#include "model/milp.h"

struct bounds {
    double lower, upper;
};

struct milp {
    bool maximise, nomem;
    int n_cols, room_cols, n_rows, room_rows, n_coefs, room_coefs;
    struct bounds *col, *row; /* owned [n_cols], [n_rows] */
    double *objective;        /* owned [n_cols] */
    bool *whole;              /* owned [n_cols] */
    double offset;
    int *coef_row, *coef_col; /* owned [n_coefs], from 0 */
    double *coef;
    int *col_basis,
        *row_basis; /* owned: statuses of the last LP basis; NULL before the first */
    int n_col_basis, n_row_basis;
};

/* The matrix as GLPK wants it: from 1, every place once, no zeros. */
struct milp_matrix {
    int n;
    int *row, *col; /* owned [n + 1] */
    double *value;
};
enum err milp_gather_matrix(const struct milp *m, struct milp_matrix *out, struct error *err);

/* A column or row has bounds that cross: no plan can exist, and GLPK must not see it. */
bool milp_gather_cross(const struct milp *m);
/* GLPK computes on with NAN and calls the result optimal: whether all numbers are fit for it.
 */
bool milp_gather_finite(const struct milp *m);

#endif

/* correlation.h - how what is uncertain goes together: the matrix of uncertain.<id>.correlate.
 */
#ifndef CHARGEPLAN_SCENARIOS_CORRELATION_H
#define CHARGEPLAN_SCENARIOS_CORRELATION_H

#include <stdbool.h>

struct scenario;

/* The matrix, n x n row by row, n = s->n_uncertain: 1 on the diagonal, 0 where nothing is said.
 * Returns false where all else is 0. Names that are not there are left out. */
bool correlation_fill(const struct scenario *s, double matrix[]);

/* Lower triangle L with L L' = matrix, row by row; the upper one is 0. Cholesky's way; a row
 * that follows from those before it (a correlation of 1, say) has 0 on its diagonal.
 *
 *   returns   -1, or the first row that cannot go together with those before it: the matrix is
 *             not positive semidefinite */
int correlation_factor(int n, const double matrix[], double factor[]);

#endif

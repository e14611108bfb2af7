/* milp_gather.c - problems gathered as plain arrays; the other half of milp.c. */
#include "model/milp_gather.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum err milp_create(bool maximise, struct milp **out, struct error *err)
{
    struct milp *m = calloc(1, sizeof *m);

    if (m == NULL) return error_nomem(err, "an optimisation problem");
    m->maximise = maximise;
    *out = m;
    return ERR_OK;
}

void milp_free(struct milp *m)
{
    if (m == NULL) return;
    free(m->col);
    free(m->row);
    free(m->objective);
    free(m->whole);
    free(m->coef_row);
    free(m->coef_col);
    free(m->coef);
    free(m->col_basis);
    free(m->row_basis);
    free(m);
}

/* Makes room for one more element of `size` bytes; false (and the sticky flag) if it cannot. */
static bool grow(struct milp *m, void *array_at, int room, size_t size)
{
    void *old;
    void *wider;

    memcpy(&old, array_at, sizeof old);
    wider = realloc(old, (size_t)room * size);
    if (wider == NULL) {
        m->nomem = true;
        return false;
    }
    memcpy(array_at, &wider, sizeof wider);
    return true;
}

/* GLPK takes at most 100 million rows or columns and 500 million coefficients. */
static int wider_room(struct milp *m, int n, int most)
{
    if (n >= most) m->nomem = true;
    return n < 500 ? 1000 : n > most / 2 ? most : 2 * n;
}

int milp_add_col(struct milp *m, double lower, double upper, bool whole, double objective)
{
    if (m->n_cols == m->room_cols) {
        int room = wider_room(m, m->n_cols, 100000000);

        if (m->nomem || !grow(m, &m->col, room, sizeof *m->col) ||
            !grow(m, &m->objective, room, sizeof *m->objective) ||
            !grow(m, &m->whole, room, sizeof *m->whole))
            return 0;
        m->room_cols = room;
    }
    m->col[m->n_cols] = (struct bounds){lower, upper};
    m->objective[m->n_cols] = objective;
    m->whole[m->n_cols] = whole;
    return m->n_cols++;
}

int milp_add_row(struct milp *m, double lower, double upper)
{
    if (m->n_rows == m->room_rows) {
        int room = wider_room(m, m->n_rows, 100000000);

        if (m->nomem || !grow(m, &m->row, room, sizeof *m->row)) return 0;
        m->room_rows = room;
    }
    m->row[m->n_rows] = (struct bounds){lower, upper};
    return m->n_rows++;
}

void milp_add_coef(struct milp *m, int row, int col, double value)
{
    if (m->nomem) return;
    assert(row >= 0 && row < m->n_rows && col >= 0 && col < m->n_cols);
    if (m->n_coefs == m->room_coefs) {
        int room = wider_room(m, m->n_coefs, 500000000);

        if (m->nomem || !grow(m, &m->coef_row, room, sizeof *m->coef_row) ||
            !grow(m, &m->coef_col, room, sizeof *m->coef_col) ||
            !grow(m, &m->coef, room, sizeof *m->coef))
            return;
        m->room_coefs = room;
    }
    m->coef_row[m->n_coefs] = row;
    m->coef_col[m->n_coefs] = col;
    m->coef[m->n_coefs++] = value;
}

void milp_set_col_bounds(struct milp *m, int col, double lower, double upper)
{
    if (m->nomem) return;
    assert(col >= 0 && col < m->n_cols);
    m->col[col] = (struct bounds){lower, upper};
}

void milp_set_row_bounds(struct milp *m, int row, double lower, double upper)
{
    if (m->nomem) return;
    assert(row >= 0 && row < m->n_rows);
    m->row[row] = (struct bounds){lower, upper};
}

void milp_set_objective(struct milp *m, int col, double objective)
{
    if (m->nomem) return;
    assert(col >= 0 && col < m->n_cols);
    m->objective[col] = objective;
}

void milp_set_offset(struct milp *m, double offset)
{
    m->offset = offset;
}

void milp_out_of_memory(struct milp *m)
{
    m->nomem = true;
}

int milp_n_cols(const struct milp *m)
{
    return m->n_cols;
}

double *milp_zeros(const struct milp *m)
{
    return m->nomem ? NULL : calloc((size_t)m->n_cols + 1, sizeof(double));
}

double milp_objective(const struct milp *m, const double value[])
{
    double sum = m->offset;

    for (int k = 0; k < m->n_cols; k++)
        sum += m->objective[k] * value[k];
    return sum;
}

bool milp_gather_cross(const struct milp *m)
{
    for (int k = 0; k < m->n_cols; k++)
        if (m->col[k].lower > m->col[k].upper) return true;
    for (int k = 0; k < m->n_rows; k++)
        if (m->row[k].lower > m->row[k].upper) return true;
    return false;
}

bool milp_gather_finite(const struct milp *m)
{
    bool fine = isfinite(m->offset);

    for (int k = 0; k < m->n_cols; k++)
        fine &= isfinite(m->objective[k]) && !isnan(m->col[k].lower) && !isnan(m->col[k].upper);
    for (int k = 0; k < m->n_rows; k++)
        fine &= !isnan(m->row[k].lower) && !isnan(m->row[k].upper);
    for (int k = 0; k < m->n_coefs; k++)
        fine &= isfinite(m->coef[k]);
    return fine;
}

/* A counting sort by row, then sums by column. */
enum err milp_gather_matrix(const struct milp *m, struct milp_matrix *to, struct error *err)
{
    size_t n = (size_t)m->n_coefs + 1, n_rows = (size_t)m->n_rows + 2;
    int *start = calloc(n_rows, sizeof *start), *order = malloc(n * sizeof *order);
    int *seen = malloc(((size_t)m->n_cols + 1) * sizeof *seen);

    to->row = malloc(n * sizeof *to->row);
    to->col = malloc(n * sizeof *to->col);
    to->value = malloc(n * sizeof *to->value);
    if (start == NULL || order == NULL || seen == NULL || to->row == NULL || to->col == NULL ||
        to->value == NULL || m->nomem) {
        free(start);
        free(order);
        free(seen);
        return error_nomem(err, "the matrix of an optimisation problem");
    }
    for (int k = 0; k < m->n_coefs; k++)
        start[m->coef_row[k] + 2]++;
    for (int r = 1; r <= m->n_rows; r++)
        start[r + 1] += start[r];
    for (int k = 0; k < m->n_coefs; k++)
        order[start[m->coef_row[k] + 1]++] = k;
    memset(seen, 0, ((size_t)m->n_cols + 1) * sizeof *seen);
    for (int r = 0; r < m->n_rows; r++) {
        int first = to->n + 1;

        for (int i = start[r]; i < start[r + 1]; i++) {
            int k = order[i], c = m->coef_col[k];

            if (m->coef[k] == 0) continue;
            if (seen[c] >= first) {
                to->value[seen[c]] += m->coef[k];
                continue;
            }
            seen[c] = ++to->n;
            to->row[to->n] = r + 1;
            to->col[to->n] = c + 1;
            to->value[to->n] = m->coef[k];
        }
    }
    free(start);
    free(order);
    free(seen);
    return ERR_OK;
}

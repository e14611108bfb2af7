/* setcover_relax.c - the linear relaxation of a set cover. */
#include "model/setcover/setcover_relax.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Assumed: multipliers below this share of their mean are noise of the subgradients. */
static const double noise = 0.05;
/* Assumed: iterations of a trial. */
enum { TRIAL_STEPS = 40 };
/* Assumed: slack rows leave when rows grew by 1 / ROWS_MORE of what was left the last time. */
enum { ROWS_MORE = 8, ROWS_LEAST = 10 };

void setcover_relax_free(struct setcover_relax *r)
{
    lp_free(r->lp);
    free(r->choice);
    free(r->element);
    free(r->has_row);
    free(r->one);
    free(r->x);
    free(r->reduced);
}

static enum err add_element(struct setcover_relax *r, int e, struct error *err)
{
    const struct reach *rows = r->c->rows;
    int n = rows->row_start[e + 1] - rows->row_start[e];

    r->element[r->n_rows++] = e;
    r->has_row[e] = true;
    return lp_add_row(r->lp, 1, INFINITY, n, rows->site + rows->row_start[e], r->one, err);
}

enum err setcover_relax_create(struct setcover_relax *r, const struct cover *c,
                               const double u[], struct error *err)
{
    size_t n = (size_t)c->n_sites + 1, m = (size_t)c->n_elements + 1;
    double mean = 0;

    *r = (struct setcover_relax){.c = c, .bound = -INFINITY};
    r->choice = calloc(n, sizeof *r->choice); /* all free */
    r->element = malloc(m * sizeof *r->element);
    r->has_row = calloc(m, sizeof *r->has_row);
    r->one = malloc(n * sizeof *r->one);
    r->x = calloc(n, sizeof *r->x);
    r->reduced = calloc(n, sizeof *r->reduced);
    if (r->choice == NULL || r->element == NULL || r->has_row == NULL || r->one == NULL ||
        r->x == NULL || r->reduced == NULL)
        return error_nomem(err, "the relaxation of a set cover");
    for (int s = 0; s < c->n_sites; s++) {
        r->one[s] = 1;
        r->unit = fmax(r->unit, c->price[s]);
    }
    if (r->unit <= 0) r->unit = 1;
    TRY(lp_create(false, &r->lp, err));
    for (int s = 0; s < c->n_sites; s++)
        TRY(lp_add_col(r->lp, 0, 1, c->price[s] / r->unit, 0, NULL, NULL, err));
    for (int e = 0; e < c->n_elements; e++)
        mean += u[e] / c->n_elements;
    for (int e = 0; e < c->n_elements; e++)
        if (u[e] > noise * mean) TRY(add_element(r, e, err));
    return ERR_OK;
}

/* Rows that the point in x violates. */
static enum err add_violated(struct setcover_relax *r, int *n_added, struct error *err)
{
    const struct reach *rows = r->c->rows;

    *n_added = 0;
    for (int e = 0; e < r->c->n_elements; e++) {
        double sum = 0;

        for (int k = rows->row_start[e]; k < rows->row_start[e + 1] && !r->has_row[e]; k++)
            sum += r->x[rows->site[k]];
        if (r->has_row[e] || sum >= 1 - 1e-6) continue;
        TRY(add_element(r, e, err));
        ++*n_added;
    }
    return ERR_OK;
}

/* Rows that are slack at the last point leave: the simplex works on all rows. They come back
 * where they are violated. */
static enum err drop_slack(struct setcover_relax *r, struct error *err)
{
    int *row = malloc(((size_t)r->n_rows + 1) * sizeof *row), n = 0, n_left = 0;
    enum err code = ERR_OK;

    if (row == NULL) return error_nomem(err, "the relaxation of a set cover");
    for (int k = 0; k < r->n_rows; k++)
        if (lp_row_basic(r->lp, k)) row[n++] = k;
    if (n > 0) code = lp_drop_rows(r->lp, n, row, err);
    for (int k = 0, i = 0; k < r->n_rows && code == ERR_OK; k++) {
        if (i < n && row[i] == k) {
            r->has_row[r->element[k]] = false;
            i++;
        } else {
            r->element[n_left++] = r->element[k];
        }
    }
    if (code == ERR_OK) {
        r->n_rows = n_left;
        r->most_rows = n_left + n_left / ROWS_MORE + ROWS_LEAST;
    }
    free(row);
    return code;
}

/* The dual value at GLPK's duals, signs mended: true whatever its tolerances did. */
static void bound_again(struct setcover_relax *r)
{
    const struct cover *c = r->c;
    const struct reach *rows = c->rows;
    double sum = c->fixed, size;

    memcpy(r->reduced, c->price, (size_t)c->n_sites * sizeof *r->reduced);
    for (int k = 0; k < r->n_rows; k++) {
        double y = fmax(lp_dual(r->lp, k), 0) * r->unit;
        int e = r->element[k];

        sum += y;
        for (int i = rows->row_start[e]; y > 0 && i < rows->row_start[e + 1]; i++)
            r->reduced[rows->site[i]] -= y;
    }
    size = fabs(sum);
    for (int s = 0; s < c->n_sites; s++) {
        double more = r->choice[s] == COVER_OPEN     ? r->reduced[s]
                      : r->choice[s] == COVER_CLOSED ? 0
                                                     : fmin(r->reduced[s], 0);

        sum += more;
        size += fabs(more);
    }
    r->bound = sum - 1e-12 * size;
}

/* What every plan below target does at these duals. */
static void fix(const struct setcover_relax *r, unsigned char choice[], double target)
{
    for (int s = 0; s < r->c->n_sites; s++)
        if (choice[s] == COVER_FREE && r->bound + fabs(r->reduced[s]) >= target)
            choice[s] = r->reduced[s] < 0 ? COVER_OPEN : COVER_CLOSED;
}

/* One run of the simplex. The bound at the duals counts, wherever it stopped. */
static enum err run(struct setcover_relax *r, double enough, int most_steps,
                    struct cover_limits *limits, bool *solved, bool *early, struct error *err)
{
    enum lp_status status;

    *solved = *early = false;
    if (cover_spend(limits, 1)) return ERR_OK;
    lp_set_stops(r->lp, enough, most_steps);
    TRY(lp_solve(r->lp, false, limits->deadline, &status, err));
    *solved = status != LP_STOPPED;
    *early = status == LP_EARLY;
    if (status == LP_INFEASIBLE) r->bound = INFINITY;
    if (status == LP_OPTIMAL || status == LP_EARLY) bound_again(r);
    return ERR_OK;
}

static void set_bounds(struct setcover_relax *r, const unsigned char choice[])
{
    for (int s = 0; s < r->c->n_sites; s++) {
        if (choice[s] == r->choice[s]) continue;
        lp_set_col_bounds(r->lp, s, choice[s] == COVER_OPEN, choice[s] != COVER_CLOSED);
        r->choice[s] = choice[s];
    }
}

/* GLPK's objective may pass the target a rounding before the bound does. */
static double enough_for(const struct setcover_relax *r, double target)
{
    return isinf(target) ? NAN : (target - r->c->fixed + 1e-7 * fabs(target)) / r->unit;
}

enum err setcover_relax_glance(struct setcover_relax *r, const unsigned char choice[],
                               double target, struct cover_limits *limits, bool *solved,
                               struct error *err)
{
    bool early;

    set_bounds(r, choice);
    return run(r, enough_for(r, target), TRIAL_STEPS, limits, solved, &early, err);
}

enum err setcover_relax_solve(struct setcover_relax *r, unsigned char choice[], double target,
                              struct cover_limits *limits, bool *solved, struct error *err)
{
    double enough = enough_for(r, target);
    int n_added = 1;
    bool early;

    set_bounds(r, choice);
    while (n_added > 0) {
        TRY(run(r, enough, 0, limits, solved, &early, err));
        if (!*solved || r->bound >= target) return ERR_OK;
        enough = NAN; /* it may have stopped short of the target by a rounding */
        if (early) continue;
        for (int s = 0; s < r->c->n_sites; s++)
            r->x[s] = lp_value(r->lp, s);
        TRY(add_violated(r, &n_added, err));
        enough = enough_for(r, target);
    }
    fix(r, choice, target);
    return r->n_rows > r->most_rows ? drop_slack(r, err) : ERR_OK;
}

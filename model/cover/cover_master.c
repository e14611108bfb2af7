/* cover_master.c - the sites-only relaxation and its linear cuts. */
#include "model/cover/cover_master.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void cover_master_free(struct cover_master *m)
{
    if (m == NULL) return;
    for (int k = 0; k < m->n_cuts; k++) {
        free(m->cut[k].site);
        free(m->cut[k].beta);
    }
    free(m->cut);
    cover_regions_free(m->regions);
    lp_free(m->lp);
    free(m->lower);
    free(m->upper);
    free(m->x);
    free(m->t);
    free(m->reduced);
    free(m);
}

static enum err add_limits(struct cover_master *m, int index[], double value[],
                           struct error *err)
{
    const struct cover *c = m->c;

    for (int s = 0; s < c->n_sites; s++)
        index[s] = s;
    for (int s = 0; s < c->n_sites; s++)
        value[s] = 1;
    if (c->p < c->n_sites)
        TRY(lp_add_row(m->lp, -INFINITY, c->p, c->n_sites, index, value, err));
    if (m->has_budget) {
        for (int s = 0; s < c->n_sites; s++)
            value[s] = c->cost[s] / m->budget_unit;
        TRY(lp_add_row(m->lp, -INFINITY, c->budget / m->budget_unit, c->n_sites, index, value,
                       err));
    }
    for (int s = 0; s < c->n_sites; s++)
        value[s] = 1;
    for (int e = 0; e < c->n_elements; e++) {
        int first = c->rows->row_start[e];

        if (!isinf(c->penalty[e])) continue;
        TRY(lp_add_row(m->lp, 1, INFINITY, c->rows->row_start[e + 1] - first,
                       c->rows->site + first, value, err));
    }
    return ERR_OK;
}

/* (4) */
static enum err add_elements(struct cover_master *m, int index[], double value[],
                             struct error *err)
{
    const struct reach *rows = m->c->rows;
    int y = m->c->n_sites + m->regions->n;

    for (int k = 0; k < m->regions->n; k++) {
        const struct cover_region *r = &m->regions->at[k];

        index[0] = m->c->n_sites + k;
        value[0] = 1;
        for (int i = 0; i < r->n_elements; i++) {
            TRY(lp_add_col(m->lp, 0, 1, 0, 0, NULL, NULL, err));
            index[i + 1] = y + i;
            value[i + 1] = -r->weight[i];
        }
        TRY(lp_add_row(m->lp, -INFINITY, 0, r->n_elements + 1, index, value, err));
        for (int i = 0; i < r->n_elements; i++) {
            int first = rows->row_start[r->element[i]];
            int n = rows->row_start[r->element[i] + 1] - first;

            for (int j = 0; j < n; j++) {
                index[j] = rows->site[first + j];
                value[j] = -1;
            }
            index[n] = y++;
            value[n] = 1;
            TRY(lp_add_row(m->lp, -INFINITY, 0, n + 1, index, value, err));
        }
    }
    return ERR_OK;
}

static enum err fill(struct cover_master *m, struct error *err)
{
    const struct cover *c = m->c;
    size_t n = (size_t)c->n_sites + 1, n_t = (size_t)m->regions->n + 1;
    size_t longest = n + (size_t)c->n_elements + 1;
    int *index = malloc(longest * sizeof *index);
    double *value = malloc(longest * sizeof *value), cost = 0;
    enum err code = ERR_OK;

    m->lower = calloc(n, sizeof *m->lower);
    m->upper = malloc(n * sizeof *m->upper);
    m->x = calloc(n, sizeof *m->x);
    m->t = calloc(n_t, sizeof *m->t);
    m->reduced = calloc(n, sizeof *m->reduced);
    if (index == NULL || value == NULL || m->lower == NULL || m->upper == NULL ||
        m->x == NULL || m->t == NULL || m->reduced == NULL)
        code = error_nomem(err, "the relaxation of a covering problem");
    for (int s = 0; s < c->n_sites; s++)
        cost += c->cost[s];
    m->has_budget = !isinf(c->budget) && c->budget < cost; /* else it pays for everything */
    m->budget_unit = c->budget > 0 ? c->budget : 1;
    if (code == ERR_OK) code = lp_create(true, &m->lp, err);
    for (int s = 0; s < c->n_sites && code == ERR_OK; s++) {
        /* a site that alone breaks the budget */
        m->upper[s] = c->cost[s] <= placement_money(c->budget);
        code = lp_add_col(m->lp, 0, m->upper[s], -c->price[s] / m->regions->unit, 0, NULL, NULL,
                          err);
    }
    for (int r = 0; r < m->regions->n && code == ERR_OK; r++)
        code = lp_add_col(m->lp, 0, m->regions->at[r].all, 1, 0, NULL, NULL, err);
    if (code == ERR_OK) code = add_limits(m, index, value, err);
    if (code == ERR_OK && m->compact) code = add_elements(m, index, value, err);
    if (code == ERR_OK) m->n_first = lp_n_rows(m->lp);
    free(index);
    free(value);
    return code;
}

enum err cover_master_create(struct cover_master **out, const struct cover *c,
                             struct cover_regions *regions, bool compact, struct error *err)
{
    struct cover_master *m = calloc(1, sizeof *m);
    enum err code;

    if (m == NULL) {
        cover_regions_free(regions);
        return error_nomem(err, "the relaxation of a covering problem");
    }
    m->c = c;
    m->regions = regions;
    m->compact = compact;
    m->bound = -INFINITY;
    code = fill(m, err);
    if (code == ERR_OK)
        *out = m;
    else
        cover_master_free(m);
    return code;
}

void cover_master_bounds(struct cover_master *m, int site, double lower, double upper)
{
    if (upper > 0 && m->c->cost[site] > placement_money(m->c->budget)) upper = lower;
    if (m->lower[site] == lower && m->upper[site] == upper) return;
    m->lower[site] = lower;
    m->upper[site] = upper;
    lp_set_col_bounds(m->lp, site, lower, upper);
}

enum err cover_master_solve(struct cover_master *m, const struct cover_limits *limits,
                            struct error *err)
{
    TRY(lp_solve(m->lp, false, limits->deadline, &m->status, err));
    if (m->status == LP_INFEASIBLE) m->bound = INFINITY;
    if (m->status != LP_OPTIMAL) return ERR_OK;
    cover_master_bound_again(m);
    for (int s = 0; s < m->c->n_sites; s++)
        m->x[s] = fmin(fmax(lp_value(m->lp, s), 0), 1);
    for (int r = 0; r < m->regions->n; r++)
        m->t[r] = lp_value(m->lp, m->c->n_sites + r);
    for (int k = 0; k < m->n_cuts; k++)
        m->cut[k].idle = lp_row_basic(m->lp, m->n_first + k) ? m->cut[k].idle + 1 : 0;
    return ERR_OK;
}

/* ---- cuts ---- */

static enum err keep_cut(struct cover_master *m, int region, int n_regions, double alpha, int n,
                         const int site[], const double beta[], struct error *err)
{
    struct cover_cut *cut;

    if (m->n_cuts == m->room_cuts) {
        int room = 2 * m->room_cuts + 256;
        struct cover_cut *wider = realloc(m->cut, (size_t)room * sizeof *wider);

        if (wider == NULL) return error_nomem(err, "the cuts of a covering problem");
        m->cut = wider;
        m->room_cuts = room;
    }
    cut = &m->cut[m->n_cuts];
    *cut = (struct cover_cut){.region = region, .n_regions = n_regions, .alpha = alpha};
    cut->site = malloc(((size_t)n + 1) * sizeof *cut->site);
    cut->beta = malloc(((size_t)n + 1) * sizeof *cut->beta);
    m->n_cuts++;
    if (cut->site == NULL || cut->beta == NULL)
        return error_nomem(err, "the cuts of a covering problem");
    for (int k = 0; k < n; k++) {
        if (beta[k] <= 0) continue;
        cut->site[cut->n] = site[k];
        cut->beta[cut->n++] = beta[k];
    }
    return ERR_OK;
}

enum err cover_master_add(struct cover_master *m, int region, int n_regions, double alpha,
                          int n, const int site[], const double beta[], struct error *err)
{
    size_t most = (size_t)n + (size_t)n_regions + 1;
    int *index = malloc(most * sizeof *index);
    double *value = malloc(most * sizeof *value);
    enum err code = ERR_OK;
    int used = 0;

    if (index == NULL || value == NULL)
        code = error_nomem(err, "the cuts of a covering problem");
    if (code == ERR_OK) code = keep_cut(m, region, n_regions, alpha, n, site, beta, err);
    if (code == ERR_OK) {
        for (int r = 0; r < n_regions; r++) {
            index[used] = m->c->n_sites + region + r;
            value[used++] = 1;
        }
        for (int k = 0; k < n; k++) {
            if (beta[k] <= 0) continue;
            index[used] = site[k];
            value[used++] = -beta[k];
        }
        code = lp_add_row(m->lp, -INFINITY, alpha, used, index, value, err);
    }
    free(index);
    free(value);
    return code;
}

/* The linear cut of a region at a point: elements covered there count in full, the others by
 * their sites. Returns what it allows at the last point of the relaxation. */
static double linear_cut(const struct cover_master *m, const struct cover_region *r,
                         const double at[], double *alpha, double beta[])
{
    const struct reach *rows = m->c->rows;
    double allows = 0;

    *alpha = 0;
    for (int i = 0; i < r->n_elements; i++) {
        int first = rows->row_start[r->element[i]], end = rows->row_start[r->element[i] + 1];
        double there = 0;

        for (int k = first; k < end; k++)
            there += at[rows->site[k]];
        if (there >= 1 - 1e-9) {
            *alpha += r->weight[i];
            continue;
        }
        for (int k = first; k < end; k++)
            beta[rows->site[k]] += r->weight[i];
    }
    for (int k = 0; k < r->n_sites; k++)
        allows += beta[r->site[k]] * m->x[r->site[k]];
    return allows + *alpha;
}

enum err cover_master_linear(struct cover_master *m, const double at[], int *n_added,
                             struct error *err)
{
    double *beta = calloc((size_t)m->c->n_sites + 1, sizeof *beta);
    double *own = malloc(((size_t)m->c->n_sites + 1) * sizeof *own);
    enum err code = ERR_OK;

    if (beta == NULL || own == NULL) code = error_nomem(err, "the cuts of a covering problem");
    for (int k = 0; k < m->regions->n && code == ERR_OK; k++) {
        const struct cover_region *r = &m->regions->at[k];
        double alpha, allows = linear_cut(m, r, at, &alpha, beta);

        for (int i = 0; i < r->n_sites; i++) {
            own[i] = beta[r->site[i]];
            beta[r->site[i]] = 0;
        }
        if (m->t[k] <= allows + 1e-6 * fmax(1, allows)) continue;
        code = cover_master_add(m, k, 1, alpha, r->n_sites, r->site, own, err);
        ++*n_added;
    }
    free(beta);
    free(own);
    return code;
}

enum err cover_master_purge(struct cover_master *m, int idle, struct error *err)
{
    int *row = malloc(((size_t)m->n_cuts + 1) * sizeof *row);
    int n = 0, kept = 0;
    enum err code;

    if (row == NULL) return error_nomem(err, "the cuts of a covering problem");
    for (int k = 0; k < m->n_cuts; k++) {
        if (m->cut[k].idle > idle) {
            row[n++] = m->n_first + k;
            free(m->cut[k].site);
            free(m->cut[k].beta);
        } else {
            m->cut[kept++] = m->cut[k];
        }
    }
    m->n_cuts = kept;
    code = lp_drop_rows(m->lp, n, row, err);
    free(row);
    return code;
}

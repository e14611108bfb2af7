/* capacity_load.c - the relaxation of loads: its rows, its bound. */
#include "model/capacity/capacity_load.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void clear(struct capacity_row *row)
{
    free(row->site);
    free(row->v);
    free(row->x);
    *row = (struct capacity_row){0};
}

void capacity_load_free(struct capacity_load *m)
{
    if (m == NULL) return;
    lp_free(m->lp);
    for (int k = 0; k < m->n_rows; k++)
        clear(&m->row[k]);
    for (int k = 0; k < m->n_base; k++)
        clear(&m->base[k]);
    clear(&m->draft);
    free(m->base);
    free(m->row);
    free(m->weight);
    free(m->most);
    free(m->lower);
    free(m->upper);
    free(m->x);
    free(m->v);
    free(m->worth_x);
    free(m->worth_v);
    free(m->flow);
    free(m->site_left);
    free(m->zone_left);
    free(m->site_level);
    free(m->zone_level);
    free(m->site_next);
    free(m->zone_next);
    free(m->queue);
    free(m->mir_site);
    free(m->mir_g);
    free(m->mir_x);
    free(m->mir_turned);
    free(m);
}

static enum err allocate(struct capacity_load *m, struct error *err)
{
    size_t sites = (size_t)m->c->n_sites + 1, zones = (size_t)m->c->n_zones + 1;

    m->weight = calloc(zones, sizeof *m->weight);
    m->most = calloc(sites, sizeof *m->most);
    m->lower = calloc(sites, sizeof *m->lower);
    m->upper = calloc(sites, sizeof *m->upper);
    m->x = calloc(sites, sizeof *m->x);
    m->v = calloc(sites, sizeof *m->v);
    m->worth_x = calloc(sites, sizeof *m->worth_x);
    m->worth_v = calloc(sites, sizeof *m->worth_v);
    m->flow = calloc((size_t)m->c->n_pairs + 1, sizeof *m->flow);
    m->site_left = calloc(sites, sizeof *m->site_left);
    m->zone_left = calloc(zones, sizeof *m->zone_left);
    m->site_level = calloc(sites, sizeof *m->site_level);
    m->zone_level = calloc(zones, sizeof *m->zone_level);
    m->site_next = calloc(sites, sizeof *m->site_next);
    m->zone_next = calloc(zones, sizeof *m->zone_next);
    m->queue = calloc(sites + zones, sizeof *m->queue);
    m->mir_site = calloc(sites, sizeof *m->mir_site);
    m->mir_g = calloc(sites, sizeof *m->mir_g);
    m->mir_x = calloc(sites, sizeof *m->mir_x);
    m->mir_turned = calloc(sites, sizeof *m->mir_turned);
    m->draft.site = calloc(sites, sizeof *m->draft.site);
    m->draft.v = calloc(sites, sizeof *m->draft.v);
    m->draft.x = calloc(sites, sizeof *m->draft.x);
    m->base = calloc(CAPACITY_MOST_BASE, sizeof *m->base);
    if (!m->base || !m->weight || !m->most || !m->lower || !m->upper || !m->x || !m->v ||
        !m->worth_x || !m->worth_v || !m->flow || !m->site_left || !m->zone_left ||
        !m->site_level || !m->zone_level || !m->site_next || !m->zone_next || !m->queue ||
        !m->mir_site || !m->mir_g || !m->mir_x || !m->mir_turned || !m->draft.site ||
        !m->draft.v || !m->draft.x)
        return error_nomem(err, "the loads of sites");
    return ERR_OK;
}

/* Amounts in units of what the largest site can serve. */
static void measure(struct capacity_load *m)
{
    const struct capacity *c = m->c;

    for (int s = 0; s < c->n_sites; s++) {
        double near = 0;

        for (int i = c->col_start[s]; i < c->col_start[s + 1]; i++)
            near += c->weight[c->pair_zone[c->col_pair[i]]];
        m->most[s] = fmin(near, c->room[s]);
        m->unit = fmax(m->unit, m->most[s]);
    }
    if (m->unit <= 0) m->unit = 1;
    for (int s = 0; s < c->n_sites; s++)
        m->most[s] /= m->unit;
    for (int z = 0; z < c->n_zones; z++)
        m->weight[z] = c->weight[z] / m->unit;
}

/* ---- rows ---- */

static enum err keep_copy(struct capacity_row *to, const struct capacity_row *from,
                          struct error *err)
{
    size_t n = (size_t)from->n;

    *to = *from;
    to->site = malloc((n + 1) * sizeof *to->site);
    to->v = malloc((n + 1) * sizeof *to->v);
    to->x = malloc((n + 1) * sizeof *to->x);
    if (to->site == NULL || to->v == NULL || to->x == NULL) {
        clear(to);
        return error_nomem(err, "the loads of sites");
    }
    memcpy(to->site, from->site, n * sizeof *to->site);
    memcpy(to->v, from->v, n * sizeof *to->v);
    memcpy(to->x, from->x, n * sizeof *to->x);
    return ERR_OK;
}

static enum err tell_lp(struct capacity_load *m, const struct capacity_row *row,
                        struct error *err)
{
    int *col = malloc((2 * (size_t)row->n + 1) * sizeof *col), n = 0;
    double *value = malloc((2 * (size_t)row->n + 1) * sizeof *value);
    enum err code = ERR_OK;

    if (col == NULL || value == NULL) code = error_nomem(err, "the loads of sites");
    for (int k = 0; k < row->n && code == ERR_OK; k++) {
        if (row->x[k] != 0) {
            col[n] = row->site[k];
            value[n++] = row->x[k];
        }
        if (row->v[k] != 0) {
            col[n] = m->c->n_sites + row->site[k];
            value[n++] = row->v[k];
        }
    }
    if (code == ERR_OK) code = lp_add_row(m->lp, -INFINITY, row->limit, n, col, value, err);
    free(col);
    free(value);
    return code;
}

static bool is_same(const struct capacity_row *a, const struct capacity_row *b)
{
    size_t n = (size_t)a->n;

    return a->n == b->n && a->limit == b->limit &&
           (n == 0 || (memcmp(a->site, b->site, n * sizeof *a->site) == 0 &&
                       memcmp(a->x, b->x, n * sizeof *a->x) == 0 &&
                       memcmp(a->v, b->v, n * sizeof *a->v) == 0));
}

enum err capacity_load_add_base(struct capacity_load *m, struct error *err)
{
    struct capacity_row copy, *to;

    for (int k = 0; k < m->n_base; k++) /* again the same */
        if (is_same(&m->base[k], &m->draft)) return ERR_OK;
    TRY(keep_copy(&copy, &m->draft, err));
    to = &m->base[m->n_base < CAPACITY_MOST_BASE ? m->n_base++ : m->next_base];
    m->next_base = (m->next_base + 1) % CAPACITY_MOST_BASE;
    clear(to);
    *to = copy;
    return ERR_OK;
}

enum err capacity_load_add(struct capacity_load *m, struct error *err)
{
    if (m->n_rows == m->room_rows) {
        int room = 2 * m->room_rows + 100;
        struct capacity_row *wider = realloc(m->row, (size_t)room * sizeof *wider);

        if (wider == NULL) return error_nomem(err, "the loads of sites");
        m->row = wider;
        m->room_rows = room;
    }
    m->draft.idle = 0;
    TRY(keep_copy(&m->row[m->n_rows], &m->draft, err));
    m->n_rows++;
    if (m->draft.cover) TRY(capacity_load_add_base(m, err));
    return tell_lp(m, &m->row[m->n_rows - 1], err);
}

static void put(struct capacity_row *row, int s, double v, double x)
{
    row->site[row->n] = s;
    row->v[row->n] = v;
    row->x[row->n++] = x;
}

/* (1), (2) */
static enum err first_rows(struct capacity_load *m, struct error *err)
{
    const struct capacity *c = m->c;
    struct capacity_row *d = &m->draft;

    d->cover = false;
    for (int s = 0; s < c->n_sites; s++) {
        if (m->most[s] <= 0) continue;
        d->n = 0;
        d->limit = 0;
        put(d, s, 1, -m->most[s]);
        TRY(capacity_load_add(m, err));
    }
    d->n = 0;
    d->limit = c->p;
    for (int s = 0; s < c->n_sites; s++)
        if (c->choice[s] == CAPACITY_FREE) put(d, s, 0, 1);
    if (d->n > c->p) TRY(capacity_load_add(m, err));
    for (int r = 0; r < c->n_rules; r++) {
        d->n = 0;
        d->limit = c->rule_limit[r];
        for (int k = c->rule_start[r]; k < c->rule_start[r + 1]; k++)
            put(d, c->rule_site[k], 0, c->rule_value[k]);
        TRY(capacity_load_add(m, err));
    }
    m->n_first = m->n_rows;
    return ERR_OK;
}

static enum err fill(struct capacity_load *m, struct error *err)
{
    TRY(allocate(m, err));
    measure(m);
    TRY(lp_create(true, &m->lp, err));
    for (int s = 0; s < m->c->n_sites; s++)
        TRY(lp_add_col(m->lp, 0, 0, 0, 0, NULL, NULL, err)); /* as lower, upper */
    for (int s = 0; s < m->c->n_sites; s++)
        TRY(lp_add_col(m->lp, 0, m->most[s], 1, 0, NULL, NULL, err));
    return first_rows(m, err);
}

enum err capacity_load_create(struct capacity_load **out, const struct capacity *c,
                              const unsigned char choice[], struct error *err)
{
    struct capacity_load *m = calloc(1, sizeof *m);
    enum err code = m == NULL ? error_nomem(err, "the loads of sites") : ERR_OK;

    if (code == ERR_OK) {
        m->c = c;
        m->choice = choice;
        m->bound = INFINITY;
        code = fill(m, err);
    }
    if (code == ERR_OK)
        *out = m;
    else
        capacity_load_free(m);
    return code;
}

void capacity_load_bounds(struct capacity_load *m, const unsigned char choice[])
{
    for (int s = 0; s < m->c->n_sites; s++) {
        double lower = choice[s] == CAPACITY_OPEN, upper = choice[s] != CAPACITY_CLOSED;

        if (lower == m->lower[s] && upper == m->upper[s]) continue;
        m->lower[s] = lower;
        m->upper[s] = upper;
        lp_set_col_bounds(m->lp, s, lower, upper);
    }
}

enum err capacity_load_tidy(struct capacity_load *m, int idle, struct error *err)
{
    int *drop = malloc(((size_t)m->n_rows + 1) * sizeof *drop), n = 0, kept = m->n_first;
    enum err code;

    if (drop == NULL) return error_nomem(err, "the loads of sites");
    for (int k = m->n_first; k < m->n_rows; k++)
        if (m->row[k].idle > idle) drop[n++] = k;
    code = lp_drop_rows(m->lp, n, drop, err);
    for (int k = m->n_first; k < m->n_rows && code == ERR_OK; k++) {
        if (m->row[k].idle > idle)
            clear(&m->row[k]);
        else
            m->row[kept++] = m->row[k];
    }
    if (code == ERR_OK) m->n_rows = kept;
    free(drop);
    return code;
}

double capacity_load_broken(const struct capacity_load *m, const struct capacity_row *row)
{
    double sum = -row->limit;

    for (int k = 0; k < row->n; k++)
        sum += row->v[k] * m->v[row->site[k]] + row->x[k] * m->x[row->site[k]];
    return sum;
}

/* ---- the bound ---- */

/* Any duals >= 0 give one: rows times duals, and every column where it pays most. */
static void add_up(struct capacity_load *m)
{
    int n = m->c->n_sites;
    double sum = 0;

    for (int s = 0; s < n; s++) {
        m->worth_x[s] = 0;
        m->worth_v[s] = 1;
    }
    for (int k = 0; k < m->n_rows; k++) {
        struct capacity_row *row = &m->row[k];
        double dual = fmax(lp_dual(m->lp, k), 0);

        if (!m->looking) row->idle = lp_row_basic(m->lp, k) ? row->idle + 1 : 0;
        if (dual <= 0) continue;
        sum += dual * row->limit;
        for (int i = 0; i < row->n; i++) {
            m->worth_x[row->site[i]] -= dual * row->x[i];
            m->worth_v[row->site[i]] -= dual * row->v[i];
        }
    }
    for (int s = 0; s < n; s++) {
        /* a load above 0 goes with an open site: what it may bring counts with x */
        m->worth_x[s] += fmax(m->worth_v[s], 0) * m->most[s];
        sum += m->worth_x[s] * (m->worth_x[s] > 0 ? m->upper[s] : m->lower[s]);
    }
    m->bound = sum;
}

enum err capacity_load_solve(struct capacity_load *m, const struct cover_limits *limits,
                             struct error *err)
{
    TRY(lp_solve(m->lp, false, limits->deadline, &m->status, err));
    if (m->status == LP_INFEASIBLE) m->bound = -INFINITY;
    if (m->status != LP_OPTIMAL) return ERR_OK;
    for (int s = 0; s < m->c->n_sites; s++) {
        m->x[s] = fmin(fmax(lp_value(m->lp, s), m->lower[s]), m->upper[s]);
        m->v[s] = fmin(fmax(lp_value(m->lp, m->c->n_sites + s), 0), m->most[s] * m->x[s]);
    }
    add_up(m);
    return ERR_OK;
}

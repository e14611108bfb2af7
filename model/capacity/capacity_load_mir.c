/* capacity_load_mir.c - rows that hold for whole x: a row (3) with loads written as what is
 * missing to most_s x_s,
 *
 *   sum_s g_s x_s - sum_s t_s <= b,   g_s = most_s - outside_s,  t_s = most_s x_s - v_s >= 0,
 *
 * divided by one of the g and rounded; sites that are rather open than closed count by what is
 * not open of them.
 *
 * H. Marchand and L. A. Wolsey, Aggregation and mixed integer rounding to solve MIPs,
 * Operations Research 49 (2001) 363-371, doi:10.1287/opre.49.3.363.11211. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/capacity/capacity_load.h"

static const double tiny = 1e-4; /* of a site: less is not open, or open */

/* A row in the form above, of n sites. */
struct rounding {
    const struct capacity_load *m;
    int n, n_on, *site; /* the first n_on are not quite closed */
    double *g, *x;      /* coefficients; the point */
    bool *turned;       /* counts by 1 - x */
    double b, short_by; /* right-hand side; sum of t at the point */
};

/* Rounded coefficient: superadditive, and steeper than 1 / (1 - part) nowhere. */
static double rounded(double value, double part)
{
    double whole = floor(value), rest = value - whole;

    return whole + fmax(0, rest - part) / (1 - part);
}

/* By how much the row rounded at `by` is broken, in units of loads; `part` of b. */
static double broken(const struct rounding *r, double by, double *part)
{
    double b = r->b, sum = 0;

    for (int i = 0; i < r->n_on; i++)
        if (r->turned[i]) b -= r->g[i];
    b /= by;
    *part = b - floor(b);
    if (*part < 0.02 || *part > 0.98) return -INFINITY; /* near whole: nothing gained */
    for (int i = 0; i < r->n_on; i++)
        sum += r->turned[i] ? rounded(-r->g[i] / by, *part) * (1 - r->x[i])
                            : rounded(r->g[i] / by, *part) * r->x[i];
    return by * (1 - *part) * (sum - floor(b)) - r->short_by;
}

static bool put(struct rounding *r, int s, double g)
{
    const struct capacity_load *m = r->m;

    r->site[r->n] = s;
    r->g[r->n] = g;
    r->x[r->n] = m->x[s];
    r->turned[r->n++] = m->x[s] > 0.5;
    r->short_by += m->most[s] * m->x[s] - m->v[s];
    return m->x[s] > tiny && m->x[s] < 1 - tiny;
}

/* False where all its sites are whole. */
static bool read_row(struct rounding *r, const struct capacity_row *row)
{
    const struct capacity_load *m = r->m;
    bool any = false;

    r->n = 0;
    r->b = row->limit;
    r->short_by = 0;
    for (int on = 1; on >= 0; on--) {
        for (int k = 0; k < row->n; k++) {
            int s = row->site[k];
            double g = m->most[s] + row->x[k];

            if ((m->x[s] > 0) != on || g <= 1e-6) continue;  /* says no more than (1) */
            if (m->v[s] + row->x[k] * m->x[s] < 0) continue; /* tighter without it */
            any |= put(r, s, g);
        }
        if (on) r->n_on = r->n;
    }
    return any;
}

/* The best divisor: one of the coefficients, or a half or a quarter of it. */
static double choose(const struct rounding *r, double *by)
{
    enum { MOST = 10 };
    double best = -INFINITY, part, tried[MOST];
    int n = 0;

    for (int i = 0; i < r->n_on && n < MOST; i++) {
        bool again = r->x[i] <= tiny;

        for (int k = 0; k < n; k++)
            again |= fabs(tried[k] - r->g[i]) <= 1e-3 * r->g[i];
        if (again) continue;
        tried[n++] = r->g[i];
        for (int k = 1; k <= 4; k *= 2) {
            double now = broken(r, r->g[i] / k, &part);

            if (now <= best) continue;
            best = now;
            *by = r->g[i] / k;
        }
    }
    return best;
}

/* Turns single sites round where that helps. */
static double turn(const struct rounding *r, double by, double best)
{
    double part;

    for (int i = 0; i < r->n_on; i++) {
        double now;

        if (r->x[i] <= tiny || r->x[i] >= 1 - tiny) continue;
        r->turned[i] = !r->turned[i];
        now = broken(r, by, &part);
        if (now > best)
            best = now;
        else
            r->turned[i] = !r->turned[i];
    }
    return best;
}

static void write_row(const struct rounding *r, double by, struct capacity_row *d)
{
    double part = 0, b = r->b, size;

    for (int i = 0; i < r->n; i++)
        if (r->turned[i]) b -= r->g[i];
    part = b / by - floor(b / by);
    size = by * (1 - part);
    d->n = 0;
    d->cover = false;
    d->limit = size * floor(b / by);
    for (int i = 0; i < r->n; i++) {
        double most = r->m->most[r->site[i]];
        double step = size * rounded((r->turned[i] ? -1 : 1) * r->g[i] / by, part);

        if (r->turned[i]) d->limit -= step;
        d->site[d->n] = r->site[i];
        d->v[d->n] = 1;
        d->x[d->n++] = (r->turned[i] ? -step : step) - most;
    }
    d->limit += 1e-11 * (1 + fabs(d->limit)); /* sums round */
}

double capacity_load_mir(struct capacity_load *m, const struct capacity_row *row)
{
    struct rounding r = {
        .m = m, .site = m->mir_site, .g = m->mir_g, .x = m->mir_x, .turned = m->mir_turned};
    double best = -INFINITY, by = 0;

    if (read_row(&r, row)) best = choose(&r, &by);
    if (by <= 0) return best;
    best = turn(&r, by, best);
    write_row(&r, by, &m->draft);
    return best;
}

enum err capacity_load_round(struct capacity_load *m, int *n, struct error *err)
{
    enum { MOST = 20 };
    const double worth = 1e-3; /* of a unit, assumed */
    struct capacity_order *order = malloc(((size_t)m->n_base + 1) * sizeof *order);
    int n_found = 0;
    enum err code = ERR_OK;

    *n = 0;
    if (order == NULL) return error_nomem(err, "the loads of sites");
    for (int k = 0; k < m->n_base; k++) {
        double by = capacity_load_mir(m, &m->base[k]);

        if (by > worth) order[n_found++] = (struct capacity_order){-by, k};
    }
    qsort(order, (size_t)n_found, sizeof *order, capacity_by_value);
    for (; *n < n_found && *n < MOST && code == ERR_OK; ++*n) {
        capacity_load_mir(m, &m->base[order[*n].site]);
        code = capacity_load_add(m, err);
    }
    free(order);
    return code;
}

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

/* A row in the form above, of n sites. */
struct rounding {
    const struct capacity_load *m;
    int n, *site;
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

    for (int i = 0; i < r->n; i++)
        if (r->turned[i]) b -= r->g[i];
    b /= by;
    *part = b - floor(b);
    if (*part < 0.02 || *part > 0.98) return -INFINITY; /* near whole: nothing gained */
    for (int i = 0; i < r->n; i++)
        sum += r->turned[i] ? rounded(-r->g[i] / by, *part) * (1 - r->x[i])
                            : rounded(r->g[i] / by, *part) * r->x[i];
    return by * (1 - *part) * (sum - floor(b)) - r->short_by;
}

static bool read_row(struct rounding *r, const struct capacity_row *row)
{
    const struct capacity_load *m = r->m;
    bool any = false;

    r->n = 0;
    r->b = row->limit;
    r->short_by = 0;
    for (int k = 0; k < row->n; k++) {
        int s = row->site[k];
        double g = m->most[s] + row->x[k];

        if (row->v[k] != 1 || g <= 1e-6) continue; /* says no more than (1) */
        r->site[r->n] = s;
        r->g[r->n] = g;
        r->x[r->n] = m->x[s];
        r->turned[r->n++] = m->x[s] > 0.5;
        r->short_by += m->most[s] * m->x[s] - m->v[s];
        any |= m->x[s] > 1e-4 && m->x[s] < 1 - 1e-4;
    }
    return any;
}

/* The best divisor among the coefficients of sites that are not whole. */
static double choose(const struct rounding *r, double *by)
{
    double best = -INFINITY, part;

    for (int i = 0; i < r->n; i++) {
        if (r->x[i] <= 1e-4) continue;
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

    for (int i = 0; i < r->n; i++) {
        double now;

        if (r->x[i] <= 1e-4 || r->x[i] >= 1 - 1e-4) continue;
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
    size_t n = (size_t)row->n + 1;
    struct rounding r = {.m = m};
    double best = -INFINITY, by = 0;

    r.site = malloc(n * sizeof *r.site);
    r.g = malloc(n * sizeof *r.g);
    r.x = malloc(n * sizeof *r.x);
    r.turned = malloc(n * sizeof *r.turned);
    /* without memory there is no cut, and none is needed */
    if (r.site != NULL && r.g != NULL && r.x != NULL && r.turned != NULL && read_row(&r, row))
        best = choose(&r, &by);
    if (by > 0) {
        best = turn(&r, by, best);
        write_row(&r, by, &m->draft);
    }
    free(r.site);
    free(r.g);
    free(r.x);
    free(r.turned);
    return best;
}

enum err capacity_load_round(struct capacity_load *m, int *n, struct error *err)
{
    const double worth = 1e-3; /* of a unit, assumed */
    enum { MOST = 40 };
    int rows = m->n_rows;

    *n = 0;
    for (int k = m->n_first; k < rows && *n < MOST; k++) {
        if (!m->row[k].cover || m->row[k].idle > 2) continue;
        if (capacity_load_mir(m, &m->row[k]) <= worth) continue;
        TRY(capacity_load_add(m, err));
        ++*n;
    }
    return ERR_OK;
}

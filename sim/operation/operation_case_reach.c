/* operation_case_reach.c - who reaches which pool, and who is assigned where; see
 * operation_case_parts.h. */
#include <math.h>
#include <stdlib.h>

#include "sim/operation/operation_case_parts.h"

struct way {
    double way; /* metres or minutes */
    int pool;
};

static int nearest_first(const void *a, const void *b)
{
    const struct way *p = a, *q = b;

    if (p->way != q->way) return p->way < q->way ? -1 : 1;
    return (p->pool > q->pool) - (p->pool < q->pool);
}

/* Ways in minutes take their own time at the drivers' speed. */
static double km_of(const struct run *run, enum service v, double way)
{
    return access_in_minutes(run->scenario, v) ? way / 60 * run->scenario->simulation.drive_kmh
                                               : way / 1000;
}

/* The pool of a service at each site, -1: none; own it, NULL: out of memory. */
static int *pools_by_site(const struct operation_input *in, enum service v, int n_sites)
{
    int *pool = malloc(((size_t)n_sites + 1) * sizeof *pool);

    if (pool == NULL) return NULL;
    for (int i = 0; i < n_sites; i++)
        pool[i] = -1;
    for (int k = 0; k < in->n_pools; k++)
        if (in->pool[k].service == v) pool[in->pool[k].site] = k;
    return pool;
}

static enum err fill_ways(struct operation_reach *out, const struct run *run, enum service v,
                          const int pool_of[], struct error *err)
{
    const struct reach *reach = run->service[v];
    size_t n_pairs = 1, longest = 1;
    struct way *row;
    int n = 0;

    for (int z = 0; z < reach->n_zones; z++) {
        size_t before = n_pairs;

        for (int k = reach->row_start[z]; k < reach->row_start[z + 1]; k++)
            n_pairs += pool_of[reach->site[k]] >= 0;
        if (n_pairs - before > longest) longest = n_pairs - before;
    }
    out->start = calloc((size_t)reach->n_zones + 1, sizeof *out->start);
    out->pool = malloc(n_pairs * sizeof *out->pool);
    out->way_km = malloc(n_pairs * sizeof *out->way_km);
    row = malloc(longest * sizeof *row);
    if (out->start == NULL || out->pool == NULL || out->way_km == NULL || row == NULL) {
        free(row);
        return error_nomem(err, "the reach of the simulation");
    }
    for (int z = 0; z < reach->n_zones; z++) {
        int m = 0;

        for (int k = reach->row_start[z]; k < reach->row_start[z + 1]; k++) {
            int pool = pool_of[reach->site[k]];

            if (pool >= 0) row[m++] = (struct way){reach->way[k], pool};
        }
        qsort(row, (size_t)m, sizeof *row, nearest_first);
        for (int k = 0; k < m; k++, n++) {
            out->pool[n] = row[k].pool;
            out->way_km[n] = km_of(run, v, row[k].way);
        }
        out->start[z + 1] = n;
    }
    free(row);
    return ERR_OK;
}

/* The network's assignment, whose pairs come zone by zone. */
static enum err fill_plan(struct operation_reach *out, const struct assignment *served,
                          int n_zones, const int pool_of[], struct error *err)
{
    size_t room = (size_t)served->n + 1;
    int n = 0, zone = 0;

    out->plan_start = calloc((size_t)n_zones + 1, sizeof *out->plan_start);
    out->plan_pool = malloc(room * sizeof *out->plan_pool);
    out->plan_share = malloc(room * sizeof *out->plan_share);
    if (out->plan_start == NULL || out->plan_pool == NULL || out->plan_share == NULL)
        return error_nomem(err, "the assignment of the simulation");
    for (int k = 0; k < served->n; k++) {
        int pool = pool_of[served->site[k]];

        while (zone < served->zone[k])
            out->plan_start[++zone] = n;
        if (pool < 0 || !(served->share[k] > 0)) continue;
        out->plan_pool[n] = pool;
        out->plan_share[n++] = served->share[k];
    }
    while (zone < n_zones)
        out->plan_start[++zone] = n;
    return ERR_OK;
}

enum err operation_case_reach(struct operation_input *in, const struct run *run,
                              const struct network *n, struct error *err)
{
    for (enum service v = FAST; v < N_SERVICES; v++) {
        int *pool_of = pools_by_site(in, v, n->n_sites);
        enum err code = pool_of == NULL ? error_nomem(err, "the reach of the simulation")
                                        : fill_ways(&in->reach[v], run, v, pool_of, err);

        if (code == ERR_OK && in->params.choice == CHOICE_PLAN)
            code = fill_plan(&in->reach[v], &n->served[v], in->n_zones, pool_of, err);
        free(pool_of);
        TRY(code);
    }
    return ERR_OK;
}

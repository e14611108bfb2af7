/* solve_table.c - the distance table: pairs, their distances and what serving them costs. */
#include <math.h>
#include <stdlib.h>

#include "output/solve_case.h"
#include "output/solve_columns.h"

struct pairs {
    int n, *zone, *site;
    double *m, *cost; /* cost NULL: no such column */
};

/* columns: demand, site, distance_m, cost (-1: none). */
static enum err read_pair(const struct solve_case *c, const struct csv *t, int row,
                          const int column[4], struct pairs *p, struct error *err)
{
    const char *zone = csv_cell(t, row, column[0]), *site = csv_cell(t, row, column[1]);
    double m, cost = 0;

    p->zone[p->n] = solve_columns_find(c->zone_id, c->n_zones, zone);
    if (p->zone[p->n] < 0)
        return error_set(err, ERR_DATA, "%s:%d: demand: '%s' is no id of %s", csv_path(t),
                         csv_line(t, row), zone, csv_path(c->demand));
    p->site[p->n] = solve_columns_find(c->site_id, c->n_sites, site);
    if (p->site[p->n] < 0)
        return error_set(err, ERR_DATA, "%s:%d: site: '%s' is no id of %s", csv_path(t),
                         csv_line(t, row), site, csv_path(c->sites));
    TRY(csv_number(t, row, column[2], 0, 1e300, &m, err));
    if (column[3] >= 0) TRY(csv_number(t, row, column[3], 0, 1e300, &cost, err));
    if (p->cost != NULL) p->cost[p->n] = cost;
    p->m[p->n++] = m;
    return ERR_OK;
}

/* A row of pairs rises; a pair given twice stands there twice. */
static enum err refuse_twins(const struct solve_case *c, const struct csv *t,
                             const struct pairs *p, struct error *err)
{
    const struct reach *r = c->reach;
    int site = -1, zone, first = 0, second;

    for (zone = 0; zone < r->n_zones; zone++) {
        for (int k = r->row_start[zone] + 1; k < r->row_start[zone + 1] && site < 0; k++)
            if (r->site[k] == r->site[k - 1]) site = r->site[k];
        if (site >= 0) break;
    }
    if (site < 0) return ERR_OK;
    while (p->zone[first] != zone || p->site[first] != site)
        first++;
    for (second = first + 1; p->zone[second] != zone || p->site[second] != site;)
        second++;
    return error_set(err, ERR_DATA,
                     "%s:%d: the pair of demand '%s' and site '%s' stands in line %d already; "
                     "each pair is given once",
                     csv_path(t), csv_line(t, second), c->zone_id[zone], c->site_id[site],
                     csv_line(t, first));
}

/* Leaves out the pairs beyond the radius. */
static void cut_pairs(struct solve_case *c)
{
    struct reach *r = c->reach;
    int n = 0;

    for (int z = 0; z < r->n_zones; z++) {
        int first = r->row_start[z];
        double outer = solve_case_outer_m(c, z);

        r->row_start[z] = n;
        for (int k = first; k < r->row_start[z + 1]; k++) {
            if (!(r->way[k] <= outer + coverage_slack_m)) continue;
            r->site[n] = r->site[k];
            if (c->serve_cost != NULL) c->serve_cost[n] = c->serve_cost[k];
            r->way[n++] = r->way[k];
        }
    }
    r->row_start[r->n_zones] = n;
}

/* Pairs and costs as rows; costs take the way of distances. */
static enum err turn(struct solve_case *c, const struct csv *t, const struct pairs *p,
                     struct error *err)
{
    struct reach *costs = NULL;

    TRY(reach_from_pairs(&c->reach, c->n_zones, c->n_sites, p->n, p->zone, p->site, p->m, err));
    TRY(refuse_twins(c, t, p, err));
    if (p->cost != NULL) {
        TRY(reach_from_pairs(&costs, c->n_zones, c->n_sites, p->n, p->zone, p->site, p->cost,
                             err));
        c->serve_cost = costs->way;
        costs->way = NULL;
        reach_free(costs);
    }
    cut_pairs(c);
    return ERR_OK;
}

enum err solve_case_read_table(struct solve_case *c, const char *path, struct error *err)
{
    static const char *const names[] = {"demand", "site", "distance_m"};
    bool costs = (c->request->model->takes & TAKE_SERVE_COST) != 0;
    struct csv *t = NULL;
    struct pairs p = {0};
    int column[4] = {-1, -1, -1, -1};
    enum err code = csv_read(&t, path, err);
    size_t n;

    for (int k = 0; k < 3 && code == ERR_OK; k++)
        code = csv_need_column(t, names[k], &column[k], err);
    if (code != ERR_OK) goto done;
    if (costs) column[3] = csv_column(t, "cost");
    n = (size_t)csv_n_rows(t) + 1;
    p.zone = malloc(n * sizeof *p.zone);
    p.site = malloc(n * sizeof *p.site);
    p.m = malloc(n * sizeof *p.m);
    if (column[3] >= 0) p.cost = malloc(n * sizeof *p.cost);
    if (p.zone == NULL || p.site == NULL || p.m == NULL || (column[3] >= 0 && p.cost == NULL)) {
        code = error_nomem(err, "the distance table");
        goto done;
    }
    for (int row = 0; row < csv_n_rows(t) && code == ERR_OK; row++)
        code = read_pair(c, t, row, column, &p, err);
    if (code == ERR_OK) code = turn(c, t, &p, err);
done:
    free(p.zone);
    free(p.site);
    free(p.m);
    free(p.cost);
    csv_free(t);
    return code;
}

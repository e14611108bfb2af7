/* solve_pairs.c - which sites reach a zone, how much of it they cover, and which sites stand
 * too near each other: all through the grid of coverage.c, in time proportional to the pairs.
 */
#include <math.h>
#include <stdlib.h>

#include "output/solve_case.h"
#include "output/solve_columns.h"

double solve_case_outer_m(const struct solve_case *c, int z)
{
    return isnan(c->request->radius2_m) ? c->radius_m[z] : c->request->radius2_m;
}

double solve_case_share(double inner_m, double outer_m, double distance_m)
{
    if (distance_m <= inner_m + coverage_slack_m) return 1;
    return distance_m < outer_m ? (outer_m - distance_m) / (outer_m - inner_m) : 0;
}

static enum err locate_pairs(struct solve_case *c, struct error *err)
{
    bool distances = !isnan(c->request->radius2_m) || c->request->model->needs_distance;
    struct points z = solve_case_zones(c), s = solve_case_sites(c);
    double *outer = solve_columns_room(c->n_zones);
    enum err code;

    if (outer == NULL) return error_nomem(err, "the pairs of zones and sites");
    for (int k = 0; k < c->n_zones; k++)
        outer[k] = solve_case_outer_m(c, k);
    code = distances ? reach_create(&c->reach, &z, &s, outer, 1, false, true, err)
                     : solve_case_find_rows(c, outer, err);
    free(outer);
    return code;
}

/* Parts that pairs cover; pairs that cover nothing are none. */
static enum err read_shares(struct solve_case *c, struct error *err)
{
    struct reach *r = c->reach;
    int n = 0;

    c->pair_share = solve_columns_room(r->row_start[r->n_zones]);
    if (c->pair_share == NULL) return error_nomem(err, "the pairs of zones and sites");
    for (int z = 0; z < r->n_zones; z++) {
        double outer = solve_case_outer_m(c, z);
        int first = r->row_start[z];

        r->row_start[z] = n;
        for (int k = first; k < r->row_start[z + 1]; k++) {
            double share = solve_case_share(c->radius_m[z], outer, r->way[k]);

            if (share <= 0) continue;
            r->site[n] = r->site[k];
            r->way[n] = r->way[k];
            c->pair_share[n++] = share;
        }
    }
    r->row_start[r->n_zones] = n;
    return ERR_OK;
}

enum err solve_case_read_pairs(struct solve_case *c, struct error *err)
{
    const struct solve_request *r = c->request;
    struct points sites;

    if (c->located)
        TRY(locate_pairs(c, err));
    else
        TRY(solve_case_read_table(c, r->distances, err));
    if (!isnan(r->radius2_m)) TRY(read_shares(c, err));
    if (isnan(r->spacing_m)) return ERR_OK;
    sites = solve_case_sites(c);
    return reach_near(&c->too_near, &sites, r->spacing_m, err);
}

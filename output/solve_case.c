/* solve_case.c - the files of `chargeplan solve` as one problem. */
#include "output/solve_case.h"

#include <math.h>
#include <stdlib.h>

#include "output/solve_columns.h"
#include "output/solve_stream.h"

struct points solve_case_zones(const struct solve_case *c)
{
    return (struct points){c->n_zones, c->zone_x, c->zone_y, c->geographic};
}

struct points solve_case_sites(const struct solve_case *c)
{
    return (struct points){c->n_sites, c->site_x, c->site_y, c->geographic};
}

void solve_case_clear(struct solve_case *c)
{
    for (int k = 0; c->row_text != NULL && k < c->reach->n_zones; k++)
        free(c->row_text[k]);
    free(c->row_text);
    csv_free(c->demand);
    csv_free(c->sites);
    free(c->zone_id);
    free(c->site_id);
    free(c->district_id);
    free(c->zone_x);
    free(c->zone_y);
    free(c->site_x);
    free(c->site_y);
    free(c->weight);
    for (int k = 0; c->phase_weight != NULL && k < c->n_phases; k++)
        free(c->phase_weight[k]);
    free(c->phase_weight);
    free(c->radius_m);
    free(c->cost);
    free(c->capacity);
    free(c->status);
    free(c->site_district);
    reach_free(c->reach);
    free(c->zone_row);
    free(c->row_weight);
    free(c->row_id);
    free(c->pair_share);
    free(c->serve_cost);
    reach_free(c->too_near);
    free(c->unreachable);
    *c = (struct solve_case){0};
}

void solve_case_free(struct solve_case *c)
{
    if (c == NULL) return;
    solve_case_clear(c);
    free(c);
}

struct placement_input solve_case_input(const struct solve_case *c)
{
    const struct solve_request *r = c->request;

    return (struct placement_input){
        .reach = c->reach,
        .weight = c->zone_row != NULL ? c->row_weight : c->weight,
        .cost = c->cost,
        .status = c->status,
        .p = r->p,
        .budget = r->budget,
        .zone_id = c->zone_row != NULL ? c->row_id : c->zone_id,
        .site_id = c->site_id,
        .limits = r->limits,
        .skip = r->skip,
        .site_district = c->site_district,
        .n_districts = c->n_districts,
        .district_id = c->district_id,
        .min_per_district = r->min_per_district,
        .too_near = c->too_near,
        .objective = r->objective,
        .cover_share = r->cover_share,
        .pair_share = c->pair_share,
        .twice_share = r->twice_share,
        .capacity = c->capacity,
        .serve_cost = c->serve_cost,
        .single_source = r->single_source,
        .n_phases = c->n_phases,
        .phase_p = r->phase_p,
        .phase_budget = r->phase_budget,
        .phase_weight = (const double *const *)c->phase_weight,
    };
}

static enum err find_unreachable(struct solve_case *c, struct error *err)
{
    const struct reach *r = c->reach;

    c->unreachable = calloc((size_t)r->n_zones + 1, sizeof *c->unreachable);
    if (c->unreachable == NULL) return error_nomem(err, "the zones");
    for (int row = 0; row < r->n_zones; row++) {
        c->unreachable[row] = true;
        for (int k = r->row_start[row]; k < r->row_start[row + 1] && c->unreachable[row]; k++)
            c->unreachable[row] = c->status[r->site[k]] == SITE_FORBIDDEN;
    }
    return ERR_OK;
}

static enum err read_rows(struct solve_case *c, const int zone_place[], const int site_place[],
                          struct error *err)
{
    const struct solve_request *r = c->request;

    c->n_zones = csv_n_rows(c->demand);
    c->n_sites = csv_n_rows(c->sites);
    c->n_phases = r->n_phases;
    c->located = r->distances == NULL;
    c->sites_only = !c->located && !isnan(r->spacing_m);
    TRY(solve_case_choose_coordinates(c, err));
    TRY(solve_case_read_zones(c, zone_place, err));
    TRY(solve_case_read_sites(c, site_place, err));
    TRY(solve_case_read_districts(c, site_place, err));
    if (c->district_id == NULL) /* these point into both files */
        solve_columns_keep_ids(c->demand, c->zone_id, zone_place);
    return solve_case_read_pairs(c, err);
}

/* The files held whole. */
static enum err read_files(struct solve_case *c, struct error *err)
{
    int *zone_place = NULL, *site_place = NULL;
    enum err code = csv_read(&c->demand, c->request->demand, err);

    if (code == ERR_OK) code = csv_read(&c->sites, c->request->sites, err);
    if (code == ERR_OK) code = solve_columns_ids(c->demand, &c->zone_id, &zone_place, err);
    if (code == ERR_OK) code = solve_columns_ids(c->sites, &c->site_id, &site_place, err);
    if (code == ERR_OK) code = read_rows(c, zone_place, site_place, err);
    free(zone_place);
    free(site_place);
    return code;
}

enum err solve_case_read(struct solve_case **out, const struct solve_request *request,
                         struct error *err)
{
    struct solve_case *c = calloc(1, sizeof *c);
    enum err code;

    if (c == NULL) return error_nomem(err, "the problem");
    c->request = request;
    code = solve_stream_read(c) ? ERR_OK : read_files(c, err);
    if (code == ERR_OK) code = find_unreachable(c, err);
    if (code == ERR_OK)
        *out = c;
    else
        solve_case_free(c);
    return code;
}

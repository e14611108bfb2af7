/* serve_sides.c - districts and spacing of rule_then_serve. */
#include "model/serve/serve_sides.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/placement/placement_sides.h"

enum err serve_sites_create(struct serve_sites *out, const struct serve_input *in,
                            struct error *err)
{
    size_t n = (size_t)in->n_sites + 1;

    memset(out, 0, sizeof *out);
    out->status = calloc(n, sizeof *out->status);
    out->cost = calloc(n, sizeof *out->cost);
    if (!out->status || !out->cost) {
        serve_sites_clear(out);
        return error_nomem(err, "the sites of rule_then_serve");
    }
    for (int s = 0; s < in->n_sites; s++) {
        int first = in->size_start[s], end = in->size_start[s + 1];

        out->status[s] = first < end ? in->status[s] : SITE_FORBIDDEN;
        for (int k = first; k < end; k++)
            if (k == first || in->size[k].cost < out->cost[s]) out->cost[s] = in->size[k].cost;
    }
    out->no_zones = (struct reach){.n_sites = in->n_sites};
    out->in = (struct placement_input){.reach = &out->no_zones,
                                       .cost = out->cost,
                                       .status = out->status,
                                       .p = -1,
                                       .budget = in->budget,
                                       .currency = in->currency,
                                       .site_district = in->sides.site_district,
                                       .n_districts = in->sides.n_districts,
                                       .min_per_district = in->sides.min_per_district,
                                       .too_near = in->sides.too_near,
                                       .district_id = in->sides.district_id,
                                       .site_id = in->sides.site_id};
    return ERR_OK;
}

void serve_sites_clear(struct serve_sites *sites)
{
    free(sites->status);
    free(sites->cost);
    memset(sites, 0, sizeof *sites);
}

bool serve_sites_fit(const struct serve_sites *sites, struct serve_plan *plan)
{
    struct placement_plan answer = {0};

    if (placement_sides_fit(&sites->in, &answer)) return true;
    plan->status = PLAN_INFEASIBLE;
    plan->stop = STOP_PROVED;
    plan->reason = answer.reason;
    return false;
}

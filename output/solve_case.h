/* solve_case.h - the files of `chargeplan solve`, read, checked and put in the order of their
 * ids, so that permuted rows give the same answer to the byte. */
#ifndef CHARGEPLAN_OUTPUT_SOLVE_CASE_H
#define CHARGEPLAN_OUTPUT_SOLVE_CASE_H

#include <stdio.h>

#include "model/placement/placement.h"
#include "scenarios/csv.h"
#include "scenarios/geo.h"

struct solve_case {
    struct csv *demand, *sites; /* owned; ids point into them */
    int n_zones, n_sites;
    const char **zone_id, **site_id; /* owned arrays, in byte order of the ids */
    double *zone_x, *zone_y, *site_x, *site_y;
    bool located; /* coordinates were read: no distance table */
    bool limited; /* a radius or a distance table says which pairs count */
    bool geographic;
    double *weight;   /* [n_zones] */
    double *radius_m; /* [n_zones] INFINITY: no limit */
    double *cost;     /* [n_sites] */
    enum site_status *status;
    struct reach *reach; /* pairs within the radius */
    bool *unreachable;   /* [n_zones] no site that is not forbidden */
};

/* radius_m is NAN without --radius-m; distances NULL without --distances. needs_radius: lscp
 * and mclp; without any radius or table that is ERR_USAGE. Own it: solve_case_free(*out).
 * Errors: ERR_DATA, ERR_USAGE, ERR_NOMEM. */
enum err solve_case_read(struct solve_case **out, const char *demand, const char *sites,
                         const char *distances, double radius_m,
                         const struct placement_model *model, struct error *err);
void solve_case_free(struct solve_case *c);

struct points solve_case_zones(const struct solve_case *c);
struct points solve_case_sites(const struct solve_case *c);

/* The answer as one JSON object; key order and numbers as the contract of solve has them. */
enum err solve_answer_print(const struct solve_case *c, const struct placement_model *model,
                            const struct placement_plan *plan, FILE *stream, struct error *err);

/* Checks a plan again from the raw coordinates: every zone that counts as covered lies within
 * its radius of an open site, every other one does not. ERR_SOLVER where it fails. */
enum err solve_answer_check(const struct solve_case *c, const struct placement_plan *plan,
                            struct error *err);

#endif

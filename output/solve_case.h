/* solve_case.h - the files of `chargeplan solve`, read, checked and put in the order of their
 * ids, so that permuted rows give the same answer to the byte. */
#ifndef CHARGEPLAN_OUTPUT_SOLVE_CASE_H
#define CHARGEPLAN_OUTPUT_SOLVE_CASE_H

#include <stdint.h>
#include <stdio.h>

#include "model/placement/placement.h"
#include "output/solve_request.h"
#include "scenarios/csv.h"
#include "scenarios/geo.h"

struct solve_case {
    const struct solve_request *request; /* borrowed */
    struct csv *demand, *sites;          /* owned; ids point into them */
    int n_zones, n_sites, n_districts, n_phases;
    const char **zone_id, **site_id; /* owned arrays, in byte order of the ids */
    const char **district_id;        /* the same; NULL: districts are not asked for */
    double *zone_x, *zone_y, *site_x, *site_y;
    bool located;    /* zones and sites have coordinates: no distance table */
    bool sites_only; /* a table, but spacing needs the coordinates of sites */
    bool limited;    /* a radius or a distance table says which pairs count */
    bool geographic;
    double *weight;        /* [n_zones] with phases the sum over them */
    double **phase_weight; /* owned [n_phases][n_zones]; NULL: no phases */
    double *radius_m;      /* [n_zones] INFINITY: no limit */
    double *cost;          /* [n_sites] */
    double *capacity;      /* [n_sites] INFINITY: any; NULL: not asked for */
    enum site_status *status;
    int *site_district;  /* [n_sites] -1: none; NULL: districts are not asked for */
    struct reach *reach; /* pairs within the (outer) radius; a row for some zones or each */
    int *zone_row;       /* [n_zones] its row of reach; NULL: zone z has row z */
    double *row_weight;  /* beside the rows, where zones share them; else NULL */
    const char **row_id; /* owned array: the first zone of each; else NULL */
    /* The demand file is read row by row (solve_stream.h): no array [n_zones] but zone_row, no
     * `demand`, zones in the order of the file. */
    bool streamed;
    char **row_text;        /* owned, each owned: what row_id points to then */
    bool ids_rise;          /* in that order too */
    uint64_t ids_number;    /* by which a second reading knows the ids of the first */
    double *pair_share;     /* beside reach->site; NULL: a pair covers all */
    double *serve_cost;     /* beside reach->site; NULL: weight x distance */
    struct reach *too_near; /* sites nearer than the spacing; NULL: any spacing */
    bool *unreachable;      /* beside the rows of reach: no site that is not forbidden */
};

/* Own it: solve_case_free(*out). Errors: ERR_DATA, ERR_USAGE, ERR_NOMEM. */
enum err solve_case_read(struct solve_case **out, const struct solve_request *request,
                         struct error *err);
void solve_case_free(struct solve_case *c);
void solve_case_clear(struct solve_case *c); /* of all it owns */

/* The problem; everything in it is borrowed from the case. */
struct placement_input solve_case_input(const struct solve_case *c);

struct points solve_case_zones(const struct solve_case *c);
struct points solve_case_sites(const struct solve_case *c);

/* Steps of reading, in their order; place[row] is where a row of the file goes. */
enum err solve_case_choose_coordinates(struct solve_case *c, struct error *err);
enum err solve_case_read_zones(struct solve_case *c, const int place[], struct error *err);
enum err solve_case_read_sites(struct solve_case *c, const int place[], struct error *err);
/* Districts of both files. */
enum err solve_case_read_districts(struct solve_case *c, const int site_place[],
                                   struct error *err);
/* solve_pairs.c, solve_table.c: pairs within the radius, by coordinates or from a table. */
enum err solve_case_read_pairs(struct solve_case *c, struct error *err);
enum err solve_case_read_table(struct solve_case *c, const char *path, struct error *err);
/* solve_rows.c: pairs without their distances; zones with equal sites share a row where the
 * model allows it and no answer can tell. */
enum err solve_case_find_rows(struct solve_case *c, const double radius_m[], struct error *err);
/* Adds a weight to a sum; whether the weights so far add up to the same in whatever order:
 * whole numbers, and their sum below 2^53. Merged earlier, others would change the last digit.
 */
bool solve_case_sums_exactly(double weight, double *sum);
int solve_case_row(const struct solve_case *c, int z); /* of zone z in c->reach */
/* The largest part of each row that one of the open sites covers (none with open NULL). Own
 * *part [c->reach->n_zones]. Errors: ERR_NOMEM. */
enum err solve_case_parts(const struct solve_case *c, const bool open[], double **part,
                          struct error *err);
/* The farthest that a zone may be served from; INFINITY: any distance. */
double solve_case_outer_m(const struct solve_case *c, int z);
/* Part of a zone that a site at this distance covers: all up to the inner radius, less and less
 * up to the outer one. */
double solve_case_share(double inner_m, double outer_m, double distance_m);

/* The answer as one JSON object; key order and numbers as the contract of solve has them. */
enum err solve_answer_print(const struct solve_case *c, const struct placement_plan *plan,
                            FILE *stream, struct error *err);

/* Checks a plan again from the raw coordinates: what each zone counts as covered, and the
 * spacing of new sites. ERR_SOLVER where it fails. */
enum err solve_answer_check(const struct solve_case *c, const struct placement_plan *plan,
                            struct error *err);

#endif

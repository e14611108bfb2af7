/* serve.h - rule_then_serve: where, how many of which kind, in one problem.
 *
 *   max  sum_v sum_z sum_s kwh_vz a_vzs                      energy served, kWh a day
 *   s.t. sum_s a_vzs <= 1                     each service v, zone z              (1)
 *        sum_z load_vz a_vzs <= sum_k C_vsk w_sk   each service v, site s         (2)
 *        a_vzs <= sum_k w_sk                  each pair in reach                  (3)
 *        sum_k w_sk <= 1                      each site; = 1 where open already   (4)
 *        sum_s sum_k cost_sk w_sk <= B                                            (5)
 *        sum_{s in R(z)} sum_k w_sk >= 1      each core zone that can be covered  (6)
 *        sum_{s in D} sum_k w_sk >= m         each district D                     (7)
 *        sum_{s in C} sum_k w_sk <= 1         each clique C of sites too near     (8)
 *        w in {0,1}, a >= 0
 *
 * w_sk says that site s stands with size k (so many fast and slow chargers); its cost and the
 * loads it carries within the sizing targets are tables, so that Erlang's economies of scale
 * are exact. A site's load is the sum of its zones' own busiest hours (non-coincident peaks):
 * an upper bound of its real peak, so sizing never adds chargers afterwards and the budget
 * holds. */
#ifndef CHARGEPLAN_MODEL_SERVE_H
#define CHARGEPLAN_MODEL_SERVE_H

#include "model/network.h"
#include "model/placement/placement.h"

struct serve_size {
    int n_new[N_SERVICES]; /* chargers added, by service (the new kind of each) */
    double cost;           /* what adding them costs, fixed cost included */
    double
        capacity[N_SERVICES]; /* load carried: FAST kWh/h, SLOW erlangs, all chargers there */
};

/* Least open sites by district and least spacing, as every model keeps them
 * (placement_sides.h); all 0: neither. */
struct serve_sides {
    const int *site_district; /* [n_sites] -1: in none */
    int n_districts, min_per_district;
    const struct reach *too_near; /* by site, those too near to it; NULL: none */
    const char *const *district_id, *const *site_id; /* for reasons; NULL: numbers */
};

struct serve_input {
    int n_zones, n_sites;
    const double *kwh[N_SERVICES];  /* [n_zones] kWh a day */
    const double *load[N_SERVICES]; /* [n_zones] own busiest hour */
    const struct reach *reach[N_SERVICES];
    const struct reach *rule;       /* rows of core zones; rows of others are empty */
    const enum site_status *status; /* [n_sites] existing: open already (also earlier phases) */
    const int *size_start;          /* [n_sites + 1] sizes of site s: size[size_start[s] ..];
                                       an existing site has the size "nothing added" first; a
                                       forbidden site and one that cannot hold a station none */
    const struct serve_size *size;
    struct serve_sides sides;
    double budget;        /* INFINITY: no limit */
    const char *currency; /* of costs, for reasons; NULL: costs have no name */
    struct placement_limits limits;
    bool keep_dominated; /* for tests: sizes that another one beats in money and capacities */
};

struct serve_plan {
    enum plan_status status;
    enum plan_stop stop;
    double objective, bound, gap; /* kWh a day */
    int *size; /* owned [n_sites] index into in->size, -1: closed; NULL without a plan */
    struct assignment served[N_SERVICES];
    int n_new;
    double new_cost;
    double rule_cost;   /* least money that meets the core rule (bound), NAN: no rule */
    struct said reason; /* a sentence for infeasible and unknown; else nothing */
};
void serve_plan_clear(struct serve_plan *plan);

enum err serve_solve(const struct serve_input *in, struct serve_plan *plan, struct error *err);

/* The objective said again: most energy that the given sizes can serve, by plain augmenting
 * paths on dense tables. NAN where core rule or budget fail. For tests on small cases. */
double serve_worth(const struct serve_input *in, const int size[]);

/* The input of a phase from scenario, city and the network before it. Owns its arrays:
 * serve_input_free(). */
struct serve_case; /* opaque: a serve_input with what it owns */
enum err serve_case_create(struct serve_case **out, const struct scenario *s,
                           const struct city *city, const struct demand *demand, int year_index,
                           const struct reach *const reach[N_SERVICES],
                           const struct reach *rule, const struct network *before,
                           double budget, struct error *err);
const struct serve_input *serve_case_input(const struct serve_case *c);
void serve_case_free(struct serve_case *c);

#endif

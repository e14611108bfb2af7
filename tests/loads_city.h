/* loads_city.h - small cities for tests of mclp-c with split zones, and what a set of sites
 * serves in them, worked out from all its subsets. */
#ifndef CHARGEPLAN_TESTS_LOADS_CITY_H
#define CHARGEPLAN_TESTS_LOADS_CITY_H

#include <stdlib.h>
#include <string.h>

#include "model/capacity/capacity_load.h"
#include "tests/assert.h"
#include "tests/dice.h"

enum { MOST_ZONES = 80, MOST_SITES = 20 };

struct city {
    struct reach reach;
    int row_start[MOST_ZONES + 1], site[MOST_ZONES * MOST_SITES];
    double weight[MOST_ZONES], cost[MOST_SITES], capacity[MOST_SITES];
    enum site_status status[MOST_SITES];
    int district[MOST_SITES];
    struct placement_input in;
};

static inline int below(int n)
{
    return (int)(uniform() * n);
}

/* Zones and sites in a square; a site reaches what is within a third of its side. */
static inline void make_city(struct city *c, int n_zones, int n_sites, bool whole, bool equal)
{
    double x[MOST_SITES], y[MOST_SITES], sum = 0;
    int n = 0;

    memset(c, 0, sizeof *c);
    for (int s = 0; s < n_sites; s++) {
        x[s] = uniform();
        y[s] = uniform();
    }
    for (int z = 0; z < n_zones; z++) {
        double zx = uniform(), zy = uniform();

        for (int s = 0; s < n_sites; s++)
            if (hypot(zx - x[s], zy - y[s]) < 0.33) c->site[n++] = s;
        c->row_start[z + 1] = n;
        c->weight[z] = below(9) == 0 ? 0 : whole ? 1 + below(20) : 0.3 + 7.1 * uniform();
        sum += c->weight[z];
    }
    c->reach = (struct reach){n_zones, n_sites, c->row_start, c->site, NULL};
    for (int s = 0; s < n_sites; s++) {
        c->status[s] = below(8) ? SITE_CANDIDATE : (enum site_status)below(4);
        c->capacity[s] = sum / n_sites * (equal ? 1.7 : 0.5 + 2 * uniform());
        if (whole) c->capacity[s] = floor(c->capacity[s]);
        if (below(12) == 0) c->capacity[s] = below(2) ? 0 : (double)INFINITY;
        c->cost[s] = whole ? below(30) : 21.7 * uniform();
        c->district[s] = below(3) - 1;
    }
    c->in = (struct placement_input){.reach = &c->reach,
                                     .weight = c->weight,
                                     .cost = c->cost,
                                     .status = c->status,
                                     .p = n_sites,
                                     .budget = (double)INFINITY,
                                     .capacity = c->capacity,
                                     .limits = {.n_threads = 1}};
    c->in.p = 1 + below(n_sites - 1);
    if (below(4) == 0) c->in.budget = 5 * n_sites;
    if (below(4) > 0) return;
    c->in.site_district = c->district;
    c->in.n_districts = 2;
    c->in.min_per_district = 1;
}

/* ---- the truth: what a set of sites serves is the least cut over its subsets ---- */

static inline double near_weight(const struct city *c, unsigned set)
{
    double sum = 0;

    for (int z = 0; z < c->reach.n_zones; z++)
        for (int k = c->row_start[z]; k < c->row_start[z + 1]; k++)
            if (set >> c->site[k] & 1) {
                sum += c->weight[z];
                break;
            }
    return sum;
}

static inline double served(const struct city *c, unsigned open)
{
    double least = (double)INFINITY;

    for (unsigned set = open;; set = (set - 1) & open) {
        double sum = near_weight(c, set);

        for (int s = 0; s < c->reach.n_sites; s++)
            if ((open & ~set) >> s & 1) sum += c->capacity[s];
        least = fmin(least, sum);
        if (set == 0) return least;
    }
}

static inline bool keeps(const struct capacity *c, unsigned set)
{
    bool open[MOST_SITES];

    for (int s = 0; s < c->n_sites; s++)
        open[s] = set >> s & 1;
    return capacity_allows(c, open);
}

static inline struct capacity *read_city(const struct city *c)
{
    struct capacity *out = NULL;
    struct error err;

    assert_int_equal(capacity_create(&out, &c->in, true, &err), ERR_OK);
    return out;
}

#endif

/* fixture_town.h - small random cities for placement models, with every option there is.
 *
 * What a model is given stands beside what the truth reads: dense tables and bits of sites. */
#ifndef CHARGEPLAN_TESTS_FIXTURE_TOWN_H
#define CHARGEPLAN_TESTS_FIXTURE_TOWN_H

#include "model/placement/placement.h"

enum { MOST_ZONES = 120, MOST_SITES = 30, MOST_PHASES = 3, MOST_DISTRICTS = 3 };

/* What cities of a row have beside the usual; the bits of placement_take are below these. */
enum town_kind {
    TOWN_SHARED = 1 << 20,   /* cover_share below 1 */
    TOWN_GRADUAL = 1 << 21,  /* pair_share */
    TOWN_SINGLE = 1 << 22,   /* single_source */
    TOWN_SMALL = 1 << 23,    /* few sites and zones: the truth is dear */
    TOWN_DISTANCE = 1 << 24, /* the model reads distances */
    TOWN_MAXIMISE = 1 << 25
};

struct town {
    int n_zones, n_sites;
    double m[MOST_ZONES][MOST_SITES];     /* INFINITY: not in reach */
    double share[MOST_ZONES][MOST_SITES]; /* pair_share; 1 where it is not gradual */
    double serve[MOST_ZONES][MOST_SITES]; /* serve_cost; read where has_serve_cost */
    double weight[MOST_ZONES], cost[MOST_SITES], capacity[MOST_SITES];
    enum site_status status[MOST_SITES];
    int p; /* as the record of placement problems has them */
    double budget, cover_share, twice_share;
    enum lscp_objective objective;
    bool gradual, has_capacity, has_serve_cost, single_source;
    int n_districts, min_per_district, district[MOST_SITES];
    bool has_spacing;
    unsigned near[MOST_SITES]; /* bits of sites too near */
    int n_phases, phase_p[MOST_PHASES];
    double phase_budget[MOST_PHASES], phase_weight[MOST_PHASES][MOST_ZONES];
    unsigned skip;
    struct placement_limits limits;

    /* made of the above by town_ready() */
    unsigned existing, required, candidate, forbidden;
    unsigned in_district[MOST_DISTRICTS];
    unsigned reach_of[MOST_ZONES];  /* bits of sites */
    struct reach *reach, *too_near; /* owned */
    double *pair_share, *pair_cost; /* owned, beside reach->site */
    const double *phase_row[MOST_PHASES];
};

/* City `number` for models that read `kind` (of placement_take and town_kind); middling: about
 * 100 zones and 30 sites, too many for all plans. Own it: town_free(). */
struct town *town_create(unsigned kind, int number, bool middling);
void town_free(struct town *t);

/* After a change of the city's data. */
void town_ready(struct town *t);

/* What the model is given; borrows the city. */
struct placement_input town_input(const struct town *t);

/* ---- the same city, changed ---- */

void town_permute(struct town *t);             /* zones and sites in another order */
void town_scale(struct town *t, double times); /* weights, with them capacities and money */
bool town_twin_site(struct town *t);           /* a candidate like the last site; false: full */
bool town_split_zone(struct town *t, int z);   /* two zones of half the weight; false: full */

/* splitmix64, for choices of the tests themselves. */
void town_seed(unsigned long long seed);
double town_uniform(void);
int town_below(int n); /* 0 .. n - 1 */

#endif

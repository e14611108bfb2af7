/* phase_simple.c - a phase by a model of struct placement_input: what the model is given of
 * city and scenario, and what its plan becomes.
 *
 * Most models see a site as its cheapest station and count a zone's kWh a day. Models with
 * capacities see the largest station that a site holds (of an open one what stands), its cost,
 * and a zone's load in its own busiest hour. mclp-t sees all phases at once, in the first. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/phase.h"

enum { PHASES_MAX = 200 };

/* A problem and what it owns. */
struct simple {
    struct placement_input in;
    enum site_status *status;
    double *cost, *capacity, *serve_cost, *share, *weight;
    struct phase_sides sides;
    struct reach *gradual;
    int phase_p[PHASES_MAX];
    double phase_budget[PHASES_MAX];
    const double *phase_weight[PHASES_MAX]; /* in weight */
};

static void simple_clear(struct simple *c)
{
    free(c->status);
    free(c->cost);
    free(c->capacity);
    free(c->serve_cost);
    free(c->share);
    free(c->weight);
    phase_sides_clear(&c->sides);
    reach_free(c->gradual);
}

static double *numbers(int n)
{
    return calloc((size_t)n + 1, sizeof(double));
}

/* Status, cost and capacity of every site. */
static enum err fill_sites(struct simple *c, const struct run *run,
                           const struct serve_input *sites, bool capacities, struct error *err)
{
    const struct network *before = run->ground;
    enum service v = (enum service)run->scenario->placement.system;

    c->status = calloc((size_t)sites->n_sites + 1, sizeof *c->status);
    c->cost = numbers(sites->n_sites);
    c->capacity = numbers(sites->n_sites);
    if (!c->status || !c->cost || !c->capacity) return error_nomem(err, "the sites of a phase");
    for (int s = 0; s < sites->n_sites; s++) {
        int first = sites->size_start[s], end = sites->size_start[s + 1], take = first;

        c->status[s] = first == end      ? SITE_FORBIDDEN
                       : before->open[s] ? SITE_EXISTING
                                         : run->city->site[s].status;
        for (int j = first; j < end && c->status[s] != SITE_EXISTING; j++)
            if (capacities ? sites->size[j].capacity[v] > sites->size[take].capacity[v]
                           : sites->size[j].cost < sites->size[take].cost)
                take = j;
        if (first == end) continue;
        c->cost[s] = sites->size[take].cost;
        c->capacity[s] = sites->size[take].capacity[v];
    }
    c->in.status = c->status;
    c->in.cost = c->cost;
    if (capacities) c->in.capacity = c->capacity;
    return ERR_OK;
}

/* Pairs up to the second radius with the part of the zone that each covers. */
static enum err fill_gradual(struct simple *c, const struct run *run, enum service v,
                             struct error *err)
{
    const struct scenario *s = run->scenario;
    double outer = s->placement.radius2_km * 1000;
    double *radius_m = numbers(run->city->n_zones);
    enum err code = radius_m ? ERR_OK : error_nomem(err, "gradual cover");

    for (int z = 0; z < run->city->n_zones && code == ERR_OK; z++) {
        radius_m[z] = outer;
        if (outer < run->city->service_way[v][z])
            code = error_set(err, ERR_SCENARIO,
                             "placement.radius2_km: %g km is below the reach of zone %s, %g km",
                             s->placement.radius2_km, run->city->zone_id[z],
                             run->city->service_way[v][z] / 1000);
    }
    if (code == ERR_OK)
        code = access_reach(&c->gradual, run->access, v, radius_m, run->n_threads, err);
    free(radius_m);
    if (code != ERR_OK) return code;
    c->share = numbers(c->gradual->row_start[c->gradual->n_zones]);
    if (!c->share) return error_nomem(err, "gradual cover");
    for (int z = 0; z < c->gradual->n_zones; z++)
        for (int i = c->gradual->row_start[z]; i < c->gradual->row_start[z + 1]; i++) {
            double inner = run->city->service_way[v][z], way = c->gradual->way[i];

            c->share[i] =
                way <= inner + coverage_slack_m ? 1 : fmax((outer - way) / (outer - inner), 0);
        }
    c->in.reach = c->gradual;
    c->in.pair_share = c->share;
    return ERR_OK;
}

/* Money of serving a whole zone from a site. */
static enum err fill_serving(struct simple *c, const struct run *run,
                             const struct serve_input *sites, struct error *err)
{
    const struct reach *r = c->in.reach;
    enum service v = (enum service)run->scenario->placement.system;

    c->serve_cost = numbers(r->row_start[r->n_zones]);
    if (!c->serve_cost) return error_nomem(err, "the cost of serving");
    for (int z = 0; z < r->n_zones; z++)
        for (int i = r->row_start[z]; i < r->row_start[z + 1]; i++)
            c->serve_cost[i] =
                sites->kwh[v][z] * r->way[i] / 1000 * run->scenario->placement.serving_cost;
    c->in.serve_cost = c->serve_cost;
    return ERR_OK;
}

/* All phases of the study; `weight` is what a zone asks for in each. */
static enum err fill_phases(struct simple *c, const struct run *run, struct error *err)
{
    const struct scenario *s = run->scenario;
    enum service v = (enum service)s->placement.system;
    int n_zones = run->city->n_zones;

    if (run->n_phases > PHASES_MAX)
        return error_set(err, ERR_SCENARIO, "placement.phases: there are more than %d phases",
                         PHASES_MAX);
    c->weight = calloc((size_t)n_zones * (size_t)run->n_phases + 1, sizeof *c->weight);
    if (!c->weight) return error_nomem(err, "the weights of phases");
    c->in.n_phases = run->n_phases;
    for (int k = 0; k < run->n_phases; k++) {
        double *weight = c->weight + (size_t)k * (size_t)n_zones;

        for (int z = 0; z < n_zones; z++)
            weight[z] = demand_kwh(run->demand, v, run->phase[k].year_index, z);
        c->phase_weight[k] = weight;
        c->phase_p[k] = s->placement.p > 0 ? s->placement.p : -1;
        c->phase_budget[k] = run->phase[k].budget;
    }
    c->in.phase_p = c->phase_p;
    c->in.phase_budget = c->phase_budget;
    c->in.phase_weight = c->phase_weight;
    return ERR_OK;
}

static enum err simple_fill(struct simple *c, const struct run *run, int k,
                            const struct serve_input *sites, struct error *err)
{
    const struct scenario *s = run->scenario;
    const struct phase *phase = &run->phase[k];
    unsigned takes = phase->model->takes;
    enum service v = (enum service)s->placement.system;
    bool capacities = (takes & TAKE_CAPACITY) != 0;

    c->in = (struct placement_input){.reach = run->service[v],
                                     .weight = capacities ? sites->load[v] : sites->kwh[v],
                                     .p = s->placement.p > 0 ? s->placement.p : -1,
                                     .budget =
                                         (takes & TAKE_BUDGET) != 0 ? phase->budget : INFINITY,
                                     .currency = s->study.currency,
                                     .zone_id = (const char *const *)run->city->zone_id,
                                     .objective = (enum lscp_objective)s->placement.objective,
                                     .cover_share = s->placement.cover_share,
                                     .twice_share = s->placement.twice_share,
                                     .single_source = s->placement.single_source,
                                     .limits = sites->limits};
    TRY(fill_sites(c, run, sites, capacities, err));
    if (s->placement.radius2_km > 0) TRY(fill_gradual(c, run, v, err));
    TRY(phase_sides_create(&c->sides, run, err));
    c->in.site_district = c->sides.given.site_district;
    c->in.n_districts = c->sides.given.n_districts;
    c->in.min_per_district = c->sides.given.min_per_district;
    c->in.district_id = c->sides.given.district_id;
    c->in.site_id = c->sides.given.site_id;
    c->in.too_near = c->sides.given.too_near;
    if ((takes & TAKE_SERVE_COST) != 0) TRY(fill_serving(c, run, sites, err));
    return (takes & TAKE_PHASES) != 0 ? fill_phases(c, run, err) : ERR_OK;
}

static void tell(struct phase *phase, const struct placement_plan *plan)
{
    phase->status = plan->status;
    phase->stop = plan->stop;
    phase->objective = plan->objective;
    phase->bound = plan->bound;
    phase->gap = plan->gap;
    phase->reason = plan->reason;
}

/* One plan was made for all phases: what it opens now. */
static enum err open_planned(struct run *run, int k, struct error *err)
{
    bool *open;
    enum err code;

    if (k > 0) {
        struct phase *now = &run->phase[k];
        const struct phase *first = &run->phase[0];

        now->status = first->status;
        now->stop = first->stop;
        now->objective = first->objective;
        now->bound = first->bound;
        now->gap = first->gap;
        now->reason = first->reason;
    }
    if (!run->opens) return ERR_OK;
    open = calloc((size_t)run->city->n_sites + 1, sizeof *open);
    if (!open) return error_nomem(err, "the plan of a phase");
    for (int s = 0; s < run->city->n_sites; s++)
        open[s] = run->opens[s] == k;
    code = phase_open(run, k, open, run->phase[k].budget, err);
    free(open);
    return code;
}

enum err phase_simple_build(struct run *run, int k, const struct serve_input *sites,
                            struct error *err)
{
    struct phase *phase = &run->phase[k];
    bool phases = (phase->model->takes & TAKE_PHASES) != 0;
    struct placement_plan plan = {0};
    struct simple c = {0};
    enum err code;

    if (phases && k > 0) return open_planned(run, k, err);
    code = simple_fill(&c, run, k, sites, err);
    if (code == ERR_OK) code = placement_solve(phase->model, &c.in, &plan, err);
    if (code == ERR_OK) {
        tell(phase, &plan);
        run->opens = plan.phase;
        plan.phase = NULL;
        if (phases)
            code = open_planned(run, k, err);
        else if (plan.open)
            code = phase_open(run, k, plan.open, phase->budget, err);
    }
    placement_plan_clear(&plan);
    simple_clear(&c);
    return code;
}

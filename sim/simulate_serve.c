/* simulate_serve.c - who is served by what stands as rule_then_serve assigned it; see
 * simulate_serve.h. */
#include "sim/simulate_serve.h"

#include <math.h>
#include <stdlib.h>

#include "model/serve/serve.h"

/* The problem of a phase in which nothing can be built: each open site has the size it has. */
struct work {
    struct serve_input in;
    double *kwh[N_SERVICES], *load[N_SERVICES]; /* owned, as all below */
    enum site_status *status;
    int *size_start;
    struct serve_size *size;
    struct reach rule; /* no core rule: no pairs */
};

static void work_clear(struct work *w)
{
    for (int v = 0; v < N_SERVICES; v++) {
        free(w->kwh[v]);
        free(w->load[v]);
    }
    free(w->status);
    free(w->size_start);
    free(w->size);
    free(w->rule.row_start);
}

static bool allocate(struct work *w, size_t n_zones, size_t n_sites)
{
    bool fine = true;

    for (int v = 0; v < N_SERVICES; v++) {
        w->in.kwh[v] = w->kwh[v] = calloc(n_zones + 1, sizeof(double));
        w->in.load[v] = w->load[v] = calloc(n_zones + 1, sizeof(double));
        fine = fine && w->kwh[v] != NULL && w->load[v] != NULL;
    }
    w->in.status = w->status = calloc(n_sites + 1, sizeof *w->status);
    w->in.size_start = w->size_start = calloc(n_sites + 1, sizeof *w->size_start);
    w->in.size = w->size = calloc(n_sites + 1, sizeof *w->size);
    w->rule.row_start = calloc(n_zones + 1, sizeof *w->rule.row_start);
    w->in.rule = &w->rule;
    return fine && w->status != NULL && w->size_start != NULL && w->size != NULL &&
           w->rule.row_start != NULL;
}

static void fill(struct work *w, const struct run *run, const struct network *n)
{
    const struct scenario *s = run->scenario;
    const double *power = demand_power(run->demand, n->year_index);
    double hours[N_HOURS];
    int n_sizes = 0;

    for (enum service v = FAST; v < N_SERVICES; v++) {
        w->in.reach[v] = run->service[v];
        for (int z = 0; z < n->n_zones; z++) {
            w->kwh[v][z] = demand_kwh(run->demand, v, n->year_index, z);
            w->load[v][z] = demand_load(run->demand, v, n->year_index, z, hours);
        }
    }
    for (int i = 0; i < n->n_sites; i++) {
        const int *here = &n->n_chargers[i * n->n_kinds];

        w->size_start[i] = n_sizes;
        w->status[i] = SITE_FORBIDDEN;
        if (!n->open[i] || !network_serves_public(run->city, i)) continue;
        w->status[i] = SITE_EXISTING;
        for (enum service v = FAST; v < N_SERVICES; v++)
            w->size[n_sizes].capacity[v] = sizing_capacity(s, power, v, here);
        n_sizes++;
    }
    w->size_start[n->n_sites] = n_sizes;
    w->rule.n_zones = w->in.n_zones = n->n_zones;
    w->rule.n_sites = w->in.n_sites = n->n_sites;
    w->in.budget = INFINITY;
    w->in.limits = (struct placement_limits){.gap = s->placement.gap,
                                             .time_limit_s = s->placement.time_limit_s,
                                             .work_limit = s->placement.work_limit,
                                             .n_threads = run->n_threads};
}

/* Chargers of the ground, shares of the plan. */
static enum err take_over(struct network **out, const struct run *run,
                          const struct network *ground, struct serve_plan *plan,
                          struct error *err)
{
    const struct reach *const service[N_SERVICES] = {run->service[FAST], run->service[SLOW]};
    struct network *n = NULL;
    enum err code;

    TRY(network_create(&n, run->scenario, run->city, ground->year_index, ground, err));
    for (int v = 0; v < N_SERVICES; v++) {
        n->served[v] = plan->served[v];
        plan->served[v] = (struct assignment){0};
    }
    code = network_evaluate(n, run->scenario, run->city, run->demand, service, err);
    if (code != ERR_OK) {
        network_free(n);
        return code;
    }
    *out = n;
    return ERR_OK;
}

enum err simulate_serve(struct network **out, const struct run *run,
                        const struct network *ground, struct error *err)
{
    struct work w = {.in = {.n_zones = 0}};
    struct serve_plan plan = {0};
    enum err code = ERR_OK;

    if (!allocate(&w, (size_t)ground->n_zones, (size_t)ground->n_sites))
        code = error_nomem(err, "the assignment of what stands");
    if (code == ERR_OK) {
        fill(&w, run, ground);
        code = serve_solve(&w.in, &plan, err);
    }
    if (code == ERR_OK && plan.size == NULL)
        code = error_set(err, placement_interrupted ? ERR_INTERRUPTED : ERR_SOLVER,
                         placement_interrupted ? "interrupted; nothing was written"
                                               : "what stands could not be assigned within the "
                                                 "limits of the search (placement.work_limit)");
    if (code == ERR_OK) code = take_over(out, run, ground, &plan, err);
    serve_plan_clear(&plan);
    work_clear(&w);
    return code;
}

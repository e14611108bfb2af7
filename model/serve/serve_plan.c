/* serve_plan.c - the plan of rule_then_serve: shares of zones, and its check from the input. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/placement/placement_sides.h"
#include "model/serve/serve_net.h"
#include "model/serve/serve_sides.h"

/* Shares below a billionth are rounding. */
static bool worth_telling(const struct serve_side *d, const double flow[], int item, int k)
{
    return flow[d->item_pair[k]] > 1e-9 * d->load[item];
}

static enum err fill_assignment(const struct serve_side *d, const double flow[],
                                struct assignment *out, struct error *err)
{
    size_t n = 0, at = 0;

    for (int i = 0; i < d->n_items; i++)
        for (int k = d->item_start[i]; k < d->item_start[i + 1]; k++)
            if (worth_telling(d, flow, i, k))
                n += (size_t)(d->zone_start[i + 1] - d->zone_start[i]);
    out->zone = calloc(n + 1, sizeof *out->zone);
    out->site = calloc(n + 1, sizeof *out->site);
    out->share = calloc(n + 1, sizeof *out->share);
    if (!out->zone || !out->site || !out->share)
        return error_nomem(err, "the assignment of demand");
    for (int i = 0; i < d->n_items; i++)
        for (int j = d->zone_start[i]; j < d->zone_start[i + 1]; j++)
            for (int k = d->item_start[i]; k < d->item_start[i + 1]; k++) {
                double share = flow[d->item_pair[k]] / d->load[i];

                if (!worth_telling(d, flow, i, k)) continue;
                out->zone[at] = d->zone[j];
                out->site[at] = d->item_site[k];
                out->share[at++] = share < 1 ? share : 1;
            }
    out->n = (int)at;
    return ERR_OK;
}

struct triple {
    int zone, site;
    double share;
};

static int by_zone_then_site(const void *pa, const void *pb)
{
    const struct triple *a = pa, *b = pb;

    if (a->zone != b->zone) return a->zone < b->zone ? -1 : 1;
    return (a->site > b->site) - (a->site < b->site);
}

static enum err sort_assignment(struct assignment *a, struct error *err)
{
    struct triple *t = calloc((size_t)a->n + 1, sizeof *t);

    if (!t) return error_nomem(err, "the assignment of demand");
    for (int k = 0; k < a->n; k++)
        t[k] = (struct triple){a->zone[k], a->site[k], a->share[k]};
    qsort(t, (size_t)a->n, sizeof *t, by_zone_then_site);
    for (int k = 0; k < a->n; k++) {
        a->zone[k] = t[k].zone;
        a->site[k] = t[k].site;
        a->share[k] = t[k].share;
    }
    free(t);
    return ERR_OK;
}

enum err serve_plan_assign(const struct serve_side *d, const double flow[],
                           struct assignment *out, struct error *err)
{
    TRY(fill_assignment(d, flow, out, err));
    return sort_assignment(out, err);
}

static bool in_reach(const struct reach *reach, int zone, int site)
{
    for (int k = reach->row_start[zone]; k < reach->row_start[zone + 1]; k++)
        if (reach->site[k] == site) return true;
    return false;
}

/* Checks the assignment of one service against the input; adds what it serves to *value. */
static bool check_service(const struct serve_input *in, const struct serve_plan *plan,
                          enum service v, double load[], double share[], double *value)
{
    const struct assignment *a = &plan->served[v];

    memset(load, 0, (size_t)in->n_sites * sizeof *load);
    memset(share, 0, (size_t)in->n_zones * sizeof *share);
    for (int k = 0; k < a->n; k++) {
        if (plan->size[a->site[k]] < 0 || !in_reach(in->reach[v], a->zone[k], a->site[k]))
            return false;
        load[a->site[k]] += a->share[k] * in->load[v][a->zone[k]];
        share[a->zone[k]] += a->share[k];
        *value += a->share[k] * in->kwh[v][a->zone[k]];
    }
    for (int z = 0; z < in->n_zones; z++)
        if (share[z] > 1 + 1e-9) return false;
    for (int s = 0; s < in->n_sites; s++)
        if (plan->size[s] >= 0 &&
            load[s] > in->size[plan->size[s]].capacity[v] * (1 + 1e-9) + 1e-9)
            return false;
    return true;
}

/* Whether a site could stand in some plan. */
static bool can_stand(const struct serve_sites *sites, int s)
{
    return sites->status[s] != SITE_FORBIDDEN && !placement_sides_blocked(&sites->in, s);
}

static enum err check_sides(const struct serve_input *in, const struct serve_sites *sites,
                            const struct serve_plan *plan, const char **fault,
                            struct error *err)
{
    bool *open = calloc((size_t)in->n_sites + 1, sizeof *open);

    if (!open) return error_nomem(err, "the check of the plan");
    for (int s = 0; s < in->n_sites; s++)
        open[s] = plan->size[s] >= 0;
    if (!placement_sides_keep(&sites->in, open)) *fault = "districts or spacing are not kept";
    free(open);
    return ERR_OK;
}

/* Sizes, money and the core rule; what is wrong, or NULL. */
static const char *fault_of_sites(const struct serve_input *in, const struct serve_sites *sites,
                                  const struct serve_plan *plan)
{
    double cost = 0;

    for (int s = 0; s < in->n_sites; s++) {
        int k = plan->size[s], first = in->size_start[s], end = in->size_start[s + 1];

        if (k < 0 && (sites->status[s] == SITE_EXISTING || sites->status[s] == SITE_REQUIRED))
            return "a site that has to stand is closed";
        if (k >= 0 && (k < first || k >= end)) return "a site has a size that is not its own";
        cost += k >= 0 ? in->size[k].cost : 0;
    }
    if (cost > placement_money(in->budget)) return "it costs more than the budget";
    for (int z = 0; z < in->n_zones && in->rule; z++) {
        bool possible = false, met = false;

        for (int k = in->rule->row_start[z]; k < in->rule->row_start[z + 1]; k++) {
            possible = possible || can_stand(sites, in->rule->site[k]);
            met = met || plan->size[in->rule->site[k]] >= 0;
        }
        if (possible && !met) return "a core zone that can be covered is not";
    }
    return NULL;
}

/* Who is served where, and the objective; what is wrong, or NULL. */
static enum err check_demand(const struct serve_input *in, const struct serve_plan *plan,
                             const char **fault, struct error *err)
{
    double *load = calloc((size_t)in->n_sites + 1, sizeof *load);
    double *share = calloc((size_t)in->n_zones + 1, sizeof *share);
    double value = 0;
    enum err code = load && share ? ERR_OK : error_nomem(err, "the check of the plan");

    for (enum service v = FAST; v < N_SERVICES && code == ERR_OK && !*fault; v++)
        if (!check_service(in, plan, v, load, share, &value))
            *fault = "demand is given to a site that is closed, full or out of reach";
    if (!*fault && fabs(value - plan->objective) > 1e-6 * (1 + fabs(value)))
        *fault = "its served demand is not what was claimed";
    free(load);
    free(share);
    return code;
}

enum err serve_plan_check(const struct serve_input *in, const struct serve_plan *plan,
                          struct error *err)
{
    struct serve_sites sites;
    const char *fault = NULL;
    enum err code;

    TRY(serve_sites_create(&sites, in, err));
    fault = fault_of_sites(in, &sites, plan);
    code = fault ? ERR_OK : check_sides(in, &sites, plan, &fault, err);
    if (code == ERR_OK && !fault) code = check_demand(in, plan, &fault, err);
    serve_sites_clear(&sites);
    if (code == ERR_OK && fault)
        return error_set(err, ERR_SOLVER, "rule_then_serve: the plan fails its check: %s",
                         fault);
    return code;
}

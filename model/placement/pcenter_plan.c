/* pcenter_plan.c - plans of the p-centre: valued, begun, pruned.
 *
 * Source of the first plan: T. Gonzalez, Clustering to minimize the maximum intercluster
 *   distance, Theoretical Computer Science 38 (1985) 293-306,
 *   doi:10.1016/0304-3975(85)90224-5. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/placement/pcenter.h"

double pcenter_value(struct pcenter *c, const bool open[])
{
    const struct reach *r = c->in->reach;
    double most = 0;

    if (!placement_task_keeps(c->in, open)) return INFINITY;
    for (int z = 0; z < r->n_zones; z++) {
        double nearest = INFINITY;

        if (c->in->weight[z] <= 0) continue;
        for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++)
            if (open[r->site[k]]) nearest = fmin(nearest, r->way[k]);
        most = fmax(most, nearest);
    }
    return most;
}

/* Place of a pair; -1: the site is out of reach. */
static int find_pair(const struct reach *r, int z, int s)
{
    int low = r->row_start[z], high = r->row_start[z + 1];

    while (low < high) {
        int mid = low + (high - low) / 2;

        if (r->site[mid] < s)
            low = mid + 1;
        else
            high = mid;
    }
    return low < r->row_start[z + 1] && r->site[low] == s ? low : -1;
}

static void open_site(struct pcenter *c, int s)
{
    const struct reach *r = c->in->reach;

    c->scratch[s] = true;
    for (int z = 0; z < r->n_zones; z++) {
        int k = find_pair(r, z, s);

        if (k >= 0) c->near[z] = fmin(c->near[z], r->way[k]);
    }
}

static bool crowded(const struct pcenter *c, int s)
{
    const struct reach *near = c->in->too_near;

    for (int k = near != NULL ? near->row_start[s] : 0;
         near != NULL && k < near->row_start[s + 1]; k++)
        if (c->scratch[near->site[k]]) return true;
    return false;
}

/* The nearest candidate of a zone that still fits; -1: none. */
static int nearest_that_fits(const struct pcenter *c, int z, double money)
{
    const struct reach *r = c->in->reach;
    int best = -1;

    for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++) {
        int s = r->site[k];

        if (c->t->number[s] < 0 || c->scratch[s] || c->in->cost[s] > money) continue;
        if (r->way[k] >= c->near[z] || crowded(c, s)) continue;
        if (best < 0 || r->way[k] < r->way[best]) best = k;
    }
    return best < 0 ? -1 : r->site[best];
}

void pcenter_begin(struct pcenter *c)
{
    const struct placement_input *in = c->in;
    double money = c->t->budget;
    int left = c->t->p < 0 ? c->t->n_candidates : c->t->p;

    for (int z = 0; z < in->reach->n_zones; z++)
        c->near[z] = INFINITY;
    memset(c->scratch, 0, (size_t)in->reach->n_sites * sizeof *c->scratch);
    for (int s = 0; s < in->reach->n_sites; s++)
        if (placement_task_forced(in->status[s])) open_site(c, s);
    for (; left > 0; left--) {
        int far = -1, s;

        for (int z = 0; z < in->reach->n_zones; z++)
            if (in->weight[z] > 0 && (far < 0 || c->near[z] > c->near[far])) far = z;
        s = far < 0 ? -1 : nearest_that_fits(c, far, money);
        if (s < 0) break;
        open_site(c, s);
        money -= in->cost[s];
    }
    c->high = pcenter_value(c, c->scratch);
    memcpy(c->open, c->scratch, (size_t)in->reach->n_sites * sizeof *c->open);
}

/* Whether some zone, or the district, needs the site within the distance of the plan. */
static bool is_needed(const struct pcenter *c, int s, const int n_near[],
                      const int n_in_district[])
{
    const struct placement_input *in = c->in;
    const struct reach *r = in->reach;
    int d = in->site_district != NULL ? in->site_district[s] : -1;

    if (d >= 0 && in->min_per_district > 0 && n_in_district[d] <= in->min_per_district)
        return true;
    for (int z = 0; z < r->n_zones; z++) {
        int k = in->weight[z] > 0 && n_near[z] <= 1 ? find_pair(r, z, s) : -1;

        if (k >= 0 && r->way[k] <= c->high) return true;
    }
    return false;
}

/* Adds n to what a site covers within the distance of the plan. */
static void count(const struct pcenter *c, int s, int n, int n_near[], int n_in_district[])
{
    const struct placement_input *in = c->in;
    const struct reach *r = in->reach;
    int d = in->site_district != NULL ? in->site_district[s] : -1;

    if (d >= 0) n_in_district[d] += n;
    for (int z = 0; z < r->n_zones; z++) {
        int k = find_pair(r, z, s);

        if (k >= 0 && r->way[k] <= c->high) n_near[z] += n;
    }
}

enum err pcenter_prune(struct pcenter *c, struct error *err)
{
    const struct placement_input *in = c->in;
    int *n_near = calloc((size_t)in->reach->n_zones + 1, sizeof *n_near);
    int *n_in_district = calloc((size_t)in->n_districts + 1, sizeof *n_in_district);
    bool closed = n_near != NULL && n_in_district != NULL;

    if (!closed) {
        free(n_near);
        free(n_in_district);
        return error_nomem(err, "pruning a plan");
    }
    for (int s = 0; s < in->reach->n_sites; s++)
        if (c->open[s]) count(c, s, 1, n_near, n_in_district);
    while (closed) {
        int worst = -1;

        for (int s = 0; s < in->reach->n_sites; s++) {
            if (!c->open[s] || in->status[s] != SITE_CANDIDATE) continue;
            if (worst >= 0 && in->cost[s] <= in->cost[worst]) continue;
            if (!is_needed(c, s, n_near, n_in_district)) worst = s;
        }
        closed = worst >= 0;
        if (!closed) break;
        c->open[worst] = false;
        count(c, worst, -1, n_near, n_in_district);
    }
    free(n_near);
    free(n_in_district);
    return ERR_OK;
}

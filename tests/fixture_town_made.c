/* fixture_town_made.c - what a city's tables make: compressed rows for the model, bits for the
 * truth; and the city changed. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tests/assert.h"
#include "tests/fixture_town.h"

static struct reach *rows_of(int n_rows, int n_cols, int n, const int row[], const int col[],
                             const double m[])
{
    struct reach *rows = NULL;
    struct error err;

    if (reach_from_pairs(&rows, n_rows, n_cols, n, row, col, m, &err) != ERR_OK)
        fail_msg("%s", err.text);
    return rows;
}

static void make_reach(struct town *t)
{
    static int zone[MOST_ZONES * MOST_SITES], site[MOST_ZONES * MOST_SITES];
    static double m[MOST_ZONES * MOST_SITES];
    size_t room;
    int n = 0;

    for (int s = t->n_sites - 1; s >= 0; s--) /* in no order that helps */
        for (int z = 0; z < t->n_zones; z++) {
            if (isinf(t->m[z][s])) continue;
            zone[n] = z;
            site[n] = s;
            m[n++] = t->m[z][s];
        }
    t->reach = rows_of(t->n_zones, t->n_sites, n, zone, site, m);
    room = (size_t)n + 1;
    t->pair_share = calloc(room, sizeof *t->pair_share);
    t->pair_cost = calloc(room, sizeof *t->pair_cost);
    assert_true(t->pair_share != NULL && t->pair_cost != NULL);
    for (int z = 0; z < t->n_zones; z++) {
        t->reach_of[z] = 0;
        for (int k = t->reach->row_start[z]; k < t->reach->row_start[z + 1]; k++) {
            t->reach_of[z] |= 1U << t->reach->site[k];
            t->pair_share[k] = t->share[z][t->reach->site[k]];
            t->pair_cost[k] = t->serve[z][t->reach->site[k]];
        }
    }
}

static void make_too_near(struct town *t)
{
    int a[MOST_SITES * MOST_SITES], b[MOST_SITES * MOST_SITES], n = 0;
    double m[MOST_SITES * MOST_SITES] = {0};

    for (int s = 0; s < t->n_sites; s++)
        for (int other = 0; other < t->n_sites; other++)
            if (t->near[s] >> other & 1) {
                a[n] = s;
                b[n++] = other;
            }
    t->too_near = rows_of(t->n_sites, t->n_sites, n, a, b, m);
}

static void clear_made(struct town *t)
{
    reach_free(t->reach);
    reach_free(t->too_near);
    free(t->pair_share);
    free(t->pair_cost);
    t->reach = t->too_near = NULL;
    t->pair_share = t->pair_cost = NULL;
}

void town_free(struct town *t)
{
    clear_made(t);
    free(t);
}

void town_ready(struct town *t)
{
    unsigned *const of[] = {&t->existing, &t->required, &t->candidate, &t->forbidden};

    clear_made(t);
    make_reach(t);
    make_too_near(t);
    for (int k = 0; k < 4; k++)
        *of[k] = 0;
    for (int d = 0; d < MOST_DISTRICTS; d++)
        t->in_district[d] = 0;
    for (int s = 0; s < t->n_sites; s++) {
        *of[t->status[s]] |= 1U << s;
        if (t->district[s] >= 0) t->in_district[t->district[s]] |= 1U << s;
    }
    for (int k = 0; k < t->n_phases; k++)
        t->phase_row[k] = t->phase_weight[k];
}

struct placement_input town_input(const struct town *t)
{
    struct placement_input in = {.reach = t->reach,
                                 .weight = t->weight,
                                 .cost = t->cost,
                                 .status = t->status,
                                 .p = t->p,
                                 .budget = t->budget,
                                 .limits = t->limits,
                                 .skip = t->skip,
                                 .site_district = t->district,
                                 .n_districts = t->n_districts,
                                 .min_per_district = t->min_per_district,
                                 .too_near = t->has_spacing ? t->too_near : NULL,
                                 .objective = t->objective,
                                 .cover_share = t->cover_share,
                                 .pair_share = t->gradual ? t->pair_share : NULL,
                                 .twice_share = t->twice_share,
                                 .capacity = t->has_capacity ? t->capacity : NULL,
                                 .serve_cost = t->has_serve_cost ? t->pair_cost : NULL,
                                 .single_source = t->single_source,
                                 .n_phases = t->n_phases,
                                 .phase_p = t->phase_p,
                                 .phase_budget = t->phase_budget,
                                 .phase_weight = t->phase_row};

    if (in.limits.n_threads == 0) in.limits.n_threads = 1;
    return in;
}

/* ---- changed ---- */

void town_permute(struct town *t)
{
    struct town old = *t;

    for (int z = 0; z < t->n_zones; z++) {
        int from = t->n_zones - 1 - z;

        t->weight[z] = old.weight[from];
        for (int k = 0; k < t->n_phases; k++)
            t->phase_weight[k][z] = old.phase_weight[k][from];
        for (int s = 0; s < t->n_sites; s++) {
            t->m[z][s] = old.m[from][(s + 3) % t->n_sites];
            t->share[z][s] = old.share[from][(s + 3) % t->n_sites];
            t->serve[z][s] = old.serve[from][(s + 3) % t->n_sites];
        }
    }
    for (int s = 0; s < t->n_sites; s++) {
        int from = (s + 3) % t->n_sites;

        t->cost[s] = old.cost[from];
        t->capacity[s] = old.capacity[from];
        t->status[s] = old.status[from];
        t->district[s] = old.district[from];
        t->near[s] = 0;
        for (int other = 0; other < t->n_sites; other++)
            if (old.near[from] >> (other + 3) % t->n_sites & 1) t->near[s] |= 1U << other;
    }
    town_ready(t);
}

void town_scale(struct town *t, double times)
{
    for (int z = 0; z < t->n_zones; z++) {
        t->weight[z] *= times;
        for (int k = 0; k < t->n_phases; k++)
            t->phase_weight[k][z] *= times;
        for (int s = 0; s < t->n_sites; s++)
            t->serve[z][s] *= times;
    }
    for (int s = 0; s < t->n_sites; s++) {
        t->capacity[s] *= times;
        t->cost[s] *= times;
    }
    t->budget *= times;
    for (int k = 0; k < t->n_phases; k++)
        t->phase_budget[k] *= times;
    town_ready(t);
}

bool town_twin_site(struct town *t)
{
    int s = t->n_sites - 1, twin = t->n_sites;

    if (twin == MOST_SITES) return false;
    for (int z = 0; z < t->n_zones; z++) {
        t->m[z][twin] = t->m[z][s] * 0.9;
        t->share[z][twin] = t->share[z][s];
        t->serve[z][twin] = t->serve[z][s];
    }
    t->cost[twin] = t->cost[s];
    t->capacity[twin] = t->capacity[s];
    t->district[twin] = t->district[s];
    t->status[twin] =
        t->status[s] == SITE_FORBIDDEN ? (enum site_status)SITE_FORBIDDEN : SITE_CANDIDATE;
    t->near[twin] = t->near[s];
    for (int other = 0; other < twin; other++)
        if (t->near[s] >> other & 1) t->near[other] |= 1U << twin;
    t->n_sites++;
    town_ready(t);
    return true;
}

bool town_split_zone(struct town *t, int z)
{
    int twin = t->n_zones;

    if (twin == MOST_ZONES) return false;
    memcpy(t->m[twin], t->m[z], sizeof t->m[z]);
    memcpy(t->share[twin], t->share[z], sizeof t->share[z]);
    for (int s = 0; s < t->n_sites; s++)
        t->serve[twin][s] = t->serve[z][s] /= 2;
    t->weight[twin] = t->weight[z] /= 2;
    for (int k = 0; k < t->n_phases; k++)
        t->phase_weight[k][twin] = t->phase_weight[k][z] /= 2;
    t->n_zones++;
    town_ready(t);
    return true;
}

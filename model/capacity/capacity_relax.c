/* capacity_relax.c - the bound at given multipliers: a knapsack for each site, then the sites
 * that pay, within the limit of their number. Valid for any multipliers. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/capacity/capacity.h"

void capacity_relax_free(struct capacity_relax *r)
{
    if (r == NULL) return;
    free(r->part);
    free(r->n_parts);
    free(r->near);
    free(r->near_end);
    free(r->ceiling);
    free(r->reduced);
    free(r->open);
    free(r->slack);
    free(r->room);
    free(r->item);
    free(r->order);
    free(r->by_room);
    free(r);
}

int capacity_by_value(const void *pa, const void *pb)
{
    const struct capacity_order *a = pa, *b = pb;

    if (a->value != b->value) return a->value < b->value ? -1 : 1;
    return (a->site > b->site) - (a->site < b->site);
}

static void sort_rooms(struct capacity_relax *r)
{
    int n = r->c->n_sites;

    for (int s = 0; s < n; s++)
        r->order[s] = (struct capacity_order){-r->c->room[s], s};
    qsort(r->order, (size_t)n, sizeof *r->order, capacity_by_value);
    for (int k = 0; k < n; k++)
        r->by_room[k] = r->order[k].site;
}

static void look_near(struct capacity_relax *r)
{
    const struct capacity *c = r->c;

    for (int i = 0; i < c->n_pairs; i++)
        r->near[i] = (struct capacity_near){c->cost[c->col_pair[i]],
                                            c->pair_zone[c->col_pair[i]], c->col_pair[i]};
    for (int s = 0; s < c->n_sites; s++)
        r->near_end[s] = c->col_start[s + 1];
    memcpy(r->ceiling, c->penalty, (size_t)c->n_zones * sizeof *r->ceiling);
}

void capacity_relax_narrow(struct capacity_relax *r, const double multiplier[], double times)
{
    const struct capacity *c = r->c;

    for (int z = 0; z < c->n_zones; z++)
        r->ceiling[z] = fmin(multiplier[z] * times, c->penalty[z]);
    for (int s = 0; s < c->n_sites; s++) {
        int end = c->col_start[s];

        for (int i = end; i < r->near_end[s]; i++)
            if (r->near[i].cost < r->ceiling[r->near[i].zone]) r->near[end++] = r->near[i];
        r->near_end[s] = end;
    }
}

enum err capacity_relax_create(struct capacity_relax **out, const struct capacity *c,
                               struct error *err)
{
    struct capacity_relax *r = calloc(1, sizeof *r);
    size_t sites = (size_t)c->n_sites + 1, rows = (size_t)(c->n_zones + c->n_rules) + 1;

    if (r != NULL) {
        r->c = c;
        r->part = calloc((size_t)c->n_pairs + 1, sizeof *r->part);
        r->n_parts = calloc(sites, sizeof *r->n_parts);
        r->near = calloc((size_t)c->n_pairs + 1, sizeof *r->near);
        r->near_end = calloc(sites, sizeof *r->near_end);
        r->ceiling = calloc((size_t)c->n_zones + 1, sizeof *r->ceiling);
        r->reduced = calloc(sites, sizeof *r->reduced);
        r->open = calloc(sites, sizeof *r->open);
        r->slack = calloc(rows, sizeof *r->slack);
        r->room = calloc(sites, sizeof *r->room);
        r->item = calloc((size_t)c->n_zones + 1, sizeof *r->item);
        r->order = calloc(sites, sizeof *r->order);
        r->by_room = calloc(sites, sizeof *r->by_room);
    }
    if (r == NULL || !r->part || !r->n_parts || !r->near || !r->near_end || !r->ceiling ||
        !r->reduced || !r->open || !r->slack || !r->room || !r->item || !r->order ||
        !r->by_room) {
        capacity_relax_free(r);
        return error_nomem(err, "the bound of capacities");
    }
    sort_rooms(r);
    look_near(r);
    *out = r;
    return ERR_OK;
}

/* The most that site s gains by serving zones at these prices; sets its parts. */
static double gain(struct capacity_relax *r, int s, const double price[])
{
    const struct capacity *c = r->c;
    struct capacity_part *part = r->part + c->col_start[s];
    double best;
    bool exact;
    int n = 0, n_parts = 0;

    for (int i = c->col_start[s]; i < r->near_end[s]; i++) {
        const struct capacity_near *near = &r->near[i];
        double more = price[near->zone] - near->cost, weight;

        if (r->pair_use != NULL && r->pair_use[near->pair] != USE_FREE) {
            if (r->pair_use[near->pair] == USE_ALWAYS)
                part[n_parts++] = (struct capacity_part){near->zone, near->pair, 1};
            continue;
        }
        if (!(more > 0)) continue;
        weight = c->weight[near->zone];
        r->item[n++] = (struct capacity_item){.gain = more,
                                              .weight = weight,
                                              .density = weight > 0 ? more / weight : INFINITY,
                                              .pair = i};
    }
    best = c->single ? capacity_pack_whole(r->item, n, r->room[s], &exact)
                     : capacity_pack_split(r->item, n, r->room[s]);
    for (int k = 0; k < n; k++)
        if (r->item[k].part > 0)
            part[n_parts++] = (struct capacity_part){
                r->near[r->item[k].pair].zone, r->near[r->item[k].pair].pair, r->item[k].part};
    r->n_parts[s] = n_parts;
    return best;
}

/* How many of the free sites may be taken, and have to be for their room alone. */
static bool count_limits(struct capacity_relax *r)
{
    const struct capacity *c = r->c;
    double need = c->need * (1 - 1e-9);

    r->most = c->p;
    r->n_free = r->least = 0;
    for (int s = 0; s < c->n_sites; s++) {
        if (r->choice[s] == CAPACITY_OPEN) {
            need -= fmin(c->room[s], c->need);
            r->most -= c->choice[s] == CAPACITY_FREE;
        }
        r->n_free += r->choice[s] == CAPACITY_FREE;
    }
    for (int k = 0; k < c->n_sites && need > 0; k++)
        if (r->choice[r->by_room[k]] == CAPACITY_FREE) {
            need -= c->room[r->by_room[k]];
            r->least++;
        }
    if (r->most > r->n_free) r->most = r->n_free;
    return need <= 0 && r->least <= r->most;
}

/* Reduced costs of all sites; returns what the open ones add. */
static double value_sites(struct capacity_relax *r, const double multiplier[])
{
    const struct capacity *c = r->c;
    double sum = 0;
    int n = 0;

    for (int s = 0; s < c->n_sites; s++) {
        double value = c->fixed[s];

        r->open[s] = r->choice[s] == CAPACITY_OPEN;
        r->n_parts[s] = 0;
        if (r->choice[s] == CAPACITY_CLOSED) continue;
        value -= gain(r, s, multiplier);
        for (int i = c->site_rule_start[s]; i < c->site_rule_start[s + 1]; i++) {
            int k = c->site_rule[i];

            value += multiplier[c->n_zones + c->rule_of[k]] * c->rule_value[k];
        }
        r->reduced[s] = value;
        if (r->open[s])
            sum += value;
        else
            r->order[n++] = (struct capacity_order){value, s};
    }
    qsort(r->order, (size_t)n, sizeof *r->order, capacity_by_value);
    for (r->n_taken = 0; r->n_taken < r->most; r->n_taken++) {
        if (r->order[r->n_taken].value >= 0 && r->n_taken >= r->least) break;
        r->open[r->order[r->n_taken].site] = true;
        sum += r->order[r->n_taken].value;
    }
    return sum;
}

/* What each relaxed row is short of, or over. */
static void set_slack(struct capacity_relax *r)
{
    const struct capacity *c = r->c;

    for (int z = 0; z < c->n_zones; z++)
        r->slack[z] = 1;
    for (int s = 0; s < c->n_sites; s++)
        for (int k = 0; k < r->n_parts[s] && r->open[s]; k++)
            r->slack[r->part[c->col_start[s] + k].zone] -= r->part[c->col_start[s] + k].part;
    for (int i = 0; i < c->n_rules; i++) {
        double sum = 0;

        for (int k = c->rule_start[i]; k < c->rule_start[i + 1]; k++)
            if (r->open[c->rule_site[k]]) sum += c->rule_value[k];
        r->slack[c->n_zones + i] = sum - c->rule_limit[i];
    }
}

double capacity_relax_value(struct capacity_relax *r, const double multiplier[])
{
    const struct capacity *c = r->c;
    double sum = 0;

    if (!count_limits(r)) return INFINITY;
    for (int s = 0; s < c->n_sites; s++)
        r->room[s] = c->room[s];
    for (int z = 0; z < c->n_zones; z++) {
        int always = -1;

        for (int k = c->row_start[z]; k < c->row_start[z + 1] && r->pair_use != NULL; k++)
            if (r->pair_use[k] == USE_ALWAYS) always = k;
        if (always < 0) {
            sum += fmin(multiplier[z], c->penalty[z]);
            continue;
        }
        sum += c->cost[always];
        r->room[c->site[always]] -= c->weight[z];
        if (r->room[c->site[always]] < 0) return INFINITY;
    }
    for (int i = 0; i < c->n_rules; i++)
        sum -= multiplier[c->n_zones + i] * c->rule_limit[i];
    r->constant = sum;
    sum += value_sites(r, multiplier);
    set_slack(r);
    return sum;
}

double capacity_relax_set(const struct capacity_relax *r, const bool open[])
{
    double sum = r->constant;

    if (r->pair_use != NULL) return -INFINITY; /* some sources were ruled out */
    for (int s = 0; s < r->c->n_sites; s++) {
        if (!open[s]) continue;
        if (r->choice[s] == CAPACITY_CLOSED) return -INFINITY; /* it was not looked at */
        sum += r->reduced[s];
    }
    return sum;
}

int capacity_relax_fix(const struct capacity_relax *r, double value, double cutoff,
                       unsigned char choice[])
{
    double worst = r->n_taken > 0 ? r->order[r->n_taken - 1].value : 0;
    double next = r->n_taken < r->n_free ? r->order[r->n_taken].value : INFINITY;
    int n = 0;

    for (int k = 0; k < r->n_free; k++) {
        double other = r->order[k].value;
        bool taken = k < r->n_taken;

        if (taken) /* without it, the next best where that is needed or pays */
            other = value - other + (r->n_taken == r->least ? next : fmin(next, 0));
        else /* in place of the worst where there is no room for both, or that pays */
            other = value + other - (r->n_taken == r->most ? worst : fmax(worst, 0));
        if (!(other > cutoff)) continue;
        choice[r->order[k].site] = taken ? CAPACITY_OPEN : CAPACITY_CLOSED;
        n++;
    }
    return n;
}

/* capacity_rules.c - budget, total capacity, districts and spacing, and what they imply. */
#include "model/capacity/capacity_rules.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/placement/placement_sides.h"

/* Rows that grow; "out of memory" sticks. */
struct draft {
    struct capacity *c;
    int n_values, room_values, room_rules;
    bool nomem;
};

static void add(struct draft *d, int s, double value)
{
    struct capacity *c = d->c;

    if (d->n_values == d->room_values) {
        int room = 2 * d->room_values + 100;
        int *site = realloc(c->rule_site, (size_t)room * sizeof *site);
        int *of = realloc(c->rule_of, (size_t)room * sizeof *of);
        double *values = realloc(c->rule_value, (size_t)room * sizeof *values);

        if (site != NULL) c->rule_site = site;
        if (of != NULL) c->rule_of = of;
        if (values != NULL) c->rule_value = values;
        d->nomem |= site == NULL || of == NULL || values == NULL;
        if (d->nomem) return;
        d->room_values = room;
    }
    c->rule_site[d->n_values] = s;
    c->rule_of[d->n_values] = c->n_rules;
    c->rule_value[d->n_values++] = value;
}

static void end(struct draft *d, double limit)
{
    struct capacity *c = d->c;
    double largest = 0;

    if (!d->nomem && c->n_rules + 1 >= d->room_rules) {
        int room = 2 * d->room_rules + 16;
        int *start = realloc(c->rule_start, (size_t)room * sizeof *start);
        double *limits = realloc(c->rule_limit, (size_t)room * sizeof *limits);

        if (start != NULL) c->rule_start = start;
        if (limits != NULL) c->rule_limit = limits;
        d->nomem |= start == NULL || limits == NULL;
        if (!d->nomem) d->room_rules = room;
    }
    if (d->nomem) return;
    if (c->n_rules == 0) c->rule_start[0] = 0;
    for (int k = c->rule_start[c->n_rules]; k < d->n_values; k++)
        largest = fmax(largest, fabs(c->rule_value[k]));
    if (largest <= 0) largest = 1;
    for (int k = c->rule_start[c->n_rules]; k < d->n_values; k++)
        c->rule_value[k] /= largest;
    c->rule_limit[c->n_rules++] = limit / largest;
    c->rule_start[c->n_rules] = d->n_values;
}

static void add_budget(struct draft *d, double budget)
{
    const struct placement_input *in = d->c->in;

    if (isinf(budget)) return;
    for (int s = 0; s < d->c->n_sites; s++)
        if (d->c->choice[s] == CAPACITY_FREE && in->cost[s] > 0) add(d, s, in->cost[s]);
    end(d, budget + placement_money(in->budget) - in->budget);
}

/* What is served in all needs room in all. */
static void add_total(struct draft *d)
{
    const struct capacity *c = d->c;
    double need = c->need * (1 - 1e-9);

    if (c->need <= 0) return;
    for (int s = 0; s < c->n_sites; s++)
        if (c->choice[s] == CAPACITY_OPEN) need -= fmin(c->room[s], c->need);
    if (need <= 0) return;
    for (int s = 0; s < c->n_sites; s++)
        if (c->choice[s] == CAPACITY_FREE && c->room[s] > 0) add(d, s, -fmin(c->room[s], need));
    end(d, -need);
}

static void add_districts(struct draft *d)
{
    const struct placement_input *in = d->c->in;

    if (in->site_district == NULL) return;
    for (int k = 0; k < in->n_districts && in->min_per_district > 0; k++) {
        int need = in->min_per_district;

        for (int s = 0; s < d->c->n_sites; s++)
            need -= in->site_district[s] == k && d->c->choice[s] == CAPACITY_OPEN;
        if (need <= 0) continue;
        for (int s = 0; s < d->c->n_sites; s++)
            if (in->site_district[s] == k && d->c->choice[s] == CAPACITY_FREE) add(d, s, -1);
        end(d, -need);
    }
}

static enum err add_spacing(struct draft *d, struct error *err)
{
    const struct capacity *c = d->c;
    struct reach *cliques = NULL;
    bool *usable;
    enum err code;

    if (c->in->too_near == NULL) return ERR_OK;
    usable = calloc((size_t)c->n_sites + 1, sizeof *usable);
    if (usable == NULL) return error_nomem(err, "the least spacing");
    for (int s = 0; s < c->n_sites; s++)
        usable[s] = c->choice[s] == CAPACITY_FREE;
    code = cover_cliques(&cliques, c->in->too_near, usable, err);
    free(usable);
    if (code != ERR_OK) return code;
    for (int r = 0; r < cliques->n_zones; r++) {
        for (int k = cliques->row_start[r]; k < cliques->row_start[r + 1]; k++)
            add(d, cliques->site[k], 1);
        end(d, 1);
    }
    reach_free(cliques);
    return ERR_OK;
}

enum err capacity_rules_fill(struct capacity *c, double budget, struct error *err)
{
    struct draft d = {.c = c};

    add_budget(&d, budget);
    add_total(&d);
    add_districts(&d);
    TRY(add_spacing(&d, err));
    c->site_rule_start = calloc((size_t)c->n_sites + 2, sizeof *c->site_rule_start);
    c->site_rule = malloc(((size_t)d.n_values + 1) * sizeof *c->site_rule);
    if (d.nomem || c->site_rule_start == NULL || c->site_rule == NULL)
        return error_nomem(err, "the rules of sites");
    for (int k = 0; k < d.n_values; k++)
        c->site_rule_start[c->rule_site[k] + 1]++;
    for (int s = 0; s < c->n_sites; s++)
        c->site_rule_start[s + 1] += c->site_rule_start[s];
    for (int k = 0; k < d.n_values; k++)
        c->site_rule[c->site_rule_start[c->rule_site[k]]++] = k;
    for (int s = c->n_sites; s > 0; s--) /* every start stands at the next one's now */
        c->site_rule_start[s] = c->site_rule_start[s - 1];
    c->site_rule_start[0] = 0;
    return ERR_OK;
}

/* ---- what follows from decided sites ---- */

/* False: the limit of sites is broken; closes the rest where it is used up. */
static bool imply_count(const struct capacity *c, unsigned char choice[], bool *changed)
{
    int n = 0;

    for (int s = 0; s < c->n_sites; s++)
        n += c->choice[s] == CAPACITY_FREE && choice[s] == CAPACITY_OPEN;
    for (int s = 0; s < c->n_sites && n == c->p; s++)
        if (choice[s] == CAPACITY_FREE) {
            choice[s] = CAPACITY_CLOSED;
            *changed = true;
        }
    return n <= c->p;
}

static bool imply_rule(const struct capacity *c, int r, unsigned char choice[], bool *changed)
{
    const double tiny = 1e-12;
    double least = 0;

    for (int k = c->rule_start[r]; k < c->rule_start[r + 1]; k++) {
        unsigned char now = choice[c->rule_site[k]];

        if (now == CAPACITY_OPEN || (now == CAPACITY_FREE && c->rule_value[k] < 0))
            least += c->rule_value[k];
    }
    for (int k = c->rule_start[r]; k < c->rule_start[r + 1]; k++) {
        unsigned char *now = &choice[c->rule_site[k]];

        if (*now != CAPACITY_FREE || least + fabs(c->rule_value[k]) <= c->rule_limit[r] + tiny)
            continue;
        *now = c->rule_value[k] > 0 ? CAPACITY_CLOSED : CAPACITY_OPEN;
        *changed = true;
    }
    return least <= c->rule_limit[r] + tiny;
}

/* A zone that has to be served and has one site left opens it. */
static bool imply_zone(const struct capacity *c, int z, unsigned char choice[], bool *changed)
{
    int last = -1, n = 0;

    if (!isinf(c->penalty[z])) return true;
    for (int k = c->row_start[z]; k < c->row_start[z + 1] && n < 2; k++)
        if (choice[c->site[k]] != CAPACITY_CLOSED) {
            last = c->site[k];
            n++;
        }
    if (n == 1 && choice[last] == CAPACITY_FREE) {
        choice[last] = CAPACITY_OPEN;
        *changed = true;
    }
    return n > 0;
}

bool capacity_imply(const struct capacity *c, unsigned char choice[])
{
    bool changed = true, fine = true;

    while (changed && fine) {
        changed = false;
        fine = imply_count(c, choice, &changed);
        for (int r = 0; r < c->n_rules && fine; r++)
            fine = imply_rule(c, r, choice, &changed);
        for (int z = 0; z < c->n_zones && fine; z++)
            fine = imply_zone(c, z, choice, &changed);
    }
    return fine;
}

bool capacity_allows(const struct capacity *c, const bool open[])
{
    int n = 0;

    for (int s = 0; s < c->n_sites; s++) {
        if (open[s] ? c->choice[s] == CAPACITY_CLOSED : c->choice[s] == CAPACITY_OPEN)
            return false;
        n += open[s] && c->choice[s] == CAPACITY_FREE;
    }
    if (n > c->p) return false;
    for (int r = 0; r < c->n_rules; r++) {
        double sum = 0;

        for (int k = c->rule_start[r]; k < c->rule_start[r + 1]; k++)
            sum += open[c->rule_site[k]] ? c->rule_value[k] : 0;
        if (sum > c->rule_limit[r] + 1e-12) return false;
    }
    return true;
}

/* capacity_search.c - plans: sets of sites that the bound suggests, mended; then sites added,
 * dropped and exchanged. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/capacity/capacity.h"

/* Has this set been tried lately? Remembers it. */
static bool seen(struct capacity_solve *v, const bool open[])
{
    unsigned long long hash = 14695981039346656037ULL; /* FNV-1a */

    for (int s = 0; s < v->c->n_sites; s++)
        hash = (hash ^ (open[s] ? 1 : 2)) * 1099511628211ULL;
    for (int k = 0; k < v->n_seen && k < N_SEEN; k++)
        if (v->seen[k] == hash) return true;
    v->seen[v->n_seen++ % N_SEEN] = hash;
    if (v->n_seen == 2 * N_SEEN) v->n_seen = N_SEEN;
    return false;
}

static double fixed_cost(const struct capacity *c, const bool open[])
{
    double sum = 0;

    for (int s = 0; s < c->n_sites; s++)
        if (open[s]) sum += c->fixed[s];
    return sum;
}

double capacity_evaluate(struct capacity_solve *v, const bool open[], double cutoff, int *stuck)
{
    const struct capacity *c = v->c;
    double fixed = fixed_cost(c, open);
    double value =
        capacity_flow_solve(v->flow, open, cutoff - fixed, v->trial_part, NULL, stuck);

    if (isinf(value) || !c->single) return fixed + value;
    if (fixed + value >= cutoff) return INFINITY; /* the parts are a split's */
    value = capacity_single_round(c, v->limits, open, v->trial_part, v->source, v->load,
                                  capacity_flow_work(v->flow));
    return fixed + value;
}

bool capacity_record(struct capacity_solve *v, const bool open[], const double part[],
                     double value)
{
    if (!(value < v->value)) return false;
    v->value = value;
    memcpy(v->open, open, (size_t)v->c->n_sites * sizeof *open);
    memcpy(v->part, part, (size_t)v->c->n_pairs * sizeof *part);
    return true;
}

/* ---- mending ---- */

/* Opens a site where no rule forbids it. */
static bool add(const struct capacity *c, bool open[], int s)
{
    int n = 0;

    if (open[s] || c->choice[s] != CAPACITY_FREE) return false;
    for (int k = 0; k < c->n_sites; k++)
        n += open[k] && c->choice[k] == CAPACITY_FREE;
    if (n >= c->p) return false;
    for (int i = c->site_rule_start[s]; i < c->site_rule_start[s + 1]; i++) {
        int place = c->site_rule[i], r = c->rule_of[place];
        double sum = c->rule_value[place];

        if (sum <= 0) continue;
        for (int k = c->rule_start[r]; k < c->rule_start[r + 1]; k++)
            if (open[c->rule_site[k]]) sum += c->rule_value[k];
        if (sum > c->rule_limit[r] + 1e-12) return false;
    }
    open[s] = true;
    return true;
}

void capacity_rank(struct capacity_solve *v, const double score[])
{
    int n = v->c->n_sites;

    for (int s = 0; s < n; s++) {
        int k = s;

        for (; k > 0 && score[v->rank[k - 1]] < score[s]; k--)
            v->rank[k] = v->rank[k - 1];
        v->rank[k] = s;
    }
}

/* Opens members of a rule that asks for more, best first. */
static bool mend_rule(struct capacity_solve *v, int r)
{
    const struct capacity *c = v->c;
    double sum = -c->rule_limit[r];

    for (int k = c->rule_start[r]; k < c->rule_start[r + 1]; k++)
        if (v->trial[c->rule_site[k]]) sum += c->rule_value[k];
    for (int k = 0; k < c->n_sites && sum > 1e-12; k++) {
        int s = v->rank[k];

        for (int i = c->site_rule_start[s]; i < c->site_rule_start[s + 1]; i++)
            if (c->rule_of[c->site_rule[i]] == r && c->rule_value[c->site_rule[i]] < 0 &&
                add(c, v->trial, s))
                sum += c->rule_value[c->site_rule[i]];
    }
    return sum <= 1e-12;
}

/* Opens the best site that gives room to a stuck zone. */
static bool mend_room(struct capacity_solve *v, int stuck)
{
    const bool *reached = capacity_flow_reached(v->flow, stuck);

    for (int k = 0; k < v->c->n_sites; k++)
        if (reached[v->rank[k]] && add(v->c, v->trial, v->rank[k])) return true;
    return false;
}

void capacity_try(struct capacity_solve *v, const bool open[], const double score[])
{
    const struct capacity *c = v->c;
    int stuck = -1;
    double value;

    capacity_rank(v, score);
    for (int s = 0; s < c->n_sites; s++)
        v->trial[s] = c->choice[s] == CAPACITY_OPEN;
    for (int k = 0; k < c->n_sites; k++)
        if (open[v->rank[k]]) add(c, v->trial, v->rank[k]);
    for (int r = c->n_rules - 1; r >= 0; r--)
        if (!mend_rule(v, r)) return;
    if (capacity_relax_set(v->relax, v->trial) >= capacity_cutoff(v) || seen(v, v->trial))
        return;
    for (;;) {
        value = capacity_evaluate(v, v->trial, capacity_cutoff(v), &stuck);
        if (stuck < 0) break;
        if (!mend_room(v, stuck)) return;
    }
    capacity_record(v, v->trial, v->trial_part, value);
}

/* ---- exchange ---- */

/* A search, the looks at pairs at which it ends, and those already charged. */
struct effort {
    struct capacity_solve *v;
    double until, charged;
};

/* A look at every pair counts as much as a step of the bound: 1. */
static bool spent(struct effort *e)
{
    double work = *capacity_flow_work(e->v->flow);
    long units = (long)((work - e->charged) / (1 + e->v->c->n_pairs));

    e->charged += (double)units * (1 + e->v->c->n_pairs);
    return cover_spend(e->v->limits, units) || work >= e->until;
}

/* Tries v->trial against the best plan. */
static bool better(struct effort *e)
{
    struct capacity_solve *v = e->v;
    double value;

    if (spent(e) || !capacity_allows(v->c, v->trial) || seen(v, v->trial)) return false;
    value = capacity_evaluate(v, v->trial, v->value, NULL);
    if (!(value < v->value - 1e-12 * fabs(v->value))) return false;
    return capacity_record(v, v->trial, v->trial_part, value);
}

static void reset_trial(struct capacity_solve *v)
{
    memcpy(v->trial, v->open, (size_t)v->c->n_sites * sizeof *v->trial);
}

/* What opening each closed site could save, by the prices of the best plan. */
static void score_sites(struct capacity_solve *v)
{
    const struct capacity *c = v->c;

    capacity_flow_solve(v->flow, v->open, INFINITY, NULL, v->price, NULL);
    for (int s = 0; s < c->n_sites; s++) {
        int n = 0;

        v->score[s] = -INFINITY;
        if (v->open[s] || c->choice[s] != CAPACITY_FREE) continue;
        for (int i = c->col_start[s]; i < c->col_start[s + 1]; i++) {
            int k = c->col_pair[i], z = c->pair_zone[k];
            double more = v->price[z] - c->cost[k];

            if (!(more > 0)) continue;
            v->relax->item[n++] = (struct capacity_item){
                more, c->weight[z], c->weight[z] > 0 ? more / c->weight[z] : INFINITY, k, 0};
        }
        v->score[s] = capacity_pack_split(v->relax->item, n, c->room[s]) - c->fixed[s];
    }
    capacity_rank(v, v->score);
}

static bool add_or_drop(struct effort *e)
{
    struct capacity_solve *v = e->v;
    const struct capacity *c = v->c;

    for (int s = 0; s < c->n_sites; s++) {
        if (c->choice[s] != CAPACITY_FREE || !v->open[s] || c->fixed[s] <= 0) continue;
        reset_trial(v);
        v->trial[s] = false;
        if (better(e)) return true;
    }
    score_sites(v);
    for (int k = 0; k < c->n_sites && v->score[v->rank[k]] > 0; k++) {
        reset_trial(v);
        v->trial[v->rank[k]] = true;
        if (better(e)) return true;
    }
    return false;
}

static bool exchange(struct effort *e)
{
    enum { BEST = 12 };
    struct capacity_solve *v = e->v;
    const struct capacity *c = v->c;
    int into[BEST], n = 0;

    score_sites(v);
    for (int k = 0; k < c->n_sites && n < BEST && !isinf(v->score[v->rank[k]]); k++)
        into[n++] = v->rank[k];
    for (int k = 0; k < n; k++)
        for (int s = 0; s < c->n_sites; s++) {
            if (c->choice[s] != CAPACITY_FREE || !v->open[s]) continue;
            reset_trial(v);
            v->trial[s] = false;
            v->trial[into[k]] = true;
            if (better(e)) return true;
        }
    return false;
}

void capacity_improve(struct capacity_solve *v, double work)
{
    double now = *capacity_flow_work(v->flow);
    struct effort e = {v, now + work, now};

    if (isinf(v->value)) return;
    while (!spent(&e))
        if (!add_or_drop(&e) && !exchange(&e)) return;
}

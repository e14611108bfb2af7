/* serve_fill.c - the last steps of a plan: exact assignment, trimming, spending what is left.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/serve/serve_state.h"

/* Takes the flows of serve_flow as the search's own. */
static enum err reassign(struct serve_search *s, struct error *err)
{
    const struct serve_net *net = s->net;
    double value = 0;

    TRY(serve_flow(net, s->size, s->flow, &value, err));
    for (enum service v = FAST; v < N_SERVICES; v++) {
        const struct serve_side *d = &net->side[v];

        memcpy(s->left[v], d->load, (size_t)d->n_items * sizeof *s->left[v]);
        for (int site = 0; site < net->in->n_sites; site++) {
            s->n_given[v][site] = 0;
            for (int pair = d->site_start[site]; pair < d->site_start[site + 1]; pair++)
                if (s->flow[v][pair] > 0)
                    serve_state_give(s, v, site, d->site_item[pair], s->flow[v][pair]);
        }
        for (int i = 0; i < d->n_items; i++)
            if (s->left[v][i] < 1e-12 * d->load[i]) s->left[v][i] = 0;
    }
    s->value = value;
    return ERR_OK;
}

static double site_load(const struct serve_search *s, enum service v, int site)
{
    const struct given *given = s->given[v] + s->net->side[v].site_start[site];
    double load = 0;

    for (int k = 0; k < s->n_given[v][site]; k++)
        load += given[k].load;
    return load;
}

/* Gives every site the cheapest size that holds its load; closes what serves nothing. */
static void trim(struct serve_search *s)
{
    const struct serve_net *net = s->net;
    const struct serve_input *in = net->in;

    for (int site = 0; site < in->n_sites; site++) {
        double load[N_SERVICES];
        int best = s->size[site];

        if (best < 0) continue;
        for (enum service v = FAST; v < N_SERVICES; v++)
            load[v] = site_load(s, v, site) * (1 - 1e-12);
        for (int k = in->size_start[site]; k < in->size_start[site + 1]; k++)
            if (in->size[k].cost < in->size[best].cost &&
                in->size[k].capacity[FAST] >= load[FAST] &&
                in->size[k].capacity[SLOW] >= load[SLOW])
                best = k;
        s->cost += in->size[best].cost - in->size[s->size[site]].cost;
        s->size[site] = best;
        if (load[FAST] <= 0 && load[SLOW] <= 0 && !net->must_open[site]) {
            serve_state_close(s, site);
            if (serve_state_needed(s, site)) serve_state_open(s, site, best);
        }
    }
}

/* Best larger size of a site for the money left: energy won per money. 0 where there is none.
 */
static double upgrade(struct serve_search *s, int site, int *size)
{
    const struct serve_net *net = s->net;
    const struct serve_input *in = net->in;
    int now = s->size[site];
    int n_fast = net->side[FAST].level_start[site + 1] - net->side[FAST].level_start[site];
    double money = serve_state_money(s), before = s->value,
           base = now < 0 ? 0 : in->size[now].cost;
    double top = 0, own;

    if (net->cheapest[site] < 0 || (now < 0 && serve_state_blocked(s, site))) return 0;
    s->local[0] = site;
    s->n_local = 1;
    serve_state_save(s);
    serve_state_close(s, site);
    own = before - s->value;
    serve_state_gains(s, FAST, site, s->gain);
    serve_state_gains(s, SLOW, site, s->gain + n_fast);
    for (int k = in->size_start[site]; k < in->size_start[site + 1]; k++) {
        double more = in->size[k].cost - base;
        double won = s->gain[net->size_level[FAST][k]] +
                     s->gain[n_fast + net->size_level[SLOW][k]] - own;

        if (more <= 0 || more > money || won <= top * more) continue;
        top = won / more;
        *size = k;
    }
    serve_state_restore(s);
    return top;
}

/* Spends what money is left, the most energy per money first; sites are looked at again only
 * when they come to the top. */
static void fill(struct serve_search *s)
{
    int n_sites = s->net->in->n_sites, size = -1;

    if (!isfinite(s->net->in->budget)) return;
    for (int site = 0; site < n_sites; site++)
        s->ratio[site] = upgrade(s, site, &size);
    for (int turn = 0; turn < 20 * n_sites; turn++) {
        int take = 0;
        double next = 0;

        for (int site = 1; site < n_sites; site++)
            if (s->ratio[site] > s->ratio[take]) take = site;
        if (s->ratio[take] <= 1e-12) break;
        for (int site = 0; site < n_sites; site++)
            if (site != take && s->ratio[site] > next) next = s->ratio[site];
        s->ratio[take] = upgrade(s, take, &size);
        if (s->ratio[take] < next || s->ratio[take] <= 1e-12) continue;
        serve_state_close(s, take);
        serve_state_open(s, take, size);
        s->ratio[take] = upgrade(s, take, &size);
    }
}

static void load_best(struct serve_search *s)
{
    serve_state_clear(s);
    for (int k = 0; k < s->net->in->n_sites; k++)
        if (s->best[k] >= 0) serve_state_open(s, k, s->best[k]);
}

enum err serve_search_best(struct serve_search *s, int size[], double *value, bool *found,
                           struct error *err)
{
    enum { PASSES = 8 };
    double kept = -1;

    *found = s->has_best;
    if (!s->has_best) return ERR_OK;
    load_best(s);
    for (int pass = 0; pass < PASSES; pass++) {
        TRY(reassign(s, err));
        trim(s);
        if (s->value > kept * (1 + 1e-9) || kept < 0) {
            kept = s->value;
            memcpy(size, s->size, (size_t)s->net->in->n_sites * sizeof *size);
            *value = s->value;
        } else {
            break;
        }
        fill(s);
    }
    return ERR_OK;
}

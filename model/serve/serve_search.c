/* serve_search.c - good plans of rule_then_serve: ruin and rebuild.
 *
 * A round closes a few stations around a random one, gives their demand back, and builds there
 * anew: first what the core rule needs, then the sites and sizes with the most energy less
 * price times money, each serving the densest demand that is left in its reach. A round that
 * does not pay is taken back. The price of money comes from the bound, so that money moves to
 * where it serves most without the search having to compare far places.
 *
 * Source: G. Schrimpf, J. Schneider, H. Stamm-Wilbrandt and G. Dueck, Record breaking
 *   optimization results using the ruin and recreate principle, Journal of Computational
 * Physics 159 (2000) 139-171, doi:10.1006/jcph.1999.6413. */
#include "model/serve/serve_state.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/dice.h"

static int random_below(struct serve_search *s, int n)
{
    return (int)(dice_throw(&s->random) % (uint64_t)n);
}

static double random_share(struct serve_search *s)
{
    return (double)(dice_throw(&s->random) >> 11) * 0x1p-53;
}

static void keep_best(struct serve_search *s, double price)
{
    const struct serve_input *in = s->net->in;

    if (s->cost > in->budget * (1 + 1e-12)) return;
    if (s->has_best &&
        s->value - price * s->cost <= s->best_value - price * s->best_cost + 1e-9)
        return;
    memcpy(s->best, s->size, (size_t)in->n_sites * sizeof *s->best);
    s->best_value = s->value;
    s->best_cost = s->cost;
    s->has_best = true;
}

/* Opens what has to stand: must-open sites and the cover, each at its cheapest size; then lets
 * every site in order of index take its best size at the price, and opens what pays. */
static void build_all(struct serve_search *s, const bool cover[], double price)
{
    const struct serve_net *net = s->net;
    double profit = 0;

    serve_state_clear(s);
    for (int k = 0; k < net->in->n_sites; k++)
        if (net->cheapest[k] >= 0 && (net->must_open[k] || cover[k]))
            serve_state_open(s, k, net->cheapest[k]);
    for (int pass = 0; pass < 2; pass++)
        for (int k = 0; k < net->in->n_sites; k++) {
            int before = s->size[k], size;
            bool needed = before >= 0 && (net->must_open[k] || cover[k]);

            if (net->cheapest[k] < 0 || (before < 0 && serve_state_blocked(s, k))) continue;
            serve_state_close(s, k);
            size = serve_state_best_size(s, k, price, serve_state_money(s), &profit);
            if (size >= 0 && (needed || profit > 0))
                serve_state_open(s, k, size);
            else if (needed)
                serve_state_open(s, k, before);
        }
}

void serve_search_start(struct serve_search *s, const bool cover[], double *price)
{
    const struct serve_net *net = s->net;
    const struct serve_input *in = net->in;
    double low = 0, high, total = net->side[FAST].total_kwh + net->side[SLOW].total_kwh;
    double all = 0;

    for (int k = 0; k < in->n_sites; k++)
        if (net->cheapest[k] >= 0) all += in->size[net->cheapest[k]].cost;
    if (!(total > 0) || !(all > 0)) total = all = 1;
    high = 100 * total / all;
    low = isfinite(in->budget) ? 1e-6 * total / all : 0;
    *price = 1e-9 * total / all; /* without a budget: the least money of the best plans */
    for (int k = 0; k < 24 && low > 0; k++) {
        *price = sqrt(low * high);
        build_all(s, cover, *price);
        if (serve_state_money(s) > 0.01 * in->budget)
            high = *price;
        else
            low = *price;
    }
    build_all(s, cover, *price);
    keep_best(s, *price);
}

/* Draws the sites of a round: neighbours of a random site by demand they share. */
static void draw_local(struct serve_search *s)
{
    const struct serve_net *net = s->net;
    int n_sites = net->in->n_sites, want = 3 + random_below(s, 10), first = -1;

    s->n_local = 0;
    for (int k = 0; k < 64 && first < 0; k++) {
        int site = random_below(s, n_sites);

        if (net->cheapest[site] >= 0 && (s->size[site] >= 0 || random_below(s, 4) == 0))
            first = site;
    }
    if (first < 0) return;
    s->local[s->n_local++] = first;
    for (int tries = 0; tries < 6 * want && s->n_local < want; tries++) {
        int from = s->local[random_below(s, s->n_local)], site;
        enum service v = random_below(s, 4) == 0 ? SLOW : FAST;
        const struct serve_side *d = &net->side[v];
        bool known = false;
        int i;

        if (serve_state_row(d, from) == 0) continue;
        i = d->site_item[d->site_start[from] + random_below(s, serve_state_row(d, from))];
        site = d->item_site[d->item_start[i] +
                            random_below(s, d->item_start[i + 1] - d->item_start[i])];
        for (int k = 0; k < s->n_local; k++)
            known = known || s->local[k] == site;
        if (!known) s->local[s->n_local++] = site;
    }
}

/* What opening a local site promises. It never promises more later: opening others leaves less
 * demand, less money and fewer rows unmet. */
struct promise {
    double score, noise;
    int size;    /* -1: not to be opened */
    bool looked; /* at the state as it is */
};

static void look_at(struct serve_search *s, int site, double price, double bonus,
                    struct promise *p)
{
    const struct serve_net *net = s->net;
    double profit = 0;

    p->looked = true;
    p->size = -1;
    if (serve_state_blocked(s, site)) return;
    p->size = serve_state_best_size(s, site, price, serve_state_money(s), &profit);
    if (p->size < 0 || (profit <= 0 && !serve_state_needed(s, site))) {
        p->size = -1;
        return;
    }
    p->score = profit * p->noise + bonus * price * net->in->size[net->cheapest[site]].cost *
                                       serve_state_rows_unmet(s, site);
    if (net->must_open[site]) p->score += 1e30;
}

/* Rebuilds the local sites: must-open ones first, then by profit and rows met, then what pays.
 * A site is looked at again only when its old promise is the best. */
static bool rebuild_local(struct serve_search *s, double price)
{
    struct promise promise[LOCAL_MOST];
    double bonus = 0.2 + 1.6 * random_share(s), noise = 0.3 * random_share(s);

    for (int k = 0; k < s->n_local; k++) {
        promise[k] = (struct promise){.noise = 1 + noise * (random_share(s) - 0.5), .size = -1};
        if (s->net->cheapest[s->local[k]] >= 0)
            look_at(s, s->local[k], price, bonus, &promise[k]);
    }
    for (;;) {
        int take = -1;

        for (int k = 0; k < s->n_local; k++)
            if (promise[k].size >= 0 && (take < 0 || promise[k].score > promise[take].score))
                take = k;
        if (take < 0) break;
        if (!promise[take].looked) {
            look_at(s, s->local[take], price, bonus, &promise[take]);
            continue;
        }
        serve_state_open(s, s->local[take], promise[take].size);
        promise[take].size = -1;
        for (int k = 0; k < s->n_local; k++)
            promise[k].looked = false;
    }
    for (int k = 0; k < s->n_local; k++)
        if (s->net->must_open[s->local[k]] && s->net->cheapest[s->local[k]] >= 0 &&
            s->size[s->local[k]] < 0)
            return false; /* no money was left for it */
    return true;
}

/* Each local site again takes its best size given the others, or closes where it is not needed.
 */
static void polish_local(struct serve_search *s, double price)
{
    for (int k = 0; k < s->n_local; k++) {
        int site = s->local[k], before = s->size[site], size;
        double profit = 0;

        if (s->net->cheapest[site] < 0 || (before < 0 && serve_state_blocked(s, site)))
            continue;
        serve_state_close(s, site);
        size = serve_state_best_size(s, site, price, serve_state_money(s), &profit);
        if (size >= 0 && (profit > 0 || serve_state_needed(s, site)))
            serve_state_open(s, site, size);
        else if (before >= 0 && serve_state_needed(s, site))
            serve_state_open(s, site, before);
    }
}

static bool local_rows_met(const struct serve_search *s)
{
    for (int k = 0; k < s->n_local; k++)
        if (s->size[s->local[k]] < 0 && serve_state_rows_unmet(s, s->local[k]) > 0)
            return false;
    return true;
}

void serve_search_improve(struct serve_search *s, double price, long n_rounds,
                          const struct serve_effort *effort)
{
    enum { LOOK_EVERY = 64 };

    for (long round = 0; round < n_rounds; round++) {
        double before = s->value - price * s->cost, after;
        double cooling = 1 - (double)round / (double)n_rounds;
        double heat = s->warmth * s->value * cooling * cooling;

        if (round % LOOK_EVERY == 0 && serve_effort_spent(effort)) break;
        draw_local(s);
        serve_state_save(s);
        for (int k = 0; k < s->n_local; k++)
            serve_state_close(s, s->local[k]);
        if (rebuild_local(s, price)) {
            polish_local(s, price);
            after = s->value - price * s->cost;
            if (after > before + heat * log(random_share(s) + 1e-300) && local_rows_met(s) &&
                s->cost <= s->net->in->budget * (1 + 1e-12)) {
                keep_best(s, price);
                continue;
            }
        }
        serve_state_restore(s);
    }
    s->warmth *= 0.5;
}

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
#include "model/serve_net.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { LOCAL_MOST = 24 };

struct serve_search {
    const struct serve_net *net; /* borrowed */
    int *size;                   /* [n_sites] -1: closed */
    double *left[N_SERVICES];    /* [n_items] load not served yet */
    double *flow[N_SERVICES]; /* [n_pairs] load served, by the pair's place in the site's row */
    int *cover;               /* [n_rows] open sites that meet the row */
    double value, cost;
    int *best; /* [n_sites] sizes of the best plan found */
    double best_value, best_cost;
    bool has_best;
    uint64_t random;
    double warmth;   /* share of the value that a round may lose at its start */
    double *gain;    /* scratch: worth of each level of one site */
    double *ratio;   /* scratch [n_sites] of filling up */
    int *saved_size; /* scratch of a round */
    double *saved_flow[N_SERVICES];
    int local[LOCAL_MOST], n_local;
};

static uint64_t next_random(struct serve_search *s) /* splitmix64, Steele et al. 2014 */
{
    uint64_t z = (s->random += 0x9E3779B97F4A7C15ULL);

    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

static int random_below(struct serve_search *s, int n)
{
    return (int)(next_random(s) % (uint64_t)n);
}

static double random_share(struct serve_search *s)
{
    return (double)(next_random(s) >> 11) * 0x1p-53;
}

static int row_length(const struct serve_side *d, int site)
{
    return d->site_start[site + 1] - d->site_start[site];
}

/* Worth of each capacity level of a site on the demand that is left. */
static void level_gains(const struct serve_search *s, enum service v, int site, double *gain)
{
    const struct serve_side *d = &s->net->side[v];
    const double *level = d->level + d->level_start[site];
    int n_levels = d->level_start[site + 1] - d->level_start[site];
    int pair = d->site_start[site], end = d->site_start[site + 1];
    double used = 0, worth = 0, load = 0, density = 0;

    for (int k = 0; k < n_levels; k++) {
        for (; pair < end; pair++) {
            int i = d->site_item[pair];

            load = s->left[v][i];
            density = d->kwh[i] / d->load[i];
            if (used + load > level[k]) break;
            used += load;
            worth += load * density;
        }
        gain[k] = worth + (pair < end ? (level[k] - used) * density : 0);
    }
}

/* Best size of a closed site at a price of money; -1 where none fits into the money left.
 * *profit receives energy less price x money, *gain_of the energy. */
static int best_size(const struct serve_search *s, int site, double price, double money,
                     double *profit)
{
    const struct serve_net *net = s->net;
    const struct serve_input *in = net->in;
    int n_fast = net->side[FAST].level_start[site + 1] - net->side[FAST].level_start[site];
    const double *fast = s->gain, *slow = s->gain + n_fast;
    int best = -1;

    level_gains(s, FAST, site, s->gain);
    level_gains(s, SLOW, site, s->gain + n_fast);
    for (int k = in->size_start[site]; k < in->size_start[site + 1]; k++) {
        double cost = in->size[k].cost, worth;

        if (cost > money) continue;
        worth = fast[net->size_level[FAST][k]] + slow[net->size_level[SLOW][k]] - price * cost;
        if (best < 0 || worth > *profit) {
            best = k;
            *profit = worth;
        }
    }
    return best;
}

static void open_site(struct serve_search *s, int site, int size)
{
    const struct serve_net *net = s->net;

    s->size[site] = size;
    s->cost += net->in->size[size].cost;
    for (int k = net->site_row_start[site]; k < net->site_row_start[site + 1]; k++)
        s->cover[net->site_row[k]]++;
    for (enum service v = FAST; v < N_SERVICES; v++) {
        const struct serve_side *d = &net->side[v];
        double room = net->in->size[size].capacity[v];

        for (int pair = d->site_start[site]; pair < d->site_start[site + 1] && room > 0;
             pair++) {
            int i = d->site_item[pair];
            double load = s->left[v][i] < room ? s->left[v][i] : room;

            if (load <= 0) continue;
            s->flow[v][pair] += load;
            s->left[v][i] -= load;
            room -= load;
            s->value += load * (d->kwh[i] / d->load[i]);
        }
    }
}

static void close_site(struct serve_search *s, int site)
{
    const struct serve_net *net = s->net;

    if (s->size[site] < 0) return;
    s->cost -= net->in->size[s->size[site]].cost;
    s->size[site] = -1;
    for (int k = net->site_row_start[site]; k < net->site_row_start[site + 1]; k++)
        s->cover[net->site_row[k]]--;
    for (enum service v = FAST; v < N_SERVICES; v++) {
        const struct serve_side *d = &net->side[v];

        for (int pair = d->site_start[site]; pair < d->site_start[site + 1]; pair++) {
            int i = d->site_item[pair];

            if (s->flow[v][pair] <= 0) continue;
            s->left[v][i] += s->flow[v][pair];
            s->value -= s->flow[v][pair] * (d->kwh[i] / d->load[i]);
            s->flow[v][pair] = 0;
        }
    }
}

static void clear_plan(struct serve_search *s)
{
    const struct serve_net *net = s->net;

    for (int k = 0; k < net->in->n_sites; k++)
        s->size[k] = -1;
    memset(s->cover, 0, (size_t)net->n_rows * sizeof *s->cover);
    for (enum service v = FAST; v < N_SERVICES; v++) {
        const struct serve_side *d = &net->side[v];

        memcpy(s->left[v], d->load, (size_t)d->n_items * sizeof *s->left[v]);
        memset(s->flow[v], 0, (size_t)d->n_pairs * sizeof *s->flow[v]);
    }
    s->value = s->cost = 0;
}

void serve_search_free(struct serve_search *s)
{
    if (!s) return;
    for (enum service v = FAST; v < N_SERVICES; v++) {
        free(s->left[v]);
        free(s->flow[v]);
        free(s->saved_flow[v]);
    }
    free(s->size);
    free(s->cover);
    free(s->best);
    free(s->gain);
    free(s->ratio);
    free(s->saved_size);
    free(s);
}

enum err serve_search_create(struct serve_search **out, const struct serve_net *net,
                             struct error *err)
{
    struct serve_search *s = calloc(1, sizeof *s);
    size_t sites = (size_t)net->in->n_sites + 1;
    size_t sizes = (size_t)net->in->size_start[net->in->n_sites] + 1;
    bool ok = s != NULL;

    for (enum service v = FAST; v < N_SERVICES && ok; v++) {
        const struct serve_side *d = &net->side[v];
        int longest = 0;

        for (int k = 0; k < net->in->n_sites; k++)
            if (row_length(d, k) > longest) longest = row_length(d, k);
        s->left[v] = calloc((size_t)d->n_items + 1, sizeof *s->left[v]);
        s->flow[v] = calloc((size_t)d->n_pairs + 1, sizeof *s->flow[v]);
        s->saved_flow[v] = calloc((size_t)longest * LOCAL_MOST + 1, sizeof *s->saved_flow[v]);
        ok = s->left[v] && s->flow[v] && s->saved_flow[v];
    }
    if (ok) {
        s->net = net;
        s->random = 20260718; /* any fixed number */
        s->warmth = 5e-5;
        s->size = calloc(sites, sizeof *s->size);
        s->cover = calloc((size_t)net->n_rows + 1, sizeof *s->cover);
        s->best = calloc(sites, sizeof *s->best);
        s->gain = calloc(2 * sizes, sizeof *s->gain);
        s->ratio = calloc(sites, sizeof *s->ratio);
        s->saved_size = calloc(LOCAL_MOST, sizeof *s->saved_size);
        ok = s->size && s->cover && s->best && s->gain && s->ratio && s->saved_size;
    }
    if (!ok) {
        serve_search_free(s);
        return error_nomem(err, "the search of rule_then_serve");
    }
    clear_plan(s);
    *out = s;
    return ERR_OK;
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

static double money_left(const struct serve_search *s)
{
    return s->net->in->budget - s->cost;
}

/* Opens what has to stand: must-open sites and the cover, each at its cheapest size; then lets
 * every site in order of index take its best size at the price, and opens what pays. */
static void build_all(struct serve_search *s, const bool cover[], double price)
{
    const struct serve_net *net = s->net;
    double profit = 0;

    clear_plan(s);
    for (int k = 0; k < net->in->n_sites; k++)
        if (net->cheapest[k] >= 0 && (net->must_open[k] || cover[k]))
            open_site(s, k, net->cheapest[k]);
    for (int pass = 0; pass < 2; pass++)
        for (int k = 0; k < net->in->n_sites; k++) {
            int before = s->size[k], size;
            bool needed = before >= 0 && (net->must_open[k] || cover[k]);

            if (net->cheapest[k] < 0) continue;
            close_site(s, k);
            size = best_size(s, k, price, money_left(s), &profit);
            if (size >= 0 && (needed || profit > 0))
                open_site(s, k, size);
            else if (needed)
                open_site(s, k, before);
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
        if (money_left(s) > 0.01 * in->budget)
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

        if (row_length(d, from) == 0) continue;
        i = d->site_item[d->site_start[from] + random_below(s, row_length(d, from))];
        site = d->item_site[d->item_start[i] +
                            random_below(s, d->item_start[i + 1] - d->item_start[i])];
        for (int k = 0; k < s->n_local; k++)
            known = known || s->local[k] == site;
        if (!known) s->local[s->n_local++] = site;
    }
}

static void save_local(struct serve_search *s)
{
    size_t at[N_SERVICES] = {0, 0};

    for (int k = 0; k < s->n_local; k++) {
        s->saved_size[k] = s->size[s->local[k]];
        for (enum service v = FAST; v < N_SERVICES; v++) {
            const struct serve_side *d = &s->net->side[v];
            size_t n = (size_t)row_length(d, s->local[k]);

            memcpy(s->saved_flow[v] + at[v], s->flow[v] + d->site_start[s->local[k]],
                   n * sizeof(double));
            at[v] += n;
        }
    }
}

/* Puts a site back as it was saved. */
static void restore_site(struct serve_search *s, int site, int size, const double *const flow[])
{
    const struct serve_net *net = s->net;

    if (size < 0) return;
    s->size[site] = size;
    s->cost += net->in->size[size].cost;
    for (int k = net->site_row_start[site]; k < net->site_row_start[site + 1]; k++)
        s->cover[net->site_row[k]]++;
    for (enum service v = FAST; v < N_SERVICES; v++) {
        const struct serve_side *d = &net->side[v];

        for (int k = 0; k < row_length(d, site); k++) {
            int pair = d->site_start[site] + k, i = d->site_item[pair];

            if (flow[v][k] <= 0) continue;
            s->flow[v][pair] = flow[v][k];
            s->left[v][i] -= flow[v][k];
            s->value += flow[v][k] * (d->kwh[i] / d->load[i]);
        }
    }
}

static void restore_local(struct serve_search *s)
{
    size_t at[N_SERVICES] = {0, 0};

    for (int k = 0; k < s->n_local; k++)
        close_site(s, s->local[k]);
    for (int k = 0; k < s->n_local; k++) {
        const double *flow[N_SERVICES] = {s->saved_flow[FAST] + at[FAST],
                                          s->saved_flow[SLOW] + at[SLOW]};

        restore_site(s, s->local[k], s->saved_size[k], flow);
        for (enum service v = FAST; v < N_SERVICES; v++)
            at[v] += (size_t)row_length(&s->net->side[v], s->local[k]);
    }
}

static int rows_unmet(const struct serve_search *s, int site)
{
    const struct serve_net *net = s->net;
    int n = 0;

    for (int k = net->site_row_start[site]; k < net->site_row_start[site + 1]; k++)
        n += s->cover[net->site_row[k]] == 0;
    return n;
}

/* Is a closed site needed, alone, by a rule row or by its status? */
static bool site_needed(const struct serve_search *s, int site)
{
    return s->net->must_open[site] || rows_unmet(s, site) > 0;
}

/* Rebuilds the local sites: must-open ones first, then by profit and rows met, then what pays.
 */
static bool rebuild_local(struct serve_search *s, double price)
{
    double bonus_scale = 0.2 + 1.6 * random_share(s), noise = 0.3 * random_share(s);

    for (;;) {
        int take = -1, take_size = -1;
        double top = 0;

        for (int k = 0; k < s->n_local; k++) {
            int site = s->local[k], size;
            double profit = 0, score;
            bool must = s->net->must_open[site];

            if (s->size[site] >= 0 || s->net->cheapest[site] < 0) continue;
            size = best_size(s, site, price, money_left(s), &profit);
            if (size < 0) {
                if (must) return false;
                continue;
            }
            score = profit * (1 + noise * (random_share(s) - 0.5)) +
                    bonus_scale * price * s->net->in->size[s->net->cheapest[site]].cost *
                        rows_unmet(s, site);
            if (must) score += 1e30;
            if (profit <= 0 && !site_needed(s, site)) continue;
            if (take < 0 || score > top) {
                take = site;
                take_size = size;
                top = score;
            }
        }
        if (take < 0) break;
        open_site(s, take, take_size);
    }
    return true;
}

/* Each local site again takes its best size given the others, or closes where it is not needed.
 */
static void polish_local(struct serve_search *s, double price)
{
    for (int k = 0; k < s->n_local; k++) {
        int site = s->local[k], before = s->size[site], size;
        double profit = 0;

        if (s->net->cheapest[site] < 0) continue;
        close_site(s, site);
        size = best_size(s, site, price, money_left(s), &profit);
        if (size >= 0 && (profit > 0 || site_needed(s, site)))
            open_site(s, site, size);
        else if (before >= 0 && site_needed(s, site))
            open_site(s, site, before);
    }
}

static bool local_rows_met(const struct serve_search *s)
{
    for (int k = 0; k < s->n_local; k++)
        if (s->size[s->local[k]] < 0 && rows_unmet(s, s->local[k]) > 0) return false;
    return true;
}

void serve_search_improve(struct serve_search *s, double price, long n_rounds)
{
    for (long round = 0; round < n_rounds; round++) {
        double before = s->value - price * s->cost, after;
        double cooling = 1 - (double)round / (double)n_rounds;
        double heat = s->warmth * s->value * cooling * cooling;

        draw_local(s);
        save_local(s);
        for (int k = 0; k < s->n_local; k++)
            close_site(s, s->local[k]);
        if (rebuild_local(s, price)) {
            polish_local(s, price);
            after = s->value - price * s->cost;
            if (after > before + heat * log(random_share(s) + 1e-300) && local_rows_met(s) &&
                s->cost <= s->net->in->budget * (1 + 1e-12)) {
                keep_best(s, price);
                continue;
            }
        }
        restore_local(s);
    }
    s->warmth *= 0.5;
}

/* Takes the flows of serve_flow as the search's own. */
static enum err reassign(struct serve_search *s, struct error *err)
{
    const struct serve_net *net = s->net;
    double value = 0;

    TRY(serve_flow(net, s->size, s->flow, &value, err));
    for (enum service v = FAST; v < N_SERVICES; v++) {
        const struct serve_side *d = &net->side[v];

        memcpy(s->left[v], d->load, (size_t)d->n_items * sizeof *s->left[v]);
        for (int site = 0; site < net->in->n_sites; site++)
            for (int pair = d->site_start[site]; pair < d->site_start[site + 1]; pair++)
                s->left[v][d->site_item[pair]] -= s->flow[v][pair];
        for (int i = 0; i < d->n_items; i++)
            if (s->left[v][i] < 1e-12 * d->load[i]) s->left[v][i] = 0;
    }
    s->value = value;
    return ERR_OK;
}

static double site_load(const struct serve_search *s, enum service v, int site)
{
    const struct serve_side *d = &s->net->side[v];
    double load = 0;

    for (int pair = d->site_start[site]; pair < d->site_start[site + 1]; pair++)
        load += s->flow[v][pair];
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
            close_site(s, site);
            if (site_needed(s, site)) open_site(s, site, best);
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
    double money = money_left(s), before = s->value, base = now < 0 ? 0 : in->size[now].cost;
    double top = 0, own;

    if (net->cheapest[site] < 0) return 0;
    s->local[0] = site;
    s->n_local = 1;
    save_local(s);
    close_site(s, site);
    own = before - s->value;
    level_gains(s, FAST, site, s->gain);
    level_gains(s, SLOW, site, s->gain + n_fast);
    for (int k = in->size_start[site]; k < in->size_start[site + 1]; k++) {
        double more = in->size[k].cost - base;
        double won = s->gain[net->size_level[FAST][k]] +
                     s->gain[n_fast + net->size_level[SLOW][k]] - own;

        if (more <= 0 || more > money || won <= top * more) continue;
        top = won / more;
        *size = k;
    }
    restore_local(s);
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
        close_site(s, take);
        open_site(s, take, size);
        s->ratio[take] = upgrade(s, take, &size);
    }
}

static void load_best(struct serve_search *s)
{
    clear_plan(s);
    for (int k = 0; k < s->net->in->n_sites; k++)
        if (s->best[k] >= 0) open_site(s, k, s->best[k]);
}

enum err serve_search_best(struct serve_search *s, int size[], double *value, double *cost,
                           struct error *err)
{
    enum { PASSES = 8 };
    double kept = -1;

    load_best(s);
    for (int pass = 0; pass < PASSES; pass++) {
        TRY(reassign(s, err));
        trim(s);
        if (s->value > kept * (1 + 1e-9) || kept < 0) {
            kept = s->value;
            memcpy(size, s->size, (size_t)s->net->in->n_sites * sizeof *size);
            *value = s->value;
            *cost = s->cost;
        } else {
            break;
        }
        fill(s);
    }
    return ERR_OK;
}

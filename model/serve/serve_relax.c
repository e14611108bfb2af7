/* serve_relax.c - the relaxed problem falls apart by site: a knapsack of the demand in reach at
 * each capacity, the concave hull of worth over money, the steepest pieces within the budget.
 */
#include "model/serve/serve_relax.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/parallel.h"

/* Sites of a task, and below so many pairs one thread is as fast. */
enum { SITES_A_TASK = 64, PAIRS_LEAST = 50000 };

/* Sorts by falling density as far as the sorted ones carry less than *room, which they use up;
 * what comes after is never looked at. */
static void sort_entries(struct entry *e, int n, double *room)
{
    while (n > 16) {
        double pivot = e[n / 2].density;
        int i = 0, j = n - 1;

        while (i <= j) {
            while (e[i].density > pivot)
                i++;
            while (e[j].density < pivot)
                j--;
            if (i <= j) {
                struct entry swap = e[i];

                e[i++] = e[j];
                e[j--] = swap;
            }
        }
        sort_entries(e, i, room);
        if (*room < 0) return;
        e += i;
        n -= i;
    }
    for (int k = 1; k < n; k++) {
        struct entry x = e[k];
        int j = k;

        for (; j > 0 && e[j - 1].density < x.density; j--)
            e[j] = e[j - 1];
        e[j] = x;
    }
    for (int k = 0; k < n; k++)
        *room -= e[k].load;
}

/* The items of a site that leave a profit at prices u, first in the order of the last time: it
 * is nearly right. Returns how many. */
static int find_entries(struct serve_relax *w, const struct serve_side *d, enum service v,
                        int s)
{
    struct entry *e = w->entry[v] + d->site_start[s];
    int n = 0, row = d->site_start[s + 1] - d->site_start[s];

    for (int k = 0; k < row; k++) {
        struct entry x = e[k];

        x.density = (d->kwh[x.item] - w->now[v][x.item]) / x.load;
        e[k] = e[n];
        if (x.density > 0)
            e[n++] = x;
        else
            e[k] = x;
    }
    return n;
}

/* Worth of each capacity level of site s for service v at prices u. */
static void site_gains(struct serve_relax *w, const struct serve_net *net, enum service v,
                       int s, double *gain)
{
    const struct serve_side *d = &net->side[v];
    struct entry *e = w->entry[v] + d->site_start[s];
    const double *level = d->level + d->level_start[s];
    int n = find_entries(w, d, v, s), n_levels = d->level_start[s + 1] - d->level_start[s],
        at = 0;
    double used = 0, worth = 0, room = n_levels > 0 ? level[n_levels - 1] * (1 + 1e-9) : 0;

    sort_entries(e, n, &room);
    w->n_entries[v][s] = n;
    for (int k = 0; k < n_levels; k++) {
        while (at < n && used + e[at].load <= level[k]) {
            used += e[at].load;
            worth += e[at].load * e[at].density;
            at++;
        }
        gain[k] = worth + (at < n ? (level[k] - used) * e[at].density : 0);
    }
}

/* A row asks for sites, a clique has them at most. */
static double row_sign(const struct serve_net *net, int r)
{
    return r < net->n_least ? 1 : -1;
}

/* Adds a corner, keeping worth concave over cost. */
static int hull_add(struct corner *hull, int n, struct corner c)
{
    if (n > 0 && c.worth <= hull[n - 1].worth) return n;
    while (n > 0 && c.cost <= hull[n - 1].cost)
        n--; /* same money, more worth */
    while (n > 1 && (c.worth - hull[n - 1].worth) * (hull[n - 1].cost - hull[n - 2].cost) >=
                        (hull[n - 1].worth - hull[n - 2].worth) * (c.cost - hull[n - 1].cost))
        n--;
    hull[n] = c;
    return n + 1;
}

struct corner *serve_relax_hull(const struct serve_relax *w, int site)
{
    return w->corner + w->net->in->size_start[site] + site; /* each site may also be closed */
}

static int site_hull(struct serve_relax *w, int s, double *scratch)
{
    const struct serve_net *net = w->net;
    struct corner *hull = serve_relax_hull(w, s);
    const struct serve_input *in = net->in;
    const struct serve_side *d = net->side;
    int n_fast = d[FAST].level_start[s + 1] - d[FAST].level_start[s], n = 0;
    const double *gain[N_SERVICES] = {scratch, scratch + n_fast};
    double rule = 0;

    site_gains(w, net, FAST, s, scratch);
    site_gains(w, net, SLOW, s, scratch + n_fast);
    for (int k = net->site_row_start[s]; k < net->site_row_start[s + 1]; k++)
        rule += row_sign(net, net->site_row[k]) * w->row_now[net->site_row[k]];
    if (!net->must_open[s] && !(w->least && w->least[s] > 0))
        hull[n++] = (struct corner){0, 0, -1};
    for (int j = in->size_start[s]; j < in->size_start[s + 1]; j++) {
        int k = w->by_cost[j];
        double cost = in->size[k].cost, worth;

        if (w->least && (cost < w->least[s] || cost > w->most[s])) continue;
        worth =
            gain[FAST][net->size_level[FAST][k]] + gain[SLOW][net->size_level[SLOW][k]] + rule;
        n = hull_add(hull, n, (struct corner){cost, worth, k});
    }
    return n;
}

static int by_slope(const void *pa, const void *pb)
{
    const struct piece *a = pa, *b = pb;

    if (a->slope != b->slope) return a->slope > b->slope ? -1 : 1;
    if (a->site != b->site) return a->site < b->site ? -1 : 1;
    return (a->corner > b->corner) - (a->corner < b->corner);
}

/* Buys the steepest pieces within the budget; returns the worth bought. */
static double buy(struct serve_relax *w, const struct serve_net *net)
{
    const struct serve_input *in = net->in;
    double money = in->budget, worth = 0;
    int n = 0;

    for (int s = 0; s < in->n_sites; s++) {
        const struct corner *hull = serve_relax_hull(w, s);
        int corners = w->n_corners[s];

        w->taken[s] = corners ? 0 : -1;
        if (!corners) continue;
        worth += hull[0].worth;
        money -= hull[0].cost;
        for (int k = 0; k + 1 < corners; k++) {
            double cost = hull[k + 1].cost - hull[k].cost;

            w->piece[n++] =
                (struct piece){(hull[k + 1].worth - hull[k].worth) / cost, cost, s, k};
        }
    }
    qsort(w->piece, (size_t)n, sizeof *w->piece, by_slope);
    w->part_site = -1;
    w->price = 0;
    for (int k = 0; k < n; k++) {
        const struct piece *p = &w->piece[k];

        if (p->cost > money) {
            w->part_site = p->site;
            w->part = money > 0 ? money / p->cost : 0;
            w->price = p->slope;
            return worth + w->part * p->slope * p->cost;
        }
        money -= p->cost;
        worth += p->slope * p->cost;
        w->taken[p->site] = p->corner + 1;
    }
    return worth;
}

/* Takes `share` of what site s serves at a corner off the slack of items and rows. */
static void serve_corner(struct serve_relax *w, const struct serve_net *net, int s, int corner,
                         double share)
{
    int size = serve_relax_hull(w, s)[corner].size;

    if (size < 0 || share <= 0) return;
    for (enum service v = FAST; v < N_SERVICES; v++) {
        const struct serve_side *d = &net->side[v];
        const struct entry *e = w->entry[v] + d->site_start[s];
        double room = net->in->size[size].capacity[v];

        for (int k = 0; k < w->n_entries[v][s] && room > 0; k++) {
            double load = e[k].load < room ? e[k].load : room;

            w->slack[v][e[k].item] -= share * load / e[k].load;
            room -= load;
        }
    }
    for (int k = net->site_row_start[s]; k < net->site_row_start[s + 1]; k++)
        w->row_slack[net->site_row[k]] += row_sign(net, net->site_row[k]) * share;
}

/* The least that the sites' corners take together. */
static double base_cost(const struct serve_relax *w, int n_sites)
{
    double cost = 0;

    for (int s = 0; s < n_sites; s++)
        if (w->n_corners[s] > 0) cost += serve_relax_hull(w, s)->cost;
    return cost;
}

double serve_relax_spent(const struct serve_relax *w, int site)
{
    const struct corner *hull = serve_relax_hull(w, site);
    int at = w->taken[site];

    if (at < 0) return 0;
    if (site != w->part_site) return hull[at].cost;
    return hull[at].cost + w->part * (hull[at + 1].cost - hull[at].cost);
}

/* The hulls of some sites. */
static void hulls(void *context, int task)
{
    struct serve_relax *w = context;
    const struct serve_input *in = w->net->in;
    int first = task * SITES_A_TASK, end = first + SITES_A_TASK;

    for (int s = first; s < end && s < in->n_sites; s++)
        w->n_corners[s] = in->size_start[s] < in->size_start[s + 1]
                              ? site_hull(w, s, w->gain + (size_t)task * w->gain_size)
                              : 0;
}

double serve_relax_evaluate(struct serve_relax *w, const struct serve_net *net)
{
    const struct serve_input *in = net->in;
    double bound = 0;

    w->impossible = false;
    parallel_run(w->n_threads, w->n_tasks, hulls, w);
    for (int s = 0; s < in->n_sites; s++)
        w->impossible = w->impossible ||
                        (in->size_start[s] < in->size_start[s + 1] && w->n_corners[s] == 0);
    if (w->impossible || base_cost(w, in->n_sites) > in->budget * (1 + 1e-12)) return -INFINITY;
    bound = buy(w, net);
    for (enum service v = FAST; v < N_SERVICES; v++)
        for (int i = 0; i < net->side[v].n_items; i++) {
            bound += w->now[v][i];
            w->slack[v][i] = 1;
        }
    for (int r = 0; r < net->n_rows; r++) {
        double need = row_sign(net, r) * net->row_need[r];

        bound -= need * w->row_now[r];
        w->row_slack[r] = -need;
    }
    for (int s = 0; s < in->n_sites; s++) {
        double part = s == w->part_site ? w->part : 0;

        if (w->taken[s] < 0) continue;
        serve_corner(w, net, s, w->taken[s], 1 - part);
        if (part > 0) serve_corner(w, net, s, w->taken[s] + 1, part);
    }
    return bound;
}

struct cost_key {
    double cost;
    int size;
};

static int by_cost_then_size(const void *pa, const void *pb)
{
    const struct cost_key *a = pa, *b = pb;

    if (a->cost != b->cost) return a->cost < b->cost ? -1 : 1;
    return (a->size > b->size) - (a->size < b->size);
}

static bool sort_sizes(struct serve_relax *w, const struct serve_net *net)
{
    const struct serve_input *in = net->in;
    struct cost_key *key = malloc(((size_t)in->size_start[in->n_sites] + 1) * sizeof *key);

    if (!key) return false;
    for (int s = 0; s < in->n_sites; s++) {
        int first = in->size_start[s], n = in->size_start[s + 1] - first;

        for (int k = 0; k < n; k++)
            key[k] = (struct cost_key){in->size[first + k].cost, first + k};
        qsort(key, (size_t)n, sizeof *key, by_cost_then_size);
        for (int k = 0; k < n; k++)
            w->by_cost[first + k] = key[k].size;
    }
    free(key);
    return true;
}

void serve_relax_clear(struct serve_relax *w)
{
    for (enum service v = FAST; v < N_SERVICES; v++) {
        free(w->entry[v]);
        free(w->n_entries[v]);
        free(w->slack[v]);
        free(w->move[v]);
        free(w->now[v]);
    }
    free(w->gain);
    free(w->by_cost);
    free(w->n_corners);
    free(w->corner);
    free(w->piece);
    free(w->taken);
    free(w->row_slack);
    free(w->row_move);
    free(w->row_now);
}

enum err serve_relax_create(struct serve_relax *w, const struct serve_net *net,
                            struct error *err)
{
    const struct serve_input *in = net->in;
    size_t sites = (size_t)in->n_sites + 1, rows = (size_t)net->n_rows + 1;
    size_t sizes = (size_t)in->size_start[in->n_sites] + 1;
    bool ok = true;

    memset(w, 0, sizeof *w);
    w->net = net;
    w->n_tasks = (in->n_sites + SITES_A_TASK - 1) / SITES_A_TASK;
    w->n_threads = net->side[FAST].n_pairs + net->side[SLOW].n_pairs < PAIRS_LEAST
                       ? 1
                       : in->limits.n_threads;
    for (int s = 0; s < in->n_sites; s++) {
        size_t levels = 0;

        for (enum service v = FAST; v < N_SERVICES; v++)
            levels += (size_t)(net->side[v].level_start[s + 1] - net->side[v].level_start[s]);
        if (levels + 1 > w->gain_size) w->gain_size = levels + 1;
    }
    for (enum service v = FAST; v < N_SERVICES; v++) {
        size_t items = (size_t)net->side[v].n_items + 1;

        w->entry[v] = malloc(((size_t)net->side[v].n_pairs + 1) * sizeof *w->entry[v]);
        w->n_entries[v] = calloc(sites, sizeof *w->n_entries[v]);
        w->slack[v] = calloc(items, sizeof *w->slack[v]);
        w->move[v] = calloc(items, sizeof *w->move[v]);
        w->now[v] = calloc(items, sizeof *w->now[v]);
        ok = ok && w->entry[v] && w->n_entries[v] && w->slack[v] && w->move[v] && w->now[v];
    }
    for (enum service v = FAST; v < N_SERVICES && ok; v++)
        for (int k = 0; k < net->side[v].n_pairs; k++) {
            int item = net->side[v].site_item[k];

            w->entry[v][k] = (struct entry){0, net->side[v].load[item], item};
        }
    w->gain = malloc(((size_t)w->n_tasks * w->gain_size + 1) * sizeof *w->gain);
    w->by_cost = calloc(sizes, sizeof *w->by_cost);
    w->n_corners = calloc(sites, sizeof *w->n_corners);
    w->corner = malloc((sizes + sites) * sizeof *w->corner);
    w->piece = malloc((sizes + sites) * sizeof *w->piece);
    w->taken = calloc(sites, sizeof *w->taken);
    w->row_slack = calloc(rows, sizeof *w->row_slack);
    w->row_move = calloc(rows, sizeof *w->row_move);
    w->row_now = calloc(rows, sizeof *w->row_now);
    ok = ok && w->gain && w->by_cost && w->n_corners && w->corner && w->piece && w->taken &&
         w->row_slack && w->row_move && w->row_now && sort_sizes(w, net);
    if (ok) return ERR_OK;
    serve_relax_clear(w);
    return error_nomem(err, "the bound of rule_then_serve");
}

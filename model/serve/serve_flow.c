/* serve_flow.c - the most energy that given sizes serve.
 *
 * Items come in falling energy per load and are pushed in by augmenting paths: from an item to
 * a full site, through another item that the full site serves, to a site with room. A denser
 * item that was served stays served, so the greedy order is optimal.
 *
 * Paths are shortest ones, found by labels: a lower bound of the steps to a site with room,
 * even for sites, odd for items. A path goes down one label at a time; where it cannot go on,
 * the label rises. Items that come later are only new sources, so labels never fall and all
 * items together cost little more than one. Where no site has some label, sites above it reach
 * no room.
 *
 * Source: R. K. Ahuja and J. B. Orlin, Distance-directed augmenting path algorithms for maximum
 *   flow and parametric maximum flow problems, Naval Research Logistics 38 (1991) 413-430,
 *   doi:10.1002/1520-6750(199106)38:3<413::AID-NAV3220380310>3.0.CO;2-J. */
#include "model/serve/serve_net.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FAR = INT_MAX / 2 }; /* the label of what reaches no room */

struct flow_work {
    const struct serve_side *side;
    int n_sites;
    double *flow; /* [n_pairs] load given, by the pair's place in the site's row */
    double *room; /* [n_sites] load still free */
    int *site_label, *item_label; /* [n_sites], [n_items] */
    int *site_at, *item_at;       /* where the search for the next step goes on */
    int *n_label;                 /* [n_sites + 1] sites of label 0, 2, 4 ... */
    int *path_place;              /* [n_sites + 1] place in the item's row that led to a site */
    int *path_site, *path_pair;   /* [n_sites + 1] the site, and the pair that leads on */
    double tiny;                  /* loads below this are rounding */
};

/* The place of the next site one label below an item; -1: none is left. */
static int next_site(struct flow_work *w, int item)
{
    const struct serve_side *d = w->side;
    int want = w->item_label[item] - 1;

    for (int k = w->item_at[item]; k < d->item_start[item + 1]; k++)
        if (w->site_label[d->item_site[k]] == want) {
            w->item_at[item] = k;
            return k;
        }
    return -1;
}

/* The next pair of a site whose item, one label below, could be served elsewhere; -1: none. */
static int next_pair(struct flow_work *w, int site)
{
    const struct serve_side *d = w->side;
    int want = w->site_label[site] - 1;

    for (int pair = w->site_at[site]; pair < d->site_start[site + 1]; pair++)
        if (w->flow[pair] > w->tiny && w->item_label[d->site_item[pair]] == want) {
            w->site_at[site] = pair;
            return pair;
        }
    return -1;
}

static void lift_item(struct flow_work *w, int item)
{
    const struct serve_side *d = w->side;
    int least = FAR;

    for (int k = d->item_start[item]; k < d->item_start[item + 1]; k++)
        if (w->site_label[d->item_site[k]] < least) least = w->site_label[d->item_site[k]];
    w->item_label[item] = least < FAR ? least + 1 : FAR;
    w->item_at[item] = d->item_start[item];
}

/* Nobody has a label any more: sites above it reach no room. */
static void give_up_above(struct flow_work *w, int label)
{
    for (int s = 0; s < w->n_sites; s++)
        if (w->site_label[s] > label && w->site_label[s] < FAR) {
            w->n_label[w->site_label[s] / 2]--;
            w->site_label[s] = FAR;
        }
}

static void lift_site(struct flow_work *w, int site)
{
    const struct serve_side *d = w->side;
    int least = FAR, was = w->site_label[site];

    for (int pair = d->site_start[site]; pair < d->site_start[site + 1]; pair++)
        if (w->flow[pair] > w->tiny && w->item_label[d->site_item[pair]] < least)
            least = w->item_label[d->site_item[pair]];
    w->site_at[site] = d->site_start[site];
    w->site_label[site] = least / 2 < w->n_sites ? least + 1 : FAR;
    /* items not lifted yet give it a label again for a while, which nobody counts */
    if (was >= FAR) return;
    if (w->site_label[site] < FAR) w->n_label[w->site_label[site] / 2]++;
    if (--w->n_label[was / 2] == 0) give_up_above(w, was);
}

/* Moves as much as fits along the path of `depth` full sites; returns the load moved. */
static double push(struct flow_work *w, int depth, double want)
{
    const struct serve_side *d = w->side;
    int end = w->path_site[depth];
    double amount = fmin(want, w->room[end]);

    for (int k = 0; k < depth; k++)
        amount = fmin(amount, w->flow[w->path_pair[k]]);
    for (int k = 0; k <= depth; k++) {
        w->flow[d->item_pair[w->path_place[k]]] += amount;
        if (k < depth) w->flow[w->path_pair[k]] -= amount;
    }
    w->room[end] -= amount;
    return amount;
}

/* Follows labels down from an item; returns the load moved, 0 where the item's label rose. */
static double augment(struct flow_work *w, int source, double want)
{
    const struct serve_side *d = w->side;
    int depth = 0, item = source;

    for (;;) {
        int place = next_site(w, item), site, pair;

        if (place < 0) {
            lift_item(w, item);
            if (depth == 0) return 0;
            depth--;
        } else {
            w->path_place[depth] = place;
            w->path_site[depth] = d->item_site[place];
        }
        site = w->path_site[depth];
        if (w->room[site] > w->tiny) return push(w, depth, want);
        pair = next_pair(w, site);
        if (pair < 0) {
            lift_site(w, site);
            item = depth == 0 ? source : d->site_item[w->path_pair[depth - 1]];
        } else {
            w->path_pair[depth++] = pair;
            item = d->site_item[pair];
        }
    }
}

/* Serves as much of an item as possible; returns the load served. */
static double serve_item(struct flow_work *w, int item)
{
    double left = w->side->load[item];

    while (left > w->tiny && w->item_label[item] < FAR)
        left -= augment(w, item, left);
    return w->side->load[item] - (left > w->tiny ? left : 0);
}

static void set_room(struct flow_work *w, const struct serve_net *net, enum service v,
                     const int size[])
{
    double most = 0;

    for (int s = 0; s < w->n_sites; s++) {
        w->room[s] = size[s] < 0 ? 0 : net->in->size[size[s]].capacity[v];
        most = fmax(most, w->room[s]);
    }
    w->tiny = 1e-12 * (most > 0 ? most : 1);
    memset(w->n_label, 0, ((size_t)w->n_sites + 1) * sizeof *w->n_label);
    for (int s = 0; s < w->n_sites; s++) {
        w->site_label[s] = w->room[s] > w->tiny ? 0 : FAR;
        w->n_label[0] += w->site_label[s] == 0;
        w->site_at[s] = w->side->site_start[s];
    }
    for (int i = 0; i < w->side->n_items; i++) {
        w->item_label[i] = 1;
        w->item_at[i] = w->side->item_start[i];
    }
}

static void flow_free(struct flow_work *w)
{
    free(w->room);
    free(w->site_label);
    free(w->item_label);
    free(w->site_at);
    free(w->item_at);
    free(w->n_label);
    free(w->path_place);
    free(w->path_site);
    free(w->path_pair);
}

static bool flow_allocate(struct flow_work *w)
{
    size_t sites = (size_t)w->n_sites + 2, items = (size_t)w->side->n_items + 1;

    w->room = malloc(sites * sizeof *w->room);
    w->site_label = malloc(sites * sizeof *w->site_label);
    w->item_label = malloc(items * sizeof *w->item_label);
    w->site_at = malloc(sites * sizeof *w->site_at);
    w->item_at = malloc(items * sizeof *w->item_at);
    w->n_label = malloc(sites * sizeof *w->n_label);
    w->path_place = malloc(sites * sizeof *w->path_place);
    w->path_site = malloc(sites * sizeof *w->path_site);
    w->path_pair = malloc(sites * sizeof *w->path_pair);
    return w->room && w->site_label && w->item_label && w->site_at && w->item_at &&
           w->n_label && w->path_place && w->path_site && w->path_pair;
}

/* One service; flow [n_pairs] receives the loads. */
static enum err side_flow(const struct serve_net *net, enum service v, const int size[],
                          double *flow, double *value, struct error *err)
{
    struct flow_work w = {.side = &net->side[v], .n_sites = net->in->n_sites, .flow = flow};
    bool ok = flow_allocate(&w);

    if (ok) {
        memset(flow, 0, (size_t)w.side->n_pairs * sizeof *flow);
        set_room(&w, net, v, size);
        for (int i = 0; i < w.side->n_items; i++)
            *value += serve_item(&w, i) * w.side->density[i];
    }
    flow_free(&w);
    return ok ? ERR_OK : error_nomem(err, "the assignment of demand");
}

enum err serve_flow(const struct serve_net *net, const int size[],
                    double *const flow[N_SERVICES], double *out, struct error *err)
{
    enum err code = ERR_OK;
    double value = 0;

    for (enum service v = FAST; v < N_SERVICES && code == ERR_OK; v++) {
        size_t pairs = (size_t)net->side[v].n_pairs;
        double *own = flow ? flow[v] : malloc((pairs + 1) * sizeof *own);

        code = own ? side_flow(net, v, size, own, &value, err)
                   : error_nomem(err, "the assignment of demand");
        if (!flow) free(own);
    }
    if (code == ERR_OK) *out = value;
    return code;
}

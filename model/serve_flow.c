/* serve_flow.c - the most energy that given sizes serve.
 *
 * Items come in falling energy per load and are pushed in by augmenting paths over sites: from
 * an item to a full site, through another item that the full site serves, to a site with room.
 * A denser item that was served stays served, so the greedy order is optimal. Sites from which
 * no room can be reached stay so and are left out of later searches. */
#include "model/serve_net.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct flow_work {
    const struct serve_side *side;
    double *flow;  /* [n_pairs] load given, by the pair's place in the site's row */
    double *room;  /* [n_sites] load still free; < 0: closed */
    bool *dead;    /* [n_sites] no room can be reached from here any more */
    int *queue;    /* [n_sites] */
    int *via_pair; /* [n_sites] pair at the earlier site whose load moves here; -1: the item */
    int *via_site; /* [n_sites] the earlier site, -1: the item itself */
    int *landing;  /* [n_sites] pair at this site that receives the load */
    int *seen;     /* [n_sites] round in which the site was last reached */
    int round;
    double tiny; /* loads below this are rounding */
};

/* Reaches for a site with room from item i, whose own sites are full. Returns it or -1, and
 * leaves the sites seen in queue[0 .. *n_seen-1]. */
static int find_room(struct flow_work *w, int item, int *n_seen)
{
    const struct serve_side *d = w->side;
    int head = 0, tail = 0;

    w->round++;
    for (int k = d->item_start[item]; k < d->item_start[item + 1]; k++) {
        int s = d->item_site[k];

        if (w->room[s] < 0 || w->dead[s] || w->seen[s] == w->round) continue;
        w->seen[s] = w->round;
        w->via_site[s] = -1;
        w->via_pair[s] = -1;
        w->landing[s] = d->item_pair[k];
        w->queue[tail++] = s;
    }
    while (head < tail) {
        int s = w->queue[head++];

        if (w->room[s] > w->tiny) {
            *n_seen = tail;
            return s;
        }
        for (int pair = d->site_start[s]; pair < d->site_start[s + 1]; pair++) {
            int other = d->site_item[pair];

            if (w->flow[pair] <= w->tiny) continue;
            for (int k = d->item_start[other]; k < d->item_start[other + 1]; k++) {
                int t = d->item_site[k];

                if (w->room[t] < 0 || w->dead[t] || w->seen[t] == w->round) continue;
                w->seen[t] = w->round;
                w->via_site[t] = s;
                w->via_pair[t] = pair;
                w->landing[t] = d->item_pair[k];
                w->queue[tail++] = t;
            }
        }
    }
    *n_seen = tail;
    return -1;
}

/* Moves as much as fits along the path that ends at `end`; returns the load moved. */
static double push(struct flow_work *w, int end, double want)
{
    double amount = want < w->room[end] ? want : w->room[end];

    for (int s = end; w->via_site[s] >= 0; s = w->via_site[s])
        if (w->flow[w->via_pair[s]] < amount) amount = w->flow[w->via_pair[s]];
    for (int s = end; s >= 0; s = w->via_site[s]) {
        w->flow[w->landing[s]] += amount;
        if (w->via_pair[s] >= 0) w->flow[w->via_pair[s]] -= amount;
    }
    w->room[end] -= amount;
    return amount;
}

/* Serves as much of an item as possible; returns the load served. */
static double serve_item(struct flow_work *w, int item)
{
    const struct serve_side *d = w->side;
    double left = d->load[item];

    while (left > w->tiny) {
        int n_seen, end = find_room(w, item, &n_seen);

        if (end < 0) {
            for (int k = 0; k < n_seen; k++)
                w->dead[w->queue[k]] = true;
            break;
        }
        left -= push(w, end, left);
    }
    return d->load[item] - (left > w->tiny ? left : 0);
}

static double side_flow(struct flow_work *w)
{
    double value = 0;

    for (int i = 0; i < w->side->n_items; i++)
        value += serve_item(w, i) * (w->side->kwh[i] / w->side->load[i]);
    return value;
}

static void set_room(struct flow_work *w, const struct serve_net *net, enum service v,
                     const int size[])
{
    double most = 0;

    for (int s = 0; s < net->in->n_sites; s++) {
        w->room[s] = size[s] < 0 ? -1 : net->in->size[size[s]].capacity[v];
        w->dead[s] = w->room[s] <= 0;
        w->seen[s] = 0;
        if (w->room[s] > most) most = w->room[s];
    }
    w->round = 0;
    w->tiny = 1e-12 * (most > 0 ? most : 1);
}

enum err serve_flow(const struct serve_net *net, const int size[],
                    double *const flow[N_SERVICES], double *out, struct error *err)
{
    size_t n = (size_t)net->in->n_sites + 1;
    struct flow_work w = {.room = malloc(n * sizeof(double)),
                          .dead = malloc(n * sizeof(bool)),
                          .queue = malloc(n * sizeof(int)),
                          .via_pair = malloc(n * sizeof(int)),
                          .via_site = malloc(n * sizeof(int)),
                          .landing = malloc(n * sizeof(int)),
                          .seen = malloc(n * sizeof(int))};
    enum err code = ERR_OK;
    double value = 0;

    if (!w.room || !w.dead || !w.queue || !w.via_pair || !w.via_site || !w.landing || !w.seen)
        code = error_nomem(err, "the assignment of demand");
    for (enum service v = FAST; v < N_SERVICES && code == ERR_OK; v++) {
        size_t pairs = (size_t)net->side[v].n_pairs;
        double *own = calloc(pairs + 1, sizeof *own);

        if (!own) {
            code = error_nomem(err, "the assignment of demand");
            break;
        }
        w.side = &net->side[v];
        w.flow = own;
        set_room(&w, net, v, size);
        value += side_flow(&w);
        if (flow) memcpy(flow[v], own, pairs * sizeof *own);
        free(own);
    }
    if (code == ERR_OK) *out = value;
    free(w.room);
    free(w.dead);
    free(w.queue);
    free(w.via_pair);
    free(w.via_site);
    free(w.landing);
    free(w.seen);
    return code;
}

/* The same objective in plain loops over zones, as an independent second word: augmenting paths
 * by depth-first search on a dense table of zones and sites. */

struct worth_work {
    const struct serve_input *in;
    enum service v;
    const int *size;
    double *given; /* [n_zones x n_sites] */
    double *room;  /* [n_sites] */
    bool *seen;    /* [n_sites] */
};

static double worth_push(struct worth_work *w, int zone, double want)
{
    const struct reach *reach = w->in->reach[w->v];
    int n_sites = w->in->n_sites;

    for (int k = reach->row_start[zone]; k < reach->row_start[zone + 1]; k++) {
        int s = reach->site[k];
        double amount = want < w->room[s] ? want : w->room[s];

        if (w->size[s] < 0 || w->seen[s]) continue;
        w->seen[s] = true;
        if (amount <= 1e-13) amount = 0;
        for (int z = 0; z < w->in->n_zones && amount <= 0; z++) {
            double *there = &w->given[(size_t)z * (size_t)n_sites + (size_t)s];

            if (*there <= 1e-13) continue;
            amount = worth_push(w, z, want < *there ? want : *there);
            *there -= amount;
            w->room[s] += amount;
        }
        if (amount <= 0) continue;
        w->given[(size_t)zone * (size_t)n_sites + (size_t)s] += amount;
        w->room[s] -= amount;
        return amount;
    }
    return 0;
}

static double worth_side(struct worth_work *w)
{
    const struct serve_input *in = w->in;
    const double *load = in->load[w->v], *kwh = in->kwh[w->v];
    double value = 0;
    bool *done = calloc((size_t)in->n_zones + 1, sizeof *done);

    for (int turn = 0; done && turn < in->n_zones; turn++) {
        int zone = -1;
        double left;

        for (int z = 0; z < in->n_zones; z++)
            if (!done[z] && load[z] > 0 &&
                (zone < 0 || kwh[z] * load[zone] > kwh[zone] * load[z]))
                zone = z;
        if (zone < 0) break;
        done[zone] = true;
        left = load[zone];
        for (double got = 1; left > 1e-12 * load[zone] && got > 0; left -= got) {
            memset(w->seen, 0, (size_t)in->n_sites * sizeof *w->seen);
            got = worth_push(w, zone, left);
        }
        value += kwh[zone] * (load[zone] - left) / load[zone];
    }
    free(done);
    return done ? value : (double)NAN;
}

static bool plan_allowed(const struct serve_input *in, const int size[])
{
    double cost = 0;

    for (int s = 0; s < in->n_sites; s++) {
        bool must = in->status[s] == SITE_EXISTING || in->status[s] == SITE_REQUIRED;

        if (size[s] < 0 && must && in->size_start[s] < in->size_start[s + 1]) return false;
        if (size[s] >= 0) cost += in->size[size[s]].cost;
    }
    for (int z = 0; in->rule && z < in->n_zones; z++) {
        bool possible = false, met = false;

        for (int k = in->rule->row_start[z]; k < in->rule->row_start[z + 1]; k++) {
            int s = in->rule->site[k];

            if (in->size_start[s] < in->size_start[s + 1]) possible = true;
            if (size[s] >= 0) met = true;
        }
        if (possible && !met) return false;
    }
    return cost <= in->budget * (1 + 1e-9);
}

double serve_worth(const struct serve_input *in, const int size[])
{
    struct worth_work w = {.in = in, .size = size};
    double value = 0;

    if (!plan_allowed(in, size)) return NAN;
    for (enum service v = FAST; v < N_SERVICES; v++) {
        w.v = v;
        w.given = calloc((size_t)in->n_zones * (size_t)in->n_sites + 1, sizeof *w.given);
        w.room = calloc((size_t)in->n_sites + 1, sizeof *w.room);
        w.seen = calloc((size_t)in->n_sites + 1, sizeof *w.seen);
        for (int s = 0; w.room && s < in->n_sites; s++)
            w.room[s] = size[s] < 0 ? 0 : in->size[size[s]].capacity[v];
        value += w.given && w.room && w.seen ? worth_side(&w) : (double)NAN;
        free(w.given);
        free(w.room);
        free(w.seen);
    }
    return value;
}

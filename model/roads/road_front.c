/* road_front.c - see road_front.h
 *
 * Buckets of costs, each a quarter of the mean arc wide, instead of a heap: nodes of one bucket
 * are taken first come, first served, and taken again in the rare case that another of the same
 * bucket leads to them at less. (Last come, first served takes time that doubles with every
 * arc that fits into a bucket: a garage of short arcs in a province of long ones.) What lies
 * beyond the last bucket waits until they are empty.
 *
 * Source: E. V. Denardo and B. L. Fox, Shortest-route methods: 1. Reaching, pruning, and
 *   buckets, Operations Research 27 (1979) 161-186, doi:10.1287/opre.27.1.161. */
#include "model/roads/road_front.h"

#include <math.h>
#include <stdlib.h>

enum { NONE = -1, LATER = ROAD_FRONT_BUCKETS };

bool road_front_create(struct road_front *f, const struct road_net *net)
{
    const int n_nodes = net->graph->n_nodes, n_arcs = net->arc_start[n_nodes];
    double sum = 0;

    *f = (struct road_front){.spare = NONE, .later = NONE};
    f->label = malloc(((size_t)n_nodes + 1) * sizeof *f->label);
    if (f->label == NULL) return false;
    for (int k = 0; k < n_nodes; k++)
        f->label[k] = INFINITY;
    for (int k = 0; k < n_arcs; k++)
        sum += net->arc[k].cost;
    f->per_cost = 4 * n_arcs / sum;
    if (!isfinite(f->per_cost)) f->per_cost = 1; /* no arc costs anything, or next to nothing */
    for (int b = 0; b < ROAD_FRONT_BUCKETS; b++)
        f->bucket[b] = NONE;
    return true;
}

void road_front_free(struct road_front *f)
{
    free(f->label);
    free(f->reached);
    free(f->waiting);
    *f = (struct road_front){0};
}

static bool grow_waiting(struct road_front *f)
{
    int room = f->room_waiting + f->room_waiting / 2 + 1000;
    struct road_waiting *larger = realloc(f->waiting, (size_t)room * sizeof *larger);

    if (larger == NULL) return false;
    f->waiting = larger;
    for (int k = room - 1; k >= f->room_waiting; k--) {
        larger[k].next = f->spare;
        f->spare = k;
    }
    f->room_waiting = room;
    return true;
}

static bool grow_reached(struct road_front *f)
{
    int room = f->room_reached + f->room_reached / 2 + 1000;
    int *larger = realloc(f->reached, (size_t)room * sizeof *larger);

    if (larger == NULL) return false;
    f->reached = larger;
    f->room_reached = room;
    return true;
}

/* A greater cost never has an earlier bucket. */
static inline int bucket_of(const struct road_front *f, double cost)
{
    double at = (cost - f->base) * f->per_cost;

    return at < ROAD_FRONT_BUCKETS ? (int)at : LATER;
}

static inline void put(struct road_front *f, int waiting, int bucket)
{
    if (bucket == LATER) {
        f->waiting[waiting].next = f->later;
        f->later = waiting;
        return;
    }
    f->n_in_buckets++;
    f->waiting[waiting].next = NONE;
    if (f->bucket[bucket] == NONE)
        f->bucket[bucket] = waiting;
    else
        f->waiting[f->last[bucket]].next = waiting;
    f->last[bucket] = waiting;
}

static inline int take(struct road_front *f, int *list)
{
    int waiting = *list;

    *list = f->waiting[waiting].next;
    return waiting;
}

static inline void reach(struct road_front *f, int node, double cost, int bucket)
{
    int waiting;

    if ((f->spare == NONE && !grow_waiting(f)) ||
        (f->n_reached == f->room_reached && !grow_reached(f))) {
        f->nomem = true;
        return;
    }
    if (isinf(f->label[node])) f->reached[f->n_reached++] = node;
    f->label[node] = cost;
    waiting = take(f, &f->spare);
    f->waiting[waiting].cost = cost;
    f->waiting[waiting].node = node;
    put(f, waiting, bucket);
}

void road_front_start(struct road_front *f, int node, double cost)
{
    if (cost < f->label[node]) reach(f, node, cost, LATER);
}

static void go_on(struct road_front *f, const struct road_net *net, double most, int node,
                  double from)
{
    for (int k = net->arc_start[node]; k < net->arc_start[node + 1]; k++) {
        double cost = from + net->arc[k].cost;

        if (cost <= most && cost < f->label[net->arc[k].to])
            reach(f, net->arc[k].to, cost, bucket_of(f, cost));
    }
}

static void empty_buckets(struct road_front *f, const struct road_net *net, double most)
{
    for (int b = 0; b < ROAD_FRONT_BUCKETS && f->n_in_buckets > 0; b++)
        while (f->bucket[b] != NONE) {
            int waiting = take(f, &f->bucket[b]);
            struct road_waiting w = f->waiting[waiting];

            f->n_in_buckets--;
            f->waiting[waiting].next = f->spare;
            f->spare = waiting;
            if (w.cost <= f->label[w.node] && !f->nomem) go_on(f, net, most, w.node, w.cost);
        }
}

/* The buckets begin at the least cost that waits for later. What is worth nothing any more is
 * let go. */
static void move_on(struct road_front *f, double most)
{
    int list = f->later;

    f->base = INFINITY;
    for (int k = list; k != NONE; k = f->waiting[k].next)
        if (f->waiting[k].cost < f->base) f->base = f->waiting[k].cost;
    f->later = NONE;
    while (list != NONE) {
        int waiting = take(f, &list);
        const struct road_waiting *w = &f->waiting[waiting];

        if (w->cost <= most && w->cost <= f->label[w->node]) {
            put(f, waiting, bucket_of(f, w->cost));
        } else {
            f->waiting[waiting].next = f->spare;
            f->spare = waiting;
        }
    }
}

void road_front_run(struct road_front *f, const struct road_net *net, double most)
{
    while (f->later != NONE) {
        move_on(f, most);
        empty_buckets(f, net, most);
    }
}

void road_front_reset(struct road_front *f)
{
    for (int k = 0; k < f->n_reached; k++)
        f->label[f->reached[k]] = INFINITY;
    f->n_reached = 0;
    f->nomem = false;
}

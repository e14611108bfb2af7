/* road_front.c - see road_front.h
 *
 * A heap of four branches with entries that are left behind where a node is reached at less. */
#include "model/roads/road_front.h"

#include <math.h>
#include <stdlib.h>

enum { BRANCHES = 4 };

struct road_front_entry {
    double cost;
    int node;
};

bool road_front_create(struct road_front *f, int n_nodes)
{
    *f = (struct road_front){0};
    f->label = malloc(((size_t)n_nodes + 1) * sizeof *f->label);
    if (f->label == NULL) return false;
    for (int k = 0; k < n_nodes; k++)
        f->label[k] = INFINITY;
    return true;
}

void road_front_free(struct road_front *f)
{
    free(f->label);
    free(f->reached);
    free(f->heap);
    *f = (struct road_front){0};
}

static bool grow(struct road_front *f)
{
    int room = f->room_heap + f->room_heap / 2 + 1000;
    struct road_front_entry *larger = realloc(f->heap, (size_t)room * sizeof *larger);

    if (larger == NULL) return false;
    f->heap = larger;
    f->room_heap = room;
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

void road_front_start(struct road_front *f, int node, double cost)
{
    int at;

    if (!(cost < f->label[node])) return;
    if ((f->n_heap == f->room_heap && !grow(f)) ||
        (f->n_reached == f->room_reached && !grow_reached(f))) {
        f->nomem = true;
        return;
    }
    if (isinf(f->label[node])) f->reached[f->n_reached++] = node;
    f->label[node] = cost;
    for (at = f->n_heap++; at > 0; at = (at - 1) / BRANCHES) {
        int up = (at - 1) / BRANCHES;

        if (f->heap[up].cost <= cost) break;
        f->heap[at] = f->heap[up];
    }
    f->heap[at] = (struct road_front_entry){cost, node};
}

/* Takes the least entry away. */
static struct road_front_entry pop(struct road_front *f)
{
    struct road_front_entry *heap = f->heap, least = heap[0], last = heap[--f->n_heap];
    int at = 0, n = f->n_heap;

    for (;;) {
        int first = BRANCHES * at + 1, best = first;
        int end = first + BRANCHES < n ? first + BRANCHES : n;

        if (first >= n) break;
        for (int k = first + 1; k < end; k++)
            if (heap[k].cost < heap[best].cost) best = k;
        if (heap[best].cost >= last.cost) break;
        heap[at] = heap[best];
        at = best;
    }
    heap[at] = last;
    return least;
}

void road_front_run(struct road_front *f, const struct road_net *net, double most)
{
    while (f->n_heap > 0 && !f->nomem) {
        struct road_front_entry e = pop(f);

        if (e.cost > most) break;
        if (e.cost > f->label[e.node]) continue;
        for (int k = net->arc_start[e.node]; k < net->arc_start[e.node + 1]; k++) {
            double cost = e.cost + net->arc[k].cost;

            if (cost <= most) road_front_start(f, net->arc[k].to, cost);
        }
    }
}

void road_front_reset(struct road_front *f)
{
    for (int k = 0; k < f->n_reached; k++)
        f->label[f->reached[k]] = INFINITY;
    f->n_reached = f->n_heap = 0;
    f->nomem = false;
}

/* open_nodes.c - a heap of nodes. */
#include "model/open_nodes.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

static bool before(struct open_node a, struct open_node b)
{
    return a.bound != b.bound ? a.bound < b.bound : a.number > b.number;
}

enum err open_nodes_push(struct open_nodes *q, double bound, void *node, struct error *err)
{
    struct open_node last = {bound, q->n_made, node};
    int k = q->n;

    if (node == NULL) return error_nomem(err, "the nodes of a search");
    if (q->n == q->room) {
        int room = 2 * q->room + 64;
        struct open_node *heap = realloc(q->heap, (size_t)room * sizeof *heap);

        if (heap == NULL) {
            q->free_node(node);
            return error_nomem(err, "the nodes of a search");
        }
        q->heap = heap;
        q->room = room;
    }
    q->n_made++;
    for (q->n++; k > 0 && before(last, q->heap[(k - 1) / 2]); k = (k - 1) / 2)
        q->heap[k] = q->heap[(k - 1) / 2];
    q->heap[k] = last;
    return ERR_OK;
}

void *open_nodes_pop(struct open_nodes *q)
{
    struct open_node top = q->heap[0], last = q->heap[--q->n];
    int k = 0;

    for (;;) {
        int child = 2 * k + 1;

        if (child + 1 < q->n && before(q->heap[child + 1], q->heap[child])) child++;
        if (child >= q->n || !before(q->heap[child], last)) break;
        q->heap[k] = q->heap[child];
        k = child;
    }
    q->heap[k] = last;
    return top.node;
}

double open_nodes_bound(const struct open_nodes *q)
{
    return q->n > 0 ? q->heap[0].bound : INFINITY;
}

void open_nodes_clear(struct open_nodes *q)
{
    while (q->n > 0)
        q->free_node(q->heap[--q->n].node);
    free(q->heap);
    q->heap = NULL;
    q->room = 0;
}

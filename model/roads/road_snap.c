/* road_snap.c - points joined to streets through a tree of their segments; see road_snap.h. */
#include "model/roads/road_snap.h"

#include <math.h>
#include <stdlib.h>

#include "model/parallel.h"
#include "model/roads/road_tree.h"

enum { POINTS_A_TASK = 512 };

struct question {
    const struct road_graph *graph;
    const struct points *points;
    const struct road_tree *tree;
    int *order; /* owned [n points] neighbours together: what one looks at, the next does too */
    struct road_snaps *out;
};

/* Metres along the edge; exact at its ends. */
static double at_m(const struct question *q, const struct road_place *place)
{
    const struct road_graph *g = q->graph;
    int first = g->line[place->edge], last = g->line[place->edge + 1] - 1;
    double length = g->length_m[place->edge], before = 0, all = 0;

    if (place->point == first && place->share <= 0) return 0;
    if (place->point == last - 1 && place->share >= 1) return length;
    for (int k = first; k < last; k++) {
        double step = road_along_step_m(q->points->geographic, g->x[k], g->y[k], g->x[k + 1],
                                        g->y[k + 1]);

        if (k < place->point) before += step;
        if (k == place->point) before += step * place->share;
        all += step;
    }
    return all > 0 ? fmin(length * (before / all), length) : 0;
}

static void snap(void *context, int task)
{
    const struct question *q = context;
    struct road_snaps *out = q->out;
    int end = (task + 1) * POINTS_A_TASK;

    for (int i = task * POINTS_A_TASK; i < end && i < q->points->n; i++) {
        int k = q->order[i];
        struct road_place place = road_tree_nearest(q->tree, q->points->x[k], q->points->y[k]);
        struct points there = {1, &place.x, &place.y, q->points->geographic};

        out->edge[k] = place.edge;
        out->x[k] = place.x;
        out->y[k] = place.y;
        out->at_m[k] = place.edge < 0 ? NAN : at_m(q, &place);
        out->away_m[k] = place.edge < 0 ? NAN : geo_distance_m(q->points, k, &there, 0);
    }
}

enum err road_snaps_create(struct road_snaps *out, const struct road_graph *graph,
                           const struct points *points, int n_threads, struct error *err)
{
    size_t n = (size_t)points->n + 1;
    struct road_snaps snaps = {.n = points->n};
    struct question q = {graph, points, NULL, malloc(n * sizeof *q.order), &snaps};
    struct road_tree *tree = NULL;
    enum err code;

    snaps.edge = malloc(n * sizeof *snaps.edge);
    snaps.at_m = malloc(n * sizeof *snaps.at_m);
    snaps.away_m = malloc(n * sizeof *snaps.away_m);
    snaps.x = malloc(n * sizeof *snaps.x);
    snaps.y = malloc(n * sizeof *snaps.y);
    if (q.order == NULL || snaps.edge == NULL || snaps.at_m == NULL || snaps.away_m == NULL ||
        snaps.x == NULL || snaps.y == NULL)
        code = error_nomem(err, "the places of the streets");
    else
        code = road_tree_create(&tree, graph, points->geographic, err);
    if (code == ERR_OK) code = road_tree_order(points->n, points->x, points->y, q.order, err);
    if (code == ERR_OK) {
        q.tree = tree;
        parallel_run(n_threads, (points->n + POINTS_A_TASK - 1) / POINTS_A_TASK, snap, &q);
        *out = snaps;
    } else {
        road_snaps_clear(&snaps);
    }
    road_tree_free(tree);
    free(q.order);
    return code;
}

void road_snaps_clear(struct road_snaps *snaps)
{
    free(snaps->edge);
    free(snaps->at_m);
    free(snaps->away_m);
    free(snaps->x);
    free(snaps->y);
    *snaps = (struct road_snaps){0};
}

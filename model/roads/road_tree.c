/* road_tree.c - see road_tree.h */
#include "model/roads/road_tree.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { FAN = 8, LEVELS = 12 };

struct segment {
    int edge, point;
};
struct box {
    double low[2], high[2];
};

struct road_tree {
    const struct road_graph *graph; /* borrowed */
    bool geographic;
    int n;                   /* segments */
    struct segment *segment; /* owned [n] */
    int n_levels;            /* level 0: a box for FAN segments */
    int n_boxes[LEVELS];
    struct box *box[LEVELS]; /* owned [n_boxes] */
};

/* As fmin() and fmax(), but in line. */
static inline double lower(double a, double b)
{
    return a < b ? a : b;
}

static inline double higher(double a, double b)
{
    return a > b ? a : b;
}

/* ---- order ---- */

/* Where a cell of a square of 65,536 cells to each side lies on the Hilbert curve.
 * Source: D. Hilbert, Ueber die stetige Abbildung einer Linie auf ein Flaechenstueck,
 *   Mathematische Annalen 38 (1891) 459-460, doi:10.1007/BF01199431. */
static uint32_t hilbert(uint32_t x, uint32_t y)
{
    uint32_t at = 0;

    for (uint32_t side = 1U << 15; side > 0; side /= 2) {
        uint32_t right = (x & side) > 0, upper = (y & side) > 0;

        at += side * side * ((3 * right) ^ upper);
        if (!upper) { /* the quarter is turned */
            uint32_t other = right ? side - 1 - (y & (side - 1)) : y & (side - 1);

            y = right ? side - 1 - (x & (side - 1)) : x & (side - 1);
            x = other;
        }
    }
    return at;
}

static uint32_t cell(double at, double low, double high)
{
    return high > low ? (uint32_t)((at - low) / (high - low) * 65535) : 0;
}

/* By the upper half of each key, equal ones as they stand. */
static void sort_keys(int n, uint64_t key[], uint64_t room[])
{
    for (int shift = 32; shift < 64; shift += 16) {
        int start[65537] = {0};

        for (int k = 0; k < n; k++)
            start[(key[k] >> shift & 65535) + 1]++;
        for (int k = 0; k < 65536; k++)
            start[k + 1] += start[k];
        for (int k = 0; k < n; k++)
            room[start[key[k] >> shift & 65535]++] = key[k];
        memcpy(key, room, (size_t)n * sizeof *key);
    }
}

/* The edges that take, as their numbers below their places on the curve: those of their first
 * points. Returns how many there are. */
static int key_edges(const struct road_graph *g, uint64_t key[])
{
    double low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY};
    int n = 0;

    for (int e = 0; e < g->n_edges; e++) {
        double x = g->x[g->line[e]], y = g->y[g->line[e]];

        low[0] = lower(low[0], x);
        low[1] = lower(low[1], y);
        high[0] = higher(high[0], x);
        high[1] = higher(high[1], y);
    }
    for (int e = 0; e < g->n_edges; e++) {
        double x = g->x[g->line[e]], y = g->y[g->line[e]];
        uint32_t at = hilbert(cell(x, low[0], high[0]), cell(y, low[1], high[1]));

        if (g->takes[e]) key[n++] = (uint64_t)at << 32 | (uint32_t)e;
    }
    return n;
}

/* The segments of an edge stay together. */
static bool list_segments(struct road_tree *t)
{
    const struct road_graph *g = t->graph;
    size_t room = (size_t)g->n_edges + 1, n_points = (size_t)g->line[g->n_edges] + 1;
    uint64_t *key = malloc(room * sizeof *key), *spare = malloc(room * sizeof *spare);
    bool fine;

    t->segment = malloc(n_points * sizeof *t->segment);
    fine = key != NULL && spare != NULL && t->segment != NULL;
    if (fine) {
        int n = key_edges(g, key);

        sort_keys(n, key, spare);
        for (int k = 0; k < n; k++) {
            int e = (int)(uint32_t)key[k];

            for (int p = g->line[e]; p + 1 < g->line[e + 1]; p++)
                t->segment[t->n++] = (struct segment){e, p};
        }
    }
    free(key);
    free(spare);
    return fine;
}

/* ---- boxes ---- */

static struct box segment_box(const struct road_graph *g, int p)
{
    return (struct box){{lower(g->x[p], g->x[p + 1]), lower(g->y[p], g->y[p + 1])},
                        {higher(g->x[p], g->x[p + 1]), higher(g->y[p], g->y[p + 1])}};
}

static void widen(struct box *b, const struct box *by)
{
    for (int axis = 0; axis < 2; axis++) {
        b->low[axis] = lower(b->low[axis], by->low[axis]);
        b->high[axis] = higher(b->high[axis], by->high[axis]);
    }
}

static bool stack_boxes(struct road_tree *t)
{
    int below = t->n;

    do {
        int l = t->n_levels++, n = (below + FAN - 1) / FAN;

        t->n_boxes[l] = n;
        t->box[l] = malloc((size_t)n * sizeof *t->box[l]);
        if (t->box[l] == NULL) return false;
        for (int k = 0; k < below; k++) {
            struct box b =
                l > 0 ? t->box[l - 1][k] : segment_box(t->graph, t->segment[k].point);

            if (k % FAN == 0)
                t->box[l][k / FAN] = b;
            else
                widen(&t->box[l][k / FAN], &b);
        }
        below = n;
    } while (below > 1);
    return true;
}

enum err road_tree_create(struct road_tree **out, const struct road_graph *graph,
                          bool geographic, struct error *err)
{
    struct road_tree *t = calloc(1, sizeof *t);

    if (t != NULL) {
        t->graph = graph;
        t->geographic = geographic;
    }
    if (t == NULL || !list_segments(t) || (t->n > 0 && !stack_boxes(t))) {
        road_tree_free(t);
        return error_nomem(err, "the places of the streets");
    }
    *out = t;
    return ERR_OK;
}

void road_tree_free(struct road_tree *t)
{
    if (t == NULL) return;
    free(t->segment);
    for (int l = 0; l < t->n_levels; l++)
        free(t->box[l]);
    free(t);
}

/* ---- the nearest ---- */

/* Metres of a degree midway between the point and a place `dy` degrees north of it. */
static double midway_x(const struct road_scale *s, double dy)
{
    return higher(s->x + dy / 2 * (s->x_turn + dy / 2 * s->x_bend), 0);
}

static double midway_y(const struct road_scale *s, double dy)
{
    return higher(s->y + dy / 2 * s->y_turn, 0);
}

/* Share of the step a to b at which it is nearest to the origin. */
static double nearest_share(double ax, double ay, double bx, double by)
{
    double x = bx - ax, y = by - ay, square = x * x + y * y;
    double share = square > 0 ? -(ax * x + ay * y) / square : 0;

    return share > 0 ? share < 1 ? share : 1 : 0;
}

static double between(double a, double b, double share)
{
    double at = a + share * (b - a);

    if (share >= 1) return b;
    return lower(higher(at, lower(a, b)), higher(a, b)); /* never outside the box by rounding */
}

/* The scale midway depends on the place, and the place on it: two rounds. */
double road_tree_segment(const struct road_graph *g, int p, double x, double y,
                         const struct road_scale *s, struct road_place *place)
{
    double ax = g->x[p] - x, ay = g->y[p] - y, bx = g->x[p + 1] - x, by = g->y[p + 1] - y;
    double share = nearest_share(ax * s->x, ay * s->y, bx * s->x, by * s->y), dx, dy;

    if (s->x_turn != 0 || s->x_bend != 0) {
        double at = ay + share * (by - ay), kx = midway_x(s, at), ky = midway_y(s, at);

        share = nearest_share(ax * kx, ay * ky, bx * kx, by * ky);
    }
    place->point = p;
    place->share = share;
    place->x = between(g->x[p], g->x[p + 1], share);
    place->y = between(g->y[p], g->y[p + 1], share);
    dy = place->y - y;
    dx = (place->x - x) * midway_x(s, dy);
    dy *= midway_y(s, dy);
    return dx * dx + dy * dy;
}

struct look {
    const struct road_tree *tree;
    double x, y;
    struct road_scale scale;
    double best; /* square */
    struct road_place place;
};

/* No place in the box is nearer than the root of this. The scales are least at one of the ends,
 * as functions that bend down are. */
static double box_bound(const struct look *q, const struct box *b)
{
    double below = b->low[1] - q->y, above = b->high[1] - q->y;
    double dx = higher(higher(b->low[0] - q->x, q->x - b->high[0]), 0);
    double dy = higher(higher(below, -above), 0);

    dx *= lower(midway_x(&q->scale, below), midway_x(&q->scale, above));
    dy *= lower(midway_y(&q->scale, below), midway_y(&q->scale, above));
    return (dx * dx + dy * dy) * (1 - 1e-12);
}

static void look_at_leaf(struct look *q, int leaf)
{
    const struct road_tree *t = q->tree;
    int end = (leaf + 1) * FAN < t->n ? (leaf + 1) * FAN : t->n;

    for (int k = leaf * FAN; k < end; k++) {
        struct road_place place = {.edge = t->segment[k].edge};
        struct box b = segment_box(t->graph, t->segment[k].point);
        double square;

        if (box_bound(q, &b) > q->best) continue;
        square =
            road_tree_segment(t->graph, t->segment[k].point, q->x, q->y, &q->scale, &place);
        if (square > q->best) continue;
        if (square == q->best && (place.edge > q->place.edge || (place.edge == q->place.edge &&
                                                                 place.point > q->place.point)))
            continue;
        q->best = square;
        q->place = place;
    }
}

/* The boxes under a box, nearest first. */
static void look_into(struct look *q, int level, int box)
{
    const struct road_tree *t = q->tree;
    double bound[FAN];
    int order[FAN], n = 0, below = level - 1;

    if (level == 0) {
        look_at_leaf(q, box);
        return;
    }
    for (int k = box * FAN; k < (box + 1) * FAN && k < t->n_boxes[below]; k++) {
        double b = box_bound(q, &t->box[below][k]);
        int at = n++;

        for (; at > 0 && bound[at - 1] > b; at--) {
            bound[at] = bound[at - 1];
            order[at] = order[at - 1];
        }
        bound[at] = b;
        order[at] = k;
    }
    for (int k = 0; k < n && bound[k] <= q->best; k++)
        look_into(q, below, order[k]);
}

struct road_place road_tree_nearest(const struct road_tree *t, double x, double y)
{
    struct look q = {
        .tree = t, .x = x, .y = y, .best = INFINITY, .place = {-1, -1, NAN, NAN, NAN}};

    if (t->n == 0) return q.place;
    q.scale = road_along_scale(t->geographic, y);
    look_into(&q, t->n_levels - 1, 0);
    return q.place;
}

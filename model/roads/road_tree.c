/* road_tree.c - see road_tree.h */
#include "model/roads/road_tree.h"

#include <math.h>
#include <stdlib.h>

#include "scenarios/roads/road_split.h"

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

/* ---- segments ---- */

enum err road_tree_order(int n, const double x[], const double y[], int order[],
                         struct error *err)
{
    int *number = malloc(((size_t)n + 1) * sizeof *number);
    enum err code;

    if (number == NULL) return error_nomem(err, "the places of the streets");
    code = road_order(n, x, y, number, err);
    for (int k = 0; k < n && code == ERR_OK; k++)
        order[number[k]] = k;
    free(number);
    return code;
}

/* The edges that take, in the order of their first points; the segments of an edge stay
 * together. */
static enum err list_segments(struct road_tree *t, struct error *err)
{
    const struct road_graph *g = t->graph;
    size_t room = (size_t)g->n_edges + 1, n_points = (size_t)g->line[g->n_edges] + 1;
    double *x = malloc(room * sizeof *x), *y = malloc(room * sizeof *y);
    int *order = malloc(room * sizeof *order);
    enum err code = ERR_OK;

    t->segment = malloc(n_points * sizeof *t->segment);
    if (x == NULL || y == NULL || order == NULL || t->segment == NULL)
        code = error_nomem(err, "the places of the streets");
    for (int e = 0; e < g->n_edges && code == ERR_OK; e++) {
        x[e] = g->x[g->line[e]];
        y[e] = g->y[g->line[e]];
    }
    if (code == ERR_OK) code = road_tree_order(g->n_edges, x, y, order, err);
    for (int k = 0; k < g->n_edges && code == ERR_OK; k++)
        for (int e = order[k], p = g->line[e]; g->takes[e] && p + 1 < g->line[e + 1]; p++)
            t->segment[t->n++] = (struct segment){e, p};
    free(x);
    free(y);
    free(order);
    return code;
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
    enum err code;

    if (t == NULL) return error_nomem(err, "the places of the streets");
    t->graph = graph;
    t->geographic = geographic;
    code = list_segments(t, err);
    if (code == ERR_OK && t->n > 0 && !stack_boxes(t))
        code = error_nomem(err, "the places of the streets");
    if (code == ERR_OK)
        *out = t;
    else
        road_tree_free(t);
    return code;
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
    double best;  /* square */
    double prune; /* a box whose square is larger holds nothing as near as the best */
    struct road_place place;
};

/* Square of the distance to a box by the scale at the point itself. */
static inline double box_square(const struct look *q, double low_x, double low_y, double high_x,
                                double high_y)
{
    double dx = higher(higher(low_x - q->x, q->x - high_x), 0) * q->scale.x;
    double dy = higher(higher(low_y - q->y, q->y - high_y), 0) * q->scale.y;

    return dx * dx + dy * dy;
}

/* Whatever is as near as the best lies no more degrees north or south than `dy`; midway to
 * there the scales are least at an end, as those of functions that bend down are. */
static void improve(struct look *q, double square, const struct road_place *place)
{
    const struct road_scale *s = &q->scale;
    double dy = sqrt(square) / s->y * 1.02, x, y,
           least; /* a degree of latitude varies by 1 % */

    q->best = square;
    q->place = *place;
    x = lower(midway_x(s, dy), midway_x(s, -dy)) / s->x;
    y = lower(midway_y(s, dy), midway_y(s, -dy)) / s->y;
    least = s->x > 0 ? lower(x, y) : 0; /* at a pole */
    q->prune = least > 0 ? square / (least * least) * (1 + 1e-12) : INFINITY;
}

static void look_at_leaf(struct look *q, int leaf)
{
    const struct road_tree *t = q->tree;
    const double *x = t->graph->x, *y = t->graph->y;
    int end = (leaf + 1) * FAN < t->n ? (leaf + 1) * FAN : t->n;

    for (int k = leaf * FAN; k < end; k++) {
        int e = t->segment[k].edge, p = t->segment[k].point;
        struct road_place place = {.edge = e};
        double square;

        if (box_square(q, lower(x[p], x[p + 1]), lower(y[p], y[p + 1]), higher(x[p], x[p + 1]),
                       higher(y[p], y[p + 1])) > q->prune)
            continue;
        square = road_tree_segment(t->graph, p, q->x, q->y, &q->scale, &place);
        if (square < q->best ||
            (square == q->best &&
             (e < q->place.edge || (e == q->place.edge && p < q->place.point))))
            improve(q, square, &place);
    }
}

/* The boxes under a box, nearest first. */
static void look_into(struct look *q, int level, int box)
{
    const struct road_tree *t = q->tree;
    double square[FAN];
    int order[FAN], n = 0, below = level - 1;

    if (level == 0) {
        look_at_leaf(q, box);
        return;
    }
    for (int k = box * FAN; k < (box + 1) * FAN && k < t->n_boxes[below]; k++) {
        const struct box *b = &t->box[below][k];
        double here = box_square(q, b->low[0], b->low[1], b->high[0], b->high[1]);
        int at = n;

        if (here > q->prune) continue;
        for (n++; at > 0 && square[at - 1] > here; at--) {
            square[at] = square[at - 1];
            order[at] = order[at - 1];
        }
        square[at] = here;
        order[at] = k;
    }
    for (int k = 0; k < n && square[k] <= q->prune; k++)
        look_into(q, below, order[k]);
}

struct road_place road_tree_nearest(const struct road_tree *t, double x, double y)
{
    struct look q = {.tree = t,
                     .x = x,
                     .y = y,
                     .best = INFINITY,
                     .prune = INFINITY,
                     .place = {-1, -1, NAN, NAN, NAN}};

    if (t->n == 0) return q.place;
    q.scale = road_along_scale(t->geographic, y);
    look_into(&q, t->n_levels - 1, 0);
    return q.place;
}

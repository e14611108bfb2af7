/* raster_sums.c - see raster_sums.h */
#include "scenarios/areas/raster_sums.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

/* Shares below this are what rounding leaves where a border's ups and downs end. */
static const double NOTHING = 1e-13;
static const double OVERLAP = 1e-9; /* covered above 1 by more counts as twice */

/* A sum that keeps what rounding cuts off.
 * Source: A. Neumaier, Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen,
 *   ZAMM 54 (1974) 39-51, doi:10.1002/zamm.19740540106. */
struct sum {
    double sum, lost;
};

static void add(struct sum *s, double value)
{
    double next = s->sum + value;

    s->lost += fabs(s->sum) >= fabs(value) ? s->sum - next + value : value - next + s->sum;
    s->sum = next;
}

static double sum_of(const struct sum *s)
{
    return s->sum + s->lost;
}

struct edge {
    int row;      /* the first it passes through */
    int from, to; /* points, the upper one first */
    int sign;     /* 1 where the ring goes downwards */
};

/* A polygon's edges: those that the row passes through, then a gap, then those still to come.
 */
struct polygon {
    int first, n_active, next, end; /* in edge[] */
    double area;                    /* signed, in cells */
    struct sum sum, cells, no_data;
};

struct raster_sums {
    const struct polygons *polygons; /* Borrowed */
    int width, height, next_row;
    struct edge *edge;       /* owned */
    struct polygon *polygon; /* owned [n] */
    int *waiting;            /* owned [n] polygons by their first row */
    int n_waiting, n_begun;
    int *active, n_active; /* owned [n] polygons that the row passes through */
    double *change;        /* owned [width + 1] zeros between polygons; nobody reads the last */
    double *covered;       /* owned [width] share of the row's cells */
    struct sum total, outside, twice;
    double largest;
};

/* ---- setting up ---- */

static int by_row(const void *a, const void *b)
{
    const struct edge *e = a, *f = b;

    if (e->row != f->row) return e->row < f->row ? -1 : 1;
    if (e->from != f->from) return e->from < f->from ? -1 : 1;
    return e->to - f->to;
}

/* Notes an edge unless it lies in no row of the raster. */
static void note_edge(struct raster_sums *s, int from, int to, int *n)
{
    const double *y = s->polygons->y;
    bool down = y[from] < y[to];
    int upper = down ? from : to, lower = down ? to : from;

    if (y[from] == y[to] || y[lower] <= 0 || y[upper] >= s->height) return;
    s->edge[(*n)++] =
        (struct edge){y[upper] > 0 ? (int)y[upper] : 0, upper, lower, down ? 1 : -1};
}

static void note_polygon(struct raster_sums *s, int k, int *n)
{
    const struct polygons *p = s->polygons;
    struct polygon *polygon = &s->polygon[k];

    polygon->first = polygon->next = *n;
    for (int ring = p->ring_start[k]; ring < p->ring_start[k + 1]; ring++) {
        int first = p->point_start[ring], end = p->point_start[ring + 1];

        for (int i = first; i < end; i++)
            note_edge(s, i, i + 1 < end ? i + 1 : first, n);
        polygon->area += polygons_ring_area(p, ring);
    }
    polygon->end = *n;
    qsort(s->edge + polygon->first, (size_t)(*n - polygon->first), sizeof *s->edge, by_row);
}

struct beginning {
    int row, polygon;
};

static int by_beginning(const void *a, const void *b)
{
    const struct beginning *p = a, *q = b;

    if (p->row != q->row) return p->row < q->row ? -1 : 1;
    return p->polygon - q->polygon;
}

/* Polygons by their first row; those without edges never begin. */
static bool order_polygons(struct raster_sums *s)
{
    int n = 0;
    struct beginning *list = malloc(((size_t)s->polygons->n + 1) * sizeof *list);

    if (list == NULL) return false;
    for (int k = 0; k < s->polygons->n; k++)
        if (s->polygon[k].first < s->polygon[k].end)
            list[n++] = (struct beginning){s->edge[s->polygon[k].first].row, k};
    qsort(list, (size_t)n, sizeof *list, by_beginning);
    for (int k = 0; k < n; k++)
        s->waiting[k] = list[k].polygon;
    s->n_waiting = n;
    free(list);
    return true;
}

static bool set_up(struct raster_sums *s)
{
    size_t n = (size_t)s->polygons->n + 1,
           n_points = (size_t)polygons_n_points(s->polygons) + 1;
    int n_edges = 0;

    s->edge = malloc(n_points * sizeof *s->edge);
    s->polygon = calloc(n, sizeof *s->polygon);
    s->waiting = malloc(n * sizeof *s->waiting);
    s->active = malloc(n * sizeof *s->active);
    s->change = calloc((size_t)s->width + 1, sizeof *s->change);
    s->covered = malloc(((size_t)s->width + 1) * sizeof *s->covered);
    if (s->edge == NULL || s->polygon == NULL || s->waiting == NULL || s->active == NULL ||
        s->change == NULL || s->covered == NULL)
        return false;
    for (int k = 0; k < s->polygons->n; k++)
        note_polygon(s, k, &n_edges);
    return order_polygons(s);
}

enum err raster_sums_create(struct raster_sums **out, const struct polygons *polygons,
                            int width, int height, struct error *err)
{
    struct raster_sums *s = calloc(1, sizeof *s);

    assert(width > 0 && height > 0);
    if (s != NULL) {
        s->polygons = polygons;
        s->width = width;
        s->height = height;
    }
    if (s == NULL || !set_up(s)) {
        raster_sums_free(s);
        return error_nomem(err, "the sums of a raster");
    }
    *out = s;
    return ERR_OK;
}

void raster_sums_free(struct raster_sums *s)
{
    if (s == NULL) return;
    free(s->edge);
    free(s->polygon);
    free(s->waiting);
    free(s->active);
    free(s->change);
    free(s->covered);
    free(s);
}

/* ---- one row ---- */

/* The columns in which something changes; last is width where a border lies to the right. */
struct span {
    int first, last;
};

static void change_at(struct raster_sums *s, struct span *span, int column, double by)
{
    s->change[column] += by;
    if (column < span->first) span->first = column;
    if (column > span->last) span->last = column;
}

/* A straight piece of a border within the row, from x1 to x2 >= x1, `high` rows high: all cells
 * to its right are covered by its height, those that it passes through by what is right of it.
 */
static void add_piece(struct raster_sums *s, struct span *span, double x1, double x2,
                      double high, int sign)
{
    double rise = x2 > x1 ? high / (x2 - x1) : 0, x = x1, below = 0;

    if (x2 >= s->width) span->last = s->width;
    if (x2 <= 0) {
        change_at(s, span, 0, sign * high);
        return;
    }
    if (x < 0) {
        below = -x1 * rise;
        x = 0;
        change_at(s, span, 0, sign * below);
    }
    while (x < s->width) {
        int column = (int)x;
        double end = fmin(column + 1, x2), above = end < x2 ? (end - x1) * rise : high;
        double part = sign * (above - below), middle = (x + end) / 2 - column;

        change_at(s, span, column, part * (1 - middle));
        change_at(s, span, column + 1, part * middle);
        if (end >= x2) return;
        below = above;
        x = end;
    }
}

/* Where an edge stands at a height: counted from its upper end, so that polygons on both sides
 * have the same. */
static double x_at(const struct polygons *p, const struct edge *e, double y)
{
    double x1 = p->x[e->from], y1 = p->y[e->from], x2 = p->x[e->to], y2 = p->y[e->to];

    if (y <= y1) return x1;
    return y >= y2 ? x2 : x1 + (y - y1) * ((x2 - x1) / (y2 - y1));
}

/* Notes what the edges of a polygon change in the row, and drops those that end in it. */
static struct span add_edges(struct raster_sums *s, struct polygon *polygon, int row)
{
    const struct polygons *p = s->polygons;
    struct span span = {s->width + 1, -1};
    int n = 0;

    while (polygon->next < polygon->end && s->edge[polygon->next].row <= row)
        s->edge[polygon->first + polygon->n_active++] = s->edge[polygon->next++];
    for (int k = 0; k < polygon->n_active; k++) {
        struct edge e = s->edge[polygon->first + k];
        double top = fmax(p->y[e.from], row), bottom = fmin(p->y[e.to], row + 1.0);
        double x1 = x_at(p, &e, top), x2 = x_at(p, &e, bottom);

        add_piece(s, &span, fmin(x1, x2), fmax(x1, x2), bottom - top, e.sign);
        if (p->y[e.to] > row + 1.0) s->edge[polygon->first + n++] = e;
    }
    polygon->n_active = n;
    return span;
}

/* Adds up the row's cells by the shares that the changes amount to, and clears these. */
static void add_cells(struct raster_sums *s, struct polygon *polygon, struct span span,
                      const double *value)
{
    double running = 0, sum = 0, cells = 0, no_data = 0;
    double sign = polygon->area > 0 ? -1 : 1; /* going down on the left is clockwise here */

    for (int i = span.first; i <= span.last && i < s->width; i++) {
        double share;

        running += s->change[i];
        s->change[i] = 0;
        share = sign * running;
        if (fabs(share) < NOTHING) continue;
        s->covered[i] += share;
        cells += share;
        if (isnan(value[i]))
            no_data += share;
        else
            sum += share * value[i];
    }
    add(&polygon->sum, sum);
    add(&polygon->cells, cells);
    add(&polygon->no_data, no_data);
}

/* Takes up the polygons that begin in the row. */
static void begin_polygons(struct raster_sums *s, int row)
{
    while (s->n_begun < s->n_waiting) {
        int k = s->waiting[s->n_begun];

        if (s->edge[s->polygon[k].first].row > row) return;
        s->active[s->n_active++] = k;
        s->n_begun++;
    }
}

static void add_totals(struct raster_sums *s, const double *value)
{
    double total = 0, outside = 0, twice = 0;

    for (int i = 0; i < s->width; i++) {
        double covered = s->covered[i];

        s->largest = fmax(s->largest, covered);
        if (isnan(value[i])) continue;
        total += value[i];
        outside += value[i] * (1 - covered);
        if (covered > 1 + OVERLAP) twice += value[i] * (covered - 1);
    }
    add(&s->total, total);
    add(&s->outside, outside);
    add(&s->twice, twice);
}

void raster_sums_row(struct raster_sums *s, int row, const double *value)
{
    int n = 0;

    assert(row == s->next_row && row < s->height);
    s->next_row++;
    for (int i = 0; i < s->width; i++)
        s->covered[i] = 0;
    begin_polygons(s, row);
    for (int k = 0; k < s->n_active; k++) {
        struct polygon *polygon = &s->polygon[s->active[k]];

        add_cells(s, polygon, add_edges(s, polygon, row), value);
        if (polygon->n_active > 0 || polygon->next < polygon->end)
            s->active[n++] = s->active[k];
    }
    s->n_active = n;
    add_totals(s, value);
}

/* ---- results ---- */

struct raster_sum raster_sums_of(const struct raster_sums *s, int polygon)
{
    const struct polygon *p = &s->polygon[polygon];
    double cells = sum_of(&p->cells), area = fabs(p->area);
    double beyond = area > 0 ? 1 - cells / area : 0;

    return (struct raster_sum){sum_of(&p->sum), cells, sum_of(&p->no_data),
                               beyond < 1e-12 ? 0 : fmin(beyond, 1)};
}

struct raster_totals raster_sums_totals(const struct raster_sums *s)
{
    return (struct raster_totals){sum_of(&s->total), sum_of(&s->outside), s->largest,
                                  sum_of(&s->twice)};
}

/* polygon_slabs.c - see polygon_slabs.h */
#include "scenarios/areas/polygon_slabs.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>

enum { POINTS_A_BAND = 16 };

/* Lists of edges, one after another: list k is item[start[k]] .. item[start[k + 1] - 1]. */
struct lists {
    int *start, *item; /* owned */
};

struct edge {
    double x1, y1, x2, y2; /* the lower end first */
};

struct polygon_slabs {
    int n;               /* bands, a power of two */
    double south, per_y; /* bands for one of y */
    int n_edges;
    struct edge *edge;  /* owned */
    struct lists ends;  /* of a band: edges that begin or end in it */
    struct lists whole; /* of a node (n + band; its half above): edges that pass through it */
    bool *tangled;      /* owned [2 n] edges of a node cross: they stand in no order */
};

/* Rises with y, so that what lies between the bands of an edge's ends lies between its ends. */
static int band_at(const struct polygon_slabs *s, double y)
{
    double band = (y - s->south) * s->per_y;

    return band < s->n ? (int)band : s->n - 1;
}

static void take_edges(struct polygon_slabs *s, const struct polygons *p, int k)
{
    for (int ring = p->ring_start[k]; ring < p->ring_start[k + 1]; ring++) {
        int first = p->point_start[ring], end = p->point_start[ring + 1];

        for (int i = first, to = end - 1; i < end; to = i++) {
            bool up = p->y[i] < p->y[to];
            int lower = up ? i : to, upper = up ? to : i;

            if (p->y[i] != p->y[to])
                s->edge[s->n_edges++] =
                    (struct edge){p->x[lower], p->y[lower], p->x[upper], p->y[upper]};
        }
    }
}

/* ---- lists ---- */

/* Where an edge stands: counts it there, or puts it in front of what the lists' ends hold. */
static void place(struct polygon_slabs *s, int edge, bool put)
{
    const struct edge *e = &s->edge[edge];
    int low = band_at(s, e->y1), high = band_at(s, e->y2);

    for (int band = low; band <= high; band += high > low ? high - low : 1)
        if (put)
            s->ends.item[--s->ends.start[band]] = edge;
        else
            s->ends.start[band]++;
    for (int l = low + 1 + s->n, r = high + s->n; l < r; l /= 2, r /= 2) {
        int node[2], n = 0;

        if (l % 2 == 1) node[n++] = l++;
        if (r % 2 == 1) node[n++] = --r;
        while (n-- > 0)
            if (put)
                s->whole.item[--s->whole.start[node[n]]] = edge;
            else
                s->whole.start[node[n]]++;
    }
}

/* From counts to the ends of lists, with room for their items; false when out of memory. */
static bool make_room(struct lists *lists, int n)
{
    long sum = 0;

    for (int k = 0; k < n; k++) {
        sum += lists->start[k];
        if (sum > INT_MAX) return false;
        lists->start[k] = (int)sum;
    }
    lists->start[n] = (int)sum;
    lists->item = malloc(((size_t)sum + 1) * sizeof *lists->item);
    return lists->item != NULL;
}

static bool list_edges(struct polygon_slabs *s)
{
    s->ends.start = calloc((size_t)s->n + 1, sizeof(int));
    s->whole.start = calloc(2 * (size_t)s->n + 1, sizeof(int));
    if (s->ends.start == NULL || s->whole.start == NULL) return false;
    for (int i = 0; i < s->n_edges; i++)
        place(s, i, false);
    if (!make_room(&s->ends, s->n) || !make_room(&s->whole, 2 * s->n)) return false;
    for (int i = 0; i < s->n_edges; i++)
        place(s, i, true);
    return true;
}

/* ---- order ---- */

struct standing {
    double x; /* where an edge stands in the middle of a node */
    int edge;
};

static int from_the_west(const void *a, const void *b)
{
    const struct standing *p = a, *q = b;

    if (p->x != q->x) return p->x < q->x ? -1 : 1;
    return (p->edge > q->edge) - (p->edge < q->edge);
}

static double x_at(const struct edge *e, double y)
{
    return e->x1 + (y - e->y1) / (e->y2 - e->y1) * (e->x2 - e->x1);
}

/* Sorts the edges of a node by where they stand in its middle; they are tangled where they
 * stand otherwise at its lower or upper end. */
static void sort_node(struct polygon_slabs *s, int node, struct standing *room)
{
    int first = s->whole.start[node], n = s->whole.start[node + 1] - first, l = node, r = node;
    double south, north;

    while (l < s->n) {
        l = 2 * l;
        r = 2 * r + 1;
    }
    south = s->south + (l - s->n) / s->per_y;
    north = s->south + (r + 1 - s->n) / s->per_y;
    for (int i = 0; i < n; i++) {
        int edge = s->whole.item[first + i];

        room[i] = (struct standing){x_at(&s->edge[edge], south + (north - south) / 2), edge};
    }
    qsort(room, (size_t)n, sizeof *room, from_the_west);
    for (int i = 0; i < n; i++) {
        const struct edge *e = &s->edge[room[i].edge];
        const struct edge *before = i > 0 ? &s->edge[room[i - 1].edge] : e;

        s->whole.item[first + i] = room[i].edge;
        if (x_at(e, south) < x_at(before, south) || x_at(e, north) < x_at(before, north))
            s->tangled[node] = true;
    }
}

static bool sort_nodes(struct polygon_slabs *s)
{
    struct standing *room = malloc(((size_t)s->n_edges + 1) * sizeof *room);

    s->tangled = calloc(2 * (size_t)s->n, sizeof *s->tangled);
    if (room == NULL || s->tangled == NULL) {
        free(room);
        return false;
    }
    for (int node = 1; node < 2 * s->n; node++)
        if (s->whole.start[node + 1] > s->whole.start[node]) sort_node(s, node, room);
    free(room);
    return true;
}

/* ---- making and asking ---- */

static bool build(struct polygon_slabs *s, const struct polygons *p, int k)
{
    int points = p->point_start[p->ring_start[k + 1]] - p->point_start[p->ring_start[k]];
    double extent[4];

    polygons_extent(p, k, extent);
    s->n = 1;
    while (s->n < points / POINTS_A_BAND)
        s->n *= 2;
    s->south = extent[1];
    s->per_y = s->n / (extent[3] - extent[1]);
    if (!isfinite(s->per_y)) { /* no height to speak of */
        s->n = 1;
        s->per_y = 0;
    }
    s->edge = malloc((size_t)points * sizeof *s->edge);
    if (s->edge == NULL) return false;
    take_edges(s, p, k);
    return list_edges(s) && sort_nodes(s);
}

enum err polygon_slabs_create(struct polygon_slabs **out, const struct polygons *polygons,
                              int k, struct error *err)
{
    struct polygon_slabs *s = calloc(1, sizeof *s);

    if (s == NULL || !build(s, polygons, k)) {
        polygon_slabs_free(s);
        return error_nomem(err, "the index of a polygon");
    }
    *out = s;
    return ERR_OK;
}

void polygon_slabs_free(struct polygon_slabs *s)
{
    if (s == NULL) return;
    free(s->edge);
    free(s->ends.start);
    free(s->ends.item);
    free(s->whole.start);
    free(s->whole.item);
    free(s->tangled);
    free(s);
}

static bool crosses(const struct edge *e, double x, double y)
{
    return polygons_crosses(e->x1, e->y1, e->x2, e->y2, x, y);
}

/* How many edges of a sorted node are east of the point. */
static int east_of(const struct polygon_slabs *s, int first, int end, double x, double y)
{
    int low = first, high = end;

    while (low < high) {
        int middle = low + (high - low) / 2;

        if (crosses(&s->edge[s->whole.item[middle]], x, y))
            high = middle;
        else
            low = middle + 1;
    }
    return end - low;
}

bool polygon_slabs_contain(const struct polygon_slabs *s, double x, double y)
{
    int band = band_at(s, y), n = 0;

    for (int i = s->ends.start[band]; i < s->ends.start[band + 1]; i++)
        n += crosses(&s->edge[s->ends.item[i]], x, y);
    for (int node = band + s->n; node > 0; node /= 2) {
        int first = s->whole.start[node], end = s->whole.start[node + 1];

        if (first == end) continue;
        if (!s->tangled[node]) {
            n += east_of(s, first, end, x, y);
            continue;
        }
        for (int i = first; i < end; i++)
            n += crosses(&s->edge[s->whole.item[i]], x, y);
    }
    return n % 2 == 1;
}

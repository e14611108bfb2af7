/* polygon_index.c - see polygon_index.h */
#include "scenarios/areas/polygon_index.h"

#include <math.h>
#include <stdlib.h>

enum {
    FANOUT = 8,  /* boxes in a node */
    LEVELS = 11, /* 8^11 is beyond an int */
    BANDED = 32, /* polygons of more points have bands */
    ENTRIES = 4  /* in bands, at most, for each point */
};

struct box {
    double west, south, east, north;
    int lowest; /* number of a polygon inside */
};

struct bands {
    double south, per_m; /* bands per unit of y, from here upwards */
    int n, first;        /* their starts are at band_start[first] .. [first + n] */
};

struct polygon_index {
    const struct polygons *polygons; /* Borrowed */
    int n_levels;
    int n_boxes[LEVELS];
    struct box *box[LEVELS]; /* owned; of polygons at the bottom, then of nodes */
    int *bands_of;           /* owned [n] or -1 */
    struct bands *bands;     /* owned */
    int *band_start, *edge;  /* owned; an edge by its first point */
    int *next;               /* owned [n_points] where the edge ends */
};

/* ---- the tree ---- */

struct place {
    double key, x, y;
    struct box box;
};

static int by_key(const void *a, const void *b)
{
    const struct place *p = a, *q = b;

    if (p->key != q->key) return p->key < q->key ? -1 : 1;
    return p->box.lowest - q->box.lowest;
}

static int gather(const struct polygons *p, struct place *place)
{
    int n = 0;

    for (int k = 0; k < p->n; k++) {
        double e[4];

        if (!polygons_extent(p, k, e)) continue;
        place[n].x = place[n].key = e[0] + (e[2] - e[0]) / 2;
        place[n].y = e[1] + (e[3] - e[1]) / 2;
        place[n++].box = (struct box){e[0], e[1], e[2], e[3], k};
    }
    return n;
}

/* Slices from west to east, each from south to north, so that boxes that follow one another are
 * near one another. */
static void pack(struct place *place, int n)
{
    int slices = (int)ceil(sqrt(ceil((double)n / FANOUT)));
    int in_slice = slices > 0 ? (n / slices / FANOUT + 1) * FANOUT : 0;

    qsort(place, (size_t)n, sizeof *place, by_key);
    for (int k = 0; k < n; k++)
        place[k].key = place[k].y;
    for (int first = 0; first < n; first += in_slice) {
        int some = n - first < in_slice ? n - first : in_slice;

        qsort(place + first, (size_t)some, sizeof *place, by_key);
    }
}

static struct box around(const struct box *box, int n)
{
    struct box all = box[0];

    for (int k = 1; k < n; k++) {
        all.west = fmin(all.west, box[k].west);
        all.south = fmin(all.south, box[k].south);
        all.east = fmax(all.east, box[k].east);
        all.north = fmax(all.north, box[k].north);
        if (box[k].lowest < all.lowest) all.lowest = box[k].lowest;
    }
    return all;
}

/* The level above the last; false when out of memory. */
static bool add_level(struct polygon_index *ix)
{
    int level = ix->n_levels, below = ix->n_boxes[level - 1];
    int n = below / FANOUT + (below % FANOUT > 0);

    ix->box[level] = malloc((size_t)n * sizeof *ix->box[level]);
    if (ix->box[level] == NULL) return false;
    for (int k = 0; k < n; k++) {
        int some = below - k * FANOUT < FANOUT ? below - k * FANOUT : FANOUT;

        ix->box[level][k] = around(ix->box[level - 1] + k * FANOUT, some);
    }
    ix->n_boxes[level] = n;
    ix->n_levels++;
    return true;
}

static bool build_tree(struct polygon_index *ix)
{
    int n = ix->polygons->n;
    struct place *place = malloc((size_t)(n > 0 ? n : 1) * sizeof *place);

    ix->box[0] = malloc((size_t)(n > 0 ? n : 1) * sizeof *ix->box[0]);
    if (place == NULL || ix->box[0] == NULL) {
        free(place);
        return false;
    }
    n = gather(ix->polygons, place);
    pack(place, n);
    for (int k = 0; k < n; k++)
        ix->box[0][k] = place[k].box;
    free(place);
    ix->n_boxes[0] = n;
    ix->n_levels = 1;
    while (ix->n_boxes[ix->n_levels - 1] > FANOUT)
        if (!add_level(ix)) return false;
    return true;
}

/* ---- bands ---- */

/* Rises with y, so that the band of a point on an edge lies between those of its ends. */
static int band_at(const struct bands *b, double y)
{
    double band = (y - b->south) * b->per_m;

    return band < b->n ? (int)band : b->n - 1;
}

/* As many bands as points, but fewer where edges are high, each of which stands in all the
 * bands that it passes through. */
static struct bands bands_of(const struct polygons *p, int k, const int *next)
{
    int first = p->point_start[p->ring_start[k]], end = p->point_start[p->ring_start[k + 1]];
    double extent[4], high, n, climbed = 0;
    struct bands b = {0, 0, 1, 0};

    polygons_extent(p, k, extent);
    high = extent[3] - extent[1];
    for (int i = first; i < end; i++)
        climbed += fabs(p->y[next[i]] - p->y[i]);
    n = high > 0 ? fmin(end - first, (ENTRIES - 1) * (end - first) / (climbed / high)) : 1;
    b.south = extent[1];
    b.n = n > 1 ? (int)n : 1;
    b.per_m = high > 0 ? b.n / high : 0;
    if (isfinite(b.per_m)) return b;
    return (struct bands){extent[1], 0, 1, 0}; /* high by less than any number counts */
}

/* Counts the edges of each band, or puts them where their band's start points to. */
static void fill(const struct polygon_index *ix, int k, const struct bands *b, int *start,
                 int *edge)
{
    const struct polygons *p = ix->polygons;
    int end = p->point_start[p->ring_start[k + 1]];

    for (int i = p->point_start[p->ring_start[k]]; i < end; i++) {
        double y1 = p->y[i], y2 = p->y[ix->next[i]];
        int last = band_at(b, fmax(y1, y2));

        if (y1 == y2) continue;
        for (int band = band_at(b, fmin(y1, y2)); band <= last; band++)
            if (edge != NULL)
                edge[start[band]++] = i;
            else
                start[band]++;
    }
}

static void link_points(const struct polygons *p, int *next)
{
    for (int ring = 0; ring < polygons_n_rings(p); ring++)
        for (int i = p->point_start[ring]; i < p->point_start[ring + 1]; i++)
            next[i] = i + 1 < p->point_start[ring + 1] ? i + 1 : p->point_start[ring];
}

/* Plans the bands of all large polygons; returns how many starts they take. */
static int plan_bands(struct polygon_index *ix)
{
    const struct polygons *p = ix->polygons;
    int n = 0, n_starts = 0;

    for (int k = 0; k < p->n; k++) {
        int points = p->point_start[p->ring_start[k + 1]] - p->point_start[p->ring_start[k]];

        ix->bands_of[k] = -1;
        if (points <= BANDED) continue;
        ix->bands[n] = bands_of(p, k, ix->next);
        ix->bands[n].first = n_starts;
        n_starts += ix->bands[n].n + 1;
        ix->bands_of[k] = n++;
    }
    return n_starts;
}

/* From counts to starts, one list after another; returns where the last ends, or -1 beyond an
 * int. */
static long add_up(int *start, int n)
{
    long sum = 0;

    for (int k = 0; k < n; k++) {
        long here = start[k];

        start[k] = (int)sum;
        sum += here;
        if (sum > 2147483647) return -1;
    }
    return sum;
}

static bool build_bands(struct polygon_index *ix)
{
    const struct polygons *p = ix->polygons;
    int points = polygons_n_points(p), n_starts;
    long n_edges;

    ix->bands_of = malloc((size_t)(p->n + 1) * sizeof *ix->bands_of);
    ix->bands = malloc((size_t)(points / BANDED + 1) * sizeof *ix->bands);
    ix->next = malloc((size_t)(points + 1) * sizeof *ix->next);
    if (ix->bands_of == NULL || ix->bands == NULL || ix->next == NULL) return false;
    link_points(p, ix->next);
    n_starts = plan_bands(ix);
    ix->band_start = calloc((size_t)n_starts + 1, sizeof *ix->band_start);
    if (ix->band_start == NULL) return false;
    for (int k = 0; k < p->n; k++)
        if (ix->bands_of[k] >= 0) {
            const struct bands *b = &ix->bands[ix->bands_of[k]];

            fill(ix, k, b, ix->band_start + b->first, NULL);
        }
    n_edges = add_up(ix->band_start, n_starts);
    if (n_edges < 0) return false;
    ix->edge = malloc((size_t)(n_edges + 1) * sizeof *ix->edge);
    if (ix->edge == NULL) return false;
    for (int k = 0; k < p->n; k++)
        if (ix->bands_of[k] >= 0) {
            const struct bands *b = &ix->bands[ix->bands_of[k]];
            int *start = ix->band_start + b->first;

            fill(ix, k, b, start, ix->edge);
            for (int band = b->n; band > 0; band--) /* each has moved to its end */
                start[band] = start[band - 1];
            start[0] = b->first > 0 ? start[-1] : 0;
        }
    return true;
}

enum err polygon_index_create(struct polygon_index **out, const struct polygons *polygons,
                              struct error *err)
{
    struct polygon_index *ix = calloc(1, sizeof *ix);

    if (ix != NULL) ix->polygons = polygons;
    if (ix == NULL || !build_tree(ix) || !build_bands(ix)) {
        polygon_index_free(ix);
        return error_nomem(err, "the index of the polygons");
    }
    *out = ix;
    return ERR_OK;
}

void polygon_index_free(struct polygon_index *ix)
{
    if (ix == NULL) return;
    for (int level = 0; level < LEVELS; level++)
        free(ix->box[level]);
    free(ix->bands_of);
    free(ix->bands);
    free(ix->band_start);
    free(ix->edge);
    free(ix->next);
    free(ix);
}

/* ---- questions ---- */

static bool holds(const struct polygon_index *ix, int k, double x, double y)
{
    const struct polygons *p = ix->polygons;
    const struct bands *b;
    const int *start;
    bool odd = false;

    if (ix->bands_of[k] < 0) return polygons_contains(p, k, x, y);
    b = &ix->bands[ix->bands_of[k]];
    start = ix->band_start + b->first + band_at(b, y);
    for (int i = start[0]; i < start[1]; i++) {
        int from = ix->edge[i], to = ix->next[from];

        if (polygons_crosses(p->x[from], p->y[from], p->x[to], p->y[to], x, y)) odd = !odd;
    }
    return odd;
}

struct question {
    double x, y;
    int lowest, n; /* what is found so far */
    bool all;      /* count them all, not just the lowest */
};

/* All boxes of a node are looked at without a jump: which of them hold a point cannot be
 * foreseen. */
static void ask(const struct polygon_index *ix, int level, int first, struct question *q)
{
    int n = ix->n_boxes[level] - first < FANOUT ? ix->n_boxes[level] - first : FANOUT;
    const struct box *box = ix->box[level] + first;
    unsigned held = 0;

    for (int k = 0; k < n; k++)
        held |= (unsigned)((q->x >= box[k].west) & (q->x <= box[k].east) &
                           (q->y >= box[k].south) & (q->y <= box[k].north))
                << k;
    for (; held != 0; held &= held - 1) {
        int k = __builtin_ctz(held);

        if (!q->all && q->lowest >= 0 && box[k].lowest >= q->lowest) continue;
        if (level > 0) {
            ask(ix, level - 1, (first + k) * FANOUT, q);
        } else if (holds(ix, box[k].lowest, q->x, q->y)) {
            q->n++;
            if (q->lowest < 0 || box[k].lowest < q->lowest) q->lowest = box[k].lowest;
        }
    }
}

int polygon_index_find(const struct polygon_index *ix, double x, double y)
{
    struct question q = {x, y, -1, 0, false};

    ask(ix, ix->n_levels - 1, 0, &q);
    return q.lowest;
}

int polygon_index_count(const struct polygon_index *ix, double x, double y)
{
    struct question q = {x, y, -1, 0, true};

    ask(ix, ix->n_levels - 1, 0, &q);
    return q.n;
}

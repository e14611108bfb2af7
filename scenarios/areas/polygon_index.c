/* polygon_index.c - see polygon_index.h */
#include "scenarios/areas/polygon_index.h"

#include <math.h>
#include <stdlib.h>

#include "scenarios/areas/polygon_slabs.h"

enum {
    FANOUT = 8,  /* boxes in a node */
    LEVELS = 11, /* 8^11 is beyond an int */
    LARGE = 64   /* polygons of more points have slabs */
};

struct box {
    double west, south, east, north;
    int lowest; /* number of a polygon inside */
};

struct polygon_index {
    const struct polygons *polygons; /* Borrowed */
    int n;                           /* of them; they may be gone before the index */
    int n_levels;
    int n_boxes[LEVELS];
    struct box *box[LEVELS];      /* owned; of polygons at the bottom, then of nodes */
    struct polygon_slabs **slabs; /* owned [n] of large polygons, else NULL */
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

/* ---- large polygons ---- */

static bool build_slabs(struct polygon_index *ix, struct error *err)
{
    const struct polygons *p = ix->polygons;

    ix->slabs = calloc((size_t)p->n + 1, sizeof(struct polygon_slabs *));
    if (ix->slabs == NULL) return false;
    for (int k = 0; k < p->n; k++) {
        int n = p->point_start[p->ring_start[k + 1]] - p->point_start[p->ring_start[k]];

        if (n > LARGE && polygon_slabs_create(&ix->slabs[k], p, k, err) != ERR_OK) return false;
    }
    return true;
}

enum err polygon_index_create(struct polygon_index **out, const struct polygons *polygons,
                              struct error *err)
{
    struct polygon_index *ix = calloc(1, sizeof *ix);

    if (ix != NULL) {
        ix->polygons = polygons;
        ix->n = polygons->n;
    }
    if (ix == NULL || !build_tree(ix) || !build_slabs(ix, err)) {
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
    for (int k = 0; ix->slabs != NULL && k < ix->n; k++)
        polygon_slabs_free(ix->slabs[k]);
    free(ix->slabs);
    free(ix);
}

/* ---- questions ---- */

static bool holds(const struct polygon_index *ix, int k, double x, double y)
{
    if (ix->slabs[k] != NULL) return polygon_slabs_contain(ix->slabs[k], x, y);
    return polygons_contains(ix->polygons, k, x, y);
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

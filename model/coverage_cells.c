/* coverage_cells.c - see coverage_cells.h */
#include "model/coverage_cells.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/coverage_edge.h"
#include "model/coverage_table.h"

/* More cells than a cache holds take longer than the sites that smaller ones leave in doubt. */
enum { BLOCKS = 64, CELLS_MOST = 1 << 14, MASK_BITS = 64 };

/* A list of sites, rising, in coverage_cells.list. */
struct span {
    int first, n;
};

/* Points of a cell with the same sites in doubt have the same set. */
struct known {
    uint64_t mask;
    int set, next; /* index of another one, -1: none; set -1: nothing is known */
};

struct cell {
    struct span sure, doubt; /* in coverage_cells.list, .doubt */
    uint64_t hash;           /* of those that are sure */
    struct known known;
};

struct doubtful { /* beside each other for the look at a point */
    double x, y;
    int site;
};

struct growing {
    void *data; /* owned */
    int n, room;
};

struct coverage_cells {
    const struct points *sites;
    double radius_m, out_m, in_sq, out_sq; /* surely in reach below, surely not above */
    double low_x, low_y, side_m;
    int n_x, n_y;
    int *index;                        /* owned [n_x * n_y] into cell, -1: not looked at */
    struct span block[BLOCKS][BLOCKS]; /* sites near a block of cells; n = -1: not looked at */
    struct growing cell, list, doubt, known; /* of struct cell, int, doubtful, known */
    int *set;                                /* owned [n sites] */
    struct coverage_table table;
};

struct box {
    double low_x, low_y, high_x, high_y;
};

/* Room for one more; NULL: out of memory. */
static void *grow(struct growing *g, size_t size)
{
    if (g->n == g->room) {
        size_t room = 2 * (size_t)g->room + 1000;
        void *larger = room > INT32_MAX ? NULL : realloc(g->data, room * size);

        if (larger == NULL) return NULL;
        g->data = larger;
        g->room = (int)room;
    }
    return (char *)g->data + (size_t)g->n++ * size;
}

static double larger(double a, double b)
{
    return a > b ? a : b;
}

/* Squares of the least and the largest distance of a site from a box. */
static void box_reach(const struct box *b, double x, double y, double *near_sq, double *far_sq)
{
    double out_x = larger(larger(b->low_x - x, x - b->high_x), 0);
    double out_y = larger(larger(b->low_y - y, y - b->high_y), 0);
    double in_x = larger(b->high_x - x, x - b->low_x);
    double in_y = larger(b->high_y - y, y - b->low_y);

    *near_sq = out_x * out_x + out_y * out_y;
    *far_sq = in_x * in_x + in_y * in_y;
}

/* Whether a site is in reach of a part of the box; *sure: of all of it. */
static bool near_box(const struct coverage_cells *c, const struct box *b, int s, bool *sure)
{
    double near_sq, far_sq;

    box_reach(b, c->sites->x[s], c->sites->y[s], &near_sq, &far_sq);
    *sure = far_sq < c->in_sq;
    return near_sq <= c->out_sq;
}

static bool add_site(struct coverage_cells *c, int s, struct span *to)
{
    int *end = grow(&c->list, sizeof *end);

    if (end == NULL) return false;
    *end = s;
    to->n++;
    return true;
}

static bool add_doubt(struct coverage_cells *c, int s, struct span *to)
{
    struct doubtful *end = grow(&c->doubt, sizeof *end);

    if (end == NULL) return false;
    *end = (struct doubtful){c->sites->x[s], c->sites->y[s], s};
    to->n++;
    return true;
}

static struct box box_of(const struct coverage_cells *c, int i, int j, int cells_x, int cells_y)
{
    return (struct box){c->low_x + i * c->side_m, c->low_y + j * c->side_m,
                        c->low_x + (i + cells_x) * c->side_m,
                        c->low_y + (j + cells_y) * c->side_m};
}

/* The sites near the block of cells that holds a cell; NULL: out of memory. */
static struct span *block_of(struct coverage_cells *c, int i, int j)
{
    int wide = c->n_x / BLOCKS + 1, high = c->n_y / BLOCKS + 1;
    struct span *block = &c->block[i / wide][j / high];
    struct box box = box_of(c, i / wide * wide, j / high * high, wide, high);
    bool sure;

    if (block->n >= 0) return block;
    *block = (struct span){c->list.n, 0};
    for (int s = 0; s < c->sites->n; s++)
        if (near_box(c, &box, s, &sure) && !add_site(c, s, block)) return NULL;
    return block;
}

/* A cell that no point came to before; NULL: out of memory. */
static struct cell *make_cell(struct coverage_cells *c, int i, int j, int *index)
{
    const struct span *block = block_of(c, i, j);
    struct box box = box_of(c, i, j, 1, 1);
    struct cell cell = {.known = {0, -1, -1}}, *to;

    if (block == NULL) return NULL;
    cell.sure.first = c->list.n;
    cell.doubt.first = c->doubt.n;
    for (int k = 0; k < block->n; k++) {
        int s = ((const int *)c->list.data)[block->first + k];
        bool sure;

        if (!near_box(c, &box, s, &sure)) continue;
        if (!(sure ? add_site(c, s, &cell.sure) : add_doubt(c, s, &cell.doubt))) return NULL;
        if (sure) cell.hash += coverage_table_hash(s);
    }
    if ((to = grow(&c->cell, sizeof *to)) == NULL) return NULL;
    *to = cell;
    *index = c->cell.n - 1;
    return to;
}

/* A site in the band between surely in reach and surely not. */
static bool reaches(const struct coverage_cells *c, double x, double y, int s)
{
    struct points point = {1, &x, &y, false};

    return coverage_within(false, geo_distance_m(&point, 0, c->sites, s), c->radius_m);
}

/* Which of n <= MASK_BITS sites reach a point; few branches, since none could be foretold. */
static inline uint64_t mask_of(const struct coverage_cells *c, double x, double y,
                               const struct doubtful doubt[], int n)
{
    uint64_t mask = 0, edge = 0;

    for (int k = 0; k < n; k++) {
        double dx = x - doubt[k].x, dy = y - doubt[k].y, sq = dx * dx + dy * dy;

        mask |= (uint64_t)(sq < c->in_sq) << k;
        edge |= (uint64_t)((sq >= c->in_sq) & (sq <= c->out_sq)) << k;
    }
    for (int k = 0; edge != 0; k++, edge >>= 1)
        if ((edge & 1) != 0) mask |= (uint64_t)reaches(c, x, y, doubt[k].site) << k;
    return mask;
}

/* The set of a point by all sites of its cell. */
static enum err look_up(struct coverage_cells *c, const struct cell *cell, double x, double y,
                        int *set, struct error *err)
{
    const int *sure = (const int *)c->list.data + cell->sure.first;
    const struct doubtful *doubt = (const struct doubtful *)c->doubt.data + cell->doubt.first;
    uint64_t hash = cell->hash;
    int n = 0, from = 0;

    for (int k = 0; k < cell->doubt.n; k++) {
        if (mask_of(c, x, y, &doubt[k], 1) == 0) continue;
        while (from < cell->sure.n && sure[from] < doubt[k].site)
            c->set[n++] = sure[from++];
        c->set[n++] = doubt[k].site;
        hash += coverage_table_hash(doubt[k].site);
    }
    while (from < cell->sure.n)
        c->set[n++] = sure[from++];
    return coverage_table_add(&c->table, c->set, n, hash, set, err);
}

/* Remembers the set of a mask. */
static bool remember(struct coverage_cells *c, struct cell *cell, uint64_t mask, int set)
{
    struct known *more;

    if (cell->known.set >= 0) {
        if ((more = grow(&c->known, sizeof *more)) == NULL) return false;
        *more = cell->known;
        cell->known.next = c->known.n - 1;
    }
    cell->known.mask = mask;
    cell->known.set = set;
    return true;
}

enum err coverage_cells_find(struct coverage_cells *c, double x, double y, int *set,
                             struct error *err)
{
    double i = (x - c->low_x) / c->side_m, j = (y - c->low_y) / c->side_m;
    const struct doubtful *doubt;
    const struct known *known;
    struct cell *cell;
    uint64_t mask;
    int *index;

    if (!(i >= 0 && j >= 0 && i < c->n_x && j < c->n_y)) /* beyond all sites */
        return coverage_table_add(&c->table, NULL, 0, 0, set, err);
    index = &c->index[(size_t)j * (size_t)c->n_x + (size_t)i];
    cell = *index >= 0 ? (struct cell *)c->cell.data + *index
                       : make_cell(c, (int)i, (int)j, index);
    if (cell == NULL) return error_nomem(err, "the pairs of zones and sites");
    if (cell->doubt.n > MASK_BITS) return look_up(c, cell, x, y, set, err);
    doubt = (const struct doubtful *)c->doubt.data + cell->doubt.first;
    mask = mask_of(c, x, y, doubt, cell->doubt.n);
    for (known = &cell->known; known->set >= 0;
         known = (struct known *)c->known.data + known->next) {
        if (known->mask == mask) {
            *set = known->set;
            return ERR_OK;
        }
        if (known->next < 0) break;
    }
    TRY(look_up(c, cell, x, y, set, err));
    return remember(c, cell, mask, *set) ? ERR_OK
                                         : error_nomem(err, "the pairs of zones and sites");
}

const struct coverage_table *coverage_cells_sets(const struct coverage_cells *c)
{
    return &c->table;
}

/* ---- making ---- */

/* Around all sites that reach something. Cells cost a look at the sites around them, points a
 * look at the sites on the edge in their cell: with cells of the side (area x radius / points)
 * to the power 1/3 they cost about the same. */
static void lay_out(struct coverage_cells *c, double n_points)
{
    double high_x = -INFINITY, high_y = -INFINITY, area, side;

    c->low_x = c->low_y = INFINITY;
    for (int s = 0; s < c->sites->n; s++) {
        c->low_x = fmin(c->low_x, c->sites->x[s] - c->out_m);
        c->low_y = fmin(c->low_y, c->sites->y[s] - c->out_m);
        high_x = fmax(high_x, c->sites->x[s] + c->out_m);
        high_y = fmax(high_y, c->sites->y[s] + c->out_m);
    }
    if (c->sites->n == 0) return;
    area = (high_x - c->low_x) * (high_y - c->low_y);
    side = fmax(cbrt(area * c->radius_m / fmax(n_points, 1)), sqrt(area / CELLS_MOST));
    side = fmax(side, fmax(high_x - c->low_x, high_y - c->low_y) / CELLS_MOST);
    c->side_m = fmin(side, fmax(high_x - c->low_x, high_y - c->low_y));
    c->n_x = (int)((high_x - c->low_x) / c->side_m) + 1;
    c->n_y = (int)((high_y - c->low_y) / c->side_m) + 1;
}

enum err coverage_cells_create(struct coverage_cells **out, const struct points *sites,
                               double radius_m, double n_points, struct error *err)
{
    struct coverage_cells *c = calloc(1, sizeof *c);
    double extent_m = radius_m, band_m;
    size_t n_cells;

    assert(!sites->geographic && isfinite(radius_m) && radius_m > 0);
    if (c == NULL) return error_nomem(err, "the pairs of zones and sites");
    for (int s = 0; s < sites->n; s++)
        extent_m = fmax(extent_m, fmax(fabs(sites->x[s]), fabs(sites->y[s])));
    band_m = 0.01 + 1e-12 * extent_m; /* far more than double precision rounds */
    c->sites = sites;
    c->radius_m = radius_m;
    c->in_sq = radius_m > band_m ? (radius_m - band_m) * (radius_m - band_m) : -1;
    c->out_m = radius_m + band_m;
    c->out_sq = c->out_m * c->out_m;
    lay_out(c, n_points);
    n_cells = (size_t)c->n_x * (size_t)c->n_y;
    c->index = malloc((n_cells + 1) * sizeof *c->index);
    c->set = malloc(((size_t)sites->n + 1) * sizeof *c->set);
    if (!coverage_table_create(&c->table) || c->index == NULL || c->set == NULL) {
        coverage_cells_free(c);
        return error_nomem(err, "the pairs of zones and sites");
    }
    memset(c->index, -1, n_cells * sizeof *c->index);
    for (int i = 0; i < BLOCKS; i++)
        for (int j = 0; j < BLOCKS; j++)
            c->block[i][j].n = -1;
    *out = c;
    return ERR_OK;
}

void coverage_cells_free(struct coverage_cells *c)
{
    if (c == NULL) return;
    coverage_table_free(&c->table);
    free(c->index);
    free(c->cell.data);
    free(c->list.data);
    free(c->doubt.data);
    free(c->known.data);
    free(c->set);
    free(c);
}

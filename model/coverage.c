/* coverage.c - pairs of zones and sites in reach, through a grid of cells as wide as the
 * largest radius.
 *
 * Every point becomes a place in space: metres in the plane, or the earth-centred position of a
 * point on the ellipsoid, which needs no care at the poles or the antimeridian. A site looks at
 * the cells around it. The straight chord through the earth bounds the geodesic s of the
 * surface from both sides, since the space curvature of a geodesic is at most 1 / (b^2 / a):
 *
 *   chord <= s <= 2 r asin(chord / 2 r),   r = b^2 / a = 6,335,439 m
 *
 * (A. Schur's comparison of arcs, 1921). At 1 km the two differ by a thousandth of a
 * millimetre, so the geodesic itself is computed only for pairs at the very edge, or when
 * distances are asked for. */
#include "model/coverage.h"

#include <assert.h>
#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

const double coverage_slack_m = 1e-6;

struct place {
    double x, y, z;
};

struct grid {
    double cell_m;       /* side of a cell */
    struct place low;    /* corner of the extent */
    int n_cells_filled;  /* distinct cells with zones in them */
    uint64_t *cell;      /* owned [n_cells_filled] rising */
    int *cell_start;     /* owned [n_cells_filled + 1] into zone */
    int *zone;           /* owned [n] zones by cell */
    struct place *place; /* owned [n] their places, beside zone */
    int *table, n_table; /* owned: open addressing from cell to its index, -1: empty */
};

struct entry {
    uint64_t cell;
    int zone;
};

/* What is asked, for the helpers. */
struct question {
    const struct points *zones, *sites;
    const double *radius_m;
    double detour;
    bool strict, keep;
    struct grid grid;
    struct place *site_place; /* owned [n_sites] */
    int *pair_start;          /* owned [n_sites + 1] */
    int *pair_zone;           /* owned [n_pairs] site by site */
    double *pair_m;           /* owned, where distances are kept */
    int n_pairs, room;
};

/* ---- places ---- */

static struct place place_of(const struct points *p, int i)
{
    const double radian = 3.14159265358979323846 / 180;
    const double a = 6378137, e2 = 0.00669437999014131699614; /* WGS 84 */
    double lat = p->y[i] * radian, lon = p->x[i] * radian, n;

    if (!p->geographic) return (struct place){p->x[i], p->y[i], 0};
    n = a / sqrt(1 - e2 * sin(lat) * sin(lat));
    return (struct place){n * cos(lat) * cos(lon), n * cos(lat) * sin(lon),
                          n * (1 - e2) * sin(lat)};
}

static double chord_m(struct place a, struct place b)
{
    double x = a.x - b.x, y = a.y - b.y, z = a.z - b.z;

    return sqrt(x * x + y * y + z * z);
}

/* Largest geodesic that a chord can span; INFINITY where the bound says nothing. */
static double arc_m(double chord)
{
    const double r = 6335439;

    return chord < 2 * r ? 2 * r * asin(chord / (2 * r)) : INFINITY;
}

static bool within(const struct question *q, double way_m, double radius_m)
{
    return q->strict ? way_m < radius_m : way_m <= radius_m + coverage_slack_m;
}

/* Whether zone z is in reach of site s; *way_m where distances are kept. */
static bool in_reach(const struct question *q, int z, struct place at, int s, double *way_m)
{
    /* Geodesic and chord carry rounding: well below this band, which the geodesic decides. */
    const double band_m = 0.01;
    double radius = q->radius_m[z], chord = chord_m(at, q->site_place[s]);

    if (!isinf(radius)) {
        double most = q->zones->geographic ? arc_m(chord) : chord;

        if ((chord - band_m) * q->detour > radius) return false;
        if (!q->keep && (most + band_m) * q->detour < radius) return true;
    }
    *way_m = geo_distance_m(q->zones, z, q->sites, s) * q->detour;
    return within(q, *way_m, radius);
}

/* ---- grid over the zones ---- */

static uint64_t cell_key(int64_t i, int64_t j, int64_t k)
{
    return (uint64_t)i << 42 | (uint64_t)j << 21 | (uint64_t)k;
}

static int64_t cell_of(double at, double low, double cell_m)
{
    return (int64_t)floor((at - low) / cell_m);
}

static int compare_entries(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;

    if (x->cell != y->cell) return x->cell < y->cell ? -1 : 1;
    return x->zone < y->zone ? -1 : x->zone > y->zone;
}

static uint32_t hash_cell(uint64_t cell)
{
    return (uint32_t)((cell * UINT64_C(0x9E3779B97F4A7C15)) >> 33);
}

static void grid_free(struct grid *g)
{
    free(g->cell);
    free(g->cell_start);
    free(g->zone);
    free(g->place);
    free(g->table);
}

/* Side of the cells: the largest radius, but no more than a million cells along the extent. */
static void grid_extent(struct question *q, const struct place all[])
{
    struct grid *g = &q->grid;
    struct place high = {-INFINITY, -INFINITY, -INFINITY};
    double radius = 0, extent;

    g->low = (struct place){INFINITY, INFINITY, INFINITY};
    for (int z = 0; z < q->zones->n; z++) {
        if (!(q->radius_m[z] >= 0)) continue;
        radius = fmax(radius, q->radius_m[z]);
        g->low.x = fmin(g->low.x, all[z].x);
        g->low.y = fmin(g->low.y, all[z].y);
        g->low.z = fmin(g->low.z, all[z].z);
        high.x = fmax(high.x, all[z].x);
        high.y = fmax(high.y, all[z].y);
        high.z = fmax(high.z, all[z].z);
    }
    extent = fmax(high.x - g->low.x, fmax(high.y - g->low.y, high.z - g->low.z));
    if (!(extent > 0)) extent = 1;
    /* An infinite radius: one cell holds everything. Slack: a pair may be that much farther. */
    g->cell_m = isinf(radius) ? 2 * extent : fmax(radius / q->detour + 0.1, extent / 1e6);
}

static void grid_fill_table(struct grid *g)
{
    for (int k = 0; k < g->n_table; k++)
        g->table[k] = -1;
    for (int c = 0; c < g->n_cells_filled; c++) {
        uint32_t at = hash_cell(g->cell[c]) & (uint32_t)(g->n_table - 1);

        while (g->table[at] >= 0)
            at = (at + 1) & (uint32_t)(g->n_table - 1);
        g->table[at] = c;
    }
}

static int grid_find(const struct grid *g, uint64_t cell)
{
    uint32_t at = hash_cell(cell) & (uint32_t)(g->n_table - 1);

    while (g->table[at] >= 0 && g->cell[g->table[at]] != cell)
        at = (at + 1) & (uint32_t)(g->n_table - 1);
    return g->table[at];
}

/* Zones that reach nothing (no radius) stay out. */
static bool grid_create(struct question *q)
{
    size_t n = (size_t)q->zones->n + 1;
    struct grid *g = &q->grid;
    struct place *all = malloc(n * sizeof *all);
    struct entry *entry = malloc(n * sizeof *entry);
    int n_entries = 0;

    g->cell = malloc(n * sizeof *g->cell);
    g->cell_start = malloc((n + 1) * sizeof *g->cell_start);
    g->zone = malloc(n * sizeof *g->zone);
    g->place = malloc(n * sizeof *g->place);
    for (g->n_table = 16; (size_t)g->n_table < 2 * n && g->n_table < 1 << 29;)
        g->n_table *= 2;
    g->table = malloc((size_t)g->n_table * sizeof *g->table);
    if (all == NULL || entry == NULL || g->cell == NULL || g->cell_start == NULL ||
        g->zone == NULL || g->place == NULL || g->table == NULL) {
        free(all);
        free(entry);
        return false;
    }
    for (int z = 0; z < q->zones->n; z++)
        all[z] = place_of(q->zones, z);
    grid_extent(q, all);
    for (int z = 0; z < q->zones->n; z++)
        if (q->radius_m[z] >= 0)
            entry[n_entries++] =
                (struct entry){cell_key(cell_of(all[z].x, g->low.x, g->cell_m) + 1,
                                        cell_of(all[z].y, g->low.y, g->cell_m) + 1,
                                        cell_of(all[z].z, g->low.z, g->cell_m) + 1),
                               z};
    qsort(entry, (size_t)n_entries, sizeof *entry, compare_entries);
    for (int k = 0; k < n_entries; k++) {
        if (k == 0 || entry[k].cell != entry[k - 1].cell) {
            g->cell[g->n_cells_filled] = entry[k].cell;
            g->cell_start[g->n_cells_filled++] = k;
        }
        g->zone[k] = entry[k].zone;
        g->place[k] = all[entry[k].zone];
    }
    g->cell_start[g->n_cells_filled] = n_entries;
    grid_fill_table(g);
    free(all);
    free(entry);
    return true;
}

/* ---- pairs, site by site ---- */

static enum err add_pair(struct question *q, int z, double way_m, struct error *err)
{
    if (q->n_pairs == q->room) {
        int room = q->room > INT_MAX / 2 ? INT_MAX : q->room < 4096 ? 8192 : 2 * q->room;
        int *zone = NULL;
        double *m = NULL;

        if (q->n_pairs == INT_MAX)
            return error_set(err, ERR_DATA,
                             "more than %d pairs of zones and sites are within the radius; a "
                             "smaller radius or fewer sites are needed",
                             INT_MAX);
        zone = realloc(q->pair_zone, (size_t)room * sizeof *zone);
        if (zone != NULL) q->pair_zone = zone;
        if (q->keep) {
            m = realloc(q->pair_m, (size_t)room * sizeof *m);
            if (m != NULL) q->pair_m = m;
        }
        if (zone == NULL || (q->keep && m == NULL))
            return error_nomem(err, "the pairs of zones and sites");
        q->room = room;
    }
    q->pair_zone[q->n_pairs] = z;
    if (q->keep) q->pair_m[q->n_pairs] = way_m;
    q->n_pairs++;
    return ERR_OK;
}

static enum err look_into_cell(struct question *q, int s, uint64_t cell, struct error *err)
{
    const struct grid *g = &q->grid;
    int c = grid_find(g, cell);

    if (c < 0) return ERR_OK;
    for (int k = g->cell_start[c]; k < g->cell_start[c + 1]; k++) {
        double way_m = 0;

        if (in_reach(q, g->zone[k], g->place[k], s, &way_m))
            TRY(add_pair(q, g->zone[k], way_m, err));
    }
    return ERR_OK;
}

static enum err look_around(struct question *q, int s, struct error *err)
{
    const struct grid *g = &q->grid;
    struct place at = q->site_place[s];
    const double far =
        (1 << 21) - 2; /* what a key can name; zones' cells lie in 1 .. 1e6 + 1 */
    double x = floor((at.x - g->low.x) / g->cell_m) + 1;
    double y = floor((at.y - g->low.y) / g->cell_m) + 1;
    double z = floor((at.z - g->low.z) / g->cell_m) + 1;
    int flat = q->zones->geographic ? 1 : 0;

    if (g->n_cells_filled == 0) return ERR_OK;
    if (x < 0 || y < 0 || z < 0 || x > far || y > far || z > far) return ERR_OK;
    for (int i = -1; i <= 1; i++)
        for (int j = -1; j <= 1; j++)
            for (int k = -flat; k <= flat; k++)
                if (x + i > 0 && y + j > 0 && z + k > 0)
                    TRY(look_into_cell(
                        q, s, cell_key((int64_t)x + i, (int64_t)y + j, (int64_t)z + k), err));
    return ERR_OK;
}

/* With an infinite radius somewhere a site may lie any number of cells away: all zones. */
static enum err look_everywhere(struct question *q, int s, struct error *err)
{
    for (int k = 0; k < q->grid.cell_start[q->grid.n_cells_filled]; k++) {
        double way_m = 0;

        if (in_reach(q, q->grid.zone[k], q->grid.place[k], s, &way_m))
            TRY(add_pair(q, q->grid.zone[k], way_m, err));
    }
    return ERR_OK;
}

static enum err find_pairs(struct question *q, struct error *err)
{
    bool everywhere = false;

    for (int z = 0; z < q->zones->n; z++)
        everywhere |= isinf(q->radius_m[z]) && q->radius_m[z] > 0;
    for (int s = 0; s < q->sites->n; s++) {
        q->pair_start[s] = q->n_pairs;
        q->site_place[s] = place_of(q->sites, s);
        TRY(everywhere ? look_everywhere(q, s, err) : look_around(q, s, err));
    }
    q->pair_start[q->sites->n] = q->n_pairs;
    return ERR_OK;
}

enum err reach_create(struct reach **out, const struct points *zones,
                      const struct points *sites, const double radius_m[], double detour,
                      bool strict, bool keep_distance, struct error *err)
{
    struct question q = {.zones = zones,
                         .sites = sites,
                         .radius_m = radius_m,
                         .detour = detour,
                         .strict = strict,
                         .keep = keep_distance};
    enum err code = ERR_OK;

    assert(detour >= 1);
    q.site_place = malloc(((size_t)sites->n + 1) * sizeof *q.site_place);
    q.pair_start = calloc((size_t)sites->n + 1, sizeof *q.pair_start);
    if (keep_distance) q.pair_m = malloc(sizeof *q.pair_m);
    q.pair_zone = malloc(sizeof *q.pair_zone);
    if (q.site_place == NULL || q.pair_start == NULL || q.pair_zone == NULL ||
        (keep_distance && q.pair_m == NULL) || !grid_create(&q))
        code = error_nomem(err, "the grid of the zones");
    if (code == ERR_OK) code = find_pairs(&q, err);
    if (code == ERR_OK)
        code = reach_turn(out, zones->n, sites->n, q.pair_start, q.pair_zone, q.pair_m, err);
    grid_free(&q.grid);
    free(q.site_place);
    free(q.pair_start);
    free(q.pair_zone);
    free(q.pair_m);
    return code;
}

/* coverage_grid.c - the grid of coverage.c; see coverage_grid.h. */
#include "model/coverage_grid.h"

#include <math.h>
#include <stdlib.h>

struct entry {
    uint64_t cell;
    int zone;
};

struct place coverage_place(const struct points *p, int i)
{
    const double radian = 3.14159265358979323846 / 180;
    const double a = 6378137, e2 = 0.00669437999014131699614; /* WGS 84 */
    double lat = p->y[i] * radian, lon = p->x[i] * radian, n;

    if (!p->geographic) return (struct place){p->x[i], p->y[i], 0};
    n = a / sqrt(1 - e2 * sin(lat) * sin(lat));
    return (struct place){n * cos(lat) * cos(lon), n * cos(lat) * sin(lon),
                          n * (1 - e2) * sin(lat)};
}

uint64_t coverage_cell(int64_t i, int64_t j, int64_t k)
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

void coverage_grid_free(struct coverage_grid *g)
{
    free(g->cell);
    free(g->cell_start);
    free(g->zone);
    free(g->place);
    free(g->table);
}

/* Side of the cells: the largest radius, but no more than a million cells along the extent. */
static void grid_extent(struct coverage_grid *g, const struct points *zones,
                        const double radius_m[], double detour, const struct place all[])
{
    struct place high = {-INFINITY, -INFINITY, -INFINITY};
    double radius = 0, extent;

    g->low = (struct place){INFINITY, INFINITY, INFINITY};
    for (int z = 0; z < zones->n; z++) {
        if (!(radius_m[z] >= 0)) continue;
        radius = fmax(radius, radius_m[z]);
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
    g->cell_m = isinf(radius) ? 2 * extent : fmax(radius / detour + 0.1, extent / 1e6);
}

static void grid_fill_table(struct coverage_grid *g)
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

int coverage_grid_find(const struct coverage_grid *g, uint64_t cell)
{
    uint32_t at = hash_cell(cell) & (uint32_t)(g->n_table - 1);

    while (g->table[at] >= 0 && g->cell[g->table[at]] != cell)
        at = (at + 1) & (uint32_t)(g->n_table - 1);
    return g->table[at];
}

bool coverage_grid_create(struct coverage_grid *g, const struct points *zones,
                          const double radius_m[], double detour)
{
    size_t n = (size_t)zones->n + 1;
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
    for (int z = 0; z < zones->n; z++)
        all[z] = coverage_place(zones, z);
    grid_extent(g, zones, radius_m, detour, all);
    for (int z = 0; z < zones->n; z++)
        if (radius_m[z] >= 0)
            entry[n_entries++] =
                (struct entry){coverage_cell(cell_of(all[z].x, g->low.x, g->cell_m) + 1,
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

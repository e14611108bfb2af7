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
#include <math.h>
#include <stdlib.h>

#include "model/coverage_edge.h"
#include "model/coverage_found.h"
#include "model/coverage_grid.h"
#include "model/parallel.h"

const double coverage_slack_m = 1e-6;

/* What is asked, for the helpers. */
struct question {
    const struct points *zones, *sites;
    const double *radius_m;
    double detour;
    bool strict, keep;
    struct coverage_grid grid;
    struct place *site_place;     /* owned [n_sites] */
    bool everywhere;              /* some radius is infinite */
    int *n_site_pairs;            /* owned [n_sites] */
    struct coverage_found *found; /* owned [tasks] */
};

enum { SITES_A_TASK = 32 };

/* ---- places ---- */

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
    return coverage_within(q->strict, *way_m, radius);
}

/* ---- pairs, site by site ---- */

/* The zones of places first .. end - 1 of the grid that are in reach of a site. */
static enum err look_at(const struct question *q, struct coverage_found *f, int s, int first,
                        int end)
{
    const struct coverage_grid *g = &q->grid;

    for (int k = first; k < end; k++) {
        double way_m = 0;

        if (in_reach(q, g->zone[k], g->place[k], s, &way_m))
            TRY(coverage_found_add(f, q->keep, g->zone[k], way_m));
    }
    return ERR_OK;
}

static enum err look_into_cell(const struct question *q, struct coverage_found *f, int s,
                               uint64_t cell)
{
    int c = coverage_grid_find(&q->grid, cell);

    if (c < 0) return ERR_OK;
    return look_at(q, f, s, q->grid.cell_start[c], q->grid.cell_start[c + 1]);
}

static enum err look_around(const struct question *q, struct coverage_found *f, int s)
{
    const struct coverage_grid *g = &q->grid;
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
                        q, f, s,
                        coverage_cell((int64_t)x + i, (int64_t)y + j, (int64_t)z + k)));
    return ERR_OK;
}

/* The sites of one task. With an infinite radius somewhere a site may lie any number of cells
 * away: all zones. */
static void find_pairs(void *context, int task)
{
    struct question *q = context;
    struct coverage_found *f = &q->found[task];
    int all = q->grid.cell_start[q->grid.n_cells_filled], end = (task + 1) * SITES_A_TASK;

    for (int s = task * SITES_A_TASK; s < end && s < q->sites->n && f->code == ERR_OK; s++) {
        int before = f->n;

        q->site_place[s] = coverage_place(q->sites, s);
        f->code = q->everywhere ? look_at(q, f, s, 0, all) : look_around(q, f, s);
        q->n_site_pairs[s] = f->n - before;
    }
}

enum err reach_create_threads(struct reach **out, const struct points *zones,
                              const struct points *sites, const double radius_m[],
                              double detour, bool strict, bool keep_distance, int n_threads,
                              struct error *err)
{
    struct question q = {.zones = zones,
                         .sites = sites,
                         .radius_m = radius_m,
                         .detour = detour,
                         .strict = strict,
                         .keep = keep_distance};
    int n_tasks = (sites->n + SITES_A_TASK - 1) / SITES_A_TASK;
    enum err code = ERR_OK;

    assert(detour >= 1);
    for (int z = 0; z < zones->n; z++)
        q.everywhere |= isinf(radius_m[z]) && radius_m[z] > 0;
    q.site_place = malloc(((size_t)sites->n + 1) * sizeof *q.site_place);
    q.n_site_pairs = calloc((size_t)sites->n + 1, sizeof *q.n_site_pairs);
    q.found = calloc((size_t)n_tasks + 1, sizeof *q.found);
    if (q.site_place == NULL || q.n_site_pairs == NULL || q.found == NULL ||
        !coverage_grid_create(&q.grid, zones, radius_m, detour))
        code = error_nomem(err, "the grid of the zones");
    if (code == ERR_OK) {
        parallel_run(n_threads, n_tasks, find_pairs, &q);
        code = coverage_found_gather(out, q.found, n_tasks, SITES_A_TASK, NULL, q.n_site_pairs,
                                     zones->n, sites->n, q.keep, err);
    }
    coverage_grid_free(&q.grid);
    coverage_found_free(q.found, n_tasks);
    free(q.site_place);
    free(q.n_site_pairs);
    return code;
}

enum err reach_create(struct reach **out, const struct points *zones,
                      const struct points *sites, const double radius_m[], double detour,
                      bool strict, bool keep_distance, struct error *err)
{
    return reach_create_threads(out, zones, sites, radius_m, detour, strict, keep_distance, 1,
                                err);
}

enum err reach_near(struct reach **out, const struct points *points, double spacing_m,
                    struct error *err)
{
    double *radius_m = malloc(((size_t)points->n + 1) * sizeof *radius_m);
    struct reach *r = NULL;
    int n = 0;
    enum err code;

    if (radius_m == NULL) return error_nomem(err, "the spacing of sites");
    for (int k = 0; k < points->n; k++)
        radius_m[k] = spacing_m - coverage_slack_m; /* negative: reaches nothing */
    code = reach_create(&r, points, points, radius_m, 1, true, false, err);
    free(radius_m);
    if (code != ERR_OK) return code;
    for (int a = 0; a < points->n; a++) {
        int first = r->row_start[a];

        r->row_start[a] = n;
        for (int k = first; k < r->row_start[a + 1]; k++)
            if (r->site[k] != a) r->site[n++] = r->site[k];
    }
    r->row_start[points->n] = n;
    *out = r;
    return ERR_OK;
}

/* solve_check.c - a plan checked again from the raw coordinates: nothing of the pairs that the
 * solver saw is believed, and none of the bounds they were found with.
 *
 * The open sites are sorted along one axis, so that a zone looks at those of a slice as wide as
 * its reach. On the ellipsoid a place is a unit vector by longitude and latitude: with radii of
 * curvature between 6,335,439 m (of the meridian at the equator) and 6,399,594 m (at a pole) a
 * geodesic is at least the one times the chord between two vectors, at most the other times
 * their angle. */
#include <math.h>
#include <stdlib.h>

#include "output/solve_case.h"
#include "output/solve_stream.h"

static const double least_curvature_m = 6335439, most_curvature_m = 6399594;

struct spot {
    double at[3];
    int site;
};

struct check {
    const struct solve_case *c;
    struct spot *open; /* owned [n_open] rising along the axis */
    int n_open, axis;
    double *claimed; /* owned: the part of each row that the pairs of the plan cover */
    struct error *err;
    enum err code;
};

static struct spot spot_of(const struct solve_case *c, double x, double y, int site)
{
    const double radian = M_PI / 180;

    if (!c->geographic) return (struct spot){{x, y, 0}, site};
    return (struct spot){{least_curvature_m * cos(y * radian) * cos(x * radian),
                          least_curvature_m * cos(y * radian) * sin(x * radian),
                          least_curvature_m * sin(y * radian)},
                         site};
}

/* Bounds of the distance between two places. */
static void bound_distance(const struct solve_case *c, const struct spot *a,
                           const struct spot *b, double *least_m, double *most_m)
{
    double x = a->at[0] - b->at[0], y = a->at[1] - b->at[1], z = a->at[2] - b->at[2];
    double chord = sqrt(x * x + y * y + z * z);

    *least_m = *most_m = chord;
    if (c->geographic)
        *most_m = 2 * most_curvature_m * asin(fmin(chord / (2 * least_curvature_m), 1));
}

/* ---- open sites ---- */

static int by_x(const void *a, const void *b)
{
    double x = ((const struct spot *)a)->at[0], y = ((const struct spot *)b)->at[0];

    return x < y ? -1 : x > y;
}

static int by_y(const void *a, const void *b)
{
    double x = ((const struct spot *)a)->at[1], y = ((const struct spot *)b)->at[1];

    return x < y ? -1 : x > y;
}

static int by_z(const void *a, const void *b)
{
    double x = ((const struct spot *)a)->at[2], y = ((const struct spot *)b)->at[2];

    return x < y ? -1 : x > y;
}

/* Open sites along the axis on which they lie farthest apart. */
static enum err sort_open(struct check *k, const bool open[], struct error *err)
{
    static int (*const compare[])(const void *, const void *) = {by_x, by_y, by_z};
    const struct solve_case *c = k->c;
    double low[3] = {INFINITY, INFINITY, INFINITY}, high[3] = {-INFINITY, -INFINITY, -INFINITY};

    k->open = malloc(((size_t)c->n_sites + 1) * sizeof *k->open);
    if (k->open == NULL) return error_nomem(err, "the check of the plan");
    for (int s = 0; s < c->n_sites; s++) {
        struct spot spot;

        if (!open[s]) continue;
        spot = k->open[k->n_open++] = spot_of(c, c->site_x[s], c->site_y[s], s);
        for (int axis = 0; axis < 3; axis++) {
            low[axis] = fmin(low[axis], spot.at[axis]);
            high[axis] = fmax(high[axis], spot.at[axis]);
        }
    }
    for (int axis = 1; axis < 3; axis++)
        if (high[axis] - low[axis] > high[k->axis] - low[k->axis]) k->axis = axis;
    qsort(k->open, (size_t)k->n_open, sizeof *k->open, compare[k->axis]);
    return ERR_OK;
}

/* The first open site at or beyond a place on the axis. */
static int first_beyond(const struct check *k, double at)
{
    int low = 0, high = k->n_open;

    while (low < high) {
        int middle = (low + high) / 2;

        if (k->open[middle].at[k->axis] < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* ---- zones ---- */

/* The part of a zone that the open sites cover, by their distances. */
static double part_found(const struct check *k, double x, double y, double inner, double outer)
{
    const struct solve_case *c = k->c;
    const struct points point = {1, &x, &y, c->geographic}, sites = solve_case_sites(c);
    struct spot zone = spot_of(c, x, y, 0);
    double found = 0;
    double end = zone.at[k->axis] + outer + 1;
    int i = first_beyond(k, zone.at[k->axis] - outer - 1);

    for (; i < k->n_open && k->open[i].at[k->axis] <= end; i++) {
        double least_m, most_m;

        bound_distance(c, &zone, &k->open[i], &least_m, &most_m);
        if (least_m > outer + 1) continue;
        if (most_m < inner - 1) return 1;
        found =
            fmax(found, solve_case_share(inner, outer,
                                         geo_distance_m(&point, 0, &sites, k->open[i].site)));
        if (found >= 1) return 1;
    }
    return found;
}

/* The part that the pairs of the plan cover against the one that distances say. A pair at the
 * very edge covers next to nothing; that it is one is decided by rounding. */
static bool compare_parts(struct check *k, int z, const char *id, double found)
{
    if (fabs(k->claimed[solve_case_row(k->c, z)] - found) <= 1e-9) return true;
    k->code = error_set(k->err, ERR_SOLVER,
                        "the plan covers more or less of zone '%s' than its distances say", id);
    return false;
}

static bool check_streamed(void *context, int z, const char *id, double x, double y)
{
    struct check *k = context;
    double radius_m = k->c->request->radius_m;

    return compare_parts(k, z, id, part_found(k, x, y, radius_m, radius_m));
}

static enum err check_zones(const struct solve_case *c, const bool open[], struct error *err)
{
    struct check k = {.c = c, .err = err};

    k.code = sort_open(&k, open, err);
    if (k.code == ERR_OK) k.code = solve_case_parts(c, open, &k.claimed, err);
    for (int z = 0; !c->streamed && k.code == ERR_OK && z < c->n_zones; z++)
        compare_parts(&k, z, c->zone_id[z],
                      part_found(&k, c->zone_x[z], c->zone_y[z], c->radius_m[z],
                                 solve_case_outer_m(c, z)));
    if (c->streamed && k.code == ERR_OK) {
        enum err code = solve_stream_each(c, true, check_streamed, &k, err);

        if (k.code == ERR_OK) k.code = code;
    }
    free(k.claimed);
    free(k.open);
    return k.code;
}

/* ---- spacing ---- */

static enum err check_spacing(const struct solve_case *c, const bool open[], struct error *err)
{
    double least = c->request->spacing_m;
    struct points sites = solve_case_sites(c);
    struct check k = {.c = c};
    enum err code;

    if (isnan(least)) return ERR_OK;
    code = sort_open(&k, open, err);
    for (int i = 0; code == ERR_OK && i < k.n_open; i++) {
        int a = k.open[i].site, from = first_beyond(&k, k.open[i].at[k.axis] - least - 1);

        if (c->status[a] == SITE_EXISTING) continue;
        for (; from < k.n_open && k.open[from].at[k.axis] <= k.open[i].at[k.axis] + least + 1 &&
               code == ERR_OK;
             from++) {
            int b = k.open[from].site;

            if (b != a && geo_distance_m(&sites, a, &sites, b) < least - coverage_slack_m)
                code =
                    error_set(err, ERR_SOLVER,
                              "sites '%s' and '%s' of the plan stand nearer than --spacing-m",
                              c->site_id[a], c->site_id[b]);
        }
    }
    free(k.open);
    return code;
}

enum err solve_answer_check(const struct solve_case *c, const struct placement_plan *plan,
                            struct error *err)
{
    if (plan->open == NULL) return ERR_OK;
    if (c->located && c->limited) TRY(check_zones(c, plan->open, err));
    return check_spacing(c, plan->open, err);
}

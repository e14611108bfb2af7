/* city_warnings.c - see city_warnings.h */
#include "scenarios/city_warnings.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/audit/city_audit.h"
#include "scenarios/city_datum.h"
#include "scenarios/city_people.h"
#include "scenarios/city_reach.h"
#include "scenarios/city_roads.h"
#include "scenarios/csv.h"
#include "scenarios/matrix.h"
#include "scenarios/od.h"
#include "scenarios/text.h"
#include "scenarios/unusual.h"

enum { SPACING_SAMPLES = 200 };

/* A warning of the city. */
#define WARN(city, err, ...) said_add(&(city)->warning, &(city)->n_warnings, (err), __VA_ARGS__)

/* The reach of a zone in metres; minutes at the speed of the circle. */
static double circle_m(const struct city *city, const struct scenario *s, enum service v, int z)
{
    return scenario_circle_m(s, v, city->service_way[v][z]);
}

/* Is a zone as a point good enough for a radius? Up to a quarter of it. */
static bool too_large(double cell_m, double radius_m)
{
    return cell_m > radius_m / 4 * (1 + 1e-9); /* NAN, the unknown side, is not */
}

struct large { /* zones too large for one of the radii */
    int n;
    double radius_m, cell_m; /* the smallest radius and the largest cell of them */
};

static void note(struct large *large, double cell_m, double radius_m)
{
    if (!too_large(cell_m, radius_m)) return;
    if (large->n == 0 || radius_m < large->radius_m) large->radius_m = radius_m;
    if (large->n == 0 || cell_m > large->cell_m) large->cell_m = cell_m;
    large->n++;
}

static enum err warn_large(struct city *city, const struct large *large, enum message radius,
                           struct error *err)
{
    if (large->n == 0) return ERR_OK;
    return WARN(city, err, MSG_WARN_LARGE_ZONES, said_figure(large->n),
                said_figure(city->n_zones), said_word(radius),
                said_figure(round(10 * large->cell_m) / 10), said_figure(large->radius_m),
                said_figure(large->radius_m / 4));
}

static enum err large_zones(struct city *city, const struct scenario *scenario,
                            struct error *err)
{
    double rule_m = 1000 * scenario->access.rule_radius_core_km;
    struct large rule = {0}, fast = {0}, slow = {0};

    for (int z = 0; z < city->n_zones; z++) {
        double side_m = fmax(city->cell_w_m[z], city->cell_h_m[z]);
        bool empty = city->weight[NIGHT][z] <= 0 && city->weight[DAY][z] <= 0;

        if (city->core[z]) note(&rule, side_m, rule_m);
        if (empty) continue; /* nobody is there to be reached */
        note(&fast, side_m, circle_m(city, scenario, FAST, z));
        note(&slow, side_m, circle_m(city, scenario, SLOW, z));
    }
    TRY(warn_large(city, &rule, MSG_WARN_RULE_RADIUS, err));
    TRY(warn_large(city, &fast, MSG_WARN_REACH_FAST, err));
    return warn_large(city, &slow, MSG_WARN_REACH_SLOW, err);
}

static int by_value(const void *a, const void *b)
{
    const double *p = a, *q = b;

    return *p < *q ? -1 : *p > *q;
}

/* Distance to the nearest other zone, the median over some zones spread over the file; NAN
 * where there is no other. Looks at all pairs of those few: milliseconds for 100,000 zones. */
static double spacing_m(int n, const double east[], const double north[])
{
    double nearest[SPACING_SAMPLES];
    int samples = n < SPACING_SAMPLES ? n : SPACING_SAMPLES, found = 0;

    for (int k = 0; k < samples; k++) {
        int z = (int)((long long)k * n / samples);
        double least = INFINITY;

        for (int i = 0; i < n; i++) {
            double dx = east[i] - east[z], dy = north[i] - north[z], d = dx * dx + dy * dy;

            if (d > 0 && d < least) least = d; /* the same place is no neighbour */
        }
        if (isfinite(least)) nearest[found++] = sqrt(least);
    }
    if (found == 0) return NAN;
    qsort(nearest, (size_t)found, sizeof *nearest, by_value);
    return nearest[found / 2];
}

/* Where the file does not say how large the zones are, their spacing does. */
static enum err wide_spacing(struct city *city, const struct scenario *scenario,
                             struct error *err)
{
    struct points zones = city_zones(city);
    struct geo_plane plane = geo_plane_of(&zones);
    double *east = malloc((size_t)city->n_zones * sizeof *east);
    double *north = malloc((size_t)city->n_zones * sizeof *north);
    double spacing = NAN, radius_m = INFINITY;
    enum err code = ERR_OK;

    if (east == NULL || north == NULL) code = error_nomem(err, "the warnings");
    for (int z = 0; z < city->n_zones && code == ERR_OK; z++) {
        geo_to_plane(&plane, city->zone_x[z], city->zone_y[z], &east[z], &north[z]);
        if (!isnan(city->cell_w_m[z])) goto done; /* it says */
        radius_m = fmin(radius_m, fmin(circle_m(city, scenario, FAST, z),
                                       circle_m(city, scenario, SLOW, z)));
        if (city->core[z])
            radius_m = fmin(radius_m, 1000 * scenario->access.rule_radius_core_km);
    }
    if (code == ERR_OK) spacing = spacing_m(city->n_zones, east, north);
    if (code == ERR_OK && too_large(spacing, radius_m))
        code = WARN(city, err, MSG_WARN_SPACING, said_figure(round(spacing)),
                    said_figure(radius_m), said_figure(radius_m / 4));
done:
    free(east);
    free(north);
    return code;
}

/* A class with a radius of its own that no zone has is likely misspelt. */
static enum err unused_classes(struct city *city, const struct map_number *by_class,
                               const char *setting, struct error *err)
{
    for (int k = 0; k < by_class->n; k++) {
        bool used = false;

        for (int z = 0; z < city->n_zones && !used; z++)
            used = strcmp(city->zone_class[z], by_class->key[k]) == 0;
        if (!used)
            TRY(WARN(city, err, MSG_WARN_NO_CLASS, said_text(setting),
                     said_text(csv_quote(by_class->key[k]).text)));
    }
    return ERR_OK;
}

struct place {
    double x, y;
    int site;
};

static int by_place(const void *a, const void *b)
{
    const struct place *p = a, *q = b;

    if (p->x != q->x) return p->x < q->x ? -1 : 1;
    if (p->y != q->y) return p->y < q->y ? -1 : 1;
    return p->site < q->site ? -1 : p->site > q->site;
}

static enum err same_places(struct city *city, struct error *err)
{
    struct place *place = malloc(((size_t)city->n_sites + 1) * sizeof *place);
    int n = 0, first = -1, other = -1;

    if (place == NULL) return error_nomem(err, "the places");
    for (int s = 0; s < city->n_sites; s++)
        place[s] = (struct place){city->site_x[s], city->site_y[s], s};
    qsort(place, (size_t)city->n_sites, sizeof *place, by_place);
    for (int k = 1; k < city->n_sites; k++) {
        if (place[k].x != place[k - 1].x || place[k].y != place[k - 1].y) continue;
        n++;
        if (first >= 0 && place[k].site >= first) continue;
        first = place[k].site;
        other = place[k - 1].site;
    }
    free(place);
    if (n == 0) return ERR_OK;
    return WARN(city, err, n == 1 ? MSG_WARN_SAME_PLACE : MSG_WARN_SAME_PLACES, said_figure(n),
                said_text(csv_quote(city->site[other].id).text),
                said_text(csv_quote(city->site[first].id).text));
}

struct turned { /* texts with characters that turn the words behind them round */
    int n;
    const char *first; /* NULL: none */
};

static void look_at(struct turned *t, const char *text)
{
    size_t k = 0;

    while (text[k] != '\0' && text_turn(text + k) == 0)
        k++;
    if (text[k] == '\0') return;
    t->n++;
    if (t->first == NULL) t->first = text;
}

/* They are left out of every output; the planner is told, once. */
static enum err turned_texts(struct city *city, struct error *err)
{
    struct turned t = {0};

    for (int z = 0; z < city->n_zones; z++)
        look_at(&t, city->zone_id[z]);
    for (int d = 0; d < city->n_districts; d++)
        look_at(&t, city->district_name[d]);
    for (int s = 0; s < city->n_sites; s++) {
        const struct site *site = &city->site[s];

        look_at(&t, site->id);
        if (strcmp(site->name, site->id) != 0) look_at(&t, site->name);
        look_at(&t, site->type);
    }
    if (t.n == 0) return ERR_OK;
    return WARN(city, err, MSG_WARN_TURNED, said_figure(t.n),
                said_text(csv_quote(t.first).text));
}

/* Zones by squares of a plane grid, to find one near a point in constant time. */
struct grid {
    struct geo_plane plane;
    double west, south, side_m;
    int columns, rows;
    int *start; /* owned [columns x rows + 1] into zone */
    int *zone;  /* owned [n_zones] */
};

static int square(double from, double to, double side, int n)
{
    double k = floor((to - from) / side);

    return k < 0 ? 0 : k >= n ? n - 1 : (int)k;
}

static int square_of(const struct grid *g, double x, double y)
{
    double east, north;

    geo_to_plane(&g->plane, x, y, &east, &north);
    return square(g->south, north, g->side_m, g->rows) * g->columns +
           square(g->west, east, g->side_m, g->columns);
}

static void span(const struct city *city, struct grid *g, double *wide, double *high)
{
    double east = 0, north = 0;

    for (int z = 0; z < city->n_zones; z++) {
        double e, n;

        geo_to_plane(&g->plane, city->zone_x[z], city->zone_y[z], &e, &n);
        g->west = z == 0 ? e : fmin(g->west, e);
        east = z == 0 ? e : fmax(east, e);
        g->south = z == 0 ? n : fmin(g->south, n);
        north = z == 0 ? n : fmax(north, n);
    }
    *wide = east - g->west;
    *high = north - g->south;
}

static enum err make_grid(struct grid *g, const struct city *city, double radius_m,
                          struct error *err)
{
    struct points zones = city_zones(city);
    double wide, high;

    *g = (struct grid){.plane = geo_plane_of(&zones)};
    span(city, g, &wide, &high);
    /* the plane stretches away from its meridian, so the squares are a tenth larger; a wide
     * area has larger ones still, so that their number stays small */
    g->side_m = fmax(1.1 * radius_m, fmax(wide, high) / 1000);
    g->columns = (int)(wide / g->side_m) + 1;
    g->rows = (int)(high / g->side_m) + 1;
    g->start = calloc((size_t)g->columns * (size_t)g->rows + 2, sizeof *g->start);
    g->zone = malloc((size_t)city->n_zones * sizeof *g->zone);
    if (g->start == NULL || g->zone == NULL) return error_nomem(err, "a grid of the zones");
    for (int z = 0; z < city->n_zones; z++) /* counted two places on, so that filling ends */
        g->start[square_of(g, city->zone_x[z], city->zone_y[z]) + 2]++; /* with starts */
    for (int k = 2; k < g->columns * g->rows + 2; k++)
        g->start[k] += g->start[k - 1];
    for (int z = 0; z < city->n_zones; z++)
        g->zone[g->start[square_of(g, city->zone_x[z], city->zone_y[z]) + 1]++] = z;
    return ERR_OK;
}

/* Is a zone within the radius of the site? */
static bool has_zone(const struct grid *g, const struct city *city, int site, double radius_m)
{
    struct points zones = city_zones(city), sites = city_sites(city);
    int at = square_of(g, city->site_x[site], city->site_y[site]);
    int row = at / g->columns, column = at % g->columns;

    for (int r = row > 0 ? row - 1 : 0; r <= row + 1 && r < g->rows; r++)
        for (int c = column > 0 ? column - 1 : 0; c <= column + 1 && c < g->columns; c++)
            for (int k = g->start[r * g->columns + c]; k < g->start[r * g->columns + c + 1];
                 k++)
                if (geo_distance_m(&zones, g->zone[k], &sites, site) <= radius_m) return true;
    return false;
}

static double degrees_or_metres(const struct city *city, double value)
{
    return city->geographic ? round(1e4 * value) / 1e4 : round(value);
}

/* A layer of which no site is near stands in another system of coordinates than is said;
 * *told counts its sites. */
static enum err far_layer(struct city *city, const struct scenario *scenario, const bool far[],
                          int layer, int *told, struct error *err)
{
    double west = INFINITY, south = INFINITY, east = -INFINITY, north = -INFINITY;
    int n = 0, first = -1;

    for (int s = 0; s < city->n_sites; s++) {
        if (city->site[s].layer != layer) continue;
        if (!far[s]) return ERR_OK;
        if (n++ == 0) first = s;
    }
    if (n < 2) return ERR_OK; /* a single one may well stand apart */
    *told += n;
    for (int z = 0; z < city->n_zones; z++) {
        west = fmin(west, city->zone_x[z]);
        east = fmax(east, city->zone_x[z]);
        south = fmin(south, city->zone_y[z]);
        north = fmax(north, city->zone_y[z]);
    }
    return WARN(
        city, err, MSG_WARN_FAR_LAYER, said_text(csv_quote(scenario->sites[layer].id).text),
        said_number(n, 0), said_figure(degrees_or_metres(city, city->site_x[first])),
        said_figure(degrees_or_metres(city, city->site_y[first])),
        said_figure(degrees_or_metres(city, west)), said_figure(degrees_or_metres(city, south)),
        said_figure(degrees_or_metres(city, east)),
        said_figure(degrees_or_metres(city, north)));
}

/* Sites so far out that they can serve nobody. */
static enum err far_sites(struct city *city, const struct scenario *scenario, struct error *err)
{
    double radius_m = 0;
    int n = 0, first = -1, told = 0;
    struct grid grid;
    bool *far = calloc((size_t)city->n_sites + 1, sizeof *far);
    enum err code;

    if (far == NULL) return error_nomem(err, "the warnings");
    for (int z = 0; z < city->n_zones; z++)
        for (int v = 0; v < N_SERVICES; v++)
            radius_m = fmax(radius_m, circle_m(city, scenario, (enum service)v, z));
    code = make_grid(&grid, city, radius_m, err);
    for (int s = 0; s < city->n_sites && code == ERR_OK; s++) {
        if (has_zone(&grid, city, s, radius_m)) continue;
        n++;
        far[s] = true;
        if (first < 0) first = s;
    }
    for (int k = 0; k < scenario->n_layers && code == ERR_OK && n > 0; k++)
        code = far_layer(city, scenario, far, k, &told, err);
    free(grid.start);
    free(grid.zone);
    free(far);
    if (code != ERR_OK || n == told) return code;
    return WARN(city, err, n == 1 ? MSG_WARN_FAR_SITE : MSG_WARN_FAR_SITES, said_figure(n),
                said_figure(city->n_sites), said_figure(radius_m),
                said_text(csv_quote(city->site[first].id).text),
                said_word(scenario_in_minutes(scenario, FAST) ? MSG_REACH_LARGEST_KMH
                                                              : MSG_REACH_LARGEST));
}

enum err city_warnings_find(struct city *city, const struct scenario *scenario,
                            struct error *err)
{
    TRY(city_datum_warn(city, scenario, err));
    TRY(unused_classes(
        city,
        scenario_in_minutes(scenario, FAST) ? &scenario->access.fast_minutes_by_class
                                            : &scenario->access.fast_by_class,
        scenario_in_minutes(scenario, FAST) ? "fast.minutes_by_class" : "fast.by_class", err));
    TRY(unused_classes(city, &scenario->access.slow_by_class, "slow.by_class", err));
    TRY(turned_texts(city, err));
    TRY(city_people_warn(city, scenario, err));
    TRY(unusual_warn(city, scenario, err));
    TRY(od_warn(city, scenario, err));
    if (city->n_sites == 0) return ERR_OK; /* nothing is measured between zones and sites */
    TRY(city_audit_warn(city, scenario, err));
    TRY(large_zones(city, scenario, err));
    TRY(wide_spacing(city, scenario, err));
    TRY(same_places(city, err));
    TRY(city_reach_warn(city, scenario, err));
    TRY(city_roads_warn(city, scenario, err));
    TRY(matrix_warn(city, scenario, err));
    return far_sites(city, scenario, err);
}

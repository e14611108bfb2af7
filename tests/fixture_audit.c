/* fixture_audit.c - see fixture_audit.h */
#include "tests/fixture_audit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/areas/polygon_index.h"
#include "scenarios/datum.h"
#include "tests/dice.h"

enum { SECTORS = 24, STEPS = 15, WAVES = 9 };

static const double degree_km = 111.195;

struct outline {
    const struct fixture_audit_ask *ask;
    double wide[WAVES], turn[WAVES];
};

static void must(bool good)
{
    if (good) return;
    fprintf(stderr, "fixture_audit: out of memory\n");
    abort();
}

static double bell(void)
{
    return sqrt(-2 * log(1 - uniform())) * cos(2 * M_PI * uniform());
}

static double radius_km(const struct outline *o, double angle)
{
    double r = 1;

    for (int k = 0; k < WAVES; k++)
        r += o->wide[k] * cos((k + 2) * angle + o->turn[k]);
    return o->ask->radius_km * r;
}

/* Kilometres from the middle, without the river, to degrees; the southern half lies farther
 * south by the river. */
static struct lonlat at_km(const struct outline *o, double east, double north, bool south)
{
    const struct fixture_audit_ask *a = o->ask;

    if (a->river && south) north -= 0.5;
    return (struct lonlat){a->lon + east / degree_km / cos(a->lat * M_PI / 180),
                           a->lat + north / degree_km};
}

/* As a program reads a file that is truly in one datum and said to be in another. */
static struct lonlat misread(struct lonlat p, enum coordinates truth, enum coordinates said)
{
    if (truth == said) return p;
    if (truth == COORD_GCJ02 || truth == COORD_BD09) p = datum_wgs84_to_gcj02(p);
    if (truth == COORD_BD09) p = datum_gcj02_to_bd09(p);
    return datum_to_wgs84(said, p);
}

/* ---- zones ---- */

static void point(struct polygons_builder *b, const struct outline *o, double radius,
                  double angle, bool south)
{
    struct lonlat p = misread(at_km(o, radius * cos(angle), radius * sin(angle), south),
                              o->ask->zones_true, o->ask->zones_said);

    polygons_point(b, p.lon, p.lat);
}

static void make_sectors(struct city *city, const struct outline *o)
{
    struct polygons_builder b = {0};
    struct error err;

    for (int k = 0; k < SECTORS; k++) {
        double from = 2 * M_PI * k / SECTORS, step = 2 * M_PI / SECTORS / STEPS;
        bool south = k >= SECTORS / 2;

        polygons_begin(&b);
        polygons_ring(&b, false);
        point(&b, o, 0, from, south);
        for (int i = 0; i <= STEPS; i++)
            point(&b, o, radius_km(o, from + i * step), from + i * step, south);
    }
    must(polygons_finish(&b, true, &city->polygons, &err) == ERR_OK);
    must(city_allocate(city, SECTORS, false, false));
    for (int k = 0; k < SECTORS; k++)
        polygons_centroid(&city->polygons, k, &city->zone_x[k], &city->zone_y[k]);
}

static bool is_land(const struct outline *o, double east, double north)
{
    if (o->ask->river && fabs(north + 0.25) < 0.25) return false;
    if (o->ask->river && north < 0) north += 0.5;
    return hypot(east, north) < radius_km(o, atan2(north, east));
}

enum { CELL_M = 400 };

/* Is there a cell at a place? */
static bool has_cell(const struct outline *o, double east, double north)
{
    const double side_km = CELL_M / 1000.0;

    return is_land(o, side_km * round(east / side_km), side_km * round(north / side_km));
}

static void make_cells(struct city *city, const struct outline *o)
{
    const double side_km = CELL_M / 1000.0;
    int half = (int)(2 * o->ask->radius_km / side_km), n = 0;

    must(city_allocate(city, (2 * half + 1) * (2 * half + 1), false, false));
    for (int row = -half; row <= half; row++)
        for (int column = -half; column <= half; column++) {
            struct lonlat p;

            if (!is_land(o, column * side_km, row * side_km)) continue;
            p = misread(at_km(o, column * side_km, row * side_km, false), o->ask->zones_true,
                        o->ask->zones_said);
            city->zone_x[n] = p.lon;
            city->zone_y[n] = p.lat;
            city->cell_w_m[n] = city->cell_h_m[n] = 1.002 * CELL_M; /* no gaps */
            n++;
        }
    city->n_zones = n;
}

static void name_zones(struct city *city)
{
    for (int z = 0; z < city->n_zones; z++) {
        char id[16];

        snprintf(id, sizeof id, "z%d", z);
        city->zone_id[z] = text_copy(id);
        must(city->zone_id[z] != NULL);
    }
}

/* ---- sites ---- */

/* A place in the city, or around it; none in the river. */
static struct lonlat place(const struct outline *o, double middle[][2])
{
    const struct fixture_audit_ask *a = o->ask;
    double most = 1.8 * a->radius_km + a->beyond_km;

    for (;;) {
        double east = most * (2 * uniform() - 1), north = most * (2 * uniform() - 1), over;
        double weight = 1;

        if (a->clusters > 0 && a->beyond_km <= 0) {
            int c = (int)(a->clusters * uniform());

            east = middle[c][0] + 0.35 * bell();
            north = middle[c][1] + 0.35 * bell();
        }
        over = hypot(east, north) - radius_km(o, atan2(north, east));
        if (a->dense_west) weight = east < -0.6 * a->radius_km ? 1 : 0.1;
        if (over > a->beyond_km || uniform() > weight) continue;
        if (a->grid && a->beyond_km <= 0 &&
            !has_cell(o, east, north - (a->river && north < 0 ? 0.5 : 0)))
            continue;
        return at_km(o, east, north, north < 0);
    }
}

static void make_sites(struct fixture_audit *m, const struct outline *o)
{
    const struct fixture_audit_ask *a = o->ask;
    struct city *city = &m->city;
    double middle[200][2];
    int n = 0;

    for (int c = 0; c < a->clusters; c++) {
        double angle = 2 * M_PI * uniform(), r = radius_km(o, angle) * sqrt(uniform());

        middle[c][0] = r * cos(angle);
        middle[c][1] = r * sin(angle);
    }
    for (int l = 0; l < a->n_layers; l++)
        n += a->n_sites[l];
    city->site = calloc((size_t)n + 1, sizeof *city->site);
    city->site_x = calloc((size_t)n + 1, sizeof *city->site_x);
    city->site_y = calloc((size_t)n + 1, sizeof *city->site_y);
    must(city->site != NULL && city->site_x != NULL && city->site_y != NULL);
    for (int l = 0; l < a->n_layers; l++)
        for (int k = 0; k < a->n_sites[l]; k++) {
            struct lonlat p = misread(place(o, middle), a->sites_true[l], a->sites_said[l]);

            city->site[city->n_sites].layer = l;
            city->site_x[city->n_sites] = p.lon;
            city->site_y[city->n_sites++] = p.lat;
        }
}

void fixture_audit_make(struct fixture_audit *m, const struct fixture_audit_ask *ask)
{
    struct outline o = {.ask = ask};

    *m = (struct fixture_audit){.city = {.geographic = true}};
    dice = ask->seed;
    for (int k = 0; k < WAVES; k++) {
        o.wide[k] = 0.25 * uniform() / (k + 1);
        o.turn[k] = 2 * M_PI * uniform();
    }
    if (ask->grid)
        make_cells(&m->city, &o);
    else
        make_sectors(&m->city, &o);
    name_zones(&m->city);
    make_sites(m, &o);
    m->scenario.zones.coordinates = (int)ask->zones_said;
    m->scenario.n_layers = ask->n_layers;
    m->scenario.sites = m->layer;
    for (int l = 0; l < ask->n_layers; l++) {
        snprintf(m->name[l], sizeof m->name[l], "l%d", l);
        snprintf(m->file[l], sizeof m->file[l], "l%d.csv", l);
        m->layer[l].id = m->name[l];
        m->layer[l].file = m->file[l];
        m->layer[l].coordinates = (int)ask->sites_said[l];
    }
}

void fixture_audit_clear(struct fixture_audit *m)
{
    struct city *heap = malloc(sizeof *heap); /* city_free() frees the record too */

    must(heap != NULL);
    *heap = m->city;
    city_free(heap);
    m->city = (struct city){0};
}

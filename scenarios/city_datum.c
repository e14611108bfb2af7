/* city_datum.c - see city_datum.h */
#include "scenarios/city_datum.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "scenarios/csv.h"
#include "scenarios/datum.h"

/* ---- x and y exchanged ---- */

struct box {
    double west, east, south, north;
};

static struct box around_zones(const struct city *city)
{
    struct box b = {INFINITY, -INFINITY, INFINITY, -INFINITY};
    double margin = city->geographic ? 0.01 : 1000; /* of a single zone */

    for (int z = 0; z < city->n_zones; z++) {
        b.west = fmin(b.west, city->zone_x[z]);
        b.east = fmax(b.east, city->zone_x[z]);
        b.south = fmin(b.south, city->zone_y[z]);
        b.north = fmax(b.north, city->zone_y[z]);
    }
    margin = fmax(margin, fmax(b.east - b.west, b.north - b.south));
    return (struct box){b.west - margin, b.east + margin, b.south - margin, b.north + margin};
}

static bool inside(const struct box *b, double x, double y)
{
    return x >= b->west && x <= b->east && y >= b->south && y <= b->north;
}

static void check_layer(const struct city *city, const struct scenario *scenario, int layer,
                        const struct box *box, struct problems *problems)
{
    struct points zones = city_zones(city), sites = city_sites(city);
    int n = 0, among = 0, exchanged = 0, first = -1;
    const char *id = scenario->sites[layer].id;
    char path[256];

    for (int s = 0; s < city->n_sites; s++) {
        if (city->site[s].layer != layer) continue;
        if (first < 0) first = s;
        n++;
        among += inside(box, city->site_x[s], city->site_y[s]);
        exchanged += inside(box, city->site_y[s], city->site_x[s]);
    }
    if (n == 0 || among > 0 || exchanged < 0.9 * n) return;
    snprintf(path, sizeof path, "sites.%.120s.x", id);
    scenario_problem(
        scenario, problems, path,
        "no site lies among the zones (the first is %.0f km away), but %d of %d "
        "would if x and y were exchanged; look at sites.%.60s.x and .y, and at those "
        "of the zones",
        geo_distance_m(&zones, 0, &sites, first) / 1000, exchanged, n, id);
}

void city_datum_check(const struct city *city, const struct scenario *scenario,
                      struct problems *problems)
{
    struct box box = around_zones(city);

    for (int layer = 0; layer < scenario->n_layers; layer++)
        check_layer(city, scenario, layer, &box, problems);
}

/* ---- warnings ---- */

#define WARN(city, err, ...) said_add(&(city)->warning, &(city)->n_warnings, (err), __VA_ARGS__)

static bool looks_like_degrees(const struct city *city, int z)
{
    return fabs(city->zone_x[z]) <= 180 && fabs(city->zone_y[z]) <= 90;
}

/* Metres that are small enough to be degrees: all of them, or some in a grid whose other zones
 * lie more than 100 km from its origin, as in national grids. */
static enum err degrees_among_metres(struct city *city, struct error *err)
{
    int n = 0, first = -1;
    double nearest_m = INFINITY;

    if (city->geographic || city->n_zones < 2) return ERR_OK;
    for (int z = 0; z < city->n_zones; z++) {
        if (!looks_like_degrees(city, z)) {
            nearest_m = fmin(nearest_m, hypot(city->zone_x[z], city->zone_y[z]));
            continue;
        }
        if (first < 0) first = z;
        n++;
    }
    if (n == city->n_zones)
        return said_add_plain(&city->warning, &city->n_warnings, MSG_WARN_DEGREES, err);
    if (n == 0 || nearest_m < 100000) return ERR_OK;
    return WARN(city, err, MSG_WARN_SOME_DEGREES, said_number(n, 0),
                said_number(city->n_zones, 0), said_text(csv_quote(city->zone_id[first]).text));
}

/* Chinese datums mean nothing elsewhere. */
static enum err outside_china(struct city *city, const char *section, int coordinates,
                              int layer, struct error *err)
{
    int count = layer < 0 ? city->n_zones : city->n_sites, n = 0, out = 0, first = -1;
    struct csv_quote id;
    const double *x = layer < 0 ? city->zone_x : city->site_x;
    const double *y = layer < 0 ? city->zone_y : city->site_y;

    if (coordinates != COORD_GCJ02 && coordinates != COORD_BD09) return ERR_OK;
    for (int k = 0; k < count; k++) {
        if (layer >= 0 && city->site[k].layer != layer) continue;
        n++;
        if (datum_in_china((struct lonlat){x[k], y[k]})) continue;
        if (first < 0) first = k;
        out++;
    }
    if (out == 0) return ERR_OK;
    id = csv_quote(layer < 0 ? city->zone_id[first] : city->site[first].id);
    if (n == 1)
        return WARN(city, err, MSG_WARN_ONLY_NOT_CHINA, said_text(section),
                    said_text(datum_name(coordinates)), said_text(id.text));
    return WARN(city, err, out == 1 ? MSG_WARN_ONE_NOT_CHINA : MSG_WARN_NOT_CHINA,
                said_text(section), said_text(datum_name(coordinates)), said_number(out, 0),
                said_number(n, 0), said_text(id.text));
}

static enum err all_outside_china(struct city *city, const struct scenario *scenario,
                                  struct error *err)
{
    TRY(outside_china(city, "zones", scenario->zones.coordinates, -1, err));
    for (int l = 0; l < scenario->n_layers; l++) {
        char section[128];

        snprintf(section, sizeof section, "sites.%.100s",
                 csv_quote(scenario->sites[l].id).text);
        TRY(outside_china(city, section, scenario->sites[l].coordinates, l, err));
    }
    return ERR_OK;
}

/* ---- places in two datums ---- */

struct place {
    double lon, lat;
    int site;
};

static int by_lon(const void *a, const void *b)
{
    const struct place *p = a, *q = b;

    if (p->lon != q->lon) return p->lon < q->lon ? -1 : 1;
    if (p->lat != q->lat) return p->lat < q->lat ? -1 : 1;
    return p->site < q->site ? -1 : p->site > q->site;
}

/* The site of the sorted list that stands within 2 m of a point; -1. */
static int site_at(const struct place *place, int n, struct lonlat at)
{
    const double near_deg = 2 / 111195.0; /* 2 m; to the east a little less */
    int low = 0, high = n;

    while (low < high) {
        int middle = (low + high) / 2;

        if (place[middle].lon < at.lon - near_deg)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < n && place[low].lon <= at.lon + near_deg; low++)
        if (fabs(place[low].lat - at.lat) <= near_deg) return place[low].site;
    return -1;
}

/* Two lists put together, one of them in another datum, hold some places twice: once moved by
 * exactly the shift between the datums. Chance makes no three
 * such pairs of some hundred places, nor one of two hundred places in a dense city. */
static enum err two_datums(struct city *city, struct error *err)
{
    struct place *place;
    int n = 0, first = -1, other = -1;

    if (!city->geographic) return ERR_OK;
    place = malloc(((size_t)city->n_sites + 1) * sizeof *place);
    if (place == NULL) return error_nomem(err, "the places");
    for (int s = 0; s < city->n_sites; s++)
        place[s] = (struct place){city->site_x[s], city->site_y[s], s};
    qsort(place, (size_t)city->n_sites, sizeof *place, by_lon);
    for (int s = 0; s < city->n_sites; s++) {
        struct lonlat here = {city->site_x[s], city->site_y[s]};
        struct lonlat gcj02 = datum_wgs84_to_gcj02(here);
        int twin;

        if (!datum_in_china(here)) continue;
        twin = site_at(place, city->n_sites, gcj02);
        if (twin < 0) twin = site_at(place, city->n_sites, datum_gcj02_to_bd09(gcj02));
        if (twin < 0) twin = site_at(place, city->n_sites, datum_gcj02_to_bd09(here));
        if (twin < 0 || twin == s) continue;
        if (n++ > 0) continue;
        first = s;
        other = twin;
    }
    free(place);
    if (n < 3 || n < city->n_sites / 200) return ERR_OK; /* of many places some do by chance */
    return WARN(city, err, MSG_WARN_TWO_DATUMS, said_number(n, 0),
                said_text(csv_quote(city->site[first].id).text),
                said_text(csv_quote(city->site[other].id).text));
}

enum err city_datum_warn(struct city *city, const struct scenario *scenario, struct error *err)
{
    TRY(degrees_among_metres(city, err));
    TRY(all_outside_china(city, scenario, err));
    return two_datums(city, err);
}

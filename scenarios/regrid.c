/* regrid.c - see regrid.h */
#include "scenarios/regrid.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/csv.h"
#include "scenarios/names.h"
#include "scenarios/text.h"

struct cut {
    int columns, rows;
};

static int pieces(double length_m, double side_m)
{
    double n =
        ceil(length_m / side_m - 1e-9); /* 1000 m by 200 m are 5, whatever the rounding */

    return n > 1 ? (int)fmin(n, REGRID_MAX) : 1;
}

static struct cut cut_of(const struct city *city, int z, double side_m)
{
    bool empty = city->weight[NIGHT][z] <= 0 && city->weight[DAY][z] <= 0;

    if (empty && !city->core[z]) return (struct cut){1, 1};
    return (struct cut){pieces(city->cell_w_m[z], side_m), pieces(city->cell_h_m[z], side_m)};
}

/* How the cells are divided. */
struct parts {
    int n_cells, n_parts;
    const struct cut *cut; /* Borrowed, [n_cells] */
    bool nomem;            /* sticks; looked at once, at the end */
};

/* Every element of an array as many times as its cell has parts, in place of the array; NULL
 * stays NULL. */
static void *spread(void *array, size_t size, struct parts *p)
{
    const char *from = array;
    char *larger, *to;

    if (array == NULL || p->nomem) return array;
    larger = to = malloc((size_t)p->n_parts * size);
    p->nomem = larger == NULL;
    if (p->nomem) return array;
    for (int z = 0; z < p->n_cells; z++)
        for (int k = 0; k < p->cut[z].columns * p->cut[z].rows; k++, to += size)
            memcpy(to, from + (size_t)z * size, size);
    free(array);
    return larger;
}

/* The text of one part: the cell's, with the part's row and column where it is an id. */
static char *part_text(const char *text, struct cut cut, int k, bool id)
{
    if (!id || cut.columns * cut.rows == 1) return text_copy(text);
    return text_print("%s-r%dc%d", text, k / cut.columns + 1, k % cut.columns + 1);
}

static void free_texts(char **text, int n)
{
    for (int k = 0; text != NULL && k < n; k++)
        free(text[k]);
    free(text);
}

/* A text for every part, its own; [n_parts], some of them NULL where memory ran out. */
static char **part_texts(char *const *array, bool ids, struct parts *p)
{
    char **larger = calloc((size_t)p->n_parts, sizeof *larger);
    int part = 0;

    p->nomem = p->nomem || larger == NULL;
    for (int z = 0; z < p->n_cells && !p->nomem; z++)
        for (int k = 0; k < p->cut[z].columns * p->cut[z].rows; k++, part++) {
            larger[part] = part_text(array[z], p->cut[z], k, ids);
            p->nomem = p->nomem || larger[part] == NULL;
        }
    return larger;
}

/* Ids and classes together: city_free() counts both by n_zones. */
static void spread_texts(struct city *city, struct parts *p)
{
    char **id = part_texts(city->zone_id, true, p);
    char **zone_class = part_texts(city->zone_class, false, p);

    if (p->nomem) {
        free_texts(id, p->n_parts);
        free_texts(zone_class, p->n_parts);
        return;
    }
    free_texts(city->zone_id, p->n_cells);
    free_texts(city->zone_class, p->n_cells);
    city->zone_id = id;
    city->zone_class = zone_class;
    city->n_zones = p->n_parts;
}

static void spread_all(struct city *city, struct parts *p)
{
    city->zone_x = spread(city->zone_x, sizeof *city->zone_x, p);
    city->zone_y = spread(city->zone_y, sizeof *city->zone_y, p);
    for (int k = 0; k < N_LAYERS; k++)
        city->weight[k] = spread(city->weight[k], sizeof(double), p);
    for (int v = 0; v < N_SERVICES; v++)
        city->service_way[v] = spread(city->service_way[v], sizeof(double), p);
    city->home_access = spread(city->home_access, sizeof *city->home_access, p);
    city->observed_kwh = spread(city->observed_kwh, sizeof *city->observed_kwh, p);
    city->core = spread(city->core, sizeof *city->core, p);
    city->cell_w_m = spread(city->cell_w_m, sizeof *city->cell_w_m, p);
    city->cell_h_m = spread(city->cell_h_m, sizeof *city->cell_h_m, p);
    city->district = spread(city->district, sizeof *city->district, p);
    spread_texts(city, p);
}

/* A guess by the sphere, set right once by the ellipsoid. */
double regrid_degrees(double length_m, double lon, double lat, bool east)
{
    double guess = length_m / 111195 / (east ? cos(lat * acos(-1.0) / 180) : 1);
    double dx = east ? guess / 2 : 0, dy = east ? 0 : guess / 2;

    return guess * length_m / geo_geodesic_m(lon - dx, lat - dy, lon + dx, lat + dy);
}

/* The zones of one cell, which are copies of it still, become its parts. */
static void place_parts(struct city *city, int first, struct cut cut)
{
    int n = cut.columns * cut.rows;
    double x = city->zone_x[first], y = city->zone_y[first];
    double w = city->cell_w_m[first], h = city->cell_h_m[first];

    if (n == 1) return;
    if (city->geographic) {
        w = regrid_degrees(w, x, y, true);
        h = regrid_degrees(h, x, y, false);
    }
    for (int k = 0; k < n; k++) {
        int z = first + k;

        city->zone_x[z] = x + w * ((k % cut.columns + 0.5) / cut.columns - 0.5);
        city->zone_y[z] = y - h * ((k / cut.columns + 0.5) / cut.rows - 0.5);
        city->cell_w_m[z] /= cut.columns;
        city->cell_h_m[z] /= cut.rows;
        for (int layer = 0; layer < N_LAYERS; layer++)
            city->weight[layer][z] /= n;
        if (city->observed_kwh != NULL) city->observed_kwh[z] /= n; /* NAN stays */
    }
}

/* The first part that lies beyond a pole or the edge of the map at 180 degrees; n_zones where
 * none does. */
static int beyond(const struct city *city)
{
    int z = 0;

    while (city->geographic && z < city->n_zones && fabs(city->zone_x[z]) <= 180 &&
           fabs(city->zone_y[z]) <= 90)
        z++;
    return city->geographic ? z : city->n_zones;
}

static enum err check_places(const struct city *city, struct error *err)
{
    int z = beyond(city);

    if (z == city->n_zones) return ERR_OK;
    return error_set(err, ERR_DATA,
                     "zones.regrid_m: the part '%s' of a cell would lie beyond a pole or 180 "
                     "degrees of longitude; such cells cannot be divided",
                     csv_quote(city->zone_id[z]).text);
}

/* A part may have got the id of a cell that was there. */
static enum err check_ids(const struct city *city, struct error *err)
{
    struct names *names = NULL;
    int z = 0;

    TRY(names_create(&names, city->n_zones, err));
    while (z < city->n_zones && names_add(names, city->zone_id[z], z) < 0)
        z++;
    names_free(names);
    if (z == city->n_zones) return ERR_OK;
    return error_set(
        err, ERR_DATA,
        "zones.regrid_m: dividing the cells makes two zones with the id '%s'; give "
        "the cells other ids",
        csv_quote(city->zone_id[z]).text);
}

enum err regrid_zones(struct city *city, double side_m, struct error *err)
{
    struct cut *cut;
    struct parts parts;
    double n_parts = 0;
    int first = 0, n = city->n_zones;

    if (!(side_m > 0)) return ERR_OK;
    cut = malloc((size_t)n * sizeof *cut);
    if (cut == NULL) return error_nomem(err, "the parts of the zones");
    for (int z = 0; z < n; z++) {
        cut[z] = cut_of(city, z, side_m);
        n_parts += (double)cut[z].columns * cut[z].rows;
    }
    if (n_parts > REGRID_MAX) {
        free(cut);
        return error_set(err, ERR_DATA,
                         "zones.regrid_m: %g m divides the zones into %.0f parts; at most %d "
                         "are allowed, so choose a longer side",
                         side_m, n_parts, REGRID_MAX);
    }
    parts = (struct parts){n, (int)n_parts, cut, false};
    spread_all(city, &parts);
    for (int z = 0; z < n && !parts.nomem; z++) {
        place_parts(city, first, cut[z]);
        first += cut[z].columns * cut[z].rows;
    }
    free(cut);
    if (parts.nomem) return error_nomem(err, "the parts of the zones");
    TRY(check_places(city, err));
    return check_ids(city, err);
}

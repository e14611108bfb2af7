/* map_demand.c - see map_demand.h. */
#include "output/map/map_demand.h"

#include <math.h>
#include <stdlib.h>

#include "output/map/map_png.h"

/* Public energy of a zone by night, or by day with what is charged between trips. */
static double zone_kwh(const struct demand *d, bool day, int year_index, int zone)
{
    size_t at = (size_t)year_index * (size_t)d->n_zones + (size_t)zone;
    double sum = 0;

    for (int v = 0; v < N_SERVICES; v++)
        sum += day ? d->kwh[v][DAY][at] + d->kwh[v][ROAMING][at] : d->kwh[v][NIGHT][at];
    return sum;
}

/* The zones' amounts by day or by night; largest amount and classes of both. */
static enum err fill_amounts(struct map *map, bool day, struct error *err)
{
    int n = map->city->n_zones, year_index = map->run->fleet->n_years - 1;
    const struct demand *d = map->run->demand;
    double *both;

    map->amount = calloc((size_t)n + 1, sizeof *map->amount);
    if (map->amount == NULL) return error_nomem(err, "the map");
    for (int z = 0; z < n; z++)
        map->amount[z] = zone_kwh(d, day, year_index, z);
    TRY(map_fill_density(map, err));
    both = calloc(2 * (size_t)n + 1, sizeof *both);
    if (both == NULL) return error_nomem(err, "the map");
    for (int z = 0; z < n; z++) {
        double other = zone_kwh(d, !day, year_index, z);

        map->most = fmax(map->most, other);
        /* by night first, so that both maps sort the same row */
        both[day ? n + z : z] = map->density[z];
        both[day ? z : n + z] = other / (map->digest->cell_w[z] * map->digest->cell_h[z] / 1e6);
    }
    map_classes(map, 2 * n, both);
    free(both);
    return ERR_OK;
}

static void start(struct map *map, const struct run *run)
{
    map->parts = &map_of_demand;
    map->scenario = run->scenario;
    map->city = run->city;
    map->run = run;
    map->language = scenario_language(run->scenario);
    map->view = &map->whole;
}

static enum err draw_view(struct map *map, struct error *err)
{
    enum err code = map_begin_view(map, &map->whole, err);

    if (code == ERR_OK) code = map_draw_zones(map, err);
    if (code == ERR_OK) code = map_draw_areas(map, err);
    if (code == ERR_OK) map_draw_labels(map);
    map_end_view(map);
    return code;
}

static enum err draw(struct map_demand *d, struct error *err)
{
    struct map *map = &d->map;

    for (enum service v = FAST; v < N_SERVICES; v++)
        for (enum layer l = NIGHT; l < N_LAYERS; l++)
            d->kwh[v][l] = demand_layer(map->run->demand, v, l, d->year_index);
    TRY(digest_of_city(&map->digest, map->city, err));
    TRY(map_place_polygons(map, err));
    TRY(fill_amounts(map, d->day, err));
    TRY(map_lay_out(map, err));
    TRY(canvas_create(&map->canvas, map->frame.width, map->frame.height,
                      canvas_colour(0xFFFFFF, 1), err));
    TRY(draw_view(map, err));
    map_draw_rim(map, &map->whole);
    return map_finish(map, err);
}

enum err map_demand_create(struct map_demand **out, const struct run *run, bool day,
                           struct error *err)
{
    struct map_demand *d = calloc(1, sizeof *d);
    enum err code;

    if (d == NULL) return error_nomem(err, "the map");
    start(&d->map, run);
    d->map.demand = d;
    d->day = day;
    d->year_index = run->fleet->n_years - 1;
    code = draw(d, err);
    if (code != ERR_OK) {
        map_demand_free(d);
        return code;
    }
    *out = d;
    return ERR_OK;
}

void map_demand_free(struct map_demand *d)
{
    if (d == NULL) return;
    map_clear(&d->map);
    free(d);
}

enum err map_demand_put(const struct map_demand *d, FILE *stream, struct error *err)
{
    char title[1024];

    map_of_demand.headline(&d->map, title, sizeof title);
    return map_png_canvas(d->map.scenario, d->map.canvas, title, stream, err);
}

enum err map_demand_land(const struct map_demand *d, FILE *stream, struct error *err)
{
    char title[1024];

    map_of_demand.headline(&d->map, title, sizeof title);
    return map_png_part(d->map.scenario, d->map.canvas, d->map.whole.area, title, stream, err);
}

enum err map_demand_write(const struct run *run, bool day, FILE *stream, struct error *err)
{
    struct map_demand *d = NULL;
    enum err code;

    TRY(map_demand_create(&d, run, day, err));
    code = map_demand_put(d, stream, err);
    map_demand_free(d);
    return code;
}

enum err map_demand_classes(struct map *map, const struct run *run, struct error *err)
{
    *map = (struct map){0};
    start(map, run);
    TRY(digest_of_city(&map->digest, map->city, err));
    return fill_amounts(map, false, err);
}

/* map.c - see map.h. */
#include "output/map.h"

#include <stdlib.h>

static enum err fill_density(struct map *map, struct error *err)
{
    int n = map->run->city->n_zones;

    map->density = calloc((size_t)n, sizeof *map->density);
    if (!map->density) return error_nomem(err, "the map");
    for (int z = 0; z < n; z++) {
        double km2 = map->digest->cell_w[z] * map->digest->cell_h[z] / 1e6;

        for (int v = 0; v < N_SERVICES; v++)
            map->density[z] +=
                demand_kwh(map->run->demand, (enum service)v, map->net->year_index, z) / km2;
    }
    return ERR_OK;
}

static void count_marks(struct map *map)
{
    for (int z = 0; z < map->run->city->n_zones; z++) {
        enum zone_state state = digest_state_of(map->net, FAST, z);

        if (state == ZONE_FULL) map->n_full++;
        if (state == ZONE_OUT) map->n_out++;
        /* a comparison with NAN is false: no rule, nothing uncovered */
        if (map->run->city->core[z] && digest_rule_radius_m(map->run) > 0 &&
            !digest_covered(map->run, map->net, z))
            map->n_uncovered++;
    }
}

static enum err draw(struct map *map, struct error *err)
{
    TRY(digest_create(&map->digest, map->run, err));
    TRY(fill_density(map, err));
    map_classes(map);
    count_marks(map);
    TRY(map_lay_out(map, err));
    TRY(canvas_create(&map->canvas, map->frame.width, map->frame.height,
                      canvas_colour(0xFFFFFF, 1), err));
    TRY(map_raster(map, err));
    canvas_clip(map->canvas, map->frame.area);
    map_draw_zones(map);
    TRY(map_draw_areas(map, err));
    map_draw_marks(map);
    map_draw_sites(map);
    map_draw_labels(map);
    canvas_unclip(map->canvas);
    map_draw_legend(map, map->canvas, map->frame.legend, false);
    map_draw_title(map);
    return canvas_finish(map->canvas, err);
}

enum err map_create(struct map **out, const struct run *run, struct error *err)
{
    struct map *map = calloc(1, sizeof *map);

    if (!map) return error_nomem(err, "the map");
    map->run = run;
    map->language = run->scenario->report.language;
    map->net = digest_last(run);
    map->most_placed = run->city->n_zones + run->city->n_sites + run->city->n_districts + 1;
    map->placed = calloc((size_t)map->most_placed, sizeof *map->placed);
    if (!map->placed) {
        map_free(map);
        return error_nomem(err, "the map");
    }

    enum err code = draw(map, err);

    if (code != ERR_OK) {
        map_free(map);
        return code;
    }
    *out = map;
    return ERR_OK;
}

void map_free(struct map *map)
{
    if (!map) return;
    digest_free(map->digest);
    canvas_free(map->canvas);
    free(map->density);
    free(map->pixel_zone);
    free(map->pixel_near);
    free(map->pixel_in);
    free(map->placed);
    free(map);
}

double map_x(const struct map *map, double east)
{
    return map->frame.area.x + (east - map->frame.east0) * map->frame.px_per_m;
}

double map_y(const struct map *map, double north)
{
    return map->frame.area.y + (map->frame.north0 - north) * map->frame.px_per_m;
}

bool map_add_placed(struct map *map, enum map_thing thing, int index, struct box box)
{
    if (map->n_placed == map->most_placed) return false;
    map->placed[map->n_placed++] = (struct map_placed){box, thing, index};
    return true;
}

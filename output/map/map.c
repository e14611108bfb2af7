/* map.c - see map.h. */
#include "output/map/map.h"

#include <stdlib.h>

enum err map_fill_density(struct map *map, struct error *err)
{
    int n = map->city->n_zones;

    map->density = calloc((size_t)n + 1, sizeof *map->density);
    if (!map->density) return error_nomem(err, "the map");
    for (int z = 0; z < n; z++) {
        map->density[z] =
            map->amount[z] / (map->digest->cell_w[z] * map->digest->cell_h[z] / 1e6);
        map->most = map->amount[z] > map->most ? map->amount[z] : map->most;
    }
    map_classes(map, n, map->density);
    return ERR_OK;
}

static enum err fill_demand(struct map *map, struct error *err)
{
    int n = map->city->n_zones;

    map->amount = calloc((size_t)n + 1, sizeof *map->amount);
    if (!map->amount) return error_nomem(err, "the map");
    for (int z = 0; z < n; z++)
        map->amount[z] = demand_kwh(map->run->demand, map->service, map->net->year_index, z);
    return map_fill_density(map, err);
}

static void count_zones(struct map *map)
{
    if (map->city->n_sites == 0) return; /* demand alone: nothing can be served */
    for (int z = 0; z < map->city->n_zones; z++) {
        enum zone_state state = digest_state_of(map->net, map->service, z);

        if (state == ZONE_FULL) map->n_full++;
        if (state == ZONE_OUT) map->n_out++;
        /* The rule asks for any site; its gaps stand on the fast map only. A comparison with
         * NAN is false: no rule, nothing uncovered. */
        if (map->service == FAST && map->city->core[z] && digest_rule_radius_m(map->run) > 0 &&
            !digest_covered(map->run, map->net, z))
            map->n_uncovered++;
    }
}

static void count_sites(struct map *map)
{
    enum { MANY = 300 }; /* of today: more of them run together on a sheet */
    int by_rule = 0;

    for (int s = 0; s < map->city->n_sites; s++) {
        map->n_candidates += map_is_candidate(map, s);
        if (!map_site_shown(map, s)) continue;
        if (digest_is_new(map->net, s))
            map->n_new++;
        else
            map->n_today++;
        by_rule += !digest_is_new(map->net, s) && digest_by_rule(map->net, s) > 0;
    }
    map->crowded = map->n_today - by_rule > MANY;
}

enum err map_begin_view(struct map *map, struct map_view *view, struct error *err)
{
    const struct city *city = map->city;

    view->most_placed = city->n_zones + 2 * city->n_sites + city->n_districts + 2;
    view->placed = calloc((size_t)view->most_placed, sizeof *view->placed);
    if (!view->placed) return error_nomem(err, "the map");
    map->view = view;
    canvas_clip(map->canvas, view->area);
    return map_raster(map, err);
}

void map_end_view(struct map *map)
{
    canvas_unclip(map->canvas);
    map->view = &map->whole;
}

static enum err draw_view(struct map *map, struct map_view *view, struct error *err)
{
    enum err code = map_begin_view(map, view, err);

    if (code == ERR_OK && scenario_access_by(map->scenario, map->service) == ACCESS_BY_STRAIGHT)
        code = map_reach(map, err);
    if (code == ERR_OK) code = map_draw_zones(map, err);
    if (code == ERR_OK) code = map_draw_areas(map, err);
    if (code == ERR_OK) {
        map_reserve_inset(map, view);
        map_draw_marks(map);
        map_draw_sites(map);
        map_draw_labels(map);
    }
    map_end_view(map);
    return code;
}

void map_draw_rim(struct map *map, const struct map_view *view)
{
    canvas_rectangle(map->canvas, (struct box){view->area.x - 0.5, view->area.y - 0.5,
                                               view->area.w + 1, view->area.h + 1});
    canvas_stroke(map->canvas, canvas_colour(0x8A8F94, 1), 1);
}

enum err map_finish(struct map *map, struct error *err)
{
    double width = map->frame.width - 2 * map->whole.area.x;

    map_draw_legend(map, map->canvas, map->frame.legend, false);
    map_title(map, map->canvas, width, false);
    map_foot(map, map->canvas, map->frame.foot_y, width, false);
    return canvas_finish(map->canvas, err);
}

static enum err draw(struct map *map, struct error *err)
{
    TRY(digest_create(&map->digest, map->run, err));
    TRY(map_place_polygons(map, err));
    TRY(map_find_streets(map, err));
    TRY(fill_demand(map, err));
    count_zones(map);
    count_sites(map);
    TRY(map_lay_out(map, err));
    TRY(canvas_create(&map->canvas, map->frame.width, map->frame.height,
                      canvas_colour(0xFFFFFF, 1), err));
    TRY(draw_view(map, &map->whole, err));
    map_draw_rim(map, &map->whole);
    if (map->inset.area.w > 0) {
        TRY(draw_view(map, &map->inset, err));
        map_draw_inset_frames(map);
    }
    return map_finish(map, err);
}

enum err map_create(struct map **out, const struct run *run, enum service service,
                    struct error *err)
{
    struct map *map = calloc(1, sizeof *map);

    if (!map) return error_nomem(err, "the map");
    map->parts = &map_coverage;
    map->scenario = run->scenario;
    map->city = run->city;
    map->run = run;
    map->language = scenario_language(run->scenario);
    map->service = service;
    map->net = digest_last(run);
    map->view = &map->whole;

    enum err code = draw(map, err);

    if (code != ERR_OK) {
        map_free(map);
        return code;
    }
    *out = map;
    return ERR_OK;
}

static void free_view(struct map_view *view)
{
    free(view->pixel_zone);
    free(view->pixel_near);
    free(view->pixel_in);
    free(view->placed);
}

void map_clear(struct map *map)
{
    digest_free(map->digest);
    canvas_free(map->canvas);
    map_shape_clear(&map->polygons);
    map_shape_clear(&map->boundary);
    map_streets_free(map->streets);
    free(map->amount);
    free(map->density);
    free_view(&map->whole);
    free_view(&map->inset);
}

void map_free(struct map *map)
{
    if (!map) return;
    map_clear(map);
    free(map);
}

double map_x(const struct map *map, double east)
{
    return map->view->area.x + (east - map->view->east0) * map->view->px_per_m;
}

double map_y(const struct map *map, double north)
{
    return map->view->area.y + (map->view->north0 - north) * map->view->px_per_m;
}

bool map_add_placed(struct map_view *view, enum map_thing thing, int index, struct box box)
{
    if (view->n_placed == view->most_placed) return false;
    view->placed[view->n_placed++] = (struct map_placed){box, thing, index};
    return true;
}

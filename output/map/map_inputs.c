/* map_inputs.c - see map_inputs.h. */
#include "output/map/map_inputs.h"

#include <math.h>
#include <stdlib.h>

#include "output/map/map_png.h"

/* Warm and dark hues stay away from the ramp of the zones; the first ones are the most unlike.
 */
struct colour map_inputs_colour(int layer)
{
    static const unsigned ink[INPUTS_LAYERS + 1] = {0xFFC20A, 0xE8601C, 0x8C1C13,
                                                    0xCC79A7, 0x111111, 0x8BC34A,
                                                    0x8C6D1F, 0x56B4E9, 0x8A8F94};

    return canvas_colour(ink[layer], 1);
}

static void cross(struct canvas *c, double x, double y, double r)
{
    canvas_move(c, x - r, y - r);
    canvas_line(c, x + r, y + r);
    canvas_move(c, x - r, y + r);
    canvas_line(c, x + r, y - r);
}

void map_inputs_mark(struct canvas *c, double x, double y, enum site_status status,
                     struct colour colour, double u)
{
    struct colour dark = canvas_colour(0x1A1A1A, 0.85), white = canvas_colour(0xFFFFFF, 1);
    double r = 3.4 * u;

    switch (status) {
    case SITE_EXISTING:
        canvas_circle(c, x, y, r);
        canvas_fill_stroke(c, colour, dark, 0.7 * u);
        return;
    case SITE_REQUIRED:
        canvas_rectangle(c, (struct box){x - r, y - r, 2 * r, 2 * r});
        canvas_fill_stroke(c, colour, dark, 0.9 * u);
        return;
    case SITE_CANDIDATE:
        canvas_circle(c, x, y, 0.8 * r);
        canvas_fill_stroke(c, white, dark, 2.4 * u);
        canvas_circle(c, x, y, 0.8 * r);
        canvas_stroke(c, colour, 1.6 * u);
        return;
    case SITE_FORBIDDEN:
        cross(c, x, y, r);
        canvas_stroke(c, white, 3.2 * u);
        cross(c, x, y, r);
        canvas_stroke(c, colour, 1.8 * u);
        return;
    case SITE_BY_RULE:
        canvas_move(c, x, y - r);
        canvas_line(c, x + r, y + 0.8 * r);
        canvas_line(c, x - r, y + 0.8 * r);
        canvas_close(c);
        canvas_fill_stroke(c, colour, dark, 0.7 * u);
        return;
    case N_STATUSES:
        return;
    }
}

void map_inputs_ring(struct canvas *c, double x, double y, double u)
{
    canvas_circle(c, x, y, 6 * u);
    canvas_stroke(c, canvas_colour(0xFFFFFF, 0.9), 3.2 * u);
    canvas_circle(c, x, y, 6 * u);
    canvas_stroke(c, canvas_colour(0xE00020, 1), 1.8 * u);
}

static double x_of(const struct map *map, int site)
{
    return map_x(map, map->digest->site_east[site]);
}

static double y_of(const struct map *map, int site)
{
    return map_y(map, map->digest->site_north[site]);
}

/* Possible sites below, then what is forbidden, what stands and what has to be: the earlier
 * layers above the later ones. Rings above all. */
static void draw_sites(struct map_inputs *in)
{
    static const enum site_status order[N_STATUSES] = {
        SITE_CANDIDATE, SITE_FORBIDDEN, SITE_BY_RULE, SITE_EXISTING, SITE_REQUIRED};
    struct map *map = &in->map;
    double u = map->frame.u * in->scale, rings = map->frame.u * fmax(in->scale, 0.8), rim;

    for (int k = 0; k < N_STATUSES; k++)
        for (int s = map->city->n_sites - 1; s >= 0; s--) {
            const struct site *site = &map->city->site[s];

            if (site->status != order[k] || !in->on_sheet[s]) continue;
            map_inputs_mark(
                map->canvas, x_of(map, s), y_of(map, s), site->status,
                map_inputs_colour(site->layer < INPUTS_LAYERS ? site->layer : INPUTS_LAYERS),
                u);
        }
    for (int s = 0; s < map->city->n_sites; s++) {
        bool ringed = in->outside_zones[s] || in->outside_area[s] || map_inputs_site_far(in, s);

        if (!in->on_sheet[s]) continue;
        if (ringed) map_inputs_ring(map->canvas, x_of(map, s), y_of(map, s), rings);
        rim = ringed ? 7 * rings : 4 * u;
        /* a name may stand over plain possible sites, as on the coverage map */
        map_add_placed(
            map->view,
            !ringed && map->city->site[s].status == SITE_CANDIDATE ? MAP_CANDIDATE : MAP_MARKER,
            s, (struct box){x_of(map, s) - rim, y_of(map, s) - rim, 2 * rim, 2 * rim});
    }
}

static enum err fill_weights(struct map *map, struct error *err)
{
    map->amount = calloc((size_t)map->city->n_zones + 1, sizeof *map->amount);
    if (!map->amount) return error_nomem(err, "the map");
    for (int z = 0; z < map->city->n_zones; z++)
        map->amount[z] = map->city->weight[NIGHT][z];
    return map_fill_density(map, err);
}

static enum err draw_view(struct map_inputs *in, struct error *err)
{
    struct map *map = &in->map;
    enum err code = map_begin_view(map, &map->whole, err);

    if (code == ERR_OK) code = map_draw_zones(map, err);
    if (code == ERR_OK) code = map_inputs_draw_streets(in, err);
    if (code == ERR_OK) code = map_draw_areas(map, err);
    if (code == ERR_OK) {
        draw_sites(in);
        map_draw_labels(map);
    }
    map_end_view(map);
    return code;
}

static enum err draw(struct map_inputs *in, struct error *err)
{
    struct map *map = &in->map;

    TRY(digest_of_city(&map->digest, map->city, err));
    TRY(map_place_polygons(map, err));
    TRY(fill_weights(map, err));
    TRY(map_inputs_find(in, err));
    TRY(map_inputs_find_streets(in, err));
    in->scale = map->city->n_sites <= 300 ? 1 : fmax(0.5, pow(300.0 / map->city->n_sites, 0.3));
    TRY(map_lay_out(map, err));
    TRY(canvas_create(&map->canvas, map->frame.width, map->frame.height,
                      canvas_colour(0xFFFFFF, 1), err));
    TRY(draw_view(in, err));
    map_draw_rim(map, &map->whole);
    return map_finish(map, err);
}

enum err map_inputs_create(struct map_inputs **out, const struct scenario *scenario,
                           const struct city *city, struct error *err)
{
    struct map_inputs *in = calloc(1, sizeof *in);
    enum err code;

    if (!in) return error_nomem(err, "the map");
    in->map.parts = &map_of_inputs;
    in->map.inputs = in;
    in->map.scenario = scenario;
    in->map.city = city;
    in->map.language = scenario_language(scenario);
    in->map.view = &in->map.whole;
    code = draw(in, err);
    if (code != ERR_OK) {
        map_inputs_free(in);
        return code;
    }
    *out = in;
    return ERR_OK;
}

void map_inputs_free(struct map_inputs *in)
{
    if (!in) return;
    map_clear(&in->map);
    map_inputs_streets_free(in->streets);
    free(in->outside_zones);
    free(in->outside_area);
    free(in->on_sheet);
    free(in);
}

enum err map_inputs_write(const struct scenario *scenario, const struct city *city,
                          FILE *stream, struct error *err)
{
    struct map_inputs *in = NULL;
    char title[1024];
    enum err code;

    TRY(map_inputs_create(&in, scenario, city, err));
    map_of_inputs.headline(&in->map, title, sizeof title);
    code = map_png_canvas(scenario, in->map.canvas, title, stream, err);
    map_inputs_free(in);
    return code;
}

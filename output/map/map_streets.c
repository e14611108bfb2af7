/* map_streets.c - the service area along streets: those that lie within the limit of an open
 * site, over the thin lines of those that do not. */
#include <stdlib.h>

#include "output/map/map_lines.h"
#include "output/reached.h"

struct map_streets {
    struct map_lines all, within;
};

static enum err add_within(struct map_streets *s, const struct map *map,
                           const struct reached *reached, const struct geo_plane *plane,
                           double x[], struct error *err)
{
    const struct road_graph *g = reached->graph;
    double *y = x + reached_most_points(g);

    for (int k = 0; k < reached->n; k++) {
        struct road_pieces pieces = {0};

        TRY(reached_pieces(&pieces, reached, map->net, k, err));
        for (int i = 0; i < pieces.n; i++) {
            const struct road_piece *p = &pieces.piece[i];
            int n = road_piece_line(g, map->city->geographic, p, x, y);

            map_lines_add(&s->within, plane, g->road_class[p->edge], n, x, y);
        }
        road_pieces_clear(&pieces);
    }
    return ERR_OK;
}

static enum err gather(struct map_streets *s, const struct map *map,
                       const struct reached *reached, struct error *err)
{
    const struct road_graph *g = reached->graph;
    struct points zones = city_zones(map->city);
    struct geo_plane plane = geo_plane_of(&zones);
    double *room = malloc(2 * (size_t)reached_most_points(g) * sizeof *room);
    enum err code = ERR_OK;

    if (room == NULL) return error_nomem(err, "the map");
    for (int e = 0; e < g->n_edges; e++)
        map_lines_add(&s->all, &plane, g->road_class[e], g->line[e + 1] - g->line[e],
                      &g->x[g->line[e]], &g->y[g->line[e]]);
    code = add_within(s, map, reached, &plane, room, err);
    free(room);
    if (code == ERR_OK && (s->all.nomem || s->within.nomem)) code = error_nomem(err, "the map");
    return code;
}

enum err map_find_streets(struct map *map, struct error *err)
{
    struct reached reached = {0};
    enum err code;

    if (!reached_by_streets(map->run, map->service)) return ERR_OK;
    map->streets = calloc(1, sizeof *map->streets);
    if (map->streets == NULL) return error_nomem(err, "the map");
    code = reached_create(&reached, map->run, map->digest, map->service, err);
    if (code == ERR_OK) code = gather(map->streets, map, &reached, err);
    reached_clear(&reached);
    return code;
}

void map_streets_free(struct map_streets *streets)
{
    if (streets == NULL) return;
    map_lines_clear(&streets->all);
    map_lines_clear(&streets->within);
    free(streets);
}

struct colour map_unreached_colour(void)
{
    return canvas_colour(0x94806C, 0.8); /* unlike the grey of districts */
}

/* Thin below, then a light rim that parts the reached ones from dark zones, then their ink. At
 * the scale of a city small streets would hide the zones: they are fainter, without a rim. */
void map_draw_streets(struct map *map, uint8_t coverage[])
{
    enum { EVERY = (1 << N_MAP_RANKS) - 1, LARGE = 1 << MAP_MAIN | 1 << MAP_COLLECTOR };
    const struct map_streets *s = map->streets;
    double u = map->frame.u;
    bool close = map_line_px(map, ROAD_RESIDENTIAL) > 1.2 * u;

    map_clear_mask(map, coverage);
    map_lines_cover(map, &s->all, EVERY, -0.35 * u, coverage);
    map_paint(map, coverage, map_unreached_colour());
    if (!close) {
        map_clear_mask(map, coverage);
        map_lines_cover(map, &s->within, EVERY & ~LARGE, 0, coverage);
        map_paint(map, coverage, map_reach_colour(0.65));
    }
    map_clear_mask(map, coverage);
    map_lines_cover(map, &s->within, close ? EVERY : LARGE, 1.8 * u, coverage);
    map_paint(map, coverage, canvas_colour(0xFFFFFF, 0.6));
    map_clear_mask(map, coverage);
    map_lines_cover(map, &s->within, close ? EVERY : LARGE, 0.25 * u, coverage);
    map_paint(map, coverage, map_reach_colour(0.95));
}

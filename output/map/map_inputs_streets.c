/* map_inputs_streets.c - the streets that came in, by rank, those that are left out since they
 * are not joined to the rest, and the zones and sites that lie far from theirs. */
#include <math.h>
#include <stdlib.h>

#include "model/access.h"
#include "output/map/map_inputs.h"
#include "output/map/map_lines.h"
#include "output/map/map_pen.h"

struct inputs_streets {
    struct map_lines used, left;
    double km[N_MAP_RANKS], left_km;
    bool *far_zone, *far_site; /* owned */
    int n_far_zones, n_far_sites;
};

/* Earth and stone: the ramp of the zones is cold, those of sites are strong. */
static struct colour rank_colour(enum map_rank rank)
{
    static const unsigned ink[N_MAP_RANKS] = {0x3B2A1A, 0x6B5236, 0x8F7B66, 0x4F7A3A};

    return canvas_colour(ink[rank], rank == MAP_LOCAL ? 0.8 : 0.9);
}

static struct colour left_colour(void)
{
    return canvas_colour(0xE00020, 1);
}

/* Cars' streets from their graph, paths from that of people on foot. */
static bool is_drawn(enum road_mode mode, unsigned char road_class)
{
    return (mode == ROAD_FOOT) == (map_rank_of(road_class) == MAP_PATH);
}

static void gather(struct inputs_streets *s, const struct city *city)
{
    struct points zones = city_zones(city);
    struct geo_plane plane = geo_plane_of(&zones);

    for (enum road_mode m = ROAD_CAR; m < N_ROAD_MODES; m++) {
        const struct road_graph *g = &city->roads->graph[m];

        for (int e = 0; e < g->n_all; e++) {
            int first = g->line[e], n = g->line[e + 1] - first;
            struct map_lines *to = e < g->n_edges ? &s->used : &s->left;
            double km = roads_line_m(city->geographic, n, g->x + first, g->y + first) / 1000;

            if (!is_drawn(m, g->road_class[e])) continue;
            map_lines_add(to, &plane, g->road_class[e], n, g->x + first, g->y + first);
            if (e < g->n_edges)
                s->km[map_rank_of(g->road_class[e])] += km;
            else
                s->left_km += km;
        }
    }
}

static int mark_far(bool far[], const struct road_snaps *snaps, double limit_m)
{
    int n = 0;

    for (int k = 0; k < snaps->n; k++) {
        bool is = snaps->edge[k] >= 0 && snaps->away_m[k] > limit_m;

        n += is && !far[k];
        far[k] = far[k] || is;
    }
    return n;
}

/* Far from the street of either service that goes along streets. */
static enum err find_far(struct inputs_streets *s, const struct scenario *scenario,
                         const struct city *city, struct error *err)
{
    struct access *access = NULL;

    s->far_zone = calloc((size_t)city->n_zones + 1, sizeof *s->far_zone);
    s->far_site = calloc((size_t)city->n_sites + 1, sizeof *s->far_site);
    if (s->far_zone == NULL || s->far_site == NULL) return error_nomem(err, "the map");
    TRY(access_create(&access, scenario, city, 1, err));
    for (enum service v = FAST; v < N_SERVICES; v++) {
        const struct access_service *a = &access->service[v];

        if (a->by != ACCESS_BY_ROAD) continue;
        s->n_far_zones += mark_far(s->far_zone, &a->zones, scenario->roads.snap_limit_m);
        s->n_far_sites += mark_far(s->far_site, &a->sites, scenario->roads.snap_limit_m);
    }
    access_free(access);
    return ERR_OK;
}

enum err map_inputs_find_streets(struct map_inputs *in, struct error *err)
{
    const struct city *city = in->map.city;

    if (city->roads == NULL) return ERR_OK;
    in->streets = calloc(1, sizeof *in->streets);
    if (in->streets == NULL) return error_nomem(err, "the map");
    gather(in->streets, city);
    if (in->streets->used.nomem || in->streets->left.nomem) return error_nomem(err, "the map");
    return find_far(in->streets, in->map.scenario, city, err);
}

void map_inputs_streets_free(struct inputs_streets *s)
{
    if (s == NULL) return;
    map_lines_clear(&s->used);
    map_lines_clear(&s->left);
    free(s->far_zone);
    free(s->far_site);
    free(s);
}

bool map_inputs_site_far(const struct map_inputs *in, int site)
{
    return in->streets != NULL && in->streets->far_site[site];
}

/* ---- the sheet ---- */

static void diamond(struct canvas *c, double x, double y, double u)
{
    for (int pass = 0; pass < 2; pass++) {
        canvas_move(c, x - 4.6 * u, y);
        canvas_line(c, x, y - 4.6 * u);
        canvas_line(c, x + 4.6 * u, y);
        canvas_line(c, x, y + 4.6 * u);
        canvas_close(c);
        canvas_stroke(c, pass == 0 ? canvas_colour(0xFFFFFF, 0.9) : left_colour(),
                      (pass == 0 ? 3.2 : 1.8) * u);
    }
}

/* Paths below, main streets above; what is left out above all. */
enum err map_inputs_draw_streets(struct map_inputs *in, struct error *err)
{
    struct map *map = &in->map;
    const struct inputs_streets *s = in->streets;
    uint8_t *coverage;

    if (s == NULL) return ERR_OK;
    coverage = malloc((size_t)map->view->area.w * (size_t)map->view->area.h + 1);
    if (coverage == NULL) return error_nomem(err, "the map");
    for (int rank = N_MAP_RANKS - 1; rank >= 0; rank--) {
        map_clear_mask(map, coverage);
        map_lines_cover(map, &s->used, 1U << rank, 0, coverage);
        map_paint(map, coverage, rank_colour((enum map_rank)rank));
    }
    map_clear_mask(map, coverage);
    map_lines_cover(map, &s->left, ~0U, 0.5 * map->frame.u, coverage);
    map_paint(map, coverage, left_colour());
    free(coverage);
    for (int z = 0; z < map->city->n_zones; z++)
        if (s->far_zone[z])
            diamond(map->canvas, map_x(map, map->digest->east[z]),
                    map_y(map, map->digest->north[z]), map->frame.u);
    return ERR_OK;
}

/* ---- the legend ---- */

static void line_row(struct pen *p, struct colour colour, double width, enum message message,
                     double km)
{
    double row = 22 * p->u, y = p->y + row / 2;
    char length[32], text[200];

    if (!(km > 0)) return;
    messages_number(length, sizeof length, p->map->language, km, km < 10);
    messages_fill(text, sizeof text, p->map->language, message, length, NULL);
    if (!p->dry) {
        canvas_move(p->c, p->x, y);
        canvas_line(p->c, p->x + 34 * p->u, y);
        canvas_stroke(p->c, colour, width * p->u);
    }
    pen_words(p, 46 * p->u, text, row);
}

static void far_row(struct pen *p, enum message message, int n, bool zones)
{
    double row = 22 * p->u, x = p->x + 17 * p->u, y = p->y + row / 2;
    char count[32], limit[32], text[256];

    if (n == 0) return;
    messages_number(count, sizeof count, p->map->language, n, 0);
    messages_number(limit, sizeof limit, p->map->language, p->map->scenario->roads.snap_limit_m,
                    0);
    messages_fill(text, sizeof text, p->map->language, message, limit, count, NULL);
    if (!p->dry && zones) diamond(p->c, x, y, p->u);
    if (!p->dry && !zones) map_inputs_ring(p->c, x, y, p->u);
    pen_words(p, 46 * p->u, text, row);
}

void map_inputs_streets_rows(struct pen *p)
{
    static const double width[N_MAP_RANKS] = {2.8, 2, 1.4, 1.4};
    const struct inputs_streets *s = p->map->inputs->streets;

    if (s == NULL) return;
    pen_heading(p, messages_text(p->map->language, MSG_IN_STREETS));
    for (int rank = 0; rank < N_MAP_RANKS; rank++)
        line_row(p, rank_colour((enum map_rank)rank), width[rank],
                 (enum message)(MSG_IN_MAIN + rank), s->km[rank]);
    line_row(p, left_colour(), 1.8, MSG_IN_LEFT, s->left_km);
    far_row(p, MSG_IN_FAR_ZONES, s->n_far_zones, true);
    far_row(p, MSG_IN_FAR_SITES, s->n_far_sites, false);
    p->y += 10 * p->u;
}

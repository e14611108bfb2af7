/* map_use.c - see map_use.h. */
#include "output/map/map_use.h"

#include <math.h>
#include <stdlib.h>

#include "output/map/map_png.h"

/* ---- what is shown ---- */

static const double zone_edges[MAP_CLASSES - 1] = {1, 5, 10, 20, 50}; /* % */

/* Drivers of every zone; of those, in %, who are not served. A zone without drivers has no
 * class, one that serves all has the first. */
static enum err fill_zones(struct map_use *m, struct error *err)
{
    struct map *map = &m->map;
    int n = map->city->n_zones;

    map->amount = calloc((size_t)n + 1, sizeof *map->amount);
    map->density = calloc((size_t)n + 1, sizeof *map->density);
    if (map->amount == NULL || map->density == NULL) return error_nomem(err, "the map");
    for (int z = 0; z < n; z++) {
        struct use_zone u = use_of_zone(m->operation, map->service, z);

        map->amount[z] = u.drivers_per_day;
        map->most = fmax(map->most, map->amount[z]);
        if (u.drivers_per_day > 0)
            map->density[z] = fmax(100 * (u.no_place + u.gave_up + u.out), 1e-9);
    }
    map->n_classes = MAP_CLASSES;
    for (int k = 0; k < MAP_CLASSES - 1; k++)
        map->breaks[k] = zone_edges[k];
    return ERR_OK;
}

static enum err find_pools(struct map_use *m, struct error *err)
{
    const struct operation_input *in = m->operation->input;
    int n = m->map.city->n_sites;

    m->pool = malloc(((size_t)n + 1) * sizeof *m->pool);
    if (m->pool == NULL) return error_nomem(err, "the map");
    for (int s = 0; s < n; s++)
        m->pool[s] = -1;
    for (int p = 0; p < in->n_pools; p++) {
        if (in->pool[p].service != m->map.service) continue;
        m->pool[in->pool[p].site] = p;
        m->n_pools++;
        m->n_idle += !isfinite(m->operation->pool[p].missed_share.mean);
        m->n_grows += m->operation->pool[p].grows;
    }
    m->map.n_today = m->n_pools; /* many are drawn smaller */
    return ERR_OK;
}

int map_use_class(double missed_share)
{
    int class = 0;

    if (!isfinite(missed_share)) return -1;
    while (class + 1 < MAP_USE_CLASSES && 100 * missed_share >= map_use_edge(class + 1))
        class ++;
    return class;
}

double map_use_edge(int class)
{
    static const double edge[MAP_USE_CLASSES] = {0, 5, 10, 20, 50};

    return edge[class];
}

/* The inks of phases (map_sites.c), which keep apart from the ramp of the zones. */
struct colour map_use_colour(int class)
{
    static const unsigned ink[MAP_USE_CLASSES] = {0xFFFFFF, 0xFFE066, 0xF78F1E, 0xC83E0A,
                                                  0x7A1206};

    return canvas_colour(class < 0 ? 0xA8ADB3 : ink[class], 1);
}

/* ---- drawing ---- */

void map_use_draw_station(struct canvas *c, double x, double y, double radius, int class,
                          bool grows, double u)
{
    canvas_circle(c, x, y, radius + (grows ? 4 : 1.3) * u);
    canvas_fill(c, canvas_colour(0xFFFFFF, 1));
    if (grows) {
        canvas_circle(c, x, y, radius + 2.6 * u);
        canvas_stroke(c, canvas_colour(0x111111, 1), 1.8 * u);
    }
    canvas_circle(c, x, y, radius);
    canvas_fill_stroke(c, map_use_colour(class), canvas_colour(0x1A1A1A, 0.85), 0.8 * u);
}

struct spot {
    int site, pool, n_outlets;
};

/* Big ones below small ones, then the order of the sites. */
static int order(const void *a, const void *b)
{
    const struct spot *x = a, *y = b;

    if (x->n_outlets != y->n_outlets) return y->n_outlets - x->n_outlets;
    return x->site - y->site;
}

static enum err draw_stations(struct map_use *m, struct error *err)
{
    struct map *map = &m->map;
    const struct box *a = &map->view->area;
    struct spot *spot = calloc((size_t)m->n_pools + 1, sizeof *spot);
    double u = map_marker_unit(map);
    int n = 0;

    if (spot == NULL) return error_nomem(err, "the map");
    for (int s = 0; s < map->city->n_sites; s++)
        if (m->pool[s] >= 0)
            spot[n++] =
                (struct spot){s, m->pool[s], m->operation->input->pool[m->pool[s]].n_outlets};
    qsort(spot, (size_t)n, sizeof *spot, order);
    for (int k = 0; k < n; k++) {
        const struct operation_pool_result *r = &m->operation->pool[spot[k].pool];
        struct map_marker marker = {.outlets = spot[k].n_outlets, .station = true};
        double radius = map_marker_radius(&marker, u), rim = radius + 1.3 * u;
        double x = map_x(map, map->digest->site_east[spot[k].site]);
        double y = map_y(map, map->digest->site_north[spot[k].site]);

        if (x < a->x || y < a->y || x > a->x + a->w || y > a->y + a->h) continue;
        map_use_draw_station(map->canvas, x, y, radius, map_use_class(r->missed_share.mean),
                             r->grows, u);
        map_add_placed(map->view, MAP_MARKER, spot[k].site,
                       (struct box){x - rim, y - rim, 2 * rim, 2 * rim});
    }
    free(spot);
    return ERR_OK;
}

/* Zones that are places: discs by the number of drivers, in the colours of the classes. */
static void draw_discs(struct map *map)
{
    for (int z = 0; z < map->city->n_zones; z++) {
        if (!(map->amount[z] > 0)) continue;
        canvas_circle(map->canvas, map_x(map, map->digest->east[z]),
                      map_y(map, map->digest->north[z]), map_disc_radius(map, map->amount[z]));
        canvas_fill_stroke(map->canvas, map_class_colour(map, map->density[z]),
                           map->city->core[z] ? map_core_colour() : canvas_colour(0x2F6796, 1),
                           map->frame.u);
    }
}

static enum err draw_view(struct map_use *m, struct map_view *view, struct error *err)
{
    struct map *map = &m->map;
    const struct network *net = map->net;
    enum err code = map_begin_view(map, view, err);

    if (code == ERR_OK) code = map_draw_zones(map, err);
    if (code == ERR_OK && map->digest->points) draw_discs(map);
    map->net = NULL; /* edges alone: neither reach nor what the core rule leaves uncovered */
    if (code == ERR_OK) code = map_draw_areas(map, err);
    map->net = net;
    if (code == ERR_OK) {
        map_reserve_inset(map, view);
        code = draw_stations(m, err);
    }
    if (code == ERR_OK) map_draw_labels(map);
    map_end_view(map);
    return code;
}

static enum err draw(struct map_use *m, struct error *err)
{
    struct map *map = &m->map;

    TRY(digest_create(&map->digest, map->run, err));
    TRY(map_place_polygons(map, err));
    TRY(fill_zones(m, err));
    TRY(find_pools(m, err));
    TRY(map_lay_out(map, err));
    TRY(canvas_create(&map->canvas, map->frame.width, map->frame.height,
                      canvas_colour(0xFFFFFF, 1), err));
    TRY(draw_view(m, &map->whole, err));
    map_draw_rim(map, &map->whole);
    if (map->inset.area.w > 0) {
        TRY(draw_view(m, &map->inset, err));
        map_draw_inset_frames(map);
    }
    return map_finish(map, err);
}

enum err map_use_create(struct map_use **out, const struct run *run, enum service service,
                        struct error *err)
{
    struct map_use *m = calloc(1, sizeof *m);
    int last = use_last(run);
    enum err code;

    if (m == NULL) return error_nomem(err, "the map");
    m->operation = use_of(run, last);
    m->map.parts = &map_of_use;
    m->map.use = m;
    m->map.scenario = run->scenario;
    m->map.city = run->city;
    m->map.run = run;
    m->map.language = scenario_language(run->scenario);
    m->map.service = service;
    m->map.net = run->network[last];
    m->map.view = &m->map.whole;
    code = draw(m, err);
    if (code != ERR_OK) {
        map_use_free(m);
        return code;
    }
    *out = m;
    return ERR_OK;
}

void map_use_free(struct map_use *m)
{
    if (m == NULL) return;
    map_clear(&m->map);
    free(m->pool);
    free(m);
}

enum err map_use_write(const struct run *run, enum service service, FILE *stream,
                       struct error *err)
{
    struct map_use *m = NULL;
    char title[1024];
    enum err code;

    TRY(map_use_create(&m, run, service, err));
    map_of_use.headline(&m->map, title, sizeof title);
    code = map_png_canvas(run->scenario, m->map.canvas, title, stream, err);
    map_use_free(m);
    return code;
}

bool map_use_wanted(const struct run *run, enum service service)
{
    int last = use_last(run);
    const struct operation *o = last >= 0 ? use_of(run, last) : NULL;

    if (o == NULL) return false;
    if (o->figure[service][OPERATION_DRIVERS].mean > 0) return true;
    for (int p = 0; p < o->input->n_pools; p++)
        if (o->input->pool[p].service == service) return true;
    return false;
}

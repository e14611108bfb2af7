/* gis_areas.c - service areas: circles around sites where a service goes in a straight line,
 * the streets within its limit where it goes along streets, nothing where a matrix says the
 * ways. See gis.h. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "output/gis/gis.h"
#include "output/reached.h"
#include "scenarios/geo_direct.h"
#include "scenarios/text.h"

/* The reaches of a service in rising order, each with the zone classes it holds for. */
struct limit {
    double way; /* metres, or minutes as city.h says */
    struct text classes;
};

static int compare(const void *a, const void *b)
{
    double x = ((const struct limit *)a)->way, y = ((const struct limit *)b)->way;

    return (x > y) - (x < y);
}

static void add_class(struct text *classes, const char *name)
{
    size_t length = strlen(name);
    const char *at = classes->data;

    if (length == 0) return;
    for (at = at != NULL ? strstr(at, name) : NULL; at != NULL; at = strstr(at + 1, name))
        if ((at == classes->data || at[-1] == ' ') && (at[length] == ',' || at[length] == '\0'))
            return;
    text_addf(classes, "%s%s", classes->n > 0 ? ", " : "", name);
}

/* Few limits: each class has one. Returns -1 when out of memory. Own it, and its texts. */
static int limits(const struct city *city, enum service v, struct limit **out)
{
    struct limit *r = NULL;
    int n = 0, at = 0;

    for (int z = 0; z < city->n_zones; z++) {
        double way = city->service_way[v][z];

        if (at >= n || r[at].way != way)
            for (at = 0; at < n && r[at].way != way;)
                at++;
        if (at == n) {
            struct limit *more = realloc(r, ((size_t)n + 1) * sizeof *r);

            if (more == NULL) {
                free(r);
                return -1;
            }
            r = more;
            r[n++] = (struct limit){.way = way};
        }
        if (z == 0 || strcmp(city->zone_class[z], city->zone_class[z - 1]) != 0)
            add_class(&r[at].classes, city->zone_class[z]);
    }
    if (n > 0) qsort(r, (size_t)n, sizeof *r, compare);
    *out = r;
    return n;
}

static void area(struct cells *row, const struct run *run, const struct network *n, int s,
                 enum service v, double radius_m, const char *classes)
{
    enum language language = scenario_language(run->scenario);

    cells_integer(row, digest_year(run, n));
    cells_text(row, run->city->site[s].id);
    cells_text(row, run->city->site[s].name);
    cells_word(row, language, v == FAST ? "fast" : "slow",
               v == FAST ? MSG_MAP_FAST : MSG_MAP_SLOW);
    cells_integer(row, v == FAST);
    cells_number(row, radius_m);
    cells_number(row, radius_m / run->scenario->access.detour_factor);
    cells_text(row, classes);
    cells_integer(row, network_count(run->scenario, n, s).service_outlets[v]);
    if (digest_is_new(n, s))
        cells_integer(row, n->opened_year[s]);
    else
        cells_none(row);
    cells_end(row);
}

/* A site's circle is one shape for all states. */
static void areas_of(struct gis_layer *l, const struct run *run, enum service v,
                     double radius_m, const char *classes, int shape_of[])
{
    const struct city *city = run->city;
    double x[GIS_CIRCLE_POINTS], y[GIS_CIRCLE_POINTS];
    struct cells row = {.taker = &l->table.taker};

    for (int s = 0; s < city->n_sites; s++)
        shape_of[s] = -1;
    for (int k = 0; k < run->n_networks; k++)
        for (int s = 0; s < city->n_sites; s++) {
            if (!circles_serves(run->scenario, city, run->network[k], v, s)) continue;
            if (shape_of[s] < 0) {
                shape_of[s] = l->shapes.n;
                geo_circle(city->geographic, city->site_x[s], city->site_y[s],
                           radius_m / run->scenario->access.detour_factor, GIS_CIRCLE_POINTS, x,
                           y);
                gis_shapes_ring(&l->shapes, GIS_CIRCLE_POINTS, x, y);
            }
            gis_shapes_row(&l->shapes, shape_of[s]);
            area(&row, run, run->network[k], s, v, radius_m, classes);
        }
}

/* Rows of a service for each of its limits, all of them radii. */
static bool circles_of(struct gis_layer *l, const struct run *run, enum service v,
                       int shape_of[])
{
    struct limit *r = NULL;
    int n = limits(run->city, v, &r);

    for (int k = 0; k < n; k++) {
        const char *classes = gis_table_keep(&l->table, text_take(&r[k].classes));

        areas_of(l, run, v, r[k].way, classes, shape_of);
    }
    free(r);
    return n >= 0;
}

static enum err fill_circles(struct gis_layer *l, const struct run *run, struct error *err)
{
    struct cells row = {.taker = &l->table.taker};
    int *shape_of = calloc((size_t)run->city->n_sites + 1, sizeof *shape_of);
    bool fine = shape_of != NULL;

    l->shapes.kind = GEODATA_POLYGONS;
    cells_head(&row, "year,station,name,service,is_fast,radius_m,straight_m,classes,outlets,"
                     "opened_year");
    for (enum service v = FAST; v < N_SERVICES && fine; v++)
        if (scenario_access_by(run->scenario, v) == ACCESS_BY_STRAIGHT)
            fine = circles_of(l, run, v, shape_of);
    free(shape_of);
    return fine ? ERR_OK : error_nomem(err, "the layer of service areas");
}

/* ---- streets ---- */

static int n_serving(const struct run *run, const struct network *n, enum service v)
{
    int sites = 0;

    for (int s = 0; s < run->city->n_sites; s++)
        sites += circles_serves(run->scenario, run->city, n, v, s);
    return sites;
}

static void streets_row(struct gis_layer *l, const struct run *run, const struct network *n,
                        enum service v, const struct limit *limit, const char *classes,
                        double length_km)
{
    struct cells row = {.taker = &l->table.taker};
    bool minutes = scenario_in_minutes(run->scenario, v);

    cells_integer(&row, digest_year(run, n));
    cells_word(&row, scenario_language(run->scenario), v == FAST ? "fast" : "slow",
               v == FAST ? MSG_MAP_FAST : MSG_MAP_SLOW);
    cells_integer(&row, v == FAST);
    cells_number(&row, minutes ? (double)NAN : limit->way);
    cells_number(&row, minutes ? limit->way : (double)NAN);
    cells_text(&row, classes);
    cells_integer(&row, n_serving(run, n, v));
    cells_number(&row, length_km);
    cells_end(&row);
}

/* Pieces as one shape of many lines; returns their length. */
static double add_pieces(struct gis_shapes *shapes, const struct reached *reached,
                         bool geographic, const struct road_pieces *pieces, double x[])
{
    double km = 0, *y = x + reached_most_points(reached->graph);

    for (int i = 0; i < pieces->n; i++) {
        const struct road_piece *p = &pieces->piece[i];
        int n = road_piece_line(reached->graph, geographic, p, x, y);

        gis_shapes_line(shapes, n, x, y);
        km += (p->to_m - p->from_m) / 1000;
    }
    gis_shapes_end(shapes);
    return km;
}

/* A row for each state and limit that any street lies within. */
static enum err streets_of(struct gis_layer *l, const struct reached *reached,
                           struct limit limit[], double room[], struct error *err)
{
    const struct run *run = reached->run;

    for (int k = 0; k < reached->n; k++) {
        const char *classes = gis_table_keep(&l->table, text_take(&limit[k].classes));

        for (int i = 0; i < run->n_networks; i++) {
            struct road_pieces pieces = {0};
            double km;

            TRY(reached_pieces(&pieces, reached, run->network[i], k, err));
            if (pieces.n > 0) {
                gis_shapes_row(&l->shapes, l->shapes.n);
                km = add_pieces(&l->shapes, reached, run->city->geographic, &pieces, room);
                streets_row(l, run, run->network[i], reached->service, &limit[k], classes, km);
            }
            road_pieces_clear(&pieces);
        }
    }
    return ERR_OK;
}

static enum err service_streets(struct gis_layer *l, const struct run *run,
                                const struct digest *d, enum service v, struct error *err)
{
    struct reached reached = {0};
    struct limit *limit = NULL;
    double *room = NULL;
    int n = limits(run->city, v, &limit); /* as many as reached has, in the same order */
    enum err code = n < 0 ? error_nomem(err, "the layer of streets")
                          : reached_create(&reached, run, d, v, err);

    if (code == ERR_OK) {
        room = malloc(2 * (size_t)reached_most_points(reached.graph) * sizeof *room);
        code = room != NULL ? streets_of(l, &reached, limit, room, err)
                            : error_nomem(err, "the layer of streets");
    }
    for (int k = 0; k < n; k++)
        text_clear(&limit[k].classes);
    free(limit);
    free(room);
    reached_clear(&reached);
    return code;
}

static enum err fill_streets(struct gis_layer *l, const struct run *run, const struct digest *d,
                             struct error *err)
{
    struct cells row = {.taker = &l->table.taker};

    l->shapes.kind = GEODATA_LINES;
    cells_head(&row, "year,service,is_fast,limit_m,limit_min,limit_classes,sites,streets_km");
    for (enum service v = FAST; v < N_SERVICES; v++)
        if (reached_by_streets(run, v)) TRY(service_streets(l, run, d, v, err));
    return ERR_OK;
}

enum err gis_fill_service_areas(struct gis_layer *l, const struct run *run,
                                const struct digest *d, struct error *err)
{
    for (enum service v = FAST; v < N_SERVICES; v++)
        if (reached_by_streets(run, v)) return fill_streets(l, run, d, err);
    return fill_circles(l, run, err);
}

/* city_roads.c - see city_roads.h */
#include "scenarios/city_roads.h"

#include <math.h>
#include <stdlib.h>

#include "scenarios/geodata.h"

/* Shares of the streets' length left out from which the planner is told, and from which they
 * are in pieces: assumed. */
static const double told_share = 0.02, pieces_share = 0.2;

static bool needs_streets(const struct scenario *s)
{
    return scenario_access_by(s, FAST) == ACCESS_BY_ROAD ||
           scenario_access_by(s, SLOW) == ACCESS_BY_ROAD;
}

static void stretch(struct road_box *box, int n, const double x[], const double y[])
{
    for (int k = 0; k < n; k++) {
        box->west = fmin(box->west, x[k]);
        box->east = fmax(box->east, x[k]);
        box->south = fmin(box->south, y[k]);
        box->north = fmax(box->north, y[k]);
    }
}

/* Zones and sites with a margin. A degree of latitude has at least 110,574 m (at the equator),
 * one of longitude at least that times the cosine of the latitude farthest from it. */
static struct road_box box_of(const struct city *city, double margin_m)
{
    struct road_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    double east_m = margin_m, north_m = margin_m;

    stretch(&box, city->n_zones, city->zone_x, city->zone_y);
    stretch(&box, city->n_sites, city->site_x, city->site_y);
    if (city->geographic) {
        const double degree_m = 110574, radians = acos(-1) / 180;
        double latitude = fmin(fmax(fabs(box.south), fabs(box.north)), 89);

        north_m = margin_m / degree_m;
        east_m = north_m / cos(latitude * radians);
    }
    return (struct road_box){box.west - east_m, box.south - north_m, box.east + east_m,
                             box.north + north_m};
}

enum err city_roads_read(struct city *city, const struct scenario *scenario,
                         struct problems *problems, struct error *err)
{
    struct road_box box;
    enum err code;

    if (!needs_streets(scenario) || scenario->roads.file == NULL ||
        problems_about(problems, "roads"))
        return ERR_OK;
    box = box_of(city, 1000 * scenario->roads.margin_km);
    code = roads_read(&city->roads, scenario, &box, city->geographic, err);
    if (code == ERR_NOMEM || code == ERR_OK) return code;
    problems_add(problems, NULL, 0, 0, NULL, "%s", err->text);
    return ERR_OK;
}

/* ---- warnings ---- */

#define WARN(city, err, ...) said_add(&(city)->warning, &(city)->n_warnings, (err), __VA_ARGS__)

static double rounded(const struct city *city, double place)
{
    return city->geographic ? round(1e5 * place) / 1e5 : round(place);
}

/* Streets that are not joined to the rest, of one mode. */
static enum err left_out(struct city *city, enum road_mode mode, struct error *err)
{
    const struct road_graph *g = &city->roads->graph[mode];
    double all_km = g->used_km + g->left_km, share = g->left_km / all_km;

    if (!(share > told_share)) return ERR_OK;
    return WARN(city, err, share > pieces_share ? MSG_WARN_ROADS_PIECES : MSG_WARN_ROADS_LEFT,
                said_share(share), said_number(all_km, all_km < 100 ? 1 : 0),
                said_word(mode == ROAD_CAR ? MSG_ROADS_FOR_CARS : MSG_ROADS_FOR_FOOT),
                said_number(g->n_parts, 0), said_number(g->part_km, 1),
                said_figure(rounded(city, g->part_x)), said_figure(rounded(city, g->part_y)));
}

static enum err warn_count(struct city *city, int n, enum message m, struct error *err)
{
    return n > 0 ? WARN(city, err, m, said_number(n, 0)) : ERR_OK;
}

/* Data made after the last year of the study know streets that the study does not. */
static enum err warn_date(struct city *city, const struct scenario *s, struct error *err)
{
    const struct years *years = &s->study.years;
    int year = atoi(city->roads->date); /* "2024-05-01"; 0 of "" */

    if (years->n == 0 || year <= years->year[years->n - 1]) return ERR_OK;
    return WARN(city, err, MSG_WARN_ROADS_DATE, said_text(city->roads->date),
                said_figure(years->year[years->n - 1]));
}

/* Motorways, bridges and tunnels alone: there is nowhere to get on. */
static bool takes_none(const struct road_graph *g)
{
    for (int e = 0; e < g->n_edges; e++)
        if (g->takes[e]) return false;
    return true;
}

enum err city_roads_warn(struct city *city, const struct scenario *scenario, struct error *err)
{
    const struct road_counts *c;

    if (city->roads == NULL) return ERR_OK;
    c = &city->roads->counts;
    if (scenario->roads.class_column == NULL && geodata_named(scenario->roads.file))
        TRY(said_add_plain(&city->warning, &city->n_warnings, MSG_WARN_ROADS_CLASS, err));
    if (scenario_access_by(scenario, FAST) == ACCESS_BY_ROAD) {
        TRY(left_out(city, ROAD_CAR, err));
        if (takes_none(&city->roads->graph[ROAD_CAR]))
            TRY(said_add_plain(&city->warning, &city->n_warnings, MSG_WARN_ROADS_NO_CAR, err));
    }
    if (scenario_access_by(scenario, SLOW) == ACCESS_BY_ROAD) {
        TRY(left_out(city, ROAD_FOOT, err));
        if (city->roads->graph[ROAD_FOOT].n_edges == 0)
            TRY(said_add_plain(&city->warning, &city->n_warnings, MSG_WARN_ROADS_NO_FOOT, err));
    }
    TRY(warn_count(city, c->n_missing, MSG_WARN_ROADS_MISSING, err));
    TRY(warn_count(city, c->n_bad_kmh, MSG_WARN_ROADS_SPEEDS, err));
    TRY(warn_count(city, c->n_unopened, MSG_WARN_ROADS_UNOPENED, err));
    TRY(warn_count(city, c->n_bans_lost, MSG_WARN_ROADS_BANS, err));
    TRY(warn_count(city, c->n_ferries, MSG_WARN_ROADS_FERRIES, err));
    return warn_date(city, scenario, err);
}

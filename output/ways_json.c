/* ways_json.c - see ways_json.h. */
#include "output/ways_json.h"

#include <math.h>
#include <string.h>

static void graph(const struct road_graph *g, const char *key, struct json *j)
{
    json_open(j, key, '{');
    json_integer(j, "junctions", g->n_junctions);
    json_integer(j, "edges", g->n_edges);
    json_number(j, "used_km", g->used_km);
    json_number(j, "left_out_km", g->left_km);
    json_integer(j, "left_out_parts", g->n_parts);
    json_close(j, '}');
}

void ways_json_streets(const struct run *run, struct json *j)
{
    const struct roads *roads = run->city->roads;
    const struct scenario *s = run->scenario;
    const struct road_counts *c;

    if (roads == NULL) return;
    c = &roads->counts;
    json_open(j, "streets", '{');
    for (int k = 0; k < s->n_inputs; k++)
        if (strcmp(s->input[k].setting, "roads.file") == 0)
            json_text(j, "file", s->input[k].name);
    json_text(j, "date", roads->date[0] != '\0' ? roads->date : NULL);
    json_integer(j, "ways", c->n_ways);
    json_integer(j, "streets", c->n_streets);
    json_integer(j, "closed", c->n_closed);
    json_integer(j, "not_open_yet", c->n_unopened);
    json_integer(j, "missing_points", c->n_missing);
    json_integer(j, "bad_speeds", c->n_bad_kmh);
    json_integer(j, "turn_bans", c->n_bans);
    json_integer(j, "turn_bans_lost", c->n_bans_lost);
    json_integer(j, "barriers", c->n_barriers);
    json_integer(j, "ferries", c->n_ferries);
    graph(&roads->graph[ROAD_CAR], "cars", j);
    graph(&roads->graph[ROAD_FOOT], "walking", j);
    json_close(j, '}');
}

static void service(const struct run *run, enum service v, const struct circle_figures *f,
                    struct json *j)
{
    const struct access_service *a = &run->access->service[v];

    json_open(j, v == FAST ? "fast" : "slow", '{');
    json_text(j, "by", a->by == ACCESS_BY_ROAD ? "road" : "matrix");
    json_text(j, "unit", a->minutes ? "min" : "m");
    json_number(j, "demand_kwh_per_day", f->demand_kwh);
    json_number(j, "circle_kwh_per_day", f->circle_kwh);
    json_number(j, "reached_kwh_per_day", f->reached_kwh);
    json_number(j, "circle_only_kwh_per_day", f->circle_only_kwh);
    json_number(j, "circle_only_share",
                f->demand_kwh > 0 ? f->circle_only_kwh / f->demand_kwh : (double)NAN);
    json_number(j, "way_only_kwh_per_day", f->way_only_kwh);
    json_number(j, "way_over_straight", f->detour);
    json_close(j, '}');
}

void ways_json_state(const struct run *run, int state, struct json *j)
{
    const struct circles *c = run->circles;

    if (c == NULL) return;
    json_open(j, "ways", '{');
    for (enum service v = FAST; v < N_SERVICES; v++)
        if (c->figures[v] != NULL) service(run, v, &c->figures[v][state], j);
    if (c->core != NULL) {
        const struct circle_core *core = &c->core[state];

        json_open(j, "core", '{');
        json_integer(j, "zones", core->zones);
        json_number(j, "demand_kwh_per_day", core->demand_kwh);
        json_integer(j, "straight_zones", core->circle_zones);
        json_number(j, "straight_kwh_per_day", core->circle_kwh);
        json_integer(j, "street_zones", core->way_zones);
        json_number(j, "street_kwh_per_day", core->way_kwh);
        json_close(j, '}');
    }
    json_close(j, '}');
}

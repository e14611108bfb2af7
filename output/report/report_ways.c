/* report_ways.c - the straight line beside the way: what circles claim that streets, or the
 * planner's own ways, do not reach; and where the streets come from. */
#include <string.h>

#include "output/report/html.h"
#include "output/report/report.h"
#include "output/ways_words.h"
#include "scenarios/geodata.h"

static void introduction(const struct report *r)
{
    enum language l = r->h->language;
    const struct access_params *a = &r->run->scenario->access;
    char standard[1024] = "", text[512], reach[128], kmh[64];
    size_t at = 0;

    for (enum service v = FAST; v < N_SERVICES; v++) {
        messages_fill(text, sizeof text, l, MSG_REP_WAYS_STANDARD,
                      messages_text(l, v == FAST ? MSG_MAP_FAST : MSG_MAP_SLOW),
                      ways_reach(l, r->run, v, reach, sizeof reach), ways_how(l, r->run, v),
                      NULL);
        at += (size_t)snprintf(standard + at, sizeof standard - at, "%s%s",
                               v == FAST ? "" : messages_text(l, MSG_LIST_COMMA), text);
    }
    html_say(r->h, "", MSG_REP_WAYS_INTRO, standard, NULL);
    if (!scenario_in_minutes(r->run->scenario, FAST)) return;
    snprintf(kmh, sizeof kmh, "%.10g", a->circle_kmh);
    html_say(r->h, "", MSG_REP_WAYS_KMH, kmh, ways_reach(l, r->run, FAST, reach, sizeof reach),
             ways_circle(l, r->run, FAST, text, sizeof text), NULL);
}

static void year_cell(const struct report *r, int state)
{
    char year[16];

    snprintf(year, sizeof year, "%d", digest_year(r->run, r->run->network[state]));
    html_head_cell(r->h, year);
}

static void services(const struct report *r)
{
    static const enum message heads[] = {MSG_REP_YEAR,
                                         MSG_REP_WAYS_OF,
                                         MSG_REP_WAYS_DEMAND,
                                         MSG_REP_WAYS_CIRCLE,
                                         MSG_REP_WAYS_REACHED,
                                         MSG_REP_WAYS_CIRCLE_ONLY,
                                         MSG_REP_WAYS_CIRCLE_SHARE,
                                         MSG_REP_WAYS_WAY_ONLY,
                                         MSG_REP_WAYS_DETOUR,
                                         N_MESSAGES};
    const struct circles *c = r->run->circles;

    html_table(r->h, MSG_REP_WAYS_CAPTION, heads, 2);
    for (int k = 0; k < c->n_states; k++)
        for (enum service v = FAST; v < N_SERVICES; v++) {
            const struct circle_figures *f;

            if (c->figures[v] == NULL) continue;
            f = &c->figures[v][k];
            html_row(r->h);
            year_cell(r, k);
            html_cell(r->h,
                      messages_text(r->h->language, v == FAST ? MSG_MAP_FAST : MSG_MAP_SLOW));
            html_column(r->h, COLUMN_ENERGY, f->demand_kwh);
            html_share(r->h, f->circle_kwh / f->demand_kwh);
            html_share(r->h, f->reached_kwh / f->demand_kwh);
            html_column(r->h, COLUMN_ENERGY, f->circle_only_kwh);
            html_share(r->h, f->circle_only_kwh / f->demand_kwh);
            html_share(r->h, f->way_only_kwh / f->demand_kwh);
            html_number(r->h, f->detour, 2);
            html_row_end(r->h);
        }
    html_table_end(r->h);
    html_say(r->h, "note", MSG_REP_WAYS_NOTE, NULL);
}

static void core(const struct report *r)
{
    static const enum message heads[] = {MSG_REP_YEAR,
                                         MSG_REP_WAYS_DEMAND,
                                         MSG_REP_WAYS_CORE_ZONES,
                                         MSG_REP_WAYS_CORE_LINE,
                                         MSG_REP_WAYS_CORE_LINE_SHARE,
                                         MSG_REP_WAYS_CORE_WAY,
                                         MSG_REP_WAYS_CORE_WAY_SHARE,
                                         N_MESSAGES};
    const struct circles *c = r->run->circles;
    struct html own = *r->h; /* {1} of the caption is the radius */
    char radius[64];

    if (c->core == NULL || c->core[0].zones == 0) return;
    snprintf(radius, sizeof radius, "%.10g", r->run->scenario->access.rule_radius_core_km);
    own.currency = radius;
    html_table(&own, MSG_REP_WAYS_CORE_CAPTION, heads, 1);
    for (int k = 0; k < c->n_states; k++) {
        const struct circle_core *f = &c->core[k];

        html_row(r->h);
        year_cell(r, k);
        html_column(r->h, COLUMN_ENERGY, f->demand_kwh);
        html_number(r->h, f->zones, 0);
        html_number(r->h, f->circle_zones, 0);
        html_share(r->h, f->circle_kwh / f->demand_kwh);
        html_number(r->h, f->way_zones, 0);
        html_share(r->h, f->way_kwh / f->demand_kwh);
        html_row_end(r->h);
    }
    html_table_end(r->h);
}

/* "roads.osm.pbf", as the scenario writes it. */
static const char *streets_name(const struct scenario *s)
{
    for (int k = 0; k < s->n_inputs; k++)
        if (strcmp(s->input[k].setting, "roads.file") == 0) return s->input[k].name;
    return s->roads.file;
}

static void used(const struct report *r, const struct road_graph *g, enum message mode)
{
    char used_km[64], left_km[64];

    messages_number(used_km, sizeof used_km, r->h->language, g->used_km, 0);
    messages_number(left_km, sizeof left_km, r->h->language, g->left_km,
                    g->left_km < 10 ? 1 : 0);
    html_say(r->h, "", MSG_REP_WAYS_USED, messages_text(r->h->language, mode), used_km, left_km,
             NULL);
}

static void speeds(const struct report *r)
{
    const struct roads_params *p = &r->run->scenario->roads;
    bool limit = r->run->city->roads->graph[ROAD_CAR].kmh_is_limit;
    char factor[64], kmh[64];

    if (!r->run->access->service[FAST].minutes) return;
    snprintf(factor, sizeof factor, "%.10g", p->speed_factor);
    snprintf(kmh, sizeof kmh, "%.10g", p->snap_kmh);
    html_say(r->h, "", limit ? MSG_REP_WAYS_SPEEDS_LIMIT : MSG_REP_WAYS_SPEEDS_OWN, factor, kmh,
             NULL);
}

/* What became of streets that are not simply open; of a layer also what it cannot say. */
static void counts(const struct report *r)
{
    const struct roads_params *p = &r->run->scenario->roads;
    const struct road_counts *c = &r->run->city->roads->counts;
    const int count[6] = {c->n_bans,   c->n_bans_lost, c->n_barriers,
                          c->n_closed, c->n_unopened,  c->n_ferries};
    char text[6][64];

    for (int k = 0; k < 6; k++)
        messages_number(text[k], sizeof text[k], r->h->language, count[k], 0);
    if (!geodata_named(p->file)) {
        html_say(r->h, "", MSG_REP_WAYS_COUNTS, text[0], text[1], text[2], text[3], text[4],
                 text[5], NULL);
        return;
    }
    html_say(r->h, "", MSG_REP_WAYS_LAYER, text[3], text[4], NULL);
    if (p->oneway == NULL) html_say(r->h, "", MSG_REP_WAYS_BOTH, NULL);
}

/* Where the streets come from, and what was made of them. */
static void streets(const struct report *r)
{
    enum language l = r->h->language;
    const struct roads *roads = r->run->city->roads;
    const struct road_counts *c = &roads->counts;
    char date[96] = "", taken[64], all[64];

    if (roads->date[0] != '\0')
        messages_fill(date, sizeof date, l, MSG_REP_WAYS_DATE, roads->date, NULL);
    messages_number(taken, sizeof taken, l, c->n_streets, 0);
    messages_number(all, sizeof all, l, c->n_ways, 0);
    html_say(r->h, "", MSG_REP_WAYS_SOURCE, streets_name(r->run->scenario), date, taken, all,
             NULL);
    if (r->run->access->service[FAST].by == ACCESS_BY_ROAD)
        used(r, &roads->graph[ROAD_CAR], MSG_REP_WAYS_USED_CAR);
    if (r->run->access->service[SLOW].by == ACCESS_BY_ROAD)
        used(r, &roads->graph[ROAD_FOOT], MSG_REP_WAYS_USED_FOOT);
    if (!geodata_named(r->run->scenario->roads.file))
        html_say(r->h, "", MSG_MAP_FOOT_OSM, NULL);
    counts(r);
    speeds(r);
}

void report_ways(const struct report *r)
{
    if (r->run->circles == NULL) return;
    html_heading(r->h, 2, MSG_REP_WAYS);
    introduction(r);
    services(r);
    core(r);
    if (r->run->city->roads != NULL) streets(r);
}

void report_ways_summary(const struct report *r)
{
    int last = r->run->n_networks - 1;
    char claim[512], share[32];

    if (r->run->circles == NULL) return;
    ways_claim(r->h->language, r->run, last, claim, sizeof claim);
    messages_share(share, sizeof share, r->h->language, ways_unreached_share(r->run, last));
    if (claim[0] != '\0') html_say(r->h, "key", MSG_REP_SUM_CIRCLES, claim, share, NULL);
}

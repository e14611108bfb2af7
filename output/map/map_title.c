/* map_title.c - what the sheet says of itself: title, line below it, foot line. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "output/datum_note.h"
#include "output/map/map.h"
#include "output/map/map_words.h"
#include "output/solved.h"
#include "scenarios/geodata.h"
#include "scenarios/messages.h"

static void add(char *text, size_t size, const char *more)
{
    size_t length = strlen(text);

    snprintf(text + length, size - length, "%s", more);
}

/* --- title ------------------------------------------------------------------------------- */

void map_named(const struct map *map, char *text, size_t size)
{
    const struct scenario *s = map->scenario;
    const char *title = scenario_title(s, map->language);

    if (s->study.made_up && !strstr(title, messages_text(map->language, MSG_MADE_UP)))
        messages_fill(text, size, map->language, MSG_MAP_MADE_UP_TITLE, title, NULL);
    else
        snprintf(text, size, "%s", title);
}

void map_headline(const struct map *map, char *text, size_t size)
{
    const struct scenario *s = map->scenario;
    char named[700], share[80];

    map_named(map, named, sizeof named);
    if (s->report.network_sample_share < 1) {
        messages_part(share, sizeof share, map->language, s->report.network_sample_share,
                      s->report.network_sample_at_most);
        messages_fill(text, size, map->language, MSG_MAP_TITLE_SAMPLE, named,
                      map_service_word(map), share, NULL);
        return;
    }
    messages_fill(text, size, map->language, MSG_MAP_TITLE, named, map_service_word(map), NULL);
}

/* --- the line below it ------------------------------------------------------------------- */

/* The bound is that of the last phase: of what could still be decided then. */
static void add_bound(const struct map *map, const struct phase *last, char *text, size_t size)
{
    const struct run *run = map->run;
    double bound = run->feasible ? digest_bound_share(run, last) : NAN;
    char share[32], served[32], year[16], given[128] = "", more[256];

    if (!isfinite(bound)) return;
    snprintf(year, sizeof year, "%d", solved_year(run, last));
    if (run->n_phases > 1)
        messages_fill(given, sizeof given, map->language, MSG_REP_GIVEN, year, NULL);
    messages_share(share, sizeof share, map->language, fmin(bound, 1));
    messages_share(served, sizeof served, map->language, digest_served_share(run, map->net));
    add(text, size,
        messages_fill(more, sizeof more, map->language, MSG_MAP_BOUND, share, given, served,
                      NULL));
}

/* Phases without a plan; the last one is told by the subtitle's first words. */
static void add_missing(const struct map *map, char *text, size_t size)
{
    const struct run *run = map->run;
    char year[16], more[256];

    for (int k = 0; k < run->n_phases - 1; k++) {
        if (solved_has_plan(&run->phase[k])) continue;
        snprintf(year, sizeof year, "%d", solved_year(run, &run->phase[k]));
        add(text, size,
            messages_fill(more, sizeof more, map->language, MSG_MAP_INFEASIBLE, year, NULL));
    }
}

void map_subtitle(const struct map *map, char *text, size_t size)
{
    const struct run *run = map->run;
    struct map_serving serving = map_count_serving(map);
    struct energy e = digest_energy(run, map->net, map->service, -1);
    const struct phase *last = run->n_phases > 0 ? &run->phase[run->n_phases - 1] : NULL;
    char year[16], share[32], sites[64], fresh[32], reach[64], more[256];
    const char *service = map_service_word(map);

    snprintf(year, sizeof year, "%d", digest_year(run, map->net));
    messages_share(share, sizeof share, map->language, e.demand > 0 ? e.served / e.demand : 1);
    messages_plural(sites, sizeof sites, map->language, serving.sites, MSG_ONE_SITE);
    messages_number(fresh, sizeof fresh, map->language, serving.fresh, 0);
    map_reach_text(map, reach, sizeof reach);
    if (run->city->n_sites == 0) {
        messages_number(share, sizeof share, map->language, e.demand, 0);
        messages_fill(text, size, map->language, MSG_MAP_DEMAND_ALONE, year, share, service,
                      NULL);
        return;
    }
    if (last && !solved_has_plan(last))
        messages_fill(text, size, map->language, MSG_MAP_NO_PLAN, year,
                      solved_standing(map->language, run, last, more, sizeof more), sites,
                      share, service, NULL);
    else
        messages_fill(text, size, map->language, MSG_MAP_SUBTITLE, year, share, service, sites,
                      fresh, reach, NULL);
    if (last) add_bound(map, last, text, size);
    add_missing(map, text, size);
}

double map_title(const struct map *map, struct canvas *c, double width, bool dry)
{
    double u = map->frame.u;
    struct canvas_text big = {30 * u, true, ALIGN_LEFT, canvas_colour(0x1A1A1A, 1), 0, width};
    struct canvas_text small = {17 * map->frame.t,          false, ALIGN_LEFT,
                                canvas_colour(0x3C3C3C, 1), 0,     width};
    struct box (*put)(struct canvas *, double, double, const struct canvas_text *,
                      const char *) = dry ? canvas_measure : canvas_text;
    char text[1024];

    map->parts->headline(map, text, sizeof text);

    struct box box = put(c, MAP_MARGIN * u, 20 * u, &big, text);

    map->parts->subtitle(map, text, sizeof text);
    box = put(c, MAP_MARGIN * u, box.y + box.h, &small, text);
    return ceil(box.y + box.h + 12 * u);
}

/* --- foot line --------------------------------------------------------------------------- */

/* The plane in which the map is drawn. */
static void add_plane(const struct map *map, char *text, size_t size)
{
    const struct city *city = map->city;
    char degrees[32], more[256];

    if (!city->geographic) {
        add(text, size, messages_text(map->language, MSG_MAP_FOOT_METRES));
        return;
    }

    struct points zones = city_zones(city);
    double lon = geo_plane_of(&zones).lon0;

    snprintf(degrees, sizeof degrees, "%.2f° %c", fabs(lon), lon < 0 ? 'W' : 'E');
    add(text, size,
        messages_fill(more, sizeof more, map->language, MSG_MAP_FOOT_WGS84, degrees, NULL));
}

static void add_run(const struct map *map, char *text, size_t size)
{
    const struct scenario *s = map->scenario;
    const struct run *run = map->run;
    char more[512], seed[16], hash[16];
    const char *model = run->n_phases > 0 && run->phase[run->n_phases - 1].model
                            ? run->phase[run->n_phases - 1].model->name
                            : s->placement.model;

    snprintf(seed, sizeof seed, "%d", s->study.seed);
    snprintf(hash, sizeof hash, "%.12s", s->hash);
    add(text, size,
        messages_fill(more, sizeof more, map->language, MSG_MAP_FOOT_RUN, s->head.name, model,
                      hash, seed, CHARGEPLAN_VERSION, NULL));
}

void map_foot_places(const struct map *map, char *text, size_t size)
{
    const struct scenario *s = map->scenario;
    const char *source =
        scenario_words(map->language, s->study.data_source, s->study.data_source_zh);
    char more[1500];

    if (source)
        messages_fill(text, size, map->language, MSG_MAP_FOOT_SOURCE, source, NULL);
    else
        messages_fill(text, size, map->language, MSG_MAP_FOOT_NO_SOURCE, NULL);
    if (map->city->roads != NULL && !geodata_named(s->roads.file)) /* its licence asks for it */
        add(text, size, messages_text(map->language, MSG_MAP_FOOT_OSM));
    add_plane(map, text, size);
    if (datum_note(more, sizeof more, map->language, s, map->city)[0] != '\0') {
        add(text, size, messages_text(map->language, MSG_SENTENCE_GAP));
        add(text, size, more);
    }
}

void map_foot_text(const struct map *map, char *text, size_t size)
{
    const struct scenario *s = map->scenario;
    char more[256], share[80];

    map_foot_places(map, text, size);
    if (s->report.network_sample_share < 1 && map->demand == NULL) { /* which shows no sites */
        messages_part(share, sizeof share, map->language, s->report.network_sample_share,
                      s->report.network_sample_at_most);
        add(text, size,
            messages_fill(more, sizeof more, map->language, MSG_MAP_FOOT_SAMPLE, share, NULL));
    }
    add(text, size, "\n");
    add_run(map, text, size);
}

double map_foot(const struct map *map, struct canvas *c, double y, double width, bool dry)
{
    double u = map->frame.u;
    struct canvas_text style = {13 * map->frame.t,          false, ALIGN_LEFT,
                                canvas_colour(0x4A4A4A, 1), 0,     width};
    struct box (*put)(struct canvas *, double, double, const struct canvas_text *,
                      const char *) = dry ? canvas_measure : canvas_text;
    char text[3000];

    map->parts->foot(map, text, sizeof text);
    return put(c, MAP_MARGIN * u, y, &style, text).h + (14 + 6) * u;
}

/* scenario_check_ways.c - what the settings of access, roads and matrix say together; see
 * scenario_draft.h */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "scenarios/datum.h"
#include "scenarios/geodata.h"
#include "scenarios/scenario_draft.h"

static bool by(const struct draft *d, enum service v, enum access_by how)
{
    return scenario_access_by(d->s, v) == how;
}

/* Where a setting was written: in a file extended, in the scenario's own, on the command line.
 */
static int rank(const struct draft *d, int setting)
{
    if (strcmp(d->place[setting].source->name, "--set") == 0) return 2;
    return d->place[setting].source == d->source ? 1 : 0;
}

/* Is `metres` said beside `minutes`? A file extended may say a reach in metres that the file
 * which extends it says in minutes: there the minutes win. The other way round somebody means
 * metres that would not count. */
static bool said_beside(const struct draft *d, const char *metres, const char *minutes)
{
    int i = scenario_setting(d->s, metres), k = scenario_setting(d->s, minutes);

    if (d->record != NULL || !scenario_check_given(d, metres) ||
        !scenario_check_given(d, minutes))
        return false;
    return d->place[i].source == d->place[k].source || rank(d, i) > rank(d, k) ||
           (rank(d, i) == 2 && rank(d, k) == 2);
}

/* ---- access ---- */

static void check_distance(struct draft *d)
{
    const struct access_params *a = &d->s->access;
    bool matrix = d->s->matrix.fast != NULL || d->s->matrix.slow != NULL ||
                  scenario_check_given(d, "matrix.fast") ||
                  scenario_check_given(d, "matrix.slow");
    bool streets = d->s->roads.file != NULL || scenario_check_given(d, "roads.file");

    if (a->distance == DISTANCE_ROAD && !streets)
        scenario_check_problem(d, "access.distance",
                               "ways along streets need a file of streets; set roads.file, or "
                               "choose straight");
    if (a->distance == DISTANCE_MATRIX && !matrix)
        scenario_check_problem(d, "access.distance",
                               "there is no matrix; name a file of ways by matrix.fast, "
                               "matrix.slow or both");
    if (d->record == NULL && (a->detour_factor < 1 || a->detour_factor > 1) &&
        scenario_check_given(d, "access.detour_factor") && !by(d, FAST, ACCESS_BY_STRAIGHT) &&
        !by(d, SLOW, ACCESS_BY_STRAIGHT))
        scenario_check_problem(d, "access.detour_factor",
                               "it lengthens straight lines, and here both systems have ways "
                               "of their own, by streets or a matrix; leave it out");
}

static void needs_minutes(struct draft *d, const char *path, bool given)
{
    if (given)
        scenario_check_problem(d, path,
                               "it is in minutes, but access.service.fast.minutes is not set; "
                               "set it, or leave this out");
}

/* What is in metres where the reach of fast chargers is in minutes. */
static void refuse_metres(struct draft *d)
{
    static const char *const metres[] = {
        "access.service.fast.radius_m", "access.service.fast.by_class", "zones.service_fast_m"};
    const struct placement_params *p = &d->s->placement;

    for (size_t k = 0; k < sizeof metres / sizeof metres[0]; k++)
        if (said_beside(d, metres[k], "access.service.fast.minutes"))
            scenario_check_problem(d, metres[k],
                                   "access.service.fast.minutes says the reach of fast "
                                   "chargers too; leave one of them out");
    if (p->system != FAST) return;
    if (p->radius2_km > 0)
        scenario_check_problem(d, "placement.radius2_km",
                               "it is in km, while access.service.fast.minutes counts ways in "
                               "minutes; leave one of them out");
    if (p->serving_cost > 0)
        scenario_check_problem(d, "placement.serving_cost",
                               "it is paid by the km, while access.service.fast.minutes counts "
                               "ways in minutes; leave one of them out");
}

static void check_minutes(struct draft *d)
{
    const struct access_params *a = &d->s->access;

    if (!(a->fast_minutes > 0)) {
        if (scenario_check_given(d, "access.service.fast.minutes")) return; /* told already */
        needs_minutes(d, "access.service.fast.minutes_by_class",
                      a->fast_minutes_by_class.n > 0);
        needs_minutes(d, "zones.service_fast_min", d->s->zones.service_fast_min != NULL);
        return;
    }
    if (by(d, FAST, ACCESS_BY_STRAIGHT) && !problems_about(d->problems, "roads.file") &&
        !problems_about(d->problems, "matrix.fast"))
        scenario_check_problem(d, "access.service.fast.minutes",
                               "a straight line has no minutes; they need streets (roads.file) "
                               "or ways of your own (matrix.fast)%s",
                               a->distance == DISTANCE_STRAIGHT ? ", and access.distance "
                                                                  "straight uses neither"
                                                                : "");
    refuse_metres(d);
}

/* ---- roads ---- */

static bool ends_in(const char *file, const char *end)
{
    size_t n = strlen(file), m = strlen(end);

    return n > m && strcasecmp(file + n - m, end) == 0;
}

static bool is_osm(const char *file)
{
    return ends_in(file, ".pbf") || ends_in(file, ".osm");
}

/* What a file of OpenStreetMap says itself. */
static void check_osm(struct draft *d)
{
    static const char *const keys[] = {"layer", "encoding",    "crs",    "filter", "class",
                                       "speed", "speed_limit", "length", "oneway"};
    const struct roads_params *r = &d->s->roads;
    int zones = d->s->zones.coordinates;

    for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) {
        char path[32];

        snprintf(path, sizeof path, "roads.%s", keys[k]);
        if (d->record == NULL && scenario_check_given(d, path))
            scenario_check_problem(d, path,
                                   "a file of OpenStreetMap has no such thing, only a layer of "
                                   "lines has; leave it out");
    }
    if (r->coordinates >= 0 && r->coordinates != COORD_FILE && r->coordinates != COORD_WGS84)
        scenario_check_problem(d, "roads.coordinates",
                               "%s, but OpenStreetMap is WGS84; leave it out",
                               datum_word(r->coordinates));
    if (zones == COORD_METRES)
        scenario_check_problem(
            d, "roads.file",
            "OpenStreetMap is in degrees, but zones.coordinates says metres; "
            "metres of a national grid are named by zones.crs, such as "
            "EPSG:4547, in place of coordinates");
}

static void check_roads(struct draft *d)
{
    const struct roads_params *r = &d->s->roads;
    int zones = d->s->zones.coordinates;

    if (r->file == NULL) return;
    if (is_osm(r->file)) {
        check_osm(d);
        return;
    }
    if (ends_in(r->file, ".osm.gz") || ends_in(r->file, ".osm.bz2")) {
        scenario_check_problem(d, "roads.file", "it is packed; unpack it to a file .osm first");
        return;
    }
    if (!geodata_named(r->file)) {
        scenario_check_problem(d, "roads.file",
                               "streets come as .osm.pbf or .osm, or as a layer of lines: "
                               "Shapefile, GeoPackage, GeoJSON, or one of them in a zip "
                               "archive");
        return;
    }
    if (r->speed != NULL && r->speed_limit != NULL)
        scenario_check_problem(d, "roads.speed_limit",
                               "roads.speed names the column of the speed driven, and this one "
                               "that of the limit; leave one of the two out");
    if (r->coordinates == COORD_METRES && r->crs != NULL)
        scenario_check_problem(d, "roads.coordinates",
                               "roads.crs turns the numbers into degrees, and metres leaves "
                               "them as they are; leave one of the two out");
    if (r->coordinates < 0 || zones < 0) return; /* told already */
    if (datum_geographic(r->coordinates) != datum_geographic(zones))
        scenario_check_problem(d, "roads.coordinates",
                               "%s, but zones.coordinates says %s; files in metres and files "
                               "in degrees cannot stand in one scenario",
                               datum_word(r->coordinates), datum_word(zones));
}

void scenario_check_ways(struct draft *d)
{
    check_distance(d);
    check_minutes(d);
    check_roads(d);
}

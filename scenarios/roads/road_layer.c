/* road_layer.c - see road_layer.h */
#include "scenarios/roads/road_layer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "scenarios/datum.h"
#include "scenarios/filter.h"
#include "scenarios/roads/road_tags.h"
#include "scenarios/table.h"
#include "scenarios/text.h"

/* A length that the file says may be that much below the straight line: rounding. */
#define SHORT 0.001
#define LONGEST_M 1e7

/* A layer while it is read. */
struct reading {
    const struct road_source *source;
    struct table table;
    const struct geodata_lines *lines; /* of the table */
    int road_class, oneway;            /* columns; -1: not said */
    int speed, length; /* speed: roads.speed, or roads.speed_limit in its place */
    int room_ways, room_refs, n_refs;
    struct road_draft draft;
};

static enum err nomem(const struct reading *r, struct error *err)
{
    return error_nomem(err, csv_path(r->table.csv));
}

/* ---- columns ---- */

static enum err find_columns(struct reading *r, struct error *err)
{
    const struct roads_params *p = &r->source->scenario->roads;

    TRY(table_column(&r->table, "class", p->class_column, &r->road_class, err));
    if (p->speed_limit != NULL)
        TRY(table_column(&r->table, "speed_limit", p->speed_limit, &r->speed, err));
    else
        TRY(table_column(&r->table, "speed", p->speed, &r->speed, err));
    TRY(table_column(&r->table, "length", p->length, &r->length, err));
    return table_column(&r->table, "oneway", p->oneway, &r->oneway, err);
}

static bool among(const char *word, const char *words)
{
    return osm_word_among(word, (int)strlen(word), words);
}

static enum err unknown_class(const struct reading *r, int row, const char *word,
                              struct error *err)
{
    const char *known[N_ROAD_CLASSES], *near;
    char all[400] = "";

    for (int k = 0; k < N_ROAD_CLASSES; k++) {
        known[k] = road_class_word((enum road_class)k);
        strncat(all, k > 0 ? ", " : "", sizeof all - strlen(all) - 1);
        strncat(all, known[k], sizeof all - strlen(all) - 1);
    }
    near = text_nearest(word, N_ROAD_CLASSES, known);
    return csv_fail(r->table.csv, row, r->road_class, err,
                    "'%s' is no class of street%s%s%s; known are %s", csv_quote(word).text,
                    near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
                    near != NULL ? "'?" : "", all);
}

/* OpenStreetMap's words and those of layers made from it (track_grade1). */
static enum err class_of(const struct reading *r, int row, struct road_way *way,
                         enum road_kind *kind, struct error *err)
{
    static const char nobodys[] =
        "abandoned bridleway bus_guideway bus_stop busway corridor demolished disused elevator "
        "emergency_bay escape ladder no platform raceway razed rest_area road services unknown "
        "via_ferrata";
    const char *word =
        r->road_class >= 0 ? csv_cell(r->table.csv, row, r->road_class) : "unclassified";
    enum road_class found = road_class_of(word);

    *kind = ROAD_OPEN;
    if (strncmp(word, "track_grade", 11) == 0) found = ROAD_TRACK;
    way->road_class = (unsigned char)found;
    if (found != N_ROAD_CLASSES) return ERR_OK;
    if (!among(word, nobodys) && !among(word, "construction proposed planned"))
        return unknown_class(r, row, word, err);
    *kind = among(word, nobodys) ? ROAD_CLOSED : ROAD_UNOPENED;
    return ERR_OK;
}

/* People walk everywhere but on motorways, trunk roads and cycleways: a layer does not say
 * whether those have a sidewalk. */
static void open_by_class(struct road_way *way)
{
    static const unsigned char both = ROAD_OPEN_ALONG | ROAD_OPEN_AGAINST;
    enum road_class c = (enum road_class)way->road_class;
    bool shut = c == ROAD_MOTORWAY || c == ROAD_MOTORWAY_LINK || c == ROAD_TRUNK ||
                c == ROAD_TRUNK_LINK || c == ROAD_CYCLEWAY;

    way->open[ROAD_CAR] = c < N_ROAD_CAR_CLASSES ? both : 0;
    way->open[ROAD_FOOT] = shut ? 0 : both;
    way->takes = c != ROAD_MOTORWAY && c != ROAD_MOTORWAY_LINK;
}

static enum err one_way(const struct reading *r, int row, struct road_way *way,
                        struct error *err)
{
    static const struct {
        const char *word;
        unsigned char open;
    } words[] = {{"1", ROAD_OPEN_ALONG},
                 {"yes", ROAD_OPEN_ALONG},
                 {"true", ROAD_OPEN_ALONG},
                 {"F", ROAD_OPEN_ALONG},
                 {"-1", ROAD_OPEN_AGAINST},
                 {"T", ROAD_OPEN_AGAINST},
                 {"0", 3},
                 {"no", 3},
                 {"false", 3},
                 {"B", 3},
                 {"", 3}};
    const char *cell = r->oneway >= 0 ? csv_cell(r->table.csv, row, r->oneway) : "";

    for (size_t k = 0; k < sizeof words / sizeof words[0]; k++)
        if (strcasecmp(cell, words[k].word) == 0) {
            way->open[ROAD_CAR] &= words[k].open;
            return ERR_OK;
        }
    return csv_fail(r->table.csv, row, r->oneway, err,
                    "'%s' says of no direction whether it may be driven; allowed are 1, yes, "
                    "true or F (along the line), -1 or T (against it), 0, no, false, B or an "
                    "empty cell (both)",
                    csv_quote(cell).text);
}

static enum err speed_of(const struct reading *r, int row, struct road_way *way,
                         struct error *err)
{
    double kmh = 0;

    if (r->speed < 0 || *csv_cell(r->table.csv, row, r->speed) == '\0') return ERR_OK;
    TRY(csv_number(r->table.csv, row, r->speed, 0, 200, &kmh, err));
    if (kmh > 0 && kmh < 1)
        return csv_fail(r->table.csv, row, r->speed, err,
                        "%g km/h is no speed; allowed are 1 to 200 and, for none, 0", kmh);
    way->kmh[ROAD_ALONG] = way->kmh[ROAD_AGAINST] = (float)kmh;
    return ERR_OK;
}

/* ---- lines ---- */

static double way_m(const struct reading *r, const struct road_way *way, bool straight)
{
    const struct points points = {r->draft.n_points, r->draft.x, r->draft.y,
                                  r->source->geographic};
    const int *point = r->draft.point + way->first;
    double sum = 0;

    if (straight) return geo_distance_m(&points, point[0], &points, point[way->n - 1]);
    for (int k = 0; k + 1 < way->n; k++)
        sum += geo_distance_m(&points, point[k], &points, point[k + 1]);
    return sum;
}

/* The length of a feature's lines, by its column, shared by their own lengths. */
static enum err share_length(struct reading *r, int row, int first_way, struct error *err)
{
    double length = NAN, straight = 0, sum = 0;

    if (r->length < 0 || *csv_cell(r->table.csv, row, r->length) == '\0') return ERR_OK;
    TRY(csv_number(r->table.csv, row, r->length, 0, LONGEST_M, &length, err));
    for (int w = first_way; w < r->draft.n_ways; w++) {
        straight += way_m(r, &r->draft.way[w], true);
        sum += way_m(r, &r->draft.way[w], false);
    }
    if (length < (1 - SHORT) * straight)
        return csv_fail(
            r->table.csv, row, r->length, err,
            "%g m is less than the straight line between the ends of the street, %.1f "
            "m; lengths are in metres",
            length, straight);
    for (int w = first_way; w < r->draft.n_ways; w++) {
        struct road_way *way = &r->draft.way[w];

        way->length_m = sum > 0 ? length * (way_m(r, way, false) / sum)
                                : length / (r->draft.n_ways - first_way);
    }
    return ERR_OK;
}

static bool put_line(struct reading *r, struct road_way *way, int line)
{
    struct road_draft *d = &r->draft;
    const struct geodata_lines *lines = r->lines;

    way->first = r->n_refs;
    for (int k = lines->start[line]; k < lines->start[line + 1]; k++) {
        if (k > lines->start[line] && lines->point[k] == lines->point[k - 1]) continue;
        if (!road_draft_room(&d->point, r->n_refs, &r->room_refs, sizeof *d->point))
            return false;
        d->point[r->n_refs++] = lines->point[k];
    }
    way->n = r->n_refs - way->first;
    if (way->n < 2) {
        r->n_refs = way->first;
        return true;
    }
    if (!road_draft_room(&d->way, d->n_ways, &r->room_ways, sizeof *d->way)) return false;
    d->way[d->n_ways++] = *way;
    return true;
}

static enum err tell_fault(const struct reading *r, int row, struct error *err)
{
    const char *said = "it is no line, and streets are lines; leave it out by roads.filter";

    if (r->table.layer->fault[row] == GEODATA_NO_GEOMETRY)
        said = "it has no geometry; give it one, or leave it out by roads.filter";
    if (r->table.layer->fault[row] == GEODATA_OFF_EARTH)
        said = "it lies outside the Earth, or across 180 degrees; is the system of coordinates "
               "right?";
    return csv_fail(r->table.csv, row, -1, err, "%s", said);
}

static enum err take_row(struct reading *r, int row, struct error *err)
{
    struct road_way way = {.id = csv_feature(r->table.csv, row), .length_m = NAN};
    struct road_counts *counts = &r->draft.counts;
    int first_way = r->draft.n_ways;
    enum road_kind kind;

    counts->n_ways++;
    if (r->table.layer->fault[row] != GEODATA_GOOD) return tell_fault(r, row, err);
    TRY(class_of(r, row, &way, &kind, err));
    if (kind == ROAD_OPEN) {
        open_by_class(&way);
        TRY(one_way(r, row, &way, err));
        TRY(speed_of(r, row, &way, err));
        if (way.open[ROAD_CAR] == 0 && way.open[ROAD_FOOT] == 0) kind = ROAD_CLOSED;
    }
    counts->n_closed += kind == ROAD_CLOSED;
    counts->n_unopened += kind == ROAD_UNOPENED;
    if (kind != ROAD_OPEN) return ERR_OK;
    for (int line = r->lines->first[row]; line < r->lines->first[row + 1]; line++)
        if (!put_line(r, &way, line)) return nomem(r, err);
    return share_length(r, row, first_way, err);
}

/* ---- the layer ---- */

/* Takes the places over; degrees of every datum become WGS 84. */
static enum err take_points(struct reading *r, struct error *err)
{
    size_t n = (size_t)r->lines->n_points;
    int coordinates = r->table.coordinates;
    struct road_draft *d = &r->draft;

    d->n_points = r->lines->n_points;
    d->x = malloc((n + 1) * sizeof *d->x);
    d->y = malloc((n + 1) * sizeof *d->y);
    if (d->x == NULL || d->y == NULL) return nomem(r, err);
    for (size_t k = 0; k < n; k++) {
        struct lonlat at = {r->lines->x[k], r->lines->y[k]};

        if (coordinates != COORD_FILE && datum_geographic(coordinates) && isfinite(at.lon))
            at = datum_to_wgs84((enum coordinates)coordinates, at);
        d->x[k] = at.lon;
        d->y[k] = at.lat;
    }
    return ERR_OK;
}

static enum err read_rows(struct reading *r, struct error *err)
{
    const struct scenario *s = r->source->scenario;
    bool geographic = r->table.coordinates != COORD_METRES;
    struct filter *filter = NULL;
    int n_rows = csv_n_rows(r->table.csv);
    enum err code;

    if (geographic != r->source->geographic)
        return error_set(
            err, ERR_DATA,
            "%s: the zones are in %s, roads in %s; metres and degrees cannot stand "
            "in one scenario",
            csv_path(r->table.csv), r->source->geographic ? "degrees" : "metres",
            geographic ? "degrees" : "metres");
    TRY(find_columns(r, err));
    TRY(take_points(r, err));
    TRY(filter_create(&filter, &r->table, s->roads.filter, err));
    code = filter_check(filter, &r->table, err);
    for (int row = 0; row < n_rows && code == ERR_OK; row++)
        if (filter_takes(filter, &r->table, row)) code = take_row(r, row, err);
    filter_free(filter);
    return code;
}

enum err road_layer_read(struct road_draft *out, const struct road_source *source,
                         struct error *err)
{
    const struct roads_params *p = &source->scenario->roads;
    const struct table_source from = {p->file, "roads",       "", p->layer, p->encoding,
                                      p->crs,  p->coordinates};
    struct reading r = {.source = source};
    enum err code;

    TRY(table_open_lines(&r.table, &from, err));
    r.lines = &r.table.layer->lines;
    code = read_rows(&r, err);
    table_close(&r.table);
    if (code == ERR_OK)
        *out = r.draft;
    else
        road_draft_clear(&r.draft);
    return code;
}

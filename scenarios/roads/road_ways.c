/* road_ways.c - see road_ways.h: the file's form by its name. */
#include "scenarios/roads/road_ways.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "scenarios/geodata.h"
#include "scenarios/regular.h"
#include "scenarios/roads/osm_pbf.h"
#include "scenarios/roads/osm_xml.h"
#include "scenarios/roads/road_layer.h"

static bool ends(const char *path, const char *ending)
{
    size_t n = strlen(path), m = strlen(ending);

    return n >= m && strcasecmp(path + n - m, ending) == 0;
}

static enum err read_osm(struct road_draft *out, const struct road_source *source,
                         struct error *err)
{
    const struct scenario *s = source->scenario;
    const struct road_rules rules = {.private_ways = s->roads.private_ways,
                                     .year = s->study.years.year[0]};
    const char *path = s->roads.file;
    struct osm_taker *taker = NULL;
    FILE *file = NULL;
    enum err code;

    if (!source->geographic)
        return error_set(
            err, ERR_DATA,
            "%s: OpenStreetMap is in degrees and the zones are in metres; name their "
            "system by zones.crs, since metres and degrees cannot stand in one "
            "scenario",
            path);
    TRY(osm_take_create(&taker, path, &rules, err));
    code = regular_open(&file, path, ERR_DATA, NULL, err);
    if (code == ERR_OK && ends(path, ".osm"))
        code = osm_xml_read(taker, file, path, err);
    else if (code == ERR_OK)
        code = osm_pbf_read(taker, file, path, err);
    if (code == ERR_OK) code = osm_take_end(taker, out, err);
    if (file != NULL) fclose(file);
    osm_take_free(taker);
    return code;
}

enum err road_ways_read(struct road_ways *out, const struct road_source *source,
                        struct error *err)
{
    const char *path = source->scenario->roads.file;
    bool osm = ends(path, ".pbf") || ends(path, ".osm");
    struct road_draft draft = {0};
    enum err code;

    if (osm)
        code = read_osm(&draft, source, err);
    else if (geodata_named(path))
        code = road_layer_read(&draft, source, err);
    else
        code =
            error_set(err, ERR_DATA,
                      "%s: streets are read from OpenStreetMap's .osm.pbf and .osm or from a "
                      "layer of lines (Shapefile, GeoPackage, GeoJSON)",
                      path);
    if (code == ERR_OK)
        code = road_clip(out, &draft, source->box, source->geographic, path, err);
    if (code == ERR_OK) out->kmh_is_limit = osm || source->scenario->roads.speed_limit != NULL;
    road_draft_clear(&draft);
    return code;
}

void road_ways_clear(struct road_ways *ways)
{
    free(ways->way);
    free(ways->x);
    free(ways->y);
    free(ways->barred);
    free(ways->point);
    free(ways->ban);
    *ways = (struct road_ways){0};
}

/* command_import.c - a planner's files made into what a scenario reads. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "output/commands/command.h"
#include "output/import/import_places.h"
#include "output/import/import_urbanev.h"
#include "output/import/import_zones.h"
#include "scenarios/datum.h"
#include "scenarios/text.h"

static const struct option_spec spec[] = {
    {"output", true},    {"side-m", true}, {"shape", true},    {"raster", true},
    {"weight", true},    {"id", true},     {"district", true}, {"layer", true},
    {"encoding", true},  {"crs", true},    {"filter", true},   {"coordinates", true},
    {"x", true},         {"y", true},      {"boundary", true}, {"areas", true},
    {"area-name", true}, {"once", false},  {NULL, false}};

/* Which options belong to what; the first is for all. */
enum what { GRID, RASTER, PLACES, URBANEV, N_WHATS };
static const char *const what_names[N_WHATS] = {"grid", "raster", "places", "urbanev"};
static const char *const takes[N_WHATS] = {
    [GRID] = (" output side-m shape raster weight district areas area-name layer encoding crs "
              "filter coordinates "),
    [RASTER] = " output id district areas area-name layer encoding crs filter coordinates ",
    [PLACES] =
        " output filter layer encoding crs coordinates x y boundary areas area-name once ",
    [URBANEV] = " output ",
};

static enum err check_options(const struct options *o, enum what what, struct error *err)
{
    for (int k = 0; k < o->n_values; k++) {
        char word[40];

        snprintf(word, sizeof word, " %s ", o->value[k].name);
        if (strstr(takes[what], word) == NULL)
            return error_set(err, ERR_USAGE, "import %s takes no option --%s", what_names[what],
                             o->value[k].name);
    }
    if (o->n_sets > 0)
        return error_set(err, ERR_USAGE,
                         "import takes no option --set: there is no scenario yet");
    if (option_get(o, "output") == NULL)
        return error_set(err, ERR_USAGE, "say by -o where the result goes");
    return ERR_OK;
}

static enum err coordinates_of(const struct options *o, int *out, struct error *err)
{
    const char *word = option_get(o, "coordinates");

    *out = COORD_FILE;
    if (word == NULL) return ERR_OK;
    for (int k = COORD_METRES; k <= COORD_FILE; k++)
        if (strcmp(word, datum_word(k)) == 0) {
            *out = k;
            return ERR_OK;
        }
    return error_set(
        err, ERR_USAGE,
        "--coordinates: '%.40s' is none of metres, WGS84, GCJ02, BD09, CGCS2000, file", word);
}

static enum err grid_options(const struct options *o, struct import_zones *asked,
                             struct error *err)
{
    const char *side = option_get(o, "side-m"), *shape = option_get(o, "shape");

    if (side == NULL || !text_number(side, &asked->side_m) ||
        !(asked->side_m >= 10 && asked->side_m <= 1e6))
        return error_set(err, ERR_USAGE,
                         "--side-m: say the side of a cell, 10 to 1000000 m%s%s",
                         side != NULL ? ", not " : "", side != NULL ? side : "");
    if (shape != NULL && strcmp(shape, "square") != 0 && strcmp(shape, "hexagon") != 0)
        return error_set(err, ERR_USAGE, "--shape: '%.40s' is neither square nor hexagon",
                         shape);
    asked->shape = shape != NULL && strcmp(shape, "hexagon") == 0 ? GRID_HEXAGON : GRID_SQUARE;
    asked->weight = option_get(o, "weight");
    asked->raster = option_get(o, "raster");
    if (asked->weight != NULL && asked->raster != NULL)
        return error_set(err, ERR_USAGE,
                         "--weight and --raster both say where people live; choose one");
    return ERR_OK;
}

static enum err run_zones(const struct options *o, bool grid, struct error *err)
{
    struct import_zones asked = {.side_m = NAN,
                                 .layer = option_get(o, "layer"),
                                 .encoding = option_get(o, "encoding"),
                                 .crs = option_get(o, "crs"),
                                 .filter = option_get(o, "filter"),
                                 .id = option_get(o, "id"),
                                 .district = option_get(o, "district"),
                                 .districts = option_get(o, "areas"),
                                 .districts_name = option_get(o, "area-name"),
                                 .output = option_get(o, "output")};
    int n = 0;

    TRY(coordinates_of(o, &asked.coordinates, err));
    if (o->n_words != (grid ? 2 : 3))
        return error_set(err, ERR_USAGE, "%s",
                         grid ? "say one file: import grid AREA --side-m M -o FILE"
                              : "say two files: import raster RASTER AREAS -o FILE");
    if (grid) TRY(grid_options(o, &asked, err));
    if (!grid) asked.raster = o->word[1];
    asked.area = o->word[grid ? 1 : 2];
    if (asked.districts != NULL && asked.districts_name == NULL) asked.districts_name = "name";
    TRY(import_zones(&asked, &n, err));
    printf("%s: %d zones\n", asked.output, n);
    return ERR_OK;
}

static enum err run_places(const struct options *o, struct error *err)
{
    struct import_places asked = {.layer = option_get(o, "layer"),
                                  .encoding = option_get(o, "encoding"),
                                  .crs = option_get(o, "crs"),
                                  .x = option_get(o, "x"),
                                  .y = option_get(o, "y"),
                                  .filter = option_get(o, "filter"),
                                  .boundary = option_get(o, "boundary"),
                                  .areas = option_get(o, "areas"),
                                  .area_name = option_get(o, "area-name"),
                                  .once = option_given(o, "once"),
                                  .output = option_get(o, "output")};
    struct import_places_told told;

    if (o->n_words != 2)
        return error_set(err, ERR_USAGE, "say one file: import places FILE -o FILE");
    TRY(coordinates_of(o, &asked.coordinates, err));
    asked.file = o->word[1];
    if (asked.coordinates == COORD_FILE && asked.crs == NULL && !geodata_named(asked.file))
        return error_set(
            err, ERR_USAGE,
            "--coordinates: a CSV file does not say what its numbers are; name their "
            "datum (WGS84, GCJ02 ...), or their system by --crs");
    if (asked.x == NULL) asked.x = "lon";
    if (asked.y == NULL) asked.y = "lat";
    if (asked.area_name == NULL) asked.area_name = "name";
    TRY(import_places(&asked, &told, err));
    printf("%s: %d places\n", asked.output, told.n);
    if (asked.boundary != NULL)
        printf("  left out, outside the boundary: %d\n", told.n_outside);
    if (told.n_again > 0)
        printf("  at the spot of another: %d, %s\n", told.n_again,
               asked.once ? "left out" : "kept; --once leaves them out");
    if (asked.areas != NULL) printf("  in none of the areas: %d\n", told.n_arealess);
    return ERR_OK;
}

static enum err run_urbanev(const struct options *o, struct error *err)
{
    const char *output = option_get(o, "output");
    struct import_urbanev_told told = {0};

    if (o->n_words != 2)
        return error_set(err, ERR_USAGE, "say one folder: import urbanev DIR -o DIR");
    TRY(import_urbanev(o->word[1], output, &told, err));
    printf("%s/scenario.yaml is ready\n"
           "  %d stations, converted from GCJ-02 to WGS 84: %d lie in one of the %d traffic "
           "zones (unconverted it would be %d)\n",
           output, told.n_stations, told.n_in_zones, told.n_zones, told.n_unconverted);
    if (told.n_named > 0)
        printf("  %d lie in the zone that the file names; it seems to have been found without "
               "conversion, so that it stands apart (taz_named)\n",
               told.n_named);
    return ERR_OK;
}

static int command_import_main(int argc, char **argv)
{
    struct options o;
    struct error err = {0};
    int what = 0;
    enum err code;

    if (!options_parse(&command_import, argc, argv, spec, 0, 3, &o)) return STATUS_USAGE;
    if (o.help) {
        command_print_help(&command_import);
        return STATUS_DONE;
    }
    while (what < N_WHATS && (o.n_words == 0 || strcmp(o.word[0], what_names[what]) != 0))
        what++;
    if (what == N_WHATS) {
        fprintf(stderr, "chargeplan import: say what: grid, raster, places or urbanev%s%s\n",
                o.n_words > 0 ? ", not " : "", o.n_words > 0 ? o.word[0] : "");
        return STATUS_USAGE;
    }
    code = check_options(&o, (enum what)what, &err);
    if (code == ERR_OK)
        code = what == URBANEV  ? run_urbanev(&o, &err)
               : what == PLACES ? run_places(&o, &err)
                                : run_zones(&o, what == GRID, &err);
    return code == ERR_OK ? STATUS_DONE : command_fail(&err);
}

const struct command command_import = {
    .name = "import",
    .summary = "make zones and sites from areas, rasters and places",
    .usage = "grid|raster|places|urbanev FILE... -o OUTPUT [OPTION]...",
    .help =
        "What comes out is a file of zones or sites in WGS 84 (or the plane of the input); "
        "its\n"
        "name ends in .gpkg, .geojson or .csv. A scenario can do the same by its own settings\n"
        "(zones.regrid_m, zones.night_raster, zones.districts, boundary), with nothing "
        "between.\n\n"
        "  grid AREA --side-m M        squares or hexagons over the polygons of AREA\n"
        "    --shape square|hexagon    a hexagon has the area of the square\n"
        "    --raster POP.tif          people: the raster's sum in each cell\n"
        "    --weight COLUMN           people: the column's figure, spread by area\n"
        "    --district COLUMN         column of AREA that names the district\n"
        "  raster POP.tif AREAS        people: the raster's sum in each polygon\n"
        "    --id COLUMN               the polygons' id; their feature's number if not said\n"
        "  both: --areas FILE --area-name COLUMN  districts from other polygons\n\n"
        "  places FILE                 sites from places\n"
        "    --filter 'type = parking | fuel'     those of some types\n"
        "    --coordinates DATUM --x LON --y LAT  of a CSV file\n"
        "    --boundary FILE           what lies outside the polygons is left out\n"
        "    --areas FILE --area-name COLUMN      the area of each, as the column area\n"
        "    --once                    of places at the same spot the first alone\n\n"
        "  urbanev DIR -o DIR          the public data of Shenzhen as a scenario\n\n"
        "  --layer NAME, --encoding NAME, --crs EPSG:4547, --coordinates DATUM\n"
        "                              of FILE or AREA, where the file does not say;\n"
        "                              the encoding also of other Shapefiles without .cpg\n",
    .run = command_import_main,
};

/* gdal_crs.c - systems of coordinates: from a file's to degrees of WGS 84 and back; see
 * module.h.
 *
 * A transformation that PROJ only guesses ("ballpark") is refused: the datum would be ignored,
 * which moves a city by up to hundreds of metres. CGCS2000 is taken as WGS 84 (datum.h). */
#include <math.h>
#include <ogr_srs_api.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "scenarios/geodata/module.h"
#include "scenarios/text.h"

static OGRSpatialReferenceH wgs84(void)
{
    OGRSpatialReferenceH out = OSRNewSpatialReference(NULL);

    if (out == NULL) return NULL;
    if (OSRImportFromEPSG(out, 4326) != OGRERR_NONE) {
        OSRDestroySpatialReference(out);
        return NULL;
    }
    OSRSetAxisMappingStrategy(out, OAMS_TRADITIONAL_GIS_ORDER);
    return out;
}

enum err module_crs_ready(const char *whose, struct error *err)
{
    OGRSpatialReferenceH tried;

    module_hush();
    tried = wgs84();
    if (tried == NULL)
        return error_set(err, ERR_IO,
                         "%s: the database of systems of coordinates, proj.db, cannot be read; "
                         "unset PROJ_LIB and PROJ_DATA, or install the package proj-data%s",
                         whose, module_words());
    OSRDestroySpatialReference(tried);
    return ERR_OK;
}

/* The degrees that the system's numbers are turned into: WGS 84, or for CGCS2000 its own. */
static OGRSpatialReferenceH degrees_of(OGRSpatialReferenceH from)
{
    OGRSpatialReferenceH own = OSRCloneGeogCS(from);
    const char *datum = own != NULL ? OSRGetAttrValue(own, "DATUM", 0) : NULL;

    if (datum != NULL &&
        (strstr(datum, "China_2000") != NULL || strstr(datum, "China 2000") != NULL ||
         strstr(datum, "CGCS2000") != NULL || strstr(datum, "CGCS_2000") != NULL)) {
        OSRSetAxisMappingStrategy(own, OAMS_TRADITIONAL_GIS_ORDER);
        return own;
    }
    OSRDestroySpatialReference(own);
    return wgs84();
}

static OGRCoordinateTransformationH between(OGRSpatialReferenceH from, OGRSpatialReferenceH to)
{
    OGRCoordinateTransformationOptionsH options = OCTNewCoordinateTransformationOptions();
    OGRCoordinateTransformationH out;

    if (options == NULL) return NULL;
    OCTCoordinateTransformationOptionsSetBallparkAllowed(options, 0);
    out = OCTNewCoordinateTransformationEx(from, to, options);
    OCTDestroyCoordinateTransformationOptions(options);
    return out;
}

static enum err no_way(const char *whose, const char *name, struct error *err)
{
    return error_set(
        err, ERR_DATA,
        "%s: there is no exact way from its system of coordinates, '%s', to WGS 84; "
        "convert the file with the parameters of your surveying office%s",
        whose, csv_quote(name).text, module_words());
}

static enum err make(struct module_crs *out, OGRSpatialReferenceH from, const char *whose,
                     struct error *err)
{
    OGRSpatialReferenceH to = degrees_of(from);
    const char *name = OSRGetName(from) != NULL ? OSRGetName(from) : "";
    enum err code = ERR_OK;

    if (to == NULL) return error_nomem(err, whose);
    OSRSetAxisMappingStrategy(from, OAMS_TRADITIONAL_GIS_ORDER);
    module_hush();
    out->plane = OSRIsProjected(from);
    if (OSRIsSame(from, to)) {
        OSRDestroySpatialReference(to);
        return ERR_OK;
    }
    out->to_degrees = between(from, to);
    out->from_degrees = out->to_degrees != NULL ? between(to, from) : NULL;
    if (out->from_degrees == NULL) {
        code = no_way(whose, name, err);
        module_crs_clear(out);
    }
    OSRDestroySpatialReference(to);
    return code;
}

/* A system that tells where on Earth a number is; "undefined" ones of GeoPackages do not. */
bool module_crs_says(void *spatial)
{
    const char *name, *datum;

    if (spatial == NULL) return false;
    if (!OSRIsGeographic(spatial) && !OSRIsProjected(spatial)) return false;
    name = OSRGetName(spatial);
    datum = OSRGetAttrValue(spatial, "DATUM", 0);
    if (name != NULL && strncmp(name, "Undefined", 9) == 0) return false;
    return datum == NULL ||
           (strcasecmp(datum, "unknown") != 0 && strncasecmp(datum, "D_Unknown", 9) != 0);
}

static enum err by_words(struct module_crs *out, char **name, const char *words,
                         const char *whose, struct error *err)
{
    OGRSpatialReferenceH from = OSRNewSpatialReference(NULL);
    enum err code;

    if (from == NULL) return error_nomem(err, whose);
    module_hush();
    /* GDAL would read a file or ask a server of that name, which no record knows of */
    if (strstr(words, "://") != NULL || access(words, F_OK) == 0 ||
        OSRSetFromUserInput(from, words) != OGRERR_NONE || !module_crs_says(from))
        code = error_set(err, ERR_DATA,
                         "%s: '%s' is no system of coordinates on Earth; write it like "
                         "EPSG:4547 (CGCS2000, 3-degree zone of 114 E) or EPSG:32650 (UTM)%s",
                         whose, csv_quote(words).text, module_words());
    else
        code = make(out, from, whose, err);
    if (code == ERR_OK) {
        *name = text_copy(OSRGetName(from));
        if (*name == NULL) code = error_nomem(err, whose);
    }
    OSRDestroySpatialReference(from);
    return code;
}

static enum err ask(const struct geodata_source *source, struct error *err)
{
    const char *end = strrchr(source->path, '.');

    return error_set(err, ERR_DATA,
                     "%s: the file does not say in which system of coordinates it is%s; set "
                     "%s.crs (like EPSG:4547), or %s.coordinates where its numbers are degrees "
                     "(WGS84, GCJ02, BD09, CGCS2000) or metres of your own plane (metres)",
                     source->path,
                     end != NULL && strcasecmp(end, ".shp") == 0
                         ? " (its .prj is missing, empty or damaged)"
                         : "",
                     source->section, source->section);
}

enum err module_crs_of(struct module_crs *out, char **name, void *spatial,
                       const struct geodata_source *source, struct error *err)
{
    struct module_crs crs = {NULL, NULL, false};
    char *found = NULL;

    if (source->places == GEODATA_AS_IS) {
        found = text_copy("");
    } else if (source->crs != NULL) {
        char *whose = text_print("%s.crs", source->section);
        enum err code = whose == NULL ? error_nomem(err, source->path)
                                      : by_words(&crs, &found, source->crs, whose, err);

        free(whose);
        if (code != ERR_OK) return code;
    } else if (module_crs_says(spatial)) {
        OGRSpatialReferenceH own = OSRClone(spatial);
        enum err code =
            own == NULL ? error_nomem(err, source->path) : make(&crs, own, source->path, err);

        found =
            own != NULL && OSRGetName(own) != NULL ? text_copy(OSRGetName(own)) : text_copy("");
        OSRDestroySpatialReference(own);
        if (code != ERR_OK) {
            free(found);
            return code;
        }
    } else if (source->places == GEODATA_DEGREES) {
        found = text_copy("");
    } else {
        return ask(source, err);
    }
    if (found == NULL) {
        module_crs_clear(&crs);
        return error_nomem(err, source->path);
    }
    *out = crs;
    *name = found;
    return ERR_OK;
}

void module_crs_clear(struct module_crs *crs)
{
    OCTDestroyCoordinateTransformation(crs->to_degrees);
    OCTDestroyCoordinateTransformation(crs->from_degrees);
    *crs = (struct module_crs){NULL, NULL, false};
}

/* GDAL leaves a place that it cannot turn as HUGE_VAL. */
static enum err transform(void *transformation, int n, double x[], double y[],
                          struct error *err)
{
    int *good;

    if (transformation == NULL || n == 0) return ERR_OK;
    good = malloc((size_t)n * sizeof *good);
    if (good == NULL) return error_nomem(err, "the places");
    OCTTransformEx(transformation, n, x, y, NULL, good);
    for (int k = 0; k < n; k++)
        if (!good[k] || !isfinite(x[k]) || !isfinite(y[k])) x[k] = y[k] = NAN;
    free(good);
    return ERR_OK;
}

enum err module_crs_to_degrees(const struct module_crs *crs, int n, double x[], double y[],
                               struct error *err)
{
    return transform(crs->to_degrees, n, x, y, err);
}

enum err module_crs_from_degrees(const struct module_crs *crs, int n, double x[], double y[],
                                 struct error *err)
{
    return transform(crs->from_degrees, n, x, y, err);
}

enum err module_crs_fits(const struct module_crs *crs, const char *name, const char *whose,
                         int n, const double x[], const double y[], struct error *err)
{
    double first = NAN;

    for (int k = 0; k < n && crs->plane; k++) {
        if (!isfinite(x[k]) || !isfinite(y[k])) continue;
        if (isnan(first)) first = x[k];
        if (fabs(x[k]) > 180 || fabs(y[k]) > 90) return ERR_OK;
    }
    if (isnan(first)) return ERR_OK;
    return error_set(err, ERR_DATA,
                     "%s: its numbers are degrees (the first is %g), but '%s' is a system of "
                     "metres; name the right one (EPSG:4326 is WGS 84, EPSG:4490 CGCS2000)",
                     whose, first, csv_quote(name).text);
}

enum err module_to_degrees(const char *crs, const char *whose, int n, double x[], double y[],
                           struct error *err)
{
    struct module_crs system = {NULL, NULL, false};
    char *name = NULL;
    enum err code;

    module_begin();
    TRY(module_crs_ready(whose, err));
    TRY(by_words(&system, &name, crs, whose, err));
    code = module_crs_fits(&system, name, whose, n, x, y, err);
    if (code == ERR_OK) code = module_crs_to_degrees(&system, n, x, y, err);
    free(name);
    module_crs_clear(&system);
    return code;
}

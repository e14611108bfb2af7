/* gdal_json_crs.c - the member "crs" of a GeoJSON file; see module.h.
 *
 * RFC 7946 took it away: every file is in degrees of WGS 84. Files of before, and those that
 * other programs still write, name systems by it, and GDAL takes one that it does not know for
 * WGS 84 without a word. */
#define _LARGEFILE64_SOURCE /* stat64 of cpl_vsi.h */
#include <cpl_vsi.h>
#include <ogr_srs_api.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/geodata/module.h"
#include "scenarios/text.h"

enum { HEAD_BYTES = 65536, NAME_ROOM = 200 };
static const char blanks[] = " \t\r\n";

/* What stands behind a key and its colon; NULL where the key is not there. */
static const char *value_of(const char *text, const char *key)
{
    size_t n = strlen(key);

    for (const char *at = text; (at = strstr(at, key)) != NULL; at += n) {
        const char *behind = at + n + strspn(at + n, blanks);

        if (*behind == ':') return behind + 1 + strspn(behind + 1, blanks);
    }
    return NULL;
}

/* Cuts an object off behind its last brace. */
static void end_object(char *object)
{
    int depth = 0;
    bool quoted = false;

    for (char *c = object; *c != '\0'; c++) {
        if (*c == '\\' && c[1] != '\0')
            c++;
        else if (*c == '"')
            quoted = !quoted;
        else if (!quoted && *c == '{')
            depth++;
        else if (!quoted && *c == '}' && --depth == 0)
            c[1] = '\0';
    }
}

/* Is the value of "crs" one that GDAL knows? Its name comes out. */
static bool is_known(char *value, char name[NAME_ROOM])
{
    OGRSpatialReferenceH tried;
    const char *said;
    bool known;

    name[0] = '\0';
    if (strncmp(value, "null", 4) == 0) return true;
    if (*value != '{') return false;
    end_object(value);
    if (value_of(value, "\"code\"") != NULL) return true;
    said = value_of(value, "\"name\"");
    if (said == NULL || *said != '"') return false;
    for (size_t n = 0; *++said != '\0' && *said != '"' && n + 1 < NAME_ROOM;) {
        if (*said == '\\' && said[1] != '\0') said++;
        name[n++] = *said;
        name[n] = '\0';
    }
    tried = OSRNewSpatialReference(NULL);
    known = tried != NULL && *name != '/' &&
            (OSRSetFromUserInput(tried, name) == OGRERR_NONE) && module_crs_says(tried);
    OSRDestroySpatialReference(tried);
    return known;
}

static enum err check(char *head, const struct geodata_source *source, struct error *err)
{
    char name[NAME_ROOM], *features = strstr(head, "\"features\"");
    const char *value;

    if (features != NULL) *features = '\0'; /* columns may have that name */
    value = value_of(head, "\"crs\"");
    if (value == NULL || is_known(head + (value - head), name)) return ERR_OK;
    return error_set(err, ERR_DATA,
                     "%s: its member crs%s%s%s is no system of coordinates that is known; set "
                     "%s.crs (like EPSG:4547), or %s.coordinates where its numbers are degrees "
                     "(WGS84, GCJ02, BD09, CGCS2000)",
                     source->path, *name != '\0' ? ", '" : "", csv_quote(name).text,
                     *name != '\0' ? "'," : "", source->section, source->section);
}

enum err module_json_crs(const char *name, const struct geodata_source *source,
                         struct error *err)
{
    VSILFILE *file = VSIFOpenL(name, "rb");
    char *head = malloc(HEAD_BYTES + 1);
    enum err code = head == NULL ? error_nomem(err, source->path) : ERR_OK;

    if (file != NULL && head != NULL) {
        size_t n = VSIFReadL(head, 1, HEAD_BYTES, file);

        head[n] = '\0';
        code = check(head, source, err);
    }
    if (file != NULL) VSIFCloseL(file);
    free(head);
    return code;
}

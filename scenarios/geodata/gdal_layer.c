/* gdal_layer.c - a layer as texts and places; see geodata.h */
#include <cpl_conv.h>
#include <cpl_string.h>
#include <gdal.h>
#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <ogr_api.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/geodata/module.h"
#include "scenarios/text.h"

/* A layer while it is read. */
struct reading {
    const struct geodata_source *source;
    OGRLayerH layer;
    OGRFeatureDefnH definition;
    bool raw; /* texts are bytes of an unknown encoding */
    enum module_kind kind;
    int n_fields, n_columns;
    bool fid, area; /* columns that are added */
    struct text bytes;
    int n, room;
    uint32_t *offset; /* [(n + 1) x n_columns] */
    long long *feature;
    enum geodata_fault *fault;
    char **why;
    struct module_rings rings;
    int *number; /* owned: of the points of lines */
    struct module_crs crs;
    char *crs_name;
};

static enum err nomem(const struct reading *r, struct error *err)
{
    return error_nomem(err, r->source->path);
}

/* ---- texts ---- */

/* Asks for the encoding, with the text as two of them would have it. */
static enum err ask_encoding(const struct reading *r, const char *text, struct error *err)
{
    bool utf8 = text_utf8(text, strlen(text)) == strlen(text);
    char *gbk = CPLRecode(text, "GBK", CPL_ENC_UTF8);

    error_set(err, ERR_DATA,
              "%s: nothing says how its texts are written (no .cpg file beside it does); set "
              "%s.encoding (import: --encoding): one of them would be '%s' in GBK%s%s%s",
              r->source->path, r->source->section, csv_quote(gbk != NULL ? gbk : "").text,
              utf8 ? " and '" : "", utf8 ? csv_quote(text).text : "",
              utf8 ? "' in UTF-8" : ", and it is not UTF-8");
    CPLFree(gbk);
    return ERR_DATA;
}

static enum err check_text(const struct reading *r, const char *text, const char *column,
                           const char *where, struct error *err)
{
    size_t n = strlen(text);
    bool ascii = true;

    for (size_t k = 0; k < n && ascii; k++)
        ascii = (unsigned char)text[k] < 128;
    if (ascii) return ERR_OK;
    if (r->raw) return ask_encoding(r, text, err);
    if (text_utf8(text, n) == n) return ERR_OK;
    return error_set(err, ERR_DATA,
                     "%s: %s%s%s: the text is not in the encoding that the file or %s.encoding "
                     "says; try %s.encoding: GBK",
                     r->source->path, where, *where != '\0' ? ": column " : "column ",
                     csv_quote(column).text, r->source->section, r->source->section);
}

static void put(struct reading *r, size_t cell, const char *text)
{
    r->offset[cell] = (uint32_t)r->bytes.n;
    text_add_bytes(&r->bytes, text, strlen(text) + 1);
}

/* A figure as the shortest text that reads back the same; others as GDAL writes them. */
static const char *cell_text(OGRFeatureH feature, OGRFieldType type, int field,
                             char number[TEXT_NUMBER_ROOM])
{
    if (!OGR_F_IsFieldSetAndNotNull(feature, field)) return "";
    if (type != OFTReal) return OGR_F_GetFieldAsString(feature, field);
    text_put_number(number, OGR_F_GetFieldAsDouble(feature, field));
    return number;
}

static enum err put_cells(struct reading *r, OGRFeatureH feature, struct error *err)
{
    size_t row = ((size_t)r->n + 1) * (size_t)r->n_columns;
    char number[TEXT_NUMBER_ROOM], where[48];

    snprintf(where, sizeof where, "feature %lld", r->feature[r->n]);
    for (int f = 0; f < r->n_fields; f++) {
        OGRFieldDefnH field = OGR_FD_GetFieldDefn(r->definition, f);
        OGRFieldType type = OGR_Fld_GetType(field);
        const char *text = cell_text(feature, type, f, number);

        if (type != OFTReal && type != OFTInteger && type != OFTInteger64)
            TRY(check_text(r, text, OGR_Fld_GetNameRef(field), where, err));
        put(r, row + (size_t)f, text);
    }
    if (r->fid) {
        snprintf(where, sizeof where, "%lld", r->feature[r->n]);
        put(r, row + (size_t)r->n_fields, where);
    }
    return ERR_OK;
}

static enum err put_names(struct reading *r, struct error *err)
{
    for (int f = 0; f < r->n_fields; f++) {
        const char *name = OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(r->definition, f));

        TRY(check_text(r, name, name, "", err));
        put(r, (size_t)f, name);
    }
    if (r->fid) put(r, (size_t)r->n_fields, "fid");
    if (r->area) put(r, (size_t)r->n_columns - 1, "area_km2");
    return ERR_OK;
}

/* ---- features ---- */

static bool grow(struct reading *r)
{
    size_t room = (size_t)r->room * 2 + 256;
    uint32_t *offset = realloc(r->offset, (room + 1) * (size_t)r->n_columns * sizeof *offset);
    long long *feature = offset ? realloc(r->feature, room * sizeof *feature) : NULL;
    enum geodata_fault *fault = feature ? realloc(r->fault, room * sizeof *fault) : NULL;
    char **why = fault ? realloc(r->why, room * sizeof *why) : NULL;

    if (offset != NULL) r->offset = offset;
    if (feature != NULL) r->feature = feature;
    if (fault != NULL) r->fault = fault;
    if (why != NULL) r->why = why;
    if (why == NULL || room > INT_MAX) return false;
    r->room = (int)room;
    return true;
}

static enum err add_feature(struct reading *r, OGRFeatureH feature, struct error *err)
{
    if (r->n == r->room && !grow(r)) return nomem(r, err);
    r->feature[r->n] = OGR_F_GetFID(feature);
    r->why[r->n] = NULL;
    TRY(put_cells(r, feature, err));
    module_hush();
    r->fault[r->n] = module_rings_add(&r->rings, r->kind, OGR_F_GetGeometryRef(feature));
    if (r->fault[r->n] == GEODATA_INVALID) r->why[r->n] = text_copy(module_words());
    r->n++;
    if (r->bytes.n >= UINT32_MAX - 64 * (size_t)r->n || r->rings.full)
        return error_set(err, ERR_DATA,
                         "%s: the layer is too large (4 GB of text or 2^31 points); split it",
                         r->source->path);
    return r->bytes.nomem || r->rings.nomem ? nomem(r, err) : ERR_OK;
}

static enum err read_features(struct reading *r, struct error *err)
{
    OGRFeatureH feature;

    OGR_L_ResetReading(r->layer);
    module_hush();
    while ((feature = OGR_L_GetNextFeature(r->layer)) != NULL) {
        long long number = OGR_F_GetFID(feature);
        enum err code = ERR_OK;

        if (module_failed())
            code = error_set(err, ERR_DATA, "%s: feature %lld cannot be read%s",
                             r->source->path, number, module_words());
        else
            code = add_feature(r, feature, err);
        OGR_F_Destroy(feature);
        if (code != ERR_OK) return code;
        module_hush();
    }
    if (module_failed())
        return error_set(err, ERR_DATA, "%s: cannot be read beyond its first %d features%s",
                         r->source->path, r->n, module_words());
    return ERR_OK;
}

/* ---- places ---- */

static bool off_earth(const struct reading *r, int point)
{
    double x = r->rings.x[point], y = r->rings.y[point];

    if (r->source->places == GEODATA_AS_IS) return !(fabs(x) <= 1e8 && fabs(y) <= 1e8);
    return !(fabs(x) <= 180 && fabs(y) <= 90);
}

/* Points of a feature, one behind the last. */
static int points_from(const struct reading *r, int k)
{
    if (r->kind != MODULE_POLYGONS && r->kind != MODULE_LINES) return k;
    return r->rings.n_rings > 0 ? r->rings.point_start[r->rings.ring_start[k]] : 0;
}

static enum err place(struct reading *r, struct error *err)
{
    TRY(module_crs_fits(&r->crs, r->crs_name, r->source->path, r->rings.n_points, r->rings.x,
                        r->rings.y, err));
    TRY(module_crs_to_degrees(&r->crs, r->rings.n_points, r->rings.x, r->rings.y, err));
    for (int k = 0; k < r->n; k++) {
        double west = INFINITY, east = -INFINITY;

        if (r->fault[k] != GEODATA_GOOD) continue;
        for (int p = points_from(r, k); p < points_from(r, k + 1); p++) {
            if (off_earth(r, p)) r->fault[k] = GEODATA_OFF_EARTH;
            west = fmin(west, r->rings.x[p]);
            east = fmax(east, r->rings.x[p]);
        }
        if (r->source->places != GEODATA_AS_IS && east - west > 180)
            r->fault[k] = GEODATA_OFF_EARTH; /* across the edge of the map */
    }
    return ERR_OK;
}

/* ---- the record ---- */

static void reverse(double *v, int n)
{
    for (int a = 0, b = n - 1; a < b; a++, b--) {
        double kept = v[a];

        v[a] = v[b];
        v[b] = kept;
    }
}

/* Begins a ring at its least point, whatever the format begins it with: the same polygon is the
 * same to the last bit of its centre then. */
static void begin_least(struct polygons *p, int ring)
{
    int first = p->point_start[ring], n = p->point_start[ring + 1] - first, least = 0;
    double *x = p->x + first, *y = p->y + first;

    for (int k = 1; k < n; k++)
        if (x[k] < x[least] || (x[k] == x[least] && y[k] < y[least])) least = k;
    if (least == 0) return;
    reverse(x, least); /* a turn by three mirrors */
    reverse(x + least, n - least);
    reverse(x, n);
    reverse(y, least);
    reverse(y + least, n - least);
    reverse(y, n);
}

static struct polygons take_polygons(struct reading *r)
{
    struct module_rings *rings = &r->rings;
    struct polygons out = {.n = rings->n,
                           .ring_start = rings->ring_start,
                           .point_start = rings->point_start,
                           .x = rings->x,
                           .y = rings->y,
                           .geographic = r->source->places != GEODATA_AS_IS};

    for (int ring = 0; ring < rings->n_rings; ring++) {
        polygons_turn(&out, ring, rings->hole[ring]);
        begin_least(&out, ring);
    }
    free(rings->hole);
    *rings = (struct module_rings){0};
    if (out.ring_start == NULL) out.ring_start = calloc(1, sizeof *out.ring_start);
    if (out.point_start == NULL) out.point_start = calloc(1, sizeof *out.point_start);
    return out;
}

static enum err put_areas(struct reading *r, const struct polygons *polygons, struct error *err)
{
    char number[TEXT_NUMBER_ROOM];

    for (int k = 0; k < r->n; k++) {
        text_put_number(number,
                        r->fault[k] == GEODATA_GOOD ? polygons_area_m2(polygons, k) / 1e6 : 0);
        put(r, ((size_t)k + 2) * (size_t)r->n_columns - 1, number);
    }
    return r->bytes.nomem ? nomem(r, err) : ERR_OK;
}

static enum err hand_over(struct reading *r, struct geodata_layer *out, struct error *err)
{
    struct geodata_layer layer = {.has_polygons = r->kind == MODULE_POLYGONS,
                                  .has_lines = r->kind == MODULE_LINES};

    if (layer.has_polygons) {
        layer.polygons = take_polygons(r);
        bool empty = layer.polygons.ring_start == NULL || layer.polygons.point_start == NULL;

        if (empty || (r->area && put_areas(r, &layer.polygons, err) != ERR_OK)) {
            polygons_clear(&layer.polygons);
            return nomem(r, err);
        }
    } else if (layer.has_lines) {
        if (!module_lines_take(&layer.lines, &r->rings, r->number)) return nomem(r, err);
    } else {
        layer.x = r->rings.x;
        layer.y = r->rings.y;
        r->rings.x = r->rings.y = NULL;
    }
    layer.features = (struct csv_features){
        .offset = r->offset, .feature = r->feature, .n_rows = r->n, .n_columns = r->n_columns};
    layer.features.bytes = text_take(&r->bytes);
    layer.fault = r->fault;
    layer.why = r->why;
    layer.crs = r->crs_name;
    r->offset = NULL;
    r->feature = NULL;
    r->fault = NULL;
    r->why = NULL;
    r->crs_name = NULL;
    *out = layer;
    return ERR_OK;
}

static void clear(struct reading *r)
{
    for (int k = 0; r->why != NULL && k < r->n; k++)
        free(r->why[k]);
    free(r->why);
    free(r->offset);
    free(r->feature);
    free(r->fault);
    free(r->crs_name);
    free(r->number);
    text_clear(&r->bytes);
    module_rings_clear(&r->rings);
    module_crs_clear(&r->crs);
}

static bool has_field(const struct reading *r, const char *name)
{
    return OGR_FD_GetFieldIndex(r->definition, name) >= 0;
}

static enum err read_layer(struct reading *r, struct geodata_layer *out, struct error *err)
{
    r->definition = OGR_L_GetLayerDefn(r->layer);
    r->kind = r->source->lines ? MODULE_LINES : module_kind_of(r->layer);
    r->n_fields = OGR_FD_GetFieldCount(r->definition);
    r->fid = !has_field(r, "fid");
    r->area = r->kind == MODULE_POLYGONS && !has_field(r, "area_km2");
    r->n_columns = r->n_fields + r->fid + r->area;
    if (!grow(r)) return nomem(r, err);
    TRY(module_crs_of(&r->crs, &r->crs_name, OGR_L_GetSpatialRef(r->layer), r->source, err));
    TRY(put_names(r, err));
    TRY(read_features(r, err));
    if (r->source->lines && !module_lines_number(&r->number, &r->rings)) return nomem(r, err);
    TRY(place(r, err));
    return hand_over(r, out, err);
}

enum err module_read(struct geodata_layer *out, const struct geodata_source *source,
                     struct error *err)
{
    struct reading r = {.source = source};
    void *dataset = NULL;
    enum err code;

    module_begin();
    TRY(module_crs_ready(source->path, err));
    TRY(module_layer(&dataset, &r.layer, &r.raw, source, err));
    code = read_layer(&r, out, err);
    clear(&r);
    GDALClose(dataset);
    return code;
}

/* gis_json.c - see gis_json.h
 *
 * Source: H. Butler et al., The GeoJSON Format, RFC 7946 (2016). Of our own, not GDAL's: its
 *   driver writes other figures than the tables, and the same ones not with every version. */
#include "output/gis/gis_json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/text.h"

static void put_text(FILE *f, struct text *line, const char *text)
{
    text_clear(line);
    text_add_json(line, text);
    if (line->data != NULL) fputs(line->data, f);
}

/* "114.05", "-0.1234567" */
static void put_degrees(FILE *f, double value)
{
    char text[64];
    size_t n = (size_t)snprintf(text, sizeof text, "%.7f", value);

    while (n > 1 && text[n - 1] == '0')
        n--;
    if (text[n - 1] == '.') n--;
    text[n] = '\0';
    fputs(strcmp(text, "-0") == 0 ? "0" : text, f);
}

static void put_point(FILE *f, const struct geodata_out_shapes *s, int k)
{
    fputc('[', f);
    put_degrees(f, s->x[k]);
    fputc(',', f);
    put_degrees(f, s->y[k]);
    fputc(']', f);
}

static void put_ring(FILE *f, const struct geodata_out_shapes *s, int ring)
{
    fputc('[', f);
    for (int k = s->point_start[ring]; k < s->point_start[ring + 1]; k++) {
        put_point(f, s, k);
        fputc(',', f);
    }
    put_point(f, s, s->point_start[ring]);
    fputc(']', f);
}

static void put_polygon(FILE *f, const struct geodata_out_shapes *s, int shape)
{
    bool parts = geodata_out_has_parts(s, shape);
    int first = s->ring_start[shape];

    fputs(parts ? "\"MultiPolygon\",\"coordinates\":[[" : "\"Polygon\",\"coordinates\":[", f);
    for (int r = first; r < s->ring_start[shape + 1]; r++) {
        if (r > first) fputs(parts && geodata_out_is_outer(s, r) ? "],[" : ",", f);
        put_ring(f, s, r);
    }
    fputs(parts ? "]]" : "]", f);
}

static void put_shape(FILE *f, const struct geodata_out_layer *l, int row)
{
    int k = l->shape != NULL ? l->shape[row] : row;

    fputs("\"geometry\":", f);
    if (l->shapes.kind == GEODATA_NO_SHAPE) {
        fputs("null", f);
        return;
    }
    fputs("{\"type\":", f);
    if (l->shapes.kind == GEODATA_POINTS) {
        fputs("\"Point\",\"coordinates\":", f);
        put_point(f, &l->shapes, k);
    } else {
        put_polygon(f, &l->shapes, k);
    }
    fputc('}', f);
}

static void put_cell(FILE *f, struct text *line, const struct geodata_out_column *c, int row)
{
    char number[CELLS_NUMBER_MAX];

    put_text(f, line, c->name);
    fputc(':', f);
    if (c->kind == GEODATA_TEXT && c->text[row] != NULL)
        put_text(f, line, c->text[row]);
    else if (c->kind == GEODATA_NUMBER && isfinite(c->number[row]))
        fputs(cells_shortest(number, c->number[row]), f);
    else if (c->kind == GEODATA_INTEGER && c->integer[row] != GEODATA_NO_INTEGER)
        fprintf(f, "%d", c->integer[row]);
    else
        fputs("null", f);
}

enum err gis_json_write(FILE *f, const struct geodata_out_layer *l, struct error *err)
{
    struct text line = {0};
    bool nomem;

    fputs("{\"type\":\"FeatureCollection\",\"name\":", f);
    put_text(f, &line, l->name);
    fputs(",\"features\":[", f);
    for (int row = 0; row < l->n_rows; row++) {
        fputs(row > 0 ? ",\n" : "\n", f);
        fputs("{\"type\":\"Feature\",\"properties\":{", f);
        for (int k = 0; k < l->n_columns; k++) {
            if (k > 0) fputc(',', f);
            put_cell(f, &line, &l->column[k], row);
        }
        fputs("},", f);
        put_shape(f, l, row);
        fputc('}', f);
    }
    fputs("\n]}\n", f);
    nomem = line.nomem;
    text_clear(&line);
    return nomem ? error_nomem(err, "the GeoJSON file") : ERR_OK;
}

enum err gis_json_file(const struct run *run, enum gis_which which, FILE *stream,
                       struct error *err)
{
    struct gis_layer layer = {0};
    struct digest *d = NULL;
    enum err code = digest_create(&d, run, err);

    if (code == ERR_OK) code = gis_layer_fill(&layer, which, run, d, false, err);
    if (code == ERR_OK) {
        struct geodata_out_layer out = gis_layer_out(&layer, scenario_language(run->scenario));

        code = gis_json_write(stream, &out, err);
    }
    gis_layer_clear(&layer);
    digest_free(d);
    return code;
}

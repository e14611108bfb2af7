/* gis_qml.c - see gis_qml.h */
#include "output/gis/gis_qml.h"

#include <string.h>

#include "output/xml.h"

static void option(FILE *f, const char *name, const char *value)
{
    fputs("<Option type=\"QString\"", f);
    xml_attribute(f, "name", name);
    xml_attribute(f, "value", value);
    fputs("/>\n", f);
}

static void option_number(FILE *f, const char *name, double value)
{
    char text[32];

    snprintf(text, sizeof text, "%.6g", value);
    option(f, name, text);
}

static void option_colour(FILE *f, const char *name, unsigned ink, double opacity)
{
    char text[64];

    snprintf(text, sizeof text, "%u,%u,%u,%d", ink >> 16, ink >> 8 & 0xFF, ink & 0xFF,
             (int)(255 * opacity + 0.5));
    option(f, name, text);
}

static void property(FILE *f, const char *name, const char *expression)
{
    fprintf(f,
            "<Option name=\"%s\" type=\"Map\">\n"
            "<Option name=\"active\" type=\"bool\" value=\"true\"/>\n",
            name);
    option(f, "expression", expression);
    fputs("<Option name=\"type\" type=\"int\" value=\"3\"/>\n</Option>\n", f);
}

static void properties(FILE *f, const struct gis_symbol *s)
{
    fputs("<data_defined_properties>\n<Option type=\"Map\">\n"
          "<Option name=\"name\" type=\"QString\" value=\"\"/>\n"
          "<Option name=\"properties\" type=\"Map\">\n",
          f);
    if (s->name_by != NULL) property(f, "name", s->name_by);
    if (s->size_by != NULL) property(f, "size", s->size_by);
    fputs("</Option>\n<Option name=\"type\" type=\"QString\" value=\"collection\"/>\n"
          "</Option>\n</data_defined_properties>\n",
          f);
}

static void begin_layer(FILE *f, const char *class)
{
    fprintf(f,
            "<layer class=\"%s\" enabled=\"1\" locked=\"0\" pass=\"0\">\n"
            "<Option type=\"Map\">\n",
            class);
}

static void outline(FILE *f, const struct gis_symbol *s)
{
    option_colour(f, "outline_color", s->edge, 1);
    option(f, "outline_style", s->edge_mm > 0 ? "solid" : "no");
    option_number(f, "outline_width", s->edge_mm);
    option(f, "outline_width_unit", "MM");
}

static void marker(FILE *f, const struct gis_symbol *s)
{
    begin_layer(f, "SimpleMarker");
    option(f, "angle", "0");
    option_colour(f, "color", s->ink, s->opacity);
    option(f, "name", s->form == GIS_CROSS ? "cross" : "circle");
    outline(f, s);
    option(f, "scale_method", "diameter");
    option_number(f, "size", s->size);
    option(f, "size_unit", "MM");
    fputs("</Option>\n", f);
    if (s->size_by != NULL || s->name_by != NULL) properties(f, s);
    fputs("</layer>\n", f);
}

static void area(FILE *f, const struct gis_symbol *s)
{
    begin_layer(f, "SimpleFill");
    option_colour(f, "color", s->ink, s->opacity);
    option(f, "joinstyle", "bevel");
    outline(f, s);
    option(f, "style", s->opacity > 0 ? "solid" : "no");
    fputs("</Option>\n</layer>\n", f);
}

static void line(FILE *f, const struct gis_symbol *s)
{
    begin_layer(f, "SimpleLine");
    option(f, "capstyle", "round");
    option(f, "joinstyle", "round");
    option_colour(f, "line_color", s->ink, s->opacity);
    option(f, "line_style", "solid");
    option_number(f, "line_width", s->size);
    option(f, "line_width_unit", "MM");
    fputs("</Option>\n</layer>\n", f);
}

/* Lines from the lower left to the upper right, as the map hatches. */
static void hatch(FILE *f, const struct gis_symbol *s, const char *symbol)
{
    begin_layer(f, "LinePatternFill");
    option(f, "angle", "45");
    option_colour(f, "color", s->ink, 1);
    option(f, "distance", "1.6");
    option(f, "distance_unit", "MM");
    option(f, "line_width", "0.35");
    option(f, "line_width_unit", "MM");
    fprintf(f,
            "</Option>\n<symbol alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\" "
            "name=\"@%s@0\" type=\"line\">\n",
            symbol);
    begin_layer(f, "SimpleLine");
    option_colour(f, "line_color", s->ink, 1);
    option(f, "line_style", "solid");
    option(f, "line_width", "0.35");
    option(f, "line_width_unit", "MM");
    fputs("</Option>\n</layer>\n</symbol>\n</layer>\n", f);
}

static void symbol(FILE *f, const struct gis_symbol *s, int number)
{
    static const char *const type[] = {"marker", "marker", "fill", "fill", "line"};
    char name[16];

    snprintf(name, sizeof name, "%d", number);
    fprintf(f,
            "<symbol alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\" name=\"%s\" "
            "type=\"%s\">\n",
            name, type[s->form]);
    if (s->form == GIS_HATCH) hatch(f, s, name);
    if (s->form == GIS_DISC || s->form == GIS_CROSS) marker(f, s);
    if (s->form == GIS_AREA) area(f, s);
    if (s->form == GIS_LINE) line(f, s);
    fputs("</symbol>\n", f);
}

/* QGIS wants a key unlike every other; it need not be random. */
static void begin_rule(FILE *f, int key)
{
    fprintf(f, "<rule key=\"{00000000-0000-4000-8000-%012d}\"", key);
}

static void rules(FILE *f, const struct gis_qml *q, int first)
{
    for (int k = 0; k < q->n_rules; k++) {
        begin_rule(f, 1000 + first + k);
        fprintf(f, " symbol=\"%d\"%s", first + k, q->rule[k].off ? " checkstate=\"0\"" : "");
        if (q->rule[k].filter != NULL) xml_attribute(f, "filter", q->rule[k].filter);
        xml_attribute(f, "label", q->rule[k].label);
        fputs("/>\n", f);
    }
}

static void begin_renderer(FILE *f, const char *type)
{
    fprintf(f,
            "<renderer-v2 enableorderby=\"0\" forceraster=\"0\" referencescale=\"-1\" "
            "symbollevels=\"0\" type=\"%s\">\n",
            type);
}

static void renderer(FILE *f, const struct gis_qml *q)
{
    int n = q->n_years > 0 ? q->n_years : 1;

    if (q->merged) begin_renderer(f, "mergedFeatureRenderer");
    begin_renderer(f, "RuleRenderer");
    fputs("<rules key=\"{00000000-0000-4000-8000-000000000000}\">\n", f);
    for (int y = 0; y < q->n_years; y++) {
        begin_rule(f, 1 + y);
        fprintf(f, " filter=\"&quot;year&quot; = %d\" label=\"%d\"%s>\n", q->year[y],
                q->year[y], y + 1 < q->n_years ? " checkstate=\"0\"" : "");
        rules(f, q, y * q->n_rules);
        fputs("</rule>\n", f);
    }
    if (q->n_years == 0) rules(f, q, 0);
    fputs("</rules>\n<symbols>\n", f);
    for (int k = 0; k < n * q->n_rules;
         k++) /* a rule takes its symbol away: each has its own */
        symbol(f, &q->rule[k % q->n_rules].symbol, k);
    fputs("</symbols>\n</renderer-v2>\n", f);
    if (q->merged) fputs("</renderer-v2>\n", f);
}

void gis_qml_write(FILE *f, const struct gis_qml *q)
{
    fputs("<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
          "<qgis styleCategories=\"Symbology|Fields\" version=\"3.22.16\">\n",
          f);
    renderer(f, q);
    fputs("<aliases>\n", f);
    for (int k = 0; k < q->n_columns; k++) {
        fprintf(f, "<alias index=\"%d\"", k + 1); /* 0 is fid */
        xml_attribute(f, "field", q->column[k].name);
        xml_attribute(f, "name", q->column[k].alias);
        fputs("/>\n", f);
    }
    fprintf(f, "</aliases>\n<layerGeometryType>%d</layerGeometryType>\n</qgis>\n",
            q->shape == GEODATA_POLYGONS ? 2
            : q->shape == GEODATA_LINES  ? 1
                                         : 0);
}

/* audit_table.c - see audit_table.h */
#include "output/audit_table.h"

#include "output/columns.h"
#include "scenarios/audit/audit_place.h"
#include "scenarios/csv.h"
#include "scenarios/datum.h"

static const struct verdict_words {
    const char *code, *text;
} words[AUDIT_VERDICTS] = {
    [AUDIT_FITS] = {"fits", "fits; every other reading of it fits worse, and not by chance"},
    [AUDIT_OPEN] = {"cannot_tell",
                    "cannot tell: as declared it fits, and what another reading would "
                    "change may be chance"},
    [AUDIT_OTHER] = {"other", "another reading fits better, and not by chance"},
    [AUDIT_PART] = {"part", "cannot tell: its places go on beyond the zones, so that a shift "
                            "brings some in, whatever the datum"},
    [AUDIT_OWN_DATUMS] = {"own_datums", "not judged: its rows have datums of their own"},
    [AUDIT_ABROAD] = {"abroad", "not judged: it lies outside China, where the datums are one"},
    [AUDIT_NO_PLACES] = {"no_places", "has no places"},
    [AUDIT_NOWHERE] = {"nowhere",
                       "no datum fits: every place lies outside whatever the reading; look at "
                       "its system of coordinates (crs, with the right zone) and at x and y"},
};

/* What the places are held against, as a program reads it; as a sentence says it. */
static const struct verdict_words areas_words[] = {
    [AUDIT_NO_AREAS] = {"none", "geometry cannot tell in which datum a file is: the zones are "
                                "points, and there is no boundary"},
    [AUDIT_METRES] = {"metres", "a plane in metres has no datum to audit"},
    [AUDIT_ZONES] = {"zones", "outside all zones"},
    [AUDIT_BOUNDARY] = {"boundary", "outside the boundary"},
};

static bool judged(const struct city_audit *a)
{
    return a->areas == AUDIT_ZONES || a->areas == AUDIT_BOUNDARY;
}

static int any_named(const struct city_audit *a)
{
    int n = 0;

    for (int k = 0; k < a->n_layers; k++)
        n += a->layer[k].named + a->layer[k].unknown_names;
    return n;
}

/* ---- the table ---- */

static void cell_number(struct columns *c, int n)
{
    char cell[TEXT_NUMBER_ROOM];

    text_put_number(cell, n);
    columns_cell(c, cell);
}

/* Figures by the reading of the file; a star at the declared one. */
static void cells_by_reading(struct columns *c, const struct audit_source *s,
                             const int figure[AUDIT_READINGS])
{
    for (int r = 0; r < AUDIT_READINGS; r++) {
        char cell[32];

        if (s->known || r == s->fit.declared)
            snprintf(cell, sizeof cell, "%d%s", figure[r], r == s->fit.declared ? "*" : " ");
        columns_cell(c, s->known || r == s->fit.declared ? cell : "- ");
    }
}

static void heads_by_reading(struct columns *c, const char *what)
{
    for (int r = 0; r < AUDIT_READINGS; r++) {
        char head[64];

        snprintf(head, sizeof head, "%s%s ", what, audit_reading_word(r));
        columns_cell(c, head);
    }
}

static bool has_boundary(const struct city_audit *a)
{
    return a->areas == AUDIT_ZONES && a->n_layers > 0 && a->layer[0].outside_boundary >= 0;
}

static void add_heads(const struct city_audit *a, bool named, struct columns *c)
{
    columns_cell(c, "layer");
    columns_cell(c, "coordinates");
    columns_cell(c, "places");
    columns_cell(c, "same place");
    if (!judged(a)) return;
    heads_by_reading(c, "out, ");
    columns_cell(c, "in several");
    if (has_boundary(a)) columns_cell(c, "out of boundary");
    if (!named) return;
    columns_cell(c, "name a zone");
    heads_by_reading(c, "in it, ");
}

static void add_row(const struct city_audit *a, const struct scenario *s, int layer, bool named,
                    struct columns *c)
{
    const struct audit_layer *l = &a->layer[layer];
    const struct audit_source *source = &a->source[l->source];

    columns_cell(c, s->sites[layer].id);
    columns_cell(c, datum_word(s->sites[layer].coordinates));
    cell_number(c, l->n);
    cell_number(c, l->same_place);
    if (!judged(a)) return;
    cells_by_reading(c, source, l->outside);
    cell_number(c, l->several);
    if (has_boundary(a)) cell_number(c, l->outside_boundary);
    if (!named) return;
    cell_number(c, l->named);
    cells_by_reading(c, source, l->in_named);
}

/* ---- sentences ---- */

static void print_source(const struct city_audit *a, const struct scenario *s, int source,
                         FILE *stream)
{
    const struct audit_source *from = &a->source[source];
    struct text advice = {0};
    int said = 0, n = 0;

    for (int k = 0; k < a->n_layers; k++) {
        if (a->layer[k].source != source) continue;
        fprintf(stream, "%s%s", said++ > 0 ? ", " : "  ", csv_quote(s->sites[k].id).text);
        n += a->layer[k].n;
    }
    fprintf(stream, ": %s", words[from->verdict].text);
    if (from->verdict == AUDIT_OTHER) city_audit_advise(a, s, source, &advice);
    if (advice.n > 0) fprintf(stream, ": %s", advice.data);
    if (from->n < n) fprintf(stream, " (%d of %d places looked at)", from->n, n);
    fputc('\n', stream);
    text_clear(&advice);
}

static void print_unknown(const struct city_audit *a, const struct scenario *s, FILE *stream)
{
    for (int k = 0; k < a->n_layers; k++)
        if (a->layer[k].unknown_names > 0)
            fprintf(stream, "  %s: %d of its places name a zone that there is not\n",
                    csv_quote(s->sites[k].id).text, a->layer[k].unknown_names);
}

bool audit_table_print(const struct city_audit *a, const struct scenario *s, FILE *stream)
{
    static const char *const align[2][2][2] = {
        {{"llrr", "llrr"}, {"llrr", "llrr"}},
        {{"llrrrrrr", "llrrrrrrrrrr"}, {"llrrrrrrr", "llrrrrrrrrrrr"}}};
    struct columns table = {0};
    int named = any_named(a);

    if (judged(a))
        fprintf(stream,
                "datums: places %s (out) by the reading of their file, * as declared; %s read "
                "as %s\n",
                areas_words[a->areas].text, areas_words[a->areas].code,
                audit_reading_name(a->areas_declared));
    else
        fprintf(stream, "datums: %s\n", areas_words[a->areas].text);
    if (a->n_layers == 0) return true;
    table.align = align[judged(a)][has_boundary(a)][named > 0];
    add_heads(a, named > 0, &table);
    for (int k = 0; k < a->n_layers; k++)
        add_row(a, s, k, named > 0, &table);
    if (!columns_print(&table, stream, 2)) return false;
    if (!judged(a)) return true;
    for (int k = 0; k < a->n_sources; k++)
        print_source(a, s, k, stream);
    fprintf(stream, "  %s: %s\n", areas_words[a->areas].code, words[a->areas_verdict].text);
    print_unknown(a, s, stream);
    return true;
}

/* ---- JSON ---- */

static void add_readings(struct text *to, const char *name, const struct audit_source *s,
                         const int figure[AUDIT_READINGS])
{
    const char *comma = "";

    text_addf(to, ", \"%s\": {", name);
    for (int r = 0; r < AUDIT_READINGS; r++) {
        if (!s->known && r != s->fit.declared) continue;
        text_addf(to, "%s\"%s\": %d", comma, audit_reading_word(r), figure[r]);
        comma = ", ";
    }
    text_add(to, "}");
}

static void add_layer(const struct city_audit *a, const struct scenario *s, int layer,
                      struct text *to)
{
    const struct audit_layer *l = &a->layer[layer];
    const struct audit_source *source = &a->source[l->source];
    struct text advice = {0};

    text_add(to, "{\"id\": ");
    text_add_json(to, s->sites[layer].id);
    text_addf(to, ", \"coordinates\": \"%s\", \"places\": %d, \"looked_at\": %d",
              datum_word(s->sites[layer].coordinates), l->n, l->n_looked);
    text_addf(to, ", \"same_place\": %d", l->same_place);
    if (judged(a)) {
        text_addf(to, ", \"read_as\": \"%s\"", audit_reading_word(source->fit.declared));
        add_readings(to, "outside", source, l->outside);
        text_addf(to, ", \"in_several_zones\": %d", l->several);
        if (l->outside_boundary >= 0)
            text_addf(to, ", \"outside_boundary\": %d", l->outside_boundary);
        text_addf(to, ", \"name_a_zone\": %d, \"name_no_zone\": %d", l->named,
                  l->unknown_names);
        add_readings(to, "in_named_zone", source, l->in_named);
        text_addf(to, ", \"verdict\": \"%s\"", words[source->verdict].code);
    }
    if (source->verdict == AUDIT_OTHER) city_audit_advise(a, s, l->source, &advice);
    if (advice.n > 0) {
        text_add(to, ", \"fits_better\": ");
        text_add_json(to, advice.data);
    }
    text_clear(&advice);
    text_add(to, "}");
}

void audit_table_json(const struct city_audit *a, const struct scenario *s, struct text *to)
{
    text_addf(to, "\"audit\": {\n    \"areas\": \"%s\"", areas_words[a->areas].code);
    if (judged(a))
        text_addf(to, ",\n    \"areas_read_as\": \"%s\",\n    \"areas_verdict\": \"%s\"",
                  audit_reading_word(a->areas_declared), words[a->areas_verdict].code);
    text_add(to, ",\n    \"layers\": [");
    for (int k = 0; k < a->n_layers; k++) {
        text_add(to, k > 0 ? ",\n      " : "\n      ");
        add_layer(a, s, k, to);
    }
    text_add(to, a->n_layers > 0 ? "\n    ]\n  }" : "]\n  }");
}

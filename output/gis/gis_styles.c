/* gis_styles.c - how QGIS shows each layer: the colours of the maps, a rule for each year. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "output/gis/gis.h"
#include "output/gis/gis_qml.h"
#include "output/map/map.h"
#include "output/solved.h"

enum { WORDS_ROOM = 128 };

struct words {
    char filter[WORDS_ROOM], label[WORDS_ROOM];
};

struct style {
    const struct run *run;
    enum language language;
    int n;
    struct gis_rule *rule; /* owned [n_phases + 3] */
    struct words *words;   /* owned [n_phases + 3] */
};

/* Colours of states lie on two sides of a light middle, for every kind of colour blindness.
 * Source: C. Brewer, ColorBrewer 2.0, PuOr with 4 classes. */
static const unsigned ink_full = 0xFDB863, ink_out = 0x8073AC;
static const unsigned ink_served = 0xB8E0D6, ink_today = 0x595959, ink_fresh = 0xD55E00;
static const unsigned ink_gap = 0xC0006A, ink_reach = 0x8A4B00; /* as on the map */

static unsigned rgb(struct colour c)
{
    return (unsigned)lround(c.r * 255) << 16 | (unsigned)lround(c.g * 255) << 8 |
           (unsigned)lround(c.b * 255);
}

static void add(struct style *s, const char *filter, const char *label,
                struct gis_symbol symbol)
{
    struct words *w = &s->words[s->n];

    snprintf(w->filter, sizeof w->filter, "%s", filter);
    snprintf(w->label, sizeof w->label, "%s", label);
    s->rule[s->n++] = (struct gis_rule){
        .filter = w->filter[0] != '\0' ? w->filter : NULL, .label = w->label, .symbol = symbol};
}

static void add_message(struct style *s, const char *filter, enum message label,
                        struct gis_symbol symbol)
{
    add(s, filter, messages_text(s->language, label), symbol);
}

/* Round stations and square dispersed chargers, by outlets; grey today, then by phase. */
static void stations(struct style *s)
{
    struct gis_symbol symbol = {.form = GIS_DISC,
                                .opacity = 1,
                                .edge = 0xFFFFFF,
                                .edge_mm = 0.2,
                                .size = 2,
                                .size_by = "1.2 + 0.4 * sqrt(\"outlets\")",
                                .name_by = "if(\"is_station\" = 1, 'circle', 'square')"};
    char filter[WORDS_ROOM], label[WORDS_ROOM], year[16];

    symbol.ink = ink_today;
    add_message(s, "\"opened_year\" IS NULL", MSG_GIS_TODAY, symbol);
    for (int k = 0; k < s->run->n_phases; k++) {
        snprintf(year, sizeof year, "%d", solved_year(s->run, &s->run->phase[k]));
        snprintf(filter, sizeof filter, "\"opened_year\" = %s", year);
        symbol.ink = rgb(map_phase_colour(k, s->run->n_phases));
        symbol.edge = 0x1A1A1A;
        add(s, filter,
            messages_fill(label, sizeof label, s->language, MSG_GIS_OPENED, year, NULL),
            symbol);
    }
}

static void zones(struct style *s, enum geodata_shape shape)
{
    static const unsigned ink[N_ZONE_STATES] = {ink_served, ink_full, ink_out};
    char filter[WORDS_ROOM];

    for (int k = 0; k < N_ZONE_STATES; k++) {
        struct gis_symbol symbol = {.form = shape == GEODATA_POINTS ? GIS_DISC : GIS_AREA,
                                    .ink = ink[k],
                                    .opacity = 0.8,
                                    .edge = 0xFFFFFF,
                                    .edge_mm = shape == GEODATA_POINTS ? 0.1 : 0,
                                    .size = 2};

        snprintf(filter, sizeof filter, "\"state_number\" = %d", k);
        add_message(s, filter, (enum message)(MSG_STATE_SERVED + k), symbol);
    }
}

static void core_gaps(struct style *s, enum geodata_shape shape)
{
    struct gis_symbol symbol = {.form = shape == GEODATA_POINTS ? GIS_CROSS : GIS_HATCH,
                                .ink = ink_gap,
                                .opacity = 1,
                                .edge = ink_gap,
                                .edge_mm = 0.4,
                                .size = 3};
    char label[WORDS_ROOM], radius[32];

    messages_number(radius, sizeof radius, s->language, digest_rule_radius_m(s->run), 0);
    add(s, "", messages_fill(label, sizeof label, s->language, MSG_GIS_GAP, radius, NULL),
        symbol);
}

static void service_areas(struct style *s, enum geodata_shape shape)
{
    bool lines = shape == GEODATA_LINES;
    struct gis_symbol symbol = {.form = lines ? GIS_LINE : GIS_AREA,
                                .ink = ink_reach,
                                .opacity = lines ? 1 : 0.05,
                                .edge = ink_reach,
                                .edge_mm = 0.2,
                                .size = 0.5};

    add_message(s, "\"is_fast\" = 1", MSG_MAP_FAST, symbol);
    symbol.ink = symbol.edge = 0x2F6796;
    symbol.edge_mm = 0.2;
    add_message(s, "\"is_fast\" = 0", MSG_MAP_SLOW, symbol);
    s->rule[s->n - 1].off = true; /* each has a map of its own */
}

static void sites(struct style *s)
{
    struct gis_symbol symbol = {
        .form = GIS_DISC, .opacity = 1, .edge = 0xFFFFFF, .edge_mm = 0.2, .size = 2};

    symbol.ink = ink_today;
    add_message(s, "\"is_open\" = 1 AND \"opened_year\" IS NULL", MSG_GIS_TODAY, symbol);
    symbol.ink = ink_fresh;
    add_message(s, "\"is_open\" = 1 AND \"opened_year\" IS NOT NULL", MSG_GIS_OPEN, symbol);
    symbol.form = GIS_CROSS;
    symbol.edge = ink_today;
    add_message(s, "\"is_open\" = 0 AND \"is_screened\" = 0 AND \"is_forbidden\" = 0",
                MSG_GIS_NOT_CHOSEN, symbol);
    symbol.edge = ink_gap;
    add_message(s, "\"is_open\" = 0 AND (\"is_screened\" = 1 OR \"is_forbidden\" = 1)",
                MSG_GIS_OUT, symbol);
}

/* The years of the states, each once. */
static int years_of(const struct run *run, int year[])
{
    int n = 0;

    for (int k = 0; k < run->n_networks; k++) {
        int at = digest_year(run, run->network[k]);
        bool seen = false;

        for (int i = 0; i < n; i++)
            seen = seen || year[i] == at;
        if (!seen) year[n++] = at;
    }
    return n;
}

static char *write_style(const struct style *s, const struct gis_layer *layer)
{
    char *text = NULL;
    size_t n_bytes = 0;
    int *year = calloc((size_t)s->run->n_networks + 1, sizeof *year), n_years = 0;
    FILE *stream = year != NULL ? open_memstream(&text, &n_bytes) : NULL;
    bool bad = true;

    if (stream != NULL) {
        if (layer->which != GIS_SITES) n_years = years_of(s->run, year);
        gis_qml_write(stream, &(struct gis_qml){.shape = layer->shapes.kind,
                                                .n_rules = s->n,
                                                .rule = s->rule,
                                                .n_years = n_years,
                                                .year = year,
                                                .merged = layer->which == GIS_SERVICE_AREAS &&
                                                          layer->shapes.kind != GEODATA_LINES,
                                                .n_columns = layer->table.n_columns,
                                                .column = layer->table.column});
        bad = ferror(stream) != 0;
        bad = fclose(stream) != 0 || bad;
    }
    free(year);
    if (!bad) return text;
    free(text);
    return NULL;
}

char *gis_style(const struct gis_layer *layer, const struct run *run)
{
    size_t most = (size_t)run->n_phases + 4;
    struct style s = {.run = run,
                      .language = scenario_language(run->scenario),
                      .rule = calloc(most, sizeof *s.rule),
                      .words = calloc(most, sizeof *s.words)};
    char *text = NULL;

    if (s.rule != NULL && s.words != NULL) {
        if (layer->which == GIS_STATIONS) stations(&s);
        if (layer->which == GIS_ZONES) zones(&s, layer->shapes.kind);
        if (layer->which == GIS_CORE_GAPS) core_gaps(&s, layer->shapes.kind);
        if (layer->which == GIS_SERVICE_AREAS) service_areas(&s, layer->shapes.kind);
        if (layer->which == GIS_SITES) sites(&s);
        text = write_style(&s, layer);
    }
    free(s.rule);
    free(s.words);
    return text;
}

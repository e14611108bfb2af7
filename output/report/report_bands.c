/* report_bands.c - what is uncertain, and what follows for stock, energy, load and rules. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "output/judged.h"
#include "output/report/chart_fan.h"
#include "output/report/report.h"
#include "output/writers/tables.h"

double *report_bands_range(const struct report *r, enum band_what what, int of, double unit)
{
    const struct bands *b = r->run->bands;
    double *range;

    if (b == NULL) return NULL;
    for (int c = 0; c < r->run->fleet->n_classes && what == BAND_STOCK; c++)
        if (r->run->fleet->visitor[c]) return NULL;
    range = calloc(2 * (size_t)b->n_years, sizeof *range);
    for (int y = 0; y < b->n_years && range != NULL; y++) {
        const struct band *band = &bands_find(b, what, of, y)->band;

        range[y] = band->level[0] / unit;
        range[b->n_years + y] = band->level[N_BAND_LEVELS - 1] / unit;
    }
    return range;
}

/* ---- what is uncertain ---- */

static const char *say(const struct report *r, enum message id)
{
    return messages_text(r->h->language, id);
}

/* "lognormal, standard deviation 0.15" */
static void shape_words(const struct report *r, const struct uncertain *u, char text[256])
{
    static const enum message names[N_SHAPES] = {MSG_REP_SHAPE_NORMAL, MSG_REP_SHAPE_LOGNORMAL,
                                                 MSG_REP_SHAPE_UNIFORM,
                                                 MSG_REP_SHAPE_TRIANGULAR};
    bool bell = u->shape == SHAPE_NORMAL || u->shape == SHAPE_LOGNORMAL;
    const char *name = say(r, names[u->shape]);
    char a[32], b[32];

    if (isnan(u->low)) {
        snprintf(a, sizeof a, "%.6g", u->spread);
        messages_fill(text, 256, r->h->language,
                      bell ? MSG_REP_SHAPE_DEVIATION : MSG_REP_SHAPE_WIDTH, name, a, NULL);
        return;
    }
    snprintf(a, sizeof a, "%.6g", u->low);
    snprintf(b, sizeof b, "%.6g", u->high);
    messages_fill(text, 256, r->h->language, bell ? MSG_REP_SHAPE_TENTHS : MSG_REP_SHAPE_ENDS,
                  name, a, b, NULL);
}

/* "km 0.3, ev -0.2", of both that say it. */
static void together_words(const struct report *r, int k, char *text, size_t size)
{
    const struct scenario *s = r->run->scenario;
    size_t n = 0;

    text[0] = '\0';
    for (int i = 0; i < s->n_uncertain; i++) {
        const struct map_number *said = &s->uncertain[i].correlate;

        for (int j = 0; j < said->n && n + 160 < size; j++) {
            bool mine = i == k, of_me = strcmp(said->key[j], s->uncertain[k].id) == 0;

            if (!mine && !of_me) continue;
            n += (size_t)snprintf(text + n, size - n, "%s%.100s %.6g",
                                  n > 0 ? say(r, MSG_LIST_COMMA) : "",
                                  mine ? said->key[j] : s->uncertain[i].id, said->value[j]);
        }
    }
}

static void uncertain_table(const struct report *r)
{
    static const enum message heads[] = {MSG_REP_BANDS_SETTING,  MSG_REP_BANDS_SHAPE,
                                         MSG_REP_BANDS_TOGETHER, MSG_REP_BANDS_RANK,
                                         MSG_REP_BANDS_CUT,      N_MESSAGES};
    const struct scenario *s = r->run->scenario;
    char text[1024];

    html_table(r->h, MSG_REP_BANDS_UNCERTAIN, heads, 3);
    for (int k = 0; k < s->n_uncertain; k++) {
        html_row(r->h);
        snprintf(text, sizeof text, "%.200s (%.100s)", s->uncertain[k].setting,
                 s->uncertain[k].id);
        html_head_cell(r->h, text);
        shape_words(r, &s->uncertain[k], text);
        html_cell(r->h, text);
        together_words(r, k, text, sizeof text);
        html_cell(r->h, text);
        html_number(r->h, r->run->bands->driver[k], 2);
        html_number(r->h, r->run->bands->n_cut[k], 0);
        html_row_end(r->h);
    }
    html_table_end(r->h);
}

/* ---- pictures ---- */

static void fan(const struct report *r, enum message title, enum message unit, int n_series,
                const char *const series[], const struct band band[])
{
    const struct chart_fan chart = {say(r, title), say(r, unit),         r->run->fleet->n_years,
                                    n_series,      r->run->fleet->years, series,
                                    band};

    html_raw(r->h, "<figure>\n");
    chart_fan_draw(r->h, &chart);
    html_raw(r->h, "</figure>\n");
    html_paragraph(r->h, "note", say(r, title));
}

static struct band over(const struct band *band, double unit)
{
    struct band out = {.mean = band->mean / unit, .plan = band->plan / unit};

    for (int k = 0; k < N_BAND_LEVELS; k++)
        out.level[k] = band->level[k] / unit;
    return out;
}

static void fans(const struct report *r)
{
    const struct bands *b = r->run->bands;
    int n_classes = r->run->fleet->n_classes, n_years = b->n_years;
    double unit = messages_column_of(r->h->language, COLUMN_ENERGY);
    struct band *band = calloc((size_t)((n_classes + 2) * n_years), sizeof *band);
    const char **name = calloc((size_t)n_classes + 2, sizeof *name);

    for (int c = 0; c < n_classes && band && name; c++) {
        name[c] = scenario_class_title(&r->run->scenario->fleet[c], r->h->language);
        for (int y = 0; y < n_years; y++)
            band[c * n_years + y] = bands_find(b, BAND_STOCK, c, y)->band;
    }
    if (band && name) {
        fan(r, MSG_REP_BANDS_STOCK, MSG_REP_VEHICLES, n_classes, name, band);
        for (int y = 0; y < n_years; y++) {
            band[y] = over(&bands_find(b, BAND_ENERGY, BAND_PUBLIC_FAST, y)->band, unit);
            band[n_years + y] =
                over(&bands_find(b, BAND_ENERGY, BAND_PUBLIC_SLOW, y)->band, unit);
        }
        name[0] = say(r, MSG_REP_PUBLIC_FAST);
        name[1] = say(r, MSG_REP_PUBLIC_SLOW);
        fan(r, MSG_REP_BANDS_ENERGY, MSG_REP_MWH, 2, name, band);
    }
    free(band);
    free(name);
}

/* ---- the table ---- */

static void figure_words(const struct report *r, const struct band_row *row, char text[256])
{
    static const enum message places[N_BAND_PLACES] = {
        MSG_REP_HOME,        MSG_REP_WORK,         MSG_REP_DEPOT,           MSG_REP_PUBLIC_SLOW,
        MSG_REP_PUBLIC_FAST, MSG_REP_BANDS_PUBLIC, MSG_REP_BANDS_ALL_ENERGY};
    const char *words = "";

    switch (row->what) {
    case BAND_STOCK:
        words = row->of < 0
                    ? say(r, MSG_REP_BANDS_ALL_EVS)
                    : scenario_class_title(&r->run->scenario->fleet[row->of], r->h->language);
        break;
    case BAND_ENERGY:
        words = say(r, places[row->of]);
        break;
    case BAND_LOAD:
        words = say(r, row->of == FAST ? MSG_REP_BANDS_LOAD_FAST : MSG_REP_BANDS_LOAD_SLOW);
        break;
    case BAND_GRID:
        words = say(r, MSG_REP_BANDS_GRID);
        break;
    case BAND_CHARGERS:
    case BAND_STATIONS:
        messages_fill(text, 256, r->h->language,
                      row->what == BAND_CHARGERS ? MSG_REP_BANDS_ASKED_CHARGERS
                                                 : MSG_REP_BANDS_ASKED_STATIONS,
                      judged_id(&r->run->rules->result[row->of]), NULL);
        return;
    }
    snprintf(text, 256, "%s", words);
}

static const char *unit_words(const struct report *r, const struct band_row *row)
{
    static const enum message units[] = {[BAND_STOCK] = MSG_REP_BANDS_UNIT_VEHICLES,
                                         [BAND_ENERGY] = MSG_REP_MWH,
                                         [BAND_LOAD] = MSG_REP_BANDS_UNIT_OUTLETS,
                                         [BAND_CHARGERS] = MSG_REP_BANDS_UNIT_CHARGERS,
                                         [BAND_STATIONS] = MSG_REP_BANDS_UNIT_STATIONS};

    if (row->what == BAND_LOAD && row->of == FAST) return "kWh/h";
    return row->what == BAND_GRID ? "kW" : say(r, units[row->what]);
}

static void put(const struct report *r, const struct band_row *row, double value)
{
    if (row->what == BAND_ENERGY)
        html_column(r->h, COLUMN_ENERGY, value);
    else
        html_number(r->h, value, 0);
}

/* Today and the last year; a year with a network stands in bands.csv as all do. */
static void bands_table(const struct report *r)
{
    static const enum message heads[] = {
        MSG_REP_BANDS_FIGURE, MSG_REP_BANDS_UNIT, MSG_REP_YEAR,
        MSG_REP_BANDS_P10,    MSG_REP_BANDS_P50,  MSG_REP_BANDS_P90,
        MSG_REP_BANDS_MEAN,   MSG_REP_BANDS_PLAN, N_MESSAGES};
    const struct bands *b = r->run->bands;
    char text[256], lines[32];

    html_table(r->h, MSG_REP_BANDS_TABLE, heads, 3);
    for (int k = 0; k < b->n_rows; k++) {
        const struct band_row *row = &b->row[k];

        if (row->year_index > 0 && row->year_index < b->n_years - 1) continue;
        html_row(r->h);
        figure_words(r, row, text);
        html_head_cell(r->h, text);
        html_cell(r->h, unit_words(r, row));
        snprintf(text, sizeof text, "%d", r->run->fleet->years[row->year_index]);
        html_cell(r->h, text);
        for (int i = 0; i < N_BAND_LEVELS; i++)
            put(r, row, row->band.level[i]);
        put(r, row, row->band.mean);
        put(r, row, row->band.plan);
        html_row_end(r->h);
    }
    html_table_end(r->h);
    if (tables_zone_bands_first(r->run) == 0) return;
    if (tables_zone_bands_first(r->run) == b->n_years) return;
    snprintf(text, sizeof text, "%d", r->run->fleet->years[b->n_years - 1]);
    messages_number(lines, sizeof lines, r->h->language, tables_zone_bands_n(r->run), 0);
    html_say(r->h, "note", MSG_REP_BANDS_LAST, text, lines, NULL);
}

void report_bands(const struct report *r)
{
    const struct bands *b = r->run->bands;
    char draws[32], seed[32], year[16], rank[32];
    int most;

    if (b == NULL) return;
    most = bands_largest_driver(b);
    messages_number(draws, sizeof draws, r->h->language, b->n_draws, 0);
    snprintf(seed, sizeof seed, "%d", r->run->scenario->study.seed);
    html_heading(r->h, 2, MSG_REP_BANDS);
    html_say(r->h, "", MSG_REP_BANDS_INTRO, draws,
             say(r, r->run->scenario->monte_carlo.points == POINTS_SOBOL ? MSG_REP_BANDS_SOBOL
                                                                         : MSG_REP_BANDS_LATIN),
             seed, NULL);
    if (most >= 0) {
        snprintf(year, sizeof year, "%d", r->run->fleet->years[b->n_years - 1]);
        messages_number(rank, sizeof rank, r->h->language, b->driver[most], 2);
        html_say(r->h, "", MSG_REP_BANDS_DRIVER, year,
                 r->run->scenario->uncertain[most].setting, rank, NULL);
    }
    uncertain_table(r);
    fans(r);
    bands_table(r);
}

/* bands_words.c - see bands_words.h. */
#include "output/bands_words.h"

#include <math.h>

#include "output/judged.h"

const char *bands_words_what(enum band_what what)
{
    static const char *const keys[] = {[BAND_STOCK] = "stock",
                                       [BAND_ENERGY] = "energy",
                                       [BAND_LOAD] = "busiest_hour",
                                       [BAND_GRID] = "grid",
                                       [BAND_CHARGERS] = "chargers_required",
                                       [BAND_STATIONS] = "stations_required"};

    return keys[what];
}

const char *bands_words_unit(const struct band_row *row)
{
    static const char *const units[] = {
        [BAND_STOCK] = "vehicles", [BAND_ENERGY] = "kWh/day",    [BAND_LOAD] = "outlets",
        [BAND_GRID] = "kW",        [BAND_CHARGERS] = "chargers", [BAND_STATIONS] = "stations"};

    return row->what == BAND_LOAD && row->of == FAST ? "kWh/h" : units[row->what];
}

const char *bands_words_of(const struct run *run, const struct band_row *row)
{
    static const char *const places[N_BAND_PLACES] = {
        "home", "work", "depot", "public_slow", "public_fast", "public", "all"};

    switch (row->what) {
    case BAND_STOCK:
        return row->of < 0 ? "all" : run->scenario->fleet[row->of].id;
    case BAND_ENERGY:
        return places[row->of];
    case BAND_LOAD:
        return scenario_service_word((enum service)row->of);
    case BAND_GRID:
        return "";
    case BAND_CHARGERS:
    case BAND_STATIONS:
        break;
    }
    return judged_id(&run->rules->result[row->of]);
}

const char *bands_words_level(char buffer[BANDS_KEY_MAX], int level)
{
    snprintf(buffer, BANDS_KEY_MAX, "p%g", 100 * bands_level[level]);
    return buffer;
}

void bands_words_head(struct text *to, const char *unit)
{
    const char *join = unit[0] != '\0' ? "_" : "";
    char key[BANDS_KEY_MAX];

    for (int k = 0; k < N_BAND_LEVELS; k++)
        text_addf(to, ",%s%s%s", bands_words_level(key, k), join, unit);
    text_addf(to, ",mean%s%s,plan%s%s", join, unit, join, unit);
}

void bands_words_cells(struct cells *row, const struct band *band)
{
    for (int k = 0; k < N_BAND_LEVELS; k++)
        cells_number(row, band->level[k]);
    cells_number(row, band->mean);
    cells_number(row, band->plan);
}

/* ---- plan.json ---- */

static void put_uncertain(const struct run *run, struct json *j)
{
    static const char *const shapes[N_SHAPES] = {"normal", "lognormal", "uniform",
                                                 "triangular"};

    json_open(j, "uncertain", '[');
    for (int k = 0; k < run->scenario->n_uncertain; k++) {
        const struct uncertain *u = &run->scenario->uncertain[k];

        json_open(j, NULL, '{');
        json_text(j, "id", u->id);
        json_text(j, "setting", u->setting);
        json_text(j, "shape", shapes[u->shape]);
        json_number(j, "spread", u->spread);
        json_number(j, "low", u->low);
        json_number(j, "high", u->high);
        json_open(j, "correlate", '{');
        for (int i = 0; i < u->correlate.n; i++)
            json_number(j, u->correlate.key[i], u->correlate.value[i]);
        json_close(j, '}');
        json_integer(j, "draws_cut", run->bands->n_cut[k]);
        json_number(j, "rank_correlation_public_energy", run->bands->driver[k]);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void put_band(struct json *j, const struct band *band)
{
    char key[BANDS_KEY_MAX];

    for (int k = 0; k < N_BAND_LEVELS; k++)
        json_number(j, bands_words_level(key, k), band->level[k]);
    json_number(j, "mean", band->mean);
    json_number(j, "plan", band->plan);
}

static void put_rows(const struct run *run, struct json *j)
{
    json_open(j, "bands", '[');
    for (int k = 0; k < run->bands->n_rows; k++) {
        const struct band_row *row = &run->bands->row[k];

        json_open(j, NULL, '{');
        json_text(j, "what", bands_words_what(row->what));
        json_text(j, "of", bands_words_of(run, row));
        json_integer(j, "year", run->fleet->years[row->year_index]);
        json_text(j, "unit", bands_words_unit(row));
        put_band(j, &row->band);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void put_stations(const struct run *run, struct json *j)
{
    char key[BANDS_KEY_MAX];

    json_open(j, "stations", '[');
    for (int k = 0; k < run->bands->n_stations; k++) {
        const struct band_station *s = &run->bands->station[k];

        json_open(j, NULL, '{');
        json_integer(j, "year", run->fleet->years[run->network[s->network]->year_index]);
        json_text(j, "id", run->city->site[s->site].id);
        json_text(j, "service", scenario_service_word(s->service));
        json_open(j, "chargers", '{');
        for (int i = 0; i < N_BAND_LEVELS; i++)
            json_integer(j, bands_words_level(key, i), s->needed[i]);
        json_integer(j, "plan", s->needed_plan);
        json_integer(j, "built", s->built);
        json_close(j, '}');
        json_number(j, "enough_share", s->enough_share);
        json_close(j, '}');
    }
    json_close(j, ']');
}

void bands_json(const struct run *run, struct json *j)
{
    if (run->bands == NULL) return;
    json_open(j, "monte_carlo", '{');
    json_integer(j, "draws", run->bands->n_draws);
    json_text(j, "points",
              run->scenario->monte_carlo.points == POINTS_SOBOL ? "sobol" : "latin_hypercube");
    json_integer(j, "seed", run->scenario->study.seed);
    put_uncertain(run, j);
    put_rows(run, j);
    put_stations(run, j);
    json_close(j, '}');
}

/* monte_carlo.c - the draws and the figures of the whole area; see monte_carlo.h */
#include "sim/monte_carlo.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/parallel.h"
#include "model/stats.h"
#include "scenarios/scaled.h"
#include "sim/draws.h"

/* One year of one draw. */
struct year {
    double energy[N_BAND_PLACES];
    struct energy_part part[N_SERVICES][N_LAYERS]; /* all classes */
    double load[N_SERVICES], grid_kw;
};

/* The draws while they are made. */
struct work {
    const struct run *run;
    struct bands *b;
    struct year *plan; /* owned [n_years] */
    bool *cut;         /* owned [n_draws x n_uncertain] */
    struct error *err; /* owned [n_draws] */
    enum err *code;    /* owned [n_draws] */
};

void monte_carlo_band(struct band *out, int n, double figure[])
{
    double sum = 0;

    for (int k = 0; k < n; k++)
        sum += figure[k];
    out->mean = sum / n;
    stats_part(figure, n, N_BAND_LEVELS, bands_level);
    for (int k = 0; k < N_BAND_LEVELS; k++)
        out->level[k] = stats_percentile(figure, n, bands_level[k]);
}

/* ---- one year ---- */

static void fill_loads(struct year *y, const struct scenario *s, const struct hours *hours,
                       double home_mean)
{
    const double grid[N_SERVICES] = {
        [FAST] = s->demand.grid_efficiency_fast, [SLOW] = s->demand.grid_efficiency_slow};
    double kwh[N_SERVICES][N_LAYERS], load[N_HOURS];

    for (enum service v = FAST; v < N_SERVICES; v++) {
        for (int l = 0; l < N_LAYERS; l++) {
            kwh[v][l] = y->part[v][l].plain;
            if (y->part[v][l].home != 0) kwh[v][l] += y->part[v][l].home * home_mean;
        }
        y->load[v] = hours_load(hours, v, kwh[v], load);
    }
    y->grid_kw = 0;
    for (int h = 0; h < hours->n; h++) {
        double kw = 0;

        for (int v = 0; v < N_SERVICES; v++)
            for (int l = 0; l < N_LAYERS; l++)
                kw += kwh[v][l] * hours->share[v][l][h] * hours->holiday[v] / grid[v];
        y->grid_kw = fmax(y->grid_kw, kw);
    }
}

static void fill_year(struct year *y, const struct run *run, const struct scenario *s,
                      const struct fleet *fleet, const struct hours *hours, int year_index)
{
    const struct places *places = run->demand->places;

    *y = (struct year){0};
    for (int c = 0; c < fleet->n_classes; c++) {
        struct class_energy e;

        demand_class_energy(&e, run->demand, s, fleet, c, year_index);
        y->energy[BAND_HOME] += e.home;
        y->energy[BAND_WORK] += e.work;
        y->energy[BAND_DEPOT] += e.depot;
        y->energy[BAND_PUBLIC_SLOW] += energy_public(&e, SLOW, places->home_mean);
        y->energy[BAND_PUBLIC_FAST] += energy_public(&e, FAST, places->home_mean);
        for (int v = 0; v < N_SERVICES; v++)
            for (int l = 0; l < N_LAYERS; l++) {
                y->part[v][l].plain += e.public_kwh[v][l].plain;
                y->part[v][l].home += e.public_kwh[v][l].home;
            }
    }
    y->energy[BAND_PUBLIC] = y->energy[BAND_PUBLIC_SLOW] + y->energy[BAND_PUBLIC_FAST];
    y->energy[BAND_ALL] = y->energy[BAND_HOME] + y->energy[BAND_WORK] + y->energy[BAND_DEPOT] +
                          y->energy[BAND_PUBLIC];
    fill_loads(y, s, hours, places->home_mean);
}

/* ---- rows ---- */

static bool asks(const struct run *run, int rule, enum rule_kind kind)
{
    return run->rules->result[rule].kind == kind;
}

/* How many figures a kind of row has for each year: adds the rows where `out` is there. */
static int add_rows(struct band_row *out, enum band_what what, int first, int n_of, int n_years)
{
    for (int k = 0; out != NULL && k < n_of * n_years; k++)
        out[k] = (struct band_row){what, first + k / n_years, k % n_years, {{0}, 0, 0}};
    return n_of * n_years;
}

static int list_rows(const struct run *run, struct band_row *out)
{
    int n_years = run->fleet->n_years, n = 0;

#define ROWS(what, first, n_of)                                                                \
    n += add_rows(out != NULL ? out + n : NULL, what, first, n_of, n_years)
    ROWS(BAND_STOCK, -1, run->fleet->n_classes + 1);
    ROWS(BAND_ENERGY, 0, N_BAND_PLACES);
    ROWS(BAND_LOAD, 0, N_SERVICES);
    ROWS(BAND_GRID, -1, 1);
    for (int q = 0; q < run->scenario->n_rules; q++)
        if (asks(run, q, RULE_EV_PER_CHARGER)) ROWS(BAND_CHARGERS, q, 1);
    for (int q = 0; q < run->scenario->n_rules; q++)
        if (asks(run, q, RULE_EV_PER_STATION)) ROWS(BAND_STATIONS, q, 1);
#undef ROWS
    return n;
}

/* What a ratio rule asks for: its EVs are a share of all, which no factor changes. */
static double asked(const struct run *run, const struct band_row *row, double vehicles)
{
    const struct rule_result *rule = &run->rules->result[row->of];
    const struct requirement *r = requirement_find(run->requirements, row->year_index, row->of,
                                                   rule->kind, REQUIREMENT_AREA, -1);
    double all = fleet_total(run->fleet, row->year_index);

    if (r == NULL || !(r->vehicles > 0) || !(vehicles > 0)) return 0;
    return rules_needed(r->vehicles / all * vehicles, rule->target, rule->strict);
}

static double figure_of(const struct run *run, const struct band_row *row,
                        const struct fleet *fleet, const struct year *year)
{
    switch (row->what) {
    case BAND_STOCK:
        return row->of < 0 ? fleet_total(fleet, row->year_index)
                           : fleet_stock(fleet, row->of, row->year_index);
    case BAND_ENERGY:
        return year->energy[row->of];
    case BAND_LOAD:
        return year->load[row->of];
    case BAND_GRID:
        return year->grid_kw;
    case BAND_CHARGERS:
    case BAND_STATIONS:
        break;
    }
    return asked(run, row, fleet_total(fleet, row->year_index));
}

/* ---- one draw ---- */

static enum err make_draw(struct work *w, int d, struct error *err)
{
    struct bands *b = w->b;
    const double *factor = b->factor + (size_t)d * (size_t)b->n_uncertain;
    struct scaled *x = NULL;
    struct fleet *fleet = NULL;
    const struct hours *hours = &w->run->demand->hours;
    struct year *year = calloc((size_t)b->n_years + 1, sizeof *year);
    enum err code = year == NULL ? error_nomem(err, "a draw")
                                 : scaled_create(&x, w->run->scenario, factor, err);

    if (code == ERR_OK) code = fleet_create_drawn(&fleet, &x->scenario, err);
    if (code == ERR_OK && b->hours != NULL) {
        hours_fill(&b->hours[d], &x->scenario.demand);
        hours = &b->hours[d];
    }
    for (int y = 0; y < b->n_years && code == ERR_OK; y++) {
        fill_year(&year[y], w->run, &x->scenario, fleet, hours, y);
        for (enum service v = FAST; v < N_SERVICES; v++)
            for (enum layer l = NIGHT; l < N_LAYERS; l++) {
                bands_coefficients(b, y, v, l, 0)[d] = year[y].part[v][l].plain;
                bands_coefficients(b, y, v, l, 1)[d] = year[y].part[v][l].home;
            }
    }
    for (int k = 0; k < b->n_rows && code == ERR_OK; k++)
        b->value[(size_t)k * (size_t)b->n_draws + (size_t)d] =
            figure_of(w->run, &b->row[k], fleet, &year[b->row[k].year_index]);
    if (code == ERR_OK)
        memcpy(w->cut + (size_t)d * (size_t)b->n_uncertain, x->cut,
               (size_t)b->n_uncertain * sizeof *x->cut);
    fleet_free(fleet);
    scaled_free(x);
    free(year);
    return code;
}

static void draw_task(void *context, int d)
{
    struct work *w = context;

    w->code[d] = make_draw(w, d, &w->err[d]);
}

/* The sentence of the first draw that failed. */
static enum err first_failure(const struct work *w, struct error *err)
{
    for (int d = 0; d < w->b->n_draws; d++) {
        if (w->code[d] == ERR_OK) continue;
        if (w->code[d] == ERR_NOMEM) return error_nomem(err, "a draw");
        return error_set(err, w->code[d], "monte_carlo: draw %d of %d: %s", d + 1,
                         w->b->n_draws, w->err[d].text);
    }
    return ERR_OK;
}

/* ---- all draws ---- */

/* Do the hours differ from draw to draw? */
static bool hours_vary(const struct scenario *s)
{
    for (int k = 0; k < s->n_uncertain; k++)
        if (strncmp(s->uncertain[k].setting, "demand.", 7) == 0) return true;
    return false;
}

static bool allocate(struct work *w)
{
    struct bands *b = w->b;
    size_t n_draws = (size_t)b->n_draws, n_uncertain = (size_t)b->n_uncertain;
    size_t n_parts = (size_t)b->n_years * N_SERVICES * N_LAYERS * N_BASES;
    bool varies = hours_vary(w->run->scenario);

    b->n_rows = list_rows(w->run, NULL);
    b->row = calloc((size_t)b->n_rows + 1, sizeof *b->row);
    b->value = calloc((size_t)b->n_rows * n_draws + 1, sizeof *b->value);
    b->coefficient = calloc(n_parts * n_draws + 1, sizeof *b->coefficient);
    b->mean = calloc(n_parts + 1, sizeof *b->mean);
    b->n_cut = calloc(n_uncertain + 1, sizeof *b->n_cut);
    b->driver = calloc(n_uncertain + 1, sizeof *b->driver);
    b->idle = calloc(n_uncertain + 1, sizeof *b->idle);
    if (varies) b->hours = calloc(n_draws, sizeof *b->hours);
    w->plan = calloc((size_t)b->n_years + 1, sizeof *w->plan);
    w->cut = calloc(n_draws * n_uncertain + 1, sizeof *w->cut);
    w->err = calloc(n_draws + 1, sizeof *w->err);
    w->code = calloc(n_draws + 1, sizeof *w->code);
    return b->row && b->value && b->coefficient && b->mean && b->n_cut && b->driver &&
           b->idle && (!varies || b->hours) && w->plan && w->cut && w->err && w->code;
}

static void fill_means(struct bands *b)
{
    int n_parts = b->n_years * N_SERVICES * N_LAYERS * N_BASES;

    for (int k = 0; k < n_parts; k++) {
        const double *part = b->coefficient + (size_t)k * (size_t)b->n_draws;

        for (int d = 0; d < b->n_draws; d++)
            b->mean[k] += part[d];
        b->mean[k] /= b->n_draws;
    }
}

/* What a factor on one setting alone changes of the plan's figures. */
static enum err try_factor(struct work *w, int k, double factor, struct error *err)
{
    struct bands *b = w->b;
    double *factors = calloc((size_t)b->n_uncertain + 1, sizeof *factors);
    struct scaled *x = NULL;
    struct fleet *fleet = NULL;
    struct hours *hours = calloc(1, sizeof *hours);
    enum err code = factors && hours ? ERR_OK : error_nomem(err, "the draws");

    for (int i = 0; i < b->n_uncertain && code == ERR_OK; i++)
        factors[i] = i == k ? factor : 1;
    if (code == ERR_OK) code = scaled_create(&x, w->run->scenario, factors, err);
    if (code == ERR_OK) code = fleet_create_drawn(&fleet, &x->scenario, err);
    if (code == ERR_OK) hours_fill(hours, &x->scenario.demand);
    for (int r = 0; r < b->n_rows && code == ERR_OK; r++) {
        const struct band_row *row = &b->row[r];
        struct year year;

        if (r == 0 || row->year_index != b->row[r - 1].year_index)
            fill_year(&year, w->run, &x->scenario, fleet, hours, row->year_index);
        if (figure_of(w->run, row, fleet, &year) == row->band.plan) continue;
        b->idle[k] = false;
        if (row->what == BAND_ENERGY && row->of == BAND_PUBLIC) b->driver[k] = 0;
    }
    fleet_free(fleet);
    scaled_free(x);
    free(hours);
    free(factors);
    return code;
}

/* Settings that change nothing, such as home_access beside the zones' own column: less, then
 * more of each, since one of the two may be cut at its bounds. */
static enum err find_idle(struct work *w, struct error *err)
{
    for (int k = 0; k < w->b->n_uncertain; k++) {
        w->b->idle[k] = true;
        w->b->driver[k] = NAN;
        TRY(try_factor(w, k, 0.9, err));
        TRY(try_factor(w, k, 1.1, err));
    }
    return ERR_OK;
}

/* Rank correlation of every factor with the public energy of the last year. */
static enum err fill_drivers(struct bands *b, struct error *err)
{
    const struct band_row *last = bands_find(b, BAND_ENERGY, BAND_PUBLIC, b->n_years - 1);
    const double *energy = b->value + (size_t)(last - b->row) * (size_t)b->n_draws;
    double *factor = calloc((size_t)b->n_draws + 1, sizeof *factor);
    enum err code = factor == NULL ? error_nomem(err, "the draws") : ERR_OK;

    for (int k = 0; k < b->n_uncertain && code == ERR_OK; k++) {
        if (isnan(b->driver[k])) continue;
        for (int d = 0; d < b->n_draws; d++)
            factor[d] = b->factor[(size_t)d * (size_t)b->n_uncertain + (size_t)k];
        code = stats_rank_correlation(&b->driver[k], factor, energy, b->n_draws, err);
    }
    free(factor);
    return code;
}

static enum err fill_rows(struct work *w, struct error *err)
{
    struct bands *b = w->b;
    double *figure = calloc((size_t)b->n_draws + 1, sizeof *figure);

    if (figure == NULL) return error_nomem(err, "the draws");
    for (int y = 0; y < b->n_years; y++)
        fill_year(&w->plan[y], w->run, w->run->scenario, w->run->fleet, &w->run->demand->hours,
                  y);
    for (int k = 0; k < b->n_rows; k++) {
        struct band_row *row = &b->row[k];

        memcpy(figure, b->value + (size_t)k * (size_t)b->n_draws,
               (size_t)b->n_draws * sizeof *figure);
        monte_carlo_band(&row->band, b->n_draws, figure);
        row->band.plan = figure_of(w->run, row, w->run->fleet, &w->plan[row->year_index]);
    }
    free(figure);
    return ERR_OK;
}

static enum err fill(struct work *w, struct error *err)
{
    struct bands *b = w->b;

    if (!allocate(w)) return error_nomem(err, "the draws");
    list_rows(w->run, b->row);
    TRY(draws_create(&b->factor, w->run->scenario, err));
    parallel_run(w->run->n_threads, b->n_draws, draw_task, w);
    TRY(first_failure(w, err));
    for (int d = 0; d < b->n_draws; d++)
        for (int k = 0; k < b->n_uncertain; k++)
            b->n_cut[k] += w->cut[(size_t)d * (size_t)b->n_uncertain + (size_t)k];
    fill_means(b);
    TRY(fill_rows(w, err));
    TRY(find_idle(w, err));
    TRY(fill_drivers(b, err));
    TRY(monte_carlo_zones(b, w->run, err));
    return monte_carlo_stations(b, w->run, err);
}

enum err monte_carlo_create(struct bands **out, const struct run *run, struct error *err)
{
    struct bands *b = calloc(1, sizeof *b);
    struct work w = {.run = run, .b = b};
    enum err code;

    if (b == NULL) return error_nomem(err, "the draws");
    b->n_draws = run->scenario->monte_carlo.draws;
    b->n_uncertain = run->scenario->n_uncertain;
    b->n_years = run->fleet->n_years;
    b->n_zones = run->city->n_zones;
    code = fill(&w, err);
    free(w.plan);
    free(w.cut);
    free(w.err);
    free(w.code);
    if (code != ERR_OK) {
        bands_free(b);
        return code;
    }
    *out = b;
    return ERR_OK;
}

/* report_demand.c - the fleet, and the energy it asks for in both views. */
#include <math.h>
#include <stdlib.h>

#include "output/report/chart.h"
#include "output/report/html.h"
#include "output/report/report.h"

enum { PLACES = 5 };

/* Labels of years for charts: text[k] points into room. */
static void year_labels(const struct fleet *fleet, char room[][16], const char *label[])
{
    for (int y = 0; y < fleet->n_years; y++) {
        snprintf(room[y], 16, "%d", fleet->years[y]);
        label[y] = room[y];
    }
}

static const enum message place_name[PLACES] = {MSG_REP_HOME, MSG_REP_WORK, MSG_REP_DEPOT,
                                                MSG_REP_PUBLIC_SLOW, MSG_REP_PUBLIC_FAST};

/* kWh a day. */
static double place(const struct demand_totals *t, int k)
{
    const double value[PLACES] = {t->home, t->work, t->depot, t->public_kwh[SLOW],
                                  t->public_kwh[FAST]};

    return value[k];
}

static void energy_table(const struct report *r)
{
    static const enum message heads[] = {
        MSG_REP_YEAR,        MSG_REP_HOME,        MSG_REP_WORK,  MSG_REP_DEPOT,
        MSG_REP_PUBLIC_SLOW, MSG_REP_PUBLIC_FAST, MSG_REP_TOTAL, MSG_REP_PUBLIC_SHARE,
        MSG_REP_GRID,        N_MESSAGES};
    char year[16];

    html_table(r->h, MSG_REP_ENERGY_CAPTION, heads, 1);
    for (int y = 0; y < r->run->fleet->n_years; y++) {
        const struct demand_totals *t = &r->run->demand->totals[y];
        double all = 0;

        html_row(r->h);
        snprintf(year, sizeof year, "%d", r->run->fleet->years[y]);
        html_head_cell(r->h, year);
        for (int k = 0; k < PLACES; k++) {
            html_column(r->h, COLUMN_ENERGY, place(t, k));
            all += place(t, k);
        }
        html_column(r->h, COLUMN_ENERGY, all);
        html_share(r->h, all > 0 ? (place(t, 3) + place(t, 4)) / all : NAN);
        html_column(r->h, COLUMN_ENERGY, demand_grid(t, &r->run->scenario->demand));
        html_row_end(r->h);
    }
    html_table_end(r->h);
    html_say(r->h, "note", MSG_REP_GRID_IS, NULL);
}

static enum err energy_part(const struct report *r, const char *const label[],
                            struct error *err)
{
    double unit = messages_column_of(r->h->language, COLUMN_ENERGY);
    int n_years = r->run->fleet->n_years;
    const char *name[PLACES];
    double *value = calloc((size_t)(n_years * PLACES), sizeof *value);

    if (!value) return error_nomem(err, "the report");
    for (int k = 0; k < PLACES; k++) {
        name[k] = messages_text(r->h->language, place_name[k]);
        for (int y = 0; y < n_years; y++)
            value[k * n_years + y] = place(&r->run->demand->totals[y], k) / unit;
    }

    struct chart chart = {.title = messages_text(r->h->language, MSG_REP_ENERGY_CAPTION),
                          .unit = messages_text(r->h->language, MSG_REP_MWH),
                          .n_bars = n_years,
                          .n_series = PLACES,
                          .bar = label,
                          .series = name,
                          .value = value};

    double *range = report_bands_range(r, BAND_ENERGY, BAND_ALL, unit);

    if (range != NULL) {
        chart.low = range;
        chart.high = range + n_years;
        chart.range = messages_text(r->h->language, MSG_REP_BANDS_RANGE);
    }
    html_heading(r->h, 2, MSG_REP_DEMAND);
    html_heading(r->h, 3, MSG_REP_ENERGY_VIEW);
    html_raw(r->h, "<figure>\n");
    chart_bars(r->h, &chart);
    html_raw(r->h, "</figure>\n");
    energy_table(r);
    report_use(r);
    report_classes(r);
    free(range);
    free(value);
    TRY(report_places(r, err));
    TRY(report_hours(r, err));
    return report_bridge(r, err);
}

enum err report_demand(const struct report *r, struct error *err)
{
    size_t n = (size_t)r->run->fleet->n_years;
    char(*room)[16] = calloc(n, sizeof *room);
    const char **label = calloc(n, sizeof *label);
    enum err code = room && label ? ERR_OK : error_nomem(err, "the report");

    if (code == ERR_OK) {
        year_labels(r->run->fleet, room, label);
        code = report_stock(r, label, err);
    }
    if (code == ERR_OK) code = energy_part(r, label, err);
    free(room);
    free(label);
    return code;
}

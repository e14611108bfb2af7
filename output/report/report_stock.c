/* report_stock.c - the fleet: its stock by class and year, and how it was told. */
#include <stdlib.h>

#include "output/report/chart.h"
#include "output/report/html.h"
#include "output/report/report.h"

/* "2,660,000 x 101,527,453 / 667,335,697 residents" */
static void how_shared(const struct report *r, const struct fleet_class *class, int year,
                       char *text, size_t size)
{
    char of[32], part[32], whole[32];

    messages_number(of, sizeof of, r->h->language, series_at(&class->of, year), 0);
    messages_number(part, sizeof part, r->h->language, class->part, 0);
    messages_number(whole, sizeof whole, r->h->language, class->whole, 0);
    messages_fill(text, size, r->h->language, MSG_REP_CURVE_SHARE, of, part, whole, NULL);
}

static void how(const struct report *r, int c, int y, char *text, size_t size)
{
    static const enum message curve[N_CURVES] = {
        [CURVE_POINTS] = MSG_REP_CURVE_POINTS,
        [CURVE_PENETRATION] = MSG_REP_CURVE_PENETRATION,
        [CURVE_BASS] = MSG_REP_CURVE_BASS,
        [CURVE_COHORTS] = MSG_REP_CURVE_COHORTS,
        [CURVE_TABLE] = MSG_REP_CURVE_TABLE,
        [CURVE_LOGISTIC] = MSG_REP_CURVE_LOGISTIC,
        [CURVE_VISITORS] = MSG_REP_CURVE_VISITORS};
    const struct fleet_class *class = &r->run->scenario->fleet[c];
    const struct fleet *fleet = r->run->fleet;
    char residual[32], base[256];

    if (fleet->fit[c].n_fitted > 0) {
        messages_number(residual, sizeof residual, r->h->language, fleet->fit[c].rms_residual,
                        1);
        messages_fill(base, sizeof base, r->h->language,
                      class->curve == CURVE_LOGISTIC ? MSG_REP_CURVE_LOGISTIC_FIT
                                                     : MSG_REP_CURVE_FIT,
                      residual, NULL);
    } else if (class->curve == CURVE_SHARE) {
        how_shared(r, class, fleet->years[y], base, sizeof base);
    } else {
        enum message words =
            class->curve == CURVE_POINTS && class->join == JOIN_CUBIC ? MSG_REP_CURVE_CUBIC
            : class->curve == CURVE_PENETRATION && class->cars_join == CARS_GOMPERTZ
                ? MSG_REP_CURVE_GOMPERTZ
            : class->curve == CURVE_PENETRATION && class->cars_join == CARS_LOGISTIC
                ? MSG_REP_CURVE_CARS_LOGISTIC
                : curve[class->curve];

        messages_fill(base, sizeof base, r->h->language, words, NULL);
    }
    snprintf(text, size, "%s%s", base,
             fleet->capped[c * fleet->n_years + y]
                 ? messages_text(r->h->language, MSG_REP_CAPPED)
                 : "");
}

static void fleet_table(const struct report *r)
{
    static const enum message heads[] = {MSG_REP_CLASS,        MSG_REP_YEAR, MSG_REP_HOW,
                                         MSG_REP_STOCK,        MSG_REP_BEV,  MSG_REP_PHEV,
                                         MSG_REP_ALL_VEHICLES, N_MESSAGES};
    const struct fleet *fleet = r->run->fleet;
    char text[512];

    html_table(r->h, MSG_REP_FLEET_CAPTION, heads, 3);
    for (int c = 0; c < fleet->n_classes; c++)
        for (int y = 0; y < fleet->n_years; y++) {
            int k = c * fleet->n_years + y;

            html_row(r->h);
            html_head_cell(r->h,
                           scenario_class_title(&r->run->scenario->fleet[c], r->h->language));
            snprintf(text, sizeof text, "%d", fleet->years[y]);
            html_cell(r->h, text);
            how(r, c, y, text, sizeof text);
            html_cell(r->h, text);
            html_number(r->h, fleet->stock[k], 0);
            html_number(r->h, fleet->stock[k] * fleet->bev_share[k], 0);
            html_number(r->h, fleet->stock[k] * (1 - fleet->bev_share[k]), 0);
            html_number(r->h, fleet->all_vehicles[k], 0);
            html_row_end(r->h);
        }
    for (int y = 0; y < fleet->n_years; y++) {
        html_raw(r->h, "<tr class=\"sum\">");
        html_head_cell(r->h, messages_text(r->h->language, MSG_REP_TOTAL));
        snprintf(text, sizeof text, "%d", fleet->years[y]);
        html_cell(r->h, text);
        html_cell(r->h, "");
        html_number(r->h, fleet_total(fleet, y), 0);
        html_raw(r->h, "<td></td><td></td><td></td>");
        html_row_end(r->h);
    }
    html_table_end(r->h);
}

enum err report_stock(const struct report *r, const char *const label[], struct error *err)
{
    const struct fleet *fleet = r->run->fleet;
    const char **name = calloc((size_t)fleet->n_classes, sizeof *name);

    if (!name) return error_nomem(err, "the report");
    for (int c = 0; c < fleet->n_classes; c++)
        name[c] = scenario_class_title(&r->run->scenario->fleet[c], r->h->language);

    struct chart chart = {.title = messages_text(r->h->language, MSG_REP_FLEET_CAPTION),
                          .unit = messages_text(r->h->language, MSG_REP_VEHICLES),
                          .n_bars = fleet->n_years,
                          .n_series = fleet->n_classes,
                          .bar = label,
                          .series = name,
                          .value = fleet->stock};

    double *range = report_bands_range(r, BAND_STOCK, -1, 1);

    if (range != NULL) {
        chart.low = range;
        chart.high = range + fleet->n_years;
        chart.range = messages_text(r->h->language, MSG_REP_BANDS_RANGE);
    }
    html_heading(r->h, 2, MSG_REP_FLEET);
    html_raw(r->h, "<figure>\n");
    chart_bars(r->h, &chart);
    html_raw(r->h, "</figure>\n");
    fleet_table(r);
    report_fleet(r);
    free(range);
    free(name);
    return ERR_OK;
}

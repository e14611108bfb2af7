/* report_fleet.c - how the stock was told: methods beside each other, what was fitted, what
 * came and went, batteries that retire. */
#include <math.h>
#include <string.h>

#include "output/report/html.h"
#include "output/report/report.h"

static const enum message method_name[N_CURVES] = {
    [CURVE_POINTS] = MSG_REP_METHOD_POINTS,   [CURVE_PENETRATION] = MSG_REP_METHOD_PENETRATION,
    [CURVE_BASS] = MSG_REP_METHOD_BASS,       [CURVE_SHARE] = MSG_REP_METHOD_SHARE,
    [CURVE_COHORTS] = MSG_REP_METHOD_COHORTS, [CURVE_LOGISTIC] = MSG_REP_METHOD_LOGISTIC,
    [CURVE_TABLE] = MSG_REP_METHOD_TABLE,     [CURVE_VISITORS] = MSG_REP_METHOD_VISITORS};

static const char *title(const struct report *r, int c)
{
    return scenario_class_title(&r->run->scenario->fleet[c], r->h->language);
}

static void begin_row(const struct report *r, int c, int year)
{
    char text[16];

    html_row(r->h);
    html_head_cell(r->h, title(r, c));
    snprintf(text, sizeof text, "%d", year);
    html_cell(r->h, text);
}

/* ---- methods ---- */

static bool is_told(const struct fleet *f, int c, int method)
{
    for (int y = 0; y < f->n_years; y++)
        if (!isnan(fleet_method(f, c, y, (enum curve)method))) return true;
    return false;
}

/* Is there anything beside the stock: a second method, or all vehicles? */
static bool has_more(const struct fleet *f, int c)
{
    int n = 0;

    for (int m = 0; m < N_CURVES; m++)
        n += is_told(f, c, m);
    for (int y = 0; y < f->n_years && n < 2; y++)
        if (!isnan(f->all_vehicles[c * f->n_years + y])) n = 2;
    return n >= 2;
}

static void method_row(const struct report *r, int c, int y, const bool column[N_CURVES])
{
    const struct fleet *f = r->run->fleet;
    double stock = fleet_stock(f, c, y), spread = fleet_spread(f, c, y);

    begin_row(r, c, f->years[y]);
    html_cell(r->h,
              messages_text(r->h->language, method_name[r->run->scenario->fleet[c].curve]));
    for (int m = 0; m < N_CURVES; m++)
        if (column[m]) html_number(r->h, fleet_method(f, c, y, (enum curve)m), 0);
    html_number(r->h, spread, 0);
    html_share(r->h, stock > 0 ? spread / stock : (double)NAN);
    html_share(r->h, stock / f->all_vehicles[c * f->n_years + y]);
    html_row_end(r->h);
}

static void methods(const struct report *r)
{
    enum message heads[N_CURVES + 8] = {MSG_REP_CLASS, MSG_REP_YEAR, MSG_REP_METHOD};
    const struct fleet *f = r->run->fleet;
    bool column[N_CURVES] = {false}, any = false;
    int n = 3;

    for (int c = 0; c < f->n_classes; c++) {
        any = any || has_more(f, c);
        for (int m = 0; m < N_CURVES; m++)
            column[m] = column[m] || (has_more(f, c) && is_told(f, c, m));
    }
    if (!any) return;
    for (int m = 0; m < N_CURVES; m++)
        if (column[m]) heads[n++] = method_name[m];
    heads[n++] = MSG_REP_SPREAD;
    heads[n++] = MSG_REP_SPREAD_SHARE;
    heads[n++] = MSG_REP_EV_OF_ALL;
    heads[n] = N_MESSAGES;
    html_heading(r->h, 3, MSG_REP_METHODS);
    html_table(r->h, MSG_REP_METHODS_CAPTION, heads, 3);
    for (int c = 0; c < f->n_classes; c++)
        for (int y = 0; y < f->n_years && has_more(f, c); y++)
            method_row(r, c, y, column);
    html_table_end(r->h);
}

/* ---- what was fitted ---- */

static const char *parameter_words(const struct report *r, const char *name)
{
    static const struct {
        const char *name;
        enum message words;
    } known[] = {{"market", MSG_REP_PAR_MARKET},       {"innovation", MSG_REP_PAR_INNOVATION},
                 {"imitation", MSG_REP_PAR_IMITATION}, {"launch_year", MSG_REP_PAR_LAUNCH},
                 {"growth_rate", MSG_REP_PAR_RATE},    {"midpoint_year", MSG_REP_PAR_MIDPOINT}};

    for (size_t k = 0; k < sizeof known / sizeof known[0]; k++)
        if (strcmp(name, known[k].name) == 0)
            return messages_text(r->h->language, known[k].words);
    return name;
}

static void fits(const struct report *r)
{
    static const enum message heads[] = {MSG_REP_CLASS, MSG_REP_PARAMETER, MSG_REP_FIT_VALUE,
                                         MSG_REP_STANDARD_ERROR, N_MESSAGES};
    const struct fleet *f = r->run->fleet;
    bool any = false;

    for (int c = 0; c < f->n_classes; c++)
        any = any || (f->fit[c].n_fitted > 0 && f->fit[c].n > 0);
    if (!any) return;
    html_table(r->h, MSG_REP_FIT_CAPTION, heads, 2);
    for (int c = 0; c < f->n_classes; c++)
        for (int k = 0; k < f->fit[c].n && f->fit[c].n_fitted > 0; k++) {
            double value = f->fit[c].value[k];
            int decimals = fabs(value) < 10 ? 4 : fabs(value) < 3000 ? 1 : 0;

            html_row(r->h);
            html_head_cell(r->h, title(r, c));
            html_cell(r->h, parameter_words(r, f->fit[c].name[k]));
            if (strstr(f->fit[c].name[k], "year") != NULL) { /* 2017.4, not 2,017.4 */
                char year[16];

                snprintf(year, sizeof year, "%.1f", value);
                fprintf(r->h->stream, "<td class=\"n\">%s</td>", year);
            } else {
                html_number(r->h, value, decimals);
            }
            html_number(r->h, f->fit[c].error[k], decimals);
            html_row_end(r->h);
        }
    html_table_end(r->h);
}

/* ---- what came and went ---- */

static void came_and_went(const struct report *r)
{
    static const enum message heads[] = {MSG_REP_CLASS,    MSG_REP_YEAR,     MSG_REP_REGISTERED,
                                         MSG_REP_SCRAPPED, MSG_REP_IN_STOCK, MSG_REP_KWH_PER_KM,
                                         N_MESSAGES};
    const struct fleet *f = r->run->fleet;
    bool any = false;

    for (int c = 0; c < f->n_classes; c++)
        any = any || f->ev[c] != NULL;
    if (!any) return;
    html_table(r->h, MSG_REP_COHORTS_CAPTION, heads, 2);
    for (int c = 0; c < f->n_classes; c++)
        for (int y = 0; y < f->n_years && f->ev[c] != NULL; y++) {
            begin_row(r, c, f->years[y]);
            html_number(r->h, cohorts_registered(f->ev[c], f->years[y]), 0);
            html_number(r->h, cohorts_scrapped(f->ev[c], f->years[y]), 0);
            html_number(r->h, cohorts_stock(f->ev[c], f->years[y]), 0);
            html_number(r->h, f->kwh_per_km[c * f->n_years + y], 4);
            html_row_end(r->h);
        }
    html_table_end(r->h);
    html_say(r->h, "note", MSG_REP_COHORTS_ARE, NULL);
}

/* ---- batteries ---- */

static void batteries(const struct report *r)
{
    static const enum message heads[] = {
        MSG_REP_CLASS,          MSG_REP_YEAR,        MSG_REP_BATTERIES_RETIRED,
        MSG_REP_BATTERIES_WORN, MSG_REP_RETIRED_MWH, MSG_REP_RETIRED_MWH_LEFT,
        MSG_REP_RETIRED_TONNES, N_MESSAGES};
    const struct fleet *f = r->run->fleet;
    bool any = false;

    for (int c = 0; c < f->n_classes; c++)
        any = any || f->batteries[c] != NULL;
    if (!any) return;
    html_table(r->h, MSG_REP_BATTERIES_CAPTION, heads, 2);
    for (int c = 0; c < f->n_classes; c++)
        for (int y = 0; y < f->n_years && f->batteries[c] != NULL; y++) {
            const struct retired *b =
                &f->batteries[c]->year[f->years[y] - f->batteries[c]->first];

            begin_row(r, c, f->years[y]);
            html_number(r->h, b->with_vehicle + b->worn_out, 0);
            html_number(r->h, b->worn_out, 0);
            html_number(r->h, b->kwh / 1000, 1);
            html_number(r->h, b->kwh_left / 1000, 1);
            html_number(r->h, b->tonnes, 1);
            html_row_end(r->h);
        }
    html_table_end(r->h);
    html_say(r->h, "note", MSG_REP_BATTERIES_ARE, NULL);
}

void report_fleet(const struct report *r)
{
    methods(r);
    fits(r);
    came_and_went(r);
    batteries(r);
}

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

static enum err fleet_part(const struct report *r, char room[][16], const char *label[],
                           struct error *err)
{
    const struct fleet *fleet = r->run->fleet;
    const char **name = calloc((size_t)fleet->n_classes, sizeof *name);

    if (!name) return error_nomem(err, "the report");
    for (int c = 0; c < fleet->n_classes; c++)
        name[c] = scenario_class_title(&r->run->scenario->fleet[c], r->h->language);
    year_labels(fleet, room, label);

    struct chart chart = {messages_text(r->h->language, MSG_REP_FLEET_CAPTION),
                          messages_text(r->h->language, MSG_REP_VEHICLES),
                          fleet->n_years,
                          fleet->n_classes,
                          label,
                          name,
                          fleet->stock};

    html_heading(r->h, 2, MSG_REP_FLEET);
    html_raw(r->h, "<figure>\n");
    chart_bars(r->h, &chart);
    html_raw(r->h, "</figure>\n");
    fleet_table(r);
    report_fleet(r);
    free(name);
    return ERR_OK;
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
        MSG_REP_YEAR,  MSG_REP_HOME,         MSG_REP_WORK,
        MSG_REP_DEPOT, MSG_REP_PUBLIC_SLOW,  MSG_REP_PUBLIC_FAST,
        MSG_REP_TOTAL, MSG_REP_PUBLIC_SHARE, N_MESSAGES};
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
        html_row_end(r->h);
    }
    html_table_end(r->h);
}

static void ratio_table(const struct report *r)
{
    static const enum message heads[] = {
        MSG_REP_YEAR,           MSG_REP_EVS,       MSG_REP_PUBLIC_CHARGERS,
        MSG_REP_EV_PER_CHARGER, MSG_REP_KW_PER_EV, MSG_REP_KWH_PER_CHARGER,
        MSG_REP_UTILISATION,    N_MESSAGES};
    char text[64], ratio[32];

    html_table(r->h, MSG_REP_RATIO_CAPTION, heads, 1);
    for (int k = 0; k < r->run->n_networks; k++) {
        const struct network *n = r->run->network[k];
        struct supply_count count = supply_count(r->run->scenario, r->run->city, n);
        struct use use = digest_use(r->run, n);
        double evs = r->run->demand->totals[n->year_index].vehicles;
        double chargers = count.public_chargers > 0 ? 1.0 * count.public_chargers : (double)NAN;
        double served = digest_energy(r->run, n, FAST, -1).served +
                        digest_energy(r->run, n, SLOW, -1).served;

        html_row(r->h);
        snprintf(text, sizeof text, "%d", digest_year(r->run, n));
        html_head_cell(r->h, text);
        html_number(r->h, evs, 0);
        html_number(r->h, count.public_chargers, 0);
        messages_number(ratio, sizeof ratio, r->h->language, evs / chargers, 1);
        if (isfinite(evs / chargers))
            messages_fill(text, sizeof text, r->h->language, MSG_SAY_RATIO, ratio, NULL);
        else
            snprintf(text, sizeof text, "%s", ratio);
        fprintf(r->h->stream, "<td class=\"n\">%s</td>", text);
        html_number(r->h, use.kw_per_ev, 2);
        html_number(r->h, served / chargers, 1);
        html_share(r->h, use.utilisation);
        html_row_end(r->h);
    }
    html_table_end(r->h);
    html_say(r->h, "note", MSG_REP_RATIO_IS, NULL);
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

    struct chart chart = {messages_text(r->h->language, MSG_REP_ENERGY_CAPTION),
                          messages_text(r->h->language, MSG_REP_MWH),
                          n_years,
                          PLACES,
                          label,
                          name,
                          value};

    html_heading(r->h, 2, MSG_REP_DEMAND);
    html_heading(r->h, 3, MSG_REP_ENERGY_VIEW);
    html_raw(r->h, "<figure>\n");
    chart_bars(r->h, &chart);
    html_raw(r->h, "</figure>\n");
    energy_table(r);
    html_heading(r->h, 3, MSG_REP_RATIO_VIEW);
    ratio_table(r);
    free(value);
    return ERR_OK;
}

enum err report_demand(const struct report *r, struct error *err)
{
    size_t n = (size_t)r->run->fleet->n_years;
    char(*room)[16] = calloc(n, sizeof *room);
    const char **label = calloc(n, sizeof *label);
    enum err code =
        room && label ? fleet_part(r, room, label, err) : error_nomem(err, "the report");

    if (code == ERR_OK && report_has_sites(r)) code = energy_part(r, label, err);
    free(room);
    free(label);
    return code;
}

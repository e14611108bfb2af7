/* report_demand.c - the fleet, and the energy it asks for in both views. */
#include <math.h>
#include <stdlib.h>

#include "output/chart.h"
#include "output/html.h"
#include "output/report.h"

enum { PLACES = 5 };

/* Labels of years for charts: text[k] points into room. */
static void year_labels(const struct fleet *fleet, char room[][16], const char *label[])
{
    for (int y = 0; y < fleet->n_years; y++) {
        snprintf(room[y], 16, "%d", fleet->years[y]);
        label[y] = room[y];
    }
}

static void how(const struct report *r, int c, int y, char *text, size_t size)
{
    static const enum message curve[] = {MSG_REP_CURVE_POINTS, MSG_REP_CURVE_PENETRATION,
                                         MSG_REP_CURVE_BASS, MSG_REP_CURVE_SHARE};
    const struct fleet *fleet = r->run->fleet;
    char residual[32], base[256];

    if (fleet->fit[c].n_fitted > 0) {
        messages_number(residual, sizeof residual, fleet->fit[c].rms_residual, 1);
        messages_fill(base, sizeof base, MSG_REP_CURVE_FIT, residual, NULL);
    } else {
        messages_fill(base, sizeof base, curve[r->run->scenario->fleet[c].curve], NULL);
    }
    snprintf(text, size, "%s%s", base,
             fleet->capped[c * fleet->n_years + y] ? messages_text(MSG_REP_CAPPED) : "");
}

static void fleet_table(const struct report *r)
{
    static const enum message heads[] = {MSG_REP_CLASS,        MSG_REP_YEAR, MSG_REP_HOW,
                                         MSG_REP_STOCK,        MSG_REP_BEV,  MSG_REP_PHEV,
                                         MSG_REP_ALL_VEHICLES, N_MESSAGES};
    const struct fleet *fleet = r->run->fleet;
    char text[512];

    html_table(r->f, MSG_REP_FLEET_CAPTION, heads, 3);
    for (int c = 0; c < fleet->n_classes; c++)
        for (int y = 0; y < fleet->n_years; y++) {
            int k = c * fleet->n_years + y;

            html_row(r->f);
            html_head_cell(r->f, r->run->scenario->fleet[c].id);
            snprintf(text, sizeof text, "%d", fleet->years[y]);
            html_cell(r->f, text);
            how(r, c, y, text, sizeof text);
            html_cell(r->f, text);
            html_number(r->f, fleet->stock[k], 0);
            html_number(r->f, fleet->stock[k] * fleet->bev_share[k], 0);
            html_number(r->f, fleet->stock[k] * (1 - fleet->bev_share[k]), 0);
            html_number(r->f, fleet->all_vehicles[k], 0);
            html_row_end(r->f);
        }
    for (int y = 0; y < fleet->n_years; y++) {
        fputs("<tr class=\"sum\">", r->f);
        html_head_cell(r->f, messages_text(MSG_REP_TOTAL));
        snprintf(text, sizeof text, "%d", fleet->years[y]);
        html_cell(r->f, text);
        html_cell(r->f, "");
        html_number(r->f, fleet_total(fleet, y), 0);
        fputs("<td></td><td></td><td></td>", r->f);
        html_row_end(r->f);
    }
    html_table_end(r->f);
}

static enum err fleet_part(const struct report *r, char room[][16], const char *label[],
                           struct error *err)
{
    const struct fleet *fleet = r->run->fleet;
    const char **name = calloc((size_t)fleet->n_classes, sizeof *name);

    if (!name) return error_nomem(err, "the report");
    for (int c = 0; c < fleet->n_classes; c++)
        name[c] = r->run->scenario->fleet[c].id;
    year_labels(fleet, room, label);

    struct chart chart = {messages_text(MSG_REP_FLEET_CAPTION),
                          messages_text(MSG_REP_VEHICLES),
                          fleet->n_years,
                          fleet->n_classes,
                          label,
                          name,
                          fleet->stock};

    html_heading(r->f, 2, MSG_REP_FLEET);
    fputs("<figure>\n", r->f);
    chart_bars(r->f, &chart);
    fputs("</figure>\n", r->f);
    fleet_table(r);
    free(name);
    return ERR_OK;
}

static const enum message place_name[PLACES] = {MSG_REP_HOME, MSG_REP_WORK, MSG_REP_DEPOT,
                                                MSG_REP_PUBLIC_SLOW, MSG_REP_PUBLIC_FAST};

static double place(const struct demand_totals *t, int k)
{
    const double value[PLACES] = {t->home, t->work, t->depot, t->public_kwh[SLOW],
                                  t->public_kwh[FAST]};

    return value[k] / 1000; /* MWh */
}

static void energy_table(const struct report *r)
{
    static const enum message heads[] = {
        MSG_REP_YEAR,  MSG_REP_HOME,         MSG_REP_WORK,
        MSG_REP_DEPOT, MSG_REP_PUBLIC_SLOW,  MSG_REP_PUBLIC_FAST,
        MSG_REP_TOTAL, MSG_REP_PUBLIC_SHARE, N_MESSAGES};
    char year[16];

    html_table(r->f, MSG_REP_ENERGY_CAPTION, heads, 1);
    for (int y = 0; y < r->run->fleet->n_years; y++) {
        const struct demand_totals *t = &r->run->demand->totals[y];
        double all = 0;

        html_row(r->f);
        snprintf(year, sizeof year, "%d", r->run->fleet->years[y]);
        html_head_cell(r->f, year);
        for (int k = 0; k < PLACES; k++) {
            html_number(r->f, place(t, k), 1);
            all += place(t, k);
        }
        html_number(r->f, all, 1);
        html_share(r->f, all > 0 ? (place(t, 3) + place(t, 4)) / all : NAN);
        html_row_end(r->f);
    }
    html_table_end(r->f);
}

static void ratio_table(const struct report *r)
{
    static const enum message heads[] = {
        MSG_REP_YEAR,           MSG_REP_EVS,       MSG_REP_PUBLIC_CHARGERS,
        MSG_REP_EV_PER_CHARGER, MSG_REP_KW_PER_EV, MSG_REP_KWH_PER_CHARGER,
        MSG_REP_UTILISATION,    N_MESSAGES};
    char text[64], ratio[32];

    html_table(r->f, MSG_REP_RATIO_CAPTION, heads, 1);
    for (int k = 0; k < r->run->n_networks; k++) {
        const struct network *n = r->run->network[k];
        struct supply_count count = supply_count(r->run->scenario, r->run->city, n);
        struct use use = digest_use(r->run, n);
        double evs = r->run->demand->totals[n->year_index].vehicles;
        double chargers = count.public_chargers > 0 ? 1.0 * count.public_chargers : (double)NAN;
        double served = digest_energy(r->run, n, FAST, -1).served +
                        digest_energy(r->run, n, SLOW, -1).served;

        html_row(r->f);
        snprintf(text, sizeof text, "%d", digest_year(r->run, n));
        html_head_cell(r->f, text);
        html_number(r->f, evs, 0);
        html_number(r->f, count.public_chargers, 0);
        messages_number(ratio, sizeof ratio, evs / chargers, 1);
        if (isfinite(evs / chargers))
            messages_fill(text, sizeof text, MSG_REP_AS_RATIO, ratio, NULL);
        else
            snprintf(text, sizeof text, "%s", ratio);
        fprintf(r->f, "<td class=\"n\">%s</td>", text);
        html_number(r->f, use.kw_per_ev, 2);
        html_number(r->f, served / chargers, 1);
        html_share(r->f, use.utilisation);
        html_row_end(r->f);
    }
    html_table_end(r->f);
    html_say(r->f, "note", MSG_REP_RATIO_IS, NULL);
}

static enum err energy_part(const struct report *r, const char *const label[],
                            struct error *err)
{
    int n_years = r->run->fleet->n_years;
    const char *name[PLACES];
    double *value = calloc((size_t)(n_years * PLACES), sizeof *value);

    if (!value) return error_nomem(err, "the report");
    for (int k = 0; k < PLACES; k++) {
        name[k] = messages_text(place_name[k]);
        for (int y = 0; y < n_years; y++)
            value[k * n_years + y] = place(&r->run->demand->totals[y], k);
    }

    struct chart chart = {messages_text(MSG_REP_ENERGY_CAPTION),
                          messages_text(MSG_REP_MWH),
                          n_years,
                          PLACES,
                          label,
                          name,
                          value};

    html_heading(r->f, 2, MSG_REP_DEMAND);
    html_heading(r->f, 3, MSG_REP_ENERGY_VIEW);
    fputs("<figure>\n", r->f);
    chart_bars(r->f, &chart);
    fputs("</figure>\n", r->f);
    energy_table(r);
    html_heading(r->f, 3, MSG_REP_RATIO_VIEW);
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

    if (code == ERR_OK) code = energy_part(r, label, err);
    free(room);
    free(label);
    return code;
}

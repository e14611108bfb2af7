/* report_use.c - what a vehicle of each class needs a day, factor by factor. */
#include <math.h>
#include <stdio.h>

#include "output/report/html.h"
#include "output/report/report.h"

static void class_row(const struct report *r, int c, int y)
{
    const struct fleet *fleet = r->run->fleet;
    const struct fleet_class *class = &r->run->scenario->fleet[c];
    const struct class_energy *e = &r->run->demand->energy[c * fleet->n_years + y];
    int at = c * fleet->n_years + y;
    bool hybrids = fleet->bev_share[at] < 1;
    bool limited = class->range_km.n > 0 && fleet->bev_share[at] > 0;
    char year[16];

    html_row(r->h);
    html_head_cell(r->h, scenario_class_title(class, r->h->language));
    snprintf(year, sizeof year, "%d", fleet->years[y]);
    html_cell(r->h, year);
    html_number(r->h, series_at(&class->km_per_day, fleet->years[y]), 1);
    html_number(r->h, fleet->kwh_per_km[at], 4);
    html_number(r->h, class->on_road_factor, 2);
    html_number(r->h, e->season, 3);
    html_share(r->h, hybrids ? e->phev_electric_share : (double)NAN);
    html_share(r->h, limited ? e->beyond_share : (double)NAN);
    html_number(r->h, fleet->stock[at] > 0 ? e->driven / fleet->stock[at] : (double)NAN, 3);
    html_row_end(r->h);
}

void report_use(const struct report *r)
{
    static const enum message heads[] = {
        MSG_REP_CLASS,  MSG_REP_YEAR,    MSG_USE_KM,     MSG_USE_KWH,    MSG_USE_ROAD,
        MSG_USE_SEASON, MSG_USE_HYBRIDS, MSG_USE_BEYOND, MSG_USE_DRIVEN, N_MESSAGES};

    html_table(r->h, MSG_USE_CAPTION, heads, 2);
    for (int c = 0; c < r->run->fleet->n_classes; c++)
        for (int y = 0; y < r->run->fleet->n_years; y++)
            class_row(r, c, y);
    html_table_end(r->h);
    html_say(r->h, "note", MSG_USE_NOTE, NULL);
}

/* report_supply.c - the supply ledger by kind, and the districts at the end of the plan. */
#include <math.h>

#include "output/report/html.h"
#include "output/report/report.h"

/* Rows of one year, kind, access and origin over all districts: one kind, so they may be added.
 */
static struct supply_row sum_of(const struct supply *supply, int year, int kind, int access,
                                int origin)
{
    struct supply_row sum = {.year = year, .kind = kind};

    for (int k = 0; k < supply->n_rows; k++) {
        const struct supply_row *row = &supply->row[k];

        if (row->year != year || row->kind != kind || (int)row->access != access ||
            (int)row->origin != origin)
            continue;
        sum.sites += row->sites;
        sum.chargers += row->chargers;
        sum.outlets += row->outlets;
        sum.kw += row->kw;
    }
    return sum;
}

static void ledger_row(const struct report *r, int year, int kind, int access, int origin)
{
    struct supply_row sum = sum_of(r->run->supply, year, kind, access, origin);
    char text[16];

    if (sum.chargers == 0) return;
    html_row(r->h);
    snprintf(text, sizeof text, "%d", year);
    html_head_cell(r->h, text);
    html_cell(r->h, scenario_kind_title(&r->run->scenario->kind[kind], r->h->language));
    html_cell(r->h, messages_text(r->h->language, r->run->scenario->kind[kind].system == FAST
                                                      ? MSG_MAP_FAST
                                                      : MSG_MAP_SLOW));
    html_cell(r->h, messages_text(r->h->language, MSG_ACCESS_PUBLIC + (unsigned)access));
    html_cell(r->h, messages_text(r->h->language, MSG_ORIGIN_EXISTING + (unsigned)origin));
    html_number(r->h, sum.sites, 0);
    html_number(r->h, sum.chargers, 0);
    html_number(r->h, sum.outlets, 0);
    html_number(r->h, sum.kw, 0);
    html_row_end(r->h);
}

static void ledger(const struct report *r)
{
    static const enum message heads[] = {MSG_REP_YEAR,     MSG_REP_KIND,
                                         MSG_REP_SYSTEM,   MSG_REP_ACCESS,
                                         MSG_REP_ORIGIN,   MSG_REP_SITES_WITH_KIND,
                                         MSG_REP_CHARGERS, MSG_REP_OUTLETS,
                                         MSG_REP_KW,       N_MESSAGES};

    html_table(r->h, MSG_REP_SUPPLY_CAPTION, heads, 5);
    for (int n = 0; n < r->run->n_networks; n++)
        for (int kind = 0; kind < r->run->scenario->n_kinds; kind++)
            for (int access = 0; access < N_ACCESSES; access++)
                for (int origin = 0; origin < N_ORIGINS; origin++)
                    ledger_row(r, digest_year(r->run, r->run->network[n]), kind, access,
                               origin);
    html_table_end(r->h);
}

static void districts(const struct report *r)
{
    static const enum message heads[] = {
        MSG_REP_DISTRICT, MSG_REP_STATIONS,    MSG_REP_DISPERSED,   MSG_REP_CHARGERS,
        MSG_REP_OUTLETS,  MSG_REP_KW,          MSG_REP_FAST_SERVED, MSG_REP_FAST_FULL,
        MSG_REP_FAST_OUT, MSG_REP_SLOW_SERVED, MSG_REP_SLOW_FULL,   MSG_REP_SLOW_OUT,
        N_MESSAGES};

    html_table(r->h, MSG_REP_DISTRICT_TABLE, heads, 1);
    for (int k = 0; k < r->run->city->n_districts; k++) {
        const char *name = r->run->city->district_name[k];
        struct digest_tally t = digest_tally(r->run, r->digest, r->last, TALLY_ALL, k);

        html_row(r->h);
        html_head_cell(
            r->h, name[0] != '\0' ? name : messages_text(r->h->language, MSG_REP_NO_DISTRICT));
        html_number(r->h, t.stations, 0);
        html_number(r->h, t.dispersed_sites, 0);
        html_number(r->h, t.chargers, 0);
        html_number(r->h, t.outlets, 0);
        html_number(r->h, t.kw, 0);
        report_energy_shares(r, r->last, k);
        html_row_end(r->h);
    }
    html_table_end(r->h);
}

void report_supply(const struct report *r)
{
    html_heading(r->h, 2, MSG_REP_SUPPLY);
    ledger(r);
    districts(r);
}

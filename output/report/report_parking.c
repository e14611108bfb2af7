/* report_parking.c - the supply that comes anyway: bays and chargers by building rule, before
 * anything is sited, beside the home chargers that the fleet implies. */
#include <stdio.h>

#include "output/judged.h"
#include "output/report/html.h"
#include "output/report/report.h"

static void year_cell(const struct report *r, int y)
{
    char text[16];

    snprintf(text, sizeof text, "%d", r->run->scenario->study.years.year[y]);
    html_row(r->h);
    html_head_cell(r->h, text);
}

static const char *access_words(const struct report *r, int access)
{
    return messages_text(r->h->language, MSG_ACCESS_PUBLIC + (unsigned)access);
}

static void bays(const struct report *r)
{
    static const enum message heads[] = {
        MSG_REP_YEAR,       MSG_REP_BUILDING,   MSG_REP_ACCESS,     MSG_REP_BAYS_ALL,
        MSG_REP_BAYS_BUILT, MSG_REP_BAYS_READY, MSG_REP_BAYS_PLAIN, MSG_REP_READY_SHARE,
        MSG_REP_CHARGERS,   MSG_REP_OUTLETS,    MSG_REP_KW,         N_MESSAGES};
    const struct scenario *s = r->run->scenario;

    html_table(r->h, MSG_REP_PARKING_CAPTION, heads, 3);
    for (int y = 0; y < r->run->parking->n_years; y++)
        for (int b = 0; b < s->n_buildings; b++) {
            struct parking_count c =
                parking_sum(r->run->parking, r->run->city, y, b, -1, false);
            const struct kind *kind = &s->kind[parking_kind(s, &s->building[b])];

            if (c.bays == 0) continue;
            year_cell(r, y);
            html_cell(r->h, scenario_building_title(&s->building[b], r->h->language));
            html_cell(r->h, access_words(r, s->building[b].access));
            html_number(r->h, c.bays, 0);
            html_number(r->h, c.built, 0);
            html_number(r->h, c.prepared, 0);
            html_number(r->h, c.plain, 0);
            html_share(r->h, (double)(c.built + c.prepared) / c.bays);
            html_number(r->h, c.chargers, 0);
            html_number(r->h, c.chargers * kind->outlets, 0);
            html_number(r->h, c.chargers * kind->power_kw, 0);
            html_row_end(r->h);
        }
    html_table_end(r->h);
}

/* All that the plan does not build, of one year, origin and access. */
static struct supply_row sum_of(const struct report *r, int year, enum origin origin,
                                int access)
{
    struct supply_row sum = {.year = year};

    for (int k = 0; k < r->run->supply->n_rows; k++) {
        const struct supply_row *row = &r->run->supply->row[k];

        if (row->year != year || row->origin != origin || (int)row->access != access) continue;
        sum.chargers += row->chargers;
        sum.outlets += row->outlets;
        sum.kw += row->kw;
    }
    return sum;
}

/* Do the chargers by rule make a station without those of the plan? */
static bool rule_station(const struct report *r, const struct network *n, int site)
{
    const struct scenario *s = r->run->scenario;
    bool fast = false;

    for (int k = 0; k < n->n_kinds; k++)
        fast = fast || (s->kind[k].system == FAST && network_by_rule(n, site, k) > 0);
    return fast && digest_by_rule(n, site) >= s->sizing.station_min;
}

/* Sites with chargers of an origin and access in a network: a site of two kinds counts once. */
static int sites_of(const struct report *r, const struct network *n, enum origin origin,
                    int access, bool stations)
{
    int sum = 0;

    for (int s = 0; s < n->n_sites; s++) {
        bool by_rule = digest_by_rule(n, s) > 0;

        if (!n->open[s] || digest_is_new(n, s) || (int)r->run->city->site[s].access != access)
            continue;
        if (by_rule != (origin == ORIGIN_BY_RULE)) continue;
        sum += !stations ||
               (by_rule ? rule_station(r, n, s) : network_is_station(r->run->scenario, n, s));
    }
    return sum;
}

/* Car parks that the public may not use stand in no network. */
static int closed_parks(const struct report *r, int year_index, int access)
{
    const struct parking *p = r->run->parking;
    int sum = 0;

    for (int k = 0; k < p->n; k++) {
        const struct building_type *b =
            &r->run->scenario->building[r->run->city->car_park[k].building];

        sum += !parking_is_open(b) && b->access == access &&
               parking_at(p, year_index, k)->chargers > 0;
    }
    return sum;
}

static void ledger(const struct report *r)
{
    static const enum message heads[] = {MSG_REP_YEAR,    MSG_REP_ORIGIN,   MSG_REP_ACCESS,
                                         MSG_REP_PARKS,   MSG_REP_STATIONS, MSG_REP_CHARGERS,
                                         MSG_REP_OUTLETS, MSG_REP_KW,       N_MESSAGES};
    static const enum origin origins[] = {ORIGIN_EXISTING, ORIGIN_BY_RULE};

    html_table(r->h, MSG_REP_ANYWAY_CAPTION, heads, 3);
    for (int k = 0; k < r->run->n_networks; k++)
        for (int o = 0; o < 2; o++)
            for (int access = 0; access < N_ACCESSES; access++) {
                const struct network *n = r->run->network[k];
                struct supply_row sum = sum_of(r, digest_year(r->run, n), origins[o], access);
                int closed =
                    origins[o] == ORIGIN_BY_RULE ? closed_parks(r, n->year_index, access) : 0;

                if (sum.chargers == 0) continue;
                year_cell(r, n->year_index);
                html_cell(r->h, messages_text(r->h->language,
                                              MSG_ORIGIN_EXISTING + (unsigned)origins[o]));
                html_cell(r->h, access_words(r, access));
                html_number(r->h, sites_of(r, n, origins[o], access, false) + closed, 0);
                html_number(r->h, sites_of(r, n, origins[o], access, true), 0);
                html_number(r->h, sum.chargers, 0);
                html_number(r->h, sum.outlets, 0);
                html_number(r->h, sum.kw, 0);
                html_row_end(r->h);
            }
    html_table_end(r->h);
}

static void homes(const struct report *r)
{
    static const enum message heads[] = {MSG_REP_YEAR, MSG_REP_HOME_IMPLIED,
                                         MSG_REP_HOME_BY_RULE, MSG_REP_DEPOT_VEHICLES,
                                         N_MESSAGES};

    html_table(r->h, MSG_REP_HOME_CAPTION, heads, 1);
    for (int y = 0; y < r->run->homes->n_years; y++) {
        struct homes_row sum = homes_sum(r->run->homes, y);

        year_cell(r, y);
        html_number(r->h, sum.vehicles, 0);
        html_number(r->h, sum.by_rule, 0);
        html_number(r->h, r->run->homes->depot[y], 0);
        html_row_end(r->h);
    }
    html_table_end(r->h);
}

/* The rules that were measured on these bays. */
static void rules(const struct report *r)
{
    static const enum message heads[] = {MSG_REP_YEAR,      MSG_REP_RULE,   MSG_REP_BAYS_NEW,
                                         MSG_REP_BAYS_DONE, MSG_REP_TARGET, MSG_REP_ACHIEVED,
                                         MSG_REP_OUTCOME,   N_MESSAGES};
    bool any = false;

    for (int k = 0; k < r->run->rules->n; k++) {
        const struct rule_result *q = &r->run->rules->result[k];
        char text[128];

        if (!q->measured || q->bays == 0) continue;
        if (!any) html_table(r->h, MSG_REP_READY_CAPTION, heads, 2);
        any = true;
        year_cell(r, r->run->network[q->network]->year_index);
        html_cell(r->h, judged_id(q));
        html_number(r->h, q->bays, 0);
        html_number(r->h, q->ready_bays, 0);
        html_cell(r->h, judged_target(r->h->language, r->run, q, text, sizeof text));
        html_cell(r->h,
                  judged_achieved(r->h->language, r->run, q, q->achieved, text, sizeof text));
        html_cell(r->h, messages_text(r->h->language, judged_outcome_message(q)));
        html_row_end(r->h);
    }
    if (any) html_table_end(r->h);
}

void report_parking(const struct report *r)
{
    if (r->run->parking == NULL) return;
    html_heading(r->h, 2, MSG_REP_PARKING);
    html_say(r->h, "note", MSG_REP_PARKING_SAY, NULL);
    ledger(r);
    bays(r);
    rules(r);
    homes(r);
    html_say(r->h, "note", MSG_REP_HOME_SAY, NULL);
}

/* report_stations.c - what is built where; what stands today in full where it is not long. */
#include <string.h>

#include "output/report/html.h"
#include "output/report/report.h"
#include "output/solved.h"

enum { LISTED_IN_FULL = 80, BODY_MOST = 20 };

static bool grows(const struct report *r, int s)
{
    for (int k = 0; k < r->last->n_kinds; k++)
        if (r->last->n_chargers[s * r->last->n_kinds + k] !=
            r->today->n_chargers[s * r->last->n_kinds + k])
            return true;
    return false;
}

static bool is_new(const struct report *r, int s)
{
    return r->last->open[s] && (digest_is_new(r->last, s) || grows(r, s));
}

/* `money` is what is spent on the site; today's table has no such column. */
static void row(const struct report *r, const struct network *n, int s, bool money)
{
    const struct site *site = &r->run->city->site[s];
    struct site_count c = network_count(r->run->scenario, n, s);
    bool station = network_is_station(r->run->scenario, n, s);
    char since[16];

    html_row(r->h);
    html_raw(r->h, "<th scope=\"row\">");
    html_text(r->h, site->name);
    if (site->type && !strstr(site->name, site->type)) { /* "" is in every name */
        html_raw(r->h, " <span class=\"note\">");
        html_text(r->h, site->type);
        html_raw(r->h, "</span>");
    }
    html_raw(r->h, "</th>");
    html_cell(r->h, strcmp(site->id, site->name) == 0 ? "" : site->id);
    html_cell(r->h, r->run->city->district_name[digest_district(r->run, r->digest, s)]);
    html_cell(r->h, messages_text(r->h->language,
                                  station ? MSG_REP_STATION_WORD : MSG_REP_DISPERSED_WORD));
    if (money) {
        snprintf(since, sizeof since, "%d", n->opened_year[s]);
        html_cell(r->h,
                  digest_is_new(n, s) ? since : messages_text(r->h->language, MSG_REP_TODAY));
    }
    for (int v = 0; v < N_SERVICES; v++) {
        html_number(r->h, c.service_chargers[v], 0);
        html_number(r->h, c.service_outlets[v], 0);
    }
    html_number(r->h, c.kw, 0);
    html_number(r->h, c.bays, 0);
    html_number(r->h, n->site_kwh[FAST][s] + n->site_kwh[SLOW][s], 0);
    if (money)
        html_column(r->h, COLUMN_MONEY_SITE,
                    digest_fixed_cost(r->run, n, s) + digest_charger_cost(r->run, n, s));
    html_row_end(r->h);
}

static const enum message new_heads[] = {
    MSG_REP_SITE,         MSG_REP_ID,      MSG_REP_DISTRICT,     MSG_REP_CLASS_SITE,
    MSG_REP_SINCE,        MSG_REP_FAST_CH, MSG_REP_FAST_OUTLETS, MSG_REP_SLOW_CH,
    MSG_REP_SLOW_OUTLETS, MSG_REP_KW,      MSG_REP_BAYS,         MSG_REP_KWH_DAY,
    MSG_REP_COST,         N_MESSAGES};

static int count_new(const struct report *r)
{
    int n = 0;

    for (int s = 0; s < r->run->city->n_sites; s++)
        n += is_new(r, s);
    return n;
}

/* New sites that serve more energy, or as much with a lower index: the place in the list. */
static int rank_of(const struct report *r, int site)
{
    const struct network *n = r->last;
    double mine = n->site_kwh[FAST][site] + n->site_kwh[SLOW][site];
    int rank = 0;

    for (int s = 0; s < r->run->city->n_sites; s++) {
        double other = n->site_kwh[FAST][s] + n->site_kwh[SLOW][s];

        rank += is_new(r, s) && (other > mine || (other >= mine && s < site));
    }
    return rank;
}

/* The sites that serve most, in that order. */
static void largest_sites(const struct report *r)
{
    int largest[BODY_MOST];

    for (int s = 0; s < r->run->city->n_sites; s++)
        if (is_new(r, s) && rank_of(r, s) < BODY_MOST) largest[rank_of(r, s)] = s;
    html_table(r->h, MSG_REP_LARGEST_CAPTION, new_heads, 5);
    for (int k = 0; k < BODY_MOST; k++)
        row(r, r->last, largest[k], true);
    html_table_end(r->h);
}

static void new_sites(const struct report *r)
{
    bool today = false;

    for (int k = 0; k < r->run->n_phases; k++)
        today = today || digest_built(r->run, &r->run->phase[k]).grown_today > 0;
    html_table(r->h, today ? MSG_REP_GROWN_CAPTION : MSG_REP_NEW_CAPTION, new_heads, 5);
    for (int s = 0; s < r->run->city->n_sites; s++)
        if (is_new(r, s)) row(r, r->last, s, true);
    html_table_end(r->h);
}

static void summarise(const struct report *r, int n)
{
    struct tally t = digest_tally(r->run, r->digest, r->today, TALLY_ALL, -1);
    char sites[64], stations[64], dispersed[64], chargers[64], outlets[64], kw[32];

    messages_plural(sites, sizeof sites, r->h->language, n, MSG_ONE_SITE);
    messages_plural(stations, sizeof stations, r->h->language, t.stations, MSG_ONE_STATION);
    messages_plural(dispersed, sizeof dispersed, r->h->language, t.dispersed_sites,
                    MSG_ONE_DISPERSED);
    messages_plural(chargers, sizeof chargers, r->h->language, t.chargers, MSG_ONE_CHARGER);
    messages_plural(outlets, sizeof outlets, r->h->language, t.outlets, MSG_ONE_OUTLET);
    messages_count(kw, sizeof kw, r->h->language, t.kw);
    html_say(r->h, "", MSG_REP_OLD_SUMMARY, sites, stations, dispersed, chargers, outlets, kw,
             NULL);
}

static void old_sites(const struct report *r)
{
    static const enum message heads[] = {
        MSG_REP_SITE,    MSG_REP_ID,           MSG_REP_DISTRICT, MSG_REP_CLASS_SITE,
        MSG_REP_FAST_CH, MSG_REP_FAST_OUTLETS, MSG_REP_SLOW_CH,  MSG_REP_SLOW_OUTLETS,
        MSG_REP_KW,      MSG_REP_BAYS,         MSG_REP_KWH_DAY,  N_MESSAGES};
    int n = 0;

    for (int s = 0; s < r->run->city->n_sites; s++)
        n += r->today->open[s];
    if (n == 0) return;
    if (n > LISTED_IN_FULL) {
        summarise(r, n);
        return;
    }
    html_table(r->h, MSG_REP_OLD_CAPTION, heads, 4);
    for (int s = 0; s < r->run->city->n_sites; s++)
        if (r->today->open[s]) row(r, r->today, s, false);
    html_table_end(r->h);
}

/* Phase by phase, from the differences of consecutive networks. */
static void built(const struct report *r)
{
    static const enum message heads[] = {
        MSG_REP_PHASE,    MSG_REP_NEW_SITES, MSG_REP_GROWN_SITES,
        MSG_REP_NEW_FAST, MSG_REP_NEW_SLOW,  MSG_REP_NEW_OUTLETS,
        MSG_REP_NEW_KW,   MSG_REP_MILLION,   N_MESSAGES};
    char year[64];

    html_table(r->h, MSG_REP_BUILT_CAPTION, heads, 1);
    for (int k = 0; k < r->run->n_phases; k++) {
        const struct phase *p = &r->run->phase[k];
        struct built b = digest_built(r->run, p);

        html_row(r->h);
        html_head_cell(r->h, solved_year_text(r->h->language, r->run, p, year, sizeof year));
        html_number(r->h, b.new_sites, 0);
        html_number(r->h, b.grown_sites, 0);
        html_number(r->h, b.chargers[FAST], 0);
        html_number(r->h, b.chargers[SLOW], 0);
        html_number(r->h, b.outlets, 0);
        html_number(r->h, b.kw, 0);
        html_column(r->h, COLUMN_MONEY, p->money.total);
        html_row_end(r->h);
    }
    html_table_end(r->h);
}

void report_stations(const struct report *r)
{
    int n = count_new(r);

    html_heading(r->h, 2, MSG_REP_SITES);
    if (r->run->n_phases > 0) built(r);
    if (n == 0)
        html_say(r->h, "", MSG_REP_NO_NEW, NULL);
    else if (n > BODY_MOST)
        largest_sites(r);
    else
        new_sites(r);
    if (n <= BODY_MOST) old_sites(r);
}

void report_all_stations(const struct report *r)
{
    if (count_new(r) <= BODY_MOST) return;
    html_heading(r->h, 3, MSG_REP_SITES);
    new_sites(r);
    old_sites(r);
}

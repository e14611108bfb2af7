/* report_stations.c - what is built where; what stands today in full where it is not long. */
#include <string.h>

#include "output/place_words.h"
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

static bool stands_today(const struct report *r, int s)
{
    return r->today->open[s];
}

/* Columns that not every table has. A column in which every cell would be empty is left out. */
struct columns {
    bool id;       /* some site has a name that is not its id */
    bool district; /* the zones' file tells of districts */
    bool money;    /* what is spent on the site, and since when; today's table has none */
};

static struct columns columns_of(const struct report *r,
                                 bool listed(const struct report *, int), bool money)
{
    struct columns c = {.money = money};
    const struct city *city = r->run->city;

    for (int s = 0; s < city->n_sites; s++) {
        if (!listed(r, s)) continue;
        c.id = c.id || strcmp(city->site[s].id, city->site[s].name) != 0;
        c.district =
            c.district || city->district_name[digest_district(r->run, r->digest, s)][0] != '\0';
    }
    return c;
}

static void open_table(const struct report *r, enum message caption, struct columns c)
{
    static const enum message all[] = {
        MSG_REP_SITE,         MSG_REP_ID,      MSG_REP_DISTRICT,     MSG_REP_CLASS_SITE,
        MSG_REP_SINCE,        MSG_REP_FAST_CH, MSG_REP_FAST_OUTLETS, MSG_REP_SLOW_CH,
        MSG_REP_SLOW_OUTLETS, MSG_REP_KW,      MSG_REP_BAYS,         MSG_REP_KWH_DAY,
        MSG_REP_COST,         N_MESSAGES};
    enum message heads[sizeof all / sizeof all[0]];
    int n = 0;

    for (size_t k = 0; k < sizeof all / sizeof all[0]; k++) {
        bool left_out =
            (all[k] == MSG_REP_ID && !c.id) || (all[k] == MSG_REP_DISTRICT && !c.district) ||
            (all[k] == MSG_REP_SINCE && !c.money) || (all[k] == MSG_REP_COST && !c.money);

        if (!left_out) heads[n++] = all[k];
    }
    html_site_table(r->h, caption, heads, 2 + c.id + c.district + c.money);
}

static void row(const struct report *r, const struct network *n, int s, struct columns columns)
{
    const struct site *site = &r->run->city->site[s];
    struct site_count c = network_count(r->run->scenario, n, s);
    bool station = network_is_station(r->run->scenario, n, s);
    const char *type = place_words(r->h->language, site->type);
    char since[16];

    html_row(r->h);
    html_raw(r->h, "<th scope=\"row\">");
    html_text(r->h, site->name);
    if (!strstr(site->name, site->type) && !strstr(site->name, type)) { /* "" is in each */
        html_raw(r->h, " <span class=\"note\">");
        html_text(r->h, type);
        html_raw(r->h, "</span>");
    }
    html_raw(r->h, "</th>");
    if (columns.id) html_cell(r->h, strcmp(site->id, site->name) == 0 ? "" : site->id);
    if (columns.district)
        html_cell(r->h, r->run->city->district_name[digest_district(r->run, r->digest, s)]);
    html_cell(r->h, messages_text(r->h->language,
                                  station ? MSG_REP_STATION_WORD : MSG_REP_DISPERSED_WORD));
    if (columns.money) {
        snprintf(since, sizeof since, "%d", n->opened_year[s]);
        html_cell(r->h, digest_is_new(n, s)
                            ? since
                            : messages_text(r->h->language, digest_by_rule(n, s) > 0
                                                                ? MSG_ORIGIN_BY_RULE
                                                                : MSG_REP_TODAY));
    }
    for (int v = 0; v < N_SERVICES; v++) {
        html_number(r->h, c.service_chargers[v], 0);
        html_number(r->h, c.service_outlets[v], 0);
    }
    html_number(r->h, c.kw, 0);
    html_number(r->h, c.bays, 0);
    html_number(r->h, n->site_kwh[FAST][s] + n->site_kwh[SLOW][s], 0);
    if (columns.money)
        html_column(r->h, COLUMN_MONEY_SITE,
                    digest_fixed_cost(r->run, n, s) + digest_charger_cost(r->run, n, s));
    html_row_end(r->h);
}

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
    struct columns columns = columns_of(r, is_new, true);
    int largest[BODY_MOST];

    for (int s = 0; s < r->run->city->n_sites; s++)
        if (is_new(r, s) && rank_of(r, s) < BODY_MOST) largest[rank_of(r, s)] = s;
    open_table(r, MSG_REP_LARGEST_CAPTION, columns);
    for (int k = 0; k < BODY_MOST; k++)
        row(r, r->last, largest[k], columns);
    html_table_end(r->h);
}

static void new_sites(const struct report *r)
{
    struct columns columns = columns_of(r, is_new, true);
    bool today = false;

    for (int k = 0; k < r->run->n_phases; k++)
        today = today || digest_built(r->run, &r->run->phase[k]).grown_today > 0;
    open_table(r, today ? MSG_REP_GROWN_CAPTION : MSG_REP_NEW_CAPTION, columns);
    for (int s = 0; s < r->run->city->n_sites; s++)
        if (is_new(r, s)) row(r, r->last, s, columns);
    html_table_end(r->h);
}

static void summarise(const struct report *r, int n)
{
    struct digest_tally t = digest_tally(r->run, r->digest, r->today, TALLY_ALL, -1);
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
    struct columns columns = columns_of(r, stands_today, false);
    int n = 0;

    for (int s = 0; s < r->run->city->n_sites; s++)
        n += r->today->open[s];
    if (n == 0) return;
    if (n > LISTED_IN_FULL) {
        summarise(r, n);
        return;
    }
    open_table(r, MSG_REP_OLD_CAPTION, columns);
    for (int s = 0; s < r->run->city->n_sites; s++)
        if (r->today->open[s]) row(r, r->today, s, columns);
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

/* report_requirement.c - what ratio and station rules ask for: present state, gap, plan. */
#include <math.h>
#include <string.h>

#include "output/fact_words.h"
#include "output/judged.h"
#include "output/report/html.h"
#include "output/report/report.h"

enum { LISTED_DISTRICTS = 60 };

/* The last year's row of all rules of a kind together; NULL where no rule asks for it. */
static const struct requirement *all_of(const struct report *r, enum rule_kind kind,
                                        enum requirement_scope scope, int district)
{
    int last = r->run->scenario->study.years.n - 1;

    return requirement_find(r->run->requirements, last, -1, kind, scope, district);
}

/* ---- sentences ---- */

static const char *count_of(const struct report *r, double n, enum rule_kind kind, char *buffer,
                            size_t size)
{
    return messages_plural(buffer, size, r->h->language, n,
                           kind == RULE_EV_PER_CHARGER ? MSG_ONE_PUBLIC_CHARGER
                                                       : MSG_ONE_PUBLIC_STATION);
}

static void say_state(const struct report *r, const struct requirement *all)
{
    enum language language = r->h->language;
    char standing[32], gap[32], built[32], left[32], year[16];

    messages_number(standing, sizeof standing, language, all->standing, 0);
    messages_number(gap, sizeof gap, language, all->gap, 0);
    messages_number(built, sizeof built, language, all->built, 0);
    messages_number(left, sizeof left, language, all->left, 0);
    snprintf(year, sizeof year, "%d", r->run->scenario->study.years.year[all->year_index]);
    html_say(r->h, "key",
             all->kind == RULE_EV_PER_CHARGER ? MSG_REQ_STATE_CHARGERS : MSG_REQ_STATE_STATIONS,
             standing, gap, built, left, year, NULL);
}

/* Chargers of the ratio beside those that the stations are at least. */
static void say_binding(const struct report *r, const struct requirement *chargers,
                        const struct requirement *stations)
{
    int station_min = r->run->scenario->sizing.station_min;
    char ratio[64], least[64], count[64], each[16];

    count_of(r, chargers->required, RULE_EV_PER_CHARGER, ratio, sizeof ratio);
    messages_number(least, sizeof least, r->h->language, stations->required * station_min, 0);
    count_of(r, stations->required, RULE_EV_PER_STATION, count, sizeof count);
    snprintf(each, sizeof each, "%d", station_min);
    html_say(r->h, "key", stations->binds ? MSG_REQ_BINDS_STATION : MSG_REQ_BINDS_RATIO, ratio,
             least, count, each, NULL);
}

void report_asked_sentences(const struct report *r)
{
    const struct requirement *chargers = all_of(r, RULE_EV_PER_CHARGER, REQUIREMENT_AREA, -1);
    const struct requirement *stations = all_of(r, RULE_EV_PER_STATION, REQUIREMENT_AREA, -1);
    const struct requirement *one = chargers != NULL ? chargers : stations;
    double sample = r->run->scenario->report.network_sample_share;
    char year[16], evs[32], first[64], second[64], share[80];

    if (one == NULL) return;
    snprintf(year, sizeof year, "%d", r->run->scenario->study.years.year[one->year_index]);
    messages_number(evs, sizeof evs, r->h->language, one->vehicles, 0);
    count_of(r, one->required, one->kind, first, sizeof first);
    if (chargers != NULL && stations != NULL) {
        count_of(r, stations->required, stations->kind, second, sizeof second);
        html_say(r->h, "key", MSG_REQ_SUM_BOTH, year, evs, first, second, NULL);
        say_binding(r, chargers, stations);
    } else {
        html_say(r->h, "key", MSG_REQ_SUM, year, evs, first, NULL);
    }
    if (!report_has_sites(r)) return;
    if (chargers != NULL) say_state(r, chargers);
    if (stations != NULL) say_state(r, stations);
    if (sample < 1)
        html_say(r->h, "mark", MSG_REQ_SAMPLE,
                 messages_part(share, sizeof share, r->h->language, sample,
                               r->run->scenario->report.network_sample_at_most),
                 NULL);
}

/* ---- tables ---- */

static void rule_text(const struct report *r, int rule, char *text, size_t size)
{
    char target[64];

    if (rule < 0) {
        snprintf(text, size, "%s", messages_text(r->h->language, MSG_REQ_ALL));
        return;
    }
    judged_target(r->h->language, r->run, &r->run->rules->result[rule], target, sizeof target);
    messages_fill(text, size, r->h->language, MSG_REP_PLACE_VALUE,
                  judged_id(&r->run->rules->result[rule]), target, NULL);
}

/* What stands, is missing, is built and is left: where sites are told of. */
static void supply_cells(const struct report *r, const struct requirement *q)
{
    if (!report_has_sites(r)) return;
    html_number(r->h, q->standing, 0);
    html_number(r->h, q->gap, 0);
    html_number(r->h, q->built, 0);
    html_number(r->h, q->left, 0);
}

static void binds_cell(const struct report *r, bool binds)
{
    html_cell(r->h, binds ? messages_text(r->h->language, MSG_REQ_YES) : "");
}

static bool any_where(const struct report *r)
{
    for (int q = 0; q < r->run->scenario->n_rules; q++)
        if (r->run->scenario->rule[q].where != NULL) return true;
    return false;
}

static void area_row(const struct report *r, int year, int rule, enum rule_kind kind)
{
    const struct requirement *area =
        requirement_find(r->run->requirements, year, rule, kind, REQUIREMENT_AREA, -1);
    const char *where = rule >= 0 ? r->run->scenario->rule[rule].where : NULL;
    char text[256];

    if (area == NULL) return;
    html_row(r->h);
    snprintf(text, sizeof text, "%d", r->run->scenario->study.years.year[year]);
    html_head_cell(r->h, text);
    rule_text(r, rule, text, sizeof text);
    html_cell(r->h, text);
    if (any_where(r))
        html_cell(r->h, where != NULL ? fact_class(r->h->language, where)
                                      : messages_text(r->h->language, MSG_REQ_EVERYWHERE));
    html_number(r->h, area->vehicles, 0);
    html_number(r->h, area->required, 0);
    if (r->run->city->n_districts > 1)
        html_number(
            r->h,
            requirement_find(r->run->requirements, year, rule, kind, REQUIREMENT_SUM, -1)
                ->required,
            0);
    supply_cells(r, area);
    binds_cell(r, area->binds);
    html_row_end(r->h);
}

static int n_rules_of(const struct report *r, enum rule_kind kind)
{
    int n = 0;

    for (int q = 0; q < r->run->scenario->n_rules; q++)
        n += requirement_find(r->run->requirements, 0, q, kind, REQUIREMENT_AREA, -1) != NULL;
    return n;
}

/* Heads from a first part on; those of supply only where sites are told of. */
static void end_heads(const struct report *r, enum message heads[], int n)
{
    static const enum message supply[] = {MSG_REQ_STANDING, MSG_REQ_GAP, MSG_REQ_BUILT,
                                          MSG_REQ_LEFT};

    for (int k = 0; k < 4 && report_has_sites(r); k++)
        heads[n++] = supply[k];
    heads[n++] = MSG_REQ_BINDS;
    heads[n] = N_MESSAGES;
}

static void area_table(const struct report *r, enum rule_kind kind)
{
    enum message heads[16] = {MSG_REP_YEAR, MSG_REQ_RULE, MSG_REQ_FOR};
    int words = any_where(r) ? 3 : 2, n = words, rules = n_rules_of(r, kind);

    if (rules == 0) return;
    heads[n++] = MSG_REP_EVS;
    heads[n++] = MSG_REQ_ASKED;
    if (r->run->city->n_districts > 1) heads[n++] = MSG_REQ_ADDED_UP;
    end_heads(r, heads, n);
    html_table(
        r->h, kind == RULE_EV_PER_CHARGER ? MSG_REQ_CHARGERS_CAPTION : MSG_REQ_STATIONS_CAPTION,
        heads, words);
    for (int y = 0; y < r->run->scenario->study.years.n; y++) {
        for (int q = 0; q < r->run->scenario->n_rules; q++)
            area_row(r, y, q, kind);
        if (rules > 1) area_row(r, y, -1, kind);
    }
    html_table_end(r->h);
}

/* The rules of a kind that hold in a district: "G15-ACC-RATIO-P (1:7)". */
static void rules_here(const struct report *r, enum rule_kind kind, int district)
{
    int last = r->run->scenario->study.years.n - 1;
    char text[1024] = "";

    for (int q = 0; q < r->run->scenario->n_rules && district >= 0; q++) {
        const struct rule_result *rule = &r->run->rules->result[q];
        size_t length = strlen(text);

        if (requirement_find(r->run->requirements, last, q, kind, REQUIREMENT_DISTRICT,
                             district) == NULL)
            continue;
        snprintf(text + length, sizeof text - length, "%s",
                 length > 0 ? messages_text(r->h->language, MSG_LIST_COMMA) : "");
        length = strlen(text);
        if (kind == RULE_EV_PER_CHARGER)
            rule_text(r, q, text + length, sizeof text - length);
        else
            snprintf(text + length, sizeof text - length, "%s", judged_id(rule));
    }
    html_raw(r->h, "<td class=\"w\">");
    html_text(r->h, text);
    html_raw(r->h, "</td>");
}

static const char *place_name(const struct report *r, enum requirement_scope scope,
                              int district)
{
    if (scope == REQUIREMENT_AREA) return messages_text(r->h->language, MSG_REQ_AREA);
    if (scope == REQUIREMENT_SUM) return messages_text(r->h->language, MSG_REQ_ADDED_UP);
    return r->run->city->district_name[district];
}

static void start_row(const struct report *r, enum requirement_scope scope, int district)
{
    if (scope == REQUIREMENT_DISTRICT)
        html_row(r->h);
    else
        html_raw(r->h, "<tr class=\"sum\">");
    html_head_cell(r->h, place_name(r, scope, district));
}

static void district_row(const struct report *r, enum rule_kind kind,
                         enum requirement_scope scope, int district)
{
    const struct requirement *q = all_of(r, kind, scope, district);

    if (q == NULL) return;
    start_row(r, scope, district);
    rules_here(r, kind, district);
    html_number(r->h, q->vehicles, 0);
    html_number(r->h, q->required, 0);
    supply_cells(r, q);
    binds_cell(r, q->binds);
    html_row_end(r->h);
}

static void district_table(const struct report *r, enum rule_kind kind)
{
    enum message heads[16] = {MSG_REP_DISTRICT, MSG_REQ_RULES_HERE, MSG_REP_EVS, MSG_REQ_ASKED};

    if (n_rules_of(r, kind) == 0) return;
    end_heads(r, heads, 4);
    html_table(r->h,
               kind == RULE_EV_PER_CHARGER ? MSG_REQ_CHARGERS_DISTRICTS
                                           : MSG_REQ_STATIONS_DISTRICTS,
               heads, 2);
    for (int d = 0; d < r->run->city->n_districts; d++)
        district_row(r, kind, REQUIREMENT_DISTRICT, d);
    district_row(r, kind, REQUIREMENT_SUM, -1);
    district_row(r, kind, REQUIREMENT_AREA, -1);
    html_table_end(r->h);
}

/* ---- without sites: both in one table ---- */

static void bare_row(const struct report *r, enum requirement_scope scope, int district)
{
    static const enum rule_kind kinds[] = {RULE_EV_PER_CHARGER, RULE_EV_PER_STATION};
    enum message binds = N_MESSAGES;

    start_row(r, scope, district);
    for (int k = 0; k < 2; k++) {
        const struct requirement *q = all_of(r, kinds[k], scope, district);

        if (k == 0)
            html_number(r->h, (q != NULL ? q : all_of(r, kinds[1], scope, district))->vehicles,
                        0);
        rules_here(r, kinds[k], district);
        html_number(r->h, q != NULL ? q->required : (double)NAN, 0);
        if (q != NULL && q->binds) binds = k == 0 ? MSG_REQ_WHICH_RATIO : MSG_REQ_WHICH_STATION;
    }
    html_cell(r->h, binds == N_MESSAGES ? "" : messages_text(r->h->language, binds));
    html_row_end(r->h);
}

static void bare_table(const struct report *r)
{
    static const enum message heads[] = {MSG_REP_DISTRICT,     MSG_REP_EVS,
                                         MSG_REQ_RATIO_HERE,   MSG_REQ_CHARGERS_ASKED,
                                         MSG_REQ_STATION_HERE, MSG_REQ_STATIONS_ASKED,
                                         MSG_REQ_BINDS,        N_MESSAGES};

    html_table(r->h, MSG_REQ_BARE_DISTRICTS, heads, HTML_WORDS);
    for (int d = 0; d < r->run->city->n_districts; d++)
        bare_row(r, REQUIREMENT_DISTRICT, d);
    bare_row(r, REQUIREMENT_SUM, -1);
    bare_row(r, REQUIREMENT_AREA, -1);
    html_table_end(r->h);
}

static void by_district(const struct report *r)
{
    int n = r->run->city->n_districts;
    char count[32];

    if (n < 2) return;
    if (n > LISTED_DISTRICTS) {
        messages_number(count, sizeof count, r->h->language, n, 0);
        html_say(r->h, "", MSG_REQ_MANY_DISTRICTS, count, NULL);
    } else if (report_has_sites(r)) {
        district_table(r, RULE_EV_PER_CHARGER);
        district_table(r, RULE_EV_PER_STATION);
    } else {
        bare_table(r);
    }
}

void report_requirement(const struct report *r)
{
    char least[16], stations[512];

    if (n_rules_of(r, RULE_EV_PER_CHARGER) + n_rules_of(r, RULE_EV_PER_STATION) == 0) return;
    html_heading(r->h, 2, MSG_REQ_TITLE);
    report_asked_sentences(r);
    if (!report_has_sites(r)) html_say(r->h, "key", MSG_REQ_NO_SITES, NULL);
    area_table(r, RULE_EV_PER_CHARGER);
    area_table(r, RULE_EV_PER_STATION);
    by_district(r);
    snprintf(least, sizeof least, "%d", r->run->scenario->sizing.station_min);
    html_say(r->h, "note", MSG_REQ_IS, NULL);
    html_say(r->h, "note", MSG_REQ_BINDS_IS, least, NULL);
    html_say(r->h, "note", MSG_REQ_COUNTED,
             messages_text(r->h->language, MSG_DEF_EV_PER_CHARGER),
             messages_fill(stations, sizeof stations, r->h->language, MSG_DEF_EV_PER_STATION,
                           least, NULL),
             NULL);
}

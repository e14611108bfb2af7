/* report_head.c - title and cautions, and the network by year. */
#include <math.h>
#include <string.h>

#include "output/report/html.h"
#include "output/report/report.h"
#include "output/solved.h"

static void list_years(const struct report *r, char *text, size_t size)
{
    const struct run *run = r->run;
    size_t length = 0;

    text[0] = '\0';
    for (int k = 0; k < run->n_networks && length < size; k++)
        length += (size_t)snprintf(text + length, size - length, "%s%d",
                                   k > 0 ? messages_text(r->h->language, MSG_LIST_COMMA) : "",
                                   digest_year(run, run->network[k]));
}

static void no_plan(const struct report *r, const struct phase *p)
{
    char year[16], standing[64];

    if (solved_has_plan(p)) return;
    snprintf(year, sizeof year, "%d", solved_year(r->run, p));
    solved_standing(r->h->language, r->run, p, standing, sizeof standing);
    html_say(r->h, "mark", p->status == PLAN_INFEASIBLE ? MSG_REP_INFEASIBLE : MSG_REP_UNKNOWN,
             year, solved_reason(r->h->language, p), standing, NULL);
}

void report_cautions(const struct report *r)
{
    char share[80];

    if (r->run->scenario->study.made_up) html_say(r->h, "mark", MSG_REP_MADE_UP, NULL);
    if (r->run->scenario->report.network_sample_share < 1) {
        messages_part(share, sizeof share, r->h->language,
                      r->run->scenario->report.network_sample_share,
                      r->run->scenario->report.network_sample_at_most);
        html_say(r->h, "mark", MSG_REP_SAMPLE, share, NULL);
    }
    for (int k = 0; k < r->run->n_phases; k++)
        no_plan(r, &r->run->phase[k]);
}

void report_head(const struct report *r)
{
    const struct scenario *s = r->run->scenario;
    const char *title = scenario_title(s, r->h->language);
    char text[1024], years[256], seed[16], hash[16];

    if (s->study.made_up && !strstr(title, messages_text(r->h->language, MSG_MADE_UP)))
        messages_fill(text, sizeof text, r->h->language, MSG_MAP_MADE_UP_TITLE, title, NULL);
    else
        snprintf(text, sizeof text, "%s", title);
    html_begin(r->h, text, "");
    list_years(r, years, sizeof years);
    snprintf(seed, sizeof seed, "%d", s->study.seed);
    snprintf(hash, sizeof hash, "%.12s", s->hash);
    html_say(r->h, "sub", MSG_REP_SUBTITLE, s->head.name, years, s->placement.model, seed, hash,
             NULL);
    report_cautions(r);
}

void report_present(const struct report *r)
{
    static const enum message heads[] = {
        MSG_REP_YEAR,      MSG_REP_STATIONS, MSG_REP_DISPERSED,   MSG_REP_CHARGERS,
        MSG_REP_OUTLETS,   MSG_REP_BAYS,     MSG_REP_KW,          MSG_REP_FAST_SERVED,
        MSG_REP_FAST_FULL, MSG_REP_FAST_OUT, MSG_REP_SLOW_SERVED, MSG_REP_SLOW_FULL,
        MSG_REP_SLOW_OUT,  N_MESSAGES};
    char text[32];

    html_heading(r->h, 2, MSG_REP_PRESENT);
    html_table(r->h, MSG_REP_STATE_CAPTION, heads, 1);
    for (int k = 0; k < r->run->n_networks; k++) {
        const struct network *n = r->run->network[k];
        struct digest_tally t = digest_tally(r->run, r->digest, n, TALLY_ALL, -1);

        html_row(r->h);
        snprintf(text, sizeof text, "%d", digest_year(r->run, n));
        html_head_cell(r->h, text);
        html_number(r->h, t.stations, 0);
        html_number(r->h, t.dispersed_sites, 0);
        html_number(r->h, t.chargers, 0);
        html_number(r->h, t.outlets, 0);
        html_number(r->h, t.bays, 0);
        html_number(r->h, t.kw, 0);
        report_energy_shares(r, n, -1);
        html_row_end(r->h);
    }
    html_table_end(r->h);
    snprintf(text, sizeof text, "%d", r->run->scenario->sizing.station_min);
    html_say(r->h, "note", MSG_REP_STATION_IS, text, NULL);
}

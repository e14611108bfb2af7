/* report_rules.c - every rule with its clause: target, achieved, shortfall, where. */
#include <math.h>
#include <string.h>

#include "output/fact_words.h"
#include "output/judged.h"
#include "output/report/html.h"
#include "output/report/report.h"

/* A sentence in small letters. */
static void small(const struct report *r, enum message id, const char *value)
{
    char text[1024];

    html_raw(r->h, messages_text(r->h->language, MSG_SENTENCE_GAP));
    html_text(r->h, messages_fill(text, sizeof text, r->h->language, id, value, NULL));
}

/* What the catalogue adds to the clause: its note, and that it is not the first one. */
static void catalogue(const struct report *r, const struct rule_result *rule)
{
    const char *name = judged_catalogue(r->run, rule);

    if (rule->fact == NULL) return;

    const char *note = fact_meaning(r->h->language, rule->fact);

    if (note[0] != '\0') small(r, MSG_REP_NOTE, note);
    if (judged_is_current(rule))
        small(r, MSG_REP_CURRENT, NULL);
    else if (strcmp(name, "built in") != 0)
        small(r, MSG_REP_OWN_CATALOGUE, name);
}

/* "Plan, section 4: meaning. Its validity ended in 2020." */
static void clause(const struct report *r, const struct rule_result *rule, bool ended,
                   int n_rows)
{
    char text[1024], own[512], year[16];

    fprintf(r->h->stream, "<th scope=\"rowgroup\" rowspan=\"%d\"><code>", n_rows);
    html_text(r->h, judged_id(rule));
    html_raw(r->h, "</code><br>");
    if (rule->fact)
        judged_clause(r->h->language, r->run, rule, text, sizeof text);
    else
        messages_fill(text, sizeof text, r->h->language, MSG_REP_OWN_RULE,
                      judged_meaning(r->h->language, r->run, rule, own, sizeof own), NULL);
    html_text(r->h, text);
    if (rule->fact && rule->fact->valid_to > 0 && ended) {
        snprintf(year, sizeof year, "%d", rule->fact->valid_to);
        html_raw(r->h, messages_text(r->h->language, MSG_SENTENCE_GAP));
        html_raw(r->h, "<span class=\"note\"><b>");
        html_text(r->h,
                  messages_fill(text, sizeof text, r->h->language, MSG_REP_ENDED, year, NULL));
        html_raw(r->h, "</b></span>");
    }
    html_raw(r->h, "</th>");
}

static void outcome(const struct report *r, const struct rule_result *rule)
{
    const char *class_name = judged_met_by_some(r->run, rule) ? "some"
                             : rule->outcome == RULE_MET      ? "good"
                             : rule->outcome == RULE_NOT_MET  ? "bad"
                                                              : "note";
    char why[512];

    fprintf(r->h->stream, "<td class=\"%s\">", class_name);
    html_text(r->h, messages_text(r->h->language, judged_outcome_message(rule)));
    judged_reason(r->h->language, r->run, rule, why, sizeof why);
    if (why[0] != '\0') {
        html_text(r->h, messages_text(r->h->language, MSG_COLON));
        html_raw(r->h, "<span class=\"note\">");
        html_text(r->h, why);
        html_raw(r->h, "</span>");
    }
    html_raw(r->h, "</td>");
}

static void shortfall(const struct report *r, const struct rule_result *rule)
{
    struct use use = digest_use(r->run, r->run->network[rule->network]);
    char text[256], missing[64], figure[32], more[32];

    if (rule->outcome != RULE_NOT_MET || judged_nothing_stands(rule)) {
        html_cell(r->h, "");
        return;
    }
    judged_shortfall(r->h->language, r->run, rule, missing, sizeof missing);
    snprintf(text, sizeof text, "%s", missing);
    if (rule->kind == RULE_EV_PER_CHARGER) {
        messages_number(figure, sizeof figure, r->h->language, use.kw_per_ev, 2);
        messages_share(more, sizeof more, r->h->language, use.utilisation);
        messages_fill(text, sizeof text, r->h->language, MSG_REP_SHORT_USE, missing, figure,
                      more, NULL);
    }
    if (rule->kind == RULE_CORE_RADIUS && rule->core_unreachable > 0 &&
        !judged_met_where_possible(rule)) { /* said beside the outcome */
        judged_target(r->h->language, r->run, rule, figure, sizeof figure);
        messages_number(more, sizeof more, r->h->language, rule->core_unreachable, 0);
        messages_fill(text, sizeof text, r->h->language, MSG_REP_NO_SITE_SOME, missing, figure,
                      more, NULL);
    }
    html_cell(r->h, text);
}

static void worst(const struct report *r, const struct rule_result *rule)
{
    const char *place = judged_place(r->run, rule);
    char text[512], value[64];

    if (place[0] == '\0' || isnan(rule->worst_value))
        snprintf(text, sizeof text, "%s", place);
    else
        messages_fill(text, sizeof text, r->h->language, MSG_REP_PLACE_VALUE, place,
                      judged_achieved(r->h->language, r->run, rule, rule->worst_value, value,
                                      sizeof value),
                      NULL);
    html_cell(r->h, text);
}

static const char *sign(const struct rule_result *rule)
{
    if (judged_relation(rule)[0] == '<')
        return rule->strict ? "<\u00a0" : "\u2264\u00a0"; /* <= */
    return rule->strict ? ">\u00a0" : "\u2265\u00a0";     /* >= */
}

static void judgement(const struct report *r, const struct rule_result *rule)
{
    char text[64], figure[80];

    snprintf(text, sizeof text, "%d", rule->year);
    html_cell(r->h, text);
    judged_target(r->h->language, r->run, rule, text, sizeof text);
    /* "1:7" says its direction itself */
    snprintf(figure, sizeof figure, "%s%s",
             strchr(text, ':') || isnan(rule->target) ? "" : sign(rule), text);
    html_cell(r->h, figure);
    html_cell(r->h, judged_achieved(r->h->language, r->run, rule, rule->achieved, figure,
                                    sizeof figure));
    outcome(r, rule);
    shortfall(r, rule);
    worst(r, rule);
}

/* The years of one rule stand together, on one page; its clause spans them. */
static void one_rule(const struct report *r, int rule)
{
    const struct rules *rules = r->run->rules;
    bool first = true, ended = false;
    int n = 0;

    for (int k = 0; k < rules->n; k++) {
        if (rules->result[k].rule != rule) continue;
        ended = ended || rules->result[k].ended;
        n++;
    }
    html_raw(r->h, rule == 0 ? "" : "</tbody>\n<tbody class=\"keep\">\n");
    for (int k = 0; k < rules->n; k++) {
        if (rules->result[k].rule != rule) continue;
        html_row(r->h);
        if (first) {
            clause(r, &rules->result[k], ended, n);
            fprintf(r->h->stream, "<td rowspan=\"%d\">", n);
            html_text(r->h, messages_text(r->h->language,
                                          MSG_STRENGTH_BINDING + rules->result[k].strength));
            html_raw(r->h, "</td>");
        }
        first = false;
        judgement(r, &rules->result[k]);
        html_row_end(r->h);
    }
}

/* What is counted and what the catalogue notes, once for each rule: the first table has its
 * figures. */
static void counted_table(const struct report *r)
{
    static const enum message heads[] = {MSG_REP_RULE, MSG_REP_COUNTS, N_MESSAGES};
    char text[1024], counted[1024];

    html_table(r->h, MSG_REP_COUNTS_CAPTION, heads, HTML_WORDS);
    for (int k = 0; k < r->run->scenario->n_rules; k++) { /* of the first state */
        const struct rule_result *rule = &r->run->rules->result[k];

        html_row(r->h);
        html_raw(r->h, "<th scope=\"row\"><code>");
        html_text(r->h, judged_id(rule));
        html_raw(r->h, "</code></th><td>");
        judged_definition(r->h->language, r->run, rule, counted, sizeof counted);
        html_text(r->h, messages_fill(text, sizeof text, r->h->language, MSG_REP_COUNTED,
                                      counted, NULL));
        catalogue(r, rule);
        html_raw(r->h, "</td>");
        html_row_end(r->h);
    }
    html_table_end(r->h);
}

static void core_table(const struct report *r)
{
    static const enum message heads[] = {
        MSG_REP_YEAR,      MSG_REP_RULE,        MSG_REP_CORE_FARTHEST,    MSG_REP_CORE_RADIUS,
        MSG_REP_CORE_AREA, MSG_REP_CORE_DEMAND, MSG_REP_CORE_UNREACHABLE, N_MESSAGES};
    bool any = false;
    char year[16];

    for (int k = 0; k < r->run->rules->n; k++) {
        const struct rule_result *rule = &r->run->rules->result[k];

        if (rule->kind != RULE_CORE_RADIUS) continue;
        if (!any) html_table(r->h, MSG_REP_CORE_CAPTION, heads, 2);
        any = true;
        html_row(r->h);
        snprintf(year, sizeof year, "%d", rule->year);
        html_head_cell(r->h, year);
        html_cell(r->h, judged_id(rule));
        html_number(r->h, rule->achieved, 2);
        html_number(r->h, rule->core_mean_radius_km, 2);
        html_share(r->h, rule->core_area_share);
        html_share(r->h, rule->core_demand_share);
        html_number(r->h, rule->core_unreachable, 0);
        html_row_end(r->h);
    }
    if (!any) return;
    html_table_end(r->h);
    html_say(r->h, "note", MSG_REP_CORE_IS, NULL);
}

void report_rules(const struct report *r)
{
    static const enum message heads[] = {MSG_REP_RULE,      MSG_REP_STRENGTH, MSG_REP_YEAR,
                                         MSG_REP_TARGET,    MSG_REP_ACHIEVED, MSG_REP_OUTCOME,
                                         MSG_REP_SHORTFALL, MSG_REP_WORST,    N_MESSAGES};

    html_heading(r->h, 2, MSG_REP_RULES);
    if (r->run->rules->n == 0) {
        html_say(r->h, "", MSG_REP_NO_RULES, NULL);
        return;
    }
    html_raw(r->h, "<div class=\"rules\">\n");
    html_table(r->h, MSG_REP_RULES_CAPTION, heads, HTML_WORDS);
    for (int rule = 0; rule < r->run->scenario->n_rules; rule++)
        one_rule(r, rule);
    html_table_end(r->h);
    html_raw(r->h, "</div>\n");
    if (r->run->rules->n_places > 0) html_say(r->h, "note", MSG_REP_PLACES_FILE, NULL);
    core_table(r);
    counted_table(r);
}

/* report_rules.c - every rule with its clause: target, achieved, shortfall, where. */
#include <math.h>
#include <string.h>

#include "output/html.h"
#include "output/judged.h"
#include "output/report.h"

/* "Plan, section 4: meaning. Counted: ... Its validity ended in 2020." */
static void clause(const struct report *r, const struct rule_result *rule, bool ended,
                   int n_rows)
{
    char text[1024], year[16];

    fprintf(r->f, "<th scope=\"rowgroup\" rowspan=\"%d\"><code>", n_rows);
    html_text(r->f, judged_id(rule));
    fputs("</code><br>", r->f);
    if (rule->fact)
        messages_fill(text, sizeof text, MSG_REP_CLAUSE, rule->fact->plan, rule->fact->section,
                      rule->fact->meaning, NULL);
    else
        messages_fill(text, sizeof text, MSG_REP_OWN_RULE, judged_meaning(r->run, rule), NULL);
    html_text(r->f, text);
    fputs(" <span class=\"note\">", r->f);
    html_text(r->f, messages_fill(text, sizeof text, MSG_REP_COUNTED,
                                  judged_definition(rule->kind), NULL));
    if (rule->fact && rule->fact->valid_to > 0 && ended) {
        snprintf(year, sizeof year, "%d", rule->fact->valid_to);
        fputs(" <b>", r->f);
        html_text(r->f, messages_fill(text, sizeof text, MSG_REP_ENDED, year, NULL));
        fputs("</b>", r->f);
    }
    fputs("</span></th>", r->f);
}

static void outcome(const struct report *r, const struct rule_result *rule)
{
    const char *class_name = rule->outcome == RULE_MET       ? "good"
                             : rule->outcome == RULE_NOT_MET ? "bad"
                                                             : "note";

    fprintf(r->f, "<td class=\"%s\">", class_name);
    html_text(r->f, messages_text(MSG_OUTCOME_MET + rule->outcome));
    fputs("</td>", r->f);
}

static void shortfall(const struct report *r, const struct rule_result *rule)
{
    char text[128], number[32];

    if (rule->outcome != RULE_NOT_MET) {
        html_cell(r->f, "");
        return;
    }
    messages_number(number, sizeof number, rule->shortfall,
                    rule->shortfall < 10 && floor(rule->shortfall) < rule->shortfall ? 1 : 0);
    snprintf(text, sizeof text, "%s %s", number,
             rule->kind == RULE_BUDGET ? r->run->scenario->study.currency
                                       : judged_shortfall_unit(rule->kind));
    html_cell(r->f, text);
}

static void worst(const struct report *r, const struct rule_result *rule)
{
    const char *place = judged_place(r->run, rule);
    char text[512], value[64];

    if (place[0] == '\0' || isnan(rule->worst_value))
        snprintf(text, sizeof text, "%s", place);
    else
        snprintf(text, sizeof text, "%s (%s)", place,
                 judged_achieved(r->run, rule, rule->worst_value, value, sizeof value));
    html_cell(r->f, text);
}

static const char *sign(const struct rule_result *rule)
{
    if (judged_relation(rule)[0] == '<') return rule->strict ? "< " : "\xe2\x89\xa4 "; /* <= */
    return rule->strict ? "> " : "\xe2\x89\xa5 ";                                      /* >= */
}

static void judgement(const struct report *r, const struct rule_result *rule)
{
    char text[64], figure[80];

    snprintf(text, sizeof text, "%d", rule->year);
    html_cell(r->f, text);
    judged_target(r->run, rule, text, sizeof text);
    /* "1:7" says its direction itself */
    snprintf(figure, sizeof figure, "%s%s", strchr(text, ':') ? "" : sign(rule), text);
    html_cell(r->f, figure);
    judged_achieved(r->run, rule, rule->achieved, text, sizeof text);
    html_cell(r->f, text);
    outcome(r, rule);
    shortfall(r, rule);
    worst(r, rule);
}

/* The years of one rule stand together; its clause spans them. */
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
    for (int k = 0; k < rules->n; k++) {
        if (rules->result[k].rule != rule) continue;
        html_row(r->f);
        if (first) {
            clause(r, &rules->result[k], ended, n);
            fprintf(r->f, "<td rowspan=\"%d\">", n);
            html_text(r->f, messages_text(MSG_STRENGTH_BINDING + rules->result[k].strength));
            fputs("</td>", r->f);
        }
        first = false;
        judgement(r, &rules->result[k]);
        html_row_end(r->f);
    }
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
        if (!any) html_table(r->f, MSG_REP_CORE_CAPTION, heads, 2);
        any = true;
        html_row(r->f);
        snprintf(year, sizeof year, "%d", rule->year);
        html_head_cell(r->f, year);
        html_cell(r->f, judged_id(rule));
        html_number(r->f, rule->achieved, 2);
        html_number(r->f, rule->core_mean_radius_km, 2);
        html_share(r->f, rule->core_area_share);
        html_share(r->f, rule->core_demand_share);
        html_number(r->f, rule->core_unreachable, 0);
        html_row_end(r->f);
    }
    if (any) html_table_end(r->f);
}

void report_rules(const struct report *r)
{
    static const enum message heads[] = {MSG_REP_RULE,      MSG_REP_STRENGTH, MSG_REP_YEAR,
                                         MSG_REP_TARGET,    MSG_REP_ACHIEVED, MSG_REP_OUTCOME,
                                         MSG_REP_SHORTFALL, MSG_REP_WORST,    N_MESSAGES};

    html_heading(r->f, 2, MSG_REP_RULES);
    if (r->run->rules->n == 0) {
        html_say(r->f, "", MSG_REP_NO_RULES, NULL);
        return;
    }
    html_table(r->f, MSG_REP_RULES_CAPTION, heads, HTML_WORDS);
    for (int rule = 0; rule < r->run->scenario->n_rules; rule++)
        one_rule(r, rule);
    html_table_end(r->f);
    core_table(r);
}

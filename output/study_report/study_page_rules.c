/* study_page_rules.c - the rules over the cases: how many meet each, and which do not. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "output/fact_words.h"
#include "output/study_report/study_page.h"
#include "output/study_report/study_words.h"
#include "scenarios/plans.h"
#include "scenarios/text.h"

enum { RULES_MAX = 100, MISSING_SHOWN = 20 };

/* A rule of the scenario over the cases used, at the end of their plans. */
struct judged_rule {
    const struct study_rule *rule; /* its first judgement */
    int n_met, n_missed, n_nothing;
    double target_low, target_high, worst, best;
};

struct tallies {
    const struct study_page *page;
    struct plans *plans; /* owned: the built-in catalogue */
    int n;
    struct judged_rule at[RULES_MAX];
};

static bool is_same(const struct study_rule *a, const struct study_rule *b)
{
    return a->place == b->place && strcmp(a->rule, b->rule) == 0 &&
           strcmp(a->zone_class, b->zone_class) == 0;
}

static struct judged_rule *judged_of(struct tallies *t, const struct study_rule *r)
{
    for (int k = 0; k < t->n; k++)
        if (is_same(t->at[k].rule, r)) return &t->at[k];
    if (t->n == RULES_MAX) return NULL;
    t->at[t->n] = (struct judged_rule){.rule = r,
                                       .target_low = INFINITY,
                                       .target_high = -INFINITY,
                                       .worst = (double)NAN,
                                       .best = (double)NAN};
    return &t->at[t->n++];
}

static void count(struct tallies *t)
{
    const struct study_data *d = t->page->d;

    for (int k = 0; k < d->n_rules; k++) {
        const struct study_rule *r = &d->rule[k];
        bool at_least = r->relation[0] == '>';
        struct judged_rule *y;

        if (!r->last || !study_data_used(d, r->at)) continue;
        y = judged_of(t, r);
        if (y == NULL) continue;
        y->n_met += r->outcome == OUTCOME_MET;
        y->n_missed += r->outcome == OUTCOME_MISSED;
        y->n_nothing += r->outcome == OUTCOME_NOTHING;
        if (!isnan(r->target)) {
            y->target_low = fmin(y->target_low, r->target);
            y->target_high = fmax(y->target_high, r->target);
        }
        if (isnan(r->achieved)) continue;
        y->worst = isnan(y->worst) ? r->achieved
                   : at_least      ? fmin(y->worst, r->achieved)
                                   : fmax(y->worst, r->achieved);
        y->best = isnan(y->best) ? r->achieved
                  : at_least     ? fmax(y->best, r->achieved)
                                 : fmin(y->best, r->achieved);
    }
}

/* Of a fact its meaning, of an own rule the planner's words, else its name. */
static void meaning(const struct tallies *t, const struct study_rule *r, char *buffer,
                    size_t size)
{
    enum language l = t->page->h->language;
    const struct fact *fact = plans_find(t->plans, r->rule);
    const char *words = "";
    char path[64], other[64];

    if (fact != NULL) words = fact_meaning(l, fact);
    snprintf(path, sizeof path, "rules[%d].meaning%s", r->place + 1,
             l == LANGUAGE_ZH ? "_zh" : "");
    snprintf(other, sizeof other, "rules[%d].meaning%s", r->place + 1,
             l == LANGUAGE_ZH ? "" : "_zh");
    if (words[0] == '\0') words = study_data_common(t->page->d, path);
    if (words[0] == '\0') words = study_data_common(t->page->d, other);
    snprintf(buffer, size, "%s%s%s", r->rule,
             words[0] != '\0' ? messages_text(l, MSG_COLON) : "", words);
    buffer[text_cut(buffer, strlen(buffer))] = '\0';
}

static void figure(const struct tallies *t, const struct study_rule *r, double value,
                   char *buffer, size_t size)
{
    enum language l = t->page->h->language;
    char number[400];

    if (isnan(value)) {
        messages_number(buffer, size, l, value, 0);
    } else if (strcmp(r->unit, "share") == 0) {
        messages_share(buffer, size, l, value);
    } else if (strcmp(r->unit, t->page->d->currency) == 0) {
        messages_money(buffer, size, l, value, t->page->d->currency);
    } else {
        messages_number(number, sizeof number, l, value,
                        fabs(value) >= 1000                 ? 0
                        : fabs(value - round(value)) < 1e-9 ? 0
                                                            : 2);
        snprintf(buffer, size, "%s\u00a0%s", number, fact_unit(l, r->unit));
    }
}

/* As people write it: at most, under. */
static const char *relation_sign(const char *relation)
{
    return strcmp(relation, "<=") == 0   ? "\u2264"
           : strcmp(relation, ">=") == 0 ? "\u2265"
                                         : relation;
}

static void row(const struct tallies *t, const struct judged_rule *y)
{
    struct html *h = t->page->h;
    char text[900], from[300], to[300], met[64], judged[64];
    int n = y->n_met + y->n_missed;

    html_row(h);
    meaning(t, y->rule, text, sizeof text);
    html_head_cell(h, text);
    html_cell(h, messages_text(h->language,
                               y->rule->binding ? MSG_STU_BINDING : MSG_STU_NOT_BINDING));
    if (y->target_low <= y->target_high) {
        figure(t, y->rule, y->target_low, from, sizeof from);
        figure(t, y->rule, y->target_high, to, sizeof to);
        snprintf(text, sizeof text, "%s %s", relation_sign(y->rule->relation), from);
        if (y->target_low < y->target_high)
            messages_fill(text, sizeof text, h->language, MSG_STU_FROM_TO, from, to, NULL);
        html_cell(h, text);
    } else {
        html_cell(h, messages_text(h->language, MSG_SAY_NO_FIGURE));
    }
    messages_number(met, sizeof met, h->language, y->n_met, 0);
    messages_number(judged, sizeof judged, h->language, n, 0);
    html_raw(h, n == 0             ? "<td>"
                : y->n_missed == 0 ? "<td class=\"w good\">\u2713 "
                : y->rule->binding ? "<td class=\"w bad\">\u2717 "
                                   : "<td class=\"w could\">\u2717 ");
    html_text(h, n == 0 ? messages_text(h->language, MSG_STU_NOT_JUDGED)
                        : messages_fill(text, sizeof text, h->language, MSG_STU_OF, met, judged,
                                        NULL));
    html_raw(h, "</td>");
    figure(t, y->rule, y->worst, text, sizeof text);
    html_cell(h, text);
    figure(t, y->rule, y->best, text, sizeof text);
    html_cell(h, text);
    html_row_end(h);
}

/* The cases that miss a binding rule at the end; many missed rules of a case are one row. */
static void missing(const struct tallies *t)
{
    static const enum message heads[] = {MSG_STU_CASE, MSG_STU_SETTINGS, MSG_STU_RULES_NOT_MET,
                                         N_MESSAGES};
    const struct study_data *d = t->page->d;
    struct html *h = t->page->h;
    char text[1500];
    int n = 0, n_all = 0, last = -1;

    for (int k = 0; k < d->n_rules; k++)
        if (d->rule[k].last && d->rule[k].binding && d->rule[k].outcome == OUTCOME_MISSED &&
            study_data_used(d, d->rule[k].at) && d->rule[k].at != last) {
            last = d->rule[k].at;
            n_all++;
        }
    if (n_all == 0 || n_all == d->n_used) return; /* all: the table says so */
    html_table(h, MSG_STU_MISSING_CAPTION, heads, HTML_WORDS);
    for (int k = 0; k < d->n_rules && n < MISSING_SHOWN;) {
        int at = d->rule[k].at;
        struct text rules = {0};

        for (; k < d->n_rules && d->rule[k].at == at; k++)
            if (d->rule[k].last && d->rule[k].binding && d->rule[k].outcome == OUTCOME_MISSED &&
                study_data_used(d, at))
                text_addf(&rules, "%s%s",
                          rules.n > 0 ? messages_text(h->language, MSG_LIST_COMMA) : "",
                          d->rule[k].rule);
        if (rules.n > 0) {
            n++;
            html_row(h);
            html_head_cell(h, study_page_case(t->page, at, text, sizeof text));
            html_cell(h,
                      study_words_settings(d, h->language, d->at[at].value, text, sizeof text));
            html_cell(h, rules.data);
            html_row_end(h);
        }
        text_clear(&rules);
    }
    html_table_end(h);
    if (n_all > n)
        html_say(h, "note", MSG_STU_MORE_CASES,
                 messages_number(text, sizeof text, h->language, n_all - n, 0), NULL);
}

static int compare_tallies(const void *a, const void *b)
{
    const struct judged_rule *x = a, *y = b;

    return x->rule->place != y->rule->place ? x->rule->place - y->rule->place
                                            : strcmp(x->rule->rule, y->rule->rule);
}

enum err study_page_rules(const struct study_page *p, struct error *err)
{
    static const enum message heads[] = {MSG_REP_RULE,     MSG_REP_STRENGTH, MSG_REP_TARGET,
                                         MSG_STU_RULE_MET, MSG_STU_WORST,    MSG_STU_BEST,
                                         N_MESSAGES};
    struct tallies *t = calloc(1, sizeof *t);
    enum err code =
        t != NULL ? plans_read(&t->plans, err) : error_nomem(err, "the page of the study");

    if (code == ERR_OK) {
        t->page = p;
        count(t);
        qsort(t->at, (size_t)t->n, sizeof *t->at, compare_tallies);
    }
    if (code == ERR_OK && t->n > 0) {
        html_heading(p->h, 2, MSG_STU_RULES);
        html_table(p->h, MSG_STU_RULES_CAPTION, heads, HTML_WORDS);
        for (int k = 0; k < t->n; k++)
            row(t, &t->at[k]);
        html_table_end(p->h);
        missing(t);
    }
    if (t != NULL) plans_free(t->plans);
    free(t);
    return code;
}

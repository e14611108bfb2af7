/* report_facts.c - the figures of settings that are facts of the plans, each with its clause.
 */
#include <math.h>
#include <string.h>

#include "output/fact_words.h"
#include "output/report/html.h"
#include "output/report/report.h"
#include "scenarios/plans.h"
#include "scenarios/text.h"

/* "发改能源〔2015〕1454号, section 4", and where the fact comes from. */
static void clause(const struct report *r, const struct fact *fact)
{
    char text[512];

    html_raw(r->h, "<td>");
    html_text(r->h, fact_clause(text, sizeof text, r->h->language, fact));
    if (strcmp(fact->catalogue, "plan:current") == 0) {
        html_raw(r->h, "<br>");
        html_text(r->h, messages_text(r->h->language, MSG_REP_CURRENT));
    }
    html_raw(r->h, "</td>");
}

/* Its year; and that its validity ended before the last year looked at. */
static void year(const struct report *r, const struct fact *fact)
{
    const struct years *years = &r->run->scenario->study.years;
    char text[256] = "", number[16];

    if (fact->year > 0) snprintf(text, sizeof text, "%d", fact->year);
    html_raw(r->h, "<td>");
    html_text(r->h, text);
    if (fact->valid_to > 0 && fact->valid_to < years->year[years->n - 1]) {
        snprintf(number, sizeof number, "%d", fact->valid_to);
        html_raw(r->h, "<br>");
        html_text(r->h, messages_fill(text, sizeof text, r->h->language, MSG_REP_ENDED, number,
                                      NULL));
    }
    html_raw(r->h, "</td>");
}

/* Large whole numbers in groups of three; any other as exact as the catalogue has it. */
static void put_value(enum language language, double value, char *text, size_t size)
{
    char exact[TEXT_NUMBER_ROOM];

    text_put_number(exact, value);
    if (fabs(value) >= 10000 && value == floor(value))
        messages_number(text, size, language, value, 0);
    else
        snprintf(text, size, "%s", exact);
}

static void one_use(const struct report *r, const struct fact_use *use)
{
    char figure[128], number[64];

    put_value(r->h->language, use->fact->value, number, sizeof number);
    messages_fill(figure, sizeof figure, r->h->language, MSG_REP_FIGURE, number,
                  fact_unit(r->h->language, use->fact->unit), NULL);
    html_row(r->h);
    html_head_cell(r->h, r->run->scenario->setting[use->setting].path);
    html_raw(r->h, "<td><code>");
    html_text(r->h, use->fact->id);
    html_raw(r->h, "</code></td>");
    html_cell(r->h, figure);
    year(r, use->fact);
    html_cell(r->h, messages_text(r->h->language, MSG_STRENGTH_BINDING + use->fact->strength));
    clause(r, use->fact);
    html_row_end(r->h);
}

void report_facts(const struct report *r)
{
    static const enum message heads[] = {MSG_REP_SETTING, MSG_REP_FACT,     MSG_REP_VALUE,
                                         MSG_REP_YEAR,    MSG_REP_STRENGTH, MSG_REP_FACT_CLAUSE,
                                         N_MESSAGES};
    const struct scenario *s = r->run->scenario;

    if (s->n_uses == 0) return;
    html_heading(r->h, 3, MSG_REP_FACTS);
    html_table(r->h, MSG_REP_FACTS_CAPTION, heads, HTML_WORDS);
    for (int k = 0; k < s->n_uses; k++)
        one_use(r, &s->use[k]);
    html_table_end(r->h);
}

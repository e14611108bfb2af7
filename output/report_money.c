/* report_money.c - what the phases cost. */
#include <math.h>

#include "output/html.h"
#include "output/report.h"
#include "output/solved.h"

static void money(const struct report *r)
{
    static const enum message heads[] = {MSG_REP_PHASE,
                                         MSG_REP_NEW_SITES,
                                         MSG_REP_FIXED,
                                         MSG_REP_CHARGERS_FAST,
                                         MSG_REP_CHARGERS_SLOW,
                                         MSG_REP_SUM,
                                         MSG_REP_BUDGET,
                                         MSG_REP_OM,
                                         N_MESSAGES};
    char year[64];

    html_table(r->f, MSG_REP_MONEY_TABLE, heads, 1);
    for (int k = 0; k < r->run->n_phases; k++) {
        const struct phase *p = &r->run->phase[k];

        html_row(r->f);
        html_head_cell(r->f, solved_year_text(r->run, p, year, sizeof year));
        html_number(r->f, p->n_new_sites, 0);
        html_number(r->f, p->money.fixed / 1e6, 2);
        html_number(r->f, p->money.chargers[FAST] / 1e6, 2);
        html_number(r->f, p->money.chargers[SLOW] / 1e6, 2);
        html_number(r->f, p->money.total / 1e6, 2);
        if (isfinite(p->budget))
            html_number(r->f, p->budget / 1e6, 2);
        else
            html_cell(r->f, messages_text(MSG_REP_NO_LIMIT));
        html_number(r->f, p->money.om_per_year / 1e6, 3);
        html_row_end(r->f);
    }
    html_table_end(r->f);
    html_say(r->f, "note", MSG_REP_CURRENCY, r->run->scenario->study.currency, NULL);
}

void report_money(const struct report *r)
{
    html_heading(r->f, 2, MSG_REP_MONEY);
    if (r->run->n_phases == 0) {
        html_say(r->f, "", MSG_REP_NO_PHASES, NULL);
        return;
    }
    money(r);
}

/* report_money.c - what the phases cost. */
#include <math.h>

#include "output/report/html.h"
#include "output/report/report.h"
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

    html_table(r->h, MSG_REP_MONEY_TABLE, heads, 1);
    for (int k = 0; k < r->run->n_phases; k++) {
        const struct phase *p = &r->run->phase[k];

        html_row(r->h);
        html_head_cell(r->h, solved_year_text(r->h->language, r->run, p, year, sizeof year));
        html_number(r->h, p->n_new_sites, 0);
        html_column(r->h, COLUMN_MONEY, p->money.fixed);
        html_column(r->h, COLUMN_MONEY, p->money.chargers[FAST]);
        html_column(r->h, COLUMN_MONEY, p->money.chargers[SLOW]);
        html_column(r->h, COLUMN_MONEY, p->money.total);
        if (isfinite(p->budget))
            html_column(r->h, COLUMN_MONEY, p->budget);
        else
            html_cell(r->h, messages_text(r->h->language, MSG_REP_NO_LIMIT));
        html_column(r->h, COLUMN_MONEY_YEAR, p->money.om_per_year);
        html_row_end(r->h);
    }
    html_table_end(r->h);
    html_say(r->h, "note", MSG_REP_OM_IS, NULL);
}

void report_money(const struct report *r)
{
    html_heading(r->h, 2, MSG_REP_MONEY);
    if (r->run->n_phases == 0) {
        html_say(r->h, "", MSG_REP_NO_PHASES, NULL);
        return;
    }
    money(r);
}

/* report_money.c - what it costs, and how good the plan is beside the best that can be. */
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
    char year[16];

    html_table(r->f, MSG_REP_MONEY_TABLE, heads, 1);
    for (int k = 0; k < r->run->n_phases; k++) {
        const struct phase *p = &r->run->phase[k];

        html_row(r->f);
        snprintf(year, sizeof year, "%d", solved_year(r->run, p));
        html_head_cell(r->f, year);
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

/* The bound in the model's own measure; energy as shares of the demand. */
static void best_possible(const struct report *r, const struct phase *p, const char *year,
                          char *text, size_t size)
{
    double bound_share = digest_bound_share(r->run, p);
    char bound[64], reached[64];

    if (isfinite(bound_share)) {
        messages_share(bound, sizeof bound, fmin(bound_share, 1));
        messages_share(reached, sizeof reached, bound_share / p->bound * p->objective);
        messages_fill(text, size,
                      isfinite(p->budget) ? MSG_REP_BEST_SERVE : MSG_REP_BEST_SERVE_FREE, year,
                      bound, reached, NULL);
        return;
    }
    messages_number(bound, sizeof bound, p->bound, fabs(p->bound) < 1000 ? 2 : 0);
    messages_number(reached, sizeof reached, p->objective, fabs(p->bound) < 1000 ? 2 : 0);
    messages_fill(text, size, p->model->maximise ? MSG_REP_BEST_MAX : MSG_REP_BEST_MIN, year,
                  bound, p->model->name, p->model->summary, reached, NULL);
}

static void quality_of(const struct report *r, const struct phase *p)
{
    char text[1024], more[256], gap[32], year[16];

    snprintf(year, sizeof year, "%d", solved_year(r->run, p));
    if (!solved_has_plan(p)) {
        html_say(r->f, "mark", MSG_REP_BEST_NONE, year, p->reason, NULL);
        return;
    }
    best_possible(r, p, year, text, sizeof text);
    if (p->status == PLAN_OPTIMAL) {
        messages_fill(more, sizeof more, MSG_REP_BEST_PROVED, NULL);
    } else {
        snprintf(gap, sizeof gap, "%.2f %%", 100 * p->gap);
        messages_fill(more, sizeof more, MSG_REP_BEST_GAP, gap,
                      messages_text(MSG_REP_STOP_PROVED + p->stop), NULL);
    }
    fputs("<p class=\"key\">", r->f);
    html_text(r->f, text);
    fputc(' ', r->f);
    html_text(r->f, more);
    if (p->stop == STOP_TIME) {
        fputc(' ', r->f);
        html_text(r->f, messages_text(MSG_REP_BEST_TIME));
    }
    fputs("</p>\n", r->f);
}

void report_money(const struct report *r)
{
    html_heading(r->f, 2, MSG_REP_MONEY);
    if (r->run->n_phases == 0) {
        html_say(r->f, "", MSG_REP_NO_PHASES, NULL);
        return;
    }
    money(r);
    html_heading(r->f, 2, MSG_REP_QUALITY);
    for (int k = 0; k < r->run->n_phases; k++)
        quality_of(r, &r->run->phase[k]);
}

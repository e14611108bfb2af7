/* report_classes.c - which class draws how much, where, and what its public share rests on. */
#include <math.h>

#include "output/report/html.h"
#include "output/report/report.h"
#include "output/writers/tables.h"

static void rests_on(const struct report *r, int c, int y)
{
    const struct demand *d = r->run->demand;
    const struct fleet_class *class = &r->run->scenario->fleet[c];
    char text[256], share[32];

    if (d->energy[c * d->n_years + y].share_given) {
        html_cell(r->h, messages_text(r->h->language, MSG_CLASSES_GIVEN));
    } else if (r->run->city->home_access != NULL && class->home_by_zone) {
        html_cell(r->h, messages_text(r->h->language, MSG_CLASSES_BY_ZONE));
    } else {
        messages_share(share, sizeof share, r->h->language, class->home_access);
        html_cell(r->h, messages_fill(text, sizeof text, r->h->language, MSG_CLASSES_BY_ACCESS,
                                      share, NULL));
    }
}

static void class_row(const struct report *r, int c, int y)
{
    const struct demand *d = r->run->demand;
    const struct class_energy *e = &d->energy[c * d->n_years + y];
    const struct demand_totals *t = &d->totals[y];
    double fast = demand_class_public(d, c, FAST, y), slow = demand_class_public(d, c, SLOW, y);
    double all = t->public_kwh[FAST] + t->public_kwh[SLOW];
    char year[16];

    html_row(r->h);
    html_head_cell(r->h, scenario_class_title(&r->run->scenario->fleet[c], r->h->language));
    snprintf(year, sizeof year, "%d", r->run->fleet->years[y]);
    html_cell(r->h, year);
    rests_on(r, c, y);
    html_column(r->h, COLUMN_ENERGY, e->home + e->work);
    html_column(r->h, COLUMN_ENERGY, e->depot);
    html_column(r->h, COLUMN_ENERGY, slow);
    html_column(r->h, COLUMN_ENERGY, fast);
    html_share(r->h, e->driven > 0 ? e->public_share : (double)NAN);
    html_share(r->h, all > 0 ? (fast + slow) / all : (double)NAN);
    html_row_end(r->h);
}

/* Where the figures behind the tables stand. */
static void file_note(const struct report *r)
{
    enum demand_lines lines = tables_demand_lines(r->run);
    char n[32];

    if (lines == DEMAND_LINES_NONE) return;
    messages_number(n, sizeof n, r->h->language, tables_demand_n(r->run), 0);
    html_say(r->h, "note",
             lines == DEMAND_LINES_ZONES ? MSG_REP_DEMAND_CSV_ZONES
                                         : MSG_REP_DEMAND_CSV_DISTRICTS,
             n, NULL);
}

void report_classes(const struct report *r)
{
    static const enum message heads[] = {MSG_REP_CLASS,         MSG_REP_YEAR,
                                         MSG_CLASSES_IS,        MSG_CLASSES_PRIVATE,
                                         MSG_REP_DEPOT,         MSG_REP_PUBLIC_SLOW,
                                         MSG_REP_PUBLIC_FAST,   MSG_CLASSES_PUBLIC_SHARE,
                                         MSG_CLASSES_OF_PUBLIC, N_MESSAGES};

    html_table(r->h, MSG_CLASSES_CAPTION, heads, 3);
    for (int c = 0; c < r->run->fleet->n_classes; c++)
        for (int y = 0; y < r->run->fleet->n_years; y++)
            class_row(r, c, y);
    html_table_end(r->h);
    html_say(r->h, "note", MSG_CLASSES_NOTE, NULL);
    file_note(r);
}

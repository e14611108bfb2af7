/* study_page.c - see study_page.h: the sections in their order, and what they share. */
#include "output/study_report/study_page.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "output/study_report/study_words.h"

static const char style[] =
    "table.compare thead th{overflow-wrap:anywhere}"
    "table.compare thead th{text-align:right}table.compare thead th:first-child{text-align:"
    "left}"
    "table.compare tbody th{min-width:10.5em;overflow-wrap:normal}"
    "table.compare td.v{white-space:normal}"
    "td small{display:block;color:#555;font-size:85%}"
    ".best{color:#00573c;font-weight:600}.worst{color:#a33c00}"
    ".pair{display:flex;flex-wrap:wrap;gap:.4em 2%}"
    ".pair svg{width:49%;flex:0 0 49%}"
    "td.set{width:52%}"
    "@media(max-width:45em){.pair svg{width:100%;flex-basis:100%}}"
    "@media print{.pair svg{width:49%;flex-basis:49%}}";

bool study_page_range(const struct study_data *d, enum study_key key, double *low, double *high)
{
    *low = INFINITY;
    *high = -INFINITY;
    for (int k = 0; k < d->n_cases; k++) {
        double v = study_data_end(d, k, key);

        if (!study_data_used(d, k) || isnan(v)) continue;
        *low = fmin(*low, v);
        *high = fmax(*high, v);
    }
    return *low <= *high;
}

char *study_page_case(const struct study_page *p, int at, char *buffer, size_t size)
{
    const struct study_case *c = &p->d->at[at];

    snprintf(buffer, size, "%s%s%s", c->id, c->name[0] != '\0' ? " " : "", c->name);
    return buffer;
}

static void end(const struct study_page *p)
{
    html_heading(p->h, 2, MSG_STU_NOTES);
    html_say(p->h, "note", MSG_STU_PERCENTILE_IS, NULL);
    html_say(p->h, "note", MSG_STU_WHOLE, "chargeplan sweep --export STUDY -o NEW", NULL);
    if (p->d->source[p->h->language][0] != '\0')
        html_say(p->h, "note", MSG_REP_DATA_SOURCE, p->d->source[p->h->language], NULL);
    html_say(p->h, "note", MSG_STU_MADE_BY, CHARGEPLAN_VERSION, p->d->program, p->d->design,
             NULL);
}

static enum err sections(const struct study_page *p, struct error *err)
{
    study_page_head(p);
    if (p->d->n_used > 0 || p->d->n_standing[STANDING_INFEASIBLE] > 0) {
        TRY(study_page_table(p, err));
        TRY(study_page_pareto(p, err));
        TRY(study_page_values(p, err));
        TRY(study_page_swings(p, err));
        TRY(study_page_bands(p, err));
        TRY(study_page_sites(p, err));
        TRY(study_page_rules(p, err));
    }
    end(p);
    html_end(p->h);
    return ERR_OK;
}

enum err study_page_write(const struct study_data *d, enum language language, FILE *stream,
                          struct error *err)
{
    struct html h = {stream, language, messages_currency(language, d->currency)};
    struct study_page p = {.h = &h, .d = d, .worth = KEY_SERVED};
    char title[1024];
    double low, high;
    enum err code;

    if (!study_page_range(d, KEY_SERVED, &low, &high) &&
        study_page_range(d, KEY_COVER, &low, &high))
        p.worth = KEY_COVER;
    code = study_front_find(d, p.worth, &p.front, err);
    if (code == ERR_OK) {
        messages_fill(title, sizeof title, language, MSG_STU_TITLE, d->title[language], NULL);
        html_begin(&h, title, style);
        code = sections(&p, err);
    }
    study_front_clear(&p.front);
    return code;
}

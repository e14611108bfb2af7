/* study_page_table.c - alternatives side by side: as columns, with the indicators at the end of
 * the plan as rows. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "output/study_report/study_page.h"
#include "output/study_report/study_words.h"

enum { COLUMNS_MAX = 8 };

/* A column: an alternative, or all cases of a name. */
struct column {
    char head[200];
    const int *value; /* [n_paths] */
    int *pooled;      /* owned [n_paths] 1 where its cases differ in the setting */
    int n, n_used;
    enum study_standing standing; /* the best of its cases */
    bool unproven;                /* shown are the figures of cases that missed the gap */
    double mean[N_KEYS], low[N_KEYS], high[N_KEYS];
};

struct columns {
    int n;
    enum message why; /* how they were chosen */
    struct column at[COLUMNS_MAX];
};

static bool counts(const struct study_page *p, const struct column *c, int at)
{
    return c->unproven ? p->d->at[at].standing == STANDING_GAP : study_data_used(p->d, at);
}

/* Figures over the cases of a name (whole: the group of `group` else). */
static bool belongs(const struct study_data *d, int at, const char *name, int group)
{
    return group >= 0 ? d->at[at].group == group : strcmp(d->at[at].name, name) == 0;
}

static void count_cases(const struct study_page *p, struct column *c, const char *name,
                        int group)
{
    int n_gap = 0;

    c->standing = STANDING_OPEN;
    for (int k = 0; k < p->d->n_cases; k++) {
        const struct study_case *at = &p->d->at[k];

        if (!belongs(p->d, k, name, group)) continue;
        if (c->n++ == 0) c->value = at->value;
        c->n_used += study_data_used(p->d, k);
        n_gap += at->standing == STANDING_GAP;
        if (at->standing < c->standing) c->standing = at->standing;
        for (int i = 0; i < p->d->n_paths; i++)
            if (at->value[i] != c->value[i]) c->pooled[i] = 1;
    }
    c->unproven = c->n_used == 0 && n_gap > 0;
}

static void sum_up(const struct study_page *p, struct column *c, const char *name, int group)
{
    for (int key = 0; key < N_KEYS; key++) {
        double total = 0;
        int n = 0;

        c->mean[key] = c->low[key] = c->high[key] = (double)NAN;
        for (int k = 0; k < p->d->n_cases; k++) {
            double v = study_data_end(p->d, k, (enum study_key)key);

            if (!belongs(p->d, k, name, group) || !counts(p, c, k) || isnan(v)) continue;
            c->low[key] = n == 0 ? v : fmin(c->low[key], v);
            c->high[key] = n == 0 ? v : fmax(c->high[key], v);
            total += v;
            n++;
        }
        if (n > 0) c->mean[key] = c->low[key] < c->high[key] ? total / n : c->low[key];
    }
}

static enum err add_column(const struct study_page *p, struct columns *out, const char *name,
                           int group, struct error *err)
{
    struct column *c = &out->at[out->n];

    c->pooled = calloc((size_t)p->d->n_paths + 1, sizeof *c->pooled);
    if (c->pooled == NULL) return error_nomem(err, "the page of the study");
    out->n++;
    if (group >= 0)
        study_words_group(p->d, p->h->language, group, c->head, sizeof c->head);
    else
        snprintf(c->head, sizeof c->head, "%.150s", name);
    count_cases(p, c, name, group);
    sum_up(p, c, name, group);
    return ERR_OK;
}

/* ---- which columns ---- */

static enum err columns_of_names(const struct study_page *p, struct columns *out,
                                 struct error *err)
{
    out->why = p->d->n_names == p->d->n_groups ? MSG_STU_COLUMNS_NAMED : MSG_STU_COLUMNS_POOLED;
    for (int g = 0; g < p->d->n_groups; g++) {
        const char *name = p->d->group[g].name;
        bool known = false;

        for (int k = 0; k < g && !known; k++)
            known = strcmp(p->d->group[k].name, name) == 0;
        if (!known) TRY(add_column(p, out, name, -1, err));
    }
    return ERR_OK;
}

/* Of the alternatives that none beats, from the cheapest to the best, evenly many of them. */
static enum err columns_of_front(const struct study_page *p, struct columns *out,
                                 struct error *err)
{
    int n = p->front.n, shown = n < COLUMNS_MAX ? n : COLUMNS_MAX;

    out->why = n > shown ? MSG_STU_COLUMNS_SOME_FRONT : MSG_STU_COLUMNS_FRONT;
    for (int k = 0; k < shown; k++) {
        int at = shown < 2 ? 0 : (int)((long)k * (n - 1) / (shown - 1));

        TRY(add_column(p, out, NULL, p->front.first[at], err));
    }
    return ERR_OK;
}

static enum err choose(const struct study_page *p, struct columns *out, struct error *err)
{
    if (p->d->n_names > 0 && p->d->n_names <= COLUMNS_MAX) return columns_of_names(p, out, err);
    if (p->d->n_groups > COLUMNS_MAX && p->front.n > 1) return columns_of_front(p, out, err);
    out->why = p->d->n_groups > COLUMNS_MAX ? MSG_STU_COLUMNS_FIRST : MSG_STU_COLUMNS_ALL;
    for (int g = 0; g < p->d->n_groups && g < COLUMNS_MAX; g++)
        TRY(add_column(p, out, NULL, g, err));
    return ERR_OK;
}

/* ---- the table ---- */

static void heads(const struct study_page *p, const struct columns *c)
{
    char text[512];

    html_raw(p->h, "<table class=\"compare\">\n<caption>");
    html_text(p->h, messages_text(p->h->language, MSG_STU_TABLE_CAPTION));
    html_raw(p->h, "</caption>\n<thead><tr><th scope=\"col\">");
    html_text(p->h, messages_text(p->h->language, MSG_STU_INDICATOR));
    html_raw(p->h, "</th>");
    for (int k = 0; k < c->n; k++) {
        html_raw(p->h, "<th scope=\"col\" class=\"n\">");
        snprintf(text, sizeof text, "%s%s", c->at[k].head, c->at[k].unproven ? " \u2020" : "");
        html_text(p->h, text);
        html_raw(p->h, "</th>");
    }
    html_raw(p->h, "</tr></thead>\n<tbody>\n");
}

static void setting_rows(const struct study_page *p, const struct columns *c)
{
    char text[900];

    for (int i = 0; i < p->d->n_paths; i++) {
        if (!study_words_varies(p->d, i)) continue;
        html_row(p->h);
        html_head_cell(p->h, study_words_path(p->d, p->h->language, i, text, sizeof text));
        for (int k = 0; k < c->n; k++) {
            html_raw(p->h, "<td class=\"n v\">");
            html_text(p->h, c->at[k].pooled[i]
                                ? messages_text(p->h->language, MSG_STU_SEVERAL)
                                : study_words_value(p->d, p->h->language, i, c->at[k].value[i],
                                                    text, sizeof text));
            html_raw(p->h, "</td>");
        }
        html_row_end(p->h);
    }
}

static void count_row(const struct study_page *p, const struct columns *c)
{
    char used[64], all[64], text[200];
    bool plain = true;

    for (int k = 0; k < c->n; k++)
        plain = plain && c->at[k].n == 1 && c->at[k].n_used == 1;
    if (plain) return;
    html_row(p->h);
    html_head_cell(p->h, messages_text(p->h->language, MSG_STU_CASES_USED));
    for (int k = 0; k < c->n; k++) {
        const struct column *at = &c->at[k];

        html_raw(p->h, "<td class=\"n\">");
        messages_number(used, sizeof used, p->h->language, at->n_used, 0);
        messages_number(all, sizeof all, p->h->language, at->n, 0);
        html_text(p->h, messages_fill(text, sizeof text, p->h->language, MSG_STU_OF, used, all,
                                      NULL));
        if (at->n_used == 0) {
            html_raw(p->h, "<small class=\"bad\">");
            html_text(p->h, messages_text(p->h->language,
                                          MSG_STU_IS_SOUND + (enum message)at->standing));
            html_raw(p->h, "</small>");
        }
        html_raw(p->h, "</td>");
    }
    html_row_end(p->h);
}

/* Best and worst of the row among columns whose plans are to the gap; NAN where nothing may be
 * marked: one column, all equal, or better and worse is not known. */
static void ends(const struct columns *c, enum study_key key, double *best, double *worst)
{
    int better = study_words_better(key), n = 0;
    double low = INFINITY, high = -INFINITY;

    *best = *worst = (double)NAN;
    for (int k = 0; k < c->n; k++) {
        if (c->at[k].unproven || isnan(c->at[k].mean[key])) continue;
        low = fmin(low, c->at[k].mean[key]);
        high = fmax(high, c->at[k].mean[key]);
        n++;
    }
    if (n < 2 || better == 0 || !(low < high)) return;
    *best = better > 0 ? high : low;
    *worst = better > 0 ? low : high;
}

static void cell(const struct study_page *p, const struct column *c, enum study_key key,
                 double best, double worst)
{
    double v = c->mean[key];
    bool is_best = !c->unproven && v == best, is_worst = !c->unproven && v == worst;
    char text[400], low[128], high[128];

    html_raw(p->h, is_best    ? "<td class=\"n best\">\u25b2\u00a0"
                   : is_worst ? "<td class=\"n worst\">\u25bd\u00a0"
                              : "<td class=\"n\">");
    html_text(p->h, study_words_figure(p->h->language, key, v, text, sizeof text));
    if (c->low[key] < c->high[key]) {
        html_raw(p->h, "<small>");
        html_text(p->h,
                  messages_fill(
                      text, sizeof text, p->h->language, MSG_STU_FROM_TO,
                      study_words_figure(p->h->language, key, c->low[key], low, sizeof low),
                      study_words_figure(p->h->language, key, c->high[key], high, sizeof high),
                      NULL));
        html_raw(p->h, "</small>");
    }
    html_raw(p->h, "</td>");
}

static void figure_rows(const struct study_page *p, const struct columns *c)
{
    char text[200];

    for (int key = 0; key < N_KEYS; key++) {
        bool any = false;
        double best, worst;

        for (int k = 0; k < c->n; k++)
            any = any || !isnan(c->at[k].mean[key]);
        if (!any) continue;
        ends(c, (enum study_key)key, &best, &worst);
        html_row(p->h);
        html_head_cell(p->h, study_words_key_unit(p->h->language, (enum study_key)key,
                                                  p->d->currency, text, sizeof text));
        for (int k = 0; k < c->n; k++)
            cell(p, &c->at[k], (enum study_key)key, best, worst);
        html_row_end(p->h);
    }
}

static void notes(const struct study_page *p, const struct columns *c)
{
    bool spread = false, unproven = false;
    char shown[64], all[64], front[64];

    for (int k = 0; k < c->n; k++) {
        unproven = unproven || c->at[k].unproven;
        for (int key = 0; key < N_KEYS; key++)
            spread = spread || c->at[k].low[key] < c->at[k].high[key];
    }
    html_say(p->h, "note", MSG_STU_MARKS, NULL);
    if (spread) html_say(p->h, "note", MSG_STU_SPREAD, NULL);
    if (unproven) html_say(p->h, "note", MSG_STU_DAGGER, NULL);
    messages_number(shown, sizeof shown, p->h->language, c->n, 0);
    messages_number(all, sizeof all, p->h->language, p->d->n_groups, 0);
    messages_number(front, sizeof front, p->h->language, p->front.n, 0);
    html_say(p->h, "note", c->why, all, shown, study_words_key(p->h->language, p->worth), front,
             NULL);
}

enum err study_page_table(const struct study_page *p, struct error *err)
{
    struct columns c = {0};
    enum err code = choose(p, &c, err);

    if (code == ERR_OK) {
        html_heading(p->h, 2, MSG_STU_TABLE);
        heads(p, &c);
        setting_rows(p, &c);
        count_row(p, &c);
        figure_rows(p, &c);
        html_table_end(p->h);
        notes(p, &c);
    }
    for (int k = 0; k < c.n; k++)
        free(c.at[k].pooled);
    return code;
}

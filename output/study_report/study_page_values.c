/* study_page_values.c - what each value of a setting brings: means over the cases that have it.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "output/study_report/study_page.h"
#include "output/study_report/study_words.h"

enum { VALUES_MAX = 12, ROWS_MAX = 60, N_SHOWN = 6 };

static const enum study_key shown[N_SHOWN] = {KEY_SERVED, KEY_COVER,    KEY_COST,
                                              KEY_OM,     KEY_STATIONS, KEY_CHARGERS};

/* A setting with few given values; of those that go together the first. */
static bool is_shown(const struct study_data *d, int path)
{
    const struct study_path *s = &d->path[path];

    return study_words_varies(d, path) && s->bundle == path && !s->sampled &&
           s->n <= VALUES_MAX && d->n_groups > s->n;
}

static void heads(const struct study_page *p)
{
    char text[300];

    html_raw(p->h, "<table>\n<caption>");
    html_text(p->h, messages_text(p->h->language, MSG_STU_VALUES_CAPTION));
    html_raw(p->h, "</caption>\n<thead><tr><th scope=\"col\">");
    html_text(p->h, messages_text(p->h->language, MSG_STU_SETTING_VALUE));
    html_raw(p->h, "</th><th scope=\"col\" class=\"n\">");
    html_text(p->h, messages_text(p->h->language, MSG_STU_CASES_USED));
    html_raw(p->h, "</th>");
    for (int k = 0; k < N_SHOWN; k++) {
        html_raw(p->h, "<th scope=\"col\" class=\"n\">");
        html_text(p->h, study_words_key_unit(p->h->language, shown[k], p->d->currency, text,
                                             sizeof text));
        html_raw(p->h, "</th>");
    }
    html_raw(p->h, "</tr></thead>\n<tbody>\n");
}

static void figure(const struct study_page *p, int path, int value, enum study_key key)
{
    double total = 0, low = INFINITY, high = -INFINITY;
    char text[400], from[128], to[128];
    int n = 0;

    for (int k = 0; k < p->d->n_cases; k++) {
        double v = study_data_end(p->d, k, key);

        if (p->d->at[k].value[path] != value || !study_data_used(p->d, k) || isnan(v)) continue;
        total += v;
        low = fmin(low, v);
        high = fmax(high, v);
        n++;
    }
    html_raw(p->h, "<td class=\"n\">");
    html_text(p->h, study_words_figure(p->h->language, key,
                                       n == 0       ? (double)NAN
                                       : low < high ? total / n
                                                    : low,
                                       text, sizeof text));
    if (low < high) {
        html_raw(p->h, "<small>");
        html_text(p->h,
                  messages_fill(text, sizeof text, p->h->language, MSG_STU_FROM_TO,
                                study_words_figure(p->h->language, key, low, from, sizeof from),
                                study_words_figure(p->h->language, key, high, to, sizeof to),
                                NULL));
        html_raw(p->h, "</small>");
    }
    html_raw(p->h, "</td>");
}

static void value_row(const struct study_page *p, int path, int value)
{
    char text[700], used[64], all[64];
    int n = 0, n_used = 0;

    for (int k = 0; k < p->d->n_cases; k++) {
        if (p->d->at[k].value[path] != value) continue;
        n++;
        n_used += study_data_used(p->d, k);
    }
    html_row(p->h);
    html_head_cell(p->h,
                   study_words_value(p->d, p->h->language, path, value, text, sizeof text));
    html_raw(p->h, n_used < n ? "<td class=\"n bad\">" : "<td class=\"n\">");
    messages_number(used, sizeof used, p->h->language, n_used, 0);
    messages_number(all, sizeof all, p->h->language, n, 0);
    html_text(p->h,
              messages_fill(text, sizeof text, p->h->language, MSG_STU_OF, used, all, NULL));
    html_raw(p->h, "</td>");
    for (int k = 0; k < N_SHOWN; k++)
        figure(p, path, value, shown[k]);
    html_row_end(p->h);
}

/* A setting is a row of its own above its values; those that go together are named together. */
static void setting_head(const struct study_page *p, int path)
{
    char text[700];
    bool first = true;

    html_raw(p->h, "<tr class=\"sum\"><th scope=\"rowgroup\" colspan=\"8\">");
    for (int k = path; k < p->d->n_paths; k++) {
        if (p->d->path[k].bundle != path) continue;
        if (!first) html_text(p->h, messages_text(p->h->language, MSG_STU_WITH));
        html_text(p->h, study_words_path(p->d, p->h->language, k, text, sizeof text));
        first = false;
    }
    html_raw(p->h, "</th></tr>\n");
}

enum err study_page_values(const struct study_page *p, struct error *err)
{
    int n_rows = 0;

    (void)err;
    for (int path = 0; path < p->d->n_paths; path++) {
        if (!is_shown(p->d, path) || n_rows + p->d->path[path].n > ROWS_MAX) continue;
        if (n_rows == 0) {
            html_heading(p->h, 2, MSG_STU_BY_VALUE);
            heads(p);
        }
        setting_head(p, path);
        for (int v = 0; v < p->d->path[path].n; v++)
            value_row(p, path, v);
        n_rows += p->d->path[path].n;
    }
    if (n_rows > 0) {
        html_table_end(p->h);
        html_say(p->h, "note", MSG_STU_BY_VALUE_IS, NULL);
    }
    return ERR_OK;
}

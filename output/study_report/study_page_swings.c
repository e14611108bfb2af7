/* study_page_swings.c - tornado charts: which setting moves an indicator most. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "output/report/chart.h"
#include "output/study_report/study_page.h"
#include "output/study_report/study_plot.h"
#include "output/study_report/study_swing.h"
#include "output/study_report/study_words.h"
#include "scenarios/text.h"

enum { BARS_MAX = 12, ROW = 34, LEFT = 230, FIELD = 330, WIDTH = 680, TOP = 14 };

struct tornado {
    const struct study_page *page;
    enum study_key key;
    struct study_swings swings;
    int n_bars;
    double middle; /* mean over the cases used */
    struct study_plot plot;
};

static void setting_name(const struct tornado *t, const struct study_swing *s, char *buffer,
                         size_t size)
{
    const struct study_data *d = t->page->d;
    enum language l = t->page->h->language;
    size_t used = 0;

    if (s->kind == SWING_NAMED) {
        messages_fill(buffer, size, l, MSG_STU_AGAINST, s->name, s->base, NULL);
        return;
    }
    buffer[0] = '\0';
    for (int k = s->path; k < d->n_paths && used + 1 < size; k++) {
        char name[300];

        if (d->path[k].bundle != s->path) continue;
        used += (size_t)snprintf(buffer + used, size - used, "%s%s",
                                 used > 0 ? messages_text(l, MSG_STU_WITH) : "",
                                 study_words_path(d, l, k, name, sizeof name));
    }
    buffer[text_cut(buffer, strlen(buffer))] = '\0';
}

/* What stands at the two ends of a bar. */
static void end_name(const struct tornado *t, const struct study_swing *s, bool high,
                     char *buffer, size_t size)
{
    enum language l = t->page->h->language;
    char number[400];

    if (s->kind == SWING_NAMED)
        snprintf(buffer, size, "%s", high ? s->name : s->base);
    else if (s->kind == SWING_PAIRS)
        study_words_value(t->page->d, l, s->path, high ? s->high_value : s->low_value, buffer,
                          size);
    else
        messages_fill(buffer, size, l, high ? MSG_STU_AT_LEAST : MSG_STU_AT_MOST,
                      study_words_number(t->page->d, l, s->path,
                                         high ? s->high_bound : s->low_bound, number,
                                         sizeof number),
                      NULL);
}

/* ---- the chart ---- */

/* As much of a name as fits beside the bars; a wide character takes the room of two. */
static void short_name(const char *name, char *buffer, size_t size)
{
    enum { ROOM = 38 };
    int width = 0;
    size_t n = 0;

    while (name[n] != '\0' && n + 5 < size) {
        size_t step = 1;

        while (((unsigned char)name[n + step] & 0xC0) == 0x80)
            step++;
        if (width + (step > 2 ? 2 : 1) > ROOM) break;
        width += step > 2 ? 2 : 1;
        n += step;
    }
    memcpy(buffer, name, n);
    snprintf(buffer + n, size - n, "%s", name[n] != '\0' ? "\u2026" : "");
}

static void bar(const struct tornado *t, int k)
{
    const struct study_swing *s = &t->swings.at[k];
    double low = study_plot_x(&t->plot, s->low), high = study_plot_x(&t->plot, s->high);
    double y = TOP + k * ROW + 14, left = fmin(low, high), right = fmax(low, high);
    char name[600], text[300];

    setting_name(t, s, name, sizeof name);
    short_name(name, text, sizeof text);
    chart_text(t->plot.h, 0, y + 9, "start", text);
    fprintf(t->plot.h->stream,
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"12\" fill=\"%s\"/>\n", left, y,
            fmax(right - left, 1), s->swing >= 0 ? "#0072b2" : "#e69f00");
    fprintf(t->plot.h->stream,
            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"#fff\" "
            "stroke=\"#1a1a1a\"/>\n",
            high, y + 6);
    end_name(t, s, low > high, name, sizeof name);
    short_name(name, text, sizeof text);
    chart_text(t->plot.h, left - 5, y - 2, "start", text);
    end_name(t, s, low <= high, name, sizeof name);
    short_name(name, text, sizeof text);
    chart_text(t->plot.h, right + 7, y + 10, "start", text);
}

static void draw(struct tornado *t)
{
    enum language l = t->page->h->language;
    double low = t->middle, high = t->middle, x;
    char name[300];

    for (int k = 0; k < t->n_bars; k++) {
        low = fmin(low, fmin(t->swings.at[k].low, t->swings.at[k].high));
        high = fmax(high, fmax(t->swings.at[k].low, t->swings.at[k].high));
    }
    t->plot = (struct study_plot){.h = t->page->h,
                                  .x = study_plot_scale_of(t->key, low, high),
                                  .left = LEFT,
                                  .top = TOP,
                                  .width = FIELD,
                                  .height = t->n_bars * ROW};
    study_words_key_unit(l, t->key, t->page->d->currency, name, sizeof name);
    study_plot_begin(&t->plot, WIDTH, TOP + t->n_bars * ROW + 40, name);
    study_plot_axis_x(&t->plot, t->key, name);
    x = study_plot_x(&t->plot, t->middle);
    fprintf(t->plot.h->stream,
            "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#333\" "
            "stroke-dasharray=\"4 3\"/>\n",
            x, TOP, x, TOP + t->n_bars * ROW);
    for (int k = 0; k < t->n_bars; k++)
        bar(t, k);
    study_plot_end(&t->plot);
}

/* ---- the table ---- */

static void number_cell(const struct tornado *t, double value, bool difference)
{
    enum language l = t->page->h->language;
    char text[400];

    html_raw(t->page->h, "<td class=\"n\">");
    html_text(t->page->h, difference
                              ? study_words_difference(l, t->key, value, text, sizeof text)
                              : study_words_figure(l, t->key, value, text, sizeof text));
    html_raw(t->page->h, "</td>");
}

static void how_cell(const struct tornado *t, const struct study_swing *s)
{
    enum language l = t->page->h->language;
    char text[500], n[64], rank[64], from[128], to[128];

    messages_number(n, sizeof n, l, s->n, 0);
    if (s->kind == SWING_THIRDS)
        messages_fill(text, sizeof text, l, MSG_STU_HOW_THIRDS, n,
                      messages_number(rank, sizeof rank, l, s->rank, 2), NULL);
    else
        messages_fill(text, sizeof text, l, MSG_STU_HOW_PAIRS, n,
                      study_words_difference(l, t->key, s->least, from, sizeof from),
                      study_words_difference(l, t->key, s->most, to, sizeof to), NULL);
    html_cell(t->page->h, text);
}

static void table(const struct tornado *t)
{
    static const enum message heads[] = {
        MSG_REP_SETTING,     MSG_STU_LOW_SIDE, MSG_STU_HIGH_SIDE, MSG_STU_LOW_FIGURE,
        MSG_STU_HIGH_FIGURE, MSG_STU_SWING,    MSG_STU_COMPARED,  N_MESSAGES};
    struct html *h = t->page->h;
    char text[700];

    html_table(h, MSG_STU_SWING_CAPTION, heads, HTML_WORDS);
    for (int k = 0; k < t->n_bars; k++) {
        const struct study_swing *s = &t->swings.at[k];

        html_row(h);
        setting_name(t, s, text, sizeof text);
        html_head_cell(h, text);
        end_name(t, s, false, text, sizeof text);
        html_cell(h, text);
        end_name(t, s, true, text, sizeof text);
        html_cell(h, text);
        number_cell(t, s->low, false);
        number_cell(t, s->high, false);
        number_cell(t, s->swing, true);
        how_cell(t, s);
        html_row_end(h);
    }
    html_table_end(h);
}

static double mean_of(const struct study_data *d, enum study_key key)
{
    double total = 0, low, high;
    int n = 0;

    for (int k = 0; k < d->n_cases; k++) {
        double v = study_data_end(d, k, key);

        if (!study_data_used(d, k) || isnan(v)) continue;
        total += v;
        n++;
    }
    return study_page_range(d, key, &low, &high) && low < high ? total / n : low;
}

/* An indicator that no setting moves has no chart. */
static void one(struct tornado *t)
{
    struct html *h = t->page->h;
    char text[300], n[64];

    if (t->swings.n == 0 || t->swings.at[0].swing == 0) return;
    t->n_bars = t->swings.n < BARS_MAX ? t->swings.n : BARS_MAX;
    t->middle = mean_of(t->page->d, t->key);
    html_raw(h, "<section class=\"keep\">\n<h3>");
    html_text(
        h, study_words_key_unit(h->language, t->key, t->page->d->currency, text, sizeof text));
    html_raw(h, "</h3>\n<figure>\n");
    draw(t);
    html_raw(h, "</figure>\n</section>\n");
    table(t);
    if (t->swings.n > t->n_bars)
        html_say(h, "note", MSG_STU_SWING_MORE,
                 messages_number(n, sizeof n, h->language, t->swings.n - t->n_bars, 0), NULL);
    if (t->swings.n_without > 0)
        html_say(h, "note", MSG_STU_SWING_WITHOUT,
                 messages_number(n, sizeof n, h->language, t->swings.n_without, 0), NULL);
}

/* Which definitions the page uses. */
static void definitions(const struct study_page *p)
{
    bool pairs = false, thirds = false;

    for (int k = 0; k < p->d->n_paths; k++) {
        if (!study_words_varies(p->d, k)) continue;
        pairs = pairs || !p->d->path[k].sampled;
        thirds = thirds || p->d->path[k].sampled;
    }
    html_say(p->h, "", MSG_STU_SWING_IS, NULL);
    if (pairs) html_say(p->h, "note", MSG_STU_SWING_PAIRS, NULL);
    if (thirds) html_say(p->h, "note", MSG_STU_SWING_THIRDS, NULL);
    if (p->d->n_names > 1) html_say(p->h, "note", MSG_STU_SWING_NAMED, NULL);
}

enum err study_page_swings(const struct study_page *p, struct error *err)
{
    static const enum study_key key[] = {KEY_SERVED, KEY_COVER, KEY_COST};
    bool varies = p->d->n_names > 1;

    for (int k = 0; k < p->d->n_paths; k++)
        varies = varies || study_words_varies(p->d, k);
    if (!varies || p->d->n_used < 2) return ERR_OK;
    html_heading(p->h, 2, MSG_STU_SWINGS);
    definitions(p);
    for (size_t k = 0; k < sizeof key / sizeof key[0]; k++) {
        struct tornado t = {.page = p, .key = key[k]};

        TRY(study_swing_find(p->d, key[k], &t.swings, err));
        one(&t);
        study_swing_clear(&t.swings);
    }
    return ERR_OK;
}

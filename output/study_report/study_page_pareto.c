/* study_page_pareto.c - cost against service: which alternatives none other beats. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "output/report/chart.h"
#include "output/study_report/study_page.h"
#include "output/study_report/study_plot.h"
#include "output/study_report/study_words.h"
#include "scenarios/text.h"

enum { WIDTH = 680, HEIGHT = 330, LISTED_MAX = 14, SAME_MAX = 3 };

/* A chart: the same alternatives by cost and one indicator. */
struct pareto {
    const struct study_page *page;
    struct study_plot plot;
    enum study_key worth;
    struct study_front front; /* owned */
};

static double cost_of(const struct pareto *q, int g)
{
    return q->page->d->group[g].mean[KEY_COST];
}

static double worth_of(const struct pareto *q, int g)
{
    return q->page->d->group[g].mean[q->worth];
}

static bool has_point(const struct pareto *q, int g)
{
    return !isnan(cost_of(q, g)) && !isnan(worth_of(q, g));
}

/* ---- the chart ---- */

static void scales(struct pareto *q)
{
    double low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY};

    for (int g = 0; g < q->page->d->n_groups; g++) {
        if (!has_point(q, g)) continue;
        low[0] = fmin(low[0], cost_of(q, g));
        high[0] = fmax(high[0], cost_of(q, g));
        low[1] = fmin(low[1], worth_of(q, g));
        high[1] = fmax(high[1], worth_of(q, g));
    }
    low[0] -= 0.05 * (high[0] - low[0]); /* room for the first number */
    q->plot.x = study_plot_scale_of(KEY_COST, low[0], high[0]);
    q->plot.y = study_plot_scale_of(q->worth, low[1], high[1]);
}

/* Points in one place are drawn once. */
static enum err beaten_points(const struct pareto *q, struct error *err)
{
    bool *drawn = calloc((size_t)(WIDTH + 1) * (HEIGHT + 1), sizeof *drawn);

    if (drawn == NULL) return error_nomem(err, "the page of the study");
    for (int g = 0; g < q->page->d->n_groups; g++) {
        double x, y;
        bool *here;

        if (!has_point(q, g) || q->front.in[g]) continue;
        x = study_plot_x(&q->plot, cost_of(q, g));
        y = study_plot_y(&q->plot, worth_of(q, g));
        here = &drawn[(int)y * (WIDTH + 1) + (int)x];
        if (*here) continue;
        *here = true;
        fprintf(q->plot.h->stream,
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.6\" fill=\"#fff\" stroke=\"#777\"/>\n",
                x, y);
    }
    free(drawn);
    return ERR_OK;
}

/* Nothing lies between two alternatives: the line goes on level until the next one is paid. */
static void front_line(const struct pareto *q)
{
    html_raw(q->plot.h, "<path fill=\"none\" stroke=\"#0072b2\" stroke-width=\"1.6\" d=\"");
    for (int k = 0; k < q->front.n; k++) {
        double x = study_plot_x(&q->plot, cost_of(q, q->front.first[k]));
        double y = study_plot_y(&q->plot, worth_of(q, q->front.first[k]));

        if (k == 0)
            fprintf(q->plot.h->stream, "M%.1f %.1f", x, y);
        else
            fprintf(q->plot.h->stream, "H%.1fV%.1f", x, y);
    }
    html_raw(q->plot.h, "\"/>\n");
}

static void front_points(const struct pareto *q)
{
    double last_x = -INFINITY, last_y = INFINITY;
    char number[16];

    for (int k = 0; k < q->front.n; k++) {
        double x = study_plot_x(&q->plot, cost_of(q, q->front.first[k]));
        double y = study_plot_y(&q->plot, worth_of(q, q->front.first[k]));

        fprintf(q->plot.h->stream,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"8\" height=\"8\" fill=\"#0072b2\" "
                "stroke=\"#fff\" transform=\"rotate(45 %.1f %.1f)\"/>\n",
                x - 4, y - 4, x, y);
        if (hypot(x - last_x, y - last_y) < 16) continue; /* they would stand on each other */
        last_x = x;
        last_y = y;
        snprintf(number, sizeof number, "%d", k + 1);
        chart_text(q->plot.h, x - 6, y - 7, "end", number);
    }
}

static void key_of_chart(const struct pareto *q)
{
    const struct html *h = q->plot.h;
    double x = 500, y = 40;

    fprintf(h->stream,
            "<rect x=\"%.0f\" y=\"%.0f\" width=\"8\" height=\"8\" fill=\"#0072b2\" "
            "transform=\"rotate(45 %.0f %.0f)\"/>\n",
            x - 4, y - 4, x, y);
    chart_text(q->plot.h, x + 12, y + 4, "start",
               messages_text(h->language, MSG_STU_KEY_FRONT));
    fprintf(h->stream,
            "<circle cx=\"%.0f\" cy=\"%.0f\" r=\"2.6\" fill=\"#fff\" stroke=\"#777\"/>\n", x,
            y + 20);
    chart_text(q->plot.h, x + 12, y + 24, "start",
               messages_text(h->language, MSG_STU_KEY_BEATEN));
}

static enum err draw(struct pareto *q, struct error *err)
{
    enum language l = q->plot.h->language;
    char x_name[200], y_name[200], title[500];
    enum err code;

    scales(q);
    study_words_key_unit(l, KEY_COST, q->page->d->currency, x_name, sizeof x_name);
    study_words_key_unit(l, q->worth, q->page->d->currency, y_name, sizeof y_name);
    study_plot_begin(
        &q->plot, WIDTH, HEIGHT,
        messages_fill(title, sizeof title, l, MSG_STU_PARETO_TITLE, y_name, x_name, NULL));
    study_plot_axis_x(&q->plot, KEY_COST, x_name);
    study_plot_axis_y(&q->plot, q->worth, y_name);
    code = beaten_points(q, err);
    front_line(q);
    front_points(q);
    key_of_chart(q);
    study_plot_end(&q->plot);
    return code;
}

/* ---- the list ---- */

/* The alternative, and those with the same outcome. */
static void name_cell(const struct pareto *q, int first)
{
    const struct study_data *d = q->page->d;
    enum language l = q->plot.h->language;
    char name[200], other[200], all[900];
    struct text same = {0};
    int n = 0;

    study_words_group(d, l, first, name, sizeof name);
    for (int g = first + 1; g < d->n_groups; g++) {
        if (!q->front.in[g] || !study_front_same(d, q->worth, first, g)) continue;
        if (n++ == SAME_MAX) break;
        text_addf(&same, "%s%s", n > 1 ? messages_text(l, MSG_LIST_COMMA) : "",
                  study_words_group(d, l, g, other, sizeof other));
    }
    if (n > SAME_MAX) text_add(&same, " ...");
    html_cell(q->plot.h, same.n == 0 ? name
                                     : messages_fill(all, sizeof all, l, MSG_STU_SAME_AS, name,
                                                     same.data, NULL));
    text_clear(&same);
}

static void list_row(const struct pareto *q, int k)
{
    const struct study_group *g = &q->page->d->group[q->front.first[k]];
    struct html *h = q->plot.h;
    char text[1500];

    html_row(h);
    snprintf(text, sizeof text, "%d", k + 1);
    html_head_cell(h, text);
    name_cell(q, q->front.first[k]);
    html_raw(h, "<td class=\"set\">");
    html_text(h, study_words_settings(q->page->d, h->language, g->value, text, sizeof text));
    html_raw(h, "</td><td class=\"n\">");
    html_text(h,
              study_words_figure(h->language, KEY_COST, g->mean[KEY_COST], text, sizeof text));
    html_raw(h, "</td><td class=\"n\">");
    html_text(h,
              study_words_figure(h->language, q->worth, g->mean[q->worth], text, sizeof text));
    html_raw(h, "</td>");
    html_row_end(h);
}

static void list(const struct pareto *q)
{
    struct html *h = q->plot.h;
    int shown = q->front.n < LISTED_MAX ? q->front.n : LISTED_MAX;
    char cost[200], worth[200], number[64], all[64];

    html_raw(h, "<table>\n<caption>");
    html_text(h, messages_text(h->language, MSG_STU_FRONT_CAPTION));
    html_raw(h, "</caption>\n<thead><tr><th scope=\"col\">");
    html_text(h, messages_text(h->language, MSG_STU_POINT));
    html_raw(h, "</th><th scope=\"col\">");
    html_text(h, messages_text(h->language, MSG_STU_ALTERNATIVE));
    html_raw(h, "</th><th scope=\"col\">");
    html_text(h, messages_text(h->language, MSG_STU_SETTINGS));
    html_raw(h, "</th><th scope=\"col\" class=\"n\">");
    html_text(h, study_words_key_unit(h->language, KEY_COST, q->page->d->currency, cost,
                                      sizeof cost));
    html_raw(h, "</th><th scope=\"col\" class=\"n\">");
    html_text(h, study_words_key_unit(h->language, q->worth, q->page->d->currency, worth,
                                      sizeof worth));
    html_raw(h, "</th></tr></thead>\n<tbody>\n");
    for (int k = 0; k < shown; k++)
        list_row(q, shown < 2 ? k : (int)((long)k * (q->front.n - 1) / (shown - 1)));
    html_table_end(h);
    if (shown < q->front.n)
        html_say(h, "note", MSG_STU_FRONT_SOME,
                 messages_number(number, sizeof number, h->language, shown, 0),
                 messages_number(all, sizeof all, h->language, q->front.n, 0), NULL);
}

static bool varies(const struct study_data *d, enum study_key key)
{
    double low, high;

    return study_page_range(d, key, &low, &high) && low < high;
}

static enum err one(const struct study_page *page, enum study_key worth, struct error *err)
{
    struct pareto q = {
        .page = page,
        .plot = {.h = page->h, .left = 62, .top = 30, .width = 420, .height = 250},
        .worth = worth};
    enum err code;

    code = study_front_find(page->d, worth, &q.front, err);
    if (code == ERR_OK && q.front.n > 0) {
        html_heading(page->h, 3,
                     worth == KEY_COVER ? MSG_STU_PARETO_COVER : MSG_STU_PARETO_SERVED);
        html_raw(page->h, "<figure>\n");
        code = draw(&q, err);
        html_raw(page->h, "</figure>\n");
        list(&q);
    }
    study_front_clear(&q.front);
    return code;
}

enum err study_page_pareto(const struct study_page *p, struct error *err)
{
    static const enum study_key worth[] = {KEY_SERVED, KEY_COVER};
    bool any = false;

    for (size_t k = 0; k < sizeof worth / sizeof worth[0]; k++) {
        if (!varies(p->d, worth[k]) || !varies(p->d, KEY_COST)) continue;
        if (!any) {
            html_heading(p->h, 2, MSG_STU_PARETO);
            html_say(p->h, "", MSG_STU_PARETO_IS, NULL);
        }
        any = true;
        TRY(one(p, worth[k], err));
    }
    return ERR_OK;
}

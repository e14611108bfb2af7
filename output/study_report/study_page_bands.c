/* study_page_bands.c - indicators over the years: how far the cases lie apart. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/stats.h"
#include "output/report/chart.h"
#include "output/study_report/study_page.h"
#include "output/study_report/study_plot.h"
#include "output/study_report/study_words.h"

enum { WIDTH = 330, HEIGHT = 210, YEARS_MAX = 40 };
enum { LEAST, TENTH, MEDIAN, NINETIETH, MOST, N_LEVELS };

/* Of an indicator in a year; n 0: no case has it. */
struct fan_step {
    int year, n;
    double level[N_LEVELS];
};

struct fan {
    const struct study_page *page;
    enum study_key key;
    int n;
    struct fan_step band[YEARS_MAX];
    double *room; /* owned [n_cases] */
    struct study_plot plot;
};

static const enum study_key keys[] = {KEY_SERVED,   KEY_COVER,    KEY_FULL, KEY_COST,
                                      KEY_STATIONS, KEY_CHARGERS, KEY_KW,   KEY_KW_PER_EV};
enum { N_BANDS = sizeof keys / sizeof keys[0] };

static struct fan_step band_of(const struct fan *b, int year)
{
    static const double share[N_LEVELS] = {0, 0.1, 0.5, 0.9, 1};
    struct fan_step out = {.year = year};

    for (int k = 0; k < b->page->d->n_cases; k++) {
        double v = study_data_in(b->page->d, k, year, b->key);

        if (study_data_used(b->page->d, k) && !isnan(v)) b->room[out.n++] = v;
    }
    stats_sort(b->room, out.n);
    for (int k = 0; k < N_LEVELS; k++)
        out.level[k] = stats_percentile(b->room, out.n, share[k]);
    return out;
}

/* The years in which any case has the indicator. */
static void find(struct fan *b)
{
    b->n = 0;
    for (int k = 0; k < b->page->d->n_years && b->n < YEARS_MAX; k++) {
        b->band[b->n] = band_of(b, b->page->d->year[k]);
        b->n += b->band[b->n].n > 0;
    }
}

/* ---- the chart ---- */

static double x_of(const struct fan *b, int k)
{
    return study_plot_x(&b->plot, b->band[k].year);
}

static void area(const struct fan *b, int low, int high)
{
    html_raw(b->plot.h, "<path fill=\"#0072b2\" fill-opacity=\"0.22\" d=\"");
    for (int k = 0; k < b->n; k++)
        fprintf(b->plot.h->stream, "%s%.1f %.1f", k == 0 ? "M" : "L", x_of(b, k),
                study_plot_y(&b->plot, b->band[k].level[high]));
    for (int k = b->n - 1; k >= 0; k--)
        fprintf(b->plot.h->stream, "L%.1f %.1f", x_of(b, k),
                study_plot_y(&b->plot, b->band[k].level[low]));
    html_raw(b->plot.h, "Z\"/>\n");
}

static void line(const struct fan *b, int level, const char *style)
{
    fprintf(b->plot.h->stream, "<path fill=\"none\" stroke=\"#0072b2\" %s d=\"", style);
    for (int k = 0; k < b->n; k++)
        fprintf(b->plot.h->stream, "%s%.1f %.1f", k == 0 ? "M" : "L", x_of(b, k),
                study_plot_y(&b->plot, b->band[k].level[level]));
    html_raw(b->plot.h, "\"/>\n");
}

static void years(const struct fan *b)
{
    double bottom = b->plot.top + b->plot.height, last = -INFINITY;
    char text[16];

    for (int k = 0; k < b->n; k++) {
        double x = x_of(b, k);

        fprintf(b->plot.h->stream,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#333\"/>\n", x,
                bottom, x, bottom + 4);
        if (x - last < 34) continue;
        last = x;
        snprintf(text, sizeof text, "%d", b->band[k].year);
        chart_text(b->plot.h, x, bottom + 17, "middle", text);
    }
}

static void draw(struct fan *b)
{
    struct html *h = b->page->h;
    double low = INFINITY, high = -INFINITY;
    char name[300];

    for (int k = 0; k < b->n; k++) {
        low = fmin(low, b->band[k].level[LEAST]);
        high = fmax(high, b->band[k].level[MOST]);
    }
    b->plot = (struct study_plot){.h = h,
                                  .x = {b->band[0].year, b->band[b->n - 1].year, 1},
                                  .y = study_plot_scale_of(b->key, low, high),
                                  .left = 58,
                                  .top = 30,
                                  .width = WIDTH - 80,
                                  .height = HEIGHT - 60};
    study_words_key_unit(h->language, b->key, b->page->d->currency, name, sizeof name);
    study_plot_begin(&b->plot, WIDTH, HEIGHT, name);
    study_plot_axis_y(&b->plot, b->key, name);
    area(b, TENTH, NINETIETH);
    line(b, LEAST, "stroke-dasharray=\"2 3\"");
    line(b, MOST, "stroke-dasharray=\"2 3\"");
    line(b, MEDIAN, "stroke-width=\"2.2\"");
    years(b);
    study_plot_end(&b->plot);
}

/* ---- the table ---- */

static void rows(const struct fan *b)
{
    struct html *h = b->page->h;
    char text[300];

    for (int k = 0; k < b->n; k++) {
        html_row(h);
        html_head_cell(h, k > 0
                              ? ""
                              : study_words_key_unit(h->language, b->key, b->page->d->currency,
                                                     text, sizeof text));
        snprintf(text, sizeof text, "%d", b->band[k].year);
        html_cell(h, text);
        html_number(h, b->band[k].n, 0);
        for (int i = 0; i < N_LEVELS; i++) {
            html_raw(h, "<td class=\"n\">");
            html_text(h, study_words_figure(h->language, b->key, b->band[k].level[i], text,
                                            sizeof text));
            html_raw(h, "</td>");
        }
        html_row_end(h);
    }
}

enum err study_page_bands(const struct study_page *p, struct error *err)
{
    static const enum message heads[] = {MSG_STU_INDICATOR, MSG_REP_YEAR, MSG_STU_CASES,
                                         MSG_STU_LEAST,     MSG_STU_P10,  MSG_STU_P50,
                                         MSG_STU_P90,       MSG_STU_MOST, N_MESSAGES};
    struct fan b = {.page = p};

    if (p->d->n_used < 2) return ERR_OK;
    b.room = malloc((size_t)p->d->n_cases * sizeof *b.room);
    if (b.room == NULL) return error_nomem(err, "the page of the study");
    html_heading(p->h, 2, MSG_STU_BANDS);
    html_say(p->h, "", MSG_STU_BANDS_ARE, NULL);
    html_raw(p->h, "<div class=\"pair\">\n");
    for (int k = 0; k < N_BANDS; k++) {
        b.key = keys[k];
        find(&b);
        if (b.n > 1) draw(&b);
    }
    html_raw(p->h, "</div>\n");
    html_table(p->h, MSG_STU_BANDS_CAPTION, heads, 2);
    for (int k = 0; k < N_BANDS; k++) {
        b.key = keys[k];
        find(&b);
        rows(&b);
    }
    html_table_end(p->h);
    free(b.room);
    return ERR_OK;
}

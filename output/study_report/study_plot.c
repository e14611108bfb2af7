/* study_plot.c - see study_plot.h */
#include "output/study_report/study_plot.h"

#include <math.h>
#include <stdio.h>

#include "output/report/chart.h"
#include "output/study_report/study_words.h"

struct study_scale study_plot_scale(double low, double high, double least, double most)
{
    struct study_scale s;

    if (!(high > low)) { /* a single figure stands in the middle */
        double room = low != 0 ? 0.05 * fabs(low) : 1;

        low -= room;
        high += room;
    }
    s.step = chart_step(high - low);
    s.from = fmax(floor(low / s.step + 1e-9) * s.step, least);
    s.to = fmin(ceil(high / s.step - 1e-9) * s.step, most);
    return s;
}

struct study_scale study_plot_scale_of(enum study_key key, double low, double high)
{
    bool share = key <= KEY_OUT || key == KEY_UTILISATION;

    return study_plot_scale(low, high, 0, share ? 1 : INFINITY);
}

double study_plot_x(const struct study_plot *p, double value)
{
    return p->left + p->width * (value - p->x.from) / (p->x.to - p->x.from);
}

double study_plot_y(const struct study_plot *p, double value)
{
    return p->top + p->height * (1 - (value - p->y.from) / (p->y.to - p->y.from));
}

void study_plot_begin(const struct study_plot *p, double width, double height,
                      const char *title)
{
    fprintf(p->h->stream,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" "
            "aria-label=\"",
            width, height);
    html_text(p->h, title);
    html_raw(p->h, "\">\n");
}

void study_plot_end(const struct study_plot *p)
{
    html_raw(p->h, "</svg>\n");
}

static void grid(const struct study_plot *p, double x1, double y1, double x2, double y2,
                 bool edge)
{
    fprintf(p->h->stream,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>\n", x1, y1,
            x2, y2, edge ? "#333" : "#ddd");
}

/* First tick of a scale that may begin between two of them. */
static double first_tick(const struct study_scale *s)
{
    return ceil(s->from / s->step - 1e-9) * s->step;
}

void study_plot_axis_x(const struct study_plot *p, enum study_key key, const char *name)
{
    double bottom = p->top + p->height, first = first_tick(&p->x);
    char text[128];

    for (int k = 0; first + k * p->x.step <= p->x.to + 1e-9 * p->x.step; k++) {
        double value = first + k * p->x.step, x = study_plot_x(p, value);

        grid(p, x, p->top, x, bottom, k == 0 && value <= p->x.from);
        chart_text(p->h, x, bottom + 16, "middle",
                   study_words_tick(p->h->language, key, value, p->x.step, text, sizeof text));
    }
    chart_text(p->h, p->left + p->width, bottom + 34, "end", name);
}

void study_plot_axis_y(const struct study_plot *p, enum study_key key, const char *name)
{
    double first = first_tick(&p->y);
    char text[128];

    for (int k = 0; first + k * p->y.step <= p->y.to + 1e-9 * p->y.step; k++) {
        double value = first + k * p->y.step, y = study_plot_y(p, value);

        grid(p, p->left, y, p->left + p->width, y, k == 0 && value <= p->y.from);
        chart_text(p->h, p->left - 7, y + 4, "end",
                   study_words_tick(p->h->language, key, value, p->y.step, text, sizeof text));
    }
    chart_text(p->h, p->left - 40 > 0 ? p->left - 40 : 0, p->top - 10, "start", name);
}

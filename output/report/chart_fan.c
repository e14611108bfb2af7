/* chart_fan.c - see chart_fan.h. */
#include "output/report/chart_fan.h"

#include <math.h>

enum { WIDTH = 680, LEFT = 78, TOP = 26, PLOT_W = 380, PLOT_H = 210, KEY_X = 482, ROW = 20 };
enum { LAST = N_BAND_LEVELS - 1, MIDDLE = N_BAND_LEVELS / 2 };

struct field {
    struct html *h;
    const struct chart_fan *c;
    double most;
};

static double x_of(const struct field *f, int year_index)
{
    const struct chart_fan *c = f->c;

    if (c->n_years < 2) return LEFT + PLOT_W / 2.0;
    return LEFT + 14 +
           (PLOT_W - 28) * (c->year[year_index] - c->year[0]) /
               (double)(c->year[c->n_years - 1] - c->year[0]);
}

static double y_of(const struct field *f, double value)
{
    return TOP + PLOT_H * (1 - value / f->most);
}

static const struct band *band_at(const struct field *f, int series, int year_index)
{
    return &f->c->band[series * f->c->n_years + year_index];
}

static void area(const struct field *f, int series)
{
    fprintf(f->h->stream, "<polygon fill=\"%s\" fill-opacity=\"0.22\" points=\"",
            chart_colour(series));
    for (int y = 0; y < f->c->n_years; y++)
        fprintf(f->h->stream, "%.1f,%.2f ", x_of(f, y),
                y_of(f, band_at(f, series, y)->level[LAST]));
    for (int y = f->c->n_years - 1; y >= 0; y--)
        fprintf(f->h->stream, "%.1f,%.2f ", x_of(f, y),
                y_of(f, band_at(f, series, y)->level[0]));
    html_raw(f->h, "\"/>\n");
}

static void line(const struct field *f, int series)
{
    fprintf(f->h->stream, "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"",
            chart_colour(series));
    for (int y = 0; y < f->c->n_years; y++)
        fprintf(f->h->stream, "%.1f,%.2f ", x_of(f, y),
                y_of(f, band_at(f, series, y)->level[MIDDLE]));
    html_raw(f->h, "\"/>\n");
    for (int y = 0; y < f->c->n_years; y++)
        fprintf(f->h->stream,
                "<circle cx=\"%.1f\" cy=\"%.2f\" r=\"2.6\" fill=\"#fff\" stroke=\"%s\" "
                "stroke-width=\"1.4\"/>\n",
                x_of(f, y), y_of(f, band_at(f, series, y)->plan), chart_colour(series));
}

/* Figures that would stand in one another are left out. */
static void years(const struct field *f)
{
    double end = -INFINITY;
    char text[16];

    for (int y = 0; y < f->c->n_years; y++) {
        if (x_of(f, y) < end) continue;
        snprintf(text, sizeof text, "%d", f->c->year[y]);
        chart_text(f->h, x_of(f, y), TOP + PLOT_H + 18, "middle", text);
        end = x_of(f, y) + 38;
    }
}

static void key(const struct field *f)
{
    for (int k = 0; k < f->c->n_series; k++) {
        fprintf(f->h->stream,
                "<rect x=\"%d\" y=\"%d\" width=\"14\" height=\"14\" fill=\"%s\" "
                "fill-opacity=\"0.22\"/>\n<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" "
                "stroke=\"%s\" stroke-width=\"2\"/>\n",
                KEY_X, TOP + k * ROW, chart_colour(k), KEY_X, TOP + k * ROW + 7, KEY_X + 14,
                TOP + k * ROW + 7, chart_colour(k));
        chart_text(f->h, KEY_X + 21, TOP + k * ROW + 12, "start", f->c->series[k]);
    }
}

void chart_fan_draw(struct html *h, const struct chart_fan *c)
{
    struct field f = {h, c, 0};
    int rows = c->n_series * ROW + TOP;
    int height = TOP + PLOT_H + 30 > rows ? TOP + PLOT_H + 30 : rows;
    double step;

    for (int k = 0; k < c->n_series * c->n_years; k++)
        f.most = fmax(f.most, fmax(c->band[k].level[LAST], c->band[k].plan));
    step = chart_step(f.most);
    f.most = f.most > 0 ? step * ceil(f.most / step - 1e-9) : step;
    chart_begin(h, c->title, height);
    chart_axis(h, c->unit, step, (int)lround(f.most / step));
    for (int k = 0; k < c->n_series; k++)
        area(&f, k);
    for (int k = 0; k < c->n_series; k++)
        line(&f, k);
    years(&f);
    key(&f);
    html_raw(h, "</svg>\n");
}

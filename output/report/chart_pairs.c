/* chart_pairs.c - see chart_pairs.h. */
#include "output/report/chart_pairs.h"

#include <math.h>
#include <string.h>

enum { LEFT = 78, TOP = 26, PLOT_W = 380, PLOT_H = 210, KEY_X = 482, ROW = 20, FOOT = 30 };

/* A picture begun, with its axis of values up to `most`. */
struct field {
    struct html *h;
    const struct chart_pairs *c;
    double most, step;
};

static struct field begin(struct html *h, const struct chart_pairs *c, const char *unit,
                          int foot)
{
    struct field f = {h, c, 0, 0};

    for (int k = 0; k < c->n; k++)
        if (c->pair[k].n > 0)
            f.most = fmax(f.most, fmax(c->pair[k].observed, c->pair[k].simulated));
    f.step = chart_step(f.most);
    f.most = f.most > 0 ? f.step * ceil(f.most / f.step - 1e-9) : f.step;
    chart_begin(h, c->title, TOP + PLOT_H + foot);
    chart_axis(h, unit, f.step, (int)lround(f.most / f.step));
    return f;
}

static double y_of(const struct field *f, double value)
{
    return TOP + PLOT_H * (1 - value / f->most);
}

/* ---- lines ---- */

static double x_of_hour(const struct field *f, int k)
{
    return LEFT + PLOT_W * (k + 0.5) / f->c->n;
}

/* What was simulated is a broken line: told apart in black and white too. */
static const char *dash(int series)
{
    return series == 1 ? " stroke-dasharray=\"6 3\"" : "";
}

/* Hours without pairs part the line. */
static void line(const struct field *f, int series)
{
    bool open = false;

    fprintf(f->h->stream,
            "<path fill=\"none\" stroke=\"%s\" stroke-width=\"2\" stroke-linejoin=\"round\" "
            "stroke-linecap=\"round\"%s d=\"",
            chart_colour(series), dash(series));
    for (int k = 0; k < f->c->n; k++) {
        const struct agreement_errors *e = &f->c->pair[k];

        if (e->n > 0)
            fprintf(f->h->stream, "%c%.1f %.2f", open ? 'L' : 'M', x_of_hour(f, k),
                    y_of(f, series == 0 ? e->observed : e->simulated));
        open = e->n > 0;
    }
    html_raw(f->h, "\"/>\n");
}

void chart_pairs_lines(struct html *h, const struct chart_pairs *c)
{
    struct field f = begin(h, c, c->unit, FOOT);

    for (int series = 0; series < 2; series++) {
        line(&f, series);
        fprintf(h->stream,
                "<path fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s d=\"M%d %dh22\"/>\n",
                chart_colour(series), dash(series), KEY_X, TOP + series * ROW + 7);
        chart_text(h, KEY_X + 29, TOP + series * ROW + 12, "start",
                   series == 0 ? c->observed : c->simulated);
    }
    for (int k = 0; k < c->n; k++)
        if (c->label[k][0] != '\0')
            chart_text(h, x_of_hour(&f, k), TOP + PLOT_H + 18, "middle", c->label[k]);
    html_raw(h, "</svg>\n");
}

/* ---- points ---- */

/* The same steps below as on the left. */
static void axis_below(const struct field *f)
{
    int n = (int)lround(f->most / f->step);
    int decimals = f->step < 1 ? (int)ceil(-log10(f->step)) : 0;
    char text[64];

    for (int k = 0; k <= n; k++)
        chart_text(f->h, LEFT + (double)PLOT_W * k / n, TOP + PLOT_H + 18, "middle",
                   messages_number(text, sizeof text, f->h->language, k * f->step, decimals));
    chart_text(f->h, LEFT + PLOT_W, TOP + PLOT_H + 36, "end", f->c->observed);
}

/* Thousands of places lie over each other: one point for each spot of the picture. */
void chart_pairs_points(struct html *h, const struct chart_pairs *c)
{
    static const char colour[] = "#0072b2";
    struct field f = begin(h, c, c->simulated, FOOT + ROW);
    bool taken[PLOT_W + 1][PLOT_H + 1];

    memset(taken, 0, sizeof taken);
    fprintf(h->stream, "<path stroke=\"#999\" stroke-width=\"1.2\" d=\"M%d %dL%d %d\"/>\n",
            LEFT, TOP + PLOT_H, LEFT + PLOT_W, TOP);
    for (int k = 0; k < c->n; k++) {
        double x = c->pair[k].observed / f.most, y = c->pair[k].simulated / f.most;
        int column, row;

        if (c->pair[k].n == 0) continue;
        column = (int)lround(x * PLOT_W);
        row = (int)lround(y * PLOT_H);
        if (taken[column][row]) continue;
        taken[column][row] = true;
        fprintf(h->stream,
                "<circle cx=\"%d\" cy=\"%d\" r=\"2.4\" fill=\"%s\" fill-opacity=\"0.55\"/>\n",
                LEFT + column, TOP + PLOT_H - row, colour);
    }
    axis_below(&f);
    html_raw(h, "</svg>\n");
}

/* chart.c - see chart.h. */
#include "output/report/chart.h"

#include <math.h>

#include "output/report/html.h"

/* Okabe and Ito's colours, safe for colour blindness, dark ones first. */
static const char *const colours[] = {"#0072b2", "#e69f00", "#009e73", "#cc79a7",
                                      "#56b4e9", "#d55e00", "#999999", "#f0e442"};
enum { N_COLOURS = sizeof colours / sizeof colours[0] };
enum { WIDTH = 680, LEFT = 78, TOP = 26, PLOT_W = 380, PLOT_H = 210, KEY_X = 482, ROW = 20 };

const char *chart_colour(int series)
{
    return colours[series % N_COLOURS];
}

double chart_step(double most)
{
    if (!(most > 0)) return 1;

    double step = pow(10, floor(log10(most / 3)));

    while (ceil(most / step - 1e-9) > 6)
        step *= ceil(most / (2 * step) - 1e-9) <= 6 ? 2 : 5;
    return step;
}

static double stack(const struct chart *c, int bar)
{
    double sum = 0;

    for (int k = 0; k < c->n_series; k++)
        sum += c->value[k * c->n_bars + bar];
    return sum;
}

void chart_begin(struct html *h, const char *title, int height)
{
    fprintf(h->stream,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" "
            "aria-label=\"",
            WIDTH, height);
    html_text(h, title);
    html_raw(h, "\">\n");
}

void chart_text(struct html *h, double x, double y, const char *anchor, const char *text)
{
    fprintf(h->stream, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", x, y, anchor);
    html_text(h, text);
    html_raw(h, "</text>\n");
}

void chart_axis(struct html *h, const char *unit, double step, int n_steps)
{
    char buffer[64];

    chart_text(h, LEFT, TOP - 10, "start", unit);
    for (int k = 0; k <= n_steps; k++) {
        double y = TOP + PLOT_H * (1 - (double)k / n_steps);
        int decimals = step < 1 ? (int)ceil(-log10(step)) : 0;

        fprintf(h->stream,
                "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"%s\"/>\n", LEFT, y,
                LEFT + PLOT_W, y, k == 0 ? "#333" : "#ddd");
        chart_text(h, LEFT - 8, y + 4, "end",
                   messages_number(buffer, sizeof buffer, h->language, k * step, decimals));
    }
}

/* A line with ends, black on white, so that it stands out from every colour. */
static void range(struct html *h, double x, double top, double bottom)
{
    static const char *const style[] = {"#fff\" stroke-width=\"3.6",
                                        "#000\" stroke-width=\"1.4"};

    for (int k = 0; k < 2; k++)
        fprintf(h->stream,
                "<path d=\"M%.1f %.2fh10m-5 0V%.2fm-5 0h10\" fill=\"none\" stroke=\"%s\"/>\n",
                x - 5, top, bottom, style[k]);
}

static void bars(struct html *h, const struct chart *c, double most)
{
    double pitch = (double)PLOT_W / c->n_bars, width = fmin(0.6 * pitch, 80);
    bool many = pitch < 6; /* as the hours of a week: an area, without gaps and edges */

    if (many) width = pitch;

    for (int b = 0; b < c->n_bars; b++) {
        double x = LEFT + pitch * (b + 0.5) - width / 2, y = TOP + PLOT_H;

        for (int k = 0; k < c->n_series; k++) {
            double high = c->value[k * c->n_bars + b] / most * PLOT_H;

            if (!(high > 0)) continue;
            y -= high;
            fprintf(
                h->stream,
                "<rect x=\"%.*f\" y=\"%.2f\" width=\"%.*f\" height=\"%.2f\" fill=\"%s\"%s/>\n",
                many ? 2 : 1, x, y, many ? 2 : 1, width, high, colours[k % N_COLOURS],
                many ? "" : " stroke=\"#fff\" stroke-width=\"0.6\"");
        }
        if (c->low != NULL)
            range(h, x + width / 2, TOP + PLOT_H * (1 - c->high[b] / most),
                  TOP + PLOT_H * (1 - c->low[b] / most));
        if (c->bar[b][0] != '\0')
            chart_text(h, x + width / 2, TOP + PLOT_H + 18, "middle", c->bar[b]);
    }
}

void chart_bars(struct html *h, const struct chart *c)
{
    double most = 0;
    int rows = (c->n_series + (c->low != NULL)) * ROW + TOP;
    int height = TOP + PLOT_H + 30 > rows ? TOP + PLOT_H + 30 : rows;

    for (int b = 0; b < c->n_bars; b++)
        most = fmax(most, fmax(stack(c, b), c->high != NULL ? c->high[b] : 0));

    double step = chart_step(most);
    int n_steps = most > 0 ? (int)ceil(most / step - 1e-9) : 1;

    chart_begin(h, c->title, height);
    chart_axis(h, c->unit, step, n_steps);
    bars(h, c, step * n_steps);
    for (int k = 0; k < c->n_series; k++) { /* the key reads from the top of the stack down */
        int row = c->n_series - 1 - k;

        fprintf(h->stream, "<rect x=\"%d\" y=\"%d\" width=\"14\" height=\"14\" fill=\"%s\"/>\n",
                KEY_X, TOP + row * ROW, colours[k % N_COLOURS]);
        chart_text(h, KEY_X + 21, TOP + row * ROW + 12, "start", c->series[k]);
    }
    if (c->low != NULL) {
        range(h, KEY_X + 7, TOP + c->n_series * ROW, TOP + c->n_series * ROW + 14);
        chart_text(h, KEY_X + 21, TOP + c->n_series * ROW + 12, "start", c->range);
    }
    html_raw(h, "</svg>\n");
}

/* chart.h - stacked bars as inline SVG: crisp on paper, readable by machines, no picture file.
 */
#ifndef CHARGEPLAN_OUTPUT_CHART_H
#define CHARGEPLAN_OUTPUT_CHART_H

#include "output/report/html.h"

struct chart {
    const char *title; /* read aloud instead of the picture */
    const char *unit;  /* of the value axis */
    int n_bars, n_series;
    const char *const *bar;    /* [n_bars] labels below */
    const char *const *series; /* [n_series] labels in the key, first at the bottom */
    const double *value;       /* [n_series x n_bars] >= 0, series by series */
    const double *low, *high;  /* [n_bars] ends of a line over the whole bar; NULL: none */
    const char *range;         /* what the line says, for the key */
};

void chart_bars(struct html *h, const struct chart *chart);

/* Opens the picture, as wide as the bars'; </svg> ends it. title: read aloud instead. */
void chart_begin(struct html *h, const char *title, int height);

/* A text at a place of a picture; anchor: "start", "middle" or "end". */
void chart_text(struct html *h, double x, double y, const char *anchor, const char *text);

/* Lines and figures of the axis of values of a picture as wide as the bars', and its unit. */
void chart_axis(struct html *h, const char *unit, double step, int n_steps);
const char *chart_colour(int series); /* "#0072b2" */

/* Round step of an axis: the axis ends at the least multiple of it that is >= most, in 3 to 6
 * steps. */
double chart_step(double most);

#endif

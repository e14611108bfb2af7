/* study_plot.h - a field with two scales as inline SVG, on which points, lines and areas are
 * drawn. */
#ifndef CHARGEPLAN_OUTPUT_STUDY_PLOT_H
#define CHARGEPLAN_OUTPUT_STUDY_PLOT_H

#include "output/report/html.h"
#include "output/study_report/study_data.h"

/* A scale over a range: its ends are multiples of its step. */
struct study_scale {
    double from, to, step;
};
/* The range low to high, both finite, low <= high; within `least` and `most`. */
struct study_scale study_plot_scale(double low, double high, double least, double most);
/* The same for the figures of an indicator: shares stay between 0 and 1, counts above 0. */
struct study_scale study_plot_scale_of(enum study_key key, double low, double high);

struct study_plot {
    struct html *h;
    struct study_scale x, y;
    double left, top, width, height; /* of the field, px */
};

/* The picture: its whole size, what is read aloud. Ends with study_plot_end(). */
void study_plot_begin(const struct study_plot *p, double width, double height,
                      const char *title);
void study_plot_end(const struct study_plot *p);
double study_plot_x(const struct study_plot *p, double value);
double study_plot_y(const struct study_plot *p, double value);
/* Lines and figures of a scale; the name of the indicator stands at its end. */
void study_plot_axis_x(const struct study_plot *p, enum study_key key, const char *name);
void study_plot_axis_y(const struct study_plot *p, enum study_key key, const char *name);

#endif

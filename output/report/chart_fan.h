/* chart_fan.h - figures by year with their percentiles, as inline SVG: a line in the middle, an
 * area around it, dots for the plan. */
#ifndef CHARGEPLAN_OUTPUT_CHART_FAN_H
#define CHARGEPLAN_OUTPUT_CHART_FAN_H

#include "output/report/chart.h"
#include "sim/bands.h"

struct chart_fan {
    const char *title; /* read aloud instead of the picture */
    const char *unit;
    int n_years, n_series;
    const int *year;           /* [n_years] rising */
    const char *const *series; /* [n_series] labels in the key */
    const struct band *band;   /* [n_series x n_years] */
};

void chart_fan_draw(struct html *h, const struct chart_fan *chart);

#endif

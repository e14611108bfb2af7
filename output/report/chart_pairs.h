/* chart_pairs.h - observed and simulated figures as inline SVG: by hour as two lines, by place
 * as points about the line on which both are the same. */
#ifndef CHARGEPLAN_OUTPUT_CHART_PAIRS_H
#define CHARGEPLAN_OUTPUT_CHART_PAIRS_H

#include "output/report/chart.h"
#include "sim/operation/agreement.h"

struct chart_pairs {
    const char *title;                /* read aloud instead of the picture */
    const char *unit;                 /* of the lines' axis */
    const char *observed, *simulated; /* for the key and the axes */
    int n;
    const struct agreement_errors *pair; /* [n] whose means are shown; n 0: left out */
    const char *const *label;            /* [n] below the lines, "" for none */
};

void chart_pairs_lines(struct html *h, const struct chart_pairs *chart);
void chart_pairs_points(struct html *h, const struct chart_pairs *chart);

#endif

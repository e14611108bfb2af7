/* saturation.h - cars per 1,000 residents that approach a level: Gompertz and logistic.
 *
 *   Gompertz  c(t) = C e^{-b e^{-r t}}      ln(-ln(c / C)) = ln b - r t         (1)
 *   logistic  c(t) = C / (1 + b e^{-r t})   ln(C / c - 1)  = ln b - r t         (2)
 *
 * C, the level, is given; ln b and r are the line through two points on the left of (1) or (2),
 * least squares on that scale where there are more. t counts years.
 *
 * Source: J. Dargay, D. Gately and M. Sommer, Vehicle ownership and income growth, worldwide:
 *   1960-2030, The Energy Journal 28 (2007) 143-170, www.jstor.org/stable/41323125,
 *   whose Gompertz curve is one of income per head; here it is one of time (assumed: income
 *   grows evenly). */
#ifndef CHARGEPLAN_MODEL_FLEET_SATURATION_H
#define CHARGEPLAN_MODEL_FLEET_SATURATION_H

#include "scenarios/error.h"
#include "scenarios/scenario.h"

struct saturation {
    bool gompertz; /* else logistic */
    double level;  /* C */
    double origin; /* year from which t counts */
    double log_b, rate;
    double rms_residual; /* 1/1000 persons, over the points */
};

/* name is the class, for messages. Errors: ERR_SCENARIO: fewer than two points, a point of 0 or
 * not below the level, points that do not rise on the whole. */
enum err saturation_fit(struct saturation *out, const char *name, bool gompertz, double level,
                        const struct series *points, struct error *err);

/* Cars per 1,000 in a year, in (0, level). */
double saturation_at(const struct saturation *s, double year);

#endif

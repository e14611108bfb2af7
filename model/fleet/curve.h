/* curve.h - the stock of one class by one of its curves, whichever the class has chosen.
 *
 * points       joined by straight lines or by Steffen's monotone cubic; an error outside their
 *              years, since nothing stands behind such a figure
 * penetration  population x cars per 1,000 (saturation.h) x EV share
 * cohorts      registrations x EV share, and survival (cohorts.h)
 * bass, logistic  given or fitted (bass.h, logistic.h)
 * share        a larger region's stock x part / whole of its residents, within its years
 * table        a CSV file's points
 * Sources: those of the files named; the rest is the plans' own arithmetic. */
#ifndef CHARGEPLAN_MODEL_FLEET_CURVE_H
#define CHARGEPLAN_MODEL_FLEET_CURVE_H

#include "model/fleet/bass.h"
#include "model/fleet/cohorts.h"
#include "model/fleet/logistic.h"
#include "model/fleet/saturation.h"
#include "model/fleet/stock_table.h"

/* What all years of a curve share, worked out once. Borrows the class. */
struct curve_made {
    const struct fleet_class *class;
    enum curve curve;
    struct bass bass;
    struct logistic logistic;
    struct fit fit;           /* n_fitted 0 where nothing was fitted */
    struct saturation cars;   /* level 0 where cars per 1,000 are joined by straight lines */
    struct stock_table table; /* owned; n = 0: none */
    struct cohorts *all, *ev; /* owned; of curve cohorts, else NULL */
};

/* Own it: curve_clear(). first, last: years of the study. Nothing is owned where it fails.
 * Errors: ERR_SCENARIO (the class's figures do not tell the curve: a sentence that begins with
 * the setting's path), ERR_DATA, ERR_IO (of the table), ERR_NOMEM. */
enum err curve_make(struct curve_made *out, const struct fleet_class *class, enum curve curve,
                    int first, int last, struct error *err);
void curve_clear(struct curve_made *made);

/* True where the settings that the curve needs are there. */
bool curve_complete(const struct fleet_class *class, enum curve curve);

/* EVs in stock at a year's end, before they are cut at all vehicles. Errors: ERR_SCENARIO (no
 * figure stands behind the year). Not for visitors. */
enum err curve_stock(double *out, const struct curve_made *made, int year, struct error *err);

/* All vehicles of the class: population x cars per 1,000, else those of the cohorts; NAN where
 * neither is known. */
double curve_all_vehicles(const struct curve_made *made, int year);

/* First year for which the curve tells a stock, at most the first of the study. */
int curve_first_year(const struct curve_made *made, int first);

/* Word of a curve, as in fields.h. */
const char *curve_word(enum curve curve);

#endif

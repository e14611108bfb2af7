/* batteries.h - batteries that leave vehicles, by year.
 *
 * A battery lives to the earlier of its vehicle's scrapping (survival.h) and its own Weibull,
 * which says nothing before the warranty ends at age g (the earlier of warranty_years and
 * warranty_km by km_per_day of the sales year): alive(a) = 1 for a <= g, W(a) / W(g) after it.
 * The two lives are independent. A vehicle whose battery is worn out gets another like it, new,
 * where battery.replaced is set. In a year in which both end, the vehicle takes its battery
 * with it, once. kWh and mass are those of the sales year.
 *
 * Conservation: batteries in vehicles + batteries retired = batteries installed, of all years.
 *
 * Sources: warranty floors F15-WARR-CAR, F15-WARR-COM (财建〔2015〕134号, 2(3)); fade T34-FADE
 *   (交运发〔2015〕34号, 2.6); the rest is assumed. */
#ifndef CHARGEPLAN_MODEL_FLEET_BATTERIES_H
#define CHARGEPLAN_MODEL_FLEET_BATTERIES_H

#include "model/fleet/cohorts.h"

/* Of one calendar year. */
struct retired {
    double with_vehicle, worn_out; /* batteries */
    double installed;              /* batteries, new vehicles' and replacements */
    double in_use;                 /* batteries in vehicles at the year's end */
    double kwh;                    /* capacity when new of those retired */
    double kwh_left;               /* the same less fade, not below 0 */
    double tonnes;                 /* NAN where battery.wh_per_kg is not set */
};

struct batteries {
    int first, last;      /* calendar years told */
    struct retired *year; /* owned [last - first + 1] */
};

/* True where the class says what batteries it has and how long its vehicles live. */
bool batteries_given(const struct fleet_class *class);

/* From first to last, within the years of the cohorts. Own it: batteries_free(*out). Errors:
 * ERR_NOMEM. */
enum err batteries_create(struct batteries **out, const struct fleet_class *class,
                          const struct cohorts *ev, int first, int last, struct error *err);
void batteries_free(struct batteries *b); /* NULL is fine */

#endif

/* stand.h - what stands in a year by the plan.json of an earlier run, for its simulation. */
#ifndef CHARGEPLAN_OUTPUT_STAND_H
#define CHARGEPLAN_OUTPUT_STAND_H

#include "scenarios/city.h"

struct stand {
    int year, year_index; /* into study.years */
    int *n_chargers;      /* owned [n_sites x n_kinds], site by site */
    bool infeasible;      /* a phase of the plan has none: what stands is that of before */
    bool moved;           /* the plan is of other settings, data or facts than the scenario */
};

/* The state of a year of a plan; year 0: its last one. Own it: stand_clear(). Errors: ERR_DATA
 * (no plan.json, of another format, a year that plan or study do not have, a site or a kind
 * that the scenario does not know), ERR_NOMEM. */
enum err stand_read(struct stand *out, const char *path, int year,
                    const struct scenario *scenario, const struct city *city,
                    struct error *err);
void stand_clear(struct stand *stand);

#endif

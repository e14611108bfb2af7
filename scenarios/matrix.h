/* matrix.h - the planner's own ways: a CSV file with a row for each pair of zone and site.
 * Used by city.c. */
#ifndef CHARGEPLAN_SCENARIOS_MATRIX_H
#define CHARGEPLAN_SCENARIOS_MATRIX_H

#include "scenarios/city.h"

/* Reads the files of section matrix that ways are measured by into city->matrix. Ids that the
 * boundary or a filter left out are passed over; any other unknown one is ERR_DATA, as are a
 * pair twice and a way that is no number from 0 on. Time grows with the rows. Each bad file is
 * a problem. Errors: ERR_NOMEM. */
enum err matrix_read(struct city *city, const struct scenario *scenario,
                     struct problems *problems, struct error *err);

/* Warns of zones and sites that a matrix does not name. Errors: ERR_NOMEM. */
enum err matrix_warn(struct city *city, const struct scenario *scenario, struct error *err);

#endif

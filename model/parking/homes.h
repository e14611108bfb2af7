/* homes.h - home chargers and depots that the fleet implies, beside what building rules bring.
 *
 * A vehicle with home access has one charger at its bay; one with a depot is charged there.
 * Private chargers by building rule stand at such bays: they are among the implied ones, not
 * beside them, and the two are never added. Vehicles live where the residents do (weight
 * night); visitors live elsewhere. */
#ifndef CHARGEPLAN_MODEL_PARKING_HOMES_H
#define CHARGEPLAN_MODEL_PARKING_HOMES_H

#include "model/fleet/fleet.h"
#include "model/parking/parking.h"

struct homes_row {
    double vehicles; /* with a home charger, so that many chargers */
    int by_rule;     /* chargers of types of building with access private */
};

struct homes {
    int n_years, n_districts;
    struct homes_row *row; /* owned [n_years x n_districts], year by year */
    double *depot;         /* owned [n_years] vehicles with a depot, whole area */
};

/* Own it: homes_free(*out). NULL in *out without parking. Errors: ERR_NOMEM. */
enum err homes_create(struct homes **out, const struct scenario *s, const struct city *city,
                      const struct fleet *fleet, const struct parking *parking,
                      struct error *err);
void homes_free(struct homes *homes); /* NULL is fine */

/* Sum of a year; and the district in which rules go furthest beyond the vehicles with a home
 * charger, -1 where they do in none. *n_over: districts in which they do. */
struct homes_row homes_sum(const struct homes *h, int year_index);
int homes_over(const struct homes *h, int year_index, int *n_over);

#endif

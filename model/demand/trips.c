/* trips.c - day weights by trips that are given; see trips.h. Gravity is trips_gravity.c. */
#include "model/demand/trips.h"

#include <stdlib.h>

enum err trips_by_rows(const struct city *city, struct trips_weights *w, struct error *err)
{
    const struct city_trips *t = &city->trips;
    const double *day = city->weight[DAY];
    double *from = calloc((size_t)city->n_zones + 1, sizeof *from), day_sum = 0;

    if (from == NULL) return error_nomem(err, "the trips");
    for (int i = 0; i < t->n; i++)
        from[t->from[i]] += t->trips[i];
    for (int z = 0; z < city->n_zones; z++)
        day_sum += day[z];
    for (int k = 0; k < w->n; k++) {
        double rest = 0; /* of zones from which no trip starts */

        for (int z = 0; z < city->n_zones; z++)
            if (!(from[z] > 0)) rest += w->night[k][z];
        for (int z = 0; z < city->n_zones; z++)
            w->day[k][z] = rest * day[z] / day_sum;
        for (int i = 0; i < t->n; i++)
            if (t->trips[i] > 0) /* (1) */
                w->day[k][t->to[i]] +=
                    w->night[k][t->from[i]] * (t->trips[i] / from[t->from[i]]);
    }
    free(from);
    return ERR_OK;
}

/* city_reach.c - see city_reach.h */
#include "scenarios/city_reach.h"

#include <math.h>

enum { ZONES_TELL = 20 };
static const double across = 5;

/* From corner to corner of the box around the zones, metres. */
static double diagonal_m(const struct city *city)
{
    double x[2] = {INFINITY, -INFINITY}, y[2] = {INFINITY, -INFINITY};
    const struct points corners = {2, x, y, city->geographic};

    for (int z = 0; z < city->n_zones; z++) {
        x[0] = fmin(x[0], city->zone_x[z]);
        x[1] = fmax(x[1], city->zone_x[z]);
        y[0] = fmin(y[0], city->zone_y[z]);
        y[1] = fmax(y[1], city->zone_y[z]);
    }
    return geo_distance_m(&corners, 0, &corners, 1);
}

enum err city_reach_warn(struct city *city, const struct scenario *scenario, struct error *err)
{
    double far_m;

    if (city->n_zones < ZONES_TELL) return ERR_OK;
    far_m = diagonal_m(city);
    for (enum service v = FAST; v < N_SERVICES; v++) {
        double least = INFINITY;

        for (int z = 0; z < city->n_zones; z++)
            least = fmin(least, city->service_way[v][z]);
        if (!(scenario_circle_m(scenario, v, least) > across * far_m)) continue;
        return said_add(
            &city->warning, &city->n_warnings, err, MSG_WARN_REACH_ALL,
            said_word(v == FAST ? MSG_MAP_FAST : MSG_MAP_SLOW), said_figure(least),
            said_word(scenario_in_minutes(scenario, v) ? MSG_REACH_MINUTES : MSG_REACH_METRES),
            said_number(far_m / 1000, 1));
    }
    return ERR_OK;
}

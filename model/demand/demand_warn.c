/* demand_warn.c - what in the demand is worth a warning; see demand.h. */
#include <math.h>

#include "model/demand/demand.h"

/* The most that a slow outlet gives on average in a year, kW; NAN where there is none. */
static double slow_kw(const struct demand *d, const struct scenario *s, int year_index)
{
    double most = (double)NAN;

    for (int k = 0; k < s->n_kinds; k++)
        if (s->kind[k].system == SLOW)
            most = fmax(most, s->kind[k].power_kw / s->kind[k].outlets *
                                  s->kind[k].mean_power_share * demand_power(d, year_index)[k]);
    return most;
}

/* A mean session that does not fit its stay at the strongest outlet in any year. */
static enum err warn_stay(const struct demand *d, const struct scenario *s, enum layer l,
                          struct said **list, int *n, struct error *err)
{
    const double stay_h[N_LAYERS] = {s->demand.stay_h_night, s->demand.stay_h_day,
                                     s->demand.stay_h_roaming};
    double least = INFINITY;

    for (int y = 0; y < d->n_years; y++) {
        double kwh = 0;

        for (int z = 0; z < d->n_zones; z++)
            kwh += d->kwh[SLOW][l][(size_t)y * (size_t)d->n_zones + (size_t)z];
        if (kwh > 0) least = fmin(least, slow_kw(d, s, y)); /* NAN: no slow kind */
    }
    if (!isfinite(least) || d->hours.session_kwh[SLOW] <= stay_h[l] * least) return ERR_OK;
    return said_add(list, n, err, MSG_WARN_STAY_SHORT, said_text(scenario_layer_word(l)),
                    said_figure(d->hours.session_kwh[SLOW]), said_figure(stay_h[l]),
                    said_number(least, 2), said_number(stay_h[l] * least, 1));
}

enum err demand_warn(const struct demand *d, const struct scenario *s, struct said **list,
                     int *n, struct error *err)
{
    const struct calibration *c = &d->calibration;

    for (enum layer l = NIGHT; l < N_LAYERS; l++)
        TRY(warn_stay(d, s, l, list, n, err));
    if (c->alike[0] != c->alike[1])
        TRY(said_add(list, n, err, MSG_WARN_MIX_ALIKE,
                     said_text(scenario_layer_word(c->alike[0])),
                     said_text(scenario_layer_word(c->alike[1]))));
    return c->poor ? said_add_plain(list, n, MSG_WARN_MIX_POOR, err) : ERR_OK;
}

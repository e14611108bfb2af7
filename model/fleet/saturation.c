/* saturation.c - see saturation.h. */
#include "model/fleet/saturation.h"

#include <math.h>

double saturation_at(const struct saturation *s, double year)
{
    double e = exp(s->log_b - s->rate * (year - s->origin));

    return s->gompertz ? s->level * exp(-e) : s->level / (1 + e);
}

/* The left sides of (1) and (2). */
static double straight(const struct saturation *s, double cars)
{
    return s->gompertz ? log(-log(cars / s->level)) : log(s->level / cars - 1);
}

static enum err check(const char *name, double level, const struct series *p, struct error *err)
{
    if (isnan(level) || p->n < 2)
        return error_set(err, ERR_SCENARIO,
                         "fleet.%s.cars_join: a curve to saturation needs cars_saturation and "
                         "cars_per_1000 of at least two years",
                         name);
    for (int k = 0; k < p->n; k++)
        if (!(p->value[k] > 0) || !(p->value[k] < level))
            return error_set(err, ERR_SCENARIO,
                             "fleet.%s.cars_per_1000: %g in %d does not lie between 0 and "
                             "cars_saturation, %g, so that no curve leads from it to there",
                             name, p->value[k], p->year[k], level);
    return ERR_OK;
}

enum err saturation_fit(struct saturation *out, const char *name, bool gompertz, double level,
                        const struct series *p, struct error *err)
{
    struct saturation s = {.gompertz = gompertz, .level = level};
    double t_mean = 0, y_mean = 0, tt = 0, ty = 0, sum = 0;

    TRY(check(name, level, p, err));
    s.origin = p->year[0];
    for (int k = 0; k < p->n; k++) {
        t_mean += (p->year[k] - s.origin) / p->n;
        y_mean += straight(&s, p->value[k]) / p->n;
    }
    for (int k = 0; k < p->n; k++) {
        double t = p->year[k] - s.origin - t_mean;

        tt += t * t;
        ty += t * (straight(&s, p->value[k]) - y_mean);
    }
    s.rate = -ty / tt;
    s.log_b = y_mean + s.rate * t_mean;
    if (!(s.rate > 0))
        return error_set(err, ERR_SCENARIO,
                         "fleet.%s.cars_per_1000: the points do not rise, so that no curve "
                         "leads from them to cars_saturation, %g",
                         name, level);
    for (int k = 0; k < p->n; k++)
        sum += pow(saturation_at(&s, p->year[k]) - p->value[k], 2);
    s.rms_residual = sqrt(sum / p->n);
    *out = s;
    return ERR_OK;
}

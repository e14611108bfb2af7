/* power.c - see power.h */
#include "model/demand/power.h"

#include <math.h>

/* Energy of a powertrain and the time it takes per kW of an outlet: e and e / min(1, L / r). */
struct taken {
    double kwh, time;
};

static void take(struct taken *t, double kwh, double limit_kw, double rated_kw)
{
    t->kwh += kwh;
    t->time += limit_kw < rated_kw ? kwh * rated_kw / limit_kw : kwh; /* NAN: no limit */
}

double power_share(const struct scenario *s, const struct class_energy *energy, int step,
                   double home_mean, const struct kind *kind)
{
    enum service v = kind->system == FAST ? FAST : SLOW;
    double rated_kw = kind->power_kw / kind->outlets;
    struct taken t = {0, 0};

    for (int c = 0; c < s->n_classes; c++) {
        const struct fleet_class *class = &s->fleet[c];
        const struct class_energy *e = &energy[c * step];
        double all = energy_public(e, v, home_mean);
        double battery = energy_public_bev(e, v, home_mean);

        take(&t, battery, v == FAST ? class->onboard_dc_kw : class->onboard_ac_kw, rated_kw);
        take(&t, fmax(0, all - battery), class->onboard_ac_phev_kw, rated_kw);
    }
    return t.kwh > 0 && t.time > t.kwh ? t.kwh / t.time : 1;
}

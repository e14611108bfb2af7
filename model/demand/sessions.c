/* sessions.c - see sessions.h. Shape 1 / cv^2, scale mean x cv^2. */
#include "model/demand/sessions.h"

#include <gsl/gsl_cdf.h>

#include "model/gsl_quiet.h"

static const double alike =
    0.003; /* below it all are alike: the shape has more than 1e5, and GSL loses its digits */

struct sessions sessions_of(const struct demand_params *p, enum service v)
{
    if (v == FAST) return (struct sessions){p->session_kwh_fast, p->session_cv_fast};
    return (struct sessions){p->session_kwh_slow, p->session_cv_slow};
}

double sessions_below(const struct sessions *s, double kwh)
{
    double square = s->cv * s->cv;

    if (s->cv < alike) return kwh >= s->mean_kwh ? 1 : 0;
    gsl_quiet();
    return kwh <= 0 ? 0 : gsl_cdf_gamma_P(kwh, 1 / square, s->mean_kwh * square);
}

/* By halving: GSL's own inverse ends in an error where the spread is large. */
double sessions_quantile(const struct sessions *s, double p)
{
    enum { HALVINGS = 200 };
    double low = 0, high = s->mean_kwh;

    if (s->cv < alike) return s->mean_kwh;
    while (sessions_below(s, high) < p)
        high *= 2;
    for (int k = 0; k < HALVINGS; k++) {
        double middle = low + (high - low) / 2;

        if (sessions_below(s, middle) < p)
            low = middle;
        else
            high = middle;
    }
    return high;
}

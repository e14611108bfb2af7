/* sessions.c - see sessions.h. Shape 1 / cv^2, scale mean x cv^2. */
#include "model/demand/sessions.h"

#include <gsl/gsl_cdf.h>

static const double alike = 1e-4; /* below it the shape has more than 1e8, and all are alike */

struct sessions sessions_of(const struct demand_params *p, enum service v)
{
    if (v == FAST) return (struct sessions){p->session_kwh_fast, p->session_cv_fast};
    return (struct sessions){p->session_kwh_slow, p->session_cv_slow};
}

double sessions_quantile(const struct sessions *s, double p)
{
    double square = s->cv * s->cv;

    if (s->cv < alike) return s->mean_kwh;
    return gsl_cdf_gamma_Pinv(p, 1 / square, s->mean_kwh * square);
}

double sessions_below(const struct sessions *s, double kwh)
{
    double square = s->cv * s->cv;

    if (s->cv < alike) return kwh >= s->mean_kwh ? 1 : 0;
    return kwh <= 0 ? 0 : gsl_cdf_gamma_P(kwh, 1 / square, s->mean_kwh * square);
}

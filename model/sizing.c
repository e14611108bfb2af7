/* sizing.c - what a pool of chargers carries within the targets; see network.h.
 *
 * All outlets of a service at a site are one pool: a driver takes any free one. How many of
 * them work is binomial with their mean availability (erlang.h). */
#include <math.h>
#include <string.h>

#include "model/erlang.h"
#include "model/network.h"

struct pool {
    struct erlang_pool outlets;
    double outlet_kw; /* mean power of a session at one outlet */
};

/* power_share: see network.h; NULL: cars take all. */
static struct pool pool_of(const struct scenario *s, const double power_share[], enum service v,
                           const int n_chargers[])
{
    double outlets = 0, available = 0, kw = 0;
    struct pool p = {{0, 1}, 0};

    for (int k = 0; k < s->n_kinds; k++) {
        const struct kind *kind = &s->kind[k];
        double here = (double)n_chargers[k] * kind->outlets;

        if (kind->system != (int)v) continue;
        outlets += here;
        available += here * kind->availability;
        kw += n_chargers[k] * kind->power_kw * kind->mean_power_share *
              (power_share != NULL ? power_share[k] : 1);
    }
    if (outlets <= 0) return p;
    p.outlets = (struct erlang_pool){(int)outlets, fmin(1, available / outlets)};
    p.outlet_kw = kw / outlets;
    return p;
}

/* A wait in minutes as mean sessions. */
static double wait_in_sessions(const struct scenario *s, const struct pool *p, double wait_min)
{
    return wait_min / 60 * p->outlet_kw / s->demand.session_kwh_fast;
}

double sizing_capacity(const struct scenario *s, const double power_share[], enum service v,
                       const int n_chargers[])
{
    struct pool p = pool_of(s, power_share, v, n_chargers);

    if (p.outlets.outlets == 0) return 0;
    if (v == SLOW) return erlang_load_for_blocking(p.outlets, s->sizing.blocked_share);
    return p.outlet_kw * erlang_load_for_wait(p.outlets,
                                              wait_in_sessions(s, &p, s->sizing.wait_min),
                                              s->sizing.wait_share);
}

double sizing_p_wait_over(const struct scenario *s, const double power_share[],
                          const int n_chargers[], double load, double over_min)
{
    struct pool p = pool_of(s, power_share, FAST, n_chargers);

    if (p.outlets.outlets == 0) return NAN;
    return erlang_pool_wait_over(p.outlets, load / p.outlet_kw,
                                 wait_in_sessions(s, &p, over_min));
}

double sizing_p_miss(const struct scenario *s, const double power_share[], enum service v,
                     const int n_chargers[], double load)
{
    struct pool p = pool_of(s, power_share, v, n_chargers);

    if (p.outlets.outlets == 0) return NAN;
    if (v == FAST)
        return sizing_p_wait_over(s, power_share, n_chargers, load, s->sizing.wait_min);
    return erlang_pool_blocked(p.outlets, load);
}

int sizing_new_kind(const struct scenario *s, enum service v)
{
    const char *id = v == FAST ? s->placement.fast_kind : s->placement.slow_kind;

    for (int k = 0; k < s->n_kinds; k++) {
        if (s->kind[k].system != (int)v) continue;
        if (id == NULL || id[0] == '\0' || strcmp(id, s->kind[k].id) == 0) return k;
    }
    return -1;
}

/* power.c - who charges with how much; see world.h.
 *
 * A session asks for the least of what its outlet gives and its car takes, times the mean share
 * of it, or, with a taper, times what the state of charge leaves. Where outlets share a charger
 * or a site its connection, what there is goes to all alike, and what one does not ask for to
 * the others (max-min fair: D. Bertsekas and R. Gallager, Data Networks, 2nd ed. (1992),
 * section 6.5.2). */
#include <float.h>
#include <math.h>

#include "sim/operation/world.h"

enum { TAPER_STEPS = 10 };

/* Sessions with less than this part of their energy left are over, and those that end at a
 * moment which doubles cannot tell from now: rounding of times. */
static const double crumb = 1e-9;

struct step {
    double power; /* over that below the taper */
    double kwh;   /* until it changes, or all that is left */
};

/* Between taper_from and full the power falls in a straight line over the state of charge; it
 * is cut into steps, the first from where the session is and the last to where it ends, each of
 * the mean power that takes as long as the line:
 *
 *   mean over [a, b] of 1 / f(x) = ln(f(a) / f(b)) / ((1 - f(1)) (b - a)),
 *   f(x) = 1 - (1 - f(1)) x
 */
static struct step step_of(const struct world *w, const struct driver *d)
{
    const struct operation_params *p = &w->in->params;
    double battery, charge, a, b, falls, slope = 1 - p->taper_end;
    struct step s = {1, d->left_kwh};

    if (p->taper_from >= 1) return s;
    battery = w->in->vehicle[d->vehicle].battery_kwh;
    charge = p->end_charge[d->service] - d->left_kwh / battery;
    a = (charge - p->taper_from) / (1 - p->taper_from);
    if (a < -1e-9) {
        s.kwh = fmin(d->left_kwh, (p->taper_from - charge) * battery);
        return s;
    }
    b = (fmin(floor(a * TAPER_STEPS + 1e-6), TAPER_STEPS - 1) + 1) / TAPER_STEPS;
    s.kwh = fmin(d->left_kwh, (b - a) * (1 - p->taper_from) * battery);
    falls = slope * s.kwh / ((1 - p->taper_from) * battery);
    s.power =
        falls > 1e-9 ? falls / log((1 - slope * a) / (1 - slope * a - falls)) : 1 - slope * a;
    return s;
}

static double asked_kw(const struct world *w, const struct driver *d)
{
    int g = w->outlet[d->outlet].group;

    return fmin(w->group[g].outlet_kw, w->in->vehicle[d->vehicle].limit_kw[d->service]) *
           w->in->group[g].mean_share * step_of(w, d).power;
}

void power_count(struct world *w, struct driver *d, double t_h)
{
    double *kwh = &w->tally->hour[(size_t)d->pool * N_HOURS].kwh;

    tally_spread_step(w->tally, kwh, sizeof(struct tally_hour) / sizeof(double), d->since_h,
                      t_h, d->kw);
    d->left_kwh -= d->kw * (t_h - d->since_h);
    if (d->left_kwh < crumb * d->wanted_kwh ||
        d->left_kwh < d->kw * 8 * DBL_EPSILON * fabs(t_h))
        d->left_kwh = 0;
    d->since_h = t_h;
}

static int place_of(const struct world *w, const struct driver *d)
{
    return w->in->pool[d->pool].place;
}

/* Of a place whose outlets do not depend on each other. */
static void set_power(struct world *w, int driver, double t_h, double kw)
{
    struct driver *d = &w->driver[driver];
    int place = place_of(w, d);
    double load = w->place[place].load.kw + kw - d->kw;

    d->kw = kw;
    d->charge_stamp++;
    load_change(w, place, t_h, w->place[place].n_charging > 0 ? load : 0);
    if (kw > 0)
        world_push(w, t_h + step_of(w, d).kwh / kw, EVENT_CHARGE, driver, d->charge_stamp);
}

/* What a driver gets of a charger that all its cars share: those who ask for less than an equal
 * part leave the rest to the others. */
static double part_of_charger(const struct world *w, const struct driver *d)
{
    const struct operation_group *g = &w->in->group[w->outlet[d->outlet].group];
    int start = w->group[w->outlet[d->outlet].group].first_outlet;
    int first = d->outlet - (d->outlet - start) % g->outlets_of_charger;
    double left = g->charger_kw * g->mean_share, mine = asked_kw(w, d), level = 0;
    int n = 0, n_before = -1;
    double asked[64];

    for (int k = first; k < first + g->outlets_of_charger; k++) {
        int other = w->outlet[k].driver;

        if (other != NOBODY && w->driver[other].charging)
            asked[n++] = asked_kw(w, &w->driver[other]);
    }
    while (n > 0 && n != n_before) {
        int kept = 0;

        n_before = n;
        level = left / n;
        for (int k = 0; k < n; k++) {
            if (asked[k] > level)
                asked[kept++] = asked[k];
            else
                left -= asked[k];
        }
        n = kept;
    }
    return fmin(mine, level);
}

/* Max-min fair: got[n] of `all`, want[n] each at most. */
static double fill(const double want[], double got[], int n, double all)
{
    double left = all, sum = 0;
    int open = n, before = -1;

    for (int k = 0; k < n; k++)
        got[k] = NAN;
    while (open > 0 && open != before) {
        double level = left / open;

        before = open;
        for (int k = 0; k < n; k++) {
            if (!isnan(got[k]) || want[k] > level) continue;
            got[k] = want[k];
            left -= want[k];
            open--;
        }
    }
    for (int k = 0; k < n; k++) {
        if (isnan(got[k])) got[k] = left / open;
        sum += got[k];
    }
    return fmin(sum, all);
}

/* Who charges at a place that shares gets a new part, counted up to now before; the place's
 * event is that of the first who needs another part. */
static void share_out(struct world *w, int place, double t_h)
{
    struct place_state *p = &w->place[place];
    double next_h = INFINITY;
    int n = 0;

    for (int k = p->head; k != NOBODY; k = w->driver[k].behind) {
        const struct driver *d = &w->driver[k];

        power_count(w, &w->driver[k], t_h);
        w->want[n] = w->in->params.share_charger ? part_of_charger(w, d) : asked_kw(w, d);
        w->who[n++] = k;
    }
    load_change(w, place, t_h, fill(w->want, w->got, n, w->in->place[place].limit_kw));
    for (int k = 0; k < n; k++) {
        struct driver *d = &w->driver[w->who[k]];

        d->kw = w->got[k];
        if (d->kw > 0) next_h = fmin(next_h, step_of(w, d).kwh / d->kw);
    }
    p->stamp++;
    if (isfinite(next_h)) world_push(w, t_h + next_h, EVENT_POWER, place, p->stamp);
}

static void unlink_driver(struct world *w, int driver)
{
    struct driver *d = &w->driver[driver];
    struct place_state *p = &w->place[place_of(w, d)];

    if (p->shares) {
        *(d->before != NOBODY ? &w->driver[d->before].behind : &p->head) = d->behind;
        if (d->behind != NOBODY) w->driver[d->behind].before = d->before;
    }
    p->n_charging--;
    d->charging = false;
}

void power_begin(struct world *w, int driver, double t_h)
{
    struct driver *d = &w->driver[driver];
    int place = place_of(w, d);
    struct place_state *p = &w->place[place];

    d->charging = true;
    d->since_h = t_h;
    d->kw = 0;
    p->n_charging++;
    if (!p->shares) {
        set_power(w, driver, t_h, asked_kw(w, d));
        return;
    }
    d->before = NOBODY;
    d->behind = p->head;
    if (p->head != NOBODY) w->driver[p->head].before = driver;
    p->head = driver;
    share_out(w, place, t_h);
}

void power_stop(struct world *w, int driver, double t_h)
{
    struct driver *d = &w->driver[driver];
    int place = place_of(w, d);

    power_count(w, d, t_h);
    unlink_driver(w, driver);
    if (w->place[place].shares) {
        d->kw = 0;
        share_out(w, place, t_h);
    } else {
        set_power(w, driver, t_h, 0);
    }
}

void power_driver(struct world *w, int driver, double t_h)
{
    struct driver *d = &w->driver[driver];

    power_count(w, d, t_h);
    if (d->left_kwh > 0) {
        set_power(w, driver, t_h, asked_kw(w, d));
        return;
    }
    unlink_driver(w, driver);
    set_power(w, driver, t_h, 0);
    session_charged(w, driver, t_h);
}

void power_place(struct world *w, int place, double t_h)
{
    int done = NOBODY;

    for (int k = w->place[place].head, next; k != NOBODY; k = next) {
        struct driver *d = &w->driver[k];

        next = d->behind;
        power_count(w, d, t_h);
        if (d->left_kwh > 0) continue;
        unlink_driver(w, k);
        d->kw = 0;
        d->behind = done;
        done = k;
    }
    share_out(w, place, t_h);
    for (int k = done, next; k != NOBODY; k = next) {
        next = w->driver[k].behind;
        session_charged(w, k, t_h);
    }
}

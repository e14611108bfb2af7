/* operation_case_drivers.c - who appears where and when, and what they drive; see
 * operation_case_parts.h.
 *
 * A zone's drivers are its energy over the energy of a session. What one of them drives follows
 * the energy that classes ask for there (energy.h (1)): over the zone's basis 0 it is
 *
 *   plain + home x (basis1 / basis0)                                                     (1)
 *
 * whose ratio is one figure of the zone and layer. Services that follow an observation
 * (calibrate.h) have the same ratio everywhere, which is the residents' mean. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/operation/operation_case_parts.h"

/* Battery over that of a battery car of the class. */
static const double phev_battery = 0.25;

static enum err fill_streams(struct operation_input *in, const struct run *run,
                             const struct network *n, struct error *err)
{
    const struct demand *d = run->demand;
    size_t row = (size_t)n->year_index * (size_t)d->n_zones;
    bool holiday = run->scenario->simulation.holiday;

    in->stream = calloc((size_t)d->n_zones * N_SERVICES + 1, sizeof *in->stream);
    if (in->stream == NULL) return error_nomem(err, "the drivers of the simulation");
    for (int z = 0; z < d->n_zones; z++) {
        for (enum service v = FAST; v < N_SERVICES; v++) {
            struct operation_stream *stream = &in->stream[in->n_streams];
            double each = (holiday ? d->hours.holiday[v] : 1) / in->params.session_kwh[v];

            if (!(demand_kwh(d, v, n->year_index, z) > 0)) continue;
            *stream = (struct operation_stream){.zone = z, .service = v};
            for (int l = 0; l < N_LAYERS; l++)
                stream->per_day[l] = d->kwh[v][l][row + (size_t)z] * each;
            in->n_streams++;
        }
    }
    return ERR_OK;
}

static void fill_profiles(struct operation_input *in, const struct hours *hours)
{
    in->n_profile = hours->n;
    for (int v = 0; v < N_SERVICES; v++)
        for (int l = 0; l < N_LAYERS; l++)
            memcpy(in->profile[v][l], hours->share[v][l], (size_t)hours->n * sizeof(double));
}

/* ---- what they drive ---- */

/* Of a class's slow energy that of its hybrids, which lies in all layers alike. */
static struct energy_part slow_phev_share(const struct class_energy *e)
{
    double plain = 0, home = 0;

    for (int l = 0; l < N_LAYERS; l++) {
        plain += e->public_kwh[SLOW][l].plain;
        home += e->public_kwh[SLOW][l].home;
    }
    return (struct energy_part){plain != 0 ? e->phev_slow.plain / plain : 0,
                                home != 0 ? e->phev_slow.home / home : 0};
}

/* 0 and 1 are exact, so that a class of battery cars alone has no hybrids by rounding. */
static double part_of(double share, bool phev)
{
    if (fabs(share) < 1e-12) share = 0;
    if (fabs(share - 1) < 1e-12) share = 1;
    return phev ? share : 1 - share;
}

/* Weights of a class's battery cars or hybrids; false where they ask for nothing. */
static bool fill_weights(struct operation_vehicle *out, const struct places *places,
                         const struct class_energy *e)
{
    struct energy_part slow = slow_phev_share(e);
    bool some = false;

    for (int v = 0; v < N_SERVICES; v++) {
        /* All of the fast energy is that of battery cars. */
        double plain = part_of(v == SLOW ? slow.plain : 0, out->is_phev);
        double home = part_of(v == SLOW ? slow.home : 0, out->is_phev);

        for (int l = 0; l < N_LAYERS; l++) {
            const struct energy_part *part = &e->public_kwh[v][l];

            out->plain[v][l] = part->plain * plain;
            if (places->by_zone && places->has_own[v])
                out->plain[v][l] += part->home * home * places->home_mean;
            else if (places->by_zone)
                out->home[v][l] = part->home * home;
            some = some || out->plain[v][l] != 0 || out->home[v][l] != 0;
        }
    }
    return some;
}

static double no_limit(double kw)
{
    return isnan(kw) ? INFINITY : kw;
}

/* The battery is that of cars registered in the year, beside which the stock's mean is older
 * and smaller. */
static void add_vehicle(struct operation_input *in, const struct run *run,
                        const struct network *n, int c, bool is_phev)
{
    const struct scenario *s = run->scenario;
    const struct fleet_class *class = &s->fleet[c];
    const struct class_energy *e =
        &run->demand->energy[c * run->demand->n_years + n->year_index];
    struct operation_vehicle *out = &in->vehicle[in->n_vehicles];
    double battery = series_at(&class->battery_kwh, s->study.years.year[n->year_index]);

    if (isnan(battery)) battery = s->simulation.battery_kwh;
    *out = (struct operation_vehicle){
        .class_index = c,
        .is_phev = is_phev,
        .limit_kw = {[FAST] = is_phev ? INFINITY : no_limit(class->onboard_dc_kw),
                     [SLOW] =
                         no_limit(is_phev ? class->onboard_ac_phev_kw : class->onboard_ac_kw)},
        .battery_kwh = is_phev ? battery * phev_battery : battery};
    if (fill_weights(out, run->demand->places, e)) in->n_vehicles++;
}

static enum err fill_vehicles(struct operation_input *in, const struct run *run,
                              const struct network *n, struct error *err)
{
    int n_classes = run->scenario->n_classes;

    in->vehicle = calloc((size_t)n_classes * 2 + 1, sizeof *in->vehicle);
    if (in->vehicle == NULL) return error_nomem(err, "the drivers of the simulation");
    for (int c = 0; c < n_classes; c++) {
        add_vehicle(in, run, n, c, false);
        add_vehicle(in, run, n, c, true);
    }
    if (in->n_vehicles == 0) { /* nobody appears */
        in->vehicle[0] =
            (struct operation_vehicle){.limit_kw = {INFINITY, INFINITY},
                                       .battery_kwh = run->scenario->simulation.battery_kwh};
        in->n_vehicles = 1;
    }
    return ERR_OK;
}

/* The ratio of (1); 0 where a zone has nothing of a layer. */
static enum err fill_home(struct operation_input *in, const struct places *places,
                          struct error *err)
{
    if (!places->by_zone) return ERR_OK;
    for (int l = 0; l < N_LAYERS; l++) {
        const double *all = places->basis[l][0], *home = places->basis[l][1];

        in->home_ratio[l] = calloc((size_t)in->n_zones + 1, sizeof(double));
        if (in->home_ratio[l] == NULL) return error_nomem(err, "the drivers of the simulation");
        for (int z = 0; z < in->n_zones; z++)
            if (all[z] > 0) in->home_ratio[l][z] = home[z] / all[z];
    }
    return ERR_OK;
}

enum err operation_case_drivers(struct operation_input *in, const struct run *run,
                                const struct network *n, struct error *err)
{
    TRY(fill_streams(in, run, n, err));
    fill_profiles(in, &run->demand->hours);
    TRY(fill_vehicles(in, run, n, err));
    return fill_home(in, run->demand->places, err);
}

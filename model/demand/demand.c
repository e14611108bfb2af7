/* demand.c - the energy the fleet asks for; see demand.h. */
#include "model/demand/demand.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct class_energy *energy_at(const struct demand *d, int c, int y)
{
    return &d->energy[c * d->n_years + y];
}

/* (1) of energy.h, all classes at once. */
static void lay_out(struct demand *d, int year_index)
{
    size_t row = (size_t)year_index * (size_t)d->n_zones;

    for (enum service v = FAST; v < N_SERVICES; v++) {
        for (enum layer l = NIGHT; l < N_LAYERS; l++) {
            struct energy_part sum = {0, 0};

            for (int c = 0; c < d->n_classes; c++) {
                sum.plain += energy_at(d, c, year_index)->public_kwh[v][l].plain;
                sum.home += energy_at(d, c, year_index)->public_kwh[v][l].home;
            }
            /* What cancels out may leave less than nothing by rounding. */
            for (int z = 0; z < d->n_zones; z++)
                d->kwh[v][l][row + (size_t)z] = fmax(0, places_kwh(d->places, &sum, v, l, z));
        }
    }
}

/* What was placed on zones is what the classes ask for, and all places together give back the
 * energy that drives the cars. */
static void fill_totals(struct demand *d, const struct scenario *s, const struct fleet *fleet,
                        int year_index)
{
    const double efficiency[N_SERVICES] = {
        [FAST] = s->demand.efficiency_fast, [SLOW] = s->demand.efficiency_slow};
    struct demand_totals *t = &d->totals[year_index];
    double driven = 0, given;

    for (int c = 0; c < d->n_classes; c++) {
        const struct class_energy *e = energy_at(d, c, year_index);

        t->depot += e->depot;
        t->home += e->home;
        t->work += e->work;
        driven += e->driven;
    }
    given = (t->depot + t->home + t->work) * efficiency[SLOW];
    for (enum service v = FAST; v < N_SERVICES; v++) {
        double classes = 0;

        for (int z = 0; z < d->n_zones; z++)
            t->public_kwh[v] += demand_kwh(d, v, year_index, z);
        for (int c = 0; c < d->n_classes; c++)
            classes += demand_class_public(d, c, v, year_index);
        assert(fabs(t->public_kwh[v] - classes) <= 1e-9 * classes);
        (void)classes;
        given += t->public_kwh[v] * efficiency[v];
    }
    assert(fabs(given - driven) <= 1e-8 * driven); /* shares add up to 1 within 1e-9 */
    (void)given;
    t->vehicles = fleet_total(fleet, year_index);
}

static bool allocate(struct demand *d)
{
    size_t n = (size_t)d->n_years * (size_t)d->n_zones;
    bool fine = true;

    for (int v = 0; v < N_SERVICES; v++) {
        for (int l = 0; l < N_LAYERS; l++) {
            d->kwh[v][l] = calloc(n + 1, sizeof(double));
            fine = fine && d->kwh[v][l] != NULL;
        }
    }
    d->totals = calloc((size_t)d->n_years + 1, sizeof *d->totals);
    d->energy = calloc((size_t)d->n_classes * (size_t)d->n_years + 1, sizeof *d->energy);
    d->power_share = calloc((size_t)d->n_kinds * (size_t)d->n_years + 1, sizeof(double));
    return fine && d->totals != NULL && d->energy != NULL && d->power_share != NULL;
}

void demand_class_energy(struct class_energy *out, const struct demand *d,
                         const struct scenario *s, const struct fleet *fleet, int class_index,
                         int year_index)
{
    energy_of_class(out, s, fleet, class_index, year_index, d->places->by_zone,
                    d->places->home_mean);
    calibrate_mix(&d->calibration, out);
}

/* Shares of the zones in the energy observed, by layer and in all, of the first year; a layer
 * without energy is where its weights are. */
static void fill_shares(const struct demand *d, const bool of_service[N_SERVICES],
                        double *const share[N_LAYERS], double before[N_LAYERS])
{
    double all = 0;

    for (enum layer l = NIGHT; l < N_LAYERS; l++) {
        before[l] = 0;
        for (int z = 0; z < d->n_zones; z++) {
            share[l][z] = 0;
            for (int v = 0; v < N_SERVICES; v++)
                share[l][z] += of_service[v] ? d->kwh[v][l][z] : 0;
            before[l] += share[l][z];
        }
        for (int z = 0; z < d->n_zones; z++)
            share[l][z] = before[l] > 0 ? share[l][z] / before[l] : d->places->basis[l][0][z];
        all += before[l];
    }
    for (int l = 0; l < N_LAYERS; l++)
        before[l] = all > 0 ? before[l] / all : 0;
}

/* Where the energy goes that was observed: its zones by the observation, the others keep their
 * share of the mix. */
static void fill_target(const struct calibration *c, int n, const double observed[],
                        double *const share[N_LAYERS], double target[])
{
    double sum = 0, theirs = 0;

    for (int z = 0; z < n; z++) {
        target[z] = 0;
        for (int l = 0; l < N_LAYERS; l++)
            target[z] += c->mix[l] * share[l][z];
        if (isnan(observed[z])) continue;
        sum += observed[z];
        theirs += target[z];
    }
    for (int z = 0; z < n; z++)
        if (!isnan(observed[z])) target[z] = observed[z] / sum * theirs;
}

/* Fits the mix, gives it to all classes and lets the zones follow where that is asked for. */
static enum err calibrate(struct demand *d, const struct scenario *s, const struct city *city,
                          struct error *err)
{
    struct calibration *c = &d->calibration;
    size_t n = (size_t)d->n_zones + 1;
    double *room = calloc(n * (N_LAYERS + 1), sizeof *room), before[N_LAYERS];
    double *share[N_LAYERS] = {room, room + n, room + 2 * n}, *target = room + 3 * n;
    enum err code = ERR_OK;

    if (room == NULL) return error_nomem(err, "the calibration");
    c->of_service[FAST] = s->demand.observed_system != OBSERVED_SLOW;
    c->of_service[SLOW] = s->demand.observed_system != OBSERVED_FAST;
    lay_out(d, 0);
    fill_shares(d, c->of_service, share, before);
    code = calibrate_fit(c, d->n_zones, city->observed_kwh, (const double *const *)share,
                         before, err);
    for (int k = 0; k < d->n_classes * d->n_years && code == ERR_OK; k++)
        calibrate_mix(c, &d->energy[k]);
    if (code == ERR_OK && s->demand.calibrate == CALIBRATE_ZONES) {
        fill_target(c, d->n_zones, city->observed_kwh, share, target);
        code = places_follow(d->places, c, target, err);
    }
    free(room);
    return code;
}

enum err demand_create(struct demand **out, const struct scenario *s, const struct city *city,
                       const struct fleet *fleet, int n_threads, struct error *err)
{
    struct demand *d = calloc(1, sizeof *d);
    enum err code = d == NULL ? error_nomem(err, "the demand") : ERR_OK;

    if (code != ERR_OK) return code;
    d->n_zones = city->n_zones;
    d->n_years = fleet->n_years;
    d->n_classes = fleet->n_classes;
    d->n_kinds = s->n_kinds;
    if (!allocate(d)) code = error_nomem(err, "the demand");
    if (code == ERR_OK) code = places_create(&d->places, s, city, n_threads, err);
    for (int c = 0; c < d->n_classes && code == ERR_OK; c++)
        code = energy_check(s, c, d->places->by_zone, d->places->home_mean, err);
    for (int c = 0; c < d->n_classes && code == ERR_OK; c++)
        for (int y = 0; y < d->n_years; y++)
            demand_class_energy(&d->energy[c * d->n_years + y], d, s, fleet, c, y);
    if (code == ERR_OK && s->demand.calibrate != CALIBRATE_NONE)
        code = calibrate(d, s, city, err);
    if (code != ERR_OK) {
        demand_free(d);
        return code;
    }
    hours_fill(&d->hours, &s->demand);
    for (int y = 0; y < d->n_years; y++) {
        lay_out(d, y);
        fill_totals(d, s, fleet, y);
        for (int k = 0; k < d->n_kinds; k++)
            d->power_share[y * d->n_kinds + k] = power_share(s, energy_at(d, 0, y), d->n_years,
                                                             d->places->home_mean, &s->kind[k]);
    }
    *out = d;
    return ERR_OK;
}

void demand_check(const struct scenario *s, const struct city *city, struct problems *problems)
{
    bool by_zone = city->home_access != NULL;
    double home_mean = by_zone ? places_home_mean(city) : NAN;

    for (int c = 0; c < s->n_classes; c++) {
        struct error err;
        char path[256];

        if (energy_check(s, c, by_zone, home_mean, &err) == ERR_OK) continue;
        snprintf(path, sizeof path, "fleet.%.120s.public_share", s->fleet[c].id);
        if (problems_about(problems, path)) continue;
        scenario_problem(s, problems, path, "%s", strstr(err.text, ": ") + 2);
    }
}

void demand_free(struct demand *d)
{
    if (d == NULL) return;
    for (int v = 0; v < N_SERVICES; v++)
        for (int l = 0; l < N_LAYERS; l++)
            free(d->kwh[v][l]);
    free(d->totals);
    free(d->energy);
    free(d->power_share);
    places_free(d->places);
    free(d);
}

double demand_kwh(const struct demand *d, enum service v, int year_index, int zone)
{
    size_t at = (size_t)year_index * (size_t)d->n_zones + (size_t)zone;
    double sum = 0;

    for (int l = 0; l < N_LAYERS; l++)
        sum += d->kwh[v][l][at];
    return sum;
}

double demand_layer(const struct demand *d, enum service v, enum layer l, int year_index)
{
    size_t row = (size_t)year_index * (size_t)d->n_zones;
    double sum = 0;

    for (int z = 0; z < d->n_zones; z++)
        sum += d->kwh[v][l][row + (size_t)z];
    return sum;
}

double demand_class_public(const struct demand *d, int class_index, enum service v,
                           int year_index)
{
    return energy_public(energy_at(d, class_index, year_index), v, d->places->home_mean);
}

double demand_class_bev(const struct demand *d, int class_index, enum service v, int year_index)
{
    return energy_public_bev(energy_at(d, class_index, year_index), v, d->places->home_mean);
}

double demand_class_kwh(const struct demand *d, int class_index, enum service v, enum layer l,
                        int year_index, int zone)
{
    return places_kwh(d->places, &energy_at(d, class_index, year_index)->public_kwh[v][l], v, l,
                      zone);
}

const double *demand_power(const struct demand *d, int year_index)
{
    return &d->power_share[year_index * d->n_kinds];
}

double demand_load(const struct demand *d, enum service v, int year_index, int zone,
                   double load[N_HOURS])
{
    size_t at = (size_t)year_index * (size_t)d->n_zones + (size_t)zone;
    double kwh[N_LAYERS];

    for (int l = 0; l < N_LAYERS; l++)
        kwh[l] = d->kwh[v][l][at];
    return hours_load(&d->hours, v, kwh, load);
}

double demand_grid(const struct demand_totals *t, const struct demand_params *p)
{
    return t->public_kwh[FAST] / p->grid_efficiency_fast +
           (t->public_kwh[SLOW] + t->home + t->work + t->depot) / p->grid_efficiency_slow;
}

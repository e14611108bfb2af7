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
                d->kwh[v][l][row + (size_t)z] = fmax(0, places_kwh(d->places, &sum, l, z));
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

enum err demand_create(struct demand **out, const struct scenario *s, const struct city *city,
                       const struct fleet *fleet, struct error *err)
{
    struct demand *d = calloc(1, sizeof *d);
    enum err code = d == NULL ? error_nomem(err, "the demand") : ERR_OK;

    if (code != ERR_OK) return code;
    d->n_zones = city->n_zones;
    d->n_years = fleet->n_years;
    d->n_classes = fleet->n_classes;
    d->n_kinds = s->n_kinds;
    if (!allocate(d)) code = error_nomem(err, "the demand");
    if (code == ERR_OK) code = places_create(&d->places, s, city, err);
    for (int c = 0; c < d->n_classes && code == ERR_OK; c++)
        code = energy_check(s, c, d->places->by_zone, d->places->home_mean, err);
    if (code != ERR_OK) {
        demand_free(d);
        return code;
    }
    hours_fill(&d->hours, &s->demand);
    for (int y = 0; y < d->n_years; y++) {
        for (int c = 0; c < d->n_classes; c++)
            energy_of_class(&d->energy[c * d->n_years + y], s, fleet, c, y, d->places->by_zone,
                            d->places->home_mean);
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
    return places_kwh(d->places, &energy_at(d, class_index, year_index)->public_kwh[v][l], l,
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

/* demand.c - the energy the fleet asks for; see demand.h. */
#include "model/demand.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

/* Energy of one class that drives its cars, kWh a day, less depots, by powertrain. */
struct driven {
    double all, depot, bev, phev;
};

static struct driven driven_energy(const struct fleet_class *class, const struct fleet *fleet,
                                   int c, int year_index)
{
    int at = c * fleet->n_years + year_index;
    double stock = fleet->stock[at], bev_share = fleet->bev_share[at];
    double per_car = series_at(&class->km_per_day, fleet->years[year_index]) *
                     fleet->kwh_per_km[at] * class->on_road_factor * class->season_factor;
    double bev = stock * per_car * bev_share;
    double phev = stock * per_car * (1 - bev_share) * class->phev_electric_share;
    double rest = 1 - class->depot_share;

    return (struct driven){bev + phev, (bev + phev) * class->depot_share, bev * rest,
                           phev * rest};
}

/* How a user group splits its energy over places. A plug-in hybrid cannot charge fast: what a
 * battery car would charge fast it charges slow. */
struct split {
    double home, work, public_share[N_SERVICES];
};

static struct split split_of(const struct fleet_class *class, bool with_home, bool phev)
{
    struct split s = {0, class->without_home_work, {0, 0}};

    s.public_share[FAST] = class->without_home_fast;
    s.public_share[SLOW] = class->without_home_slow;
    if (with_home) {
        s.home = class->with_home_home;
        s.work = class->with_home_work;
        s.public_share[FAST] = class->with_home_fast;
        s.public_share[SLOW] = class->with_home_slow;
    }
    if (phev) {
        s.public_share[SLOW] += s.public_share[FAST];
        s.public_share[FAST] = 0;
    }
    return s;
}

/* What every class meets alike. */
struct place {
    const struct scenario *scenario;
    const struct city *city;
    double weight_sum[N_LAYERS];
    double efficiency[N_SERVICES];
};

/* A class's energy by place, one powertrain and one user group; `at_zone` is the share of its
 * driven energy whose users live in the zone and belong to the group. */
static void add_group(struct demand *d, const struct place *p, const struct fleet_class *class,
                      int year_index, int zone, double energy, const struct split *split,
                      double class_public[N_SERVICES], double day_sum[N_SERVICES])
{
    const double night_share[N_SERVICES] = {
        [FAST] = class->night_share_fast, [SLOW] = class->night_share_slow};
    struct demand_totals *t = &d->totals[year_index];

    /* Homes, work places and depots charge by alternating current as slow chargers do. */
    t->home += energy * split->home / p->efficiency[SLOW];
    t->work += energy * split->work / p->efficiency[SLOW];
    for (int v = 0; v < N_SERVICES; v++) {
        double kwh = energy * split->public_share[v] / p->efficiency[v];

        d->kwh[v][NIGHT][(size_t)year_index * (size_t)d->n_zones + (size_t)zone] +=
            kwh * night_share[v];
        day_sum[v] += kwh * (1 - night_share[v]);
        class_public[v] += kwh;
    }
}

static void add_class(struct demand *d, const struct place *p, const struct fleet *fleet, int c,
                      int year_index)
{
    const struct city *city = p->city;
    const struct fleet_class *class = &p->scenario->fleet[c];
    struct driven e = driven_energy(class, fleet, c, year_index);
    struct demand_totals *t = &d->totals[year_index];
    double day_sum[N_SERVICES] = {0, 0};
    double *class_public = &d->class_public[(c * d->n_years + year_index) * N_SERVICES];
    size_t row = (size_t)year_index * (size_t)d->n_zones;
    bool by_zone = city->home_access != NULL && class->home_by_zone;

    t->depot += e.depot / p->efficiency[SLOW];
    for (int z = 0; z < d->n_zones; z++) {
        double share = city->weight[NIGHT][z] / p->weight_sum[NIGHT];
        double home = by_zone ? city->home_access[z] : class->home_access;

        for (int phev = 0; phev < 2; phev++) {
            for (int with_home = 0; with_home < 2; with_home++) {
                struct split split = split_of(class, with_home, phev);
                double group = share * (with_home ? home : 1 - home);

                add_group(d, p, class, year_index, z, (phev ? e.phev : e.bev) * group, &split,
                          class_public, day_sum);
            }
        }
    }
    for (int v = 0; v < N_SERVICES; v++)
        for (int z = 0; z < d->n_zones; z++)
            d->kwh[v][DAY][row + (size_t)z] +=
                day_sum[v] * city->weight[DAY][z] / p->weight_sum[DAY];
}

/* What was placed on zones is what the classes ask for, and all places together give back the
 * energy that drives the cars. */
static void check_year(const struct demand *d, const struct place *p, const struct fleet *fleet,
                       int year_index)
{
    struct demand_totals *t = &d->totals[year_index];
    double driven = 0;
    double given = (t->depot + t->home + t->work) * p->efficiency[SLOW];

    for (int v = 0; v < N_SERVICES; v++) {
        double zones = 0, classes = 0;

        for (int z = 0; z < d->n_zones; z++)
            zones += demand_kwh(d, (enum service)v, year_index, z);
        for (int c = 0; c < fleet->n_classes; c++)
            classes += d->class_public[(c * d->n_years + year_index) * N_SERVICES + v];
        assert(fabs(zones - classes) <= 1e-9 * classes);
        t->public_kwh[v] = zones;
        given += zones * p->efficiency[v];
    }
    for (int c = 0; c < fleet->n_classes; c++)
        driven += driven_energy(&p->scenario->fleet[c], fleet, c, year_index).all;
    assert(fabs(given - driven) <= 1e-8 * driven); /* shares add up to 1 within 1e-9 */
    t->vehicles = fleet_total(fleet, year_index);
}

/* Arrivals up to hour t of a day that repeats, in days' worth; t in [-24, 24]. */
static double arrivals(const double share[N_HOURS], double t)
{
    double days = floor(t / N_HOURS), sum = days;
    double left = t - days * N_HOURS;
    int h = 0;

    for (; h < N_HOURS && left >= 1; h++, left -= 1)
        sum += share[h];
    return h < N_HOURS ? sum + left * share[h] : sum;
}

/* Outlets taken at t per session a day: those who came within the last stay (Mt/D/infinity,
 * S. G. Eick, W. A. Massey and W. Whitt, The physics of the Mt/G/infinity queue, Operations
 * Research 41 (1993) 731-742, doi:10.1287/opre.41.4.731). */
static double taken(const double share[N_HOURS], double stay_h, double t)
{
    return arrivals(share, t) - arrivals(share, t - stay_h);
}

/* The number taken is a broken line that bends at whole hours and a stay after them, so its
 * largest value within an hour stands at one of three times. */
static void fill_present(double present[N_HOURS], const double share[N_HOURS], double stay_h)
{
    double bend = stay_h - floor(stay_h);

    for (int h = 0; h < N_HOURS; h++)
        present[h] = fmax(fmax(taken(share, stay_h, h), taken(share, stay_h, h + 1)),
                          taken(share, stay_h, h + bend));
}

static void fill_profiles(struct demand *d, const struct demand_params *p)
{
    const struct numbers *profile[N_SERVICES][N_LAYERS] = {
        [FAST] = {[NIGHT] = &p->night_fast, [DAY] = &p->day_fast},
        [SLOW] = {[NIGHT] = &p->night_slow, [DAY] = &p->day_slow}};

    d->session_kwh[FAST] = p->session_kwh_fast;
    d->session_kwh[SLOW] = p->session_kwh_slow;
    for (int v = 0; v < N_SERVICES; v++) {
        for (int l = 0; l < N_LAYERS; l++) {
            double sum = 0;

            assert(profile[v][l]->n == N_HOURS);
            for (int h = 0; h < N_HOURS; h++)
                sum += profile[v][l]->value[h];
            for (int h = 0; h < N_HOURS; h++)
                d->share[v][l][h] = profile[v][l]->value[h] / sum;
        }
    }
    fill_present(d->present[NIGHT], d->share[SLOW][NIGHT], p->stay_h_night);
    fill_present(d->present[DAY], d->share[SLOW][DAY], p->stay_h_day);
}

static bool allocate(struct demand *d, int n_classes)
{
    size_t n = (size_t)d->n_years * (size_t)d->n_zones;
    bool fine = true;

    for (int v = 0; v < N_SERVICES; v++) {
        for (int l = 0; l < N_LAYERS; l++) {
            d->kwh[v][l] = calloc(n + 1, sizeof(double));
            fine = fine && d->kwh[v][l] != NULL;
        }
    }
    d->totals = calloc((size_t)d->n_years + 1, sizeof(*d->totals));
    d->class_public =
        calloc((size_t)n_classes * (size_t)d->n_years * N_SERVICES + 1, sizeof(double));
    return fine && d->totals != NULL && d->class_public != NULL;
}

enum err demand_create(struct demand **out, const struct scenario *s, const struct city *city,
                       const struct fleet *fleet, struct error *err)
{
    struct place place = {
        .scenario = s,
        .city = city,
        .efficiency = {[FAST] = s->demand.efficiency_fast, [SLOW] = s->demand.efficiency_slow}};
    struct demand *d = calloc(1, sizeof(*d));

    if (d == NULL) return error_nomem(err, "the demand");
    d->n_zones = city->n_zones;
    d->n_years = fleet->n_years;
    if (!allocate(d, fleet->n_classes)) {
        demand_free(d);
        return error_nomem(err, "the demand");
    }
    for (int l = 0; l < N_LAYERS; l++)
        for (int z = 0; z < city->n_zones; z++)
            place.weight_sum[l] += city->weight[l][z];
    fill_profiles(d, &s->demand);
    for (int y = 0; y < d->n_years; y++) {
        for (int c = 0; c < fleet->n_classes; c++)
            add_class(d, &place, fleet, c, y);
        check_year(d, &place, fleet, y);
    }
    *out = d;
    return ERR_OK;
}

void demand_free(struct demand *d)
{
    if (d == NULL) return;
    for (int v = 0; v < N_SERVICES; v++)
        for (int l = 0; l < N_LAYERS; l++)
            free(d->kwh[v][l]);
    free(d->totals);
    free(d->class_public);
    free(d);
}

double demand_kwh(const struct demand *d, enum service v, int year_index, int zone)
{
    size_t at = (size_t)year_index * (size_t)d->n_zones + (size_t)zone;

    return d->kwh[v][NIGHT][at] + d->kwh[v][DAY][at];
}

double demand_load(const struct demand *d, enum service v, int year_index, int zone,
                   double load[N_HOURS])
{
    size_t at = (size_t)year_index * (size_t)d->n_zones + (size_t)zone;
    double night = d->kwh[v][NIGHT][at], day = d->kwh[v][DAY][at], largest = 0;

    for (int h = 0; h < N_HOURS; h++) {
        if (v == FAST)
            load[h] = night * d->share[FAST][NIGHT][h] + day * d->share[FAST][DAY][h];
        else
            load[h] = (night * d->present[NIGHT][h] + day * d->present[DAY][h]) /
                      d->session_kwh[SLOW];
        largest = fmax(largest, load[h]);
    }
    return largest;
}

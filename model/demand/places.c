/* places.c - the share of each zone in the public energy of a layer; see places.h. */
#include "model/demand/places.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/demand/trips.h"

static bool allocate(double *basis[N_LAYERS][N_BASES], int n_zones, bool by_zone)
{
    bool fine = true;

    for (int l = 0; l < N_LAYERS; l++)
        for (int b = 0; b < (by_zone ? N_BASES : 1); b++) {
            basis[l][b] = calloc((size_t)n_zones + 1, sizeof(double));
            fine = fine && basis[l][b] != NULL;
        }
    return fine;
}

static void fill_layer(struct places *p, const struct city *city, enum layer l)
{
    double sum = 0;

    for (int z = 0; z < p->n_zones; z++)
        sum += city->weight[l][z];
    for (int z = 0; z < p->n_zones; z++) {
        p->basis[l][0][z] = city->weight[l][z] / sum;
        if (!p->by_zone) continue;
        p->basis[l][1][z] =
            p->basis[l][0][z] * (l == NIGHT ? city->home_access[z] : p->home_mean);
    }
    if (l != NIGHT || !p->by_zone) return;
    p->home_mean = 0;
    for (int z = 0; z < p->n_zones; z++)
        p->home_mean += p->basis[NIGHT][1][z];
}

/* Day weights along trips, where the scenario says how residents drive. */
static enum err move_day(struct places *p, const struct scenario *s, const struct city *city,
                         int n_threads, struct error *err)
{
    struct trips_weights w = {p->by_zone ? N_BASES : 1,
                              {p->basis[NIGHT][0], p->basis[NIGHT][1]},
                              {p->basis[DAY][0], p->basis[DAY][1]}};

    if (city->trips.n > 0) return trips_by_rows(city, &w, err);
    if (!(s->demand.gravity_km > 0)) return ERR_OK;
    return trips_by_gravity(city, s->demand.gravity_km, &w, n_threads, err);
}

enum err places_create(struct places **out, const struct scenario *s, const struct city *city,
                       int n_threads, struct error *err)
{
    struct places *p = calloc(1, sizeof *p);
    enum err code;

    if (p == NULL) return error_nomem(err, "the places of demand");
    p->n_zones = city->n_zones;
    p->by_zone = city->home_access != NULL;
    p->home_mean = (double)NAN;
    if (!allocate(p->basis, p->n_zones, p->by_zone)) {
        places_free(p);
        return error_nomem(err, "the places of demand");
    }
    for (enum layer l = NIGHT; l < N_LAYERS; l++) /* night first: it makes home_mean */
        fill_layer(p, city, l);
    code = move_day(p, s, city, n_threads, err);
    if (code != ERR_OK) {
        places_free(p);
        return code;
    }
    *out = p;
    return ERR_OK;
}

enum err places_follow(struct places *p, const struct calibration *calibration,
                       const double target[], struct error *err)
{
    double *weight[N_LAYERS];

    if (!allocate(p->own, p->n_zones, p->by_zone))
        return error_nomem(err, "the places of demand");
    for (int l = 0; l < N_LAYERS; l++) {
        weight[l] = p->own[l][0];
        memcpy(weight[l], p->basis[l][0], (size_t)p->n_zones * sizeof(double));
    }
    calibrate_zones(p->n_zones, weight, calibration->mix, target);
    /* What was observed holds whoever has a charger at home. */
    for (int l = 0; l < N_LAYERS && p->by_zone; l++)
        for (int z = 0; z < p->n_zones; z++)
            p->own[l][1][z] = p->own[l][0][z] * p->home_mean;
    for (int v = 0; v < N_SERVICES; v++)
        p->has_own[v] = calibration->of_service[v];
    return ERR_OK;
}

double places_home_mean(const struct city *city)
{
    double sum = 0, all = 0;

    for (int z = 0; z < city->n_zones; z++) {
        all += city->weight[NIGHT][z];
        sum += city->weight[NIGHT][z] * city->home_access[z];
    }
    return sum / all;
}

void places_free(struct places *p)
{
    if (p == NULL) return;
    for (int l = 0; l < N_LAYERS; l++)
        for (int b = 0; b < N_BASES; b++) {
            free(p->basis[l][b]);
            free(p->own[l][b]);
        }
    free(p);
}

const double *places_basis(const struct places *p, enum service v, enum layer layer, int basis)
{
    return p->has_own[v] ? p->own[layer][basis] : p->basis[layer][basis];
}

double places_kwh(const struct places *p, const struct energy_part *part, enum service v,
                  enum layer layer, int zone)
{
    double kwh = part->plain * places_basis(p, v, layer, 0)[zone];

    return p->by_zone ? kwh + part->home * places_basis(p, v, layer, 1)[zone] : kwh;
}

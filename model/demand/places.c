/* places.c - the share of each zone in the public energy of a layer; see places.h. */
#include "model/demand/places.h"

#include <math.h>
#include <stdlib.h>

static bool allocate(struct places *p)
{
    bool fine = true;

    for (int l = 0; l < N_LAYERS; l++)
        for (int b = 0; b < (p->by_zone ? N_BASES : 1); b++) {
            p->basis[l][b] = calloc((size_t)p->n_zones + 1, sizeof(double));
            fine = fine && p->basis[l][b] != NULL;
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

enum err places_create(struct places **out, const struct scenario *s, const struct city *city,
                       struct error *err)
{
    struct places *p = calloc(1, sizeof *p);

    (void)s;
    if (p == NULL) return error_nomem(err, "the places of demand");
    p->n_zones = city->n_zones;
    p->by_zone = city->home_access != NULL;
    p->home_mean = (double)NAN;
    if (!allocate(p)) {
        places_free(p);
        return error_nomem(err, "the places of demand");
    }
    for (enum layer l = NIGHT; l < N_LAYERS; l++) /* night first: it makes home_mean */
        fill_layer(p, city, l);
    *out = p;
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
        for (int b = 0; b < N_BASES; b++)
            free(p->basis[l][b]);
    free(p);
}

double places_kwh(const struct places *p, const struct energy_part *part, enum layer layer,
                  int zone)
{
    double kwh = part->plain * p->basis[layer][0][zone];

    return p->by_zone ? kwh + part->home * p->basis[layer][1][zone] : kwh;
}

/* bands.c - see bands.h */
#include "sim/bands.h"

#include <math.h>
#include <stdlib.h>

const double bands_level[N_BAND_LEVELS] = {0.1, 0.5, 0.9};

void bands_free(struct bands *b)
{
    if (b == NULL) return;
    free(b->factor);
    free(b->n_cut);
    free(b->driver);
    free(b->idle);
    free(b->row);
    free(b->value);
    free(b->coefficient);
    free(b->mean);
    free(b->hours);
    for (int v = 0; v < N_SERVICES; v++)
        free(b->zone[v]);
    free(b->station);
    free(b);
}

const struct band_row *bands_find(const struct bands *b, enum band_what what, int of,
                                  int year_index)
{
    for (int k = 0; k < b->n_rows; k++)
        if (b->row[k].what == what && b->row[k].of == of && b->row[k].year_index == year_index)
            return &b->row[k];
    return NULL;
}

static size_t coefficient_at(int year_index, enum service v, enum layer l, int basis)
{
    return (((size_t)year_index * N_SERVICES + v) * N_LAYERS + l) * N_BASES + (size_t)basis;
}

double *bands_coefficients(const struct bands *b, int year_index, enum service v, enum layer l,
                           int basis)
{
    return b->coefficient + coefficient_at(year_index, v, l, basis) * (size_t)b->n_draws;
}

struct band bands_zone(const struct bands *b, const struct demand *demand, enum service v,
                       int year_index, int zone)
{
    size_t at = (size_t)year_index * (size_t)b->n_zones + (size_t)zone;
    struct band band = {.plan = demand_kwh(demand, v, year_index, zone)};

    for (int k = 0; k < N_BAND_LEVELS; k++)
        band.level[k] = b->zone[v][at * N_BAND_LEVELS + (size_t)k];
    for (enum layer l = NIGHT; l < N_LAYERS; l++) {
        struct energy_part mean = {b->mean[coefficient_at(year_index, v, l, 0)],
                                   b->mean[coefficient_at(year_index, v, l, 1)]};

        band.mean += places_kwh(demand->places, &mean, v, l, zone);
    }
    return band;
}

int bands_largest_driver(const struct bands *b)
{
    int best = -1;

    for (int k = 0; k < b->n_uncertain; k++)
        if (!isnan(b->driver[k]) && (best < 0 || fabs(b->driver[k]) > fabs(b->driver[best])))
            best = k;
    return best;
}

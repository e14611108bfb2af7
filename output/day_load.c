/* day_load.c - see day_load.h */
#include "output/day_load.h"

#include <math.h>
#include <string.h>

double day_load_outlet_kw(const struct run *run, enum service v, int year_index)
{
    int k = sizing_new_kind(run->scenario, v);
    const struct kind *kind;

    if (k < 0) return (double)NAN;
    kind = &run->scenario->kind[k];
    return kind->power_kw / kind->outlets * kind->mean_power_share *
           demand_power(run->demand, year_index)[k];
}

static double sum_of_zones(const struct demand *d, enum service v, enum layer l, int year_index)
{
    const double *kwh = d->kwh[v][l] + (size_t)year_index * (size_t)d->n_zones;
    double sum = 0;

    for (int z = 0; z < d->n_zones; z++)
        sum += kwh[z];
    return sum;
}

static void fill_busiest(struct day_load *out, enum service v)
{
    for (int h = 0; h < out->n; h++) {
        double sum = 0;

        for (int l = 0; l < N_LAYERS; l++)
            sum += v == FAST ? out->kwh[v][l][h] : out->outlets[v][l][h];
        if (!(sum > out->most[v])) continue;
        out->most[v] = sum;
        out->busiest[v] = h;
    }
}

void day_load_of(struct day_load *out, const struct run *run, const struct hours *hours,
                 int year_index)
{
    double kw = day_load_outlet_kw(run, FAST, year_index);

    if (hours == NULL) hours = &run->demand->hours;
    memset(out, 0, sizeof *out);
    out->n = hours->n;
    for (enum service v = FAST; v < N_SERVICES; v++) {
        for (enum layer l = NIGHT; l < N_LAYERS; l++) {
            double kwh[N_LAYERS] = {0}, load[N_HOURS];

            kwh[l] = sum_of_zones(run->demand, v, l, year_index);
            out->kwh_per_day[v] += kwh[l] * hours->holiday[v];
            hours_load(hours, v, kwh, load);
            for (int h = 0; h < hours->n; h++) {
                out->kwh[v][l][h] = kwh[l] * hours->share[v][l][h] * hours->holiday[v];
                out->outlets[v][l][h] = v == FAST ? load[h] / kw : load[h];
            }
        }
        fill_busiest(out, v);
    }
}

/* hours.c - when public energy is asked for; see hours.h. */
#include "model/demand/hours.h"

#include <assert.h>
#include <math.h>

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

void hours_fill(struct hours *out, const struct demand_params *p)
{
    const struct numbers *profile[N_SERVICES][N_LAYERS] = {
        [FAST] = {&p->night_fast, &p->day_fast, &p->roaming_fast},
        [SLOW] = {&p->night_slow, &p->day_slow, &p->roaming_slow}};
    const double stay_h[N_LAYERS] = {p->stay_h_night, p->stay_h_day, p->stay_h_roaming};

    out->session_kwh[FAST] = p->session_kwh_fast;
    out->session_kwh[SLOW] = p->session_kwh_slow;
    for (int v = 0; v < N_SERVICES; v++) {
        for (int l = 0; l < N_LAYERS; l++) {
            double sum = 0;

            assert(profile[v][l]->n == N_HOURS);
            for (int h = 0; h < N_HOURS; h++)
                sum += profile[v][l]->value[h];
            for (int h = 0; h < N_HOURS; h++)
                out->share[v][l][h] = profile[v][l]->value[h] / sum;
        }
    }
    for (int l = 0; l < N_LAYERS; l++)
        fill_present(out->present[l], out->share[SLOW][l], stay_h[l]);
}

double hours_load(const struct hours *hours, enum service v, const double kwh[N_LAYERS],
                  double load[N_HOURS])
{
    double largest = 0;

    for (int h = 0; h < N_HOURS; h++) {
        load[h] = 0;
        for (int l = 0; l < N_LAYERS; l++)
            load[h] += kwh[l] * (v == FAST ? hours->share[FAST][l][h]
                                           : hours->present[l][h] / hours->session_kwh[SLOW]);
        largest = fmax(largest, load[h]);
    }
    return largest;
}

/* hours.c - when public energy is asked for; see hours.h. */
#include "model/demand/hours.h"

#include <math.h>

#include "model/demand/tariff.h"

/* Arrivals up to hour t of n hours that repeat, in days' worth; t in [-n, n]. */
static double arrivals(const double share[], int n, double t)
{
    double rounds = floor(t / n), sum = rounds * (n / DAY_HOURS);
    double left = t - rounds * n;
    int h = 0;

    for (; h < n && left >= 1; h++, left -= 1)
        sum += share[h];
    return h < n ? sum + left * share[h] : sum;
}

/* Outlets taken at t per session a day: those who came within the last stay (Mt/D/infinity,
 * S. G. Eick, W. A. Massey and W. Whitt, The physics of the Mt/G/infinity queue, Operations
 * Research 41 (1993) 731-742, doi:10.1287/opre.41.4.731). */
static double taken(const double share[], int n, double stay_h, double t)
{
    return arrivals(share, n, t) - arrivals(share, n, t - stay_h);
}

/* The number taken is a broken line that bends at whole hours and a stay after them, so its
 * largest value within an hour stands at one of three times. */
static void fill_present(double present[], const double share[], int n, double stay_h)
{
    double bend = stay_h - floor(stay_h);

    for (int h = 0; h < n; h++)
        present[h] = fmax(fmax(taken(share, n, stay_h, h), taken(share, n, stay_h, h + 1)),
                          taken(share, n, stay_h, h + bend));
}

void hours_fill(struct hours *out, const struct demand_params *p)
{
    const struct numbers *profile[N_SERVICES][N_LAYERS] = {
        [FAST] = {&p->night_fast, &p->day_fast, &p->roaming_fast},
        [SLOW] = {&p->night_slow, &p->day_slow, &p->roaming_slow}};
    const double response[N_SERVICES][N_LAYERS] = {
        [FAST] = {p->response_night_fast, p->response_day_fast, p->response_roaming_fast},
        [SLOW] = {p->response_night_slow, p->response_day_slow, p->response_roaming_slow}};
    const struct numbers *days[N_LAYERS] = {&p->week_night, &p->week_day, &p->week_roaming};
    const double stay_h[N_LAYERS] = {p->stay_h_night, p->stay_h_day, p->stay_h_roaming};
    double price[N_HOURS];

    out->n = week_hours(p);
    out->session_kwh[FAST] = p->session_kwh_fast;
    out->session_kwh[SLOW] = p->session_kwh_slow;
    out->holiday[FAST] = p->holiday_fast;
    out->holiday[SLOW] = p->holiday_slow;
    tariff_prices(price, out->n, p);
    for (int v = 0; v < N_SERVICES; v++) {
        for (int l = 0; l < N_LAYERS; l++) {
            week_spread(out->share[v][l], out->n, profile[v][l], days[l]);
            if (p->tariff != TARIFF_FLAT)
                tariff_answer(out->share[v][l], out->n, price, response[v][l]);
        }
    }
    for (int l = 0; l < N_LAYERS; l++)
        fill_present(out->present[l], out->share[SLOW][l], out->n, stay_h[l]);
}

double hours_load(const struct hours *hours, enum service v, const double kwh[N_LAYERS],
                  double load[N_HOURS])
{
    double largest = 0, factor = hours->holiday[v];

    for (int h = 0; h < hours->n; h++) {
        load[h] = 0;
        for (int l = 0; l < N_LAYERS; l++)
            load[h] += kwh[l] * (v == FAST ? hours->share[FAST][l][h]
                                           : hours->present[l][h] / hours->session_kwh[SLOW]);
        load[h] *= factor;
        largest = fmax(largest, load[h]);
    }
    return largest;
}

/* climate.c - see climate.h. */
#include "model/demand/climate.h"

#include <assert.h>
#include <math.h>

/* In the order of the choices in fields.h; their first is none. */
enum { FIRST_CLIMATE = 1, N_CLIMATES = 5, MONTH_YEAR = 0, MONTH_WORST, FIRST_MONTH };

/* clang-format off */
static const double city_months[N_CLIMATES][N_MONTHS] = {
    {-16.8, -11.0, -0.6, 10.5, 16.4, 20.7, 23.5, 22.7, 16.0, 7.7, -5.7, -14.15},   /* Harbin */
    {-3.0, 0.8, 8.05, 15.85, 21.6, 24.8, 27.1, 25.85, 21.05, 14.9, 4.25, -1.65},   /* Beijing */
    {4.0, 6.45, 11.0, 16.1, 21.75, 25.1, 29.5, 28.15, 25.3, 21.0, 12.6, 6.95},     /* Shanghai */
    {12.6, 16.3, 19.15, 22.7, 25.75, 27.45, 29.35, 29.6, 29.05, 26.05, 18.9, 15.45}, /* Guangzhou */
    {8.3, 13.9, 15.8, 17.7, 19.8, 20.6, 21.3, 20.6, 20.1, 18.5, 11.8, 10.5},       /* Kunming */
};
/* clang-format on */

const double *climate_months(const struct demand_params *p)
{
    if (p->temperature_c.n > 0) return p->temperature_c.value;
    return p->climate < FIRST_CLIMATE ? NULL : city_months[p->climate - FIRST_CLIMATE];
}

double climate_month(const struct demand_params *p, int month)
{
    const double *months = climate_months(p);

    if (months == NULL) return 1;
    return 1 + p->temperature_cold_share * fmax(0, p->temperature_cold_c - months[month]) +
           p->temperature_hot_share * fmax(0, months[month] - p->temperature_hot_c); /* (1) */
}

double climate_factor(const struct demand_params *p)
{
    double sum = 0, worst = 1;

    assert(p->temperature_c.n == 0 || p->temperature_c.n == N_MONTHS);
    if (p->month >= FIRST_MONTH) return climate_month(p, p->month - FIRST_MONTH);
    for (int m = 0; m < N_MONTHS; m++) {
        sum += climate_month(p, m);
        worst = fmax(worst, climate_month(p, m));
    }
    return p->month == MONTH_WORST ? worst : sum / N_MONTHS;
}

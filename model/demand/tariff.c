/* tariff.c - see tariff.h */
#include "model/demand/tariff.h"

#include <math.h>

static double peak_valley(int hour)
{
    if (hour < 8) return 0.38;
    if ((hour >= 10 && hour < 12) || (hour >= 14 && hour < 19)) return 1.7;
    return 1;
}

void tariff_prices(double price[], int n, const struct demand_params *p)
{
    for (int h = 0; h < n; h++) {
        price[h] = 1;
        if (p->tariff == TARIFF_PEAK_VALLEY) price[h] = peak_valley(h % DAY_HOURS);
        if (p->tariff == TARIFF_OWN) price[h] = p->tariff_price.value[h % p->tariff_price.n];
    }
}

static void answer_day(double share[DAY_HOURS], const double price[DAY_HOURS], double response)
{
    double before = 0, after = 0, mean = 0;

    for (int h = 0; h < DAY_HOURS; h++)
        mean += price[h] / DAY_HOURS;
    for (int h = 0; h < DAY_HOURS; h++) {
        before += share[h];
        share[h] *= pow(price[h] / mean, -response); /* (1) */
        after += share[h];
    }
    for (int h = 0; h < DAY_HOURS && after > 0; h++)
        share[h] *= before / after;
}

void tariff_answer(double share[], int n, const double price[], double response)
{
    for (int d = 0; d < n / DAY_HOURS && response > 0; d++)
        answer_day(share + d * DAY_HOURS, price + d * DAY_HOURS, response);
}

/* week.c - see week.h */
#include "model/demand/week.h"

#include <assert.h>

static bool days_differ(const struct numbers *days)
{
    for (int d = 1; d < days->n; d++)
        if (days->value[d] != days->value[0]) return true;
    return false;
}

int week_hours(const struct demand_params *p)
{
    const struct numbers *profile[] = {
        &p->night_fast,   &p->night_slow,   &p->day_fast,     &p->day_slow,
        &p->roaming_fast, &p->roaming_slow, &p->tariff_price, NULL};
    const struct numbers *days[] = {&p->week_night, &p->week_day, &p->week_roaming, NULL};

    for (int k = 0; profile[k] != NULL; k++)
        if (profile[k]->n == N_HOURS) return N_HOURS;
    for (int k = 0; days[k] != NULL; k++)
        if (days_differ(days[k])) return N_HOURS;
    return DAY_HOURS;
}

void week_spread(double share[], int n, const struct numbers *profile,
                 const struct numbers *days)
{
    double sum = 0;

    assert(n == N_HOURS || profile->n == DAY_HOURS);
    for (int h = 0; h < n; h++) {
        share[h] = profile->value[h % profile->n];
        if (n == N_HOURS) share[h] *= days->value[h / DAY_HOURS];
        sum += share[h];
    }
    for (int h = 0; h < n; h++)
        share[h] = n == N_HOURS ? share[h] / sum * N_DAYS : share[h] / sum;
}

/* scenario_check_hours.c - what the settings of hours, tariff, trips and calibration say
 * together; see scenario_draft.h */
#include <string.h>

#include "scenarios/scenario_draft.h"

/* The hours of a layer and service, with the days of its layer. */
struct hours_of {
    const char *path;
    const struct numbers *profile, *days;
};

static double sum_of(const struct numbers *x)
{
    double sum = 0;

    for (int k = 0; k < x->n; k++)
        sum += x->value[k];
    return sum;
}

/* False where a number is missing or too many. */
static bool check_count(struct draft *d, const char *path, const struct numbers *x)
{
    if (x->n == DAY_HOURS || x->n == N_HOURS) return true;
    scenario_check_problem(
        d, path,
        "%d numbers stand here; 24 (the hours of every day) or 168 (those of "
        "a week, from Monday 0:00) are needed",
        x->n);
    return false;
}

/* What the profile leaves once the days are weighted. */
static double weighted(const struct numbers *profile, const struct numbers *days)
{
    double sum = 0;

    for (int h = 0; h < profile->n; h++)
        sum += profile->value[h] * days->value[h / DAY_HOURS];
    return sum;
}

static void check_profile(struct draft *d, const struct hours_of *of)
{
    if (of->profile->n == 0 || !check_count(d, of->path, of->profile)) return;
    if (!(sum_of(of->profile) > 0))
        scenario_check_problem(d, of->path, "every hour is 0; at least one has to be above 0");
    else if (of->profile->n == N_HOURS && of->days->n == N_DAYS && sum_of(of->days) > 0 &&
             !(weighted(of->profile, of->days) > 0))
        scenario_check_problem(d, of->path,
                               "every hour above 0 is of a day whose weight in demand.week is "
                               "0; nothing would be left");
}

static void check_days(struct draft *d, const char *path, const struct numbers *days)
{
    if (days->n == 0 && !scenario_check_given(d, path)) return;
    if (days->n != N_DAYS)
        scenario_check_problem(
            d, path, "%d numbers stand here; 7 are needed, from Monday to Sunday", days->n);
    else if (!(sum_of(days) > 0))
        scenario_check_problem(d, path, "every day is 0; at least one has to be above 0");
}

static void check_tariff(struct draft *d)
{
    const struct demand_params *p = &d->s->demand;
    bool given = scenario_check_given(d, "demand.tariff.price") && p->tariff_price.n > 0;

    if (p->tariff < 0) return; /* told already */
    if (p->tariff == TARIFF_OWN && !scenario_check_given(d, "demand.tariff.price"))
        scenario_check_problem(d, "demand.tariff.price",
                               "the setting is missing; tariff.kind: own needs 24 or 168 "
                               "prices");
    else if (given && p->tariff != TARIFF_OWN)
        scenario_check_problem(d, "demand.tariff.price",
                               "prices stand here, but tariff.kind is %s; say kind: own, or "
                               "leave the prices out",
                               p->tariff == TARIFF_FLAT ? "flat" : "peak_valley");
    else if (given)
        check_count(d, "demand.tariff.price", &p->tariff_price);
}

static void check_trips(struct draft *d)
{
    const struct demand_params *p = &d->s->demand;

    if (p->od_file != NULL && p->gravity_km > 0)
        scenario_check_problem(d, "demand.gravity_km",
                               "od.file says already where residents drive; leave one of the "
                               "two out");
    if (p->od_file != NULL && p->od_from != NULL && p->od_to != NULL &&
        strcmp(p->od_from, p->od_to) == 0)
        scenario_check_problem(
            d, "demand.od.to",
            "'%s' is the column od.from too; where trips lead is a column of "
            "its own",
            p->od_to);
    if (p->od_file != NULL && d->s->zones.regrid_m > 0)
        scenario_check_problem(
            d, "demand.od.file",
            "trips are between the zones of zones.file, which zones.regrid_m "
            "divides; leave one of the two out, or take gravity_km");
}

static void check_calibration(struct draft *d)
{
    if (d->s->demand.calibrate > CALIBRATE_NONE && d->s->zones.observed_kwh == NULL &&
        !scenario_check_given(d, "zones.observed_kwh"))
        scenario_check_problem(d, "demand.calibrate",
                               "the column of the observed energy is missing; name it in "
                               "zones.observed_kwh, or say calibrate: none");
}

void scenario_check_hours(struct draft *d)
{
    const struct demand_params *p = &d->s->demand;
    const struct hours_of of[] = {
        {"demand.profiles.night.fast", &p->night_fast, &p->week_night},
        {"demand.profiles.night.slow", &p->night_slow, &p->week_night},
        {"demand.profiles.day.fast", &p->day_fast, &p->week_day},
        {"demand.profiles.day.slow", &p->day_slow, &p->week_day},
        {"demand.profiles.roaming.fast", &p->roaming_fast, &p->week_roaming},
        {"demand.profiles.roaming.slow", &p->roaming_slow, &p->week_roaming}};

    for (size_t k = 0; k < sizeof of / sizeof of[0]; k++)
        check_profile(d, &of[k]);
    check_days(d, "demand.week.night", &p->week_night);
    check_days(d, "demand.week.day", &p->week_day);
    check_days(d, "demand.week.roaming", &p->week_roaming);
    check_tariff(d);
    check_trips(d);
    check_calibration(d);
}

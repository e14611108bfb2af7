/* scenario_check_energy.c - what the settings of user groups, layers and climate say together;
 * see scenario_draft.h */
#include <math.h>
#include <stdio.h>

#include "scenarios/scenario_draft.h"

enum { PATH_ROOM = 256, N_MONTHS = 12 };

static void put_path(char path[PATH_ROOM], const struct fleet_class *c, const char *key)
{
    snprintf(path, PATH_ROOM, "fleet.%.120s.%s", c->id, key);
}

static void check_sum(struct draft *d, const struct fleet_class *c, const char *group,
                      const char *keys, double sum)
{
    char path[PATH_ROOM];

    if (isnan(sum) || fabs(sum - 1) <= 1e-9) return;
    put_path(path, c, group);
    scenario_check_problem(d, path, "%s add up to %.10g; they have to add up to 1", keys, sum);
}

static void check_groups(struct draft *d, const struct fleet_class *c)
{
    check_sum(d, c, "with_home", "home, work, slow and fast",
              c->with_home_home + c->with_home_work + c->with_home_slow + c->with_home_fast);
    check_sum(d, c, "without_home", "work, slow and fast",
              c->without_home_work + c->without_home_slow + c->without_home_fast);
    check_sum(d, c, "with_home_work", "home, work, slow and fast",
              c->with_home_work_home + c->with_home_work_work + c->with_home_work_slow +
                  c->with_home_work_fast);
    check_sum(d, c, "with_work", "work, slow and fast",
              c->with_work_work + c->with_work_slow + c->with_work_fast);
    check_sum(d, c, "at_depot", "depot, slow and fast",
              c->at_depot_depot + c->at_depot_slow + c->at_depot_fast);
}

/* With work_access the groups with_home and without_home have no charger at work. */
static void check_work(struct draft *d, const struct fleet_class *c)
{
    char path[PATH_ROOM];

    if (isnan(c->work_access) || !(c->with_home_work > 0 || c->without_home_work > 0)) return;
    put_path(path, c, "work_access");
    scenario_check_problem(d, path,
                           "with it, with_home and without_home are those who have no charger "
                           "at work, so that with_home.work, %.10g, and without_home.work, "
                           "%.10g, have to be 0",
                           c->with_home_work, c->without_home_work);
}

static void check_layers(struct draft *d, const struct fleet_class *c, const char *system,
                         double night, double roaming)
{
    char path[PATH_ROOM], key[32];

    if (!(night + roaming > 1 + 1e-9)) return; /* false where one is not set */
    snprintf(key, sizeof key, "roaming_share.%s", system);
    put_path(path, c, key);
    if (!scenario_check_given(d, path)) {
        snprintf(key, sizeof key, "night_share.%s", system);
        put_path(path, c, key);
    }
    scenario_check_problem(d, path,
                           "night_share.%s, %.10g, and roaming_share.%s, %.10g, add up to "
                           "%.10g; they may add up to 1, the rest is the layer day",
                           system, night, system, roaming, night + roaming);
}

static void check_climate(struct draft *d)
{
    const struct demand_params *p = &d->s->demand;

    if (p->temperature_c.n > 0 && p->temperature_c.n != N_MONTHS)
        scenario_check_problem(d, "demand.temperature.months",
                               "%d numbers stand here; 12 are needed, from January to December",
                               p->temperature_c.n);
    if (p->temperature_cold_c > p->temperature_hot_c)
        scenario_check_problem(d, "demand.temperature.cold_below",
                               "%.10g is above temperature.hot_above, %.10g",
                               p->temperature_cold_c, p->temperature_hot_c);
    if (p->month > 0 && p->climate == 0 && p->temperature_c.n == 0 &&
        !scenario_check_given(d, "demand.temperature.months"))
        scenario_check_problem(d, "demand.month",
                               "a month matters with a climate only; demand.climate or "
                               "demand.temperature.months says what it is like");
}

void scenario_check_energy(struct draft *d)
{
    for (int k = 0; k < d->s->n_classes; k++) {
        const struct fleet_class *c = &d->s->fleet[k];

        check_groups(d, c);
        check_work(d, c);
        check_layers(d, c, "fast", c->night_share_fast, c->roaming_share_fast);
        check_layers(d, c, "slow", c->night_share_slow, c->roaming_share_slow);
    }
    check_climate(d);
}

/* report_used.c - see report_used.h */
#include "output/report/report_used.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A wait that counts as long belongs to the rules on waiting alone. */
static bool is_foreign_wait(const struct report *r, const char *path)
{
    int rule = strncmp(path, "rules[", 6) == 0 ? atoi(path + 6) - 1 : -1;

    return rule >= 0 && rule < r->run->scenario->n_rules && strstr(path, "].over_min") &&
           r->run->rules->result[rule].kind != RULE_WAIT;
}

/* Settings of ways that this scenario does not measure: speeds where no way is in minutes, the
 * streets where there are none, metres where the reach is in minutes. */
static bool is_measured(const struct report *r, const char *path)
{
    const struct scenario *s = r->run->scenario;
    bool minutes = scenario_in_minutes(s, FAST);
    bool cars = scenario_access_by(s, FAST) == ACCESS_BY_ROAD;
    bool streets = cars || scenario_access_by(s, SLOW) == ACCESS_BY_ROAD;
    bool straight = scenario_access_by(s, FAST) == ACCESS_BY_STRAIGHT ||
                    scenario_access_by(s, SLOW) == ACCESS_BY_STRAIGHT;

    if (strncmp(path, "roads.speed", 11) == 0 || strcmp(path, "roads.snap_kmh") == 0)
        return minutes && cars;
    if (strncmp(path, "roads.", 6) == 0) return streets;
    if (strcmp(path, "access.circle_kmh") == 0) return minutes;
    if (strcmp(path, "access.detour_factor") == 0) return straight;
    if (strcmp(path, "access.service.fast.radius_m") == 0) return !minutes;
    return true;
}

/* What stands behind PREFIX.KEY; "" where nothing does. */
static const char *said(const struct scenario *s, const char *prefix, size_t length,
                        const char *key)
{
    for (int k = 0; k < s->n_settings; k++)
        if (strncmp(s->setting[k].path, prefix, length) == 0 &&
            strcmp(s->setting[k].path + length, key) == 0)
            return s->setting[k].value;
    return "";
}

static bool starts(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* Settings that speak only where another one is set, of a class or a type of building. */
static const struct condition {
    const char *key;   /* beginning of the settings */
    const char *needs; /* one of these is set, and is not 0 */
    const char *or_else;
} conditions[] = {
    {".ev_stock_before", ".registrations", ""},
    {".survival.shape", ".survival.mean_years", ".survival.median_years"},
    {".battery.", ".battery.kwh", ""},
    {".km_cv", ".range_km", ".phev_range_km"},
    {".with_home_work.", ".work_access", ""},
    {".with_work.", ".work_access", ""},
    {".at_depot.", ".depot_share", ""},
    {".power_kw", ".candidate_share", ""},
    {".fixed_cost", ".candidate_share", ""},
};

static bool is_something(const char *value)
{
    return value[0] != '\0' && strcmp(value, "0") != 0;
}

/* path: "fleet.taxi.km_cv", say; its first two parts are the record's. */
static bool meets_conditions(const struct scenario *s, const char *path)
{
    const char *key = strchr(path, '.');
    size_t length;

    key = key != NULL ? strchr(key + 1, '.') : NULL;
    if (key == NULL) return true;
    length = (size_t)(key - path);
    if (starts(key, ".phev_electric_share") &&
        (strcmp(said(s, path, length, ".bev_share"), "1") == 0 ||
         is_something(said(s, path, length, ".phev_range_km"))))
        return false;
    if (strcmp(key, ".survival.shape") == 0 &&
        is_something(said(s, path, length, ".survival.scale_years")))
        return true;
    for (size_t k = 0; k < sizeof conditions / sizeof conditions[0]; k++) {
        const struct condition *c = &conditions[k];

        if (starts(key, c->key) && !is_something(said(s, path, length, c->needs)) &&
            !(c->or_else[0] != '\0' && is_something(said(s, path, length, c->or_else))))
            return false;
    }
    return true;
}

/* Without sites too: settings of a class or type of building that nothing asks for. */
static bool is_used_fleet(const struct report *r, const char *path)
{
    const struct scenario *s = r->run->scenario;

    if (!starts(path, "fleet.") && !starts(path, "building.")) return true;
    for (int c = 0; c < s->n_classes && r->run->city->home_access != NULL; c++) {
        char own[160];

        snprintf(own, sizeof own, "fleet.%.128s.home_access", s->fleet[c].id);
        if (s->fleet[c].home_by_zone && strcmp(path, own) == 0) return false;
    }
    return meets_conditions(s, path);
}

/* The answer to a price that never changes, and cars in no climate. */
static bool is_used_demand(const struct scenario *s, const char *path)
{
    if (starts(path, "demand.tariff.response."))
        return strcmp(said(s, "demand", 6, ".tariff.kind"), "flat") != 0;
    if (starts(path, "demand.temperature."))
        return strcmp(said(s, "demand", 6, ".climate"), "none") != 0 ||
               said(s, "demand", 6, ".temperature.months")[0] != '\0';
    return true;
}

/* Settings of the simulation where there is one; those of a choice, of cars that take less and
 * less power, and of observations alone where there are any. */
static bool is_used_simulation(const struct report *r, const char *path)
{
    const struct simulation_params *p = &r->run->scenario->simulation;

    if (!starts(path, "simulation.")) return true;
    if (r->run->operation == NULL) return false;
    if (starts(path, "simulation.logit.")) return p->choice == CHOICE_LOGIT;
    if (strcmp(path, "simulation.taper.end") == 0 ||
        strcmp(path, "simulation.battery_kwh") == 0 || starts(path, "simulation.end_charge."))
        return p->taper_from < 1;
    return true;
}

/* What stands alone is simulated: nothing is placed or judged. */
static bool is_of_plan(const char *path)
{
    static const char *const of_plan[] = {"placement.", "rules", "beside", "monte_carlo.",
                                          "uncertain."};

    for (size_t k = 0; k < sizeof of_plan / sizeof of_plan[0]; k++)
        if (starts(path, of_plan[k])) return true;
    return false;
}

/* Without sites nothing is made of how energy is asked for, and of how it is served. */
bool report_used(const struct report *r, const char *path)
{
    static const char *const unused[] = {"demand.", "access.", "placement.", "kinds."};

    if (!is_used_simulation(r, path) || (r->run->is_stand && is_of_plan(path))) return false;
    if (is_foreign_wait(r, path) || !is_measured(r, path)) return false;
    for (size_t k = 0; k < sizeof unused / sizeof unused[0]; k++)
        if (!report_has_sites(r) && strncmp(path, unused[k], strlen(unused[k])) == 0)
            return false;
    if (!is_used_fleet(r, path) || !is_used_demand(r->run->scenario, path)) return false;
    if (report_has_sites(r)) return true;
    if (strncmp(path, "sizing.", 7) == 0) return strcmp(path, "sizing.station_min") == 0;
    return strncmp(path, "fleet.", 6) != 0 || strstr(path, ".bev_share") != NULL;
}

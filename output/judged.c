/* judged.c - see judged.h. */
#include "output/judged.h"

#include <math.h>
#include <stdio.h>

/* One line per kind of rule, in the order of enum rule_kind. */
// clang-format off
static const struct words {
    const char *name, *own, *unit, *shortfall_unit;
    bool at_least;
    const char *definition;
} words[N_RULE_KINDS] = {
    {"core_radius", "own.core_radius", "km", "core zones", false,
     "largest straight-line distance from the centre of a core zone to the nearest open public site"},
    {"ev_per_charger", "own.ev_per_charger", "vehicles/charger", "chargers", false,
     "EVs of all classes over public chargers, stations and dispersed ones together"},
    {"ev_per_station", "own.ev_per_station", "vehicles/station", "stations", false,
     "EVs of all classes over public stations (station_min chargers, one of them fast)"},
    {"wait", "own.wait", "share", "stations", false,
     "largest share of fast users of a station who wait longer than the limit in its busiest hour"},
    {"kw_per_ev", "own.kw_per_ev", "kW/vehicle", "kW", true,
     "rated kW of public chargers over EVs of all classes"},
    {"budget", "own.budget", "currency", "currency", false,
     "money for new sites and chargers of the phase"},
};
// clang-format on

const char *judged_id(const struct rule_result *r)
{
    return r->fact ? r->fact->id : words[r->kind].own;
}

const char *judged_kind(enum rule_kind kind)
{
    return words[kind].name;
}

const char *judged_unit(enum rule_kind kind)
{
    return words[kind].unit;
}

const char *judged_shortfall_unit(enum rule_kind kind)
{
    return words[kind].shortfall_unit;
}

const char *judged_definition(enum rule_kind kind)
{
    return words[kind].definition;
}

const char *judged_relation(const struct rule_result *r)
{
    if (words[r->kind].at_least) return r->strict ? ">" : ">=";
    return r->strict ? "<" : "<=";
}

const char *judged_strength(enum strength strength)
{
    static const char *const name[N_STRENGTHS] = {"binding",  "in_principle", "aim",
                                                  "forecast", "base",         "info"};

    return name[strength];
}

const char *judged_outcome(enum rule_outcome outcome)
{
    static const char *const name[] = {"met", "not met", "nothing to judge"};

    return name[outcome];
}

const char *judged_meaning(const struct run *run, const struct rule_result *r)
{
    const char *own = run->scenario->rule[r->rule].meaning;

    if (r->fact) return r->fact->meaning;
    return own && own[0] != '\0' ? own : words[r->kind].definition;
}

const char *judged_place(const struct run *run, const struct rule_result *r)
{
    if (r->worst_site >= 0) return run->city->site[r->worst_site].id;
    if (r->worst_zone >= 0) return run->city->zone_id[r->worst_zone];
    if (r->worst_district >= 0) return run->city->district_name[r->worst_district];
    return "";
}

const char *judged_target(const struct run *run, const struct rule_result *r, char *buffer,
                          int size)
{
    bool ratio = r->kind == RULE_EV_PER_CHARGER;

    if (!ratio || !isfinite(r->target)) return judged_achieved(run, r, r->target, buffer, size);
    snprintf(buffer, (size_t)size, "1:%.10g", r->target);
    return buffer;
}

const char *judged_achieved(const struct run *run, const struct rule_result *r, double value,
                            char *buffer, int size)
{
    size_t room = (size_t)size;

    if (isinf(value))
        snprintf(buffer, room, "no limit");
    else if (isnan(value))
        snprintf(buffer, room, "\xe2\x80\x94"); /* an em dash */
    else if (r->kind == RULE_CORE_RADIUS)
        snprintf(buffer, room, "%.2f km", value);
    else if (r->kind == RULE_EV_PER_CHARGER)
        snprintf(buffer, room, "%.1f:1", value);
    else if (r->kind == RULE_EV_PER_STATION)
        snprintf(buffer, room, "%.0f EVs/station", value);
    else if (r->kind == RULE_WAIT)
        snprintf(buffer, room, "%.1f %%", 100 * value);
    else if (r->kind == RULE_KW_PER_EV)
        snprintf(buffer, room, "%.2f kW/EV", value);
    else
        snprintf(buffer, room, "%.2f M %s", value / 1e6, run->scenario->study.currency);
    return buffer;
}

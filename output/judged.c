/* judged.c - see judged.h. */
#include "output/judged.h"

#include <math.h>
#include <stdio.h>

#include "output/messages.h"

/* One line per kind of rule, in the order of enum rule_kind. */
// clang-format off
static const struct words {
    const char *name, *own, *unit;
    enum message shortfall_unit;
    bool at_least;
    enum message definition;
} words[N_RULE_KINDS] = {
    {"core_radius", "own.core_radius", "km", MSG_UNIT_CORE_ZONES, false, MSG_DEF_CORE_RADIUS},
    {"ev_per_charger", "own.ev_per_charger", "vehicles/charger", MSG_UNIT_CHARGERS, false, MSG_DEF_EV_PER_CHARGER},
    {"ev_per_station", "own.ev_per_station", "vehicles/station", MSG_UNIT_STATIONS, false, MSG_DEF_EV_PER_STATION},
    {"wait", "own.wait", "share", MSG_UNIT_STATIONS, false, MSG_DEF_WAIT},
    {"kw_per_ev", "own.kw_per_ev", "kW/vehicle", MSG_UNIT_KW, true, MSG_DEF_KW_PER_EV},
    {"budget", "own.budget", "currency", MSG_UNIT_CURRENCY, false, MSG_DEF_BUDGET},
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
    return messages_text(words[kind].shortfall_unit);
}

const char *judged_definition(enum rule_kind kind)
{
    return messages_text(words[kind].definition);
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
    return own && own[0] != '\0' ? own : judged_definition(r->kind);
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
    static const struct form {
        enum message text;
        double factor;
        int decimals;
    } form[N_RULE_KINDS] = {{MSG_SAY_KM, 1, 2},          {MSG_SAY_RATIO, 1, 1},
                            {MSG_SAY_PER_STATION, 1, 0}, {MSG_SAY_PERCENT, 100, 1},
                            {MSG_SAY_KW_PER_EV, 1, 2},   {MSG_SAY_MILLION, 1e-6, 2}};
    const struct form *f = &form[r->kind];
    char number[64];

    /* EVs over no charger, the way to no site; a budget without a limit */
    if (isinf(value))
        return messages_fill(buffer, (size_t)size,
                             r->kind == RULE_BUDGET ? MSG_REP_NO_LIMIT : MSG_SAY_NONE, NULL);
    messages_number(number, sizeof number, value * f->factor, f->decimals);
    if (isnan(value)) return messages_fill(buffer, (size_t)size, MSG_SAY_NO_FIGURE, NULL);
    return messages_fill(buffer, (size_t)size, f->text, number, run->scenario->study.currency,
                         NULL);
}

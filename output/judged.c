/* judged.c - see judged.h. */
#include "output/judged.h"

#include <math.h>
#include <stdio.h>

#include "scenarios/messages.h"

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

const char *judged_shortfall_unit(enum language language, enum rule_kind kind)
{
    return messages_text(language, words[kind].shortfall_unit);
}

const char *judged_definition(enum language language, enum rule_kind kind)
{
    return messages_text(language, words[kind].definition);
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

bool judged_met_where_possible(const struct rule_result *r)
{
    return r->kind == RULE_CORE_RADIUS && r->outcome == RULE_NOT_MET && r->shortfall > 0 &&
           r->core_unreachable >= r->shortfall;
}

bool judged_nothing_stands(const struct rule_result *r)
{
    return r->kind == RULE_WAIT && r->outcome == RULE_NOT_MET && isnan(r->achieved);
}

bool judged_counts(const struct rule_result *r)
{
    return r->outcome != RULE_NOTHING_TO_JUDGE &&
           (r->kind != RULE_BUDGET || r->outcome == RULE_NOT_MET);
}

const char *judged_outcome(const struct rule_result *r)
{
    static const char *const name[] = {"met", "not met", "nothing to judge"};

    return judged_nothing_stands(r) ? "nothing stands yet" : name[r->outcome];
}

const char *judged_outcome_text(enum language language, const struct rule_result *r)
{
    if (judged_nothing_stands(r)) return messages_text(language, MSG_OUTCOME_NOTHING_STANDS);
    if (judged_met_where_possible(r)) return messages_text(language, MSG_OUTCOME_CAN);
    return messages_text(language, MSG_OUTCOME_MET + r->outcome);
}

const char *judged_meaning(enum language language, const struct run *run,
                           const struct rule_result *r, char *buffer, int size)
{
    const char *own = run->scenario->rule[r->rule].meaning;

    if (r->fact) return r->fact->meaning;
    return own && own[0] != '\0' ? own : judged_short(language, run, r, buffer, size);
}

const char *judged_short(enum language language, const struct run *run,
                         const struct rule_result *r, char *buffer, int size)
{
    static const enum message text[N_RULE_KINDS] = {
        MSG_SHORT_CORE_RADIUS, MSG_SHORT_EV_PER_CHARGER, MSG_SHORT_EV_PER_STATION,
        MSG_SHORT_WAIT,        MSG_SHORT_KW_PER_EV,      MSG_SHORT_BUDGET};
    enum message id = text[r->kind];
    char figure[64], over[32];

    snprintf(figure, sizeof figure, "%.10g", r->target * (r->kind == RULE_WAIT ? 100 : 1));
    snprintf(over, sizeof over, "%.10g", run->scenario->rule[r->rule].over_min);
    if (r->kind == RULE_CORE_RADIUS && r->strict) id = MSG_SHORT_CORE_RADIUS_STRICT;
    if (r->kind == RULE_EV_PER_STATION)
        messages_number(figure, sizeof figure, language, r->target, 0);
    if (r->kind == RULE_BUDGET)
        messages_money(figure, sizeof figure, language, r->target,
                       run->scenario->study.currency);
    if (r->kind == RULE_BUDGET && isnan(run->scenario->rule[r->rule].target))
        id = MSG_SHORT_BUDGET_PHASE; /* another sum in each */
    return messages_fill(buffer, (size_t)size, language, id, figure, over, NULL);
}

const char *judged_shortfall(enum language language, const struct run *run,
                             const struct rule_result *r, char *buffer, int size)
{
    static const enum message one[N_RULE_KINDS] = {MSG_ONE_CORE_ZONE, MSG_ONE_CHARGER,
                                                   MSG_ONE_STATION, MSG_ONE_STATION};
    char number[64];

    switch (r->kind) {
    case RULE_BUDGET:
        return messages_money(buffer, (size_t)size, language, r->shortfall,
                              run->scenario->study.currency);
    case RULE_KW_PER_EV:
        messages_number(number, sizeof number, language, r->shortfall,
                        r->shortfall < 10 ? 1 : 0);
        return messages_fill(buffer, (size_t)size, language, MSG_SHORT_KW, number, NULL);
    default:
        return messages_plural(buffer, (size_t)size, language, r->shortfall, one[r->kind]);
    }
}

const char *judged_place(const struct run *run, const struct rule_result *r)
{
    if (r->worst_site >= 0) return run->city->site[r->worst_site].id;
    if (r->worst_zone >= 0) return run->city->zone_id[r->worst_zone];
    if (r->worst_district >= 0) return run->city->district_name[r->worst_district];
    return "";
}

const char *judged_target(enum language language, const struct run *run,
                          const struct rule_result *r, char *buffer, int size)
{
    bool ratio = r->kind == RULE_EV_PER_CHARGER;

    if (!ratio || !isfinite(r->target))
        return judged_achieved(language, run, r, r->target, buffer, size);
    snprintf(buffer, (size_t)size, "1:%.10g", r->target);
    return buffer;
}

const char *judged_achieved(enum language language, const struct run *run,
                            const struct rule_result *r, double value, char *buffer, int size)
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
        return messages_fill(buffer, (size_t)size, language,
                             r->kind == RULE_BUDGET ? MSG_REP_NO_LIMIT : MSG_SAY_NONE, NULL);
    messages_number(number, sizeof number, language, value * f->factor, f->decimals);
    if (isnan(value))
        return messages_fill(buffer, (size_t)size, language, MSG_SAY_NO_FIGURE, NULL);
    return messages_fill(buffer, (size_t)size, language, f->text, number,
                         run->scenario->study.currency, NULL);
}

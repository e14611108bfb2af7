/* judged_meaning.c - what a rule asks for, in our own words; see judged.h. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "output/fact_words.h"
#include "output/judged.h"
#include "scenarios/messages.h"

/* "at least 15 %" */
static const char *limit(enum language language, const struct run *run,
                         const struct rule_result *r, char *buffer, int size)
{
    static const enum message text[2][2] = {{MSG_LIMIT_AT_MOST, MSG_LIMIT_UNDER},
                                            {MSG_LIMIT_AT_LEAST, MSG_LIMIT_OVER}};
    char figure[96];

    judged_target(language, run, r, figure, sizeof figure);
    return messages_fill(buffer, (size_t)size, language, text[r->at_least][r->strict], figure,
                         NULL);
}

/* Of a fact that the model does not measure. */
static const char *say_declared(enum language language, const struct run *run,
                                const struct rule_result *r, char *buffer, int size)
{
    static const struct {
        const char *quantity;
        enum message text;
    } texts[] = {
        {"basic_electricity_fee", MSG_MEAN_BASIC_FEE},
        {"charging_bay_share_to_ev_share", MSG_MEAN_BAY_SHARE},
        {"charging_ready_share", MSG_MEAN_READY_SHARE},
        {"corridor_equipped_share", MSG_MEAN_CORRIDOR},
        {"energy_and_service_cost_to_fuel_cost", MSG_MEAN_COST},
        {"fleet_ev_share", MSG_MEAN_FLEET_SHARE},
        {"grid_connection_fee", MSG_MEAN_CONNECTION_FEE},
        {"new_clean_vehicle_share", MSG_MEAN_CLEAN_SHARE},
        {"new_vehicle_ev_share", MSG_MEAN_NEW_SHARE},
        {"peak_load_response_share", MSG_MEAN_PEAK_SHARE},
    };
    bool worded = r->fact->meaning != NULL && r->fact->meaning[0] != '\0';
    enum message id = MSG_MEAN_OTHER; /* a planner's own: in the words of the own catalogue */
    char asked[128];

    for (size_t k = 0; k < sizeof texts / sizeof texts[0]; k++)
        if (strcmp(texts[k].quantity, r->fact->quantity) == 0) id = texts[k].text;
    limit(language, run, r, asked, sizeof asked);
    return messages_fill(buffer, (size_t)size, language, id, asked,
                         worded ? r->fact->meaning : r->fact->quantity, NULL);
}

const char *judged_short(enum language language, const struct run *run,
                         const struct rule_result *r, char *buffer, int size)
{
    static const enum message text[N_RULE_KINDS] = {
        MSG_SHORT_CORE_RADIUS, MSG_SHORT_EV_PER_CHARGER, MSG_SHORT_EV_PER_STATION,
        MSG_SHORT_WAIT,        MSG_SHORT_KW_PER_EV,      MSG_SHORT_BUDGET,
        MSG_MEAN_OTHER};
    enum message id = text[r->kind];
    char figure[64], over[32];

    if (r->kind == RULE_DECLARED) return say_declared(language, run, r, buffer, size);
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

const char *judged_meaning(enum language language, const struct run *run,
                           const struct rule_result *r, char *buffer, int size)
{
    const struct rule_request *rule = &run->scenario->rule[r->rule];
    const char *own = scenario_words(language, rule->meaning, rule->meaning_zh);

    if (r->fact == NULL && own != NULL) return own;
    return judged_short(language, run, r, buffer, size);
}

const char *judged_clause(enum language language, const struct run *run,
                          const struct rule_result *r, char *buffer, int size)
{
    char meaning[512];

    return fact_clause_with(buffer, (size_t)size, language, r->fact,
                            judged_meaning(language, run, r, meaning, sizeof meaning));
}

/* judged.c - see judged.h. */
#include "output/judged.h"
#include "output/fact_words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "scenarios/counts.h"
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
    {"declared", "", "", MSG_UNIT_CURRENCY, false, MSG_DEF_DECLARED}, /* of a fact; its own unit */
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

const char *judged_unit(const struct run *run, const struct rule_result *r)
{
    if (r->kind == RULE_DECLARED) return r->fact->unit;
    return r->kind == RULE_BUDGET ? run->scenario->study.currency : words[r->kind].unit;
}

const char *judged_shortfall_unit(enum language language, const struct run *run,
                                  const struct rule_result *r)
{
    if (r->kind == RULE_DECLARED) return r->fact->unit;
    return r->kind == RULE_BUDGET ? run->scenario->study.currency
                                  : messages_text(language, words[r->kind].shortfall_unit);
}

/* "dc60: 0.118 * n, ac7: 0.882 * n": kinds that stand here by an assumed share, where the rule
 * depends on the kind. */
static bool list_shares(enum language language, const struct scenario *s,
                        const struct rule_result *r, char *text, size_t size)
{
    text[0] = '\0';
    if (r->kind != RULE_EV_PER_STATION && r->kind != RULE_WAIT && r->kind != RULE_KW_PER_EV)
        return false;
    for (int layer = 0; layer < s->n_layers; layer++) {
        const struct map_text *kinds = &s->sites[layer].kinds;

        for (int k = 0; k < kinds->n; k++) {
            size_t used = strlen(text);

            if (!counts_is_share(kinds->value[k])) continue;
            snprintf(text + used, size - used, "%s%.60s%s%.80s",
                     used > 0 ? messages_text(language, MSG_LIST_COMMA) : "", kinds->key[k],
                     messages_text(language, MSG_COLON), kinds->value[k]);
        }
    }
    return text[0] != '\0';
}

/* "bays built or prepared over bays of new buildings open by the year (housing): 1,240 of
 * 1,240" */
static const char *ready(enum language language, const struct run *run,
                         const struct rule_result *r, char *buffer, int size)
{
    const struct texts *types = &run->scenario->rule[r->rule].buildings;
    char names[300] = "", bays[32], ready_bays[32];

    for (int k = 0; k < types->n; k++) {
        int b = scenario_building(run->scenario, types->text[k]);
        size_t used = strlen(names);

        snprintf(names + used, sizeof names - used, "%s%.80s",
                 k > 0 ? messages_text(language, MSG_LIST_COMMA) : "",
                 scenario_building_title(&run->scenario->building[b], language));
    }
    messages_number(bays, sizeof bays, language, r->bays, 0);
    messages_number(ready_bays, sizeof ready_bays, language, r->ready_bays, 0);
    return messages_fill(buffer, (size_t)size, language, MSG_DEF_READY, names, ready_bays, bays,
                         NULL);
}

const char *judged_definition(enum language language, const struct run *run,
                              const struct rule_result *r, char *buffer, int size)
{
    const struct rule_request *rule = &run->scenario->rule[r->rule];
    const char *value = rule->source != NULL ? rule->source : "";
    char counted[700], shares[256], what[900], least[16];

    snprintf(least, sizeof least, "%d", run->scenario->sizing.station_min);
    if (r->measured && run->parking != NULL) return ready(language, run, r, buffer, size);
    if (r->kind == RULE_DECLARED && rule->achieved.n == 0)
        return messages_fill(buffer, (size_t)size, language, MSG_DEF_UNMEASURED, NULL);
    if (r->kind == RULE_EV_PER_STATION) value = least;
    messages_fill(counted, sizeof counted, language, words[r->kind].definition, value, NULL);
    if (list_shares(language, run->scenario, r, shares, sizeof shares))
        messages_fill(what, sizeof what, language, MSG_DEF_SHARES, counted, shares, NULL);
    else
        snprintf(what, sizeof what, "%s", counted);
    if (rule->where != NULL)
        return messages_fill(buffer, (size_t)size, language, MSG_DEF_WHERE, what,
                             fact_class(language, rule->where), NULL);
    snprintf(buffer, (size_t)size, "%s", what);
    return buffer;
}

const char *judged_relation(const struct rule_result *r)
{
    if (r->kind == RULE_DECLARED ? r->at_least : words[r->kind].at_least)
        return r->strict ? ">" : ">=";
    return r->strict ? "<" : "<=";
}

const char *judged_strength(enum strength strength)
{
    static const char *const name[N_STRENGTHS] = {"binding",  "in_principle", "aim",
                                                  "forecast", "base",         "info"};

    return name[strength];
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

enum message judged_outcome_message(const struct rule_result *r)
{
    return judged_nothing_stands(r) ? MSG_OUTCOME_NOTHING_STANDS : MSG_OUTCOME_MET + r->outcome;
}

bool judged_is_current(const struct rule_result *r)
{
    return r->fact != NULL && strcmp(r->fact->catalogue, "plan:current") == 0;
}

const char *judged_note(enum language language, const struct rule_result *r, char *buffer,
                        int size)
{
    const char *note = r->fact != NULL ? fact_meaning(language, r->fact) : "";

    snprintf(buffer, (size_t)size, "%s%s%s", note,
             note[0] != '\0' && judged_is_current(r) ? messages_text(language, MSG_SEMICOLON)
                                                     : "",
             judged_is_current(r) ? messages_text(language, MSG_REP_CURRENT) : "");
    return buffer;
}

const char *judged_catalogue(const struct run *run, const struct rule_result *r)
{
    const struct scenario *s = run->scenario;

    if (r->fact == NULL) return "";
    for (int k = 0; k < s->n_inputs; k++) /* the first one has the built-in facts */
        if (strcmp(s->input[k].setting, "plans") == 0 &&
            strcmp(s->input[k].path, r->fact->catalogue) == 0)
            return s->input[k].name;
    return "built in";
}

const char *judged_place(const struct run *run, const struct rule_result *r)
{
    if (r->worst_site >= 0) return run->city->site[r->worst_site].id;
    if (r->worst_zone >= 0) return run->city->zone_id[r->worst_zone];
    if (r->worst_district >= 0) return run->city->district_name[r->worst_district];
    return "";
}

const char *judged_place_kind(enum place_kind kind)
{
    static const char *const name[] = {"zone", "site", "district"};

    return name[kind];
}

const char *judged_place_id(const struct run *run, const struct rule_place *place)
{
    switch (place->kind) {
    case PLACE_ZONE:
        return run->city->zone_id[place->index];
    case PLACE_SITE:
        return run->city->site[place->index].id;
    default:
        return run->city->district_name[place->index];
    }
}

const char *judged_where(enum language language, const struct run *run,
                         const struct rule_result *r, char *buffer, int size)
{
    static const enum message one[] = {MSG_ONE_CORE_ZONE, MSG_ONE_STATION,
                                       MSG_ONE_PLACE_DISTRICT};
    enum { NAMED = 5 };
    const struct rule_place *place = run->rules->place + r->first_place;
    char number[64], names[512] = "", more[520];

    buffer[0] = '\0';
    if (r->n_places == 0) return buffer;
    for (int k = 0; k < r->n_places && k < NAMED; k++) {
        size_t used = strlen(names);

        snprintf(names + used, sizeof names - used, "%s%.80s",
                 k > 0 ? messages_text(language, MSG_LIST_COMMA) : "",
                 judged_place_id(run, &place[k]));
    }
    messages_plural(number, sizeof number, language, r->n_places, one[place->kind]);
    if (r->n_places > NAMED)
        messages_fill(more, sizeof more, language, MSG_WHERE_MORE, names, NULL);
    return messages_fill(buffer, (size_t)size, language, MSG_WHERE_PLACES, number,
                         r->n_places > NAMED ? more : names, NULL);
}

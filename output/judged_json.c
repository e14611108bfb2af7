/* judged_json.c - see judged_json.h. */
#include "output/judged_json.h"

#include <math.h>

#include "output/digest.h"
#include "output/judged.h"

/* Texts that are not there are null. */
static void text(struct json *j, const char *key, const char *value)
{
    json_text(j, key, value != NULL && value[0] != '\0' ? value : NULL);
}

static void rule(const struct run *run, const struct rule_result *r, struct json *j)
{
    enum language language = LANGUAGE_EN; /* whatever the report speaks */
    const struct rule_request *asked = &run->scenario->rule[r->rule];
    char buffer[1024];

    json_text(j, "id", judged_id(r));
    json_text(j, "kind", judged_kind(r->kind));
    text(j, "catalogue", judged_catalogue(run, r));
    text(j, "plan", r->fact ? r->fact->plan : NULL);
    text(j, "clause", r->fact ? r->fact->section : NULL);
    text(j, "scope", r->fact ? r->fact->scope : NULL);
    text(j, "meaning", judged_meaning(language, run, r, buffer, sizeof buffer));
    text(j, "note", judged_note(language, r, buffer, sizeof buffer));
    json_text(j, "strength", judged_strength(r->strength));
    if (r->fact && r->fact->valid_to > 0)
        json_integer(j, "valid_to", r->fact->valid_to);
    else
        json_text(j, "valid_to", NULL);
    json_flag(j, "ended", r->ended);
    text(j, "definition", judged_definition(language, run, r, buffer, sizeof buffer));
    text(j, "zone_class", asked->where);
}

static void figures(const struct run *run, const struct rule_result *r, struct json *j)
{
    enum language language = LANGUAGE_EN; /* whatever the report speaks */
    const struct rule_request *asked = &run->scenario->rule[r->rule];
    char buffer[128];

    json_integer(j, "year", r->year);
    json_text(j, "relation", judged_relation(r));
    json_number(j, "target", r->target);
    json_number(j, "achieved", r->achieved);
    json_text(j, "unit", judged_unit(run, r));
    text(j, "target_said",
         isnan(r->target) ? NULL : judged_target(language, run, r, buffer, sizeof buffer));
    text(j, "achieved_said",
         isnan(r->achieved)
             ? NULL
             : judged_achieved(language, run, r, r->achieved, buffer, sizeof buffer));
    text(j, "source", asked->source);
}

static void judgement(const struct run *run, const struct rule_result *r, struct json *j)
{
    enum language language = LANGUAGE_EN; /* whatever the report speaks */
    char buffer[1024];

    json_text(j, "outcome", judged_outcome(r));
    text(j, "reason", judged_reason(language, run, r, buffer, sizeof buffer));
    if (r->outcome == RULE_NOTHING_TO_JUDGE)
        json_text(j, "met", NULL);
    else
        json_flag(j, "met", r->outcome == RULE_MET);
    json_number(j, "shortfall",
                r->outcome == RULE_NOTHING_TO_JUDGE ? (double)NAN : r->shortfall);
    json_text(j, "shortfall_unit", judged_shortfall_unit(language, run, r));
    json_text(j, "worst_place", judged_place(run, r));
    json_number(j, "worst_value", r->worst_value);
    json_integer(j, "places_missed", r->n_places);
    text(j, "where", judged_where(language, run, r, buffer, sizeof buffer));
    if (r->kind == RULE_CORE_RADIUS) {
        json_number(j, "core_mean_radius_km", r->core_mean_radius_km);
        json_number(j, "core_area_share", r->core_area_share);
        json_number(j, "core_night_weight_share", r->core_demand_share);
        json_integer(j, "core_zones_no_site_can_cover", r->core_unreachable);
    }
    if (r->kind == RULE_WAIT)
        json_number(j, "fast_full_share", digest_full_share(run, r->network, FAST));
}

void judged_json(const struct run *run, struct json *j)
{
    json_open(j, "rules", '[');
    for (int k = 0; k < run->rules->n; k++) {
        json_open(j, NULL, '{');
        rule(run, &run->rules->result[k], j);
        figures(run, &run->rules->result[k], j);
        judgement(run, &run->rules->result[k], j);
        json_close(j, '}');
    }
    json_close(j, ']');
}

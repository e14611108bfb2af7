/* writer_rules_csv.c - every rule, judged in every state of the network. */
#include <math.h>

#include "output/digest.h"
#include "output/fact_words.h"
#include "output/judged.h"
#include "output/map/cells.h"
#include "output/writers/writer.h"

static const char head[] =
    "id,kind,catalogue,plan,clause,scope,meaning,note,strength,is_binding,valid_to,ended,"
    "definition,"
    "zone_class,year,relation,target,achieved,unit,target_said,achieved_said,source,outcome,"
    "reason,met,shortfall,shortfall_unit,worst_place,worst_value,places_missed,where,"
    "core_mean_radius_km,core_area_share,core_night_weight_share,core_zones_no_site_can_cover,"
    "fast_full_share";

/* The rule, whatever the state. */
static void rule(const struct run *run, const struct rule_result *r, struct cells *row)
{
    enum language language = scenario_language(run->scenario);
    const struct rule_request *asked = &run->scenario->rule[r->rule];
    char text[1024];

    cells_text(row, judged_id(r));
    cells_text(row, judged_kind(r->kind));
    cells_text(row, judged_catalogue(run, r));
    cells_text(row, r->fact ? fact_plan(language, r->fact) : "");
    cells_text(row, r->fact ? fact_section(text, sizeof text, language, r->fact) : "");
    cells_text(row, r->fact ? fact_scope(language, r->fact) : "");
    cells_text(row, judged_meaning(language, run, r, text, sizeof text));
    cells_text(row, judged_note(language, r, text, sizeof text));
    cells_word(row, language, judged_strength(r->strength), MSG_STRENGTH_BINDING + r->strength);
    cells_integer(row, r->strength == STRENGTH_BINDING);
    if (r->fact && r->fact->valid_to > 0)
        cells_integer(row, r->fact->valid_to);
    else
        cells_text(row, "");
    cells_integer(row, r->ended);
    cells_text(row, judged_definition(language, run, r, text, sizeof text));
    cells_text(row, asked->where != NULL ? asked->where : "");
}

/* Target and achieved, as figures and as people write them. */
static void figures(const struct run *run, const struct rule_result *r, struct cells *row)
{
    enum language language = scenario_language(run->scenario);
    const struct rule_request *asked = &run->scenario->rule[r->rule];
    char text[128];

    cells_integer(row, r->year);
    cells_text(row, judged_relation(r));
    cells_number(row, r->target);
    cells_number(row, r->achieved);
    cells_text(row, judged_unit(run, r));
    cells_text(row, isnan(r->target) ? "" : judged_target(language, run, r, text, sizeof text));
    cells_text(row, isnan(r->achieved)
                        ? ""
                        : judged_achieved(language, run, r, r->achieved, text, sizeof text));
    cells_text(row, asked->source != NULL ? asked->source : "");
}

/* met is 1 or 0; empty where there was nothing to judge. */
static void judgement(const struct run *run, const struct rule_result *r, struct cells *row)
{
    enum language language = scenario_language(run->scenario);
    char text[1024];

    cells_word(row, language, judged_outcome(r), judged_outcome_message(r));
    cells_text(row, judged_reason(language, run, r, text, sizeof text));
    if (r->outcome == RULE_NOTHING_TO_JUDGE)
        cells_text(row, "");
    else
        cells_integer(row, r->outcome == RULE_MET);
    cells_number(row, r->outcome == RULE_NOTHING_TO_JUDGE ? (double)NAN : r->shortfall);
    cells_text(row, judged_shortfall_unit(language, run, r));
    cells_text(row, judged_place(run, r));
    cells_number(row, r->worst_value);
    cells_integer(row, r->n_places);
    cells_text(row, judged_where(language, run, r, text, sizeof text));
}

/* Beside the core's readings, what a rule on waiting does not see: the fast demand that is
 * refused, since every station in reach is full. */
static void readings(const struct run *run, const struct rule_result *r, struct cells *row)
{
    bool core = r->kind == RULE_CORE_RADIUS;

    cells_number(row, core ? r->core_mean_radius_km : NAN);
    cells_number(row, core ? r->core_area_share : NAN);
    cells_number(row, core ? r->core_demand_share : NAN);
    if (core)
        cells_integer(row, r->core_unreachable);
    else
        cells_text(row, "");
    cells_number(row, r->kind == RULE_WAIT ? digest_full_share(run, r->network, FAST) : NAN);
}

static enum err write_rules(const struct run *run, FILE *stream, struct error *err)
{
    struct cells row = {.stream = stream};

    (void)err;
    cells_head(&row, head);
    for (int k = 0; k < run->rules->n; k++) {
        rule(run, &run->rules->result[k], &row);
        figures(run, &run->rules->result[k], &row);
        judgement(run, &run->rules->result[k], &row);
        readings(run, &run->rules->result[k], &row);
        cells_end(&row);
    }
    return ERR_OK;
}

const struct writer writer_rules_csv = {
    .name = "rules_csv",
    .file = "rules.csv",
    .summary = "every rule: clause, target, achieved, met, shortfall, worst place",
    .write = write_rules,
};

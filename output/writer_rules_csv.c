/* writer_rules_csv.c - every rule, judged in every state of the network. */
#include <math.h>

#include "output/cells.h"
#include "output/digest.h"
#include "output/judged.h"
#include "output/writer.h"

static const char head[] =
    "id,kind,plan,clause,meaning,strength,valid_to,ended,definition,year,relation,target,"
    "achieved,unit,outcome,met,shortfall,shortfall_unit,worst_place,worst_value,"
    "core_mean_radius_km,core_area_share,core_night_weight_share,core_zones_no_site_can_cover,"
    "fast_full_share";

static void rule(const struct run *run, const struct rule_result *r, struct cells *row)
{
    char text[256];

    cells_text(row, judged_id(r));
    cells_text(row, judged_kind(r->kind));
    cells_text(row, r->fact ? r->fact->plan : "");
    cells_text(row, r->fact ? r->fact->section : "");
    cells_text(row, judged_meaning(run->scenario->report.language, run, r, text, sizeof text));
    cells_text(row, judged_strength(r->strength));
    if (r->fact && r->fact->valid_to > 0)
        cells_integer(row, r->fact->valid_to);
    else
        cells_text(row, "");
    cells_integer(row, r->ended);
    cells_text(row, judged_definition(run->scenario->report.language, r->kind));
}

/* met is 1 or 0; empty where there was nothing to judge. */
static void judgement(const struct run *run, const struct rule_result *r, struct cells *row)
{
    cells_integer(row, r->year);
    cells_text(row, judged_relation(r));
    cells_number(row, r->target);
    cells_number(row, r->achieved);
    cells_text(row,
               r->kind == RULE_BUDGET ? run->scenario->study.currency : judged_unit(r->kind));
    cells_text(row, judged_outcome(r));
    if (r->outcome == RULE_NOTHING_TO_JUDGE)
        cells_text(row, "");
    else
        cells_integer(row, r->outcome == RULE_MET);
    cells_number(row, r->shortfall);
    cells_text(row, r->kind == RULE_BUDGET
                        ? run->scenario->study.currency
                        : judged_shortfall_unit(run->scenario->report.language, r->kind));
    cells_text(row, judged_place(run, r));
    cells_number(row, r->worst_value);
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

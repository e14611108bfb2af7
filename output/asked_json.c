/* asked_json.c - see asked_json.h. */
#include "output/asked_json.h"

#include "output/judged.h"

static void requirement(const struct run *run, const struct requirement *r, struct json *j)
{
    static const char *const scope[] = {"area", "sum_of_districts", "district"};
    const char *rule = r->rule < 0 ? NULL : judged_id(&run->rules->result[r->rule]);

    json_open(j, NULL, '{');
    json_integer(j, "year", run->scenario->study.years.year[r->year_index]);
    json_text(j, "scope", scope[r->scope]);
    json_text(j, "district", r->district < 0 ? NULL : run->city->district_name[r->district]);
    json_text(j, "rule", rule); /* null: all rules of the unit together */
    json_text(j, "zone_class", r->rule < 0 ? NULL : run->scenario->rule[r->rule].where);
    json_text(j, "unit", r->kind == RULE_EV_PER_CHARGER ? "chargers" : "stations");
    json_number(j, "vehicles_per_unit", r->target);
    json_number(j, "vehicles", r->vehicles);
    json_number(j, "required", r->required);
    json_number(j, "standing", r->standing);
    json_number(j, "gap", r->gap);
    json_number(j, "built", r->built);
    json_number(j, "left", r->left);
    if (r->scope != REQUIREMENT_SUM) json_flag(j, "binds", r->binds);
    json_close(j, '}');
}

static void beside(const struct run *run, const struct beside *b, struct json *j)
{
    const struct beside_request *request = &run->scenario->beside[b->request];

    json_open(j, NULL, '{');
    json_text(j, "fact", b->fact->id);
    json_text(j, "meaning", b->fact->meaning);
    json_text(j, "unit", b->fact->unit);
    json_number(j, "value", b->fact->value);
    json_number(j, "split_part", b->part);
    json_number(j, "split_whole", b->whole);
    json_number(j, "comparable_part", b->like);
    json_integer(j, "year", run->scenario->study.years.year[b->year_index]);
    json_number(j, "ours", b->ours);
    json_number(j, "ours_districts_added_up", b->ours_added_up);
    json_text(j, "because", request->because_en);
    json_close(j, '}');
}

void asked_json(const struct run *run, struct json *j)
{
    json_open(j, "requirements", '[');
    for (int k = 0; k < run->requirements->n; k++)
        if (run->requirements->row[k].holds) requirement(run, &run->requirements->row[k], j);
    json_close(j, ']');
    json_open(j, "beside", '[');
    for (int k = 0; k < run->besides->n; k++)
        beside(run, &run->besides->item[k], j);
    json_close(j, ']');
}

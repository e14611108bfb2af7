/* writer_rules_where_csv.c - every place whose own figure misses a rule's target: core zones
 * that are too far, stations where too many wait, districts that are short by themselves, even
 * where the rule is met over the whole. */
#include "output/judged.h"
#include "output/map/cells.h"
#include "output/writers/writer.h"

static const char head[] = "id,zone_class,strength,is_binding,year,outcome,met,place,place_id,"
                           "place_name,value,relation,target,unit";

/* Sites have a name beside their id. */
static const char *name_of(const struct run *run, const struct rule_place *place)
{
    return place->kind == PLACE_SITE ? run->city->site[place->index].name
                                     : judged_place_id(run, place);
}

static enum err write_places(const struct run *run, FILE *stream, struct error *err)
{
    enum language language = scenario_language(run->scenario);
    struct cells row = {.stream = stream};

    (void)err;
    cells_head(&row, head);
    for (int k = 0; k < run->rules->n_places; k++) {
        const struct rule_place *place = &run->rules->place[k];
        const struct rule_result *r = &run->rules->result[place->result];
        const char *where = run->scenario->rule[r->rule].where;

        cells_text(&row, judged_id(r));
        cells_text(&row, where != NULL ? where : "");
        cells_word(&row, language, judged_strength(r->strength),
                   MSG_STRENGTH_BINDING + r->strength);
        cells_integer(&row, r->strength == STRENGTH_BINDING);
        cells_integer(&row, r->year);
        cells_word(&row, language, judged_outcome(r), judged_outcome_message(r));
        cells_integer(&row, r->outcome == RULE_MET);
        cells_word(&row, language, judged_place_kind(place->kind),
                   MSG_PLACE_ZONE + place->kind);
        cells_text(&row, judged_place_id(run, place));
        cells_text(&row, name_of(run, place));
        cells_number(&row, place->value);
        cells_text(&row, judged_relation(r));
        cells_number(&row, r->target);
        cells_text(&row, judged_unit(run, r));
        cells_end(&row);
    }
    return ERR_OK;
}

const struct writer writer_rules_where_csv = {
    .name = "rules_where_csv",
    .file = "rules_where.csv",
    .summary = "every core zone, station or district that misses a rule's target",
    .write = write_places,
};

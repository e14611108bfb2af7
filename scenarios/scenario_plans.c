/* scenario_plans.c - the plan catalogues of a scenario, and the facts it names; see
 * scenario_draft.h */
#include <stdlib.h>
#include <string.h>

#include "scenarios/scenario_draft.h"

enum err scenario_catalogues(struct draft *d)
{
    struct scenario *s = d->s;
    int setting = scenario_setting(s, "plans");
    const struct place *place = setting >= 0 ? &d->place[setting] : NULL;
    enum err code = ERR_OK;
    struct error inner;
    char hex[SHA256_HEX], *path = NULL;

    TRY(plans_read(&s->plans, d->err));
    d->facts.plans = s->plans;
    if (s->head.plans == NULL || place == NULL || place->source == NULL) return ERR_OK;
    TRY(scenario_file_path(d, place, NULL, s->head.plans, "plans", &path));
    if (path == NULL) { /* told; not to be told with the other input files */
        s->plans->incomplete = true;
        free(s->head.plans);
        s->head.plans = NULL;
        return ERR_OK;
    }
    if (plans_built_in(path) == NULL && hashes_file(d->hashes, path, hex, &inner) != ERR_OK)
        s->plans->incomplete = true; /* told with the other input files */
    else
        code = plans_add(s->plans, path, d->problems, d->err);
    free(path);
    return code;
}

static enum err use(struct draft *d, const struct yaml_node *node)
{
    struct scenario *s = d->s;
    const struct fact *fact = schema_fact(&d->facts, node);
    struct fact_use *more;

    if (fact == NULL) return ERR_OK;
    more = realloc(s->use, ((size_t)s->n_uses + 1) * sizeof *more);
    if (more == NULL) return error_nomem(d->err, "the facts");
    s->use = more;
    s->use[s->n_uses++] = (struct fact_use){s->n_settings - 1, fact};
    return ERR_OK;
}

enum err scenario_facts_used(struct draft *d, const struct field *f,
                             const struct yaml_node *node)
{
    if (!schema_takes_facts(f)) return ERR_OK;
    if (node->kind == YAML_WORD) return use(d, node);
    for (int k = 0; node->kind == YAML_MAP && k < node->n; k++)
        TRY(use(d, node->pair[k].value));
    return ERR_OK;
}

static void put_fact(struct text *to, const struct fact *fact)
{
    char value[TEXT_NUMBER_ROOM];

    text_put_number(value, fact->value);
    text_addf(to, "fact %s=%s %s, %s, %s, %d\n", fact->id, value, fact->unit,
              relation_name(fact->relation), plans_strength_name(fact->strength),
              fact->valid_to);
}

void scenario_facts_put(const struct scenario *s, struct text *to)
{
    for (int k = 0; k < s->n_uses; k++)
        put_fact(to, s->use[k].fact);
    for (int k = 0; k < s->n_rules; k++) {
        const struct fact *fact =
            s->rule[k].fact != NULL ? plans_find(s->plans, s->rule[k].fact) : NULL;

        if (fact != NULL) put_fact(to, fact);
    }
}

/* outcome_plan.c - a run's plan.json, read back. */
#include <math.h>

#include "output/compare/outcome.h"
#include "output/compare/plan_file.h"
#include "scenarios/text.h"

/* What is read, and where, for messages. */
struct reading {
    struct outcome *o;
    const char *path;
    struct error *err;
};

static enum err missing(const struct reading *r, const char *what)
{
    return plan_file_missing(r->path, what, r->err);
}

static double number_of(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    return json_is_number(value) ? json_number_value(value) : (double)NAN;
}

static enum err read_figures(const struct reading *r, json_t *of, int year, int nth,
                             const char *district)
{
    json_t *list = json_object_get(of, "indicators"), *value;
    const char *name;

    if (list == NULL)
        return error_set(r->err, ERR_DATA,
                         "%s: was written by an older version of chargeplan, which named no "
                         "indicators; run its record.yaml again",
                         r->path);
    if (!json_is_object(list)) return missing(r, "states[].indicators");
    json_object_foreach(list, name, value)
    {
        if (!json_is_number(value)) return missing(r, "a figure of states[].indicators");
        outcome_add_figure(r->o, year, nth, district, name, json_number_value(value));
    }
    return ERR_OK;
}

static enum err read_sites(const struct reading *r, const json_t *state, int year, int nth)
{
    const json_t *sites = json_object_get(state, "sites");
    size_t k;
    json_t *site;

    if (!json_is_array(sites)) return missing(r, "states[].sites");
    json_array_foreach(sites, k, site)
    {
        struct text kinds = {0};
        const char *kind;
        json_t *n;

        json_object_foreach(json_object_get(site, "chargers"), kind, n) text_addf(
            &kinds, "%s%s %d", kinds.n > 0 ? ", " : "", kind, (int)json_integer_value(n));
        if (kinds.nomem) r->o->keep.nomem = true;
        outcome_add_station(r->o, year, nth, plan_file_text(site, "id"),
                            kinds.data != NULL ? kinds.data : "no chargers");
        text_clear(&kinds);
    }
    return ERR_OK;
}

static enum err read_state(const struct reading *r, json_t *state, int year, int nth)
{
    const json_t *districts = json_object_get(state, "districts");
    size_t k;
    json_t *district;

    TRY(read_figures(r, state, year, nth, ""));
    if (!json_is_array(districts)) return missing(r, "states[].districts");
    json_array_foreach(districts, k, district)
    {
        if (plan_file_text(district, "name")[0] == '\0') continue; /* "" is the whole area */
        TRY(read_figures(r, district, year, nth, plan_file_text(district, "name")));
    }
    return read_sites(r, state, year, nth);
}

static enum err read_states(const struct reading *r, const json_t *root)
{
    const json_t *states = json_object_get(root, "states");
    size_t k;
    json_t *state;

    if (!json_is_array(states) || json_array_size(states) == 0) return missing(r, "states");
    json_array_foreach(states, k, state)
    {
        int year, other, nth = 0;

        if (!plan_file_year(state, &year)) return missing(r, "states[].year");
        for (size_t before = 0; before < k; before++)
            nth += plan_file_year(json_array_get(states, before), &other) && other == year;
        TRY(read_state(r, state, year, nth));
    }
    return ERR_OK;
}

static enum err read_rules(const struct reading *r, const json_t *root)
{
    const json_t *rules = json_object_get(root, "rules");
    size_t k;
    json_t *rule;

    if (!json_is_array(rules)) return missing(r, "rules");
    json_array_foreach(rules, k, rule)
    {
        struct outcome_rule one = {.rule = plan_file_text(rule, "id"),
                                   .zone_class = plan_file_text(rule, "zone_class"),
                                   .outcome = plan_file_text(rule, "outcome"),
                                   .relation = plan_file_text(rule, "relation"),
                                   .unit = plan_file_text(rule, "unit"),
                                   .strength = plan_file_text(rule, "strength"),
                                   .target = number_of(rule, "target"),
                                   .achieved = number_of(rule, "achieved")};

        if (!plan_file_year(rule, &one.year) || one.rule[0] == '\0' || one.outcome[0] == '\0')
            return missing(r, "id, year or outcome of rules[]");
        outcome_add_rule(r->o, &one);
    }
    return ERR_OK;
}

/* A run without a plan says why in the phase that has none. */
static enum err read_status(const struct reading *r, const json_t *root)
{
    const json_t *feasible = json_object_get(root, "feasible");
    size_t k;
    json_t *phase;

    if (!json_is_boolean(feasible)) return missing(r, "feasible");
    r->o->state_said = "done";
    if (json_is_true(feasible)) return ERR_OK;
    r->o->state = OUTCOME_INFEASIBLE;
    r->o->state_said = "infeasible";
    json_array_foreach(json_object_get(root, "phases"), k, phase)
    {
        if (plan_file_text(phase, "reason")[0] == '\0') continue;
        r->o->reason = keep_text(&r->o->keep, plan_file_text(phase, "reason"));
        break;
    }
    return ERR_OK;
}

static enum err read_root(const struct reading *r, struct outcome_head *head,
                          const json_t *root)
{
    const json_t *scenario = json_object_get(root, "scenario");
    struct keep *keep = &r->o->keep;

    head->program = keep_text(keep, plan_file_text(root, "program"));
    head->title = keep_text(keep, plan_file_text(scenario, "title"));
    head->hash = keep_text(keep, plan_file_text(scenario, "hash"));
    TRY(read_status(r, root));
    TRY(read_states(r, root));
    return read_rules(r, root);
}

enum err outcome_read_plan(struct outcome *o, struct outcome_head *head, const char *path,
                           struct error *err)
{
    const struct reading r = {o, path, err};
    json_t *root;
    enum err code;

    TRY(plan_file_read(&root, path, err));
    code = read_root(&r, head, root);
    json_decref(root);
    return code;
}

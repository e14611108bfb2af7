/* outcome_plan.c - a run's plan.json, read back; the fence around jansson.h. */
#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "output/compare/outcome.h"
#include "scenarios/text.h"

enum { PLAN_FORMAT = 1 }; /* of "plan" in writer_plan_json.c */

/* What is read, and where, for messages. */
struct reading {
    struct outcome *o;
    const char *path;
    struct error *err;
};

static enum err missing(const struct reading *r, const char *what)
{
    return error_set(r->err, ERR_DATA,
                     "%s: %s is missing or of another kind than `chargeplan run` writes; was "
                     "the file changed?",
                     r->path, what);
}

static double number_of(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    return json_is_number(value) ? json_number_value(value) : (double)NAN;
}

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));

    return text != NULL ? text : "";
}

static bool year_of(const json_t *object, int *year)
{
    const json_t *value = json_object_get(object, "year");

    if (!json_is_integer(value) || llabs(json_integer_value(value)) > 9999) return false;
    *year = (int)json_integer_value(value);
    return true;
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
        outcome_add_station(r->o, year, nth, text_of(site, "id"),
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
        if (text_of(district, "name")[0] == '\0') continue; /* "" is the whole area */
        TRY(read_figures(r, district, year, nth, text_of(district, "name")));
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

        if (!year_of(state, &year)) return missing(r, "states[].year");
        for (size_t before = 0; before < k; before++)
            nth += year_of(json_array_get(states, before), &other) && other == year;
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
        struct outcome_rule one = {.rule = text_of(rule, "id"),
                                   .zone_class = text_of(rule, "zone_class"),
                                   .outcome = text_of(rule, "outcome"),
                                   .relation = text_of(rule, "relation"),
                                   .unit = text_of(rule, "unit"),
                                   .strength = text_of(rule, "strength"),
                                   .target = number_of(rule, "target"),
                                   .achieved = number_of(rule, "achieved")};

        if (!year_of(rule, &one.year) || one.rule[0] == '\0' || one.outcome[0] == '\0')
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
        if (text_of(phase, "reason")[0] == '\0') continue;
        r->o->reason = keep_text(&r->o->keep, text_of(phase, "reason"));
        break;
    }
    return ERR_OK;
}

static enum err read_root(const struct reading *r, struct outcome_head *head,
                          const json_t *root)
{
    const json_t *format = json_object_get(root, "plan"),
                 *scenario = json_object_get(root, "scenario");
    struct keep *keep = &r->o->keep;

    if (!json_is_integer(format))
        return error_set(r->err, ERR_DATA, "%s: is no plan.json of `chargeplan run`", r->path);
    if (json_integer_value(format) != PLAN_FORMAT)
        return error_set(r->err, ERR_DATA,
                         "%s: is of format %d, and this program reads format %d", r->path,
                         (int)json_integer_value(format), PLAN_FORMAT);
    head->program = keep_text(keep, text_of(root, "program"));
    head->title = keep_text(keep, text_of(scenario, "title"));
    head->hash = keep_text(keep, text_of(scenario, "hash"));
    TRY(read_status(r, root));
    TRY(read_states(r, root));
    return read_rules(r, root);
}

enum err outcome_read_plan(struct outcome *o, struct outcome_head *head, const char *path,
                           struct error *err)
{
    const struct reading r = {o, path, err};
    json_error_t wrong;
    FILE *stream = fopen(path, "rb");
    json_t *root;
    enum err code;
    bool cut;

    if (stream == NULL)
        return error_set(err, ERR_DATA, "%s: cannot be read (%s)", path, strerror(errno));
    root = json_loadf(stream, JSON_REJECT_DUPLICATES, &wrong);
    /* where the last bytes are at fault the rest is missing, whatever the parser calls it */
    cut = fseek(stream, 0, SEEK_END) == 0 && wrong.position + 2 >= ftell(stream);
    fclose(stream);
    if (root == NULL)
        return error_set(err, ERR_DATA, "%s:%d:%d: is %s (%s)", path, wrong.line, wrong.column,
                         cut ? "cut short; run it again" : "no JSON", wrong.text);
    code = read_root(&r, head, root);
    json_decref(root);
    return code;
}

/* scenario_sweep_named.c - named cases and what is excluded; see scenario_sweep.h */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/scenario_sweep.h"

static enum err nomem(struct draft *d)
{
    return error_nomem(d->err, "the sweep");
}

static enum err read_set(struct draft *d, const struct yaml_pair *pair, const char *label,
                         struct sweep_match *match)
{
    struct place at = scenario_sweep_key(pair);
    const struct field *f = scenario_sweep_field(d, &at, label, pair->key);
    struct sweep_set *set = &match->set[match->n];

    if (f == NULL) return ERR_OK;
    TRY(scenario_sweep_value(d, f, pair->value, label, pair->key, &set->value));
    if (set->value == NULL) return ERR_OK;
    set->path = text_copy(pair->key);
    set->file = f->kind == FIELD_FILE || f->kind == FIELD_FOLDER;
    match->n++;
    return set->path == NULL ? nomem(d) : ERR_OK;
}

/* Settings and values; `label` stands before their paths in messages. */
static enum err read_sets(struct draft *d, const struct yaml_node *map, const char *label,
                          struct sweep_match *match)
{
    match->set = calloc((size_t)map->n + 1, sizeof *match->set);
    if (match->set == NULL) return nomem(d);
    for (int k = 0; k < map->n; k++) {
        char *full = text_print("%s.%s", label, map->pair[k].key);
        enum err code = full != NULL ? read_set(d, &map->pair[k], full, match) : nomem(d);

        free(full);
        if (code != ERR_OK) return code;
    }
    return ERR_OK;
}

static enum err read_named(struct draft *d, const struct yaml_pair *pair,
                           struct sweep_match *named)
{
    char *label = text_print("sweep.cases.%s", pair->key);
    const struct yaml_node *map = pair->value;
    enum err code = ERR_OK;

    named->name = text_copy(pair->key);
    if (label == NULL || named->name == NULL)
        code = nomem(d);
    else if (map->kind == YAML_MAP)
        code = read_sets(d, map, label, named);
    else if (!schema_unset(map)) /* nothing behind the name: the scenario as it stands */
        SWEEP_PROBLEM(d, map, label, "a mapping of settings to values belongs here");
    free(label);
    return code;
}

enum err scenario_sweep_named(struct draft *d, struct sweep *sweep,
                              const struct yaml_node *cases)
{
    if (!scenario_sweep_is(d, cases, YAML_MAP, "sweep.cases",
                           "a mapping of names to settings, {name: {setting: value}},"))
        return ERR_OK;
    sweep->named = calloc((size_t)cases->n, sizeof *sweep->named);
    if (sweep->named == NULL) return nomem(d);
    sweep->n_named = cases->n;
    for (int k = 0; k < cases->n; k++)
        TRY(read_named(d, &cases->pair[k], &sweep->named[k]));
    return ERR_OK;
}

/* ---- what is excluded ---- */

/* Does anything of the sweep take the value? The scenario's own value counts where a named case
 * leaves the setting alone. */
static bool takes(const struct draft *d, const struct sweep *sweep, const struct sweep_set *set,
                  bool *varies)
{
    int setting = scenario_setting(d->s, set->path);
    bool found = false;

    *varies = false;
    for (int k = 0; k < sweep->n_axes; k++) {
        const struct sweep_axis *axis = &sweep->axis[k];

        if (strcmp(axis->path, set->path) != 0) continue;
        *varies = true;
        found = axis->n == 0; /* it has a mistake of its own */
        for (int i = 0; i < axis->n; i++)
            found = found || strcmp(axis->value[i], set->value) == 0;
    }
    for (int k = 0; k < sweep->n_named; k++)
        for (int i = 0; i < sweep->named[k].n; i++) {
            if (strcmp(sweep->named[k].set[i].path, set->path) != 0) continue;
            *varies = true;
            found = found || strcmp(sweep->named[k].set[i].value, set->value) == 0;
        }
    return found ||
           (*varies && setting >= 0 && strcmp(d->s->setting[setting].value, set->value) == 0);
}

static void check_exclude(struct draft *d, const struct sweep *sweep,
                          const struct yaml_pair *pair, const char *label,
                          const struct sweep_set *set)
{
    bool varies, found = takes(d, sweep, set, &varies);

    for (int k = 0; k < sweep->n_ranges; k++)
        if (strcmp(sweep->range[k].path, set->path) == 0) {
            schema_problem(d->problems, pair->source, pair->line, pair->column, label,
                           "the setting is of the sample, whose values are not known before; "
                           "exclude values of axes and named cases");
            return;
        }
    if (!varies)
        schema_problem(d->problems, pair->source, pair->line, pair->column, label,
                       "the setting does not vary; exclude values of axes and named cases");
    else if (!found)
        SWEEP_PROBLEM(d, pair->value, label, "no case has the value %.80s here", set->value);
}

static enum err read_exclude(struct draft *d, const struct sweep *sweep,
                             const struct yaml_node *map, const char *label,
                             struct sweep_match *match)
{
    TRY(read_sets(d, map, label, match));
    if (problems_about(d->problems, "sweep.axes") || problems_about(d->problems, "sweep.cases"))
        return ERR_OK; /* what varies is not known */
    for (int k = 0; k < match->n; k++)
        for (int i = 0; i < map->n; i++) {
            char *full;

            if (strcmp(map->pair[i].key, match->set[k].path) != 0) continue;
            full = text_print("%s.%s", label, map->pair[i].key);
            if (full == NULL) return nomem(d);
            check_exclude(d, sweep, &map->pair[i], full, &match->set[k]);
            free(full);
        }
    return ERR_OK;
}

enum err scenario_sweep_exclude(struct draft *d, struct sweep *sweep,
                                const struct yaml_node *exclude)
{
    if (!scenario_sweep_is(d, exclude, YAML_LIST, "sweep.exclude",
                           "a list of mappings, [{setting: value, ...}, ...],"))
        return ERR_OK;
    sweep->exclude = calloc((size_t)exclude->n, sizeof *sweep->exclude);
    if (sweep->exclude == NULL) return nomem(d);
    sweep->n_excludes = exclude->n;
    for (int k = 0; k < exclude->n; k++) {
        char label[48];

        snprintf(label, sizeof label, "sweep.exclude[%d]", k + 1);
        if (scenario_sweep_is(d, exclude->item[k], YAML_MAP, label,
                              "a mapping of settings to values"))
            TRY(read_exclude(d, sweep, exclude->item[k], label, &sweep->exclude[k]));
    }
    return ERR_OK;
}

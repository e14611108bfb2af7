/* scenario_check.c - what several settings say together; see scenario_draft.h */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/scenario_draft.h"

/* The section, the item with an id or the item of a list, 1 the first, that a path lies in:
 * what stands nearest to a setting that was not written. NULL where the section was not either.
 */
static const struct yaml_node *node_above(const struct draft *d, const char *path)
{
    size_t n = strcspn(path, ".[");
    const struct yaml_node *node, *item = NULL;
    char name[128];

    snprintf(name, sizeof name, "%.*s", (int)n, path);
    node = yaml_find(d->root, name);
    if (node == NULL) return NULL;
    if (path[n] == '.') {
        snprintf(name, sizeof name, "%.*s", (int)strcspn(path + n + 1, "."), path + n + 1);
        item = yaml_find(node, name);
    } else if (path[n] == '[' && node->kind == YAML_LIST) {
        int k = atoi(path + n + 1);

        if (k >= 1 && k <= node->n) item = node->item[k - 1];
    }
    return item != NULL ? item : node;
}

void scenario_check_problem(struct draft *d, const char *path, const char *fmt, ...)
{
    int k = scenario_setting(d->s, path);
    struct place place = {0};
    char sentence[1024];
    va_list args;

    if (k >= 0) place = d->place[k];
    if (place.source == NULL) { /* a default, or missing */
        const struct yaml_node *node = node_above(d, path);

        if (node != NULL)
            place = (struct place){node->source, node->line, node->column, false};
        else
            place.source = d->source;
    }
    va_start(args, fmt);
    vsnprintf(sentence, sizeof sentence, fmt, args);
    va_end(args);
    schema_problem(d->problems, place.source, place.line, place.column, path, "%s", sentence);
}

bool scenario_check_given(const struct draft *d, const char *path)
{
    int k = scenario_setting(d->s, path);

    return k >= 0 && d->place[k].source != NULL && !d->place[k].empty;
}

/* ---- names, years ---- */

static void check_head(struct draft *d)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                  "0123456789-_";
    const char *name = d->s->head.name;

    if (name != NULL && (strspn(name, letters) != strlen(name) || strlen(name) > 100))
        scenario_check_problem(
            d, "name",
            "'%.100s' is not a short name; allowed are up to 100 of A to Z, a to z, "
            "0 to 9, - and _",
            name);
}

static void check_phases(struct draft *d)
{
    const struct years *years = &d->s->study.years, *phases = &d->s->placement.phases;

    for (int k = 0; k < phases->n; k++) {
        bool found = false;

        for (int y = 0; y < years->n; y++)
            found = found || years->year[y] == phases->year[k];
        if (years->n > 0 && !found)
            scenario_check_problem(d, "placement.phases", "%d is not one of study.years",
                                   phases->year[k]);
        else if (years->n > 0 && phases->year[k] == years->year[0])
            scenario_check_problem(
                d, "placement.phases",
                "%d is the first of study.years, the present; building starts later",
                phases->year[k]);
    }
}

/* A year of the budget that is not looked at would pay for nothing. */
static void check_budget(struct draft *d)
{
    const struct years *years = &d->s->study.years;
    const struct series *budget = &d->s->placement.budget;
    struct text known = {0};

    for (int y = 0; y < years->n; y++)
        text_addf(&known, "%s%d", y > 0 ? ", " : "", years->year[y]);
    for (int k = 0; k < budget->n && years->n > 0 && !known.nomem; k++) {
        bool found = budget->year[k] == 0; /* a plain number */

        for (int y = 0; y < years->n; y++)
            found = found || years->year[y] == budget->year[k];
        if (!found)
            scenario_check_problem(d, "placement.budget", "%d is not one of study.years (%s)",
                                   budget->year[k], known.data);
    }
    text_clear(&known);
}

/* ---- kinds, placement ---- */

static void check_kind(struct draft *d, const char *path, const char *id, enum service service)
{
    static const char *const names[N_SERVICES] = {"fast", "slow"};
    int k = id == NULL ? -1 : scenario_kind(d->s, id);
    const char *guess = NULL;
    int distance = 3;

    if (id == NULL || (k >= 0 && d->s->kind[k].system == (int)service)) return;
    if (k >= 0) {
        if (d->s->kind[k].system >= 0)
            scenario_check_problem(d, path, "the system of kind %s is %s; a %s kind is needed",
                                   id, names[d->s->kind[k].system], names[service]);
        return;
    }
    for (k = 0; k < d->s->n_kinds; k++)
        if (text_distance(id, d->s->kind[k].id) < distance) {
            guess = d->s->kind[k].id;
            distance = text_distance(id, guess);
        }
    scenario_check_problem(d, path, "'%s' is not one of the kinds%s%s%s", id,
                           guess != NULL ? "; did you mean " : "", guess != NULL ? guess : "",
                           guess != NULL ? "?" : "");
}

static void check_model(struct draft *d)
{
    const struct placement_params *p = &d->s->placement;
    const char *model = p->model != NULL ? p->model : "";
    bool budget = p->budget.n > 0 || scenario_check_given(d, "placement.budget");
    bool limit = p->p > 0;

    if (strcmp(model, "mclp") == 0 && !limit && !budget)
        scenario_check_problem(d, "placement.model",
                               "mclp needs placement.p, placement.budget or both");
    if (strcmp(model, "pmedian") == 0 && !limit)
        scenario_check_problem(d, "placement.model", "pmedian needs placement.p");
    if (strcmp(model, "lscp") == 0 && limit)
        scenario_check_problem(d, "placement.p",
                               "lscp finds how many sites are needed; leave p out");
    if (strcmp(model, "lscp") == 0 && p->budget.n > 0)
        scenario_check_problem(d, "placement.budget",
                               "lscp finds what is needed; leave the budget out");
}

/* What is said about building, where nothing is built. */
static void check_none(struct draft *d)
{
    static const char *const keys[] = {"phases", "budget", "p"};

    if (scenario_builds(d->s)) return;
    for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) {
        char path[32];

        snprintf(path, sizeof path, "placement.%s", keys[k]);
        if (scenario_check_given(d, path) && d->record == NULL)
            scenario_check_problem(
                d, path, "placement.model: none builds nothing; leave %s out", keys[k]);
    }
}

static void check_kinds(struct draft *d)
{
    if (d->s->n_kinds == 0 && (scenario_builds(d->s) || d->s->n_layers > 0))
        scenario_check_problem(d, "kinds", "at least one kind of charger is needed");
    check_kind(d, "placement.fast_kind", d->s->placement.fast_kind, FAST);
    check_kind(d, "placement.slow_kind", d->s->placement.slow_kind, SLOW);
}

enum err scenario_check(struct draft *d)
{
    check_head(d);
    check_phases(d);
    check_budget(d);
    scenario_check_fleet(d);
    scenario_check_energy(d);
    scenario_check_city(d);
    scenario_check_parking(d);
    scenario_check_ways(d);
    scenario_check_hours(d);
    scenario_check_uncertain(d);
    scenario_check_simulation(d);
    check_kinds(d);
    check_model(d);
    check_none(d);
    scenario_check_lists(d);
    scenario_check_titles(d);
    return ERR_OK;
}

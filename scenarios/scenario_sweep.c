/* scenario_sweep.c - the section `sweep` as a whole, and its sample; see scenario_sweep.h */
#include "scenarios/scenario_sweep.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/schema_reading.h"

static enum err nomem(struct draft *d)
{
    return error_nomem(d->err, "the sweep");
}

/* ---- sample ---- */

static enum err read_range(struct draft *d, struct sweep *sweep, const struct yaml_pair *pair,
                           const char *label)
{
    static const char *const words[] = {"from", "to"};
    struct place at = scenario_sweep_key(pair);
    const struct field *f = scenario_sweep_field(d, &at, label, pair->key);
    const struct yaml_node *map = pair->value, *from = yaml_find(map, "from");
    const struct yaml_node *to = yaml_find(map, "to");
    struct reading r = {f, label, &d->facts, d->problems, d->err};
    struct sweep_range range = {.whole = f != NULL && f->kind == FIELD_INTEGER};
    bool fine;

    if (f == NULL) return ERR_OK;
    if (!scenario_sweep_has_range(f)) {
        SWEEP_PROBLEM(d, map, label, "the setting is no number; make it an axis");
        return ERR_OK;
    }
    if (map->kind != YAML_MAP || from == NULL || to == NULL) {
        SWEEP_PROBLEM(d, map, label, "a range {from: ..., to: ...} belongs here");
        return ERR_OK;
    }
    scenario_sweep_only(d, map, label, 2, words);
    fine = schema_read_one(&r, from, range.whole, &range.from);
    if (!schema_read_one(&r, to, range.whole, &range.to) || !fine) return ERR_OK;
    if (range.from >= range.to) {
        SWEEP_PROBLEM(d, from, label, "the range is empty: from, %s, has to be below to, %s",
                      from->text, to->text);
        return ERR_OK;
    }
    range.path = text_copy(pair->key);
    sweep->range[sweep->n_ranges++] = range;
    return range.path == NULL ? nomem(d) : ERR_OK;
}

static enum err read_ranges(struct draft *d, struct sweep *sweep, const struct yaml_node *map)
{
    sweep->range = calloc((size_t)map->n, sizeof *sweep->range);
    if (sweep->range == NULL) return nomem(d);
    for (int k = 0; k < map->n; k++) {
        char *label = text_print("sweep.sample.ranges.%s", map->pair[k].key);
        enum err code = label != NULL ? read_range(d, sweep, &map->pair[k], label) : nomem(d);

        free(label);
        if (code != ERR_OK) return code;
    }
    return ERR_OK;
}

static void read_method(struct draft *d, struct sweep *sweep, const struct yaml_node *sample,
                        const struct yaml_node *ranges)
{
    const struct yaml_node *method = yaml_find(sample, "method");
    const char *word = method != NULL && method->kind == YAML_WORD ? method->text : "";

    if (strcmp(word, "lhs") != 0 && strcmp(word, "sobol") != 0)
        SWEEP_PROBLEM(d, method != NULL ? method : sample, "sweep.sample.method",
                      "lhs (Latin hypercube) or sobol belongs here");
    sweep->method = strcmp(word, "sobol") == 0 ? SWEEP_SOBOL : SWEEP_LHS;
    if (sweep->method == SWEEP_SOBOL && ranges != NULL && ranges->n > SWEEP_SOBOL_MAX)
        SWEEP_PROBLEM(d, ranges, "sweep.sample.ranges",
                      "%d settings vary; Sobol points have at most %d, lhs any number",
                      ranges->n, SWEEP_SOBOL_MAX);
}

enum err scenario_sweep_sample(struct draft *d, struct sweep *sweep,
                               const struct yaml_node *sample)
{
    static const char *const words[] = {"method", "n", "ranges"};
    const struct yaml_node *ranges = yaml_find(sample, "ranges"), *n = yaml_find(sample, "n");

    if (!scenario_sweep_is(d, sample, YAML_MAP, "sweep.sample",
                           "{method: lhs or sobol, n: ..., ranges: {setting: {from, to}}}"))
        return ERR_OK;
    scenario_sweep_only(d, sample, "sweep.sample", 3, words);
    read_method(d, sweep, sample, ranges);
    if (n == NULL)
        SWEEP_PROBLEM(d, sample, "sweep.sample.n", "the number of points is missing");
    else
        scenario_sweep_whole(d, n, "sweep.sample.n", 1, INT_MAX, &sweep->n_points);
    if (ranges == NULL)
        SWEEP_PROBLEM(d, sample, "sweep.sample.ranges", "the settings that vary are missing");
    else if (scenario_sweep_is(d, ranges, YAML_MAP, "sweep.sample.ranges",
                               "a mapping of settings to {from, to}"))
        return read_ranges(d, sweep, ranges);
    return ERR_OK;
}

/* ---- the section ---- */

/* No setting in the sample that is an axis. */
static void check_twice(struct draft *d, const struct sweep *sweep,
                        const struct yaml_node *ranges)
{
    for (int k = 0; k < sweep->n_ranges; k++)
        for (int i = 0; i < sweep->n_axes; i++) {
            const char *path = sweep->range[k].path;
            char *label;

            if (strcmp(path, sweep->axis[i].path) != 0) continue;
            label = text_print("sweep.sample.ranges.%s", path);
            SWEEP_PROBLEM(d, yaml_find(ranges, path), label,
                          "the setting is an axis already; it cannot be in the sample too");
            free(label);
        }
}

static bool varies_itself(const struct sweep *sweep, const char *path)
{
    bool found = false;

    for (int k = 0; k < sweep->n_axes; k++)
        found = found || strcmp(sweep->axis[k].path, path) == 0;
    for (int k = 0; k < sweep->n_ranges; k++)
        found = found || strcmp(sweep->range[k].path, path) == 0;
    for (int k = 0; k < sweep->n_named; k++)
        found = found || sweep_match_has(&sweep->named[k], path);
    return found;
}

static void read_repeats(struct draft *d, struct sweep *sweep, const struct yaml_node *repeats)
{
    if (!scenario_sweep_whole(d, repeats, "sweep.repeats", 1, INT_MAX, &sweep->repeats)) return;
    if (varies_itself(sweep, "study.seed"))
        SWEEP_PROBLEM(d, repeats, "sweep.repeats",
                      "repeats count study.seed up from the scenario's own; another part of "
                      "the sweep sets it too");
    else if (d->s->study.seed > INT_MAX - (sweep->repeats - 1))
        SWEEP_PROBLEM(d, repeats, "sweep.repeats",
                      "the last seed would be above 2147483647, the largest there is");
}

static void check_count(struct draft *d, const struct sweep *sweep)
{
    uint64_t n = sweep_count(sweep);
    char count[32];

    if (n <= SWEEP_CASES_MAX) return;
    scenario_sweep_put_count(count, n);
    SWEEP_PROBLEM(d, d->sweep, "sweep",
                  "the design has %s cases, before any is excluded; 1,000,000 are allowed",
                  count);
}

static enum err read_parts(struct draft *d, struct sweep *sweep)
{
    const struct yaml_node *axes = yaml_find(d->sweep, "axes");
    const struct yaml_node *zip = yaml_find(d->sweep, "zip");
    const struct yaml_node *sample = yaml_find(d->sweep, "sample");
    const struct yaml_node *cases = yaml_find(d->sweep, "cases");
    const struct yaml_node *exclude = yaml_find(d->sweep, "exclude");
    const struct yaml_node *repeats = yaml_find(d->sweep, "repeats");

    if (axes != NULL) TRY(scenario_sweep_axes(d, sweep, axes));
    if (zip != NULL) TRY(scenario_sweep_zip(d, sweep, zip, axes));
    if (sample != NULL) TRY(scenario_sweep_sample(d, sweep, sample));
    if (cases != NULL) TRY(scenario_sweep_named(d, sweep, cases));
    if (exclude != NULL) TRY(scenario_sweep_exclude(d, sweep, exclude));
    if (repeats != NULL) read_repeats(d, sweep, repeats);
    check_twice(d, sweep, yaml_find(sample, "ranges"));
    if (axes == NULL && sample == NULL && cases == NULL && repeats == NULL)
        SWEEP_PROBLEM(d, d->sweep, "sweep",
                      "nothing varies; axes, sample, cases or repeats is "
                      "needed");
    return ERR_OK;
}

enum err scenario_sweep(struct draft *d)
{
    static const char *const words[] = {"axes", "zip", "sample", "cases", "exclude", "repeats"};
    struct sweep *sweep;
    int before = d->problems->n;
    enum err code;

    if (d->sweep == NULL) return ERR_OK;
    if (!scenario_sweep_is(d, d->sweep, YAML_MAP, "sweep",
                           "a mapping with axes, sample, cases or repeats"))
        return ERR_OK;
    sweep = calloc(1, sizeof *sweep);
    if (sweep == NULL) return nomem(d);
    sweep->repeats = 1;
    scenario_sweep_only(d, d->sweep, "sweep", 6, words);
    code = read_parts(d, sweep);
    if (code == ERR_OK && d->problems->n == before) check_count(d, sweep);
    if (code == ERR_OK && d->problems->n == before)
        d->s->sweep = sweep;
    else
        sweep_free(sweep);
    return code;
}

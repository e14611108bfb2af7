/* scenario_sweep_axes.c - lists and ranges of values, and which go together; see
 * scenario_sweep.h */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/scenario_sweep.h"
#include "scenarios/schema_reading.h"

static enum err nomem(struct draft *d)
{
    return error_nomem(d->err, "the sweep");
}

static enum err read_list(struct draft *d, const struct field *f, const struct yaml_node *node,
                          const char *label, struct sweep_axis *axis)
{
    int before = d->problems->n;

    if (node->n == 0) {
        SWEEP_PROBLEM(d, node, label, "the list is empty; an axis has at least one value");
        return ERR_OK;
    }
    axis->value = calloc((size_t)node->n, sizeof *axis->value);
    if (axis->value == NULL) return nomem(d);
    for (int k = 0; k < node->n; k++) {
        char *value = NULL;

        TRY(scenario_sweep_value(d, f, node->item[k], label, axis->path, &value));
        if (value != NULL) axis->value[axis->n++] = value;
    }
    while (d->problems->n > before && axis->n > 0) /* nothing more is said about its length */
        free(axis->value[--axis->n]);
    return ERR_OK;
}

/* ---- ranges ---- */

struct range {
    double from, to, step;
    int n; /* 0: a step is given */
};

/* Without the last digits that only sums of binary fractions have: 0.3, not 0.1 + 0.2. */
static char *number_text(const struct field *f, double value)
{
    char text[TEXT_NUMBER_ROOM];

    if (f->kind == FIELD_INTEGER) return text_print("%.0f", value);
    snprintf(text, sizeof text, "%.12g", value);
    text_number(text, &value);
    text_put_number(text, value == 0 ? 0 : value);
    return text_copy(text);
}

/* The step of a range, whole where its setting is. False: a problem was added. */
static bool read_step(struct draft *d, const struct field *f, const struct yaml_node *node,
                      const char *label, struct range *r)
{
    bool whole = f->kind == FIELD_INTEGER;
    int n;

    if (node == NULL) {
        r->step = r->to >= r->from ? 1 : -1;
        return true;
    }
    if (node->kind != YAML_WORD || !text_number(node->text, &r->step) ||
        (whole && !text_integer(node->text, &n))) {
        SWEEP_PROBLEM(d, node, label, "step: a %snumber belongs here", whole ? "whole " : "");
    } else if (r->step == 0) {
        SWEEP_PROBLEM(d, node, label, "step: 0 never gets from the first value to the last");
    } else if ((r->to - r->from) * r->step < 0) {
        SWEEP_PROBLEM(d, node, label,
                      "step: %s leads away from the last value; its sign is wrong", node->text);
    } else {
        return true;
    }
    return false;
}

/* The two ends. False: a problem was added. */
static bool read_ends(struct draft *d, const struct field *f, const struct yaml_node *node,
                      const char *label, double *from, double *to)
{
    const struct reading r = {f, label, &d->facts, d->problems, d->err};
    const struct yaml_node *first = yaml_find(node, "from"), *last = yaml_find(node, "to");
    bool whole = f->kind == FIELD_INTEGER, fine;

    if (!scenario_sweep_has_range(f)) {
        SWEEP_PROBLEM(d, node, label, "the setting is no number; write a list of its values");
        return false;
    }
    if (first == NULL || last == NULL) {
        SWEEP_PROBLEM(d, node, label, "a range has from and to; %s is missing",
                      first == NULL ? "from" : "to");
        return false;
    }
    fine = schema_read_one(&r, first, whole, from);
    return schema_read_one(&r, last, whole, to) && fine;
}

/* Reads a range. False: a problem was added. */
static bool read_range(struct draft *d, const struct field *f, const struct yaml_node *node,
                       const char *label, struct range *r)
{
    static const char *const words[] = {"from", "to", "step", "n"};
    const struct yaml_node *step = yaml_find(node, "step"), *n = yaml_find(node, "n");
    int before = d->problems->n;

    scenario_sweep_only(d, node, label, 4, words);
    if (d->problems->n > before || !read_ends(d, f, node, label, &r->from, &r->to))
        return false;
    if (step != NULL && n != NULL) {
        SWEEP_PROBLEM(d, node, label, "a range has step or n, not both");
        return false;
    }
    if (step == NULL && n == NULL && f->kind != FIELD_INTEGER) {
        SWEEP_PROBLEM(d, node, label, "step or n is missing");
        return false;
    }
    if (n != NULL) return scenario_sweep_whole(d, n, label, 2, SWEEP_CASES_MAX, &r->n);
    return read_step(d, f, step, label, r);
}

/* How many values a range has; 0: a problem was added. */
static int count_range(struct draft *d, const struct field *f, const struct yaml_node *node,
                       const char *label, const struct range *r)
{
    double steps =
        r->n > 0 ? r->n - 1 : floor((r->to - r->from) / r->step * (1 + 1e-12) + 1e-9);
    char count[32];

    if (steps + 1 > SWEEP_CASES_MAX) {
        scenario_sweep_put_count(count, steps < 1e18 ? (uint64_t)steps + 1 : UINT64_MAX);
        SWEEP_PROBLEM(d, node, label,
                      "the range has %s values; a sweep has at most 1,000,000 cases", count);
        return 0;
    }
    if (r->n > 0 && f->kind == FIELD_INTEGER && fmod(r->to - r->from, steps) != 0) {
        SWEEP_PROBLEM(d, node, label,
                      "n: %d values at equal distances from %.0f to %.0f are not whole numbers",
                      r->n, r->from, r->to);
        return 0;
    }
    return (int)steps + 1;
}

static enum err fill_range(struct draft *d, const struct field *f, const struct yaml_node *node,
                           const char *label, struct sweep_axis *axis)
{
    struct range r = {0};
    int n = read_range(d, f, node, label, &r) ? count_range(d, f, node, label, &r) : 0;

    if (n == 0) return ERR_OK;
    axis->value = calloc((size_t)n, sizeof *axis->value);
    if (axis->value == NULL) return nomem(d);
    for (int k = 0; k < n; k++) {
        double value = r.n > 0 ? r.from + (r.to - r.from) * k / (r.n - 1) : r.from + k * r.step;

        axis->value[k] = number_text(f, value);
        if (axis->value[k] == NULL) return nomem(d);
        axis->n++;
    }
    return ERR_OK;
}

/* ---- axes ---- */

static enum err read_axis(struct draft *d, struct sweep *sweep, const struct yaml_pair *pair,
                          const char *label)
{
    struct place at = scenario_sweep_key(pair);
    const struct field *f = scenario_sweep_field(d, &at, label, pair->key);
    struct sweep_axis *axis = &sweep->axis[sweep->n_axes];

    if (f == NULL) return ERR_OK;
    *axis = (struct sweep_axis){.path = text_copy(pair->key),
                                .group = -1,
                                .file = f->kind == FIELD_FILE || f->kind == FIELD_FOLDER};
    sweep->n_axes++;
    if (axis->path == NULL) return nomem(d);
    if (pair->value->kind == YAML_LIST) return read_list(d, f, pair->value, label, axis);
    if (pair->value->kind == YAML_MAP) return fill_range(d, f, pair->value, label, axis);
    SWEEP_PROBLEM(d, pair->value, label,
                  "a list of values or a range {from, to, step} or {from, to, n} belongs here");
    return ERR_OK;
}

enum err scenario_sweep_axes(struct draft *d, struct sweep *sweep, const struct yaml_node *axes)
{
    if (!scenario_sweep_is(d, axes, YAML_MAP, "sweep.axes",
                           "a mapping of settings to lists or ranges"))
        return ERR_OK;
    sweep->axis = calloc((size_t)axes->n, sizeof *sweep->axis);
    if (sweep->axis == NULL) return nomem(d);
    for (int k = 0; k < axes->n; k++) {
        char *label = text_print("sweep.axes.%s", axes->pair[k].key);
        enum err code = label != NULL ? read_axis(d, sweep, &axes->pair[k], label) : nomem(d);

        free(label);
        if (code != ERR_OK) return code;
    }
    return ERR_OK;
}

/* ---- axes that go together ---- */

static struct sweep_axis *find_axis(const struct sweep *sweep, const char *path)
{
    for (int k = 0; k < sweep->n_axes; k++)
        if (strcmp(sweep->axis[k].path, path) == 0) return &sweep->axis[k];
    return NULL;
}

static void refuse_member(struct draft *d, const struct sweep *sweep,
                          const struct yaml_node *word, const struct yaml_node *axes)
{
    const char *names[256], *near;
    int n = 0;

    if (axes != NULL && yaml_find(axes, word->text) != NULL) return; /* has its own mistake */
    for (; n < sweep->n_axes && n < 256; n++)
        names[n] = sweep->axis[n].path;
    near = text_nearest(word->text, n, names);
    SWEEP_PROBLEM(d, word, "sweep.zip", "'%.120s' is not one of the axes%s%s%s", word->text,
                  near != NULL ? "; did you mean " : "", near != NULL ? near : "",
                  near != NULL ? "?" : "");
}

static void join_group(struct draft *d, const struct sweep *sweep,
                       const struct yaml_node *group, int number, const struct yaml_node *axes)
{
    const struct sweep_axis *first = NULL;

    for (int k = 0; k < group->n; k++) {
        const struct yaml_node *word = group->item[k];
        struct sweep_axis *axis;

        if (!scenario_sweep_is(d, word, YAML_WORD, "sweep.zip", "the path of an axis"))
            continue;
        axis = find_axis(sweep, word->text);
        if (axis == NULL) {
            refuse_member(d, sweep, word, axes);
            continue;
        }
        if (axis->group >= 0) {
            SWEEP_PROBLEM(d, word, "sweep.zip", "%s is named twice", axis->path);
            continue;
        }
        axis->group = number;
        if (first == NULL) first = axis;
        if (axis->n != first->n && axis->n > 0 && first->n > 0)
            SWEEP_PROBLEM(d, word, "sweep.zip",
                          "%s has %d value%s and %s has %d; lists that go together are of one "
                          "length",
                          first->path, first->n, first->n == 1 ? "" : "s", axis->path, axis->n);
    }
}

enum err scenario_sweep_zip(struct draft *d, struct sweep *sweep, const struct yaml_node *zip,
                            const struct yaml_node *axes)
{
    static const char what[] = "a list of groups of axes, [[a, b], [c, d]],";

    if (!scenario_sweep_is(d, zip, YAML_LIST, "sweep.zip", what)) return ERR_OK;
    for (int k = 0; k < zip->n; k++) {
        if (!scenario_sweep_is(d, zip->item[k], YAML_LIST, "sweep.zip", what)) continue;
        if (zip->item[k]->n < 2)
            SWEEP_PROBLEM(d, zip->item[k], "sweep.zip", "a group has at least two axes");
        join_group(d, sweep, zip->item[k], k, axes);
    }
    return ERR_OK;
}

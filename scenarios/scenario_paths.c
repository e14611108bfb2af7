/* scenario_paths.c - low and high figures of vehicle classes; see scenario_draft.h.
 *
 * fleet.<id>.low and .high hold settings of the class that stand in place of its own where
 * study.path is low or high. Those of the other path are checked all the same, so that a slip
 * there is not found a year later. */
#include <stdlib.h>
#include <string.h>

#include "scenarios/scenario_draft.h"

static const char *const side[] = {"low", "high"};

static enum err nomem(struct draft *d)
{
    return error_nomem(d->err, "the paths of the fleet");
}

/* The class without its paths, the chosen one's settings in place of its own. */
static struct yaml_node *take_path(struct draft *d, struct yaml_node *class, const char *path)
{
    struct yaml_node *plain = yaml_new_map(d->yaml, class, class->n), *over = NULL;

    if (plain == NULL) return NULL;
    for (int k = 0; k < class->n; k++) {
        struct yaml_pair *pair = &class->pair[k];

        if (strcmp(pair->key, side[0]) != 0 && strcmp(pair->key, side[1]) != 0)
            plain->pair[plain->n++] = *pair;
        else if (path != NULL && strcmp(pair->key, path) == 0 && pair->value->kind == YAML_MAP)
            over = pair->value;
    }
    return over == NULL ? plain : scenario_tree_over(d, "fleet", plain, over);
}

static bool has_paths(const struct yaml_node *class)
{
    return class->kind == YAML_MAP &&
           (yaml_find(class, side[0]) != NULL || yaml_find(class, side[1]) != NULL);
}

enum err scenario_paths(struct draft *d)
{
    const struct yaml_node *fleet = yaml_find(d->root, "fleet");
    const char *path = yaml_word(yaml_find(d->root, "study"), "path");
    struct yaml_node *classes, *root;
    bool any = false;

    d->all_paths = fleet;
    if (fleet == NULL || fleet->kind != YAML_MAP) return ERR_OK;
    for (int k = 0; k < fleet->n; k++)
        any = any || has_paths(fleet->pair[k].value);
    if (!any) return ERR_OK;
    classes = yaml_new_map(d->yaml, fleet, fleet->n);
    root = yaml_new_map(d->yaml, d->root, d->root->n);
    if (classes == NULL || root == NULL) return nomem(d);
    for (int k = 0; k < fleet->n; k++) {
        struct yaml_pair pair = fleet->pair[k];

        if (has_paths(pair.value)) pair.value = take_path(d, pair.value, path);
        if (pair.value == NULL) return nomem(d);
        classes->pair[classes->n++] = pair;
    }
    for (int k = 0; k < d->root->n; k++) {
        struct yaml_pair pair = d->root->pair[k];

        if (pair.value == fleet) pair.value = classes;
        root->pair[root->n++] = pair;
    }
    d->root = root;
    return ERR_OK;
}

/* ---- what the path that is not taken says ---- */

static enum err check_value(struct draft *d, const struct field *f, const struct yaml_node *map,
                            const char *path)
{
    const struct yaml_node *node = scenario_field_node(map, f->key);
    char *full = text_print("%s.%s", path, f->key);
    void *member = calloc(1, 64); /* room for a value of any kind */
    enum err code = full == NULL || member == NULL ? nomem(d) : ERR_OK;

    if (code == ERR_OK && node != NULL) {
        schema_init(f, member);
        code = schema_read(f, node, full, &d->facts, member, d->problems, d->err);
        schema_clear(f, member);
    }
    free(member);
    free(full);
    return code;
}

static enum err check_side(struct draft *d, const struct yaml_pair *class, const char *word,
                           bool taken)
{
    const struct section *section = schema_find("fleet");
    const struct yaml_node *map = yaml_find(class->value, word);
    char *path = text_print("fleet.%s.%s", class->key, word);
    enum err code = path == NULL ? nomem(d) : ERR_OK;

    if (code == ERR_OK && map != NULL && map->kind != YAML_MAP)
        schema_problem(d->problems, map->source, map->line, map->column, path,
                       "a mapping of the class's settings belongs here, {ev_share: 0.2}");
    else if (code == ERR_OK && map != NULL && !taken) {
        code = scenario_keys(d, section, map, "", path);
        for (int k = 0; k < section->n_fields && code == ERR_OK; k++)
            code = check_value(d, &section->field[k], map, path);
    }
    free(path);
    return code;
}

enum err scenario_paths_check(struct draft *d)
{
    int chosen = d->s->study.path; /* low, base, high */
    bool told = false;

    if (d->all_paths == NULL || d->all_paths->kind != YAML_MAP) return ERR_OK;
    for (int k = 0; k < d->all_paths->n; k++) {
        const struct yaml_pair *class = &d->all_paths->pair[k];

        if (class->value->kind != YAML_MAP) continue;
        for (int p = 0; p < 2; p++) {
            bool taken = chosen == (p == 0 ? PATH_LOW : PATH_HIGH);

            TRY(check_side(d, class, side[p], taken));
            told = told || (taken && yaml_find(class->value, side[p]) != NULL);
        }
        told = told || yaml_find(class->value, "table") != NULL;
    }
    if (!told && d->record == NULL && (chosen == PATH_LOW || chosen == PATH_HIGH))
        scenario_check_problem(d, "study.path",
                               "no class of the fleet says what differs on it; fleet.<id>.%s "
                               "does, such as {ev_share: 0.2}",
                               side[chosen == PATH_HIGH]);
    return ERR_OK;
}

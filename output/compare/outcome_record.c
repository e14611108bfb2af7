/* outcome_record.c - the settings of a run from its record.yaml. A data file is told by the
 * name and hash of its content, not by the way to it from the record, which is another one in
 * another folder. */
#include <stdlib.h>
#include <string.h>

#include "output/compare/outcome.h"
#include "scenarios/text.h"
#include "scenarios/yaml.h"

enum { HASH_SHOWN = 12 };

static void put_value(struct text *to, const struct yaml_node *node)
{
    if (node->kind == YAML_WORD) {
        text_add(to, node->text);
    } else if (node->kind == YAML_LIST) {
        text_add(to, "[");
        for (int k = 0; k < node->n; k++) {
            if (k > 0) text_add(to, ", ");
            put_value(to, node->item[k]);
        }
        text_add(to, "]");
    } else {
        text_add(to, "{");
        for (int k = 0; k < node->n; k++) {
            text_addf(to, "%s%s: ", k > 0 ? ", " : "", node->pair[k].key);
            put_value(to, node->pair[k].value);
        }
        text_add(to, "}");
    }
}

static void add_value(struct outcome *o, const char *path, const struct yaml_node *node,
                      const struct yaml_node *inputs)
{
    const struct yaml_node *input = yaml_find(inputs, path);
    struct text value = {0};

    if (input != NULL && yaml_word(input, "name") != NULL)
        text_addf(&value, "%s, content %.*s", yaml_word(input, "name"), HASH_SHOWN,
                  yaml_word(input, "sha256") != NULL ? yaml_word(input, "sha256") : "?");
    else
        put_value(&value, node);
    if (value.nomem) o->keep.nomem = true;
    outcome_add_setting(o, path, value.data != NULL ? value.data : "");
    text_clear(&value);
}

static bool has_levels(const char *path, const struct yaml_node *node)
{
    if (node->kind == YAML_MAP) /* {2025: 8e7, 2030: 9e7} is one value */
        return node->n > 0 && !text_integer(node->pair[0].key, &(int){0});
    if (node->kind != YAML_LIST) return false;
    for (int k = 0; k < node->n; k++)
        if (node->item[k]->kind == YAML_MAP || strcmp(path, "rules") == 0) return true;
    return false;
}

/* Maps are levels of the path, and so are lists of maps and of rules ("rules[2].target"); other
 * lists are values. */
static void add_below(struct outcome *o, const char *path, const struct yaml_node *node,
                      const struct yaml_node *inputs)
{
    if (!has_levels(path, node)) {
        add_value(o, path, node, inputs);
        return;
    }
    for (int k = 0; k < node->n; k++) {
        bool map = node->kind == YAML_MAP;
        char *below = map ? text_print("%s.%s", path, node->pair[k].key)
                          : text_print("%s[%d]", path, k + 1);

        if (below == NULL)
            o->keep.nomem = true;
        else
            add_below(o, below, map ? node->pair[k].value : node->item[k], inputs);
        free(below);
    }
}

enum err outcome_read_record(struct outcome *o, const char *path, struct error *err)
{
    struct yaml *yaml = yaml_open();
    struct problems *problems = calloc(1, sizeof *problems);
    struct yaml_node *root = NULL;
    enum err code;

    if (yaml == NULL || problems == NULL)
        code = error_nomem(err, "the record");
    else
        code = yaml_read(yaml, path, path, &root, problems, err);
    if (code == ERR_SCENARIO) err->code = code = ERR_DATA;
    if (code == ERR_OK && (root->kind != YAML_MAP || yaml_find(root, "record") == NULL))
        code = error_set(err, ERR_DATA, "%s: is no record of `chargeplan run`", path);
    if (code == ERR_OK) {
        const struct yaml_node *inputs = yaml_find(yaml_find(root, "record"), "inputs");

        for (int k = 0; k < root->n; k++)
            if (strcmp(root->pair[k].key, "origin") != 0 &&
                strcmp(root->pair[k].key, "record") != 0)
                add_below(o, root->pair[k].key, root->pair[k].value, inputs);
    }
    free(problems);
    yaml_close(yaml);
    return code;
}

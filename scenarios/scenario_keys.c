/* scenario_keys.c - keys that are no settings, and what was meant; see scenario_draft.h */
#include <stdlib.h>
#include <string.h>

#include "scenarios/scenario_draft.h"

static enum err nomem(struct draft *d)
{
    return error_nomem(d->err, "the settings");
}

/* The names that may stand below a prefix, each once. */
struct names {
    int n;
    const char *name[128]; /* owned by the tree */
};

static enum err add_name(struct draft *d, struct names *names, const char *start, size_t n)
{
    char *copy;

    for (int k = 0; k < names->n; k++)
        if (strlen(names->name[k]) == n && strncmp(names->name[k], start, n) == 0)
            return ERR_OK;
    if (names->n == 128) return ERR_OK;
    copy = yaml_memory(d->yaml, n + 1);
    if (copy == NULL) return nomem(d);
    memcpy(copy, start, n);
    names->name[names->n++] = copy;
    return ERR_OK;
}

static enum err names_below(struct draft *d, const struct section *section, const char *prefix,
                            struct names *names)
{
    size_t n = strlen(prefix);

    for (int k = 0; k < section->n_fields; k++) {
        const char *key = section->field[k].key;

        if (strncmp(key, prefix, n) == 0)
            TRY(add_name(d, names, key + n, strcspn(key + n, ".")));
    }
    for (int k = 1; section->name[0] == '\0' && n == 0 && k < schema_n(); k++)
        TRY(add_name(d, names, schema_section(k)->name, strlen(schema_section(k)->name)));
    return ERR_OK;
}

/* A field of the section that ends in the key: radius_m -> service.fast.radius_m. */
static const char *deeper(const struct section *section, const char *key)
{
    for (int k = 0; k < section->n_fields; k++) {
        const char *dot = strrchr(section->field[k].key, '.');

        if (dot != NULL && strcmp(dot + 1, key) == 0) return section->field[k].key;
    }
    return NULL;
}

static enum err refuse_key(struct draft *d, const struct section *section, const char *prefix,
                           const struct yaml_pair *pair, const char *path)
{
    static const char *const other[][2] = {
        {"sweep", "the design of a sweep is written in the scenario file, not in an option"},
    };
    struct names names = {0};
    const char *guess;

    for (int k = 0; k < 1 && section->name[0] == '\0'; k++) {
        if (strcmp(pair->key, other[k][0]) != 0) continue;
        schema_problem(d->problems, pair->source, pair->line, pair->column, path, "%s",
                       other[k][1]);
        return ERR_OK;
    }
    TRY(names_below(d, section, prefix, &names));
    guess = text_nearest(pair->key, names.n, names.name);
    if (guess == NULL) guess = deeper(section, pair->key);
    if (guess != NULL)
        schema_problem(d->problems, pair->source, pair->line, pair->column, path,
                       "the setting is not known; did you mean %s?", guess);
    else
        schema_problem(d->problems, pair->source, pair->line, pair->column, path,
                       "the setting is not known; `chargeplan fields` lists what is allowed");
    return ERR_OK;
}

/* True where some field lies below the prefix. */
static bool is_group(const struct section *section, const char *prefix)
{
    for (int k = 0; k < section->n_fields; k++)
        if (strncmp(section->field[k].key, prefix, strlen(prefix)) == 0) return true;
    return false;
}

static enum err check_key(struct draft *d, const struct section *section,
                          const struct yaml_pair *pair, const char *prefix, const char *path)
{
    char *key = text_print("%s%s", prefix, pair->key);
    char *group = text_print("%s%s.", prefix, pair->key);
    char *full = text_print("%s%s%s", path, path[0] != '\0' ? "." : "", pair->key);
    bool top = section->name[0] == '\0' && prefix[0] == '\0';
    enum err code = ERR_OK;

    if (key == NULL || group == NULL || full == NULL) {
        code = nomem(d);
    } else if (schema_field(section, key) != NULL || (top && schema_find(pair->key) != NULL)) {
        code = ERR_OK;
    } else if (!is_group(section, group)) {
        code = refuse_key(d, section, prefix, pair, full);
    } else if (pair->value->kind == YAML_MAP) {
        code = scenario_keys(d, section, pair->value, group, full);
    } else if (!schema_unset(pair->value)) {
        struct names names = {0};

        code = names_below(d, section, group, &names);
        schema_problem(d->problems, pair->source, pair->line, pair->column, full,
                       "a mapping of settings belongs here, such as {%s: ...}",
                       names.n > 0 ? names.name[0] : "");
    }
    free(key);
    free(group);
    free(full);
    return code;
}

enum err scenario_keys(struct draft *d, const struct section *section,
                       const struct yaml_node *map, const char *prefix, const char *path)
{
    for (int k = 0; k < map->n; k++)
        TRY(check_key(d, section, &map->pair[k], prefix, path));
    return ERR_OK;
}

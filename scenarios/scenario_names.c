/* scenario_names.c - columns of names in two languages, as one key; see scenario_draft.h.
 *
 * district: {en: A, zh: B} is district: A beside district_zh: B. A single column, district: A,
 * stands for both languages: it unsets the district_zh that an extended file named, unless the
 * same mapping names one. */
#include <stdio.h>
#include <string.h>

#include "scenarios/scenario_draft.h"

static enum err nomem(struct draft *d)
{
    return error_nomem(d->err, "the scenario");
}

/* The field "district_zh" of a field "district"; NULL where it has none. */
static const struct field *chinese(const struct section *section, const char *key)
{
    const struct field *own = schema_field(section, key);
    char name[64];

    if (own == NULL || own->kind != FIELD_COLUMN || strlen(key) + 4 > sizeof name) return NULL;
    snprintf(name, sizeof name, "%s_zh", key);
    return schema_field(section, name);
}

static bool said(const struct yaml_node *map, const char *key)
{
    return yaml_find(map, key) != NULL;
}

/* Nothing but en and zh. */
static bool two_languages(const struct yaml_node *names)
{
    if (names->kind != YAML_MAP || names->n == 0) return false;
    for (int k = 0; k < names->n; k++)
        if (strcmp(names->pair[k].key, "en") != 0 && strcmp(names->pair[k].key, "zh") != 0)
            return false;
    return true;
}

static void add(struct yaml_node *map, const struct yaml_pair *like, const char *key,
                struct yaml_node *value)
{
    struct yaml_pair *pair = &map->pair[map->n++];

    *pair = *like;
    pair->key = key;
    pair->value = value;
}

/* One key of a mapping, as one or two keys of the new one. */
static enum err spread(struct draft *d, const struct section *section, const char *id,
                       const struct yaml_node *map, const struct yaml_pair *pair,
                       struct yaml_node *to)
{
    const struct field *zh = chinese(section, pair->key);
    const struct yaml_node *value = pair->value;
    char path[256];

    if (zh == NULL || said(map, zh->key) || value->kind == YAML_LIST) {
        to->pair[to->n++] = *pair;
    } else if (value->kind == YAML_MAP && !two_languages(value)) {
        snprintf(path, sizeof path, "%s%s%.80s.%s", section->name, *id != '\0' ? "." : "", id,
                 pair->key);
        schema_problem(d->problems, value->source, value->line, value->column, path,
                       "the name of a column belongs here, or {en: COLUMN, zh: COLUMN}");
    } else if (value->kind == YAML_MAP) {
        if (said(value, "en")) add(to, pair, pair->key, yaml_find(value, "en"));
        if (said(value, "zh")) add(to, pair, zh->key, yaml_find(value, "zh"));
    } else {
        struct yaml_node *none = yaml_memory(d->yaml, sizeof *none);

        if (none == NULL) return nomem(d);
        *none = *value;
        none->text = "";
        to->pair[to->n++] = *pair;
        add(to, pair, zh->key, none);
    }
    return ERR_OK;
}

/* id: of an item of a section with many; "" in others. */
static enum err in_section(struct draft *d, const struct section *section, const char *id,
                           struct yaml_node **node)
{
    const struct yaml_node *map = *node;
    struct yaml_node *to;

    if (map->kind != YAML_MAP) return ERR_OK;
    to = yaml_new_map(d->yaml, map, 2 * map->n);
    if (to == NULL) return nomem(d);
    for (int k = 0; k < map->n; k++)
        TRY(spread(d, section, id, map, &map->pair[k], to));
    *node = to;
    return ERR_OK;
}

enum err scenario_names(struct draft *d, struct yaml_node *root)
{
    for (int k = 0; root->kind == YAML_MAP && k < root->n; k++) {
        const struct section *section = schema_find(root->pair[k].key);
        struct yaml_node *value = root->pair[k].value;

        if (section == NULL || section->name[0] == '\0') continue;
        if (section->count == SECTION_ONE)
            TRY(in_section(d, section, "", &root->pair[k].value));
        for (int i = 0;
             section->count == SECTION_MANY && value->kind == YAML_MAP && i < value->n; i++)
            TRY(in_section(d, section, value->pair[i].key, &value->pair[i].value));
    }
    return ERR_OK;
}

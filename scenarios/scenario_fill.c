/* scenario_fill.c - from the tree to the typed sections; see scenario_draft.h */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/scenario_draft.h"

static enum err nomem(struct draft *d)
{
    return error_nomem(d->err, "the settings");
}

/* ---- settings ---- */

/* "shenzhen.yaml:12", or what the record of an earlier run says. */
static char *origin_of(const struct draft *d, const char *path, const struct place *place)
{
    const char *recorded = yaml_word(d->origin, path);

    if (recorded != NULL && (place->source == NULL || place->source == d->source))
        return text_copy(recorded);
    if (place->source == NULL) return text_copy("default");
    if (strcmp(place->source->name, "--set") == 0) return text_copy("--set");
    return text_print("%s:%d", place->source->name, place->line);
}

/* Takes the value over. */
static enum err add_setting(struct draft *d, const char *path, char *value,
                            const struct place *place)
{
    struct scenario *s = d->s;
    int n = s->n_settings;
    struct setting *setting = realloc(s->setting, ((size_t)n + 1) * sizeof *setting);
    struct place *places;

    if (setting != NULL) s->setting = setting;
    places = realloc(d->place, ((size_t)n + 1) * sizeof *places);
    if (places != NULL) d->place = places;
    if (setting == NULL || places == NULL || value == NULL) {
        free(value);
        return nomem(d);
    }
    s->setting[n] = (struct setting){text_copy(path), value, origin_of(d, path, place)};
    d->place[n] = *place;
    s->n_settings++;
    return s->setting[n].path == NULL || s->setting[n].origin == NULL ? nomem(d) : ERR_OK;
}

int scenario_setting(const struct scenario *s, const char *path)
{
    for (int k = 0; k < s->n_settings; k++)
        if (strcmp(s->setting[k].path, path) == 0) return k;
    return -1;
}

/* ---- sections ---- */

const struct yaml_node *scenario_field_node(const struct yaml_node *map, const char *key)
{
    while (map != NULL) {
        char name[64];
        size_t n = strcspn(key, ".");

        if (n >= sizeof name) return NULL;
        memcpy(name, key, n);
        name[n] = '\0';
        map = yaml_find(map, name);
        if (key[n] == '\0') return map;
        key += n + 1;
    }
    return NULL;
}

static enum err fill_default(struct draft *d, const struct field *f, const char *path,
                             void *member)
{
    struct yaml_node *node = NULL;

    if (f->initial[0] == '\0') return ERR_OK;
    TRY(yaml_parse(d->yaml, f->initial, "default", &node, d->problems, d->err));
    return schema_read(f, node, path, &d->facts, member, d->problems, d->err);
}

/* One setting: from the map (NULL: none was given), else its default. `where` is the section's
 * place, for what is missing. */
static enum err fill_field(struct draft *d, const struct field *f, const struct yaml_node *map,
                           const char *path, void *member, const struct place *where)
{
    const struct yaml_node *node = scenario_field_node(map, f->key);
    struct place place = {0};
    struct text value = {0};

    if (node != NULL) {
        place = (struct place){node->source, node->line, node->column, schema_unset(node)};
        TRY(schema_read(f, node, path, &d->facts, member, d->problems, d->err));
    } else if (f->initial == NULL) {
        schema_problem(d->problems, where->source, where->line, where->column, path,
                       "the setting is missing and has no default: %s", f->help);
    } else {
        TRY(fill_default(d, f, path, member));
    }
    if (node == NULL)
        schema_put(f, member, &value);
    else
        schema_put_facts(f, node, &d->facts, member, &value);
    TRY(add_setting(d, path, text_take(&value), &place));
    return node != NULL ? scenario_facts_used(d, f, node) : ERR_OK;
}

static enum err fill_section(struct draft *d, const struct section *section,
                             const struct yaml_node *map, const char *path, char *record,
                             const struct place *where)
{
    if (map != NULL && schema_unset(map)) map = NULL;
    if (map != NULL && map->kind != YAML_MAP) {
        schema_problem(d->problems, map->source, map->line, map->column, path,
                       "a mapping of settings belongs here");
        map = NULL;
    }
    if (map != NULL) TRY(scenario_keys(d, section, map, "", path));
    for (int k = 0; k < section->n_fields; k++) {
        const struct field *f = &section->field[k];
        char *full = text_print("%s%s%s", path, path[0] != '\0' ? "." : "", f->key);
        enum err code =
            full == NULL ? nomem(d) : fill_field(d, f, map, full, record + f->offset, where);

        free(full);
        if (code != ERR_OK) return code;
    }
    return ERR_OK;
}

static void init_record(const struct section *section, char *record)
{
    for (int k = 0; k < section->n_fields; k++)
        schema_init(&section->field[k], record + section->field[k].offset);
}

/* Letters, digits, - and _; letters of any language. */
static bool is_id(const char *id)
{
    for (const char *c = id; *c != '\0'; c++) {
        bool fine = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') ||
                    (*c >= '0' && *c <= '9') || *c == '-' || *c == '_' ||
                    (unsigned char)*c >= 0x80;

        if (!fine) return false;
    }
    return id[0] != '\0';
}

static enum err fill_item(struct draft *d, const struct section *section,
                          const struct yaml_pair *pair, char *record)
{
    struct place where = {pair->source, pair->line, pair->column, false};
    char *path = text_print("%s.%s", section->name, pair->key);
    enum err code = ERR_OK;

    *(char **)record = text_copy(pair->key);
    if (path == NULL || *(char **)record == NULL) {
        code = nomem(d);
    } else {
        if (!is_id(pair->key))
            schema_problem(d->problems, pair->source, pair->line, pair->column, path,
                           "'%s' is not a name; allowed are letters, digits, - and _",
                           pair->key);
        code = fill_section(d, section, pair->value, path, record, &where);
    }
    free(path);
    return code;
}

/* A rule: the id of a plan fact, which is its first field, or a mapping. */
static enum err fill_rule(struct draft *d, const struct section *section,
                          const struct yaml_node *node, const char *path, char *record)
{
    struct place where = {node->source, node->line, node->column, false};

    if (node->kind != YAML_WORD) return fill_section(d, section, node, path, record, &where);
    for (int k = 0; k < section->n_fields; k++) {
        const struct field *f = &section->field[k];

        if (f->initial != NULL) TRY(fill_default(d, f, path, record + f->offset));
    }
    if (schema_unset(node))
        schema_problem(d->problems, node->source, node->line, node->column, path,
                       "the id of a plan's fact or a mapping belongs here");
    *(char **)record = text_copy(node->text);
    if (*(char **)record == NULL) return nomem(d);
    return add_setting(d, path, text_copy(node->text), &where);
}

/* An id that only the command line names, and whose settings are not complete, is likely a
 * slip. */
static void guess_id(struct draft *d, const struct section *section,
                     const struct yaml_node *map, const struct yaml_pair *pair)
{
    const char *ids[256], *guess;
    char path[128];
    int n = 0;

    for (int k = 0; k < map->n && n < 256; k++)
        if (&map->pair[k] != pair) ids[n++] = map->pair[k].key;
    guess = text_nearest(pair->key, n, ids);
    snprintf(path, sizeof path, "%s.%.100s", section->name, pair->key);
    if (guess != NULL)
        schema_problem(d->problems, pair->source, pair->line, pair->column, path,
                       "there is no %s in the scenario; did you mean %s?", pair->key, guess);
}

/* The array of a section with many items; n items, each without values yet. */
static enum err make_items(struct draft *d, const struct section *section, int n, void **items)
{
    *items = calloc((size_t)n + 1, section->size);
    if (*items == NULL) return nomem(d);
    for (int k = 0; k < n; k++)
        init_record(section, (char *)*items + (size_t)k * section->size);
    return ERR_OK;
}

/* True where the node holds items; says what is wrong where it holds something else. */
static bool has_items(struct draft *d, const struct yaml_node *node, enum yaml_kind kind,
                      const char *path)
{
    if (node == NULL || schema_unset(node)) return false;
    if (node->kind == kind) return true;
    schema_problem(d->problems, node->source, node->line, node->column, path,
                   kind == YAML_MAP ? "a mapping by id belongs here, {id: {...}}"
                   : strcmp(path, "rules") == 0
                       ? "a list belongs here, [G15-ACC-RAD-P, {rule: wait, ...}]"
                       : "a list belongs here, [{fact: SD16-CH, set_beside: ...}, ...]");
    return false;
}

static enum err fill_many(struct draft *d, const struct section *section, void **items, int *n)
{
    const struct yaml_node *node = yaml_find(d->root, section->name);
    int count = has_items(d, node, YAML_MAP, section->name) ? node->n : 0;
    int last = 0; /* of a key given twice only the later counts; the problem is known */

    TRY(make_items(d, section, count, items));
    for (int k = 0; k < count; k++) {
        int before = d->problems->n;

        if (yaml_find(node, node->pair[k].key) != node->pair[k].value) continue;
        *n = ++last;
        TRY(fill_item(d, section, &node->pair[k],
                      (char *)*items + (size_t)(last - 1) * section->size));
        if (d->problems->n > before && strcmp(node->pair[k].source->name, "--set") == 0)
            guess_id(d, section, node, &node->pair[k]);
    }
    return ERR_OK;
}

static enum err fill_rules(struct draft *d)
{
    const struct section *section = schema_find("rules");
    const struct yaml_node *node = yaml_find(d->root, section->name);
    void *items = NULL;
    int n = has_items(d, node, YAML_LIST, section->name) ? node->n : 0;

    TRY(make_items(d, section, n, &items));
    d->s->rule = items;
    d->s->n_rules = n;
    for (int k = 0; k < n; k++) {
        char path[32];
        enum err code;

        snprintf(path, sizeof path, "rules[%d]", k + 1);
        if (node->item[k]->kind == YAML_WORD && strcmp(node->item[k]->text, "inherited") == 0)
            schema_problem(d->problems, node->item[k]->source, node->item[k]->line,
                           node->item[k]->column, path,
                           "there are no rules to inherit: the scenario extends no file or "
                           "preset that has some");
        code = fill_rule(d, section, node->item[k], path, (char *)&d->s->rule[k]);
        if (code != ERR_OK) return code;
    }
    return ERR_OK;
}

/* Every item is a mapping. */
static enum err fill_besides(struct draft *d)
{
    const struct section *section = schema_find("beside");
    const struct yaml_node *node = yaml_find(d->root, section->name);
    void *items = NULL;
    int n = has_items(d, node, YAML_LIST, section->name) ? node->n : 0;

    TRY(make_items(d, section, n, &items));
    d->s->beside = items;
    d->s->n_besides = n;
    for (int k = 0; k < n; k++) {
        const struct yaml_node *item = node->item[k];
        struct place where = {item->source, item->line, item->column, false};
        char path[32];

        snprintf(path, sizeof path, "beside[%d]", k + 1);
        if (item->kind != YAML_MAP) {
            schema_problem(
                d->problems, item->source, item->line, item->column, path,
                "a mapping of settings belongs here, {fact: SD16-CH, set_beside: ...}");
            continue;
        }
        TRY(fill_section(d, section, item, path, (char *)&d->s->beside[k], &where));
    }
    return ERR_OK;
}

static enum err fill_one(struct draft *d, const char *name, void *record)
{
    const struct section *section = schema_find(name);
    const struct yaml_node *node = name[0] == '\0' ? d->root : yaml_find(d->root, name);
    struct place where = {d->source, 0, 0, false};

    if (node != NULL && name[0] != '\0')
        where = (struct place){node->source, node->line, node->column, false};
    init_record(section, record);
    return fill_section(d, section, node, name, record, &where);
}

enum err scenario_fill(struct draft *d)
{
    struct scenario *s = d->s;
    void *items = NULL;
    enum err code;

    TRY(fill_one(d, "", &s->head));
    TRY(scenario_catalogues(d));
    TRY(fill_one(d, "study", &s->study));
    TRY(fill_one(d, "data", &s->data));
    d->facts.currency = s->study.currency;
    code = fill_many(d, schema_find("fleet"), &items, &s->n_classes);
    s->fleet = items;
    if (code != ERR_OK) return code;
    TRY(fill_one(d, "zones", &s->zones));
    TRY(fill_one(d, "boundary", &s->boundary));
    items = NULL;
    code = fill_many(d, schema_find("sites"), &items, &s->n_layers);
    s->sites = items;
    if (code != ERR_OK) return code;
    TRY(fill_one(d, "parking", &s->parking));
    items = NULL;
    code = fill_many(d, schema_find("building"), &items, &s->n_buildings);
    s->building = items;
    if (code != ERR_OK) return code;
    TRY(fill_one(d, "access", &s->access));
    TRY(fill_one(d, "roads", &s->roads));
    TRY(fill_one(d, "matrix", &s->matrix));
    TRY(fill_one(d, "demand", &s->demand));
    items = NULL;
    code = fill_many(d, schema_find("uncertain"), &items, &s->n_uncertain);
    s->uncertain = items;
    if (code != ERR_OK) return code;
    TRY(fill_one(d, "simulation", &s->simulation));
    TRY(fill_one(d, "monte_carlo", &s->monte_carlo));
    items = NULL;
    code = fill_many(d, schema_find("kinds"), &items, &s->n_kinds);
    s->kind = items;
    if (code != ERR_OK) return code;
    TRY(fill_one(d, "sizing", &s->sizing));
    TRY(fill_rules(d));
    TRY(fill_besides(d));
    TRY(fill_one(d, "placement", &s->placement));
    return fill_one(d, "report", &s->report);
}

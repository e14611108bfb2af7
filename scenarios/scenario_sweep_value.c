/* scenario_sweep_value.c - paths of settings and their values in a sweep; see scenario_sweep.h
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/scenario_sweep.h"

struct place scenario_sweep_key(const struct yaml_pair *pair)
{
    return (struct place){pair->source, pair->line, pair->column, false};
}

bool scenario_sweep_is(struct draft *d, const struct yaml_node *node, enum yaml_kind kind,
                       const char *label, const char *what)
{
    if (node->kind == kind && (kind == YAML_WORD || node->n > 0)) return true;
    SWEEP_PROBLEM(d, node, label, "%s belongs here", what);
    return false;
}

void scenario_sweep_only(struct draft *d, const struct yaml_node *map, const char *label, int n,
                         const char *const words[])
{
    for (int k = 0; k < map->n; k++) {
        const struct yaml_pair *pair = &map->pair[k];
        const char *near = text_nearest(pair->key, n, words);
        struct text all = {0};
        bool known = false;

        for (int i = 0; i < n; i++) {
            known = known || strcmp(pair->key, words[i]) == 0;
            text_addf(&all, "%s%s", i == 0 ? "" : i == n - 1 ? " and " : ", ", words[i]);
        }
        if (!known && !all.nomem)
            schema_problem(d->problems, pair->source, pair->line, pair->column, label,
                           "'%.80s' is not known here%s%s%s allowed are %s", pair->key,
                           near != NULL ? "; did you mean " : ";", near != NULL ? near : "",
                           near != NULL ? "?" : "", all.data);
        text_clear(&all);
    }
}

bool scenario_sweep_whole(struct draft *d, const struct yaml_node *node, const char *label,
                          int min, int max, int *out)
{
    int value;

    if (node->kind == YAML_WORD && text_integer(node->text, &value) && value >= min &&
        value <= max) {
        *out = value;
        return true;
    }
    SWEEP_PROBLEM(d, node, label, "%s%.80s%s is not a whole number from %d to %d",
                  node->kind == YAML_WORD ? "'" : "",
                  node->kind == YAML_WORD ? node->text : "this",
                  node->kind == YAML_WORD ? "'" : "", min, max);
    return false;
}

bool scenario_sweep_has_range(const struct field *f)
{
    return f->kind == FIELD_NUMBER || f->kind == FIELD_INTEGER || f->kind == FIELD_SERIES ||
           f->kind == FIELD_NUMBER_OR_COLUMN;
}

void scenario_sweep_put_count(char out[32], uint64_t n)
{
    char digits[32];
    size_t length, to = 0;

    if (n > UINT64_C(1000000000000000000)) {
        strcpy(out, "more than 10^18");
        return;
    }
    length = (size_t)snprintf(digits, sizeof digits, "%llu", (unsigned long long)n);
    for (size_t k = 0; k < length; k++) {
        if (k > 0 && (length - k) % 3 == 0) out[to++] = ',';
        out[to++] = digits[k];
    }
    out[to] = '\0';
}

/* ---- paths ---- */

/* Names among which a misspelt one is looked for. */
enum { NAMES_MAX = 512 };
struct candidates {
    int n;
    const char *name[NAMES_MAX];
};

static void refuse(struct draft *d, const struct place *at, const char *label,
                   const char *sentence, const char *before, const char *near)
{
    schema_problem(
        d->problems, at->source, at->line, at->column, label, "%s%s%s%s%s", sentence,
        near != NULL ? "; did you mean " : "; `chargeplan fields` lists the settings",
        near != NULL ? before : "", near != NULL ? near : "", near != NULL ? "?" : "");
}

/* The path of a field whose last word is that of the given path: "budget" means
 * placement.budget. Nothing is added where there is none, or more than one. */
static void deeper(const char *path, struct text *to)
{
    const char *dot = strrchr(path, '.'), *last = dot != NULL ? dot + 1 : path;
    int n = 0;

    for (int k = 0; k < schema_n(); k++) {
        const struct section *section = schema_section(k);

        for (int i = 0; i < section->n_fields && section->count != SECTION_LIST; i++) {
            const char *key = section->field[i].key, *end = strrchr(key, '.');

            if (strcmp(end != NULL ? end + 1 : key, last) != 0) continue;
            if (n++ == 0) schema_path(section, &section->field[i], to);
        }
    }
    if (n != 1) text_clear(to);
}

/* No section of that name, or no such top-level setting. */
static void refuse_section(struct draft *d, const struct place *at, const char *label,
                           const char *path, size_t first)
{
    struct candidates c = {0};
    const struct section *top = schema_find("");
    char *name = text_copy_bytes(path, first);
    struct text whole = {0};
    const char *near = NULL;

    for (int k = 1; k < schema_n() && path[first] == '.'; k++)
        c.name[c.n++] = schema_section(k)->name;
    for (int k = 0; k < top->n_fields && path[first] != '.'; k++)
        c.name[c.n++] = top->field[k].key;
    deeper(path, &whole);
    if (whole.n == 0 && name != NULL) near = text_nearest(name, c.n, c.name);
    if (near != NULL) text_addf(&whole, "%s%s", near, path + first);
    refuse(d, at, label, "there is no such setting", "", whole.n > 0 ? whole.data : NULL);
    text_clear(&whole);
    free(name);
}

/* The key behind a section's name, or its id; NULL where the id is not in the scenario. */
static const char *behind_id(struct draft *d, const struct place *at, const char *label,
                             const struct section *section, const char *rest)
{
    size_t n = strcspn(rest, ".");
    char *id = text_copy_bytes(rest, n), sentence[128];
    struct candidates c = {0};
    int n_records;
    const char *records = scenario_records(d->s, section, &n_records);

    for (int k = 0; k < n_records && c.n < NAMES_MAX; k++)
        c.name[c.n++] =
            *(const char *const *)(const void *)(records + (size_t)k * section->size);
    for (int k = 0; id != NULL && k < c.n; k++)
        if (strcmp(c.name[k], id) == 0) {
            free(id);
            return rest[n] == '.' ? rest + n + 1 : rest + n;
        }
    snprintf(sentence, sizeof sentence, "the scenario has no %.60s in %s", id != NULL ? id : "",
             section->name);
    refuse(d, at, label, sentence, "", id != NULL ? text_nearest(id, c.n, c.name) : NULL);
    free(id);
    return NULL;
}

static void refuse_key(struct draft *d, const struct place *at, const char *label,
                       const struct section *section, const char *path, const char *key)
{
    struct candidates c = {0};
    struct text whole = {0};
    const char *near;

    for (int k = 0; k < section->n_fields && c.n < NAMES_MAX; k++)
        c.name[c.n++] = section->field[k].key;
    near = text_nearest(key, c.n, c.name);
    for (int k = 0; near == NULL && k < c.n; k++) { /* radius_m: service.fast.radius_m */
        const char *dot = strrchr(c.name[k], '.');

        if (dot != NULL && strcmp(dot + 1, key) == 0) near = c.name[k];
    }
    text_add_bytes(&whole, path, (size_t)(key - path));
    if (key[0] == '\0')
        refuse(d, at, label, "this is a group of settings; name one of them", "", NULL);
    else if (!whole.nomem)
        refuse(d, at, label, "there is no such setting", whole.n > 0 ? whole.data : "", near);
    text_clear(&whole);
}

const struct field *scenario_sweep_field(struct draft *d, const struct place *at,
                                         const char *label, const char *path)
{
    size_t first = strcspn(path, ".[");
    char *name = text_copy_bytes(path, first);
    const struct section *section = name != NULL ? schema_find(name) : NULL;
    const char *key = path[first] == '.' ? path + first + 1 : path + first;
    const struct field *f = schema_field(schema_find(""), path);

    free(name);
    if (f != NULL) return f;
    if (section == NULL || first == 0) {
        refuse_section(d, at, label, path, first);
        return NULL;
    }
    if (section->count == SECTION_LIST) {
        schema_problem(d->problems, at->source, at->line, at->column, label,
                       "the items of the list %s cannot vary in a sweep", section->name);
        return NULL;
    }
    if (section->count == SECTION_MANY && key[0] != '\0')
        key = behind_id(d, at, label, section, key);
    if (key == NULL) return NULL;
    f = schema_field(section, key);
    if (f == NULL) refuse_key(d, at, label, section, path, key);
    return f;
}

/* ---- values ---- */

/* Any member of a section's struct. */
union member {
    double number;
    int integer;
    bool flag;
    char *text;
    struct series series;
    struct numbers numbers;
    struct texts texts;
    struct years years;
    struct map_number map_number;
    struct map_text map_text;
    struct number_or_column number_or_column;
};

/* An option's file is looked for where the program runs, one of the scenario beside it. */
static enum err file_value(struct draft *d, const struct field *f, const struct yaml_node *node,
                           const char *label, const char *path, struct text *to)
{
    struct place place = {node->source, node->line, node->column, false};
    bool in_folder = f->kind == FIELD_FILE && strcmp(path, "plans") != 0;
    char *file = NULL;

    TRY(scenario_file_path(d, &place, in_folder ? d->s->data.folder : NULL, node->text, label,
                           &file));
    if (file != NULL) yaml_put(to, file);
    free(file);
    return ERR_OK;
}

enum err scenario_sweep_value(struct draft *d, const struct field *f,
                              const struct yaml_node *node, const char *label, const char *path,
                              char **out)
{
    bool file = f->kind == FIELD_FILE || f->kind == FIELD_FOLDER;
    int before = d->problems->n;
    struct text value = {0};
    union member member;
    enum err code;

    schema_init(f, &member);
    code = schema_read(f, node, label, &d->facts, &member, d->problems, d->err);
    if (code == ERR_OK && d->problems->n == before && !schema_unset(node)) {
        if (file)
            code = file_value(d, f, node, label, path, &value);
        else
            schema_put_facts(f, node, &d->facts, &member, &value);
    }
    if (value.n == 0) text_add(&value, "\"\""); /* not set, on purpose */
    schema_clear(f, &member);
    if (code == ERR_OK && value.nomem) code = error_nomem(d->err, label);
    if (code == ERR_OK && d->problems->n == before) *out = text_take(&value);
    text_clear(&value);
    return code;
}

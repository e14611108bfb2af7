/* scenario_tree.c - the files of a scenario and the options of the command line become one
 * tree; see scenario_draft.h.
 *
 * A setting is replaced whole, {2020: 1, 2030: 2} too, so that it has one origin; mappings
 * above the settings are merged key by key. The section `sweep` is no setting and replaced
 * whole. In a list of rules the word `inherited` stands for the rules of the file that is
 * extended. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/expand.h"
#include "scenarios/presets.h"
#include "scenarios/scenario_draft.h"

enum { CHAIN_MAX = 16 };

static enum err nomem(struct draft *d)
{
    return error_nomem(d->err, "the scenario");
}

/* ---- merging ---- */

/* Where two mappings meet: at the top, among the ids of a section, or inside a section. */
struct level {
    const struct section *section; /* NULL: top level */
    bool ids;                      /* the keys are ids of section */
    char prefix[128];              /* of the keys inside the section: "service.fast." */
};

/* The level below a key; false where the key names a value that is replaced whole. */
static bool step_down(const struct level *level, const char *key, struct level *below)
{
    const struct section *section = level->section;
    char path[256];

    *below = *level;
    if (section == NULL && schema_find(key) != NULL && key[0] != '\0') {
        below->section = schema_find(key);
        below->ids = below->section->count == SECTION_MANY;
        return below->section->count != SECTION_LIST;
    }
    if (level->ids) {
        below->ids = false;
        return true;
    }
    if (section != NULL && strcmp(section->name, "fleet") == 0 && level->prefix[0] == '\0' &&
        (strcmp(key, "low") == 0 || strcmp(key, "high") == 0))
        return true; /* settings of the same class again */
    if (section == NULL) below->section = section = schema_find("");
    if (strlen(level->prefix) + strlen(key) + 2 > sizeof below->prefix) return false;
    strcat(strcpy(path, level->prefix), key);
    if (schema_field(section, path) != NULL) return false;
    strcat(strcpy(below->prefix, path), ".");
    return true;
}

static int index_of(const struct yaml_node *map, const char *key)
{
    for (int k = map->n - 1; k >= 0; k--)
        if (strcmp(map->pair[k].key, key) == 0) return k;
    return -1;
}

static bool is_inherited(const struct yaml_node *item)
{
    return item->kind == YAML_WORD && strcmp(item->text, "inherited") == 0;
}

/* The list with the items of base in the place of `inherited`; NULL when out of memory. */
static struct yaml_node *inherit(struct draft *d, const struct yaml_node *base,
                                 struct yaml_node *over)
{
    struct yaml_node *list = yaml_memory(d->yaml, sizeof *list);
    bool done = false;

    if (list == NULL) return NULL;
    *list = *over;
    list->item =
        yaml_memory(d->yaml, ((size_t)over->n + (size_t)base->n + 1) * sizeof *list->item);
    if (list->item == NULL) return NULL;
    list->n = 0;
    for (int k = 0; k < over->n; k++) {
        struct yaml_node *item = over->item[k];

        if (!is_inherited(item))
            list->item[list->n++] = item;
        else if (done)
            schema_problem(d->problems, item->source, item->line, item->column, "rules",
                           "'inherited' stands twice in this list; once brings all rules of "
                           "what is extended");
        for (int b = 0; b < base->n && is_inherited(item) && !done; b++)
            list->item[list->n++] = base->item[b];
        done = done || is_inherited(item);
    }
    return list;
}

/* base with the keys of over put in; NULL when out of memory. The inputs stay as they are. */
static struct yaml_node *merge(struct draft *d, const struct level *level,
                               struct yaml_node *base, struct yaml_node *over)
{
    struct yaml_node *map;

    if (base->kind != YAML_MAP || over->kind != YAML_MAP) return over;
    map = yaml_new_map(d->yaml, over, base->n + over->n);
    if (map == NULL) return NULL;
    map->n = base->n;
    memcpy(map->pair, base->pair, (size_t)base->n * sizeof *map->pair);
    for (int k = 0; k < over->n; k++) {
        struct yaml_pair pair = over->pair[k];
        int there = index_of(map, pair.key);
        struct level below;

        if (there >= 0 && step_down(level, pair.key, &below))
            pair.value = merge(d, &below, map->pair[there].value, pair.value);
        else if (there >= 0 && pair.value->kind == YAML_LIST &&
                 map->pair[there].value->kind == YAML_LIST && level->section == NULL)
            pair.value = inherit(d, map->pair[there].value, pair.value);
        if (pair.value == NULL) return NULL;
        map->pair[there >= 0 ? there : map->n++] = pair;
    }
    return map;
}

struct yaml_node *scenario_tree_over(struct draft *d, const char *section,
                                     struct yaml_node *base, struct yaml_node *over)
{
    struct level level = {.section = schema_find(section)};

    return merge(d, &level, base, over);
}

static enum err put_over(struct draft *d, struct yaml_node *over)
{
    struct level top = {0};

    TRY(scenario_names(d, over));
    d->root = d->root == NULL ? over : merge(d, &top, d->root, over);
    return d->root == NULL ? nomem(d) : ERR_OK;
}

/* ---- files ---- */

struct chain {
    int n;
    char *real[CHAIN_MAX]; /* absolute paths of the files being read; free() */
};

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash == NULL ? path : slash + 1;
}

/* A path written in a file, as seen from where that file's path starts. */
static const char *beside(struct draft *d, const char *file, const char *written)
{
    struct text path = {0};
    const char *copy = NULL;

    if (written[0] != '/') text_add_bytes(&path, file, (size_t)(base_name(file) - file));
    text_add(&path, written);
    if (!path.nomem) copy = yaml_copy(d->yaml, path.data);
    text_clear(&path);
    return copy;
}

static enum err enter_file(struct draft *d, struct chain *chain, const char *path)
{
    char *real = realpath(path, NULL);

    if (real == NULL) return ERR_OK; /* yaml_read() says why */
    for (int k = 0; k < chain->n; k++) {
        if (strcmp(chain->real[k], real) != 0) continue;
        free(real);
        return error_set(d->err, ERR_SCENARIO,
                         "%s: extends itself, by way of the files it extends", path);
    }
    if (chain->n == CHAIN_MAX) {
        free(real);
        return error_set(d->err, ERR_SCENARIO,
                         "%s: extends more than %d files in a row; %d are allowed", path,
                         CHAIN_MAX, CHAIN_MAX - 1);
    }
    chain->real[chain->n++] = real;
    return ERR_OK;
}

/* The keys of a file that are settings. */
static struct yaml_node *settings_of(struct draft *d, const struct yaml_node *root)
{
    struct yaml_node *map = yaml_new_map(d->yaml, root, root->n);

    for (int k = 0; map != NULL && k < root->n; k++) {
        const char *key = root->pair[k].key;

        if (strcmp(key, "extends") != 0 && strcmp(key, "origin") != 0 &&
            strcmp(key, "record") != 0 && strcmp(key, "sweep") != 0)
            map->pair[map->n++] = root->pair[k];
    }
    return map;
}

static enum err read_file(struct draft *d, struct chain *chain, const char *path,
                          const char *name);

/* Reads a preset as the base, or says that there is none of that name. */
static enum err read_preset(struct draft *d, const struct yaml_node *extends,
                            const char *wanted)
{
    const struct preset *preset = presets_find(wanted);
    const char *near = presets_nearest(wanted);
    struct yaml_node *root = NULL;
    struct text all = {0};

    if (preset != NULL) {
        TRY(yaml_parse(d->yaml, preset->text, preset->name, &root, d->problems, d->err));
        return put_over(d, root);
    }
    for (int k = 0; k < presets_n(); k++)
        text_addf(&all, "%s%s", k > 0 ? ", " : "", presets_at(k)->name);
    schema_problem(d->problems, extends->source, extends->line, extends->column, "extends",
                   "there is no preset '%.80s'; %s%s%sthere are %s", wanted,
                   near != NULL ? "did you mean " : "", near != NULL ? near : "",
                   near != NULL ? "? " : "", all.nomem ? "others" : all.data);
    text_clear(&all);
    /* so that rules may be inherited from it, without a second mistake */
    TRY(yaml_parse(d->yaml, "rules: []", "extends", &root, d->problems, d->err));
    return put_over(d, root);
}

/* The file or preset that is extended, its variables filled in; a base that nobody can name is
 * the only mistake that is told. */
static enum err expand_base(struct draft *d, const struct yaml_node *extends, const char **out)
{
    struct text filled = {0};
    struct error inner;
    enum err code = expand_variables(extends->text, &filled, &inner);

    if (code == ERR_NOMEM) return nomem(d);
    if (code == ERR_OK && (filled.data == NULL || filled.data[0] == '\0'))
        code = error_set(&inner, ERR_SCENARIO,
                         "the path '%.400s' is empty once its variables are filled in",
                         extends->text);
    if (code == ERR_OK) *out = yaml_copy(d->yaml, filled.data);
    text_clear(&filled);
    if (code != ERR_OK)
        return error_set(d->err, code, "%s:%d:%d: extends: %s", extends->source->path,
                         extends->line, extends->column, inner.text);
    return *out == NULL ? nomem(d) : ERR_OK;
}

static enum err read_base(struct draft *d, struct chain *chain, const struct yaml_node *root)
{
    const struct yaml_node *extends = yaml_find(root, "extends");
    const struct yaml_source *source = root->source;
    const char *path, *name, *filled = NULL;
    struct error inner;
    enum err code;

    if (extends == NULL) return ERR_OK;
    if (extends->kind != YAML_WORD || extends->text[0] == '\0') {
        schema_problem(d->problems, source, extends->line, extends->column, "extends",
                       "the path of one file belongs here");
        return ERR_OK;
    }
    TRY(expand_base(d, extends, &filled));
    if (presets_is_one(filled)) return read_preset(d, extends, filled);
    path = beside(d, source->path, filled);
    name = beside(d, source->name, extends->text);
    if (path == NULL || name == NULL) return nomem(d);
    code = read_file(d, chain, path, name);
    if (code != ERR_SCENARIO) return code;
    inner = *d->err;
    return error_set(d->err, code, "%.900s (extended in %s:%d)", inner.text, source->path,
                     extends->line);
}

/* A file and, before it, the files it extends. */
static enum err read_file(struct draft *d, struct chain *chain, const char *path,
                          const char *name)
{
    struct yaml_node *root = NULL, *settings;

    TRY(enter_file(d, chain, path));
    TRY(yaml_read(d->yaml, path, name, &root, d->problems, d->err));
    if (root->kind != YAML_MAP)
        return error_set(d->err, ERR_SCENARIO,
                         "%s:%d:%d: a scenario is a mapping that begins with \"scenario: 1\"",
                         path, root->line, root->column);
    TRY(read_base(d, chain, root));
    settings = settings_of(d, root);
    if (settings == NULL) return nomem(d);
    d->source = root->source; /* the scenario's own file comes last */
    d->origin = yaml_find(root, "origin");
    d->record = yaml_find(root, "record");
    if (yaml_find(root, "sweep") != NULL) d->sweep = yaml_find(root, "sweep");
    return put_over(d, settings);
}

/* ---- the command line ---- */

/* A mapping with one key, placed like the value. */
static struct yaml_node *wrap(struct draft *d, const char *key, size_t n,
                              struct yaml_node *value)
{
    struct yaml_node *map = yaml_new_map(d->yaml, value, 1);
    char *copy = yaml_memory(d->yaml, n + 1);

    if (map == NULL || copy == NULL) return NULL;
    memcpy(copy, key, n);
    map->n = 1;
    map->pair[0] = (struct yaml_pair){copy, value->source, value->line, value->column, value};
    return map;
}

/* The setting that a path of the command line names; NULL where it names none. */
static const struct field *field_of(const char *path, size_t n)
{
    char name[256], *key;
    const struct section *section;

    if (n >= sizeof name) return NULL;
    memcpy(name, path, n);
    name[n] = '\0';
    key = strchr(name, '.');
    if (key != NULL) *key++ = '\0';
    section = key != NULL ? schema_find(name) : NULL;
    if (section != NULL && section->count == SECTION_MANY && key != NULL) {
        key = strchr(key, '.');
        if (key != NULL) key++;
    }
    if (section == NULL) { /* of the top level, whose keys may have dots too */
        if (key != NULL) key[-1] = '.';
        section = schema_find("");
        key = name;
    }
    return key != NULL ? schema_field(section, key) : NULL;
}

/* An option that changes nothing, or takes a whole section away, is a slip. Adds a problem for
 * a value that is not there; "" between quotes says on purpose that a setting is not set. */
static bool says_nothing(struct draft *d, const char *set, size_t n,
                         const struct yaml_node *value)
{
    const struct field *field = field_of(set, n);
    bool empty = value->kind == YAML_WORD && value->plain && value->text[0] == '\0';
    bool no_map = value->kind == YAML_MAP && value->n == 0;
    bool may_be_unset = field != NULL && field->initial != NULL && field->initial[0] == '\0';
    char *path;

    if (empty && field != NULL && field->kind == FIELD_TEXT) return false;
    if (!empty && !no_map) return false;
    path = text_copy_bytes(set, n);
    schema_problem(d->problems, value->source, 0, 0, path,
                   no_map         ? "an empty mapping sets nothing; name what is to be set"
                   : may_be_unset ? "no value is given after =; \"\" says that it is not set"
                                  : "no value is given after =");
    free(path);
    return true;
}

/* "fleet.private.km_per_day=45" */
static enum err read_set(struct draft *d, const char *set)
{
    const char *equals = strchr(set, '='), *end = equals;
    struct yaml_node *node = NULL;
    struct error inner = {0};

    if (equals == NULL || equals == set)
        return error_set(d->err, ERR_USAGE,
                         "--set %s: PATH=VALUE is needed, such as study.seed=7", set);
    if (yaml_parse(d->yaml, equals + 1, "--set", &node, d->problems, &inner) != ERR_OK)
        return error_set(d->err, inner.code == ERR_NOMEM ? ERR_NOMEM : ERR_USAGE,
                         "--set %s: the value is not YAML: %s", set, inner.text);
    if (says_nothing(d, set, (size_t)(equals - set), node)) return ERR_OK;
    while (end > set && node != NULL) {
        const char *start = end;

        while (start > set && start[-1] != '.')
            start--;
        if (start == end)
            return error_set(d->err, ERR_USAGE, "--set %s: a name is missing between two dots",
                             set);
        node = wrap(d, start, (size_t)(end - start), node);
        end = start > set ? start - 1 : set;
    }
    if (node == NULL) return nomem(d);
    return put_over(d, node);
}

enum err scenario_tree_sets(struct draft *d, int n_sets, const char *const sets[])
{
    for (int k = 0; k < n_sets; k++)
        TRY(read_set(d, sets[k]));
    return ERR_OK;
}

enum err scenario_tree_read(struct draft *d, const char *path)
{
    struct chain chain = {0};
    enum err code = read_file(d, &chain, path, base_name(path));

    for (int k = 0; k < chain.n; k++)
        free(chain.real[k]);
    return code;
}

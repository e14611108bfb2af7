/* cases_key.c - see cases_key.h. A case's key is the hash of its settings as sorted texts. */
#include "sim/cases_key.h"

#include <stdlib.h>
#include <string.h>

#include "scenarios/names.h"
#include "scenarios/sweep.h"
#include "scenarios/text.h"

enum { KEY_ROOM = 33 }; /* hex digits that are kept: 128 bits */

/* A path with the scenario's own value of it. */
struct known {
    char *path;        /* owned */
    const char *value; /* borrowed of the scenario */
};

/* A file's setting with the hash of the scenario that has it alone. */
struct named_file {
    char *set; /* owned "path=value" */
    char hash[SHA256_HEX];
};

struct cases_key {
    struct scenario_base *base;
    const struct scenario *s;
    int n_sets;
    const char *const *sets;
    struct names *names;
    char (*key)[KEY_ROOM]; /* [most] */
    int n;
    int n_known, n_files;
    struct known *known;
    struct named_file *file;
    char design[SHA256_HEX];
};

void cases_key_free(struct cases_key *keys)
{
    if (keys == NULL) return;
    for (int k = 0; k < keys->n_known; k++)
        free(keys->known[k].path);
    for (int k = 0; k < keys->n_files; k++)
        free(keys->file[k].set);
    free(keys->known);
    free(keys->file);
    free(keys->key);
    names_free(keys->names);
    free(keys);
}

enum err cases_key_create(struct cases_key **out, struct scenario_base *base,
                          const struct scenario *s, int n_sets, const char *const sets[],
                          int most, struct error *err)
{
    struct cases_key *keys = calloc(1, sizeof *keys);
    enum err code;

    if (keys == NULL) return error_nomem(err, "the design");
    keys->base = base;
    keys->s = s;
    keys->n_sets = n_sets;
    keys->sets = sets;
    memcpy(keys->design, s->hash, sizeof keys->design);
    keys->key = calloc((size_t)most + 1, sizeof *keys->key);
    code = keys->key == NULL ? error_nomem(err, "the design")
                             : names_create(&keys->names, most, err);
    if (code != ERR_OK) {
        cases_key_free(keys);
        return code;
    }
    *out = keys;
    return ERR_OK;
}

/* Paths are few and the scenario's settings many: found once. */
const char *cases_key_value(struct cases_key *keys, const char *path, size_t length)
{
    struct known *grown;

    for (int k = 0; k < keys->n_known; k++)
        if (strncmp(keys->known[k].path, path, length) == 0 &&
            keys->known[k].path[length] == '\0')
            return keys->known[k].value;
    grown = realloc(keys->known, ((size_t)keys->n_known + 1) * sizeof *grown);
    if (grown == NULL) return "";
    keys->known = grown;
    grown += keys->n_known;
    *grown = (struct known){text_copy_bytes(path, length), ""};
    if (grown->path == NULL) return "";
    keys->n_known++;
    for (int k = 0; k < keys->s->n_settings; k++)
        if (strcmp(keys->s->setting[k].path, grown->path) == 0)
            grown->value = keys->s->setting[k].value;
    return grown->value;
}

static bool is_file(const struct cases_key *keys, const char *path, size_t length)
{
    const struct sweep *sweep = keys->s->sweep;

    for (int k = 0; sweep != NULL && k < sweep->n_axes; k++)
        if (sweep->axis[k].file && strncmp(sweep->axis[k].path, path, length) == 0 &&
            sweep->axis[k].path[length] == '\0')
            return true;
    for (int k = 0; sweep != NULL && k < sweep->n_named; k++)
        for (int i = 0; i < sweep->named[k].n; i++) {
            const struct sweep_set *set = &sweep->named[k].set[i];

            if (set->file && strncmp(set->path, path, length) == 0 && set->path[length] == '\0')
                return true;
        }
    return false;
}

/* What a file's setting makes of the scenario; the text itself where it makes none alone. */
static enum err file_hash(struct cases_key *keys, const char *set, const char **hash,
                          struct error *err)
{
    const char **sets = calloc((size_t)keys->n_sets + 1, sizeof *sets);
    struct named_file *grown = realloc(keys->file, ((size_t)keys->n_files + 1) * sizeof *grown);
    struct problems *problems = calloc(1, sizeof *problems);
    struct scenario *s = NULL;
    enum err code = ERR_OK;

    if (grown != NULL) keys->file = grown;
    if (sets == NULL || grown == NULL || problems == NULL) {
        code = ERR_NOMEM;
    } else {
        grown += keys->n_files;
        *grown = (struct named_file){.set = text_copy(set)};
        keys->n_files += grown->set != NULL;
        for (int k = 0; k < keys->n_sets; k++)
            sets[k] = keys->sets[k];
        sets[keys->n_sets] = set;
        code = scenario_base_try(&s, keys->base, keys->n_sets + 1, sets, false, problems, err);
        if (code != ERR_NOMEM && grown->set != NULL) code = ERR_OK;
        if (s != NULL && problems->n == 0) memcpy(grown->hash, s->hash, sizeof grown->hash);
        *hash = grown->hash[0] != '\0' ? grown->hash : set;
    }
    scenario_free(s);
    free(problems);
    free(sets);
    return code == ERR_OK ? ERR_OK : error_nomem(err, "the files of the design");
}

/* The text that stands for a setting in a key; NULL where it changes nothing. */
static enum err text_of(struct cases_key *keys, const char *set, const char **text,
                        struct error *err)
{
    size_t length = strcspn(set, "=");

    *text = set;
    if (!is_file(keys, set, length)) {
        if (strcmp(cases_key_value(keys, set, length), set + length + 1) == 0) *text = NULL;
        return ERR_OK;
    }
    for (int k = 0; k < keys->n_files; k++)
        if (strcmp(keys->file[k].set, set) == 0) {
            *text = keys->file[k].hash[0] != '\0' ? keys->file[k].hash : set;
            return ERR_OK;
        }
    return file_hash(keys, set, text, err);
}

static int compare_texts(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;

    return strcmp(*x, *y);
}

static enum err key_of(struct cases_key *keys, const struct sweep_case *c, char hex[SHA256_HEX],
                       struct error *err)
{
    const char **sorted = calloc((size_t)c->n_sets + 1, sizeof *sorted);
    struct text all = {0};
    enum err code = sorted == NULL ? error_nomem(err, "the design") : ERR_OK;
    int n = 0;

    for (int k = 0; k < c->n_sets && code == ERR_OK; k++) {
        code = text_of(keys, c->set[k], &sorted[n], err);
        if (code == ERR_OK && sorted[n] != NULL && strcmp(sorted[n], keys->s->hash) != 0) n++;
    }
    if (code == ERR_OK) {
        qsort(sorted, (size_t)n, sizeof *sorted, compare_texts);
        for (int k = 0; k < n; k++)
            text_add_bytes(&all, sorted[k], strlen(sorted[k]) + 1);
        if (all.nomem)
            code = error_nomem(err, "the design");
        else
            sha256_bytes(all.data != NULL ? all.data : "", all.n, hex);
    }
    text_clear(&all);
    free(sorted);
    return code;
}

enum err cases_key_add(struct cases_key *keys, const struct sweep_case *c, bool *is_new,
                       struct error *err)
{
    char hex[SHA256_HEX], *key = keys->key[keys->n];
    struct text chain = {0};

    TRY(key_of(keys, c, hex, err));
    memcpy(key, hex, KEY_ROOM - 1);
    *is_new = names_add(keys->names, key, keys->n) < 0;
    if (!*is_new) return ERR_OK;
    keys->n++;
    text_addf(&chain, "%s%s%s", keys->design, hex, c->name);
    if (chain.nomem) {
        text_clear(&chain);
        return error_nomem(err, "the design");
    }
    sha256_bytes(chain.data, chain.n, keys->design);
    text_clear(&chain);
    return ERR_OK;
}

void cases_key_design(const struct cases_key *keys, char design[SHA256_HEX])
{
    memcpy(design, keys->design, sizeof keys->design);
}

/* scenario_inputs.c - the data files that a scenario names, and the scenario's hash; see
 * scenario_draft.h */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "scenarios/expand.h"
#include "scenarios/geodata.h"
#include "scenarios/scenario_draft.h"
#include "scenarios/sha256.h"

static enum err nomem(struct draft *d)
{
    return error_nomem(d->err, "the input files");
}

static bool from_option(const struct place *place)
{
    return place->source != NULL && strcmp(place->source->name, "--set") == 0;
}

/* A relative path is relative to the file that names it; one of the command line to the folder
 * the program runs in. */
static char *beside(const struct place *place, const char *path)
{
    const char *slash = strrchr(place->source->path, '/');

    if (path[0] == '/' || slash == NULL || from_option(place) || plans_is_built_in(path))
        return text_copy(path);
    return text_print("%.*s%s", (int)(slash + 1 - place->source->path), place->source->path,
                      path);
}

enum err scenario_file_path(struct draft *d, const struct place *place, const char *folder,
                            const char *written, const char *setting, char **out)
{
    struct text path = {0};
    struct error inner;
    enum err code = expand_variables(written, &path, &inner);

    if (code == ERR_NOMEM) return nomem(d);
    if (code != ERR_OK) {
        schema_problem(d->problems, place->source, place->line, place->column, setting, "%s",
                       inner.text);
        return ERR_OK;
    }
    if (path.data == NULL || path.data[0] == '\0') {
        schema_problem(d->problems, place->source, place->line, place->column, setting,
                       "the path '%s' is empty once its variables are filled in; . is the "
                       "folder itself",
                       written);
        text_clear(&path);
        return ERR_OK;
    }
    if (folder != NULL && path.data[0] != '/' && !from_option(place))
        *out = text_print("%s/%s", folder, path.data);
    else
        *out = beside(place, path.data);
    text_clear(&path);
    return *out == NULL ? nomem(d) : ERR_OK;
}

/* ---- the folder of the data ---- */

static bool is_folder(const char *path)
{
    struct stat what;

    return stat(path, &what) == 0 && S_ISDIR(what.st_mode);
}

/* Where the folder's data are to be had: a README beside the file that names it. */
static enum err hint_readme(const struct place *place, struct text *to)
{
    char *readme = from_option(place) ? NULL : beside(place, "README.md");

    if (readme != NULL && access(readme, R_OK) == 0)
        text_addf(to, "; %s says where the data are to be had", readme);
    free(readme);
    return to->nomem ? ERR_NOMEM : ERR_OK;
}

static enum err refuse_folder(struct draft *d, const struct place *place, const char *written,
                              const char *path)
{
    char *variable = expand_first_name(written);
    struct text hint = {0};
    enum err code;

    if (variable != NULL)
        text_addf(&hint,
                  "name yours by the environment variable %s or by "
                  "--set data.folder=FOLDER",
                  variable);
    else
        text_add(&hint, from_option(place) ? "name one that is there"
                                           : "name yours by --set data.folder=FOLDER");
    code = hint_readme(place, &hint);
    if (code == ERR_OK)
        schema_problem(d->problems, place->source, place->line, place->column, "data.folder",
                       "there is no folder '%s'; %s", path, hint.data);
    text_clear(&hint);
    free(variable);
    return code == ERR_OK ? ERR_OK : nomem(d);
}

/* Turns data.folder into the path of the folder. A record names its files by their full way
 * and has no folder, but remembers what the scenario said. *found is false where a problem was
 * added: one sentence, and none for each file. */
static enum err take_folder(struct draft *d, bool *found)
{
    struct scenario *s = d->s;
    int setting = scenario_setting(s, "data.folder");
    const struct place *place = &d->place[setting];
    const char *recorded = yaml_word(d->record, "folder");
    char *path = NULL;

    *found = true;
    if (s->data.folder == NULL) {
        struct text value = {0};

        if (recorded == NULL) return ERR_OK;
        yaml_put(&value, recorded);
        free(s->setting[setting].value);
        s->setting[setting].value = text_take(&value);
        return s->setting[setting].value == NULL ? nomem(d) : ERR_OK;
    }
    TRY(scenario_file_path(d, place, NULL, s->data.folder, "data.folder", &path));
    *found = path != NULL && is_folder(path);
    if (path == NULL) return ERR_OK;
    if (!*found) TRY(refuse_folder(d, place, s->data.folder, path));
    free(s->data.folder);
    s->data.folder = path;
    return ERR_OK;
}

/* ---- files ---- */

/* What the record of an earlier run says about a setting's file; NULL where it was not read
 * from the record. */
static const struct yaml_node *recorded(const struct draft *d, const struct place *place,
                                        const char *setting)
{
    if (place->source != d->source) return NULL;
    return yaml_find(yaml_find(d->record, "inputs"), setting);
}

static void compare_with_record(struct draft *d, const struct place *place,
                                const struct input_file *input)
{
    const struct yaml_node *before = recorded(d, place, input->setting);
    const char *sha256 = yaml_word(before, "sha256");

    if (sha256 == NULL || strcmp(sha256, input->sha256) == 0) return;
    schema_problem(
        d->problems, before->source, before->line, before->column, input->setting,
        "the file %s is not the one of the recorded run: its SHA-256 is %s, recorded "
        "is %s",
        input->path, input->sha256, sha256);
}

/* A Shapefile is several files of one name: the hash is that of a line for each of them that is
 * there, its ending and its own hash. */
static enum err hash_parts(struct hashes *hashes, const char *path, char hex[SHA256_HEX],
                           struct error *err)
{
    struct text lines = {0};
    enum err code = ERR_OK;
    char *part;

    for (int k = 0; code == ERR_OK && (part = geodata_part(path, k)) != NULL; k++) {
        if (k == 0 || access(part, F_OK) == 0) {
            code = hashes_file(hashes, part, hex, err);
            text_addf(&lines, "%s %s\n", strrchr(part, '.'), hex);
        }
        free(part);
    }
    if (code == ERR_OK && (lines.nomem || lines.data == NULL)) code = error_nomem(err, path);
    if (code == ERR_OK) sha256_bytes(lines.data, lines.n, hex);
    text_clear(&lines);
    return code;
}

static bool has_parts(const char *path)
{
    char *second = geodata_part(path, 1);
    bool several = second != NULL;

    free(second);
    return several;
}

static enum err hash_file(struct hashes *hashes, const char *path, char hex[SHA256_HEX],
                          struct error *err)
{
    const char *text = plans_built_in(path);

    if (text != NULL)
        sha256_bytes(text, strlen(text), hex);
    else if (plans_is_built_in(path))
        return error_set(
            err, ERR_DATA,
            "there is no built-in catalogue '%s'; the one there is is plan:current", path);
    else if (has_parts(path))
        return hash_parts(hashes, path, hex, err);
    else
        return hashes_file(hashes, path, hex, err);
    return ERR_OK;
}

/* Replaces the path as written by the path to open, hashes the file. */
static enum err take_file(struct draft *d, int setting, char **member)
{
    struct scenario *s = d->s;
    const struct place *place = &d->place[setting];
    bool catalogue = strcmp(s->setting[setting].path, "plans") == 0; /* beside the scenario */
    const char *folder = catalogue ? NULL : s->data.folder;
    const char *name = yaml_word(recorded(d, place, s->setting[setting].path), "name");
    struct input_file *more, *input;
    char *path = NULL;
    struct error inner;

    /* a folder named for a record holds the files under the names that the scenario gave */
    TRY(scenario_file_path(d, place, folder, name != NULL && folder != NULL ? name : *member,
                           s->setting[setting].path, &path));
    if (path == NULL) return ERR_OK;
    more = realloc(s->input, ((size_t)s->n_inputs + 1) * sizeof *more);
    if (more == NULL) {
        free(path);
        return nomem(d);
    }
    s->input = more;
    input = &s->input[s->n_inputs++];
    *input = (struct input_file){text_copy(s->setting[setting].path),
                                 path,
                                 text_copy(name != NULL ? name : *member),
                                 "",
                                 {.st_ino = 0}};
    if (stat(input->path, &input->look) != 0) input->look = (struct stat){.st_ino = 0};
    if (input->setting == NULL || input->name == NULL) return nomem(d);
    free(*member);
    *member = text_copy(input->path);
    if (*member == NULL) return nomem(d);
    if (name != NULL) {
        struct text value = {0};

        yaml_put(&value, name);
        free(s->setting[setting].value);
        s->setting[setting].value = text_take(&value);
        if (s->setting[setting].value == NULL) return nomem(d);
    }
    if (hash_file(d->hashes, input->path, input->sha256, &inner) == ERR_OK)
        compare_with_record(d, place, input);
    else
        schema_problem(d->problems, place->source, place->line, place->column, input->setting,
                       "%s", inner.text);
    return ERR_OK;
}

static enum err take_files(struct draft *d, const struct section *section, char *record,
                           const char *path)
{
    for (int k = 0; k < section->n_fields; k++) {
        const struct field *f = &section->field[k];
        char **member = (char **)(void *)(record + f->offset);
        char *full;
        int setting;

        if (f->kind != FIELD_FILE || *member == NULL) continue;
        full = text_print("%s%s%s", path, path[0] != '\0' ? "." : "", f->key);
        if (full == NULL) return nomem(d);
        setting = scenario_setting(d->s, full);
        free(full);
        if (setting >= 0) TRY(take_file(d, setting, member));
    }
    return ERR_OK;
}

/* Over the values, with the content of files for their names: the same wherever they lie; and
 * over the figures of the facts that stand for some of them. */
static enum err hash_scenario(struct draft *d)
{
    struct scenario *s = d->s;
    struct text all = {0};
    int next = 0;

    for (int k = 0; k < s->n_settings; k++) {
        bool file =
            next < s->n_inputs && strcmp(s->input[next].setting, s->setting[k].path) == 0;

        if (strcmp(s->setting[k].path, "data.folder") == 0) continue;
        text_addf(&all, "%s=%s\n", s->setting[k].path,
                  file ? s->input[next].sha256 : s->setting[k].value);
        next += file;
    }
    scenario_facts_put(s, &all);
    if (all.nomem) {
        text_clear(&all);
        return nomem(d);
    }
    sha256_bytes(all.data, all.n, s->hash);
    text_clear(&all);
    return ERR_OK;
}

enum err scenario_inputs(struct draft *d)
{
    bool found;

    TRY(take_folder(d, &found));
    if (!found) return ERR_OK;
    for (int k = 0; k < schema_n(); k++) {
        const struct section *section = schema_section(k);
        int n;
        char *records = scenario_records(d->s, section, &n);

        for (int r = 0; r < n; r++) {
            char *record = records + (size_t)r * section->size;
            char *path = section->count == SECTION_MANY
                             ? text_print("%s.%s", section->name, *(char **)(void *)record)
                             : text_copy(section->name);
            enum err code = path == NULL ? nomem(d) : take_files(d, section, record, path);

            free(path);
            if (code != ERR_OK) return code;
        }
    }
    return hash_scenario(d);
}

/* scenario_inputs.c - the data files that a scenario names, and the scenario's hash; see
 * scenario_draft.h */
#include <stdlib.h>
#include <string.h>

#include "scenarios/scenario_draft.h"
#include "scenarios/sha256.h"

static enum err nomem(struct draft *d)
{
    return error_nomem(d->err, "the input files");
}

/* A relative path is relative to the file that names it; one of the command line to the folder
 * the program runs in. */
static char *resolved(const struct place *place, const char *written)
{
    const char *slash = strrchr(place->source->path, '/');
    bool here = written[0] == '/' || slash == NULL || strcmp(place->source->name, "--set") == 0;

    if (here) return text_copy(written);
    return text_print("%.*s%s", (int)(slash + 1 - place->source->path), place->source->path,
                      written);
}

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

/* Replaces the path as written by the path to open, hashes the file. */
static enum err take_file(struct draft *d, int setting, char **member)
{
    struct scenario *s = d->s;
    const struct place *place = &d->place[setting];
    const char *name = yaml_word(recorded(d, place, s->setting[setting].path), "name");
    struct input_file *more, *input;
    struct error inner;

    more = realloc(s->input, ((size_t)s->n_inputs + 1) * sizeof *more);
    if (more == NULL) return nomem(d);
    s->input = more;
    input = &s->input[s->n_inputs++];
    *input = (struct input_file){text_copy(s->setting[setting].path), resolved(place, *member),
                                 text_copy(name != NULL ? name : *member), ""};
    if (input->setting == NULL || input->path == NULL || input->name == NULL) return nomem(d);
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
    if (sha256_file(input->path, input->sha256, &inner) == ERR_OK)
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
        full = text_print("%s.%s", path, f->key);
        if (full == NULL) return nomem(d);
        setting = scenario_setting(d->s, full);
        free(full);
        if (setting >= 0) TRY(take_file(d, setting, member));
    }
    return ERR_OK;
}

/* Over the values, with the content of files for their names: the same wherever they lie. */
static enum err hash_scenario(struct draft *d)
{
    struct scenario *s = d->s;
    struct text all = {0};
    int next = 0;

    for (int k = 0; k < s->n_settings; k++) {
        bool file =
            next < s->n_inputs && strcmp(s->input[next].setting, s->setting[k].path) == 0;

        text_addf(&all, "%s=%s\n", s->setting[k].path,
                  file ? s->input[next].sha256 : s->setting[k].value);
        next += file;
    }
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

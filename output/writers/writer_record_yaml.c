/* writer_record_yaml.c - every setting of a run, as a scenario that can be run again.
 *
 * The settings come first, nested as in any scenario, those of defaults too. `origin` says
 * where each was written and `record` what it was run with; both are copied when a record is
 * run again, and the paths of data files are relative to the folder of the record. So the
 * record of the second run has the same bytes, if its folder stands beside the first. */
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/fleet/fit.h"
#include "model/milp.h"
#include "output/writers/writer.h"
#include "scenarios/plans.h"
#include "scenarios/text.h"
#include "scenarios/yaml.h"

/* ---- paths ---- */

/* Absolute path of a folder that is not there yet: its parent is. Own it; NULL: no memory or no
 * parent. */
static char *absolute(const char *folder)
{
    char *copy = text_copy(folder), *again = text_copy(folder), *parent, *path = NULL;

    if (copy != NULL && again != NULL) {
        parent = realpath(dirname(copy), NULL);
        if (parent != NULL)
            path = text_print("%s/%s", strcmp(parent, "/") == 0 ? "" : parent, basename(again));
        free(parent);
    }
    free(copy);
    free(again);
    return path;
}

/* The way from a folder to a file that is not in it, both absolute: "../city/zones.csv". */
static void put_way(struct text *to, const char *folder, const char *file)
{
    size_t common = 0;

    for (size_t k = 0; folder[k] == file[k] && folder[k] != '\0'; k++)
        if (folder[k] == '/') common = k;
    for (const char *s = folder + common; *s != '\0'; s++)
        if (*s == '/') text_add(to, "../");
    text_add(to, file + common + 1);
}

/* ---- settings ---- */

struct record {
    const struct scenario *s;
    const char *folder; /* absolute */
    struct text text;
    char last[256]; /* path of the setting before */
    int n_inputs;   /* written so far */
};

/* Value of a setting; a data file's path as seen from the record. */
static void put_value(struct record *r, const struct setting *setting)
{
    const struct scenario *s = r->s;
    struct text way = {0};
    char *file;

    if (strcmp(setting->path, "data.folder") == 0) { /* the files are named from here */
        text_add(&r->text, "\n");
        return;
    }
    if (r->n_inputs == s->n_inputs ||
        strcmp(s->input[r->n_inputs].setting, setting->path) != 0) {
        text_addf(&r->text, "%s%s\n", setting->value[0] != '\0' ? " " : "", setting->value);
        return;
    }
    file = plans_is_built_in(s->input[r->n_inputs].path)
               ? NULL
               : realpath(s->input[r->n_inputs].path, NULL);
    r->n_inputs++;
    if (file == NULL) {
        text_addf(&r->text, " %s\n", setting->value);
        return;
    }
    put_way(&way, r->folder, file);
    text_add(&r->text, " ");
    if (way.nomem)
        r->text.nomem = true;
    else
        yaml_put(&r->text, way.data);
    text_add(&r->text, "\n");
    text_clear(&way);
    free(file);
}

static void put_name(struct text *to, const char *start, size_t n)
{
    char *name = text_copy_bytes(start, n);

    if (name == NULL)
        to->nomem = true;
    else
        yaml_put(to, name);
    free(name);
}

/* "fleet.private.km_per_day": the levels that the setting before did not open, then the key. */
static void put_nested(struct record *r, const struct setting *setting)
{
    const char *path = setting->path, *name = path;
    bool same = true;
    int level = 0;

    for (;; level++) {
        size_t n = strcspn(name, ".");
        size_t upto = (size_t)(name - path) + n + 1; /* with the dot */

        if (name[n] == '\0') break;
        same = same && strncmp(r->last, path, upto) == 0;
        if (!same) {
            if (level == 0) text_add(&r->text, "\n");
            text_addf(&r->text, "%*s", 2 * level, "");
            put_name(&r->text, name, n);
            text_add(&r->text, ":\n");
        }
        name += n + 1;
    }
    text_addf(&r->text, "%*s", 2 * level, "");
    put_name(&r->text, name, strlen(name));
    text_add(&r->text, ":");
    put_value(r, setting);
    snprintf(r->last, sizeof r->last, "%.255s", path);
}

/* "rules[2]", "rules[2].target" or "beside[1].share.part": items of a list. */
static void put_item(struct record *r, const struct setting *setting)
{
    const char *path = setting->path, *dot = strchr(path, '.');
    const char *group = dot != NULL ? strchr(dot + 1, '.') : NULL;
    size_t list = strcspn(path, "[") + 1;
    size_t n = dot != NULL ? (size_t)(dot - path) : strlen(path);
    bool same = strncmp(r->last, path, n) == 0 && (r->last[n] == '\0' || r->last[n] == '.');
    bool inside =
        group != NULL && same && strncmp(r->last, path, (size_t)(group - path) + 1) == 0;

    if (strncmp(r->last, path, list) != 0)
        text_addf(&r->text, "\n%.*s:\n", (int)list - 1, path);
    if (!inside) text_add(&r->text, same ? "    " : "  - ");
    if (!inside && group != NULL)
        text_addf(&r->text, "%.*s:\n", (int)(group - dot - 1), dot + 1);
    if (dot == NULL) {
        text_addf(&r->text, "%s\n", setting->value);
    } else {
        text_addf(&r->text, "%s%s:", group != NULL ? "      " : "",
                  group != NULL ? group + 1 : dot + 1);
        put_value(r, setting);
    }
    snprintf(r->last, sizeof r->last, "%.255s", path);
}

/* ---- what was run ---- */

static void put_origin(struct record *r)
{
    text_add(&r->text, "\n# Where each setting was written.\norigin:\n");
    for (int k = 0; k < r->s->n_settings; k++) {
        text_add(&r->text, "  ");
        yaml_put(&r->text, r->s->setting[k].path);
        text_add(&r->text, ": ");
        yaml_put(&r->text, r->s->setting[k].origin);
        text_add(&r->text, "\n");
    }
}

static void put_facts(struct record *r)
{
    const struct scenario *s = r->s;

    const char *folder = "";

    for (int k = 0; k < s->n_settings; k++)
        if (strcmp(s->setting[k].path, "data.folder") == 0) folder = s->setting[k].value;
    text_addf(&r->text,
              "\n# What was run; the files have to be these when the record is run again.\n"
              "record:\n  program: chargeplan %s\n"
              "  libraries: {glpk: \"%s\", gsl: \"%s\"}\n  seed: %d\n  hash: %s\n",
              CHARGEPLAN_VERSION, milp_library_version(), fit_library_version(), s->study.seed,
              s->hash);
    if (folder[0] != '\0') text_addf(&r->text, "  folder: %s\n", folder);
    text_add(&r->text, "  inputs:\n");
    for (int k = 0; k < s->n_inputs; k++) {
        text_add(&r->text, "    ");
        yaml_put(&r->text, s->input[k].setting);
        text_add(&r->text, ": {name: ");
        yaml_put(&r->text, s->input[k].name);
        text_addf(&r->text, ", sha256: %s}\n", s->input[k].sha256);
    }
    text_add(&r->text, "  # the scenario's own file, as it was\n  scenario: ");
    yaml_put_lines(&r->text, s->text, 4);
    text_add(&r->text, "\n");
}

/* What the record repeats; the network of a simulation is named on the command line alone. */
static const char *first_line(const struct run *run)
{
    if (run->is_stand)
        return "# Record of a simulation by chargeplan: `chargeplan simulate record.yaml -o "
               "DIR` with\n# the same --plan or --today repeats it.\n";
    if (run->operation != NULL && !run->scenario->simulation.in_run)
        return "# Record of a run of chargeplan: `chargeplan simulate record.yaml -o DIR` "
               "repeats it.\n";
    return "# Record of a run of chargeplan: `chargeplan run record.yaml -o DIR` repeats it.\n";
}

static enum err write_record(const struct run *run, const char *folder, FILE *stream,
                             struct error *err)
{
    char *path = absolute(folder);
    struct record r = {.s = run->scenario, .folder = path};

    if (path == NULL) return error_nomem(err, "the record");
    text_add(&r.text, first_line(run));
    for (int k = 0; k < r.s->n_settings; k++) {
        const struct setting *setting = &r.s->setting[k];

        if (setting->path[strcspn(setting->path, ".[")] == '[')
            put_item(&r, setting);
        else
            put_nested(&r, setting);
    }
    put_origin(&r);
    put_facts(&r);
    free(path);
    if (r.text.nomem) {
        text_clear(&r.text);
        return error_nomem(err, "the record");
    }
    fwrite(r.text.data, 1, r.text.n, stream);
    text_clear(&r.text);
    return ERR_OK;
}

const struct writer writer_record_yaml = {
    .name = "record_yaml",
    .file = "record.yaml",
    .summary =
        "every setting with its origin, seed, versions and input hashes; can be run again",
    .write_into = write_record,
    .of_simulation = true,
};

/* scenario_base.c - from files and options to a scenario; see scenario_base.h and
 * scenario_draft.h */
#include "scenarios/scenario_base.h"

#include <stdlib.h>
#include <string.h>

#include "scenarios/scenario_draft.h"

struct scenario_base {
    char *path;
    struct draft tree; /* what the files say; its yaml is owned */
    struct hashes *hashes;
};

static bool all_from_options(const struct problems *problems)
{
    int kept = problems->n < PROBLEMS_KEPT ? problems->n : PROBLEMS_KEPT;

    for (int k = 0; k < kept; k++)
        if (strncmp(problems->text[k], "--set: ", 7) != 0) return false;
    return true;
}

/* Keeps the file's name and its text, or the text of the recorded run's scenario. */
static enum err keep_text(struct draft *d, const char *path)
{
    const char *recorded = yaml_word(d->record, "scenario");
    const char *text = d->source->text;

    if (strncmp(text, "\xEF\xBB\xBF", 3) == 0) text += 3;
    d->s->file = text_copy(path);
    d->s->text = text_copy(recorded != NULL ? recorded : text);
    return d->s->file == NULL || d->s->text == NULL ? error_nomem(d->err, path) : ERR_OK;
}

/* Where settings were written outlives the tree, for what is found wrong later. */
static enum err keep_places(struct draft *d)
{
    struct scenario *s = d->s;

    s->place = calloc((size_t)s->n_settings + 1, sizeof *s->place);
    if (s->place == NULL) return error_nomem(d->err, "the settings");
    for (int k = 0; k < s->n_settings; k++) {
        const struct place *from = &d->place[k];
        bool option = from->source != NULL && strcmp(from->source->name, "--set") == 0;

        if (from->source == NULL) continue;
        s->place[k] = (struct setting_place){
            text_copy(from->source->path), option ? 0 : from->line, option ? 0 : from->column};
        if (s->place[k].file == NULL) return error_nomem(d->err, "the settings");
    }
    return ERR_OK;
}

/* The years and kinds that follow from other settings where they are not set. */
static enum err resolve(struct scenario *s, struct error *err)
{
    struct placement_params *p = &s->placement;
    char **chosen[N_SERVICES] = {&p->fast_kind, &p->slow_kind};

    if (p->phases.n == 0 && s->study.years.n > 1 && scenario_builds(s)) {
        p->phases.year = malloc(sizeof *p->phases.year);
        if (p->phases.year == NULL) return error_nomem(err, "the phases");
        p->phases.year[0] = s->study.years.year[s->study.years.n - 1];
        p->phases.n = 1;
    }
    for (int service = 0; service < N_SERVICES; service++)
        for (int k = 0; k < s->n_kinds && *chosen[service] == NULL; k++) {
            if (s->kind[k].system != service) continue;
            *chosen[service] = text_copy(s->kind[k].id);
            if (*chosen[service] == NULL) return error_nomem(err, "the kinds");
        }
    return ERR_OK;
}

/* The steps behind the tree. */
static enum err read_rest(struct draft *d, const char *path, bool design)
{
    TRY(scenario_paths(d));
    TRY(scenario_fill(d));
    TRY(scenario_inputs(d));
    TRY(scenario_paths_check(d));
    TRY(scenario_check(d));
    if (design) TRY(scenario_sweep(d));
    TRY(keep_text(d, path));
    TRY(keep_places(d));
    TRY(resolve(d->s, d->err));
    d->whole = true;
    return ERR_OK;
}

static enum err conclude(const char *path, const struct problems *problems, struct error *err)
{
    if (problems->n == 0) return ERR_OK;
    return error_set(err, all_from_options(problems) ? ERR_USAGE : ERR_SCENARIO,
                     "%s: %d mistake%s", path, problems->n, problems->n == 1 ? "" : "s");
}

void scenario_base_close(struct scenario_base *base)
{
    if (base == NULL) return;
    yaml_close(base->tree.yaml);
    hashes_free(base->hashes);
    free(base->path);
    free(base);
}

enum err scenario_base_open(struct scenario_base **out, const char *path,
                            struct problems *problems, struct error *err)
{
    struct scenario_base *base = calloc(1, sizeof *base);
    enum err code;

    if (base == NULL) return error_nomem(err, "the scenario");
    base->path = text_copy(path);
    base->hashes = hashes_create();
    base->tree = (struct draft){.yaml = yaml_open(), .problems = problems, .err = err};
    if (base->path == NULL || base->hashes == NULL || base->tree.yaml == NULL)
        code = error_nomem(err, "the scenario");
    else
        code = scenario_tree_read(&base->tree, path);
    if (code == ERR_OK) {
        *out = base;
        return ERR_OK;
    }
    scenario_base_close(base);
    if (code != ERR_SCENARIO) return code;
    problems_add(problems, NULL, 0, 0, NULL, "%s", err->text);
    return conclude(path, problems, err);
}

enum err scenario_base_try(struct scenario **out, struct scenario_base *base, int n_sets,
                           const char *const sets[], bool design, struct problems *problems,
                           struct error *err)
{
    struct draft d = base->tree;
    enum err code;

    d.problems = problems;
    d.err = err;
    d.hashes = base->hashes;
    d.yaml = yaml_open(); /* what is made on the way goes with it, the base's trees stay */
    d.s = calloc(1, sizeof *d.s);
    if (d.yaml == NULL || d.s == NULL)
        code = error_nomem(err, "the scenario");
    else
        code = scenario_tree_sets(&d, n_sets, sets);
    if (code == ERR_OK) code = read_rest(&d, base->path, design);
    if (code == ERR_OK) code = conclude(base->path, problems, err);
    yaml_close(d.yaml);
    free(d.place);
    *out = d.whole ? d.s : NULL;
    if (!d.whole) scenario_free(d.s);
    return code;
}

enum err scenario_try(struct scenario **out, const char *path, int n_sets,
                      const char *const sets[], struct problems *problems, struct error *err)
{
    struct scenario_base *base = NULL;
    enum err code = scenario_base_open(&base, path, problems, err);

    *out = NULL;
    if (code == ERR_OK) code = scenario_base_try(out, base, n_sets, sets, true, problems, err);
    scenario_base_close(base);
    return code;
}

enum err scenario_read(struct scenario **out, const char *path, int n_sets,
                       const char *const sets[], struct problems *problems, struct error *err)
{
    struct scenario *s = NULL;
    enum err code = scenario_try(&s, path, n_sets, sets, problems, err);

    if (code == ERR_OK)
        *out = s;
    else
        scenario_free(s);
    return code;
}

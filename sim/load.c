/* load.c - scenario, catalogue and city, checked together. */
#include "sim/load.h"

#include <string.h>

#include "model/demand/demand.h"
#include "model/fleet/fleet.h"
#include "model/placement/placement.h"
#include "model/placement/placement_settings.h"
#include "model/rules.h"
#include "scenarios/scenario_base.h"
#include "scenarios/text.h"

void load_clear(struct loaded *loaded)
{
    city_free(loaded->city);
    scenario_free(loaded->scenario);
    memset(loaded, 0, sizeof *loaded);
}

static void check_model(const struct scenario *s, struct problems *problems)
{
    const char *names[32], *near;
    int n = placement_n_models();

    placement_settings_check(s, problems);
    if (s->placement.model == NULL || placement_find(s->placement.model) || !scenario_builds(s))
        return;
    for (int k = 0; k < n && k < 31; k++)
        names[k] = placement_model_at(k)->name;
    names[n++] = "none";
    near = text_nearest(s->placement.model, n, names);
    scenario_problem(s, problems, "placement.model",
                     "there is no model '%s'%s%s%s `chargeplan models` lists them",
                     s->placement.model, near ? "; did you mean '" : ";", near ? near : "",
                     near ? "'?" : "");
}

/* P above the sites that may be opened is a slip of the pen. */
static void check_sites(const struct scenario *s, const struct city *city,
                        struct problems *problems)
{
    int n = 0;

    for (int k = 0; k < city->n_sites; k++)
        n += city->site[k].status == SITE_CANDIDATE || city->site[k].status == SITE_REQUIRED;
    if (s->placement.p > n)
        scenario_problem(s, problems, "placement.p",
                         "%d is above the number of required and candidate sites, %d",
                         s->placement.p, n);
}

void load_check(const struct scenario *s, struct problems *problems)
{
    check_model(s, problems);
    rules_check(s, s->plans, problems);
    fleet_check(s, problems);
}

static bool next_shared(const struct scenario *s, int *k)
{
    while (*k < s->n_settings && strncmp(s->setting[*k].path, "placement.", 10) == 0)
        (*k)++;
    return *k < s->n_settings;
}

/* Are all settings outside `placement`, all inputs and all figures of facts the same? */
static bool same_city(const struct scenario *a, const struct scenario *b)
{
    int i = 0, j = 0;

    for (;; i++, j++) {
        bool more = next_shared(a, &i);

        if (next_shared(b, &j) != more) return false;
        if (!more) break;
        if (strcmp(a->setting[i].path, b->setting[j].path) != 0 ||
            strcmp(a->setting[i].value, b->setting[j].value) != 0)
            return false;
    }
    if (a->n_inputs != b->n_inputs || a->n_uses != b->n_uses) return false;
    for (int k = 0; k < a->n_inputs; k++)
        if (strcmp(a->input[k].path, b->input[k].path) != 0 ||
            strcmp(a->input[k].sha256, b->input[k].sha256) != 0)
            return false;
    for (int k = 0; k < a->n_uses; k++)
        if (strcmp(a->use[k].fact->id, b->use[k].fact->id) != 0 ||
            !(a->use[k].fact->value == b->use[k].fact->value))
            return false;
    return true;
}

/* What only model and data files can tell, as far as the settings that it needs are sound. */
static enum err check_rest(struct loaded *l, bool *shared, const struct loaded *before,
                           struct problems *problems, struct error *err)
{
    enum err code = ERR_OK;

    load_check(l->scenario, problems);
    *shared = problems->n == 0 && before != NULL && before->city != NULL &&
              same_city(l->scenario, before->scenario);
    if (*shared)
        l->city = before->city;
    else
        code = city_read(&l->city, l->scenario, problems, err);
    if (code == ERR_OK) {
        check_sites(l->scenario, l->city, problems);
        rules_check_where(l->scenario, l->city, problems);
        if (problems->n == 0) demand_check(l->scenario, l->city, problems);
    }
    return code == ERR_NOMEM ? code : ERR_OK;
}

/* Checks a scenario that code and problems tell of and that was read from `path`, as far as it
 * was read, and hands it over where it is fine. */
static enum err finish(struct loaded *out, bool *shared, const struct loaded *before,
                       struct scenario *scenario, enum err code, const char *path,
                       struct problems *problems, struct error *err)
{
    struct loaded l = {.scenario = scenario};
    enum err rest = ERR_OK;
    int n = problems->n;
    bool same = false;

    if (scenario != NULL) rest = check_rest(&l, &same, before, problems, err);
    if (rest != ERR_OK)
        code = rest;
    else if (problems->n > n) /* an option is only a slip of the command line by itself */
        code = error_set(err, ERR_SCENARIO, "%s: %d mistake%s", path, problems->n,
                         problems->n == 1 ? "" : "s");
    if (code != ERR_OK) {
        if (same) l.city = NULL;
        load_clear(&l);
        return code;
    }
    *out = l;
    *shared = same;
    return ERR_OK;
}

enum err load_scenario_after(struct loaded *out, bool *shared, const struct loaded *before,
                             struct scenario_base *files, int n_sets, const char *const sets[],
                             struct problems *problems, struct error *err)
{
    struct scenario *s = NULL;
    enum err code = scenario_base_try(&s, files, n_sets, sets, false, problems, err);

    return finish(out, shared, before, s, code, s != NULL ? s->file : "", problems, err);
}

enum err load_scenario(struct loaded *out, const char *path, int n_sets,
                       const char *const sets[], struct problems *problems, struct error *err)
{
    struct scenario *s = NULL;
    enum err code = scenario_try(&s, path, n_sets, sets, problems, err);
    bool shared;

    return finish(out, &shared, NULL, s, code, path, problems, err);
}

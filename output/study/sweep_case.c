/* sweep_case.c - see sweep_case.h */
#include "output/study/sweep_case.h"

#include <stdlib.h>
#include <string.h>

#include "model/placement/placement.h"
#include "output/commands/command.h"
#include "output/study/study_city.h"

/* The next city may lie where this one does: what tells of places stays. */
static void clear_city(struct sweep_base *base)
{
    run_base_free(base->base);
    if (base->loaded != NULL) load_clear(base->loaded);
    free(base->loaded);
    base->base = NULL;
    base->loaded = NULL;
}

static void clear_places(struct sweep_base *base)
{
    study_names_free(base->names);
    digest_free(base->digest);
    base->names = NULL;
    base->digest = NULL;
}

void sweep_base_clear(struct sweep_base *base)
{
    clear_city(base);
    clear_places(base);
    scenario_base_close(base->files);
    base->files = NULL;
}

int sweep_case_status(const struct run *run)
{
    int status = STATUS_DONE;

    for (int k = 0; k < run->n_phases; k++) {
        if (run->phase[k].status == PLAN_INFEASIBLE) return STATUS_INFEASIBLE;
        if (run->phase[k].stop == STOP_TIME || run->phase[k].status == PLAN_UNKNOWN)
            status = STATUS_LIMIT;
    }
    return status;
}

/* The case's scenario, checked; its city is the base's where *shared. */
static enum err load_case(const struct sweep_options *o, const struct sweep_case *c,
                          struct sweep_base *base, struct loaded *out, bool *shared,
                          struct error *err)
{
    int n = o->n_sets + c->n_sets;
    const char **sets = calloc((size_t)n + 1, sizeof *sets);
    struct problems *problems = calloc(1, sizeof *problems);
    enum err code;

    if (sets == NULL || problems == NULL) {
        code = error_nomem(err, "a case");
    } else {
        for (int k = 0; k < n; k++)
            sets[k] = k < o->n_sets ? o->sets[k] : c->set[k - o->n_sets];
        code = base->files == NULL ? scenario_base_open(&base->files, o->file, problems, err)
                                   : ERR_OK;
        if (code == ERR_OK)
            code = load_scenario_after(out, shared, base->loaded, base->files, n, sets,
                                       problems, err);
        if (code != ERR_OK && code != ERR_NOMEM && problems->n > 0)
            error_set(err, code, "%s", problems->text[0]);
    }
    free(problems);
    free(sets);
    return code;
}

static enum err check_id(const struct sweep_case *c, const struct scenario *s,
                         struct error *err)
{
    if (strncmp(s->hash, c->id, strlen(c->id)) == 0) return ERR_OK;
    return error_set(err, ERR_DATA,
                     "its settings or input files changed since the sweep began; start the "
                     "sweep again");
}

enum err sweep_case_run(const struct sweep_options *o, const struct sweep_case *c,
                        struct sweep_base *base, struct scenario **own, struct run **run,
                        int n_threads, struct error *err)
{
    struct loaded loaded = {0};
    const struct scenario *scenario;
    bool shared = false;

    TRY(load_case(o, c, base, &loaded, &shared, err));
    if (shared) {
        scenario = *own = loaded.scenario;
    } else {
        clear_city(base);
        base->loaded = calloc(1, sizeof *base->loaded);
        if (base->loaded == NULL) {
            load_clear(&loaded);
            return error_nomem(err, "what cases share");
        }
        *base->loaded = loaded;
        scenario = loaded.scenario;
    }
    TRY(check_id(c, scenario, err));
    if (base->base == NULL)
        TRY(run_base_create(&base->base, base->loaded->scenario, base->loaded->city, n_threads,
                            err));
    return run_create_on(run, base->base, scenario, scenario->plans, n_threads, err);
}

/* Stores a finished run; the places of things are worked out once for a base. */
static enum err keep(const struct run *run, const struct study_claim *claim,
                     struct study_file *study, struct sweep_base *base, struct error *err)
{
    uint64_t mark = study_city_mark(run->city);

    if (mark != base->mark) clear_places(base);
    base->mark = mark;
    if (base->digest == NULL) TRY(digest_create(&base->digest, run, err));
    if (base->names == NULL)
        TRY(study_names_create(&base->names, study, run->city, base->digest, err));
    return study_keep(study, claim, run, base->digest, base->names, sweep_case_status(run),
                      err);
}

enum err sweep_case_work(const struct sweep_options *options, const struct sweep_case *c,
                         const struct study_claim *claim, struct study_file *study,
                         struct sweep_base *base, int n_threads, struct error *err)
{
    struct scenario *own = NULL;
    struct run *run = NULL;
    struct error why = {0};
    enum err code = sweep_case_run(options, c, base, &own, &run, n_threads, &why);

    if (placement_interrupted) {
        code = study_give_back(study, claim, err);
        if (code == ERR_OK) code = error_set(err, ERR_INTERRUPTED, "interrupted");
    } else if (code == ERR_OK) {
        code = keep(run, claim, study, base, err);
    } else {
        code = study_keep_error(study, claim, &why, err);
    }
    run_free(run);
    scenario_free(own);
    return code;
}

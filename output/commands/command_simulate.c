/* command_simulate.c - what using a network would be like: of a plan, or of what stands. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "output/commands/command.h"
#include "output/commands/planned.h"
#include "output/compare/stand.h"
#include "output/report/glyphs.h"
#include "output/use_text.h"
#include "output/writers/writer.h"
#include "scenarios/text.h"
#include "sim/load.h"
#include "sim/simulate.h"

static const struct option_spec spec[] = {
    {"output", true},  {"plan", true},     {"year", true}, {"today", false},
    {"threads", true}, {"partial", false}, {NULL, false}};

/* What the command line asks for. */
struct asked {
    const char *file, *folder;
    char plan[4096]; /* "": none */
    int year;        /* of the plan; 0: the last */
    bool today, partial;
    int n_threads;
    const struct options *o;
};

/* ---- afterwards ---- */

static void print_summary(const struct run *run, const char *folder)
{
    printf("%s\n", scenario_title(run->scenario, LANGUAGE_EN));
    use_text_print(run, stdout);
    printf("in %s:", folder);
    for (int k = 0; k < writer_n(); k++)
        if (writer_at(k)->of_simulation && writer_wanted(writer_at(k), run))
            printf(" %s", writer_at(k)->file);
    printf("\n");
    if (!run->is_stand) printf("report: %s/report.html\n", folder);
}

static int write_and_tell(const struct run *run, const struct asked *a)
{
    struct error err = {0};
    char sentence[1024];
    bool missing;

    planned_warn(run);
    if (glyphs_check(run->scenario, run->city, &missing, sentence, sizeof sentence, &err) !=
        ERR_OK)
        return command_fail(&err);
    if (missing) fprintf(stderr, "chargeplan: warning: %s\n", sentence);
    if (placement_interrupted && !a->partial) /* after the last replication */
        return command_fail(
            &(struct error){ERR_INTERRUPTED, "interrupted; nothing was written"});
    if (folder_write(run, a->folder, &err) != ERR_OK) return command_fail(&err);
    if (!a->o->json)
        print_summary(run, a->folder);
    else if (writer_simulation_json.write(run, stdout, &err) != ERR_OK)
        return command_fail(&err);
    if (simulate_is_partial(run)) {
        fprintf(stderr, "chargeplan: interrupted; what was finished is written and marked "
                        "partial\n");
        return STATUS_INTERRUPTED;
    }
    return planned_status(run);
}

/* ---- the run ---- */

/* The networks of the plan that the scenario makes. */
static enum err simulate_plan(struct run **out, const struct loaded *l, const struct asked *a,
                              struct error *err)
{
    enum err code =
        run_create_plan(out, l->scenario, l->city, l->scenario->plans, a->n_threads, err);

    if (code != ERR_OK) return code;
    code = simulate_run(*out, a->partial, err);
    if (code == ERR_OK) return ERR_OK;
    run_free(*out);
    *out = NULL;
    return code;
}

static void warn_of_plan(const struct asked *a, const struct stand *stand)
{
    if (stand->infeasible)
        fprintf(stderr,
                "chargeplan: warning: %s: a phase has no plan, so that what stands in %d is "
                "what stood before it\n",
                a->plan, stand->year);
    if (stand->moved)
        fprintf(stderr,
                "chargeplan: warning: %s was made with other settings or data than %s (be it a "
                "setting of the simulation alone); what it built is simulated with those of "
                "%s\n",
                a->plan, a->file, a->file);
}

static enum err simulate_stand(struct run **out, const struct loaded *l, const struct asked *a,
                               struct error *err)
{
    struct stand stand = {.year = 0}; /* today */
    struct simulate_stand what;
    enum err code;

    if (a->plan[0] != '\0') {
        TRY(stand_read(&stand, a->plan, a->year, l->scenario, l->city, err));
        warn_of_plan(a, &stand);
    }
    what = (struct simulate_stand){stand.year_index, stand.n_chargers};
    code = simulate_stand_create(out, l->scenario, l->city, l->scenario->plans, &what,
                                 a->partial, a->n_threads, err);
    stand_clear(&stand);
    return code;
}

static int simulate(const struct asked *a)
{
    struct loaded loaded = {0};
    struct problems problems = {0};
    struct run *run = NULL;
    struct error err = {0};
    bool stands = a->today || a->plan[0] != '\0';
    enum err code;
    int status;

    if (load_scenario(&loaded, a->file, a->o->n_sets, a->o->sets, &problems, &err) != ERR_OK) {
        command_print_problems(&problems);
        return problems.n > 0 ? error_exit_status(err.code) : command_fail(&err);
    }
    command_catch_interrupts();
    code =
        stands ? simulate_stand(&run, &loaded, a, &err) : simulate_plan(&run, &loaded, a, &err);
    status = code == ERR_OK ? write_and_tell(run, a) : command_fail(&err);
    run_free(run);
    load_clear(&loaded);
    return status;
}

/* ---- the command line ---- */

static int refuse(const char *sentence)
{
    fprintf(stderr, "chargeplan simulate: %s\n", sentence);
    return STATUS_USAGE;
}

/* A folder of results holds its plan.json. */
static void take_plan(struct asked *a, const char *path)
{
    struct stat there;
    bool folder = stat(path, &there) == 0 && S_ISDIR(there.st_mode);

    snprintf(a->plan, sizeof a->plan, "%s%s", path, folder ? "/plan.json" : "");
}

static int take(struct asked *a)
{
    const char *plan = option_get(a->o, "plan"), *year = option_get(a->o, "year");

    a->folder = option_get(a->o, "output");
    a->today = option_given(a->o, "today");
    a->partial = option_given(a->o, "partial");
    if (a->folder == NULL || a->folder[0] == '\0')
        return refuse("say where the results go: -o DIR, a new folder");
    if (plan != NULL && a->today)
        return refuse("--plan and --today name two networks; leave one of them out");
    if (plan != NULL && plan[0] == '\0') return refuse("--plan: the name of the file is empty");
    if (year != NULL && plan == NULL)
        return refuse("--year is of a plan: name its file with --plan, or leave --year out");
    if (year != NULL && (!text_integer(year, &a->year) || a->year < 1 || a->year > 9999))
        return refuse("--year is no year; it is one of study.years, such as 2030");
    if (plan != NULL) take_plan(a, plan);
    a->n_threads = command_threads(&command_simulate, a->o);
    return a->n_threads < 1 ? STATUS_USAGE : STATUS_DONE;
}

static int command_simulate_main(int argc, char **argv)
{
    struct options o;
    struct asked a = {.o = &o};
    struct error err = {0};
    int status;

    if (!options_parse(&command_simulate, argc, argv, spec, 1, 1, &o)) return STATUS_USAGE;
    if (o.help) {
        command_print_help(&command_simulate);
        return STATUS_DONE;
    }
    status = take(&a);
    if (status != STATUS_DONE) return status;
    a.file = o.word[0];
    if (folder_check(a.folder, &err) != ERR_OK) return command_fail(&err);
    return simulate(&a);
}

const struct command command_simulate = {
    .name = "simulate",
    .summary = "what using a network would be like: queues, waits, load",
    .usage = "FILE -o DIR [--plan PLAN.json [--year Y] | --today] [--set PATH=VALUE]... "
             "[--threads N] [--partial] [--json]",
    .help =
        "  -o, --output DIR     new folder for the results; it appears complete or not at all\n"
        "  --plan PLAN.json     simulate what stands by the plan.json of an earlier run (or "
        "its\n"
        "                       folder), with demand and settings of FILE\n"
        "  --year Y             the plan's state of that year; its last one by default\n"
        "  --today              simulate what stands in the first year of the study\n"
        "  --set PATH=VALUE     override a setting, such as simulation.days=14\n"
        "  --threads N          simulate on N threads, all processors where it is not given; "
        "the\n"
        "                       results are the same to the byte\n"
        "  --partial            Ctrl-C keeps the replications that are finished, marked "
        "partial;\n"
        "                       else nothing is written\n"
        "  --json               print simulation.json instead of the summary\n\n"
        "Without --plan and --today the plan is made as by `run`, every network of it is "
        "simulated,\n"
        "and the results are those of `run` with the simulation's.\n"
        "Drivers appear by the demand of FILE, drive to a station, wait, charge, leave or try "
        "the\n"
        "next; `chargeplan fields simulation` lists what is assumed of them. Replications go "
        "on until\n"
        "the intervals are as narrow as simulation.replications.half_width asks, or their "
        "limit is\n"
        "reached; both are told. Two networks meet the same drivers where both have as many\n"
        "replications: --set simulation.replications.half_width=0. Exit status as of `run`.\n",
    .run = command_simulate_main,
};

/* command_run.c - a scenario file becomes a plan, a map and a report. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "output/command.h"
#include "output/load.h"
#include "output/writer.h"

static const struct option_spec spec[] = {{"output", true}, {"strict", false}, {NULL, false}};

static double sum(const double *x, int n)
{
    double total = 0;

    for (int k = 0; k < n; k++)
        total += x[k];
    return total;
}

static int binding_rules_failed(const struct run *run)
{
    int failed = 0;

    for (int k = 0; k < run->rules->n; k++) {
        const struct rule_result *r = &run->rules->result[k];

        failed += r->network == run->n_networks - 1 && r->strength == STRENGTH_BINDING &&
                  r->outcome == RULE_NOT_MET;
    }
    return failed;
}

/* What a planner wants to know first, in a few lines. */
static void print_summary(const struct run *run, const char *folder)
{
    const struct scenario *s = run->scenario;

    printf("%s\n", scenario_title(s, LANGUAGE_EN));
    for (int k = 0; k < run->n_phases; k++) {
        const struct phase *phase = &run->phase[k];
        const struct network *n = run->network[phase->network];
        double served =
            sum(n->served_kwh[FAST], n->n_zones) + sum(n->served_kwh[SLOW], n->n_zones);
        double full = sum(n->full_kwh[FAST], n->n_zones) + sum(n->full_kwh[SLOW], n->n_zones);
        double out = sum(n->out_kwh[FAST], n->n_zones) + sum(n->out_kwh[SLOW], n->n_zones);
        double all = served + full + out;
        int year = s->study.years.year[phase->year_index];

        if (phase->status == PLAN_INFEASIBLE || phase->status == PLAN_UNKNOWN) {
            printf("  %d: no plan: %s\n", year, phase->reason);
            continue;
        }
        printf("  %d: %d new sites for %.4g million %s; %.1f %% of the demand served, %.1f %% "
               "within reach but full, %.1f %% out of reach; gap %.2f %%\n",
               year, phase->n_new_sites, phase->money.total / 1e6, s->study.currency,
               all > 0 ? 100 * served / all : 100, all > 0 ? 100 * full / all : 0,
               all > 0 ? 100 * out / all : 0, 100 * phase->gap);
    }
    printf("report: %s/report.html\nmap:    %s/coverage.png\n", folder, folder);
}

static int status_of(const struct run *run, bool strict)
{
    int status = STATUS_DONE;

    for (int k = 0; k < run->n_phases; k++) {
        if (run->phase[k].status == PLAN_INFEASIBLE) return STATUS_INFEASIBLE;
        if (run->phase[k].stop == STOP_TIME || run->phase[k].status == PLAN_UNKNOWN)
            status = STATUS_LIMIT;
    }
    if (strict && binding_rules_failed(run) > 0) {
        fprintf(stderr, "chargeplan: %d binding rules are not met; see rules.csv\n",
                binding_rules_failed(run));
        return STATUS_INFEASIBLE;
    }
    return status;
}

static int write_and_tell(const struct run *run, const char *folder, const struct options *o)
{
    struct error err = {0};

    for (int k = 0; k < run->n_warnings; k++)
        fprintf(stderr, "chargeplan: warning: %s\n", run->warning[k]);
    if (folder_write(run, folder, &err) != ERR_OK) return command_fail(&err);
    if (o->json) {
        if (writer_plan_json.write(run, stdout, &err) != ERR_OK) return command_fail(&err);
    } else {
        print_summary(run, folder);
    }
    return status_of(run, option_given(o, "strict"));
}

static int run_scenario(const char *file, const char *folder, const struct options *o)
{
    struct loaded loaded = {0};
    struct problems problems = {0};
    struct run *run = NULL;
    struct error err = {0};
    int status;

    if (load_scenario(&loaded, file, o->n_sets, o->sets, &problems, &err) != ERR_OK) {
        command_print_problems(&problems);
        return problems.n > 0 ? error_exit_status(err.code) : command_fail(&err);
    }
    command_catch_interrupts();
    if (run_create(&run, loaded.scenario, loaded.city, loaded.plans, &err) != ERR_OK)
        status = command_fail(&err);
    else if (placement_interrupted)
        status =
            command_fail(&(struct error){ERR_INTERRUPTED, "interrupted; nothing was written"});
    else
        status = write_and_tell(run, folder, o);
    run_free(run);
    load_clear(&loaded);
    return status;
}

static int command_run_main(int argc, char **argv)
{
    struct options o;
    const char *folder;
    struct stat there;

    if (!options_parse(&command_run, argc, argv, spec, 1, 1, &o)) return STATUS_USAGE;
    if (o.help) {
        command_print_help(&command_run);
        return STATUS_DONE;
    }
    folder = option_get(&o, "output");
    if (!folder || !*folder) {
        fprintf(stderr, "chargeplan run: say where the results go: -o DIR, a new folder\n");
        return STATUS_USAGE;
    }
    if (lstat(folder, &there) == 0) {
        fprintf(stderr,
                "chargeplan run: %s exists; results are only written into a new folder\n",
                folder);
        return STATUS_FAILED;
    }
    return run_scenario(o.word[0], folder, &o);
}

const struct command command_run = {
    .name = "run",
    .summary = "compute a plan, its map and report from a scenario file",
    .usage = "FILE -o DIR [--set PATH=VALUE]... [--strict] [--json]",
    .help =
        "  -o, --output DIR     new folder for the results; it appears complete or not at all\n"
        "  --set PATH=VALUE     override a setting, such as placement.budget=8e7\n"
        "  --strict             exit 4 when a binding rule of the plan is not met\n"
        "  --json               print plan.json instead of the summary\n"
        "FILE may be the record.yaml of an earlier run.\n",
    .run = command_run_main,
};

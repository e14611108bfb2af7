/* command_run.c - a scenario file becomes a plan, a map and a report. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "output/commands/command.h"
#include "output/commands/planned.h"
#include "output/digest.h"
#include "output/hold.h"
#include "output/judged.h"
#include "output/junit.h"
#include "output/report/glyphs.h"
#include "output/solved.h"
#include "output/ways_words.h"
#include "output/writers/writer.h"
#include "sim/load.h"

static const struct option_spec spec[] = {
    {"output", true}, {"strict", false}, {"junit", true}, {"threads", true}, {NULL, false}};

static void print_phase(const struct run *run, const struct phase *phase)
{
    const struct network *n = run->network[phase->network];
    struct energy fast = digest_energy(run, n, FAST, -1),
                  slow = digest_energy(run, n, SLOW, -1);
    double all = fast.demand + slow.demand;
    char sites[64], money[64];

    if (!solved_has_plan(phase)) {
        printf("  %d: no plan%s: %s\n", solved_year(run, phase),
               phase->status == PLAN_INFEASIBLE ? " exists" : " was found",
               solved_reason(LANGUAGE_EN, phase));
        return;
    }
    messages_plural(sites, sizeof sites, LANGUAGE_EN, phase->n_new_sites, MSG_ONE_NEW_SITE);
    messages_money(money, sizeof money, LANGUAGE_EN, phase->money.total,
                   run->scenario->study.currency);
    printf("  %d: %s for %s; %.1f %% of the demand served, %.1f %% within reach but full, "
           "%.1f %% out of reach; gap %.2f %%\n",
           solved_year(run, phase), sites, money,
           all > 0 ? 100 * (fast.served + slow.served) / all : 100,
           all > 0 ? 100 * (fast.full + slow.full) / all : 0,
           all > 0 ? 100 * (fast.out + slow.out) / all : 0, 100 * phase->gap);
}

/* What a planner wants to know first, in a few lines. */
static void print_summary(const struct run *run, const char *folder)
{
    char claim[512];

    printf("%s\n", scenario_title(run->scenario, LANGUAGE_EN));
    for (int k = 0; k < run->n_phases; k++)
        print_phase(run, &run->phase[k]);
    if (run->circles != NULL &&
        *ways_claim(LANGUAGE_EN, run, run->n_networks - 1, claim, sizeof claim) != '\0')
        printf("ways:   %s\n", claim);
    printf("report: %s/report.html\n", folder);
    if (writer_wanted(&writer_coverage_png, run))
        printf("maps:   %s/coverage.png (fast), %s/coverage_slow.png\n", folder, folder);
    else
        printf("map:    %s/%s\n", folder, writer_requirements_png.file);
    printf("demand: %s/demand_night.png, %s/demand_day.png\n", folder, folder);
    if (writer_wanted(&writer_plan_gpkg, run))
        printf("layers: %s/%s (for QGIS and other GIS programs)\n", folder,
               writer_plan_gpkg.file);
}

/* "2 binding rules are not met (A, ended in 2020; B)"; false where no rule closes the gate so.
 */
static bool say_gate(const struct run *run, enum judged_gate gate, const char *before,
                     const char *behind)
{
    char number[64], ids[512];
    int n = judged_closed(LANGUAGE_EN, run, gate, ids, sizeof ids);

    if (n == 0) return false;
    messages_plural(number, sizeof number, LANGUAGE_EN, n,
                    gate == GATE_NOT_MET ? MSG_ONE_BINDING : MSG_ONE_UNJUDGED);
    fprintf(stderr, "chargeplan: %s%s (%s)%s; see rules.csv\n", before, number, ids, behind);
    return true;
}

static int status_of(const struct run *run, bool strict)
{
    int status = planned_status(run);
    bool closed = false;

    if (strict && status != STATUS_INFEASIBLE) {
        closed = say_gate(run, GATE_NOT_MET, "", "");
        closed = say_gate(run, GATE_UNJUDGED, "", ", so that --strict lets nothing through") ||
                 closed;
    }
    return closed ? STATUS_INFEASIBLE : status;
}

/* Folder and JUnit file; both are complete before either has its name. */
static enum err write_both(const struct run *run, const char *folder, const char *junit,
                           struct error *err)
{
    enum err code;

    if (placement_interrupted) /* after the plan was ready */
        return error_set(err, ERR_INTERRUPTED, "interrupted; nothing was written");
    if (junit == NULL) return folder_write(run, folder, err);
    TRY(junit_write(run, junit, err));
    code = folder_write(run, folder, err);
    if (code == ERR_OK) return junit_publish(junit, err);
    junit_discard(junit);
    return code;
}

static enum err write_results(const struct run *run, const char *folder, const char *junit,
                              struct error *err)
{
    struct hold hold;
    enum err code;

    hold_signals(&hold);
    code = write_both(run, folder, junit, err);
    hold_release(&hold);
    return code;
}

static int write_and_tell(const struct run *run, const char *folder, const struct options *o)
{
    struct error err = {0};
    char sentence[1024];
    bool missing;

    planned_warn(run);
    if (glyphs_check(run->scenario, run->city, &missing, sentence, sizeof sentence, &err) !=
        ERR_OK)
        return command_fail(&err);
    if (!option_given(o, "strict")) say_gate(run, GATE_UNJUDGED, "warning: ", "");
    if (missing) fprintf(stderr, "chargeplan: warning: %s\n", sentence);
    if (write_results(run, folder, option_get(o, "junit"), &err) != ERR_OK)
        return command_fail(&err);
    if (o->json) {
        if (writer_plan_json.write(run, stdout, &err) != ERR_OK) return command_fail(&err);
    } else {
        print_summary(run, folder);
    }
    return status_of(run, option_given(o, "strict"));
}

static int run_scenario(const char *file, const char *folder, int n_threads,
                        const struct options *o)
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
    if (run_create(&run, loaded.scenario, loaded.city, loaded.scenario->plans, n_threads,
                   &err) != ERR_OK)
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
    struct error err = {0};
    const char *folder;
    struct stat there;
    int n_threads;

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
    n_threads = command_threads(&command_run, &o);
    if (n_threads < 1) return STATUS_USAGE;
    if (lstat(folder, &there) == 0) {
        fprintf(stderr,
                "chargeplan run: %s exists; results are only written into a new folder\n",
                folder);
        return STATUS_FAILED;
    }
    if (folder_check(folder, &err) != ERR_OK) return command_fail(&err);
    if (option_get(&o, "junit") != NULL &&
        junit_check(option_get(&o, "junit"), folder, &err) != ERR_OK)
        return command_fail(&err);
    return run_scenario(o.word[0], folder, n_threads, &o);
}

const struct command command_run = {
    .name = "run",
    .summary = "compute a plan, its map and report from a scenario file",
    .usage =
        "FILE -o DIR [--set PATH=VALUE]... [--strict] [--junit FILE] [--threads N] [--json]",
    .help =
        "  -o, --output DIR     new folder for the results; it appears complete or not at all\n"
        "  --set PATH=VALUE     override a setting, such as placement.budget=8e7\n"
        "  --strict             exit 4 when a binding rule is not met at the end of the plan, "
        "one\n"
        "                       whose clause has ended too, since the scenario names it; and "
        "when\n"
        "                       nothing could be judged of a binding rule: a gate that nobody\n"
        "                       measured at lets nothing through (a budget that nobody set "
        "does)\n"
        "  --junit FILE         the judged rules as JUnit XML in a new file: a suite for each "
        "year,\n"
        "                       a case for each rule; a binding rule, or one in principle, "
        "that is\n"
        "                       not met is a failure; aims that are not met, and rules of "
        "which\n"
        "                       nothing can be judged, are skipped with a message\n"
        "  --threads N          compute on N threads, all processors where it is not given; "
        "the\n"
        "                       results are the same to the byte\n"
        "  --json               print plan.json instead of the summary\n"
        "FILE may be the record.yaml of an earlier run.\n"
        "report.language: zh makes maps, report and the words of tables Chinese; names of "
        "columns,\n"
        "plan.json and this terminal stay English.\n"
        "report.csv_bom: true begins every table with a byte order mark, by which "
        "spreadsheets\n"
        "such as Excel see that it is UTF-8.\n"
        "plan.gpkg holds the plan as layers with styles for QGIS and other GIS programs; "
        "report.gpkg:\n"
        "false goes without. report.geojson: true adds stations.geojson and zones.geojson,\n"
        "report.geotiff: true adds cover.tif (sites in reach, share of the demand served).\n"
        "Graphs of streets (roads.file) are kept between runs, 2 GiB at most, in the folder "
        "that the\n"
        "environment names: CHARGEPLAN_CACHE, else chargeplan in XDG_CACHE_HOME or "
        "~/.cache;\n"
        "CHARGEPLAN_CACHE=off keeps none. Results are the same with and without.\n",
    .run = command_run_main,
};

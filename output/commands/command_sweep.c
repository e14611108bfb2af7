/* command_sweep.c - many runs of one scenario: its cases. */
#include <stdio.h>

#include "model/parallel.h"
#include "output/commands/command.h"
#include "output/study/study.h"
#include "output/study/sweep_list.h"
#include "output/study/sweep_run.h"
#include "scenarios/text.h"
#include "sim/batch.h"

static const struct option_spec spec[] = {
    {"list", false},         {"output", true}, {"jobs", true}, {"case-seconds", true},
    {"retry-failed", false}, {"export", true}, {NULL, false}};

/* The cases, or the mistakes and NULL. *status is the exit status then. */
static struct sweep_cases *make_cases(const struct options *o, int *status)
{
    struct sweep_cases *cases = NULL;
    struct problems problems = {0};
    struct error err = {0};

    *status = STATUS_DONE;
    if (sweep_cases_create(&cases, o->word[0], o->n_sets, o->sets, &problems, &err) == ERR_OK)
        return cases;
    command_print_problems(&problems);
    *status = problems.n > 0 ? error_exit_status(err.code) : command_fail(&err);
    return NULL;
}

static int list(const struct options *o)
{
    struct text text = {0};
    int status;
    struct sweep_cases *cases = make_cases(o, &status);

    if (cases == NULL) return status;
    if (o->json)
        sweep_list_put_json(&text, cases);
    else
        sweep_list_put(&text, cases);
    sweep_cases_free(cases);
    if (text.nomem) {
        struct error err;

        text_clear(&text);
        error_nomem(&err, "the list of cases");
        return command_fail(&err);
    }
    fputs(text.data, stdout);
    text_clear(&text);
    return STATUS_DONE;
}

/* --jobs, or the number of processors; 0, and a sentence, where it is no number. */
static int jobs_of(const struct options *o)
{
    const char *text = option_get(o, "jobs");
    int n = parallel_processors();

    if (text == NULL) return n;
    if (text_integer(text, &n) && n >= 1 && n <= BATCH_JOBS_MAX) return n;
    fprintf(stderr, "chargeplan sweep: --jobs: '%s' is not a whole number from 1 to %d\n", text,
            BATCH_JOBS_MAX);
    return 0;
}

static bool seconds_of(const struct options *o, double *seconds)
{
    const char *text = option_get(o, "case-seconds");

    *seconds = 0;
    if (text == NULL || (text_number(text, seconds) && *seconds > 0)) return true;
    fprintf(stderr, "chargeplan sweep: --case-seconds: '%s' is not a number above 0\n", text);
    return false;
}

static int run(const struct options *o)
{
    struct sweep_options options = {.file = o->word[0],
                                    .folder = option_get(o, "output"),
                                    .n_sets = o->n_sets,
                                    .sets = o->sets,
                                    .n_jobs = jobs_of(o),
                                    .retry = option_given(o, "retry-failed")};
    struct sweep_cases *cases;
    int status;

    if (options.n_jobs < 1 || !seconds_of(o, &options.case_seconds)) return STATUS_USAGE;
    cases = make_cases(o, &status);
    if (cases == NULL) return status;
    status = sweep_run(&options, cases);
    sweep_cases_free(cases);
    return status;
}

static int export_tables(const struct options *o)
{
    struct study_file *study = NULL;
    struct error err = {0};
    enum err code = study_open(&study, option_get(o, "export"), false, &err);

    if (code == ERR_OK) code = study_export(study, option_get(o, "output"), &err);
    study_close(study);
    return code == ERR_OK ? STATUS_DONE : command_fail(&err);
}

/* Which of the three things is asked for: exactly one, with the options that belong to it. */
static bool refuse_mixture(const struct options *o)
{
    bool exports = option_given(o, "export"), lists = option_given(o, "list");
    const char *folder = option_get(o, "output"), *what = NULL;

    if (exports && o->n_words > 0)
        what = "--export takes the folder of a sweep and no scenario file";
    else if (!exports && o->n_words == 0)
        what = "the scenario file is missing";
    else if (lists && (exports || folder != NULL))
        what = "--list prints the cases and writes nothing; leave -o and --export out";
    else if (!lists && (folder == NULL || *folder == '\0'))
        what = exports ? "say where the tables go: -o DIR, a new folder"
                       : "say --list to see the cases, or -o DIR to run them";
    if (what != NULL) fprintf(stderr, "chargeplan sweep: %s\n", what);
    return what != NULL;
}

static int command_sweep_main(int argc, char **argv)
{
    struct options o;

    if (!options_parse(&command_sweep, argc, argv, spec, 0, 1, &o)) return STATUS_USAGE;
    if (o.help) {
        command_print_help(&command_sweep);
        return STATUS_DONE;
    }
    if (refuse_mixture(&o)) return STATUS_USAGE;
    if (option_given(&o, "list")) return list(&o);
    return option_given(&o, "export") ? export_tables(&o) : run(&o);
}

const struct command command_sweep = {
    .name = "sweep",
    .summary = "run the cases of a scenario's section sweep",
    .usage =
        "FILE (--list [--json] | -o DIR [--jobs N]) [--set PATH=VALUE]... | --export DIR -o "
        "NEW",
    .help =
        "  --list               print id, name and settings of each case; nothing runs\n"
        "  --json               the list as JSON\n"
        "  -o, --output DIR     run the cases; DIR/study.db keeps them and what came out. The\n"
        "                       same command goes on where it was interrupted or killed; "
        "cases\n"
        "                       whose settings and input files are as they were are not run\n"
        "                       again\n"
        "  --jobs N             worker processes, as many as processors where it is not "
        "given;\n"
        "                       one that crashes loses its case only\n"
        "  --case-seconds S     stop a case after S seconds\n"
        "  --retry-failed       run those cases again that failed, crashed or took too long\n"
        "  --set PATH=VALUE     override a setting in all cases\n"
        "  --export DIR -o NEW  the tables of a sweep's store as CSV files in a new folder,\n"
        "                       sorted by id, without times\n"
        "Exit status: 0 when every case is done, infeasible ones too; 1 when some failed; 130\n"
        "when it was interrupted.\n"
        "\nThe scenario's section `sweep` says which cases there are; all parts may be left "
        "out:\n"
        "  sweep:\n"
        "    axes:                       # every value with every other; lists or ranges\n"
        "      placement.budget: [8e7, 1.2e8]\n"
        "      fleet.private.km_per_day: {from: 36, to: 44, step: 4}\n"
        "      placement.p: {from: 10, to: 20, n: 2}\n"
        "    zip: [[placement.budget, placement.p]]  # these go together, first with first\n"
        "    sample:                     # crossed with the axes; lhs: Latin hypercube, by\n"
        "      method: lhs               # study.seed; sobol: quasi-random, 40 settings at "
        "most\n"
        "      n: 100\n"
        "      ranges: {sizing.wait_min: {from: 5, to: 15}}\n"
        "    cases:                      # crossed with the axes; a setting of a case takes "
        "the\n"
        "      base: {}                  # place of the axis of that name. Only named cases\n"
        "      dense: {access.service.fast.radius_m: 800}  # run where there are some\n"
        "    exclude: [{placement.budget: 8e7, fleet.private.km_per_day: 44}]  # all of it "
        "true\n"
        "    repeats: 3                  # study.seed and the two numbers after it\n"
        "A case is the scenario with its settings put in as by --set; the scenario itself has\n"
        "to be fine. Its id is the beginning of the hash of all settings and input files; "
        "cases\n"
        "with the same id are one. Files of an axis are named as in the scenario file. A file\n"
        "that extends another takes over its sweep, or replaces it whole.\n",
    .run = command_sweep_main,
};

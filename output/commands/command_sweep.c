/* command_sweep.c - many runs of one scenario: its cases. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "model/parallel.h"
#include "output/commands/command.h"
#include "output/study/study.h"
#include "output/study/study_junit.h"
#include "output/study/sweep_list.h"
#include "output/study/sweep_run.h"
#include "scenarios/text.h"
#include "sim/batch.h"

static const struct option_spec spec[] = {
    {"list", false},         {"output", true}, {"jobs", true},  {"case-seconds", true},
    {"retry-failed", false}, {"export", true}, {"shard", true}, {"xlsx", false},
    {"junit", true},         {NULL, false}};

/* --shard k/n; {0, 0} where it is not given. False, and a sentence, where it is no part. */
static bool shard_of(const struct options *o, struct sweep_shard *shard)
{
    const char *text = option_get(o, "shard"), *slash;
    char *first;
    bool fine;

    *shard = (struct sweep_shard){0, 0};
    if (text == NULL) return true;
    slash = strchr(text, '/');
    first = text_copy_bytes(text, slash != NULL ? (size_t)(slash - text) : 0);
    fine = slash != NULL && first != NULL && text_integer(first, &shard->k) &&
           text_integer(slash + 1, &shard->n) && shard->k >= 1 && shard->k <= shard->n &&
           shard->n <= SWEEP_SHARDS_MAX;
    free(first);
    if (!fine)
        fprintf(stderr,
                "chargeplan sweep: --shard: '%s' is not k/n, the k-th of n parts, with whole "
                "numbers 1 <= k <= n <= %d\n",
                text, SWEEP_SHARDS_MAX);
    return fine;
}

/* The cases, or the mistakes and NULL. *status is the exit status then. */
static struct sweep_cases *make_cases(const struct options *o, int *status)
{
    struct sweep_shard shard;
    struct sweep_cases *cases = NULL;
    struct problems problems = {0};
    struct error err = {0};

    *status = STATUS_USAGE;
    if (!shard_of(o, &shard)) return NULL;
    *status = STATUS_DONE;
    if (sweep_cases_create_shard(&cases, o->word[0], o->n_sets, o->sets,
                                 shard.n > 0 ? &shard : NULL, &problems, &err) == ERR_OK)
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

/* Path of the store, whose folder is made where it is missing. Own it; NULL, and a sentence,
 * where there can be none. */
static char *store_of(const struct options *o, const struct sweep_shard *shard)
{
    const char *folder = option_get(o, "output");
    char name[STUDY_SHARD_ROOM] = "study.db";
    struct stat there;
    struct error err;
    char *path;

    if (shard->n > 0) study_shard_name(name, shard);
    path = text_print("%s/%s", folder, name);
    if (path == NULL)
        error_nomem(&err, "the store");
    else if (mkdir(folder, 0777) != 0 && errno != EEXIST)
        error_set(&err, ERR_IO, "%s: the folder cannot be made (%s)", folder, strerror(errno));
    else if (stat(folder, &there) != 0 || !S_ISDIR(there.st_mode))
        error_set(&err, ERR_IO, "%s: is not a folder", folder);
    else
        return path;
    command_fail(&err);
    free(path);
    return NULL;
}

/* False, and a sentence, where the file of --junit cannot be made: told before hours of work.
 */
static bool junit_is_fine(const struct options *o, int *status)
{
    const char *path = option_get(o, "junit");
    struct error err = {0};

    if (path == NULL || study_junit_check(path, option_get(o, "output"), &err) == ERR_OK)
        return true;
    *status = command_fail(&err);
    return false;
}

/* Whatever became of the cases, their file is written; returns the exit status. */
static int write_junit(const struct options *o, const char *study, int status)
{
    const char *path = option_get(o, "junit");
    struct error err = {0};

    if (path == NULL || study_junit_write(study, path, &err) == ERR_OK) return status;
    return command_fail(&err);
}

static int run(const struct options *o)
{
    struct sweep_cases *cases;
    char *store;
    struct sweep_options options = {.file = o->word[0],
                                    .folder = option_get(o, "output"),
                                    .n_sets = o->n_sets,
                                    .sets = o->sets,
                                    .n_jobs = jobs_of(o),
                                    .retry = option_given(o, "retry-failed")};
    int status;

    if (!junit_is_fine(o, &status)) return status;
    if (options.n_jobs < 1 || !seconds_of(o, &options.case_seconds)) return STATUS_USAGE;
    cases = make_cases(o, &status);
    if (cases == NULL) return status;
    shard_of(o, &options.shard);
    options.store = store = store_of(o, &options.shard);
    status = store != NULL ? sweep_run(&options, cases) : STATUS_FAILED;
    if (store != NULL && status != STATUS_INTERRUPTED) status = write_junit(o, store, status);
    free(store);
    sweep_cases_free(cases);
    return status;
}

static int export_tables(const struct options *o)
{
    const char *from = option_get(o, "export");
    struct study_file *study = NULL;
    struct error err = {0};
    enum err code;
    int status;

    if (!junit_is_fine(o, &status)) return status;
    code = study_open_to_read(&study, from, &err);

    if (code == ERR_OK)
        code = study_export(study, option_get(o, "output"), option_given(o, "xlsx"), &err);
    study_close(study);
    return code == ERR_OK ? write_junit(o, from, STATUS_DONE) : command_fail(&err);
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
    else if (!exports && option_given(o, "xlsx"))
        what = "--xlsx belongs to --export, which writes the tables";
    else if (lists && option_given(o, "junit"))
        what = "--junit belongs to cases that are run; --list runs nothing";
    else if (exports && option_given(o, "shard"))
        what = "--shard belongs to a scenario file; --export takes a store as it is";
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
        "  --shard K/N          list or run the K-th of N parts alone: every N-th case from "
        "the\n"
        "                       K-th on, into a store of its own, DIR/shard-K-of-N.db; "
        "`merge`\n"
        "                       puts the stores of all parts together\n"
        "  --case-seconds S     stop a case after S seconds\n"
        "  --retry-failed       run those cases again that failed, crashed or took too long\n"
        "  --set PATH=VALUE     override a setting in all cases\n"
        "  --export DIR -o NEW  the tables of a sweep's store as CSV files in a new folder,\n"
        "                       sorted by id, without times\n"
        "  --xlsx               with --export: study.xlsx too, a sheet for each table\n"
        "  --junit FILE         new file: the cases as JUnit XML, a suite each, with their "
        "rules;\n"
        "                       those that failed or crashed are errors (also with --export)\n"
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

/* command_sweep.c - many runs of one scenario: its cases. */
#include <stdio.h>

#include "output/command.h"
#include "output/sweep_list.h"

static const struct option_spec spec[] = {{"list", false}, {NULL, false}};

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

static int command_sweep_main(int argc, char **argv)
{
    struct options o;

    if (!options_parse(&command_sweep, argc, argv, spec, 1, 1, &o)) return STATUS_USAGE;
    if (o.help) {
        command_print_help(&command_sweep);
        return STATUS_DONE;
    }
    if (option_given(&o, "list")) return list(&o);
    fprintf(stderr, "chargeplan sweep: say --list to see the cases\n");
    return STATUS_USAGE;
}

const struct command command_sweep = {
    .name = "sweep",
    .summary = "run the cases of a scenario's section sweep",
    .usage = "FILE --list [--set PATH=VALUE]... [--json]",
    .help =
        "  --list               print id, name and settings of each case; nothing runs\n"
        "  --set PATH=VALUE     override a setting in all cases\n"
        "  --json               the list as JSON\n"
        "The scenario's section `sweep` says which cases there are; all parts may be left "
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

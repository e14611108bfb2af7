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
    .help = "  --list               print id, name and settings of each case; nothing runs\n"
            "  --set PATH=VALUE     override a setting in all cases\n"
            "  --json               the list as JSON\n",
    .run = command_sweep_main,
};

/* main.c - finds the command and ends with its exit status. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/fleet/fit.h"
#include "model/milp.h"
#include "output/commands/command.h"
#include "scenarios/text.h"

static const struct command *const commands[] = {
#define COMMAND(name) &command_##name,
#include "output/commands/command_list.h"
#undef COMMAND
};
enum { N_COMMANDS = sizeof commands / sizeof commands[0] };

static void print_help(FILE *out)
{
    fprintf(out,
            "chargeplan - where chargers go, how many of which kind, when, at what cost\n\n"
            "usage: chargeplan COMMAND [OPTION]...\n\n");
    for (int k = 0; k < N_COMMANDS; k++)
        fprintf(out, "  %-8s %s\n", commands[k]->name, commands[k]->summary);
    fprintf(out, "\n`chargeplan COMMAND --help` tells more; --version prints versions.\n"
                 "Exit status: 0 done, 1 failed, 2 usage, 3 scenario or data wrong,\n"
                 "4 infeasible, a rule failed under --strict or a gate under --fail-if,\n"
                 "5 time limit with a plan, 130 interrupted.\n");
}

static int unknown_command(const char *word)
{
    const char *names[N_COMMANDS], *near;

    for (int k = 0; k < N_COMMANDS; k++)
        names[k] = commands[k]->name;
    near = text_nearest(word, N_COMMANDS, names);
    fprintf(
        stderr,
        "chargeplan: there is no command '%s'%s%s%s `chargeplan --help` lists all commands\n",
        word, near ? "; did you mean '" : ";", near ? near : "", near ? "'?" : "");
    return STATUS_USAGE;
}

static int dispatch(int argc, char **argv)
{
    if (argc < 2) {
        print_help(stderr);
        return STATUS_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
        strcmp(argv[1], "help") == 0) {
        print_help(stdout);
        return STATUS_DONE;
    }
    if (strcmp(argv[1], "--version") == 0) {
        printf("chargeplan %s (%s, GSL %s)\n", CHARGEPLAN_VERSION, milp_library_version(),
               fit_library_version());
        return STATUS_DONE;
    }
    for (int k = 0; k < N_COMMANDS; k++)
        if (strcmp(argv[1], commands[k]->name) == 0)
            return commands[k]->run(argc - 1, argv + 1);
    return unknown_command(argv[1]);
}

int main(int argc, char **argv)
{
    int status;

    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is a failed write, told below */
    status = dispatch(argc, argv);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "chargeplan: standard output cannot be written; is the disk full?\n");
        if (status == STATUS_DONE) status = STATUS_FAILED;
    }
    return status;
}

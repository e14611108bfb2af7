/* command.h - the commands of the program, one file command_<name>.c each and one line in
 * command_list.h; what they share: options, exit statuses, help.
 *
 * Data goes to stdout, everything else to stderr. Only main() exits. */
#ifndef CHARGEPLAN_OUTPUT_COMMAND_H
#define CHARGEPLAN_OUTPUT_COMMAND_H

#include "scenarios/error.h"

/* Exit statuses beyond those of error.h. */
enum {
    STATUS_DONE = 0,
    STATUS_FAILED = 1,
    STATUS_USAGE = 2,
    STATUS_DATA = 3,
    STATUS_INFEASIBLE = 4,
    STATUS_LIMIT = 5,
    STATUS_INTERRUPTED = 130
};

struct command {
    const char *name, *summary;
    const char *usage; /* "FILE -o DIR [--set PATH=VALUE]..." */
    const char *help;  /* the rest of --help, whole lines */
    /* argv[0] is the command's name. Returns the exit status. */
    int (*run)(int argc, char **argv);
};

#define COMMAND(name) extern const struct command command_##name;
#include "output/commands/command_list.h"
#undef COMMAND

/* Options that many commands take. A command lists what it takes beyond these. */
enum { OPTION_SETS_MAX = 256 };
struct option_spec {
    const char *name;
    bool takes_value;
}; /* ends with {NULL, false} */
struct option_value {
    const char *name, *value;
};
struct options {
    bool json, help;
    int n_sets;
    const char *sets[OPTION_SETS_MAX]; /* --set */
    int n_values;
    struct option_value value[64]; /* the command's own options, in the order given */
    int n_words;
    char **word; /* [n_words] what is not an option; borrowed of argv, whose order changes */
};

/* Parses "--name value", "--name=value", "-o value" (= --output) and words; "--" ends options.
 * Unknown options, missing values, too many words: one sentence with "did you mean" on stderr,
 * returns false; the command then returns STATUS_USAGE. */
bool options_parse(const struct command *command, int argc, char **argv,
                   const struct option_spec *spec, int min_words, int max_words,
                   struct options *out);
const char *option_get(const struct options *o, const char *name); /* last value, or NULL */
bool option_given(const struct options *o, const char *name);

/* --threads of a command, or the number of processors; 0, and a sentence, where it is no
 * number. */
int command_threads(const struct command *command, const struct options *o);

void command_print_help(const struct command *command);
/* "chargeplan: sentence" on stderr; returns the exit status of the error. */
int command_fail(const struct error *err);
/* From here on Ctrl-C and TERM only set the flag that long computations look at; a second one
 * ends the program at once. Before it, while files are read, the first one does. */
void command_catch_interrupts(void);
/* Prints problems, one per line, then their count where not all are kept. */
void command_print_problems(const struct problems *problems);

#endif

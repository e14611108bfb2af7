/* command.c - what the commands share; see command.h */
#include "output/commands/command.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "model/parallel.h"
#include "scenarios/text.h"
#include "sim/run.h"

static const struct option_spec common[] = {
    {"json", false}, {"help", false}, {"set", true}, {NULL, false}};

enum { NAMES_MAX = 64 };

static const struct option_spec *find(const struct option_spec *spec, const char *name,
                                      size_t n)
{
    for (; spec->name != NULL; spec++)
        if (strlen(spec->name) == n && strncmp(spec->name, name, n) == 0) return spec;
    return NULL;
}

static bool refuse(const struct command *command, const char *what, const char *word)
{
    fprintf(stderr, "chargeplan %s: %s%s; `chargeplan %s --help` tells more\n", command->name,
            what, word, command->name);
    return false;
}

static bool refuse_option(const struct command *command, const struct option_spec *spec,
                          const char *argument)
{
    const char *names[NAMES_MAX], *near;
    char word[64];
    int n = 0;

    for (const struct option_spec *s = spec; s->name != NULL && n < NAMES_MAX; s++)
        names[n++] = s->name;
    for (const struct option_spec *s = common; s->name != NULL && n < NAMES_MAX; s++)
        names[n++] = s->name;
    snprintf(word, sizeof word, "%.*s", (int)strcspn(argument, "="), argument);
    near = text_nearest(word + strspn(word, "-"), n, names);
    fprintf(stderr, "chargeplan %s: there is no option %s%s%s%s\n", command->name, word,
            near != NULL ? "; did you mean --" : "", near != NULL ? near : "",
            near != NULL ? "?" : "");
    return false;
}

/* Keeps an option that was found. */
static bool keep(const struct command *command, const char *name, const char *value,
                 struct options *out)
{
    if (strcmp(name, "json") == 0) {
        out->json = true;
    } else if (strcmp(name, "help") == 0) {
        out->help = true;
    } else if (strcmp(name, "set") == 0) {
        if (out->n_sets == OPTION_SETS_MAX)
            return refuse(command, "more --set options than the 256 allowed", "");
        out->sets[out->n_sets++] = value;
    } else {
        if (out->n_values == (int)(sizeof out->value / sizeof out->value[0]))
            return refuse(command, "more options than the 64 allowed", "");
        out->value[out->n_values++] = (struct option_value){name, value};
    }
    return true;
}

/* The short spellings -o, -h and -oDIR. */
static const char *long_name(const char *argument)
{
    if (argument[1] == 'o') return "output";
    if (strcmp(argument, "-h") == 0) return "help";
    return "";
}

/* Reads one option; *k is the index of its last argument. */
static bool take(const struct command *command, int argc, char **argv, int *k,
                 const struct option_spec *spec, struct options *out)
{
    const char *argument = argv[*k], *value = NULL;
    bool is_long = argument[1] == '-';
    const char *name = is_long ? argument + 2 : long_name(argument);
    size_t n = strcspn(name, "=");
    const struct option_spec *found = find(spec, name, n);

    if (found == NULL) found = find(common, name, n);
    if (found == NULL) return refuse_option(command, spec, argument);
    if (is_long && name[n] == '=')
        value = name + n + 1;
    else if (!is_long && argument[1] == 'o' && argument[2] != '\0')
        value = argument + 2;
    if (value != NULL && !found->takes_value)
        return refuse(command, "no value is allowed for the option ", argument);
    if (value == NULL && found->takes_value) {
        if (*k + 1 >= argc) return refuse(command, "a value is missing behind ", argument);
        value = argv[++*k];
    }
    return keep(command, found->name, value, out);
}

bool options_parse(const struct command *command, int argc, char **argv,
                   const struct option_spec *spec, int min_words, int max_words,
                   struct options *out)
{
    bool only_words = false;

    memset(out, 0, sizeof *out);
    out->word = argv + 1; /* a word never stands before its place among the words */
    for (int k = 1; k < argc; k++) {
        if (!only_words && strcmp(argv[k], "--") == 0) {
            only_words = true;
        } else if (!only_words && argv[k][0] == '-' && argv[k][1] != '\0') {
            if (!take(command, argc, argv, &k, spec, out)) return false;
        } else if (out->n_words == max_words) {
            return refuse(command, "one word too many: ", argv[k]);
        } else {
            out->word[out->n_words++] = argv[k];
        }
    }
    if (out->n_words < min_words && !out->help)
        return refuse(command, "something is missing; usage: ", command->usage);
    return true;
}

const char *option_get(const struct options *o, const char *name)
{
    for (int k = o->n_values - 1; k >= 0; k--)
        if (strcmp(o->value[k].name, name) == 0) return o->value[k].value;
    return NULL;
}

bool option_given(const struct options *o, const char *name)
{
    for (int k = 0; k < o->n_values; k++)
        if (strcmp(o->value[k].name, name) == 0) return true;
    return false;
}

int command_threads(const struct command *command, const struct options *o)
{
    const char *text = option_get(o, "threads");
    int n = parallel_processors();

    if (text == NULL) return n;
    if (text_integer(text, &n) && n >= 1 && n <= PARALLEL_MOST) return n;
    fprintf(stderr, "chargeplan %s: --threads: '%s' is not a whole number from 1 to %d\n",
            command->name, text, PARALLEL_MOST);
    return 0;
}

void command_print_help(const struct command *command)
{
    printf("chargeplan %s - %s\n\nusage: chargeplan %s %s\n\n%s", command->name,
           command->summary, command->name, command->usage, command->help);
}

int command_fail(const struct error *err)
{
    fprintf(stderr, "chargeplan: %s\n", err->text);
    return error_exit_status(err->code);
}

static void on_interrupt(int signal_number)
{
    (void)signal_number;
    run_interrupt();
}

void command_catch_interrupts(void)
{
    struct sigaction action = {.sa_handler = on_interrupt, .sa_flags = (int)SA_RESETHAND};

    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

void command_print_problems(const struct problems *problems)
{
    int kept = problems->n < PROBLEMS_KEPT ? problems->n : PROBLEMS_KEPT;

    for (int k = 0; k < kept; k++)
        fprintf(stderr, "%s\n", problems->text[k]);
    if (problems->n > kept)
        fprintf(stderr, "... and %d more; %d mistakes in all\n", problems->n - kept,
                problems->n);
}

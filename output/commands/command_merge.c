/* command_merge.c - the stores of several sweeps become one. */
#include <stdio.h>
#include <string.h>

#include "output/commands/command.h"
#include "output/study/study_merge.h"

static const struct option_spec spec[] = {{"output", true}, {"prefer", true}, {NULL, false}};

/* False, and a sentence, where the word is none of the two. */
static bool prefer_of(const struct options *o, enum study_prefer *prefer)
{
    const char *word = option_get(o, "prefer");

    *prefer = PREFER_NONE;
    if (word == NULL) return true;
    if (strcmp(word, "first") == 0)
        *prefer = PREFER_FIRST;
    else if (strcmp(word, "last") == 0)
        *prefer = PREFER_LAST;
    else
        fprintf(stderr, "chargeplan merge: --prefer: '%s' is neither first nor last\n", word);
    return *prefer != PREFER_NONE;
}

static void tell(const char *target, const struct study_merged *m)
{
    const char *line = m->notes.data != NULL ? m->notes.data : "";

    for (; *line != '\0'; line += strcspn(line, "\n") + 1)
        fprintf(stderr, "chargeplan: %.*s\n", (int)strcspn(line, "\n"), line);
    printf("%d store%s, %ld case%s: %ld done, %ld failed, %ld waiting", m->n_stores,
           m->n_stores == 1 ? "" : "s", m->n_cases, m->n_cases == 1 ? "" : "s", m->n_done,
           m->n_failed, m->n_waiting);
    if (m->n_same > 0) printf("; %ld done with equal results in two", m->n_same);
    if (m->n_settled > 0) printf("; %ld with different results settled", m->n_settled);
    printf("\nstore: %s\n", target);
}

static int command_merge_main(int argc, char **argv)
{
    struct study_merged merged = {0};
    struct error err = {0};
    enum study_prefer prefer;
    const char *target;
    struct options o;
    int status = STATUS_DONE;

    if (!options_parse(&command_merge, argc, argv, spec, 0, argc, &o)) return STATUS_USAGE;
    if (o.help) {
        command_print_help(&command_merge);
        return STATUS_DONE;
    }
    target = option_get(&o, "output");
    if (o.n_words == 0 || target == NULL || *target == '\0') {
        fprintf(stderr, "chargeplan merge: %s\n",
                o.n_words == 0 ? "say which stores, or folders of sweeps"
                               : "say where the new store goes: -o NEW.db");
        return STATUS_USAGE;
    }
    if (!prefer_of(&o, &prefer)) return STATUS_USAGE;
    if (study_merge(target, o.n_words, o.word, prefer, &merged, &err) == ERR_OK)
        tell(target, &merged);
    else
        status = command_fail(&err);
    text_clear(&merged.notes);
    return status;
}

const struct command command_merge = {
    .name = "merge",
    .summary = "put the stores of several sweeps, or of the parts of one, together",
    .usage = "STORE... -o NEW.db [--prefer first|last]",
    .help =
        "  STORE                a store, or the folder of a sweep: its study.db and the "
        "stores\n"
        "                       of its shards\n"
        "  -o, --output NEW.db  the new store; it appears whole or not at all. DIR/study.db\n"
        "                       makes DIR the folder of the whole sweep\n"
        "  --prefer first|last  which store is right where a case was done in two with\n"
        "                       different results; without it nothing is merged then\n"
        "A case that stands in several stores stands once in the new one: done goes before\n"
        "failed, failed before waiting. The order of the stores, and whether they are merged\n"
        "in one step or in several, changes nothing in the tables of `sweep --export`. Cases\n"
        "that wait are run by `sweep FILE -o DIR` on the merged store.\n"
        "Exit status: 0 when the new store is there, with cases missing too (said); 1 when it\n"
        "cannot be written; 3 when a store is none of ours, or results differ.\n",
    .run = command_merge_main,
};

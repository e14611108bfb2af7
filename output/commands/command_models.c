/* command_models.c - the placement models, as a table or as JSON. */
#include <stdio.h>

#include "model/placement/placement.h"
#include "output/commands/command.h"
#include "output/json.h"

static const struct option_spec spec[] = {{NULL, false}};

static void print_json(void)
{
    struct json j = {.stream = stdout};

    json_open(&j, NULL, '[');
    for (int k = 0; k < placement_n_models(); k++) {
        const struct placement_model *m = placement_model_at(k);

        json_open(&j, NULL, '{');
        json_text(&j, "name", m->name);
        json_text(&j, "summary", messages_text(LANGUAGE_EN, m->summary));
        json_text(&j, "needs", m->needs);
        json_open(&j, "takes", '[');
        for (int bit = 0; bit < PLACEMENT_N_TAKES; bit++)
            if ((m->takes >> bit & 1) != 0) json_text(&j, NULL, placement_take_word(bit));
        json_close(&j, ']');
        json_text(&j, "source", m->source);
        json_flag(&j, "maximise", m->maximise);
        json_flag(&j, "solve", m->solve != NULL);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    putchar('\n');
}

static void print_takes(const struct placement_model *m)
{
    const char *before = "takes ";

    if (m->takes == 0) return;
    printf("%-16s ", "");
    for (int bit = 0; bit < PLACEMENT_N_TAKES; bit++) {
        if ((m->takes >> bit & 1) == 0) continue;
        printf("%s%s", before, placement_take_word(bit));
        before = ", ";
    }
    putchar('\n');
}

static void print_table(void)
{
    for (int k = 0; k < placement_n_models(); k++) {
        const struct placement_model *m = placement_model_at(k);

        printf("%-16s %s\n%-16s needs %s\n", m->name, messages_text(LANGUAGE_EN, m->summary),
               "", m->needs);
        print_takes(m);
        printf("%-16s source: %s\n", "", m->source);
    }
}

static int models(int argc, char **argv)
{
    struct options o;

    if (!options_parse(&command_models, argc, argv, spec, 0, 0, &o)) return STATUS_USAGE;
    if (o.help)
        command_print_help(&command_models);
    else if (o.json)
        print_json();
    else
        print_table();
    return STATUS_DONE;
}

const struct command command_models = {
    .name = "models",
    .summary = "list the placement models: what they aim at, what they need, their source",
    .usage = "[--json]",
    .help =
        "The names are values of placement.model and of `chargeplan solve --model`.\n"
        "placement.model: none builds nothing: what stands today is judged in every year.\n",
    .run = models,
};

/* command_fields.c - all settings of a scenario, with unit, range, default and source. */
#include <stdio.h>
#include <string.h>

#include "output/commands/command.h"
#include "output/fields_schema.h"
#include "scenarios/schema.h"

static const struct option_spec spec[] = {{"schema", false}, {NULL, false}};

enum { PATH, KIND, UNIT, RANGE, DEFAULT, CHOICES, SOURCE, HELP, N_COLUMNS };
static const char *const heads[N_COLUMNS] = {"path",    "kind",    "unit",   "range",
                                             "default", "choices", "source", "help"};

/* The cells of one setting. */
static void fill_row(const struct section *section, const struct field *f,
                     struct text cell[N_COLUMNS])
{
    char min[TEXT_NUMBER_ROOM], max[TEXT_NUMBER_ROOM];

    memset(cell, 0, N_COLUMNS * sizeof *cell);
    schema_path(section, f, &cell[PATH]);
    text_add(&cell[KIND], schema_kind_name(f->kind));
    text_add(&cell[UNIT], f->unit);
    if (schema_has_range(f)) {
        text_put_number(min, f->min);
        text_put_number(max, f->max);
        text_addf(&cell[RANGE], "%s to %s", min, max);
    }
    text_add(&cell[DEFAULT], f->initial == NULL      ? "required"
                             : f->initial[0] == '\0' ? "not set"
                                                     : f->initial);
    text_add(&cell[CHOICES], f->choices);
    text_add(&cell[SOURCE], f->source);
    text_add(&cell[HELP], f->help);
}

static void clear_row(struct text cell[N_COLUMNS])
{
    for (int c = 0; c < N_COLUMNS; c++)
        text_clear(&cell[c]);
}

/* Does something with each setting whose path or help holds the word. */
static void each(const char *word, void (*with)(const struct text cell[N_COLUMNS], void *),
                 void *data)
{
    for (int k = 0; k < schema_n(); k++) {
        const struct section *section = schema_section(k);

        for (int i = 0; i < section->n_fields; i++) {
            struct text cell[N_COLUMNS];

            fill_row(section, &section->field[i], cell);
            if (word == NULL || strstr(cell[PATH].data, word) != NULL ||
                strstr(cell[HELP].data, word) != NULL)
                with(cell, data);
            clear_row(cell);
        }
    }
}

static const char *shown(const struct text *cell)
{
    return cell->n > 0 ? cell->data : "-";
}

/* Cells that are longer push the rest of their line to the right. */
enum { WIDEST = 30 };

static void measure(const struct text cell[N_COLUMNS], void *data)
{
    int *width = data;

    for (int c = 0; c < N_COLUMNS; c++) {
        int n = (int)strlen(shown(&cell[c]));

        if (n > width[c]) width[c] = n < WIDEST || c == PATH ? n : WIDEST;
    }
}

static void print_row(const struct text cell[N_COLUMNS], void *data)
{
    const int *width = data;

    for (int c = 0; c < HELP; c++)
        printf("%-*s  ", width[c], shown(&cell[c]));
    printf("%s\n", shown(&cell[HELP]));
}

static void print_json_row(const struct text cell[N_COLUMNS], void *data)
{
    struct text json = {0};
    int *n = data;

    text_add(&json, (*n)++ > 0 ? ",\n  {" : "\n  {");
    for (int c = 0; c < N_COLUMNS; c++) {
        text_addf(&json, "%s\"%s\": ", c > 0 ? ", " : "", heads[c]);
        text_add_json(&json, cell[c].n > 0 ? cell[c].data : "");
    }
    text_add(&json, "}");
    if (!json.nomem) fputs(json.data, stdout);
    text_clear(&json);
}

static void print_table(const char *word)
{
    int width[N_COLUMNS];

    for (int c = 0; c < N_COLUMNS; c++)
        width[c] = (int)strlen(heads[c]);
    each(word, measure, width);
    for (int c = 0; c < HELP; c++)
        printf("%-*s  ", width[c], heads[c]);
    printf("%s\n", heads[HELP]);
    each(word, print_row, width);
}

static int print_schema(void)
{
    struct text schema = {0};
    struct error err = {0};

    fields_schema_put(&schema);
    if (schema.nomem) {
        text_clear(&schema);
        error_nomem(&err, "the JSON Schema");
        return command_fail(&err);
    }
    fputs(schema.data, stdout);
    text_clear(&schema);
    return STATUS_DONE;
}

static int command_fields_main(int argc, char **argv)
{
    struct options o;
    const char *word;
    int n = 0;

    if (!options_parse(&command_fields, argc, argv, spec, 0, 1, &o)) return STATUS_USAGE;
    word = o.n_words > 0 ? o.word[0] : NULL;
    if (o.help) {
        command_print_help(&command_fields);
    } else if (option_given(&o, "schema")) {
        return print_schema();
    } else if (o.json) {
        printf("[");
        each(word, print_json_row, &n);
        printf("\n]\n");
    } else {
        print_table(word);
    }
    return STATUS_DONE;
}

const struct command command_fields = {
    .name = "fields",
    .summary = "list every setting with its unit, range, default and source",
    .usage = "[WORD] [--json | --schema]",
    .help =
        "  WORD                 only settings whose path or help holds the word\n"
        "  --json               as JSON\n"
        "  --schema             a JSON Schema (draft 2020-12) for editors\n"
        "Where the kind is a number or {year: number}, the id of a plan's fact may stand for\n"
        "the figure, if its unit fits: points: {2020: G15-ACC-EV}, kwh_per_km: P21-KWH.\n"
        "`chargeplan plans` lists the facts.\n",
    .run = command_fields_main,
};

/* command_plans.c - lists the facts of the plans with clause, strength and validity. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "output/command.h"
#include "output/json.h"
#include "scenarios/plans.h"
#include "scenarios/text.h"

static const char *const rule_word[N_RULE_KINDS] = {
    [RULE_CORE_RADIUS] = "core_radius",       [RULE_EV_PER_CHARGER] = "ev_per_charger",
    [RULE_EV_PER_STATION] = "ev_per_station", [RULE_WAIT] = "wait",
    [RULE_KW_PER_EV] = "kw_per_ev",           [RULE_BUDGET] = "budget"};

/* Name of the rule a fact may be judged by; NULL where it cannot. */
static const char *rule_of(const struct fact *fact)
{
    int kind = plans_rule_kind(fact);

    return kind >= 0 ? rule_word[kind] : NULL;
}

static bool starts_with(const char *text, const char *word)
{
    for (; *word != '\0'; text++, word++)
        if (tolower((unsigned char)*text) != tolower((unsigned char)*word)) return false;
    return true;
}

static bool contains(const char *text, const char *word)
{
    for (; *text != '\0'; text++)
        if (starts_with(text, word)) return true;
    return *word == '\0';
}

/* Every word stands somewhere in the fact. */
static bool matches(const struct fact *f, const struct options *options)
{
    for (int k = 0; k < options->n_words; k++) {
        const char *w = options->word[k];

        if (!contains(f->id, w) && !contains(f->plan, w) && !contains(f->scope, w) &&
            !contains(f->quantity, w) && !contains(f->meaning, w) &&
            !contains(plans_strength_name(f->strength), w))
            return false;
    }
    return true;
}

static void print_fact(const struct fact *f)
{
    char value[TEXT_NUMBER_ROOM];

    text_put_number(value, f->value);
    printf("%s  %s\n    %s %s %s %s", f->id, f->scope, f->quantity, relation_name(f->relation),
           value, f->unit);
    if (f->year > 0) printf(" (%d)", f->year);
    printf("; %s", f->strength == STRENGTH_IN_PRINCIPLE ? "in principle"
                                                        : plans_strength_name(f->strength));
    if (f->valid_to > 0) printf(", valid to %d", f->valid_to);
    if (rule_of(f) != NULL) printf("; as a rule: %s", rule_of(f));
    printf("\n    %s%s%s%s%s\n", f->plan, *f->section != '\0' ? ", " : "", f->section,
           *f->meaning != '\0' ? ": " : "", f->meaning);
}

static void write_year(struct json *j, const char *key, int year)
{
    if (year > 0)
        json_integer(j, key, year);
    else
        json_text(j, key, NULL);
}

static void write_fact(struct json *j, const struct fact *f)
{
    json_open(j, NULL, '{');
    json_text(j, "id", f->id);
    json_text(j, "scope", f->scope);
    json_text(j, "quantity", f->quantity);
    json_text(j, "relation", relation_name(f->relation));
    json_number(j, "value", f->value);
    json_text(j, "unit", f->unit);
    write_year(j, "year", f->year);
    json_text(j, "strength", plans_strength_name(f->strength));
    write_year(j, "valid_to", f->valid_to);
    json_text(j, "rule", rule_of(f));
    json_text(j, "plan", f->plan);
    json_text(j, "section", f->section);
    json_text(j, "meaning", f->meaning);
    json_close(j, '}');
}

/* Prints the facts that match; returns their number. */
static int print_facts(const struct plans *plans, const struct options *options)
{
    struct json json = {.stream = stdout};
    int n = 0;

    if (options->json) json_open(&json, NULL, '[');
    for (int k = 0; k < plans->n; k++) {
        if (!matches(&plans->fact[k], options)) continue;
        if (option_given(options, "rules") && rule_of(&plans->fact[k]) == NULL) continue;
        n++;
        if (options->json)
            write_fact(&json, &plans->fact[k]);
        else
            print_fact(&plans->fact[k]);
    }
    if (options->json) json_close(&json, ']');
    return n;
}

static int run(int argc, char **argv)
{
    static const struct option_spec spec[] = {{"rules", false}, {NULL, false}};
    struct options options;
    struct plans *plans = NULL;
    struct error err;
    const char *near;
    int n;

    if (!options_parse(&command_plans, argc, argv, spec, 0, 16, &options)) return STATUS_USAGE;
    if (options.help) {
        command_print_help(&command_plans);
        return STATUS_DONE;
    }
    if (plans_read(&plans, &err) != ERR_OK) return command_fail(&err);
    n = print_facts(plans, &options);
    if (n == 0) {
        near = options.n_words > 0 ? plans_nearest(plans, options.word[0]) : NULL;
        fprintf(stderr, "chargeplan plans: no fact matches%s%s%s\n",
                near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
                near != NULL ? "'?" : "");
    }
    plans_free(plans);
    return n > 0 ? STATUS_DONE : STATUS_FAILED;
}

const struct command command_plans = {
    .name = "plans",
    .summary = "lists the figures of the plans, with clause, strength and validity",
    .usage = "[WORD]... [--rules] [--json]",
    .help = "Lists the facts in which every WORD stands: in the id, plan, scope, quantity,\n"
            "meaning or strength, in any case. A fact whose validity ended may still be used;\n"
            "the report then says so.\n\n"
            "  --rules  only facts that a scenario can name under rules\n"
            "  --json   for programs\n\n"
            "  chargeplan plans --rules promotion\n",
    .run = run,
};

/* command_plans.c - lists the facts of the plans with clause, strength and validity. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "output/commands/command.h"
#include "output/json.h"
#include "output/judged.h"
#include "scenarios/plans.h"
#include "scenarios/plans_quantity.h"
#include "scenarios/presets.h"
#include "scenarios/text.h"

/* Name of the rule a fact may be judged by, "declared" where the planner has to give the figure
 * reached; NULL where it can be no rule. */
static const char *rule_of(const struct fact *fact)
{
    const struct quantity *quantity = plans_quantity(fact->quantity);

    if (!plans_is_target(fact)) return NULL;
    if (quantity != NULL && quantity->use == QUANTITY_NEVER) return NULL;
    return judged_kind(plans_rule_kind(fact) >= 0 ? (enum rule_kind)plans_rule_kind(fact)
                                                  : RULE_DECLARED);
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
            !contains(f->quantity, w) && !contains(f->meaning, w) && !contains(f->plan_zh, w) &&
            !contains(f->scope_zh, w) && !contains(f->meaning_zh, w) &&
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

static const char *in_chinese(const char *own, const char *chinese)
{
    return *chinese != '\0' ? chinese : own;
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
    json_text(j, "plan_zh", in_chinese(f->plan, f->plan_zh));
    json_text(j, "scope_zh", in_chinese(f->scope, f->scope_zh));
    json_text(j, "meaning_zh", in_chinese(f->meaning, f->meaning_zh));
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

/* The presets with their lines, as they may be written by hand instead. */
static void print_presets(const struct options *options)
{
    struct json json = {.stream = stdout};

    if (options->json) json_open(&json, NULL, '[');
    for (int k = 0; k < presets_n(); k++) {
        const struct preset *preset = presets_at(k);

        if (!options->json) {
            printf("%s\n%s\n", preset->name, preset->text);
            continue;
        }
        json_open(&json, NULL, '{');
        json_text(&json, "name", preset->name);
        json_text(&json, "summary", preset->summary);
        json_text(&json, "text", preset->text);
        json_close(&json, '}');
    }
    if (options->json) json_close(&json, ']');
}

/* The built-in catalogue, or the facts of a second one alone. */
static enum err read_catalogue(struct plans **plans, const char *path,
                               struct problems *problems, struct error *err)
{
    int built_in;

    TRY(plans_read(plans, err));
    if (path == NULL) return ERR_OK;
    built_in = (*plans)->n;
    if (plans_is_built_in(path) && plans_built_in(path) == NULL)
        return error_set(err, ERR_USAGE,
                         "--catalogue %s: there is no built-in catalogue of that name; the one "
                         "there is is plan:current",
                         path);
    TRY(plans_add(*plans, path, problems, err));
    if (problems->n > 0)
        return error_set(err, ERR_DATA, "%s: %d mistake%s", path, problems->n,
                         problems->n == 1 ? "" : "s");
    (*plans)->n -= built_in;
    memmove((*plans)->fact, (*plans)->fact + built_in,
            (size_t)(*plans)->n * sizeof *(*plans)->fact);
    return ERR_OK;
}

static int list_facts(const struct options *options)
{
    struct plans *plans = NULL;
    struct problems problems = {0};
    struct error err = {0};
    const char *near = NULL;
    int n = 0;
    enum err code = read_catalogue(&plans, option_get(options, "catalogue"), &problems, &err);

    if (problems.n > 0)
        command_print_problems(&problems);
    else if (code != ERR_OK)
        command_fail(&err);
    else
        n = print_facts(plans, options);
    if (n > 0 && option_given(options, "catalogue") &&
        plans_built_in(option_get(options, "catalogue")) != NULL)
        fprintf(stderr, "chargeplan plans: plan:current holds public statements of 2023 and "
                        "2025, to be checked before citing\n");
    if (code == ERR_OK && n == 0) {
        if (options->n_words > 0) near = plans_nearest(plans, options->word[0]);
        fprintf(stderr, "chargeplan plans: no fact matches%s%s%s\n",
                near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
                near != NULL ? "'?" : "");
    }
    plans_free(plans);
    if (code != ERR_OK) return error_exit_status(code);
    return n > 0 ? STATUS_DONE : STATUS_FAILED;
}

static int run(int argc, char **argv)
{
    static const struct option_spec spec[] = {
        {"rules", false}, {"presets", false}, {"catalogue", true}, {NULL, false}};
    struct options options;

    if (!options_parse(&command_plans, argc, argv, spec, 0, 16, &options)) return STATUS_USAGE;
    if (options.help) {
        command_print_help(&command_plans);
        return STATUS_DONE;
    }
    if (!option_given(&options, "presets")) return list_facts(&options);
    print_presets(&options);
    return STATUS_DONE;
}

const struct command command_plans = {
    .name = "plans",
    .summary = "lists the figures of the plans, with clause, strength and validity",
    .usage = "[WORD]... [--rules] [--catalogue FILE] [--json] | --presets [--json]",
    .help =
        "Lists the facts in which every WORD stands: in the id, plan, scope, quantity,\n"
        "meaning or strength, in any case; plan, scope and meaning in Chinese too. A fact\n"
        "whose validity ended may still be used; the report then says so.\n\n"
        "  --rules           only facts that a scenario can name under rules; \"declared\": "
        "the\n"
        "                    planner gives the figure reached, {fact: ID, achieved: 0.1,\n"
        "                    source: ...}\n"
        "  --catalogue FILE  the facts of another catalogue of the same columns, as `plans:`\n"
        "                    of a scenario names it; plan:current holds public statements of\n"
        "                    2023 and 2025, to be checked before citing\n"
        "  --presets         what the Guide asks for by tier and kind of city, to be "
        "extended:\n"
        "                    extends: plan:accelerate/promotion\n"
        "  --json            for programs\n\n"
        "  chargeplan plans --rules promotion\n",
    .run = run,
};

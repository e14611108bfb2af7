/* schema_read.c - values from nodes, with their range and choices; see schema.h */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/schema_reading.h"

void schema_problem(struct problems *problems, const struct yaml_source *source, int line,
                    int column, const char *path, const char *fmt, ...)
{
    bool option = strcmp(source->name, "--set") == 0;
    char sentence[1024];
    va_list args;

    va_start(args, fmt);
    vsnprintf(sentence, sizeof sentence, fmt, args);
    va_end(args);
    problems_add(problems, source->path, option ? 0 : line, option ? 0 : column, path, "%s",
                 sentence);
}

bool schema_unset(const struct yaml_node *node)
{
    return node->kind == YAML_WORD && node->text[0] == '\0';
}

/* "; usual 20 to 400" */
static void put_usual(const struct field *f, struct text *to)
{
    int length;
    const char *usual = schema_usual(f, &length);

    if (usual != NULL) text_addf(to, "; %.*s", length, usual);
}

/* "0 to 2000 km" */
static void put_range(const struct field *f, struct text *to)
{
    char min[TEXT_NUMBER_ROOM], max[TEXT_NUMBER_ROOM];
    bool bare = strcmp(f->unit, "share") == 0 || strcmp(f->unit, "ratio") == 0 ||
                strcmp(f->unit, "year") == 0 || f->unit[0] == '\0';

    text_put_number(min, f->min);
    text_put_number(max, f->max);
    if (f->min == f->max)
        text_add(to, min);
    else
        text_addf(to, "%s to %s%s%s", min, max, bare ? "" : " ", bare ? "" : f->unit);
}

bool schema_number(const char *text, double *out)
{
    if (strncmp(text, "1:", 2) == 0) return text_number(text + 2, out) && *out > 0;
    return text_number(text, out);
}

static void refuse_number(const struct reading *r, const struct yaml_node *node,
                          const char *what, const char *allowed)
{
    const char *hint = "", *near = NULL;
    size_t digits = strspn(node->text, "0123456789");

    if (schema_takes_facts(r->f) && r->facts->plans != NULL && digits == 0) {
        if (r->facts->plans->incomplete) return; /* it may stand where a mistake is told */
        near = plans_nearest(r->facts->plans, node->text);
    }
    if (near != NULL) {
        PROBLEM(r, node, "'%.80s' is neither a number nor a plan's fact; did you mean %s?",
                node->text, near);
        return;
    }
    if (strchr(node->text, '%') != NULL)
        hint = "; write a share such as 9 % as 0.09";
    else if (digits > 0 && node->text[digits] != '\0')
        hint = "; write the number alone, without unit or commas";
    PROBLEM(r, node, "'%.80s' is not %s; allowed is %s%s", node->text, what, allowed, hint);
}

/* The figure of a word: a number, or the id of a plan's fact. False: a problem was added. */
static bool read_figure(const struct reading *r, const struct yaml_node *node, bool whole,
                        double *out)
{
    const struct fact *fact =
        whole || !schema_takes_facts(r->f) ? NULL : schema_fact(r->facts, node);
    struct text range = {0};
    int integer = 0;

    if (fact != NULL)
        return schema_fact_value(r->f, fact, r->facts, node, r->path, r->problems, out);
    if (whole ? text_integer(node->text, &integer) : schema_number(node->text, out)) {
        if (whole) *out = integer;
        return true;
    }
    put_range(r->f, &range);
    refuse_number(r, node, whole ? "a whole number" : "a number",
                  range.nomem ? "" : range.data);
    text_clear(&range);
    return false;
}

/* "; 35 % is 0.35": the two units that planners write most often where another is meant. */
static void put_meant(const struct field *f, const char *number, struct text *to)
{
    char meant[TEXT_NUMBER_ROOM];
    double value = 0;

    if (!schema_number(number, &value) || value < 2 || value / 100 > f->max) return;
    text_put_number(meant, value / 100);
    if (strcmp(f->unit, "share") == 0 && f->max == 1)
        text_addf(to, "; %.40s %% is %s", number, meant);
    else if (strcmp(f->unit, "kWh/km") == 0)
        text_addf(to, "; %.40s kWh per 100 km is %s", number, meant);
}

/* What stands there is no figure, or one outside the range. */
static void refuse_one(const struct reading *r, const struct yaml_node *node, bool whole)
{
    struct text range = {0};

    put_range(r->f, &range);
    put_usual(r->f, &range);
    if (node->kind == YAML_WORD) put_meant(r->f, node->text, &range);
    if (range.nomem)
        PROBLEM(r, node, "%.80s is wrong", node->kind == YAML_WORD ? node->text : "this");
    else if (node->kind != YAML_WORD)
        PROBLEM(r, node, "a %s stands where a single %snumber belongs; allowed is %s",
                node->kind == YAML_MAP ? "mapping" : "list", whole ? "whole " : "", range.data);
    else
        PROBLEM(r, node, "%.80s is %s %s", node->text,
                r->f->min == r->f->max ? "wrong; allowed is" : "outside", range.data);
    text_clear(&range);
}

/* False: a problem was added. */
bool schema_read_one(const struct reading *r, const struct yaml_node *node, bool whole,
                     double *out)
{
    double value = 0;
    bool fine = node->kind == YAML_WORD;

    if (fine && !read_figure(r, node, whole, &value)) return false;
    fine = fine && value >= r->f->min && value <= r->f->max;
    if (fine)
        *out = value;
    else
        refuse_one(r, node, whole);
    return fine;
}

static enum err nomem(const struct reading *r)
{
    return error_nomem(r->err, r->path);
}

static enum err read_integer(const struct reading *r, const struct yaml_node *node, int *out)
{
    double value;

    if (schema_read_one(r, node, true, &value)) *out = (int)value;
    return ERR_OK;
}

static enum err read_flag(const struct reading *r, const struct yaml_node *node, bool *out)
{
    static const char *const words[] = {"true", "yes", "false", "no"};

    for (int k = 0; node->kind == YAML_WORD && k < 4; k++) {
        if (strcmp(node->text, words[k]) != 0) continue;
        *out = k < 2;
        return ERR_OK;
    }
    PROBLEM(r, node, "'%.80s' is not true or false (yes and no are read too)",
            node->kind == YAML_WORD ? node->text : "...");
    return ERR_OK;
}

static enum err refuse_word(const struct reading *r, const struct yaml_node *node)
{
    struct text allowed = {0}, guess = {0};
    int n = schema_n_choices(r->f), least = (int)strlen(node->text) / 3 + 2;

    for (int k = 0; k < n; k++) {
        const char *start;
        int length = schema_choice(r->f, k, &start);
        char word[64];

        snprintf(word, sizeof word, "%.*s", length, start);
        text_addf(&allowed, "%s%s", k > 0 ? ", " : "", word);
        if (text_distance(node->text, word) >= least ||
            text_distance(node->text, word) >= length)
            continue;
        least = text_distance(node->text, word);
        text_clear(&guess);
        text_addf(&guess, "; did you mean %s?", word);
    }
    if (!allowed.nomem && !guess.nomem)
        PROBLEM(r, node, "'%.80s' is not one of %s%s", node->text, allowed.data,
                guess.data != NULL ? guess.data : "");
    text_clear(&allowed);
    text_clear(&guess);
    return ERR_OK;
}

static enum err read_word(const struct reading *r, const struct yaml_node *node, int *out)
{
    int n = schema_n_choices(r->f);

    for (int k = 0; k < n; k++) {
        const char *start;
        size_t length = (size_t)schema_choice(r->f, k, &start);

        if (strlen(node->text) != length || strncmp(node->text, start, length) != 0) continue;
        *out = k;
        return ERR_OK;
    }
    return refuse_word(r, node);
}

static enum err read_text(const struct reading *r, const struct yaml_node *node, char **out)
{
    *out = text_copy(node->text);
    return *out == NULL ? nomem(r) : ERR_OK;
}

static enum err read_number_or_column(const struct reading *r, const struct yaml_node *node,
                                      struct number_or_column *out)
{
    double number;

    if (!node->plain || !schema_number(node->text, &number))
        return read_text(r, node, &out->column);
    if (schema_read_one(r, node, false, &number)) out->number = number;
    return ERR_OK;
}

/* Kinds whose value is one word. */
static enum err read_single(const struct reading *r, const struct yaml_node *node, void *member)
{
    double value;

    if (node->kind != YAML_WORD) {
        PROBLEM(r, node, "a %s stands where a single %s belongs",
                node->kind == YAML_MAP ? "mapping" : "list", schema_kind_name(r->f->kind));
        return ERR_OK;
    }
    switch (r->f->kind) {
    case FIELD_NUMBER:
        if (schema_read_one(r, node, false, &value)) *(double *)member = value;
        return ERR_OK;
    case FIELD_INTEGER:
        return read_integer(r, node, member);
    case FIELD_FLAG:
        return read_flag(r, node, member);
    case FIELD_WORD:
        return read_word(r, node, member);
    case FIELD_NUMBER_OR_COLUMN:
        return read_number_or_column(r, node, member);
    default:
        return read_text(r, node, member);
    }
}

enum err schema_read(const struct field *f, const struct yaml_node *node, const char *path,
                     const struct schema_facts *facts, void *member, struct problems *problems,
                     struct error *err)
{
    struct reading r = {f, path, facts, problems, err};

    if (schema_unset(node)) {
        if (f->initial == NULL || f->initial[0] != '\0')
            PROBLEM(&r, node, "no value stands here; %s%s",
                    f->initial == NULL ? "it is needed: "
                                       : "leave the line out for the default ",
                    f->initial == NULL ? f->help : f->initial);
        return ERR_OK;
    }
    switch (f->kind) {
    case FIELD_SERIES:
        return schema_read_series(&r, node, member);
    case FIELD_NUMBERS:
        return schema_read_numbers(&r, node, member);
    case FIELD_TEXTS:
        return schema_read_texts(&r, node, member);
    case FIELD_YEARS:
        return schema_read_years(&r, node, member);
    case FIELD_MAP_NUMBER:
    case FIELD_MAP_TEXT:
        return schema_read_map(&r, node, member);
    default:
        return read_single(&r, node, member);
    }
}

/* plans.c - see plans.h. The table is built into the program. */
#include "scenarios/plans.h"

#include <stdlib.h>
#include <string.h>

#include "scenarios/csv.h"
#include "scenarios/names.h"
#include "scenarios/text.h"

extern const char embed_facts_csv[];

/* Columns of the table, in its order. */
/* clang-format off */
enum column { ID, PLAN, SECTION, SCOPE, QUANTITY, VALUE, UNIT, YEAR, RELATION, MEANING, STRENGTH,
              VALID_TO, N_COLUMNS };
static const char *const column_name[N_COLUMNS] = {
    "id", "plan", "section", "scope", "quantity", "value",
    "unit", "year", "relation", "meaning", "strength", "valid_to"};
/* clang-format on */

static const char *const relation_word[N_RELATIONS] = {
    [REL_OVER] = "over",
    [REL_UNDER] = "under",
    [REL_AT_LEAST] = "at least",
    [REL_AT_MOST] = "at most",
    [REL_REACH] = "reach",
    [REL_ABOUT] = "about",
    [REL_FALLS_TO] = "falls to",
    [REL_AIMS_AT] = "aims at",
    [REL_AIMS_AT_MOST] = "aims at most",
    [REL_AIMS_UNDER] = "aims under",
    [REL_AIMS_OVER] = "aims over",
    [REL_NEW] = "new",
    [REL_NEW_OVER] = "new over",
    [REL_NEW_2015_2020] = "new 2015-2020",
    [REL_WAS] = "was",
    [REL_IS] = "is",
    [REL_CAPABLE_OF] = "capable of",
};

static const char *const strength_word[N_STRENGTHS] = {
    [STRENGTH_BINDING] = "binding", [STRENGTH_IN_PRINCIPLE] = "in_principle",
    [STRENGTH_AIM] = "aim",         [STRENGTH_FORECAST] = "forecast",
    [STRENGTH_BASE] = "base",       [STRENGTH_INFO] = "info"};

const char *relation_name(enum relation relation)
{
    return relation_word[relation];
}

const char *plans_strength_name(enum strength strength)
{
    return strength_word[strength];
}

/* Index of the cell's word among those allowed. */
static enum err read_word(const struct csv *csv, int row, int column, int n,
                          const char *const words[], int *out, struct error *err)
{
    const char *cell = csv_cell(csv, row, column), *near = text_nearest(cell, n, words);

    for (int k = 0; k < n; k++) {
        if (strcmp(cell, words[k]) != 0) continue;
        *out = k;
        return ERR_OK;
    }
    return csv_fail(csv, row, column, err, "'%s' is no word for it%s%s%s", csv_quote(cell).text,
                    near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
                    near != NULL ? "'?" : "");
}

/* 0 where the cell is empty. */
static enum err read_year(const struct csv *csv, int row, int column, int *out,
                          struct error *err)
{
    *out = 0;
    if (*csv_cell(csv, row, column) == '\0') return ERR_OK;
    return csv_integer(csv, row, column, 1990, 2100, out, err);
}

/* Small letters, digits, _ and the dots between parts. */
static enum err check_quantity(const struct csv *csv, int row, int column, struct error *err)
{
    const char *cell = csv_cell(csv, row, column);
    size_t n = strspn(cell, "abcdefghijklmnopqrstuvwxyz0123456789_.");

    if (n > 0 && cell[n] == '\0') return ERR_OK;
    return csv_fail(csv, row, column, err,
                    "'%s' is no quantity; its name has small letters, digits, _ and dots",
                    csv_quote(cell).text);
}

static enum err read_fact(const struct csv *csv, int row, const int column[], struct fact *out,
                          struct error *err)
{
    int relation = 0, strength = 0;

    TRY(check_quantity(csv, row, column[QUANTITY], err));
    TRY(csv_number(csv, row, column[VALUE], 0, 1e12, &out->value, err));
    TRY(read_year(csv, row, column[YEAR], &out->year, err));
    TRY(read_year(csv, row, column[VALID_TO], &out->valid_to, err));
    TRY(read_word(csv, row, column[RELATION], N_RELATIONS, relation_word, &relation, err));
    TRY(read_word(csv, row, column[STRENGTH], N_STRENGTHS, strength_word, &strength, err));
    out->relation = (enum relation)relation;
    out->strength = (enum strength)strength;
    out->id = csv_cell(csv, row, column[ID]);
    out->plan = csv_cell(csv, row, column[PLAN]);
    out->section = csv_cell(csv, row, column[SECTION]);
    out->scope = csv_cell(csv, row, column[SCOPE]);
    out->quantity = csv_cell(csv, row, column[QUANTITY]);
    out->unit = csv_cell(csv, row, column[UNIT]);
    out->meaning = csv_cell(csv, row, column[MEANING]);
    return ERR_OK;
}

/* One quantity has one unit wherever it stands, or its figures could not be compared. */
static enum err check_units(const struct plans *plans, const int column[], struct error *err)
{
    struct names *first = NULL;
    enum err code;

    TRY(names_create(&first, plans->n, err));
    code = ERR_OK;
    for (int k = 0; k < plans->n && code == ERR_OK; k++) {
        int other = names_add(first, plans->fact[k].quantity, k);

        if (other < 0 || strcmp(plans->fact[other].unit, plans->fact[k].unit) == 0) continue;
        code = csv_fail(plans->csv, k, column[UNIT], err, "%s is in '%s' here, in '%s' in %s",
                        plans->fact[k].quantity, plans->fact[k].unit, plans->fact[other].unit,
                        plans->fact[other].id);
    }
    names_free(first);
    return code;
}

static enum err fill(struct plans *plans, const char *text, const char *name, struct error *err)
{
    int column[N_COLUMNS];

    TRY(csv_parse(&plans->csv, text, name, err));
    for (int c = 0; c < N_COLUMNS; c++)
        TRY(csv_need_column(plans->csv, column_name[c], &column[c], err));
    TRY(csv_unique(plans->csv, column[ID], err));
    plans->n = csv_n_rows(plans->csv);
    plans->fact = calloc((size_t)plans->n + 1, sizeof *plans->fact);
    if (plans->fact == NULL) return error_nomem(err, "the plan catalogue");
    for (int k = 0; k < plans->n; k++)
        TRY(read_fact(plans->csv, k, column, &plans->fact[k], err));
    return check_units(plans, column, err);
}

enum err plans_parse(struct plans **out, const char *text, const char *name, struct error *err)
{
    struct plans *plans = calloc(1, sizeof *plans);
    enum err code;

    if (plans == NULL) return error_nomem(err, "the plan catalogue");
    code = fill(plans, text, name, err);
    if (code != ERR_OK) {
        plans_free(plans);
        return code;
    }
    *out = plans;
    return ERR_OK;
}

enum err plans_read(struct plans **out, struct error *err)
{
    return plans_parse(out, embed_facts_csv, "plans/facts.csv", err);
}

void plans_free(struct plans *plans)
{
    if (plans == NULL) return;
    csv_free(plans->csv);
    free(plans->fact);
    free(plans);
}

const struct fact *plans_find(const struct plans *plans, const char *id)
{
    for (int k = 0; k < plans->n; k++)
        if (strcmp(plans->fact[k].id, id) == 0) return &plans->fact[k];
    return NULL;
}

const char *plans_nearest(const struct plans *plans, const char *id)
{
    const char **ids = malloc(((size_t)plans->n + 1) * sizeof *ids), *nearest;

    if (ids == NULL) return NULL; /* only a hint is lost */
    for (int k = 0; k < plans->n; k++)
        ids[k] = plans->fact[k].id;
    nearest = text_nearest(id, plans->n, ids);
    free(ids);
    return nearest;
}

int plans_rule_kind(const struct fact *fact)
{
    static const struct {
        const char *quantity;
        enum rule_kind kind;
    } kinds[] = {
        {"core_service_radius", RULE_CORE_RADIUS},
        {"ev_per_public_charger", RULE_EV_PER_CHARGER},
        {"ev_per_public_station", RULE_EV_PER_STATION},
    };

    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++)
        if (strcmp(fact->quantity, kinds[k].quantity) == 0) return (int)kinds[k].kind;
    return -1;
}

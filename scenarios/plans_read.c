/* plans_read.c - catalogues as files; see plans.h. The first one is built into the program. */
#include <stdlib.h>
#include <string.h>

#include "scenarios/csv.h"
#include "scenarios/names.h"
#include "scenarios/plans.h"
#include "scenarios/plans_quantity.h"
#include "scenarios/text.h"

extern const char embed_facts_csv[];
extern const char embed_current_csv[];

/* Columns of the table, in its order. A catalogue may leave the Chinese ones out. */
/* clang-format off */
enum column { ID, PLAN, SECTION, SCOPE, QUANTITY, VALUE, UNIT, YEAR, RELATION, MEANING, STRENGTH,
              VALID_TO, N_NEEDED, PLAN_ZH = N_NEEDED, SECTION_ZH, SCOPE_ZH, MEANING_ZH, N_COLUMNS };
static const char *const column_name[N_COLUMNS] = {
    "id", "plan", "section", "scope", "quantity", "value",
    "unit", "year", "relation", "meaning", "strength", "valid_to",
    "plan_zh", "section_zh", "scope_zh", "meaning_zh"};
/* clang-format on */

/* "; did you mean 'at least'?", else the words that are allowed. */
static enum err refuse_word(const struct csv *csv, int row, int column, int n,
                            const char *const words[], struct error *err)
{
    const char *cell = csv_cell(csv, row, column), *near = text_nearest(cell, n, words);
    struct text allowed = {0};
    enum err code;

    for (int k = 0; k < n; k++)
        text_addf(&allowed, "%s%s", k > 0 ? ", " : "", words[k]);
    if (near != NULL)
        code = csv_fail(csv, row, column, err, "'%s' is no word for it; did you mean '%s'?",
                        csv_quote(cell).text, near);
    else
        code = csv_fail(csv, row, column, err, "'%s' is no word for it; allowed are %s",
                        csv_quote(cell).text, allowed.nomem ? "others" : allowed.data);
    text_clear(&allowed);
    return code;
}

/* Index of the cell's word among those allowed. */
static enum err read_word(const struct csv *csv, int row, int column, int n,
                          const char *const words[], int *out, struct error *err)
{
    const char *cell = csv_cell(csv, row, column);

    for (int k = 0; k < n; k++) {
        if (strcmp(cell, words[k]) != 0) continue;
        *out = k;
        return ERR_OK;
    }
    return refuse_word(csv, row, column, n, words, err);
}

static enum err read_relation(const struct csv *csv, int row, int column, enum relation *out,
                              struct error *err)
{
    const char *words[N_RELATIONS];
    int word = 0;

    for (int k = 0; k < N_RELATIONS; k++)
        words[k] = relation_name((enum relation)k);
    TRY(read_word(csv, row, column, N_RELATIONS, words, &word, err));
    *out = (enum relation)word;
    return ERR_OK;
}

static enum err read_strength(const struct csv *csv, int row, int column, enum strength *out,
                              struct error *err)
{
    const char *words[N_STRENGTHS];
    int word = 0;

    for (int k = 0; k < N_STRENGTHS; k++)
        words[k] = plans_strength_name((enum strength)k);
    TRY(read_word(csv, row, column, N_STRENGTHS, words, &word, err));
    *out = (enum strength)word;
    return ERR_OK;
}

/* 0 where the cell is empty. */
static enum err read_year(const struct csv *csv, int row, int column, int *out,
                          struct error *err)
{
    *out = 0;
    if (*csv_cell(csv, row, column) == '\0') return ERR_OK;
    return csv_integer(csv, row, column, 1990, 2100, out, err);
}

/* An id stands where a number, a rule or `inherited` may stand, and is not to be taken for one;
 * the sheet calls the planner's own rules own.wait and so on. */
static enum err check_id(const struct csv *csv, int row, int column, struct error *err)
{
    const char *id = csv_cell(csv, row, column);
    double number;
    bool fine = id[0] != '\0' && !text_number(id, &number) && strcmp(id, "inherited") != 0 &&
                strncmp(id, "own.", 4) != 0;

    for (const char *c = id; *c != '\0' && fine; c++)
        fine = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') ||
               (*c >= '0' && *c <= '9') || *c == '-' || *c == '_' || *c == '.' ||
               (unsigned char)*c >= 0x80;
    if (fine) return ERR_OK;
    return csv_fail(csv, row, column, err,
                    "'%s' is no id; an id has letters, digits, -, _ and ., is neither a "
                    "number nor the word inherited, and does not begin with own.",
                    csv_quote(id).text);
}

/* Small letters, digits, _ and the dots between parts; not a slip of a quantity that is known,
 * which would be judged as something else; in the unit that the model counts in. */
static enum err check_quantity(const struct csv *csv, int row, const int column[],
                               struct error *err)
{
    const char *cell = csv_cell(csv, row, column[QUANTITY]);
    const char *unit = csv_cell(csv, row, column[UNIT]);
    const struct quantity *quantity = plans_quantity(cell);
    size_t n = strspn(cell, "abcdefghijklmnopqrstuvwxyz0123456789_.");

    if (n == 0 || cell[n] != '\0')
        return csv_fail(csv, row, column[QUANTITY], err,
                        "'%s' is no quantity; its name has small letters, digits, _ and dots",
                        csv_quote(cell).text);
    if (quantity == NULL && plans_quantity_meant(cell) != NULL)
        return csv_fail(csv, row, column[QUANTITY], err,
                        "'%s' is no quantity of the plans; did you mean %s?",
                        csv_quote(cell).text, plans_quantity_meant(cell));
    if (quantity != NULL && quantity->unit != NULL && strcmp(quantity->unit, unit) != 0)
        return csv_fail(csv, row, column[UNIT], err, "%s is in '%s', not in '%s'", cell,
                        quantity->unit, csv_quote(unit).text);
    return ERR_OK;
}

/* "" where the catalogue has no such column. */
static const char *cell_or_none(const struct csv *csv, int row, int column)
{
    return column >= 0 ? csv_cell(csv, row, column) : "";
}

static enum err read_fact(const struct csv *csv, int row, const int column[], struct fact *out,
                          struct error *err)
{
    TRY(check_id(csv, row, column[ID], err));
    TRY(check_quantity(csv, row, column, err));
    TRY(csv_number(csv, row, column[VALUE], 0, 1e12, &out->value, err));
    TRY(read_year(csv, row, column[YEAR], &out->year, err));
    TRY(read_year(csv, row, column[VALID_TO], &out->valid_to, err));
    TRY(read_relation(csv, row, column[RELATION], &out->relation, err));
    TRY(read_strength(csv, row, column[STRENGTH], &out->strength, err));
    out->id = csv_cell(csv, row, column[ID]);
    out->plan = csv_cell(csv, row, column[PLAN]);
    out->section = csv_cell(csv, row, column[SECTION]);
    out->scope = csv_cell(csv, row, column[SCOPE]);
    out->quantity = csv_cell(csv, row, column[QUANTITY]);
    out->unit = csv_cell(csv, row, column[UNIT]);
    out->meaning = csv_cell(csv, row, column[MEANING]);
    out->plan_zh = cell_or_none(csv, row, column[PLAN_ZH]);
    out->section_zh = cell_or_none(csv, row, column[SECTION_ZH]);
    out->scope_zh = cell_or_none(csv, row, column[SCOPE_ZH]);
    out->meaning_zh = cell_or_none(csv, row, column[MEANING_ZH]);
    out->catalogue = csv_path(csv);
    out->line = csv_line(csv, row);
    return ERR_OK;
}

/* The facts of a row's id and quantity that the catalogues hold already. */
struct known {
    const struct plans *plans;
    struct names *id, *quantity;
};

/* A fact that is sound by itself joins the others: its id is new, its quantity has one unit
 * wherever it stands, or its figures could not be compared. */
static enum err join(struct known *known, const struct csv *csv, int row, const int column[],
                     const struct fact *fact, struct error *err)
{
    const struct fact *all = known->plans->fact;
    int n = known->plans->n, same = names_find(known->id, fact->id),
        like = names_find(known->quantity, fact->quantity);

    if (same >= 0 && all[same].catalogue == fact->catalogue)
        return csv_fail(csv, row, column[ID], err,
                        "'%s' stands in line %d already; ids must be unique",
                        csv_quote(fact->id).text, all[same].line);
    if (same >= 0)
        return csv_fail(csv, row, column[ID], err,
                        "'%s' is a fact of %s:%d already; ids must be unique",
                        csv_quote(fact->id).text, all[same].catalogue, all[same].line);
    if (like >= 0 && strcmp(all[like].unit, fact->unit) != 0)
        return csv_fail(csv, row, column[UNIT], err, "%s is in '%s' here, in '%s' in %s",
                        fact->quantity, csv_quote(fact->unit).text, all[like].unit,
                        all[like].id);
    names_add(known->id, fact->id, n);
    names_add(known->quantity, fact->quantity, n);
    return ERR_OK;
}

static enum err known_create(struct known *known, const struct plans *plans, int most,
                             struct error *err)
{
    *known = (struct known){.plans = plans};
    TRY(names_create(&known->id, most, err));
    TRY(names_create(&known->quantity, most, err));
    for (int k = 0; k < plans->n; k++) {
        names_add(known->id, plans->fact[k].id, k);
        names_add(known->quantity, plans->fact[k].quantity, k);
    }
    return ERR_OK;
}

/* Every row that is wrong is one problem; the others join. */
static enum err add_rows(struct plans *plans, const struct csv *csv, const int column[],
                         struct problems *problems, struct error *err)
{
    int n = csv_n_rows(csv), before = problems->n;
    struct fact *more = realloc(plans->fact, (size_t)(plans->n + n + 1) * sizeof *more);
    struct known known = {0};
    struct error inner;
    enum err code;

    if (more == NULL) return error_nomem(err, "the plan catalogue");
    plans->fact = more;
    code = known_create(&known, plans, plans->n + n, err);
    for (int k = 0; k < n && code == ERR_OK; k++) {
        struct fact fact = {0};

        if (read_fact(csv, k, column, &fact, &inner) == ERR_OK &&
            join(&known, csv, k, column, &fact, &inner) == ERR_OK)
            plans->fact[plans->n++] = fact;
        else
            problems_add(problems, NULL, 0, 0, NULL, "%s", inner.text);
    }
    names_free(known.id);
    names_free(known.quantity);
    plans->incomplete = plans->incomplete || problems->n > before;
    return code;
}

/* Takes the csv. */
static enum err add_csv(struct plans *plans, struct csv *csv, struct problems *problems,
                        struct error *err)
{
    int column[N_COLUMNS];

    if (plans->n_catalogues == PLANS_CATALOGUES) {
        csv_free(csv);
        return error_set(err, ERR_DATA, "more than %d plan catalogues", PLANS_CATALOGUES);
    }
    plans->csv[plans->n_catalogues++] = csv;
    for (int c = 0; c < N_NEEDED; c++)
        TRY(csv_need_column(csv, column_name[c], &column[c], err));
    for (int c = N_NEEDED; c < N_COLUMNS; c++)
        column[c] = csv_column(csv, column_name[c]);
    return add_rows(plans, csv, column, problems, err);
}

/* A file that cannot be read as a table is one problem, as each of its rows may be. */
static enum err told(struct plans *plans, enum err code, struct problems *problems,
                     const struct error *err)
{
    if (code != ERR_DATA) return code;
    plans->incomplete = true;
    problems_add(problems, NULL, 0, 0, NULL, "%s", err->text);
    return ERR_OK;
}

bool plans_is_built_in(const char *name)
{
    return strncmp(name, "plan:", 5) == 0;
}

const char *plans_built_in(const char *name)
{
    return strcmp(name, "plan:current") == 0 ? embed_current_csv : NULL;
}

enum err plans_add(struct plans *plans, const char *path, struct problems *problems,
                   struct error *err)
{
    const char *text = plans_built_in(path);
    struct csv *csv = NULL;
    enum err code = text != NULL ? csv_parse(&csv, text, path, err) : csv_read(&csv, path, err);

    if (code == ERR_OK) code = add_csv(plans, csv, problems, err);
    return told(plans, code, problems, err);
}

enum err plans_parse(struct plans **out, const char *text, const char *name, struct error *err)
{
    struct plans *plans = calloc(1, sizeof *plans);
    struct problems problems = {0};
    struct csv *csv = NULL;
    enum err code;

    if (plans == NULL) return error_nomem(err, "the plan catalogue");
    code = csv_parse(&csv, text, name, err);
    if (code == ERR_OK) code = add_csv(plans, csv, &problems, err);
    if (code == ERR_OK && problems.n > 0)
        code = error_set(err, ERR_DATA, "%s", problems.text[0]);
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

/* schema.h - the table of all settings that fields.h lists, and what it does with values:
 * reading, range, choices, defaults, printing. */
#ifndef CHARGEPLAN_SCENARIOS_SCHEMA_H
#define CHARGEPLAN_SCENARIOS_SCHEMA_H

#include <stddef.h>

#include "scenarios/error.h"
#include "scenarios/plans.h"
#include "scenarios/scenario.h"
#include "scenarios/text.h"
#include "scenarios/yaml.h"

enum field_kind {
    FIELD_NUMBER,
    FIELD_INTEGER,
    FIELD_FLAG,
    FIELD_WORD,
    FIELD_TEXT,
    FIELD_FILE,
    FIELD_FOLDER,
    FIELD_COLUMN,
    FIELD_SERIES,
    FIELD_NUMBERS,
    FIELD_TEXTS,
    FIELD_YEARS,
    FIELD_MAP_NUMBER,
    FIELD_MAP_TEXT,
    FIELD_NUMBER_OR_COLUMN,
    N_FIELD_KINDS
};

struct field {
    enum field_kind kind;
    const char *key;     /* "with_home.home" */
    const char *initial; /* NULL: REQUIRED; "": not set */
    double min, max;
    const char *unit, *choices, *source, *help;
    size_t offset; /* of the member in the section's struct */
};

enum section_count { SECTION_ONE, SECTION_MANY, SECTION_LIST };

/* The struct of a SECTION_MANY begins with a char * for the id. Where an item of a SECTION_LIST
 * may be a single word, its first field is the TEXT that the word stands for. */
struct section {
    const char *name; /* "" for the top level */
    enum section_count count;
    const char *help;
    int n_fields;
    const struct field *field;
    size_t size; /* of one struct */
};

int schema_n(void);
const struct section *schema_section(int k);
/* NULL where there is none. */
const struct section *schema_find(const char *name);
const struct field *schema_field(const struct section *section, const char *key);

const char *schema_kind_name(enum field_kind kind); /* "number", "number or column" ... */
bool schema_has_range(const struct field *f);       /* its numbers have bounds */
/* How many choices a WORD has; and the k-th: its length, and where it starts in f->choices. */
int schema_n_choices(const struct field *f);
int schema_choice(const struct field *f, int k, const char **start);
/* What the help calls usual, "usual 5 to 20", as far as the next semicolon; NULL where it says
 * nothing. Not ended by 0: *length characters. */
const char *schema_usual(const struct field *f, int *length);
/* The two numbers behind it; false where there are none. */
bool schema_usual_range(const struct field *f, double *low, double *high);
/* Path of a field for lists of settings: "fleet.<id>.km_per_day", "rules[].target", "name". */
void schema_path(const struct section *section, const struct field *f, struct text *to);

/* ---- values (schema_read.c, schema_fact.c, schema_put.c) ---- */

/* The facts of the plans that may stand for the figure of a NUMBER or in a SERIES. */
struct schema_facts {
    const struct plans *plans; /* NULL: no fact may stand there */
    const char *currency;      /* study.currency; NULL: not known */
};

/* True where a node says "not set": nothing behind the key, or "". */
bool schema_unset(const struct yaml_node *node);

/* Reads a node into a member that holds nothing yet. What is wrong goes to `problems` with its
 * place, and the member is left without a value. Errors: ERR_NOMEM. */
enum err schema_read(const struct field *f, const struct yaml_node *node, const char *path,
                     const struct schema_facts *facts, void *member, struct problems *problems,
                     struct error *err);
/* A number, or a ratio 1:7, which means 7. */
bool schema_number(const char *text, double *out);
/* May facts stand for the field's figures: is it a NUMBER or a SERIES? */
bool schema_takes_facts(const struct field *f);
/* The fact that a word names; NULL where it is a number, or names none. */
const struct fact *schema_fact(const struct schema_facts *facts, const struct yaml_node *node);
/* The fact's figure in the field's unit. False: a problem was added, since its unit or its
 * quantity does not fit. */
bool schema_fact_value(const struct field *f, const struct fact *fact,
                       const struct schema_facts *facts, const struct yaml_node *node,
                       const char *path, struct problems *problems, double *out);
/* "Not set", whatever the kind. */
void schema_init(const struct field *f, void *member);
void schema_clear(const struct field *f, void *member);

/* Adds the value as YAML flow text that schema_read() reads back; nothing where it is not set.
 */
void schema_put(const struct field *f, const void *member, struct text *to);
/* The same, with the ids of facts where the node has them in place of figures. */
void schema_put_facts(const struct field *f, const struct yaml_node *node,
                      const struct schema_facts *facts, const void *member, struct text *to);

/* Adds a problem at a node's place; an option of the command line has no line. */
void schema_problem(struct problems *problems, const struct yaml_source *source, int line,
                    int column, const char *path, const char *fmt, ...)
    __attribute__((format(printf, 6, 7)));

#endif

/* plans.h - the plan catalogue: every figure of the government plans, with its clause.
 *
 * The table is scenarios/plans/facts.csv; it is built into the program. A second one, of plans
 * in force after it, is plans/current.csv ("plan:current"); a planner's own has the same form.
 */
#ifndef CHARGEPLAN_SCENARIOS_PLANS_H
#define CHARGEPLAN_SCENARIOS_PLANS_H

#include "scenarios/error.h"
#include "scenarios/scenario.h"

enum relation {
    REL_OVER,
    REL_UNDER,
    REL_AT_LEAST,
    REL_AT_MOST,
    REL_REACH,
    REL_ABOUT,
    REL_FALLS_TO,
    REL_AIMS_AT,
    REL_AIMS_AT_MOST,
    REL_AIMS_UNDER,
    REL_AIMS_OVER,
    REL_NEW,
    REL_NEW_OVER,
    REL_NEW_2015_2020,
    REL_WAS,
    REL_IS,
    REL_CAPABLE_OF,
    N_RELATIONS
};

struct fact {
    const char *id;       /* "G15-ACC-RATIO-P" */
    const char *plan;     /* document number and name */
    const char *section;  /* the clause */
    const char *scope;    /* where it holds */
    const char *quantity; /* "ev_per_public_charger" */
    double value;
    const char *unit;
    int year; /* 0: none */
    enum relation relation;
    const char *meaning;
    enum strength strength;
    int valid_to; /* 0: no end */
    /* The same in Chinese, NULL or "" where the catalogue has none: the other text stands.
     * section_zh is the whole phrase, for a clause that is no number: 附件1第(2)4条. */
    const char *plan_zh, *section_zh, *scope_zh, *meaning_zh;
    const char *catalogue; /* "plans/facts.csv", "plan:current", path of the planner's own */
    int line;              /* of that file */
};

/* The facts of all catalogues read, each in the order of its file. */
enum { PLANS_CATALOGUES = 2 };
struct plans {
    int n;
    struct fact *fact;
    int n_catalogues;
    struct csv *csv[PLANS_CATALOGUES];
    bool incomplete; /* a catalogue has mistakes: an id that is not found may stand in it */
};

/* The built-in catalogue. Own it: plans_free(). Errors: ERR_DATA (the table is broken),
 * ERR_NOMEM. */
enum err plans_read(struct plans **out, struct error *err);
/* The same of another table of that form; `name` stands in messages. The first mistake is the
 * error. */
enum err plans_parse(struct plans **out, const char *text, const char *name, struct error *err);
/* Adds the facts of a second catalogue: a file, or one that is built in ("plan:current"). Every
 * mistake is a problem, and its row is left out. Errors: ERR_NOMEM. */
enum err plans_add(struct plans *plans, const char *path, struct problems *problems,
                   struct error *err);
void plans_free(struct plans *plans);
/* Does a name mean a built-in catalogue ("plan:...") and no file; its text, NULL where there is
 * none of that name. */
bool plans_is_built_in(const char *name);
const char *plans_built_in(const char *name);

const struct fact *plans_find(const struct plans *plans, const char *id); /* NULL: none */
/* The id nearest in spelling, for "did you mean"; NULL where none is near. */
const char *plans_nearest(const struct plans *plans, const char *id);
const char *relation_name(enum relation relation);
const char *plans_strength_name(enum strength strength); /* as the table writes it */

/* What a fact checks, where the model can judge a city's plan by it: the kind of rule, or -1.
 */
int plans_rule_kind(const struct fact *fact);
/* Does the fact name something to be reached; is more better; does the figure itself fail? */
bool plans_is_target(const struct fact *fact);
bool plans_at_least(const struct fact *fact);
bool plans_strict(const struct fact *fact);

#endif

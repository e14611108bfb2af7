/* plans.h - the plan catalogue: every figure of the government plans, with its clause.
 *
 * The table is scenarios/plans/facts.csv; it is built into the program. */
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
};

/* All facts in the order of the file. Read once; ERR_DATA where the table is broken.
 * Own it: plans_free(). */
struct plans {
    int n;
    struct fact *fact;
    struct csv *csv;
};
enum err plans_read(struct plans **out, struct error *err);
/* The same of another table of that form; `name` stands in messages. */
enum err plans_parse(struct plans **out, const char *text, const char *name, struct error *err);
void plans_free(struct plans *plans);

const struct fact *plans_find(const struct plans *plans, const char *id); /* NULL: none */
/* The id nearest in spelling, for "did you mean"; NULL where none is near. */
const char *plans_nearest(const struct plans *plans, const char *id);
const char *relation_name(enum relation relation);
const char *plans_strength_name(enum strength strength); /* as the table writes it */

/* What a fact checks, where a city's plan can be judged by it: the kind of rule, or -1. */
int plans_rule_kind(const struct fact *fact);

#endif

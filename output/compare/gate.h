/* gate.h - what a comparison may not show: the expressions of `compare --fail-if`.
 *
 *   gate   = "rules" | "cases" | "any" | figure
 *   figure = name { "@" place } op number [ "%" | "pp" ]
 *   name   = an indicator, or "any": each of them
 *   place  = year | district | "\"" district "\"" | "any"
 *   op     = "<" | "<=" | ">" | ">="
 *
 * The number is set against the change new - old: with % in per cent of the size of the old
 * figure, with pp in percentage points (shares only), else in the indicator's own unit. The
 * gate fails where the sentence is true, in any year, or in the one that is given; of the whole
 * area, or of the district that is given, or of each one ("@ any"). A change that is nearer to
 * the bound than 1e-12 of the figures is the bound.
 *   rules   a rule that was met is met no more
 *   cases   a case that had a plan is gone or has none any more
 *   any     anything differs: figure, station, rule, state or set of cases
 * What cannot be set side by side is settled so: from 0, a change is without end per cent; what
 * only the new side has passes; what only the old side has fails, and every gate fails in a
 * case that had a plan and has none. */
#ifndef CHARGEPLAN_OUTPUT_GATE_H
#define CHARGEPLAN_OUTPUT_GATE_H

#include "output/compare/diff.h"

enum gate_kind { GATE_FIGURE, GATE_RULES, GATE_CASES, GATE_ANY };
enum gate_unit { GATE_OWN_UNIT, GATE_PERCENT, GATE_POINTS };
enum gate_op { GATE_LESS, GATE_LESS_EQUAL, GATE_MORE, GATE_MORE_EQUAL };
enum { GATE_NAME_ROOM = 64, GATE_DISTRICT_ROOM = 256, GATE_KEPT = 50, GATE_ANY_YEAR = -10000 };

/* Why a gate fails at one place. */
enum gate_why {
    GATE_BEYOND,   /* the change is beyond the bound */
    GATE_NO_VALUE, /* the figure is gone */
    GATE_NO_PLAN,  /* the case had a plan and has none */
    GATE_CASE_GONE,
    GATE_RULE, /* met no more */
    GATE_DIFFERS
};

struct gate_failure {
    enum gate_why why;
    const char *label; /* of the case, "" for a run */
    int year, nth;
    const char *district, *name;     /* name: of the indicator or the rule */
    double old, new, change;         /* NAN where there is none */
    const char *said_old, *said_new; /* outcomes of rules, states of cases; else "" */
};

struct gate {
    const char *text; /* as given; borrowed */
    enum gate_kind kind;
    char name[GATE_NAME_ROOM]; /* "" for any indicator */
    int year;                  /* or GATE_ANY_YEAR */
    bool each_district;
    char district[GATE_DISTRICT_ROOM]; /* "" for the whole area */
    enum gate_op op;
    double bound;
    enum gate_unit unit;
    int name_column, year_column, district_column; /* in text, for messages */
    /* what came of it */
    long n_judged, n_failed, n_without_base;
    int n_kept;
    struct gate_failure kept[GATE_KEPT]; /* the first ones; texts in the caller's keep */
};

/* Reads an expression; `*out` starts as {0}. Errors: ERR_USAGE with the column, in characters
 * from 1. Indicators that the program does not know are left to the caller. */
enum err gate_read(struct gate *out, const char *text, struct error *err);
/* Do two gates ask the same? */
bool gate_same(const struct gate *a, const struct gate *b);

/* Judges a pair of outcomes. */
void gate_judge(struct gate *gate, const struct diff *diff, const char *label,
                struct keep *keep);
/* A case that only the old side has (`gone`), or only the new one. */
void gate_judge_alone(struct gate *gate, bool gone, const char *state, bool had_plan,
                      const char *label, struct keep *keep);

/* Is the sentence true of a change from old to new? */
bool gate_holds(const struct gate *gate, double old, double change);

#endif

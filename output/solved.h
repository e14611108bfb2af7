/* solved.h - how the end of a search is said. */
#ifndef CHARGEPLAN_OUTPUT_SOLVED_H
#define CHARGEPLAN_OUTPUT_SOLVED_H

#include "scenarios/messages.h"
#include "sim/run.h"

const char *solved_status(enum plan_status status); /* "optimal" */
const char *solved_stop(enum plan_stop stop);       /* "proved", "gap", "work" ... */
/* Why the search ended, for people. */
const char *solved_stop_text(enum language language, const struct phase *phase);
bool solved_has_plan(const struct phase *phase);
int solved_year(const struct run *run, const struct phase *phase);
/* "2030", or "2030 (no plan)" */
char *solved_year_text(enum language language, const struct run *run, const struct phase *phase,
                       char *buffer, size_t size);

/* Why a phase has no plan: a whole sentence with its full stop. */
const char *solved_reason(enum language language, const struct phase *phase);
/* What stands where a phase has no plan: "what stands today", "what stands before 2030". */
char *solved_standing(enum language language, const struct run *run, const struct phase *phase,
                      char *buffer, size_t size);

/* Has the phase a plan, but not to the gap that was asked for? The text says by how much. */
bool solved_gap_missed(const struct run *run, const struct phase *phase);
char *solved_gap(enum language language, double gap, char *buffer, size_t size); /* "4.23 %" */
char *solved_gap_asked(enum language language, const struct run *run, char *buffer,
                       size_t size);

/* Objective or bound with its unit, and the unit alone. */
char *solved_amount(enum language language, const struct run *run, const struct phase *phase,
                    double value, char *buffer, size_t size);
const char *solved_measure(enum language language, const struct run *run,
                           const struct phase *phase);

/* Money of the budget that a plan leaves where that is more than a fiftieth of it, else 0. */
double solved_money_left(const struct phase *phase);

#endif

/* judged.h - how a judged rule is said: name, unit, definition and places (judged.c), meaning
 * (judged_meaning.c), what is said beside the outcome and what closes the gate of --strict
 * (judged_gate.c), figures as the plans write them (judged_figure.c). */
#ifndef CHARGEPLAN_OUTPUT_JUDGED_H
#define CHARGEPLAN_OUTPUT_JUDGED_H

#include "sim/run.h"

const char *judged_id(const struct rule_result *r); /* fact id, or "own.<kind>" */
const char *judged_kind(enum rule_kind kind);       /* "core_radius" */
/* Of target and achieved; the fact's own where the figure is declared. */
const char *judged_unit(const struct run *run, const struct rule_result *r);
const char *judged_shortfall_unit(enum language language, const struct run *run,
                                  const struct rule_result *r);
/* What is counted over what: which chargers, which EVs, where; or who declared the figure. */
const char *judged_definition(enum language language, const struct run *run,
                              const struct rule_result *r, char *buffer, int size);
const char *judged_relation(const struct rule_result *r); /* "<", "<=", ">", ">=" */
const char *judged_strength(enum strength strength);
/* "met", "not met", "nothing to judge", "nothing stands yet", for programs. */
const char *judged_outcome(const struct rule_result *r);
enum message judged_outcome_message(const struct rule_result *r); /* the same as a message */
/* What the rule asks for as a sentence of ours; an own rule's own words where it has some. */
const char *judged_meaning(enum language language, const struct run *run,
                           const struct rule_result *r, char *buffer, int size);
/* A fact's document, section and meaning: "发改能源〔2015〕1454号, section 4: ..." */
const char *judged_clause(enum language language, const struct run *run,
                          const struct rule_result *r, char *buffer, int size);
/* What is to be known beside the outcome, in every output: why nothing is judged; that a core
 * rule is missed only where no site can be; whom a rule on waiting does not count. "" where
 * there is nothing to add. */
const char *judged_reason(enum language language, const struct run *run,
                          const struct rule_result *r, char *buffer, int size);
/* Where the fact stands: "built in", or the second catalogue as the scenario names it; "" for
 * an own rule. Is it the one that is built in, of statements to be checked before citing? */
const char *judged_catalogue(const struct run *run, const struct rule_result *r);
bool judged_is_current(const struct rule_result *r);
/* What the catalogue notes of the fact, with that warning; "" where it notes nothing. */
const char *judged_note(enum language language, const struct rule_result *r, char *buffer,
                        int size);
/* "1 public charger per 7 EVs" */
const char *judged_short(enum language language, const struct run *run,
                         const struct rule_result *r, char *buffer, int size);
/* "9,151 chargers", "24 core zones" */
const char *judged_shortfall(enum language language, const struct run *run,
                             const struct rule_result *r, char *buffer, int size);

/* A core rule that fails only in zones that no open or possible site can cover. */
bool judged_met_where_possible(const struct rule_result *r);
/* A rule on waiting where no fast charger stands: there is nobody who waits. */
bool judged_nothing_stands(const struct rule_result *r);
/* A rule on waiting that is met while demand within reach is refused: the figure is that of the
 * drivers served. */
bool judged_met_by_some(const struct run *run, const struct rule_result *r);
/* What --strict looks at: the binding rules at the end of the plan. One of which nothing could
 * be judged lets nothing through; a budget that nobody set cannot be broken. */
enum judged_gate { GATE_OPEN, GATE_NOT_MET, GATE_UNJUDGED };
enum judged_gate judged_gate(const struct run *run, const struct rule_result *r);
/* Ids of the rules that close the gate that way, with the year in which a clause ended: "A,
 * ended in 2020; B". Returns their number. */
int judged_closed(enum language language, const struct run *run, enum judged_gate gate,
                  char *buffer, int size);
/* Does the rule say something that the solver does not keep by itself? A kept budget does not.
 */
bool judged_counts(const struct rule_result *r);

/* Place where the rule fares worst: id of site or zone, else name of district, else "". */
const char *judged_place(const struct run *run, const struct rule_result *r);

/* The places that miss the target: "zone", "site", "district"; id of zone or site, name of
 * district; "24 core zones: z1, z2, ...", "" where there is none. */
const char *judged_place_kind(enum place_kind kind);
const char *judged_place_id(const struct run *run, const struct rule_place *place);
const char *judged_where(enum language language, const struct run *run,
                         const struct rule_result *r, char *buffer, int size);

/* A figure as people write it: targets "1:7", achieved "7.4:1", "0.90 km", "93.6 %". */
const char *judged_target(enum language language, const struct run *run,
                          const struct rule_result *r, char *buffer, int size);
const char *judged_achieved(enum language language, const struct run *run,
                            const struct rule_result *r, double value, char *buffer, int size);

#endif

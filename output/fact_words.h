/* fact_words.h - a plan's fact in the report's language: its document, clause and unit. */
#ifndef CHARGEPLAN_OUTPUT_FACT_WORDS_H
#define CHARGEPLAN_OUTPUT_FACT_WORDS_H

#include "scenarios/messages.h"
#include "scenarios/plans.h"

/* In the report's language, where the catalogue has it in Chinese; else as it is. */
const char *fact_plan(enum language language, const struct fact *fact);
const char *fact_scope(enum language language, const struct fact *fact);
const char *fact_meaning(enum language language, const struct fact *fact);
/* "4 and 6(2)1", 4、6(2)1, 附件1第(2)4条. Returns buffer. */
char *fact_section(char *buffer, size_t size, enum language language, const struct fact *fact);
/* "发改能源〔2015〕1454号, section 4"; the document alone where no section is known. Where no
 * Chinese name is known, a Chinese text leaves out the English title that stands behind the
 * number of a Chinese document. Returns buffer. */
char *fact_clause(char *buffer, size_t size, enum language language, const struct fact *fact);
/* The same with what is asked for: "..., section 4: meaning." */
char *fact_clause_with(char *buffer, size_t size, enum language language,
                       const struct fact *fact, const char *meaning);
/* A zone class by which the plans tell cities apart (promotion, other: 推广应用城市, 其他); the
 * planner's own stay as they are. */
const char *fact_class(enum language language, const char *zone_class);
/* "vehicle", 辆; what has no word stays as it is. */
const char *fact_unit(enum language language, const char *unit);

#endif

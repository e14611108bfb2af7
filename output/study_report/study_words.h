/* study_words.h - indicators, settings and cases of a study as people read them. */
#ifndef CHARGEPLAN_OUTPUT_STUDY_WORDS_H
#define CHARGEPLAN_OUTPUT_STUDY_WORDS_H

#include <stddef.h>

#include "output/study_report/study_data.h"
#include "scenarios/messages.h"

/* Which way an indicator is better: 1 more, -1 less, 0 that depends. */
int study_words_better(enum study_key key);
/* "Demand served", and with its unit "Cost so far, million CNY". Returns buffer. */
const char *study_words_key(enum language language, enum study_key key);
char *study_words_key_unit(enum language language, enum study_key key, const char *currency,
                           char *buffer, size_t size);
/* A figure in that unit: "93.6 %", "159.85"; of a difference with its sign. */
char *study_words_figure(enum language language, enum study_key key, double value, char *buffer,
                         size_t size);
char *study_words_difference(enum language language, enum study_key key, double value,
                             char *buffer, size_t size);
/* Beside a scale: no more decimals than its steps need. */
char *study_words_tick(enum language language, enum study_key key, double value, double step,
                       char *buffer, size_t size);

/* "budget of each phase", "Private cars: km per day"; a path without words of its own stays as
 * it is. */
char *study_words_path(const struct study_data *d, enum language language, int path,
                       char *buffer, size_t size);
/* "80 million CNY", "10 min"; the text of the setting where it is no single number. */
char *study_words_value(const struct study_data *d, enum language language, int path, int value,
                        char *buffer, size_t size);
char *study_words_number(const struct study_data *d, enum language language, int path,
                         double value, char *buffer, size_t size);
/* Name of an alternative: the planner's own, else its place in the design: "No. 12". */
char *study_words_group(const struct study_data *d, enum language language, int group,
                        char *buffer, size_t size);
/* In what the alternative differs: "budget of each phase: 80 million CNY; ...". */
char *study_words_settings(const struct study_data *d, enum language language,
                           const int value[], char *buffer, size_t size);
/* Do cases differ in the setting? The seed does not count. */
bool study_words_varies(const struct study_data *d, int path);

#endif

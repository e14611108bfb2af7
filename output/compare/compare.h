/* compare.h - a comparison told to people and programs, one file each. */
#ifndef CHARGEPLAN_OUTPUT_COMPARE_H
#define CHARGEPLAN_OUTPUT_COMPARE_H

#include <stdio.h>

#include "output/compare/compared.h"

/* Tables for a terminal. `all`: figures that did not change too. Errors: those of reading. */
enum err compare_put_text(const struct compared *c, bool all, FILE *stream, struct error *err);

/* One JSON object: a run's figures all, a study's those that changed. */
enum err compare_put_json(const struct compared *c, FILE *stream, struct error *err);

/* JUnit XML: a suite of gates, and one of the rules whose outcome changed. */
void compare_put_junit(const struct compared *c, FILE *stream);

/* A summary for a pull request, in the Markdown of GitHub and GitLab; never longer than a
 * comment of theirs may be (COMPARE_MARKDOWN_MAX bytes): what does not fit is counted. */
enum { COMPARE_MARKDOWN_MAX = 65000 };
enum err compare_put_markdown(const struct compared *c, FILE *stream, struct error *err);

/* That two runs judge reach by different standards (circles and streets, 4 and 5 minutes), and
 * what to do then; "" where they do not, and of studies, whose cases may differ in it. */
const char *compare_standard_said(const struct compared *c);

/* Why a gate fails at a place, in a sentence: "2030, Futian: 0.9 to 0.88 (-2.22 %)". */
enum { COMPARE_SENTENCE_ROOM = 1024 };
const char *compare_failure(char out[COMPARE_SENTENCE_ROOM], const struct gate_failure *f);
/* "passed", "failed in 3 places", "nothing to judge": what came of a gate. */
const char *compare_gate_said(char out[COMPARE_SENTENCE_ROOM], const struct gate *gate);

#endif

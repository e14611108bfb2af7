/* junit.h - the judged rules as JUnit XML, for programs that show test results.
 *
 * One suite for each judged year, today's too, one case for each rule. A binding rule, or one
 * in principle, that is not met is a failure. Skipped, with a message, are rules of which
 * nothing can be judged, and aims, forecasts and other rules that are not met: they bind
 * nobody. */
#ifndef CHARGEPLAN_OUTPUT_JUNIT_H
#define CHARGEPLAN_OUTPUT_JUNIT_H

#include <stdio.h>

#include "sim/run.h"

void junit_put(const struct run *run, FILE *stream);

/* ERR_IO where something of that name or of the unfinished file's exists, where its folder does
 * not, or where it is the place of the results' folder: nothing is overwritten. */
enum err junit_check(const char *path, const char *results, struct error *err);
/* Writes "<path>.part", complete and on the disk; then gives it its name, or takes it away.
 * Errors: ERR_IO, ERR_NOMEM; nothing is left. */
enum err junit_write(const struct run *run, const char *path, struct error *err);
enum err junit_publish(const char *path, struct error *err);
void junit_discard(const char *path);

#endif

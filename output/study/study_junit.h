/* study_junit.h - the cases of a sweep as JUnit XML. */
#ifndef CHARGEPLAN_OUTPUT_STUDY_JUNIT_H
#define CHARGEPLAN_OUTPUT_STUDY_JUNIT_H

#include "scenarios/error.h"

/* Writes a new file, complete or not at all; study: the folder or store of a sweep. One suite
 * for each case in the order of the design: a test "plan", which is an error where the case
 * failed or crashed, a failure where it is infeasible and skipped where it was not run, and one
 * for each rule, judged as `run --junit` does.
 * Errors: ERR_IO, ERR_DATA, ERR_NOMEM. */
enum err study_junit_write(const char *study, const char *path, struct error *err);
/* Before the sweep: may the file be made? folder: of the results. */
enum err study_junit_check(const char *path, const char *folder, struct error *err);

#endif

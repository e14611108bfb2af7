/* fixture_study.h - a sweep's store made by hand, row by row, for tests of what reads it. */
#ifndef CHARGEPLAN_TESTS_FIXTURE_STUDY_H
#define CHARGEPLAN_TESTS_FIXTURE_STUDY_H

#include "output/study_report/study_data.h"

/* A new store in a new folder under /tmp with one city: zones of 1,000 m at (500, 500) in the
 * core and (1500, 500), possible sites a (100, 100), b (900, 100), c (1900, 900), r (required,
 * 500, 500) and one of today, e (1500, 500). The program ends where it cannot be made. */
struct fixture_study {
    struct study_file *study;
    char folder[64];
    int n_cases;
};
void fixture_study_make(struct fixture_study *f);
void fixture_study_remove(struct fixture_study *f);

/* A case behind the others, done with status 0, `settings` as "path=value path=value". Its id
 * is "case-<number from 0>". */
void fixture_study_case(struct fixture_study *f, const char *name, const char *settings);
/* The same with another end: state as in the store, exit status, reason (NULL: none). */
void fixture_study_end(struct fixture_study *f, int at, const char *state, int status,
                       const char *reason);
/* Indicator of a case over the whole area; step 1 is 2030, step 0 is 2025. */
void fixture_study_figure(struct fixture_study *f, int at, int step, const char *name,
                          double value);
/* The case's plan opens a site in step 1. */
void fixture_study_choose(struct fixture_study *f, int at, const char *site);
/* A rule judged in a step: `<=` target. */
void fixture_study_rule(struct fixture_study *f, int at, int step, int place, const char *rule,
                        double achieved, double target, bool binding);
void fixture_study_meta(struct fixture_study *f, const char *key, const char *value);
void fixture_study_common(struct fixture_study *f, const char *path, const char *value);

struct study_data *fixture_study_read(struct fixture_study *f); /* study_data_free() */

#endif

/* fixture_run.h - a made-up finished run for the tests of the outputs: every record is filled
 * here by plain loops, nothing is solved. */
#ifndef CHARGEPLAN_TESTS_FIXTURE_RUN_H
#define CHARGEPLAN_TESTS_FIXTURE_RUN_H

#include "sim/run.h"

/* The only things a test may want to change before it writes. */
struct fixture {
    struct run run;
    struct scenario scenario;
    struct city city;
    struct plans plans;
    struct fact fact[2];
    struct fleet fleet;
    struct demand demand;
    struct supply supply;
    struct rules rules;
    struct reach reach; /* empty: outputs do not look at it */
    void *kept[20000];   /* every allocation, freed together */
    int n_kept;
};

/* size 1: about 3,500 zones and 660 sites; 0.25: about 220 zones and 41 sites, for quick tests.
 */
struct fixture *fixture_run_create(double size);
void fixture_run_free(struct fixture *f);
char *fixture_text(struct fixture *f, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif

/* fixture_run.h - a made-up finished run for the tests of the outputs: every record is filled
 * here by plain loops, nothing is solved; only what the rules ask for is worked out. */
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
    struct reach reach; /* no pairs: a test that looks at them makes its own */
    void *kept[20000];  /* every allocation, freed together */
    int n_kept;
};

/* size 1: about 3,500 zones and 660 sites; 0.25: about 220 zones and 41 sites, for quick tests.
 */
struct fixture *fixture_run_create(double size);
void fixture_run_free(struct fixture *f);
char *fixture_text(struct fixture *f, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* For the files of the fixture itself: memory that is freed with it, and its parts
 * (fixture_toy.c: scenario, zones, sites, fleet and demand). */
enum { N_KINDS = 3, N_CLASSES = 3, N_YEARS = 3, N_DISTRICTS = 6, N_PHASES = 2 };
extern int fixture_years[N_YEARS];
void *fixture_keep(struct fixture *f, size_t n, size_t each);
#define KEEP(f, n, type) ((type *)fixture_keep((f), (size_t)(n), sizeof(type)))
void fixture_toy(struct fixture *f, double size);

#endif

/* fixture_problem.h - location problems from the public data folder, and their answers by the
 * program, each plan valued again from the data alone. */
#ifndef CHARGEPLAN_TESTS_FIXTURE_PROBLEM_H
#define CHARGEPLAN_TESTS_FIXTURE_PROBLEM_H

#include <stdbool.h>

struct problem {
    int n_zones, n_sites;
    double *weight, *cost, *m; /* m: [n_zones * n_sites], INFINITY: no pair */
    double *capacity, *serve;  /* NULL: none; serve: beside m, of the whole zone */
    double *x, *y;             /* of the nodes where the program gets coordinates */
};

void problem_free(struct problem *p);

/* Each fails the test where its file is missing; sources stand in the folder's README. */
struct problem *problem_read_sjc(int n);
struct problem *problem_read_scp(const char *name);            /* "41", "a1" */
struct problem *problem_read_pmed(int number, int *n_medians); /* shortest paths by Floyd */
struct problem *problem_read_cap(int number);
struct problem *problem_read_sf(void);

/* Published: of kcenteropt.txt or pmedopt.txt. */
double problem_published(const char *file, int number);

/* Writes it as PREFIXd.csv, PREFIXs.csv and PREFIXt.csv for `chargeplan solve`. */
void problem_write(const struct problem *p, const char *prefix);

/* What to ask and what has to come out. */
struct question {
    const char *model;
    double radius_m; /* INFINITY: none */
    int p;           /* 0: none */
    bool cost;       /* lscp: the cheapest */
    double want, rtol;
};

/* Solves by the program: optimal, the wanted objective, and the plan's own value is the same.
 * Frees the problem. */
void problem_hold(struct problem *p, const struct question *q);
int problem_n_held(void);

/* Whether the data folder is there; says that the tests are skipped where not. Makes the folder
 * for files of the tests; problem_end() removes it. */
bool problem_begin(void);
int problem_end(void);

#endif

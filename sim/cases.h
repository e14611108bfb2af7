/* cases.h - the cases of a sweep: which settings differ from those of the scenario file. */
#ifndef CHARGEPLAN_SIM_CASES_H
#define CHARGEPLAN_SIM_CASES_H

#include "scenarios/error.h"

/* One case: the settings that differ from the scenario file. */
struct sweep_case {
    char id[17]; /* first 16 hex digits of the case's scenario hash: settings and inputs */
    char *name;  /* of a named case, else "" */
    int n_sets;
    char **set; /* [n_sets] "path=value", as --set takes them, in the order of the axes */
    int place;  /* in the whole design, from 0 */
};

/* The k-th of n parts of a design, 1 <= k <= n: each n-th case from the k-th on, so that cases
 * that take long, which lie together, are spread over all parts. */
struct sweep_shard {
    int k, n;
};
enum { SWEEP_SHARDS_MAX = 100000 };

struct sweep_cases {
    int n;
    struct sweep_case *at; /* [n] owned, in the order of the design; no id stands twice */
    int n_same;            /* cases left out because an earlier one has the same settings */
    int n_design;          /* cases of the whole design */
    char design[65];       /* hash of the whole design: scenario, input files, all cases */
};

/* The cases of the scenario's section `sweep`, each built and checked as a run would. A
 * scenario without that section is one case without settings of its own.
 *
 *   path      scenario file
 *   sets      [n_sets] texts "path=value" that hold for all cases; the cases' own come after
 *             them and are not among sweep_case.set
 *   problems  receives every mistake; the function then returns ERR_SCENARIO or ERR_USAGE
 *   out       own it: sweep_cases_free(*out)
 * Errors: ERR_SCENARIO, ERR_USAGE, ERR_NOMEM. */
enum err sweep_cases_create(struct sweep_cases **out, const char *path, int n_sets,
                            const char *const sets[], struct problems *problems,
                            struct error *err);
/* The same of one part alone (NULL: of all). Only the part's cases are kept, built and checked,
 * the others no more than counted, so that a part of a large design comes quickly. */
enum err sweep_cases_create_shard(struct sweep_cases **out, const char *path, int n_sets,
                                  const char *const sets[], const struct sweep_shard *shard,
                                  struct problems *problems, struct error *err);
void sweep_cases_free(struct sweep_cases *cases); /* NULL is fine */

#endif

/* study_merge.h - the stores of several sweeps, or of the parts of one, become one.
 *
 * A case that stands in several stores stands once in the new one: done goes before failed, and
 * failed before waiting. Cases done twice have to have the same results. The new store does not
 * depend on the order in which stores are merged, nor on whether in one step or in several, as
 * far as its exported tables go. */
#ifndef CHARGEPLAN_OUTPUT_STUDY_MERGE_H
#define CHARGEPLAN_OUTPUT_STUDY_MERGE_H

#include "scenarios/error.h"
#include "scenarios/text.h"

/* Which store is right where results differ. */
enum study_prefer { PREFER_NONE, PREFER_FIRST, PREFER_LAST };

struct study_merged {
    int n_stores;
    long n_cases, n_done, n_failed, n_waiting; /* of the new store's design */
    long n_same;       /* cases that were done with equal results in another store */
    long n_settled;    /* whose results differed: taken as `prefer` says */
    long n_missing;    /* of the whole design: in none of the stores */
    struct text notes; /* sentences for people, a line each; text_clear() it */
};

/* Makes the store `target` of those in `sources`, each a store or a folder: its study.db and
 * the stores of its shards. The target appears whole or not at all.
 * Errors: ERR_IO (the target is there already; a store cannot be read), ERR_DATA (a file that
 * is no store or of another version; results of a case differ; money in two currencies),
 * ERR_INTERRUPTED. */
enum err study_merge(const char *target, int n, char *const sources[], enum study_prefer prefer,
                     struct study_merged *out, struct error *err);

#endif

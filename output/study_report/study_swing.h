/* study_swing.h - by how much an indicator moves with each setting, at the end of the plan.
 *
 * Only cases that may be used count. The definition follows the design:
 *   pairs    a setting with given values: cases alike in all else are set side by side, one at
 *            its lowest value and one at its highest; the swing is the mean of the differences.
 *            A setting that is no number: the two values whose means over full sets of alike
 *            cases are lowest and highest
 *   thirds   a setting drawn from a range: the mean over the cases in the upper third of its
 *            values less that over the lower third, with the rank correlation beside it
 *   named    a named case: the mean difference from the case `base` (the first one where none
 *            is called so), over pairs alike in what the named cases are crossed with
 * With additive effects pairs give each effect exactly. */
#ifndef CHARGEPLAN_OUTPUT_STUDY_SWING_H
#define CHARGEPLAN_OUTPUT_STUDY_SWING_H

#include "output/study_report/study_data.h"

enum swing_kind { SWING_PAIRS, SWING_THIRDS, SWING_NAMED };

struct study_swing {
    enum swing_kind kind;
    int path;                     /* of pairs and thirds: the first one of its bundle */
    int low_value, high_value;    /* of pairs: index into path.value */
    double low_bound, high_bound; /* of thirds: the lower third is up to the one, the upper
                                     from the other on */
    const char *base, *name;      /* of named */
    double low, high;             /* mean of the indicator on either side; of named: of the base
                                     and of the case */
    double swing;                 /* high less low */
    double least, most;           /* of the differences of the pairs; NAN of thirds */
    double rank;                  /* of thirds: rank correlation; else NAN */
    int n;                        /* pairs, or cases in the lower third */
};

struct study_swings {
    int n;
    struct study_swing *at; /* [n] owned; the widest first, of equal ones by path or case */
    int n_without;          /* settings of which no two alike cases may be compared */
};

/* Errors: ERR_NOMEM. */
enum err study_swing_find(const struct study_data *d, enum study_key key,
                          struct study_swings *out, struct error *err);
void study_swing_clear(struct study_swings *swings);

#endif

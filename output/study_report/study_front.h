/* study_front.h - the alternatives that no other one beats in cost and service. */
#ifndef CHARGEPLAN_OUTPUT_STUDY_FRONT_H
#define CHARGEPLAN_OUTPUT_STUDY_FRONT_H

#include "output/study_report/study_data.h"

/* One entry for each different outcome, rising by cost; alternatives with equal outcomes stand
 * behind the first of them. */
struct study_front {
    int n;      /* 0: fewer than two alternatives have both figures */
    int *first; /* [n] owned: group */
    bool *in;   /* [n_groups] owned: those with equal outcomes too */
};

/* By cost and an indicator at the end of the plan, means of the cases used.
 * Errors: ERR_NOMEM. */
enum err study_front_find(const struct study_data *d, enum study_key worth,
                          struct study_front *out, struct error *err);
void study_front_clear(struct study_front *front);
/* Have two alternatives the same outcome? */
bool study_front_same(const struct study_data *d, enum study_key worth, int a, int b);

#endif

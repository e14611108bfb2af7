/* study_stats.h - the set of cases that none other beats. Plain arithmetic on arrays. */
#ifndef CHARGEPLAN_OUTPUT_STUDY_STATS_H
#define CHARGEPLAN_OUTPUT_STUDY_STATS_H

#include <stdbool.h>

/* Marks the points that no other one beats: none is at most as dear and at least as good, and
 * better in one of the two. Equal points are marked together; points with NAN never are.
 * Returns how many, -1 when out of memory. */
int study_stats_front(const double cost[], const double worth[], int n, bool front[]);

#endif

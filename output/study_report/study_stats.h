/* study_stats.h - what is worked out of many cases: percentiles, ranks, the set of cases that
 * none other beats. Plain arithmetic on arrays. */
#ifndef CHARGEPLAN_OUTPUT_STUDY_STATS_H
#define CHARGEPLAN_OUTPUT_STUDY_STATS_H

#include <stdbool.h>

/* Percentile of n rising figures, by straight lines between them: the figure at place
 * (n - 1) share from 0 on.
 *
 *   share     0 to 1
 *   returns   NAN without figures
 *
 * Source: R. J. Hyndman and Y. Fan, Sample quantiles in statistical packages, The American
 *   Statistician 50 (1996) 361-365, doi:10.1080/00031305.1996.10473566, definition 7. */
double study_stats_percentile(const double rising[], int n, double share);

void study_stats_sort(double figure[], int n); /* rising; none is NAN */

/* Rank correlation of n pairs: the linear correlation of their ranks, equal figures having the
 * mean of their ranks. NAN where one side has no spread or memory is out.
 *
 * Source: C. Spearman, The proof and measurement of association between two things, The
 *   American Journal of Psychology 15 (1904) 72-101, doi:10.2307/1412159. */
double study_stats_rank_correlation(const double x[], const double y[], int n);

/* Marks the points that no other one beats: none is at most as dear and at least as good, and
 * better in one of the two. Equal points are marked together; points with NAN never are.
 * Returns how many, -1 when out of memory. */
int study_stats_front(const double cost[], const double worth[], int n, bool front[]);

#endif

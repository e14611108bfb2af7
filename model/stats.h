/* stats.h - percentiles and ranks of many figures. Plain arithmetic on arrays. */
#ifndef CHARGEPLAN_MODEL_STATS_H
#define CHARGEPLAN_MODEL_STATS_H

#include <stdbool.h>

#include "scenarios/error.h"

/* Percentile of n rising figures, by straight lines between them: the figure at place
 * (n - 1) share from 0 on.
 *
 *   share     0 to 1
 *   returns   NAN without figures
 *
 * Source: R. J. Hyndman and Y. Fan, Sample quantiles in statistical packages, The American
 *   Statistician 50 (1996) 361-365, doi:10.1080/00031305.1996.10473566, definition 7. */
double stats_percentile(const double rising[], int n, double share);

void stats_sort(double figure[], int n); /* rising; none is NAN */

/* Puts those figures in their places among the rising ones that percentiles at `n_shares`
 * rising shares look at; the rest is in no order. Faster than sorting where shares are few. */
void stats_part(double figure[], int n, int n_shares, const double share[]);

/* Places of n figures from 0 on, equal ones having the mean of theirs. False: out of memory. */
bool stats_ranks(const double figure[], int n, double rank[]);

/* Rank correlation of n pairs: the linear correlation of their ranks. NAN where one side has no
 * spread. Errors: ERR_NOMEM.
 *
 * Source: C. Spearman, The proof and measurement of association between two things, The
 *   American Journal of Psychology 15 (1904) 72-101, doi:10.2307/1412159. */
enum err stats_rank_correlation(double *out, const double x[], const double y[], int n,
                                struct error *err);

#endif

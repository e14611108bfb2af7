/* study_stats.c - see study_stats.h */
#include "output/study_report/study_stats.h"

#include <math.h>
#include <stdlib.h>

static int compare_figures(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

void study_stats_sort(double figure[], int n)
{
    qsort(figure, (size_t)n, sizeof *figure, compare_figures);
}

double study_stats_percentile(const double rising[], int n, double share)
{
    double place = (n - 1) * share;
    int below = (int)floor(place);

    if (n == 0) return (double)NAN;
    if (below >= n - 1) return rising[n - 1];
    return rising[below] + (place - below) * (rising[below + 1] - rising[below]);
}

/* ---- ranks ---- */

struct ranked {
    double figure, rank;
    int at;
};

static int compare_ranked(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;

    if (x->figure != y->figure) return x->figure < y->figure ? -1 : 1;
    return x->at - y->at;
}

static void rank(const double figure[], int n, struct ranked r[], double out[])
{
    for (int k = 0; k < n; k++)
        r[k] = (struct ranked){figure[k], 0, k};
    qsort(r, (size_t)n, sizeof *r, compare_ranked);
    for (int first = 0, behind; first < n; first = behind) {
        behind = first + 1;
        while (behind < n && r[behind].figure == r[first].figure)
            behind++;
        for (int k = first; k < behind; k++)
            out[r[k].at] = 0.5 * (first + behind - 1); /* mean of the ranks that they share */
    }
}

double study_stats_rank_correlation(const double x[], const double y[], int n)
{
    struct ranked *r = malloc(((size_t)n + 1) * sizeof *r);
    double *a = malloc(((size_t)n + 1) * sizeof *a), *b = malloc(((size_t)n + 1) * sizeof *b);
    double mean = 0.5 * (n - 1), ab = 0, aa = 0, bb = 0;

    if (r != NULL && a != NULL && b != NULL) {
        rank(x, n, r, a);
        rank(y, n, r, b);
        for (int k = 0; k < n; k++) {
            ab += (a[k] - mean) * (b[k] - mean);
            aa += (a[k] - mean) * (a[k] - mean);
            bb += (b[k] - mean) * (b[k] - mean);
        }
    }
    free(r);
    free(a);
    free(b);
    return aa > 0 && bb > 0 ? ab / sqrt(aa * bb) : (double)NAN;
}

/* ---- what none beats ---- */

struct point {
    double cost, worth;
    int at;
};

/* Cheap before dear; of equal cost the better one first. */
static int compare_points(const void *a, const void *b)
{
    const struct point *x = a, *y = b;

    if (x->cost != y->cost) return x->cost < y->cost ? -1 : 1;
    if (x->worth != y->worth) return x->worth > y->worth ? -1 : 1;
    return x->at - y->at;
}

int study_stats_front(const double cost[], const double worth[], int n, bool front[])
{
    struct point *p = malloc(((size_t)n + 1) * sizeof *p);
    const struct point *best = NULL; /* the last one marked */
    int n_points = 0, n_front = 0;

    if (p == NULL) return -1;
    for (int k = 0; k < n; k++) {
        front[k] = false;
        if (!isnan(cost[k]) && !isnan(worth[k]))
            p[n_points++] = (struct point){cost[k], worth[k], k};
    }
    qsort(p, (size_t)n_points, sizeof *p, compare_points);
    for (int k = 0; k < n_points; k++) {
        bool same = best != NULL && p[k].cost == best->cost && p[k].worth == best->worth;

        if (best != NULL && !same && p[k].worth <= best->worth) continue;
        front[p[k].at] = true;
        best = &p[k];
        n_front++;
    }
    free(p);
    return n_front;
}

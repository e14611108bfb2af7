/* study_stats.c - see study_stats.h */
#include "output/study_report/study_stats.h"

#include <math.h>
#include <stdlib.h>

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

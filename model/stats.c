/* stats.c - see stats.h */
#include "model/stats.h"

#include <math.h>
#include <stdlib.h>

static int compare_figures(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

void stats_sort(double figure[], int n)
{
    qsort(figure, (size_t)n, sizeof *figure, compare_figures);
}

double stats_percentile(const double rising[], int n, double share)
{
    double place = (n - 1) * share;
    int below = (int)floor(place);

    if (n == 0) return (double)NAN;
    if (below >= n - 1) return rising[n - 1];
    return rising[below] + (place - below) * (rising[below + 1] - rising[below]);
}

/* ---- a few places ---- */

/* Puts place k between first and last right: what is before it is not larger, what is behind it
 * not smaller (C. A. R. Hoare, algorithm 65: find, Communications of the ACM 4 (1961) 321-322,
 * doi:10.1145/366622.366647). */
static void find_place(double figure[], int first, int last, int k)
{
    while (first < last) {
        double middle = figure[first + (last - first) / 2];
        int low = first, high = last;

        while (low <= high) {
            while (figure[low] < middle)
                low++;
            while (figure[high] > middle)
                high--;
            if (low > high) break;
            double kept = figure[low];

            figure[low++] = figure[high];
            figure[high--] = kept;
        }
        if (high < k) first = low;
        if (k < low) last = high;
    }
}

void stats_part(double figure[], int n, int n_shares, const double share[])
{
    int done = 0; /* places before it are right */

    for (int k = 0; k < n_shares && n > 0; k++) {
        int below = (int)floor((n - 1) * share[k]);

        for (int place = below; place <= below + 1 && place < n; place++) {
            if (place < done) continue;
            find_place(figure, done, n - 1, place);
            done = place + 1;
        }
    }
}

/* ---- ranks ---- */

struct ranked {
    double figure;
    int at;
};

static int compare_ranked(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;

    if (x->figure != y->figure) return x->figure < y->figure ? -1 : 1;
    return x->at - y->at;
}

bool stats_ranks(const double figure[], int n, double rank[])
{
    struct ranked *r = malloc(((size_t)n + 1) * sizeof *r);

    if (r == NULL) return false;
    for (int k = 0; k < n; k++)
        r[k] = (struct ranked){figure[k], k};
    qsort(r, (size_t)n, sizeof *r, compare_ranked);
    for (int first = 0, behind; first < n; first = behind) {
        behind = first + 1;
        while (behind < n && r[behind].figure == r[first].figure)
            behind++;
        for (int k = first; k < behind; k++)
            rank[r[k].at] = 0.5 * (first + behind - 1);
    }
    free(r);
    return true;
}

enum err stats_rank_correlation(double *out, const double x[], const double y[], int n,
                                struct error *err)
{
    double *a = malloc(((size_t)n + 1) * sizeof *a), *b = malloc(((size_t)n + 1) * sizeof *b);
    double mean = 0.5 * (n - 1), ab = 0, aa = 0, bb = 0;
    bool fine = a != NULL && b != NULL && stats_ranks(x, n, a) && stats_ranks(y, n, b);

    for (int k = 0; k < n && fine; k++) {
        ab += (a[k] - mean) * (b[k] - mean);
        aa += (a[k] - mean) * (a[k] - mean);
        bb += (b[k] - mean) * (b[k] - mean);
    }
    free(a);
    free(b);
    if (!fine) return error_nomem(err, "the ranks");
    *out = aa > 0 && bb > 0 ? ab / sqrt(aa * bb) : (double)NAN;
    return ERR_OK;
}

/* cover_cliques.c - sites that are too near to one another, in cliques: of each at most one
 * site is open.
 *
 * A greedy cover of the pairs by cliques: rows of cliques are stronger than rows of pairs
 * (M. Padberg, On the facial structure of set packing polyhedra, Mathematical Programming 5
 * (1973) 199-215, doi:10.1007/BF01580121). */
#include <stdlib.h>
#include <string.h>

#include "model/cover/cover.h"

bool cover_blocked(const struct cover *c, const bool open[], int s)
{
    if (c->near == NULL) return false;
    for (int k = c->near->row_start[s]; k < c->near->row_start[s + 1]; k++)
        if (open[c->near->site[k]]) return true;
    return false;
}

/* Place of a pair in the rows, -1: there is none. */
static int find_pair(const struct reach *near, int a, int b)
{
    int low = near->row_start[a], high = near->row_start[a + 1];

    while (low < high) {
        int mid = low + (high - low) / 2;

        if (near->site[mid] < b)
            low = mid + 1;
        else
            high = mid;
    }
    return low < near->row_start[a + 1] && near->site[low] == b ? low : -1;
}

/* Grows a clique from a and b by the sites that are near to all in it; marks its pairs. */
static int grow_clique(const struct reach *near, const bool usable[], int a, int b,
                       bool in_some[], int clique[])
{
    int n = 2;

    clique[0] = a;
    clique[1] = b;
    for (int k = near->row_start[a]; k < near->row_start[a + 1]; k++) {
        int s = near->site[k], i = 1;

        if ((usable != NULL && !usable[s]) || s == b) continue;
        while (i < n && find_pair(near, s, clique[i]) >= 0)
            i++;
        if (i == n) clique[n++] = s;
    }
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            if (i != j) in_some[find_pair(near, clique[i], clique[j])] = true;
    return n;
}

static enum err append(struct reach *to, int *room, const int clique[], int n,
                       struct error *err)
{
    int at = to->row_start[to->n_zones];

    if (at + n > *room || to->n_zones + 2 > *room) {
        int wider = 2 * (*room + n) + 1000;
        int *site = realloc(to->site, (size_t)wider * sizeof *site), *start;

        if (site != NULL) to->site = site;
        start = realloc(to->row_start, (size_t)wider * sizeof *start);
        if (start != NULL) to->row_start = start;
        if (site == NULL || start == NULL) return error_nomem(err, "the least spacing");
        *room = wider;
    }
    memcpy(to->site + at, clique, (size_t)n * sizeof *clique);
    to->row_start[++to->n_zones] = at + n;
    return ERR_OK;
}

static int compare_numbers(const void *a, const void *b)
{
    const int *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

enum err cover_cliques(struct reach **out, const struct reach *near, const bool usable[],
                       struct error *err)
{
    int n_sites = near->n_sites, room = 1;
    bool *in_some = calloc((size_t)near->row_start[n_sites] + 1, sizeof *in_some);
    int *clique = malloc(((size_t)n_sites + 1) * sizeof *clique);
    struct reach *to = calloc(1, sizeof *to);
    enum err code = ERR_OK;

    if (to != NULL) {
        to->n_sites = n_sites;
        to->row_start = calloc(1, sizeof *to->row_start);
        to->site = malloc(sizeof *to->site);
    }
    if (in_some == NULL || clique == NULL || to == NULL || to->row_start == NULL ||
        to->site == NULL)
        code = error_nomem(err, "the least spacing");
    for (int a = 0; a < n_sites && code == ERR_OK; a++)
        for (int k = near->row_start[a]; k < near->row_start[a + 1] && code == ERR_OK; k++) {
            int b = near->site[k], n;

            if (b <= a || in_some[k]) continue;
            if (usable != NULL && (!usable[a] || !usable[b])) continue;
            n = grow_clique(near, usable, a, b, in_some, clique);
            qsort(clique, (size_t)n, sizeof *clique, compare_numbers);
            code = append(to, &room, clique, n, err);
        }
    free(in_some);
    free(clique);
    if (code == ERR_OK)
        *out = to;
    else
        reach_free(to);
    return code;
}

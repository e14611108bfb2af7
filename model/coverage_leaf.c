/* coverage_leaf.c - see coverage_leaf.h. A zone's sites are those that are sure and a mask of
 * those in doubt; few masks differ, and only those are looked up as sets of sites. */
#include "model/coverage_leaf.h"

#include <stdlib.h>
#include <string.h>

enum { SEEN = 32 };

bool coverage_leaf_create(struct coverage_leaf *l, int n_sites)
{
    size_t n = (size_t)n_sites + 1, words = n / 64 + 1;

    *l = (struct coverage_leaf){0};
    for (int axis = 0; axis < 3; axis++)
        l->at[axis] = malloc(n * sizeof *l->at[axis]);
    l->square = malloc(n * sizeof *l->square);
    l->seen = malloc(SEEN * words * sizeof *l->seen);
    l->mask = malloc(words * sizeof *l->mask);
    l->set = malloc(n * sizeof *l->set);
    return coverage_table_create(&l->table) && l->at[0] != NULL && l->at[1] != NULL &&
           l->at[2] != NULL && l->square != NULL && l->seen != NULL && l->mask != NULL &&
           l->set != NULL;
}

void coverage_leaf_free(struct coverage_leaf *l)
{
    coverage_table_free(&l->table);
    for (int axis = 0; axis < 3; axis++)
        free(l->at[axis]);
    free(l->square);
    free(l->seen);
    free(l->mask);
    free(l->set);
    *l = (struct coverage_leaf){0};
}

/* Which sites in doubt reach a zone. */
static void fill_mask(struct coverage_leaf *l, const struct coverage_edge *e,
                      const struct coverage_spot *spot, const double bound[2],
                      const int doubt[], int n)
{
    float in_sq = (float)bound[0], out_sq = (float)bound[1];
    int n_edge = 0;

    for (int k = 0; k < n; k++) {
        float x = spot->at[0] - l->at[0][k], y = spot->at[1] - l->at[1][k];
        float z = spot->at[2] - l->at[2][k];

        l->square[k] = x * x + y * y + z * z;
    }
    for (int first = 0; first < n; first += 64) {
        uint64_t word = 0;

        for (int k = first; k < n && k < first + 64; k++) {
            word |= (uint64_t)(l->square[k] < in_sq) << (k - first);
            n_edge += (l->square[k] >= in_sq) & (l->square[k] <= out_sq);
        }
        l->mask[first / 64] = word;
    }
    for (int k = 0; k < n && n_edge > 0; k++) {
        if (!(l->square[k] >= in_sq && l->square[k] <= out_sq)) continue;
        if (coverage_edge_reaches(e, spot->zone, doubt[k]))
            l->mask[k / 64] |= (uint64_t)1 << (k % 64);
        n_edge--;
    }
}

/* Whether the mask was seen as number k. */
static bool is_seen(const struct coverage_leaf *l, int k, size_t words)
{
    const uint64_t *seen = l->seen + (size_t)k * words;
    size_t w = 0;

    while (w < words && seen[w] == l->mask[w])
        w++;
    return w == words;
}

/* The sites of l->mask and those that are sure, in order; looked up in the table. */
static enum err look_up(struct coverage_leaf *l, const int sure[], int n_sure, uint64_t hash,
                        const int doubt[], int n_doubt, int *number, struct error *err)
{
    int n = 0, from = 0;

    for (int k = 0; k < n_doubt; k++) {
        if ((l->mask[k / 64] >> (k % 64) & 1) == 0) continue;
        while (from < n_sure && sure[from] < doubt[k])
            l->set[n++] = sure[from++];
        l->set[n++] = doubt[k];
        hash += coverage_table_hash(doubt[k]);
    }
    while (from < n_sure)
        l->set[n++] = sure[from++];
    return coverage_table_add(&l->table, l->set, n, hash, number, err);
}

enum err coverage_leaf_rows(struct coverage_leaf *l, const struct coverage_edge *e,
                            const struct coverage_spot spot[], int n,
                            const struct coverage_spot site[], const int sure[], int n_sure,
                            const int doubt[], int n_doubt, int row[], struct error *err)
{
    size_t words = ((size_t)n_doubt + 63) / 64;
    int number[SEEN], n_seen = 0;
    uint64_t hash = 0;
    double bound[2];

    for (int k = 0; k < n_sure; k++)
        hash += coverage_table_hash(sure[k]);
    for (int k = 0; k < n_doubt; k++)
        for (int axis = 0; axis < 3; axis++)
            l->at[axis][k] = site[doubt[k]].at[axis];
    for (int z = 0; z < n; z++) {
        int known = n_seen < SEEN ? n_seen : SEEN, k = 0;

        if (z == 0 || !e->same_radius)
            coverage_edge_bounds(e, e->radius_m[spot[z].zone], &bound[0], &bound[1]);
        if (words > 0) fill_mask(l, e, &spot[z], bound, doubt, n_doubt);
        while (k < known && !is_seen(l, k, words))
            k++;
        if (k == known) { /* the oldest of the last ones makes room */
            k = n_seen++ % SEEN;
            TRY(look_up(l, sure, n_sure, hash, doubt, n_doubt, &number[k], err));
            if (words > 0)
                memcpy(l->seen + (size_t)k * words, l->mask, words * sizeof *l->mask);
        }
        row[spot[z].zone] = number[k];
    }
    return ERR_OK;
}

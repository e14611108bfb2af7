/* osm_sort.c - see osm_sort.h
 *
 * Sorting by digits from the lowest up (D. E. Knuth, The Art of Computer Programming 3, 2nd ed.
 * 1998, section 5.2.5): a digit that all ids have alike costs nothing. */
#include "scenarios/roads/osm_sort.h"

#include <stdlib.h>
#include <string.h>

enum { DIGIT = 11, N_DIGITS = 6, N_VALUES = 1 << DIGIT }; /* 6 x 11 >= 64 bits */

struct entry {
    uint64_t key;
    int at;
};

/* Negative ids, which editors give to what is new, come first. */
static uint64_t key_of(int64_t id)
{
    return (uint64_t)id ^ UINT64_C(1) << 63;
}

static unsigned digit(uint64_t key, int d)
{
    return (unsigned)(key >> (d * DIGIT)) & (N_VALUES - 1);
}

static void sort_digit(struct entry *to, const struct entry *from, int n, int d)
{
    size_t start[N_VALUES] = {0}, sum = 0;

    for (int k = 0; k < n; k++)
        start[digit(from[k].key, d)]++;
    for (int v = 0; v < N_VALUES; v++) {
        size_t count = start[v];

        start[v] = sum;
        sum += count;
    }
    for (int k = 0; k < n; k++)
        to[start[digit(from[k].key, d)]++] = from[k];
}

/* Sorted entries, in one of the two arrays. */
static struct entry *sort(struct entry *a, struct entry *b, int n)
{
    uint64_t differ = 0;

    for (int k = 0; k < n; k++)
        differ |= a[k].key ^ a[0].key;
    for (int d = 0; d < N_DIGITS; d++) {
        struct entry *swap = a;

        if (digit(differ, d) == 0) continue;
        sort_digit(b, a, n, d);
        a = b;
        b = swap;
    }
    return a;
}

bool osm_sort_number(int64_t **id, int *n_ids, int number[], int n, const int64_t ref[])
{
    size_t room = (size_t)n + 1;
    struct entry *a = malloc(room * sizeof *a), *b = malloc(room * sizeof *b), *sorted;
    int64_t *ids = malloc(room * sizeof *ids), *fit;
    int count = 0;

    if (a == NULL || b == NULL || ids == NULL) {
        free(a);
        free(b);
        free(ids);
        return false;
    }
    for (int k = 0; k < n; k++)
        a[k] = (struct entry){key_of(ref[k]), k};
    sorted = sort(a, b, n);
    for (int k = 0; k < n; k++) {
        int64_t this_id = ref[sorted[k].at];

        if (count == 0 || ids[count - 1] != this_id) ids[count++] = this_id;
        number[sorted[k].at] = count - 1;
    }
    free(a);
    free(b);
    fit = realloc(ids, ((size_t)count + 1) * sizeof *ids);
    *id = fit != NULL ? fit : ids;
    *n_ids = count;
    return true;
}

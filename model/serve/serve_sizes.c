/* serve_sizes.c - drops dominated sizes; see serve_sizes.h.
 *
 * The sizes of a site are looked at from the largest fast capacity down. A tree of least costs
 * over the ranks of slow capacity (P. M. Fenwick, A new data structure for cumulative frequency
 * tables, Software: Practice and Experience 24 (1994) 327-336, doi:10.1002/spe.4380240306) says
 * whether one of those before carries as much of both for as little money: n log n for n sizes.
 */
#include "model/serve/serve_sizes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct candidate {
    struct serve_size size;
    int from;
};

/* What the sizes of one site are sorted out with; room for the site that has most. */
struct sieve {
    struct candidate *one;
    double *slow;  /* its slow capacities, falling */
    double *least; /* tree: least cost of the ranks it stands for */
    int n;
};

static int by_falling_capacity(const void *pa, const void *pb)
{
    const struct candidate *a = pa, *b = pb;

    for (enum service v = FAST; v < N_SERVICES; v++)
        if (a->size.capacity[v] != b->size.capacity[v])
            return a->size.capacity[v] > b->size.capacity[v] ? -1 : 1;
    if (a->size.cost != b->size.cost) return a->size.cost < b->size.cost ? -1 : 1;
    return (a->from > b->from) - (a->from < b->from);
}

static int by_falling_value(const void *pa, const void *pb)
{
    double a = *(const double *)pa, b = *(const double *)pb;

    return (a < b) - (a > b);
}

/* Rank, from 1, of a slow capacity: how many are at least as large. */
static int rank_of(const struct sieve *f, double slow)
{
    int low = 0, high = f->n;

    while (low < high) {
        int middle = low + (high - low) / 2;

        if (f->slow[middle] >= slow)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Is there, among those looked at, one of this rank or a better one that costs no more? */
static bool dominated(const struct sieve *f, int rank, double cost)
{
    for (int k = rank; k > 0; k -= k & -k)
        if (f->least[k] <= cost) return true;
    return false;
}

static void remember(struct sieve *f, int rank, double cost)
{
    for (int k = rank; k <= f->n; k += k & -k)
        f->least[k] = fmin(f->least[k], cost);
}

/* Sorts out the sizes of one site; those kept go to the end of `out`. Returns how many. */
static int keep_undominated(struct sieve *f, const struct serve_input *in, int site,
                            struct serve_sizes *out, int at)
{
    int first = in->size_start[site], kept = 0;

    f->n = in->size_start[site + 1] - first;
    for (int k = 0; k < f->n; k++) {
        f->one[k] = (struct candidate){in->size[first + k], first + k};
        f->slow[k] = in->size[first + k].capacity[SLOW];
        f->least[k + 1] = INFINITY;
    }
    qsort(f->one, (size_t)f->n, sizeof *f->one, by_falling_capacity);
    qsort(f->slow, (size_t)f->n, sizeof *f->slow, by_falling_value);
    for (int k = 0; k < f->n; k++) {
        int rank = rank_of(f, f->one[k].size.capacity[SLOW]);

        if (dominated(f, rank, f->one[k].size.cost)) continue;
        remember(f, rank, f->one[k].size.cost);
        f->one[kept++] = f->one[k];
    }
    for (int k = 0; k < kept; k++) { /* rising */
        out->size[at + k] = f->one[kept - 1 - k].size;
        out->from[at + k] = f->one[kept - 1 - k].from;
    }
    return kept;
}

/* All sizes of one site, in their order. */
static int keep_all(const struct serve_input *in, int site, struct serve_sizes *out, int at)
{
    int first = in->size_start[site], n = in->size_start[site + 1] - first;

    for (int k = 0; k < n; k++) {
        out->size[at + k] = in->size[first + k];
        out->from[at + k] = first + k;
    }
    return n;
}

void serve_sizes_clear(struct serve_sizes *sizes)
{
    free(sizes->size_start);
    free(sizes->size);
    free(sizes->from);
    memset(sizes, 0, sizeof *sizes);
}

enum err serve_sizes_create(struct serve_sizes *out, const struct serve_input *in,
                            const bool blocked[], struct error *err)
{
    size_t all = (size_t)in->size_start[in->n_sites] + 1, most = 0;
    struct sieve f = {NULL, NULL, NULL, 0};
    bool ok;

    memset(out, 0, sizeof *out);
    for (int s = 0; s < in->n_sites; s++)
        if ((size_t)(in->size_start[s + 1] - in->size_start[s]) > most)
            most = (size_t)(in->size_start[s + 1] - in->size_start[s]);
    out->size_start = calloc((size_t)in->n_sites + 1, sizeof *out->size_start);
    out->size = malloc(all * sizeof *out->size);
    out->from = malloc(all * sizeof *out->from);
    f.one = malloc((most + 1) * sizeof *f.one);
    f.slow = malloc((most + 1) * sizeof *f.slow);
    f.least = malloc((most + 1) * sizeof *f.least);
    ok = out->size_start && out->size && out->from && f.one && f.slow && f.least;
    for (int s = 0; ok && s < in->n_sites; s++) {
        int at = out->size_start[s], kept = 0;

        if (blocked == NULL || !blocked[s])
            kept = in->keep_dominated ? keep_all(in, s, out, at)
                                      : keep_undominated(&f, in, s, out, at);
        out->size_start[s + 1] = at + kept;
    }
    free(f.one);
    free(f.slow);
    free(f.least);
    if (!ok) {
        serve_sizes_clear(out);
        return error_nomem(err, "the sizes of rule_then_serve");
    }
    out->in = *in;
    out->in.size_start = out->size_start;
    out->in.size = out->size;
    return ERR_OK;
}

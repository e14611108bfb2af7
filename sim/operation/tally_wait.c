/* tally_wait.c - bins of waits and what is read from them; see tally.h */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "sim/operation/tally.h"

/* A double's exponent and first CELL_BITS bits of its fraction name a cell of at most 1/64 of
 * its value, narrower than any bin: a cell has one edge at most, and one comparison finds the
 * bin. */
enum {
    CELL_BITS = 6,
    OCTAVES = 18, /* from the first edge to beyond the last but one, of both scales */
    CELLS = OCTAVES << CELL_BITS,
    MOST_EDGES = WAIT_FINE_BINS,
};

struct scale {
    int n_bins;
    double edge[MOST_EDGES];
    uint64_t first;       /* cell of the first edge */
    uint16_t base[CELLS]; /* bin of the least value of a cell */
};

/* Filled before main() and never changed. */
static struct scale coarse, fine;

static uint64_t cell_of(double positive)
{
    uint64_t bits;

    memcpy(&bits, &positive, sizeof bits);
    return bits >> (52 - CELL_BITS);
}

static double least_of(uint64_t cell)
{
    uint64_t bits = cell << (52 - CELL_BITS);
    double value;

    memcpy(&value, &bits, sizeof value);
    return value;
}

static void scale_fill(struct scale *s, int n_bins, double first_h, double ratio)
{
    int bin = 0;

    s->n_bins = n_bins;
    for (int k = 1; k < n_bins; k++)
        s->edge[k] = first_h * pow(ratio, k - 1);
    s->first = cell_of(first_h);
    for (int c = 0; c < CELLS; c++) {
        while (bin < n_bins - 1 && least_of(s->first + (uint64_t)c) > s->edge[bin])
            bin++;
        s->base[c] = (uint16_t)bin;
    }
}

__attribute__((constructor)) static void fill_scales(void)
{
    scale_fill(&coarse, WAIT_BINS, 1.0 / 60, 1.25);
    scale_fill(&fine, WAIT_FINE_BINS, 1.0 / 3600, 1.03);
}

static inline int bin_of(const struct scale *s, double wait_h)
{
    uint64_t cell;
    int bin;

    assert(!isnan(wait_h));
    if (wait_h <= s->edge[1]) return wait_h > 0;
    cell = cell_of(wait_h) - s->first;
    if (cell >= CELLS) return s->n_bins - 1;
    bin = s->base[cell];
    return bin + (bin < s->n_bins - 1 && wait_h > s->edge[bin]);
}

int tally_wait_bin(double wait_h)
{
    return bin_of(&coarse, wait_h);
}

int tally_wait_fine_bin(double wait_h)
{
    return bin_of(&fine, wait_h);
}

double tally_wait_edge(int bin)
{
    assert(bin >= 0 && bin < WAIT_BINS);
    return coarse.edge[bin];
}

double tally_wait_fine_edge(int bin)
{
    assert(bin >= 0 && bin < WAIT_FINE_BINS);
    return fine.edge[bin];
}

static double percentile(const struct scale *s, const uint32_t bins[], double share)
{
    double n = 0, want, part;
    int k = 0;

    assert(share >= 0 && share <= 1);
    for (int b = 0; b < s->n_bins; b++)
        n += bins[b];
    if (n == 0) return NAN;
    want = share * n;
    while (bins[k] == 0)
        k++;
    for (int b = k + 1; b < s->n_bins && want > bins[k]; b++) {
        if (bins[b] == 0) continue;
        want -= bins[k];
        k = b;
    }
    part = fmin(want / bins[k], 1);
    if (k <= 1) return part * s->edge[k]; /* no logarithm of 0 */
    return s->edge[k - 1] * pow(s->edge[k] / s->edge[k - 1], part);
}

double tally_wait_percentile(const uint32_t bins[], double share)
{
    return percentile(&coarse, bins, share);
}

double tally_wait_fine_percentile(const uint32_t bins[], double share)
{
    return percentile(&fine, bins, share);
}

/* monte_carlo_zones.c - percentiles of the public energy of every zone; see monte_carlo.h
 *
 * Block by block over all draws: the energy of a zone is a sum of few products for each draw,
 * so no table of draws x zones is kept. */
#include <math.h>
#include <stdlib.h>

#include "model/parallel.h"
#include "model/stats.h"
#include "sim/monte_carlo.h"

enum { BLOCK = 256 }; /* zones of one task */

struct work {
    const struct places *places;
    struct bands *b;
    bool *done; /* owned [n_tasks] false: out of memory */
};

/* (1) of energy.h for all draws. */
static void fill_draws(const struct work *w, int year_index, enum service v, int zone,
                       double out[])
{
    const struct bands *b = w->b;

    for (int d = 0; d < b->n_draws; d++)
        out[d] = 0;
    for (enum layer l = NIGHT; l < N_LAYERS; l++)
        for (int basis = 0; basis < (w->places->by_zone ? N_BASES : 1); basis++) {
            const double *part = bands_coefficients(b, year_index, v, l, basis);
            double weight = places_basis(w->places, v, l, basis)[zone];

            if (weight == 0) continue;
            for (int d = 0; d < b->n_draws; d++)
                out[d] += part[d] * weight;
        }
    /* What cancels out may leave less than nothing by rounding. */
    for (int d = 0; d < b->n_draws; d++)
        out[d] = out[d] > 0 ? out[d] : 0;
}

static void block_task(void *context, int task)
{
    struct work *w = context;
    struct bands *b = w->b;
    int from = task * BLOCK, to = from + BLOCK < b->n_zones ? from + BLOCK : b->n_zones;
    double *draw = malloc((size_t)b->n_draws * sizeof *draw);

    if (draw == NULL) return;
    for (int y = 0; y < b->n_years; y++)
        for (enum service v = FAST; v < N_SERVICES; v++)
            for (int z = from; z < to; z++) {
                size_t at = (size_t)y * (size_t)b->n_zones + (size_t)z;

                fill_draws(w, y, v, z, draw);
                stats_part(draw, b->n_draws, N_BAND_LEVELS, bands_level);
                for (int k = 0; k < N_BAND_LEVELS; k++)
                    b->zone[v][at * N_BAND_LEVELS + (size_t)k] =
                        stats_percentile(draw, b->n_draws, bands_level[k]);
            }
    free(draw);
    w->done[task] = true;
}

enum err monte_carlo_zones(struct bands *b, const struct run *run, struct error *err)
{
    size_t n = (size_t)b->n_years * (size_t)b->n_zones * N_BAND_LEVELS;
    int n_tasks = (b->n_zones + BLOCK - 1) / BLOCK;
    struct work w = {run->demand->places, b, calloc((size_t)n_tasks + 1, sizeof(bool))};
    bool fine = w.done != NULL;

    for (int v = 0; v < N_SERVICES; v++) {
        b->zone[v] = malloc((n + 1) * sizeof(double));
        fine = fine && b->zone[v] != NULL;
    }
    if (fine) parallel_run(run->n_threads, n_tasks, block_task, &w);
    for (int k = 0; k < n_tasks && fine; k++)
        fine = w.done[k];
    free(w.done);
    return fine ? ERR_OK : error_nomem(err, "the bands of the zones");
}

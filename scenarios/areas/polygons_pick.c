/* polygons_pick.c - see polygons_pick.h */
#include "scenarios/areas/polygons_pick.h"

#include <stdlib.h>
#include <string.h>

static bool allocate(struct polygons *p, int n, int n_rings, int n_points)
{
    p->n = n;
    p->ring_start = calloc((size_t)n + 1, sizeof *p->ring_start);
    p->point_start = calloc((size_t)n_rings + 1, sizeof *p->point_start);
    p->x = malloc(((size_t)n_points + 1) * sizeof *p->x);
    p->y = malloc(((size_t)n_points + 1) * sizeof *p->y);
    return p->ring_start != NULL && p->point_start != NULL && p->x != NULL && p->y != NULL;
}

/* Appends polygon k of p as the next one. */
static void copy(const struct polygons *p, int k, struct polygons *to, int next)
{
    int ring = to->ring_start[next];

    for (int r = p->ring_start[k]; r < p->ring_start[k + 1]; r++, ring++) {
        int first = p->point_start[r], n = p->point_start[r + 1] - first;
        int at = to->point_start[ring];

        memcpy(to->x + at, p->x + first, (size_t)n * sizeof *to->x);
        memcpy(to->y + at, p->y + first, (size_t)n * sizeof *to->y);
        to->point_start[ring + 1] = at + n;
    }
    to->ring_start[next + 1] = ring;
}

enum err polygons_pick(const struct polygons *p, int n, const int which[], struct polygons *out,
                       struct error *err)
{
    struct polygons made = {.geographic = p->geographic};
    int n_rings = 0, n_points = 0;

    for (int k = 0; k < n; k++) {
        int from = p->ring_start[which[k]], to = p->ring_start[which[k] + 1];

        n_rings += to - from;
        n_points += p->point_start[to] - p->point_start[from];
    }
    if (!allocate(&made, n, n_rings, n_points)) {
        polygons_clear(&made);
        return error_nomem(err, "the polygons");
    }
    for (int k = 0; k < n; k++)
        copy(p, which[k], &made, k);
    *out = made;
    return ERR_OK;
}

enum err polygons_copy(const struct polygons *p, struct polygons *out, struct error *err)
{
    int *all = malloc(((size_t)p->n + 1) * sizeof *all);
    enum err code;

    if (all == NULL) return error_nomem(err, "the polygons");
    for (int k = 0; k < p->n; k++)
        all[k] = k;
    code = polygons_pick(p, p->n, all, out, err);
    free(all);
    return code;
}

enum err polygons_of_rectangles(int n, const double x[], const double y[], const double w[],
                                const double h[], bool geographic, struct polygons *out,
                                struct error *err)
{
    struct polygons made = {.geographic = geographic};

    if (!allocate(&made, n, n, 4 * n)) {
        polygons_clear(&made);
        return error_nomem(err, "the cells");
    }
    for (int k = 0; k < n; k++) {
        const double east[] = {-0.5, 0.5, 0.5, -0.5}, north[] = {-0.5, -0.5, 0.5, 0.5};

        for (int c = 0; c < 4; c++) {
            made.x[4 * k + c] = x[k] + east[c] * w[k];
            made.y[4 * k + c] = y[k] + north[c] * h[k];
        }
        made.ring_start[k + 1] = k + 1;
        made.point_start[k + 1] = 4 * (k + 1);
    }
    *out = made;
    return ERR_OK;
}

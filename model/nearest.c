/* nearest.c - the nearest of a set of points; see nearest.h. */
#include "model/nearest.h"

#include <math.h>
#include <stdlib.h>

struct nearest {
    struct points points;
    struct geo_plane plane;
    bool far; /* too large for the plane: compare everything exactly */
    int n;
    int *index;    /* owned [n] into points */
    double *x, *y; /* owned [n] metres in the plane */
};

/* Up to this far from its middle the plane stretches distances by less than 1.3 %. */
static const double plane_reach_m = 1e6;
static const double plane_slack = 1.03;

enum err nearest_create(struct nearest **out, const struct points *points, const bool take[],
                        struct error *err)
{
    size_t n = (size_t)points->n + 1;
    struct nearest *s = calloc(1, sizeof(*s));

    if (s == NULL) return error_nomem(err, "the nearest points");
    s->points = *points;
    s->plane = geo_plane_of(points);
    s->index = malloc(n * sizeof(int));
    s->x = malloc(n * sizeof(double));
    s->y = malloc(n * sizeof(double));
    if (s->index == NULL || s->x == NULL || s->y == NULL) {
        nearest_free(s);
        return error_nomem(err, "the nearest points");
    }
    for (int k = 0; k < points->n; k++) {
        if (take != NULL && !take[k]) continue;
        s->index[s->n] = k;
        geo_to_plane(&s->plane, points->x[k], points->y[k], &s->x[s->n], &s->y[s->n]);
        s->far = s->far || !(fabs(s->x[s->n]) < plane_reach_m) ||
                 !(fabs(s->y[s->n]) < plane_reach_m);
        s->n++;
    }
    *out = s;
    return ERR_OK;
}

void nearest_free(struct nearest *s)
{
    if (s == NULL) return;
    free(s->index);
    free(s->x);
    free(s->y);
    free(s);
}

static double square(double a)
{
    return a * a;
}

/* Square of the plane distance beyond which a point cannot be the nearest. */
static double horizon(const struct nearest *s, double x, double y)
{
    double least = INFINITY;

    if (s->far || !(fabs(x) < plane_reach_m) || !(fabs(y) < plane_reach_m)) return INFINITY;
    for (int k = 0; k < s->n; k++) {
        double d = square(s->x[k] - x) + square(s->y[k] - y);

        least = d < least ? d : least;
    }
    return square(sqrt(least) * plane_slack + 1);
}

int nearest_find(const struct nearest *s, const struct points *from, int i, double *distance_m)
{
    double x, y, limit, best = INFINITY;
    int found = -1;

    geo_to_plane(&s->plane, from->x[i], from->y[i], &x, &y);
    limit = horizon(s, x, y);
    for (int k = 0; k < s->n; k++) {
        double d;

        if (square(s->x[k] - x) + square(s->y[k] - y) > limit) continue;
        d = geo_distance_m(from, i, &s->points, s->index[k]);
        if (d < best) {
            best = d;
            found = s->index[k];
        }
    }
    if (distance_m != NULL) *distance_m = best;
    return found;
}

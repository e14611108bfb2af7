/* nearest.c - the nearest of a set of points; see nearest.h. */
#include "model/nearest.h"

#include <math.h>
#include <stdlib.h>

/* Points stand from west to east, so that a query looks at a strip of them only. */
struct nearest {
    struct points points;
    struct geo_plane plane;
    bool far; /* too large for the plane: compare everything exactly */
    int n;
    struct place *place; /* owned [n] from west to east */
};

struct place {
    double x, y; /* metres in the plane */
    int index;   /* into points */
};

/* Up to this far from its middle the plane stretches distances by less than 1.3 %. */
static const double plane_reach_m = 1e6;
static const double plane_slack = 1.03;

static int from_west(const void *a, const void *b)
{
    const struct place *p = a, *q = b;

    if (p->x != q->x) return p->x < q->x ? -1 : 1;
    return p->index - q->index;
}

enum err nearest_create(struct nearest **out, const struct points *points, const bool take[],
                        struct error *err)
{
    struct nearest *s = calloc(1, sizeof(*s));

    if (s == NULL) return error_nomem(err, "the nearest points");
    s->points = *points;
    s->plane = geo_plane_of(points);
    s->place = malloc(((size_t)points->n + 1) * sizeof *s->place);
    if (s->place == NULL) {
        nearest_free(s);
        return error_nomem(err, "the nearest points");
    }
    for (int k = 0; k < points->n; k++) {
        struct place *p = &s->place[s->n];

        if (take != NULL && !take[k]) continue;
        p->index = k;
        geo_to_plane(&s->plane, points->x[k], points->y[k], &p->x, &p->y);
        s->far = s->far || !(fabs(p->x) < plane_reach_m) || !(fabs(p->y) < plane_reach_m);
        s->n++;
    }
    if (!s->far) qsort(s->place, (size_t)s->n, sizeof *s->place, from_west);
    *out = s;
    return ERR_OK;
}

void nearest_free(struct nearest *s)
{
    if (s == NULL) return;
    free(s->place);
    free(s);
}

static double square(double a)
{
    return a * a;
}

/* The first place that is not west of x. */
static int first_east(const struct nearest *s, double x)
{
    int low = 0, high = s->n;

    while (low < high) {
        int middle = (low + high) / 2;

        if (s->place[middle].x < x)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Square of the plane distance beyond which a point cannot be the nearest: of the least one,
 * looked for to the east and to the west as far as a nearer one may stand. */
static double horizon(const struct nearest *s, double x, double y)
{
    double least = INFINITY;
    int from = first_east(s, x);

    for (int k = from; k < s->n && square(s->place[k].x - x) < least; k++)
        least = fmin(least, square(s->place[k].x - x) + square(s->place[k].y - y));
    for (int k = from - 1; k >= 0 && square(s->place[k].x - x) < least; k--)
        least = fmin(least, square(s->place[k].x - x) + square(s->place[k].y - y));
    return square(sqrt(least) * plane_slack + 1);
}

int nearest_find(const struct nearest *s, const struct points *from, int i, double *distance_m)
{
    double x, y, limit = INFINITY, best = INFINITY;
    int found = -1, start = 0;

    geo_to_plane(&s->plane, from->x[i], from->y[i], &x, &y);
    if (!s->far && fabs(x) < plane_reach_m && fabs(y) < plane_reach_m) {
        limit = horizon(s, x, y);
        start = first_east(s, x - sqrt(limit) - 1);
    }
    for (int k = start; k < s->n; k++) {
        const struct place *p = &s->place[k];
        double d;

        if (p->x > x && square(p->x - x) > limit) break;
        if (square(p->x - x) + square(p->y - y) > limit) continue;
        d = geo_distance_m(from, i, &s->points, p->index);
        if (d < best || (d == best && p->index < found)) {
            best = d;
            found = p->index;
        }
    }
    if (distance_m != NULL) *distance_m = best;
    return found;
}

/* polygons_measure.c - area, centre and a point inside; see polygons.h */
#include <math.h>
#include <stdlib.h>

#include "scenarios/areas/polygons.h"
#include "scenarios/geo.h"

/* Metres in which a polygon is measured, from an origin of its own so that nothing is lost of
 * small ones: the plane of x and y, or the cylindrical equal-area projection. */
struct base {
    bool geographic;
    double x, y; /* the origin */
    double sine; /* of its latitude */
    double m_x;  /* metres of one of x */
};

static double radians(double degrees)
{
    return degrees * (M_PI / 180);
}

static struct base base_at(const struct polygons *p, int point)
{
    struct base b = {p->geographic, p->x[point], p->y[point], 0, 1};

    if (b.geographic) {
        b.sine = sin(radians(b.y));
        b.m_x = radians(GEO_AXIS_M);
    }
    return b;
}

/* Ordinate of the projection (10-15) above the origin's: a / 2 times the difference of q
 * (3-12), with the difference of the sines taken out in front so that it is right for small
 * ones. */
static double ordinate(const struct base *b, double y)
{
    static const double e_sq = GEO_FLATTENING * (2 - GEO_FLATTENING);
    double e = sqrt(e_sq), sine, difference, q;

    if (!b->geographic) return y - b->y;
    sine = sin(radians(y));
    difference = 2 * cos(radians((y + b->y) / 2)) * sin(radians((y - b->y) / 2));
    q = difference * (1 + e_sq * sine * b->sine) /
            ((1 - e_sq * sine * sine) * (1 - e_sq * b->sine * b->sine)) +
        atanh(e * difference / (1 - e_sq * sine * b->sine)) / e;
    return GEO_AXIS_M / 2 * (1 - e_sq) * q;
}

/* Latitude of an ordinate, by Newton's method from the origin's. */
static double latitude(const struct base *b, double wanted_m)
{
    static const double e_sq = GEO_FLATTENING * (2 - GEO_FLATTENING);
    double y = b->y;

    for (int k = 0; k < 20; k++) {
        double sine = sin(radians(y)), w = 1 - e_sq * sine * sine;
        double slope = radians(GEO_AXIS_M) * (1 - e_sq) * cos(radians(y)) / (w * w);
        double step = slope > 0 ? (wanted_m - ordinate(b, y)) / slope : 0;

        y = fmax(-90, fmin(90, y + step));
        if (fabs(step) < 1e-9) break; /* the next would be its square */
    }
    return y;
}

struct moments {
    double area, x, y; /* square metres, cubic metres from the origin */
};

/* What lies between an edge and the origin's parallel, by Gauss's formula of three points:
 * exact in the plane, to 1e-12 over 6 degrees of latitude. */
static void add_edge(const struct base *b, double x1, double y1, double x2, double y2,
                     struct moments *m)
{
    static const double at[3] = {0.1127016653792583, 0.5, 0.8872983346207417};
    static const double weight[3] = {5.0 / 18, 8.0 / 18, 5.0 / 18};
    double width = (x2 - x1) * b->m_x;

    for (int k = 0; k < 3; k++) {
        double x = (x1 - b->x + at[k] * (x2 - x1)) * b->m_x;
        double y = ordinate(b, y1 + at[k] * (y2 - y1));

        m->area -= weight[k] * width * y;
        m->x -= weight[k] * width * x * y;
        m->y -= weight[k] * width * y * y / 2;
    }
}

static void add_ring(const struct polygons *p, int ring, const struct base *b,
                     struct moments *m)
{
    int first = p->point_start[ring], end = p->point_start[ring + 1];

    for (int i = first, before = end - 1; i < end; before = i++) {
        double x = p->x[before], y = p->y[before], dx = p->x[i] - x, dy = p->y[i] - y;
        int n = b->geographic && fabs(dy) > 6 ? (int)ceil(fabs(dy) / 6) : 1;

        if (dx == 0) continue;
        for (int k = 0; k < n; k++)
            add_edge(b, x + dx * k / n, y + dy * k / n, x + dx * (k + 1) / n,
                     y + dy * (k + 1) / n, m);
    }
}

double polygons_area_m2(const struct polygons *p, int k)
{
    struct moments m = {0};

    for (int ring = p->ring_start[k]; ring < p->ring_start[k + 1]; ring++)
        if (p->point_start[ring] < p->point_start[ring + 1]) {
            struct base b = base_at(p, p->point_start[ring]);

            add_ring(p, ring, &b, &m);
        }
    return fabs(m.area);
}

static void mean_point(const struct polygons *p, int first, int end, double *x, double *y)
{
    double dx = 0, dy = 0;

    for (int i = first; i < end; i++) {
        dx += p->x[i] - p->x[first];
        dy += p->y[i] - p->y[first];
    }
    *x = p->x[first] + dx / (end - first);
    *y = p->y[first] + dy / (end - first);
}

void polygons_centroid(const struct polygons *p, int k, double *x, double *y)
{
    int first = p->point_start[p->ring_start[k]], end = p->point_start[p->ring_start[k + 1]];
    struct moments m = {0};
    struct base b;
    double extent[4];

    *x = *y = NAN;
    if (!polygons_extent(p, k, extent)) return;
    b = base_at(p, first);
    for (int ring = p->ring_start[k]; ring < p->ring_start[k + 1]; ring++)
        add_ring(p, ring, &b, &m);
    mean_point(p, first, end, x, y);
    /* the area of a line folded back is what rounding leaves */
    if (!(fabs(m.area) >
          1e-14 * (extent[2] - extent[0]) * b.m_x * (extent[3] - extent[1]) * b.m_x))
        return;
    *x = b.x + m.x / m.area / b.m_x;
    *y = b.geographic ? latitude(&b, m.y / m.area) : b.y + m.y / m.area;
    *x =
        fmax(extent[0], fmin(extent[2], *x)); /* rings that cross themselves pull it anywhere */
    *y = fmax(extent[1], fmin(extent[3], *y));
}

/* ---- a point inside ---- */

static int by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

/* Where a horizontal line crosses polygon k, from west to east; returns how many. */
static int crossings(const struct polygons *p, int k, double y, double *at)
{
    int n = 0;

    for (int ring = p->ring_start[k]; ring < p->ring_start[k + 1]; ring++) {
        int first = p->point_start[ring], end = p->point_start[ring + 1];

        for (int i = first, j = end - 1; i < end; j = i++)
            if ((p->y[i] > y) != (p->y[j] > y))
                at[n++] = p->x[i] + (y - p->y[i]) / (p->y[j] - p->y[i]) * (p->x[j] - p->x[i]);
    }
    qsort(at, (size_t)n, sizeof *at, by_value);
    return n;
}

/* The middle of the widest span on the line; false where polygon k does not hold it. */
static bool try_line(const struct polygons *p, int k, double y, double *room, double *x)
{
    int n = crossings(p, k, y, room), widest = 0;

    if (n < 2) return false;
    for (int i = 2; i + 1 < n; i += 2)
        if (room[i + 1] - room[i] > room[widest + 1] - room[widest]) widest = i;
    *x = room[widest] + (room[widest + 1] - room[widest]) / 2;
    return polygons_contains(p, k, *x, y);
}

struct gap {
    double height, y; /* between corners one above the other, and its middle */
};

static int by_height(const void *a, const void *b)
{
    const struct gap *x = a, *y = b;

    if (x->height != y->height) return x->height > y->height ? -1 : 1;
    return (x->y > y->y) - (x->y < y->y);
}

/* Lines between corners, through the highest gaps first. */
static bool try_gaps(const struct polygons *p, int k, double *room, struct gap *gap, double *x,
                     double *y)
{
    enum { TRIES = 64 };
    int first = p->point_start[p->ring_start[k]], n = 0;
    int end = p->point_start[p->ring_start[k + 1]];

    for (int i = first; i < end; i++)
        room[i - first] = p->y[i];
    qsort(room, (size_t)(end - first), sizeof *room, by_value);
    for (int i = 0; i + 1 < end - first; i++)
        if (room[i + 1] > room[i])
            gap[n++] =
                (struct gap){room[i + 1] - room[i], room[i] + (room[i + 1] - room[i]) / 2};
    qsort(gap, (size_t)n, sizeof *gap, by_height);
    for (int i = 0; i < n && i < TRIES; i++)
        if (try_line(p, k, gap[i].y, room, x)) {
            *y = gap[i].y;
            return true;
        }
    return false;
}

enum err polygons_inside(const struct polygons *p, int k, double *x, double *y,
                         struct error *err)
{
    int first = p->point_start[p->ring_start[k]], end = p->point_start[p->ring_start[k + 1]];
    size_t n = (size_t)(end - first);
    double cx, cy, extent[4], *room;
    struct gap *gap;

    polygons_centroid(p, k, &cx, &cy);
    if (n == 0 || polygons_contains(p, k, cx, cy)) {
        *x = cx;
        *y = cy;
        return ERR_OK;
    }
    room = malloc(n * sizeof *room);
    gap = malloc(n * sizeof *gap);
    if (room == NULL || gap == NULL) {
        free(room);
        free(gap);
        return error_nomem(err, "a point in a polygon");
    }
    polygons_extent(p, k, extent);
    cy = extent[1] + (extent[3] - extent[1]) / 2;
    if (!try_line(p, k, cy, room, &cx) && !try_gaps(p, k, room, gap, &cx, &cy)) {
        cx = p->x[first];
        cy = p->y[first];
    }
    *x = cx;
    *y = cy;
    free(gap);
    free(room);
    return ERR_OK;
}

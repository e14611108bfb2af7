/* fixture_polygons.c - see fixture_polygons.h */
#include "tests/fixture_polygons.h"

#include <math.h>
#include <stdlib.h>

#include "tests/dice.h"

static struct polygons finished(struct polygons_builder *b, bool geographic)
{
    struct polygons p = {0};
    struct error err;

    if (polygons_finish(b, geographic, &p, &err) != ERR_OK) abort();
    return p;
}

struct polygons fixture_polygons(const char *words, bool geographic)
{
    struct polygons_builder b = {0};

    polygons_begin(&b);
    polygons_ring(&b, false);
    while (*words != '\0') {
        char *end;
        double x = strtod(words, &end), y;

        if (end != words) {
            y = strtod(end, &end);
            polygons_point(&b, x, y);
            words = end;
            continue;
        }
        if (*words == ';') polygons_begin(&b);
        if (*words == ';' || *words == '+' || *words == '|') polygons_ring(&b, *words == '|');
        words++;
    }
    return finished(&b, geographic);
}

static void star(struct polygons_builder *b, int n, double x, double y, double least,
                 double most, bool hole)
{
    polygons_ring(b, hole);
    for (int k = 0; k < n; k++) {
        double angle = 2 * M_PI * (k + 0.9 * uniform()) / n;
        double r = least + (most - least) * uniform();

        polygons_point(b, x + r * cos(angle), y + r * sin(angle));
    }
}

struct polygons fixture_polygons_stars(unsigned long long seed, int n, double x, double y,
                                       double spread, double size, bool geographic)
{
    struct polygons_builder b = {0};

    dice = seed;
    for (int k = 0; k < n; k++) {
        double cx = x + spread * uniform(), cy = y + spread * uniform();

        polygons_begin(&b);
        star(&b, 8 + (int)(12 * uniform()), cx, cy, 0.15 * size, 0.5 * size, false);
        if (k % 2 == 1) star(&b, 5, cx, cy, 0.02 * size, 0.08 * size, true);
        if (k % 3 == 2) star(&b, 9, cx + 1.1 * size, cy, 0.15 * size, 0.5 * size, false);
    }
    return finished(&b, geographic);
}

struct polygons fixture_polygons_star(unsigned long long seed, int n_points, double x, double y,
                                      double size, bool geographic)
{
    struct polygons_builder b = {0};

    dice = seed;
    polygons_begin(&b);
    star(&b, n_points, x, y, 0.3 * size, size, false);
    return finished(&b, geographic);
}

struct polygons fixture_polygons_mesh(unsigned long long seed, int columns, int rows, double x,
                                      double y, double side, bool geographic)
{
    struct polygons_builder b = {0};
    int wide = columns + 1, n = wide * (rows + 1);
    double *corner = malloc((size_t)n * 2 * sizeof *corner);

    if (corner == NULL) abort();
    dice = seed;
    for (int k = 0; k < n; k++) {
        int c = k % wide, r = k / wide;
        bool inside = c > 0 && c < columns && r > 0 && r < rows;
        double dx = 0.6 * uniform() - 0.3, dy = 0.6 * uniform() - 0.3;

        corner[2 * k] = x + side * (c + (inside ? dx : 0));
        corner[2 * k + 1] = y + side * (r + (inside ? dy : 0));
    }
    for (int k = 0; k < columns * rows; k++) {
        int first = k / columns * wide + k % columns;
        const int at[4] = {first, first + 1, first + wide + 1, first + wide};

        polygons_begin(&b);
        polygons_ring(&b, false);
        for (int i = 0; i < 4; i++) /* each begins at another corner */
            polygons_point(&b, corner[2 * at[(i + k) % 4]], corner[2 * at[(i + k) % 4] + 1]);
    }
    free(corner);
    return finished(&b, geographic);
}

long double fixture_polygons_area(const struct polygons *p, int k)
{
    long double sum = 0;

    for (int ring = p->ring_start[k]; ring < p->ring_start[k + 1]; ring++) {
        int first = p->point_start[ring], end = p->point_start[ring + 1];

        for (int i = first; i < end; i++) {
            int to = i + 1 < end ? i + 1 : first;

            sum +=
                ((long double)p->x[i] - p->x[first]) * ((long double)p->y[to] - p->y[first]) -
                ((long double)p->x[to] - p->x[first]) * ((long double)p->y[i] - p->y[first]);
        }
    }
    return sum / 2;
}

/* ---- lines across a cell ---- */

static int rising(const void *a, const void *b)
{
    const double *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

/* Where the line at height y crosses closed rings of points, in order. */
static int across(const double *x, const double *y, int first, int end, double height,
                  double *at)
{
    int n = 0;

    for (int i = first; i < end; i++) {
        int to = i + 1 < end ? i + 1 : first;

        if ((y[i] > height) != (y[to] > height))
            at[n++] = x[i] + (height - y[i]) / (y[to] - y[i]) * (x[to] - x[i]);
    }
    return n;
}

static double length_at(const struct polygons *p, int k, int n, const double *x,
                        const double *y, double height, double *room)
{
    double cell[6], sum = 0;
    int m = 0;

    if (across(x, y, 0, n, height, cell) != 2) return 0;
    qsort(cell, 2, sizeof *cell, rising);
    for (int ring = p->ring_start[k]; ring < p->ring_start[k + 1]; ring++)
        m += across(p->x, p->y, p->point_start[ring], p->point_start[ring + 1], height,
                    room + m);
    qsort(room, (size_t)m, sizeof *room, rising);
    for (int i = 0; i + 1 < m; i += 2)
        sum += fmax(0, fmin(room[i + 1], cell[1]) - fmax(room[i], cell[0]));
    return sum;
}

/* The height at which two lines cross; that of a corner where they are parallel. */
static double crossing_height(double x1, double y1, double x2, double y2, double x3, double y3,
                              double x4, double y4)
{
    double d = (x2 - x1) * (y4 - y3) - (y2 - y1) * (x4 - x3);
    double t = ((x3 - x1) * (y4 - y3) - (y3 - y1) * (x4 - x3)) / d;

    return d != 0 && t >= 0 && t <= 1 ? y1 + t * (y2 - y1) : y1;
}

double fixture_polygons_common_area(const struct polygons *p, int k, int n, const double *x,
                                    const double *y)
{
    int points = p->point_start[p->ring_start[k + 1]] - p->point_start[p->ring_start[k]];
    double *height = malloc(((size_t)points + 1) * ((size_t)n + 2) * sizeof *height);
    double *room = malloc(((size_t)points + 1) * sizeof *room), area = 0;
    int m = 0;

    if (height == NULL || room == NULL) abort();
    for (int c = 0; c < n; c++)
        height[m++] = y[c];
    for (int ring = p->ring_start[k]; ring < p->ring_start[k + 1]; ring++)
        for (int i = p->point_start[ring], end = p->point_start[ring + 1]; i < end; i++) {
            int to = i + 1 < end ? i + 1 : p->point_start[ring];

            height[m++] = p->y[i];
            for (int c = 0; c < n; c++)
                height[m++] = crossing_height(p->x[i], p->y[i], p->x[to], p->y[to], x[c], y[c],
                                              x[(c + 1) % n], y[(c + 1) % n]);
        }
    qsort(height, (size_t)m, sizeof *height, rising);
    for (int i = 0; i + 1 < m; i++) {
        double high = height[i + 1] - height[i];

        if (high > 0) /* between two heights the length changes evenly */
            area += high * length_at(p, k, n, x, y, height[i] + high / 2, room);
    }
    free(height);
    free(room);
    return area;
}

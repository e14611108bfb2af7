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

/* near_zone.c - see near_zone.h. */
#include "output/near_zone.h"

#include <math.h>
#include <stdlib.h>

struct near_zone {
    const double *east, *north; /* [n] borrowed */
    int n, columns, rows;
    double west, south, side;
    int *first; /* owned [columns x rows + 1] */
    int *zone;  /* owned [n] by square, rising in each */
};

static int clamped(double at, int n)
{
    return at < 0 ? 0 : at >= n ? n - 1 : (int)at;
}

static int column_of(const struct near_zone *z, double east)
{
    return clamped((east - z->west) / z->side, z->columns);
}

static int row_of(const struct near_zone *z, double north)
{
    return clamped((north - z->south) / z->side, z->rows);
}

/* Squares that hold about two zones each, and at most as many squares as zones and some. */
static void lay_squares(struct near_zone *z)
{
    double east = -INFINITY, north = -INFINITY, longer;

    z->west = z->south = INFINITY;
    for (int k = 0; k < z->n; k++) {
        z->west = fmin(z->west, z->east[k]);
        z->south = fmin(z->south, z->north[k]);
        east = fmax(east, z->east[k]);
        north = fmax(north, z->north[k]);
    }
    longer = fmax(fmax(east - z->west, north - z->south), 1);
    z->side = fmax(sqrt((east - z->west) * (north - z->south) * 2 / z->n), longer / z->n);
    z->columns = (int)((east - z->west) / z->side) + 1;
    z->rows = (int)((north - z->south) / z->side) + 1;
}

static bool sort_in(struct near_zone *z)
{
    size_t squares = (size_t)z->columns * (size_t)z->rows;

    z->first = calloc(squares + 2, sizeof *z->first);
    z->zone = malloc((size_t)z->n * sizeof *z->zone);
    if (z->first == NULL || z->zone == NULL) return false;
    for (int k = 0; k < z->n; k++)
        z->first[row_of(z, z->north[k]) * z->columns + column_of(z, z->east[k]) + 2]++;
    for (size_t q = 2; q < squares + 2; q++)
        z->first[q] += z->first[q - 1];
    for (int k = 0; k < z->n;
         k++) /* first[q + 1] runs through its square, and ends behind it */
        z->zone[z->first[row_of(z, z->north[k]) * z->columns + column_of(z, z->east[k]) +
                         1]++] = k;
    return true;
}

enum err near_zone_create(struct near_zone **out, const double east[], const double north[],
                          int n, struct error *err)
{
    struct near_zone *z = calloc(1, sizeof *z);

    if (z == NULL) return error_nomem(err, "the nearest zones");
    *z = (struct near_zone){.east = east, .north = north, .n = n};
    lay_squares(z);
    if (!sort_in(z)) {
        near_zone_free(z);
        return error_nomem(err, "the nearest zones");
    }
    *out = z;
    return ERR_OK;
}

void near_zone_free(struct near_zone *near)
{
    if (near == NULL) return;
    free(near->first);
    free(near->zone);
    free(near);
}

struct found {
    int zone;
    double squared;
};

static void look_into(const struct near_zone *z, int column, int row, double east, double north,
                      struct found *best)
{
    int square = row * z->columns + column;

    if (column < 0 || row < 0 || column >= z->columns || row >= z->rows) return;
    for (int i = z->first[square]; i < z->first[square + 1]; i++) {
        int k = z->zone[i];
        double dx = z->east[k] - east, dy = z->north[k] - north, squared = dx * dx + dy * dy;

        if (squared < best->squared || (squared == best->squared && k < best->zone))
            *best = (struct found){k, squared};
    }
}

int near_zone_find(const struct near_zone *z, double east, double north)
{
    int column = column_of(z, east), row = row_of(z, north);
    int most = z->columns > z->rows ? z->columns : z->rows;
    struct found best = {-1, INFINITY};

    /* From outside the extent the ring's squares are farther still: the bound holds. */
    for (int ring = 0; ring <= most; ring++) {
        double beyond = (ring - 1) * z->side; /* what lies in this ring is at least so far */

        if (best.zone >= 0 && beyond > 0 && beyond * beyond > best.squared) break;
        for (int i = column - ring; i <= column + ring; i++) {
            bool edge = i == column - ring || i == column + ring;

            for (int j = row - ring; j <= row + ring; j += edge || ring == 0 ? 1 : 2 * ring)
                look_into(z, i, j, east, north, &best);
        }
    }
    return best.zone;
}

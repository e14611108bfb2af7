/* road_order.c - places in the order of a curve of Hilbert; see road_split.h */
#include <stdint.h>
#include <stdlib.h>

#include "scenarios/roads/road_split.h"

enum { BITS = 16, SIDE = 1 << BITS };

/* How far along the curve through SIDE x SIDE cells a cell lies. */
static uint32_t along_curve(uint32_t x, uint32_t y)
{
    uint32_t far = 0;

    for (uint32_t s = SIDE / 2; s > 0; s /= 2) {
        uint32_t right = (x & s) != 0, up = (y & s) != 0;

        far += s * s * ((3 * right) ^ up);
        if (up == 0) { /* the quarter's own curve is turned */
            uint32_t turned = right ? SIDE - 1 - x : x;

            x = right ? SIDE - 1 - y : y;
            y = turned;
        }
    }
    return far;
}

static double span(int n, const double at[], double *low)
{
    double high = at[0];

    *low = at[0];
    for (int i = 1; i < n; i++) {
        if (at[i] < *low) *low = at[i];
        if (at[i] > high) high = at[i];
    }
    return high - *low;
}

/* from[]: the points in the order so far; to[]: sorted by 16 bits of their keys, equal ones as
 * they stood. */
static void sort_by(int n, const uint32_t key[], int shift, const int from[], int to[],
                    int start[SIDE + 1])
{
    for (int b = 0; b <= SIDE; b++)
        start[b] = 0;
    for (int i = 0; i < n; i++)
        start[(key[i] >> shift & (SIDE - 1)) + 1]++;
    for (int b = 0; b < SIDE; b++)
        start[b + 1] += start[b];
    for (int i = 0; i < n; i++)
        to[start[key[from[i]] >> shift & (SIDE - 1)]++] = from[i];
}

enum err road_order(int n, const double x[], const double y[], int number[], struct error *err)
{
    uint32_t *key = malloc(((size_t)n + 1) * sizeof *key);
    int *some = malloc(((size_t)n + 1) * sizeof *some);
    int *start = malloc((SIDE + 1) * sizeof *start);
    double west, south, width, height, scale;
    enum err code = key && some && start ? ERR_OK : error_nomem(err, "the streets");

    if (code != ERR_OK || n <= 0) goto done;
    width = span(n, x, &west);
    height = span(n, y, &south);
    scale = width > height ? width : height;
    scale = scale > 0 ? (SIDE - 1) / scale : 0;
    for (int i = 0; i < n; i++) {
        key[i] =
            along_curve((uint32_t)((x[i] - west) * scale), (uint32_t)((y[i] - south) * scale));
        number[i] = i;
    }
    sort_by(n, key, 0, number, some, start);
    sort_by(n, key, BITS, some, number, start);
    for (int i = 0; i < n; i++)
        some[number[i]] = i;
    for (int i = 0; i < n; i++)
        number[i] = some[i];
done:
    free(key);
    free(some);
    free(start);
    return code;
}

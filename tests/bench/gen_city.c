/* gen_city.c - makes a location problem like a city: towns along a river, suburbs on a spiral.
 *
 *   gen_city ZONES SITES SEED PREFIX [SIDE_KM [uniform]]
 *
 * writes PREFIX.d.csv (id,x,y,weight) and PREFIX.s.csv (id,x,y,cost): metres in a square of
 * SIDE_KM (40 if not given), whole weights and costs; `uniform`: points lie anywhere alike. The
 * same arguments give the same bytes. */
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state;
static double side_m = 40000;

/* xorshift64* (S. Vigna, ACM Transactions on Mathematical Software 42 (2016) 30). */
static double uniform(void)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (double)((state * UINT64_C(2685821657736338717)) >> 11) / 9007199254740992.0;
}

/* Sum of six: bell enough for a town. */
static double bell(void)
{
    double sum = -3;

    for (int k = 0; k < 6; k++)
        sum += uniform();
    return sum;
}

static void place(double loose, double *x, double *y)
{
    const double pi = 3.14159265358979323846;

    do {
        if (uniform() < loose) {
            *x = side_m * uniform();
            *y = side_m * uniform();
        } else if (uniform() < 0.6) { /* along the river, denser downstream */
            double t = sqrt(uniform());

            *x = side_m * t + 900 * bell();
            *y = side_m * (0.5 + 0.25 * sin(2.6 * pi * t)) + 1400 * bell();
        } else { /* suburbs */
            double t = uniform(), turn = 5 * pi * t;

            *x = side_m * (0.55 + 0.4 * t * cos(turn)) + 700 * bell();
            *y = side_m * (0.5 + 0.4 * t * sin(turn)) + 700 * bell();
        }
    } while (*x < 0 || *y < 0 || *x > side_m || *y > side_m);
}

static int write_points(const char *prefix, const char *what, int n, double loose)
{
    char path[512];
    FILE *out;

    snprintf(path, sizeof path, "%s.%s.csv", prefix, what);
    out = fopen(path, "w");
    if (out == NULL) return 1;
    fprintf(out, "id,x,y,%s\n", what[0] == 'd' ? "weight" : "cost");
    for (int k = 0; k < n; k++) {
        double x, y;

        place(loose, &x, &y);
        fprintf(out, "%s%d,%.2f,%.2f,%d\n", what, k, x, y,
                1 + (int)(99 * uniform() * uniform()));
    }
    return fclose(out) != 0;
}

int main(int argc, char **argv)
{
    bool uniform_points = argc == 7 && strcmp(argv[6], "uniform") == 0;

    if (argc > 5) side_m = 1000 * atof(argv[5]);
    if (argc < 5 || argc > 7 || (argc == 7 && !uniform_points) || !(side_m > 0)) {
        fprintf(stderr, "usage: gen_city ZONES SITES SEED PREFIX [SIDE_KM [uniform]]\n");
        return 2;
    }
    state = strtoull(argv[3], NULL, 10) * UINT64_C(0x9E3779B97F4A7C15) + 1;
    if (write_points(argv[4], "d", atoi(argv[1]), uniform_points ? 1 : 0.2) != 0) return 1;
    return write_points(argv[4], "s", atoi(argv[2]), uniform_points ? 1 : 0.3);
}

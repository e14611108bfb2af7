/* gen_city.c - makes a location problem like a city: towns along a river, suburbs on a spiral.
 *
 *   gen_city ZONES SITES SEED PREFIX [SIDE_KM [towns|uniform [TIMES [COST]]]]
 *
 * writes PREFIX.d.csv (id,x,y,weight) and PREFIX.s.csv (id,x,y,cost): metres in a square of
 * SIDE_KM (40 if not given), whole weights and costs; `uniform`: points lie anywhere alike.
 * TIMES: sites get a whole capacity too, half to one and a half times their even share of TIMES
 * the weight of all zones (assumed). COST: costs are COST (whole) times as large, 1 if not
 * given. The same arguments give the same bytes, and a capacity leaves all other columns alone.
 */
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state, capacity_state;
static double side_m = 40000, capacity_times, sum_weight;
static int cost_times = 1;

/* xorshift64* (S. Vigna, ACM Transactions on Mathematical Software 42 (2016) 30). */
static double next(uint64_t *s)
{
    *s ^= *s >> 12;
    *s ^= *s << 25;
    *s ^= *s >> 27;
    return (double)((*s * UINT64_C(2685821657736338717)) >> 11) / 9007199254740992.0;
}

static double uniform(void)
{
    return next(&state);
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

/* Half to one and a half times the even share; a stream of its own leaves places and costs. */
static int capacity(int n_sites)
{
    return 1 + (int)(capacity_times * sum_weight / n_sites * (0.5 + next(&capacity_state)));
}

static int write_points(const char *prefix, const char *what, int n, double loose)
{
    bool demand = what[0] == 'd', has_capacity = !demand && capacity_times > 0;
    char path[512];
    FILE *out;

    snprintf(path, sizeof path, "%s.%s.csv", prefix, what);
    out = fopen(path, "w");
    if (out == NULL) return 1;
    fprintf(out, "id,x,y,%s%s\n", demand ? "weight" : "cost", has_capacity ? ",capacity" : "");
    for (int k = 0; k < n; k++) {
        double x, y;
        int value;

        place(loose, &x, &y);
        value = 1 + (int)(99 * uniform() * uniform());
        if (demand) sum_weight += value;
        fprintf(out, "%s%d,%.2f,%.2f,%d", what, k, x, y, demand ? value : value * cost_times);
        if (has_capacity) fprintf(out, ",%d", capacity(n));
        fprintf(out, "\n");
    }
    return fclose(out) != 0;
}

int main(int argc, char **argv)
{
    bool uniform_points = argc > 6 && strcmp(argv[6], "uniform") == 0;

    if (argc > 5) side_m = 1000 * atof(argv[5]);
    if (argc > 7) capacity_times = atof(argv[7]);
    if (argc > 8) cost_times = atoi(argv[8]);
    if (argc < 5 || argc > 9 || !(side_m > 0) || !(capacity_times >= 0) || cost_times < 1 ||
        (argc > 6 && !uniform_points && strcmp(argv[6], "towns") != 0)) {
        fprintf(stderr, "usage: gen_city ZONES SITES SEED PREFIX [SIDE_KM [towns|uniform "
                        "[TIMES [COST]]]]\n");
        return 2;
    }
    state = strtoull(argv[3], NULL, 10) * UINT64_C(0x9E3779B97F4A7C15) + 1;
    capacity_state = state ^ UINT64_C(0xD1B54A32D192ED03);
    if (write_points(argv[4], "d", atoi(argv[1]), uniform_points ? 1 : 0.2) != 0) return 1;
    return write_points(argv[4], "s", atoi(argv[2]), uniform_points ? 1 : 0.3);
}

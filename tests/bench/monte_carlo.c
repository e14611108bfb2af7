/* monte_carlo.c - what draws cost on a megacity: `monte_carlo FOLDER [THREADS]` makes 50,000
 * cells, 8 classes, 20 years and 1,000 stations in a new folder, runs the scenario without
 * draws and adds 200 draws of 8 uncertain settings; prints seconds of each part and the most
 * memory the whole process took. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

#include "model/parallel.h"
#include "sim/load.h"
#include "sim/monte_carlo.h"

enum { SIDE_X = 250, SIDE_Y = 200, CLASSES = 8, YEARS = 20, STATIONS = 1000, DRAWS = 200 };

static double now_s(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double most_mb(void)
{
    struct rusage usage;

    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss / 1024;
}

static FILE *open_in(const char *folder, const char *name)
{
    char path[4096];
    FILE *f;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    f = fopen(path, "w");
    if (f == NULL) {
        perror(path);
        exit(1);
    }
    return f;
}

static void make_zones(const char *folder)
{
    FILE *f = open_in(folder, "zones.csv");

    fputs("id,x,y,people,jobs,trips,home\n", f);
    for (int z = 0; z < SIDE_X * SIDE_Y; z++)
        fprintf(f, "z%d,%d,%d,%d,%d,%d,%.3f\n", z, z % SIDE_X * 250, z / SIDE_X * 250,
                100 + (int)(z * 7919L % 997), 20 + (int)(z * 104729L % 1009),
                1 + (int)(z * 1299709L % 499), 0.1 + 0.001 * (int)(z * 15485863L % 700));
    fclose(f);
}

static void make_sites(const char *folder)
{
    FILE *f = open_in(folder, "sites.csv");

    fputs("id,x,y,dc,ac\n", f);
    for (int s = 0; s < STATIONS; s++)
        fprintf(f, "s%d,%ld,%ld,%d,%d\n", s, s * 7919L % (SIDE_X * 250),
                s * 104729L % (SIDE_Y * 250), 2 + s % 9, 3 + s % 17);
    fclose(f);
}

static void make_scenario(const char *folder)
{
    FILE *f = open_in(folder, "scenario.yaml");

    fputs("scenario: 1\nname: megacity\nstudy: {made_up: true, years: [", f);
    for (int y = 0; y < YEARS; y++)
        fprintf(f, "%s%d", y > 0 ? ", " : "", 2025 + y);
    fputs("]}\nfleet:\n", f);
    for (int c = 0; c < CLASSES; c++)
        fprintf(f,
                "  class%d: {curve: penetration, population: {2025: %d, 2044: %d}, "
                "cars_per_1000: {2025: 30, 2044: 55}, ev_share: {2025: 0.1, 2044: 0.8}, "
                "km_per_day: %d, survival: {mean_years: 12}}\n",
                c, 18000000 + 100000 * c, 21000000 + 100000 * c, 30 + 5 * c);
    fputs("zones: {file: zones.csv, coordinates: metres, night: people, day: jobs, roaming: "
          "trips, home_access: home, cell_m: 250}\n"
          "sites:\n  today: {file: sites.csv, coordinates: metres, status: existing, kinds: "
          "{dc: dc, ac: ac}}\n"
          "kinds:\n  dc: {system: fast, outlets: 2, power_kw: 120, capital: 1}\n"
          "  ac: {system: slow, power_kw: 7, capital: 1}\n"
          "placement: {model: none}\nuncertain:\n",
          f);
    for (int c = 0; c < CLASSES; c++)
        fprintf(f, "  u%d: {setting: fleet.class%d.%s, spread: 0.%d}\n", c, c,
                c % 2 == 0 ? "km_per_day" : "ev_share", 10 + c);
    fclose(f);
}

/* The same parts once more, by themselves. */
static void time_parts(struct bands *b, const struct run *run)
{
    struct error err;
    double start = now_s();

    for (int v = 0; v < N_SERVICES; v++) {
        free(b->zone[v]);
        b->zone[v] = NULL;
    }
    free(b->station);
    b->station = NULL;
    if (monte_carlo_zones(b, run, &err) != ERR_OK) exit(1);
    printf("  of it zones     %7.2f s\n", now_s() - start);
    start = now_s();
    if (monte_carlo_stations(b, run, &err) != ERR_OK) exit(1);
    printf("  of it stations  %7.2f s (%d states)\n", now_s() - start, run->n_networks);
}

int main(int argc, char *argv[])
{
    char path[4096];
    static struct problems problems;
    struct loaded load = {0};
    struct run *run = NULL;
    struct error err;
    double start = now_s();

    if (argc < 2 || mkdir(argv[1], 0777) != 0) {
        fputs("monte_carlo FOLDER [THREADS]: FOLDER is a new one\n", stderr);
        return 2;
    }
    make_zones(argv[1]);
    make_sites(argv[1]);
    make_scenario(argv[1]);
    snprintf(path, sizeof path, "%s/scenario.yaml", argv[1]);
    if (load_scenario(&load, path, 0, NULL, &problems, &err) != ERR_OK) {
        fprintf(stderr, "%s\n", problems.n > 0 ? problems.text[0] : err.text);
        return 1;
    }
    printf("reading           %7.2f s\n", now_s() - start);
    start = now_s();
    if (run_create(&run, load.scenario, load.city, load.scenario->plans,
                   argc > 2 ? atoi(argv[2]) : parallel_processors(), &err) != ERR_OK) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    printf("run without draws %7.2f s, %.0f MB\n", now_s() - start, most_mb());
    start = now_s();
    load.scenario->monte_carlo.draws = DRAWS;
    if (monte_carlo_create(&run->bands, run, &err) != ERR_OK) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    printf("%d draws         %7.2f s, %.0f MB\n", DRAWS, now_s() - start, most_mb());
    time_parts(run->bands, run);
    run_free(run);
    load_clear(&load);
    return 0;
}

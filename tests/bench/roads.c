/* roads.c - what streets cost: reading a file, graphs of both modes, keeping and finding them.
 *
 *   roads FILE.osm.pbf [FOLDER]
 *
 * FOLDER (made here, beside the file if not given) takes the cache. Then 100,000 zones and
 * 1,000 sites, thrown about the streets, are joined to them, and every site is searched from to
 * 5 minutes and to 5 km, on one thread. Seconds, seconds of processors and, after each step,
 * the most memory so far. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "model/roads/road_search.h"
#include "scenarios/roads/road_build.h"
#include "scenarios/roads/road_cache.h"
#include "scenarios/sha256.h"
#include "tests/dice.h"

static double since_s, since_cpu_s;

static double seconds_of(clockid_t clock)
{
    struct timespec now;

    clock_gettime(clock, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void start(void)
{
    since_s = seconds_of(CLOCK_MONOTONIC);
    since_cpu_s = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
}

static void done(const char *what)
{
    double s = seconds_of(CLOCK_MONOTONIC), cpu_s = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
    struct rusage use;

    getrusage(RUSAGE_SELF, &use);
    printf("%-28s %7.3f s %7.3f s of processors %7.0f MB\n", what, s - since_s,
           cpu_s - since_cpu_s, (double)use.ru_maxrss / 1024);
    start();
}

static void stop_on(enum err code, const struct error *err)
{
    if (code == ERR_OK) return;
    fprintf(stderr, "%s\n", err->text);
    exit(1);
}

static void tell(const char *mode, const struct road_graph *g)
{
    printf("%s: %d junctions, %d copies, %d edges of %d, %.1f km used, %.1f km left out\n",
           mode, g->n_junctions, g->n_nodes - g->n_junctions, g->n_edges, g->n_all, g->used_km,
           g->left_km);
}

enum { ZONES = 100000, SITES = 1000 };

/* Off points of streets by up to 100 m or so. */
static void throw_points(const struct road_graph *g, int n, double x[], double y[])
{
    for (int k = 0; k < n; k++) {
        int at = (int)(uniform() * g->line[g->n_edges]);

        x[k] = g->x[at] + 0.002 * (uniform() - 0.5);
        y[k] = g->y[at] + 0.002 * (uniform() - 0.5);
    }
}

static void search(const struct road_graph *g, const struct road_snaps *zones,
                   const struct road_snaps *sites, bool minutes)
{
    static double most[ZONES];
    struct road_measure measure = {.minutes = minutes, .kmh_factor = 1, .snap_kmh = 10};
    struct road_search *search = NULL;
    struct reach *reach = NULL;
    struct error err;

    for (int k = 0; k < N_ROAD_CLASSES; k++)
        measure.kmh[k] = k < ROAD_UNCLASSIFIED ? 50 : 25;
    for (int z = 0; z < ZONES; z++)
        most[z] = minutes ? 5 : 5000;
    stop_on(road_search_create(&search, g, &measure, zones, &err), &err);
    done("arcs with their costs");
    stop_on(road_search_reach(&reach, search, sites, most, 1, &err), &err);
    done(minutes ? "1,000 searches of 5 minutes" : "1,000 searches of 5 km");
    printf("%d pairs\n", reach->row_start[ZONES]);
    reach_free(reach);
    road_search_free(search);
}

static void search_all(const struct road_graph *g)
{
    static double x[ZONES], y[ZONES];
    struct points zones = {ZONES, x, y, true}, sites = {SITES, x, y, true};
    struct road_snaps zone_snaps, site_snaps;
    struct error err;

    if (g->n_edges == 0) return;
    dice = 2026;
    throw_points(g, ZONES, x, y);
    done("points");
    stop_on(road_snaps_create(&zone_snaps, g, &zones, 1, &err), &err);
    done("100,000 points joined");
    stop_on(road_snaps_create(&site_snaps, g, &sites, 1, &err), &err);
    done("1,000 points joined");
    search(g, &zone_snaps, &site_snaps, true);
    search(g, &zone_snaps, &site_snaps, false);
    road_snaps_clear(&zone_snaps);
    road_snaps_clear(&site_snaps);
}

int main(int n, char **argument)
{
    const struct road_box box = {-180, -90, 180, 90};
    struct scenario scenario = {.study.years = {.n = 1, .year = (int[]){2030}}};
    struct road_source source = {.scenario = &scenario, .box = &box, .geographic = true};
    struct road_ways ways = {0};
    struct roads *roads = calloc(1, sizeof *roads), *found = NULL;
    char key[SHA256_HEX], folder[4096];
    struct error err;

    if (n < 2 || roads == NULL) return 2;
    snprintf(folder, sizeof folder, n > 2 ? "%s" : "%s.cache", argument[n > 2 ? 2 : 1]);
    setenv("CHARGEPLAN_CACHE", folder, 1);
    scenario.roads.file = argument[1];
    start();
    stop_on(sha256_file(argument[1], key, &err), &err);
    done("hash of the file");
    stop_on(road_ways_read(&ways, &source, &err), &err);
    done("reading");
    printf("%d ways, %d points, %d turn bans\n", ways.n_ways, ways.n_points, ways.n_bans);
    roads->geographic = true;
    roads->counts = ways.counts;
    stop_on(road_build(&roads->graph[ROAD_CAR], &ways, ROAD_CAR, &err), &err);
    done("graph of cars");
    stop_on(road_build(&roads->graph[ROAD_FOOT], &ways, ROAD_FOOT, &err), &err);
    road_ways_clear(&ways);
    done("graph of people");
    tell("cars", &roads->graph[ROAD_CAR]);
    tell("people", &roads->graph[ROAD_FOOT]);
    road_cache_keep(roads, key);
    done("keeping");
    if (!road_cache_load(&found, key)) printf("the cache has nothing\n");
    done("finding");
    search_all(&roads->graph[ROAD_CAR]);
    roads_free(roads);
    roads_free(found);
    return 0;
}

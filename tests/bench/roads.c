/* roads.c - what streets cost: reading a file, graphs of both modes, keeping and finding them.
 *
 *   roads FILE.osm.pbf [FOLDER]
 *
 * FOLDER (made here, beside the file if not given) takes the cache. Seconds of one thread and,
 * after each step, the most memory so far. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "scenarios/roads/road_build.h"
#include "scenarios/roads/road_cache.h"
#include "scenarios/sha256.h"

static struct timespec since;

static void done(const char *what)
{
    struct timespec now;
    struct rusage use;

    clock_gettime(CLOCK_MONOTONIC, &now);
    getrusage(RUSAGE_SELF, &use);
    printf("%-28s %7.3f s %7.0f MB\n", what,
           (double)(now.tv_sec - since.tv_sec) + 1e-9 * (double)(now.tv_nsec - since.tv_nsec),
           (double)use.ru_maxrss / 1024);
    clock_gettime(CLOCK_MONOTONIC, &since);
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
    clock_gettime(CLOCK_MONOTONIC, &since);
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
    roads_free(roads);
    roads_free(found);
    return 0;
}

/* roads_read.c - see roads.h */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/roads/road_build.h"
#include "scenarios/roads/road_cache.h"
#include "scenarios/roads/road_key.h"
#include "scenarios/roads/road_ways.h"

/* Steps of the box: some 2 km. */
#define STEP_DEG 0.02
#define STEP_M 2000.0

static struct road_box whole_steps(const struct road_box *box, bool geographic)
{
    double step = geographic ? STEP_DEG : STEP_M;

    return (struct road_box){floor(box->west / step) * step, floor(box->south / step) * step,
                             ceil(box->east / step) * step, ceil(box->north / step) * step};
}

static enum err build(struct roads *roads, const struct road_ways *ways, struct error *err)
{
    roads->geographic = ways->geographic;
    roads->counts = ways->counts;
    memcpy(roads->date, ways->date, sizeof roads->date);
    for (enum road_mode mode = 0; mode < N_ROAD_MODES; mode++)
        TRY(road_build(&roads->graph[mode], ways, mode, err));
    roads->counts.n_bans -= roads->graph[ROAD_CAR].n_bans_lost;
    roads->counts.n_bans_lost += roads->graph[ROAD_CAR].n_bans_lost;
    return ERR_OK;
}

static enum err read_new(struct roads **out, const struct road_source *source,
                         struct error *err)
{
    struct roads *roads = calloc(1, sizeof *roads);
    struct road_ways ways = {0};
    enum err code = roads == NULL ? error_nomem(err, "the streets") : ERR_OK;

    if (code == ERR_OK) code = road_ways_read(&ways, source, err);
    if (code == ERR_OK) {
        code = build(roads, &ways, err);
        road_ways_clear(&ways);
    }
    if (code == ERR_OK)
        *out = roads;
    else
        roads_free(roads);
    return code;
}

/* The reader refuses a file without streets; here there are some, and no way back on any. */
static enum err check_cars(const struct roads *roads, const struct scenario *scenario,
                           struct error *err)
{
    const struct road_graph *cars = &roads->graph[ROAD_CAR];

    if (cars->n_edges > 0) return ERR_OK;
    return error_set(err, ERR_DATA,
                     "%s: cars that leave a crossing of its %d pieces of street can never come "
                     "back to it; look at the one-way streets%s",
                     scenario->roads.file, cars->n_all,
                     scenario->roads.oneway != NULL ? " and at roads.oneway" : "");
}

enum err roads_read(struct roads **out, const struct scenario *scenario,
                    const struct road_box *box, bool geographic, struct error *err)
{
    struct road_box wide = whole_steps(box, geographic);
    struct road_source source = {.scenario = scenario, .box = &wide, .geographic = geographic};
    struct roads *roads = NULL;
    char key[SHA256_HEX];
    bool keyed = road_key(key, scenario, &wide, geographic) && road_key_holds(scenario);
    enum err code;

    if (!keyed || !road_cache_load(&roads, key)) {
        TRY(read_new(&roads, &source, err));
        if (keyed && road_key_holds(scenario)) road_cache_keep(roads, key);
    }
    code = check_cars(roads, scenario, err);
    if (code == ERR_OK)
        *out = roads;
    else
        roads_free(roads);
    return code;
}

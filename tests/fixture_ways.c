/* fixture_ways.c - see fixture_ways.h */
#include "fixture_ways.h"

#include <math.h>
#include <stdlib.h>

#include "dice.h"

enum { WAYS = 200, POINTS = 12, BANS = 100 };

static void *room(size_t n, size_t size)
{
    void *there = calloc(n, size);

    if (there == NULL) abort();
    return there;
}

struct road_ways *fixture_ways_new(bool geographic, int n_points)
{
    struct road_ways *ways = room(1, sizeof *ways);
    size_t n = (size_t)n_points + 1;

    ways->geographic = geographic;
    ways->n_points = n_points;
    ways->x = room(n, sizeof *ways->x);
    ways->y = room(n, sizeof *ways->y);
    ways->barred = room(n, 1);
    ways->way = room(WAYS, sizeof *ways->way);
    ways->point = room((size_t)WAYS * POINTS, sizeof *ways->point);
    ways->ban = room(BANS, sizeof *ways->ban);
    return ways;
}

void fixture_ways_free(struct road_ways *ways)
{
    free(ways->x);
    free(ways->y);
    free(ways->barred);
    free(ways->way);
    free(ways->point);
    free(ways->ban);
    free(ways);
}

struct road_way *fixture_way(struct road_ways *ways, int open, int n, const int point[])
{
    struct road_way *way = &ways->way[ways->n_ways++];

    if (ways->n_ways > WAYS || n > POINTS) abort();
    *way = (struct road_way){.id = ways->n_ways,
                             .first = (ways->n_ways - 1) * POINTS,
                             .n = n,
                             .road_class = ROAD_RESIDENTIAL,
                             .open = {(unsigned char)open, (unsigned char)open},
                             .takes = 1,
                             .length_m = NAN};
    for (int k = 0; k < n; k++)
        ways->point[way->first + k] = point[k];
    return way;
}

struct road_way *fixture_street(struct road_ways *ways, int open, int a, int b)
{
    return fixture_way(ways, open, 2, (const int[]){a, b});
}

void fixture_ban(struct road_ways *ways, int64_t from, int via, int64_t to, bool only)
{
    if (ways->n_bans == BANS) abort();
    ways->ban[ways->n_bans++] =
        (struct road_ban){.from = from, .to = to, .via = via, .only = only};
}

static int pick(int n)
{
    return (int)(uniform() * n);
}

struct road_ways *fixture_ways_made(int n_points, int n_ways, bool geographic)
{
    struct road_ways *ways = fixture_ways_new(geographic, n_points);
    double unit = geographic ? 0.003 : 217;

    for (int p = 0; p < n_points; p++) {
        ways->x[p] = unit * (p + uniform() / 2) + (geographic ? 114 : 0);
        ways->y[p] = unit * 7 * uniform() + (geographic ? 22.6 : 0);
        ways->barred[p] = (unsigned char)(uniform() < 0.1 ? 1 + pick(3) : 0);
    }
    for (int w = 0; w < n_ways; w++) {
        int point[6], n = 2 + pick(5);
        struct road_way *way;

        for (int k = 0; k < n; k++) /* often twice in a row, or back and forth */
            point[k] = k > 0 && uniform() < 0.1 ? point[k - 1] : pick(n_points);
        way = fixture_way(ways, uniform() < 0.6 ? 3 : pick(4), n, point);
        way->open[ROAD_FOOT] = (unsigned char)pick(4);
        way->road_class = (unsigned char)pick(N_ROAD_CLASSES);
        way->takes = uniform() < 0.5;
        way->kmh[ROAD_ALONG] = (float)(w + 1);
        way->kmh[ROAD_AGAINST] = (float)pick(90);
        if (uniform() < 0.2) way->length_m = uniform() < 0.3 ? 0 : 217 * uniform();
    }
    return ways;
}

/* fixture_ways.h - ways as a test wants them, before they are a graph. */
#ifndef CHARGEPLAN_TESTS_FIXTURE_WAYS_H
#define CHARGEPLAN_TESTS_FIXTURE_WAYS_H

#include "scenarios/roads/road_ways.h"

/* Room for n_points points, which are set in ->x, ->y and ->barred, 200 ways of 12 points and
 * 100 bans. Own it: fixture_ways_free(). */
struct road_ways *fixture_ways_new(bool geographic, int n_points);
void fixture_ways_free(struct road_ways *ways);

/* A residential street through points, open in both modes as `open` says; it takes zones, no
 * speed and no length are said. Its id is its number, from 1 on. Returns it to be changed. */
struct road_way *fixture_way(struct road_ways *ways, int open, int n, const int point[]);
/* The same of two points. */
struct road_way *fixture_street(struct road_ways *ways, int open, int a, int b);

void fixture_ban(struct road_ways *ways, int64_t from, int via, int64_t to, bool only);

/* Made up by `dice`: n_points points on a line that bends, n_ways ways of 2 to 6 of them in any
 * order (loops, crossings with themselves, points twice in a row, streets beside one another,
 * one-way, closed), some barred, some ways with a length of their own, 0 too. The speed along
 * a way is its number from 1 on, so that an edge tells its way. */
struct road_ways *fixture_ways_made(int n_points, int n_ways, bool geographic);

#endif

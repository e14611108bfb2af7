/* fixture_ways_brute.h - what a graph of ways has to be, by another way: every occurrence of a
 * point in a way is looked at on its own, and all-pairs distances tell what is connected. */
#ifndef CHARGEPLAN_TESTS_FIXTURE_WAYS_BRUTE_H
#define CHARGEPLAN_TESTS_FIXTURE_WAYS_BRUTE_H

#include "scenarios/roads/road_ways.h"

enum { BRUTE_PIECES = 160, BRUTE_VERTICES = 200 };

/* A piece of a way between two junctions; vertices are points, or torn ends of barred ones. */
struct brute_piece {
    int way, first, last; /* points of the way, from 0 */
    int from, to;         /* vertices */
    bool open[N_ROAD_DIRECTIONS];
    double length_m;
    bool used; /* inside the largest part */
    int edge;  /* of the graph; -1 */
};

struct brute {
    const struct road_ways *ways;
    int n_vertices, n_pieces;
    struct brute_piece piece[BRUTE_PIECES];
    bool there[BRUTE_VERTICES], junction[BRUTE_VERTICES], used[BRUTE_VERTICES];
    double way_m[BRUTE_VERTICES][BRUTE_VERTICES]; /* shortest; INFINITY */
    int node[BRUTE_VERTICES];                     /* junction of the graph; -1 */
    int n_largest;                                /* junctions of the largest part */
    bool tie;                                     /* several are as large */
};

/* Floyd and Warshall: way[i * n + k] becomes the shortest. */
void brute_all_pairs(double way[], int n);

void brute_make(struct brute *b, const struct road_ways *ways, enum road_mode mode);

/* Finds each piece's edge in the graph, by points and way (the speed along it, see
 * fixture_ways_made()); marks what is used; fails the test where something has no counterpart.
 * Of parts equally large the graph's is taken. */
void brute_match(struct brute *b, const struct road_graph *graph);

#endif

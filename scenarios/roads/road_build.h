/* road_build.h - ways become a graph of one mode: split where they meet, turn bans as copies of
 * junctions, the largest strongly connected part. */
#ifndef CHARGEPLAN_SCENARIOS_ROADS_ROAD_BUILD_H
#define CHARGEPLAN_SCENARIOS_ROADS_ROAD_BUILD_H

#include "scenarios/roads/road_ways.h"

/* Own it: road_graph_clear(). No street that the mode may use: a graph with n_edges 0.
 * Edges and junctions come in an order that depends on the ways alone. Errors: ERR_NOMEM,
 * ERR_DATA (more than 2^30 points). */
enum err road_build(struct road_graph *out, const struct road_ways *ways, enum road_mode mode,
                    struct error *err);
void road_graph_clear(struct road_graph *graph);

#endif

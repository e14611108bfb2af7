/* road_build.h - ways become a graph of one mode: split where they meet, turn bans as copies of
 * junctions, the largest strongly connected part. */
#ifndef CHARGEPLAN_SCENARIOS_ROADS_ROAD_BUILD_H
#define CHARGEPLAN_SCENARIOS_ROADS_ROAD_BUILD_H

#include "scenarios/roads/road_ways.h"

/* Own it: road_graph_clear(). No street that the mode may use: a graph with n_edges 0.
 *
 * A point is a junction where two ways of the mode use it, one uses it twice, or one ends. A
 * barred point is torn: every piece that comes to it ends there on its own. The part that is
 * used is the one with the most junctions, of several the one with the lowest; turn bans have
 * no say in it. Junctions come along a curve of Hilbert, edges by the junction of their first
 * point, so that what lies near has near numbers; of equal ones that of the first way is first.
 *
 * A turn ban holds for cars where its two streets meet at the junction and one turn alone can
 * be meant: exactly one arc of `from` arrives and one of `to` goes on, or both are one street,
 * which then may not be turned round on. Others are lost: a street that goes on through the
 * junction arrives there twice, and which way is meant is not said.
 * Errors: ERR_NOMEM, ERR_DATA (more than 2^29 points). */
enum err road_build(struct road_graph *out, const struct road_ways *ways, enum road_mode mode,
                    struct error *err);
void road_graph_clear(struct road_graph *graph);

#endif

/* road_search.h - ways along streets: bounded searches from a site over a graph.
 *
 * Source: E. W. Dijkstra, A note on two problems in connexion with graphs, Numerische
 *   Mathematik 1 (1959) 269-271, doi:10.1007/BF01386390. */
#ifndef CHARGEPLAN_MODEL_ROADS_ROAD_SEARCH_H
#define CHARGEPLAN_MODEL_ROADS_ROAD_SEARCH_H

#include "model/coverage.h"
#include "model/roads/road_snap.h"

/* How a way is measured. */
struct road_measure {
    bool minutes;               /* else metres */
    bool from_site;             /* ways from the site to the zone; else toward the site */
    double kmh[N_ROAD_CLASSES]; /* of each class, factor included; of minutes only */
    double kmh_factor;          /* of the speeds that the file says; of minutes only */
    double snap_kmh;            /* between a point and its street; of minutes only */
};

struct road_search; /* opaque: a graph measured, and the zones joined to it */

/* Borrows graph and zones. Own it: road_search_free(*out). Errors: ERR_NOMEM. */
enum err road_search_create(struct road_search **out, const struct road_graph *graph,
                            const struct road_measure *measure, const struct road_snaps *zones,
                            struct error *err);
void road_search_free(struct road_search *search); /* NULL is fine */

/* All pairs with way <= most[z] + 1e-6 (metres or minutes). The way is that from the zone to
 * its street, along streets, and from there to the site; where both stand at one street it may
 * be the piece between them. A zone with NAN or a negative limit reaches nothing. Memory grows
 * with the pairs and, per thread, with the graph; the same on any number of threads. Own it:
 * reach_free(*out). Errors: ERR_DATA (more than 2^31 - 1 pairs), ERR_NOMEM. */
enum err road_search_reach(struct reach **out, const struct road_search *search,
                           const struct road_snaps *sites, const double most[], int n_threads,
                           struct error *err);

/* Pieces of streets that lie within a limit of the nearest of some sites, for maps: at_m from
 * .. to along an edge. A piece that is reached in one direction alone counts. */
struct road_piece {
    int edge;
    double from_m, to_m;
};
struct road_pieces {
    int n;
    struct road_piece *piece; /* owned [n] by edge, then from_m; pieces of an edge lie apart */
};
/* Sites s with take[s]. The limit holds the way to the street of the site, not that from the
 * street to a zone. Own it: road_pieces_clear(). Errors: ERR_NOMEM. */
enum err road_search_pieces(struct road_pieces *out, const struct road_search *search,
                            const struct road_snaps *sites, const bool take[], double most,
                            struct error *err);
void road_pieces_clear(struct road_pieces *pieces);

/* The points of a piece, as a line: x, y have room for the edge's points and 2 more. Returns
 * their number, >= 2. `geographic`: of the streets. */
int road_piece_line(const struct road_graph *graph, bool geographic,
                    const struct road_piece *piece, double x[], double y[]);

#endif

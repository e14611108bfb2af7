/* reached.h - the streets that lie within the planner's own standard of an open public site:
 * what maps and layers show of a service along streets, where one in a straight line has
 * circles.
 *
 * A zone counts as reached by its own way alone; this is a picture of where ways within the
 * limit lead. Where limits differ by zone a street has that of the zone nearest to its middle.
 */
#ifndef CHARGEPLAN_OUTPUT_REACHED_H
#define CHARGEPLAN_OUTPUT_REACHED_H

#include "output/digest.h"

struct reached {
    const struct run *run;          /* borrowed */
    const struct road_graph *graph; /* borrowed */
    enum service service;
    int n;         /* limits that hold for some zone, rising */
    double *limit; /* owned [n] metres or minutes */
    int *limit_of; /* owned [n_edges] index of an edge's limit; NULL where n is 1 */
};

/* Is the service one along streets? */
bool reached_by_streets(const struct run *run, enum service v);

/* Of a service along streets. Own it: reached_clear(). Errors: ERR_NOMEM. */
enum err reached_create(struct reached *out, const struct run *run, const struct digest *d,
                        enum service v, struct error *err);
void reached_clear(struct reached *reached);

/* Streets of limit k that lie within it of a site that serves in that state, by edge. Own it:
 * road_pieces_clear(). Errors: ERR_NOMEM. */
enum err reached_pieces(struct road_pieces *out, const struct reached *reached,
                        const struct network *net, int k, struct error *err);

/* The most points that a piece of the graph has. */
int reached_most_points(const struct road_graph *graph);

#endif

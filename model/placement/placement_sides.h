/* placement_sides.h - what every model keeps beside its own rows: a least number of open sites
 * in each district, and a least spacing between sites.
 *
 * Spacing stands in rows of cliques (of sites that are all too near to one another at most one
 * is open), which are stronger than rows of pairs: M. Padberg, On the facial structure of set
 * packing polyhedra, Mathematical Programming 5 (1973) 199-215, doi:10.1007/BF01580121. */
#ifndef CHARGEPLAN_MODEL_PLACEMENT_SIDES_H
#define CHARGEPLAN_MODEL_PLACEMENT_SIDES_H

#include "model/placement/placement.h"

struct milp;

/* Whether districts ask for open sites; whether there is any side constraint. */
bool placement_sides_districts(const struct placement_input *in);
bool placement_sides_any(const struct placement_input *in);

/* A candidate that no plan can open: it is too near to a site that every plan has open. */
bool placement_sides_blocked(const struct placement_input *in, int s);

/* False, with plan->reason, when required sites are too near to another site, or a district has
 * fewer sites than it needs. */
bool placement_sides_fit(const struct placement_input *in, struct placement_plan *plan);

/* Rows over the columns x_s, and bounds of the candidates that no plan can open. */
void placement_sides_build(const struct placement_input *in, struct milp *m);

/* Whether a plan keeps them. */
bool placement_sides_keep(const struct placement_input *in, const bool open[]);

#endif

/* serve_sides.h - districts and spacing of rule_then_serve, by way of placement_sides.h;
 * private to the serve_*.c files. */
#ifndef CHARGEPLAN_MODEL_SERVE_SIDES_H
#define CHARGEPLAN_MODEL_SERVE_SIDES_H

#include "model/serve/serve.h"

/* The sites of the problem as the other models see them: each at its cheapest size, forbidden
 * where it has none; no zones. */
struct serve_sites {
    struct placement_input in;
    struct reach no_zones;
    enum site_status *status; /* owned [n_sites] */
    double *cost;             /* owned [n_sites] */
};

/* Not to be moved: in.reach points into it. Clear it: serve_sites_clear(). Errors: ERR_NOMEM.
 */
enum err serve_sites_create(struct serve_sites *out, const struct serve_input *in,
                            struct error *err);
void serve_sites_clear(struct serve_sites *sites);

/* False, with status and reason in *plan, where required sites or districts leave no plan. */
bool serve_sites_fit(const struct serve_sites *sites, struct serve_plan *plan);

#endif

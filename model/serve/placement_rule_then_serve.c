/* placement_rule_then_serve.c - the plan's rule as a constraint, served demand as the aim.
 *
 * Formulation in serve.h. It decides chargers as well as sites, so it has an input of its own
 * (struct serve_input) and is solved by serve_solve().
 *
 * Sources: capacity in maximal covering: J. R. Current and J. E. Storbeck, Capacitated covering
 *   models, Environment and Planning B 15 (1988) 153-163, doi:10.1068/b150153; a mandatory
 * cover beside maximal cover: R. Church and C. ReVelle, The maximal covering location problem,
 *   Papers of the Regional Science Association 32 (1974) 101-118, doi:10.1007/BF01942293. */
#include "model/placement/placement.h"

const struct placement_model placement_rule_then_serve = {
    .name = "rule_then_serve",
    .summary = MSG_MODEL_RULE_THEN_SERVE,
    .measure = MSG_REP_UNIT_ENERGY,
    .needs = "access.rule_radius_km.core for the rule; placement.budget for a limit of money",
    .source = "Church and ReVelle 1974; Current and Storbeck 1988",
    .maximise = true,
    .needs_distance = false,
    .needs_radius = true,
    .sizes_stations = true,
};

/* phase.h - one phase of building within a run; private to sim/. */
#ifndef CHARGEPLAN_SIM_PHASE_H
#define CHARGEPLAN_SIM_PHASE_H

#include "model/serve/serve.h"
#include "sim/run.h"

/* Solves phase k on the network before it and fills run->phase[k], run->network[k + 1] and, in
 * the first phase, run->screened. An infeasible phase leaves the network as it was and clears
 * run->feasible. */
enum err phase_build(struct run *run, int k, struct error *err);

/* run.c: fills run->ground for a year: the network before number k (0: existing sites) with
 * what building rules add. Errors: ERR_NOMEM. */
enum err run_ground(struct run *run, int k, int year_index, struct error *err);

/* run.c: a run on a base, of which nothing but the warnings of its inputs is made. Takes the
 * rule's reach, also on failure. Own it: run_free(*out). Errors: ERR_NOMEM. */
enum err run_begin(struct run **out, const struct run_base *base, struct reach *rule,
                   const struct scenario *scenario, const struct plans *plans, int n_threads,
                   struct error *err);
/* run.c: network k is the ground as it is, filled by the demand of its year. Errors:
 * ERR_NOMEM. */
enum err run_stand(struct run *run, int k, struct error *err);

/* phase_simple.c: a phase by a model of struct placement_input. `sites`: what each site can
 * hold. Fills run->phase[k] and, with a plan, run->network[k + 1]. */
enum err phase_simple_build(struct run *run, int k, const struct serve_input *sites,
                            struct error *err);
/* The network of phase k: the sites given and those that stand, sized for at most `budget`. */
enum err phase_open(struct run *run, int k, const bool open[], double budget,
                    struct error *err);

/* phase_check.c: the network again: nobody is served out of reach and, with `core_rule`, a core
 * zone that a possible site could cover lies within the rule radius of an open one. Errors:
 * ERR_SOLVER. */
enum err phase_check(const struct run *run, const struct serve_input *in,
                     const struct network *n, bool core_rule, struct error *err);

/* phase_sides.c: least open sites by district and least spacing, as the scenario asks. */
struct phase_sides {
    struct serve_sides given; /* borrows from the rest and from the city */
    int *site_district;       /* owned [n_sites] */
    const char **site_id;     /* owned [n_sites], names borrowed */
    struct reach *too_near;   /* owned */
};
/* Clear it: phase_sides_clear(). Errors: ERR_NOMEM, ERR_SCENARIO (no districts). */
enum err phase_sides_create(struct phase_sides *out, const struct run *run, struct error *err);
void phase_sides_clear(struct phase_sides *sides);

/* Adds a warning: a message and its values (said.h). */
#define run_warn(run, err, ...)                                                                \
    said_add(&(run)->warning, &(run)->n_warnings, (err), __VA_ARGS__)

#endif

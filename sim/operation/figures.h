/* figures.h - what each replication says, as figures, and what they say together. */
#ifndef CHARGEPLAN_SIM_OPERATION_FIGURES_H
#define CHARGEPLAN_SIM_OPERATION_FIGURES_H

#include "sim/operation/replications.h"

struct figures; /* opaque: mean and spread of every figure of replications.h */

/* Own it: figures_free(*out). The input is borrowed. Errors: ERR_NOMEM. */
enum err figures_create(struct figures **out, const struct operation_input *in,
                        struct error *err);
void figures_free(struct figures *f); /* NULL is fine */

/* Takes one replication more; their order decides the last digit. */
void figures_add(struct figures *f, const struct tally *replication);

/* The half-widths of MISSED of both services are at most this. One of which nobody came to a
 * pool does not count; with one replication they do not exist and are not. */
bool figures_within(const struct figures *f, double half_width);

/* Sets figure, half_width and pool[n_pools] of a result, whose sum and n_replications are
 * there. */
void figures_fill(const struct figures *f, struct operation *out);

#endif

/* arrivals.h - drivers appear: a non-homogeneous Poisson process for each zone and service, all
 * in the order of time.
 *
 * Each process is thinned from one of constant rate, its largest; the number that decides
 * whether a candidate stays also says to which layer the driver belongs. A process draws from a
 * stream of its own, so that a zone's drivers do not depend on any other zone.
 *
 * Source: P. A. W. Lewis and G. S. Shedler, Simulation of nonhomogeneous Poisson processes by
 *   thinning, Naval Research Logistics Quarterly 26 (1979) 403-413,
 *   doi:10.1002/nav.3800260304. */
#ifndef CHARGEPLAN_SIM_OPERATION_ARRIVALS_H
#define CHARGEPLAN_SIM_OPERATION_ARRIVALS_H

#include "sim/operation/operation.h"

struct arrival {
    double t_h;
    uint64_t key; /* of all numbers of the driver */
    int stream;   /* index into operation_input.stream */
    int layer;
};

struct arrivals; /* opaque */

/* NULL: out of memory. Own it: arrivals_free(). The input is borrowed. */
struct arrivals *arrivals_create(const struct operation_input *in, int replication);
void arrivals_free(struct arrivals *a); /* NULL is fine */

/* The next driver before the end of the window; NULL where there is none, or no memory
 * (arrivals_failed()). Good until arrivals_take(). */
const struct arrival *arrivals_next(struct arrivals *a);
void arrivals_take(struct arrivals *a);
/* The one that comes `k` after the next; NULL where it is not known yet. */
const struct arrival *arrivals_ahead(const struct arrivals *a, int k);
bool arrivals_failed(const struct arrivals *a);

#endif

/* fixture_transport.h - the best way to serve a small city from given open sites, by a flow of
 * its own for zones that may be split, by trying all ways for zones that may not. */
#ifndef CHARGEPLAN_TESTS_FIXTURE_TRANSPORT_H
#define CHARGEPLAN_TESTS_FIXTURE_TRANSPORT_H

#include "tests/fixture_town.h"

/* Least cost of serving every zone within capacities (cflp without fixed costs); NAN: they
 * cannot all be served. Zones without weight take no room, and count only where costs of
 * serving are given. */
double transport_least(const struct town *t, unsigned open);

/* The same with every zone at one site. */
double transport_least_whole(const struct town *t, unsigned open);

/* Most weight served (mclp-c), each zone wholly by one site or not at all. */
double transport_most_whole(const struct town *t, unsigned open);

#endif

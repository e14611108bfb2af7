/* fixture_metro.h - files of a large clustered city for `chargeplan solve`, every column in
 * them.
 */
#ifndef CHARGEPLAN_TESTS_FIXTURE_METRO_H
#define CHARGEPLAN_TESTS_FIXTURE_METRO_H

#include <stdbool.h>

struct metro {
    int n_zones, n_sites;
    double side_m;      /* of the square; half of the zones stand around twelve centres */
    double radius_m[2]; /* a zone's own, between these */
    double capacity;    /* of all sites, in weights of all zones */
    bool whole, mixed;  /* whole weights and costs; sites of every status */
    unsigned long long seed;
};

/* Writes folder/d.csv and folder/s.csv. */
void metro_write(const struct metro *m, const char *folder);

#endif

/* fixture_audit.h - made cities in China whose files are truly in one datum and said to be in
 * another, for the audit of datums. */
#ifndef CHARGEPLAN_TESTS_FIXTURE_AUDIT_H
#define CHARGEPLAN_TESTS_FIXTURE_AUDIT_H

#include "scenarios/audit/city_audit.h"

enum { FIXTURE_AUDIT_LAYERS = 4 };

/* What a made city is. */
struct fixture_audit_ask {
    unsigned long long seed;
    double lon, lat;  /* its middle */
    double radius_km; /* of its uneven outline */
    bool grid;  /* zones are cells of 400 m whose middle is land; else sectors of the outline */
    bool river; /* a strip of 500 m without zones, and without sites */
    int clusters;     /* the sites stand around so many places; 0: anywhere */
    double beyond_km; /* sites stand outside the outline too, up to here; 0: none */
    bool dense_west;  /* and nine of ten of the city's stand in the west and beyond it */
    int n_layers;
    int n_sites[FIXTURE_AUDIT_LAYERS];
    enum coordinates zones_true, zones_said;
    enum coordinates sites_true[FIXTURE_AUDIT_LAYERS], sites_said[FIXTURE_AUDIT_LAYERS];
};

struct fixture_audit {
    struct city city; /* of zones and sites only what an audit asks */
    struct scenario scenario;
    struct sites_layer layer[FIXTURE_AUDIT_LAYERS];
    char name[FIXTURE_AUDIT_LAYERS][16], file[FIXTURE_AUDIT_LAYERS][24];
};

/* Ends the program when out of memory. */
void fixture_audit_make(struct fixture_audit *made, const struct fixture_audit_ask *ask);
void fixture_audit_clear(struct fixture_audit *made);

#endif

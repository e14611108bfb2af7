/* fixture_osm.h - files of OpenStreetMap as a test wants them: nodes, ways and relations are
 * added in any order and written as .osm.pbf or as .osm, by the ending of the name.
 *
 * Tags are one text, "highway=primary|oneway=yes"; NULL: none. Everything fails the test (or
 * ends the program) where it cannot be done. */
#ifndef CHARGEPLAN_TESTS_FIXTURE_OSM_H
#define CHARGEPLAN_TESTS_FIXTURE_OSM_H

#include <stdbool.h>

struct fixture_osm; /* opaque */

/* How a PBF is written; all zeros is what osmium writes. */
struct fixture_osm_style {
    bool plain;                       /* nodes one by one, not dense */
    bool raw;                         /* blobs that are not packed */
    int block;                        /* objects of a block; 0: 8,000 */
    int granularity;                  /* nanodegrees; 0: 100 */
    long long lat_offset, lon_offset; /* nanodegrees */
    long long date;                   /* seconds since 1970; 0: none said */
    const char *required; /* a further feature that a reader has to know; NULL: none */
};

struct fixture_osm *fixture_osm_new(void);
void fixture_osm_free(struct fixture_osm *osm);
struct fixture_osm_style *fixture_osm_style(struct fixture_osm *osm); /* to be changed */

/* Degrees, kept to 1e-7. */
void fixture_osm_node(struct fixture_osm *osm, long long id, double lon, double lat,
                      const char *tags);
void fixture_osm_way(struct fixture_osm *osm, long long id, int n, const long long nodes[],
                     const char *tags);

/* Members: a letter n, w or r and the id; the role follows. */
struct fixture_osm_member {
    char kind;
    long long id;
    const char *role;
};
void fixture_osm_relation(struct fixture_osm *osm, long long id, int n,
                          const struct fixture_osm_member member[], const char *tags);
/* A turn ban: "restriction=no_left_turn"; type=restriction is added. */
void fixture_osm_ban(struct fixture_osm *osm, long long id, long long from, long long via,
                     long long to, const char *tags);

/* Objects in the order they were added: nodes, ways, relations. */
void fixture_osm_write(const struct fixture_osm *osm, const char *path);

#endif

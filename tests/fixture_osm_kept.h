/* fixture_osm_kept.h - what fixture_osm.c and fixture_osm_pbf.c share. */
#ifndef CHARGEPLAN_TESTS_FIXTURE_OSM_KEPT_H
#define CHARGEPLAN_TESTS_FIXTURE_OSM_KEPT_H

#include <stdio.h>
#include <time.h>

#include "tests/fixture_osm.h"

enum { KEPT_TEXT = 256 };

struct kept_node {
    long long id, lon, lat; /* 1e-7 degree */
    char *tags;
};
struct kept_way { /* or relation */
    long long id;
    int first, n;
    char *tags;
};
struct fixture_osm {
    struct fixture_osm_style style;
    int n_nodes, n_ways, n_relations, n_refs, n_members;
    struct kept_node *node;
    struct kept_way *way, *relation;
    long long *ref;
    struct fixture_osm_member *member;
};

/* Takes the next tag off *tags; false: there is none. */
bool kept_tag(const char **tags, char key[KEPT_TEXT], char value[KEPT_TEXT]);

void kept_write_pbf(const struct fixture_osm *osm, FILE *file);

#endif

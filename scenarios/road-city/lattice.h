/* lattice.h - the streets of the made-up city: a lattice of lines 125 m apart, bent, thinned
 * out towards the edge, cut by the river, the railway, the motorway, walls and gates. */
#ifndef CHARGEPLAN_ROAD_CITY_LATTICE_H
#define CHARGEPLAN_ROAD_CITY_LATTICE_H

#include "scenarios/demo-city/land.h"

enum { LATTICE_W = 273, LATTICE_H = 213, LATTICE_N = LATTICE_W * LATTICE_H };
/* Lines of a lattice go north (0) or east (1), footways and quays across the blocks. */
enum lattice_way { WAY_NORTH, WAY_EAST, WAY_UP, WAY_DOWN, N_WAYS };
enum street {
    STREET_NONE,
    STREET_TRUNK,
    STREET_PRIMARY,
    STREET_SECONDARY,
    STREET_TERTIARY,
    STREET_UNCLASSIFIED,
    STREET_RESIDENTIAL,
    STREET_LIVING,
    STREET_SERVICE,
    STREET_PEDESTRIAN,
    STREET_FOOTWAY
};
struct lattice {
    struct point at[LATTICE_N];              /* km, whole metres */
    unsigned char street[N_WAYS][LATTICE_N]; /* from a node to the next of the way */
    signed char oneway[N_WAYS][LATTICE_N];   /* 1: along, -1: against, 0: both */
    int bridge[2][2];                        /* nodes that bridges join */
};
extern struct lattice lattice;
extern const char *const street_word[];

enum { LATTICE_BRIDGES = 2 };

/* Ring: the corners of the motorway, for what it cuts. */
void lattice_make(const struct point ring[], int n_ring);
int lattice_next(enum lattice_way way, int node); /* -1: none */
int lattice_degree(int node);
/* Do two pieces cross? */
bool lattice_cross(struct point a, struct point b, struct point c, struct point d);
bool lattice_arterial(int node, struct point from, double *apart); /* on a line of 2 km */

#endif

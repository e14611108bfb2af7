/* ways_words.h - what several outputs say of ways: how far, by which way, and how far off
 * circles are. */
#ifndef CHARGEPLAN_OUTPUT_WAYS_WORDS_H
#define CHARGEPLAN_OUTPUT_WAYS_WORDS_H

#include "sim/run.h"

/* "8 min", "300 m to 500 m": the reach of a service's zones. Returns buffer. */
char *ways_reach(enum language language, const struct run *run, enum service v, char *buffer,
                 size_t size);
/* "2,000 m": the radius of the circles set beside that reach. Returns buffer. */
char *ways_circle(enum language language, const struct run *run, enum service v, char *buffer,
                  size_t size);
/* "by car along streets, from the zone to the charger". */
const char *ways_how(enum language language, const struct run *run, enum service v);

/* "The circles claim 12 % more demand than the streets reach.", of all services that have ways
 * together in a state; "" where none has, or nothing is reached. Returns buffer. */
char *ways_claim(enum language language, const struct run *run, int state, char *buffer,
                 size_t size);
/* Share of the demand of those services that lies in a circle and is not reached; NAN where
 * none has ways or there is no demand. */
double ways_unreached_share(const struct run *run, int state);

/* The way from a zone to the nearest open public site with outlets of a service, and that site;
 * NAN and -1 where none is in reach. Metres or minutes. Arrays are [n_zones]. Errors:
 * ERR_NOMEM.
 */
enum err ways_nearest(const struct run *run, const struct network *n, enum service v,
                      double way[], int site[], struct error *err);

/* Straight line from a zone or site to the street it is joined to; NAN where it is joined to
 * none. */
double ways_snap_m(const struct road_snaps *snaps, int k);

#endif

/* audit_fit.h - which readings of files in Chinese datums fit each other best: statistics.
 *
 * Places of a file either lie in the areas or do not, under each pair of readings (one of the
 * areas' file, one of the places' file). Two pairs are compared by the places that change side
 * between them: if both fit as well, such a place is as likely to come in as to go out, so that
 * the number that comes in is binomial with 1/2 (McNemar's test, taken exactly: a sign test).
 * Stations stand in clusters that change side together; places of one block count as one.
 *
 * Source: Q. McNemar, Note on the sampling error of the difference between correlated
 *   proportions or percentages, Psychometrika 12 (1947) 153-157, doi:10.1007/BF02295996. */
#ifndef CHARGEPLAN_SCENARIOS_AUDIT_FIT_H
#define CHARGEPLAN_SCENARIOS_AUDIT_FIT_H

#include <stdbool.h>

/* CGCS2000 is WGS 84 as far as geometry can tell. */
enum audit_reading { AUDIT_WGS84, AUDIT_GCJ02, AUDIT_BD09, AUDIT_READINGS };

/* A pair of readings is a number: AUDIT_READINGS x that of the areas + that of the places. */
enum { AUDIT_PAIRS = AUDIT_READINGS * AUDIT_READINGS };
static inline int audit_pair(int areas, int places)
{
    return AUDIT_READINGS * areas + places;
}

/* Probability of `more` or more heads in more + fewer throws of a fair coin. */
double audit_sign_p(int more, int fewer);

/* A place under all pairs. */
struct audit_place {
    int block;        /* places of one block count as one */
    unsigned outside; /* bit p is set: outside the areas under pair p */
};

/* True where pair a fits better than b: more blocks come in than go out by at least 5, by a
 * chance below 1e-3. Blocks stand together in the list. */
bool audit_beats(int n, const struct audit_place place[], int a, int b);

/* The pairs, as bits, that no other beats. All where n is 0. */
unsigned audit_unbeaten(int n, const struct audit_place place[]);

/* What one file allows. */
struct audit_file {
    int declared;      /* enum audit_reading */
    unsigned possible; /* pairs as bits */
};

/* Readings of the places, as bits, once the areas' file is read as `areas`: the declared one
 * where it is possible, else all that are. 0: none is. */
unsigned audit_readings(const struct audit_file *file, int areas);

/* The fewest files that must be read in another way than declared, so that all fit: 0 where
 * nothing is wrong, -1 where no readings fit. *areas receives the readings of the areas' file,
 * as bits, with which that many are enough. `may_move` is false where the areas' file can only
 * be as declared. */
int audit_explain(int n_files, const struct audit_file file[], int areas_declared,
                  bool may_move, unsigned *areas);

#endif

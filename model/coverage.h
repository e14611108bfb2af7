/* coverage.h - which site reaches which zone: compressed rows through a grid index.
 *
 * Time and memory grow with the number of pairs in reach, never with zones x sites. */
#ifndef CHARGEPLAN_MODEL_COVERAGE_H
#define CHARGEPLAN_MODEL_COVERAGE_H

#include "scenarios/error.h"
#include "scenarios/geo.h"

struct reach {
    int n_zones, n_sites;
    int *row_start; /* owned [n_zones + 1] sites of zone z: site[row_start[z] ..
                       row_start[z+1]-1] */
    int *site;      /* owned [row_start[n_zones]] rising within a row */
    double *way; /* owned, beside site: metres, or minutes where reach is in minutes; NULL where
                    it was not asked for */
};

/* Slack of every `<=` between a distance and a radius: 1e-6 m. */
extern const double coverage_slack_m;

/* All pairs with distance x detour <= radius_m[z] + 1e-6 m (strict: distance < radius_m[z]).
 *
 *   radius_m   [n zones] metres; a zone with NAN or a negative radius reaches nothing
 *   detour     way over straight line, >= 1; `way` holds it, detour included
 *   out        own it: reach_free(*out)
 * Errors: ERR_DATA (more than 2^31 - 1 pairs), ERR_NOMEM. */
enum err reach_create(struct reach **out, const struct points *zones,
                      const struct points *sites, const double radius_m[], double detour,
                      bool strict, bool keep_distance, struct error *err);

/* The same on several threads; the result does not depend on how many. */
enum err reach_create_threads(struct reach **out, const struct points *zones,
                              const struct points *sites, const double radius_m[],
                              double detour, bool strict, bool keep_distance, int n_threads,
                              struct error *err);

/* Points nearer to each other than spacing_m less 1e-6 m, both ways, none with itself: rows and
 * `site` are points. Errors: as reach_create(). */
enum err reach_near(struct reach **out, const struct points *points, double spacing_m,
                    struct error *err);

/* From a list of pairs (the solve contract's distance table); pairs in any order, each once. */
enum err reach_from_pairs(struct reach **out, int n_zones, int n_sites, int n_pairs,
                          const int zone[], const int site[], const double distance_m[],
                          struct error *err);

/* Turns compressed columns into rows, in time proportional to the pairs: column c holds the
 * rows row[start[c] .. start[c + 1] - 1], with distance_m beside it (NULL: none). */
enum err reach_turn(struct reach **out, int n_rows, int n_cols, const int start[],
                    const int row[], const double distance_m[], struct error *err);

/* The same pairs site by site: rows are sites, `site` holds zones. Own it. */
enum err reach_transpose(struct reach **out, const struct reach *in, struct error *err);
/* Own it: reach_free(*out). */
enum err reach_copy(struct reach **out, const struct reach *in, struct error *err);
void reach_free(struct reach *reach); /* NULL is fine */

#endif

/* access.h - who reaches whom by the planner's own standard: in a straight line, along streets,
 * or by the planner's own matrix.
 *
 * The rule radius of a plan's clause is always a straight line and has nothing to do with it.
 */
#ifndef CHARGEPLAN_MODEL_ACCESS_H
#define CHARGEPLAN_MODEL_ACCESS_H

#include "model/coverage.h"
#include "model/roads/road_search.h"
#include "scenarios/city.h"
#include "scenarios/said.h"

/* How the ways of one service are measured: cars drive to fast chargers, people walk to slow
 * ones. */
struct access_service {
    enum access_by by;
    bool minutes;                   /* ways and limits are minutes, else metres */
    const struct road_graph *graph; /* borrowed from the city; of ACCESS_BY_ROAD, else NULL */
    struct road_snaps zones, sites; /* owned */
    struct road_search *search;     /* owned */
};
struct access {
    const struct scenario *scenario; /* borrowed */
    const struct city *city;         /* borrowed */
    struct access_service service[N_SERVICES];
};

/* How a service's ways are measured, by access.distance and the files that are given. */
enum access_by access_by(const struct scenario *scenario, enum service v);
bool access_in_minutes(const struct scenario *scenario, enum service v);

/* How the streets of a service are measured; in metres for what is set beside a rule's radius.
 */
struct road_measure access_measure(const struct scenario *scenario, enum service v,
                                   bool minutes);

/* Own it: access_free(*out). Errors: ERR_NOMEM. */
enum err access_create(struct access **out, const struct scenario *scenario,
                       const struct city *city, int n_threads, struct error *err);
void access_free(struct access *access); /* NULL is fine */

/* Warns of zones and sites that lie far from their street. Appends to a list (said.h). Errors:
 * ERR_NOMEM. */
enum err access_warn(const struct access *access, struct said **list, int *n,
                     struct error *err);

/* Pairs within most[z], metres or minutes as the service counts; with ways. Own it:
 * reach_free(*out). Errors: as reach_create(). */
enum err access_reach(struct reach **out, const struct access *access, enum service v,
                      const double most[], int n_threads, struct error *err);

#endif

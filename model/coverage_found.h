/* coverage_found.h - pairs found site by site by tasks, put together as rows of zones; private
 * to coverage*.c and roads/. */
#ifndef CHARGEPLAN_MODEL_COVERAGE_FOUND_H
#define CHARGEPLAN_MODEL_COVERAGE_FOUND_H

#include "model/coverage.h"

/* Pairs of the sites of one task, site by site. */
struct coverage_found {
    int *zone;   /* owned */
    double *way; /* owned, where ways are kept */
    int n, room;
    enum err code; /* what went wrong in the task, told in its turn */
    struct error err;
};

/* Adds a pair; returns found->code. */
enum err coverage_found_add(struct coverage_found *found, bool keep, int zone, double way);

/* The tasks' pairs one after the other, as rows of zones. Task k found those of the sites
 * order[k x sites_a_task] and those behind it (NULL: sites by their numbers); site s has
 * n_site_pairs[s] pairs. Takes the memory of found[]; the caller frees what is left with
 * coverage_found_free(). Errors: those of the tasks, ERR_DATA (more than 2^31 - 1 pairs),
 * ERR_NOMEM. */
enum err coverage_found_gather(struct reach **out, struct coverage_found found[], int n_tasks,
                               int sites_a_task, const int order[], const int n_site_pairs[],
                               int n_zones, int n_sites, bool keep, struct error *err);
void coverage_found_free(struct coverage_found found[], int n_tasks); /* NULL is fine */

#endif

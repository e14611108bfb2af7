/* ids.h - the zones and sites that the rows of a file name: matrix, trips. */
#ifndef CHARGEPLAN_SCENARIOS_IDS_H
#define CHARGEPLAN_SCENARIOS_IDS_H

#include "scenarios/city.h"
#include "scenarios/csv.h"
#include "scenarios/names.h"

/* The ids of the zones, or those of the sites, and of what was left out of them: from n on. */
struct ids {
    const char *what; /* "zone" */
    struct names *names;
    int n;
    const char **id; /* owned [n], borrowed texts */
};

/* Own it: ids_clear(), also after an error. Errors: ERR_NOMEM. */
enum err ids_of_zones(struct ids *ids, const struct city *city, struct error *err);
enum err ids_of_sites(struct ids *ids, const struct city *city, struct error *err);
void ids_clear(struct ids *ids);

/* Number of the id in a cell; n or more where a filter or the boundary left it out.
 * Errors: ERR_DATA (empty, unknown). */
enum err ids_read(const struct ids *ids, const struct csv *csv, int row, int column, int *out,
                  struct error *err);

/* The first of n pairs that another one before it equals; both -1 where none does. Pairs are
 * looked at by their first member, in time that grows with their number. Errors: ERR_NOMEM. */
enum err ids_twice(int n, const int from[], int n_from, const int to[], int n_to, int *again,
                   int *before, struct error *err);

#endif

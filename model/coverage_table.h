/* coverage_table.h - different sets of sites, each kept once; private to coverage*.c. */
#ifndef CHARGEPLAN_MODEL_COVERAGE_TABLE_H
#define CHARGEPLAN_MODEL_COVERAGE_TABLE_H

#include <stdint.h>

#include "model/coverage.h"

struct coverage_table {
    int n, room; /* sets */
    int *start;  /* owned [room + 1] set k: site[start[k]] .. site[start[k + 1] - 1], rising */
    uint64_t *hash; /* owned [room] sum of the hashes of the sites */
    int *site, room_sites;
    int *slot; /* owned [mask + 1] open addressing from hash to set, -1: free */
    uint32_t mask;
};

/* Of a site; sums of them are the hash of a set, in whatever order it is put together. */
uint64_t coverage_table_hash(int site);

/* False: out of memory. Free what stands then too. */
bool coverage_table_create(struct coverage_table *t);
void coverage_table_free(struct coverage_table *t);

/* Number of the set site[0 .. n - 1], which rises; it is added where it is new. Equal hashes
 * are not enough: the sites are compared. Errors: ERR_DATA (too many sites in all), ERR_NOMEM.
 */
enum err coverage_table_add(struct coverage_table *t, const int site[], int n, uint64_t hash,
                            int *number, struct error *err);

#endif

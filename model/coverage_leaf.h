/* coverage_leaf.h - zones that stand together, looked at one by one; private to
 * coverage_rows.c. */
#ifndef CHARGEPLAN_MODEL_COVERAGE_LEAF_H
#define CHARGEPLAN_MODEL_COVERAGE_LEAF_H

#include "model/coverage_edge.h"
#include "model/coverage_table.h"

/* A zone or site in single precision, metres from the middle of the zones. */
struct coverage_spot {
    float at[3];
    int zone; /* or site */
};

struct coverage_leaf {
    struct coverage_table table;
    float *at[3], *square; /* owned [n_sites] of the sites in doubt */
    uint64_t *seen;        /* owned: masks over the sites in doubt, some of the last ones */
    uint64_t *mask;        /* owned: the mask of a zone */
    int *set;              /* owned [n_sites] */
};

/* False: out of memory. Free what stands then too. */
bool coverage_leaf_create(struct coverage_leaf *l, int n_sites);
void coverage_leaf_free(struct coverage_leaf *l);

/* row[zone] of each of the n spots: the number of its sites in l->table. All of sure[] reach
 * all spots, of doubt[] some may reach some; both rise. Errors: ERR_DATA, ERR_NOMEM. */
enum err coverage_leaf_rows(struct coverage_leaf *l, const struct coverage_edge *e,
                            const struct coverage_spot spot[], int n,
                            const struct coverage_spot site[], const int sure[], int n_sure,
                            const int doubt[], int n_doubt, int row[], struct error *err);

#endif

/* placement_merge.h - zones with equal sites become one zone with the sum of their weights. */
#ifndef CHARGEPLAN_MODEL_PLACEMENT_MERGE_H
#define CHARGEPLAN_MODEL_PLACEMENT_MERGE_H

#include "model/placement/placement.h"

struct placement_merged {
    struct placement_input in; /* the smaller problem; the rest is as it was */
    struct reach *reach;       /* owned; NULL where nothing is merged */
    double *weight;            /* owned [n_zones] */
    double **phase_weight;     /* owned [n_phases] owned [n_zones]; NULL: none */
    const char **zone_id;      /* owned [n_zones] the first of each; NULL: none */
};

/* Merges where the model allows (`merges`), no pair has a share of its own and SKIP_MERGE does
 * not forbid; else out->in is `in`. Call placement_merged_clear() in any case. Errors:
 * ERR_NOMEM. */
enum err placement_merge(struct placement_merged *out, const struct placement_model *model,
                         const struct placement_input *in, struct error *err);
void placement_merged_clear(struct placement_merged *m);

#endif

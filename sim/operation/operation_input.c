/* operation_input.c - see operation.h */
#include <stdlib.h>

#include "sim/operation/operation.h"

void operation_input_clear(struct operation_input *in)
{
    if (in == NULL) return;
    free(in->stream);
    free(in->pool);
    free(in->group);
    free(in->place);
    free(in->vehicle);
    for (int l = 0; l < N_LAYERS; l++)
        free(in->home_ratio[l]);
    for (int v = 0; v < N_SERVICES; v++) {
        free(in->reach[v].start);
        free(in->reach[v].pool);
        free(in->reach[v].way_km);
        free(in->reach[v].plan_start);
        free(in->reach[v].plan_pool);
        free(in->reach[v].plan_share);
    }
    *in = (struct operation_input){.n_zones = 0};
}

/* replications.c - see replications.h */
#include "sim/operation/replications.h"

#include <stdlib.h>

void operation_free(struct operation *o)
{
    if (o == NULL) return;
    operation_input_clear(o->input);
    free(o->input);
    tally_free(o->sum);
    free(o->pool);
    free(o);
}

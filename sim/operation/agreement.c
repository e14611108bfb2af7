/* agreement.c - see agreement.h */
#include "sim/operation/agreement.h"

#include <stdlib.h>

void agreement_free(struct agreement *a)
{
    if (a == NULL) return;
    free(a->place);
    for (int k = 0; k < N_AGREEMENTS; k++) {
        free(a->observed[k]);
        free(a->simulated[k]);
        free(a->hour[k]);
        free(a->each[k]);
    }
    free(a);
}

/* tally.c - see tally.h */
#include "sim/operation/tally.h"

#include <stdlib.h>

void tally_free(struct tally *t)
{
    if (t == NULL) return;
    free(t->hour);
    free(t->wait);
    free(t->wait_row);
    free(t->wait_fine);
    free(t->busy_h);
    free(t->down_h);
    free(t->peak_kw);
    free(t->largest_kw);
    free(t->city_kw);
    free(t->queue_end);
    for (int v = 0; v < N_SERVICES; v++)
        free(t->zone[v]);
    free(t);
}

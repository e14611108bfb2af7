/* observations.c - see observations.h */
#include "scenarios/observations.h"

#include <stdlib.h>

void observations_free(struct observations *o)
{
    if (o == NULL) return;
    free(o->place);
    free(o->hour);
    free(o->kwh);
    free(o->occupied);
    free(o->sessions);
    free(o);
}

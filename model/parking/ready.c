/* ready.c - shares of bays by building rule, and whole bays; see ready.h. */
#include "model/parking/ready.h"

#include <math.h>

struct ready_share ready_at(const struct building_type *b, bool is_new, double years)
{
    double built = is_new ? b->new_built : b->existing_built;
    double ready = is_new ? b->new_ready : b->existing_ready;

    if (isnan(ready)) ready = built;
    return (struct ready_share){
        built + (ready - built) * fmin(1, b->build_out_per_year * years), ready};
}

int ready_whole(double *lead, double target, int had, int most)
{
    double due = target - *lead; /* 0.1 x 30 is 3, however stored */
    int whole = due > had ? (int)ceil(due - 1e-9) : had;

    if (whole > most) whole = most;
    *lead += whole - target;
    return whole;
}

/* geodata_out.c - see geodata_out.h */
#include "scenarios/geodata_out.h"

/* Twice the area from the ring's first point: degrees far from 0 would cancel. */
bool geodata_out_is_outer(const struct geodata_out_shapes *s, int ring)
{
    int first = s->point_start[ring];
    double sum = 0;

    for (int k = first + 1; k + 1 < s->point_start[ring + 1]; k++)
        sum += (s->x[k] - s->x[first]) * (s->y[k + 1] - s->y[first]) -
               (s->x[k + 1] - s->x[first]) * (s->y[k] - s->y[first]);
    return sum > 0;
}

bool geodata_out_has_parts(const struct geodata_out_shapes *s, int shape)
{
    for (int r = s->ring_start[shape] + 1; r < s->ring_start[shape + 1]; r++)
        if (geodata_out_is_outer(s, r)) return true;
    return false;
}

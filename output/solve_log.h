/* solve_log.h - `chargeplan solve --log`: what a search tells about itself, a line per event.
 */
#ifndef CHARGEPLAN_OUTPUT_SOLVE_LOG_H
#define CHARGEPLAN_OUTPUT_SOLVE_LOG_H

#include <stdio.h>

#include "model/placement/placement.h"

struct solve_log {
    FILE *stream;
    bool begun; /* the head of the table stands */
};

/* As placement_limits.log; log_context is a struct solve_log. */
void solve_log_event(void *log_context, const struct placement_event *event);

#endif

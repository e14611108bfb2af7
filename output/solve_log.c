/* solve_log.c - see solve_log.h */
#include "output/solve_log.h"

#include <math.h>

static void put(FILE *stream, double value)
{
    if (isfinite(value))
        fprintf(stream, " %18.10g", value + 0.0); /* no minus zero */
    else
        fprintf(stream, " %18s", "-");
}

void solve_log_event(void *log_context, const struct placement_event *event)
{
    struct solve_log *log = log_context;

    if (!log->begun)
        fprintf(log->stream, "%10s %18s %18s  %s\n", "work", "incumbent", "bound", "what");
    log->begun = true;
    fprintf(log->stream, "%10ld", event->work);
    put(log->stream, event->incumbent);
    put(log->stream, event->bound);
    fprintf(log->stream, "  %s\n", event->what);
}

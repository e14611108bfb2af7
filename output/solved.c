/* solved.c - see solved.h. */
#include "output/solved.h"

const char *solved_status(enum plan_status status)
{
    static const char *const name[] = {"optimal", "feasible", "infeasible", "unknown"};

    return name[status];
}

const char *solved_stop(enum plan_stop stop)
{
    static const char *const name[] = {"proved", "gap", "work", "time", "interrupted"};

    return name[stop];
}

bool solved_has_plan(const struct phase *phase)
{
    return phase->status == PLAN_OPTIMAL || phase->status == PLAN_FEASIBLE;
}

int solved_year(const struct run *run, const struct phase *phase)
{
    return run->scenario->study.years.year[phase->year_index];
}

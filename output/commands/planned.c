/* planned.c - see planned.h */
#include "output/commands/planned.h"

#include <stdio.h>

#include "output/commands/command.h"
#include "output/solved.h"

int planned_status(const struct run *run)
{
    int status = STATUS_DONE;

    for (int k = 0; k < run->n_phases; k++) {
        if (run->phase[k].status == PLAN_INFEASIBLE) return STATUS_INFEASIBLE;
        if (run->phase[k].stop == STOP_TIME || run->phase[k].status == PLAN_UNKNOWN)
            status = STATUS_LIMIT;
    }
    return status;
}

/* A plan that is farther from its bound than was asked for is no failure, but is to be seen. */
static void warn_of_gaps(const struct run *run)
{
    char text[256], gap[64], asked[64];

    for (int k = 0; k < run->n_phases; k++) {
        const struct phase *p = &run->phase[k];

        if (!solved_gap_missed(run, p)) continue;
        solved_gap(LANGUAGE_EN, p->gap, gap, sizeof gap);
        solved_gap_asked(LANGUAGE_EN, run, asked, sizeof asked);
        fprintf(stderr, "chargeplan: warning: %d: %s\n", solved_year(run, p),
                messages_fill(text, sizeof text, LANGUAGE_EN, MSG_REP_GAP_MISSED, gap, asked,
                              solved_stop_text(LANGUAGE_EN, p), NULL));
    }
}

void planned_warn(const struct run *run)
{
    for (int k = 0; k < run->n_warnings; k++)
        fprintf(stderr, "chargeplan: warning: %s\n", run->warning[k].in[LANGUAGE_EN]);
    warn_of_gaps(run);
}

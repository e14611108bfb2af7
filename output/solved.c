/* solved.c - see solved.h. */
#include "output/solved.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

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

char *solved_year_text(enum language language, const struct run *run, const struct phase *phase,
                       char *buffer, size_t size)
{
    char year[16];

    snprintf(year, sizeof year, "%d", solved_year(run, phase));
    if (!solved_has_plan(phase))
        return messages_fill(buffer, size, language, MSG_REP_YEAR_NO_PLAN, year, NULL);
    snprintf(buffer, size, "%s", year);
    return buffer;
}

const char *solved_stop_text(enum language language, const struct phase *phase)
{
    if (phase->status == PLAN_INFEASIBLE) return messages_text(language, MSG_REP_STOP_NO_PLAN);
    return messages_text(language, MSG_REP_STOP_PROVED + phase->stop);
}

const char *solved_reason(enum language language, const struct phase *phase)
{
    const char *reason = phase->reason.in[language];

    return reason[0] != '\0' ? reason : messages_text(language, MSG_REP_NO_REASON);
}

char *solved_standing(enum language language, const struct run *run, const struct phase *phase,
                      char *buffer, size_t size)
{
    char year[16];

    for (const struct phase *p = run->phase; p < phase; p++)
        if (solved_has_plan(p)) {
            snprintf(year, sizeof year, "%d", solved_year(run, phase));
            return messages_fill(buffer, size, language, MSG_REP_STANDS_BEFORE, year, NULL);
        }
    return messages_fill(buffer, size, language, MSG_REP_STANDS_TODAY, NULL);
}

bool solved_gap_missed(const struct run *run, const struct phase *phase)
{
    return solved_has_plan(phase) && phase->status != PLAN_OPTIMAL &&
           phase->gap > run->scenario->placement.gap * (1 + 1e-9);
}

char *solved_gap(enum language language, double gap, char *buffer, size_t size)
{
    char number[400];

    messages_number(number, sizeof number, language, 100 * gap, 2);
    return messages_fill(buffer, size, language, MSG_SHARE, number, NULL);
}

char *solved_gap_asked(enum language language, const struct run *run, char *buffer, size_t size)
{
    char number[32];

    snprintf(number, sizeof number, "%.6g", 100 * run->scenario->placement.gap);
    return messages_fill(buffer, size, language, MSG_SHARE, number, NULL);
}

static bool in_money(const struct run *run, const struct phase *phase)
{
    return phase->model == &placement_cflp ||
           (phase->model == &placement_lscp &&
            run->scenario->placement.objective == OBJECTIVE_COST);
}

const char *solved_measure(enum language language, const struct run *run,
                           const struct phase *phase)
{
    enum message measure = phase->model != NULL ? phase->model->measure : MSG_REP_UNIT_ENERGY;

    if (in_money(run, phase)) return messages_currency(language, run->scenario->study.currency);
    if (scenario_in_minutes(run->scenario, (enum service)run->scenario->placement.system)) {
        if (measure == MSG_REP_UNIT_WAY) measure = MSG_REP_UNIT_WAY_MIN;
        if (measure == MSG_REP_UNIT_FARTHEST) measure = MSG_REP_UNIT_FARTHEST_MIN;
    }
    return messages_text(language, measure);
}

char *solved_amount(enum language language, const struct run *run, const struct phase *phase,
                    double value, char *buffer, size_t size)
{
    char number[400];

    if (in_money(run, phase))
        return messages_money(buffer, size, language, value, run->scenario->study.currency);
    if (phase->model == &placement_lscp && fabs(value - round(value)) < 1e-9)
        return messages_plural(buffer, size, language, value, MSG_ONE_SITE);
    messages_number(number, sizeof number, language, value, fabs(value) < 1000 ? 2 : 0);
    return messages_fill(buffer, size, language, MSG_REP_AMOUNT, number,
                         solved_measure(language, run, phase), NULL);
}

double solved_money_left(const struct phase *phase)
{
    double left = phase->budget - phase->money.total;

    return solved_has_plan(phase) && isfinite(left) && left > 0.02 * phase->budget ? left : 0;
}

/* scenario_check_simulation.c - the simulation and what it is set beside; see
 * scenario_draft.h */
#include "scenarios/scenario_draft.h"

static void check_replications(struct draft *d)
{
    const struct simulation_params *p = &d->s->simulation;

    if (problems_about(d->problems, "simulation.replications.least") ||
        problems_about(d->problems, "simulation.replications.most"))
        return;
    if (p->replications_least > p->replications_most)
        scenario_check_problem(d, "simulation.replications.least",
                               "%d is above simulation.replications.most, %d",
                               p->replications_least, p->replications_most);
}

/* At least one quantity is to be compared. */
static void check_columns(struct draft *d)
{
    const struct simulation_params *p = &d->s->simulation;
    const char *const columns[] = {p->observed_kwh, p->observed_occupied, p->observed_sessions};
    const char *const given[] = {"simulation.observed.kwh", "simulation.observed.occupied",
                                 "simulation.observed.sessions"};

    for (size_t k = 0; k < sizeof columns / sizeof columns[0]; k++)
        if ((columns[k] != NULL && columns[k][0] != '\0') ||
            problems_about(d->problems, given[k]))
            return;
    scenario_check_problem(d, "simulation.observed.file",
                           "no column of it is named; simulation.observed.kwh, .occupied and "
                           ".sessions name what was observed, one of them at least");
}

static void check_year(struct draft *d)
{
    const struct years *years = &d->s->study.years;
    int year = d->s->simulation.observed_year;
    struct text known = {0};

    for (int k = 0; k < years->n; k++) {
        if (years->year[k] == year) {
            text_clear(&known);
            return;
        }
        text_addf(&known, "%s%d", k > 0 ? ", " : "", years->year[k]);
    }
    if (years->n > 0 && !known.nomem)
        scenario_check_problem(d, "simulation.observed.year",
                               "%d is not one of study.years (%s); 0 is the first of them",
                               year, known.data);
    text_clear(&known);
}

/* What is said about observations, where none are named. */
static void check_without(struct draft *d)
{
    static const char *const keys[] = {"simulation.observed.kwh",
                                       "simulation.observed.occupied",
                                       "simulation.observed.sessions"};

    for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++)
        if (scenario_check_given(d, keys[k]) && d->record == NULL) {
            scenario_check_problem(d, keys[k],
                                   "names a column of simulation.observed.file, which is not "
                                   "set");
            return;
        }
}

void scenario_check_simulation(struct draft *d)
{
    const char *file = d->s->simulation.observed;

    check_replications(d);
    if (problems_about(d->problems, "simulation.observed.file")) return;
    if (file != NULL && file[0] != '\0')
        check_columns(d);
    else
        check_without(d);
    if (d->s->simulation.observed_year != 0 &&
        !problems_about(d->problems, "simulation.observed.year"))
        check_year(d);
}

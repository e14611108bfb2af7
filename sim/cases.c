/* cases.c - see cases.h */
#include "sim/cases.h"

#include <stdlib.h>

void sweep_cases_free(struct sweep_cases *cases)
{
    for (int k = 0; cases != NULL && k < cases->n; k++) {
        for (int i = 0; i < cases->at[k].n_sets; i++)
            free(cases->at[k].set[i]);
        free(cases->at[k].set);
        free(cases->at[k].name);
    }
    if (cases != NULL) free(cases->at);
    free(cases);
}

enum err sweep_cases_create(struct sweep_cases **out, const char *path, int n_sets,
                            const char *const sets[], struct problems *problems,
                            struct error *err)
{
    (void)out;
    (void)n_sets;
    (void)sets;
    (void)problems;
    return error_set(err, ERR_SCENARIO, "%s: sweeps are not read yet", path);
}

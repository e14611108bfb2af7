/* sweep_bare.c - seconds of the bare computation of a sweep's cases: scenario read, city
 * shared, plan made; no processes, no store. `sweep --jobs 1` on the same file takes the
 * overhead more.
 *
 *   sweep_bare SCENARIO */
#include <stdio.h>
#include <time.h>

#include "output/study/sweep_case.h"

static double now_s(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

int main(int argc, char **argv)
{
    static struct problems problems;
    const struct sweep_options options = {.file = argc > 1 ? argv[1] : ""};
    struct sweep_cases *cases = NULL;
    struct sweep_base base = {0};
    struct error err = {0};
    double start;

    if (argc != 2 || sweep_cases_create(&cases, argv[1], 0, NULL, &problems, &err) != ERR_OK) {
        fprintf(stderr, "%s\n", argc != 2 ? "usage: sweep_bare SCENARIO" : err.text);
        return 1;
    }
    start = now_s();
    for (int k = 0; k < cases->n; k++) {
        struct scenario *own = NULL;
        struct run *run = NULL;

        if (sweep_case_run(&options, &cases->at[k], &base, &own, &run, 1, &err) != ERR_OK) {
            fprintf(stderr, "%s: %s\n", cases->at[k].id, err.text);
            return 1;
        }
        run_free(run);
        scenario_free(own);
    }
    printf("%d cases, %.2f ms of processor each\n", cases->n,
           1000 * (now_s() - start) / cases->n);
    sweep_base_clear(&base);
    sweep_cases_free(cases);
    return 0;
}

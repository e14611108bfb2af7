/* structure.c - seconds and megabytes from the files of `solve` to the rows a model works on:
 * reading alone, all of it, and finding the rows again by themselves.
 *
 *   structure DEMAND SITES RADIUS_M */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "model/cover/cover.h"
#include "model/coverage_rows.h"
#include "output/solve_case.h"

static int peak_mb(void)
{
    struct rusage usage;

    getrusage(RUSAGE_SELF, &usage);
    return (int)(usage.ru_maxrss / 1024);
}

/* Seconds since the last call. */
static double lap_s(void)
{
    static double last;
    double now = cover_clock(), lap = now - last;

    last = now;
    return lap;
}

static enum err measure(const struct solve_request *request, struct error *err)
{
    struct coverage_rows rows = {0};
    struct solve_case *c = NULL;
    struct points zones, sites;

    lap_s();
    TRY(solve_case_read(&c, request, err));
    printf("files to rows: %.3f s, %d MB at most\n", lap_s(), peak_mb());
    zones = solve_case_zones(c);
    sites = solve_case_sites(c);
    if (c->streamed) { /* nothing is held to look at again */
        printf("not held:      %d zones, %d rows\n", c->n_zones, c->reach->n_zones);
        solve_case_free(c);
        return ERR_OK;
    }
    lap_s();
    TRY(coverage_rows_create(&rows, &zones, &sites, c->radius_m, 1, false, err));
    printf("rows alone:    %.3f s; %d zones, %d rows of %d sites in all\n", lap_s(), zones.n,
           rows.reach->n_zones, rows.reach->row_start[rows.reach->n_zones]);
    coverage_rows_clear(&rows);
    solve_case_free(c);
    return ERR_OK;
}

int main(int argc, char **argv)
{
    struct solve_request request = {.p = -1,
                                    .budget = INFINITY,
                                    .radius_m = argc == 4 ? atof(argv[3]) : NAN,
                                    .radius2_m = NAN,
                                    .spacing_m = NAN,
                                    .model = placement_find("mclp")};
    struct error err = {0};

    if (argc != 4) {
        fprintf(stderr, "usage: structure DEMAND SITES RADIUS_M\n");
        return 2;
    }
    request.demand = argv[1];
    request.sites = argv[2];
    if (measure(&request, &err) == ERR_OK) return 0;
    fprintf(stderr, "%s\n", err.text);
    return 1;
}

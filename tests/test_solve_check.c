/* label: unit - the check of an answer from raw coordinates: it agrees with true pairs, at the
 * edge too, and finds each zone that is not where they say, in the plane and on the ellipsoid.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "output/solve_case.h"
#include "tests/assert.h"
#include "tests/dice.h"

static char demand[] = "/tmp/solve_demand_XXXXXX", sites[] = "/tmp/solve_sites_XXXXXX";

enum { N_ZONES = 120, N_SITES = 40 };

static int below(int n)
{
    return (int)(uniform() * n);
}

/* Many distances are multiples of 5 x 100 m: they lie on the edge. */
static void put_points(const char *path, int n, bool geographic)
{
    FILE *file = fopen(path, "wb");

    assert_non_null(file);
    fprintf(file, geographic ? "id,lon,lat,weight\n" : "id,x,y,weight\n");
    for (int k = 0; k < n; k++)
        if (geographic)
            fprintf(file, "p%03d,%.6f,%.6f,1\n", k, 113.9 + 0.1 * uniform(),
                    22.5 + 0.1 * uniform());
        else
            fprintf(file, "p%03d,%d,%d,1\n", k, 100 * below(100), 100 * below(100));
    assert_int_equal(fclose(file), 0);
}

static struct solve_case *read_case(struct solve_request *r, const char *model, double radius_m,
                                    bool geographic)
{
    struct solve_case *c = NULL;
    struct error err = {0};

    *r = (struct solve_request){.model = placement_find(model),
                                .demand = demand,
                                .sites = sites,
                                .radius_m = radius_m,
                                .radius2_m = NAN,
                                .spacing_m = NAN,
                                .budget = INFINITY,
                                .p = 3};
    put_points(demand, N_ZONES, geographic);
    put_points(sites, N_SITES, geographic);
    if (below(2)) r->radius2_m = 2 * radius_m;
    assert_int_equal(solve_case_read(&c, r, &err), ERR_OK);
    return c;
}

static bool is_covered(const struct solve_case *c, const bool open[], int z)
{
    struct points zs = solve_case_zones(c), ss = solve_case_sites(c);

    for (int s = 0; s < c->n_sites; s++)
        if (open[s] && geo_distance_m(&zs, z, &ss, s) <= c->radius_m[z] + 1e-6) return true;
    return false;
}

/* One zone elsewhere: onto an open site, or far away. */
static void one_moved(struct solve_case *c, bool open[])
{
    struct placement_plan plan = {.open = open};
    struct error err = {0};
    int z = below(c->n_zones), s = 0;
    double x = c->zone_x[z], y = c->zone_y[z];

    while (!open[s])
        s++;
    if (is_covered(c, open, z)) {
        c->zone_y[z] += c->geographic ? 2 : 1e5;
    } else {
        c->zone_x[z] = c->site_x[s];
        c->zone_y[z] = c->site_y[s];
    }
    assert_int_equal(solve_answer_check(c, &plan, &err), ERR_SOLVER);
    assert_non_null(strstr(err.text, c->zone_id[z]));
    c->zone_x[z] = x;
    c->zone_y[z] = y;
    assert_int_equal(solve_answer_check(c, &plan, &err), ERR_OK);
}

static void zones(void **state)
{
    (void)state;
    dice = 12;
    for (int k = 0; k < 200; k++) {
        struct solve_request r;
        struct solve_case *c = read_case(&r, "mclp", 500.0 * (1 + below(6)), k % 2);
        struct placement_plan plan = {0};
        struct error err = {0};
        bool open[N_SITES] = {false};

        for (int n = 1 + below(12); n > 0; n--)
            open[below(N_SITES)] = true;
        plan.open = open;
        assert_int_equal(solve_answer_check(c, &plan, &err), ERR_OK);
        one_moved(c, open);
        plan.open = NULL; /* no plan is no mistake */
        assert_int_equal(solve_answer_check(c, &plan, &err), ERR_OK);
        solve_case_free(c);
    }
}

/* The least distance of two open sites of which one is new, against --spacing-m. */
static void spacing(void **state)
{
    int n_near = 0;

    (void)state;
    dice = 13;
    for (int k = 0; k < 1500; k++) {
        struct solve_request r;
        struct solve_case *c = read_case(&r, "mclp", 1000, k % 2);
        struct points at = solve_case_sites(c);
        bool open[N_SITES] = {false}, near = false;
        struct placement_plan plan = {.open = open};
        struct error err = {0};

        r.spacing_m = 500.0 * (1 + below(6));
        for (int n = 2 + below(4); n > 0; n--)
            open[below(N_SITES)] = true;
        for (int s = 0; s < N_SITES; s++)
            c->status[s] = below(3) ? SITE_CANDIDATE : SITE_EXISTING;
        for (int a = 0; a < N_SITES; a++)
            for (int b = 0; b < N_SITES; b++)
                near |= open[a] && open[b] && a != b && c->status[a] != SITE_EXISTING &&
                        geo_distance_m(&at, a, &at, b) < r.spacing_m - 1e-6;
        assert_int_equal(solve_answer_check(c, &plan, &err), near ? ERR_SOLVER : ERR_OK);
        n_near += near;
        solve_case_free(c);
    }
    assert_in_range(n_near, 300, 1200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(zones), cmocka_unit_test(spacing)};
    int a = mkstemp(demand), b = mkstemp(sites), failed;

    if (a < 0 || b < 0 || close(a) != 0 || close(b) != 0) return 1;
    failed = cmocka_run_group_tests_name("solve check", tests, NULL, NULL);
    unlink(demand);
    unlink(sites);
    return failed;
}

/* label: unit - coverage against every pair tried, in the plane and on the ellipsoid. */
#include <stdlib.h>

#include "model/coverage.h"
#include "tests/assert.h"
#include "tests/dice.h"

enum { N_MOST = 400 };

static struct row {
    const char *name;
    bool geographic, strict, keep;
    double x, y, width, height; /* points lie in x .. x + width, y .. y + height */
    double radius_m, spread;    /* radii are radius_m x (1 - spread .. 1 + spread) */
    double detour;
    double
        grain; /* coordinates are multiples of it, so that ties at the edge happen; 0: none */
    int n_zones, n_sites;
} rows[] = {
    {"plane, one radius", false, false, false, -5e3, 2e3, 1e4, 1e4, 1234.5, 0, 1, 0, 400, 90},
    {"plane, own radii, detour", false, false, true, 0, 0, 1e4, 1e4, 900, 0.9, 1.31, 0, 300,
     80},
    {"plane, distances on the edge, <=", false, false, false, 0, 0, 3e3, 3e3, 500, 0, 1, 100,
     300, 99},
    {"plane, distances on the edge, <", false, true, false, 0, 0, 3e3, 3e3, 500, 0, 1, 100, 300,
     99},
    {"plane, edge with kept distances, <", false, true, true, 0, 0, 3e3, 3e3, 500, 0, 1, 100,
     300, 99},
    {"plane, radius far beyond the extent", false, false, false, 0, 0, 10, 10, 1e6, 0, 1, 0, 50,
     20},
    {"plane, tiny radius in a wide extent", false, false, false, 0, 0, 1e7, 1e7, 0.001, 0, 1,
     5e6, 100, 50},
    {"plane, radius 0: the same point only", false, false, false, 0, 0, 400, 400, 0, 0, 1, 100,
     200, 30},
    {"plane, radius 0, strict: nothing", false, true, false, 0, 0, 400, 400, 0, 0, 1, 100, 99,
     30},
    {"plane, no limit", false, false, true, 0, 0, 1e4, 1e4, INFINITY, 0, 1, 0, 40, 40},
    {"plane, all on one line", false, false, false, 7, 0, 0, 1e5, 3e3, 0.5, 1, 0, 200, 50},
    {"Shenzhen", true, false, false, 113.8, 22.4, 0.8, 0.4, 1500, 0, 1, 0, 400, 90},
    {"Shenzhen, own radii, detour, distances", true, false, true, 113.8, 22.4, 0.8, 0.4, 2500,
     0.8, 1.3, 0, 300, 90},
    {"antimeridian: lon 179.9 to 180.1 as -179.9", true, false, false, 179.9, -17, 0.2, 0.2,
     4e3, 0.5, 1, 0, 300, 90},
    {"north pole", true, false, false, -180, 89.9, 360, 0.1, 3e3, 0.5, 1, 0, 300, 90},
    {"south pole, strict", true, true, true, -180, -90, 360, 0.05, 2e3, 0.5, 1, 0, 300, 90},
    {"equator, 800 km", true, false, false, -30, -20, 60, 40, 8e5, 0.5, 1, 0, 200, 60},
    {"geographic, no limit", true, false, false, 0, 0, 60, 40, INFINITY, 0, 1, 0, 30, 30},
    {"no zones", false, false, false, 0, 0, 1e4, 1e4, 900, 0, 1, 0, 0, 20},
    {"no sites", true, false, true, 0, 0, 1, 1, 900, 0, 1, 0, 20, 0},
};

struct town {
    double zx[N_MOST], zy[N_MOST], sx[N_MOST], sy[N_MOST], radius_m[N_MOST];
    struct points zones, sites;
};

static void throw_points(const struct row *r, int n, double x[], double y[])
{
    for (int k = 0; k < n; k++) {
        x[k] = r->x + r->width * uniform();
        y[k] = r->y + r->height * uniform();
        if (r->grain > 0) {
            x[k] = r->grain * round(x[k] / r->grain);
            y[k] = r->grain * round(y[k] / r->grain);
        }
        if (r->geographic && x[k] > 180) x[k] -= 360;
    }
}

static struct town *town(const struct row *r)
{
    struct town *t = calloc(1, sizeof *t);

    assert_non_null(t);
    throw_points(r, r->n_zones, t->zx, t->zy);
    throw_points(r, r->n_sites, t->sx, t->sy);
    for (int z = 0; z < r->n_zones; z++) {
        t->radius_m[z] = r->radius_m * (1 + r->spread * (2 * uniform() - 1));
        if (z % 17 == 5) t->radius_m[z] = z % 2 ? NAN : -1;
    }
    t->zones = (struct points){r->n_zones, t->zx, t->zy, r->geographic};
    t->sites = (struct points){r->n_sites, t->sx, t->sy, r->geographic};
    return t;
}

/* Every zone with every site, by the distance itself. */
static void all_pairs(void **state)
{
    const struct row *r = *state;
    struct town *t;
    struct reach *got = NULL, *back = NULL;
    struct error err;
    int n = 0;

    dice = 2026;
    t = town(r);
    assert_int_equal(reach_create(&got, &t->zones, &t->sites, t->radius_m, r->detour, r->strict,
                                  r->keep, &err),
                     ERR_OK);
    assert_int_equal(got->n_zones, r->n_zones);
    assert_int_equal(got->n_sites, r->n_sites);
    assert_true(r->keep == (got->way != NULL));
    for (int z = 0; z < r->n_zones; z++) {
        assert_int_equal(got->row_start[z], n);
        for (int s = 0; s < r->n_sites; s++) {
            double m = geo_distance_m(&t->zones, z, &t->sites, s) * r->detour;

            if (!(r->strict ? m < t->radius_m[z] : m <= t->radius_m[z] + 1e-6)) continue;
            if (!(t->radius_m[z] >= 0)) continue;
            assert_true(n < got->row_start[z + 1]);
            assert_int_equal(got->site[n], s);
            if (r->keep) assert_near(got->way[n], m, 0, 0);
            n++;
        }
    }
    assert_int_equal(got->row_start[r->n_zones], n);
    print_message("%s: %d pairs of %d\n", r->name, n, r->n_zones * r->n_sites);
    if (r->n_zones * r->n_sites > 0 && !(r->strict && r->radius_m == 0)) assert_true(n > 10);
    /* Turned twice it is itself. */
    assert_int_equal(reach_transpose(&back, got, &err), ERR_OK);
    struct reach *again = NULL;
    assert_int_equal(reach_transpose(&again, back, &err), ERR_OK);
    for (int k = 0; k < n; k++) {
        assert_int_equal(again->site[k], got->site[k]);
        if (r->keep) assert_near(again->way[k], got->way[k], 0, 0);
    }
    reach_free(again);
    reach_free(back);
    reach_free(got);
    free(t);
}

/* 3-4-5: a distance of exactly the radius, to the last bit, and the slack of 1e-6 m. */
static void edge(void **state)
{
    double zx[] = {0, 0, 0, 0}, zy[] = {0, 0, 0, 0}, sx[] = {300}, sy[] = {400};
    double radius[] = {500, 500 - 0.9e-6, 500 - 1.2e-6, 499.9};
    struct points zones = {4, zx, zy, false}, sites = {1, sx, sy, false};
    struct reach *got = NULL;
    struct error err;

    (void)state;
    assert_int_equal(reach_create(&got, &zones, &sites, radius, 1, false, false, &err), ERR_OK);
    assert_int_equal(got->row_start[1], 1);
    assert_int_equal(got->row_start[2], 2);
    assert_int_equal(got->row_start[4], 2);
    reach_free(got);
    radius[1] = 500 + 1e-9;
    assert_int_equal(reach_create(&got, &zones, &sites, radius, 1, true, false, &err), ERR_OK);
    assert_int_equal(got->row_start[1], 0);
    assert_int_equal(got->row_start[4], 1);
    reach_free(got);
}

static void from_pairs(void **state)
{
    int zone[] = {2, 0, 2, 0, 3}, site[] = {1, 2, 0, 0, 2};
    double m[] = {5, 6, 7, 8, 9};
    static const int want_start[] = {0, 2, 2, 4, 5}, want_site[] = {0, 2, 0, 1, 2};
    static const double want_m[] = {8, 6, 7, 5, 9};
    struct reach *got = NULL;
    struct error err;

    (void)state;
    assert_int_equal(reach_from_pairs(&got, 4, 3, 5, zone, site, m, &err), ERR_OK);
    for (int z = 0; z <= 4; z++)
        assert_int_equal(got->row_start[z], want_start[z]);
    for (int k = 0; k < 5; k++) {
        assert_int_equal(got->site[k], want_site[k]);
        assert_near(got->way[k], want_m[k], 0, 0);
    }
    reach_free(got);
    assert_int_equal(reach_from_pairs(&got, 0, 0, 0, NULL, NULL, NULL, &err), ERR_OK);
    reach_free(got);
    reach_free(NULL);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(rows) + 2] = {
        cmocka_unit_test(edge),
        cmocka_unit_test(from_pairs),
    };

    for (size_t k = 0; k < COUNT(rows); k++)
        tests[2 + k] = (struct CMUnitTest){rows[k].name, all_pairs, NULL, NULL, &rows[k]};
    return cmocka_run_group_tests_name("coverage", tests, NULL, NULL);
}

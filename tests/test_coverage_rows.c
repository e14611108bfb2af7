/* label: unit - different rows of a reach against every pair tried, in made-up cities; the
 * table of sets. */
#include <stdlib.h>
#include <string.h>

#include "model/coverage_edge.h"
#include "model/coverage_rows.h"
#include "model/coverage_table.h"
#include "tests/assert.h"
#include "tests/dice.h"

enum { N_MOST = 420, N_CITIES = 400 };

struct city {
    double zx[N_MOST], zy[N_MOST], sx[N_MOST], sy[N_MOST], radius_m[N_MOST];
    struct points zones, sites;
    double detour;
    bool strict;
};

static int below(int n)
{
    return (int)(uniform() * n);
}

/* Coordinates are multiples of a grain in many cities, so that points repeat and distances of
 * 3-4-5 triangles lie on the edge; zones crowd round three centres. */
static void throw_points(int n, double x[], double y[], double width, double grain,
                         bool geographic, const double corner[2])
{
    for (int k = 0; k < n; k++) {
        double near = uniform() < 0.5 ? 0.05 : 1, centre = below(3) / 3.0;
        double dx = width * (near * uniform() + (1 - near) * centre);
        double dy = width * (near * uniform() + (1 - near) * centre);

        if (grain > 0) dx = grain * round(dx / grain);
        if (grain > 0) dy = grain * round(dy / grain);
        x[k] = corner[0] + dx / (geographic ? 1e5 : 1);
        y[k] = corner[1] + dy / (geographic ? 1e5 : 1);
        if (geographic && x[k] > 180) x[k] -= 360;
        if (geographic && y[k] > 90) y[k] = 180 - y[k];
    }
}

static double radius_of(int kind, double general_m)
{
    if (kind == 0) return general_m;
    if (kind == 1 && uniform() < 0.1) return uniform() < 0.5 ? NAN : -1;
    if (kind == 1) return general_m;
    if (uniform() < 0.05) return uniform() < 0.5 ? INFINITY : 0;
    return uniform() < 0.1 ? NAN : general_m * 2 * uniform();
}

/* Nothing, a rounding, less than the slack, more than it. */
static double off_edge(void)
{
    static const double off_m[] = {0, 0, 1e-9, -1e-9, 0.9e-6, -0.9e-6, 1.1e-6, -1.1e-6, 1e-3};

    return off_m[below(9)];
}

static void make_city(struct city *c)
{
    static const double corners[][2] = {{0, 0},       {114, 22.5}, {179.95, -17},
                                        {-60, 89.95}, {8, 47},     {-70, 0}};
    bool geographic = below(2);
    const double *corner = corners[geographic ? 1 + below(5) : 0];
    double width = below(6) > 0 ? 1e4 : geographic ? 1e6 : 1e7;
    double grain = below(2) ? 0 : width / 100, general_m = width / 100 * (1 + below(30));
    int n_zones = below(10) > 0 ? below(N_MOST) : below(5), n_sites = below(8) ? below(100) : 0;
    int kind = below(4);

    if (below(10) == 0) n_sites = N_MOST - 1;
    if (below(20) == 0) general_m = INFINITY;
    throw_points(n_zones, c->zx, c->zy, below(12) > 0 ? width : 0, grain, geographic, corner);
    throw_points(n_sites, c->sx, c->sy, width, grain, geographic, corner);
    if (n_sites > 3 && below(5) == 0) c->sx[3] = geographic ? -corner[0] : 1e9;
    for (int z = 0; z < n_zones; z++)
        c->radius_m[z] = radius_of(kind, general_m);
    c->zones = (struct points){n_zones, c->zx, c->zy, geographic};
    c->sites = (struct points){n_sites, c->sx, c->sy, geographic};
    c->detour = below(2) ? 1 : 1.3;
    c->strict = below(2);
    for (int z = 0; kind == 3 && n_sites > 0 && z < n_zones; z++) /* some site at the edge */
        c->radius_m[z] =
            geo_distance_m(&c->zones, z, &c->sites, below(n_sites)) * c->detour + off_edge();
}

static bool reaches(const struct city *c, int z, int s)
{
    double m = geo_distance_m(&c->zones, z, &c->sites, s) * c->detour;

    if (!(c->radius_m[z] >= 0)) return false;
    return c->strict ? m < c->radius_m[z] : m <= c->radius_m[z] + 1e-6;
}

/* Row by row the sites that distances give; no row twice; in the order of first zones. */
static int check_rows(const struct city *c, const struct coverage_rows *rows)
{
    const struct reach *r = rows->reach;
    int n_rows = 0, n_pairs = 0;

    for (int z = 0; z < c->zones.n; z++) {
        int k = r->row_start[rows->row[z]], end = r->row_start[rows->row[z] + 1];

        assert_in_range(rows->row[z], 0, n_rows);
        n_rows += rows->row[z] == n_rows;
        for (int s = 0; s < c->sites.n; s++) {
            bool listed = k < end && r->site[k] == s;

            assert_int_equal(listed, reaches(c, z, s));
            k += listed;
            n_pairs += listed;
        }
        assert_int_equal(k, end);
    }
    assert_int_equal(r->n_zones, n_rows);
    assert_int_equal(r->n_sites, c->sites.n);
    for (int a = 0; a < n_rows; a++)
        for (int b = 0; b < a; b++) {
            int n = r->row_start[a + 1] - r->row_start[a];

            assert_false(n == r->row_start[b + 1] - r->row_start[b] &&
                         memcmp(r->site + r->row_start[a], r->site + r->row_start[b],
                                (size_t)n * sizeof *r->site) == 0);
        }
    return n_pairs;
}

static void check_expanded(const struct city *c, const struct coverage_rows *rows)
{
    struct reach *r = NULL;
    struct error err;
    int k = 0;

    assert_int_equal(coverage_rows_expand(&r, rows, c->zones.n, &err), ERR_OK);
    assert_int_equal(r->n_zones, c->zones.n);
    assert_int_equal(r->n_sites, c->sites.n);
    assert_null(r->way);
    for (int z = 0; z < c->zones.n; z++) {
        assert_int_equal(r->row_start[z], k);
        for (int s = 0; s < c->sites.n; s++)
            if (reaches(c, z, s)) assert_int_equal(r->site[k++], s);
    }
    assert_int_equal(r->row_start[c->zones.n], k);
    reach_free(r);
}

static void cities(void **state)
{
    struct city *c = calloc(1, sizeof *c);
    int n_pairs = 0, n_rows = 0, n_zones = 0;

    (void)state;
    assert_non_null(c);
    dice = 21;
    for (int k = 0; k < N_CITIES; k++) {
        struct coverage_rows rows = {0};
        struct error err;

        make_city(c);
        assert_int_equal(coverage_rows_create(&rows, &c->zones, &c->sites, c->radius_m,
                                              c->detour, c->strict, &err),
                         ERR_OK);
        n_pairs += check_rows(c, &rows);
        n_rows += rows.reach->n_zones;
        n_zones += c->zones.n;
        check_expanded(c, &rows);
        coverage_rows_clear(&rows);
    }
    print_message("%d zones, %d rows, %d pairs\n", n_zones, n_rows, n_pairs);
    assert_true(n_pairs > 500000 && n_rows > 10000 && 3 * n_rows < 2 * n_zones);
    free(c);
}

/* 400 zones at one place with radii of their own: each has its own number of sites, though no
 * box can tell them apart. */
static void one_place(void **state)
{
    struct city *c = calloc(1, sizeof *c);
    struct coverage_rows rows = {0};
    struct error err;

    (void)state;
    assert_non_null(c);
    c->zones = (struct points){400, c->zx, c->zy, false};
    c->sites = (struct points){200, c->sx, c->sy, false};
    for (int z = 0; z < 400; z++)
        c->radius_m[z] = z % 200;
    for (int s = 0; s < 200; s++)
        c->sx[s] = s;
    c->detour = 1;
    assert_int_equal(
        coverage_rows_create(&rows, &c->zones, &c->sites, c->radius_m, 1, false, &err), ERR_OK);
    assert_int_equal(check_rows(c, &rows), 2 * 200 * 201 / 2);
    assert_int_equal(rows.reach->n_zones, 200);
    coverage_rows_clear(&rows);
    coverage_rows_clear(&rows);
    free(c);
}

/* A site that only the slack of 1e-6 m lets reach: no box around the zones leaves it out. */
static void slack(void **state)
{
    double zx[] = {0, 0}, zy[] = {0, 0}, sx[] = {500 + 0.9e-6}, sy[] = {0},
           radius[] = {500, 499};
    struct points zones = {2, zx, zy, false}, sites = {1, sx, sy, false};
    struct coverage_rows rows = {0};
    struct error err;

    (void)state;
    assert_int_equal(coverage_rows_create(&rows, &zones, &sites, radius, 1, false, &err),
                     ERR_OK);
    assert_int_equal(rows.reach->row_start[1], 1);
    assert_int_equal(rows.reach->row_start[2], 1);
    coverage_rows_clear(&rows);
}

/* Bounds leave the edge to the distance, and never rule out what it would find. */
static void bounds(void **state)
{
    (void)state;
    for (int geographic = 0; geographic < 2; geographic++) {
        double x = 0, y = 0, radius = 1e5, in_sq, out_sq;
        struct points p = {1, &x, &y, geographic};
        struct coverage_edge e = coverage_edge_of(&p, &p, &radius, 1.25, false);

        e.extent_m = 1e5;
        coverage_edge_bounds(&e, radius, &in_sq, &out_sq);
        assert_true(sqrt(in_sq) < 8e4 && sqrt(out_sq) > 8e4);
        assert_true(sqrt(in_sq) > 8e4 - 2 && sqrt(out_sq) < 8e4 + 1);
        coverage_edge_bounds(&e, 0.001, &in_sq, &out_sq);
        assert_true(in_sq < 0 && out_sq > 0);
    }
}

/* Sets with the same hash are told apart by their sites. */
static void table(void **state)
{
    struct coverage_table t;
    struct error err;
    int site[3], number = -1;

    (void)state;
    assert_true(coverage_table_create(&t));
    for (int round = 0; round < 2; round++)
        for (int k = 0; k < 3000; k++) {
            site[0] = k / 100;
            site[1] = 100 + k / 2 % 50;
            site[2] = 1000;
            assert_int_equal(
                coverage_table_add(&t, site, 3 - k % 2, (uint64_t)k / 40, &number, &err),
                ERR_OK);
            assert_int_equal(number, k);
        }
    assert_int_equal(t.n, 3000);
    assert_int_equal(t.start[1], 3);
    assert_int_equal(t.site[t.start[2999]], 2999 / 100);
    assert_true(coverage_table_hash(1) != coverage_table_hash(2));
    coverage_table_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cities), cmocka_unit_test(one_place), cmocka_unit_test(slack),
        cmocka_unit_test(bounds), cmocka_unit_test(table),
    };

    return cmocka_run_group_tests_name("coverage rows", tests, NULL, NULL);
}

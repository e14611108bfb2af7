/* label: unit - sets of sites point by point against every pair tried; far points, the edge,
 * cells with more sites in doubt than a mask has bits. */
#include <stdlib.h>

#include "model/coverage_cells.h"
#include "model/coverage_table.h"
#include "tests/assert.h"
#include "tests/dice.h"

enum { N_SITES = 300, N_POINTS = 4000 };

static struct row {
    const char *name;
    double width, low, radius_m, grain;
    int n_sites;
    double n_points; /* as announced */
} rows[] = {
    {"a town", 1e4, -3e3, 1000, 0, 80, 4000},
    {"few cells", 1e4, 0, 1500, 0, 60, 1},
    {"many cells, ties at the edge", 1e4, 0, 500, 100, 80, 1e9},
    {"more sites in doubt than bits", 1e4, 2e6, 5000, 0, 300, 4},
    {"a tiny radius", 1e4, 0, 0.001, 100, 90, 1000},
    {"far from the origin", 1e4, 9.9e8, 700, 0, 100, 1e5},
    {"a country", 1e7, -5e6, 2e5, 1e4, 200, 1e5},
    {"a radius beyond everything", 100, 0, 1e6, 0, 20, 1000},
    {"sites at one place", 0, 0, 300, 0, 40, 1000},
    {"no sites", 1e4, 0, 500, 0, 0, 1000},
};

static double throw_one(const struct row *r, double spread)
{
    double at = (r->width + spread) * uniform() - spread / 2;

    return r->low + (r->grain > 0 ? r->grain * round(at / r->grain) : at);
}

static bool reaches(const struct row *r, double x, double y, double sx, double sy)
{
    double dx = x - sx, dy = y - sy;

    return sqrt(dx * dx + dy * dy) <= r->radius_m + 1e-6;
}

static void points(void **state)
{
    const struct row *r = *state;
    double sx[N_SITES], sy[N_SITES];
    struct points sites = {r->n_sites, sx, sy, false};
    const struct coverage_table *t;
    struct coverage_cells *c = NULL;
    struct error err;
    int most = 0, found = 0;

    dice = 77;
    for (int s = 0; s < r->n_sites; s++) {
        sx[s] = throw_one(r, 0);
        sy[s] = throw_one(r, 0);
    }
    assert_int_equal(coverage_cells_create(&c, &sites, r->radius_m, r->n_points, &err), ERR_OK);
    t = coverage_cells_sets(c);
    for (int k = 0; k < N_POINTS; k++) {
        double x = throw_one(r, r->radius_m), y = throw_one(r, r->radius_m);
        int set = -1, at, near = r->n_sites > 0 ? (int)(uniform() * r->n_sites) : 0;

        if (k % 5 == 0 && r->n_sites > 0) { /* on the edge of some site, or a rounding off */
            x = sx[near] + r->radius_m + (k % 3 - 1) * 1e-6;
            y = sy[near];
        }
        if (k % 50 == 1) x = 1e9;
        assert_int_equal(coverage_cells_find(c, x, y, &set, &err), ERR_OK);
        assert_in_range(set, 0, most);
        most += set == most;
        at = t->start[set];
        for (int s = 0; s < r->n_sites; s++) {
            bool listed = at < t->start[set + 1] && t->site[at] == s;

            assert_int_equal(listed, reaches(r, x, y, sx[s], sy[s]));
            at += listed;
            found += listed;
        }
        assert_int_equal(at, t->start[set + 1]);
    }
    assert_int_equal(t->n, most);
    for (int a = 0; a < t->n; a++)
        for (int b = 0; b < a; b++) {
            int n = t->start[a + 1] - t->start[a];
            bool same = n == t->start[b + 1] - t->start[b];

            for (int k = 0; same && k < n; k++)
                same = t->site[t->start[a] + k] == t->site[t->start[b] + k];
            assert_false(same);
        }
    print_message("%s: %d sets, %d pairs\n", r->name, most, found);
    assert_true(r->n_sites == 0 || found > 100);
    coverage_cells_free(c);
    coverage_cells_free(NULL);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(rows)];

    for (size_t k = 0; k < COUNT(rows); k++)
        tests[k] = (struct CMUnitTest){rows[k].name, points, NULL, NULL, &rows[k]};
    return cmocka_run_group_tests_name("coverage cells", tests, NULL, NULL);
}

/* test_made_grid.c - label: unit. Cells by hand and by brute force; totals that stay. */
#include "tests/assert.h"

#include <stdlib.h>

#include "scenarios/areas/made_grid.h"
#include "scenarios/areas/polygon_index.h"
#include "scenarios/geo.h"
#include "tests/dice.h"
#include "tests/fixture_polygons.h"

static struct made_grid grid_of(const struct polygons *p, enum made_grid_shape shape,
                                double side_m)
{
    struct made_grid grid = {0};
    struct error err;

    if (made_grid_create(&grid, p, shape, side_m, false, &err) != ERR_OK)
        fail_msg("%s", err.text);
    return grid;
}

/* 21 x 12 from (3, 4), squares of 10: columns 0 to 2, rows 0 and 1; the northern row is cut at
 * 16, the southern begins at 4. Areas 7, 10, 4 by 6, 6. */
static void by_hand(void **state)
{
    static const struct {
        int row, column;
        double x, y, covered;
    } want[] = {{1, 1, 6.5, 13, 42}, {1, 2, 15, 13, 60}, {1, 3, 22, 13, 24},
                {2, 1, 6.5, 7, 42},  {2, 2, 15, 7, 60},  {2, 3, 22, 7, 24}};
    struct polygons p = fixture_polygons("3 4, 24 4, 24 16, 3 16", false);

    (void)state;
    for (int units = 0; units < 2; units++) {
        double unit = units == 0 ? 1 : 1000, cell[6], weight = 252;
        struct made_grid g;

        for (int i = 0; i < 4; i++) {
            p.x[i] *= unit;
            p.y[i] *= unit;
        }
        g = grid_of(&p, MADE_GRID_SQUARES, 10 * unit);
        made_grid_spread(&g, &weight, cell);
        assert_int_equal(g.n, 6);
        assert_int_equal(g.n_shares, 6);
        assert_int_equal(g.cells.n, 6);
        for (int c = 0; c < 6; c++) {
            assert_int_equal(g.row[c], want[c].row);
            assert_int_equal(g.column[c], want[c].column);
            assert_near(g.x[c], want[c].x * unit, 1e-14, 0);
            assert_near(g.y[c], want[c].y * unit, 1e-14, 0);
            assert_near(g.covered_m2[c], want[c].covered * unit * unit, 1e-14, 0);
            assert_int_equal(g.share[c].cell, c);
            assert_int_equal(g.share[c].polygon, 0);
            assert_near(g.share[c].share, want[c].covered / 252, 1e-14, 0);
            assert_near(cell[c], want[c].covered, 1e-14, 0);
            assert_near(polygons_area_m2(&g.cells, c), 100 * unit * unit, 1e-14, 0);
        }
        assert_near(g.cells.x[0], 0, 0, 0);
        assert_near(g.cells.y[0], 10 * unit, 0, 0);
        made_grid_clear(&g);
    }
    polygons_clear(&p);
}

/* Borders on those of the cells: no cells beside them. */
static void fits(void **state)
{
    struct polygons p = fixture_polygons("-20 -10, 10 -10, 10 10, -20 10", false);
    struct made_grid g = grid_of(&p, MADE_GRID_SQUARES, 10);

    (void)state;
    assert_int_equal(g.n, 6);
    for (int c = 0; c < g.n; c++)
        assert_near(g.covered_m2[c], 100, 0, 0);
    made_grid_clear(&g);
    polygons_clear(&p);
}

/* Three times 0.3 is less than 0.9 by rounding: no slivers in the next row and column. */
static void no_slivers(void **state)
{
    struct polygons p = fixture_polygons("0 0, 0.9 0, 0.9 0.9, 0 0.9", false);
    struct made_grid g = grid_of(&p, MADE_GRID_SQUARES, 0.3);

    (void)state;
    assert_int_equal(g.n, 9);
    for (int c = 0; c < g.n; c++)
        assert_near(g.covered_m2[c], 0.09, 1e-14, 0);
    made_grid_clear(&g);
    polygons_clear(&p);
}

/* ---- totals ---- */

static struct trial {
    const char *name;
    bool mesh, geographic, hexagons;
    double x, y, side; /* of the mesh's quadrangles or of the stars, in their coordinates */
    double side_m;
} trials[] = {
    {"stars by squares", false, false, false, 500, -300, 400, 130},
    {"stars by hexagons", false, false, true, 500, -300, 400, 130},
    {"stars in degrees by squares", false, true, false, 113.8, 22.4, 0.05, 900},
    {"stars in degrees by hexagons", false, true, true, -70, -33, 0.05, 900},
    {"mesh by squares", true, false, false, 1e6, 4e6, 1000, 350},
    {"mesh by hexagons", true, false, true, 1e6, 4e6, 1000, 350},
    {"mesh in degrees by squares", true, true, false, 10, 59, 0.03, 1200},
    {"mesh in degrees by hexagons", true, true, true, 10, -59, 0.03, 1200},
    {"small polygons in large squares", true, false, false, 7, 8, 10, 5000},
    {"small polygons in large hexagons", false, true, true, 114, 22, 0.001, 5000},
    {"mesh at 10,000 km by 0.5 m", true, false, false, 1e7, 1e7, 1, 0.5},
};

static struct polygons polygons_of(const struct trial *t)
{
    if (t->mesh) return fixture_polygons_mesh(61, 8, 7, t->x, t->y, t->side, t->geographic);
    return fixture_polygons_stars(67, 30, t->x, t->y, 4 * t->side, t->side, t->geographic);
}

/* Shares of each polygon add up to 1, weights and areas stay, and all is in order. */
static void totals(void **state)
{
    const struct trial *t = *state;
    struct polygons p = polygons_of(t);
    struct made_grid g =
        grid_of(&p, t->hexagons ? MADE_GRID_HEXAGONS : MADE_GRID_SQUARES, t->side_m);
    double *share = calloc((size_t)p.n, sizeof *share);
    double *weight = calloc((size_t)p.n, sizeof *weight);
    double *cell = calloc((size_t)g.n, sizeof *cell), sum = 0, spread = 0, area = 0,
           covered = 0;

    assert_true(share != NULL && weight != NULL && cell != NULL);
    for (int i = 0; i < g.n_shares; i++) {
        const struct made_grid_share *s = &g.share[i];

        assert_true(s->share > 0 && s->share <= 1);
        assert_true(s->cell >= 0 && s->cell < g.n && s->polygon >= 0 && s->polygon < p.n);
        if (i > 0)
            assert_true(s->cell > s[-1].cell ||
                        (s->cell == s[-1].cell && s->polygon > s[-1].polygon));
        share[s->polygon] += s->share;
    }
    dice = 71;
    for (int k = 0; k < p.n; k++) {
        assert_near(share[k], 1, 1e-12, 0);
        weight[k] = 1e6 * uniform();
        sum += weight[k];
        area += polygons_area_m2(&p, k);
    }
    made_grid_spread(&g, weight, cell);
    for (int c = 0; c < g.n; c++) {
        spread += cell[c];
        covered += g.covered_m2[c];
        assert_true(g.row[c] >= 1 && g.column[c] >= 1);
        assert_true(polygons_contains(&g.cells, c, g.x[c], g.y[c]));
        if (t->mesh) /* nothing lies on another */
            assert_true(g.covered_m2[c] < 1.0001 * polygons_area_m2(&g.cells, c));
        if (c > 0)
            assert_true(g.row[c] > g.row[c - 1] ||
                        (g.row[c] == g.row[c - 1] && g.column[c] > g.column[c - 1]));
    }
    assert_near(spread, sum, 1e-12, 0);
    assert_near(covered, area, 1e-12, 0);
    free(share);
    free(weight);
    free(cell);
    made_grid_clear(&g);
    polygons_clear(&p);
}

/* Shares by an independent measure, for a plane; at 10,000 km doubles are 2 nm apart. */
static void shares(void **state)
{
    const struct trial *t = *state;
    struct polygons p = polygons_of(t);
    struct made_grid g =
        grid_of(&p, t->hexagons ? MADE_GRID_HEXAGONS : MADE_GRID_SQUARES, t->side_m);

    if (!t->geographic)
        for (int i = 0; i < g.n_shares; i += 1 + g.n_shares / 300) {
            const struct made_grid_share *s = &g.share[i];
            int first = g.cells.point_start[s->cell];
            double area = fixture_polygons_common_area(&p, s->polygon,
                                                       g.cells.point_start[s->cell + 1] - first,
                                                       g.cells.x + first, g.cells.y + first);

            assert_near(s->share, area / (double)fixture_polygons_area(&p, s->polygon), 1e-10,
                        t->x == 1e7 ? 1e-8 : 1e-10);
        }
    made_grid_clear(&g);
    polygons_clear(&p);
}

/* Cells meet without gaps, also in degrees; every point of a polygon is in exactly one, and a
 * cell that holds one is listed with it. */
static void cells_meet(void **state)
{
    const struct trial *t = *state;
    struct polygons p = polygons_of(t);
    struct made_grid g =
        grid_of(&p, t->hexagons ? MADE_GRID_HEXAGONS : MADE_GRID_SQUARES, t->side_m);
    struct polygon_index *ix = NULL;
    struct error err;
    double extent[4];
    int n = 0;

    assert_int_equal(polygon_index_create(&ix, &g.cells, &err), ERR_OK);
    dice = 73;
    for (int k = 0; k < p.n; k++) {
        polygons_extent(&p, k, extent);
        for (int i = 0; i < 40; i++) {
            double x = extent[0] + (extent[2] - extent[0]) * uniform();
            double y = extent[1] + (extent[3] - extent[1]) * uniform();
            int cell = polygon_index_find(ix, x, y);
            bool listed = false;

            if (!polygons_contains(&p, k, x, y)) continue;
            assert_int_equal(polygon_index_count(ix, x, y), 1);
            for (int s = 0; s < g.n_shares; s++)
                listed = listed || (g.share[s].cell == cell && g.share[s].polygon == k);
            assert_true(listed);
            n++;
        }
    }
    assert_true(n > 200);
    polygon_index_free(ix);
    made_grid_clear(&g);
    polygons_clear(&p);
}

/* ---- degrees ---- */

/* Over six degrees of longitude whole cells have their true area, though the plane stretches
 * those far from its middle by 0.2 %; cells are as wide as was asked. */
static void true_areas(void **state)
{
    struct polygons p = fixture_polygons("102 28, 108 28, 108 31, 102 31", true);

    (void)state;
    for (int hexagons = 0; hexagons < 2; hexagons++) {
        struct made_grid g =
            grid_of(&p, hexagons ? MADE_GRID_HEXAGONS : MADE_GRID_SQUARES, 1e4);
        int whole = 0;

        for (int c = 0; c < g.n; c++) {
            double area = polygons_area_m2(&g.cells, c);
            double west = 180, east = -180, north = 0;

            assert_near(area, 1e8, 3e-3, 0);
            for (int i = g.cells.point_start[c]; i < g.cells.point_start[c + 1]; i++) {
                west = fmin(west, g.cells.x[i]);
                east = fmax(east, g.cells.x[i]);
                north = fmax(north, g.cells.y[i]);
            }
            if (fabs(g.x[c] - 105) < 0.1) /* the plane's middle: no turn and no stretch */
                assert_near(geo_geodesic_m(west, g.y[c], east, g.y[c]),
                            hexagons ? 1e4 * 1.0745699 : 1e4, 2e-3, 0);
            if (g.covered_m2[c] < 0.995 * area) continue;
            assert_near(g.covered_m2[c], area, 1e-4, 0);
            whole++;
        }
        assert_true(whole > 1500);
        made_grid_clear(&g);
    }
    polygons_clear(&p);
}

/* A quadrangle of 3 degrees is bounded by parallels: cells on its border are covered up to
 * them, not up to the straight lines of the plane, kilometres beside them. */
static void bent_edges(void **state)
{
    struct polygons p = fixture_polygons("102 30, 108 30, 108 30.5, 102 30.5", true);
    struct made_grid g = grid_of(&p, MADE_GRID_SQUARES, 5000);
    double south = 90;

    (void)state;
    for (int c = 0; c < g.n; c++)
        if (g.covered_m2[c] > 1e5) south = fmin(south, g.y[c]);
    assert_true(south > 30 && south < 30.03);
    made_grid_clear(&g);
    polygons_clear(&p);
}

/* Squares and hexagons of one side: nearly as many cells. */
static void as_many(void **state)
{
    struct polygons p = fixture_polygons("0 0, 1000 0, 1000 1000, 0 1000", false);
    struct made_grid s = grid_of(&p, MADE_GRID_SQUARES, 9.9);
    struct made_grid h = grid_of(&p, MADE_GRID_HEXAGONS, 9.9);

    (void)state;
    assert_near(h.n, s.n, 0.02, 0);
    assert_near(polygons_area_m2(&h.cells, 7), 9.9 * 9.9, 1e-13, 0);
    made_grid_clear(&s);
    made_grid_clear(&h);
    polygons_clear(&p);
}

int main(void)
{
    const struct CMUnitTest others[] = {
        cmocka_unit_test(by_hand),    cmocka_unit_test(no_slivers), cmocka_unit_test(fits),
        cmocka_unit_test(true_areas), cmocka_unit_test(bent_edges), cmocka_unit_test(as_many)};
    struct CMUnitTest tests[3 * COUNT(trials) + COUNT(others)];
    size_t n = 0;

    for (size_t k = 0; k < COUNT(trials); k++) {
        tests[n++] = (struct CMUnitTest){trials[k].name, totals, NULL, NULL, &trials[k]};
        tests[n++] = (struct CMUnitTest){trials[k].name, shares, NULL, NULL, &trials[k]};
        tests[n++] = (struct CMUnitTest){trials[k].name, cells_meet, NULL, NULL, &trials[k]};
    }
    for (size_t k = 0; k < COUNT(others); k++)
        tests[n++] = others[k];
    return cmocka_run_group_tests_name("made_grid", tests, NULL, NULL);
}

/* test_made_grid_odd.c - label: unit. Grids over what has no area or crosses itself, and grids
 * that are refused. */
#include "tests/assert.h"

#include "scenarios/areas/made_grid.h"
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

/* A line and a point keep their weight: 3 and 5; nothing has none. */
static void without_area(void **state)
{
    struct polygons p = fixture_polygons(
        "1 1, 9 1, 9 9, 1 9; 21 21, 25 25, 29 29, 25 25; ; 41 1, 45 1, 43 1", false);
    const double weight[] = {7, 3, 11, 5};

    (void)state;
    for (int hexagons = 0; hexagons < 2; hexagons++) {
        struct made_grid g = grid_of(&p, hexagons ? MADE_GRID_HEXAGONS : MADE_GRID_SQUARES, 10);
        double cell[20], sum = 0;

        assert_true(g.n < 20);
        made_grid_spread(&g, weight, cell);
        for (int c = 0; c < g.n; c++) {
            sum += cell[c];
            assert_true(polygons_contains(&g.cells, c, g.x[c], g.y[c]));
            if (polygons_contains(&g.cells, c, 25, 25)) assert_near(cell[c], 3, 0, 0);
        }
        assert_near(sum, 15, 1e-14, 0);
        made_grid_clear(&g);
    }
    polygons_clear(&p);
}

/* Lines all over: each has its share in the cell around its middle. */
static void lines(void **state)
{
    struct polygons_builder b = {0};
    struct polygons p;
    struct error err;

    (void)state;
    dice = 101;
    for (int k = 0; k < 300; k++) {
        double x = 200 * uniform() - 100, y = 200 * uniform() - 100;

        polygons_begin(&b);
        polygons_ring(&b, false);
        polygons_point(&b, x - 1, y);
        polygons_point(&b, x + 1, y);
        polygons_point(&b, x, y);
    }
    assert_int_equal(polygons_finish(&b, false, &p, &err), ERR_OK);
    for (int hexagons = 0; hexagons < 2; hexagons++) {
        struct made_grid g = grid_of(&p, hexagons ? MADE_GRID_HEXAGONS : MADE_GRID_SQUARES, 10);

        assert_int_equal(g.n_shares, 300);
        for (int i = 0; i < g.n_shares; i++) {
            double x, y;

            polygons_centroid(&p, g.share[i].polygon, &x, &y);
            assert_true(polygons_contains(&g.cells, g.share[i].cell, x, y));
        }
        made_grid_clear(&g);
    }
    polygons_clear(&p);
}

static void nothing(void **state)
{
    struct polygons none = fixture_polygons("", true), p = {.n = 0};
    struct made_grid g = grid_of(&none, MADE_GRID_HEXAGONS, 10);

    (void)state;
    assert_int_equal(g.n + g.n_shares, 0);
    made_grid_clear(&g);
    g = grid_of(&p, MADE_GRID_SQUARES, 10);
    assert_int_equal(g.n + g.n_shares + g.cells.n, 0);
    made_grid_clear(&g);
    made_grid_clear(&g);
    polygons_clear(&none);
}

/* What crosses itself is no area anybody means; its weight stays all the same. */
static void crossed(void **state)
{
    struct polygons p =
        fixture_polygons("0 0, 40 40, 40 0, 0 40; 0 0, 70 50, 70 0, 0 50", false);
    const double weight[] = {7, 3};

    (void)state;
    for (int hexagons = 0; hexagons < 2; hexagons++) {
        struct made_grid g = grid_of(&p, hexagons ? MADE_GRID_HEXAGONS : MADE_GRID_SQUARES, 9);
        double cell[200], sum = 0;

        assert_true(g.n < 200);
        made_grid_spread(&g, weight, cell);
        for (int c = 0; c < g.n; c++) {
            sum += cell[c];
            assert_true(polygons_contains(&g.cells, c, g.x[c], g.y[c]));
        }
        assert_near(sum, 10, 1e-12, 0);
        made_grid_clear(&g);
    }
    polygons_clear(&p);
}

static struct bad {
    const char *name, *words;
    double side_m;
    const char *says;
} bad[] = {
    {"one polygon asks for too many", "0 0, 1000000 0, 1000000 1000000, 0 1000000", 100,
     "a grid of 100 m has 100000000 cells or more over these polygons; at most 500000 are "
     "allowed, so choose a longer side"},
    {"two together do",
     "0 0, 700000 0, 700000 500000, 0 500000; 0 500000, 700000 500000, "
     "700000 1000000, 0 1000000",
     1000,
     "a grid of 1000 m has 700000 cells or more over these polygons; at most 500000 are "
     "allowed, so choose a longer side"},
    {"a long thin one", "0 0, 1000000 0.5, 1000000 0.6, 0 0.1", 1,
     "a grid of 1 m has 500001 cells or more over these polygons; at most 500000 are allowed, "
     "so choose a longer side"},
    {"too fine for ints", "10000000 0, 10000000.001 0, 10000000 0.001", 0.0001,
     "a grid of 0.0001 m is too fine for coordinates of 1e+07 m; choose a longer side"},
};

static void refused(void **state)
{
    const struct bad *b = *state;
    struct polygons p = fixture_polygons(b->words, false);
    struct made_grid g = {0};
    struct error err;

    assert_int_equal(made_grid_create(&g, &p, MADE_GRID_SQUARES, b->side_m, false, &err),
                     ERR_DATA);
    assert_string_equal(err.text, b->says);
    assert_int_equal(g.n, 0);
    assert_null(g.x);
    polygons_clear(&p);
}

int main(void)
{
    const struct CMUnitTest others[] = {cmocka_unit_test(without_area), cmocka_unit_test(lines),
                                        cmocka_unit_test(nothing), cmocka_unit_test(crossed)};
    struct CMUnitTest tests[COUNT(bad) + COUNT(others)];
    size_t n = 0;

    for (size_t k = 0; k < COUNT(bad); k++)
        tests[n++] = (struct CMUnitTest){bad[k].name, refused, NULL, NULL, &bad[k]};
    for (size_t k = 0; k < COUNT(others); k++)
        tests[n++] = others[k];
    return cmocka_run_group_tests_name("made_grid_odd", tests, NULL, NULL);
}

/* test_clip.c - label: unit. Clipped areas against lengths of lines across cells, and totals.
 */
#include "tests/assert.h"

#include "scenarios/areas/clip.h"
#include "tests/dice.h"
#include "tests/fixture_polygons.h"

static double area_in(const struct polygons *p, int k, int n, const double *x, const double *y)
{
    double area = NAN;
    struct error err;

    assert_int_equal(clip_area(p, k, n, x, y, &area, &err), ERR_OK);
    return area;
}

/* ---- by hand ---- */

static struct hand {
    const char *name, *words, *cell;
    double area;
} hands[] = {
    {"inside", "1 1, 2 1, 2 2, 1 2", "0 0, 4 0, 4 4, 0 4", 1},
    {"around it", "-1 -1, 9 -1, 9 9, -1 9", "0 0, 4 0, 4 4, 0 4", 16},
    {"beside it", "5 0, 6 0, 6 4, 5 4", "0 0, 4 0, 4 4, 0 4", 0},
    {"touching along an edge", "4 0, 6 0, 6 4, 4 4", "0 0, 4 0, 4 4, 0 4", 0},
    {"the same", "0 0, 4 0, 4 4, 0 4", "0 0, 4 0, 4 4, 0 4", 16},
    {"a corner", "3 3, 9 3, 9 9, 3 9", "0 0, 4 0, 4 4, 0 4", 1},
    {"a half", "0 0, 9 9, 0 9", "0 0, 4 0, 4 4, 0 4", 8},
    {"in a hole", "-9 -9, 9 -9, 9 9, -9 9 | -1 -1, 5 -1, 5 5, -1 5", "0 0, 4 0, 4 4, 0 4", 0},
    {"over half a hole", "-9 -9, 9 -9, 9 9, -9 9 | 2 -1, 5 -1, 5 5, 2 5", "0 0, 4 0, 4 4, 0 4",
     8},
    {"comes back three times", "-1 0, 5 0, 5 1, -1 1, -1 2, 5 2, 5 3, -1 3, -1 5, -2 5, -2 0",
     "0 0, 4 0, 4 4, 0 4", 8},
    {"two parts", "0 0, 1 0, 1 1, 0 1 + 3 3, 8 3, 8 8, 3 8", "0 0, 4 0, 4 4, 0 4", 2},
    {"touches itself on the border", "0 0, 4 2, 8 0, 8 4, 4 2, 0 4", "0 0, 4 0, 4 4, 0 4", 8},
    {"a line has no area", "0 0, 4 2, 8 4, 4 2", "0 0, 4 0, 4 4, 0 4", 0},
    {"a triangle as cell", "0 0, 4 0, 4 4, 0 4", "0 0, 8 0, 0 8", 16},
    {"a triangle cuts a corner", "0 0, 4 0, 4 4, 0 4", "0 0, 6 0, 0 6", 14},
};

static void by_hand(void **state)
{
    const struct hand *h = *state;
    const double moved[] = {0, 1e7};

    for (size_t m = 0; m < COUNT(moved); m++) {
        struct polygons p = fixture_polygons(h->words, false);
        struct polygons cell = fixture_polygons(h->cell, false);

        for (int i = 0; i < polygons_n_points(&p); i++)
            p.y[i] += moved[m];
        for (int i = 0; i < polygons_n_points(&cell); i++)
            cell.y[i] += moved[m];
        assert_near(area_in(&p, 0, polygons_n_points(&cell), cell.x, cell.y), h->area, 1e-15,
                    0);
        assert_near(
            fixture_polygons_common_area(&p, 0, polygons_n_points(&cell), cell.x, cell.y),
            h->area, 1e-15, 0); /* what the tests below go by */
        polygons_clear(&p);
        polygons_clear(&cell);
    }
}

/* ---- random ---- */

/* Regular cells of 3 to 8 corners, turned by anything. */
static void any_cell(void **state)
{
    struct polygons p = fixture_polygons_stars(3, 40, 0, 0, 4, 6, false);
    int partial = 0;

    (void)state;
    for (int t = 0; t < 4000; t++) {
        int n = 3 + t % 6, k = t % p.n;
        double x[8], y[8], cx = -2 + 11 * uniform(), cy = -2 + 8 * uniform(), turn = uniform();
        double r = 0.2 + 3 * uniform(), area, want;

        for (int c = 0; c < n; c++) {
            x[c] = cx + r * cos(2 * M_PI * (c + turn) / n);
            y[c] = cy + r * sin(2 * M_PI * (c + turn) / n);
        }
        area = area_in(&p, k, n, x, y);
        want = fixture_polygons_common_area(&p, k, n, x, y);
        assert_near(area, want, 1e-12, 1e-13 * r * r);
        partial += area > 0.01 && area < 0.9 * r * r;
    }
    assert_true(partial > 500);
    polygons_clear(&p);
}

/* ---- lattices ---- */

static struct grid {
    const char *name;
    bool hexagons;
    double side, at; /* where the polygons are */
    double tolerance;
} grids[] = {
    {"squares", false, 1.3, 0, 1e-13},
    {"hexagons", true, 1.3, 0, 1e-13},
    {"large squares: all in a few", false, 50, 0, 1e-14},
    {"large hexagons", true, 50, 0, 1e-14},
    {"small squares", false, 0.11, -2.5, 1e-12},
    {"small hexagons", true, 0.11, -2.5, 1e-12},
    {"squares of 0.7 m at 10,000 km: doubles are 2 nm apart there", false, 0.7, 1e7, 1e-8},
    {"hexagons at -10,000 km", true, 0.7, -1e7, 1e-8},
};

static struct clip_lattice lattice_of(const struct grid *g)
{
    return g->hexagons ? clip_hexagons(g->side) : clip_squares(g->side);
}

/* The pieces are those of the cells one by one, they are in order, and none is missing. */
static void pieces(void **state)
{
    const struct grid *g = *state;
    struct clip_lattice l = lattice_of(g);
    struct polygons p = fixture_polygons_stars(13, 24, g->at, g->at, 3, 5, false);
    double cell_area = g->side * g->side;
    struct clip_pieces found = {0};
    struct error err;
    bool beyond;

    assert_near(clip_cell_area(&l), cell_area, 1e-14, 0);
    for (int k = 0; k < p.n; k++) {
        double sum = 0, mx = 0, my = 0, cx, cy, area = (double)fixture_polygons_area(&p, k);
        int first = p.point_start[p.ring_start[k]];

        assert_int_equal(clip_cells(&p, k, &l, 100000, &found, &beyond, &err), ERR_OK);
        assert_false(beyond);
        for (int i = 0; i < found.n; i++) {
            const struct clip_piece *piece = &found.piece[i];
            double x[6], y[6], px, py;

            for (int c = 0; c < l.n_corners; c++)
                clip_corner(&l, piece->row, piece->column, c, &x[c], &y[c]);
            sum += piece->area;
            mx += piece->x;
            my += piece->y;
            if (i > 0)
                assert_true(piece->row > piece[-1].row ||
                            (piece->row == piece[-1].row && piece->column > piece[-1].column));
            if (i % 7 == 0)
                assert_near(piece->area, fixture_polygons_common_area(&p, k, l.n_corners, x, y),
                            1e-12, g->tolerance * cell_area);
            if (piece->area < 1e-6 * cell_area) continue;
            px = p.x[first] + piece->x / piece->area;
            py = p.y[first] + piece->y / piece->area;
            for (int c = 0; c < l.n_corners; c++) { /* left of all sides */
                int to = (c + 1) % l.n_corners;

                assert_true((x[to] - x[c]) * (py - y[c]) - (y[to] - y[c]) * (px - x[c]) >
                            -1e-8 * cell_area);
            }
        }
        assert_near(sum, area, 10 * g->tolerance, 0);
        polygons_centroid(&p, k, &cx, &cy);
        assert_near(mx / sum, cx - p.x[first], 0, 10 * g->tolerance);
        assert_near(my / sum, cy - p.y[first], 0, 10 * g->tolerance);
    }
    clip_pieces_clear(&found);
    polygons_clear(&p);
}

/* Cells fill the plane: every point is in exactly one, corners included. */
static void tiles(void **state)
{
    const struct grid *g = *state;
    struct clip_lattice l = lattice_of(g);
    struct polygons_builder b = {0};
    struct polygons p;
    struct error err;
    int row = (int)floor(g->at / g->side), column = row;

    for (int r = -9; r < 9; r++)
        for (int c = -9; c < 9; c++) {
            polygons_begin(&b);
            polygons_ring(&b, false);
            for (int i = 0; i < l.n_corners; i++) {
                double x, y;

                clip_corner(&l, row + r, column + c, i, &x, &y);
                polygons_point(&b, x, y);
            }
        }
    assert_int_equal(polygons_finish(&b, false, &p, &err), ERR_OK);
    dice = 5;
    for (int t = 0; t < 1200; t++) {
        double x, y;
        int n = 0;

        clip_corner(&l, row, column, t % l.n_corners, &x, &y);
        if (t >= l.n_corners) {
            x += 4 * g->side * (uniform() - 0.5);
            y += 4 * g->side * (uniform() - 0.5);
        }
        for (int k = 0; k < p.n; k++)
            n += polygons_contains(&p, k, x, y);
        assert_int_equal(n, 1);
    }
    polygons_clear(&p);
}

/* By hand: a square of 3 x 2 over squares of 2, from (1, 1): four pieces. */
static void four_pieces(void **state)
{
    struct polygons p = fixture_polygons("1 1, 4 1, 4 3, 1 3", false);
    struct clip_lattice l = clip_squares(2);
    const struct clip_piece want[] = {
        {0, 0, 1, 0.5, 0.5}, {0, 1, 2, 4, 1}, {1, 0, 1, 0.5, 1.5}, {1, 1, 2, 4, 3}};
    struct clip_pieces found = {0};
    struct error err;
    bool beyond;

    (void)state;
    assert_int_equal(clip_cells(&p, 0, &l, 4, &found, &beyond, &err), ERR_OK);
    assert_int_equal(found.n, 4);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(found.piece[i].row, want[i].row);
        assert_int_equal(found.piece[i].column, want[i].column);
        assert_near(found.piece[i].area, want[i].area, 1e-15, 0);
        assert_near(found.piece[i].x, want[i].x, 1e-15, 0);
        assert_near(found.piece[i].y, want[i].y, 1e-15, 0);
    }
    assert_int_equal(clip_cells(&p, 0, &l, 3, &found, &beyond, &err), ERR_OK);
    assert_true(beyond && found.n == 0);
    clip_pieces_clear(&found);
    polygons_clear(&p);
}

/* Nothing, lines and points: no pieces worth naming, and no crash. */
static void degenerate(void **state)
{
    struct polygons p = fixture_polygons("; 0 0, 4 2, 8 4, 4 2; 0 1, 0 5, 0 9; 3 3", false);
    struct clip_pieces found = {0};
    struct error err;
    bool beyond;

    (void)state;
    for (int hexagons = 0; hexagons < 2; hexagons++)
        for (int k = 0; k < p.n; k++) {
            struct clip_lattice l = hexagons ? clip_hexagons(1) : clip_squares(1);
            double sum = 0;

            assert_int_equal(clip_cells(&p, k, &l, 1000, &found, &beyond, &err), ERR_OK);
            for (int i = 0; i < found.n; i++)
                sum += fabs(found.piece[i].area);
            assert_true(sum < 1e-14);
        }
    clip_pieces_clear(&found);
    polygons_clear(&p);
}

/* A border of 20,000 points over 40,000 cells: as cells one by one, some of them. */
static void long_border(void **state)
{
    struct polygons p = fixture_polygons_star(7, 20000, 3, 4, 100, false);
    struct clip_pieces found = {0};
    double sum = 0;
    struct error err;
    bool beyond;

    (void)state;
    for (int hexagons = 0; hexagons < 2; hexagons++) {
        struct clip_lattice l = hexagons ? clip_hexagons(2.5) : clip_squares(2.5);

        assert_int_equal(clip_cells(&p, 0, &l, 100000, &found, &beyond, &err), ERR_OK);
        sum = 0;
        for (int i = 0; i < found.n; i++) {
            const struct clip_piece *piece = &found.piece[i];
            double x[6], y[6];

            sum += piece->area;
            for (int c = 0; c < l.n_corners; c++)
                clip_corner(&l, piece->row, piece->column, c, &x[c], &y[c]);
            if (i % 200 == 0)
                assert_near(piece->area, area_in(&p, 0, l.n_corners, x, y), 1e-11, 1e-11);
        }
        assert_near(sum, (double)fixture_polygons_area(&p, 0), 1e-12, 0);
    }
    clip_pieces_clear(&found);
    polygons_clear(&p);
}

int main(void)
{
    const struct CMUnitTest others[] = {
        cmocka_unit_test(any_cell), cmocka_unit_test(four_pieces), cmocka_unit_test(degenerate),
        cmocka_unit_test(long_border)};
    struct CMUnitTest tests[COUNT(hands) + 2 * COUNT(grids) + COUNT(others)];
    size_t n = 0;

    for (size_t k = 0; k < COUNT(hands); k++)
        tests[n++] = (struct CMUnitTest){hands[k].name, by_hand, NULL, NULL, &hands[k]};
    for (size_t k = 0; k < COUNT(grids); k++) {
        tests[n++] = (struct CMUnitTest){grids[k].name, pieces, NULL, NULL, &grids[k]};
        tests[n++] = (struct CMUnitTest){grids[k].name, tiles, NULL, NULL, &grids[k]};
    }
    for (size_t k = 0; k < COUNT(others); k++)
        tests[n++] = others[k];
    return cmocka_run_group_tests_name("clip", tests, NULL, NULL);
}

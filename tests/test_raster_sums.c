/* test_raster_sums.c - label: unit. Sums by hand, cell by cell by another way of clipping, and
 * totals that stay. */
#include "tests/assert.h"

#include <stdlib.h>

#include "scenarios/areas/raster_sums.h"
#include "tests/dice.h"
#include "tests/fixture_polygons.h"

/* A raster in memory. */
struct raster {
    int width, height;
    double *value; /* owned [height x width] */
};

static struct raster_sums *sums_of(const struct polygons *p, const struct raster *r)
{
    struct raster_sums *s = NULL;
    struct error err;

    assert_int_equal(raster_sums_create(&s, p, r->width, r->height, &err), ERR_OK);
    for (int row = 0; row < r->height; row++)
        raster_sums_row(s, row, r->value + (size_t)row * (size_t)r->width);
    return s;
}

/* Values that differ by orders, some cells without data. */
static struct raster made_up(int width, int height, double no_data)
{
    struct raster r = {width, height, malloc(sizeof(double) * (size_t)width * (size_t)height)};

    assert_non_null(r.value);
    for (int k = 0; k < width * height; k++) {
        r.value[k] = exp(8 * uniform());
        if (uniform() < no_data) r.value[k] = NAN;
    }
    return r;
}

/* ---- by hand ---- */

/* 1  2  4        rows from above
 * 8 16 NAN */
static double six[] = {1, 2, 4, 8, 16, NAN};

static struct hand {
    const char *name, *words;
    double sum, cells, no_data, beyond, outside, largest;
} hands[] = {
    {"all of it", "0 0, 3 0, 3 2, 0 2", 31, 6, 1, 0, 0, 1},
    {"turned the other way", "0 0, 0 2, 3 2, 3 0", 31, 6, 1, 0, 0, 1},
    {"one cell", "1 1, 2 1, 2 2, 1 2", 16, 1, 0, 0, 15, 1},
    {"the one without data", "2 1, 3 1, 3 2, 2 2", 0, 1, 1, 0, 31, 1},
    {"quarters of four", "0.5 0.5, 1.5 0.5, 1.5 1.5, 0.5 1.5", 27 / 4.0, 1, 0, 0, 31 - 27 / 4.0,
     0.25},
    {"within a cell", "0.25 0.5, 0.75 0.5, 0.75 0.75, 0.25 0.75", 0.125, 0.125, 0, 0, 30.875,
     0.125},
    /* the line from (0, 0) to (2, 2) halves the first cell and the fifth */
    {"triangle", "0 0, 2 2, 0 2", 0.5 + 8 + 8, 2, 0, 0, 14.5, 1},
    {"hole", "0 0, 3 0, 3 2, 0 2 | 1 0.5, 2 0.5, 2 1.5, 1 1.5", 31 - 9, 5, 1, 0, 9, 1},
    {"half beyond to the left", "-2 0, 2 0, 2 1, -2 1", 3, 2, 0, 0.5, 28, 1},
    {"beyond to the right", "2 0, 12 0, 12 2, 2 2", 4, 2, 1, 0.9, 27, 1},
    {"beyond above", "1 -3, 2 -3, 2 1, 1 1", 2, 1, 0, 0.75, 29, 1},
    {"beyond below", "1 1.5, 2 1.5, 2 7, 1 7", 8, 0.5, 0, 10 / 11.0, 23, 0.5},
    {"around it", "-1 -1, 4 -1, 4 3, -1 3", 31, 6, 1, 0.7, 0, 1},
    {"all beyond, to the left", "-5 0, -1 0, -1 2, -5 2", 0, 0, 0, 1, 31, 0},
    {"all beyond, to the right", "3 0, 5 0, 5 2, 3 2", 0, 0, 0, 1, 31, 0},
    {"all beyond, above", "0 -5, 3 -5, 3 0, 0 0", 0, 0, 0, 1, 31, 0},
    {"all beyond, below", "0 2, 3 2, 3 5, 0 5", 0, 0, 0, 1, 31, 0},
    {"two parts, rows and columns between",
     "0 0, 1 0, 1 0.5, 0 0.5 + 1.5 1.5, 2 1.5, 2 2, 1.5 2", 0.5 + 4, 0.75, 0, 0, 26.5, 0.5},
    /* shares 2/3, 1/6, 2/3 in both rows */
    {"touches itself", "0 0, 1.5 1, 3 0, 3 2, 1.5 1, 0 2", 35 / 3.0, 3, 2 / 3.0, 0, NAN,
     2 / 3.0},
    {"a line", "0 0, 3 2, 1.5 1", 0, 0, 0, 0, 31, 0},
    {"nothing", "", 0, 0, 0, 0, 31, 0},
};

static void by_hand(void **state)
{
    const struct hand *h = *state;
    struct raster r = {3, 2, six};
    struct polygons p = fixture_polygons(h->words, false);
    struct raster_sums *s = sums_of(&p, &r);
    struct raster_sum got = raster_sums_of(s, 0);
    struct raster_totals totals = raster_sums_totals(s);

    assert_near(totals.total, 31, 0, 0);
    assert_near(got.sum, h->sum, 1e-14, 1e-14);
    assert_near(got.cells, h->cells, 1e-14, 1e-14);
    assert_near(got.no_data_cells, h->no_data, 1e-14, 1e-14);
    assert_near(got.beyond_share, h->beyond, 1e-14, 1e-14);
    assert_near(totals.outside, isnan(h->outside) ? 31 - h->sum : h->outside, 1e-14, 1e-13);
    assert_near(totals.largest_share, h->largest, 1e-14, 0);
    assert_near(totals.counted_twice, 0, 0, 0);
    raster_sums_free(s);
    polygons_clear(&p);
}

/* Two that share the middle column, and a third over the first cell's west half. */
static void overlaps(void **state)
{
    struct raster r = {3, 2, six};
    struct polygons p = fixture_polygons("0 0, 2 0, 2 2, 0 2; 1 0, 3 0, 3 2, 1 2;"
                                         "0 0, 0.5 0, 0.5 1, 0 1",
                                         false);
    struct raster_sums *s = sums_of(&p, &r);
    struct raster_totals t = raster_sums_totals(s);

    (void)state;
    assert_near(raster_sums_of(s, 0).sum, 27, 1e-15, 0);
    assert_near(raster_sums_of(s, 1).sum, 22, 1e-15, 0);
    assert_near(raster_sums_of(s, 2).sum, 0.5, 1e-15, 0);
    assert_near(t.largest_share, 2, 1e-15, 0);
    assert_near(t.counted_twice, 2 + 16 + 0.5, 1e-15, 0);
    assert_near(t.outside, -18.5, 1e-15, 0);
    raster_sums_free(s);
    polygons_clear(&p);
}

/* ---- cell by cell ---- */

static struct trial {
    const char *name;
    int n_polygons, width, height;
    double west, north, spread, size; /* of the stars, in cells; beyond the raster in part */
    double no_data;
} trials[] = {
    {"stars over many cells", 12, 30, 20, 0, 0, 25, 12, 0},
    {"stars within cells", 40, 9, 11, 0, 0, 9, 0.4, 0},
    {"stars as large as cells, some data missing", 40, 20, 20, -1, -1, 21, 1.5, 0.2},
    {"half beyond", 25, 16, 12, -9, -8, 26, 14, 0.1},
    {"around it all", 3, 4, 3, -60, -60, 1, 400, 0},
    {"one row", 20, 40, 1, -2, -2, 40, 5, 0.1},
    {"one column", 20, 1, 40, -2, -2, 40, 9, 0.1},
    {"one cell", 20, 1, 1, -2, -2, 4, 3, 0},
};

/* The sum of each polygon from the area it has in each cell, found one by one. */
static void cell_by_cell(void **state)
{
    const struct trial *t = *state;
    struct polygons p =
        fixture_polygons_stars(79, t->n_polygons, t->west, t->north, t->spread, t->size, false);
    struct raster r = made_up(t->width, t->height, t->no_data);
    struct raster_sums *s = sums_of(&p, &r);
    struct raster_totals totals = raster_sums_totals(s);
    double *covered = calloc((size_t)(r.width * r.height), sizeof *covered), all = 0, twice = 0;
    double total = 0, largest = 0;

    assert_non_null(covered);
    for (int k = 0; k < p.n; k++) {
        struct raster_sum got = raster_sums_of(s, k);
        double sum = 0, cells = 0, no_data = 0, area = (double)fixture_polygons_area(&p, k);

        for (int i = 0; i < r.width * r.height; i++) {
            double west = i % r.width, north = (double)(i / r.width);
            const double x[] = {west, west + 1, west + 1, west};
            const double y[] = {north, north, north + 1, north + 1};
            double share = fixture_polygons_common_area(&p, k, 4, x, y);

            cells += share;
            no_data += isnan(r.value[i]) ? share : 0;
            sum += isnan(r.value[i]) ? 0 : share * r.value[i];
            covered[i] += share;
        }
        assert_near(got.sum, sum, 1e-11, 1e-9);
        assert_near(got.cells, cells, 1e-11, 1e-12);
        assert_near(got.no_data_cells, no_data, 1e-11, 1e-12);
        assert_near(got.beyond_share, 1 - cells / area, 1e-11, 2e-12);
        all += got.sum;
    }
    for (int i = 0; i < r.width * r.height; i++) {
        largest = fmax(largest, covered[i]);
        if (isnan(r.value[i])) continue;
        total += r.value[i];
        if (covered[i] > 1 + 1e-9) twice += r.value[i] * (covered[i] - 1);
    }
    assert_near(totals.total, total, 1e-13, 0);
    assert_near(all + totals.outside, total, 1e-12, 0);
    assert_near(totals.largest_share, largest, 1e-11, 0);
    assert_near(totals.counted_twice, twice, 1e-10, 0);
    free(covered);
    free(r.value);
    raster_sums_free(s);
    polygons_clear(&p);
}

/* A mesh of polygons that covers the raster: nothing is outside and nothing counts twice. */
static void covered_once(void **state)
{
    const double side[] = {0.37, 1, 3.3, 41};

    (void)state;
    for (size_t k = 0; k < COUNT(side); k++) {
        int n = (int)ceil(50 / side[k]) + 1;
        struct polygons p = fixture_polygons_mesh(83, n, n, -0.3, -0.2, side[k], false);
        struct raster r = made_up(50, 47, 0.05);
        struct raster_sums *s = sums_of(&p, &r);
        struct raster_totals t = raster_sums_totals(s);
        double sum = 0, cells = 0;

        for (int i = 0; i < p.n; i++) {
            sum += raster_sums_of(s, i).sum;
            cells += raster_sums_of(s, i).cells;
        }
        assert_near(sum, t.total, 1e-13, 0);
        assert_near(cells, 50 * 47, 1e-13, 0);
        assert_near(t.outside, 0, 0, 1e-12 * t.total);
        assert_near(t.largest_share, 1, 1e-12, 0);
        assert_near(t.counted_twice, 0, 0, 0);
        raster_sums_free(s);
        free(r.value);
        polygons_clear(&p);
    }
}

/* Raster and polygons turned upside down, or left for right, or moved to the middle of a wide
 * raster: the same sums. */
static void mirrored(void **state)
{
    enum { W = 23, H = 17, FAR = 9000 };
    struct polygons p = fixture_polygons_stars(89, 15, -2, -2, 20, 9, false);
    struct raster r = made_up(W, H, 0.1);
    struct raster_sums *s = sums_of(&p, &r);

    (void)state;
    for (int how = 0; how < 3; how++) {
        int width = how == 2 ? FAR : W;
        struct raster other = {width, H, calloc((size_t)width * H, sizeof(double))};
        struct polygons q = fixture_polygons_stars(89, 15, -2, -2, 20, 9, false);
        struct raster_sums *t;

        assert_non_null(other.value);
        for (int i = 0; i < polygons_n_points(&q); i++) {
            if (how == 0) q.x[i] = W - q.x[i];
            if (how == 1) q.y[i] = H - q.y[i];
            if (how == 2) q.x[i] += FAR - W;
        }
        for (int i = 0; i < W * H; i++) {
            int row = i / W, column = i % W;

            if (how == 0) column = W - 1 - column;
            if (how == 1) row = H - 1 - row;
            if (how == 2) column += FAR - W;
            other.value[row * width + column] = r.value[i];
        }
        t = sums_of(&q, &other);
        for (int k = 0; k < p.n; k++) {
            struct raster_sum a = raster_sums_of(s, k), b = raster_sums_of(t, k);

            assert_near(b.sum, a.sum, 1e-10, 1e-9);
            assert_near(b.no_data_cells, a.no_data_cells, 1e-10, 1e-10);
            if (how == 2) continue; /* more of it is within */
            assert_near(b.cells, a.cells, 1e-10, 1e-10);
            assert_near(b.beyond_share, a.beyond_share, 1e-10, 1e-10);
        }
        raster_sums_free(t);
        free(other.value);
        polygons_clear(&q);
    }
    raster_sums_free(s);
    free(r.value);
    polygons_clear(&p);
}

/* A thousand points in each cell. */
static void many_points(void **state)
{
    struct polygons p = fixture_polygons_star(97, 30000, 3, 3, 2.9, false);
    struct raster r = made_up(6, 6, 0);
    struct raster_sums *s;
    double area = (double)fixture_polygons_area(&p, 0);

    (void)state;
    for (int i = 0; i < 36; i++)
        r.value[i] = 7.5;
    s = sums_of(&p, &r);
    assert_near(raster_sums_of(s, 0).cells, area, 1e-12, 0);
    assert_near(raster_sums_of(s, 0).sum, 7.5 * area, 1e-12, 0);
    assert_near(raster_sums_of(s, 0).beyond_share, 0, 0, 0);
    raster_sums_free(s);
    free(r.value);
    polygons_clear(&p);
}

/* Large values beside small ones: what rounding cuts off is kept. */
static void small_among_large(void **state)
{
    struct polygons p = fixture_polygons("0 0, 2 0, 2 3000, 0 3000", false);
    struct raster_sums *s = NULL;
    struct error err;

    (void)state;
    assert_int_equal(raster_sums_create(&s, &p, 2, 3000, &err), ERR_OK);
    for (int row = 0; row < 3000; row++) {
        const double by_turns[6] = {0.125, 1e17, -1e17, 1e17, 0.125, -1e17};
        const double value[2] = {by_turns[row % 6], 0};

        raster_sums_row(s, row, value);
    }
    assert_near(raster_sums_of(s, 0).sum, 1000 * 0.125, 1e-15, 0);
    assert_near(raster_sums_totals(s).total, 125, 1e-15, 0);
    raster_sums_free(s);
    polygons_clear(&p);
}

static void nothing(void **state)
{
    struct polygons p = {0};
    struct raster r = {3, 2, six};
    struct raster_sums *s = sums_of(&p, &r);

    (void)state;
    assert_near(raster_sums_totals(s).outside, 31, 0, 0);
    assert_near(raster_sums_totals(s).largest_share, 0, 0, 0);
    raster_sums_free(s);
    raster_sums_free(NULL);
}

int main(void)
{
    const struct CMUnitTest others[] = {
        cmocka_unit_test(overlaps), cmocka_unit_test(covered_once),
        cmocka_unit_test(mirrored), cmocka_unit_test(many_points),
        cmocka_unit_test(nothing),  cmocka_unit_test(small_among_large)};
    struct CMUnitTest tests[COUNT(hands) + COUNT(trials) + COUNT(others)];
    size_t n = 0;

    for (size_t k = 0; k < COUNT(hands); k++)
        tests[n++] = (struct CMUnitTest){hands[k].name, by_hand, NULL, NULL, &hands[k]};
    for (size_t k = 0; k < COUNT(trials); k++)
        tests[n++] = (struct CMUnitTest){trials[k].name, cell_by_cell, NULL, NULL, &trials[k]};
    for (size_t k = 0; k < COUNT(others); k++)
        tests[n++] = others[k];
    return cmocka_run_group_tests_name("raster_sums", tests, NULL, NULL);
}

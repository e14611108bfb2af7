/* test_demand_csv.c - public energy as a table: sums, lines, which table, quick figures. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "output/map/cells.h"
#include "output/writers/tables.h"
#include "output/writers/writer.h"
#include "scenarios/csv.h"
#include "tests/assert.h"
#include "tests/dice.h"
#include "tests/fixture_run.h"

enum { AUTO, ZONES, DISTRICTS, NONE }; /* report.demand_csv */

static struct fixture *fixture;

static int setup(void **state)
{
    (void)state;
    fixture = fixture_run_create(0.25);
    /* nothing between trips from slow chargers: no lines */
    for (int k = 0; k < N_CLASSES * N_YEARS; k++)
        fixture->demand.energy[k].public_kwh[SLOW][ROAMING].plain = 0;
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    fixture_run_free(fixture);
    return 0;
}

static struct csv *written(int which)
{
    char path[] = "/tmp/chargeplan-demand-XXXXXX";
    FILE *f = fdopen(mkstemp(path), "wb");
    struct error err;
    struct csv *csv = NULL;

    fixture->scenario.report.demand_csv = which;
    assert_int_equal(writer_demand_csv.write(&fixture->run, f, &err), ERR_OK);
    fclose(f);
    if (csv_read(&csv, path, &err) != ERR_OK) fail_msg("%s", err.text);
    unlink(path);
    return csv;
}

static const char *cell(const struct csv *csv, int row, const char *name)
{
    return csv_cell(csv, row, csv_column(csv, name));
}

/* Sum of the lines in which up to three columns say something. */
static double sum(const struct csv *csv, const char *const where[][2], int n)
{
    double total = 0;

    for (int row = 0; row < csv_n_rows(csv); row++) {
        bool is = true;

        for (int k = 0; k < n; k++)
            is = is && strcmp(cell(csv, row, where[k][0]), where[k][1]) == 0;
        if (is) total += strtod(cell(csv, row, "public_kwh_per_day"), NULL);
    }
    return total;
}

/* Over zones and over districts: a class, year, system and layer adds up to what the class asks
 * for there; a zone's to the zone's; slow roaming is in no line. */
static void sums(void **state)
{
    (void)state;
    for (int which = ZONES; which <= DISTRICTS; which++) {
        struct csv *csv = written(which);
        const struct demand *d = &fixture->demand;
        int n = which == ZONES ? fixture->city.n_zones : fixture->city.n_districts;

        assert_int_equal(csv_n_rows(csv),
                         n * N_CLASSES * N_YEARS * (N_SERVICES * N_LAYERS - 1));
        for (int c = 0; c < N_CLASSES; c++)
            for (int y = 0; y < N_YEARS; y++) {
                char year[8];
                const char *const where[][2] = {{"class", fixture->scenario.fleet[c].id},
                                                {"year", year},
                                                {"system", "fast"},
                                                {"layer", "day"}};

                snprintf(year, sizeof year, "%d", fixture_years[y]);
                assert_near(sum(csv, where, 2),
                            demand_class_public(d, c, FAST, y) +
                                demand_class_public(d, c, SLOW, y),
                            1e-11, 0);
                assert_near(sum(csv, where, 4),
                            d->energy[c * N_YEARS + y].public_kwh[FAST][DAY].plain, 1e-11, 0);
            }
        csv_free(csv);
    }
}

/* All classes of a zone are what the zone asks for, its district beside it. */
static void zones(void **state)
{
    struct csv *csv = written(ZONES);

    (void)state;
    for (int z = 0; z < fixture->city.n_zones; z += 37) {
        const char *const where[][2] = {
            {"zone", fixture->city.zone_id[z]},
            {"year", "2030"},
            {"is_fast", "1"},
            {"layer_number", "0"},
            {"district", fixture->city.district_name[fixture->city.district[z]]}};
        size_t at = (size_t)(2 * fixture->city.n_zones + z);

        assert_near(sum(csv, where, 5), fixture->demand.kwh[FAST][NIGHT][at], 1e-11, 0);
    }
    csv_free(csv);
    csv = written(DISTRICTS);
    for (int row = 0; row < csv_n_rows(csv); row++)
        assert_string_equal(cell(csv, row, "zone"), "");
    csv_free(csv);
}

/* 45 parts have energy: 22,222 zones have 999,990 lines, one more has 1,000,035. */
static void which(void **state)
{
    int n_zones = fixture->city.n_zones;
    struct report_params *report = &fixture->scenario.report;

    (void)state;
    report->demand_csv = AUTO;
    fixture->city.n_zones = 22222;
    assert_near(tables_demand_n(&fixture->run), 999990, 0, 0);
    assert_int_equal(tables_demand_lines(&fixture->run), DEMAND_LINES_ZONES);
    fixture->city.n_zones = 22223;
    assert_int_equal(tables_demand_lines(&fixture->run), DEMAND_LINES_DISTRICTS);
    report->demand_csv = ZONES;
    assert_int_equal(tables_demand_lines(&fixture->run), DEMAND_LINES_ZONES);
    fixture->city.n_zones = n_zones;
    report->demand_csv = DISTRICTS;
    assert_int_equal(tables_demand_lines(&fixture->run), DEMAND_LINES_DISTRICTS);
    assert_true(writer_wanted(&writer_demand_csv, &fixture->run));
    report->demand_csv = NONE;
    assert_false(writer_wanted(&writer_demand_csv, &fixture->run));
}

static void quick_is(double value, const char *want)
{
    char buffer[CELLS_NUMBER_MAX];
    size_t n = cells_twelve(buffer, value);

    buffer[n] = '\0';
    assert_string_equal(buffer, want);
}

/* By hand, then by the C library's own digits on figures of all sizes. */
static void quick_figures(void **state)
{
    (void)state;
    quick_is(0, "0");
    quick_is(-1e-30, "0");
    quick_is(7, "7");
    quick_is(0.5, "0.5");
    quick_is(0.05, "0.05");
    quick_is(100, "100");
    quick_is(1234.5, "1234.5");
    quick_is(1.0 / 3, "0.333333333333");
    quick_is(2e5 / 3, "66666.6666667");
    quick_is(0.9999999999999, "1");
    quick_is(99999999999.0, "99999999999");
    quick_is(1e-6, "0.000001");
    for (int k = 0; k < 20000; k++) {
        double value = exp(log(2e-4) + uniform() * log(4e14)) * (1 + uniform());
        char want[40];

        snprintf(want, sizeof want, "%.12g", value);
        if (strchr(want, 'e') == NULL && strlen(want) < 30) quick_is(value, want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(sums), cmocka_unit_test(zones),
                                       cmocka_unit_test(which),
                                       cmocka_unit_test(quick_figures)};

    return cmocka_run_group_tests_name("demand_csv", tests, setup, teardown);
}

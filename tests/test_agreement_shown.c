/* test_agreement_shown.c - label: unit. Simulated use beside observed use as table and report:
 * read back and compared with the record. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "output/report/chart_pairs.h"
#include "output/report/report.h"
#include "output/writers/writer.h"
#include "scenarios/csv.h"
#include "tests/assert.h"
#include "tests/dice.h"
#include "tests/fixture_operation.h"

extern const struct writer writer_agreement_csv;

enum { FEW = 12 };
static struct fixture *fixture;

/* Sites with pools, first, beside some made-up figures; the last one has no pool. */
static struct agreement *agree(int n_hours, int by)
{
    static int place[FEW * N_HOURS], hour[FEW * N_HOURS];
    static double figure[N_OBSERVED][FEW * N_HOURS];
    struct observations o = {.n_hours = n_hours, .place = place, .hour = hour, .n_unknown = 3};
    const struct operation *op = fixture->run.operation[fixture->run.n_networks - 1];
    int *zone = malloc((size_t)fixture->city.n_sites * sizeof *zone);
    struct agreement *a = NULL;
    struct error err = {0};

    assert_non_null(zone);
    assert_int_equal(network_site_zones(&fixture->city, zone, &err), ERR_OK);
    fixture->scenario.simulation.observed_by = by;
    fixture->scenario.simulation.observed_use_system = OBSERVED_BOTH;
    for (int p = 0; p < FEW; p++) {
        int of = p < op->input->n_places ? op->input->place[p].site : fixture->city.n_sites - 1;

        for (int h = 0; h < n_hours; h++) {
            place[o.n] = by == OBSERVED_BY_ZONE ? p : of;
            hour[o.n] = h;
            for (int w = 0; w < N_OBSERVED; w++)
                figure[w][o.n] = uniform() < 0.05 ? NAN : 20 * uniform();
            o.n++;
        }
        if (of == fixture->city.n_sites - 1) break;
    }
    o.figure[OBSERVED_KWH] = figure[OBSERVED_KWH];
    o.figure[OBSERVED_OCCUPIED] = figure[OBSERVED_OCCUPIED];
    if (agreement_create(&a, &o, op, &fixture->scenario, &fixture->city, zone, &err) != ERR_OK)
        fail_msg("%s", err.text);
    free(zone);
    return a;
}

static int setup(void **state)
{
    (void)state;
    dice = 77;
    fixture = fixture_run_create(0.25);
    fixture_operation_add(fixture);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    agreement_free(fixture->run.agreement);
    fixture->run.agreement = NULL;
    fixture_operation_remove(fixture);
    fixture_run_free(fixture);
    return 0;
}

/* ---- agreement.csv: four decimals ---- */

static struct csv *written(void)
{
    struct csv *csv = NULL;
    struct error err = {0};
    char *bytes = NULL;
    size_t size;
    FILE *f = open_memstream(&bytes, &size);

    assert_int_equal(writer_agreement_csv.write(&fixture->run, f, &err), ERR_OK);
    fclose(f);
    if (csv_parse(&csv, bytes, "agreement.csv", &err) != ERR_OK) fail_msg("%s", err.text);
    free(bytes);
    return csv;
}

static void number_is(const struct csv *csv, int row, const char *column, double want)
{
    const char *cell = csv_cell(csv, row, csv_column(csv, column));
    double got = 0;

    if (isnan(want)) {
        assert_string_equal(cell, "");
        return;
    }
    assert_true(csv_decimal(cell, &got));
    assert_near(got, want, 0, 5.0001e-5);
}

static void row_is(const struct csv *csv, int *row, const char *quantity, const char *scope,
                   const struct agreement_errors *e)
{
    assert_string_equal(csv_cell(csv, *row, csv_column(csv, "quantity")), quantity);
    assert_string_equal(csv_cell(csv, *row, csv_column(csv, "scope")), scope);
    number_is(csv, *row, "pairs", e->n);
    number_is(csv, *row, "observed", e->observed);
    number_is(csv, *row, "simulated", e->simulated);
    number_is(csv, *row, "bias", e->bias);
    number_is(csv, *row, "mae", e->mae);
    number_is(csv, *row, "rmse", e->rmse);
    number_is(csv, (*row)++, "correlation", e->correlation);
}

static void table_of(const struct agreement *a, const char *id_column)
{
    static const char *const name[] = {"energy_kwh", "outlets_taken"};
    struct csv *csv = written();
    int row = 0;

    for (int w = 0; w < 2; w++) {
        row_is(csv, &row, name[w], "all", &a->all[w]);
        row_is(csv, &row, name[w], "by_hour", &a->by_hour[w]);
        row_is(csv, &row, name[w], "by_place", &a->by_place[w]);
        for (int h = 0; h < a->n_hours; h++) {
            number_is(csv, row, "hour", h);
            row_is(csv, &row, name[w], "hour", &a->hour[w][h]);
        }
        for (int p = 0; p < a->n_places; p++) {
            const char *id = a->by_zone ? fixture->city.zone_id[a->place[p]]
                                        : fixture->city.site[a->place[p]].id;

            assert_string_equal(csv_cell(csv, row, csv_column(csv, id_column)), id);
            row_is(csv, &row, name[w], "place", &a->each[w][p]);
        }
    }
    assert_int_equal(csv_n_rows(csv), row);
    csv_free(csv);
}

static void table(void **state)
{
    (void)state;
    assert_false(writer_wanted(&writer_agreement_csv, &fixture->run));
    fixture->run.agreement = agree(DAY_HOURS, OBSERVED_BY_SITE);
    assert_true(writer_wanted(&writer_agreement_csv, &fixture->run));
    assert_true(fixture->run.agreement->all[OBSERVED_KWH].n > 100);
    table_of(fixture->run.agreement, "site");
    agreement_free(fixture->run.agreement);
    fixture->run.agreement = agree(N_HOURS, OBSERVED_BY_ZONE);
    table_of(fixture->run.agreement, "zone");
}

/* ---- the report ---- */

static char *section(enum language language)
{
    char *bytes = NULL;
    size_t size;
    FILE *f = open_memstream(&bytes, &size);
    struct html html = {f, language, "CNY"};
    struct report r = {.h = &html, .run = &fixture->run};

    report_agreement(&r);
    fclose(f);
    return bytes;
}

static int times(const char *text, const char *what)
{
    int n = 0;

    for (const char *p = strstr(text, what); p != NULL; p = strstr(p + 1, what))
        n++;
    return n;
}

static void has(const char *text, const char *what)
{
    if (strstr(text, what) == NULL) fail_msg("\"%s\" is not in the section", what);
}

/* Figures in the words, two charts a quantity, points within the picture, no figure that is
 * none. */
static void shown(void **state)
{
    struct agreement *a = agree(DAY_HOURS, OBSERVED_BY_SITE);
    char want[128], *text;

    (void)state;
    fixture->run.agreement = a;
    a->all[OBSERVED_KWH].observed = 40; /* the words follow these */
    a->all[OBSERVED_KWH].bias = 10;
    a->by_hour[OBSERVED_KWH].correlation = 0.8512;
    a->by_place[OBSERVED_KWH].correlation = NAN;
    a->all[OBSERVED_OCCUPIED].bias = -0.5 * a->all[OBSERVED_OCCUPIED].observed;
    a->by_hour[OBSERVED_OCCUPIED].correlation = -0.5;
    a->by_place[OBSERVED_OCCUPIED].correlation = 0.95;
    text = section(LANGUAGE_EN);
    snprintf(want, sizeof want, "observed at %d sites (fast and slow charging together)",
             a->n_places);
    has(text, want);
    has(text, "leaves out: 3.");
    has(text, "Energy, kWh: 25.0\u00a0% more is simulated than was observed.");
    has(text, "Over the hours the two go well together (correlation 0.85).");
    has(text, "over the places cannot be told");
    has(text, "Outlets taken: 50.0\u00a0% less is simulated");
    has(text, "go against each other");
    has(text, "closely together (correlation 0.95)");
    assert_null(strstr(text, "Sessions begun"));
    assert_null(strstr(text, "nan"));
    assert_null(strstr(text, "inf\""));
    assert_int_equal(times(text, "<svg"), 4);
    assert_int_equal(times(text, "<svg"), times(text, "</svg>"));
    assert_true(times(text, "<circle") <= 2 * a->n_places); /* some lie on one another */
    assert_true(times(text, "<circle") > a->n_places);
    free(text);
    text = section(LANGUAGE_ZH);
    has(text, "电量（kWh）：模拟值比观测值高25.0%。");
    assert_null(strstr(text, "simulated"));
    free(text);
}

/* Nothing observed in some hours parts the line; without places there is none. */
static void holes(void **state)
{
    struct agreement *a = agree(N_HOURS, OBSERVED_BY_ZONE);
    char *text;

    (void)state;
    fixture->run.agreement = a;
    for (int h = 0; h < N_HOURS; h++)
        if (h == 10 || h == 11 || h == 90)
            a->hour[OBSERVED_KWH][h] = agreement_errors_of(0, 1, NULL, NULL);
    for (int p = 0; p < a->n_places; p++)
        a->each[OBSERVED_KWH][p].observed = a->each[OBSERVED_KWH][p].simulated = 0;
    a->all[OBSERVED_KWH].observed = 0;
    text = section(LANGUAGE_EN);
    has(text, "by hour of the week");
    has(text, "Energy, kWh: 0 was observed;");
    assert_null(strstr(text, "nan"));
    /* Monday's 0 to 9, 12 to 89, 91 to 167: three parts of each of the two lines */
    char *first = strstr(text, "stroke-linejoin"), *end = strstr(first, "/>");

    *end = '\0';
    assert_int_equal(times(strstr(first, " d=\""), "M"), 3);
    assert_int_equal(times(strstr(first, " d=\""), "L"), N_HOURS - 3 - 3);
    free(text);
}

/* Where things are: the plot is 380 x 210 from (78, 26) on, its axes end at 8, so that 2 is a
 * quarter and 6 three quarters of the way. */
static void places(void **state)
{
    static const struct agreement_errors pair[] = {{.n = 1, .observed = 2, .simulated = 6},
                                                   {.n = 1, .observed = 8, .simulated = 4}};
    static const char *const label[] = {"a", ""};
    struct chart_pairs chart = {.title = "t",
                                .unit = "kWh",
                                .observed = "seen",
                                .simulated = "run",
                                .n = 2,
                                .pair = pair,
                                .label = label};
    char *bytes = NULL;
    size_t size;
    FILE *f = open_memstream(&bytes, &size);
    struct html html = {f, LANGUAGE_EN, "CNY"};

    (void)state;
    chart_pairs_lines(&html, &chart);
    chart_pairs_points(&html, &chart);
    fclose(f);
    has(bytes, " d=\"M173.0 183.50L363.0 26.00\"");                         /* 2, 8 */
    has(bytes, "stroke-dasharray=\"6 3\" d=\"M173.0 78.50L363.0 131.00\""); /* 6, 4 */
    has(bytes, "<circle cx=\"173\" cy=\"78\""); /* 2 along, 6 up: half a pixel goes up */
    has(bytes, "<circle cx=\"458\" cy=\"131\"");
    free(bytes);
}

/* Nothing was observed: nothing is said. */
static void none(void **state)
{
    char *text = section(LANGUAGE_EN);

    (void)state;
    assert_string_equal(text, "");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(table, setup, teardown),
        cmocka_unit_test_setup_teardown(shown, setup, teardown),
        cmocka_unit_test_setup_teardown(holes, setup, teardown),
        cmocka_unit_test(places),
        cmocka_unit_test_setup_teardown(none, setup, teardown),
    };

    return cmocka_run_group_tests_name("agreement_shown", tests, NULL, NULL);
}

/* test_operation_shown.c - label: unit. The simulated use as tables and JSON: figures worked
 * out again from the counts of fixture_operation.c. */
#include "tests/operation_scene.h"

#include <jansson.h>

#include "output/writers/tables.h"
#include "scenarios/csv.h"

static struct csv *table_of(const struct writer *w)
{
    char path[] = "/tmp/chargeplan-use-XXXXXX";
    size_t n;
    char *bytes = bytes_of(w, &n);
    FILE *f = fdopen(mkstemp(path), "wb");
    struct csv *csv = NULL;
    struct error err;

    fwrite(bytes, 1, n, f);
    fclose(f);
    free(bytes);
    if (csv_read(&csv, path, &err) != ERR_OK) fail_msg("%s", err.text);
    unlink(path);
    return csv;
}

static const char *cell(const struct csv *csv, int row, const char *column)
{
    int k = csv_column(csv, column);

    if (k < 0) fail_msg("no column %s", column);
    return csv_cell(csv, row, k);
}

static double number(const struct csv *csv, int row, const char *column)
{
    const char *text = cell(csv, row, column);

    return text[0] == '\0' ? (double)NAN : strtod(text, NULL);
}

static void near_or_none(double got, double want, double atol)
{
    if (isfinite(want))
        assert_near(got, want, 0, atol);
    else
        assert_true(isnan(got));
}

/* ---- tables ---- */

/* Every network that was simulated, both services, every figure: as it stands in the record. */
static void simulation(void **state)
{
    struct csv *csv = table_of(&writer_simulation_csv);
    int row = 0;

    (void)state;
    assert_int_equal(csv_n_rows(csv), 2 * N_SERVICES * N_OPERATION_FIGURES);
    for (int k = 0; k < fixture->run.n_networks; k++) {
        const struct operation *o = fixture->run.operation[k];

        for (int v = 0; v < N_SERVICES && o != NULL; v++)
            for (int what = 0; what < N_OPERATION_FIGURES; what++, row++) {
                assert_int_equal(atoi(cell(csv, row, "year")), fixture_years[o->year_index]);
                assert_int_equal(atoi(cell(csv, row, "is_fast")), v == FAST);
                assert_string_equal(cell(csv, row, "figure"), operation_figure_name(what));
                near_or_none(number(csv, row, "mean"), o->figure[v][what].mean, 0.06);
                near_or_none(number(csv, row, "half_width_95"), o->figure[v][what].half_width,
                             0.06);
                assert_int_equal(atoi(cell(csv, row, "replications")), USE_REPLICATIONS);
                assert_int_equal(atoi(cell(csv, row, "replications_limit")), 20);
                assert_near(number(csv, row, "half_width_reached"), v == FAST ? 0.0047 : 0.0038,
                            1e-12, 0);
            }
    }
    csv_free(csv);
}

/* Drivers a day at pool p: the week's arrivals over seven days, whatever the replications. */
static double arrivals_a_day(int p)
{
    double sum = 0;

    for (int h = 0; h < N_HOURS; h++)
        sum += fixture_operation_arrivals(p, h);
    return sum / 7;
}

static double waiting_a_day(int p)
{
    double sum = 0;

    for (int h = 0; h < N_HOURS; h++)
        sum += fixture_operation_waiting(p, h);
    return sum / 7;
}

static int chargers_at(const struct operation_pool *pool)
{
    const struct network *n = fixture->run.network[fixture->run.n_networks - 1];
    const int *count = &n->n_chargers[pool->site * N_KINDS];

    return pool->service == FAST ? count[0] + count[1] : count[2];
}

/* Each day one moves on and one gives up at every pool. */
static void stations(void **state)
{
    const struct operation *o = last_use();
    struct csv *csv = table_of(&writer_station_use_csv);
    int first = fixture->run.operation[0]->input->n_pools;

    (void)state;
    assert_int_equal(csv_n_rows(csv), first + o->input->n_pools);
    for (int p = 0; p < o->input->n_pools; p++) {
        const struct operation_pool *pool = &o->input->pool[p];
        double all = arrivals_a_day(p), starts = all - 2, most = 0;
        int row = first + p;

        assert_string_equal(cell(csv, row, "id"), fixture->city.site[pool->site].id);
        assert_near(number(csv, row, "arrivals_per_day"), all, 0, 0.0051);
        assert_near(number(csv, row, "starts_per_day"), starts, 0, 0.0051);
        assert_near(number(csv, row, "moved_on_per_day"), 1, 1e-12, 0);
        assert_near(number(csv, row, "gave_up_per_day"), 1, 1e-12, 0);
        assert_near(number(csv, row, "kwh_per_day"),
                    starts * (pool->service == FAST ? 21.5 : 12.25), 0, 0.051);
        near_or_none(number(csv, row, "missed_share"), o->pool[p].missed_share.mean, 5.1e-5);
        near_or_none(number(csv, row, "wait_mean_min"), o->pool[p].wait_min.mean, 0.0051);
        assert_int_equal(atoi(cell(csv, row, "grows")), o->pool[p].grows);
        assert_int_equal(atoi(cell(csv, row, "chargers")), chargers_at(pool));
        assert_int_equal(atoi(cell(csv, row, "outlets")), pool->n_outlets);
        assert_near(number(csv, row, "site_largest_kw"), o->sum->largest_kw[pool->place], 0,
                    0.051);
        if (pool->service == FAST) { /* one in sixteen waits, or fewer */
            double edge = 60 * tally_wait_fine_edge(USE_FINE_BIN);

            assert_near(number(csv, row, "wait_p50_min"), 0, 0, 0);
            assert_near(number(csv, row, "wait_p90_min"), 0, 0, 0);
            if (waiting_a_day(p) / starts > 0.0501)
                assert_near(number(csv, row, "wait_p95_min"), edge, 0.031, 0);
        } else {
            assert_true(isnan(number(csv, row, "wait_p95_min")));
        }
        for (int h = 0; h < N_HOURS; h++)
            most = fmax(most, o->sum->peak_kw[pool->place * N_HOURS + h] / USE_REPLICATIONS);
        assert_near(number(csv, row, "site_peak_kw"), most, 0, 0.051);
    }
    csv_free(csv);
}

static int starts_of(int p, int h)
{
    return fixture_operation_arrivals(p, h) - fixture_operation_moved_on(h) -
           fixture_operation_gave_up(h);
}

/* A pool's outlets of each kind: taken as the fixture says, in the column of the kind. */
static void kinds(void **state)
{
    const struct operation *o = last_use();
    struct csv *csv = table_of(&writer_station_use_csv);
    int first = fixture->run.operation[0]->input->n_pools;

    (void)state;
    for (int p = 0; p < o->input->n_pools; p++) {
        double taken = 0;
        int n = 0;

        for (int h = 0; h < N_HOURS; h++)
            taken += fmin(0.95, 0.04 * starts_of(p, h)) / N_HOURS;
        for (int k = 0; k < N_KINDS; k++) {
            char column[64];
            double got;

            snprintf(column, sizeof column, "utilisation_%s", fixture->scenario.kind[k].id);
            got = number(csv, first + p, column);
            if (isfinite(got)) assert_near(got, taken, 0, 5.1e-5);
            n += isfinite(got);
        }
        assert_int_equal(n, o->input->pool[p].n_groups);
    }
    csv_free(csv);
}

/* By hour of the week and of a mean day: each occurrence, whatever the replications; the hours
 * of a day are the mean of the week's. */
static void hours(void **state)
{
    const struct operation *o = last_use();
    int first = fixture->run.operation[0]->input->n_pools, p = 0, n_late = 0;

    while (o->input->pool[p].service == SLOW || p % 3 != 2)
        p++;

    (void)state;
    for (int n = DAY_HOURS; n <= N_HOURS; n += N_HOURS - DAY_HOURS) {
        struct csv *csv;

        fixture->scenario.report.station_hours_csv = n == N_HOURS ? 1 : 2; /* week, day */
        csv = table_of(&writer_station_hours_csv);
        assert_int_equal(csv_n_rows(csv), n * (first + o->input->n_pools));
        for (int h = 0; h < n; h++) {
            int row = (first + p) * n + h, times = 0;
            double all = 0, left = 0, waiting = 0, taken = 0;

            for (int k = h; k < N_HOURS; k += n, times++) {
                all += fixture_operation_arrivals(p, k);
                left += fixture_operation_moved_on(k) + fixture_operation_gave_up(k);
                waiting +=
                    o->input->pool[p].service == FAST ? fixture_operation_waiting(p, k) : 0;
                taken += fmin(0.95, 0.04 * starts_of(p, k));
            }
            assert_int_equal(atoi(cell(csv, row, "hour")), h);
            assert_near(number(csv, row, "arrivals"), all / times, 0, 5.1e-4);
            assert_near(number(csv, row, "starts"), (all - left) / times, 0, 5.1e-4);
            assert_near(number(csv, row, "missed_share"), (left + waiting) / all, 0, 5.1e-5);
            assert_near(number(csv, row, "utilisation"), taken / times, 0, 5.1e-5);
            if (waiting / (all - left) > 0.11) /* its bin, of all days of the week */
                assert_near(number(csv, row, "wait_p90_min"),
                            60 * tally_wait_edge(USE_WAIT_BIN), 0.26, 0);
            n_late += waiting / (all - left) > 0.11;
            assert_near(number(csv, row, "wait_mean_min"), 18 * waiting / (all - left), 0,
                        0.0051);
            assert_near(number(csv, row, "mean_kw"),
                        (all - left) / times *
                            (o->input->pool[p].service == FAST ? 21.5 : 12.25),
                        0, 0.0051);
        }
        csv_free(csv);
    }
    assert_true(n_late > 3);
}

/* Which table of hours is written: by the setting, and by the number of lines. */
static void which_hours(void **state)
{
    struct operation_input *in = last_use()->input;
    int pools = in->n_pools;

    (void)state;
    fixture->scenario.report.station_hours_csv = 0;
    assert_int_equal(tables_station_hours(&fixture->run), N_HOURS);
    in->n_pools = 5952 - fixture->run.operation[0]->input->n_pools; /* 999,936 lines */
    assert_int_equal(tables_station_hours(&fixture->run), N_HOURS);
    in->n_pools++;
    assert_int_equal(tables_station_hours(&fixture->run), DAY_HOURS);
    in->n_pools = pools;
    fixture->scenario.report.station_hours_csv = 3; /* none */
    assert_false(writer_wanted(&writer_station_hours_csv, &fixture->run));
}

/* Every driver of a zone is in one state. */
static void zones(void **state)
{
    const struct operation *o = last_use();
    struct csv *csv = table_of(&writer_zone_use_csv);
    int n = fixture->city.n_zones;

    (void)state;
    assert_int_equal(csv_n_rows(csv), 2 * N_SERVICES * n);
    for (int v = 0; v < N_SERVICES; v++)
        for (int z = 0; z < n; z++) {
            const struct tally_zone *zone = &o->sum->zone[v][z];
            int row = (N_SERVICES + v) * n + z;

            assert_string_equal(cell(csv, row, "id"), fixture->city.zone_id[z]);
            assert_near(number(csv, row, "drivers_per_day"),
                        zone->drivers / (7 * USE_REPLICATIONS), 0, 5.1e-4);
            assert_near(number(csv, row, "served_share") + number(csv, row, "full_share") +
                            number(csv, row, "out_of_reach_share") +
                            number(csv, row, "under_way_share"),
                        1, 0, 2.1e-4);
            assert_near(number(csv, row, "full_share"),
                        (zone->no_place + zone->gave_up) / zone->drivers, 0, 5.1e-5);
            near_or_none(number(csv, row, "detour_mean_km"), z % 13 == 3 ? (double)NAN : 0.17,
                         1e-12);
            assert_near(number(csv, row, "out_of_reach_share"), z % 13 == 3, 0, 0);
            near_or_none(number(csv, row, "way_mean_km"), z % 13 == 3 ? (double)NAN : 1.3,
                         1e-12);
        }
    csv_free(csv);
}

/* ---- JSON ---- */

static json_t *json_of(const struct writer *w)
{
    size_t n;
    char *bytes = bytes_of(w, &n);
    json_error_t error;
    json_t *root = json_loadb(bytes, n, 0, &error);

    if (root == NULL) fail_msg("line %d: %s", error.line, error.text);
    free(bytes);
    return root;
}

static void same(const json_t *value, double want)
{
    if (isfinite(want))
        assert_near(json_number_value(value), want, 1e-12, 0);
    else
        assert_true(json_is_null(value));
}

static const json_t *in(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    if (value == NULL) fail_msg("no member %s", key);
    return value;
}

/* simulation.json says what simulation.csv and station_use.csv say, to the digit. */
static void json_is_csv(void **state)
{
    json_t *root = json_of(&writer_simulation_json);
    struct csv *city = table_of(&writer_simulation_csv);
    struct csv *station = table_of(&writer_station_use_csv);
    const json_t *states = in(root, "states");
    int row = 0, station_row = 0;

    (void)state;
    assert_int_equal(json_array_size(states), 2);
    for (size_t k = 0; k < 2; k++) {
        const json_t *one = json_array_get(states, k), *list = in(one, "stations");

        assert_true(json_is_true(in(one, "met")));
        assert_true(json_is_false(in(one, "partial")));
        for (int v = 0; v < N_SERVICES; v++)
            for (int what = 0; what < N_OPERATION_FIGURES; what++, row++) {
                const json_t *figure =
                    in(in(one, v == FAST ? "fast" : "slow"), operation_figure_name(what));

                same(in(figure, "mean"), number(city, row, "mean"));
                same(in(figure, "half_width_95"), number(city, row, "half_width_95"));
            }
        for (size_t p = 0; p < json_array_size(list); p++, station_row++) {
            const json_t *object = json_array_get(list, p);

            assert_string_equal(json_string_value(in(object, "id")),
                                cell(station, station_row, "id"));
            same(in(object, "arrivals_per_day"),
                 number(station, station_row, "arrivals_per_day"));
            same(in(object, "wait_p95_min"), number(station, station_row, "wait_p95_min"));
            same(in(in(object, "utilisation"), "mean"),
                 number(station, station_row, "utilisation"));
            assert_int_equal(json_is_true(in(object, "grows")),
                             atoi(cell(station, station_row, "grows")));
        }
    }
    assert_int_equal(station_row, csv_n_rows(station));
    csv_free(city);
    csv_free(station);
    json_decref(root);
}

/* plan.json has the city's figures in the states that were simulated, and nothing elsewhere. */
static void plan_json(void **state)
{
    json_t *root = json_of(&writer_plan_json);
    const json_t *states = in(root, "states");

    (void)state;
    for (size_t k = 0; k < json_array_size(states); k++) {
        const struct operation *o = fixture->run.operation[k];
        const json_t *use = json_object_get(json_array_get(states, k), "simulation");

        assert_int_equal(use != NULL, o != NULL);
        if (o == NULL) continue;
        assert_near(json_number_value(in(in(in(use, "slow"), "served_share"), "mean")),
                    o->figure[SLOW][OPERATION_SERVED].mean, 0, 5.1e-6);
    }
    json_decref(root);
}

int main(void)
{
#define USE_TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        USE_TEST(simulation),  USE_TEST(stations), USE_TEST(kinds),       USE_TEST(hours),
        USE_TEST(which_hours), USE_TEST(zones),    USE_TEST(json_is_csv), USE_TEST(plan_json)};

    return cmocka_run_group_tests_name("operation shown", tests, NULL, NULL);
}

/* test_writers.c - what the writers wrote, read back by other code (the strict CSV reader,
 * jansson) and compared with the record number by number. */
#include "tests/assert.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "output/digest.h"
#include "output/judged.h"
#include "output/map/cells.h"
#include "output/writers/writer.h"
#include "scenarios/csv.h"
#include "tests/fixture_run.h"

#define WRITER(name) extern const struct writer writer_##name;
#include "output/writers/writer_list.h"
#undef WRITER

static struct fixture *fixture;

static int setup(void **state)
{
    (void)state;
    fixture = fixture_run_create(0.25);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    fixture_run_free(fixture);
    return 0;
}

static struct csv *written(const struct writer *w)
{
    char path[] = "/tmp/chargeplan-csv-XXXXXX";
    int fd = mkstemp(path);
    FILE *f = fdopen(fd, "wb");
    struct error err;
    struct csv *csv = NULL;

    assert_int_equal(w->write(&fixture->run, f, &err), ERR_OK);
    fclose(f);
    if (csv_read(&csv, path, &err) != ERR_OK) fail_msg("%s", err.text);
    unlink(path);
    return csv;
}

static const char *text(const struct csv *csv, int row, const char *column)
{
    if (csv_column(csv, column) < 0) fail_msg("no column %s", column);
    return csv_cell(csv, row, csv_column(csv, column));
}

/* Exactly the number: shortest round-trip text reads back to the bit; "" is no figure. */
static void same(const struct csv *csv, int row, const char *column, double want)
{
    const char *cell = text(csv, row, column);

    if (!isfinite(want)) {
        assert_string_equal(cell, "");
        return;
    }
    assert_near(strtod(cell, NULL), want, 0, 0);
}

static void stations(void **state)
{
    struct csv *csv = written(&writer_stations_csv);
    const struct run *run = &fixture->run;
    int row = 0;

    (void)state;
    for (int k = 0; k < run->n_networks; k++) {
        const struct network *n = run->network[k];

        for (int s = 0; s < n->n_sites; s++) {
            const struct site *site = &run->city->site[s];
            const int *c = &n->n_chargers[s * 3];
            bool fresh = n->opened_year[s] > 0;

            double opened = NAN;

            if (!n->open[s]) continue;
            if (fresh) opened = n->opened_year[s];
            same(csv, row, "year", run->scenario->study.years.year[n->year_index]);
            assert_string_equal(text(csv, row, "id"), site->id);
            same(csv, row, "x", run->city->site_x[s]);
            same(csv, row, "y", run->city->site_y[s]);
            same(csv, row, "n_dc60", c[0]);
            same(csv, row, "n_dc120", c[1]);
            same(csv, row, "n_ac7", c[2]);
            same(csv, row, "fast_chargers", c[0] + c[1]);
            same(csv, row, "fast_outlets", c[0] + 2 * c[1]);
            same(csv, row, "slow_outlets", c[2]);
            same(csv, row, "kw", 60 * c[0] + 120 * c[1] + 7 * c[2]);
            same(csv, row, "bays_used", c[0] + 2 * c[1] + c[2]);
            same(csv, row, "bays_available", site->bays);
            same(csv, row, "load_fast_kwh_per_h", n->load[FAST][s]);
            same(csv, row, "slow_kwh_per_day", n->site_kwh[SLOW][s]);
            same(csv, row, "p_wait_over", n->p_miss[FAST][s]);
            same(csv, row, "p_blocked", n->p_miss[SLOW][s]);
            same(csv, row, "fixed_cost", fresh ? site->fixed_cost : 0);
            same(csv, row, "charger_cost",
                 (c[0] - site->n_chargers[0]) * 60000.0 +
                     (c[1] - site->n_chargers[1]) * 95000.0 +
                     (c[2] - site->n_chargers[2]) * 6000.0);
            same(csv, row, "opened_year", opened);
            /* a station has 3 chargers, one of them fast */
            assert_string_equal(text(csv, row, "class"),
                                c[0] + c[1] + c[2] >= 3 && c[0] + c[1] > 0 ? "station"
                                                                           : "dispersed");
            row++;
        }
    }
    assert_int_equal(csv_n_rows(csv), row);
    csv_free(csv);
}

/* Text that a spreadsheet would run gets an apostrophe; quotes and commas survive. */
static void formulas(void **state)
{
    struct csv *csv = written(&writer_stations_csv);
    bool seen = false;

    (void)state;
    for (int row = 0; row < csv_n_rows(csv); row++)
        if (strcmp(text(csv, row, "id"), "E003") == 0) {
            assert_string_equal(text(csv, row, "name"), "'=Mall, \"north\"");
            seen = true;
        }
    assert_true(seen);
    csv_free(csv);
}

static void zones(void **state)
{
    const struct run *run = &fixture->run;
    int n_zones = run->city->n_zones, seen[N_ZONE_STATES] = {0}, core = 0;
    struct csv *csv;

    (void)state;
    while (!run->city->core[core])
        core++;
    run->network[0]->rule_distance_m[core] = 900; /* "under 0.9 km" is not met by 0.9 km */
    csv = written(&writer_zones_csv);
    assert_int_equal(csv_n_rows(csv), run->n_networks * n_zones);
    for (int row = 0; row < csv_n_rows(csv); row++) {
        const struct network *n = run->network[row / n_zones];
        int z = row % n_zones;
        double served = n->served_kwh[FAST][z] + n->served_kwh[SLOW][z];
        double full = n->full_kwh[FAST][z] + n->full_kwh[SLOW][z];
        double out = n->out_kwh[FAST][z] + n->out_kwh[SLOW][z];
        const char *st = text(csv, row, "state");

        assert_string_equal(text(csv, row, "id"), run->city->zone_id[z]);
        assert_string_equal(text(csv, row, "district"),
                            run->city->district_name[run->city->district[z]]);
        same(csv, row, "night_weight", run->city->weight[NIGHT][z]);
        same(csv, row, "fast_served_kwh_per_day", n->served_kwh[FAST][z]);
        same(csv, row, "slow_full_kwh_per_day", n->full_kwh[SLOW][z]);
        same(csv, row, "slow_out_kwh_per_day", n->out_kwh[SLOW][z]);
        same(csv, row, "rule_distance_m", n->rule_distance_m[z]);
        /* energy in = energy out: the parts of a zone add up to its demand */
        assert_near(strtod(text(csv, row, "fast_demand_kwh_per_day"), NULL),
                    n->served_kwh[FAST][z] + n->full_kwh[FAST][z] + n->out_kwh[FAST][z], 1e-9,
                    0);
        if (strcmp(st, "served") == 0) {
            assert_true(served > full && served > out);
            seen[ZONE_SERVED]++;
        } else if (strcmp(st, "full") == 0) {
            assert_true(full >= served && full > out);
            seen[ZONE_FULL]++;
        } else {
            assert_true(out >= served && out >= full);
            seen[ZONE_OUT]++;
        }
        if (!run->city->core[z])
            assert_string_equal(text(csv, row, "rule_covered"), "");
        else
            same(csv, row, "rule_covered", n->rule_distance_m[z] < 900);
    }
    for (int k = 0; k < N_ZONE_STATES; k++)
        assert_true(seen[k] > 0); /* else the test looks at less than it says */
    csv_free(csv);
}

/* The nearest site's distance, from the two tables alone, is the zone's rule distance. */
static void nearest_site(void **state)
{
    struct csv *csv = written(&writer_zones_csv);
    const struct city *city = &fixture->city;

    (void)state;
    for (int row = 0; row < csv_n_rows(csv); row++) {
        int z = row % city->n_zones, s = 0;

        while (strcmp(city->site[s].id, text(csv, row, "nearest_site")) != 0)
            s++;
        assert_near(hypot(city->site_x[s] - city->zone_x[z], city->site_y[s] - city->zone_y[z]),
                    strtod(text(csv, row, "rule_distance_m"), NULL), 1e-12, 1e-9);
    }
    csv_free(csv);
}

static void supply_and_fleet(void **state)
{
    static const char *const origin[N_ORIGINS] = {[ORIGIN_EXISTING] = "existing",
                                                  [ORIGIN_BY_RULE] = "by_building_rule",
                                                  [ORIGIN_PLANNED] = "planned"};
    struct csv *csv = written(&writer_supply_csv);
    const struct fleet *fleet = &fixture->fleet;

    (void)state;
    assert_int_equal(csv_n_rows(csv), fixture->supply.n_rows);
    for (int k = 0; k < fixture->supply.n_rows; k++) {
        const struct supply_row *r = &fixture->supply.row[k];

        same(csv, k, "year", r->year);
        assert_string_equal(text(csv, k, "kind"), fixture->scenario.kind[r->kind].id);
        assert_string_equal(text(csv, k, "system"), r->kind == 2 ? "slow" : "fast");
        assert_string_equal(text(csv, k, "origin"), origin[r->origin]);
        same(csv, k, "sites_with_kind", r->sites);
        same(csv, k, "chargers", r->chargers);
        same(csv, k, "outlets", r->outlets);
        same(csv, k, "kw", r->kw);
    }
    csv_free(csv);
    csv = written(&writer_fleet_csv);
    assert_int_equal(csv_n_rows(csv), 9);
    for (int k = 0; k < 9; k++) {
        assert_string_equal(text(csv, k, "class"), fixture->scenario.fleet[k / 3].id);
        same(csv, k, "year", fleet->years[k % 3]);
        same(csv, k, "stock_vehicles", fleet->stock[k]);
        assert_near(strtod(text(csv, k, "bev_vehicles"), NULL) +
                        strtod(text(csv, k, "phev_vehicles"), NULL),
                    fleet->stock[k], 1e-12, 0);
        same(csv, k, "all_vehicles", fleet->all_vehicles[k]);
        same(csv, k, "capped", fleet->capped[k]);
        same(csv, k, "fit_rms_vehicles", k / 3 == 2 ? 41.25 : (double)NAN);
        same(csv, k, "is_registered_here", 1);
        same(csv, k, "ev_share", fleet->stock[k] / fleet->all_vehicles[k]);
        same(csv, k, "registered_vehicles", NAN);
    }
    csv_free(csv);
}

static void batteries(void **state)
{
    struct csv *csv = written(&writer_batteries_csv);
    const struct batteries *b = fixture->fleet.batteries[0];

    (void)state;
    assert_int_equal(csv_n_rows(csv), b->last - b->first + 1);
    for (int k = 0; k < csv_n_rows(csv); k++) {
        const struct retired *r = &b->year[k];

        assert_string_equal(text(csv, k, "class"), "private");
        same(csv, k, "year", b->first + k);
        same(csv, k, "retired_batteries", r->with_vehicle + r->worn_out);
        same(csv, k, "retired_with_vehicle", r->with_vehicle);
        same(csv, k, "retired_worn_out", r->worn_out);
        same(csv, k, "installed_batteries", r->installed);
        same(csv, k, "batteries_in_use", r->in_use);
        same(csv, k, "retired_kwh", r->kwh);
        same(csv, k, "retired_kwh_left", r->kwh_left);
        same(csv, k, "retired_tonnes", r->tonnes);
    }
    csv_free(csv);
}

static double refused(int network)
{
    const struct network *n = fixture->run.network[network];
    double full = 0, all = 0;

    for (int z = 0; z < n->n_zones; z++) {
        full += n->full_kwh[FAST][z];
        all += demand_kwh(&fixture->demand, FAST, n->year_index, z);
    }
    return full / all;
}

static void rules(void **state)
{
    struct csv *csv;

    (void)state;
    fixture->rules.result[8].outcome = RULE_NOT_MET; /* nobody to judge, nobody is served */
    fixture->rules.result[8].achieved = NAN;
    csv = written(&writer_rules_csv);
    assert_int_equal(csv_n_rows(csv), fixture->rules.n);
    assert_int_equal(fixture->rules.n, 9);
    for (int k = 0; k < 9; k++) {
        const struct rule_result *r = &fixture->rules.result[k];

        assert_string_equal(text(csv, k, "id"), r->fact ? r->fact->id : "own.wait");
        assert_string_equal(text(csv, k, "clause"), r->fact ? "4 (1)" : "");
        same(csv, k, "year", r->year);
        same(csv, k, "target", r->target);
        same(csv, k, "achieved", r->achieved);
        same(csv, k, "met", r->outcome == RULE_MET);
        same(csv, k, "ended", r->ended);
        same(csv, k, "valid_to", r->fact ? 2020.0 : (double)NAN);
        same(csv, k, "shortfall", r->shortfall);
        same(csv, k, "worst_value", r->worst_value);
        same(csv, k, "core_night_weight_share", k % 3 == 0 ? 0.83 : (double)NAN);
        /* beside the rule on waiting: who is refused, over all fast demand */
        same(csv, k, "fast_full_share", k % 3 == 2 ? refused(r->network) : (double)NAN);
        assert_string_equal(text(csv, k, "outcome"), k == 8       ? "nothing stands yet"
                                                     : k % 3 == 2 ? "met"
                                                                  : "not met");
        assert_string_equal(text(csv, k, "relation"), k % 3 == 0 ? "<" : "<=");
        assert_string_equal(text(csv, k, "meaning"),
                            k % 3 == 0   ? "a public site less than 0.9 km from every core zone"
                            : k % 3 == 1 ? "1 public charger per 7 EVs"
                                         : "at most 10 % wait > 10 min"); /* its own words */
        assert_string_equal(text(csv, k, "note"), r->fact ? r->fact->meaning : "");
        assert_string_equal(text(csv, k, "catalogue"), r->fact ? "built in" : "");
        assert_string_equal(text(csv, k, "target_said"), k % 3 == 0   ? "0.90 km"
                                                         : k % 3 == 1 ? "1:7"
                                                                      : "10.0 %");
        assert_int_equal(
            strncmp(text(csv, k, "definition"), "EVs of all classes, battery", 27) == 0,
            k % 3 == 1);
        assert_string_equal(text(csv, k, "worst_place"), k % 3 == 0   ? "z0017"
                                                         : k % 3 == 1 ? "Mill Hill"
                                                                      : "E002");
    }
    csv_free(csv);
}

/* Places that miss stand in the order of the results; the sheet counts them and names five. */
static void places(void **state)
{
    static struct rule_place place[8];
    struct csv *csv;

    (void)state;
    for (int k = 0; k < 7; k++)
        place[k] = (struct rule_place){3, PLACE_ZONE, 3 * k, 0.9 + 0.1 * k};
    place[7] = (struct rule_place){4, PLACE_DISTRICT, 1, 8.5};
    fixture->rules.n_places = 8;
    fixture->rules.place = place;
    fixture->rules.result[3].n_places = 7;
    fixture->rules.result[4].n_places = 1;
    fixture->rules.result[4].first_place = 7;
    csv = written(&writer_rules_csv);
    assert_string_equal(text(csv, 0, "where"), "");
    same(csv, 0, "places_missed", 0);
    assert_string_equal(text(csv, 3, "where"),
                        "7 core zones: z0000, z0003, z0006, z0009, z0012, ...");
    same(csv, 3, "places_missed", 7);
    assert_string_equal(text(csv, 4, "where"), "1 district: Northgate");
    csv_free(csv);
    csv = written(&writer_rules_where_csv);
    assert_int_equal(csv_n_rows(csv), 8);
    for (int k = 0; k < 8; k++) {
        const struct rule_result *r = &fixture->rules.result[place[k].result];

        assert_string_equal(text(csv, k, "id"), r->fact->id);
        assert_string_equal(text(csv, k, "place"), k < 7 ? "zone" : "district");
        assert_string_equal(text(csv, k, "place_id"),
                            k < 7 ? fixture->run.city->zone_id[3 * k] : "Northgate");
        same(csv, k, "value", place[k].value);
        same(csv, k, "target", k < 7 ? 0.9 : 7);
        same(csv, k, "year", r->year);
    }
    csv_free(csv);
}

/* Targets as the plans write them, achieved figures as people say them. */
static void spoken(void **state)
{
    const struct rule_result *r = fixture->rules.result;
    char buffer[64];

    (void)state;
    assert_string_equal(judged_target(LANGUAGE_EN, &fixture->run, &r[1], buffer, 64), "1:7");
    assert_string_equal(
        judged_achieved(LANGUAGE_EN, &fixture->run, &r[1], 22.2 / 3, buffer, 64), "7.4:1");
    assert_string_equal(judged_target(LANGUAGE_EN, &fixture->run, &r[0], buffer, 64),
                        "0.90 km");
}

static double number_of(json_t *object, const char *key)
{
    json_t *value = json_object_get(object, key);

    if (!json_is_number(value)) fail_msg("%s is no number", key);
    return json_number_value(value);
}

static void plan(void **state)
{
    char *bytes = NULL;
    size_t size;
    FILE *f = open_memstream(&bytes, &size);
    struct error err;
    json_error_t bad;
    const struct run *run = &fixture->run;

    (void)state;
    fixture->rules.result[7].outcome = RULE_NOTHING_TO_JUDGE;
    assert_int_equal(writer_plan_json.write(run, f, &err), ERR_OK);
    fclose(f);

    json_t *root = json_loadb(bytes, size, JSON_REJECT_DUPLICATES, &bad);

    if (!root) fail_msg("line %d: %s", bad.line, bad.text);

    json_t *states = json_object_get(root, "states");
    json_t *phase = json_array_get(json_object_get(root, "phases"), 1);

    assert_int_equal(json_array_size(states), run->n_networks);
    assert_near(number_of(phase, "objective"), run->phase[1].objective, 0, 0);
    assert_near(number_of(phase, "bound"), run->phase[1].bound, 0, 0);
    assert_true(json_is_null(json_object_get(phase, "budget"))); /* no limit */
    for (int k = 0; k < run->n_networks; k++) {
        json_t *st = json_array_get(states, (size_t)k),
               *districts = json_object_get(st, "districts");
        double served = 0, chargers = 0, by_district = 0, chargers_by_district = 0;

        for (int z = 0; z < run->city->n_zones; z++)
            served += run->network[k]->served_kwh[FAST][z];
        for (int s = 0; s < 3 * run->city->n_sites; s++)
            chargers += run->network[k]->n_chargers[s];
        for (size_t i = 0; i < json_array_size(districts); i++) {
            json_t *district = json_array_get(districts, i);

            by_district += number_of(json_object_get(district, "fast"), "served_kwh_per_day");
            chargers_by_district += number_of(district, "chargers");
        }
        assert_near(number_of(json_object_get(st, "fast"), "served_kwh_per_day"), served, 1e-12,
                    0);
        assert_near(by_district, served, 1e-12, 0); /* another order of adding */
        assert_near(number_of(st, "chargers"), chargers, 0, 0);
        assert_near(chargers_by_district, chargers, 0, 0);
    }
    for (int k = 0; k < 9; k++) {
        const struct rule_result *r = &fixture->rules.result[k];
        json_t *rule = json_array_get(json_object_get(root, "rules"), (size_t)k);
        json_t *met = json_object_get(rule, "met");

        assert_near(number_of(rule, "target"), r->target, 0, 0);
        assert_string_equal(json_string_value(json_object_get(rule, "target_said")),
                            k % 3 == 0   ? "0.90 km"
                            : k % 3 == 1 ? "1:7"
                                         : "10.0 %");
        assert_true(k == 7 ? json_is_null(met) : json_is_true(met) == (k % 3 == 2));
        /* why nothing is judged; that drivers are refused where a rule on waiting is met */
        assert_int_equal(json_is_null(json_object_get(rule, "reason")),
                         k != 7 && (k % 3 != 2 || refused(r->network) <= 0));
        assert_int_equal(json_is_null(json_object_get(rule, "shortfall")), k == 7);
        assert_int_equal(json_object_get(rule, "core_area_share") != NULL, k % 3 == 0);
    }
    assert_string_equal(
        json_string_value(json_object_get(json_object_get(root, "scenario"), "title")),
        "Public charging in Toy City <5 & more>");
    json_decref(root);
    free(bytes);
}

static struct number_row {
    const char *name;
    double value;
    const char *want;
} numbers[] = {
    {"a tenth is short", 0.1, "0.1"},
    {"needs 17 digits", 0.1 + 0.2, "0.30000000000000004"},
    {"needs 16 digits", 2.0 / 3, "0.6666666666666666"},
    {"whole", 1200000, "1200000"},
    {"no minus zero", -0.0, "0"},
    {"no figure", NAN, ""},
    {"no limit", INFINITY, ""},
};

static void shortest(void **state)
{
    const struct number_row *r = *state;
    char buffer[CELLS_NUMBER_MAX];

    assert_string_equal(cells_shortest(buffer, r->value), r->want);
}

int main(void)
{
    const struct CMUnitTest fixed[] = {
        cmocka_unit_test_setup_teardown(stations, setup, teardown),
        cmocka_unit_test_setup_teardown(formulas, setup, teardown),
        cmocka_unit_test_setup_teardown(zones, setup, teardown),
        cmocka_unit_test_setup_teardown(nearest_site, setup, teardown),
        cmocka_unit_test_setup_teardown(supply_and_fleet, setup, teardown),
        cmocka_unit_test_setup_teardown(batteries, setup, teardown),
        cmocka_unit_test_setup_teardown(rules, setup, teardown),
        cmocka_unit_test_setup_teardown(places, setup, teardown),
        cmocka_unit_test_setup_teardown(spoken, setup, teardown),
        cmocka_unit_test_setup_teardown(plan, setup, teardown),
    };
    struct CMUnitTest tests[COUNT(fixed) + COUNT(numbers)];

    memcpy(tests, fixed, sizeof fixed);
    for (size_t k = 0; k < COUNT(numbers); k++)
        tests[COUNT(fixed) + k] =
            (struct CMUnitTest){numbers[k].name, shortest, NULL, NULL, &numbers[k]};
    return cmocka_run_group_tests_name("writers", tests, NULL, NULL);
}

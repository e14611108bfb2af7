/* label: chain. test_demo_run.c - the demo city from the command line, its figures computed
 * again.
 *
 * Energy, rules and indicators are worked out here in plain loops from the scenario's inputs
 * and from zones.csv and stations.csv alone; nothing of model/ is used. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "scenarios/city.h"
#include "scenarios/csv.h"
#include "tests/assert.h"

static struct run_files {
    char folder[64];
    struct scenario *s;
    struct city *city; /* the inputs as read */
    struct csv *zones, *stations, *rules, *fleet, *supply;
} files;

static int column(const struct csv *csv, const char *name)
{
    int c = csv_column(csv, name);

    if (c < 0) print_error("no column %s in %s\n", name, csv_path(csv));
    assert_true(c >= 0);
    return c;
}

static double number(const struct csv *csv, int row, const char *name)
{
    const char *cell = csv_cell(csv, row, column(csv, name));

    return *cell ? strtod(cell, NULL) : NAN;
}

static const char *text(const struct csv *csv, int row, const char *name)
{
    return csv_cell(csv, row, column(csv, name));
}

static struct csv *open_csv(const char *name)
{
    struct csv *csv = NULL;
    struct error err;
    char path[256];

    snprintf(path, sizeof path, "%s/out/%s", files.folder, name);
    if (csv_read(&csv, path, &err) != ERR_OK) print_error("%s\n", err.text);
    assert_non_null(csv);
    return csv;
}

static int run_demo(void **state)
{
    static struct problems problems;
    struct error err;
    char command[512];

    (void)state;
    strcpy(files.folder, "/tmp/chargeplan-demo-XXXXXX");
    assert_non_null(mkdtemp(files.folder));
    snprintf(command, sizeof command,
             PROGRAM " run " SOURCE_DIR "/scenarios/demo-city/scenario.yaml -o %s/out "
                     ">%s/stdout 2>%s/stderr",
             files.folder, files.folder, files.folder);
    assert_int_equal(system(command), 0);
    assert_int_equal(scenario_read(&files.s, SOURCE_DIR "/scenarios/demo-city/scenario.yaml", 0,
                                   NULL, &problems, &err),
                     ERR_OK);
    assert_int_equal(city_read(&files.city, files.s, &problems, &err), ERR_OK);
    files.zones = open_csv("zones.csv");
    files.stations = open_csv("stations.csv");
    files.rules = open_csv("rules.csv");
    files.fleet = open_csv("fleet.csv");
    files.supply = open_csv("supply.csv");
    return 0;
}

static int remove_demo(void **state)
{
    char command[128];

    (void)state;
    csv_free(files.zones);
    csv_free(files.stations);
    csv_free(files.rules);
    csv_free(files.fleet);
    csv_free(files.supply);
    city_free(files.city);
    scenario_free(files.s);
    snprintf(command, sizeof command, "rm -r %s", files.folder);
    return system(command);
}

/* A Bass curve through points by the simplex of Nelder and Mead, doi:10.1093/comjnl/7.4.308: no
 * derivatives, nothing shared with the program's own fit. */
static double bass_at(const double p[4], double year)
{
    double t = year - p[3], e = exp(-(p[1] + p[2]) * t);

    return p[0] * (1 - e) / (1 + p[2] / p[1] * e);
}

static double misfit(const double p[4], const struct series *points)
{
    double sum = 0;

    if (p[0] <= 0 || p[1] <= 0 || p[2] <= 0) return INFINITY;
    for (int k = 0; k < points->n; k++)
        sum += pow(bass_at(p, points->year[k]) - points->value[k], 2);
    return sum;
}

static void simplex(double best[4], const struct series *points)
{
    double p[5][4], f[5];

    for (int i = 0; i < 5; i++) {
        for (int k = 0; k < 4; k++)
            p[i][k] = best[k] + (i == k + 1 ? (k == 3 ? 0.7 : 0.2 * best[k]) : 0);
        f[i] = misfit(p[i], points);
    }
    for (int turn = 0; turn < 3000; turn++) {
        double centre[4] = {0}, trial[3][4], ft[3];
        const double factor[3] = {-1, -2, 0.5};
        int low = 0, high = 0, take = 0;

        for (int i = 1; i < 5; i++) {
            if (f[i] < f[low]) low = i;
            if (f[i] > f[high]) high = i;
        }
        for (int i = 0; i < 5; i++)
            for (int k = 0; k < 4; k++)
                centre[k] += i == high ? 0 : p[i][k] / 4;
        for (int j = 0; j < 3; j++) {
            for (int k = 0; k < 4; k++)
                trial[j][k] = centre[k] + factor[j] * (p[high][k] - centre[k]);
            ft[j] = misfit(trial[j], points);
            if (ft[j] < ft[take]) take = j;
        }
        if (ft[take] < f[high]) {
            memcpy(p[high], trial[take], sizeof trial[take]);
            f[high] = ft[take];
            continue;
        }
        for (int i = 0; i < 5; i++)
            for (int k = 0; k < 4 && i != low; k++)
                p[i][k] = (p[i][k] + p[low][k]) / 2;
        for (int i = 0; i < 5; i++)
            f[i] = misfit(p[i], points);
    }
    for (int i = 0; i < 5; i++)
        if (f[i] <= misfit(best, points)) memcpy(best, p[i], sizeof p[i]);
}

/* Stock of a class by the arithmetic of its curve. */
static double stock(const struct fleet_class *c, int year)
{
    static double fit[4];

    if (c->curve == CURVE_POINTS) return series_at(&c->points, year);
    if (c->curve == CURVE_PENETRATION)
        return series_at(&c->population, year) * series_at(&c->cars_per_1000, year) / 1000 *
               series_at(&c->ev_share, year);
    if (fit[0] <= 0) {
        memcpy(fit, (double[]){12000, 0.01, 0.4, 2015}, sizeof fit);
        for (int k = 0; k < 20; k++)
            simplex(fit, &c->points);
    }
    return bass_at(fit, year);
}

static double vehicles(int year)
{
    double sum = 0;

    for (int c = 0; c < files.s->n_classes; c++)
        sum += stock(&files.s->fleet[c], year);
    return sum;
}

static void fleet_follows_from_the_inputs(void **state)
{
    (void)state;
    assert_int_equal(csv_n_rows(files.fleet), files.s->n_classes * files.s->study.years.n);
    for (int row = 0; row < csv_n_rows(files.fleet); row++)
        for (int c = 0; c < files.s->n_classes; c++)
            if (strcmp(files.s->fleet[c].id, text(files.fleet, row, "class")) == 0)
                /* the fit stops at 1e-6 of its parameters, the simplex a little earlier */
                assert_near(number(files.fleet, row, "stock_vehicles"),
                            stock(&files.s->fleet[c], (int)number(files.fleet, row, "year")),
                            files.s->fleet[c].curve == CURVE_BASS ? 1e-4 : 1e-12, 0);
}

/* Public energy of one class and year in kWh a day at the outlet, [service]. */
static void class_energy(const struct fleet_class *c, int year, double out[N_SERVICES])
{
    const struct city *city = files.city;
    double bev = series_at(&c->bev_share, year), people = 0, home = 0;
    double per_vehicle = series_at(&c->km_per_day, year) * series_at(&c->kwh_per_km, year) *
                         c->on_road_factor * c->season_factor * (1 - c->depot_share);
    double drive = stock(c, year) * per_vehicle;

    for (int z = 0; z < city->n_zones; z++) {
        people += city->weight[NIGHT][z];
        home +=
            city->weight[NIGHT][z] * (c->home_by_zone ? city->home_access[z] : c->home_access);
    }
    home /= people;
    {
        double slow = home * c->with_home_slow + (1 - home) * c->without_home_slow;
        double fast = home * c->with_home_fast + (1 - home) * c->without_home_fast;
        double phev = (1 - bev) * c->phev_electric_share;

        out[FAST] += drive * bev * fast / files.s->demand.efficiency_fast;
        out[SLOW] +=
            drive * (bev * slow + phev * (slow + fast)) / files.s->demand.efficiency_slow;
    }
}

static void energy_follows_from_the_inputs(void **state)
{
    (void)state;
    for (int y = 0; y < files.s->study.years.n; y++) {
        int year = files.s->study.years.year[y];
        double want[N_SERVICES] = {0, 0}, got[N_SERVICES] = {0, 0};

        for (int c = 0; c < files.s->n_classes; c++)
            class_energy(&files.s->fleet[c], year, want);
        for (int row = 0; row < csv_n_rows(files.zones); row++) {
            if ((int)number(files.zones, row, "year") != year) continue;
            got[FAST] += number(files.zones, row, "fast_demand_kwh_per_day");
            got[SLOW] += number(files.zones, row, "slow_demand_kwh_per_day");
        }
        assert_near(got[FAST], want[FAST], 1e-4,
                    0); /* the simplex's digits of the Bass class */
        assert_near(got[SLOW], want[SLOW], 1e-4, 0);
    }
}

static void three_states_add_up(void **state)
{
    static const char *const names[2][4] = {
        {"fast_demand_kwh_per_day", "fast_served_kwh_per_day", "fast_full_kwh_per_day",
         "fast_out_kwh_per_day"},
        {"slow_demand_kwh_per_day", "slow_served_kwh_per_day", "slow_full_kwh_per_day",
         "slow_out_kwh_per_day"}};
    double served = 0, at_sites = 0;

    (void)state;
    for (int row = 0; row < csv_n_rows(files.zones); row++)
        for (int v = 0; v < 2; v++) {
            double part[4];

            for (int k = 0; k < 4; k++)
                part[k] = number(files.zones, row, names[v][k]);
            assert_near(part[1] + part[2] + part[3], part[0], 1e-9, 1e-9);
            assert_true(part[1] >= 0 && part[2] >= 0 && part[3] >= 0);
            served += part[1];
        }
    for (int row = 0; row < csv_n_rows(files.stations); row++)
        at_sites += number(files.stations, row, "fast_kwh_per_day") +
                    number(files.stations, row, "slow_kwh_per_day");
    assert_near(at_sites, served, 1e-9, 0); /* what zones get is what sites give */
}

static bool counts(int row, int year)
{
    return (int)number(files.stations, row, "year") == year &&
           strcmp(text(files.stations, row, "access"), "public") == 0;
}

/* Largest distance of a core zone of that year to a public site, in km; zones beyond the rule.
 */
static double core_radius_km(int year, double rule_km, int *beyond)
{
    double worst = 0;

    *beyond = 0;
    for (int z = 0; z < csv_n_rows(files.zones); z++) {
        double near = INFINITY;

        if ((int)number(files.zones, z, "year") != year) continue;
        if ((int)number(files.zones, z, "core") != 1) continue;
        for (int row = 0; row < csv_n_rows(files.stations); row++)
            if (counts(row, year))
                near =
                    fmin(near,
                         hypot(number(files.zones, z, "x") - number(files.stations, row, "x"),
                               number(files.zones, z, "y") - number(files.stations, row, "y")));
        assert_near(number(files.zones, z, "rule_distance_m"), near, 1e-12, 0);
        *beyond += near >= rule_km * 1000;
        worst = fmax(worst, near / 1000);
    }
    return worst;
}

/* Share of drivers that wait longer than ten minutes, M/M/c by its textbook sum (Gross et al.
 * 2008, section 2.3) over the outlets that work, each with 0.97: no recursion, no code of the
 * program. */
static double waiting_share(double kwh_per_h, double outlets, double kw)
{
    double power = kw * 0.7 / outlets, load = kwh_per_h / power, within = 0;
    double hour = files.s->demand.session_kwh_fast / power;

    for (int c = 1; c <= (int)outlets; c++) {
        double term = 1, below = 0, weight = 1;

        for (int k = 0; k < c; k++) { /* binomial: c of the outlets work */
            below += term;
            term *= load / (k + 1);
            weight *= (outlets - k) / (k + 1) * 0.97;
        }
        weight *= pow(0.03, outlets - c);
        if (load >= c) continue;
        term *= c / (c - load);
        within += weight * (1 - term / (below + term) * exp(-(c - load) * (10.0 / 60) / hour));
    }
    return 1 - within;
}

static void check_rule(int row)
{
    int year = (int)number(files.rules, row, "year"), beyond, stations = 0;
    double target = number(files.rules, row, "target"), chargers = 0, kw = 0, waits = 0;
    double achieved = number(files.rules, row, "achieved"), evs = vehicles(year);
    const char *kind = text(files.rules, row, "kind");

    for (int k = 0; k < csv_n_rows(files.stations); k++) {
        if (!counts(k, year)) continue;
        chargers += number(files.stations, k, "chargers");
        kw += number(files.stations, k, "kw");
        stations += number(files.stations, k, "chargers") >= files.s->sizing.station_min &&
                    number(files.stations, k, "fast_chargers") >= 1;
        if (number(files.stations, k, "fast_outlets") > 0)
            waits = fmax(waits, waiting_share(number(files.stations, k, "load_fast_kwh_per_h"),
                                              number(files.stations, k, "fast_outlets"),
                                              number(files.stations, k, "fast_kw")));
    }
    if (strcmp(kind, "core_radius") == 0) {
        assert_near(achieved, core_radius_km(year, target, &beyond), 1e-12, 0);
        assert_int_equal((int)number(files.rules, row, "shortfall"), beyond);
        assert_int_equal((int)number(files.rules, row, "met"), beyond == 0);
    } else if (strcmp(kind, "ev_per_charger") == 0) {
        assert_near(achieved, evs / chargers, 1e-4, 0);
        assert_int_equal((int)number(files.rules, row, "met"), evs / chargers <= target);
        assert_near(number(files.rules, row, "shortfall"),
                    fmax(0, ceil(evs / target - 1e-9) - chargers), 1e-4, 1);
    } else if (strcmp(kind, "ev_per_station") == 0) {
        assert_near(achieved, evs / stations, 1e-4, 0);
        assert_int_equal((int)number(files.rules, row, "met"), evs / stations <= target);
    } else if (strcmp(kind, "kw_per_ev") == 0) {
        assert_near(achieved, kw / evs, 1e-4, 0);
        assert_int_equal((int)number(files.rules, row, "met"), kw / evs >= target);
    } else if (strcmp(kind, "wait") == 0) {
        assert_near(achieved, waits, 1e-9, 0);
        assert_int_equal((int)number(files.rules, row, "met"), waits <= target + 1e-9);
    } else {
        assert_string_equal(kind, "budget");
    }
}

static void rules_follow_from_the_tables(void **state)
{
    (void)state;
    assert_int_equal(csv_n_rows(files.rules), files.s->n_rules * files.s->study.years.n);
    for (int row = 0; row < csv_n_rows(files.rules); row++)
        check_rule(row);
}

/* Money of a phase: fixed cost of what opened and what its chargers cost, from the site lists.
 */
static void money_keeps_the_budget(void **state)
{
    (void)state;
    for (int k = 0; k < files.s->placement.phases.n; k++) {
        int year = files.s->placement.phases.year[k];
        int before =
            k == 0 ? files.s->study.years.year[0] : files.s->placement.phases.year[k - 1];
        double spent = 0, told = NAN;

        for (int row = 0; row < csv_n_rows(files.stations); row++) {
            int y = (int)number(files.stations, row, "year");
            double capital = number(files.stations, row, "n_ac7") * 6000 +
                             number(files.stations, row, "n_dc60") * 48000 +
                             number(files.stations, row, "n_dc120") * 95000;

            if (y == year) spent += capital;
            if (y == before) spent -= capital;
            if (y == year && number(files.stations, row, "opened_year") == year)
                for (int site = 0; site < files.city->n_sites; site++)
                    if (strcmp(files.city->site[site].id, text(files.stations, row, "id")) == 0)
                        spent += files.city->site[site].fixed_cost;
        }
        for (int row = 0; row < csv_n_rows(files.rules); row++)
            if (strcmp(text(files.rules, row, "kind"), "budget") == 0 &&
                (int)number(files.rules, row, "year") == year)
                told = number(files.rules, row, "achieved");
        assert_near(spent, told, 1e-12, 0);
        assert_true(spent <= series_at(&files.s->placement.budget, year) * (1 + 1e-9));
    }
}

/* Bays and kW of every new station lie within its site's. */
static void stations_fit_their_sites(void **state)
{
    int found = 0;

    (void)state;
    for (int row = 0; row < csv_n_rows(files.stations); row++)
        for (int k = 0; k < files.city->n_sites; k++) {
            const struct site *site = &files.city->site[k];

            if (strcmp(site->id, text(files.stations, row, "id")) != 0) continue;
            found++;
            if (site->status == SITE_EXISTING) continue;
            assert_true(number(files.stations, row, "kw") <= site->power_kw + 1e-9);
            assert_true(number(files.stations, row, "n_ac7") +
                            2 * number(files.stations, row, "n_dc120") <=
                        site->bays + 1e-9);
            assert_true(number(files.stations, row, "chargers") >= 3);
            assert_true(number(files.stations, row, "fast_chargers") >= 1);
        }
    assert_int_equal(found, csv_n_rows(files.stations));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fleet_follows_from_the_inputs),
        cmocka_unit_test(energy_follows_from_the_inputs),
        cmocka_unit_test(three_states_add_up),
        cmocka_unit_test(rules_follow_from_the_tables),
        cmocka_unit_test(money_keeps_the_budget),
        cmocka_unit_test(stations_fit_their_sites),
    };

    return cmocka_run_group_tests_name("demo_run", tests, run_demo, remove_demo);
}

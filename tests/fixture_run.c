/* fixture_run.c - see fixture_run.h. */
#include "tests/fixture_run.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *keep(struct fixture *f, size_t n, size_t each)
{
    void *p = calloc(n ? n : 1, each);

    assert(p && f->n_kept < 20000);
    f->kept[f->n_kept++] = p;
    return p;
}
#define KEEP(f, n, type) ((type *)keep((f), (size_t)(n), sizeof(type)))

char *fixture_text(struct fixture *f, const char *format, ...)
{
    char buffer[512];
    va_list args;

    va_start(args, format);
    vsnprintf(buffer, sizeof buffer, format, args);
    va_end(args);

    char *text = KEEP(f, strlen(buffer) + 1, char);

    memcpy(text, buffer, strlen(buffer) + 1);
    return text;
}

static double dice(uint32_t *state) /* Numerical Recipes' LCG: any fixed numbers will do */
{
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 8) / 16777216.0;
}

enum { N_KINDS = 3, N_CLASSES = 3, N_YEARS = 3, N_DISTRICTS = 6, N_PHASES = 2 };
static int years[N_YEARS] = {2020, 2025, 2030};
static const char *const districts[N_DISTRICTS] = {"Old Town",  "Northgate", "Riverside",
                                                   "Mill Hill", "Harbour",   "West End"};

static void make_scenario(struct fixture *f)
{
    struct scenario *s = &f->scenario;

    s->file = fixture_text(f, "toy.yaml");
    s->text = fixture_text(f, "scenario: 1\nname: toy-city # <b> & \"quotes\"\n");
    s->head.version = 1;
    s->head.name = fixture_text(f, "toy-city");
    s->head.title_en = fixture_text(f, "Public charging in Toy City <5 & more>");
    s->study.years = (struct years){N_YEARS, years};
    s->study.seed = 42;
    s->study.currency = fixture_text(f, "CNY");
    s->study.made_up = true;
    s->study.data_source = fixture_text(f, "made by tests/fixture_run.c");
    s->n_classes = N_CLASSES;
    s->fleet = KEEP(f, N_CLASSES, struct fleet_class);
    for (int c = 0; c < N_CLASSES; c++) {
        static const char *const id[] = {"private", "taxi", "logistics"};
        static const enum curve curve[] = {CURVE_PENETRATION, CURVE_POINTS, CURVE_BASS};

        s->fleet[c].id = fixture_text(f, "%s", id[c]);
        s->fleet[c].curve = (int)curve[c];
    }
    s->n_layers = 2;
    s->sites = KEEP(f, 2, struct sites_layer);
    s->sites[0].id = fixture_text(f, "today");
    s->sites[1].id = fixture_text(f, "car_parks");
    s->access.detour_factor = 1;
    s->access.rule_radius_core_km = 0.9;
    s->access.rule_strict = true;
    s->n_kinds = N_KINDS;
    s->kind = KEEP(f, N_KINDS, struct kind);
    s->kind[0] = (struct kind){.id = fixture_text(f, "dc60"),
                               .system = FAST,
                               .outlets = 1,
                               .power_kw = 60,
                               .mean_power_share = 0.7,
                               .availability = 0.97,
                               .bays = 1,
                               .capital = 60000,
                               .om_per_year = 3000};
    s->kind[1] = (struct kind){.id = fixture_text(f, "dc120"),
                               .system = FAST,
                               .outlets = 2,
                               .power_kw = 120,
                               .mean_power_share = 0.7,
                               .availability = 0.97,
                               .bays = 2,
                               .capital = 95000,
                               .om_per_year = 5200};
    s->kind[2] = (struct kind){.id = fixture_text(f, "ac7"),
                               .system = SLOW,
                               .outlets = 1,
                               .power_kw = 7,
                               .mean_power_share = 0.9,
                               .availability = 0.97,
                               .bays = 1,
                               .capital = 6000,
                               .om_per_year = 300};
    s->sizing.wait_share = 0.1;
    s->sizing.wait_min = 10;
    s->sizing.blocked_share = 0.05;
    s->sizing.station_min = 3;
    s->placement.model = fixture_text(f, "rule_then_serve");
    s->report.map_px = 1600;
    s->report.network_sample_share = 1;
    s->n_settings = 3;
    s->setting = KEEP(f, 3, struct setting);
    s->setting[0] = (struct setting){fixture_text(f, "fleet.private.km_per_day"),
                                     fixture_text(f, "40"), fixture_text(f, "default")};
    s->setting[1] = (struct setting){fixture_text(f, "access.service.fast.radius_m"),
                                     fixture_text(f, "2000"), fixture_text(f, "toy.yaml:12")};
    s->setting[2] = (struct setting){fixture_text(f, "study.seed"), fixture_text(f, "42"),
                                     fixture_text(f, "--set")};
    s->n_inputs = 1;
    s->input = KEEP(f, 1, struct input_file);
    s->input[0] = (struct input_file){.path = fixture_text(f, "zones.csv"),
                                      .setting = fixture_text(f, "zones.file"),
                                      .name = fixture_text(f, "zones.csv")};
    memset(s->input[0].sha256, 'a', 64);
    memset(s->hash, 'c', 64);
}

static bool inside(double x, double y, double size)
{
    double angle = atan2(y, x), r = hypot(x, y);

    return r < size * 12000 * (1 + 0.12 * cos(2 * angle + 0.4) + 0.08 * sin(3 * angle));
}

static void add_zone(struct fixture *f, double x, double y, double cell, bool core, double size)
{
    struct city *c = &f->city;
    int z = c->n_zones++;
    double r = hypot(x, y) / size, angle = atan2(y, x) + 3.141592653589793;
    double a = exp(-r * r / 1.6e7),
           b = exp(-pow(hypot(x / size - 5200, y / size - 3000), 2) / 6e6);
    double people = (a + 0.5 * b + 0.02) * cell * cell / 100;

    c->zone_id[z] = fixture_text(f, "z%04d", z);
    c->zone_x[z] = x;
    c->zone_y[z] = y;
    c->weight[NIGHT][z] = people;
    c->weight[DAY][z] = people * (1.3 + sin(x / 900) * 0.8);
    c->core[z] = core;
    c->cell_m[z] = cell;
    c->service_m[FAST][z] = core ? 1200 : 2000;
    c->service_m[SLOW][z] = 500;
    c->zone_class[z] = fixture_text(f, core ? "core" : "outer");
    c->district[z] = r < 2600 ? 0 : 1 + (int)(angle / 6.2831854 * 5) % 5;
}

static void make_zones(struct fixture *f, double size)
{
    struct city *c = &f->city;
    int most = 4200;

    c->zone_id = KEEP(f, most, char *);
    c->zone_x = KEEP(f, most, double);
    c->zone_y = KEEP(f, most, double);
    c->core = KEEP(f, most, bool);
    c->cell_m = KEEP(f, most, double);
    c->zone_class = KEEP(f, most, char *);
    c->district = KEEP(f, most, int);
    for (int k = 0; k < N_LAYERS; k++) {
        c->weight[k] = KEEP(f, most, double);
        c->service_m[k] = KEEP(f, most, double);
    }
    for (double x = -16000; x < 16000; x += 500)
        for (double y = -16000; y < 16000; y += 500) {
            if (!inside(x + 250, y + 250, size)) continue;
            if (hypot(x + 250, y + 250) > size * 4500) {
                add_zone(f, x + 250, y + 250, 500, false, size);
                continue;
            }
            for (int i = 0; i < 4; i++) /* four cells: 250 m */
                add_zone(f, x + 125 + 250 * (i % 2), y + 125 + 250 * (i / 2), 250, true, size);
        }
    c->n_districts = N_DISTRICTS;
    c->district_name = KEEP(f, N_DISTRICTS, char *);
    for (int k = 0; k < N_DISTRICTS; k++)
        c->district_name[k] = fixture_text(f, "%s", districts[k]);
}

static void make_sites(struct fixture *f, double size)
{
    struct city *c = &f->city;
    uint32_t seed = 7;
    int n_existing = (int)(60 * size), most = n_existing + (int)(600 * size);

    c->site = KEEP(f, most, struct site);
    c->site_x = KEEP(f, most, double);
    c->site_y = KEEP(f, most, double);
    while (c->n_sites < most) {
        int z = (int)(dice(&seed) * c->n_zones), s = c->n_sites;
        bool existing = s < n_existing;
        struct site *site = &c->site[s];

        if (dice(&seed) > 0.3 && !c->core[z]) continue;
        *site = (struct site){.id = fixture_text(f, existing ? "E%03d" : "C%03d", s),
                              .name = fixture_text(f,
                                                   s == 3     ? "=Mall, \"north\""
                                                   : existing ? "Station %d"
                                                              : "Car park %d",
                                                   s),
                              .type = fixture_text(f, existing ? "" : "car park"),
                              .layer = !existing,
                              .status = existing ? SITE_EXISTING : SITE_CANDIDATE,
                              .bays = 20 + s % 30,
                              .power_kw = 1000,
                              .fixed_cost = 300000 + s,
                              .n_chargers = KEEP(f, N_KINDS, int)};
        if (existing) {
            site->n_chargers[0] = s % 7 == 3 ? 1 : 2 + s % 5;
            site->n_chargers[2] = s % 3 == 0 ? 4 + s % 9 : 0;
        }
        c->site_x[s] = c->zone_x[z] + 80 * (dice(&seed) - 0.5);
        c->site_y[s] = c->zone_y[z] + 80 * (dice(&seed) - 0.5);
        c->n_sites++;
    }
}

static void make_fleet(struct fixture *f)
{
    static double stock[] = {9000, 31000, 93500.5, 2100, 3600, 5200, 400, 1900, 6100};
    static double bev[] = {0.8, 0.82, 0.85, 1, 1, 1, 0.97, 0.98, 0.99};
    static double all[] = {240000, 280000, 312000, 5200, 5200, 5200, NAN, NAN, NAN};
    static bool capped[] = {0, 0, 0, 0, 0, 1, 0, 0, 0};

    f->fleet = (struct fleet){.n_classes = N_CLASSES,
                              .n_years = N_YEARS,
                              .years = years,
                              .stock = stock,
                              .bev_share = bev,
                              .all_vehicles = all,
                              .capped = capped,
                              .fit = KEEP(f, N_CLASSES, struct bass_fit)};
    f->fleet.fit[2].n_fitted = 3;
    f->fleet.fit[2].rms_residual = 41.25;
}

static void make_demand(struct fixture *f)
{
    struct demand *d = &f->demand;
    int n = f->city.n_zones;
    double total[N_LAYERS] = {0};

    d->n_zones = n;
    d->n_years = N_YEARS;
    d->totals = KEEP(f, N_YEARS, struct demand_totals);
    for (int l = 0; l < N_LAYERS; l++)
        for (int z = 0; z < n; z++)
            total[l] += f->city.weight[l][z];
    for (int y = 0; y < N_YEARS; y++) {
        double ev = f->fleet.stock[y] + f->fleet.stock[3 + y] + f->fleet.stock[6 + y];

        d->totals[y] = (struct demand_totals){.depot = ev * 0.8,
                                              .home = ev * 3.1,
                                              .work = ev * 0.9,
                                              .public_kwh = {ev * 1.9, ev * 1.2},
                                              .vehicles = ev};
    }
    for (int v = 0; v < N_SERVICES; v++)
        for (int l = 0; l < N_LAYERS; l++) {
            d->kwh[v][l] = KEEP(f, N_YEARS * n, double);
            for (int y = 0; y < N_YEARS; y++)
                for (int z = 0; z < n; z++)
                    d->kwh[v][l][y * n + z] =
                        d->totals[y].public_kwh[v] / 2 * f->city.weight[l][z] / total[l];
        }
    d->class_public = KEEP(f, N_CLASSES * N_YEARS * N_SERVICES, double);
    d->session_kwh[FAST] = 25;
    d->session_kwh[SLOW] = 18;
}

static double zone_kwh(const struct fixture *f, int v, int year, int z)
{
    int k = year * f->city.n_zones + z;

    return f->demand.kwh[v][NIGHT][k] + f->demand.kwh[v][DAY][k];
}

/* Nearest open site in reach takes the zone until its capacity is gone. */
static void serve(struct fixture *f, struct network *n)
{
    for (int v = 0; v < N_SERVICES; v++)
        for (int z = 0; z < n->n_zones; z++) {
            double kwh = zone_kwh(f, v, n->year_index, z), best = f->city.service_m[v][z];
            int at = -1;

            for (int s = 0; s < n->n_sites; s++) {
                double way = hypot(f->city.site_x[s] - f->city.zone_x[z],
                                   f->city.site_y[s] - f->city.zone_y[z]);

                if (!n->open[s]) continue;
                if (way < n->rule_distance_m[z]) n->rule_distance_m[z] = way;
                if (v == SLOW && n->n_chargers[s * N_KINDS + 2] == 0) continue;
                if (way > best) continue;
                best = way;
                at = s;
            }
            if (at < 0) {
                n->out_kwh[v][z] = kwh;
                continue;
            }

            double room = (v == FAST ? 900.0 * (n->n_chargers[at * N_KINDS] +
                                                2 * n->n_chargers[at * N_KINDS + 1])
                                     : 60.0 * n->n_chargers[at * N_KINDS + 2]) -
                          n->site_kwh[v][at];
            double fits = kwh < room ? kwh : room > 0 ? room : 0;

            n->served_kwh[v][z] = fits;
            n->full_kwh[v][z] = kwh - fits;
            n->site_kwh[v][at] += fits;
            n->load[v][at] += fits / 14;
        }
}

static struct network *make_network(struct fixture *f, int year, int n_new)
{
    struct network *n = KEEP(f, 1, struct network);
    int n_sites = f->city.n_sites, n_zones = f->city.n_zones;

    *n = (struct network){.year_index = year,
                          .n_sites = n_sites,
                          .n_zones = n_zones,
                          .n_kinds = N_KINDS,
                          .open = KEEP(f, n_sites, bool),
                          .n_chargers = KEEP(f, n_sites * N_KINDS, int),
                          .opened_year = KEEP(f, n_sites, int),
                          .rule_distance_m = KEEP(f, n_zones, double)};
    for (int v = 0; v < N_SERVICES; v++) {
        n->served_kwh[v] = KEEP(f, n_zones, double);
        n->full_kwh[v] = KEEP(f, n_zones, double);
        n->out_kwh[v] = KEEP(f, n_zones, double);
        n->load[v] = KEEP(f, n_sites, double);
        n->site_kwh[v] = KEEP(f, n_sites, double);
        n->p_miss[v] = KEEP(f, n_sites, double);
    }
    for (int z = 0; z < n_zones; z++)
        n->rule_distance_m[z] = INFINITY;
    for (int s = 0; s < n_sites; s++) {
        n->open[s] = f->city.site[s].status == SITE_EXISTING;
        for (int k = 0; k < N_KINDS; k++)
            n->n_chargers[s * N_KINDS + k] = f->city.site[s].n_chargers[k];
    }
    for (int k = 0, s = 0; s < n_sites && k < n_new; s++) {
        if (f->city.site[s].status == SITE_EXISTING || s % 13 != 4) continue;
        n->open[s] = true;
        n->opened_year[s] = k < n_new / 2 && year == 2 ? 2025 : years[year];
        n->n_chargers[s * N_KINDS + 1] = 2 + s % 4;
        n->n_chargers[s * N_KINDS + 2] = s % 2 ? 6 : 0;
        k++;
    }
    serve(f, n);
    for (int v = 0; v < N_SERVICES; v++)
        for (int s = 0; s < n_sites; s++) {
            bool has = v == FAST
                           ? n->n_chargers[s * N_KINDS] + n->n_chargers[s * N_KINDS + 1] > 0
                           : n->n_chargers[s * N_KINDS + 2] > 0;

            n->p_miss[v][s] = n->open[s] && has ? 0.02 + 0.001 * (s % 70) : NAN;
        }
    return n;
}

static void make_supply(struct fixture *f)
{
    struct supply *l = &f->supply;

    l->row = KEEP(f, 3 * N_DISTRICTS * N_KINDS * 2, struct supply_row);
    for (int y = 0; y < 1 + N_PHASES; y++)
        for (int d = 0; d < N_DISTRICTS; d++)
            for (int k = 0; k < N_KINDS; k++)
                for (int o = 0; o < N_ORIGINS; o++) {
                    int chargers = o == ORIGIN_EXISTING ? 7 + d + k : y * (3 + d);
                    const struct kind *kind = &f->scenario.kind[k];

                    if (chargers == 0) continue;
                    l->row[l->n_rows++] =
                        (struct supply_row){.year = years[y],
                                            .district = d,
                                            .kind = k,
                                            .access = ACCESS_PUBLIC,
                                            .origin = (enum origin)o,
                                            .sites = 2 + d,
                                            .chargers = chargers,
                                            .outlets = chargers * kind->outlets,
                                            .kw = chargers * kind->power_kw};
                }
}

static void make_rules(struct fixture *f)
{
    struct rules *r = &f->rules;

    f->fact[0] = (struct fact){.id = "G15-ACC-RAD-P",
                               .plan = "NDRC Energy [2015] 1454",
                               .section = "4 (1)",
                               .scope = "accelerate",
                               .quantity = "radius",
                               .value = 0.9,
                               .unit = "km",
                               .year = 2020,
                               .relation = REL_UNDER,
                               .meaning = "radius of public charging in the urban core",
                               .strength = STRENGTH_AIM,
                               .valid_to = 2020};
    f->fact[1] = (struct fact){.id = "G15-ACC-RATIO-P",
                               .plan = "NDRC Energy [2015] 1454",
                               .section = "4 (1)",
                               .scope = "accelerate",
                               .quantity = "ratio",
                               .value = 7,
                               .unit = "vehicles/charger",
                               .year = 2020,
                               .relation = REL_AT_LEAST,
                               .strength = STRENGTH_BINDING,
                               .meaning = "public chargers per EV not below 1:7",
                               .valid_to = 2020};
    f->plans.n = 2;
    f->plans.fact = f->fact;
    f->scenario.n_rules = 3;
    f->scenario.rule = KEEP(f, 3, struct rule_request);
    f->scenario.rule[0].fact = fixture_text(f, "G15-ACC-RAD-P");
    f->scenario.rule[1].fact = fixture_text(f, "G15-ACC-RATIO-P");
    f->scenario.rule[2].rule = RULE_WAIT;
    f->scenario.rule[2].target = 0.1;
    f->scenario.rule[2].meaning = fixture_text(f, "at most 10 %% wait > 10 min");
    r->n = 9;
    r->result = KEEP(f, 9, struct rule_result);
    for (int n = 0; n < 3; n++) {
        struct rule_result none = {.year = years[n],
                                   .network = n,
                                   .worst_zone = -1,
                                   .worst_site = -1,
                                   .worst_district = -1,
                                   .worst_value = NAN};

        for (int k = 0; k < 3; k++)
            r->result[n * 3 + k] = none;
        r->result[n * 3].rule = 0;
        r->result[n * 3].fact = &f->fact[0];
        r->result[n * 3].kind = RULE_CORE_RADIUS;
        r->result[n * 3].strength = STRENGTH_AIM;
        r->result[n * 3].ended = n > 0;
        r->result[n * 3].strict = true;
        r->result[n * 3].target = 0.9;
        r->result[n * 3].achieved = 2.375 - 0.7 * n;
        r->result[n * 3].outcome = RULE_NOT_MET;
        r->result[n * 3].shortfall = 211 - 60 * n;
        r->result[n * 3].worst_zone = 17;
        r->result[n * 3].worst_value = 2.375 - 0.7 * n;
        r->result[n * 3].core_mean_radius_km = 1.1 / 3;
        r->result[n * 3].core_area_share = 0.71;
        r->result[n * 3].core_demand_share = 0.83;
        r->result[n * 3 + 1].rule = 1;
        r->result[n * 3 + 1].fact = &f->fact[1];
        r->result[n * 3 + 1].kind = RULE_EV_PER_CHARGER;
        r->result[n * 3 + 1].strength = STRENGTH_BINDING;
        r->result[n * 3 + 1].ended = n > 0;
        r->result[n * 3 + 1].target = 7;
        r->result[n * 3 + 1].achieved = 22.2 / 3 + 2 * n;
        r->result[n * 3 + 1].outcome = RULE_NOT_MET;
        r->result[n * 3 + 1].shortfall = 1200 + n;
        r->result[n * 3 + 1].worst_district = 3;
        r->result[n * 3 + 1].worst_value = 31.5;
        r->result[n * 3 + 2].rule = 2;
        r->result[n * 3 + 2].kind = RULE_WAIT;
        r->result[n * 3 + 2].strength = STRENGTH_AIM;
        r->result[n * 3 + 2].target = 0.1;
        r->result[n * 3 + 2].achieved = 0.087;
        r->result[n * 3 + 2].outcome = RULE_MET;
        r->result[n * 3 + 2].worst_site = 2;
        r->result[n * 3 + 2].worst_value = 0.087;
    }
}

static void make_run(struct fixture *f, double size)
{
    static const struct placement_model model = {.name = "rule_then_serve",
                                                 .summary = "core rule, then most served",
                                                 .source = "DESIGN",
                                                 .maximise = true,
                                                 .sizes_stations = true};
    struct run *run = &f->run;

    *run = (struct run){.scenario = &f->scenario,
                        .city = &f->city,
                        .plans = &f->plans,
                        .fleet = &f->fleet,
                        .demand = &f->demand,
                        .supply = &f->supply,
                        .rules = &f->rules,
                        .rule = &f->reach,
                        .service = {&f->reach, &f->reach},
                        .n_networks = 1 + N_PHASES,
                        .network = KEEP(f, 1 + N_PHASES, struct network *),
                        .n_phases = N_PHASES,
                        .phase = KEEP(f, N_PHASES, struct phase),
                        .n_screened = 1,
                        .screened = KEEP(f, 1, struct screened),
                        .n_warnings = 1,
                        .warning = KEEP(f, 1, char *),
                        .feasible = true};
    for (int k = 0; k < 1 + N_PHASES; k++)
        run->network[k] = make_network(f, k, (int)(size * 20) * k);
    for (int k = 0; k < N_PHASES; k++) {
        const struct network *n = run->network[k + 1];
        double served = 0;

        for (int v = 0; v < N_SERVICES; v++)
            for (int z = 0; z < n->n_zones; z++)
                served += n->served_kwh[v][z];
        run->phase[k] = (struct phase){.year_index = k + 1,
                                       .network = k + 1,
                                       .model = &model,
                                       .status = PLAN_FEASIBLE,
                                       .stop = STOP_GAP,
                                       .objective = served,
                                       .bound = served * 1.0071,
                                       .gap = 0.0071,
                                       .budget = k == 0 ? 4e7 : INFINITY,
                                       .rule_cost = 1.2e7,
                                       .money = {6e6, {2.5e6, 4e5}, 8.9e6, 150000},
                                       .n_new_sites = (int)(size * 20),
                                       .n_zones_merged = 991};
    }
    run->screened[0].site = f->city.n_sites - 1;
    snprintf(run->screened[0].reason, sizeof run->screened[0].reason,
             "its 2 bays cannot hold station_min chargers");
    run->warning[0] = fixture_text(f, "zones are larger than a quarter of the <radius>");
    make_supply(f);
    make_rules(f);
}

struct fixture *fixture_run_create(double size)
{
    struct fixture *f = calloc(1, sizeof *f);

    assert(f);
    make_scenario(f);
    make_zones(f, size);
    make_sites(f, size);
    make_fleet(f);
    make_demand(f);
    make_run(f, size);
    return f;
}

void fixture_run_free(struct fixture *f)
{
    for (int k = 0; k < f->n_kept; k++)
        free(f->kept[k]);
    free(f);
}

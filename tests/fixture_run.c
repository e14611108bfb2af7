/* fixture_run.c - see fixture_run.h. */
#include "tests/fixture_run.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *fixture_keep(struct fixture *f, size_t n, size_t each)
{
    void *p = calloc(n ? n : 1, each);

    assert(p && f->n_kept < 20000);
    f->kept[f->n_kept++] = p;
    return p;
}

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

static double zone_kwh(const struct fixture *f, int v, int year, int z)
{
    return demand_kwh(&f->demand, (enum service)v, year, z);
}

/* Nearest open site in reach takes the zone until its capacity is gone. */
static void serve(struct fixture *f, struct network *n)
{
    for (int v = 0; v < N_SERVICES; v++)
        for (int z = 0; z < n->n_zones; z++) {
            double kwh = zone_kwh(f, v, n->year_index, z), best = f->city.service_way[v][z];
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
        n->opened_year[s] = k < n_new / 2 && year == 2 ? 2025 : fixture_years[year];
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

    l->row = KEEP(f, 3 * N_DISTRICTS * N_KINDS * N_ORIGINS, struct supply_row);
    for (int y = 0; y < 1 + N_PHASES; y++)
        for (int d = 0; d < N_DISTRICTS; d++)
            for (int k = 0; k < N_KINDS; k++)
                for (int o = 0; o < N_ORIGINS; o++) {
                    int chargers = o == ORIGIN_EXISTING ? 7 + d + k : y * (3 + d);
                    const struct kind *kind = &f->scenario.kind[k];

                    if (chargers == 0) continue;
                    l->row[l->n_rows++] =
                        (struct supply_row){.year = fixture_years[y],
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

static void make_facts(struct fixture *f)
{
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
                               .valid_to = 2020,
                               .catalogue = "plans/facts.csv"};
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
                               .valid_to = 2020,
                               .catalogue = "plans/facts.csv"};
    f->plans.n = 2;
    f->plans.fact = f->fact;
    f->scenario.n_rules = 3;
    f->scenario.rule = KEEP(f, 3, struct rule_request);
    f->scenario.rule[0].fact = fixture_text(f, "G15-ACC-RAD-P");
    f->scenario.rule[1].fact = fixture_text(f, "G15-ACC-RATIO-P");
    f->scenario.rule[2].rule = RULE_WAIT;
    f->scenario.rule[2].target = 0.1;
    f->scenario.rule[2].over_min = 10;
    f->scenario.rule[2].meaning = fixture_text(f, "at most 10 %% wait > 10 min");
}

/* Made-up judgements of three rules in three states; nothing is computed. */
static void make_rules(struct fixture *f)
{
    struct rules *r = &f->rules;

    make_facts(f);
    f->scenario.placement.gap = 0.01;
    r->n = 9;
    r->result = KEEP(f, 9, struct rule_result);
    for (int n = 0; n < 3; n++) {
        r->result[n * 3] = (struct rule_result){.rule = 0,
                                                .fact = &f->fact[0],
                                                .kind = RULE_CORE_RADIUS,
                                                .strength = STRENGTH_AIM,
                                                .year = fixture_years[n],
                                                .network = n,
                                                .ended = n > 0,
                                                .strict = true,
                                                .target = 0.9,
                                                .achieved = 2.375 - 0.7 * n,
                                                .outcome = RULE_NOT_MET,
                                                .shortfall = 211 - 60 * n,
                                                .worst_zone = 17,
                                                .worst_site = -1,
                                                .worst_district = -1,
                                                .worst_value = 2.375 - 0.7 * n,
                                                .core_mean_radius_km = 1.1 / 3,
                                                .core_area_share = 0.71,
                                                .core_demand_share = 0.83};
        r->result[n * 3 + 1] = (struct rule_result){.rule = 1,
                                                    .fact = &f->fact[1],
                                                    .kind = RULE_EV_PER_CHARGER,
                                                    .strength = STRENGTH_BINDING,
                                                    .year = fixture_years[n],
                                                    .network = n,
                                                    .ended = n > 0,
                                                    .target = 7,
                                                    .achieved = 22.2 / 3 + 2 * n,
                                                    .outcome = RULE_NOT_MET,
                                                    .shortfall = 1200 + n,
                                                    .worst_zone = -1,
                                                    .worst_site = -1,
                                                    .worst_district = 3,
                                                    .worst_value = 31.5};
        r->result[n * 3 + 2] = (struct rule_result){.rule = 2,
                                                    .kind = RULE_WAIT,
                                                    .strength = STRENGTH_AIM,
                                                    .year = fixture_years[n],
                                                    .network = n,
                                                    .target = 0.1,
                                                    .achieved = 0.087,
                                                    .outcome = RULE_MET,
                                                    .worst_zone = -1,
                                                    .worst_site = 2,
                                                    .worst_district = -1,
                                                    .worst_value = 0.087};
    }
}

static const struct placement_model model = {.name = "rule_then_serve",
                                             .summary = MSG_MODEL_RULE_THEN_SERVE,
                                             .source = "a made-up source",
                                             .measure = MSG_REP_UNIT_ENERGY,
                                             .maximise = true,
                                             .sizes_stations = true};

static void make_run(struct fixture *f, double size)
{
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
                        .warning = KEEP(f, 1, struct said),
                        .feasible = true};
    f->reach = (struct reach){.n_zones = f->city.n_zones,
                              .n_sites = f->city.n_sites,
                              .row_start = KEEP(f, f->city.n_zones + 1, int)};
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
                                       .n_new_sites = (int)(size * 20)};
    }
    run->screened[0].site = f->city.n_sites - 1;
    snprintf(run->screened[0].reason.in[LANGUAGE_EN], sizeof run->screened[0].reason.in[0],
             "its 2 bays cannot hold station_min chargers");
    for (int k = 0; k < N_LANGUAGES; k++)
        strcpy(run->warning[0].in[k], "zones are larger than a quarter of the <radius>");
    make_supply(f);
    make_rules(f);
    if (requirement_create(&run->requirements, &f->scenario, &f->city, &f->fleet, &f->rules,
                           run->n_networks, run->network, &(struct error){0}) != ERR_OK ||
        beside_create(&run->besides, &f->scenario, &f->city, &f->fleet, &f->plans,
                      run->requirements, run->n_networks, run->network,
                      &(struct error){0}) != ERR_OK)
        abort();
}

struct fixture *fixture_run_create(double size)
{
    struct fixture *f = calloc(1, sizeof *f);

    assert(f);
    fixture_toy(f, size);
    make_run(f, size);
    return f;
}

void fixture_run_free(struct fixture *f)
{
    requirement_free(f->run.requirements);
    beside_free(f->run.besides);
    for (int k = 0; k < f->n_kept; k++)
        free(f->kept[k]);
    free(f);
}

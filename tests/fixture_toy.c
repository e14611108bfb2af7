/* fixture_toy.c - scenario, zones, sites, fleet and demand of fixture_run.h's toy city. */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "tests/fixture_run.h"

static double dice(uint32_t *state) /* Numerical Recipes' LCG: any fixed numbers will do */
{
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 8) / 16777216.0;
}

int fixture_years[N_YEARS] = {2020, 2025, 2030};
static const char *const districts[N_DISTRICTS] = {"Old Town",  "Northgate", "Riverside",
                                                   "Mill Hill", "Harbour",   "West End"};

static void make_kinds(struct fixture *f)
{
    struct scenario *s = &f->scenario;

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
}

static void make_settings(struct fixture *f)
{
    struct scenario *s = &f->scenario;

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
}

/* Every hour and every day alike. */
static void make_hours(struct demand_params *p)
{
    static double one[DAY_HOURS];
    struct numbers *of_day[] = {&p->night_fast, &p->night_slow,   &p->day_fast,
                                &p->day_slow,   &p->roaming_fast, &p->roaming_slow};
    struct numbers *of_week[] = {&p->week_night, &p->week_day, &p->week_roaming};

    for (int h = 0; h < DAY_HOURS; h++)
        one[h] = 1;
    for (int k = 0; k < 6; k++)
        *of_day[k] = (struct numbers){DAY_HOURS, one};
    for (int k = 0; k < 3; k++)
        *of_week[k] = (struct numbers){N_DAYS, one};
    p->session_kwh_fast = 25;
    p->session_kwh_slow = 18;
    p->holiday_fast = p->holiday_slow = 1;
    p->stay_h_night = 9;
    p->stay_h_day = 4;
    p->stay_h_roaming = 1.5;
}

static void make_scenario(struct fixture *f)
{
    struct scenario *s = &f->scenario;

    s->file = fixture_text(f, "toy.yaml");
    s->text = fixture_text(f, "scenario: 1\nname: toy-city # <b> & \"quotes\"\n");
    s->head.version = 1;
    s->head.name = fixture_text(f, "toy-city");
    s->head.title_en = fixture_text(f, "Public charging in Toy City <5 & more>");
    s->study.years = (struct years){N_YEARS, fixture_years};
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
    make_kinds(f);
    s->sizing.wait_share = 0.1;
    s->sizing.wait_min = 10;
    s->sizing.blocked_share = 0.05;
    s->sizing.station_min = 3;
    s->placement.model = fixture_text(f, "rule_then_serve");
    make_hours(&s->demand);
    s->demand.efficiency_fast = 0.9;
    s->demand.efficiency_slow = 0.95;
    s->demand.grid_efficiency_fast = 0.98;
    s->demand.grid_efficiency_slow = 0.94;
    s->report.map_px = 1600;
    s->report.network_sample_share = 1;
    make_settings(f);
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
    c->weight[ROAMING][z] = c->weight[DAY][z];
    c->core[z] = core;
    c->cell_w_m[z] = c->cell_h_m[z] = cell;
    c->service_way[FAST][z] = core ? 1200 : 2000;
    c->service_way[SLOW][z] = 500;
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
    c->cell_w_m = KEEP(f, most, double);
    c->cell_h_m = KEEP(f, most, double);
    c->zone_class = KEEP(f, most, char *);
    c->district = KEEP(f, most, int);
    for (int l = 0; l < N_LAYERS; l++)
        c->weight[l] = KEEP(f, most, double);
    for (int v = 0; v < N_SERVICES; v++)
        c->service_way[v] = KEEP(f, most, double);
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

/* Batteries of the private cars, by hand: as many more each year. */
static struct batteries *make_batteries(struct fixture *f)
{
    struct batteries *b = KEEP(f, 1, struct batteries);
    int n = fixture_years[N_YEARS - 1] - fixture_years[0] + 1;

    b->first = fixture_years[0];
    b->last = fixture_years[N_YEARS - 1];
    b->year = KEEP(f, n, struct retired);
    for (int k = 0; k < n; k++)
        b->year[k] = (struct retired){100.0 * k,
                                      10.5 * k,
                                      900,
                                      20000,
                                      5000.0 * k,
                                      4000.0 * k,
                                      k == 0 ? (double)NAN : 30.25 * k};
    return b;
}

static void make_fleet(struct fixture *f)
{
    static double stock[] = {9000, 31000, 93500.5, 2100, 3600, 5200, 400, 1900, 6100};
    static double bev[] = {0.8, 0.82, 0.85, 1, 1, 1, 0.97, 0.98, 0.99};
    static double all[] = {240000, 280000, 312000, 5200, 5200, 5200, NAN, NAN, NAN};
    static bool visitor[N_CLASSES];
    static bool capped[] = {0, 0, 0, 0, 0, 1, 0, 0, 0};

    f->fleet = (struct fleet){.n_classes = N_CLASSES,
                              .n_years = N_YEARS,
                              .years = fixture_years,
                              .stock = stock,
                              .bev_share = bev,
                              .all_vehicles = all,
                              .kwh_per_km = KEEP(f, 9, double),
                              .ev = KEEP(f, N_CLASSES, struct cohorts *),
                              .batteries = KEEP(f, N_CLASSES, struct batteries *),
                              .method = KEEP(f, 9 * N_CURVES, double),
                              .visitor = visitor,
                              .capped = capped,
                              .fit = KEEP(f, N_CLASSES, struct fit)};
    for (int k = 0; k < 9 * N_CURVES; k++)
        f->fleet.method[k] = NAN;
    f->fleet.batteries[0] = make_batteries(f);
    f->fleet.fit[2].n_fitted = 3;
    f->fleet.fit[2].rms_residual = 41.25;
}

/* Every vehicle draws the same: a class by its stock, a third of its public energy in each
 * layer. */
static void make_classes(struct fixture *f, const double total[N_LAYERS])
{
    struct demand *d = &f->demand;

    d->n_classes = N_CLASSES;
    d->energy = KEEP(f, N_CLASSES * N_YEARS, struct class_energy);
    for (int k = 0; k < N_CLASSES * N_YEARS; k++) {
        const struct demand_totals *t = &d->totals[k % N_YEARS];
        double part = f->fleet.stock[k] / t->vehicles;
        struct class_energy *e = &d->energy[k];

        e->depot = t->depot * part;
        e->home = t->home * part;
        e->work = t->work * part;
        for (int v = 0; v < N_SERVICES; v++)
            for (int l = 0; l < N_LAYERS; l++)
                e->public_kwh[v][l].plain = t->public_kwh[v] * part / N_LAYERS;
        e->phev_slow.plain = t->public_kwh[SLOW] * part * (1 - f->fleet.bev_share[k]);
        e->driven = f->fleet.stock[k] * 7.5;
        e->public_share = 0.38;
        e->share_given = k / N_YEARS == 2;
    }
    d->places = KEEP(f, 1, struct places);
    d->places->n_zones = f->city.n_zones;
    for (int l = 0; l < N_LAYERS; l++) {
        d->places->basis[l][0] = KEEP(f, f->city.n_zones, double);
        for (int z = 0; z < f->city.n_zones; z++)
            d->places->basis[l][0][z] = f->city.weight[l][z] / total[l];
    }
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
                        d->totals[y].public_kwh[v] / N_LAYERS * f->city.weight[l][z] / total[l];
        }
    make_classes(f, total);
    d->n_kinds = N_KINDS;
    d->power_share = KEEP(f, N_YEARS * N_KINDS, double);
    for (int k = 0; k < N_YEARS * N_KINDS; k++)
        d->power_share[k] = 1;
    hours_fill(&d->hours, &f->scenario.demand);
}

void fixture_toy(struct fixture *f, double size)
{
    make_scenario(f);
    make_zones(f, size);
    make_sites(f, size);
    make_fleet(f);
    make_demand(f);
}

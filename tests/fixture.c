/* fixture.c - a tiny scenario and city in memory; see fixture.h. */
#include "tests/fixture.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/assert.h"

/* Texts and arrays of one scenario; static, so that tests need not free. */
static union {
    double align;
    char bytes[1 << 18];
} arena;
static size_t arena_used;

static void *take(size_t size)
{
    void *p = arena.bytes + arena_used;

    arena_used += (size + sizeof(double) - 1) / sizeof(double) * sizeof(double);
    assert(arena_used <= sizeof(arena.bytes));
    return p;
}

static char *copy(const char *text)
{
    char *p = take(strlen(text) + 1);

    strcpy(p, text);
    return p;
}

struct series fixture_series(int n, const int year[], const double value[])
{
    struct series s = {n, take((size_t)n * sizeof(int)), take((size_t)n * sizeof(double))};

    memcpy(s.year, year, (size_t)n * sizeof(int));
    memcpy(s.value, value, (size_t)n * sizeof(double));
    return s;
}

struct series fixture_number(double value)
{
    int year = 0;

    return fixture_series(1, &year, &value);
}

/* Defaults of fields.h, kind by kind; a test of fields.h itself is elsewhere. */
#define UNSET(text) ((text) == NULL || (text)[0] == '\0')

static void set_NUMBER(double *x, const char *text, const char *choices)
{
    (void)choices;
    *x = UNSET(text) ? NAN : strtod(text, NULL);
}

static void set_INTEGER(int *x, const char *text, const char *choices)
{
    (void)choices;
    *x = UNSET(text) ? 0 : (int)strtol(text, NULL, 10);
}

static void set_FLAG(bool *x, const char *text, const char *choices)
{
    (void)choices;
    *x = !UNSET(text) && strcmp(text, "true") == 0;
}

static void set_WORD(int *x, const char *text, const char *choices)
{
    const char *at = UNSET(text) ? choices : strstr(choices, text);

    *x = 0;
    for (const char *c = choices; c < at; c++)
        *x += *c == '|';
}

static void set_TEXT(char **x, const char *text, const char *choices)
{
    (void)choices;
    *x = UNSET(text) ? NULL : copy(text);
}

static void set_SERIES(struct series *x, const char *text, const char *choices)
{
    (void)choices;
    *x = UNSET(text) ? (struct series){0, NULL, NULL} : fixture_number(strtod(text, NULL));
}

static void set_NUMBERS(struct numbers *x, const char *text, const char *choices)
{
    char *at = UNSET(text) ? NULL : (char *)(size_t)(text + 1);

    (void)choices;
    *x = (struct numbers){0, take(N_HOURS * sizeof(double))};
    while (at != NULL && *at != '\0' && x->n < N_HOURS) {
        x->value[x->n++] = strtod(at, &at);
        at++;
    }
}

static void set_YEARS(struct years *x, const char *text, const char *choices)
{
    (void)text;
    (void)choices;
    *x = (struct years){0, NULL};
}

static void set_MAP_NUMBER(struct map_number *x, const char *text, const char *choices)
{
    (void)text;
    (void)choices;
    memset(x, 0, sizeof(*x));
}

static void set_MAP_TEXT(struct map_text *x, const char *text, const char *choices)
{
    (void)text;
    (void)choices;
    memset(x, 0, sizeof(*x));
}

static void set_NUMBER_OR_COLUMN(struct number_or_column *x, const char *text,
                                 const char *choices)
{
    set_NUMBER(&x->number, text, choices);
    x->column = NULL;
}
#define set_FILE set_TEXT
#define set_COLUMN set_TEXT

#define SET(kind, member, key, initial, min, max, unit, choices, source, help)                 \
    set_##kind(&x->member, initial, choices);

static void default_class(struct fleet_class *x, const char *id)
{
    FLEET_FIELDS(SET)
    x->id = copy(id);
}

static void default_kind(struct kind *x, const char *id, int v, int outlets, double kw,
                         double capital)
{
    KINDS_FIELDS(SET)
    x->id = copy(id);
    x->system = v;
    x->outlets = outlets;
    x->power_kw = kw;
    x->capital = capital;
}

static void default_layer(struct sites_layer *x, const char *id)
{
    SITES_FIELDS(SET)
    x->id = copy(id);
}

#define SECTION(name, FIELDS)                                                                  \
    static void default_##name(struct name *x)                                                 \
    {                                                                                          \
        FIELDS(SET)                                                                            \
    }
SECTION(head, HEAD_FIELDS)
SECTION(study, STUDY_FIELDS)
SECTION(zones_params, ZONES_FIELDS)
SECTION(access_params, ACCESS_FIELDS)
SECTION(demand_params, DEMAND_FIELDS)
SECTION(simulation_params, SIMULATION_FIELDS)
SECTION(sizing_params, SIZING_FIELDS)
SECTION(placement_params, PLACEMENT_FIELDS)
SECTION(report_params, REPORT_FIELDS)

struct scenario *fixture_scenario(void)
{
    static struct scenario s;
    static struct fleet_class fleet[2];
    static struct kind kind[2];
    static struct sites_layer layer[1];
    static int years[3], phases[1];
    static const int pair[2] = {2020, 2030};

    arena_used = 0;
    memset(&s, 0, sizeof(s));
    default_head(&s.head);
    default_study(&s.study);
    default_zones_params(&s.zones);
    default_access_params(&s.access);
    default_demand_params(&s.demand);
    default_simulation_params(&s.simulation);
    default_sizing_params(&s.sizing);
    default_placement_params(&s.placement);
    default_report_params(&s.report);
    s.file = copy("fixture.yaml");
    s.text = copy("scenario: 1\n");
    strcpy(s.hash, "0000000000000000000000000000000000000000000000000000000000000000");
    s.head.version = 1;
    s.head.name = copy("fixture");
    memcpy(years, (int[]){2020, 2025, 2030}, sizeof(years));
    phases[0] = 2030;
    s.study.years = (struct years){3, years};
    s.placement.phases = (struct years){1, phases};
    default_class(&fleet[0], "private");
    fleet[0].curve = CURVE_PENETRATION;
    fleet[0].population = fixture_series(2, pair, (double[]){10300, 11700});
    fleet[0].cars_per_1000 = fixture_series(2, pair, (double[]){200, 260});
    fleet[0].ev_share = fixture_series(2, pair, (double[]){0.03, 0.29});
    default_class(&fleet[1], "taxi");
    fleet[1].curve = CURVE_POINTS;
    fleet[1].points = fixture_series(2, pair, (double[]){7, 23});
    fleet[1].km_per_day = fixture_number(290);
    s.n_classes = 2;
    s.fleet = fleet;
    default_kind(&kind[0], "ac7", SLOW, 1, 7, 6000);
    default_kind(&kind[1], "dc120", FAST, 2, 120, 95000);
    kind[0].om_per_year = 300;
    kind[1].om_per_year = 5200;
    s.n_kinds = 2;
    s.kind = kind;
    default_layer(&layer[0], "sites");
    s.n_layers = 1;
    s.sites = layer;
    return &s;
}

struct city *fixture_city(void)
{
    enum { Z = 6, S = 6 };
    static struct city c;
    static char *zone_id[Z], *zone_class[Z], *district_name[2];
    static char text[][8] = {"z0", "z1", "z2", "z3", "z4", "z5",    "s0",    "s1",
                             "s2", "s3", "s4", "s5", "",   "North", "South", "place"};
    static double x[Z], y[Z], night[Z], day[Z], cell[Z], fast[Z], slow[Z], sx[S], sy[S];
    static bool core[Z];
    static int district[Z], chargers[S][2];
    static struct site site[S];

    memset(&c, 0, sizeof(c));
    memcpy(x, (double[]){0, 400, 900, 2000, 2600, 9000}, sizeof(x));
    memcpy(y, (double[]){0, 0, 300, 0, 500, 0}, sizeof(y));
    memcpy(night, (double[]){317, 211, 173, 97, 61, 13}, sizeof(night));
    memcpy(day, (double[]){41, 233, 29, 109, 7, 3}, sizeof(day));
    memcpy(sx, (double[]){100, 850, 2300, 450, 1500, 2050}, sizeof(sx));
    memcpy(sy, (double[]){0, 250, 100, 50, 0, -40}, sizeof(sy));
    memset(chargers, 0, sizeof(chargers));
    chargers[0][0] = 2;
    chargers[0][1] = 2;
    chargers[3][0] = 5;
    chargers[5][0] = 1;
    for (int z = 0; z < Z; z++) {
        zone_id[z] = text[z];
        zone_class[z] = text[12];
        core[z] = z < 3;
        district[z] = z < 3 ? 0 : 1;
        cell[z] = z < 3 ? 200 : 500;
        fast[z] = 2000;
        slow[z] = 500;
    }
    for (int i = 0; i < S; i++)
        site[i] = (struct site){.id = text[Z + i],
                                .name = text[Z + i],
                                .type = text[15],
                                .status = SITE_EXISTING,
                                .access = ACCESS_PUBLIC,
                                .bays = 20,
                                .power_kw = 1000,
                                .fixed_cost = 300000,
                                .n_chargers = chargers[i]};
    site[1].status = site[2].status = SITE_CANDIDATE;
    site[1].bays = 12;
    site[1].power_kw = 600;
    site[3].access = ACCESS_DEDICATED;
    site[4].status = SITE_FORBIDDEN;
    district_name[0] = text[13];
    district_name[1] = text[14];
    c = (struct city){.n_zones = Z,
                      .zone_id = zone_id,
                      .zone_x = x,
                      .zone_y = y,
                      .weight = {[NIGHT] = night, [DAY] = day, [ROAMING] = day},
                      .core = core,
                      .cell_w_m = cell,
                      .cell_h_m = cell,
                      .service_way = {[FAST] = fast, [SLOW] = slow},
                      .zone_class = zone_class,
                      .district = district,
                      .n_districts = 2,
                      .district_name = district_name,
                      .n_sites = S,
                      .site = site,
                      .site_x = sx,
                      .site_y = sy};
    return &c;
}

struct reach *fixture_reach(const struct city *city, const double radius_m[])
{
    size_t most = (size_t)city->n_zones * (size_t)city->n_sites + 1;
    struct reach *r = calloc(1, sizeof(*r));

    r->n_zones = city->n_zones;
    r->n_sites = city->n_sites;
    r->row_start = calloc((size_t)city->n_zones + 1, sizeof(int));
    r->site = calloc(most, sizeof(int));
    r->way = calloc(most, sizeof(double));
    for (int z = 0; z < city->n_zones; z++) {
        int at = r->row_start[z];

        for (int i = 0; i < city->n_sites; i++) {
            double d =
                hypot(city->zone_x[z] - city->site_x[i], city->zone_y[z] - city->site_y[i]);

            if (d > radius_m[z] + 1e-6 || city->site[i].status == SITE_FORBIDDEN) continue;
            r->site[at] = i;
            r->way[at++] = d;
        }
        r->row_start[z + 1] = at;
    }
    return r;
}

void fixture_reach_free(struct reach *r)
{
    free(r->row_start);
    free(r->site);
    free(r->way);
    free(r);
}

struct demand *fixture_demand(const struct scenario *s, const struct city *city, int n_threads)
{
    struct fleet *f = NULL;
    struct demand *d = NULL;
    struct error err;

    if (fleet_create(&f, s, &err) != ERR_OK) fail_msg("%s", err.text);
    if (demand_create(&d, s, city, f, n_threads, &err) != ERR_OK) fail_msg("%s", err.text);
    fleet_free(f);
    return d;
}

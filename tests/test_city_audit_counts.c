/* test_city_audit_counts.c - label: unit. What the audit counts, against brute force; what is
 * said of the zones that sites name; what is not judged. */
#include "tests/assert.h"

#include <stdlib.h>
#include <string.h>

#include "scenarios/audit/audit_place.h"
#include "tests/fixture_audit.h"

enum { W = COORD_WGS84, G = COORD_GCJ02 };

/* One layer in GCJ-02 that is said to be in some datum, in Shenzhen. */
static struct fixture_audit_ask simple(int said)
{
    return (struct fixture_audit_ask){.seed = 11,
                                      .lon = 114.05,
                                      .lat = 22.55,
                                      .radius_km = 7,
                                      .zones_true = COORD_WGS84,
                                      .zones_said = COORD_WGS84,
                                      .n_layers = 1,
                                      .n_sites = {1200},
                                      .sites_true = {COORD_GCJ02},
                                      .sites_said = {(enum coordinates)said}};
}

static void audit(struct city_audit *a, const struct fixture_audit *m, bool all)
{
    struct error err;

    assert_int_equal(city_audit_make(a, &m->city, &m->scenario, all, &err), ERR_OK);
}

/* Sectors that hold a site under a reading; the first of them, or -1. */
static int sectors(const struct fixture_audit *m, int s, int said, int reading, int *first)
{
    struct audit_declared d = {AUDIT_WGS84, audit_reading_of(said)};
    struct lonlat p = {m->city.site_x[s], m->city.site_y[s]};
    int n = 0;

    p = audit_place_at(&d, AUDIT_WGS84, reading, p);
    *first = -1;
    for (int z = m->city.n_zones - 1; z >= 0; z--) {
        if (!polygons_contains(&m->city.polygons, z, p.lon, p.lat)) continue;
        *first = z;
        n++;
    }
    return n;
}

/* Figures of the table by brute force: outside and in the named zone under each reading. */
static void counts(void **state)
{
    struct fixture_audit_ask ask = simple(W);
    int outside[3] = {0}, in_named[3] = {0}, unknown = 0, named = 0;
    struct fixture_audit m;
    struct city_audit a;

    (void)state;
    fixture_audit_make(&m, &ask);
    m.city.site_x[5] = m.city.site_x[6] = m.city.site_x[7];
    m.city.site_y[5] = m.city.site_y[6] = m.city.site_y[7];
    m.city.site_x[5] += 1e-9;
    m.city.site_x[9] = m.city.site_x[8]; /* due north of one another */
    m.city.site_y[9] = m.city.site_y[8] + 1e-9;
    for (int s = 0; s < m.city.n_sites; s++) {
        int zone[3];

        for (int r = 0; r < 3; r++)
            outside[r] += sectors(&m, s, W, r, &zone[r]) == 0;
        if (s % 3 == 0) continue; /* names none */
        m.city.site[s].zone = text_copy(s % 7 == 0         ? "nowhere"
                                        : zone[s % 2] >= 0 ? m.city.zone_id[zone[s % 2]]
                                                           : "z3");
        unknown += s % 7 == 0;
        named += s % 7 != 0;
        for (int r = 0; r < 3; r++)
            in_named[r] +=
                zone[r] >= 0 && strcmp(m.city.zone_id[zone[r]], m.city.site[s].zone) == 0;
    }
    audit(&a, &m, true);
    for (int r = 0; r < 3; r++) {
        assert_int_equal(a.layer[0].outside[r], outside[r]);
        assert_int_equal(a.layer[0].in_named[r], in_named[r]);
        assert_int_equal(a.layer[0].outside[r], a.source[0].outside[audit_pair(0, r)]);
    }
    assert_int_equal(a.layer[0].unknown_names, unknown);
    assert_int_equal(a.layer[0].named, named);
    assert_int_equal(a.layer[0].same_place, 1);
    assert_int_equal(a.layer[0].outside_boundary, -1);
    assert_int_equal(a.layer[0].several, 0);
    city_audit_clear(&a);
    fixture_audit_clear(&m);
}

/* Sites of which some name another zone than theirs, by a share of misses; their datum is
 * right. A tenth is told of, and that raw numbers would agree where they would. */
static void names(void **state)
{
    static const struct {
        int missed; /* of 1,200 */
        bool raw;   /* all named as unconverted numbers would have it */
        const char *says;
    } rows[] = {
        {119, false, NULL},
        {120, false,
         "120 of 1,200 places of sites.l0 lie outside the zone that they name; look at "
         "sites.l0.zone, zones.id"},
        /* in doubt is the datum: no more is said */
        {1200, true, "with sites.l0.coordinates: GCJ02 it would be 0, a difference"},
        {0, true,
         "if the file were read as WGS 84 like the zones: were the names made without"},
    };

    (void)state;
    for (size_t k = 0; k < COUNT(rows); k++) {
        bool doubt = rows[k].missed == 1200;
        struct fixture_audit_ask ask = simple(doubt ? W : G);
        struct fixture_audit m;
        struct error err;

        fixture_audit_make(&m, &ask);
        for (int s = 0; s < m.city.n_sites; s++) {
            int zone, other;

            sectors(&m, s, doubt ? W : G, rows[k].raw ? AUDIT_WGS84 : AUDIT_GCJ02, &zone);
            other = (zone + 7) % m.city.n_zones;
            if (zone < 0) zone = other = 5; /* beyond the chord of the outline */
            m.city.site[s].zone = text_copy(m.city.zone_id[s < rows[k].missed ? other : zone]);
        }
        assert_int_equal(city_audit_warn(&m.city, &m.scenario, &err), ERR_OK);
        assert_int_equal(m.city.n_warnings, rows[k].says != NULL);
        if (rows[k].says != NULL &&
            strstr(m.city.warning[0].in[LANGUAGE_EN], rows[k].says) == NULL)
            fail_msg("%s", m.city.warning[0].in[LANGUAGE_EN]);
        fixture_audit_clear(&m);
    }
}

/* Zones that overlap, and a boundary: the city's first half again. */
static void overlaps_and_boundary(void **state)
{
    struct fixture_audit_ask ask = simple(G);
    struct polygons_builder b = {0};
    int twice = 0, beyond = 0, first;
    struct fixture_audit m;
    struct city_audit a;
    struct error err;

    (void)state;
    fixture_audit_make(&m, &ask);
    polygons_begin(&b);
    polygons_ring(&b, false);
    polygons_point(&b, 113, 22.55);
    polygons_point(&b, 115, 22.55);
    polygons_point(&b, 115, 23);
    polygons_point(&b, 113, 23);
    assert_int_equal(polygons_finish(&b, true, &m.city.boundary, &err), ERR_OK);
    /* sector 3 becomes a copy of sector 4's outline, moved to the place of its points */
    for (int i = m.city.polygons.point_start[3]; i < m.city.polygons.point_start[4]; i++) {
        m.city.polygons.x[i] = m.city.polygons.x[i + 17];
        m.city.polygons.y[i] = m.city.polygons.y[i + 17];
    }
    m.city.left_out = calloc(2, sizeof *m.city.left_out);
    m.city.left_out[0] = (struct left_out){114.05, 22.54, 0};
    m.city.left_out[1] = (struct left_out){110, 22.54, 0};
    m.city.n_sites_outside = 2;
    audit(&a, &m, true);
    for (int s = 0; s < m.city.n_sites; s++) {
        twice += sectors(&m, s, G, AUDIT_GCJ02, &first) > 1;
        beyond += m.city.site_y[s] < 22.55;
    }
    assert_true(twice > 10);
    assert_int_equal(a.layer[0].several, twice);
    assert_int_equal(a.layer[0].outside_boundary, beyond + 2);
    assert_int_equal(a.layer[0].n, m.city.n_sites + 2);
    city_audit_clear(&a);
    fixture_audit_clear(&m);
}

/* ---- what is not judged ---- */

static void silent(struct fixture_audit *m, enum audit_areas areas, enum audit_verdict verdict)
{
    struct city_audit a;
    struct error err;

    audit(&a, m, true);
    assert_int_equal(a.areas, areas);
    assert_int_equal(a.source[0].verdict, verdict);
    assert_int_equal(a.changes, 0);
    city_audit_clear(&a);
    assert_int_equal(city_audit_warn(&m->city, &m->scenario, &err), ERR_OK);
    assert_int_equal(m->city.n_warnings, 0);
    fixture_audit_clear(m);
}

static void not_judged(void **state)
{
    struct fixture_audit_ask ask = simple(W);
    struct fixture_audit m;

    (void)state;
    fixture_audit_make(&m, &ask); /* rows have datums of their own */
    m.layer[0].coordinates_column = "datum";
    silent(&m, AUDIT_ZONES, AUDIT_OWN_DATUMS);
    fixture_audit_make(&m, &ask); /* metres */
    m.city.geographic = false;
    silent(&m, AUDIT_METRES, AUDIT_OPEN);
    fixture_audit_make(&m, &ask); /* zones are points */
    polygons_clear(&m.city.polygons);
    for (int z = 0; z < m.city.n_zones; z++)
        m.city.cell_w_m[z] = m.city.cell_h_m[z] = (double)NAN;
    silent(&m, AUDIT_NO_AREAS, AUDIT_OPEN);
    ask.n_sites[0] = 0;
    fixture_audit_make(&m, &ask);
    silent(&m, AUDIT_ZONES, AUDIT_NO_PLACES);
    ask = simple(W); /* a city in Europe: 600 m off, but there is no other datum there */
    ask.lon = 13.4;
    ask.lat = 52.5;
    ask.sites_true[0] = COORD_WGS84;
    fixture_audit_make(&m, &ask);
    for (int s = 0; s < m.city.n_sites; s++)
        m.city.site_x[s] += 0.009;
    silent(&m, AUDIT_ZONES, AUDIT_ABROAD);
    ask = simple(W); /* the next 3-degree zone: all are out, which no datum mends */
    fixture_audit_make(&m, &ask);
    for (int s = 0; s < m.city.n_sites; s++)
        m.city.site_x[s] -= 3;
    silent(&m, AUDIT_ZONES, AUDIT_NOWHERE);
    fixture_audit_make(&m, &ask); /* easting and northing taken for each other: abroad */
    for (int s = 0; s < m.city.n_sites; s++)
        m.city.site_x[s] = 134.4, m.city.site_y[s] = 4.1;
    silent(&m, AUDIT_ZONES, AUDIT_NOWHERE);
    fixture_audit_make(&m, &ask); /* one that stays is enough to judge the others */
    for (int s = 1; s < m.city.n_sites; s++)
        m.city.site_x[s] -= 3;
    silent(&m, AUDIT_ZONES, AUDIT_OPEN);
}

/* Of few places nothing can be said, and where all lie in the middle. */
static void few(void **state)
{
    struct fixture_audit_ask ask = simple(W);
    struct fixture_audit m;

    (void)state;
    ask.n_sites[0] = 40;
    fixture_audit_make(&m, &ask);
    silent(&m, AUDIT_ZONES, AUDIT_OPEN);
    ask = simple(W);
    fixture_audit_make(&m, &ask);
    for (int s = 0; s < m.city.n_sites; s++) {
        m.city.site_x[s] = ask.lon + 0.2 * (m.city.site_x[s] - ask.lon);
        m.city.site_y[s] = ask.lat + 0.2 * (m.city.site_y[s] - ask.lat);
    }
    silent(&m, AUDIT_ZONES, AUDIT_OPEN);
}

/* Zones that are points stand within a boundary: it is what stations are held against. */
static void boundary_alone(void **state)
{
    struct fixture_audit_ask ask = simple(W);
    struct fixture_audit m;
    struct city_audit a;
    struct error err;

    (void)state;
    fixture_audit_make(&m, &ask);
    m.city.boundary = m.city.polygons;
    m.city.polygons = (struct polygons){0};
    for (int z = 0; z < m.city.n_zones; z++)
        m.city.cell_w_m[z] = m.city.cell_h_m[z] = (double)NAN;
    m.scenario.boundary.coordinates = COORD_FILE;
    m.scenario.zones.coordinates = COORD_BD09; /* points are not asked */
    audit(&a, &m, true);
    assert_int_equal(a.areas, AUDIT_BOUNDARY);
    assert_int_equal(a.areas_declared, AUDIT_WGS84);
    city_audit_clear(&a);
    assert_int_equal(city_audit_warn(&m.city, &m.scenario, &err), ERR_OK);
    assert_int_equal(m.city.n_warnings, 1);
    assert_non_null(
        strstr(m.city.warning[0].in[LANGUAGE_EN],
               "sites.l0 lie outside the boundary; with sites.l0.coordinates: GCJ02 "
               "it would be 0"));
    fixture_audit_clear(&m);
}

/* Zones whose rows have datums of their own are not read in another way as a whole; zones that
 * were regridded have ids that no site names. */
static void zones_of_their_own(void **state)
{
    struct fixture_audit_ask ask = simple(G);
    struct fixture_audit m;
    struct city_audit a;

    (void)state;
    ask.sites_true[0] = COORD_WGS84; /* zones in GCJ-02 would do as well */
    fixture_audit_make(&m, &ask);
    for (int s = 0; s < m.city.n_sites; s++)
        m.city.site[s].zone = text_copy("z3");
    audit(&a, &m, true);
    assert_int_equal(a.areas_readings, 1 << AUDIT_WGS84 | 1 << AUDIT_GCJ02);
    assert_int_equal(a.layer[0].named, 1200);
    city_audit_clear(&a);
    m.scenario.zones.coordinates_column = "datum";
    m.scenario.zones.regrid_m = 200;
    audit(&a, &m, true);
    assert_int_equal(a.areas_readings, 1 << AUDIT_WGS84);
    assert_int_equal(a.areas_verdict, AUDIT_OWN_DATUMS);
    assert_int_equal(a.layer[0].named, 0);
    assert_int_equal(a.layer[0].unknown_names, 0);
    city_audit_clear(&a);
    fixture_audit_clear(&m);
}

/* Of many places a sample is looked at, which tells the same. */
static void sampled(void **state)
{
    struct fixture_audit_ask ask = simple(W);
    struct fixture_audit m;
    struct city_audit a;

    (void)state;
    ask.n_sites[0] = 3 * AUDIT_MOST_PLACES + 1;
    fixture_audit_make(&m, &ask);
    audit(&a, &m, false);
    assert_int_equal(a.layer[0].n, ask.n_sites[0]);
    assert_int_equal(a.layer[0].n_looked, AUDIT_MOST_PLACES);
    assert_int_equal(a.source[0].verdict, AUDIT_OTHER);
    /* places within the curve of the outline, beyond its chord */
    assert_true(a.source[0].outside[audit_pair(AUDIT_WGS84, AUDIT_GCJ02)] < 20);
    city_audit_clear(&a);
    fixture_audit_clear(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts),
        cmocka_unit_test(names),
        cmocka_unit_test(overlaps_and_boundary),
        cmocka_unit_test(not_judged),
        cmocka_unit_test(few),
        cmocka_unit_test(boundary_alone),
        cmocka_unit_test(zones_of_their_own),
        cmocka_unit_test(sampled),
    };

    return cmocka_run_group_tests_name("city_audit_counts", tests, NULL, NULL);
}

/* test_city_audit.c - label: unit. Made cities whose files are truly in one datum and said to
 * be in another: all pairs of both for stations and zones, then several layers. What must come
 * out follows from the truth alone: files agree where both are read as what they are, or both
 * as the same datum where they truly are in one. */
#include "tests/assert.h"

#include <stdlib.h>
#include <string.h>

#include "tests/fixture_audit.h"

static const enum coordinates datum[] = {COORD_WGS84, COORD_GCJ02, COORD_BD09};

static struct place {
    const char *name;
    double lon, lat;
    bool grid, river;
    int clusters;
} place[] = {
    {"Shenzhen, sectors, anywhere", 114.05, 22.55, false, false, 0},
    {"Beijing, sectors with a river, clusters", 116.4, 39.9, false, true, 150},
    {"Chengdu, cells, anywhere", 104.06, 30.67, true, false, 0},
    {"Harbin, cells with a river, clusters", 126.63, 45.75, true, true, 150},
};

static struct fixture_audit_ask ask_of(const struct place *p)
{
    return (struct fixture_audit_ask){.seed = 5,
                                      .lon = p->lon,
                                      .lat = p->lat,
                                      .radius_km = 8,
                                      .grid = p->grid,
                                      .river = p->river,
                                      .clusters = p->clusters,
                                      .n_layers = 1,
                                      .n_sites = {1500}};
}

/* The pairs under which the files agree, as bits. */
static unsigned agreeing(int zones_true, int sites_true)
{
    unsigned pairs = 0;

    if (zones_true != sites_true) return 1u << audit_pair(zones_true, sites_true);
    for (int r = 0; r < AUDIT_READINGS; r++)
        pairs |= 1u << audit_pair(r, r);
    return pairs;
}

/* Files to read in another way for a pair. */
static int n_changes(int pair, int zones_said, int sites_said)
{
    return (pair / AUDIT_READINGS != zones_said) + (pair % AUDIT_READINGS != sites_said);
}

static void expect(const struct city_audit *a, int zones_true, int zones_said, int sites_true,
                   int sites_said)
{
    unsigned agree = agreeing(zones_true, sites_true), zones = 0;
    int least = 3;

    for (int pair = 0; pair < AUDIT_PAIRS; pair++)
        if (agree >> pair & 1)
            least = (int)fmin(least, n_changes(pair, zones_said, sites_said));
    for (int pair = 0; pair < AUDIT_PAIRS; pair++)
        if (agree >> pair & 1 && n_changes(pair, zones_said, sites_said) == least)
            zones |= 1u << pair / AUDIT_READINGS;
    if (a->changes != least || a->areas_readings != zones || a->source[0].fit.possible != agree)
        print_error("zones %d said %d, sites %d said %d: %d changes, zones 0x%x, pairs 0x%x; "
                    "want %d, 0x%x, 0x%x\n",
                    zones_true, zones_said, sites_true, sites_said, a->changes,
                    a->areas_readings, a->source[0].fit.possible, least, zones, agree);
    assert_int_equal(a->changes, least);
    assert_int_equal(a->areas_readings, zones);
    assert_int_equal(a->source[0].fit.possible, agree);
    assert_int_equal(a->source[0].verdict, least > 0 ? AUDIT_OTHER : AUDIT_FITS);
}

/* One layer, in all 81 ways. */
static void all_pairs(void **state)
{
    const struct place *p = *state;

    for (int k = 0; k < 81; k++) {
        int zt = k / 27, zs = k / 9 % 3, st = k / 3 % 3, ss = k % 3;
        struct fixture_audit_ask ask = ask_of(p);
        struct fixture_audit m;
        struct city_audit a;
        struct error err;

        ask.zones_true = datum[zt];
        ask.zones_said = datum[zs];
        ask.sites_true[0] = datum[st];
        ask.sites_said[0] = datum[ss];
        fixture_audit_make(&m, &ask);
        assert_int_equal(city_audit_make(&a, &m.city, &m.scenario, true, &err), ERR_OK);
        expect(&a, zt, zs, st, ss);
        city_audit_clear(&a);
        fixture_audit_clear(&m);
    }
}

/* ---- several layers ---- */

enum { W = COORD_WGS84, G = COORD_GCJ02, B = COORD_BD09 };

/* Cities of sectors in Shenzhen; up to three layers, each truly in a datum and said to be in
 * another; what is found, as sentences. */
static struct doubt {
    const char *name;
    int zones_true, zones_said, n_layers;
    int sites_true[3], sites_said[3];
    bool one_file;       /* all layers read the same file */
    const char *says[3]; /* part of each warning; none beyond */
} doubts[] = {
    {"all as said", W, W, 2, {G, W}, {G, W}, false, {NULL}},
    {"a layer disagrees, another agrees",
     W,
     W,
     2,
     {W, W},
     {G, W},
     false,
     {"sites.l0 lie outside all zones; with sites.l0.coordinates: WGS84 it would be 0"}},
    {"a single layer that could be either",
     W,
     W,
     1,
     {W},
     {G},
     false,
     {"sites.l0 lie outside all zones; fewer would, and not by chance, with one of: "
      "sites.l0.coordinates: WGS84 (0), zones.coordinates: GCJ02 (0); geometry cannot tell"}},
    {"layers of one file are one file",
     W,
     W,
     2,
     {W, W},
     {G, G},
     true,
     {"of sites.l0, sites.l1 lie outside all zones; fewer would, and not by chance, with one "
      "of: "
      "sites.{l0,l1}.coordinates: WGS84 (0), zones.coordinates: GCJ02 (0); geometry cannot "
      "tell"}},
    {"one file read in two ways is two",
     W,
     W,
     2,
     {W, W},
     {G, W},
     true,
     {"places of sites.l0 lie outside all zones; with sites.l0.coordinates: WGS84 it would be "
      "0"}},
    {"two files disagree in the same way: the zones",
     W,
     G,
     2,
     {W, W},
     {W, W},
     false,
     {"of sites.l0, sites.l1 lie outside all zones; with zones.coordinates: WGS84 it would be "
      "0"}},
    {"zones and one of three files",
     B,
     W,
     3,
     {W, G, W},
     {W, G, B},
     false,
     {"sites.l0 lie outside all zones; with zones.coordinates: BD09 it would be 0",
      "sites.l1 lie outside all zones; with zones.coordinates: BD09 it would be 0",
      "sites.l2 lie outside all zones; with zones.coordinates: BD09 + sites.l2.coordinates: "
      "WGS84 it would be 0"}},
    {"two files, each in its own wrong way",
     W,
     W,
     3,
     {G, B, G},
     {B, W, G},
     false,
     {"sites.l0 lie outside all zones; with sites.l0.coordinates: GCJ02 it would be 0",
      "sites.l1 lie outside all zones; with sites.l1.coordinates: BD09 it would be 0"}},
};

static struct fixture_audit_ask layers_of(const struct doubt *d)
{
    struct fixture_audit_ask ask = {.seed = 11,
                                    .lon = 114.05,
                                    .lat = 22.55,
                                    .radius_km = 7,
                                    .zones_true = (enum coordinates)d->zones_true,
                                    .zones_said = (enum coordinates)d->zones_said,
                                    .n_layers = d->n_layers};

    for (int l = 0; l < d->n_layers; l++) {
        ask.n_sites[l] = 1200;
        ask.sites_true[l] = (enum coordinates)d->sites_true[l];
        ask.sites_said[l] = (enum coordinates)d->sites_said[l];
    }
    return ask;
}

static void doubt(void **state)
{
    const struct doubt *d = *state;
    struct fixture_audit_ask ask = layers_of(d);
    struct fixture_audit m;
    struct error err;
    int n = 0;

    fixture_audit_make(&m, &ask);
    for (int l = 1; l < d->n_layers && d->one_file; l++)
        m.layer[l].file = m.layer[0].file;
    assert_int_equal(city_audit_warn(&m.city, &m.scenario, &err), ERR_OK);
    while (n < 3 && d->says[n] != NULL)
        n++;
    for (int k = 0; k < m.city.n_warnings; k++) {
        const char *text = m.city.warning[k].in[LANGUAGE_EN];

        if (k >= n || strstr(text, d->says[k]) == NULL) fail_msg("%s", text);
        assert_non_null(strstr(m.city.warning[k].in[LANGUAGE_ZH], "coordinates: "));
    }
    assert_int_equal(m.city.n_warnings, n);
    fixture_audit_clear(&m);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(place) + COUNT(doubts)];
    size_t n = 0;

    for (size_t k = 0; k < COUNT(place); k++)
        tests[n++] = (struct CMUnitTest){place[k].name, all_pairs, NULL, NULL, &place[k]};
    for (size_t k = 0; k < COUNT(doubts); k++)
        tests[n++] = (struct CMUnitTest){doubts[k].name, doubt, NULL, NULL, &doubts[k]};
    return cmocka_run_group_tests_name("city_audit", tests, NULL, NULL);
}

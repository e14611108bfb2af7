/* test_city_audit_layers.c - label: unit. Several files of sites: whose datum is in doubt, and
 * what is said of it. */
#include "tests/assert.h"

#include <stdlib.h>
#include <string.h>

#include "tests/fixture_audit.h"

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

static struct fixture_audit_ask ask_of(const struct doubt *d)
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
    struct fixture_audit_ask ask = ask_of(d);
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
    struct CMUnitTest tests[COUNT(doubts)];

    for (size_t k = 0; k < COUNT(doubts); k++)
        tests[k] = (struct CMUnitTest){doubts[k].name, doubt, NULL, NULL, &doubts[k]};
    return cmocka_run_group_tests_name("city_audit_layers", tests, NULL, NULL);
}

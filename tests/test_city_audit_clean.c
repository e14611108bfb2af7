/* test_city_audit_clean.c - label: statistical. What the audit must not say: nothing of cities
 * whose files are what they say they are, of zones that are a part of a wider city, of few
 * places, outside China, on a plane, without areas. */
#define _POSIX_C_SOURCE 200809L /* getenv */
#include "tests/assert.h"

#include <stdlib.h>
#include <string.h>

#include "tests/dice.h"
#include "tests/fixture_audit.h"

/* Random cities all over China; 200, or as many as the environment says. */
static int n_cities(void)
{
    const char *n = getenv("CHARGEPLAN_AUDIT_CITIES");

    return n != NULL ? atoi(n) : 200;
}

static struct fixture_audit_ask random_city(unsigned long long seed)
{
    static const enum coordinates datum[] = {COORD_WGS84, COORD_GCJ02, COORD_BD09};
    struct fixture_audit_ask a = {.seed = seed};

    dice = seed ^ 0x5DEECE66DULL;
    a.lon = 85 + 40 * uniform();
    a.lat = 20 + 28 * uniform();
    a.radius_km = 3 + 12 * uniform();
    a.grid = uniform() < 0.4;
    a.river = uniform() < 0.4;
    a.clusters = uniform() < 0.7 ? 3 + (int)(150 * uniform()) : 0;
    a.n_layers = 1 + (int)(3 * uniform());
    a.zones_true = a.zones_said = datum[(int)(3 * uniform())];
    for (int l = 0; l < a.n_layers; l++) {
        a.n_sites[l] = (int)exp(2 + 6 * uniform());
        a.sites_true[l] = a.sites_said[l] = datum[(int)(3 * uniform())];
    }
    return a;
}

/* How many of the cities the audit says something of. */
static int alarms(const struct fixture_audit_ask *change)
{
    int n = 0;

    for (int k = 0; k < n_cities(); k++) {
        struct fixture_audit_ask ask = random_city((unsigned long long)k + 1);
        struct fixture_audit m;
        struct error err;

        ask.beyond_km = change->beyond_km;
        ask.dense_west = change->dense_west;
        fixture_audit_make(&m, &ask);
        m.city.n_warnings = 0;
        assert_int_equal(city_audit_warn(&m.city, &m.scenario, &err), ERR_OK);
        n += m.city.n_warnings > 0;
        if (m.city.n_warnings > 0)
            print_message("city %d: %s\n", k + 1, m.city.warning[0].in[LANGUAGE_EN]);
        fixture_audit_clear(&m);
    }
    return n;
}

static struct clean {
    const char *name;
    struct fixture_audit_ask change;
    double share; /* of alarms, at most */
} clean[] = {
    {"places in the zones", {0}, 0},
    {"and up to 600 m around", {.beyond_km = 0.6}, 0},
    /* the worst that could be made: such places look like shifted ones */
    {"and up to 1.5 km around, most in the west", {.beyond_km = 1.5, .dense_west = true}, 0.01},
    {"zones within a wider city", {.beyond_km = 6}, 0},
    {"zones beside a denser city in the west", {.beyond_km = 6, .dense_west = true}, 0},
};

/* Of 1,000 cities of each kind the audit said something of 0, 0, 3, 0 and 0: below 0.3 % and,
 * of the worst kind, below 0.9 % with 95 % confidence (Poisson). */
static void silent(void **state)
{
    const struct clean *c = *state;

    assert_true(alarms(&c->change) <= c->share * n_cities());
}

int main(void)
{
    struct CMUnitTest tests[COUNT(clean)];

    for (size_t k = 0; k < COUNT(clean); k++)
        tests[k] = (struct CMUnitTest){clean[k].name, silent, NULL, NULL, &clean[k]};
    return cmocka_run_group_tests_name("city_audit_clean", tests, NULL, NULL);
}

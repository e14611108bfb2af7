/* test_supply.c - the supply ledger and its counts, row by row by hand. */
#include "model/supply.h"
#include "tests/assert.h"
#include "tests/fixture.h"

enum { NORTH, SOUTH };
enum { AC7, DC120 };

/* clang-format off */
static const struct supply_row want[] = {
    /* today: site 0 (zone 0), site 3 (dedicated, zone 1), site 5 (zone 3) */
    {2020, NORTH, AC7, ACCESS_PUBLIC, ORIGIN_EXISTING, 1, 2, 2, 14},
    {2020, NORTH, AC7, ACCESS_DEDICATED, ORIGIN_EXISTING, 1, 5, 5, 35},
    {2020, NORTH, DC120, ACCESS_PUBLIC, ORIGIN_EXISTING, 1, 2, 4, 240},
    {2020, SOUTH, AC7, ACCESS_PUBLIC, ORIGIN_EXISTING, 1, 1, 1, 7},
    /* 2030: site 1 (zone 2) opens with 3 ac7 and 2 dc120, site 2 (zone 3) with 4 dc120, site 0
     * gets one dc120 more: planned beside its two existing ones */
    {2030, NORTH, AC7, ACCESS_PUBLIC, ORIGIN_EXISTING, 1, 2, 2, 14},
    {2030, NORTH, AC7, ACCESS_PUBLIC, ORIGIN_PLANNED, 1, 3, 3, 21},
    {2030, NORTH, AC7, ACCESS_DEDICATED, ORIGIN_EXISTING, 1, 5, 5, 35},
    {2030, NORTH, DC120, ACCESS_PUBLIC, ORIGIN_EXISTING, 1, 2, 4, 240},
    {2030, NORTH, DC120, ACCESS_PUBLIC, ORIGIN_PLANNED, 2, 3, 6, 360},
    {2030, SOUTH, AC7, ACCESS_PUBLIC, ORIGIN_EXISTING, 1, 1, 1, 7},
    {2030, SOUTH, DC120, ACCESS_PUBLIC, ORIGIN_PLANNED, 1, 4, 8, 480},
};
/* clang-format on */

struct two {
    struct scenario *s;
    struct city *city;
    struct network *n[2];
};

static void start(struct two *t)
{
    struct error err;

    t->s = fixture_scenario();
    t->city = fixture_city();
    assert_int_equal(network_create(&t->n[0], t->s, t->city, 0, NULL, &err), ERR_OK);
    assert_int_equal(network_create(&t->n[1], t->s, t->city, 2, t->n[0], &err), ERR_OK);
    t->n[1]->open[1] = t->n[1]->open[2] = true;
    t->n[1]->opened_year[1] = t->n[1]->opened_year[2] = 2030;
    t->n[1]->n_chargers[2 + AC7] = 3;
    t->n[1]->n_chargers[2 + DC120] = 2;
    t->n[1]->n_chargers[4 + DC120] = 4;
    t->n[1]->n_chargers[0 + DC120] = 3;
}

static void end(struct two *t)
{
    network_free(t->n[0]);
    network_free(t->n[1]);
}

static void ledger(void **state)
{
    struct supply *supply = NULL;
    struct two t;
    struct error err;

    (void)state;
    start(&t);
    assert_int_equal(supply_create(&supply, t.s, t.city, NULL, 2, t.n, &err), ERR_OK);
    assert_int_equal(supply->n_rows, (int)COUNT(want));
    for (size_t k = 0; k < COUNT(want); k++) {
        const struct supply_row *r = &supply->row[k];

        assert_int_equal(r->year, want[k].year);
        assert_int_equal(r->district, want[k].district);
        assert_int_equal(r->kind, want[k].kind);
        assert_int_equal(r->access, want[k].access);
        assert_int_equal(r->origin, want[k].origin);
        assert_int_equal(r->sites, want[k].sites);
        assert_int_equal(r->chargers, want[k].chargers);
        assert_int_equal(r->outlets, want[k].outlets);
        assert_near(r->kw, want[k].kw, 0, 0);
    }
    supply_free(supply);
    end(&t);
}

/* Site 0 is a station (2 + 2), site 5 one dispersed charger, site 3 five dedicated slow ones:
 * no station for want of a fast one. 2030: sites 0, 1, 2 are stations; with site 1 opened (not
 * public) to the public it counts all the same; as dedicated it stands in the totals only. */
static void counts(void **state)
{
    struct two t;
    struct supply_count c;

    (void)state;
    start(&t);
    c = supply_count(t.s, t.city, t.n[0]);
    assert_int_equal(c.public_stations, 1);
    assert_int_equal(c.public_dispersed_sites, 1);
    assert_int_equal(c.public_chargers, 5);
    assert_int_equal(c.public_outlets, 7);
    assert_near(c.public_kw, 261, 0, 0);
    assert_int_equal(c.all_stations, 1);
    assert_int_equal(c.all_chargers, 10);
    t.city->site[1].access = ACCESS_OPENED;
    c = supply_count(t.s, t.city, t.n[1]);
    assert_int_equal(c.public_stations, 3);
    assert_int_equal(c.public_dispersed_sites, 1);
    assert_int_equal(c.public_chargers, 15);
    assert_int_equal(c.all_chargers, 20);
    t.city->site[1].access = ACCESS_DEDICATED;
    c = supply_count(t.s, t.city, t.n[1]);
    assert_int_equal(c.public_stations, 2);
    assert_int_equal(c.all_stations, 3);
    assert_int_equal(c.public_chargers, 10);
    end(&t);
}

/* The ledger's public rows add up to the counts: nothing is lost or counted twice. */
static void adds_up(void **state)
{
    struct supply *supply = NULL;
    struct two t;
    struct error err;

    (void)state;
    start(&t);
    assert_int_equal(supply_create(&supply, t.s, t.city, NULL, 2, t.n, &err), ERR_OK);
    for (int k = 0; k < 2; k++) {
        struct supply_count c = supply_count(t.s, t.city, t.n[k]);
        int chargers = 0, outlets = 0, all = 0;
        double kw = 0;

        for (int q = 0; q < supply->n_rows; q++) {
            const struct supply_row *r = &supply->row[q];

            if (r->year != (k == 0 ? 2020 : 2030)) continue;
            all += r->chargers;
            if (r->access != ACCESS_PUBLIC) continue;
            chargers += r->chargers;
            outlets += r->outlets;
            kw += r->kw;
        }
        assert_int_equal(chargers, c.public_chargers);
        assert_int_equal(outlets, c.public_outlets);
        assert_int_equal(all, c.all_chargers);
        assert_near(kw, c.public_kw, 1e-12, 0);
    }
    supply_free(supply);
    end(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ledger),
        cmocka_unit_test(counts),
        cmocka_unit_test(adds_up),
    };

    return cmocka_run_group_tests_name("supply", tests, NULL, NULL);
}

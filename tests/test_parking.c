/* test_parking.c - bays and chargers of car parks by hand, what they are in a network, in the
 * ledger and beside the homes of the fleet. */
#include "model/supply.h"
#include "tests/assert.h"
#include "tests/dice.h"
#include "tests/parking_scene.h"

enum { AC7, DC120, Y2020 = 0, Y2025, Y2030 };

static struct parking *parking_of(const struct scene *t)
{
    struct parking *p = NULL;
    struct error err;

    if (parking_create(&p, t->s, t->city, &err) != ERR_OK) fail_msg("%s", err.text);
    return p;
}

/* clang-format off */
static const struct {
    int park, year, bays, built, prepared, chargers;
    const char *why;
} want[] = {
    {M1, Y2020, 60, 2, 0, 2, "0.02 x 60 = 1.2, up"},
    {M2, Y2020, 45, 1, 0, 1, "0.9, of which M1 has 0.8 already: 0.1, up"},
    {M3, Y2020, 30, 0, 0, 0, "0.6, of which 0.9 are there: 3 in all for 2.7"},
    {M1, Y2030, 60, 2, 0, 2, "nothing prepared, nothing built out"},
    {M4, Y2020, 0, 0, 0, 0, "not open yet"},
    {M4, Y2025, 101, 8, 3, 8, "a year on: (0.05 + 0.05 x 0.5) x 101 = 7.575; ready 10.1"},
    {M4, Y2030, 101, 11, 0, 11, "built out: 10.1"},
    {M5, Y2025, 0, 0, 0, 0, "opens in 2027"},
    {M5, Y2030, 39, 3, 0, 3, "3.9, of which M4 has 0.9 already"},
    {H1, Y2020, 0, 0, 0, 0, "opens in 2022"},
    {H1, Y2025, 200, 155, 45, 155, "(0.1 + 0.9 x 0.75) x 200"},
    {H1, Y2030, 200, 200, 0, 200, "all, eight years on"},
    {H2, Y2030, 80, 0, 0, 0, "existing homes have no rule"},
    {O1, Y2020, 33, 8, 2, 4, "opens this year: 6.6 bays of two a charger, 3.3 up; ready 9.9, up"},
    {O1, Y2030, 33, 8, 2, 4, "no build-out"},
};
/* clang-format on */

static void by_hand(void **state)
{
    struct scene t;
    struct parking *p;

    (void)state;
    scene_make(&t);
    p = parking_of(&t);
    for (size_t k = 0; k < COUNT(want); k++) {
        const struct parking_count *c = parking_at(p, want[k].year, want[k].park);

        print_message("%s\n", want[k].why);
        assert_int_equal(c->bays, want[k].bays);
        assert_int_equal(c->built, want[k].built);
        assert_int_equal(c->prepared, want[k].prepared);
        assert_int_equal(c->plain, want[k].bays - want[k].built - want[k].prepared);
        assert_int_equal(c->chargers, want[k].chargers);
    }
    assert_int_equal(p->zone[M1], 2);
    assert_int_equal(p->zone[M2], 4);
    assert_int_equal(p->zone[O1], 1);
    assert_int_equal(p->kind[H1], AC7); /* the first slow kind */
    assert_int_equal(p->kind[O1], DC120);
    parking_free(p);
}

/* Random shares and bays: bays are plain, prepared or built in every year; chargers never fall
 * nor exceed their bays; each type keeps its share, by less than one more. */
static void conserved(void **state)
{
    (void)state;
    dice = 4711;
    for (int round = 0; round < 200; round++) {
        struct scene t;
        struct parking *p;

        scene_make(&t);
        for (int k = 0; k < PARKS; k++) {
            t.park[k].bays = (int)(uniform() * 90);
            t.park[k].building = (int)(uniform() * 3);
            t.park[k].year = uniform() < 0.4 ? 0 : 2018 + (int)(uniform() * 14);
        }
        for (struct building_type *b = t.type; b < t.type + 3; b++) {
            b->new_built = uniform();
            b->new_ready = b->new_built + (1 - b->new_built) * uniform();
            b->existing_built = uniform() * 0.3;
            b->existing_ready = b->existing_built + 0.4 * uniform();
            b->build_out_per_year = uniform() * 0.3;
        }
        p = parking_of(&t);
        for (int y = 0; y < 3; y++) {
            double target[3] = {0}, ready_target[3] = {0};
            int ready[3] = {0}, type;

            for (int k = 0; k < PARKS; k++) {
                const struct parking_count *c = parking_at(p, y, k);

                type = t.park[k].building;
                assert_int_equal(c->bays, c->built + c->prepared + c->plain);
                assert_true(c->built >= 0 && c->prepared >= 0 && c->plain >= 0);
                assert_true(c->chargers * (p->kind[k] == DC120 ? 2 : 1) <= c->built);
                if (y > 0) assert_true(c->chargers >= parking_at(p, y - 1, k)->chargers);
                ready[type] += c->built + c->prepared;
                ready_target[type] +=
                    c->bays *
                    (t.park[k].year > 0 ? t.type[type].new_ready : t.type[type].existing_ready);
                target[type] += c->chargers;
            }
            for (type = 0; type < 3; type++) /* new rows and existing ones apart */
                assert_true(ready[type] >= ready_target[type] - 1e-6 &&
                            ready[type] < ready_target[type] + 2);
            for (type = 0; type < 3; type++)
                assert_int_equal(parking_sum(p, t.city, y, type, -1, false).chargers,
                                 (int)target[type]);
        }
        parking_free(p);
    }
}

static struct network *network_of(const struct scene *t, const struct parking *p, int y,
                                  const struct network *before)
{
    struct network *n = NULL;
    struct error err;

    if (network_create(&n, t->s, t->city, y, before, &err) != ERR_OK) fail_msg("%s", err.text);
    if (parking_equip(n, p, t->s, t->city, &err) != ERR_OK) fail_msg("%s", err.text);
    return n;
}

/* What the public may use stands in the network of its year, once; what is not offered is kept
 * from the plan. */
static void in_the_network(void **state)
{
    struct scene t;
    struct parking *p;
    struct network *today, *later, *again;
    struct site_room room;
    struct money money;

    (void)state;
    scene_make(&t);
    p = parking_of(&t);
    today = network_of(&t, p, Y2020, NULL);
    later = network_of(&t, p, Y2030, today);
    again = network_of(&t, p, Y2030, later);
    assert_true(today->open[SCENE_SITES + M1]);
    assert_false(today->open[SCENE_SITES + M3]); /* no charger */
    assert_false(today->open[SCENE_SITES + M4]); /* not built yet */
    assert_false(network_is_there(t.city, SCENE_SITES + M4, 2020));
    assert_true(network_is_there(t.city, SCENE_SITES + M4, 2025));
    assert_true(network_is_there(t.city, SCENE_SITES + M1, 2020));
    assert_int_equal(today->n_chargers[2 * (SCENE_SITES + M1) + AC7], 2);
    assert_int_equal(later->n_chargers[2 * (SCENE_SITES + M4) + AC7], 11);
    assert_int_equal(again->n_chargers[2 * (SCENE_SITES + M4) + AC7], 11); /* not twice */
    assert_int_equal(later->opened_year[SCENE_SITES + M4], 0);             /* not by the plan */
    room = network_room(t.s, t.city, today, SCENE_SITES + M1);
    assert_near(room.bays, 5, 0, 0); /* 0.1 x 58 plain bays, whole */
    assert_near(room.kw, 500, 0, 0);
    room = network_room(t.s, t.city, again, SCENE_SITES + M4);
    assert_near(room.bays, 9, 0, 0); /* 0.1 x 90 */
    again->n_chargers[2 * (SCENE_SITES + M4) + AC7] += 4;
    room = network_room(t.s, t.city, again, SCENE_SITES + M4);
    assert_near(room.bays, 5, 0, 0);
    assert_near(room.kw, 500 - 4 * 7, 1e-12, 0);
    money = network_money(t.s, t.city, later, again);
    assert_near(money.total, 4 * 6000, 0, 0);
    room = network_room(t.s, t.city, today, 1);
    assert_near(room.bays, 12, 0, 0); /* a site of a layer is as it was */
    network_free(today);
    network_free(later);
    network_free(again);
    parking_free(p);
}

static struct supply_row sum_of(const struct supply *supply, int year, enum origin origin,
                                enum site_access access)
{
    struct supply_row sum = {.year = year};

    for (int k = 0; k < supply->n_rows; k++) {
        const struct supply_row *r = &supply->row[k];

        if (r->year != year || r->origin != origin || r->access != access) continue;
        sum.sites += r->sites;
        sum.chargers += r->chargers;
        sum.outlets += r->outlets;
        sum.kw += r->kw;
    }
    return sum;
}

static void in_the_ledger(void **state)
{
    struct scene t;
    struct parking *p;
    struct network *n[2];
    struct supply *supply = NULL;
    struct supply_row r;
    struct supply_count count;
    struct error err;

    (void)state;
    scene_make(&t);
    p = parking_of(&t);
    n[0] = network_of(&t, p, Y2020, NULL);
    n[1] = network_of(&t, p, Y2030, n[0]);
    n[1]->n_chargers[2 * (SCENE_SITES + M4) + AC7] += 4;
    assert_int_equal(supply_create(&supply, t.s, t.city, p, 2, n, &err), ERR_OK);
    r = sum_of(supply, 2020, ORIGIN_BY_RULE, ACCESS_PUBLIC);
    assert_int_equal(r.chargers, 3);
    assert_int_equal(r.sites, 2);
    r = sum_of(supply, 2030, ORIGIN_BY_RULE, ACCESS_PUBLIC);
    assert_int_equal(r.chargers, 3 + 14);
    assert_near(r.kw, 17 * 7, 1e-12, 0);
    r = sum_of(supply, 2030, ORIGIN_PLANNED, ACCESS_PUBLIC);
    assert_int_equal(r.chargers, 4);
    r = sum_of(supply, 2030, ORIGIN_BY_RULE, ACCESS_PRIVATE);
    assert_int_equal(r.chargers, 200);
    r = sum_of(supply, 2030, ORIGIN_BY_RULE, ACCESS_DEDICATED);
    assert_int_equal(r.chargers, 4);
    assert_int_equal(r.outlets, 8);
    assert_near(r.kw, 480, 0, 0);
    r = sum_of(supply, 2030, ORIGIN_EXISTING, ACCESS_PUBLIC);
    assert_int_equal(r.chargers, 5);
    count = supply_count(t.s, t.city, n[1]); /* what the rules count: no private ones */
    assert_int_equal(count.public_chargers, 5 + 17 + 4);
    supply_free(supply);
    network_free(n[0]);
    network_free(n[1]);
    parking_free(p);
}

/* 2030: 11,700 x 0.26 x 0.29 private cars and 23 taxis, 0.4 with a home charger; North has 701
 * of 872 of the night weight, South 171. */
static void beside_the_homes(void **state)
{
    double vehicles = 0.4 * (11700 * 0.26 * 0.29 + 23 * 0.5);
    struct fleet *fleet = NULL;
    struct homes *h = NULL;
    struct scene t;
    struct parking *p;
    struct error err;
    int n_over;

    (void)state;
    scene_make(&t);
    t.s->fleet[1].depot_share = 0.5;
    p = parking_of(&t);
    assert_int_equal(fleet_create(&fleet, t.s, &err), ERR_OK);
    assert_int_equal(homes_create(&h, t.s, t.city, fleet, p, &err), ERR_OK);
    assert_near(homes_sum(h, Y2030).vehicles, vehicles, 1e-12, 0);
    assert_near(h->row[2 * Y2030 + 0].vehicles, vehicles * 701 / 872, 1e-12, 0);
    assert_near(h->depot[Y2030], 11.5, 1e-12, 0);
    assert_int_equal(homes_sum(h, Y2030).by_rule, 200); /* not the malls, not the offices */
    assert_int_equal(h->row[2 * Y2030 + 0].by_rule, 200);
    assert_int_equal(homes_over(h, Y2030, &n_over), -1); /* 353 x 0.804 = 284 */
    assert_int_equal(n_over, 0);
    /* in 2025 some 0.16 of 2,530 cars: 0.4 x 407 x 0.804 = 131 homes, 155 by rule */
    assert_int_equal(homes_over(h, Y2025, &n_over), 0);
    assert_int_equal(n_over, 1);
    homes_free(h);
    fleet_free(fleet);
    parking_free(p);
}

/* Visitors live elsewhere: neither homes nor depots of this area are theirs. */
static void visitors_live_elsewhere(void **state)
{
    static char host[] = "private";
    struct fleet *fleet = NULL;
    struct homes *h = NULL;
    struct scene t;
    struct parking *p;
    struct error err;

    (void)state;
    scene_make(&t);
    t.s->fleet[1].curve = CURVE_VISITORS;
    t.s->fleet[1].visitors_of = host;
    t.s->fleet[1].visitors_share = fixture_number(0.5);
    t.s->fleet[1].depot_share = 0.5;
    p = parking_of(&t);
    assert_int_equal(fleet_create(&fleet, t.s, &err), ERR_OK);
    assert_int_equal(homes_create(&h, t.s, t.city, fleet, p, &err), ERR_OK);
    assert_near(homes_sum(h, Y2030).vehicles, 0.4 * 11700 * 0.26 * 0.29, 1e-12, 0);
    assert_near(h->depot[Y2030], 0, 0, 0);
    homes_free(h);
    fleet_free(fleet);
    parking_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_hand),          cmocka_unit_test(conserved),
        cmocka_unit_test(in_the_network),   cmocka_unit_test(in_the_ledger),
        cmocka_unit_test(beside_the_homes), cmocka_unit_test(visitors_live_elsewhere),
    };

    return cmocka_run_group_tests_name("parking", tests, NULL, NULL);
}

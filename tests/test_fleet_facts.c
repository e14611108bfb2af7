/* test_fleet_facts.c - what the plans say of vehicles by class and tier adds up, and where two
 * plans do not agree. */
#include "scenarios/plans.h"
#include "tests/assert.h"

static double of(const struct plans *plans, const char *id)
{
    const struct fact *fact = plans_find(plans, id);

    if (fact == NULL) fail_msg("there is no fact %s", id);
    return fact->value;
}

static void sums(void **state)
{
    struct plans *p = NULL;
    struct error err;

    (void)state;
    if (plans_read(&p, &err) != ERR_OK) fail_msg("%s", err.text);
    assert_near(of(p, "G15-EV-BUS"), 200000, 0, 0);
    assert_near(of(p, "G15-EV-TAXI"), 300000, 0, 0);
    assert_near(of(p, "G15-EV-SPEC"), 200000, 0, 0);
    assert_near(of(p, "G15-EV-PRIV"), 4300000, 0, 0);
    assert_near(of(p, "G15-EV-BUS") + of(p, "G15-EV-TAXI") + of(p, "G15-EV-SPEC") +
                    of(p, "G15-EV-PRIV"),
                of(p, "G15-EV-NAT"), 0, 0);
    /* 2.66 + 2.23 + 0.11 million */
    assert_near(of(p, "G15-ACC-EV") + of(p, "G15-DEM-EV") + of(p, "G15-PRO-EV"),
                of(p, "G15-EV-NAT"), 0, 0);
    assert_near(of(p, "T34-BUS") + of(p, "T34-TAXI-LOG"), of(p, "T34-STOCK"), 0, 0);
    assert_near(of(p, "T34-BUS"), of(p, "G15-EV-BUS"), 0, 0);
    /* the Guide's taxis alone are three times the taxis and logistics vehicles of the other */
    assert_near(of(p, "G15-EV-TAXI"), 3 * of(p, "T34-TAXI-LOG"), 0, 0);
    plans_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(sums)};

    return cmocka_run_group_tests_name("fleet_facts", tests, NULL, NULL);
}

/* label: unit - models with capacities against all plans of small cities, and their properties;
 * before it the truth itself, on numbers worked out by hand. */
#include <math.h>
#include <stdlib.h>

#include "tests/assert.h"
#include "tests/fixture_proof.h"
#include "tests/fixture_transport.h"

/* Two sites that hold 5 and 4; zones of 3, 3, 2 at 1, 2, 4 metres of the first and 5, 3, 4 of
 * the second. */
static struct town *by_hand(void)
{
    static const double m[3][2] = {{1, 5}, {2, 3}, {4, 4}}, weight[] = {3, 3, 2};
    struct town *t = town_create(truth_cflp.kind, 1, false);

    t->n_zones = 3;
    t->n_sites = 2;
    for (int z = 0; z < 3; z++) {
        t->weight[z] = weight[z];
        for (int s = 0; s < 2; s++)
            t->m[z][s] = m[z][s];
    }
    for (int s = 0; s < 2; s++) {
        t->near[s] = 0;
        t->cost[s] = 10 + s;
        t->status[s] = SITE_CANDIDATE;
        t->district[s] = 0;
    }
    t->n_districts = 1;
    t->capacity[0] = 5;
    t->capacity[1] = 4;
    t->p = -1;
    t->budget = (double)INFINITY;
    t->has_capacity = true;
    t->has_spacing = t->has_serve_cost = t->single_source = false;
    t->min_per_district = 0;
    town_ready(t);
    return t;
}

/* All at the nearest pay 3 + 6 + 8 = 17, the third zone at either; but then the first site
 * holds 6, one too many. Split: one unit of the second zone moves for 1. Whole: the second zone
 * moves for 3, and the third, of 2, finds only 1 left beside it and stays at the first. */
static void transport(void **state)
{
    struct town *t = by_hand();

    (void)state;
    assert_near(transport_least(t, 3), 17 + 1, 1e-12, 0);
    assert_near(transport_least_whole(t, 3), 17 + 3, 1e-12, 0);
    assert_true(isnan(transport_least(t, 1)) && isnan(transport_least_whole(t, 2)));
    assert_near(transport_most_whole(t, 1), 5, 1e-12, 0);
    assert_near(transport_most_whole(t, 2), 3, 1e-12, 0);
    assert_near(transport_most_whole(t, 3), 8, 1e-12, 0);
    assert_near(truth_mclp_c.value(t, 1), 5, 1e-12, 0);
    assert_near(truth_mclp_c.value(t, 2), 4, 1e-12, 0);
    assert_near(truth_cflp.best(t), 10 + 11 + 18, 1e-12, 0);
    town_free(t);
}

int main(void)
{
    static const struct truth *const rows[] = {&truth_cflp, &truth_cflp_single, &truth_mclp_c,
                                               &truth_mclp_c_single, NULL};
    const struct CMUnitTest by_hand_tests[] = {cmocka_unit_test(transport)};
    int failed = cmocka_run_group_tests_name("served, by hand", by_hand_tests, NULL, NULL);

    return proof_main("placement: capacity", rows) + failed;
}

/* label: unit - the knapsack of a site: by hand, and what its parts say where it is large. */
#include "model/capacity/capacity.h"
#include "tests/assert.h"

/* 6 + 5 fit into 11, and 7 does not fit beside 5: gains 6 + 5 beat 10. */
static void knapsack(void **state)
{
    struct capacity_item item[3] = {{10, 7, 10.0 / 7, 0, 0}, {6, 6, 1, 1, 0}, {5, 5, 1, 2, 0}};
    bool exact;

    (void)state;
    assert_near(capacity_pack_split(item, 3, 11), 10 + 4, 1e-12, 0);
    assert_near(capacity_pack_whole(item, 3, 11, &exact), 11, 1e-12, 0);
    assert_true(exact);
    for (int k = 0; k < 3; k++)
        assert_true(item[k].part == (item[k].pair == 0 ? 0 : 1));
    assert_near(capacity_pack_whole(item, 3, 18, &exact), 21, 1e-12, 0);
}

/* More items than a search may look at: the bound is that of parts, by Dantzig's rule (densest
 * first, the last one cut), and the parts are a plan of it: a step along others leads nowhere.
 */
static void too_large(void **state)
{
    enum { N = 2000 };
    const double room = 500.5;
    static struct capacity_item item[N];
    double bound = 0, gain = 0, weight = 0, left = room;
    bool exact;

    (void)state;
    for (int k = 0; k < N; k++) { /* falling density, weights of no pattern */
        double w = 1 + k * 37 % 97 + 0.37, density = 3 - k * 1e-3;

        item[N - 1 - k] = (struct capacity_item){density * w, w, density, k, 0};
        bound += density * fmin(w, left);
        left -= fmin(w, left);
    }
    assert_near(capacity_pack_whole(item, N, room, &exact), bound, 1e-12, 0);
    assert_false(exact);
    for (int k = 0; k < N; k++) {
        assert_true(item[k].part >= 0 && item[k].part <= 1);
        gain += item[k].part * item[k].gain;
        weight += item[k].part * item[k].weight;
    }
    assert_near(gain, bound, 1e-12, 0);
    assert_near(weight, room, 1e-12, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(knapsack), cmocka_unit_test(too_large)};

    return cmocka_run_group_tests_name("capacity_pack", tests, NULL, NULL);
}

/* test_steffen.c - the monotone cubic curve between points. */
#include "model/fleet/steffen.h"

#include "tests/assert.h"
#include "tests/fixture.h"

/* Through the points, monotone between each two, flat where two are equal, not above any. */
static void monotone(void **state)
{
    static const int year[] = {2000, 2003, 2010, 2011, 2020, 2030};
    static const double value[][6] = {
        {0, 1, 2, 50, 51, 400}, {400, 60, 55, 3, 3, 0}, {0, 100, 100, 20, 500, 10}};

    (void)state;
    for (int r = 0; r < 3; r++) {
        struct series p;

        fixture_scenario();
        p = fixture_series(6, year, value[r]);
        for (int k = 0; k < 6; k++)
            assert_near(steffen_at(&p, year[k]), value[r][k], 1e-12, 1e-12);
        for (int k = 0; k < 5; k++)
            for (int y = year[k]; y < year[k + 1]; y++) {
                double up = value[r][k + 1] > value[r][k] ? 1 : -1;

                assert_true(up * (steffen_at(&p, y + 1) - steffen_at(&p, y)) >= -1e-9);
                if (value[r][k + 1] == value[r][k])
                    assert_near(steffen_at(&p, y), value[r][k], 1e-12, 0);
            }
    }
}

/* By the paper's formulas: points (0, 0), (2, 4), (6, 6). Slopes of the parts s1 = 2, s2 = 0.5;
 * the middle one 2 min(s1, s2, p/2), p = (s1 h2 + s2 h1)/(h1 + h2) = (8 + 1)/6 = 1.5, so 2 x
 * 0.5 = 1; the last one s2, the paper's simplest possibility at an end. Half way through the
 * second part, 2 from its start: a = (1 + 0.5 - 2 x 0.5)/16 = 1/32, b = (1.5 - 2 x 1 - 0.5)/4 =
 * -1/4: 4 + 1 x 2 - 4/4 + 8/32 = 5.25. */
static void by_hand(void **state)
{
    static const int year[] = {2000, 2002, 2006};
    struct series p;

    (void)state;
    fixture_scenario();
    p = fixture_series(3, year, (double[]){0, 4, 6});
    assert_near(steffen_at(&p, 2004), 5.25, 1e-12, 0);
}

static void line_and_ends(void **state)
{
    static const int year[] = {2020, 2024, 2030};
    struct series two, three, none = {0};

    (void)state;
    fixture_scenario();
    two = fixture_series(2, year, (double[]){10, 30});
    three = fixture_series(3, year, (double[]){10, 30, 90});
    assert_near(steffen_at(&two, 2021), 15, 1e-14, 0);
    assert_near(steffen_at(&three, 1990), 10, 0, 0);
    assert_near(steffen_at(&three, 2050), 90, 0, 0);
    assert_near(steffen_at(&none, 2020), NAN, 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(monotone), cmocka_unit_test(by_hand),
                                       cmocka_unit_test(line_and_ends)};

    return cmocka_run_group_tests_name("steffen", tests, NULL, NULL);
}

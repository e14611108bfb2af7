/* test_chart.c - bars as tall as their values, axes in round steps. */
#include <stdlib.h>
#include <string.h>

#include "output/report/chart.h"
#include "scenarios/messages.h"
#include "tests/assert.h"

/* Bars are as tall as their values: heights of the rectangles over the plot's 210 units. */
static void bars(void **state)
{
    const char *label[] = {"2020", "2030"}, *series[] = {"a", "b"};
    const double value[] = {10, 40, 20, 55};   /* stacks 30 and 95; the axis ends at 100 */
    const double want[] = {21, 42, 84, 115.5}; /* 210 x value / 100, bar by bar */
    struct chart chart = {"t", "u", 2, 2, label, series, value, NULL, NULL, NULL};
    char *svg = NULL;
    size_t size;
    FILE *f = open_memstream(&svg, &size);
    struct html html = {f, LANGUAGE_EN, "CNY"};
    int k = 0;

    (void)state;
    chart_bars(&html, &chart);
    fclose(f);
    for (const char *p = strstr(svg, "height=\""); p && k < 4;
         p = strstr(p + 1, " height=\""), k++)
        assert_near(strtod(strchr(p, '"') + 1, NULL), want[k], 0, 0.005);
    assert_int_equal(k, 4);
    free(svg);
}

static struct step_row {
    const char *name;
    double most, want;
} steps[] = {
    {"five steps of 20", 100, 20},    {"four of 1", 3.2, 1},
    {"six of 50", 290, 50},           {"three of 100", 300, 100},
    {"six of 20,000", 116622, 20000}, {"small shares", 0.07, 0.02},
    {"nothing to show", 0, 1},
};

static void step(void **state)
{
    const struct step_row *r = *state;

    assert_near(chart_step(r->most), r->want, 1e-12, 0);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(steps) + 1];

    tests[0] = (struct CMUnitTest)cmocka_unit_test(bars);
    for (size_t k = 0; k < COUNT(steps); k++)
        tests[k + 1] = (struct CMUnitTest){steps[k].name, step, NULL, NULL, &steps[k]};
    return cmocka_run_group_tests_name("chart", tests, NULL, NULL);
}

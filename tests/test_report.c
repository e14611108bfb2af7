/* test_report.c - the report: well-formed, escaped, offline, and its figures those of the run.
 */
#include "tests/assert.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "output/chart.h"
#include "output/judged.h"
#include "output/map_png.h"
#include "output/messages.h"
#include "output/report.h"
#include "output/solved.h"
#include "tests/fixture_run.h"

static struct fixture *fixture;

static int setup(void **state)
{
    (void)state;
    fixture = fixture_run_create(0.25);
    fixture->scenario.report.map_px = 400;
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    fixture_run_free(fixture);
    return 0;
}

static char *page(void)
{
    char *bytes = NULL;
    size_t size;
    FILE *f = open_memstream(&bytes, &size);
    struct error err;

    assert_int_equal(report_write(&fixture->run, f, &err), ERR_OK);
    fclose(f);
    return bytes;
}

static int count(const char *text, const char *what)
{
    int n = 0;

    for (const char *p = strstr(text, what); p; p = strstr(p + 1, what))
        n++;
    return n;
}

static void says(const char *html, const char *what)
{
    if (!strstr(html, what)) fail_msg("the report does not say: %s", what);
}

static void lacks(const char *html, const char *what)
{
    if (strstr(html, what)) fail_msg("the report says: %s", what);
}

/* Every element that opens closes, in order; a stack of names. */
static void balanced(const char *html)
{
    static const char *const alone[] = {"meta", "img", "br", "!DOCTYPE", "rect", "line"};
    char stack[64][16];
    int depth = 0;

    for (const char *p = strchr(html, '<'); p; p = strchr(p + 1, '<')) {
        char name[16];
        bool closes = p[1] == '/', single = false;
        const char *end = strchr(p, '>');
        size_t n = strcspn(p + 1 + closes, " >/\n");

        assert_non_null(end);
        assert_true(n > 0 && n < sizeof name);
        memcpy(name, p + 1 + closes, n);
        name[n] = '\0';
        for (size_t k = 0; k < COUNT(alone); k++)
            single = single || strcmp(name, alone[k]) == 0;
        if (single) continue;
        if (!closes) {
            assert_true(depth < 64);
            strcpy(stack[depth++], name);
            continue;
        }
        if (depth == 0 || strcmp(stack[--depth], name) != 0)
            fail_msg("</%s> closes <%s>", name, depth >= 0 ? stack[depth] : "nothing");
    }
    assert_int_equal(depth, 0);
}

static void well_formed(void **state)
{
    char *html = page();

    (void)state;
    balanced(html);
    says(html, "<html lang=\"en\">");
    says(html, "<meta charset=\"utf-8\">");
    assert_int_equal(count(html, "<table"), count(html, "<caption>"));
    assert_int_equal(count(html, "<table"), count(html, "<thead>"));
    assert_int_equal(count(html, "<svg"), 2);
    assert_int_equal(count(html, "role=\"img\" aria-label=\""), 2);
    assert_int_equal(count(html, "<img alt=\"Map of "), 1);
    free(html);
}

/* Nothing is fetched, nothing runs. */
static void offline(void **state)
{
    char *html = page();

    (void)state;
    assert_int_equal(count(html, "http"), count(html, "xmlns=\"http://www.w3.org/2000/svg\""));
    assert_int_equal(count(html, "<script"), 0);
    assert_int_equal(count(html, "<link"), 0);
    assert_int_equal(count(html, "href"), 0);
    assert_int_equal(count(html, "url("), 0);
    assert_int_equal(count(html, " src=\""), count(html, " src=\"data:image/png;base64,"));
    free(html);
}

static void escaped(void **state)
{
    char *html = page();

    (void)state;
    says(html, "Toy City &lt;5 &amp; more&gt; (made-up city)");
    says(html, "name: toy-city # &lt;b&gt; &amp; &quot;quotes&quot;\n");
    says(html, "a quarter of the &lt;radius&gt;");
    says(html, "=Mall, &quot;north&quot;");
    assert_null(strstr(html, "<5"));
    assert_null(strstr(html, "<radius>"));
    free(html);
}

/* Rows of a table have as many cells as its head; a cell that spans rows counts in each. */
static void whole_rows(void **state)
{
    char *html = page();

    (void)state;
    for (char *t = strstr(html, "<table"); t; t = strstr(t + 1, "<table")) {
        char *end = strstr(t, "</table>");
        int heads, carried = 0, carried_rows = 0;
        char kept = *end;

        *end = '\0';
        heads = count(t, "<th scope=\"col\"");
        assert_true(heads >= 2);
        for (char *row = strstr(strstr(t, "<tbody>"), "<tr"); row;
             row = strstr(row + 1, "<tr")) {
            char *stop = strstr(row, "</tr>"), was = *stop;
            int cells, spans;

            *stop = '\0';
            cells = count(row, "<td") + count(row, "<th");
            spans = count(row, "rowspan=\"");
            assert_int_equal(cells + (carried_rows > 0 ? carried : 0), heads);
            if (carried_rows > 0) carried_rows--;
            if (spans > 0) {
                carried = spans;
                carried_rows = atoi(strstr(row, "rowspan=\"") + 9) - 1;
            }
            *stop = was;
        }
        *end = kept;
    }
    free(html);
}

/* The figures that a reader takes away, computed here from the record. */
static void figures(void **state)
{
    char *html = page(), want[256];
    const struct run *run = &fixture->run;
    const struct network *n = run->network[2];
    double served = 0, demand = 0;
    int chargers = 0, before = 0;

    (void)state;
    for (int v = 0; v < N_SERVICES; v++) {
        for (int z = 0; z < n->n_zones; z++)
            served += n->served_kwh[v][z];
        demand += fixture->demand.totals[2].public_kwh[v];
    }
    for (int k = 0; k < n->n_sites * 3; k++) {
        chargers += n->n_chargers[k];
        before += run->network[0]->n_chargers[k];
    }
    snprintf(want, sizeof want, "the plan serves %.1f\xc2\xa0%% of that energy",
             100 * served / demand);
    says(html, want);
    snprintf(want, sizeof want, "with %d chargers (", chargers - before);
    says(html, want);
    says(html, "for 17.80 million CNY in 2 phases."); /* 2 x 8.9 million */
    says(html, "Of 3 rules judged for 2030: 1 met, 2 not met.");
    /* bound = 1.0071 of the objective */
    snprintf(want, sizeof want,
             "2030: given what stood before 2030, no plan for these sites can serve more than "
             "%.1f\xc2\xa0%% of the demand; this "
             "one serves %.1f\xc2\xa0%%.",
             100 * 1.0071 * served / demand, 100 * served / demand);
    says(html, want);
    says(html, "2025: no plan with these sites and this budget can serve more than ");
    says(html, "<td>1:7</td><td>11.4:1</td>"); /* 22.2 / 3 + 4 */
    says(html, "Its validity ended in 2020.");
    says(html, "its 2 bays cannot hold station_min chargers");
    says(html, "fitted, rms residual 41.2 vehicles</td>"); /* 41.25, ties to even */
    says(html, "straight lines; cut at all vehicles of the class</td>");
    free(html);
}

/* Stock of the year over public chargers: the bridge's own arithmetic. */
static void bridge(void **state)
{
    char *html = page(), want[256];
    const int *c = fixture->run.network[2]->n_chargers;
    double ev = 93500.5 + 5200 + 6100;
    int chargers = 0;

    (void)state;
    for (int k = 0; k < fixture->city.n_sites * 3; k++)
        chargers += c[k];
    snprintf(want, sizeof want, "<td class=\"n\">%.1f:1</td>", ev / chargers);
    says(html, want);
    /* MWh: home, work, depot, public slow, public fast, as the fixture makes them */
    snprintf(want, sizeof want,
             "2030</th><td class=\"n\">%.1f</td><td class=\"n\">%.1f</td><td class=\"n\">%.1f"
             "</td><td class=\"n\">%.1f</td><td class=\"n\">%.1f</td>",
             ev * 0.0031, ev * 0.0009, ev * 0.0008, ev * 0.0012, ev * 0.0019);
    says(html, want);
    free(html);
}

/* The picture in the page is the map itself, byte for byte. */
static void picture(void **state)
{
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char *html = page(), *map = NULL;
    size_t size, at = 0;
    FILE *f = open_memstream(&map, &size);
    struct error err;
    const char *p = strstr(html, "base64,") + 7;

    (void)state;
    assert_int_equal(map_png_write(&fixture->run, f, &err), ERR_OK);
    fclose(f);
    for (; *p != '"'; p += 4) {
        unsigned bits = 0;

        for (int k = 0; k < 4; k++)
            bits = bits << 6 | (p[k] == '=' ? 0 : (unsigned)(strchr(digits, p[k]) - digits));
        for (int k = 0; k < 3 && p[k + 1] != '='; k++)
            assert_true(at < size && (unsigned char)map[at++] == (bits >> (16 - 8 * k) & 255));
    }
    assert_int_equal(at, size);
    free(map);
    free(html);
}

/* What a scenario need not have: phases, rules, districts, core, budget, a plan. */
static void bare(void **state)
{
    char *html;

    (void)state;
    fixture->run.n_phases = 0;
    fixture->run.n_networks = 1;
    fixture->run.n_screened = 0;
    fixture->run.n_warnings = 0;
    fixture->rules.n = 0;
    fixture->scenario.n_rules = 0;
    fixture->scenario.access.rule_radius_core_km = NAN;
    html = page();
    balanced(html);
    says(html, "Nothing was planned");
    says(html, "The scenario names no rules.");
    says(html, "No site is added.");
    free(html);
}

static void infeasible(void **state)
{
    char *html;

    (void)state;
    fixture->run.feasible = false;
    fixture->run.phase[1].status = PLAN_INFEASIBLE;
    strcpy(fixture->run.phase[1].reason, "the required site <9> cannot stand");
    html = page();
    balanced(html);
    says(html,
         "There is no plan for 2030: the required site &lt;9&gt; cannot stand. The figures "
         "below show what stands before 2030.");
    says(html, "2030: no plan exists: the required site &lt;9&gt; cannot stand.</p>");
    says(html, "There is no plan for 2030: what stands before 2030 would serve ");
    says(html, "<td>infeasible</td><td>proven that no plan exists</td>");
    says(html, "<th scope=\"row\">2030 (no plan)</th>");
    says(html, "for 8,900,000 CNY in 1 phase."); /* of the first alone */
    lacks(html, "the plan serves");
    lacks(html, "(s)");
    free(html);
}

/* Messages that are found by adding a number to the first of them stand in the same order. */
static void orders(void **state)
{
    (void)state;
    for (int k = 0; k < 4; k++)
        assert_string_equal(messages_text(MSG_STATUS_OPTIMAL + (unsigned)k),
                            solved_status((enum plan_status)k));
    for (int k = 0; k < 3; k++) {
        struct rule_result r = {.kind = RULE_BUDGET, .outcome = (enum rule_outcome)k};

        assert_string_equal(messages_text(MSG_OUTCOME_MET + (unsigned)k), judged_outcome(&r));
        assert_string_equal(judged_outcome_text(&r), judged_outcome(&r));
    }
    assert_string_equal(messages_text(MSG_STRENGTH_BINDING + STRENGTH_AIM), "aim");
    assert_string_equal(messages_text(MSG_STRENGTH_BINDING + STRENGTH_INFO), "information");
    assert_string_equal(messages_text(MSG_ACCESS_PUBLIC + ACCESS_PRIVATE), "private");
    assert_string_equal(messages_text(MSG_REP_STOP_PROVED + STOP_INTERRUPTED),
                        "it was interrupted");
    assert_string_equal(messages_text(MSG_REP_STOP_PROVED + STOP_TIME),
                        "the time limit was reached");
}

/* Bars are as tall as their values: heights of the rectangles over the plot's 210 units. */
static void bars(void **state)
{
    const char *label[] = {"2020", "2030"}, *series[] = {"a", "b"};
    const double value[] = {10, 40, 20, 55};   /* stacks 30 and 95; the axis ends at 100 */
    const double want[] = {21, 42, 84, 115.5}; /* 210 x value / 100, bar by bar */
    struct chart chart = {"t", "u", 2, 2, label, series, value};
    char *svg = NULL;
    size_t size;
    FILE *f = open_memstream(&svg, &size);
    int k = 0;

    (void)state;
    chart_bars(f, &chart);
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

#define PAGE_TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest fixed[] = {
        PAGE_TEST(well_formed),   PAGE_TEST(offline),     PAGE_TEST(escaped),
        PAGE_TEST(whole_rows),    PAGE_TEST(figures),     PAGE_TEST(bridge),
        PAGE_TEST(picture),       PAGE_TEST(bare),        PAGE_TEST(infeasible),
        cmocka_unit_test(orders), cmocka_unit_test(bars),
    };
    struct CMUnitTest tests[COUNT(fixed) + COUNT(steps)];

    memcpy(tests, fixed, sizeof fixed);
    for (size_t k = 0; k < COUNT(steps); k++)
        tests[COUNT(fixed) + k] =
            (struct CMUnitTest){steps[k].name, step, NULL, NULL, &steps[k]};
    return cmocka_run_group_tests_name("report", tests, NULL, NULL);
}

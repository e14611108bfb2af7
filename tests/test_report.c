/* test_report.c - the report: well-formed, escaped, offline, and its figures those of the run.
 */
#include "tests/assert.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "output/judged.h"
#include "output/map/map_png.h"
#include "output/report/chart.h"
#include "output/report/report.h"
#include "output/solved.h"
#include "scenarios/messages.h"
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

/* "1,234" becomes "1234": counts may be compared without their commas. */
static void drop_commas(char *text)
{
    char *to = text;

    for (char *p = text; *p; p++)
        if (*p != ',' || p == text || p[-1] < '0' || p[-1] > '9') *to++ = *p;
    *to = '\0';
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
    assert_int_equal(count(html, "<img alt=\"Map of fast charging in "), 1);
    assert_int_equal(count(html, "<img alt=\"Map of slow charging in "), 1);
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
    assert_int_equal(map_png_write(&fixture->run, FAST, f, &err), ERR_OK);
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
    strcpy(fixture->run.phase[1].reason.in[LANGUAGE_EN], "the required site <9> cannot stand.");
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

/* Money that stays: 4e7 given, 8.9 million spent is 22.3 % used; 4e7 of 4.05e7 is not told.
 * Stations of the fixture that hold what fits are counted here from bays and kW. */
static void money_left(void **state)
{
    const struct network *n = fixture->run.network[1];
    int stations = 0, full[2] = {0};
    char want[512], *html;

    (void)state;
    for (int s = 0; s < n->n_sites; s++) { /* bays for none, one slow, one fast of 3 more */
        const int *c = &n->n_chargers[s * 3];

        fixture->city.site[s].bays = c[0] + 2 * c[1] + c[2] + (s % 3 > 0);
        fixture->city.site[s].power_kw =
            60 * c[0] + 120 * c[1] + 7 * c[2] + (s % 3 > 1 ? 60 : 7);
    }
    for (int s = 0; s < n->n_sites; s++) {
        const int *c = &n->n_chargers[s * 3]; /* dc60, dc120, ac7 */
        const struct site *site = &fixture->city.site[s];
        int bays = c[0] + 2 * c[1] + c[2], kw = 60 * c[0] + 120 * c[1] + 7 * c[2];

        if (!n->open[s] || c[0] + c[1] == 0 || c[0] + c[1] + c[2] < 3) continue;
        stations++;
        full[FAST] += bays + 1 > site->bays || kw + 60 > site->power_kw; /* dc60 is the first */
        full[SLOW] += bays + 1 > site->bays || kw + 7 > site->power_kw;
    }
    assert_true(stations > 0 && full[FAST] > full[SLOW] && full[SLOW] > 0 &&
                full[FAST] < stations); /* else the sentence could be wrong unseen */
    snprintf(
        want, sizeof want,
        "Of the budget of 40.00 million CNY, 31.10 million CNY (77.8\xc2\xa0%%) is left: sites "
        "(bays, power, reach), not money, set the limit. Of %d stations open then, %d have no "
        "bay or no power left for one more fast charger, %d for one more slow one;",
        stations, full[FAST], full[SLOW]);
    html = page();
    says(html, want);
    assert_int_equal(count(html, "Of the budget of"), 1); /* the other phase has no limit */
    free(html);
    fixture->run.phase[0].gap = 0.05; /* more than the 0.01 asked for: nothing is settled */
    html = page();
    says(html,
         "the search stopped before it was settled whether sites or money set the limit.");
    lacks(html, "not money, set the limit");
    free(html);
    fixture->run.phase[0].budget = 8.9e6 / 0.981; /* 1.9 % */
    html = page();
    lacks(html, "Of the budget of");
    says(html, "2025: no plan within this budget can serve more than ");
    free(html);
    fixture->run.phase[0].budget = 8.9e6 / 0.979;
    html = page();
    says(html, "Of the budget of 9,090,909 CNY, 190,909 CNY (2.1\xc2\xa0%) is left:");
    free(html);
}

/* Nothing can be built with 1,000: the least money is told, nothing is called a plan. */
static void too_dear(void **state)
{
    struct run *run = &fixture->run;
    char *html;

    (void)state;
    run->feasible = false;
    run->n_phases = 1;
    run->n_networks = 2;
    fixture->rules.n = 6;
    run->network[1]->n_chargers = run->network[0]->n_chargers;
    run->network[1]->open = run->network[0]->open;
    run->network[1]->opened_year = run->network[0]->opened_year;
    run->phase[0].status = PLAN_INFEASIBLE;
    run->phase[0].stop = STOP_PROVED;
    run->phase[0].budget = 1000;
    run->phase[0].rule_cost = 1101000;
    run->phase[0].money = (struct money){0};
    said_set(&run->phase[0].reason, MSG_WHY_TOO_DEAR, said_money(1000, "CNY"),
             said_money(1101000, "CNY"));
    html = page();
    balanced(html);
    says(html, "There is no plan for 2025: the budget is 1,000 CNY, but the required sites and "
               "the core rule need at least 1,101,000 CNY. The figures below show what stands "
               "today.</p>");
    says(html, "2025: no plan exists: the budget is 1,000 CNY, but");
    says(html, "There is no plan for 2025: what stands today would serve ");
    says(html, "Nothing is built; ");
    lacks(html, "the plan serves");
    lacks(html, "It adds");
    lacks(html, "the optimum was proved");
    free(html);
}

/* A core rule that fails only where no site can be is not simply "not met". */
static void core_that_cannot(void **state)
{
    struct rule_result *r = &fixture->rules.result[6]; /* 2030: 91 zones short */
    char *html;

    (void)state;
    r->core_unreachable = 90;
    html = page();
    says(html,
         "a public site less than 0.9 km from every core zone: 91 core zones not covered, "
         "90 of them with no site that near, open or possible; the farthest is 0.98 km "
         "from a site (G15-ACC-RAD-P, ended in 2020).");
    lacks(html, "can be");
    free(html);
    r->core_unreachable = 91;
    html = page();
    says(html, "Of 3 rules judged for 2030: 1 met, 1 met everywhere it can be, 1 not met.");
    says(html,
         "from every core zone: met everywhere it can be; 91 core zones with no site that "
         "near, open or possible (G15-ACC-RAD-P, ended in 2020).");
    says(html,
         "<td class=\"could\">met everywhere it can be</td><td>91 core zones with no site "
         "within 0.90 km, open or possible</td>");
    free(html);
}

/* Beside a missed ratio stands what the chargers do: kW per EV, and energy over 24 h of kW. */
static void idle_chargers(void **state)
{
    const struct network *n = fixture->run.network[2];
    double kw = 0, served = 0, ev = 93500.5 + 5200 + 6100;
    char want[512], *html = page();

    (void)state;
    for (int s = 0; s < n->n_sites; s++)
        kw += 60 * n->n_chargers[s * 3] + 120 * n->n_chargers[s * 3 + 1] +
              7 * n->n_chargers[s * 3 + 2];
    for (int v = 0; v < N_SERVICES; v++)
        for (int z = 0; z < n->n_zones; z++)
            served += n->served_kwh[v][z];
    snprintf(
        want, sizeof want,
        "1 public charger per 7 EVs: 11.4:1 reached, 1,202 chargers short; what stands gives "
        "%.2f kW per EV and uses %.1f\xc2\xa0%% of its rated power over the day "
        "(G15-ACC-RATIO-P, ended in 2020).",
        kw / ev, 100 * served / (24 * kw));
    says(html, want);
    free(html);
}

/* The wait of those who are served, and beside it who is refused; no station, no wait. */
static void wait_and_refused(void **state)
{
    const struct network *n = fixture->run.network[2];
    struct rule_result *r = &fixture->rules.result[8];
    double full = 0;
    char want[256], *html = page();

    (void)state;
    for (int z = 0; z < n->n_zones; z++)
        full += n->full_kwh[FAST][z];
    snprintf(want, sizeof want,
             "<td>8.7 %%</td><td class=\"good\">met</td>"); /* not alone any more */
    lacks(html, want);
    snprintf(want, sizeof want,
             "<td>8.7 %%; within reach but full: %.1f\xc2\xa0%% of the fast demand",
             100 * full / fixture->demand.totals[2].public_kwh[FAST]);
    says(html, want);
    says(html, "drivers refused because every station in reach is full are not counted");
    free(html);
    r->outcome = RULE_NOT_MET;
    r->achieved = NAN;
    html = page();
    says(html, "<td class=\"bad\">nothing stands yet</td><td></td>");
    says(html, "at most 10 % of the fast users of a station wait longer than 10 min: no fast "
               "charger stands yet (own rule).");
    free(html);
}

/* A kept budget is no rule to boast of; a broken one is told. */
static void budget_rule(void **state)
{
    struct rule_result *r = &fixture->rules.result[8];
    char *html;

    (void)state;
    r->kind = RULE_BUDGET;
    r->target = 2e7;
    r->achieved = 2.15e7;
    html = page();
    says(html, "Of 2 rules judged for 2030: 0 met, 2 not met.");
    free(html);
    r->outcome = RULE_NOT_MET;
    r->shortfall = 1.5e6;
    html = page();
    says(html, "Of 3 rules judged for 2030: 0 met, 3 not met.");
    says(html, "at most 20.00 million CNY in a phase: 21.50 million CNY spent, 1,500,000 CNY "
               "too much");
    free(html);
    fixture->rules.n = 3;
    fixture->run.n_networks = 1; /* of today: one rule less one */
    fixture->run.n_phases = 0;
    fixture->rules.n = 1;
    html = page();
    says(html, "Of 1 rule judged for 2020: 0 met, 1 not met.");
    free(html);
}

/* A file of two layers stands once among the inputs, one whose bytes are others again. */
static void file_once(void **state)
{
    struct input_file *before = fixture->scenario.input, two[2] = {before[0], before[0]};
    char *html;

    (void)state;
    fixture->scenario.input = two;
    fixture->scenario.n_inputs = 2;
    html = page();
    assert_int_equal(count(html, "<th scope=\"row\">zones.csv</th>"), 1);
    free(html);
    two[1].sha256[0] = 'b';
    html = page();
    assert_int_equal(count(html, "<th scope=\"row\">zones.csv</th>"), 2);
    free(html);
    fixture->scenario.input = before;
    fixture->scenario.n_inputs = 1;
}

/* What a phase adds is the difference of the networks on both sides. */
static void phase_by_phase(void **state)
{
    char *html = page(), want[512];

    (void)state;
    for (int k = 1; k <= 2; k++) {
        const struct network *a = fixture->run.network[k - 1], *b = fixture->run.network[k];
        int fresh = 0, grown = 0, fast = 0, slow = 0, outlets = 0, kw = 0;

        if (k == 2) { /* one site of the first phase grows */
            int s = 0;

            while (a->opened_year[s] != 2025 || b->opened_year[s] != 2025)
                s++;
            b->n_chargers[s * 3 + 2] += 5;
            free(html);
            html = page();
        }
        for (int s = 0; s < a->n_sites; s++) {
            int more[3], all = 0;

            for (int i = 0; i < 3; i++)
                all += more[i] = b->n_chargers[s * 3 + i] - a->n_chargers[s * 3 + i];
            fresh += b->open[s] && !a->open[s];
            grown += a->open[s] && all > 0;
            fast += more[0] + more[1];
            slow += more[2];
            outlets += more[0] + 2 * more[1] + more[2];
            kw += 60 * more[0] + 120 * more[1] + 7 * more[2];
        }
        if (k == 2) assert_true(grown > 0);
        snprintf(want, sizeof want,
                 "<th scope=\"row\">%d</th><td class=\"n\">%d</td><td class=\"n\">%d</td><td "
                 "class=\"n\">%d</td><td class=\"n\">%d</td><td class=\"n\">%d</td><td "
                 "class=\"n\">%d</td><td class=\"n\">8.90</td>",
                 k == 1 ? 2025 : 2030, fresh, grown, fast, slow, outlets, kw);
        drop_commas(html);
        says(html, want);
    }
    lacks(html, "sites of today that get more");
    free(html);
}

/* A gap wider than asked is said as such; fast and slow stand apart beside it. */
static void gap_missed(void **state)
{
    struct energy e = digest_energy(&fixture->run, fixture->run.network[2], SLOW, -1);
    char want[256], *html = page();

    (void)state;
    says(html, "The search stopped at a gap of 0.71\xc2\xa0% (the gap that was asked for");
    snprintf(want, sizeof want,
             "Slow charging: %.1f\xc2\xa0%% served, %.1f\xc2\xa0%% within reach but full, "
             "%.1f\xc2\xa0%% out of reach.",
             100 * e.served / e.demand, 100 * e.full / e.demand, 100 * e.out / e.demand);
    says(html, want);
    free(html);
    fixture->run.phase[1].gap = 0.0423;
    fixture->run.phase[1].stop = STOP_WORK;
    html = page();
    says(html,
         "The search stopped at a gap of 4.23\xc2\xa0%, not the 1\xc2\xa0% asked for: the "
         "limit of work was reached.");
    free(html);
}

/* Each model's figures have its own unit. */
static void measures(void **state)
{
    struct phase *p = &fixture->run.phase[1];
    char text[128];

    (void)state;
    assert_string_equal(
        solved_amount(LANGUAGE_EN, &fixture->run, p, 12345.6, text, sizeof text),
        "12,346 kWh per day served");
    p->model = &placement_lscp;
    assert_string_equal(solved_amount(LANGUAGE_EN, &fixture->run, p, 1, text, sizeof text),
                        "1 site");
    assert_string_equal(solved_amount(LANGUAGE_EN, &fixture->run, p, 17, text, sizeof text),
                        "17 sites");
    fixture->scenario.placement.objective = OBJECTIVE_COST;
    assert_string_equal(solved_amount(LANGUAGE_EN, &fixture->run, p, 2.5e7, text, sizeof text),
                        "25.00 million CNY");
    p->model = &placement_mclp;
    assert_string_equal(solved_amount(LANGUAGE_EN, &fixture->run, p, 9000, text, sizeof text),
                        "9,000 kWh per day in reach (the weight)");
    p->model = &placement_pmedian;
    assert_non_null(strstr(solved_measure(LANGUAGE_EN, &fixture->run, p), "weight-metres"));
}

/* An own rule without words of its own is said by its figures, once; a name is not its id. */
static void said_once(void **state)
{
    char *html;

    (void)state;
    fixture->scenario.rule[2].meaning = NULL;
    fixture->city.site[0].name = fixture->city.site[0].id;
    fixture->city.site[0].type = fixture_text(fixture, "petrol <station>");
    html = page();
    says(html, "Own rule of the scenario: at most 10 % of the fast users of a station wait "
               "longer than 10 min.");
    assert_int_equal(count(html, "drivers refused because every station"), 1);
    says(html, "petrol &lt;station&gt;</span></th><td></td>");
    free(html);
}

/* Messages that are found by adding a number to the first of them stand in the same order. */
static void orders(void **state)
{
    (void)state;
    for (int k = 0; k < 4; k++)
        assert_string_equal(messages_text(LANGUAGE_EN, MSG_STATUS_OPTIMAL + (unsigned)k),
                            solved_status((enum plan_status)k));
    for (int k = 0; k < 3; k++) {
        struct rule_result r = {.kind = RULE_BUDGET, .outcome = (enum rule_outcome)k};

        assert_string_equal(messages_text(LANGUAGE_EN, MSG_OUTCOME_MET + (unsigned)k),
                            judged_outcome(&r));
        assert_string_equal(judged_outcome_text(LANGUAGE_EN, &r), judged_outcome(&r));
    }
    assert_string_equal(messages_text(LANGUAGE_EN, MSG_STRENGTH_BINDING + STRENGTH_AIM), "aim");
    assert_string_equal(messages_text(LANGUAGE_EN, MSG_STRENGTH_BINDING + STRENGTH_INFO),
                        "information");
    assert_string_equal(messages_text(LANGUAGE_EN, MSG_ACCESS_PUBLIC + ACCESS_PRIVATE),
                        "private");
    assert_string_equal(messages_text(LANGUAGE_EN, MSG_REP_STOP_PROVED + STOP_INTERRUPTED),
                        "it was interrupted");
    assert_string_equal(messages_text(LANGUAGE_EN, MSG_REP_STOP_PROVED + STOP_TIME),
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

#define PAGE_TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest fixed[] = {
        PAGE_TEST(well_formed),   PAGE_TEST(offline),
        PAGE_TEST(escaped),       PAGE_TEST(whole_rows),
        PAGE_TEST(figures),       PAGE_TEST(bridge),
        PAGE_TEST(picture),       PAGE_TEST(bare),
        PAGE_TEST(infeasible),    PAGE_TEST(money_left),
        PAGE_TEST(too_dear),      PAGE_TEST(core_that_cannot),
        PAGE_TEST(idle_chargers), PAGE_TEST(wait_and_refused),
        PAGE_TEST(budget_rule),   PAGE_TEST(phase_by_phase),
        PAGE_TEST(gap_missed),    PAGE_TEST(measures),
        PAGE_TEST(said_once),

        PAGE_TEST(file_once),     cmocka_unit_test(orders),
        cmocka_unit_test(bars),
    };
    struct CMUnitTest tests[COUNT(fixed) + COUNT(steps)];

    memcpy(tests, fixed, sizeof fixed);
    for (size_t k = 0; k < COUNT(steps); k++)
        tests[COUNT(fixed) + k] =
            (struct CMUnitTest){steps[k].name, step, NULL, NULL, &steps[k]};
    return cmocka_run_group_tests_name("report", tests, NULL, NULL);
}

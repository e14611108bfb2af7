/* test_report.c - the report: well-formed, escaped, offline, and its figures those of the run.
 */
#include "output/map/map_png.h"
#include "tests/report_page.h"

static void well_formed(void **state)
{
    char *html = page();

    (void)state;
    balanced(html);
    says(html, "<html lang=\"en\">");
    says(html, "<meta charset=\"utf-8\">");
    assert_int_equal(count(html, "<table"), count(html, "<caption>"));
    assert_int_equal(count(html, "<table"), count(html, "<thead>"));
    assert_int_equal(count(html, "<svg"), 4); /* stock, energy, fast and slow by hour */
    assert_int_equal(count(html, "role=\"img\" aria-label=\""), 4);
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

/* What is served, full and out of reach, fast and slow, at the end of the plan's row. */
static void energy_row(void **state)
{
    const struct network *n = fixture->run.network[2];
    char *html = page(), want[512];
    size_t used = 0;

    (void)state;
    for (int v = 0; v < N_SERVICES; v++) {
        double part[3] = {0}, all = fixture->demand.totals[2].public_kwh[v];

        for (int z = 0; z < n->n_zones; z++) {
            part[0] += n->served_kwh[v][z];
            part[1] += n->full_kwh[v][z];
        }
        part[2] = all - part[0] - part[1];
        assert_true(fabs(part[1] - part[2]) > 0.001 * all); /* else they could be exchanged */
        for (int k = 0; k < 3; k++)
            used += (size_t)snprintf(want + used, sizeof want - used,
                                     "<td class=\"n\">%.1f\u00a0%%</td>", 100 * part[k] / all);
    }
    says(html, want);
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

/* Columns of the site tables in which nothing would stand are left out: ids where every site is
 * called by its id, districts where the file has none. */
static void empty_columns(void **state)
{
    static const char id[] = "<th scope=\"col\">Id</th>",
                      site[] = "<th scope=\"col\">Site</th>";
    static const char district[] = "<th scope=\"col\">District</th>";
    char *html = page();
    int with_id = count(html, id), with_district = count(html, district);

    (void)state;
    assert_true(with_id > 0);
    says(html, "class=\"sites\"");
    free(html);
    for (int s = 0; s < fixture->city.n_sites; s++)
        fixture->city.site[s].name = fixture->city.site[s].id;
    for (int s = 0; s < fixture->city.n_sites; s++) /* one that stands in no table */
        if (!fixture->run.network[2]->open[s]) fixture->city.site[s].name = "Nowhere";
    html = page();
    assert_int_equal(count(html, id), with_id - count(html, "<table class=\"sites\">"));
    assert_int_equal(count(html, district), with_district);
    free(html);
    for (int d = 0; d < fixture->city.n_districts; d++)
        fixture->city.district_name[d] = fixture_text(fixture, "%s", "");
    html = page();
    assert_int_equal(count(html, district),
                     with_district - count(html, "<table class=\"sites\">"));
    assert_true(count(html, site) >= count(html, "<table class=\"sites\">"));
    free(html);
    whole_rows(state);
}

/* OpenStreetMap's words are said in the report's language; a word that nobody knows stays. */
static void kinds_of_places(void **state)
{
    char *html;
    int first = -1, second = -1;

    (void)state;
    for (int s = 0; s < fixture->city.n_sites; s++) {
        if (!fixture->run.network[0]->open[s]) continue;
        if (first >= 0 && second < 0) second = s;
        if (first < 0) first = s;
    }
    fixture->city.site[first].type = fixture_text(fixture, "bus_station");
    fixture->city.site[second].type = fixture_text(fixture, "windmill");
    html = page();
    says(html, "<span class=\"note\">bus station</span>");
    says(html, "<span class=\"note\">windmill</span>");
    free(html);
    fixture->scenario.report.language = LANGUAGE_ZH;
    html = page();
    says(html, "<span class=\"note\">公交场站</span>");
    says(html, "<span class=\"note\">windmill</span>");
    free(html);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PAGE_TEST(well_formed),    PAGE_TEST(offline),
        PAGE_TEST(escaped),        PAGE_TEST(whole_rows),
        PAGE_TEST(figures),        PAGE_TEST(bridge),
        PAGE_TEST(picture),        PAGE_TEST(bare),
        PAGE_TEST(phase_by_phase), PAGE_TEST(file_once),
        PAGE_TEST(energy_row),     PAGE_TEST(said_once),
        PAGE_TEST(empty_columns),  PAGE_TEST(kinds_of_places),
    };

    return cmocka_run_group_tests_name("report", tests, NULL, NULL);
}

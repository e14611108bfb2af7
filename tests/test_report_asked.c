/* test_report_asked.c - what the report says of what the rules ask for, and of the plans'
 * figures beside it; figures are counted here again. */
#include "output/writers/writer.h"
#include "tests/report_page.h"

/* Public chargers of a state; all sites of the fixture are public. */
static int chargers(const struct network *n)
{
    int sum = 0;

    for (int s = 0; s < n->n_sites; s++)
        for (int k = 0; k < n->n_kinds && n->open[s]; k++)
            sum += n->n_chargers[s * n->n_kinds + k];
    return sum;
}

/* 104,800.5 EVs in 2030 (fixture_toy.c) at 1:7 are 14,971.5, so 14,972. */
static void sentences(void **state)
{
    const struct run *run = &fixture->run;
    int today = chargers(run->network[0]), last = chargers(run->network[2]);
    char text[512], gap[32], left[32], *html = page();

    (void)state;
    assert_true(last > today && last < 1000);
    says(html, "<h2>What the rules ask for: present state, gap, plan</h2>");
    says(html, "For the 104,800 electric vehicles of 2030 the rules ask for at least 14,972 "
               "public chargers.");
    snprintf(gap, sizeof gap, "14,%03d", 972 - today);
    snprintf(left, sizeof left, "14,%03d", 972 - last);
    snprintf(text, sizeof text,
             "Public chargers: %d stand today, %s fewer than are asked for in 2030; the plan "
             "builds %d, and %s are missing then.",
             today, gap, last - today, left);
    says(html, text);
    /* year, rule, EVs, asked for, then by district, standing, gap, built, left */
    says(html, "<th scope=\"row\">2030</th><td>G15-ACC-RATIO-P (1:7)</td><td "
               "class=\"n\">104,800</td><td class=\"n\">14,972</td>");
    snprintf(text, sizeof text,
             "<td class=\"n\">%d</td><td class=\"n\">%s</td><td class=\"n\">%d</td><td "
             "class=\"n\">%s</td><td>yes</td>",
             today, gap, last - today, left);
    says(html, text);
    lacks(html, "Public stations: the whole area");
    lacks(html, "so the gap is too large");
    lacks(html, "Beside the plan&#39;s totals");
    free(html);
}

/* The same in the table for programs; the year before anything is built too. */
static void table(void **state)
{
    int today = chargers(fixture->run.network[0]), last = chargers(fixture->run.network[2]);
    char *bytes = NULL, text[256];
    size_t n = 0;
    FILE *memory = open_memstream(&bytes, &n);
    struct error err;

    (void)state;
    assert_int_equal(writer_requirements_csv.write(&fixture->run, memory, &err), ERR_OK);
    assert_int_equal(fclose(memory), 0);
    snprintf(text, sizeof text,
             "2030,area,,G15-ACC-RATIO-P,,chargers,7,104800.5,14972,%d,%d,%d,%d,1\n", today,
             14972 - today, last - today, 14972 - last);
    says(bytes, text);
    snprintf(text, sizeof text, "2030,area,,all,,chargers,,104800.5,14972,%d,%d,%d,%d,1\n",
             today, 14972 - today, last - today, 14972 - last);
    says(bytes, text);
    /* 9,000 + 2,100 + 400 EVs in 2020 */
    snprintf(text, sizeof text, "2020,area,,G15-ACC-RATIO-P,,chargers,7,11500,1643,%d,%d,0,%d,",
             today, 1643 - today, 1643 - today);
    says(bytes, text);
    free(bytes);
}

/* A sample of the network is said where the gap is; a class stands in a column of its own. */
static void sample_and_class(void **state)
{
    char where[] = "core", *html;

    (void)state;
    fixture->scenario.report.network_sample_share = 0.5;
    html = page();
    says(html, "What stands today is a sample of 50\xc2\xa0% of the real network, so the gap "
               "is too large.");
    lacks(html, "Zones it holds for");
    free(html);
    fixture->scenario.rule[1].where = where;
    html = page();
    says(html, "Zones it holds for");
    says(html, "<td>core</td>");
    free(html);
    fixture->scenario.rule[1].where = NULL;
    fixture->scenario.report.network_sample_share = 1;
}

static char *written(const struct writer *w)
{
    char *text = NULL;
    size_t n = 0;
    FILE *f = open_memstream(&text, &n);
    struct error err;

    assert_int_equal(w->write(&fixture->run, f, &err), ERR_OK);
    fclose(f);
    return text;
}

/* 350 x 5 / 48 = 36.46 beside 14,972, and why. */
static void beside(void **state)
{
    char part[] = "A", other[] = "B", fact[] = "TOTAL", why[] = "other <things>",
         counts[] = "chargers & more", why_zh[] = "口径不同";
    char *parts[] = {part}, *wholes[] = {part, other};
    struct fact total = {.id = fact,
                         .plan = "Plan",
                         .section = "4",
                         .scope = "Province",
                         .meaning = "all kinds",
                         .value = 350,
                         .unit = "charger",
                         .year = 2030};
    struct beside item = {.fact = &total,
                          .year_index = 2,
                          .part = 5,
                          .whole = 48,
                          .like = 350 * 5.0 / 48,
                          .ours = 14972,
                          .ours_added_up = 14975};
    struct besides besides = {1, &item}, *before = fixture->run.besides;
    struct beside_request request = {.fact = fact,
                                     .set_beside = BESIDE_CHARGERS_REQUIRED,
                                     .share_part = {1, parts},
                                     .share_whole = {2, wholes},
                                     .because_en = why};
    char *html;

    (void)state;
    fixture->scenario.beside = &request;
    fixture->run.besides = &besides;
    html = page();
    says(html, "<h2>Beside the plan&#39;s totals</h2>");
    says(html,
         "<code>TOTAL</code><br>Plan, section 4</th><td>Province, 2030: all kinds</td><td "
         "class=\"n\">350</td>");
    says(html, "5 / 48 = 10.4\xc2\xa0%: about 36<span class=\"note\"> (A over A + B)</span>");
    says(html, "<b>14,972</b> public chargers that the rules ask for in 2030<span "
               "class=\"note\"> (districts added up: 14,975)</span>");
    says(html, "<li>TOTAL: other &lt;things&gt;</li>");
    says(html,
         "<li>TOTAL, 350 (Province, 2030: all kinds), cannot be compared with 14,972 "
         "public chargers that the rules ask for in 2030: by the plan&#39;s own split about "
         "36 of them count the same things.</li>");
    free(html);
    request.counts_en = counts;
    html = page();
    says(html, "</th><td>chargers &amp; more</td><td class=\"n\">350</td>");
    says(html, "<li>TOTAL, 350 (chargers &amp; more), cannot");
    lacks(html, "all kinds");
    free(html);
    item.like = NAN;
    html = page();
    says(html, "no split is given");
    lacks(html, "about 36");
    says(html,
         "<li>TOTAL, 350 (chargers &amp; more), stands beside 14,972 public chargers that "
         "the rules ask for in 2030.</li>");
    free(html);
    item.ours = NAN; /* nothing of ours to set it beside */
    html = page();
    lacks(html, "TOTAL, 350");
    free(html);
    item.ours = 14972;
    request.because_zh = why_zh;
    fixture->scenario.report.language = LANGUAGE_EN;
    html = written(&writer_beside_csv);
    says(html, ",14972,14975,other <things>\n");
    free(html);
    fixture->scenario.report.language = LANGUAGE_ZH;
    html = written(&writer_beside_csv);
    says(html, ",14972,14975,口径不同\n");
    free(html);
    fixture->scenario.report.language = LANGUAGE_EN;
    fixture->run.besides = before;
}

/* No such rule, no section. */
static void no_rule(void **state)
{
    struct requirements *before = fixture->run.requirements;
    char *html;

    (void)state;
    for (int k = 0; k < before->n; k++)
        before->row[k].holds = false;
    html = page();
    lacks(html, "What the rules ask for");
    free(html);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences),        cmocka_unit_test(table),
        cmocka_unit_test(sample_and_class), cmocka_unit_test(beside),
        cmocka_unit_test(no_rule),
    };

    return cmocka_run_group_tests_name("report_asked", tests, setup, teardown);
}

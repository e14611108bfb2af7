/* test_compare.c - comparisons of runs made by hand, as JSON, JUnit and Markdown; hostile names
 * and more rows than a comment may have. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "assert.h"
#include "output/compare/compare.h"
#include "output/compare/compare_figure.h"
#include "output/markdown.h"
#include "scenarios/text.h"

static char folder[] = "/tmp/chargeplan-compare-XXXXXX";
static const char nasty[] =
    "a|b`c<img src=x onerror=alert(1)>**d** @team #12 [l](http://x) $x$";

static int setup(void **state)
{
    (void)state;
    assert_non_null(mkdtemp(folder));
    return chdir(folder);
}

static int teardown(void **state)
{
    char *command = text_print("rm -rf %s", folder);

    (void)state;
    assert_int_equal(chdir("/"), 0);
    assert_int_equal(system(command), 0);
    free(command);
    return 0;
}

/* A run's folder: n districts whose served share is `share`, sites by their number. */
static void make_run(const char *name, int n, double share, int first_site, const char *title)
{
    char *command = text_print("mkdir -p %s", name), *path = text_print("%s/plan.json", name);
    json_t *districts = json_array(), *sites = json_array(), *root;
    FILE *f;

    assert_int_equal(system(command), 0);
    for (int k = 0; k < n; k++) {
        char *district = k == 0 ? text_copy(nasty) : text_print("d%04d", k);
        char *site = text_print("s%04d", first_site + k);

        json_array_append_new(districts, json_pack("{s:s, s:{s:f}}", "name", district,
                                                   "indicators", "served_share", share));
        json_array_append_new(sites,
                              json_pack("{s:s, s:{s:i}}", "id", site, "chargers", "dc", 2));
        free(district);
        free(site);
    }
    root = json_pack(
        "{s:i, s:s, s:{s:s, s:s}, s:b, s:[], s:[{s:i, s:{s:f, s:f}, s:o, s:o}], s:[{s:s, s:i, "
        "s:s, s:s}]}",
        "plan", 1, "program", "chargeplan", "scenario", "title", title, "hash", "00",
        "feasible", 1, "phases", "states", "year", 2030, "indicators", "served_share", share,
        "cost", 1000.0, "districts", districts, "sites", sites, "rules", "id", nasty, "year",
        2030, "outcome", share > 0.5 ? "met" : "not met", "strength", "aim");
    assert_non_null(root);
    assert_int_equal(json_dump_file(root, path, 0), 0);
    json_decref(root);
    free(path);
    path = text_print("%s/record.yaml", name);
    f = fopen(path, "w");
    fprintf(f, "title: \"%s\"\nnote: \"%s\"\nrecord: {}\n", title, share > 0.5 ? nasty : "");
    fclose(f);
    free(path);
    free(command);
}

static char *put(const struct compared *c, char what)
{
    char *bytes = NULL;
    size_t size;
    FILE *f = open_memstream(&bytes, &size);
    struct error err = {0};
    enum err code = ERR_OK;

    if (what == 'j') code = compare_put_json(c, f, &err);
    if (what == 'm') code = compare_put_markdown(c, f, &err);
    if (what == 'x') compare_put_junit(c, f);
    if (what == 't') code = compare_put_text(c, true, f, &err);
    fclose(f);
    assert_int_equal(code, ERR_OK);
    return bytes;
}

static struct compared *compare(const char *old, const char *new, int n, const char *const g[])
{
    struct compared *c = NULL;
    struct error err = {0};

    if (compared_create(&c, old, new, 0, n, g, &err) != ERR_OK) fail_msg("%s", err.text);
    return c;
}

/* Everything that JSON says of a small pair, read by another program. */
static void json_says_every_figure(void **state)
{
    static const char *const gates[] = {"served_share @ any < -20%"};
    struct compared *c;
    char *text;
    json_t *root, *one, *figures;

    (void)state;
    make_run("old", 2, 0.8, 0, "t");
    make_run("new", 2, 0.4, 1, "t");
    c = compare("old", "new", 1, gates);
    text = put(c, 'j');
    root = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(root);
    assert_true(json_is_false(json_object_get(root, "passed")));
    one = json_array_get(json_object_get(root, "cases"), 0);
    figures = json_object_get(one, "indicators");
    assert_int_equal(json_array_size(figures), 4); /* two of the area, one of each district */
    for (size_t k = 0; k < 4; k++) {
        json_t *f = json_array_get(figures, k);
        bool cost = strcmp(json_string_value(json_object_get(f, "name")), "cost") == 0;

        assert_near(json_number_value(json_object_get(f, "old")), cost ? 1000 : 0.8, 0, 0);
        assert_near(json_number_value(json_object_get(f, "new")), cost ? 1000 : 0.4, 0, 0);
        assert_near(json_number_value(json_object_get(f, "change")), cost ? 0 : -0.4, 1e-15, 0);
        assert_near(json_number_value(json_object_get(f, "relative")), cost ? 0 : -0.5, 1e-15,
                    0);
    }
    assert_int_equal(json_array_size(json_object_get(one, "sites")), 2); /* s0000, s0002 */
    assert_int_equal(json_array_size(json_object_get(one, "rules")), 1);
    one = json_array_get(json_object_get(root, "gates"), 0);
    assert_int_equal(json_integer_value(json_object_get(one, "n_failed")), 2);
    assert_string_equal(json_string_value(json_object_get(
                            json_array_get(json_object_get(one, "failures"), 0), "district")),
                        nasty);
    json_decref(root);
    free(text);
    compared_free(c);
}

static int count(const char *text, const char *what)
{
    int n = 0;

    for (const char *p = strstr(text, what); p; p = strstr(p + 1, what))
        n++;
    return n;
}

/* Lines of a table have as many pipes as its head; nothing of a name is markup. */
static void check_markdown(const char *text)
{
    int pipes = 0;

    assert_true(strlen(text) <= COMPARE_MARKDOWN_MAX);
    assert_int_equal(count(text, "<details>"), count(text, "</details>"));
    assert_null(strstr(text, "<img"));
    assert_null(strstr(text, "@team"));
    assert_null(strstr(text, "#12 "));
    assert_null(strstr(text, "](http"));
    assert_null(strstr(text, "**d**"));
    assert_null(strstr(text, "`"));
    assert_null(strstr(text, "://"));
    for (const char *p = text; *p != '\0';) {
        const char *end = strchr(p, '\n');
        int n = 0;

        assert_non_null(end);
        for (const char *q = p; q < end; q++)
            n += *q == '|';
        if (*p == '|') {
            if (pipes > 0) assert_int_equal(n, pipes);
            pipes = n;
        } else {
            assert_int_equal(n, 0);
            pipes = 0;
        }
        p = end + 1;
    }
}

static void a_summary_is_safe_and_short(void **state)
{
    static const char *const gates[] = {
        "served_share @ any < -20%", "rules",
        ("served_share @ \"a|b`c<img src=x onerror=alert(1)>**d** "
         "@team #12 [l](http://x) $x$\" < 0")};
    struct compared *c;
    char *text;

    (void)state;
    for (int n = 1; n <= 3000; n = 1 + n * 7 / 2) {
        make_run("old", n, 0.8, 0, nasty);
        make_run("new", n, 0.4, n, nasty);
        c = compare("old", "new", 3, gates);
        text = put(c, 'm');
        check_markdown(text);
        assert_non_null(strstr(text, "3 of 3 gates failed"));
        if (n > 2000) {
            assert_true(strlen(text) > COMPARE_MARKDOWN_MAX - 2000); /* full use is made */
            assert_non_null(strstr(text, "... and "));
        }
        free(text);
        compared_free(c);
    }
}

/* Figures that did not fit are counted: shown + left out = all. */
static void what_does_not_fit_is_counted(void **state)
{
    struct compared *c;
    char *text, *section;
    int left = 0;

    (void)state;
    make_run("old", 2500, 0.8, 0, "t");
    make_run("new", 2500, 0.4, 0, "t");
    c = compare("old", "new", 0, NULL);
    text = put(c, 'm');
    section = strstr(text, "Figures that changed (2501)");
    assert_non_null(section);
    assert_int_equal(sscanf(strstr(section, "... and "), "... and %d more", &left), 1);
    assert_int_equal(count(section, "\n| 2030 |") + left, 2501);
    free(text);
    compared_free(c);
}

static void junit_counts_what_it_holds(void **state)
{
    static const char *const gates[] = {"rules", "cost > 0", "bays > 0"};
    struct compared *c;
    char *text;

    (void)state;
    make_run("old", 2, 0.8, 0, "t");
    make_run("new", 2, 0.4, 1, "t");
    c = compare("old", "new", 3, gates);
    text = put(c, 'x');
    assert_non_null(strstr(
        text,
        "<testsuite name=\"gates\" tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"1\">"));
    assert_int_equal(count(text, "<testcase"), 4);
    assert_int_equal(count(text, "<failure"), 2); /* the gate, and the rule it is about */
    assert_null(strstr(text, "<img"));
    free(text);
    compared_free(c);
}

static void a_run_equals_itself(void **state)
{
    static const char *const gates[] = {"any", "rules", "cases", "any < 0%", "any > 0%"};
    struct compared *c;
    char *text;

    (void)state;
    make_run("old", 5, 0.8, 0, "t");
    c = compare("old", "old", 5, gates);
    assert_true(c->equal);
    assert_true(compared_passed(c));
    text = put(c, 't');
    assert_non_null(strstr(text, "no difference\n"));
    free(text);
    text = put(c, 'm');
    assert_non_null(strstr(text, "## chargeplan: no difference"));
    check_markdown(text);
    free(text);
    compared_free(c);
}

static struct figure {
    double value;
    const char *said;
} figures[] = {
    {0, "0"},
    {-0.0, "0"},
    {12, "12"},
    {-1234567, "-1234567"},
    {0.5, "0.5"},
    {2.0 / 3, "0.666667"},
    {1234.5678, "1234.57"},
    {123456.7, "123457"},
    {1e-9, "1e-09"},
    {99999.96, "100000"},
    {0.0012345678, "0.00123457"},
    {(double)NAN, "-"},
};

static void figures_have_six_digits(void **state)
{
    char a[COMPARE_FIGURE_ROOM], b[COMPARE_FIGURE_ROOM];

    (void)state;
    for (size_t k = 0; k < COUNT(figures); k++)
        assert_string_equal(compare_figure(a, figures[k].value), figures[k].said);
    compare_figures(a, b, 0.1, 0.1 + 1e-12); /* never the same where they differ */
    assert_string_not_equal(a, b);
    assert_string_equal(compare_change(a, "served_share", -0.016), "-1.6 pp");
    assert_string_equal(compare_change(a, "cost", 500), "+500");
    assert_string_equal(compare_relative(a, (double)INFINITY), "from 0");
    assert_string_equal(compare_relative(a, 0.01), "+1.00 %");
    assert_string_equal(compare_relative(a, 1e-7), "+1e-05 %");
    assert_string_equal(compare_step(a, 2030, 1), "2030 (2)");
}

static void markdown_is_escaped(void **state)
{
    struct text text = {0};

    (void)state;
    markdown_text(&text, "served_share _x_ www.a.b a.b\n\x01 1-2 5 %", 100);
    assert_string_equal(text.data, "served_share &#95;x&#95; www&#46;a.b a.b   1-2 5 %");
    text_clear(&text);
    markdown_text(&text, "充电站", 7);
    assert_string_equal(text.data, "充电 ...");
    text_clear(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_says_every_figure),
        cmocka_unit_test(a_summary_is_safe_and_short),
        cmocka_unit_test(what_does_not_fit_is_counted),
        cmocka_unit_test(junit_counts_what_it_holds),
        cmocka_unit_test(a_run_equals_itself),
        cmocka_unit_test(figures_have_six_digits),
        cmocka_unit_test(markdown_is_escaped),
    };

    return cmocka_run_group_tests_name("compare", tests, setup, teardown);
}

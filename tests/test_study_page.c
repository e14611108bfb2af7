/* test_study_page.c - the page of a study made by hand: what it counts, marks and leaves out.
 */
#include <png.h>
#include <stdlib.h>
#include <string.h>

#include "output/study_report/study_map.h"
#include "output/study_report/study_page.h"
#include "tests/assert.h"
#include "tests/fixture_study.h"

static struct fixture_study study;

static void figures(int at, double share, double cost, double stations)
{
    fixture_study_figure(&study, at, 0, "served_share", 0.25);
    fixture_study_figure(&study, at, 0, "cost_so_far", 0);
    fixture_study_figure(&study, at, 1, "served_share", share);
    fixture_study_figure(&study, at, 1, "cost_so_far", cost);
    fixture_study_figure(&study, at, 1, "stations", stations);
}

/* Four budgets: the third beats the fourth; a fifth is infeasible, a sixth misses the gap. */
static int make(void **state)
{
    static const double share[] = {0.4, 0.6, 0.8, 0.75, 0.99, 0.97};
    char text[64];

    (void)state;
    fixture_study_make(&study);
    for (int k = 0; k < 6; k++) {
        snprintf(text, sizeof text, "placement.budget=%d000000", k + 1);
        fixture_study_case(&study, "", text);
        figures(k, share[k], (k + 1) * 1e6, 10 * (k + 1));
        fixture_study_choose(&study, k, "a");
        fixture_study_choose(&study, k, "r");
        if (k >= 2) fixture_study_choose(&study, k, "b");
        fixture_study_rule(&study, k, 0, 0, "own.core_radius", 9, 0.95, true); /* today */
        fixture_study_rule(&study, k, 1, 0, "own.core_radius", 1.2 - 0.1 * k, 0.95, true);
    }
    fixture_study_end(&study, 4, "done", 4, "2030: <too> dear & far");
    fixture_study_figure(&study, 5, 1, "gap", 0.2);
    return 0;
}

static int clean(void **state)
{
    (void)state;
    fixture_study_remove(&study);
    return 0;
}

/* Own it. */
static char *page(enum language language)
{
    struct study_data *d = fixture_study_read(&study);
    struct error err = {0};
    char *bytes = NULL;
    size_t n = 0;
    FILE *memory = open_memstream(&bytes, &n);

    assert_non_null(memory);
    assert_int_equal(study_page_write(d, language, memory, &err), ERR_OK);
    assert_int_equal(fclose(memory), 0);
    study_data_free(d);
    return bytes;
}

static bool has(const char *where, const char *what)
{
    return strstr(where, what) != NULL;
}

static void standings_and_choices(void **state)
{
    struct study_data *d = fixture_study_read(&study);

    (void)state;
    assert_int_equal(d->n_standing[STANDING_SOUND], 4);
    assert_int_equal(d->n_standing[STANDING_INFEASIBLE], 1);
    assert_int_equal(d->n_standing[STANDING_GAP], 1);
    assert_int_equal(d->n_used, 4);
    assert_false(d->lenient);
    assert_int_equal(d->n_sites, 5);
    /* by id: a, b, c, e, r; only the four sound cases count */
    assert_int_equal(d->site[0].n_chosen, 4);
    assert_int_equal(d->site[1].n_chosen, 2);
    assert_int_equal(d->site[2].n_chosen, 0);
    assert_true(d->site[3].existing);
    assert_true(d->site[4].required);
    assert_near(d->site[1].east, 900, 0, 0);
    assert_int_equal(study_map_class(d, &d->site[0]), 0);
    assert_int_equal(study_map_class(d, &d->site[1]), 1); /* exactly a half */
    assert_near(study_data_end(d, 1, KEY_RULES_MISSED), 1, 0, 0);
    assert_near(study_data_end(d, 3, KEY_RULES_MISSED), 0, 0, 0);
    assert_near(study_data_in(d, 2, 2025, KEY_SERVED), 0.25, 0, 0);
    assert_near(study_data_in(d, 2, 2026, KEY_SERVED), NAN, 0, 0);
    study_data_free(d);
}

static void best_and_worst_are_marked(void **state)
{
    char *html = page(LANGUAGE_EN);

    (void)state;
    assert_true(has(html, "<td class=\"n best\">\u25b2\u00a080.0\u00a0%"));
    assert_true(has(html, "<td class=\"n worst\">\u25bd\u00a040.0\u00a0%"));
    assert_true(has(html, "<td class=\"n best\">\u25b2\u00a01.00</td>")); /* money */
    assert_true(has(html, "<td class=\"n worst\">\u25bd\u00a04.00</td>"));
    assert_false(
        has(html, "\u25b2\u00a097.0\u00a0%")); /* the gap was missed: shown, not best */
    assert_true(has(html, "97.0\u00a0%"));
    assert_true(has(html, "No. 6 \u2020"));
    assert_false(has(html, "99.0\u00a0%")); /* infeasible: its figures stand nowhere */
    assert_true(has(html, "infeasible"));
    assert_true(has(html, "of 4 of the 6 cases"));
    assert_true(has(html, "gap of 20.00"));
    free(html);
}

static void the_front_and_the_sites(void **state)
{
    char *html = page(LANGUAGE_EN);
    const char *line;

    (void)state;
    assert_true(
        has(html, "Of 6 alternatives 3 with different outcomes are beaten by no other"));
    assert_true(has(html, "chosen in all cases"));
    line = strstr(html, "stroke-width=\"1.6\" d=\"M");
    assert_non_null(
        line); /* level until the next one is paid, then up: never over the points */
    assert_int_equal(line[strcspn(line, "HV")], 'H');
    assert_true(has(html, "required by the scenario"));
    assert_true(has(html, "Of 4 possible sites 2 are chosen in at least nine tenths of the 4"));
    assert_true(has(html, "\u2717 1 of 4")); /* 1.2, 1.1, 1.0 and 0.9 against 0.95 */
    free(html);
}

/* P10 of 0.4, 0.6, 0.75, 0.8 is 0.4 + 0.3 x 0.2; P90 is 0.75 + 0.7 x 0.05; P50 0.675. */
static void bands_by_hand(void **state)
{
    char *html = page(LANGUAGE_EN);

    (void)state;
    assert_true(has(html, "<td class=\"n\">40.0\u00a0%</td><td class=\"n\">46.0\u00a0%</td><td "
                          "class=\"n\">67.5\u00a0%</td><td class=\"n\">78.5\u00a0%</td><td "
                          "class=\"n\">80.0\u00a0%</td>"));
    free(html);
}

static void texts_are_escaped_in_both_languages(void **state)
{
    (void)state;
    fixture_study_common(&study, "title.en", "\"<script>alert(1)</script>\"");
    fixture_study_common(&study, "title.zh", "\"<b>&\"");
    for (int k = 0; k < N_LANGUAGES; k++) {
        char *html = page((enum language)k);

        assert_false(has(html, "<script"));
        assert_false(has(html, "<b>"));
        assert_true(has(html, "2030: &lt;too&gt; dear &amp; far"));
        assert_true(has(html, k == LANGUAGE_ZH ? "<html lang=\"zh" : "<html lang=\"en\""));
        assert_true(has(html, k == LANGUAGE_ZH ? "\u65b9\u6848\u5bf9\u6bd4" : "side by side"));
        assert_false(has(html, "http://") && !has(html, "http://www.w3.org/2000/svg"));
        assert_false(has(html, "nan"));
        free(html);
    }
}

static void equal_stores_give_equal_bytes(void **state)
{
    char *a = page(LANGUAGE_EN), *b = page(LANGUAGE_EN);

    (void)state;
    assert_string_equal(a, b);
    free(a);
    free(b);
}

static void a_store_at_work_says_so(void **state)
{
    char *html;

    (void)state;
    fixture_study_end(&study, 0, "running", 0, NULL);
    fixture_study_end(&study, 1, "waiting", 0, NULL);
    html = page(LANGUAGE_EN);
    assert_true(has(html, "2 of 6 cases are still to come (1 at work)"));
    free(html);
}

/* Where no case is sound, those that missed the gap stand in for them, and it is said. */
static void no_case_is_sound(void **state)
{
    struct study_data *d;
    char *html;

    (void)state;
    for (int k = 0; k < 4; k++)
        fixture_study_figure(&study, k, 1, "gap", 0.3);
    html = page(LANGUAGE_EN);
    assert_true(has(html, "No case reached the gap that was asked for"));
    assert_true(has(html, "97.0\u00a0%"));
    free(html);
    d = fixture_study_read(&study);
    assert_true(d->lenient);
    assert_int_equal(d->n_used, 5);
    study_data_free(d);
}

static void no_case_has_a_plan(void **state)
{
    char *html;

    (void)state;
    for (int k = 0; k < 6; k++)
        fixture_study_end(&study, k, "crashed", 1, "the program crashed");
    html = page(LANGUAGE_EN);
    assert_true(has(html, "No case has a plan"));
    assert_true(has(html, "the program crashed"));
    free(html);
}

/* Repeats are one alternative: mean of 0.2 and 0.4, and the two below it. */
static void repeats_are_one_column(void **state)
{
    struct fixture_study before = study;
    char *html;

    (void)state;
    fixture_study_make(&study);
    for (int k = 0; k < 4; k++) {
        char text[100];

        snprintf(text, sizeof text, "placement.p=%d study.seed=%d", k / 2 + 1, k % 2 + 7);
        fixture_study_case(&study, "", text);
        figures(k, 0.2 + 0.1 * k + 0.1 * (k % 2), 1e6, 5);
    }
    html = page(LANGUAGE_EN);
    assert_true(has(html, "4 cases, 2 different alternatives"));
    assert_true(has(html, "30.0\u00a0%<small>20.0\u00a0% to 40.0\u00a0%</small>"));
    assert_true(has(html, "50.0\u00a0%<small>40.0\u00a0% to 60.0\u00a0%</small>"));
    free(html);
    fixture_study_remove(&study);
    study = before;
}

/* The colour of a pixel of the map, read by libpng. */
static unsigned pixel(const png_image *image, const png_bytep rgb, double x, double y)
{
    png_bytep at = rgb + ((size_t)lround(y) * image->width + (size_t)lround(x)) * 3;

    return (unsigned)at[0] << 16 | (unsigned)at[1] << 8 | at[2];
}

/* The city is 2,000 x 1,000 m with a rim of 50 m, the field 1194 px wide from 24 on: its scale
 * is 1194 / 2100 px a metre. */
static void the_map_stands_where_the_sites_are(void **state)
{
    struct study_data *d = fixture_study_read(&study);
    png_image image = {.version = PNG_IMAGE_VERSION};
    struct error err = {0};
    char *bytes = NULL;
    size_t n = 0;
    FILE *memory = open_memstream(&bytes, &n);
    double scale = 1194 / 2100.0, left = 24 + 50 * scale, middle;
    png_bytep rgb;

    (void)state;
    assert_true(study_map_wanted(d));
    assert_int_equal(study_map_write(d, LANGUAGE_EN, memory, &err), ERR_OK);
    assert_int_equal(fclose(memory), 0);
    assert_true(png_image_begin_read_from_memory(&image, bytes, n));
    image.format = PNG_FORMAT_RGB;
    rgb = malloc(PNG_IMAGE_SIZE(image));
    assert_true(png_image_finish_read(&image, NULL, rgb, 0, NULL));
    middle = image.height / 2.0; /* north 500 */
    assert_int_equal(pixel(&image, rgb, left + 100 * scale + 6, middle + 400 * scale),
                     0x990000); /* a: in all; a white dot in its middle */
    assert_int_equal(pixel(&image, rgb, left + 100 * scale, middle + 400 * scale), 0xFFFFFF);
    assert_int_equal(pixel(&image, rgb, left + 900 * scale, middle + 400 * scale), 0xE34A33);
    assert_int_equal(pixel(&image, rgb, left + 300 * scale, middle + 300 * scale), 0xD3DEE8);
    assert_int_equal(pixel(&image, rgb, left + 1300 * scale, middle + 300 * scale), 0xECEEF0);
    assert_int_equal(pixel(&image, rgb, left + 1500 * scale, middle), 0x5A6570); /* today */
    free(rgb);
    free(bytes);
    study_data_free(d);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, make, clean)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(standings_and_choices),
        CASE(best_and_worst_are_marked),
        CASE(the_front_and_the_sites),
        CASE(bands_by_hand),
        CASE(texts_are_escaped_in_both_languages),
        CASE(equal_stores_give_equal_bytes),
        CASE(a_store_at_work_says_so),
        CASE(no_case_is_sound),
        CASE(no_case_has_a_plan),
        CASE(repeats_are_one_column),
        CASE(the_map_stands_where_the_sites_are),
    };

    return cmocka_run_group_tests_name("study_page", tests, NULL, NULL);
}

/* report_page.h - the report of a made-up run as one text, and what is looked for in it. */
#ifndef CHARGEPLAN_TESTS_REPORT_PAGE_H
#define CHARGEPLAN_TESTS_REPORT_PAGE_H

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "output/report/report.h"
#include "tests/assert.h"
#include "tests/fixture_run.h"

/* A run of its own for each test; its maps are small. */
static struct fixture *fixture;

static inline int setup(void **state)
{
    (void)state;
    fixture = fixture_run_create(0.25);
    fixture->scenario.report.map_px = 400;
    return 0;
}

static inline int teardown(void **state)
{
    (void)state;
    fixture_run_free(fixture);
    return 0;
}

/* The finished page; the test frees it. */
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

static inline int count(const char *text, const char *what)
{
    int n = 0;

    for (const char *p = strstr(text, what); p; p = strstr(p + 1, what))
        n++;
    return n;
}

static inline void says(const char *html, const char *what)
{
    if (!strstr(html, what)) fail_msg("the report does not say: %s", what);
}

static inline void lacks(const char *html, const char *what)
{
    if (strstr(html, what)) fail_msg("the report says: %s", what);
}

/* "1,234" becomes "1234": counts may be compared without their commas. */
static inline void drop_commas(char *text)
{
    char *to = text;

    for (char *p = text; *p; p++)
        if (*p != ',' || p == text || p[-1] < '0' || p[-1] > '9') *to++ = *p;
    *to = '\0';
}

/* Every element that opens closes, in order; a stack of names. */
static inline void balanced(const char *html)
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

#define PAGE_TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

#endif

/* test_junit.c - the rules as JUnit XML: well formed, complete, and failing for the right
 * rules. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "output/junit.h"
#include "scenarios/text.h"
#include "tests/assert.h"
#include "tests/fixture_run.h"

static struct fixture *fixture;

static int setup(void **state)
{
    (void)state;
    fixture = fixture_run_create(0.3);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    fixture_run_free(fixture);
    return 0;
}

static char *written(void)
{
    char *bytes = NULL, *copy;
    size_t size;
    FILE *f = open_memstream(&bytes, &size);

    junit_put(&fixture->run, f);
    fclose(f);
    copy = text_copy(bytes);
    free(bytes);
    return copy;
}

/* ---- a strict reader of the XML that is written ---- */

static int count(const char *text, const char *what)
{
    int n = 0;

    for (const char *p = strstr(text, what); p; p = strstr(p + 1, what))
        n++;
    return n;
}

/* One of the references that need no declaration. */
static void reference(const char *p)
{
    static const char *const known[] = {"&amp;", "&lt;",  "&gt;", "&quot;",
                                        "&#9;",  "&#10;", "&#13;"};

    for (size_t k = 0; k < COUNT(known); k++)
        if (strncmp(p, known[k], strlen(known[k])) == 0) return;
    fail_msg("no reference: %.20s", p);
}

/* ` key="value"` until the tag ends; returns where it does. */
static const char *attributes(const char *p)
{
    while (*p == ' ') {
        p++;
        assert_true(isalpha((unsigned char)*p));
        while (isalpha((unsigned char)*p) || *p == '_')
            p++;
        assert_true(p[0] == '=' && p[1] == '"');
        for (p += 2; *p != '"'; p++) {
            assert_true(*p != '\0' && *p != '<' && (unsigned char)*p >= 0x20);
            if (*p == '&') reference(p);
        }
        p++;
    }
    return p;
}

/* Tags are balanced and spelled right; nothing stands between them that XML does not allow. */
static void well_formed(const char *xml)
{
    char open[8][32];
    int depth = 0, roots = 0;
    const char *p = xml;

    assert_int_equal(strncmp(p, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", 39), 0);
    for (p += 39; *p != '\0'; p++) {
        bool closing = p[0] == '<' && p[1] == '/';
        size_t n;

        if (*p == '&') reference(p);
        assert_true((unsigned char)*p >= 0x20 || *p == '\n' || *p == '\t');
        if (*p != '<') continue;
        p += closing ? 2 : 1;
        n = strspn(p, "abcdefghijklmnopqrstuvwxyz-");
        assert_in_range(n, 1, 31);
        if (closing) {
            assert_true(depth > 0 && strncmp(open[--depth], p, n) == 0 && open[depth][n] == 0);
            p += n;
        } else {
            roots += depth == 0;
            assert_true(depth < 8);
            snprintf(open[depth++], 32, "%.*s", (int)n, p);
            p = attributes(p + n);
            if (*p == '/') p++, depth--;
        }
        assert_int_equal(*p, '>');
    }
    assert_int_equal(depth, 0);
    assert_int_equal(roots, 1);
}

/* A reader that is not ours, where there is one. */
static void foreign(const char *xml)
{
    FILE *lint = popen("if command -v xmllint >/dev/null; then xmllint --noout - 2>&1; "
                       "else cat >/dev/null; fi",
                       "w");

    assert_non_null(lint);
    fputs(xml, lint);
    assert_int_equal(pclose(lint), 0);
}

/* ---- what is in it ---- */

/* The fixture's three states: an aim that is missed, a binding rule that is missed, and an own
 * rule on waiting that is met, but in the last state, where nothing stands. */
static void whole(void **state)
{
    char *xml = written();

    (void)state;
    well_formed(xml);
    foreign(xml);
    assert_int_equal(count(xml, "<testsuite "), 3);
    assert_int_equal(count(xml, "<testcase "), 9);
    assert_int_equal(count(xml, "<failure "), 3);
    assert_non_null(
        strstr(xml, "<testsuites name=\"toy-city\" tests=\"9\" failures=\"3\" errors=\"0\""));
    assert_int_equal(count(xml, " tests=\"3\" failures=\"1\" errors=\"0\""), 3);
    assert_int_equal(count(xml, "type=\"binding\""), 3);
    assert_int_equal(count(xml, "(it binds nobody, and fails nothing)"),
                     count(xml, "<skipped "));
    assert_non_null(strstr(xml, "binding rule not met: 7.4:1 reached where 1:7 is asked for"));
    assert_non_null(strstr(xml, "<property name=\"clause\" value=\"4 (1)\"/>"));
    assert_non_null(strstr(xml, "<property name=\"target\" value=\"7\"/>"));
    free(xml);
}

/* What a rule's strength and outcome make of its case. */
static struct verdict_row {
    const char *name;
    enum strength strength;
    enum rule_outcome outcome;
    const char *element; /* NULL: the case has neither */
} verdicts[] = {
    {"binding and missed", STRENGTH_BINDING, RULE_NOT_MET, "<failure "},
    {"in principle and missed", STRENGTH_IN_PRINCIPLE, RULE_NOT_MET, "<failure "},
    {"an aim missed", STRENGTH_AIM, RULE_NOT_MET, "<skipped "},
    {"a forecast missed", STRENGTH_FORECAST, RULE_NOT_MET, "<skipped "},
    {"information missed", STRENGTH_INFO, RULE_NOT_MET, "<skipped "},
    {"binding and met", STRENGTH_BINDING, RULE_MET, NULL},
    {"an aim met", STRENGTH_AIM, RULE_MET, NULL},
    {"binding and nothing to judge", STRENGTH_BINDING, RULE_NOTHING_TO_JUDGE, "<skipped "},
};

static void verdict(void **state)
{
    const struct verdict_row *row = *state;
    struct rule_result *r = &fixture->rules.result[1];
    char *xml;

    r->strength = row->strength;
    r->outcome = row->outcome;
    fixture->rules.result[0] = *r;
    fixture->rules.n = 1;
    fixture->run.n_networks = 1;
    xml = written();
    well_formed(xml);
    assert_int_equal(count(xml, "<failure ") + count(xml, "<skipped "), row->element != NULL);
    if (row->element != NULL) assert_int_equal(count(xml, row->element), 1);
    assert_int_equal(count(xml, "tests=\"1\""), 2); /* the suite and all */
    assert_int_equal(count(xml, "failures=\"1\""),
                     row->element != NULL && strcmp(row->element, "<failure ") == 0 ? 2 : 0);
    assert_int_equal(count(xml, "skipped=\"1\""),
                     row->element != NULL && strcmp(row->element, "<skipped ") == 0 ? 2 : 0);
    free(xml);
}

/* Names and words of the planner's that XML would trip over. */
static void hostile(void **state)
{
    char meaning[] = "a <tag> & \"quotes\" ]]> \x01\x1f\n\ttab \xef\xbf\xbe \xe5\x85\x85", *xml;

    (void)state;
    fixture->scenario.rule[2].meaning = meaning;
    xml = written();
    well_formed(xml);
    foreign(xml);
    assert_non_null(strstr(xml, "a &lt;tag&gt; &amp; &quot;quotes&quot; ]]&gt; "
                                "\xef\xbf\xbd\xef\xbf\xbd&#10;&#9;tab \xef\xbf\xbd "
                                "\xe5\x85\x85"));
    free(xml);
    fixture->scenario.rule[2].meaning = NULL; /* its owner frees what it made */
}

/* ---- the file ---- */

static void file(void **state)
{
    char folder[] = "/tmp/chargeplan-junit-XXXXXX", path[128], part[160], none[160];
    struct error err = {0};

    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/rules.xml", folder);
    snprintf(part, sizeof part, "%s.part", path);
    snprintf(none, sizeof none, "%s/none/rules.xml", folder);
    assert_int_equal(junit_check(path, "results", &err), ERR_OK);
    assert_int_equal(junit_write(&fixture->run, path, &err), ERR_OK);
    assert_int_equal(access(path, F_OK), -1); /* not yet */
    junit_discard(path);
    assert_int_equal(access(part, F_OK), -1);
    assert_int_equal(junit_write(&fixture->run, path, &err), ERR_OK);
    assert_int_equal(junit_publish(path, &err), ERR_OK);
    assert_int_equal(access(path, F_OK), 0);
    assert_int_equal(access(part, F_OK), -1);
    assert_int_equal(junit_check(path, "results", &err), ERR_IO);
    assert_int_equal(junit_write(&fixture->run, path, &err), ERR_OK);
    assert_int_equal(junit_publish(path, &err), ERR_IO); /* it appeared meanwhile */
    assert_int_equal(access(part, F_OK), -1);
    assert_int_equal(junit_check(none, "results", &err), ERR_IO);
    assert_int_equal(junit_check("", "results", &err), ERR_USAGE);
    assert_int_equal(junit_write(&fixture->run, none, &err), ERR_IO);
    unlink(path);
    assert_int_equal(rmdir(folder), 0); /* nothing else was left */
}

int main(void)
{
    const struct CMUnitTest fixed[] = {
        cmocka_unit_test_setup_teardown(whole, setup, teardown),
        cmocka_unit_test_setup_teardown(hostile, setup, teardown),
        cmocka_unit_test_setup_teardown(file, setup, teardown),
    };
    struct CMUnitTest tests[COUNT(fixed) + COUNT(verdicts)];

    memcpy(tests, fixed, sizeof fixed);
    for (size_t k = 0; k < COUNT(verdicts); k++)
        tests[COUNT(fixed) + k] =
            (struct CMUnitTest){verdicts[k].name, verdict, setup, teardown, &verdicts[k]};
    return cmocka_run_group_tests_name("junit", tests, NULL, NULL);
}

/* test_compare_study.c - two stores made by hand: sums over cases, states, steps of the same
 * year, and what JUnit and the workbook say of them. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "assert.h"
#include "output/compare/compare.h"
#include "output/study/study.h"
#include "output/study/study_junit.h"
#include "scenarios/text.h"

static char folder[] = "/tmp/chargeplan-made-XXXXXX";

/* SQL of a store: W is a word, R a run, F a figure of the whole area, D of district 北区, U a
 * rule. The statements have to outlive the store. */
#define W(number, text) "INSERT INTO word VALUES(" #number ", '" text "')"
#define R(number, name, state, status)                                                         \
    "INSERT INTO run(number, id, name, place, state, status, error) VALUES(" #number           \
    ", 'id" #number "', '" name "', " #number ", '" state "', " #status ", CASE '" state       \
    "' WHEN 'done' THEN NULL ELSE 'why it is so' END)"
#define S(run, path, value) "INSERT INTO setting VALUES(" #run ", '" path "', '" value "')"
#define FIGURE(run, step, year, district, name, value)                                         \
    "INSERT INTO indicator_row(run, step, district, measure, year, value) SELECT " #run        \
    ", " #step ", " #district ", number, " #year ", " #value                                   \
    " FROM measure WHERE name = '" name "'"
#define F(run, step, year, name, value) FIGURE(run, step, year, 1, name, value)
#define D(run, step, year, name, value) FIGURE(run, step, year, 2, name, value)
#define U(run, step, place, year, rule, outcome, strength)                                     \
    "INSERT INTO rule_row(run, step, place, year, rule, zone_class, relation, target, "        \
    "achieved, unit, outcome, is_binding, strength, shortfall, worst_place) VALUES(" #run      \
    ", " #step ", " #place ", " #year ", " #rule ", 1, '<=', 1, 0.5, 4, '" outcome             \
    "', 1, '" strength "', 0, 1)"
#define WORDS                                                                                  \
    W(1, ""), W(2, "北区"), W(3, "R-1"), W(4, "km"), W(5, "R-2"), W(6, "R-3"), W(7, "R-4"),    \
        "INSERT INTO meta VALUES('title', 'Made')", "INSERT INTO meta VALUES('program', 'p')", \
        "INSERT INTO common VALUES('study.seed', '1', '')"

static const char *const old_store[] = {WORDS,
                                        R(1, "a", "done", 0),
                                        R(2, "b", "done", 0),
                                        R(3, "c", "done", 0),
                                        R(4, "d", "done", 4),
                                        R(5, "e", "crashed", NULL),
                                        S(1, "placement.p", "1"),
                                        S(2, "placement.p", "2"),
                                        F(1, 0, 2030, "served_share", 0.5),
                                        F(1, 1, 2030, "served_share", 0.75),
                                        F(2, 0, 2030, "served_share", 0.5),
                                        F(2, 1, 2030, "served_share", 0.75),
                                        D(2, 1, 2030, "served_share", 0.25),
                                        F(3, 1, 2030, "served_share", 0.5),
                                        F(4, 1, 2030, "served_share", 0.5),
                                        U(1, 0, 0, 2030, 3, "not met", "binding"),
                                        U(1, 1, 0, 2030, 3, "met", "binding"),
                                        U(1, 1, 1, 2030, 5, "not met", "in_principle"),
                                        U(1, 1, 2, 2030, 6, "not met", "aim"),
                                        U(1, 1, 3, 2030, 7, "nothing to judge", "binding"),
                                        NULL};

static const char *const new_store[] = {WORDS,
                                        R(1, "a", "done", 0),
                                        R(2, "b", "done", 5),
                                        R(3, "c", "done", 4),
                                        R(4, "d", "done", 0),
                                        R(5, "f", "waiting", NULL),
                                        S(1, "placement.p", "1"),
                                        S(2, "placement.p", "007"),
                                        S(3, "placement.p", "8e7"),
                                        F(1, 0, 2030, "served_share", 0.5),
                                        F(1, 1, 2030, "served_share", 0.875),
                                        F(2, 0, 2030, "served_share", 0.5),
                                        F(2, 1, 2030, "served_share", 0.5),
                                        D(2, 1, 2030, "served_share", 0.125),
                                        F(3, 1, 2030, "served_share", 0.5),
                                        F(4, 1, 2030, "served_share", 0.5),
                                        U(1, 0, 0, 2030, 3, "not met", "binding"),
                                        U(1, 1, 0, 2030, 3, "not met", "binding"),
                                        U(1, 1, 1, 2030, 5, "met", "in_principle"),
                                        NULL};

static void make(const char *name, const char *const sql[])
{
    struct study_file *study = NULL;
    struct error err = {0};

    assert_int_equal(study_open(&study, name, true, &err), ERR_OK);
    for (; *sql != NULL; sql++)
        if (store_do(study_store(study), &err, *sql, "") != ERR_OK)
            fail_msg("%s: %s", *sql, err.text);
    study_close(study);
}

static int setup(void **state)
{
    (void)state;
    assert_non_null(mkdtemp(folder));
    assert_int_equal(chdir(folder), 0);
    make("old", old_store);
    make("new", new_store);
    return 0;
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

static struct compared *compare(int n, const char *const gates[])
{
    struct compared *c = NULL;
    struct error err = {0};

    if (compared_create(&c, "old", "new", 0, n, gates, &err) != ERR_OK)
        fail_msg("%s", err.text);
    return c;
}

/* Changes in the second step of 2030: a +1/8, b -1/4, c and d 0; the mean is -1/32. */
static void sums_over_cases(void **state)
{
    struct compared *c = compare(0, NULL);
    const struct compared_tally *t = &c->tally[c->n_tallies - 1];

    (void)state;
    assert_int_equal(c->match.n, 4);
    assert_int_equal(c->match.n_only_old, 1);
    assert_int_equal(c->match.n_only_new, 1);
    /* The first step of c and d is told by its year alone, so that it is the first of 2030. */
    assert_int_equal(c->n_tallies, 2);
    assert_int_equal(c->tally[0].nth, 0);
    assert_int_equal(c->tally[0].n, 4);
    assert_int_equal(c->tally[0].n_changed, 0);
    assert_int_equal(t->nth, 1);
    assert_int_equal(t->n, 2);
    assert_int_equal(t->n_changed, 2);
    assert_near(t->sum, 0.125 - 0.25, 0, 0);
    assert_near(t->least, -0.25, 0, 0);
    assert_near(t->most, 0.125, 0, 0);
    assert_string_equal(t->least_label, "b, placement.p=007");
    assert_string_equal(t->most_label, "a, placement.p=1");
    assert_int_equal(c->n_tops, 2); /* -1/3 before +1/6 */
    assert_near(c->top[0].relative, -1.0 / 3, 1e-15, 0);
    assert_near(c->top[1].relative, 1.0 / 6, 1e-15, 0);
    assert_int_equal(c->n_differing, 4);
    assert_false(c->equal);
    compared_free(c);
}

static struct judged {
    const char *gate;
    long judged, failed;
} judged[] = {
    {"cases", 5, 1},                        /* c has no plan; e, which is gone, never had one */
    {"rules", 3, 2},                        /* R-1 of a; c has no plan */
    {"served_share < -30%", 5, 2},          /* b's second step; c */
    {"served_share @ any < -12.5pp", 2, 1}, /* exactly 12.5; c */
    {"served_share @ any < -12pp", 2, 2},
    {"any", 6, 6}, /* four pairs, e gone, f new */
};

static void gates_over_cases(void **state)
{
    const struct judged *j = *state;
    struct compared *c = compare(1, &j->gate);

    assert_int_equal(c->gate[0].n_failed, j->failed);
    assert_int_equal(compared_passed(c), j->failed == 0);
    compared_free(c);
}

static void rules_lost_and_won(void **state)
{
    struct compared *c = compare(0, NULL);

    (void)state;
    assert_int_equal(c->n_rules, 4); /* R-1 second judgement, R-2, R-3 and R-4 gone */
    assert_string_equal(c->rule[0].rule, "R-1");
    assert_int_equal(c->rule[0].nth, 1);
    assert_true(c->rule[0].lost);
    assert_string_equal(c->rule[1].rule, "R-2");
    assert_true(c->rule[1].won);
    assert_string_equal(c->rule[2].new, "");
    assert_int_equal(c->n_rules_lost, 1);
    assert_int_equal(c->at[0].n_rules_other, 2);
    compared_free(c);
}

static char *slurp(const char *path)
{
    FILE *f = fopen(path, "rb");
    struct text text = {0};
    char buffer[4096];

    assert_non_null(f);
    for (size_t n; (n = fread(buffer, 1, sizeof buffer, f)) > 0;)
        text_add_bytes(&text, buffer, n);
    fclose(f);
    return text_take(&text);
}

static void has(const char *text, const char *what)
{
    if (strstr(text, what) == NULL) fail_msg("'%s' lacks '%s'", text, what);
}

/* Cases that are gone are a difference, though all that are left are equal. */
static void fewer_cases_are_a_difference(void **state)
{
    static const char *const fewer[] = {"UPDATE run SET place = NULL WHERE number > 3", NULL};
    struct compared *c = NULL;
    struct error err = {0};

    (void)state;
    make("fewer", old_store);
    make("fewer", fewer);
    assert_int_equal(compared_create(&c, "old", "fewer", 0, 0, NULL, &err), ERR_OK);
    assert_int_equal(c->n_differing, 0);
    assert_int_equal(c->match.n_only_old, 2);
    assert_int_equal(c->match.n_only_new, 0);
    assert_false(c->equal);
    compared_free(c);
    assert_int_equal(compared_create(&c, "fewer", "old", 0, 0, NULL, &err), ERR_OK);
    assert_false(c->equal);
    compared_free(c);
}

/* A store of another version is told of, and stays as it is. */
static void another_version_is_refused(void **state)
{
    static const char *const older[] = {"PRAGMA user_version = 1", NULL};
    struct compared *c = NULL;
    struct error err = {0};

    (void)state;
    make("older", older);
    assert_int_equal(compared_create(&c, "old", "older", 0, 0, NULL, &err), ERR_DATA);
    has(err.text, "older/study.db: is a store of version 1");
}

/* Old: plans of a, b, c pass, d is infeasible, e crashed; of five rules one is met, two fail,
 * an aim and one that is not judged are skipped. */
static void junit_of_a_study(void **state)
{
    struct error err = {0};
    char *text;

    (void)state;
    assert_int_equal(study_junit_write("old", "old.xml", &err), ERR_OK);
    text = slurp("old.xml");
    has(text,
        "<testsuites name=\"Made\" tests=\"10\" failures=\"3\" errors=\"1\" skipped=\"2\">");
    has(text, "<testsuite name=\"a, placement.p=1\" id=\"id1\" tests=\"6\" failures=\"2\" "
              "errors=\"0\" skipped=\"2\">");
    has(text, "<failure message=\"infeasible\" type=\"infeasible\"/>");
    has(text, "<error message=\"crashed: why it is so\" type=\"crashed\"/>");
    has(text, "in_principle rule not met: 0.5 reached, &lt;= 1 km asked for");
    free(text);
    assert_int_equal(study_junit_write("new/study.db", "new.xml", &err), ERR_OK);
    text = slurp("new.xml");
    has(text, "<skipped message=\"waiting: why it is so\"/>");
    free(text);
    assert_int_equal(study_junit_write("old", "old.xml", &err), ERR_IO); /* stands already */
    assert_int_equal(study_junit_check("old.xml", "old", &err), ERR_IO);
    assert_int_equal(study_junit_check("study", "study", &err), ERR_USAGE);
}

/* Values of settings: a number where it is written as one, else the text itself. */
static void settings_of_a_workbook(void **state)
{
    struct study_file *study = NULL;
    struct error err = {0};
    FILE *p;
    char line[256];
    int n = 0;

    (void)state;
    assert_int_equal(study_open_to_read(&study, "new", &err), ERR_OK);
    assert_int_equal(study_export(study, "tables", true, &err), ERR_OK);
    study_close(study);
    p = popen("PYTHONIOENCODING=utf-8 " PYTHON " " SOURCE_DIR
              "/tests/xlsx_cells.py tables/study.xlsx",
              "r");
    while (fgets(line, sizeof line, p) != NULL) {
        n += strcmp(line, "s:'id1'\ts:'placement.p'\tn:1\n") == 0;
        n += strcmp(line, "s:'id2'\ts:'placement.p'\ts:'007'\n") == 0;
        n += strcmp(line, "s:'id3'\ts:'placement.p'\tn:80000000\n") == 0;
        n += strcmp(line, "s:'id3'\ts:'c'\ts:'done'\tn:4\te:''\te:''\n") == 0;
        n += strcmp(line, "s:'id2'\tn:1\tn:2030\ts:'北区'\ts:'served_share'\tn:0.125\t"
                          "s:'share'\n") == 0;
    }
    assert_int_equal(pclose(p), 0);
    assert_int_equal(n, 5);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(judged) + 6];
    size_t n = 0;

    for (size_t k = 0; k < COUNT(judged); k++)
        tests[n++] =
            (struct CMUnitTest){judged[k].gate, gates_over_cases, NULL, NULL, &judged[k]};
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(sums_over_cases);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(rules_lost_and_won);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(fewer_cases_are_a_difference);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(another_version_is_refused);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(junit_of_a_study);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(settings_of_a_workbook);
    return _cmocka_run_group_tests("compare_study", tests, n, setup, teardown);
}

/* test_error.c - which settings a list of problems is about. */
#include <string.h>

#include "assert.h"
#include "scenarios/error.h"

static struct row {
    const char *name, *problem, *asked;
    bool about;
} rows[] = {
    {"the setting itself", "fleet.taxi.points", "fleet.taxi.points", true},
    {"one below", "fleet.taxi.points", "fleet.taxi", true},
    {"two below", "fleet.taxi.points", "fleet", true},
    {"one above has its own value", "fleet.taxi", "fleet.taxi.points", false},
    {"a longer name is another", "fleet.taxi2.points", "fleet.taxi", false},
    {"a shorter name is another", "fleet.tax", "fleet.taxi", false},
    {"a rule's setting", "rules[1].target", "rules[1]", true},
    {"the tenth rule is not the first", "rules[10]", "rules[1]", false},
    {"a problem of no setting", NULL, "zones", false},
};

static void about(void **state)
{
    const struct row *r = *state;
    struct problems list = {0};

    assert_false(problems_about(&list, r->asked));
    problems_add(&list, "a.yaml", 1, 1, r->problem, "wrong");
    assert_int_equal(problems_about(&list, r->asked), r->about);
}

/* Where a path is not kept nothing is said to be sound. */
static void unsure(void **state)
{
    struct problems many = {0}, longer = {0};
    char path[PROBLEMS_PATH_ROOM + 1];

    (void)state;
    for (int k = 0; k < PROBLEMS_KEPT; k++)
        problems_add(&many, NULL, 0, 0, "study.seed", "wrong");
    assert_false(problems_about(&many, "zones"));
    problems_add(&many, NULL, 0, 0, "zones.file", "wrong");
    assert_true(problems_about(&many, "zones"));
    assert_true(problems_about(&many, "sites"));
    memset(path, 'x', sizeof path);
    path[PROBLEMS_PATH_ROOM - 1] = '\0'; /* just fits */
    problems_add(&longer, NULL, 0, 0, path, "wrong");
    assert_false(problems_about(&longer, "zones"));
    path[PROBLEMS_PATH_ROOM - 1] = 'x';
    path[PROBLEMS_PATH_ROOM] = '\0';
    problems_add(&longer, NULL, 0, 0, path, "wrong");
    assert_true(problems_about(&longer, "zones"));
}

/* A message is one line of valid text, whatever a damaged file put into it. */
static void bytes(void **state)
{
    struct error err;

    (void)state;
    error_set(&err, ERR_DATA, "%s", "a\xff\xfe\xe7\xa6\x8f\xe7\n\x1b[0m\xe7\xa6");
    assert_string_equal(err.text, "a??\xe7\xa6\x8f? ?[0m??");
}

int main(void)
{
    struct CMUnitTest tests[COUNT(rows) + 2];

    for (size_t k = 0; k < COUNT(rows); k++)
        tests[k] = (struct CMUnitTest){rows[k].name, about, NULL, NULL, &rows[k]};
    tests[COUNT(rows)] = (struct CMUnitTest)cmocka_unit_test(unsure);
    tests[COUNT(rows) + 1] = (struct CMUnitTest)cmocka_unit_test(bytes);
    return cmocka_run_group_tests_name("error", tests, NULL, NULL);
}

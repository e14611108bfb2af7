/* test_expand.c - variables in paths; what the shell makes of the same words. */
#define _POSIX_C_SOURCE 200809L /* setenv */
#include <stdlib.h>
#include <string.h>

#include "assert.h"
#include "scenarios/expand.h"

static struct row {
    const char *name, *written;
    const char *want; /* NULL: refused */
    const char *says; /* part of the sentence */
} rows[] = {
    {"no variable", "a/b.csv", "a/b.csv", NULL},
    {"nothing", "", "", NULL},
    {"a variable alone", "${CP_FOLDER}", "/data/x", NULL},
    {"in the middle", "a${CP_ONE}b", "a1b", NULL},
    {"two side by side", "${CP_ONE}${CP_FOLDER}", "1/data/x", NULL},
    {"set, the default is not taken", "${CP_ONE:-two}/z", "1/z", NULL},
    {"not set, the default", "${CP_NONE:-../d}/z", "../d/z", NULL},
    {"empty, the default", "${CP_EMPTY:-d}", "d", NULL},
    {"an empty default", "a${CP_NONE:-}b", "ab", NULL},
    {"a default with :-", "${CP_NONE:-a:-b}", "a:-b", NULL},
    {"a default with a $", "${CP_NONE:-$x}", "$x", NULL},
    {"a $ alone stays", "$CP_ONE/a$", "$CP_ONE/a$", NULL},
    {"a } alone stays", "a}b", "a}b", NULL},
    {"not set", "a/${CP_NONE}/b", NULL,
     "the environment variable CP_NONE is not set; set it, or write ${CP_NONE:-default}"},
    {"empty", "${CP_EMPTY}", NULL, "CP_EMPTY is empty"},
    {"not closed", "a/${CP_ONE/b", NULL, "'${CP_ONE/b' is not closed; a } is missing"},
    {"no name", "${}", NULL, "'${}' names no variable"},
    {"a digit first", "${1A}", NULL, "'${1A}' names no variable"},
    {"other operators of a shell", "${CP_ONE:=x}", NULL, "'${CP_ONE:=x}' names no variable"},
    {"one in the default of another", "${CP_NONE:-${CP_ONE}}", NULL,
     "the default of ${CP_NONE} holds another ${"},
    {"and where the variable is set", "${CP_ONE:-a${}", NULL,
     "the default of ${CP_ONE} holds another ${"},
    {"a blank", "${CP_ONE }", NULL, "'${CP_ONE }' names no variable"},
};

static void expand(void **state)
{
    const struct row *r = *state;
    struct text got = {0};
    struct error err = {0};

    setenv("CP_FOLDER", "/data/x", 1);
    setenv("CP_ONE", "1", 1);
    setenv("CP_EMPTY", "", 1);
    unsetenv("CP_NONE");
    if (r->want == NULL) {
        assert_int_equal(expand_variables(r->written, &got, &err), ERR_SCENARIO);
        if (strstr(err.text, r->says) == NULL) print_error("%s\n", err.text);
        assert_non_null(strstr(err.text, r->says));
        assert_null(got.data);
        return;
    }
    assert_int_equal(expand_variables(r->written, &got, &err), ERR_OK);
    assert_string_equal(got.data != NULL ? got.data : "", r->want);
    text_clear(&got);
}

static void first_name(void **state)
{
    char *name = expand_first_name("a/${CP_A:-x}/${CP_B}");

    (void)state;
    assert_string_equal(name, "CP_A");
    free(name);
    assert_null(expand_first_name("a/$CP_A"));
    assert_null(expand_first_name("${1}"));
}

int main(void)
{
    struct CMUnitTest tests[COUNT(rows) + 1];

    for (size_t k = 0; k < COUNT(rows); k++)
        tests[k] = (struct CMUnitTest){rows[k].name, expand, NULL, NULL, &rows[k]};
    tests[COUNT(rows)] = (struct CMUnitTest)cmocka_unit_test(first_name);
    return cmocka_run_group_tests_name("expand", tests, NULL, NULL);
}

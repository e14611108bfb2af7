/* test_fields_schema.c - label: unit */
#include <stdlib.h>
#include <string.h>

#include "output/fields_schema.h"
#include "scenarios/schema.h"
#include "tests/assert.h"

static int count(const char *text, const char *word)
{
    int n = 0;

    for (const char *s = text; (s = strstr(s, word)) != NULL; s += strlen(word))
        n++;
    return n;
}

/* One description for each setting and section, extends, sweep, origin and record: nothing is
 * lost, `p` beside `phases` neither, and no group comes twice. */
static void complete(void **state)
{
    struct text schema = {0};
    int settings = 0;

    (void)state;
    fields_schema_put(&schema);
    for (int k = 0; k < schema_n(); k++)
        settings += schema_section(k)->n_fields;
    assert_int_equal(count(schema.data, "\"description\": "), settings + schema_n() - 1 + 4);
    assert_int_equal(count(schema.data, "\"p\": {\"description\""), 1);
    assert_int_equal(count(schema.data, "\"with_home\": {\"type\": \"object\""), 1);
    assert_int_equal(count(schema.data, "\"minimum\": 0, \"maximum\": 2147483647"),
                     2); /* seed, work_limit */
    assert_non_null(strstr(schema.data,
                           "{\"enum\": [\"points\", \"penetration\", \"bass\", \"share\", "
                           "\"cohorts\", \"logistic\", \"table\", \"visitors\"]}"));
    text_clear(&schema);
}

/* JSON's brackets close in the order they open, outside of strings. */
static void balanced(void **state)
{
    struct text schema = {0};
    char stack[64];
    int depth = 0;

    (void)state;
    fields_schema_put(&schema);
    for (const char *s = schema.data; *s != '\0'; s++) {
        if (*s == '"')
            for (s++; *s != '"'; s++)
                s += *s == '\\';
        else if (*s == '{' || *s == '[')
            stack[depth++] = *s == '{' ? '}' : ']';
        else if (*s == '}' || *s == ']')
            assert_int_equal(stack[--depth], *s);
        assert_true(depth >= 0 && depth < 64);
    }
    assert_int_equal(depth, 0);
    text_clear(&schema);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(complete), cmocka_unit_test(balanced)};

    return cmocka_run_group_tests_name("fields_schema", tests, NULL, NULL);
}

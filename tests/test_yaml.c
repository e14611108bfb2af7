/* test_yaml.c - label: unit */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "scenarios/text.h"
#include "scenarios/yaml.h"
#include "tests/assert.h"

/* A tree on one line: {a@line:column=word,...}; quoted words stand between ''. */
static void put_tree(const struct yaml_node *node, struct text *to)
{
    if (node->kind == YAML_WORD) {
        text_addf(to, node->plain ? "%s@%d:%d" : "'%s'@%d:%d", node->text, node->line,
                  node->column);
        return;
    }
    text_add(to, node->kind == YAML_MAP ? "{" : "[");
    for (int k = 0; k < node->n; k++) {
        if (k > 0) text_add(to, ",");
        if (node->kind == YAML_MAP)
            text_addf(to, "%s@%d:%d=", node->pair[k].key, node->pair[k].line,
                      node->pair[k].column);
        put_tree(node->kind == YAML_MAP ? node->pair[k].value : node->item[k], to);
    }
    text_add(to, node->kind == YAML_MAP ? "}" : "]");
}

/* What YAML says about the structure, by hand from the text; the places counted by eye. */
static struct row {
    const char *name, *text, *want;
} rows[] = {
    {"types are left alone", "a: 007\nb: no\nc: 1:7\nd: ~\n",
     "{a@1:1=007@1:4,b@2:1=no@2:4,c@3:1=1:7@3:4,d@4:1=~@4:4}"},
    {"quotes", "a: 'x y'\nb: \"p\\tq\"", "{a@1:1='x y'@1:4,b@2:1='p\tq'@2:4}"},
    {"flow and block", "a: {b: 1, c: [2, 3]}\nd:\n  - e: 4\n",
     "{a@1:1={b@1:5=1@1:8,c@1:11=[2@1:15,3@1:18]},d@2:1=[{e@3:5=4@3:8}]}"},
    {"nothing behind the key", "a:\nb: 1\n", "{a@1:1=@1:3,b@2:1=1@2:4}"},
    {"an alias is its anchor's value, there", "a: &x [1]\nb: *x\n",
     "{a@1:1=[1@1:8],b@2:1=[1@1:8]}"},
    {"byte order mark",
     "\xEF\xBB\xBF"
     "a: 1\n",
     "{a@1:1=1@1:4}"},
    {"CR LF", "a: 1\r\nb: 2\r\n", "{a@1:1=1@1:4,b@2:1=2@2:4}"},
    {"columns count characters", "\xE6\xB7\xB1: \xE5\x9C\xB3 # x\n",
     "{\xE6\xB7\xB1@1:1=\xE5\x9C\xB3@1:4}"},
    {"a comment is no value", "# only\n", "@1:1"},
    {"nothing at all", "", "@1:1"},
};

static void tree(void **state)
{
    const struct row *r = *state;
    struct yaml *yaml = yaml_open();
    struct problems problems = {0};
    struct yaml_node *root = NULL;
    struct error err = {0};
    struct text got = {0};

    assert_int_equal(yaml_parse(yaml, r->text, "f", &root, &problems, &err), ERR_OK);
    put_tree(root, &got);
    assert_string_equal(got.data, r->want);
    assert_int_equal(problems.n, 0);
    text_clear(&got);
    yaml_close(yaml);
}

/* What is wrong, and where the reader has to look. */
static struct bad {
    const char *name, *text, *want;
} bads[] = {
    {"quote: where it opened", "a: 1\nb: 'x\nc: 2\n",
     "f:2:4: the quote that opens here is never closed"},
    {"double quote", "a: \"x\n", "f:1:4: the quote that opens here is never closed"},
    {"bracket: where it opened", "a: 1\nb: [1, 2\n", "f:2:4: the bracket that opens here"},
    {"bracket of the wrong kind", "a: {b: 1]\n",
     "f:1:9: a comma is missing here, or the closing bracket of the one that opens in line 1, "
     "column 4"},
    {"tab", "a:\n\tb: 1\n", "f:2:1: a tab cannot indent"},
    {"two colons", "a: b: c\n", "f:1:5: a colon cannot stand here"},
    {"indentation", "a: 1\n  b: 2\n", "f:2:4: a colon cannot stand here"},
    {"less indentation", "  a: 1\n b: 2\n", "f:2:2: this line does not fit"},
    {"no colon", "a: 1\nb\nc: 2\n", "f:2:1: a colon and a blank are missing"},
    {"reserved character", "a: @x\n", "f:1:4: this character cannot begin a value"},
    {"unknown alias", "a: *x\n", "f:1:4: the alias *x has no anchor &x"},
    {"alias inside itself", "a: &x {b: *x}\n",
     "f:1:11: this alias stands inside its own value"},
    {"tag", "a: !!str 1\n", "f:1:4: tags such as !!str are not read"},
    {"merge key", "a: &x {b: 1}\nc:\n  <<: *x\n", "f:3:3: merge keys (<<) are not read"},
    {"second document", "a: 1\n---\nb: 2\n", "f:2:1: a second document begins here"},
    {"a list as key", "? [a]\n: 1\n", "f:1:3: a key has to be a word"},
    {"no key", "\"\": 1\n", "f:1:1: a key is missing"},
    {"NUL in a value", "a: \"x\\0y\"\n", "f:1:4: the value holds a NUL"},
    {"control character", "a: 1\nb: x\x01\n", "f:2:5: a control character"},
    {"UTF-8", "a: 1\nb: caf\xE9\n", "f:2:7: the byte 0xE9 is not UTF-8"},
};

static void refused(void **state)
{
    const struct bad *r = *state;
    struct yaml *yaml = yaml_open();
    struct problems problems = {0};
    struct yaml_node *root = NULL;
    struct error err = {0};

    assert_int_equal(yaml_parse(yaml, r->text, "f", &root, &problems, &err), ERR_SCENARIO);
    if (strncmp(err.text, r->want, strlen(r->want)) != 0)
        fail_msg("got '%s', want '%s'", err.text, r->want);
    assert_null(root);
    yaml_close(yaml);
}

static void twins(void **state)
{
    struct yaml *yaml = yaml_open();
    struct problems problems = {0};
    struct yaml_node *root = NULL;
    struct error err = {0};

    (void)state;
    assert_int_equal(yaml_parse(yaml, "a: 1\nb: {c: {d: 1, e: 2, d: 3}}\na: 4\na: 5\n", "f",
                                &root, &problems, &err),
                     ERR_OK);
    assert_int_equal(problems.n, 3);
    assert_string_equal(problems.text[0],
                        "f:2:21: b.c.d: the key is given twice; it stands in line 2 already");
    assert_string_equal(problems.text[1],
                        "f:3:1: a: the key is given twice; it stands in line 1 already");
    assert_string_equal(problems.text[2],
                        "f:4:1: a: the key is given twice; it stands in line 3 already");
    assert_string_equal(yaml_word(root, "a"), "5");
    yaml_close(yaml);
}

/* The limits hold to the one: what is at the limit is read, one more is not. */
static enum err parse_only(const char *text, char sentence[1024])
{
    struct yaml *yaml = yaml_open();
    struct problems problems = {0};
    struct yaml_node *root = NULL;
    struct error err = {0};
    enum err code = yaml_parse(yaml, text, "f", &root, &problems, &err);

    memcpy(sentence, err.text, 1024);
    yaml_close(yaml);
    return code;
}

static void nested(void **state)
{
    char sentence[1024];

    (void)state;
    for (int levels = YAML_DEPTH_MAX; levels <= YAML_DEPTH_MAX + 1; levels++) {
        struct text text = {0};

        for (int k = 0; k < levels; k++)
            text_add(&text, "[");
        text_add(&text, "1");
        for (int k = 0; k < levels; k++)
            text_add(&text, "]");
        assert_int_equal(parse_only(text.data, sentence),
                         levels == YAML_DEPTH_MAX ? ERR_OK : ERR_SCENARIO);
        text_clear(&text);
    }
    assert_non_null(strstr(sentence, "nested more than 100 levels deep"));
}

/* A list of n words is n + 1 values. */
static void many(void **state)
{
    char sentence[1024];

    (void)state;
    for (int n = YAML_NODES_MAX - 1; n <= YAML_NODES_MAX; n++) {
        struct text text = {0};

        text_add(&text, "[1");
        for (int k = 1; k < n; k++)
            text_add(&text, ",1");
        text_add(&text, "]");
        assert_int_equal(parse_only(text.data, sentence),
                         n < YAML_NODES_MAX ? ERR_OK : ERR_SCENARIO);
        text_clear(&text);
    }
    assert_non_null(strstr(sentence, "more than 100,000 values"));
}

/* "Billion laughs": nine levels of ten aliases each. */
static void laughs(void **state)
{
    struct text text = {0};
    char sentence[1024];

    (void)state;
    text_add(&text, "a0: &a0 [x, x]\n");
    for (int k = 1; k <= 9; k++) {
        text_addf(&text, "a%d: &a%d [", k, k);
        for (int i = 0; i < 10; i++)
            text_addf(&text, "%s*a%d", i > 0 ? ", " : "", k - 1);
        text_add(&text, "]\n");
    }
    assert_int_equal(parse_only(text.data, sentence), ERR_SCENARIO);
    assert_non_null(strstr(sentence, "once its aliases are written out"));
    text_clear(&text);
}

/* Depth by aliases of aliases counts as if it were written out: a is 2 deep, 60 + 60 is 120. */
static void deep_alias(void **state)
{
    struct text text = {0};
    char sentence[1024];

    (void)state;
    text_add(&text, "a: &a ");
    for (int k = 0; k < 60; k++)
        text_add(&text, "[");
    for (int k = 0; k < 60; k++)
        text_add(&text, "]");
    text_add(&text, "\nb: ");
    for (int k = 0; k < 60; k++)
        text_add(&text, "[");
    text_add(&text, "*a");
    for (int k = 0; k < 60; k++)
        text_add(&text, "]");
    assert_int_equal(parse_only(text.data, sentence), ERR_SCENARIO);
    assert_non_null(strstr(sentence, "nested more than 100"));
    text_clear(&text);
}

static void files(void **state)
{
    char path[] = "/tmp/chargeplan-yaml-XXXXXX";
    struct yaml *yaml = yaml_open();
    struct problems problems = {0};
    struct yaml_node *root = NULL;
    struct error err = {0};
    int fd = mkstemp(path);

    (void)state;
    assert_int_equal(yaml_read(yaml, path, "x", &root, &problems, &err), ERR_SCENARIO);
    assert_non_null(strstr(err.text, ": is empty; a scenario begins with"));
    assert_int_equal(write(fd, "a: 1\n\0", 6), 6);
    assert_int_equal(yaml_read(yaml, path, "x", &root, &problems, &err), ERR_SCENARIO);
    assert_non_null(strstr(err.text, ":2:1: a NUL byte"));
    assert_int_equal(ftruncate(fd, YAML_BYTES_MAX + 1), 0);
    assert_int_equal(yaml_read(yaml, path, "x", &root, &problems, &err), ERR_SCENARIO);
    assert_non_null(strstr(err.text, "larger than 16 MiB"));
    assert_int_equal(ftruncate(fd, 5), 0);
    assert_int_equal(yaml_read(yaml, path, "x", &root, &problems, &err), ERR_OK);
    assert_string_equal(root->source->name, "x");
    assert_string_equal(root->source->text, "a: 1\n");
    close(fd);
    unlink(path);
    assert_int_equal(yaml_read(yaml, path, "x", &root, &problems, &err), ERR_SCENARIO);
    assert_non_null(strstr(err.text, "cannot be opened: No such file"));
    assert_int_equal(yaml_read(yaml, "/tmp", "x", &root, &problems, &err), ERR_SCENARIO);
    assert_string_equal(err.text, "/tmp: is a folder, not a file");
    yaml_close(yaml);
}

/* Whatever the word, writing and reading gives it back. */
static void round_trip(void **state)
{
    static const char *const words[] = {
        "plain",
        "no",
        "007",
        "1:7",
        "-1.5",
        "-",
        "- a",
        ".5",
        "...",
        "---",
        "",
        " x ",
        "a b",
        "#x",
        "a: b",
        "[a",
        "\"",
        "\\",
        "\\n",
        "two\nlines",
        "tab\there",
        "\r\n",
        "\x01\x1F\x7F",
        "\xC2\x85",
        "\xC2\xA0",
        "\xE2\x80\xA8\xE2\x80\xA9",
        "\xEF\xBB\xBF",
        "\xEF\xBF\xBE",
        "\xE6\xB7\xB1\xE5\x9C\xB3",
        "\xF0\x9F\x94\x8C",
        "~",
        "<<",
        "*a",
        "&a",
        "!x",
        "%x",
        "@x",
        "`x",
        "{x}",
        "a,b",
        "?",
        "? x",
        "|",
        ">",
        "  lead\n    more\n\nend  \n",
        "\n\n",
        "trailing \\\n",
        "x\n y\n\tz\n#c\n",
    };

    (void)state;
    for (size_t k = 0; k < COUNT(words); k++)
        for (int lines = 0; lines < 2; lines++) {
            struct yaml *yaml = yaml_open();
            struct problems problems = {0};
            struct yaml_node *root = NULL;
            struct error err = {0};
            struct text text = {0};

            text_add(&text, "a:\n  b: ");
            if (lines == 0)
                yaml_put(&text, words[k]);
            else
                yaml_put_lines(&text, words[k], 4);
            text_add(&text, "\n  c: {d: ");
            yaml_put(&text, words[k]);
            text_add(&text, ", e: 1}\n");
            if (yaml_parse(yaml, text.data, "f", &root, &problems, &err) != ERR_OK)
                fail_msg("%s: %s", text.data, err.text);
            assert_string_equal(yaml_word(yaml_find(root, "a"), "b"), words[k]);
            assert_string_equal(yaml_word(yaml_find(yaml_find(root, "a"), "c"), "d"), words[k]);
            text_clear(&text);
            yaml_close(yaml);
        }
}

int main(void)
{
    const struct CMUnitTest single[] = {
        cmocka_unit_test(twins),      cmocka_unit_test(nested),     cmocka_unit_test(many),
        cmocka_unit_test(laughs),     cmocka_unit_test(deep_alias), cmocka_unit_test(files),
        cmocka_unit_test(round_trip),
    };
    struct CMUnitTest tests[COUNT(rows) + COUNT(bads) + COUNT(single)];
    size_t n = 0;

    for (size_t k = 0; k < COUNT(rows); k++)
        tests[n++] = (struct CMUnitTest){rows[k].name, tree, NULL, NULL, &rows[k]};
    for (size_t k = 0; k < COUNT(bads); k++)
        tests[n++] = (struct CMUnitTest){bads[k].name, refused, NULL, NULL, &bads[k]};
    for (size_t k = 0; k < COUNT(single); k++)
        tests[n++] = single[k];
    return cmocka_run_group_tests_name("yaml", tests, NULL, NULL);
}

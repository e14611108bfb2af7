/* label: unit - rows in the order of their ids, against the order that qsort() and strcmp()
 * give. */
#include "scenarios/csv_order.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/text.h"
#include "tests/assert.h"
#include "tests/dice.h"

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static struct csv *read_ids(char *const ids[], int n)
{
    struct text text = {0};
    struct csv *csv = NULL;
    struct error err;
    char *all;

    text_add(&text, "other,id\n");
    for (int k = 0; k < n; k++)
        text_addf(&text, "%d,%s\n", n - k, ids[k]);
    all = text_take(&text);
    assert_non_null(all);
    assert_int_equal(csv_parse(&csv, all, "ids.csv", &err), ERR_OK);
    free(all);
    return csv;
}

static struct kind {
    const char *name;
    int n, most; /* ids; bytes of each at most, behind what all have in common */
    const char *letters, *before;
} kinds[] = {
    {"one", 1, 5, "ab", ""},
    {"a few", 12, 3, "abc", ""},
    {"as many as are inserted, and one more", 17, 4, "abc", "zone "},
    {"short ones of two letters", 250, 9, "ab", "x"},
    {"long ones of two letters: alike for words", 3000, 60, "aaaaaaaaab", "district-"},
    {"numbers", 5000, 7, "0123456789", "d"},
    {"bytes above 127 come last", 2000, 6, "a\xc3\xa9\xe6\xb7\xb1z ", ""},
};

/* A letter is one UTF-8 character. */
static void make_id(const struct kind *kind, char *to)
{
    int length = 1 + (int)(uniform() * kind->most);

    to += sprintf(to, "%s", kind->before);
    while (length-- > 0) {
        const char *at = kind->letters + (int)(uniform() * (double)strlen(kind->letters));

        while (((unsigned char)*at & 0xC0) == 0x80)
            at--;
        do
            *to++ = *at++;
        while (((unsigned char)*at & 0xC0) == 0x80);
    }
    *to = '\0';
}

static void orders(void **state)
{
    const struct kind *kind = *state;
    char **ids = calloc((size_t)kind->n, sizeof *ids), **sorted;
    int n = 0, *order = calloc((size_t)kind->n, sizeof *order);
    struct csv *csv;
    struct error err;

    assert_true(ids != NULL && order != NULL);
    dice = 5;
    while (n < kind->n) {
        char id[400];
        bool twice = false;

        make_id(kind, id);
        for (int k = 0; k < n && !twice; k++)
            twice = strcmp(ids[k], id) == 0;
        if (!twice) ids[n++] = text_copy(id);
    }
    csv = read_ids(ids, n);
    assert_int_equal(csv_order(csv, 1, order, &err), ERR_OK);
    sorted = calloc((size_t)n, sizeof *sorted);
    assert_non_null(sorted);
    memcpy(sorted, ids, (size_t)n * sizeof *ids);
    qsort(sorted, (size_t)n, sizeof *sorted, compare);
    for (int k = 0; k < n; k++)
        assert_ptr_equal(ids[order[k]], sorted[k]);
    for (int k = 0; k < n; k++)
        free(ids[k]);
    free(ids);
    free(sorted);
    free(order);
    csv_free(csv);
}

/* An id twice among n, far apart: the sentence names both lines. */
static void twice(void **state)
{
    static const int counts[] = {2, 16, 17, 1000};
    int order[1000];

    (void)state;
    for (int kind = 0; kind < 3; kind++)
        for (int c = 0; c < 4; c++) {
            int n = counts[c];
            char *ids[1000] = {"0"}, want[100];
            struct csv *csv;
            struct error err;

            for (int k = 0; k < n; k++) {
                int number = k == n - 1 ? 0 : k;

                ids[k] = kind == 0   ? text_print("%d", number)
                         : kind == 1 ? text_print("%08d", number)
                                     : text_print("long before %08d and long behind", number);
            }
            csv = read_ids(ids, n);
            assert_int_equal(csv_order(csv, 1, order, &err), ERR_DATA);
            snprintf(want, sizeof want,
                     "ids.csv:%d: column 'id': '%s' stands in line 2 already", n + 1, ids[0]);
            assert_true(strncmp(err.text, want, strlen(want)) == 0);
            csv_free(csv);
            for (int k = 0; k < n; k++)
                free(ids[k]);
        }
}

static void empty(void **state)
{
    char *ids[] = {"b", "", "a"};
    struct csv *csv = read_ids(ids, 3), *none = read_ids(NULL, 0);
    struct error err;
    int order[3];

    (void)state;
    assert_int_equal(csv_order(csv, 1, order, &err), ERR_DATA);
    assert_string_equal(err.text,
                        "ids.csv:3: column 'id': the cell is empty; every row needs an id");
    assert_int_equal(csv_order(none, 1, order, &err), ERR_OK);
    csv_free(csv);
    csv_free(none);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(kinds) + 2] = {
        cmocka_unit_test(twice),
        cmocka_unit_test(empty),
    };

    for (size_t k = 0; k < COUNT(kinds); k++)
        tests[2 + k] = (struct CMUnitTest){kinds[k].name, orders, NULL, NULL, &kinds[k]};
    return cmocka_run_group_tests_name("csv order", tests, NULL, NULL);
}

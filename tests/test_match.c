/* test_match.c - which case of one study is which of another, for studies made by hand. */
#include <stdlib.h>
#include <string.h>

#include "assert.h"
#include "output/compare/match.h"
#include "scenarios/text.h"

enum { CASES_MAX = 8 };

/* A side from texts "name|path=value|path=value". */
static struct side make(const char *const cases[])
{
    struct side side = {.is_study = true};

    for (int k = 0; cases[k] != NULL; k++) {
        char *copy = text_copy(cases[k]), *rest = NULL;
        struct side_case *c =
            keep_more(&side.keep, (void *)&side.at, &side.n, &side.room, sizeof *c);
        char *bar = strchr(copy, '|');

        if (bar != NULL) *bar = '\0';
        c->name = keep_text(&side.keep, copy);
        c->id = "";
        for (char *set = bar != NULL ? strtok_r(bar + 1, "|", &rest) : NULL; set != NULL;
             set = strtok_r(NULL, "|", &rest)) {
            struct outcome_setting *s =
                keep_more(&side.keep, (void *)&c->set, &c->n_sets, &c->sets_room, sizeof *s);
            char *equal = strchr(set, '=');

            *equal = '\0';
            s->path = keep_text(&side.keep, set);
            s->value = keep_text(&side.keep, equal + 1);
        }
        free(copy);
    }
    return side;
}

static void drop(struct side *side)
{
    for (int k = 0; k < side->n; k++)
        free(side->at[k].set);
    free(side->at);
    keep_clear(&side->keep);
}

static struct row {
    const char *name;
    const char *old[CASES_MAX], *new[CASES_MAX];
    const char
        *want; /* "old-new" in the order of the new ones, then what is only old, only new */
} rows[] = {
    {"by the value of an axis, whatever the order",
     {"|p=1", "|p=2", "|p=3"},
     {"|p=3", "|p=1", "|p=2"},
     "2-0 0-1 1-2"},
    {"an axis that lost a value and won one",
     {"|p=1", "|p=2"},
     {"|p=2", "|p=3"},
     "1-0 old:0 new:1"},
    {"numbers are numbers", {"|b=8e7", "|b=9e7"}, {"|b=90000000", "|b=80000000.0"}, "1-0 0-1"},
    {"a setting that is the same in all cases does not count",
     {"|gap=1|p=1", "|gap=1|p=2"},
     {"|gap=2|p=2", "|gap=2|p=1"},
     "1-0 0-1"},
    {"nor does one that only the new study has",
     {"|p=1", "|p=2"},
     {"|p=1|q=5", "|p=2|q=5"},
     "0-0 1-1"},
    {"two axes",
     {"|p=1|s=1", "|p=1|s=2", "|p=2|s=1"},
     {"|p=2|s=1", "|p=1|s=2", "|p=2|s=2"},
     "2-0 1-1 old:0 new:2"},
    {"a name is enough where it stands once",
     {"base", "dense|r=800"},
     {"dense|r=700", "base"},
     "1-0 0-1"},
    {"a named case crossed with seeds, its own setting changed",
     {"dense|r=800|s=1", "dense|r=800|s=2", "base|s=1", "base|s=2"},
     {"base|s=1", "base|s=2", "dense|r=700|s=1", "dense|r=700|s=2"},
     "2-0 3-1 0-2 1-3"},
    {"other names are other cases", {"a|p=1"}, {"b|p=1"}, "old:0 new:0"},
    {"a case that leaves a setting out differs from one that has it",
     {"|p=1", "", "|p=2"},
     {"", "|p=2"},
     "1-0 2-1 old:0"},
    {"leaving it out is a value of its own", {"|p=1", ""}, {"", "|p=1"}, "1-0 0-1"},
    {"one case each, without settings", {""}, {""}, "0-0"},
    {"paths and values are not mixed up",
     {"|a=1|b=2", "|a=2|b=1"},
     {"|a=2|b=1", "|a=1|b=2"},
     "1-0 0-1"},
};

static void matches(void **state)
{
    const struct row *r = *state;
    struct side old = make(r->old), new = make(r->new);
    struct match m;
    struct error err;
    struct text said = {0};

    assert_int_equal(match_create(&m, &old, &new, &err), ERR_OK);
    for (int k = 0; k < m.n; k++)
        text_addf(&said, "%s%d-%d", said.n > 0 ? " " : "", m.pair[k].old, m.pair[k].new);
    for (int k = 0; k < m.n_only_old; k++)
        text_addf(&said, "%sold:%d", said.n > 0 ? " " : "", m.only_old[k]);
    for (int k = 0; k < m.n_only_new; k++)
        text_addf(&said, "%snew:%d", said.n > 0 ? " " : "", m.only_new[k]);
    assert_string_equal(said.data, r->want);
    text_clear(&said);
    match_clear(&m);
    drop(&old);
    drop(&new);
}

static void labels_say_name_and_settings(void **state)
{
    static const char *const cases[] = {"dense|p=1|q=a b", "", NULL};
    char label[SIDE_LABEL_ROOM], value[400] = "|v=";
    const char *const long_one[] = {value, NULL};
    struct side side = make(cases), other;

    (void)state;
    side.at[1].id = "0123456789abcdef";
    assert_string_equal(side_label(&side.at[0], label), "dense, p=1, q=a b");
    assert_string_equal(side_label(&side.at[1], label), "0123456789abcdef");
    drop(&side);
    for (int k = 0; k < 100; k++)
        strcat(value, "充");
    other = make(long_one);
    side_label(&other.at[0], label);
    assert_true(strlen(label) < SIDE_LABEL_ROOM);
    assert_string_equal(label + strlen(label) - 4, " ...");
    assert_int_equal(text_utf8(label, strlen(label)), strlen(label));
    drop(&other);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(rows) + 1];

    for (size_t k = 0; k < COUNT(rows); k++)
        tests[k] = (struct CMUnitTest){rows[k].name, matches, NULL, NULL, &rows[k]};
    tests[COUNT(rows)] = (struct CMUnitTest)cmocka_unit_test(labels_say_name_and_settings);
    return cmocka_run_group_tests_name("match", tests, NULL, NULL);
}

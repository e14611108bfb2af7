/* test_plans_chinese.c - label: unit. The catalogues in Chinese: complete, Chinese, the same
 * numbers as in English; and the built-in one beside the one it was carried over from. */
#include "tests/assert.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "output/fact_words.h"
#include "scenarios/csv.h"
#include "scenarios/plans.h"

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

static struct plans *plans;

static int read_plans(void **state)
{
    struct problems problems = {0};
    struct error err;

    (void)state;
    if (plans_read(&plans, &err) != ERR_OK) return -1;
    return plans_add(plans, "plan:current", &problems, &err) == ERR_OK ? problems.n : -1;
}

static int free_plans(void **state)
{
    (void)state;
    plans_free(plans);
    return 0;
}

/* Units, letters of a formula and ids of facts. */
static void only_chinese(const struct fact *f, const char *text)
{
    static const char *const allowed[] = {"kg", "kW", "Wh", "Y", "m", "P", "SHARE"};

    for (const char *p = strpbrk(text, LETTERS); p != NULL; p = strpbrk(p, LETTERS)) {
        size_t n = strspn(p, LETTERS);
        bool known = false;

        for (size_t k = 0; k < COUNT(allowed); k++)
            known = known || (strlen(allowed[k]) == n && strncmp(p, allowed[k], n) == 0);
        if (!known) fail_msg("%s: %.*s in \"%s\"", f->id, (int)n, p, text);
        p += n;
    }
}

static void chinese_marks(const struct fact *f, const char *text)
{
    for (const unsigned char *p = (const unsigned char *)text; *p != '\0'; p++) {
        bool after = p > (const unsigned char *)text && p[-1] >= 0x80;

        if (after && strchr(",;?!: ", *p) != NULL)
            fail_msg("%s: '%c' behind a Chinese letter in \"%s\"", f->id, *p, text);
        if (*p == ' ' && p[1] >= 0x80)
            fail_msg("%s: a gap before a Chinese letter in \"%s\"", f->id, text);
    }
}

static void complete(void **state)
{
    (void)state;
    assert_int_equal(plans->n, 154 + 7);
    for (int k = 0; k < plans->n; k++) {
        const struct fact *f = &plans->fact[k];
        const char *text[] = {f->scope_zh, f->meaning_zh, f->plan_zh, f->section_zh};

        if (*f->scope_zh == '\0' || *f->meaning_zh == '\0')
            fail_msg("%s has no Chinese scope or meaning", f->id);
        for (size_t i = 0; i < COUNT(text); i++) {
            only_chinese(f, text[i]);
            chinese_marks(f, text[i]);
        }
        /* where the document or the clause has English words, there is a Chinese one */
        only_chinese(f, fact_plan(LANGUAGE_ZH, f));
        if (*f->section_zh == '\0' && strstr(f->section, " and ") == NULL)
            only_chinese(f, f->section);
    }
}

/* Each number of the English text stands in the Chinese one, maybe as so many 万. */
static void same_numbers(const struct fact *f, const char *english, const char *chinese)
{
    for (const char *p = english; *p != '\0';) {
        char *end, whole[32], myriads[32];
        double number;

        /* CO2 and P21-KWH are words */
        if (!isdigit((unsigned char)*p) || (p > english && isalpha((unsigned char)p[-1]))) {
            p++;
            continue;
        }
        number = strtod(p, &end);
        if (strncmp(end, " million", 8) == 0) number *= 1e6;
        snprintf(whole, sizeof whole, "%.10g", number);
        snprintf(myriads, sizeof myriads, "%.10g万", number / 1e4);
        if (strstr(chinese, whole) == NULL && strstr(chinese, myriads) == NULL)
            fail_msg("%s: %s of \"%s\" is not in \"%s\"", f->id, whole, english, chinese);
        p = end;
    }
}

static void numbers(void **state)
{
    (void)state;
    for (int k = 0; k < plans->n; k++) {
        const struct fact *f = &plans->fact[k];

        same_numbers(f, f->scope, f->scope_zh);
        same_numbers(f, f->meaning, f->meaning_zh);
    }
}

/* One English word is one Chinese word: places and tiers do not go astray between rows. */
static void same_scopes(void **state)
{
    (void)state;
    for (int k = 0; k < plans->n; k++)
        for (int i = 0; i < k; i++) {
            const struct fact *a = &plans->fact[i], *b = &plans->fact[k];

            if ((strcmp(a->scope, b->scope) == 0) != (strcmp(a->scope_zh, b->scope_zh) == 0))
                fail_msg("%s and %s: \"%s\" \"%s\", \"%s\" \"%s\"", a->id, b->id, a->scope,
                         b->scope, a->scope_zh, b->scope_zh);
            if (*a->meaning != '\0' && strcmp(a->meaning, b->meaning) == 0)
                assert_string_equal(a->meaning_zh, b->meaning_zh);
        }
}

/* ---- a catalogue of one's own ---- */

#define HEADER                                                                                 \
    "id,plan,section,scope,quantity,value,unit,year,relation,meaning,strength,valid_to"

static struct own {
    const char *name, *text, *plan, *clause, *scope,
        *meaning; /* as a Chinese report has them */
} own[] = {
    {"without Chinese columns", HEADER "\nA,My plan,4,town,range,3,km,2020,over,own,aim,\n",
     "My plan", "My plan第4条", "town", "own"},
    {"empty cells",
     HEADER ",scope_zh,meaning_zh,plan_zh,section_zh\n"
            "A,My plan,4,town,range,3,km,2020,over,own,aim,,,,,\n",
     "My plan", "My plan第4条", "town", "own"},
    {"one column, before the others",
     "meaning_zh," HEADER "\n本地,A,My plan,4,town,range,3,km,2020,over,own,aim,\n", "My plan",
     "My plan第4条", "town", "本地"},
    {"all of them",
     HEADER ",plan_zh,section_zh,scope_zh,meaning_zh\n"
            "A,My plan,annex 2,town,range,3,km,2020,over,own,aim,,本地规划,附件2,镇,本地\n",
     "本地规划", "本地规划附件2", "镇", "本地"},
};

static void own_catalogue(void **state)
{
    const struct own *r = *state;
    struct plans *mine = NULL;
    struct error err;
    char text[256];

    assert_int_equal(plans_parse(&mine, r->text, "my.csv", &err), ERR_OK);
    assert_string_equal(fact_plan(LANGUAGE_ZH, mine->fact), r->plan);
    assert_string_equal(fact_clause(text, sizeof text, LANGUAGE_ZH, mine->fact), r->clause);
    assert_string_equal(fact_scope(LANGUAGE_ZH, mine->fact), r->scope);
    assert_string_equal(fact_meaning(LANGUAGE_ZH, mine->fact), r->meaning);
    assert_string_equal(fact_plan(LANGUAGE_EN, mine->fact), "My plan");
    assert_string_equal(fact_scope(LANGUAGE_EN, mine->fact), "town");
    assert_string_equal(fact_meaning(LANGUAGE_EN, mine->fact), "own");
    plans_free(mine);
}

/* ---- where it comes from ---- */

/* The plans' own table has twelve columns, and the same rows. */
static void master(void **state)
{
    static const char *const files[] = {"facts.csv", "current.csv"};
    const char *shared = getenv("CHARGEPLAN_SHARED");

    (void)state;
    for (size_t k = 0; k < COUNT(files); k++) {
        struct csv *ours = NULL, *theirs = NULL;
        char path[512];
        struct error err;

        snprintf(path, sizeof path, "%s/plans/%s", shared != NULL ? shared : SHARED_DIR,
                 files[k]);
        if (csv_read(&theirs, path, &err) != ERR_OK) skip();
        snprintf(path, sizeof path, SOURCE_DIR "/scenarios/plans/%s", files[k]);
        assert_int_equal(csv_read(&ours, path, &err), ERR_OK);
        assert_int_equal(csv_n_rows(ours), csv_n_rows(theirs));
        assert_int_equal(csv_n_columns(theirs), 12);
        for (int c = 0; c < 12; c++) {
            assert_string_equal(csv_column_name(ours, c), csv_column_name(theirs, c));
            for (int row = 0; row < csv_n_rows(ours); row++) {
                /* remarks of the list's makers stand within a few names of documents */
                if (c == 1 && strstr(csv_cell(theirs, row, c), "seed") != NULL) continue;
                assert_string_equal(csv_cell(ours, row, c), csv_cell(theirs, row, c));
            }
        }
        csv_free(ours);
        csv_free(theirs);
    }
}

int main(void)
{
    static const struct CMUnitTest fixed[] = {
        cmocka_unit_test(complete), cmocka_unit_test(numbers), cmocka_unit_test(same_scopes),
        cmocka_unit_test(master)};
    struct CMUnitTest tests[COUNT(fixed) + COUNT(own)];

    for (size_t k = 0; k < COUNT(fixed); k++)
        tests[k] = fixed[k];
    for (size_t k = 0; k < COUNT(own); k++)
        tests[COUNT(fixed) + k] =
            (struct CMUnitTest){own[k].name, own_catalogue, NULL, NULL, &own[k]};
    return cmocka_run_group_tests_name("plans in Chinese", tests, read_plans, free_plans);
}

/* test_audit_fit.c - label: unit. The statistics of the audit: tails of the coin by hand and by
 * exact fractions, votes of blocks, the fewest files to read in another way by brute force. */
#include "tests/assert.h"

#include <stdlib.h>

#include "scenarios/audit/audit_fit.h"
#include "tests/dice.h"

static struct tail {
    const char *name;
    int more, fewer;
    double p;
} tails[] = {
    {"no throw", 0, 0, 1},
    {"one head of one", 1, 0, 0.5},
    {"ten of ten: 2^-10", 10, 0, 1 / 1024.0},
    {"nine or more of ten: 11/1024", 9, 1, 11 / 1024.0},
    {"seven or more of ten: (120 + 45 + 10 + 1)/1024", 7, 3, 176 / 1024.0},
    {"half or more of four: 11/16", 2, 2, 11 / 16.0},
    {"one or more of four: 15/16", 1, 3, 15 / 16.0},
    {"none or more", 0, 7, 1},
    {"no head of 1,000 too few: certain", 0, 1000, 1},
    /* by symmetry (1 + C(1000, 500) / 2^1000) / 2, the middle 0.0252250181783608 (exact) */
    {"half or more of a thousand", 500, 500, (1 + 0.0252250181783608) / 2},
    {"below the least double: 2^-2000", 2000, 0, 0},
};

static void tail(void **state)
{
    const struct tail *t = *state;

    assert_near(audit_sign_p(t->more, t->fewer), t->p, 1e-12, 0);
}

/* The tail of all sizes, added up as fractions of 2^n. */
static void tails_added_up(void **state)
{
    double row[41] = {1}; /* exact below 2^53 */

    (void)state;
    for (int n = 0; n <= 40; n++) {
        double sum = 0;

        for (int more = n; more >= 0; more--) {
            sum += row[more];
            assert_near(audit_sign_p(more, n - more), ldexp(sum, -n), 1e-12, 0);
        }
        for (int k = n + 1; k > 0 && n < 40; k--)
            row[k] += row[k - 1];
    }
}

enum { IN = 0x1FE, OUT = 0x1FD }; /* inside under pair 0 or 1 alone */

/* n blocks of `size` places that come in under pair 0, then m that go out. */
static int blocks(struct audit_place *place, int n, int m, int size)
{
    int k = 0;

    for (int b = 0; b < n + m; b++)
        for (int i = 0; i < size; i++)
            place[k++] = (struct audit_place){b, b < n ? IN : OUT};
    return k;
}

static struct vote {
    const char *name;
    int in, out, size;
    bool beats;
} votes[] = {
    /* 14 of 15: 16/32768 = 4.9e-4; 15 of 17: 154/131072 = 1.17e-3; 16 of 18: 172/262144
       = 6.6e-4 */
    {"ten of ten", 10, 0, 1, true},
    {"nine of nine: 2^-9", 9, 0, 1, false},
    {"nine clusters of a hundred are nine", 9, 0, 100, false},
    {"ten clusters", 10, 0, 7, true},
    {"14 of 15", 14, 1, 1, true},
    {"15 of 17", 15, 2, 1, false},
    {"16 of 18", 16, 2, 3, true},
    {"as many out as in", 500, 500, 1, false},
    {"fewer in than out", 3, 30, 1, false},
};

static void vote(void **state)
{
    const struct vote *v = *state;
    struct audit_place place[2000];
    int n = blocks(place, v->in, v->out, v->size);

    assert_int_equal(audit_beats(n, place, 0, 1), v->beats);
    assert_int_equal(audit_unbeaten(n, place) >> 1 & 1, !v->beats);
}

/* A block votes once, by what is more in it; an even one not at all. */
static void split_blocks(void **state)
{
    struct audit_place place[100];
    int n = 0;

    (void)state;
    for (int b = 0; b < 10; b++) {
        place[n++] = (struct audit_place){b, IN};
        place[n++] = (struct audit_place){b, OUT};
        place[n++] = (struct audit_place){b, IN};
    }
    assert_true(audit_beats(n, place, 0, 1));
    place[n++] = (struct audit_place){9, OUT}; /* the last is even now */
    assert_false(audit_beats(n, place, 0, 1));
    assert_int_equal(audit_unbeaten(0, place), 0x1FF);
}

/* The least number of changes over all 3^(files + 1) ways to read, by trying them. */
static int try_all(int n, const struct audit_file file[], int declared, bool may_move,
                   unsigned *areas)
{
    int least = -1;

    *areas = 0;
    for (int z = 0; z < 3; z++)
        for (int way = 0; way < 27; way++) {
            int changes = z != declared;
            bool fits = z == declared || may_move;

            for (int f = 0, w = way; f < n; f++, w /= 3) {
                fits = fits && (file[f].possible >> (3 * z + w % 3) & 1);
                changes += w % 3 != file[f].declared;
            }
            if (!fits || (least >= 0 && changes > least)) continue;
            if (changes != least) *areas = 0;
            least = changes;
            *areas |= 1u << z;
        }
    return least;
}

static void explanations(void **state)
{
    int seen[6] = {0}; /* -1 to 4 changes */

    (void)state;
    dice = 17;
    for (int k = 0; k < 20000; k++) {
        struct audit_file file[3];
        int n = 1 + (int)(3 * uniform()), declared = (int)(3 * uniform()), least;
        bool may_move = uniform() < 0.7;
        double density = uniform();
        unsigned want, got;

        for (int f = 0; f < n; f++) {
            file[f] = (struct audit_file){(int)(3 * uniform()), 0};
            for (int pair = 0; pair < AUDIT_PAIRS; pair++)
                file[f].possible |= (unsigned)(uniform() < density) << pair;
        }
        least = try_all(n, file, declared, may_move, &want);
        assert_int_equal(audit_explain(n, file, declared, may_move, &got), least);
        assert_int_equal(got, want);
        seen[least + 1]++;
    }
    for (int k = 0; k < 4; k++)
        assert_true(seen[k] > 500); /* every answer was asked for */
}

static void readings(void **state)
{
    /* under areas 1: places 0 and 2; declared 1 */
    const struct audit_file file = {AUDIT_GCJ02, 1u << 3 | 1u << 5 | 1u << 1};

    (void)state;
    assert_int_equal(audit_readings(&file, 0), 1 << AUDIT_GCJ02);
    assert_int_equal(audit_readings(&file, 1), 1 << AUDIT_WGS84 | 1 << AUDIT_BD09);
    assert_int_equal(audit_readings(&file, 2), 0);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(tails) + COUNT(votes) + 4];
    size_t n = 0;

    for (size_t k = 0; k < COUNT(tails); k++)
        tests[n++] = (struct CMUnitTest){tails[k].name, tail, NULL, NULL, &tails[k]};
    for (size_t k = 0; k < COUNT(votes); k++)
        tests[n++] = (struct CMUnitTest){votes[k].name, vote, NULL, NULL, &votes[k]};
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(tails_added_up);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(split_blocks);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(explanations);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(readings);
    return cmocka_run_group_tests_name("audit_fit", tests, NULL, NULL);
}

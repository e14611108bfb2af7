/* label: unit - problems of several parts under one number of sites, against all plans. */
#include <limits.h>
#include <math.h>
#include <stdlib.h>

#include "model/cover/cover.h"
#include "tests/assert.h"

enum { PARTS = 8, SITES = 7, ELEMENTS = 16, N_SITES = PARTS * SITES, N_CASES = 200 };
enum { N_ELEMENTS = PARTS * ELEMENTS };

static unsigned long long seed;

static double uniform(void)
{
    seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return (double)(seed >> 11) / 9007199254740992.0;
}

/* Towns that share no site. */
struct towns {
    unsigned over[N_ELEMENTS]; /* bits of the town's sites */
    int row_start[N_ELEMENTS + 1], site[N_ELEMENTS * N_SITES];
    double penalty[N_ELEMENTS], price[N_SITES], cost[N_SITES];
    int p;
};

static void make_towns(struct towns *t, int number)
{
    int n = 0;

    seed = (unsigned long long)number * 7919 + 17;
    for (int e = 0; e < N_ELEMENTS; e++) {
        int town = e / ELEMENTS;

        t->row_start[e] = n;
        t->over[e] = 0;
        for (int s = town * SITES; s < (town + 1) * SITES; s++)
            if (uniform() < 0.35) {
                t->over[e] |= 1U << (s - town * SITES);
                t->site[n++] = s;
            }
        /* some must be covered; the others pay figures without a common step */
        t->penalty[e] = number % 5 == 0 && t->over[e] != 0 && uniform() < 0.15
                            ? (double)INFINITY
                            : (0.1 + uniform()) * (number % 3 == 0 ? 0.1 : 1);
    }
    t->row_start[N_ELEMENTS] = n;
    for (int s = 0; s < N_SITES; s++) {
        t->price[s] = number % 2 ? 0 : 0.8 * uniform();
        t->cost[s] = 1;
    }
    t->p = 1 + (int)(25 * uniform());
}

/* Least values of a town with at most so many sites, by all its plans. */
static void best_of_town(const struct towns *t, int town, double least[SITES + 1])
{
    for (int j = 0; j <= SITES; j++)
        least[j] = (double)INFINITY;
    for (unsigned open = 0; open < 1U << SITES; open++) {
        double value = 0;

        for (int s = 0; s < SITES; s++)
            if (open >> s & 1) value += t->price[town * SITES + s];
        for (int e = town * ELEMENTS; e < (town + 1) * ELEMENTS; e++)
            if (!(t->over[e] & open)) value += t->penalty[e];
        for (int j = __builtin_popcount(open); j <= SITES; j++)
            least[j] = fmin(least[j], value);
    }
}

static double best_of_all(const struct towns *t)
{
    double best[64] = {0}, least[SITES + 1];

    for (int town = 0; town < PARTS; town++) {
        best_of_town(t, town, least);
        for (int j = t->p; j >= 0; j--) {
            double now = (double)INFINITY;

            for (int i = 0; i <= SITES && i <= j; i++)
                now = fmin(now, best[j - i] + least[i]);
            best[j] = now;
        }
    }
    return best[t->p];
}

static void count_parts(void *log_context, const struct placement_event *event)
{
    if (event->what[0] == 'p') ++*(int *)log_context;
}

/* Least value by cover_finish(); `parts` counts the parts that were solved. */
static double finish(const struct towns *t, unsigned skip, long work, int *parts, double *bound)
{
    struct cover_draft d = {.n_elements = N_ELEMENTS,
                            .n_sites = N_SITES,
                            .row_start = t->row_start,
                            .site = t->site,
                            .penalty = t->penalty,
                            .price = t->price,
                            .cost = t->cost,
                            .p = t->p,
                            .budget = (double)INFINITY,
                            .skip = skip};
    struct cover_limits limits = {.deadline = (double)INFINITY,
                                  .work_left = work,
                                  .log = count_parts,
                                  .log_context = parts};
    bool open[N_SITES] = {false};
    struct cover_state state = {.open = open,
                                .value = (double)INFINITY,
                                .cutoff = (double)INFINITY,
                                .bound = -(double)INFINITY};
    struct cover *c = NULL;
    struct error err;

    assert_int_equal(cover_create(&c, &d, &err), ERR_OK);
    assert_int_equal(cover_finish(c, &limits, &state, &err), ERR_OK);
    if (!isinf(state.value)) assert_near(cover_value(c, open), state.value, 1e-12, 0);
    if (work == LONG_MAX && isfinite(state.value)) assert_true(cover_proven(c, &state));
    *bound = state.bound;
    cover_free(c);
    return state.value;
}

static void all_plans(void **state)
{
    int n_split = 0, n_none = 0;

    (void)state;
    for (int number = 0; number < N_CASES; number++) {
        struct towns t;
        int parts = 0, none = 0;
        double bound, best, got, whole;

        make_towns(&t, number);
        best = best_of_all(&t);
        got = finish(&t, SKIP_MERGE, LONG_MAX, &parts, &bound);
        whole = finish(&t, SKIP_MERGE | SKIP_PARTS, LONG_MAX, &none, &bound);
        assert_int_equal(none, 0);
        if (isinf(best)) {
            assert_true(isinf(got) && isinf(whole));
            n_none++;
            continue;
        }
        assert_near(got, best, 1e-9, 0);
        assert_near(whole, best, 1e-9, 0);
        n_split += parts > 0;
    }
    print_message("%d of %d were solved part by part, %d have no plan\n", n_split, N_CASES,
                  n_none);
    assert_true(n_split > N_CASES / 4 && n_none > 3);
}

/* Stopped anywhere, the bound holds and the plan is one. */
static void stopped(void **state)
{
    (void)state;
    for (int number = 1; number < N_CASES; number += 2) {
        struct towns t;
        int parts = 0;
        double bound, best, got;

        make_towns(&t, number);
        best = best_of_all(&t);
        if (isinf(best)) continue;
        got = finish(&t, SKIP_MERGE, 1 + number % 300, &parts, &bound);
        assert_true(got >= best * (1 - 1e-12) && bound <= best * (1 + 1e-9));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(all_plans), cmocka_unit_test(stopped)};

    return cmocka_run_group_tests_name("cover_split", tests, NULL, NULL);
}

/* label: unit. test_serve_sizes.c - sizes left out or passed over never change what is found.
 */
#include <stdlib.h>
#include <string.h>

#include "model/serve/serve_menu.h"
#include "model/serve/serve_sizes.h"
#include "tests/assert.h"

enum { ZONES = 18, SITES = 6, SIZES = 400 };

static uint64_t state;

static double uniform(void)
{
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (double)(state >> 11) * 0x1p-53;
}

static int below(int n)
{
    return (int)(uniform() * n);
}

/* A small problem; all arrays are inside. */
struct toy {
    struct serve_input in;
    double kwh[N_SERVICES][ZONES], load[N_SERVICES][ZONES];
    int start[N_SERVICES][ZONES + 1], pair[N_SERVICES][ZONES * SITES];
    struct reach reach[N_SERVICES];
    enum site_status status[SITES];
    int size_start[SITES + 1];
    struct serve_size size[SIZES];
};

/* Whole chargers within bays, as serve_case.c makes them: station_min at least, one of them
 * fast; economies of scale; some sites with a discount that has no parts. */
static int whole_chargers(struct serve_size *out, int most_fast, int most_slow, bool discount)
{
    double fast = 0.7 + uniform(), slow = 0.4 + uniform(), fixed = 100 + 211 * uniform();
    double cost[N_SERVICES] = {95.5, 6.25};
    int n = 0;

    for (int f = 1; f <= most_fast; f++)
        for (int l = f < 3 ? 3 - f : 0; l <= most_slow && 2 * f + l <= 2 * most_fast + 1; l++) {
            double money = fixed + f * cost[FAST] + l * cost[SLOW];

            out[n++] = (struct serve_size){{f, l},
                                           discount ? money * (1 - 0.001 * f * l) : money,
                                           {fast * pow(f, 1.2), slow * pow(l, 1.1)}};
        }
    return n;
}

/* Any sizes at all, on a coarse grid so that many are equal or dominated. */
static int any_sizes(struct serve_size *out, int n)
{
    for (int k = 0; k < n; k++)
        out[k] = (struct serve_size){
            {1, 1}, 50.0 * (1 + below(6)), {0.5 * below(5), 0.25 * below(5)}};
    return n;
}

/* most: fast chargers of a site, and twice as many slow ones. */
static void make_toy(struct toy *t, uint64_t seed, int most)
{
    int n = 0;

    state = seed * 2862933555777941757ULL + 3037000493ULL;
    memset(t, 0, sizeof *t);
    t->in.n_zones = ZONES;
    t->in.n_sites = SITES;
    for (enum service v = FAST; v < N_SERVICES; v++) {
        int pairs = 0;

        for (int z = 0; z < ZONES; z++) {
            t->kwh[v][z] = 1 + 9 * uniform();
            t->load[v][z] = t->kwh[v][z] * (0.06 + 0.05 * uniform());
            for (int s = 0; s < SITES; s++)
                if (uniform() < 0.4) t->pair[v][pairs++] = s;
            t->start[v][z + 1] = pairs;
        }
        t->reach[v] = (struct reach){
            .n_zones = ZONES, .n_sites = SITES, .row_start = t->start[v], .site = t->pair[v]};
        t->in.kwh[v] = t->kwh[v];
        t->in.load[v] = t->load[v];
        t->in.reach[v] = &t->reach[v];
    }
    for (int s = 0; s < SITES; s++) {
        t->status[s] = s == 0 ? SITE_EXISTING : SITE_CANDIDATE;
        if (s == 0) t->size[n++] = (struct serve_size){{0, 0}, 0, {0.3, 0.2}};
        n += s % 2 ? any_sizes(t->size + n, 1 + below(9))
                   : whole_chargers(t->size + n, most, 2 * most, s == 4);
        t->size_start[s + 1] = n;
    }
    t->in.status = t->status;
    t->in.size_start = t->size_start;
    t->in.size = t->size;
    t->in.budget = 300 + 1200 * uniform();
    t->in.limits = (struct placement_limits){.gap = 0, .n_threads = 1};
}

static bool beats(const struct serve_size *a, const struct serve_size *b)
{
    return a->cost <= b->cost && a->capacity[FAST] >= b->capacity[FAST] &&
           a->capacity[SLOW] >= b->capacity[SLOW];
}

/* The definition, pair by pair: none that is kept beats another one that is kept, and each of
 * the site is beaten by one that is kept. */
static void sieve_keeps_the_undominated(void **unused)
{
    struct toy *t = malloc(sizeof *t);
    int dropped = 0;

    (void)unused;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        struct serve_sizes kept;
        struct error err;

        make_toy(t, seed, 4);
        assert_int_equal(serve_sizes_create(&kept, &t->in, NULL, &err), ERR_OK);
        for (int s = 0; s < SITES; s++) {
            int first = kept.size_start[s], end = kept.size_start[s + 1];

            for (int k = first; k < end; k++) {
                const struct serve_size *own = &t->size[kept.from[k]];

                assert_in_range(kept.from[k], t->size_start[s], t->size_start[s + 1] - 1);
                assert_true(beats(own, &kept.size[k]) && beats(&kept.size[k], own));
                assert_int_equal(own->n_new[FAST], kept.size[k].n_new[FAST]);
                for (int j = first; j < end; j++)
                    assert_true(j == k || !beats(&kept.size[j], &kept.size[k]));
            }
            for (int k = t->size_start[s]; k < t->size_start[s + 1]; k++) {
                bool beaten = false;

                for (int j = first; j < end; j++)
                    beaten = beaten || beats(&kept.size[j], &t->size[k]);
                assert_true(beaten);
            }
            dropped += t->size_start[s + 1] - t->size_start[s] - (end - first);
        }
        serve_sizes_clear(&kept);
    }
    assert_true(dropped > 300);
    free(t);
}

/* Proven optima of random cities with and without the dominated sizes. */
static void optimum_stays(void **unused)
{
    struct toy *t = malloc(sizeof *t);
    int proved = 0;

    (void)unused;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        struct serve_plan with, without;
        struct error err;

        make_toy(t, seed, 2);
        assert_int_equal(serve_solve(&t->in, &without, &err), ERR_OK);
        t->in.keep_dominated = true;
        assert_int_equal(serve_solve(&t->in, &with, &err), ERR_OK);
        assert_int_equal(with.status, PLAN_OPTIMAL);
        assert_int_equal(without.status, PLAN_OPTIMAL);
        assert_near(without.objective, with.objective, 2e-7, 0); /* GLPK proves to 1e-7 */
        assert_near(serve_worth(&t->in, without.size), without.objective, 1e-9, 0);
        proved++;
        serve_plan_clear(&with);
        serve_plan_clear(&without);
    }
    assert_int_equal(proved, 60);
    free(t);
}

/* The best size by looking at every one. */
static int best_of_all(const struct serve_net *net, int site, const double fast[],
                       const double slow[], double price, double money, double *profit)
{
    const struct serve_input *in = net->in;
    int best = -1;

    for (int k = in->size_start[site]; k < in->size_start[site + 1]; k++) {
        double worth = fast[net->size_level[FAST][k]] + slow[net->size_level[SLOW][k]] -
                       price * in->size[k].cost;

        if (in->size[k].cost > money || (best >= 0 && worth <= *profit)) continue;
        best = k;
        *profit = worth;
    }
    return best;
}

static void menu_finds_the_best(void **unused)
{
    struct toy *t = malloc(sizeof *t);
    int split = 0, whole = 0, none = 0;

    (void)unused;
    for (uint64_t seed = 1; seed <= 500; seed++) {
        struct serve_net *net = NULL;
        struct serve_menu *menu = NULL;
        struct error err;

        make_toy(t, seed, 7);
        assert_int_equal(serve_net_create(&net, &t->in, &err), ERR_OK);
        assert_int_equal(serve_menu_create(&menu, net, &err), ERR_OK);
        for (int s = 0; s < SITES; s++) {
            double gain[N_SERVICES][SIZES], at = 0, got = 0, want = 0;
            double price = 0.05 * uniform(),
                   money = uniform() < 0.3 ? INFINITY : 700 * uniform();
            int found, best;

            for (enum service v = FAST; v < N_SERVICES; v++, at = 0)
                for (int k = 0; k < SIZES; k++)
                    gain[v][k] = at += uniform() < 0.3 ? 0 : 4 * uniform();
            best = best_of_all(net, s, gain[FAST], gain[SLOW], price, money, &want);
            found = serve_menu_best(menu, net, s, gain[FAST], gain[SLOW], price, money, &got);
            assert_true((best < 0) == (found < 0));
            if (best < 0) {
                none++;
                continue;
            }
            assert_in_range(found, t->size_start[s], t->size_start[s + 1] - 1);
            assert_true(t->size[found].cost <= money);
            assert_near(got, want, 0, 1e-9 * (1 + fabs(want)));
            *(menu->splits[s] ? &split : &whole) += 1;
        }
        serve_menu_free(menu);
        serve_net_free(net);
    }
    print_message("menu: %d sites of two parts, %d others, %d without a size\n", split, whole,
                  none);
    assert_true(split > 500 && whole > 500 && none > 100);
    free(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sieve_keeps_the_undominated),
        cmocka_unit_test(optimum_stays),
        cmocka_unit_test(menu_finds_the_best),
    };

    return cmocka_run_group_tests_name("serve_sizes", tests, NULL, NULL);
}

/* label: unit. test_parallel.c - each task is done once, and what is computed on several
 * threads is what one thread computes, to the last bit. */
#include "model/parallel.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "model/coverage.h"
#include "model/serve/serve_relax.h"
#include "tests/assert.h"

static const int threads[] = {1, 2, 3, 8, 300};

enum { TASKS = 1000, ZONES = 4000, SITES = 300 };

struct digest_tally {
    atomic_int done[TASKS];
    int square[TASKS];
};

static void count(void *context, int k)
{
    struct digest_tally *t = context;

    atomic_fetch_add(&t->done[k], 1);
    t->square[k] = k * k;
}

static void each_task_once(void **unused)
{
    static const int n_tasks[] = {0, 1, 2, 7, TASKS};
    struct digest_tally *t = malloc(sizeof *t);

    (void)unused;
    for (size_t i = 0; i < COUNT(threads); i++)
        for (size_t j = 0; j < COUNT(n_tasks); j++) {
            memset(t, 0, sizeof *t);
            parallel_run(threads[i], n_tasks[j], count, t);
            for (int k = 0; k < TASKS; k++) {
                assert_int_equal(t->done[k], k < n_tasks[j] ? 1 : 0);
                assert_int_equal(t->square[k], k < n_tasks[j] ? k * k : 0);
            }
        }
    assert_true(parallel_processors() >= 1);
    free(t);
}

static uint64_t state;

static double uniform(void)
{
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (double)(state >> 11) * 0x1p-53;
}

/* A town in degrees with enough pairs for every threshold; all arrays are inside. */
struct town {
    double zx[ZONES], zy[ZONES], sx[SITES], sy[SITES], radius_m[N_SERVICES][ZONES];
    double kwh[N_SERVICES][ZONES], load[N_SERVICES][ZONES];
    struct points zones, sites;
    enum site_status status[SITES];
    int size_start[SITES + 1];
    struct serve_size size[SITES * 20];
};

static struct town *make_town(void)
{
    struct town *t = calloc(1, sizeof *t);

    state = 20260718;
    for (int z = 0; z < ZONES; z++) {
        t->zx[z] = 114 + 0.2 * uniform();
        t->zy[z] = 22.5 + 0.2 * uniform();
        t->radius_m[FAST][z] = 3213;
        t->radius_m[SLOW][z] = z % 7 == 0 ? (double)NAN : 617;
        for (enum service v = FAST; v < N_SERVICES; v++) {
            t->kwh[v][z] = 3 + 17 * uniform();
            t->load[v][z] = t->kwh[v][z] * (0.05 + 0.03 * uniform());
        }
    }
    for (int s = 0; s < SITES; s++) {
        t->sx[s] = 114 + 0.2 * uniform();
        t->sy[s] = 22.5 + 0.2 * uniform();
        t->status[s] = s % 9 == 0 ? SITE_EXISTING : SITE_CANDIDATE;
        for (int k = 0; k < 20; k++)
            t->size[20 * s + k] = (struct serve_size){
                {1 + k % 5, k / 5},
                t->status[s] == SITE_EXISTING ? 0 : 311 + 95 * (k % 5) + 6 * (k / 5),
                {4 * pow(1 + k % 5, 1.2), 0.8 * (k / 5)}};
        t->size_start[s + 1] = 20 * (s + 1);
    }
    t->zones = (struct points){.n = ZONES, .x = t->zx, .y = t->zy, .geographic = true};
    t->sites = (struct points){.n = SITES, .x = t->sx, .y = t->sy, .geographic = true};
    return t;
}

static void same_reach(const struct reach *a, const struct reach *b)
{
    int n = a->row_start[ZONES];

    assert_memory_equal(a->row_start, b->row_start, (ZONES + 1) * sizeof(int));
    assert_memory_equal(a->site, b->site, (size_t)n * sizeof(int));
    for (int k = 0; k < n; k++)
        assert_true(a->way[k] == b->way[k]);
}

static void same_plan(const struct serve_plan *a, const struct serve_plan *b)
{
    assert_int_equal(a->status, b->status);
    assert_true(a->objective == b->objective && a->bound == b->bound);
    assert_memory_equal(a->size, b->size, SITES * sizeof(int));
    for (enum service v = FAST; v < N_SERVICES; v++) {
        assert_int_equal(a->served[v].n, b->served[v].n);
        for (int k = 0; k < a->served[v].n; k++)
            assert_true(a->served[v].zone[k] == b->served[v].zone[k] &&
                        a->served[v].site[k] == b->served[v].site[k] &&
                        a->served[v].share[k] == b->served[v].share[k]);
    }
}

static void to_the_last_bit(void **unused)
{
    struct town *t = make_town();
    struct reach *reach[COUNT(threads)][N_SERVICES];
    struct serve_plan plan[COUNT(threads)];
    struct error err;

    (void)unused;
    for (size_t i = 0; i < COUNT(threads); i++) {
        struct serve_input in = {
            .n_zones = ZONES,
            .n_sites = SITES,
            .kwh = {t->kwh[FAST], t->kwh[SLOW]},
            .load = {t->load[FAST], t->load[SLOW]},
            .status = t->status,
            .size_start = t->size_start,
            .size = t->size,
            .budget = 60000,
            .limits = {.gap = 0.001, .work_limit = 9000, .n_threads = threads[i]}};

        for (enum service v = FAST; v < N_SERVICES; v++) {
            assert_int_equal(reach_create_threads(&reach[i][v], &t->zones, &t->sites,
                                                  t->radius_m[v], 1.1, false, true, threads[i],
                                                  &err),
                             ERR_OK);
            same_reach(reach[0][v], reach[i][v]);
            in.reach[v] = reach[i][v];
        }
        assert_true(reach[i][FAST]->row_start[ZONES] > 50000); /* hulls go on threads */
        assert_int_equal(serve_solve(&in, &plan[i], &err), ERR_OK);
        assert_non_null(plan[i].size);
        same_plan(&plan[0], &plan[i]);
    }
    for (size_t i = 0; i < COUNT(threads); i++) {
        serve_plan_clear(&plan[i]);
        reach_free(reach[i][FAST]);
        reach_free(reach[i][SLOW]);
    }
    free(t);
}

struct part {
    double density, load;
};

static int densest_first(const void *pa, const void *pb)
{
    const struct part *a = pa, *b = pb;

    return (a->density < b->density) - (a->density > b->density);
}

/* What a site's room is worth at prices u: a fractional knapsack, everything sorted. */
static double knapsack(const struct serve_side *d, const double u[], int site, double room)
{
    static struct part part[ZONES];
    double worth = 0;
    int n = 0;

    for (int k = d->site_start[site]; k < d->site_start[site + 1]; k++) {
        int i = d->site_item[k];

        if (d->kwh[i] > u[i])
            part[n++] = (struct part){(d->kwh[i] - u[i]) / d->load[i], d->load[i]};
    }
    qsort(part, (size_t)n, sizeof *part, densest_first);
    for (int k = 0; k < n && room > 0; k++) {
        worth += fmin(part[k].load, room) * part[k].density;
        room -= part[k].load;
    }
    return worth;
}

/* Without a limit of money every site takes its worthiest size: the relaxation at any prices is
 * a sum of knapsacks. Twice at other prices, since the order of the last time is kept. */
static void relaxation_is_a_sum_of_knapsacks(void **unused)
{
    struct town *t = make_town();
    struct reach *reach[N_SERVICES];
    struct serve_net *net = NULL;
    struct serve_relax w;
    struct error err;
    struct serve_input in = {.n_zones = ZONES,
                             .n_sites = SITES,
                             .kwh = {t->kwh[FAST], t->kwh[SLOW]},
                             .load = {t->load[FAST], t->load[SLOW]},
                             .status = t->status,
                             .size_start = t->size_start,
                             .size = t->size,
                             .budget = INFINITY,
                             .limits = {.n_threads = 3}};

    (void)unused;
    for (enum service v = FAST; v < N_SERVICES; v++) {
        assert_int_equal(reach_create(&reach[v], &t->zones, &t->sites, t->radius_m[v], 1, false,
                                      false, &err),
                         ERR_OK);
        in.reach[v] = reach[v];
    }
    assert_int_equal(serve_net_create(&net, &in, &err), ERR_OK);
    assert_int_equal(serve_relax_create(&w, net, &err), ERR_OK);
    for (int turn = 0; turn < 3; turn++) {
        double want = 0;

        for (enum service v = FAST; v < N_SERVICES; v++)
            for (int i = 0; i < net->side[v].n_items; i++)
                want += w.now[v][i] = net->side[v].kwh[i] * 1.2 * uniform();
        for (int s = 0; s < SITES; s++) {
            double best = 0;

            for (int k = 20 * s; k < 20 * s + 20; k++)
                best = fmax(
                    best,
                    knapsack(&net->side[FAST], w.now[FAST], s, t->size[k].capacity[FAST]) +
                        knapsack(&net->side[SLOW], w.now[SLOW], s, t->size[k].capacity[SLOW]));
            want += best;
        }
        assert_near(serve_relax_evaluate(&w, net), want, 1e-11, 0);
    }
    serve_relax_clear(&w);
    serve_net_free(net);
    reach_free(reach[FAST]);
    reach_free(reach[SLOW]);
    free(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_task_once),
        cmocka_unit_test(to_the_last_bit),
        cmocka_unit_test(relaxation_is_a_sum_of_knapsacks),
    };

    return cmocka_run_group_tests_name("parallel", tests, NULL, NULL);
}

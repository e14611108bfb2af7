/* monte_carlo_stations.c - what every station would need; see monte_carlo.h and struct
 * band_station. */
#include <math.h>
#include <stdlib.h>

#include "model/parallel.h"
#include "model/stats.h"
#include "sim/monte_carlo.h"

enum { BLOCK = 16 }; /* stations of one task */

/* The zones' weights (places.h) that a site serves. */
struct weights {
    double basis[N_LAYERS][N_BASES];
};

struct work {
    const struct run *run;
    struct bands *b;
    const struct network *today, *then;
    struct weights *weights[N_SERVICES]; /* owned [n_sites] */
    int first, n;                        /* stations of the network, two rows each */
    bool *done;                          /* owned [n_tasks] */
};

/* ---- chargers ---- */

/* Does a pool carry a load within the targets? */
static bool carries(const struct work *w, enum service v, const int n_chargers[], double load)
{
    const struct scenario *s = w->run->scenario;
    double most = v == FAST ? s->sizing.wait_share : s->sizing.blocked_share;

    if (!(load > 0)) return true;
    return sizing_p_miss(s, w->then->power_share, v, n_chargers, load) <=
           most * (1 + 1e-6); /* NAN: no outlet */
}

/* Chargers of the new kind that fit beside what the pool holds: what building rules ask for has
 * its own connection, and keeps its bays (parking.h). */
static int fitting(const struct work *w, int site, int new_kind, const int pool[])
{
    const struct scenario *s = w->run->scenario;
    const struct site *here = &w->run->city->site[site];
    const struct kind *kind = &s->kind[new_kind];
    double bays = here->bays, kw = here->power_kw, n;

    if (w->then->kept_bays != NULL) bays -= w->then->kept_bays[site];
    for (int k = 0; k < s->n_kinds; k++) {
        bays -= pool[k] * s->kind[k].bays;
        kw -= (pool[k] - network_by_rule(w->then, site, k)) * s->kind[k].power_kw;
    }
    n = floor(kw / kind->power_kw + 1e-9);
    if (kind->bays > 0) n = fmin(n, floor(bays / kind->bays + 1e-9));
    return n > 0 ? (int)fmin(n, 99999) : 0;
}

static int count(const struct scenario *s, enum service v, const int pool[])
{
    int n = 0;

    for (int k = 0; k < s->n_kinds; k++)
        if (s->kind[k].system == (int)v) n += pool[k];
    return n;
}

/* Adds the fewest new chargers to the pool that make it carry the load, or all that fit.
 * Returns whether it carries it. */
static bool add_chargers(const struct work *w, int site, enum service v, int pool[],
                         double load)
{
    int kind = sizing_new_kind(w->run->scenario, v), low = 0, high, standing;

    if (kind < 0) return carries(w, v, pool, load);
    high = fitting(w, site, kind, pool);
    standing = pool[kind];
    while (low < high) {
        int middle = low + (high - low) / 2;

        pool[kind] = standing + middle;
        if (carries(w, v, pool, load))
            high = middle;
        else
            low = middle + 1;
    }
    pool[kind] = standing + low;
    return carries(w, v, pool, load);
}

/* Fast ones first, then slow ones beside them, as in sizing; the pool starts with what stands
 * today, and with what building rules have brought until then. */
static void size(const struct work *w, int site, const double load[N_SERVICES],
                 int needed[N_SERVICES], bool enough[N_SERVICES], int pool[])
{
    const struct scenario *s = w->run->scenario;
    static const enum service order[N_SERVICES] = {FAST, SLOW};

    for (int k = 0; k < s->n_kinds; k++) {
        int today = w->today->open[site] ? w->today->n_chargers[site * s->n_kinds + k] : 0;

        pool[k] =
            today - network_by_rule(w->today, site, k) + network_by_rule(w->then, site, k);
    }
    for (int k = 0; k < N_SERVICES; k++) {
        enum service v = order[k];

        enough[v] = add_chargers(w, site, v, pool, load[v]);
        needed[v] = count(s, v, pool);
    }
}

/* ---- one station ---- */

/* The station's load in every draw. */
static void fill_loads(const struct work *w, int site, enum service v, double out[])
{
    const struct bands *b = w->b;
    const struct weights *weights = &w->weights[v][site];
    double hours[N_HOURS];

    for (int d = 0; d < b->n_draws; d++) {
        double kwh[N_LAYERS] = {0};

        for (enum layer l = NIGHT; l < N_LAYERS; l++)
            for (int basis = 0; basis < N_BASES; basis++)
                kwh[l] += bands_coefficients(b, w->then->year_index, v, l, basis)[d] *
                          weights->basis[l][basis];
        for (int l = 0; l < N_LAYERS; l++)
            kwh[l] = fmax(0, kwh[l]);
        out[d] =
            hours_load(b->hours != NULL ? &b->hours[d] : &w->run->demand->hours, v, kwh, hours);
    }
}

static void fill_station(const struct work *w, struct band_station row[N_SERVICES],
                         double load[], int pool[])
{
    const struct scenario *s = w->run->scenario;
    const struct bands *b = w->b;
    int site = row[FAST].site;
    const int *built = &w->then->n_chargers[site * s->n_kinds];

    for (enum service v = FAST; v < N_SERVICES; v++) {
        double carried = sizing_capacity(s, w->then->power_share, v, built) * (1 + 1e-9);
        int n_enough = 0;

        fill_loads(w, site, v, load);
        for (int d = 0; d < b->n_draws; d++)
            n_enough += load[d] <= carried;
        monte_carlo_band(&row[v].load, b->n_draws, load);
        row[v].load.plan = w->then->load[v][site];
        row[v].built = count(s, v, built);
        row[v].enough_share = (double)n_enough / b->n_draws;
    }
    for (int k = 0; k <= N_BAND_LEVELS; k++) { /* the levels, then the plan */
        double at[N_SERVICES];
        int needed[N_SERVICES];
        bool enough[N_SERVICES];

        for (int v = 0; v < N_SERVICES; v++)
            at[v] = k < N_BAND_LEVELS ? row[v].load.level[k] : row[v].load.plan;
        size(w, site, at, needed, enough, pool);
        for (int v = 0; v < N_SERVICES; v++) {
            if (k == N_BAND_LEVELS) {
                row[v].needed_plan = needed[v];
                continue;
            }
            row[v].needed[k] = needed[v];
            row[v].enough_room[k] = enough[v];
        }
    }
}

static void block_task(void *context, int task)
{
    struct work *w = context;
    int from = task * BLOCK, to = from + BLOCK < w->n ? from + BLOCK : w->n;
    double *load = malloc((size_t)w->b->n_draws * sizeof *load);
    int *pool = malloc(((size_t)w->run->scenario->n_kinds + 1) * sizeof *pool);

    for (int k = from; k < to && load != NULL && pool != NULL; k++)
        fill_station(w, &w->b->station[w->first + N_SERVICES * k], load, pool);
    w->done[task] = load != NULL && pool != NULL;
    free(load);
    free(pool);
}

/* ---- all stations ---- */

static bool is_listed(const struct run *run, const struct network *n, int site)
{
    return n->open[site] && network_serves_public(run->city, site);
}

static enum err list_stations(struct bands *b, const struct run *run, struct error *err)
{
    for (int round = 0; round < 2; round++) { /* count, then list */
        int n = 0;

        for (int k = 0; k < run->n_networks; k++)
            for (int i = 0; i < run->city->n_sites; i++) {
                if (!is_listed(run, run->network[k], i)) continue;
                for (enum service v = FAST; v < N_SERVICES; v++, n++)
                    if (round == 1)
                        b->station[n] =
                            (struct band_station){.network = k, .site = i, .service = v};
            }
        if (round == 0) b->station = calloc((size_t)n + 1, sizeof *b->station);
        if (b->station == NULL) return error_nomem(err, "the bands of the stations");
        b->n_stations = n;
    }
    return ERR_OK;
}

static void add_weights(const struct work *w, enum service v)
{
    const struct assignment *a = &w->then->served[v];
    const struct places *places = w->run->demand->places;

    for (int i = 0; i < w->run->city->n_sites; i++)
        w->weights[v][i] = (struct weights){{{0}}};
    for (int k = 0; k < a->n; k++)
        for (enum layer l = NIGHT; l < N_LAYERS; l++)
            for (int basis = 0; basis < (places->by_zone ? N_BASES : 1); basis++)
                w->weights[v][a->site[k]].basis[l][basis] +=
                    a->share[k] * places_basis(places, v, l, basis)[a->zone[k]];
}

static bool one_network(struct work *w, int k)
{
    int n_tasks;
    bool fine = true;

    w->then = w->run->network[k];
    w->n = 0;
    for (int i = 0; i < w->run->city->n_sites; i++)
        w->n += is_listed(w->run, w->then, i);
    for (enum service v = FAST; v < N_SERVICES; v++)
        add_weights(w, v);
    n_tasks = (w->n + BLOCK - 1) / BLOCK;
    parallel_run(w->run->n_threads, n_tasks, block_task, w);
    for (int t = 0; t < n_tasks; t++)
        fine = fine && w->done[t];
    w->first += N_SERVICES * w->n;
    return fine;
}

enum err monte_carlo_stations(struct bands *b, const struct run *run, struct error *err)
{
    size_t n_sites = (size_t)run->city->n_sites + 1;
    struct work w = {.run = run, .b = b, .today = run->network[0]};
    bool fine = true;

    TRY(list_stations(b, run, err));
    w.done = calloc(n_sites / BLOCK + 2, sizeof *w.done);
    for (int v = 0; v < N_SERVICES; v++) {
        w.weights[v] = calloc(n_sites, sizeof(struct weights));
        fine = fine && w.weights[v] != NULL;
    }
    fine = fine && w.done != NULL;
    for (int k = 0; k < run->n_networks && fine; k++)
        fine = one_network(&w, k);
    for (int v = 0; v < N_SERVICES; v++)
        free(w.weights[v]);
    free(w.done);
    return fine ? ERR_OK : error_nomem(err, "the bands of the stations");
}

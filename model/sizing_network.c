/* sizing_network.c - chargers and served demand for given open sites; see network.h. */
#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "model/sizing_chargers.h"

/* A zone and an open site in its reach that may serve it. */
struct pair {
    double way;
    double share; /* of the zone's demand, given to the site */
    int zone, site;
};

/* What the sizing of one network works on. */
struct work {
    const struct scenario *s;
    const struct city *city;
    const struct demand *demand;
    const struct reach *const *reach;
    struct network *net;
    struct sizing_chargers *chargers; /* owned */
    double *peak[N_SERVICES];         /* owned [n_zones] own busiest hour */
    int n_pairs[N_SERVICES];
    struct pair *pair[N_SERVICES]; /* owned, the nearest first */
    double *room[N_SERVICES];      /* owned [n_sites] load a site may carry */
    double *used[N_SERVICES];      /* owned [n_sites] load given to it */
    double *kwh[N_SERVICES];       /* owned [n_sites] energy given to it */
    double *rest;                  /* owned [n_zones] share not given yet */
};

static void work_clear(struct work *w)
{
    sizing_chargers_free(w->chargers);
    free(w->rest);
    for (int v = 0; v < N_SERVICES; v++) {
        free(w->peak[v]);
        free(w->pair[v]);
        free(w->room[v]);
        free(w->used[v]);
        free(w->kwh[v]);
    }
}

static bool allocate(struct work *w)
{
    size_t n_sites = (size_t)w->net->n_sites + 1, n_zones = (size_t)w->net->n_zones + 1;
    bool fine = true;

    w->rest = malloc(n_zones * sizeof(double));
    for (int v = 0; v < N_SERVICES; v++) {
        size_t n_pairs = (size_t)w->reach[v]->row_start[w->reach[v]->n_zones] + 1;

        w->pair[v] = malloc(n_pairs * sizeof(struct pair));
        w->peak[v] = calloc(n_zones, sizeof(double));
        w->room[v] = calloc(n_sites, sizeof(double));
        w->used[v] = calloc(n_sites, sizeof(double));
        w->kwh[v] = calloc(n_sites, sizeof(double));
        fine = fine && w->pair[v] && w->peak[v] && w->room[v] && w->used[v] && w->kwh[v];
    }
    return fine && w->rest != NULL;
}

static int compare_numbers(int a, int b)
{
    return (a > b) - (a < b);
}

static int nearest_first(const void *a, const void *b)
{
    const struct pair *p = a, *q = b;

    if (p->way != q->way) return p->way < q->way ? -1 : 1;
    if (p->zone != q->zone) return compare_numbers(p->zone, q->zone);
    return compare_numbers(p->site, q->site);
}

static int zone_by_zone(const void *a, const void *b)
{
    const struct pair *p = a, *q = b;

    if (p->zone != q->zone) return compare_numbers(p->zone, q->zone);
    return compare_numbers(p->site, q->site);
}

static void collect_pairs(struct work *w, enum service v)
{
    const struct reach *reach = w->reach[v];

    assert(reach->way != NULL);
    for (int z = 0; z < reach->n_zones; z++) {
        if (w->peak[v][z] <= 0) continue;
        for (int k = reach->row_start[z]; k < reach->row_start[z + 1]; k++) {
            int i = reach->site[k];

            if (!w->net->open[i] || !network_serves_public(w->city, i)) continue;
            w->pair[v][w->n_pairs[v]++] = (struct pair){reach->way[k], 0, z, i};
        }
    }
    qsort(w->pair[v], (size_t)w->n_pairs[v], sizeof(struct pair), nearest_first);
}

static enum err prepare(struct work *w, const bool open[], double budget, struct error *err)
{
    double hours[N_HOURS];

    if (!allocate(w)) return error_nomem(err, "the sizing of a network");
    TRY(sizing_chargers_create(&w->chargers, w->s, w->city,
                               demand_power(w->demand, w->net->year_index), w->net, open, err));
    for (int i = 0; i < w->net->n_sites; i++) {
        if (budget <= 0 && !w->chargers->is_new[i]) w->chargers->grows[i] = false;
        if (!w->chargers->is_new[i]) continue;
        w->net->open[i] = true;
        w->net->opened_year[i] = w->s->study.years.year[w->net->year_index];
    }
    for (int k = 0; k < N_SERVICES; k++) {
        enum service v = (enum service)k;

        for (int z = 0; z < w->net->n_zones; z++)
            w->peak[v][z] = demand_load(w->demand, v, w->net->year_index, z, hours);
        collect_pairs(w, v);
    }
    return ERR_OK;
}

/* Gives demand to sites, the nearest pairs first, up to room[v]. The load of a site is the sum
 * of its zones' own busiest hours, an upper bound of its real peak. */
static void give(struct work *w, enum service v)
{
    struct network *net = w->net;

    for (int z = 0; z < net->n_zones; z++)
        w->rest[z] = 1;
    for (int i = 0; i < net->n_sites; i++)
        w->used[v][i] = w->kwh[v][i] = 0;
    for (int k = 0; k < w->n_pairs[v]; k++) {
        struct pair *p = &w->pair[v][k];
        double peak = w->peak[v][p->zone];
        double left = w->room[v][p->site] - w->used[v][p->site];
        double share = fmin(w->rest[p->zone], fmax(0, left) / peak);

        if (share < 1e-9) share = 0; /* crumbs of rounding */
        p->share = share;
        w->rest[p->zone] -= share;
        w->used[v][p->site] += share * peak;
        w->kwh[v][p->site] += share * demand_kwh(w->demand, v, net->year_index, p->zone);
    }
}

/* Most chargers of a service, fast ones before slow ones. */
static int most(const struct work *w, enum service v, int site)
{
    int other = v == FAST ? w->chargers->base[SLOW][site] : w->chargers->count[FAST][site];

    return sizing_chargers_most(w->chargers, site, v, other);
}

/* Room of a site that grows is what it carries with the chargers chosen, or with as many as fit
 * where none are chosen yet; of the others what their chargers carry. */
static void set_room(struct work *w, enum service v, bool chosen)
{
    for (int i = 0; i < w->net->n_sites; i++) {
        const int *standing = &w->net->n_chargers[i * w->net->n_kinds];

        if (!w->net->open[i])
            w->room[v][i] = 0;
        else if (!w->chargers->grows[i])
            w->room[v][i] = sizing_capacity(w->s, w->chargers->power_share, v, standing);
        else
            w->room[v][i] = sizing_chargers_carry(
                w->chargers, v, chosen ? w->chargers->count[v][i] : most(w, v, i));
    }
}

static void choose_chargers(struct work *w, double budget)
{
    static const enum service order[N_SERVICES] = {FAST, SLOW};

    for (int k = 0; k < N_SERVICES; k++) {
        enum service v = order[k];

        set_room(w, v, false);
        give(w, v);
        for (int i = 0; i < w->net->n_sites; i++)
            if (w->chargers->grows[i])
                sizing_chargers_choose(w->chargers, v, i, w->used[v][i], most(w, v, i));
    }
    sizing_chargers_fill_up(w->chargers);
    sizing_chargers_keep_budget(w->chargers, w->used, w->kwh, budget);
    for (int i = 0; i < w->net->n_sites; i++)
        for (int v = 0; v < N_SERVICES; v++)
            if (w->chargers->grows[i] && w->chargers->kind[v] >= 0)
                w->net->n_chargers[i * w->net->n_kinds + w->chargers->kind[v]] =
                    w->chargers->count[v][i];
}

/* The pairs that carry something, zone by zone, as the network's assignment. */
static enum err store(struct work *w, enum service v, struct error *err)
{
    struct assignment *a = &w->net->served[v];
    struct pair *pair = w->pair[v];
    int n = 0;

    for (int k = 0; k < w->n_pairs[v]; k++)
        if (pair[k].share > 0) pair[n++] = pair[k];
    qsort(pair, (size_t)n, sizeof(struct pair), zone_by_zone);
    a->zone = malloc(((size_t)n + 1) * sizeof(int));
    a->site = malloc(((size_t)n + 1) * sizeof(int));
    a->share = malloc(((size_t)n + 1) * sizeof(double));
    if (a->zone == NULL || a->site == NULL || a->share == NULL)
        return error_nomem(err, "the sizing of a network");
    for (int k = 0; k < n; k++) {
        a->zone[k] = pair[k].zone;
        a->site[k] = pair[k].site;
        a->share[k] = pair[k].share;
    }
    a->n = n;
    return ERR_OK;
}

static enum err size(struct work *w, const bool open[], double budget, struct error *err)
{
    TRY(prepare(w, open, budget, err));
    choose_chargers(w, budget);
    for (int k = 0; k < N_SERVICES; k++) {
        enum service v = (enum service)k;

        set_room(w, v, true);
        give(w, v);
        TRY(store(w, v, err));
    }
    return network_evaluate(w->net, w->s, w->city, w->demand, w->reach, err);
}

enum err sizing_network(struct network **out, const struct scenario *s, const struct city *city,
                        const struct demand *demand, int year_index,
                        const struct reach *const reach[N_SERVICES],
                        const struct network *before, const bool open[], double budget,
                        struct error *err)
{
    struct work w = {.s = s, .city = city, .demand = demand, .reach = reach};
    enum err code;

    TRY(network_create(&w.net, s, city, year_index, before, err));
    code = size(&w, open, budget, err);
    work_clear(&w);
    if (code != ERR_OK) {
        network_free(w.net);
        return code;
    }
    *out = w.net;
    return ERR_OK;
}

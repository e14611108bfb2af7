/* sizing_network.c - chargers and served demand for given open sites; see network.h. */
#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "model/network.h"

/* A zone and an open site in its reach that may serve it. */
struct pair {
    double distance_m; /* in the end its share */
    int zone, site;
};

/* What the sizing of one network works on. */
struct work {
    const struct scenario *s;
    const struct city *city;
    const struct reach *const *reach;
    struct network *net;
    bool *is_new;             /* owned [n_sites] chargers are to be chosen */
    int kind[N_SERVICES];     /* of new chargers; -1: none */
    int *count[N_SERVICES];   /* owned [n_sites] new chargers of the kind */
    double *peak[N_SERVICES]; /* owned [n_zones] own busiest hour */
    int n_pairs[N_SERVICES];
    struct pair *pair[N_SERVICES]; /* owned, the nearest first */
    double *share[N_SERVICES];     /* owned, beside pair */
    double *room[N_SERVICES];      /* owned [n_sites] load a site may carry */
    double *used[N_SERVICES];      /* owned [n_sites] load given to it */
    double *kwh[N_SERVICES];       /* owned [n_sites] energy given to it */
    int n_table;
    double *table[N_SERVICES]; /* owned [n_table] load of so many new chargers; NAN: not yet */
};

enum { TABLE_MAX = 100000 }; /* chargers at one site at most */

static void work_clear(struct work *w)
{
    free(w->is_new);
    for (int v = 0; v < N_SERVICES; v++) {
        free(w->count[v]);
        free(w->peak[v]);
        free(w->pair[v]);
        free(w->share[v]);
        free(w->room[v]);
        free(w->used[v]);
        free(w->kwh[v]);
        free(w->table[v]);
    }
}

/* Most chargers of a service that a new site takes beside `other` ones of the other service. */
static int most(const struct work *w, int site, enum service v, int other)
{
    const struct site *place = &w->city->site[site];
    double bays = place->bays, kw = place->power_kw, n = TABLE_MAX - 1;

    if (w->kind[v] < 0) return 0;
    if (other > 0) {
        const struct kind *o = &w->s->kind[w->kind[v == FAST ? SLOW : FAST]];

        bays -= other * o->bays;
        kw -= other * o->power_kw;
    }
    n = fmin(n, floor(kw / w->s->kind[w->kind[v]].power_kw + 1e-9));
    if (w->s->kind[w->kind[v]].bays > 0)
        n = fmin(n, floor(bays / w->s->kind[w->kind[v]].bays + 1e-9));
    return n > 0 ? (int)n : 0;
}

/* Load of n new chargers of a service; each is computed once. */
static double carries(struct work *w, enum service v, int n)
{
    if (n == 0) return 0;
    assert(n < w->n_table);
    if (isnan(w->table[v][n])) {
        struct scenario one = *w->s; /* a pool of the new kind alone */
        int count = n;

        one.n_kinds = 1;
        one.kind = &w->s->kind[w->kind[v]];
        w->table[v][n] = sizing_capacity(&one, v, &count);
    }
    return w->table[v][n];
}

/* Fewest new chargers, up to `limit`, that carry a load. */
static int fewest(struct work *w, enum service v, double load, int limit)
{
    int low = 0, high = limit;

    while (low < high) {
        int middle = low + (high - low) / 2;

        if (carries(w, v, middle) >= load * (1 - 1e-12))
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static int compare_pairs(const void *a, const void *b)
{
    const struct pair *p = a, *q = b;

    if (p->distance_m != q->distance_m) return p->distance_m < q->distance_m ? -1 : 1;
    if (p->zone != q->zone) return p->zone < q->zone ? -1 : 1;
    return (p->site > q->site) - (p->site < q->site);
}

static enum err collect_pairs(struct work *w, enum service v, struct error *err)
{
    const struct reach *reach = w->reach[v];
    size_t n = (size_t)reach->row_start[reach->n_zones] + 1;

    assert(reach->distance_m != NULL);
    w->pair[v] = malloc(n * sizeof(struct pair));
    w->share[v] = malloc(n * sizeof(double));
    if (w->pair[v] == NULL || w->share[v] == NULL)
        return error_nomem(err, "the sizing of a network");
    for (int z = 0; z < reach->n_zones; z++) {
        if (w->peak[v][z] <= 0) continue;
        for (int k = reach->row_start[z]; k < reach->row_start[z + 1]; k++) {
            int i = reach->site[k];

            if (!w->net->open[i] || !network_serves_public(w->city, i)) continue;
            w->pair[v][w->n_pairs[v]++] = (struct pair){reach->distance_m[k], z, i};
        }
    }
    qsort(w->pair[v], (size_t)w->n_pairs[v], sizeof(struct pair), compare_pairs);
    return ERR_OK;
}

static bool allocate(struct work *w)
{
    size_t n_sites = (size_t)w->net->n_sites + 1, n_zones = (size_t)w->net->n_zones + 1;
    bool fine = true;

    w->is_new = calloc(n_sites, sizeof(bool));
    for (int v = 0; v < N_SERVICES; v++) {
        w->count[v] = calloc(n_sites, sizeof(int));
        w->peak[v] = calloc(n_zones, sizeof(double));
        w->room[v] = calloc(n_sites, sizeof(double));
        w->used[v] = calloc(n_sites, sizeof(double));
        w->kwh[v] = calloc(n_sites, sizeof(double));
        fine = fine && w->count[v] && w->peak[v] && w->room[v] && w->used[v] && w->kwh[v];
    }
    return fine && w->is_new != NULL;
}

static bool make_tables(struct work *w)
{
    int largest = 0;

    for (int i = 0; i < w->net->n_sites; i++) {
        if (!w->is_new[i]) continue;
        for (int v = 0; v < N_SERVICES; v++) {
            int n = most(w, i, (enum service)v, 0);

            largest = n > largest ? n : largest;
        }
    }
    w->n_table = largest + 1;
    for (int v = 0; v < N_SERVICES; v++) {
        w->table[v] = malloc((size_t)w->n_table * sizeof(double));
        if (w->table[v] == NULL) return false;
        for (int n = 0; n < w->n_table; n++)
            w->table[v][n] = NAN;
    }
    return true;
}

static enum err prepare(struct work *w, const struct demand *demand, const bool open[],
                        struct error *err)
{
    double hours[N_HOURS];

    if (!allocate(w)) return error_nomem(err, "the sizing of a network");
    for (int i = 0; i < w->net->n_sites; i++) {
        w->is_new[i] = open[i] && !w->net->open[i];
        if (!w->is_new[i]) continue;
        w->net->open[i] = true;
        w->net->opened_year[i] = w->s->study.years.year[w->net->year_index];
    }
    for (int v = 0; v < N_SERVICES; v++)
        w->kind[v] = sizing_new_kind(w->s, (enum service)v);
    if (!make_tables(w)) return error_nomem(err, "the sizing of a network");
    for (int k = 0; k < N_SERVICES; k++) {
        enum service v = (enum service)k;

        for (int z = 0; z < w->net->n_zones; z++)
            w->peak[v][z] = demand_load(demand, v, w->net->year_index, z, hours);
        TRY(collect_pairs(w, v, err));
    }
    return ERR_OK;
}

/* Gives demand to sites, the nearest pairs first, up to room[v]. The load of a site is the sum
 * of its zones' own busiest hours, an upper bound of its real peak. */
static enum err give(struct work *w, enum service v, const struct demand *demand,
                     struct error *err)
{
    struct network *net = w->net;
    double *rest = malloc(((size_t)net->n_zones + 1) * sizeof(double));

    if (rest == NULL) return error_nomem(err, "the sizing of a network");
    for (int z = 0; z < net->n_zones; z++)
        rest[z] = 1;
    for (int i = 0; i < net->n_sites; i++) {
        w->used[v][i] = 0;
        w->kwh[v][i] = 0;
    }
    for (int k = 0; k < w->n_pairs[v]; k++) {
        const struct pair *p = &w->pair[v][k];
        double peak = w->peak[v][p->zone];
        double left = w->room[v][p->site] - w->used[v][p->site];
        double share = fmin(rest[p->zone], fmax(0, left) / peak);

        if (share < 1e-9) share = 0; /* crumbs of rounding */
        w->share[v][k] = share;
        rest[p->zone] -= share;
        w->used[v][p->site] += share * peak;
        w->kwh[v][p->site] += share * demand_kwh(demand, v, net->year_index, p->zone);
    }
    free(rest);
    return ERR_OK;
}

/* Room of sites that stood before is what their chargers carry; of new sites what they would
 * carry with as many chargers as fit (`chosen` false) or with those chosen. */
static void set_room(struct work *w, enum service v, bool chosen)
{
    for (int i = 0; i < w->net->n_sites; i++) {
        if (!w->net->open[i])
            w->room[v][i] = 0;
        else if (!w->is_new[i])
            w->room[v][i] = sizing_capacity(w->s, v, &w->net->n_chargers[i * w->net->n_kinds]);
        else if (chosen)
            w->room[v][i] = carries(w, v, w->count[v][i]);
        else
            w->room[v][i] = carries(w, v, most(w, i, v, w->count[v == FAST ? SLOW : FAST][i]));
    }
}

static double capital(const struct work *w, enum service v)
{
    return w->s->kind[w->kind[v]].capital;
}

/* Fills a new site up to station_min chargers with the cheaper kind that still fits. */
static void fill_up(struct work *w, int site)
{
    int *fast = &w->count[FAST][site], *slow = &w->count[SLOW][site];
    bool slow_first =
        w->kind[FAST] < 0 || (w->kind[SLOW] >= 0 && capital(w, SLOW) < capital(w, FAST));

    while (*fast + *slow < w->s->sizing.station_min) {
        bool fast_fits = *fast < most(w, site, FAST, *slow);
        bool slow_fits = *slow < most(w, site, SLOW, *fast);

        if (!fast_fits && !slow_fits) return;
        if (slow_fits && (slow_first || !fast_fits))
            ++*slow;
        else
            ++*fast;
    }
}

static enum err choose_chargers(struct work *w, const struct demand *demand, struct error *err)
{
    static const enum service order[N_SERVICES] = {FAST, SLOW};

    for (int k = 0; k < N_SERVICES; k++) {
        enum service v = order[k];

        set_room(w, v, false);
        TRY(give(w, v, demand, err));
        for (int i = 0; i < w->net->n_sites; i++) {
            int limit, n;

            if (!w->is_new[i]) continue;
            limit = most(w, i, v, v == FAST ? 0 : w->count[FAST][i]);
            n = fewest(w, v, w->used[v][i], limit);
            w->count[v][i] = v == FAST && n == 0 && limit > 0 ? 1 : n;
        }
    }
    for (int i = 0; i < w->net->n_sites; i++)
        if (w->is_new[i]) fill_up(w, i);
    return ERR_OK;
}

static double total_cost(const struct work *w)
{
    double cost = 0;

    for (int i = 0; i < w->net->n_sites; i++) {
        if (!w->is_new[i]) continue;
        cost += w->city->site[i].fixed_cost;
        for (int v = 0; v < N_SERVICES; v++)
            if (w->count[v][i] > 0) cost += w->count[v][i] * capital(w, (enum service)v);
    }
    return cost;
}

/* A change of one site's chargers that saves money. */
struct cut {
    int site, change[N_SERVICES];
    double saved, lost_per_money;
};

/* Energy that a site no longer serves with n chargers instead of those it has. */
static double lost_kwh(struct work *w, enum service v, int site, int n)
{
    double over = w->used[v][site] - carries(w, v, n);

    return over > 0 ? w->kwh[v][site] * over / w->used[v][site] : 0;
}

static bool may_change(const struct work *w, int site, const int change[N_SERVICES])
{
    int fast = w->count[FAST][site] + change[FAST], slow = w->count[SLOW][site] + change[SLOW];
    int before = w->count[FAST][site] + w->count[SLOW][site];
    int least = before < w->s->sizing.station_min ? before : w->s->sizing.station_min;

    if (fast < (w->count[FAST][site] > 0) || slow < 0 || fast + slow < least) return false;
    if (change[SLOW] > 0 && slow > most(w, site, SLOW, fast)) return false;
    return change[FAST] <= 0 || fast <= most(w, site, FAST, slow);
}

static void consider(struct work *w, int site, struct cut *best)
{
    static const int changes[][N_SERVICES] = {{-1, 0}, {0, -1}, {-1, 1}, {1, -1}};

    for (int k = 0; k < 4; k++) {
        struct cut c = {site, {changes[k][FAST], changes[k][SLOW]}, 0, 0};

        if (!may_change(w, site, c.change)) continue;
        for (int v = 0; v < N_SERVICES; v++) {
            if (c.change[v] == 0) continue;
            c.saved -= c.change[v] * capital(w, (enum service)v);
            c.lost_per_money +=
                lost_kwh(w, (enum service)v, site, w->count[v][site] + c.change[v]);
        }
        if (c.saved <= 0) continue;
        c.lost_per_money /= c.saved;
        if (best->site < 0 || c.lost_per_money < best->lost_per_money) *best = c;
    }
}

/* Takes chargers away until the money is enough. A site's least equipment stays. */
static void keep_budget(struct work *w, double budget)
{
    double cost = total_cost(w);

    while (cost > budget * (1 + 1e-12)) {
        struct cut best = {.site = -1};

        for (int i = 0; i < w->net->n_sites; i++)
            if (w->is_new[i]) consider(w, i, &best);
        if (best.site < 0) return;
        for (int v = 0; v < N_SERVICES; v++)
            w->count[v][best.site] += best.change[v];
        cost = total_cost(w);
    }
}

static int compare_by_zone(const void *a, const void *b)
{
    const struct pair *p = a, *q = b;

    if (p->zone != q->zone) return p->zone < q->zone ? -1 : 1;
    return (p->site > q->site) - (p->site < q->site);
}

/* The pairs that carry something, zone by zone, as the network's assignment. */
static enum err store(struct work *w, enum service v, struct error *err)
{
    struct assignment *a = &w->net->served[v];
    int n = 0;

    for (int k = 0; k < w->n_pairs[v];
         k++) { /* the distance is done with: the share moves in */
        if (w->share[v][k] <= 0) continue;
        w->pair[v][n] = w->pair[v][k];
        w->pair[v][n++].distance_m = w->share[v][k];
    }
    qsort(w->pair[v], (size_t)n, sizeof(struct pair), compare_by_zone);
    a->zone = malloc(((size_t)n + 1) * sizeof(int));
    a->site = malloc(((size_t)n + 1) * sizeof(int));
    a->share = malloc(((size_t)n + 1) * sizeof(double));
    if (a->zone == NULL || a->site == NULL || a->share == NULL)
        return error_nomem(err, "the sizing of a network");
    for (int k = 0; k < n; k++) {
        a->zone[k] = w->pair[v][k].zone;
        a->site[k] = w->pair[v][k].site;
        a->share[k] = w->pair[v][k].distance_m;
    }
    a->n = n;
    return ERR_OK;
}

static enum err size(struct work *w, const struct demand *demand, const bool open[],
                     double budget, struct error *err)
{
    TRY(prepare(w, demand, open, err));
    TRY(choose_chargers(w, demand, err));
    keep_budget(w, budget);
    for (int i = 0; i < w->net->n_sites; i++)
        for (int v = 0; v < N_SERVICES; v++)
            if (w->is_new[i] && w->kind[v] >= 0)
                w->net->n_chargers[i * w->net->n_kinds + w->kind[v]] += w->count[v][i];
    for (int k = 0; k < N_SERVICES; k++) {
        enum service v = (enum service)k;

        set_room(w, v, true);
        TRY(give(w, v, demand, err));
        TRY(store(w, v, err));
    }
    return network_evaluate(w->net, w->s, w->city, demand, w->reach, err);
}

enum err sizing_network(struct network **out, const struct scenario *s, const struct city *city,
                        const struct demand *demand, int year_index,
                        const struct reach *const reach[N_SERVICES],
                        const struct network *before, const bool open[], double budget,
                        struct error *err)
{
    struct work w = {.s = s, .city = city, .reach = reach};
    enum err code;

    TRY(network_create(&w.net, s, city, year_index, before, err));
    code = size(&w, demand, open, budget, err);
    work_clear(&w);
    if (code != ERR_OK) {
        network_free(w.net);
        return code;
    }
    *out = w.net;
    return ERR_OK;
}

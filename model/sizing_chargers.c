/* sizing_chargers.c - how many chargers a site gets; see sizing_chargers.h. */
#include "model/sizing_chargers.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

enum { MOST = 99999 }; /* chargers of a service at one site */

static enum service other_of(enum service v)
{
    return v == FAST ? SLOW : FAST;
}

int sizing_chargers_most(const struct sizing_chargers *c, int site, enum service v, int other)
{
    const struct kind *kind, *beside;
    double bays = c->room[site].bays, kw = c->room[site].kw, n = MOST;
    int base = c->base[v][site];

    if (c->kind[v] < 0) return 0;
    kind = &c->s->kind[c->kind[v]];
    if (other > 0) {
        int more = other - c->base[other_of(v)][site];

        beside = &c->s->kind[c->kind[other_of(v)]];
        bays -= more * beside->bays;
        kw -= more * beside->power_kw;
    }
    n = fmin(n, floor(kw / kind->power_kw + 1e-9) + base);
    if (kind->bays > 0) n = fmin(n, floor(bays / kind->bays + 1e-9) + base);
    n = fmax(n, base);
    return n > 0 ? (int)n : 0;
}

double sizing_chargers_carry(struct sizing_chargers *c, enum service v, int n)
{
    if (n == 0) return 0;
    assert(n < c->n_table);
    if (isnan(c->table[v][n])) {
        struct scenario one = *c->s; /* a pool of the new kind alone */

        one.n_kinds = 1;
        one.kind = &c->s->kind[c->kind[v]];
        c->table[v][n] = sizing_capacity(&one, &c->power_share[c->kind[v]], v, &n);
    }
    return c->table[v][n];
}

void sizing_chargers_choose(struct sizing_chargers *c, enum service v, int site, double load,
                            int most)
{
    int low = c->base[v][site], high = most;

    if (v == FAST && low == 0 && high > 0 && c->is_new[site]) low = 1;
    while (low < high) {
        int middle = low + (high - low) / 2;

        if (sizing_chargers_carry(c, v, middle) >= load * (1 - 1e-12))
            high = middle;
        else
            low = middle + 1;
    }
    c->count[v][site] = low;
}

static double capital(const struct sizing_chargers *c, enum service v)
{
    return c->s->kind[c->kind[v]].capital;
}

static void fill_up(struct sizing_chargers *c, int site)
{
    int *fast = &c->count[FAST][site], *slow = &c->count[SLOW][site];
    bool slow_first =
        c->kind[FAST] < 0 || (c->kind[SLOW] >= 0 && capital(c, SLOW) < capital(c, FAST));

    while (*fast + *slow < c->s->sizing.station_min) {
        bool fast_fits = *fast < sizing_chargers_most(c, site, FAST, *slow);
        bool slow_fits = *slow < sizing_chargers_most(c, site, SLOW, *fast);

        if (!fast_fits && !slow_fits) return;
        if (slow_fits && (slow_first || !fast_fits))
            ++*slow;
        else
            ++*fast;
    }
}

void sizing_chargers_fill_up(struct sizing_chargers *c)
{
    for (int i = 0; i < c->n_sites; i++)
        if (c->is_new[i]) fill_up(c, i);
}

static double total_cost(const struct sizing_chargers *c)
{
    double cost = 0;

    for (int i = 0; i < c->n_sites; i++) {
        if (c->is_new[i]) cost += c->city->site[i].fixed_cost;
        for (int v = 0; v < N_SERVICES && c->grows[i]; v++) {
            int more = c->count[v][i] - c->base[v][i];

            if (more > 0) cost += more * capital(c, (enum service)v);
        }
    }
    return cost;
}

/* A change of one site's chargers that saves money. */
struct cut {
    int site, change[N_SERVICES];
    double lost_per_money;
};

/* May the site's chargers change so? One fast charger and station_min in all stay, where the
 * site had them; what stood before stays. */
static bool may_change(const struct sizing_chargers *c, int site, const int change[N_SERVICES])
{
    int fast = c->count[FAST][site] + change[FAST], slow = c->count[SLOW][site] + change[SLOW];
    int before = c->count[FAST][site] + c->count[SLOW][site];
    int least = before < c->s->sizing.station_min ? before : c->s->sizing.station_min;

    if (fast < c->base[FAST][site] || slow < c->base[SLOW][site]) return false;
    if (c->is_new[site] && (fast < (c->count[FAST][site] > 0) || fast + slow < least))
        return false; /* what stood before has its own least: itself */
    if (change[SLOW] > 0 && slow > sizing_chargers_most(c, site, SLOW, fast)) return false;
    return change[FAST] <= 0 || fast <= sizing_chargers_most(c, site, FAST, slow);
}

static void consider(struct sizing_chargers *c, int site, double *const used[N_SERVICES],
                     double *const kwh[N_SERVICES], struct cut *best)
{
    static const int changes[][N_SERVICES] = {{-1, 0}, {0, -1}, {-1, 1}, {1, -1}};

    for (int k = 0; k < 4; k++) {
        struct cut cut = {site, {changes[k][FAST], changes[k][SLOW]}, 0};
        double saved = 0, lost = 0;

        if (!may_change(c, site, cut.change)) continue;
        for (int n = 0; n < N_SERVICES; n++) {
            enum service v = (enum service)n;
            double load = used[v][site], over;

            if (cut.change[v] == 0) continue;
            saved -= cut.change[v] * capital(c, v);
            over = load - sizing_chargers_carry(c, v, c->count[v][site] + cut.change[v]);
            if (over > 0) lost += kwh[v][site] * over / load;
        }
        if (saved <= 0) continue;
        cut.lost_per_money = lost / saved;
        if (best->site < 0 || cut.lost_per_money < best->lost_per_money) *best = cut;
    }
}

void sizing_chargers_keep_budget(struct sizing_chargers *c, double *const used[N_SERVICES],
                                 double *const kwh[N_SERVICES], double budget)
{
    while (total_cost(c) > budget * (1 + 1e-12)) {
        struct cut best = {.site = -1};

        for (int i = 0; i < c->n_sites; i++)
            if (c->grows[i]) consider(c, i, used, kwh, &best);
        if (best.site < 0) return;
        for (int v = 0; v < N_SERVICES; v++)
            c->count[v][best.site] += best.change[v];
    }
}

static bool allocate(struct sizing_chargers *c)
{
    size_t n = (size_t)c->n_sites + 1;
    bool fine = true;

    c->grows = calloc(n, sizeof(bool));
    c->is_new = calloc(n, sizeof(bool));
    c->room = calloc(n, sizeof(*c->room));
    for (int v = 0; v < N_SERVICES; v++) {
        c->base[v] = calloc(n, sizeof(int));
        c->count[v] = calloc(n, sizeof(int));
        fine = fine && c->base[v] != NULL && c->count[v] != NULL;
    }
    return fine && c->grows != NULL && c->is_new != NULL && c->room != NULL;
}

/* Sites of the plan, and car parks that a rule equips with the kind that the plan builds too:
 * the load that chargers carry is known of a pool of that kind alone. */
static bool may_grow(const struct sizing_chargers *c, const struct network *net, int site)
{
    enum site_status status = c->city->site[site].status;

    for (int k = 0; k < net->n_kinds; k++)
        if (k != c->kind[FAST] && k != c->kind[SLOW] && network_by_rule(net, site, k) > 0)
            return false;
    return status != SITE_EXISTING && status != SITE_BY_RULE;
}

static bool make_tables(struct sizing_chargers *c)
{
    c->n_table = 1;
    for (int i = 0; i < c->n_sites; i++) {
        for (int v = 0; v < N_SERVICES && c->grows[i]; v++) {
            int n = sizing_chargers_most(c, i, (enum service)v, 0) + 1;

            c->n_table = n > c->n_table ? n : c->n_table;
        }
    }
    for (int v = 0; v < N_SERVICES; v++) {
        c->table[v] = malloc((size_t)c->n_table * sizeof(double));
        if (c->table[v] == NULL) return false;
        for (int n = 0; n < c->n_table; n++)
            c->table[v][n] = NAN;
    }
    return true;
}

enum err sizing_chargers_create(struct sizing_chargers **out, const struct scenario *s,
                                const struct city *city, const double power_share[],
                                const struct network *net, const bool open[], struct error *err)
{
    struct sizing_chargers *c = calloc(1, sizeof(*c));

    if (c == NULL) return error_nomem(err, "the chargers of the sites");
    c->s = s;
    c->city = city;
    c->power_share = power_share;
    c->n_sites = net->n_sites;
    if (!allocate(c)) goto failed;
    for (int v = 0; v < N_SERVICES; v++)
        c->kind[v] = sizing_new_kind(s, (enum service)v);
    for (int i = 0; i < c->n_sites; i++) {
        c->room[i] = network_room(s, city, net, i);
        c->is_new[i] = open[i] && !net->open[i];
        c->grows[i] = c->is_new[i] || (net->open[i] && may_grow(c, net, i));
        for (int v = 0; v < N_SERVICES && c->grows[i]; v++)
            if (c->kind[v] >= 0)
                c->base[v][i] = c->count[v][i] = net->n_chargers[i * net->n_kinds + c->kind[v]];
    }
    if (!make_tables(c)) goto failed;
    *out = c;
    return ERR_OK;
failed:
    sizing_chargers_free(c);
    return error_nomem(err, "the chargers of the sites");
}

void sizing_chargers_free(struct sizing_chargers *c)
{
    if (c == NULL) return;
    free(c->room);
    free(c->grows);
    free(c->is_new);
    for (int v = 0; v < N_SERVICES; v++) {
        free(c->base[v]);
        free(c->count[v]);
        free(c->table[v]);
    }
    free(c);
}

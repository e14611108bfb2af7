/* operation_case_pools.c - what stands, as pools of outlets; see operation_case_parts.h. */
#include <math.h>
#include <stdlib.h>

#include "scenarios/geo.h"
#include "sim/operation/operation_case_parts.h"

enum { OUTLETS_MOST = 5000000 }; /* half a gigabyte a thread */

struct work {
    struct operation_input *in;
    const struct run *run;
    const struct network *n;
    int *order; /* owned [n_kinds] the strongest outlet first, then the lower kind */
    struct geo_plane plane;
    double session_h_slow;
    double stretch; /* taper: time of a fast session over that at full power */
};

static double outlet_kw(const struct kind *kind)
{
    return kind->power_kw / kind->outlets;
}

static bool fill_order(struct work *w)
{
    const struct scenario *s = w->run->scenario;

    w->order = malloc(((size_t)s->n_kinds + 1) * sizeof *w->order);
    if (w->order == NULL) return false;
    for (int k = 0; k < s->n_kinds; k++) {
        int at = k;

        for (; at > 0 && outlet_kw(&s->kind[w->order[at - 1]]) < outlet_kw(&s->kind[k]); at--)
            w->order[at] = w->order[at - 1];
        w->order[at] = k;
    }
    return true;
}

/* The mean stay of the slow drivers of the city. */
static double mean_stay(const struct run *run, const struct network *n,
                        const double stay_h[N_LAYERS])
{
    double drivers = 0, stay = 0;

    for (enum layer l = NIGHT; l < N_LAYERS; l++) {
        double kwh = demand_layer(run->demand, SLOW, l, n->year_index);

        drivers += kwh;
        stay += kwh * stay_h[l];
    }
    return drivers > 0 ? stay / drivers : stay_h[DAY];
}

/* Time from one state of charge to another over that at full power, where power falls in a
 * straight line from `from` on to `end` of it at full charge. */
static double stretch(double start, double stop, double from, double end)
{
    double flat = fmax(0, fmin(stop, from) - start), low = fmax(start, from), time = 0;
    double slope = (1 - end) / (1 - from);

    if (stop > low)
        time = slope > 0 ? log((1 - slope * (low - from)) / (1 - slope * (stop - from))) / slope
                         : stop - low;
    return (flat + time) / (stop - start);
}

/* The mean over classes, by their fast energy, of sessions of the mean energy. */
static double fast_stretch(const struct run *run, const struct network *n,
                           const struct operation_params *p)
{
    const struct scenario *s = run->scenario;
    double all = 0, sum = 0, stop = p->end_charge[FAST];

    if (!(p->taper_from < 1)) return 1;
    for (int c = 0; c < s->n_classes; c++) {
        double kwh = demand_class_bev(run->demand, c, FAST, n->year_index);
        double battery =
            series_at(&s->fleet[c].battery_kwh, s->study.years.year[n->year_index]);
        double start;

        if (isnan(battery)) battery = s->simulation.battery_kwh;
        start = stop - p->session_kwh[FAST] / battery; /* below 0: power.c has it too */
        all += kwh;
        sum += kwh * stretch(start, stop, p->taper_from, p->taper_end);
    }
    return all > 0 ? sum / all : 1;
}

/* Mean session: of FAST at the mean power of the outlets, as sizing has it (pool_of() of
 * model/sizing.c), or at what the site gives when all are taken, where that is less. */
static double session_h(const struct work *w, const struct operation_pool *pool)
{
    const struct operation_params *p = &w->in->params;
    const struct scenario *s = w->run->scenario;
    double kw = 0, rated_kw = 0;

    if (pool->service == SLOW) return w->session_h_slow;
    for (int g = pool->first_group; g < pool->first_group + pool->n_groups; g++) {
        const struct operation_group *group = &w->in->group[g];
        double rated = group->charger_kw * (group->n_outlets / group->outlets_of_charger);

        rated_kw += rated;
        kw += rated * group->mean_share *
              demand_power(w->run->demand, w->n->year_index)[group->kind];
    }
    kw = fmin(kw / w->stretch, rated_kw * s->simulation.site_power_share);
    return p->session_kwh[FAST] * pool->n_outlets / kw;
}

static void add_group(struct work *w, int site, int kind_index)
{
    struct operation_input *in = w->in;
    const struct kind *kind = &w->run->scenario->kind[kind_index];
    int n_chargers = w->n->n_chargers[site * w->n->n_kinds + kind_index];
    struct operation_pool *pool = &in->pool[in->n_pools];

    in->group[in->n_groups++] = (struct operation_group){
        .site = site,
        .kind = kind_index,
        .pool = in->n_pools,
        .n_outlets = n_chargers * kind->outlets,
        .outlets_of_charger = kind->outlets,
        .charger_kw = kind->power_kw,
        .mean_share = in->params.taper_from < 1 ? 1 : kind->mean_power_share,
        .availability = kind->availability};
    pool->n_groups++;
    pool->n_outlets += n_chargers * kind->outlets;
}

static void add_pool(struct work *w, int site, enum service v)
{
    const struct scenario *s = w->run->scenario;
    struct operation_input *in = w->in;
    struct operation_pool *pool = &in->pool[in->n_pools];

    *pool = (struct operation_pool){.site = site,
                                    .service = v,
                                    .first_group = in->n_groups,
                                    .price = w->run->city->site[site].price,
                                    .place = in->n_places};
    for (int k = 0; k < s->n_kinds; k++) {
        int kind = w->order[k];

        if (s->kind[kind].system == (int)v && w->n->n_chargers[site * w->n->n_kinds + kind] > 0)
            add_group(w, site, kind);
    }
    if (pool->n_groups == 0) return;
    pool->session_h = session_h(w, pool);
    in->n_pools++;
}

/* Lengths on the places' plane are ways: straight lines times the detour, as those to the first
 * station. Connections of what stands are as strong as its chargers, and new sites keep within
 * their power, so that only load management limits a place. */
static void add_place(struct work *w, int site)
{
    const struct city *city = w->run->city;
    double share = w->run->scenario->simulation.site_power_share;
    double detour = w->run->scenario->access.detour_factor;
    struct operation_place *place = &w->in->place[w->in->n_places];
    int n_pools = w->in->n_pools;

    for (enum service v = FAST; v < N_SERVICES; v++)
        add_pool(w, site, v);
    if (w->in->n_pools == n_pools) return;
    *place = (struct operation_place){.site = site, .limit_kw = INFINITY};
    geo_to_plane(&w->plane, city->site_x[site], city->site_y[site], &place->x_m, &place->y_m);
    place->x_m *= detour;
    place->y_m *= detour;
    if (share < 1) place->limit_kw = share * network_count(w->run->scenario, w->n, site).kw;
    w->in->n_places++;
}

/* Room for all; there are no more pools or places than groups. */
static bool allocate(struct operation_input *in, const struct network *n)
{
    size_t groups = 1;

    for (int k = 0; k < n->n_sites * n->n_kinds; k++)
        groups += n->n_chargers[k] > 0;
    in->group = calloc(groups, sizeof *in->group);
    in->pool = calloc(groups, sizeof *in->pool);
    in->place = calloc(groups, sizeof *in->place);
    return in->group != NULL && in->pool != NULL && in->place != NULL;
}

enum err operation_case_check(const struct run *run, const struct network *n, struct error *err)
{
    const struct scenario *s = run->scenario;
    double outlets = 0;

    for (int i = 0; i < n->n_sites; i++)
        for (int k = 0; k < n->n_kinds; k++)
            if (n->open[i] && network_serves_public(run->city, i))
                outlets += (double)n->n_chargers[i * n->n_kinds + k] * s->kind[k].outlets;
    if (outlets <= OUTLETS_MOST) return ERR_OK;
    return error_set(
        err, ERR_DATA,
        "simulation, %d: %.0f outlets stand for the public, and %d are simulated at "
        "most; look at the numbers of chargers",
        s->study.years.year[n->year_index], outlets, OUTLETS_MOST);
}

enum err operation_case_pools(struct operation_input *in, const struct run *run,
                              const struct network *n, struct error *err)
{
    struct points sites = city_sites(run->city);
    struct work w = {.in = in, .run = run, .n = n, .plane = geo_plane_of(&sites)};

    TRY(operation_case_check(run, n, err));
    if (!allocate(in, n) || !fill_order(&w)) {
        free(w.order);
        return error_nomem(err, "the stations of the simulation");
    }
    w.session_h_slow = mean_stay(run, n, in->params.stay_h);
    w.stretch = fast_stretch(run, n, &in->params);
    for (int i = 0; i < n->n_sites; i++)
        if (n->open[i] && network_serves_public(run->city, i)) add_place(&w, i);
    free(w.order);
    return ERR_OK;
}

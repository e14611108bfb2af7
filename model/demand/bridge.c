/* bridge.c - ratio and energy side by side; see bridge.h. */
#include "model/demand/bridge.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

/* What all rows are made of. */
struct building {
    struct bridge *out;
    const struct scenario *s;
    const struct city *city;
    const struct fleet *fleet;
    const struct demand *demand;
    int n_networks;
    struct network *const *network;
};

/* ---- ratios ---- */

static void add_ratio(struct bridge *b, enum bridge_source source, const struct fact *fact,
                      double ev_per_charger)
{
    for (int k = 0; k < b->n_ratios; k++)
        if (b->ratio[k].ev_per_charger == ev_per_charger) return; /* NAN never is */
    if (b->n_ratios == BRIDGE_RATIOS - 1 && source == BRIDGE_RULE)
        return; /* room for the last */
    b->ratio[b->n_ratios++] = (struct bridge_ratio){source, fact, ev_per_charger};
}

static void fill_ratios(struct building *a, const struct plans *plans,
                        const struct rules *rules)
{
    static const char *const shown[] = {"G15-ACC-RATIO-P", "G15-DEM-RATIO-P", "G15-ACC-RATIO-O",
                                        "G15-DEM-RATIO-O"};
    struct bridge *b = a->out;
    bool has_rule;

    for (int k = 0; k < a->s->n_rules && k < rules->n; k++) /* of the first state: all rules */
        if (rules->result[k].kind == RULE_EV_PER_CHARGER)
            add_ratio(b, BRIDGE_RULE, rules->result[k].fact, rules->result[k].target);
    has_rule = b->n_ratios > 0;
    for (size_t k = 0; k < sizeof shown / sizeof shown[0] && !has_rule; k++) {
        const struct fact *fact = plans_find(plans, shown[k]);

        if (fact != NULL) add_ratio(b, BRIDGE_CATALOGUE, fact, fact->value);
    }
    if (a->city->n_sites > 0) add_ratio(b, BRIDGE_REACHED, NULL, (double)NAN);
}

/* ---- rows ---- */

/* kWh a day of a class at the outlet, all places. */
static double all_places(const struct demand *d, int c, int y)
{
    const struct class_energy *e = &d->energy[c * d->n_years + y];

    return e->depot + e->home + e->work + demand_class_public(d, c, FAST, y) +
           demand_class_public(d, c, SLOW, y);
}

bool bridge_counts(const struct fleet *fleet, const struct demand *demand,
                   enum bridge_count count, int c, int y)
{
    if (fleet->visitor[c]) return false;
    return count != BRIDGE_NO_DEPOT ||
           demand->energy[c * demand->n_years + y].depot <= 0.5 * all_places(demand, c, y);
}

/* Adds what a class has to a row. */
static void add_class(const struct building *a, struct bridge_row *row, int c)
{
    int y = row->year_index;
    double part = row->count == BRIDGE_BEV ? a->fleet->bev_share[c * a->fleet->n_years + y] : 1;

    row->vehicles += fleet_stock(a->fleet, c, y) * part;
    for (enum service v = FAST; v < N_SERVICES; v++)
        row->kwh += row->count == BRIDGE_BEV ? demand_class_bev(a->demand, c, v, y)
                                             : demand_class_public(a->demand, c, v, y);
}

/* The latest state until a year, which the first network always is. */
static const struct network *standing(const struct building *a, int y)
{
    const struct network *n = a->network[0];

    for (int k = 1; k < a->n_networks; k++)
        if (a->network[k]->year_index <= y) n = a->network[k];
    return n;
}

/* (1), (2), (3). */
static void conclude(const struct building *a, struct bridge_row *row, double ev_per_charger)
{
    const struct demand_totals *t = &a->demand->totals[row->year_index];
    double public_kwh = t->public_kwh[FAST] + t->public_kwh[SLOW];
    double mix_kw = a->out->mix_kw[row->year_index];
    double vehicles = row->vehicles > 0 ? row->vehicles : (double)NAN;

    row->kwh_share = public_kwh > 0 ? fmin(1, row->kwh / public_kwh) : (double)NAN;
    row->ev_per_charger = ev_per_charger;
    row->chargers = vehicles / ev_per_charger;
    row->kwh_per_charger = row->kwh / vehicles * ev_per_charger;
    row->use_slow = row->kwh_per_charger / (BRIDGE_SLOW_KW * DAY_HOURS);
    row->use_mix = row->kwh_per_charger / (mix_kw * DAY_HOURS);
    row->kw_per_ev_slow = BRIDGE_SLOW_KW / ev_per_charger;
    row->kw_per_ev_mix = mix_kw / ev_per_charger;
}

/* All who are counted, then each class, at each ratio. What is reached is of all who are
 * counted, for the classes too. */
static void fill_count(struct building *a, int y, enum bridge_count count, int chargers)
{
    struct bridge *b = a->out;
    double reached = (double)NAN;

    for (int c = -1; c < a->fleet->n_classes; c++) {
        struct bridge_row row = {.year_index = y, .count = count, .class_index = c};

        if (c >= 0 && !bridge_counts(a->fleet, a->demand, count, c, y)) continue;
        if (c >= 0) add_class(a, &row, c);
        for (int k = 0; k < a->fleet->n_classes && c < 0; k++)
            if (bridge_counts(a->fleet, a->demand, count, k, y)) add_class(a, &row, k);
        if (c < 0 && chargers > 0) reached = row.vehicles / chargers;
        for (int k = 0; k < b->n_ratios; k++) {
            row.ratio = k;
            b->row[b->n_rows] = row;
            conclude(a, &b->row[b->n_rows++],
                     b->ratio[k].source == BRIDGE_REACHED ? reached
                                                          : b->ratio[k].ev_per_charger);
        }
    }
}

static enum err fill(struct building *a, struct error *err)
{
    struct bridge *b = a->out;
    size_t n_years = (size_t)a->fleet->n_years, n_classes = (size_t)a->fleet->n_classes;

    b->mix_kw = calloc(n_years + 1, sizeof *b->mix_kw);
    b->row = calloc(n_years * N_BRIDGE_COUNTS * (n_classes + 1) * (size_t)b->n_ratios + 1,
                    sizeof *b->row);
    if (b->mix_kw == NULL || b->row == NULL) return error_nomem(err, "the bridge");
    for (int y = 0; y < a->fleet->n_years; y++) {
        struct supply_count count = supply_count(a->s, a->city, standing(a, y));

        b->mix_kw[y] =
            count.public_chargers > 0 ? count.public_kw / count.public_chargers : (double)NAN;
        for (enum bridge_count k = BRIDGE_ALL; k < N_BRIDGE_COUNTS; k++)
            fill_count(a, y, k, count.public_chargers);
    }
    return ERR_OK;
}

enum err bridge_create(struct bridge **out, const struct scenario *s, const struct city *city,
                       const struct fleet *fleet, const struct demand *demand,
                       const struct plans *plans, const struct rules *rules, int n_networks,
                       struct network *const networks[], struct error *err)
{
    struct building a = {
        calloc(1, sizeof *a.out), s, city, fleet, demand, n_networks, networks};
    enum err code;

    if (a.out == NULL) return error_nomem(err, "the bridge");
    fill_ratios(&a, plans, rules);
    code = fill(&a, err);
    if (code != ERR_OK) {
        bridge_free(a.out);
        return code;
    }
    *out = a.out;
    return ERR_OK;
}

void bridge_free(struct bridge *b)
{
    if (b == NULL) return;
    free(b->row);
    free(b->mix_kw);
    free(b);
}

const struct bridge_row *bridge_find(const struct bridge *b, int year_index,
                                     enum bridge_count count, int class_index, int ratio)
{
    for (int k = 0; k < b->n_rows; k++) {
        const struct bridge_row *row = &b->row[k];

        if (row->year_index == year_index && row->count == count &&
            row->class_index == class_index && row->ratio == ratio)
            return row;
    }
    return NULL;
}

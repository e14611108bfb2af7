/* sizing_chargers.h - how many chargers a site gets: within bays and kW, for a load, for money.
 *
 * Only sites built by a plan get chargers, and only of the two new kinds; what stood before any
 * plan stays as it is. So a pool of n chargers carries the same at every such site. */
#ifndef CHARGEPLAN_MODEL_SIZING_CHARGERS_H
#define CHARGEPLAN_MODEL_SIZING_CHARGERS_H

#include "model/network.h"

struct sizing_chargers {
    const struct scenario *s;  /* borrowed */
    const struct city *city;   /* borrowed */
    const double *power_share; /* borrowed [n_kinds] (network.h) */
    int n_sites;
    bool *grows;            /* owned [n_sites] chargers are chosen here */
    bool *is_new;           /* owned [n_sites] not open before */
    struct site_room *room; /* owned [n_sites] for chargers beside those that stand */
    int kind[N_SERVICES];   /* new kinds; -1: none */
    int *base[N_SERVICES];  /* owned [n_sites] chargers of the kind that stand already */
    int *count[N_SERVICES]; /* owned [n_sites] chargers chosen, those of base included */
    int n_table;
    double
        *table[N_SERVICES]; /* owned [n_table] load of so many chargers; NAN: not yet known */
};

/* For sites `open` in the plan; net is the state before; power_share of its year (network.h).
 * Own it: sizing_chargers_free(*out). */
enum err sizing_chargers_create(struct sizing_chargers **out, const struct scenario *s,
                                const struct city *city, const double power_share[],
                                const struct network *net, const bool open[],
                                struct error *err);
void sizing_chargers_free(struct sizing_chargers *c); /* NULL is fine */

/* Most chargers of a service that a site takes beside `other` ones of the other service. */
int sizing_chargers_most(const struct sizing_chargers *c, int site, enum service v, int other);

/* Load that n chargers carry: FAST kWh/h, SLOW erlangs. n below n_table. */
double sizing_chargers_carry(struct sizing_chargers *c, enum service v, int n);

/* Sets count[v][site] to the fewest that carry a load, between base and `most`; at least one
 * fast charger where one fits. */
void sizing_chargers_choose(struct sizing_chargers *c, enum service v, int site, double load,
                            int most);

/* Fills sites up to station_min chargers with the cheaper kind that still fits. */
void sizing_chargers_fill_up(struct sizing_chargers *c);

/* Takes chargers away until the money is enough: where the least energy is lost per money
 * saved, then at the lower site. used and kwh are what each site carries. Least equipment
 * stays. */
void sizing_chargers_keep_budget(struct sizing_chargers *c, double *const used[N_SERVICES],
                                 double *const kwh[N_SERVICES], double budget);

#endif

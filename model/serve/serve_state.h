/* serve_state.h - a plan of rule_then_serve under search; private to the serve_*.c files.
 *
 * Sites are opened and closed one by one; the demand that is left, the value and the money
 * follow. A few sites at a time (the local ones) can be saved and put back. */
#ifndef CHARGEPLAN_MODEL_SERVE_STATE_H
#define CHARGEPLAN_MODEL_SERVE_STATE_H

#include <stdint.h>

#include "model/serve/serve_menu.h"

enum { LOCAL_MOST = 24 };

/* What a site serves of an item. */
struct given {
    int item;
    double load; /* > 0 */
};

struct serve_search {
    const struct serve_net *net;     /* borrowed */
    struct serve_menu *menu;         /* owned */
    int *size;                       /* [n_sites] -1: closed */
    double *left[N_SERVICES];        /* [n_items] load not served yet */
    struct given *given[N_SERVICES]; /* [n_pairs] a site's begin where its row of pairs does */
    int *n_given[N_SERVICES];        /* [n_sites] */
    int *cover;                      /* [n_rows] open sites of the row */
    double value, cost;
    int *best; /* [n_sites] sizes of the best plan found */
    double best_value, best_cost;
    bool has_best;
    uint64_t random;
    double warmth;   /* share of the value that a round may lose at its start */
    double *gain;    /* scratch: worth of each level of one site */
    double *ratio;   /* scratch [n_sites] of filling up */
    int *saved_size; /* scratch of a round */
    int saved_n[N_SERVICES][LOCAL_MOST];
    struct given *saved[N_SERVICES];
    double *flow[N_SERVICES]; /* scratch [n_pairs] of serve_flow */
    int local[LOCAL_MOST], n_local;
};

/* Items in reach of a site. */
int serve_state_row(const struct serve_side *d, int site);
/* Worth of each capacity level of a site on the demand that is left: gain[levels]. */
void serve_state_gains(const struct serve_search *s, enum service v, int site, double *gain);
/* Best size of a closed site at a price of money; -1 where none fits into the money left.
 * *profit receives energy less price x money. */
int serve_state_best_size(const struct serve_search *s, int site, double price, double money,
                          double *profit);
/* An open site serves a load of an item. */
void serve_state_give(struct serve_search *s, enum service v, int site, int item, double load);
void serve_state_open(struct serve_search *s, int site, int size);
void serve_state_close(struct serve_search *s, int site); /* a closed one is fine */
void serve_state_clear(struct serve_search *s);           /* closes all */
double serve_state_money(const struct serve_search *s);   /* left of the budget */
/* Keeps the local sites as they are, and puts them back. */
void serve_state_save(struct serve_search *s);
void serve_state_restore(struct serve_search *s);
/* Core rule rows and districts of a closed site that lack open sites. */
int serve_state_rows_unmet(const struct serve_search *s, int site);
/* Is a closed site needed, alone, by its status or by such a row? */
bool serve_state_needed(const struct serve_search *s, int site);
/* Is a closed site too near to an open one? */
bool serve_state_blocked(const struct serve_search *s, int site);

#endif

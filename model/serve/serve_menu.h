/* serve_menu.h - the sizes of a site ordered so that the best one is found without looking at
 * all; private to the serve_*.c files.
 *
 * A row holds the sizes of one fast capacity, slow capacity rising. Where the money of a size
 * is a fast part and a slow part, as of whole chargers, the best slow part of a row is that of
 * all slow parts up to the row's last: F + L steps find the best of F x L sizes. */
#ifndef CHARGEPLAN_MODEL_SERVE_MENU_H
#define CHARGEPLAN_MODEL_SERVE_MENU_H

#include "model/serve/serve_net.h"

struct menu_row {
    int first, n; /* sizes list[first .. first + n - 1] */
    int fast;     /* fast level of all */
    int low;      /* slow level of the first; the next ones follow without a gap. -1: a gap */
};

struct serve_menu {
    int *row_start; /* owned [n_sites + 1] */
    struct menu_row *row;
    int *list;         /* owned [n sizes] index into in->size; the cheapest of equal ones */
    double *cost;      /* owned [n sizes] money, beside list */
    double *slow_cost; /* owned [slow levels] money of the slow part; NAN: not known */
    bool *splits;      /* owned [n_sites] money is the sum of two parts */
    double *profit;    /* scratch [slow levels of one site] worth less price x money */
    int *top;          /* scratch: best slow level up to each one */
};

/* Own it: serve_menu_free(). The levels of the net have to stand. Errors: ERR_NOMEM. */
enum err serve_menu_create(struct serve_menu **out, const struct serve_net *net,
                           struct error *err);
void serve_menu_free(struct serve_menu *menu);

/* The size of most worth less price x money that costs at most `money`, the first of several;
 * -1: none fits.
 *
 *   fast, slow   worth of each level of the site
 *   *profit      worth less price x money of that size */
int serve_menu_best(struct serve_menu *menu, const struct serve_net *net, int site,
                    const double fast[], const double slow[], double price, double money,
                    double *profit);

#endif

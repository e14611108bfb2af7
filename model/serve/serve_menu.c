/* serve_menu.c - rows of sizes by fast capacity; see serve_menu.h. */
#include "model/serve/serve_menu.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct place {
    int fast, slow, size;
    double cost;
};

static int by_levels_then_cost(const void *pa, const void *pb)
{
    const struct place *a = pa, *b = pb;

    if (a->fast != b->fast) return a->fast < b->fast ? -1 : 1;
    if (a->slow != b->slow) return a->slow < b->slow ? -1 : 1;
    if (a->cost != b->cost) return a->cost < b->cost ? -1 : 1;
    return (a->size > b->size) - (a->size < b->size);
}

/* The rows of one site from its sorted places; returns how many sizes are listed. */
static int add_rows(struct serve_menu *menu, int site, const struct place *p, int n, int listed)
{
    int at = menu->row_start[site];

    for (int k = 0; k < n; k++) {
        if (k == 0 || p[k].fast != p[k - 1].fast) {
            menu->row[at++] = (struct menu_row){listed, 1, p[k].fast, p[k].slow};
        } else {
            struct menu_row *row = &menu->row[at - 1];

            if (p[k].slow == p[k - 1].slow) continue; /* no more than the one before, dearer */
            if (p[k].slow != p[k - 1].slow + 1) row->low = -1;
            row->n++;
        }
        menu->cost[listed] = p[k].cost;
        menu->list[listed++] = p[k].size;
    }
    menu->row_start[site + 1] = at;
    return listed;
}

/* Finds the slow parts row by row: a row that shares a level with those before tells its own
 * fast part, and with it the slow parts of its other levels. */
static bool find_parts(const struct serve_menu *menu, int site, double *part)
{
    for (int r = menu->row_start[site]; r < menu->row_start[site + 1]; r++) {
        const struct menu_row *row = &menu->row[r];
        const double *cost = menu->cost + row->first;
        double base = r == menu->row_start[site] ? 0 : (double)NAN;

        if (row->low < 0) return false;
        for (int k = 0; k < row->n && isnan(base); k++)
            base = cost[k] - part[row->low + k];
        if (isnan(base)) return false;
        for (int k = 0; k < row->n; k++) {
            if (isnan(part[row->low + k])) part[row->low + k] = cost[k] - base;
            if (fabs(base + part[row->low + k] - cost[k]) > 1e-9 * (1 + fabs(cost[k])))
                return false;
        }
    }
    return true;
}

static enum err fill(struct serve_menu *menu, const struct serve_net *net, struct error *err)
{
    const struct serve_input *in = net->in;
    int n_sizes = in->size_start[in->n_sites], listed = 0;
    struct place *p = malloc(((size_t)n_sizes + 1) * sizeof *p);

    if (!p) return error_nomem(err, "the sizes of rule_then_serve");
    for (int s = 0; s < in->n_sites; s++) {
        int first = in->size_start[s], n = in->size_start[s + 1] - first;

        for (int k = 0; k < n; k++)
            p[k] = (struct place){net->size_level[FAST][first + k],
                                  net->size_level[SLOW][first + k], first + k,
                                  in->size[first + k].cost};
        qsort(p, (size_t)n, sizeof *p, by_levels_then_cost);
        listed = add_rows(menu, s, p, n, listed);
        menu->splits[s] = find_parts(menu, s, menu->slow_cost + net->side[SLOW].level_start[s]);
    }
    free(p);
    return ERR_OK;
}

enum err serve_menu_create(struct serve_menu **out, const struct serve_net *net,
                           struct error *err)
{
    const struct serve_input *in = net->in;
    size_t n_sizes = (size_t)in->size_start[in->n_sites] + 1;
    struct serve_menu *menu = calloc(1, sizeof *menu);
    enum err code = ERR_OK;

    if (!menu) return error_nomem(err, "the sizes of rule_then_serve");
    menu->row_start = calloc((size_t)in->n_sites + 1, sizeof *menu->row_start);
    menu->row = malloc(n_sizes * sizeof *menu->row);
    menu->list = malloc(n_sizes * sizeof *menu->list);
    menu->cost = malloc(n_sizes * sizeof *menu->cost);
    menu->profit = malloc(n_sizes * sizeof *menu->profit);
    menu->slow_cost = malloc(n_sizes * sizeof *menu->slow_cost);
    menu->splits = calloc((size_t)in->n_sites + 1, sizeof *menu->splits);
    menu->top = malloc(n_sizes * sizeof *menu->top);
    if (!menu->row_start || !menu->row || !menu->list || !menu->slow_cost || !menu->splits ||
        !menu->top || !menu->cost || !menu->profit) {
        code = error_nomem(err, "the sizes of rule_then_serve");
    } else {
        for (size_t k = 0; k < n_sizes; k++)
            menu->slow_cost[k] = NAN;
        code = fill(menu, net, err);
    }
    if (code != ERR_OK) {
        serve_menu_free(menu);
        return code;
    }
    *out = menu;
    return ERR_OK;
}

void serve_menu_free(struct serve_menu *menu)
{
    if (!menu) return;
    free(menu->row_start);
    free(menu->row);
    free(menu->list);
    free(menu->cost);
    free(menu->profit);
    free(menu->slow_cost);
    free(menu->splits);
    free(menu->top);
    free(menu);
}

/* The best size so far. */
struct best {
    int size;
    double profit;
};

static void consider(struct best *best, int size, double profit)
{
    if (best->size >= 0 && profit <= best->profit) return;
    best->size = size;
    best->profit = profit;
}

static void look_at_all(const struct serve_menu *menu, const struct serve_net *net,
                        const struct menu_row *row, const double fast[], const double slow[],
                        double price, double money, struct best *best)
{
    for (int k = row->first; k < row->first + row->n; k++) {
        int size = menu->list[k];

        if (menu->cost[k] <= money)
            consider(best, size,
                     fast[row->fast] + slow[net->size_level[SLOW][size]] -
                         price * menu->cost[k]);
    }
}

/* Best slow level up to each one of a site, its money included. */
static void find_tops(struct serve_menu *menu, const double part[], const double slow[], int n,
                      double price)
{
    int best = 0;

    for (int k = 0; k < n; k++) {
        menu->profit[k] = slow[k] - price * part[k];
        if (menu->profit[k] > menu->profit[best]) best = k;
        menu->top[k] = best;
    }
}

/* Best slow level of a row within the money, its place in the row; -1: none. */
static int best_in_row(const struct serve_menu *menu, const struct menu_row *row, double money)
{
    const double *cost = menu->cost + row->first;
    int last = row->n - 1, best = 0;

    while (last >= 0 && cost[last] > money)
        last--;
    if (last < 0) return -1;
    if (row->low == 0) return menu->top[last];
    for (int k = 1; k <= last; k++)
        if (menu->profit[row->low + k] > menu->profit[row->low + best]) best = k;
    return best;
}

int serve_menu_best(struct serve_menu *menu, const struct serve_net *net, int site,
                    const double fast[], const double slow[], double price, double money,
                    double *profit)
{
    const struct serve_side *d = &net->side[SLOW];
    int n_slow = d->level_start[site + 1] - d->level_start[site];
    struct best best = {-1, 0};

    if (menu->splits[site])
        find_tops(menu, menu->slow_cost + d->level_start[site], slow, n_slow, price);
    for (int r = menu->row_start[site]; r < menu->row_start[site + 1]; r++) {
        const struct menu_row *row = &menu->row[r];
        int at;

        if (!menu->splits[site]) {
            look_at_all(menu, net, row, fast, slow, price, money, &best);
            continue;
        }
        at = best_in_row(menu, row, money);
        if (at >= 0)
            consider(&best, menu->list[row->first + at],
                     fast[row->fast] + slow[row->low + at] -
                         price * menu->cost[row->first + at]);
    }
    if (best.size >= 0) *profit = best.profit;
    return best.size;
}

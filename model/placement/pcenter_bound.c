/* pcenter_bound.c - a bound of the set cover within a distance that costs one look at
 * the pairs: of zones that share no site within it each needs a site of its own. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/placement/pcenter.h"

struct few {
    int n, zone;
};

static int compare_few(const void *a, const void *b)
{
    const struct few *x = a, *y = b;

    if (x->n != y->n) return x->n < y->n ? -1 : 1;
    return x->zone < y->zone ? -1 : x->zone > y->zone;
}

/* Candidates of a zone within the distance; -1: it needs none. */
static int n_within(const struct pcenter *c, int z, double within_m)
{
    const struct reach *r = c->in->reach;
    int n = 0;

    if (c->in->weight[z] <= 0) return -1;
    for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++) {
        if (r->way[k] > within_m) continue;
        if (placement_task_forced(c->in->status[r->site[k]])) return -1;
        n += c->t->number[r->site[k]] >= 0;
    }
    return n;
}

/* Least price of a site of the zone; INFINITY where one serves a zone before: none is its own.
 */
static double own_price(const struct pcenter *c, int z, double within_m)
{
    const struct reach *r = c->in->reach;
    double least = INFINITY;

    for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++) {
        int s = r->site[k], number = c->t->number[s];

        if (number < 0 || r->way[k] > within_m) continue;
        if (c->scratch[s]) return INFINITY;
        least = fmin(least, c->t->price[number]);
    }
    return least;
}

enum err pcenter_pack(struct pcenter *c, double within_m, double *bound, struct error *err)
{
    const struct reach *r = c->in->reach;
    struct few *order = malloc(((size_t)r->n_zones + 1) * sizeof *order);
    int n = 0;

    if (order == NULL) return error_nomem(err, "a bound of the p-centre problem");
    *bound = 0;
    for (int z = 0; z < r->n_zones; z++) {
        int length = n_within(c, z, within_m);

        if (length == 0) *bound = INFINITY; /* nothing can serve it */
        if (length > 0) order[n++] = (struct few){length, z};
    }
    qsort(order, (size_t)n, sizeof *order, compare_few);
    memset(c->scratch, 0, (size_t)r->n_sites * sizeof *c->scratch);
    for (int i = 0; i < n; i++) {
        int z = order[i].zone;
        double price = own_price(c, z, within_m);

        if (isinf(price)) continue;
        *bound += price;
        for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++)
            c->scratch[r->site[k]] |= r->way[k] <= within_m;
    }
    free(order);
    return ERR_OK;
}

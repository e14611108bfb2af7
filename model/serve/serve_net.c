/* serve_net.c - prepares rule_then_serve: merged items, rows both ways, levels. */
#include "model/serve/serve_net.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int serve_net_compare(const int *a, int n_a, const int *b, int n_b)
{
    for (int k = 0; k < n_a && k < n_b; k++)
        if (a[k] != b[k]) return a[k] < b[k] ? -1 : 1;
    return (n_a > n_b) - (n_a < n_b);
}

static int by_density_then_sites(const void *pa, const void *pb)
{
    const struct serve_key *a = pa, *b = pb;
    int order;

    if (a->density != b->density) return a->density > b->density ? -1 : 1;
    order = serve_net_compare(a->sites, a->n_sites, b->sites, b->n_sites);
    return order ? order : (a->zone > b->zone) - (a->zone < b->zone);
}

/* Densities that differ by rounding only are equal: 40 bits of the fraction are kept. */
static double rounded(double x)
{
    int exponent;
    double fraction = frexp(x, &exponent);

    return ldexp(round(ldexp(fraction, 40)), exponent - 40);
}

bool serve_net_counts(const struct serve_input *in, int s)
{
    return in->size_start[s] < in->size_start[s + 1];
}

/* Keys of the zones with demand, their rows holding only sites that can stand; `pool` receives
 * the rows. Returns how many. */
static int collect_keys(const struct serve_input *in, enum service v, struct serve_key *key,
                        int *pool)
{
    const struct reach *reach = in->reach[v];
    int n = 0, used = 0;

    for (int z = 0; z < in->n_zones; z++) {
        int first = used;

        if (!(in->kwh[v][z] > 0) || !(in->load[v][z] > 0)) continue;
        for (int k = reach->row_start[z]; k < reach->row_start[z + 1]; k++)
            if (serve_net_counts(in, reach->site[k])) pool[used++] = reach->site[k];
        if (used == first) continue;
        key[n++] = (struct serve_key){pool + first, used - first, z,
                                      rounded(in->kwh[v][z] / in->load[v][z])};
    }
    return n;
}

static enum err side_allocate(struct serve_side *d, int n_items, int n_zones, int n_pairs,
                              int n_sites, struct error *err)
{
    size_t items = (size_t)n_items + 1, pairs = (size_t)n_pairs + 1;

    d->n_items = n_items;
    d->n_pairs = n_pairs;
    d->kwh = calloc(items, sizeof *d->kwh);
    d->load = calloc(items, sizeof *d->load);
    d->density = calloc(items, sizeof *d->density);
    d->zone_start = calloc(items, sizeof *d->zone_start);
    d->zone = calloc((size_t)n_zones + 1, sizeof *d->zone);
    d->item_start = calloc(items, sizeof *d->item_start);
    d->item_site = calloc(pairs, sizeof *d->item_site);
    d->item_pair = calloc(pairs, sizeof *d->item_pair);
    d->site_start = calloc((size_t)n_sites + 2, sizeof *d->site_start);
    d->site_item = calloc(pairs, sizeof *d->site_item);
    if (!d->kwh || !d->load || !d->density || !d->zone_start || !d->zone || !d->item_start ||
        !d->item_site || !d->item_pair || !d->site_start || !d->site_item)
        return error_nomem(err, "the demand of rule_then_serve");
    return ERR_OK;
}

static bool same_item(const struct serve_key *a, const struct serve_key *b)
{
    return a->density == b->density &&
           serve_net_compare(a->sites, a->n_sites, b->sites, b->n_sites) == 0;
}

/* Rows of sites from the rows of items, items rising within a site. */
static void side_transpose(struct serve_side *d, int n_sites)
{
    for (int k = 0; k < d->n_pairs; k++)
        d->site_start[d->item_site[k] + 2]++;
    for (int s = 0; s < n_sites; s++)
        d->site_start[s + 2] += d->site_start[s + 1];
    for (int i = 0; i < d->n_items; i++)
        for (int k = d->item_start[i]; k < d->item_start[i + 1]; k++) {
            int place = d->site_start[d->item_site[k] + 1]++;

            d->site_item[place] = i;
            d->item_pair[k] = place;
        }
}

static void side_fill(struct serve_side *d, const struct serve_input *in, enum service v,
                      const struct serve_key *key, int n_keys)
{
    int i = -1, pairs = 0;

    for (int k = 0; k < n_keys; k++) {
        if (k == 0 || !same_item(&key[k - 1], &key[k])) {
            i++;
            d->zone_start[i] = k;
            d->item_start[i] = pairs;
            for (int j = 0; j < key[k].n_sites; j++)
                d->item_site[pairs++] = key[k].sites[j];
        }
        d->zone[k] = key[k].zone;
        d->kwh[i] += in->kwh[v][key[k].zone];
        d->load[i] += in->load[v][key[k].zone];
        d->total_kwh += in->kwh[v][key[k].zone];
    }
    for (int k = 0; k < d->n_items; k++)
        d->density[k] = d->kwh[k] / d->load[k];
    d->zone_start[d->n_items] = n_keys;
    d->item_start[d->n_items] = pairs;
    side_transpose(d, in->n_sites);
}

static enum err side_create(struct serve_side *d, const struct serve_input *in, enum service v,
                            struct error *err)
{
    const struct reach *reach = in->reach[v];
    struct serve_key *key = calloc((size_t)in->n_zones + 1, sizeof *key);
    int *pool = calloc((size_t)reach->row_start[in->n_zones] + 1, sizeof *pool);
    enum err code;
    int n_keys, n_items = 0, n_pairs = 0;

    if (!key || !pool) {
        code = error_nomem(err, "the demand of rule_then_serve");
        goto done;
    }
    n_keys = collect_keys(in, v, key, pool);
    qsort(key, (size_t)n_keys, sizeof *key, by_density_then_sites);
    for (int k = 0; k < n_keys; k++)
        if (k == 0 || !same_item(&key[k - 1], &key[k])) {
            n_items++;
            n_pairs += key[k].n_sites;
        }
    code = side_allocate(d, n_items, n_keys, n_pairs, in->n_sites, err);
    if (code == ERR_OK) side_fill(d, in, v, key, n_keys);
done:
    free(key);
    free(pool);
    return code;
}

static int by_value(const void *pa, const void *pb)
{
    double a = *(const double *)pa, b = *(const double *)pb;

    return (a > b) - (a < b);
}

/* The distinct capacities of each site, and each size's place among them. */
static enum err levels_create(struct serve_net *net, enum service v, struct error *err)
{
    const struct serve_input *in = net->in;
    struct serve_side *d = &net->side[v];
    int n_sizes = in->size_start[in->n_sites], used = 0;

    d->level_start = calloc((size_t)in->n_sites + 1, sizeof *d->level_start);
    d->level = calloc((size_t)n_sizes + 1, sizeof *d->level);
    net->size_level[v] = calloc((size_t)n_sizes + 1, sizeof *net->size_level[v]);
    if (!d->level_start || !d->level || !net->size_level[v])
        return error_nomem(err, "the sizes of rule_then_serve");
    for (int s = 0; s < in->n_sites; s++) {
        int first = used, n = in->size_start[s + 1] - in->size_start[s], kept = 0;
        double *level = d->level + first;

        d->level_start[s] = first;
        for (int k = 0; k < n; k++)
            level[k] = in->size[in->size_start[s] + k].capacity[v];
        qsort(level, (size_t)n, sizeof *level, by_value);
        for (int k = 0; k < n; k++)
            if (k == 0 || level[k] != level[kept - 1]) level[kept++] = level[k];
        used += kept;
        for (int k = in->size_start[s]; k < in->size_start[s + 1]; k++) {
            double *found =
                bsearch(&in->size[k].capacity[v], level, (size_t)kept, sizeof *level, by_value);

            net->size_level[v][k] = (int)(found - level);
        }
    }
    d->level_start[in->n_sites] = used;
    return ERR_OK;
}

static enum err sites_create(struct serve_net *net, struct error *err)
{
    const struct serve_input *in = net->in;

    net->must_open = calloc((size_t)in->n_sites + 1, sizeof *net->must_open);
    net->cheapest = calloc((size_t)in->n_sites + 1, sizeof *net->cheapest);
    if (!net->must_open || !net->cheapest) return error_nomem(err, "rule_then_serve");
    for (int s = 0; s < in->n_sites; s++) {
        net->must_open[s] = in->status[s] == SITE_EXISTING || in->status[s] == SITE_REQUIRED;
        net->cheapest[s] = -1;
        for (int k = in->size_start[s]; k < in->size_start[s + 1]; k++)
            if (net->cheapest[s] < 0 || in->size[k].cost < in->size[net->cheapest[s]].cost)
                net->cheapest[s] = k;
    }
    return ERR_OK;
}

enum err serve_net_create(struct serve_net **out, const struct serve_input *in,
                          struct error *err)
{
    struct serve_net *net = calloc(1, sizeof *net);
    enum err code;

    if (!net) return error_nomem(err, "rule_then_serve");
    net->in = in;
    code = sites_create(net, err);
    for (enum service v = FAST; v < N_SERVICES && code == ERR_OK; v++) {
        code = side_create(&net->side[v], in, v, err);
        if (code == ERR_OK) code = levels_create(net, v, err);
    }
    if (code == ERR_OK) code = serve_rows_create(net, err);
    if (code != ERR_OK) {
        serve_net_free(net);
        return code;
    }
    *out = net;
    return ERR_OK;
}

void serve_net_free(struct serve_net *net)
{
    if (!net) return;
    for (enum service v = FAST; v < N_SERVICES; v++) {
        struct serve_side *d = &net->side[v];

        free(d->kwh);
        free(d->load);
        free(d->density);
        free(d->zone_start);
        free(d->zone);
        free(d->item_start);
        free(d->item_site);
        free(d->item_pair);
        free(d->site_start);
        free(d->site_item);
        free(d->level_start);
        free(d->level);
        free(net->size_level[v]);
    }
    free(net->row_need);
    free(net->row_start);
    free(net->row_site);
    free(net->site_row_start);
    free(net->site_row);
    free(net->must_open);
    free(net->cheapest);
    free(net);
}

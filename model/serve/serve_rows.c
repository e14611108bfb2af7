/* serve_rows.c - the rows of rule_then_serve over sites: core rule (6), districts (7) and
 * cliques of sites too near to one another (8). */
#include <stdlib.h>
#include <string.h>

#include "model/cover/cover.h"
#include "model/serve/serve_net.h"

/* Is the sorted set a within the sorted set b? */
static bool is_subset(const int *a, int n_a, const int *b, int n_b)
{
    int k = 0;

    for (int j = 0; j < n_b && k < n_a; j++)
        if (a[k] == b[j]) k++;
    return k == n_a;
}

static int by_length_then_sites(const void *pa, const void *pb)
{
    const struct serve_key *a = pa, *b = pb;
    int order;

    if (a->n_sites != b->n_sites) return a->n_sites < b->n_sites ? -1 : 1;
    order = serve_net_compare(a->sites, a->n_sites, b->sites, b->n_sites);
    return order ? order : (a->zone > b->zone) - (a->zone < b->zone);
}

/* A row that holds an earlier (shorter) row's set is met with it. */
static bool row_needed(const struct serve_net *net, const struct serve_key *row)
{
    for (int k = 0; k < row->n_sites; k++) {
        int s = row->sites[k];

        for (int r = net->site_row_start[s]; r >= 0; r = net->site_row[r]) {
            int first = net->row_start[r];

            if (is_subset(net->row_site + first, net->row_start[r + 1] - first, row->sites,
                          row->n_sites))
                return false;
        }
    }
    return true;
}

/* Core rows that no open site meets; rows without any site are left out (they are told by the
 * caller). While rows are chosen, site_row_start and site_row chain each row at its first site.
 */
static void rows_choose(struct serve_net *net, struct serve_key *key, int n_keys)
{
    const struct serve_input *in = net->in;
    int used = 0;

    for (int s = 0; s < in->n_sites; s++)
        net->site_row_start[s] = -1;
    for (int k = 0; k < n_keys; k++) {
        int r = net->n_rows;

        if (!row_needed(net, &key[k])) continue;
        net->row_start[r] = used;
        memcpy(net->row_site + used, key[k].sites, (size_t)key[k].n_sites * sizeof(int));
        used += key[k].n_sites;
        net->row_start[r + 1] = used;
        net->row_need[r] = 1;
        net->site_row[r] = net->site_row_start[key[k].sites[0]];
        net->site_row_start[key[k].sites[0]] = r;
        net->n_rows++;
    }
}

static int collect_rows(const struct serve_net *net, struct serve_key *key, int *pool)
{
    const struct serve_input *in = net->in;
    const struct reach *rule = in->rule;
    int n = 0, used = 0;

    for (int z = 0; rule && z < in->n_zones; z++) {
        int first = used;
        bool met = false;

        for (int k = rule->row_start[z]; k < rule->row_start[z + 1]; k++) {
            int s = rule->site[k];

            if (net->must_open[s] && serve_net_counts(in, s)) met = true;
            if (serve_net_counts(in, s)) pool[used++] = s;
        }
        if (met || used == first)
            used = first;
        else
            key[n++] = (struct serve_key){pool + first, used - first, z, 0};
    }
    return n;
}

/* Rows by site, from the rows. */
static enum err turn_rows(struct serve_net *net, struct error *err)
{
    size_t n_sites = (size_t)net->in->n_sites;
    int *place = calloc(n_sites + 1, sizeof *place);

    if (!place) return error_nomem(err, "the rows of rule_then_serve");
    memset(net->site_row_start, 0, (n_sites + 2) * sizeof *net->site_row_start);
    for (int k = 0; k < net->row_start[net->n_rows]; k++)
        net->site_row_start[net->row_site[k] + 1]++;
    for (size_t s = 0; s < n_sites; s++)
        net->site_row_start[s + 1] += net->site_row_start[s];
    memcpy(place, net->site_row_start, n_sites * sizeof *place);
    for (int r = 0; r < net->n_rows; r++)
        for (int k = net->row_start[r]; k < net->row_start[r + 1]; k++)
            net->site_row[place[net->row_site[k]]++] = r;
    free(place);
    return ERR_OK;
}

static void end_row(struct serve_net *net, int used, int need)
{
    net->row_need[net->n_rows++] = need;
    net->row_start[net->n_rows] = used;
}

/* Districts that what stands anyway leaves short. */
static void add_districts(struct serve_net *net)
{
    const struct serve_input *in = net->in;
    int used = net->row_start[net->n_rows];

    for (int d = 0; in->sides.min_per_district > 0 && d < in->sides.n_districts; d++) {
        int need = in->sides.min_per_district, first = used;

        for (int s = 0; s < in->n_sites; s++) {
            if (in->sides.site_district[s] != d || !serve_net_counts(in, s)) continue;
            if (net->must_open[s])
                need--;
            else
                net->row_site[used++] = s;
        }
        if (need > 0)
            end_row(net, used, need);
        else
            used = first;
    }
}

/* Cliques of candidates; those too near to a site that stands anyway have no sizes here. */
static enum err find_cliques(const struct serve_net *net, struct reach **out, struct error *err)
{
    const struct serve_input *in = net->in;
    bool *usable = NULL;
    enum err code;

    *out = NULL;
    if (!in->sides.too_near) return ERR_OK;
    usable = calloc((size_t)in->n_sites + 1, sizeof *usable);
    if (!usable) return error_nomem(err, "the spacing of rule_then_serve");
    for (int s = 0; s < in->n_sites; s++)
        usable[s] = serve_net_counts(in, s) && !net->must_open[s];
    code = cover_cliques(out, in->sides.too_near, usable, err);
    free(usable);
    return code;
}

static void add_cliques(struct serve_net *net, const struct reach *cliques)
{
    int used = net->row_start[net->n_rows];

    for (int c = 0; cliques && c < cliques->n_zones; c++) {
        for (int k = cliques->row_start[c]; k < cliques->row_start[c + 1]; k++)
            net->row_site[used++] = cliques->site[k];
        end_row(net, used, 1);
    }
}

enum err serve_rows_create(struct serve_net *net, struct error *err)
{
    const struct serve_input *in = net->in;
    int n_keys, n_pairs = in->rule ? in->rule->row_start[in->n_zones] : 0;
    struct serve_key *key = calloc((size_t)in->n_zones + 1, sizeof *key);
    int *pool = calloc((size_t)n_pairs + 1, sizeof *pool);
    struct reach *cliques = NULL;
    enum err code = find_cliques(net, &cliques, err);
    int n_cliques = cliques ? cliques->n_zones : 0;
    size_t rows = (size_t)(in->n_zones + in->sides.n_districts + n_cliques) + 2, pairs;

    pairs = (size_t)n_pairs + (size_t)in->n_sites +
            (cliques ? (size_t)cliques->row_start[n_cliques] : 0) + 1;
    net->row_need = calloc(rows, sizeof *net->row_need);
    net->row_start = calloc(rows, sizeof *net->row_start);
    net->row_site = calloc(pairs, sizeof *net->row_site);
    net->site_row_start = calloc((size_t)in->n_sites + 2, sizeof *net->site_row_start);
    net->site_row = calloc(pairs > rows ? pairs : rows, sizeof *net->site_row);
    if (code == ERR_OK && (!key || !pool || !net->row_need || !net->row_start ||
                           !net->row_site || !net->site_row_start || !net->site_row))
        code = error_nomem(err, "the rows of rule_then_serve");
    if (code == ERR_OK) {
        n_keys = collect_rows(net, key, pool);
        qsort(key, (size_t)n_keys, sizeof *key, by_length_then_sites);
        rows_choose(net, key, n_keys);
        net->n_core = net->n_rows;
        add_districts(net);
        net->n_least = net->n_rows;
        add_cliques(net, cliques);
        code = turn_rows(net, err);
    }
    reach_free(cliques);
    free(key);
    free(pool);
    return code;
}

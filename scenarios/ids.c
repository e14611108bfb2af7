/* ids.c - see ids.h */
#include "scenarios/ids.h"

#include <stdlib.h>

#include "scenarios/text.h"

void ids_clear(struct ids *ids)
{
    names_free(ids->names);
    free(ids->id);
}

static enum err add_left(struct ids *ids, const struct city_ids *left)
{
    for (int k = 0; k < left->n; k++)
        names_add(ids->names, left->id[k], ids->n + k);
    return ERR_OK;
}

enum err ids_of_zones(struct ids *ids, const struct city *city, struct error *err)
{
    *ids = (struct ids){.what = "zone", .n = city->n_zones};
    ids->id = malloc(((size_t)ids->n + 1) * sizeof *ids->id);
    if (ids->id == NULL) return error_nomem(err, "the ids of the zones");
    TRY(names_create(&ids->names, ids->n + city->left_zones.n, err));
    for (int z = 0; z < ids->n; z++) {
        ids->id[z] = city->zone_id[z];
        names_add(ids->names, ids->id[z], z);
    }
    return add_left(ids, &city->left_zones);
}

enum err ids_of_sites(struct ids *ids, const struct city *city, struct error *err)
{
    *ids = (struct ids){.what = "site", .n = city->n_sites};
    ids->id = malloc(((size_t)ids->n + 1) * sizeof *ids->id);
    if (ids->id == NULL) return error_nomem(err, "the ids of the sites");
    TRY(names_create(&ids->names, ids->n + city->left_sites.n, err));
    for (int s = 0; s < ids->n; s++) {
        ids->id[s] = city->site[s].id;
        names_add(ids->names, ids->id[s], s);
    }
    return add_left(ids, &city->left_sites);
}

enum err ids_read(const struct ids *ids, const struct csv *csv, int row, int column, int *out,
                  struct error *err)
{
    const char *cell = csv_cell(csv, row, column), *near;

    *out = names_find(ids->names, cell);
    if (*out >= 0) return ERR_OK;
    if (*cell == '\0')
        return csv_fail(csv, row, column, err, "the cell is empty; it holds the id of a %s",
                        ids->what);
    near = text_nearest(cell, ids->n, ids->id);
    return csv_fail(csv, row, column, err, "there is no %s '%s'%s%s%s", ids->what,
                    csv_quote(cell).text, near != NULL ? "; did you mean '" : "",
                    near != NULL ? csv_quote(near).text : "", near != NULL ? "'?" : "");
}

/* Pairs in the order of their first member, later ones after earlier ones. */
static void put_in_order(int n, const int from[], int n_from, int start[], int order[])
{
    for (int k = 0; k < n; k++)
        start[from[k] + 2]++;
    for (int f = 2; f < n_from + 2; f++)
        start[f] += start[f - 1];
    for (int k = 0; k < n; k++)
        order[start[from[k] + 1]++] = k;
}

enum err ids_twice(int n, const int from[], int n_from, const int to[], int n_to, int *again,
                   int *before, struct error *err)
{
    int *start = calloc((size_t)n_from + 2, sizeof *start);
    int *order = malloc(((size_t)n + 1) * sizeof *order);
    int *last = malloc(((size_t)n_to + 1) * sizeof *last);
    enum err code = ERR_OK;

    *again = *before = -1;
    if (start == NULL || order == NULL || last == NULL) {
        code = error_nomem(err, "the pairs of a file");
        goto done;
    }
    put_in_order(n, from, n_from, start, order);
    for (int t = 0; t < n_to; t++)
        last[t] = -1;
    for (int i = 0; i < n; i++) {
        int k = order[i], other = last[to[k]];

        last[to[k]] = k;
        if (other < 0 || from[other] != from[k] || (*again >= 0 && k >= *again)) continue;
        *again = k;
        *before = other;
    }
done:
    free(start);
    free(order);
    free(last);
    return code;
}

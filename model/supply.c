/* supply.c - the supply ledger; see supply.h. */
#include "model/supply.h"

#include <stdlib.h>

static int compare_rows(const void *a, const void *b)
{
    const struct supply_row *p = a, *q = b;

    if (p->year != q->year) return p->year < q->year ? -1 : 1;
    if (p->district != q->district) return p->district < q->district ? -1 : 1;
    if (p->kind != q->kind) return p->kind < q->kind ? -1 : 1;
    if (p->access != q->access) return p->access < q->access ? -1 : 1;
    return (p->origin > q->origin) - (p->origin < q->origin);
}

/* Chargers of a kind at a site that stood there before any plan. */
static int existing_chargers(const struct city *city, const struct network *n, int site,
                             int kind)
{
    int here = n->n_chargers[site * n->n_kinds + kind], then;

    if (city->site[site].status != SITE_EXISTING) return 0;
    then = city->site[site].n_chargers[kind];
    return here < then ? here : then;
}

/* One row per site, kind and origin; equal rows are put together afterwards. */
static int add_network(struct supply_row *rows, const struct scenario *s,
                       const struct city *city, const struct network *n, const int district[])
{
    int added = 0;

    for (int i = 0; i < n->n_sites; i++) {
        for (int k = 0; k < n->n_kinds; k++) {
            int existing = existing_chargers(city, n, i, k);
            int by_rule = network_by_rule(n, i, k);
            const int count[N_ORIGINS] = {[ORIGIN_EXISTING] = existing,
                                          [ORIGIN_PLANNED] = n->n_chargers[i * n->n_kinds + k] -
                                                             existing - by_rule,
                                          [ORIGIN_BY_RULE] = by_rule};

            for (int o = 0; o < N_ORIGINS; o++) {
                if (count[o] == 0) continue;
                rows[added++] = (struct supply_row){.year = s->study.years.year[n->year_index],
                                                    .district = district[i],
                                                    .kind = k,
                                                    .access = city->site[i].access,
                                                    .origin = (enum origin)o,
                                                    .sites = 1,
                                                    .chargers = count[o],
                                                    .outlets = count[o] * s->kind[k].outlets,
                                                    .kw = count[o] * s->kind[k].power_kw};
            }
        }
    }
    return added;
}

/* The chargers by rule that the public may not use, which no network holds. */
static int add_closed(struct supply_row *rows, const struct scenario *s,
                      const struct city *city, const struct parking *p, int year_index)
{
    int added = 0;

    for (int k = 0; p != NULL && k < p->n; k++) {
        const struct building_type *b = &s->building[city->car_park[k].building];
        int n = parking_at(p, year_index, k)->chargers;

        if (parking_is_open(b) || n == 0) continue;
        rows[added++] = (struct supply_row){.year = s->study.years.year[year_index],
                                            .district = city->district[p->zone[k]],
                                            .kind = p->kind[k],
                                            .access = (enum site_access)b->access,
                                            .origin = ORIGIN_BY_RULE,
                                            .sites = 1,
                                            .chargers = n,
                                            .outlets = n * s->kind[p->kind[k]].outlets,
                                            .kw = n * s->kind[p->kind[k]].power_kw};
    }
    return added;
}

static int merge_equal(struct supply_row *rows, int n)
{
    int kept = 0;

    for (int k = 0; k < n; k++) {
        if (kept > 0 && compare_rows(&rows[kept - 1], &rows[k]) == 0) {
            rows[kept - 1].sites += rows[k].sites;
            rows[kept - 1].chargers += rows[k].chargers;
            rows[kept - 1].outlets += rows[k].outlets;
            rows[kept - 1].kw += rows[k].kw;
        } else {
            rows[kept++] = rows[k];
        }
    }
    return kept;
}

enum err supply_create(struct supply **out, const struct scenario *s, const struct city *city,
                       const struct parking *parking, int n_networks,
                       struct network *const networks[], struct error *err)
{
    size_t at_sites = (size_t)city->n_sites * (size_t)s->n_kinds * N_ORIGINS;
    size_t n = (size_t)n_networks * (at_sites + (size_t)city->n_car_parks) + 1;
    struct supply *supply = calloc(1, sizeof(*supply));
    struct supply_row *rows = malloc(n * sizeof(*rows));
    int *district = malloc(((size_t)city->n_sites + 1) * sizeof(int));
    enum err code = ERR_OK;

    if (supply == NULL || rows == NULL || district == NULL) {
        code = error_nomem(err, "the supply ledger");
        goto done;
    }
    code = network_site_zones(city, district, err);
    if (code != ERR_OK) goto done;
    for (int i = 0; i < city->n_sites; i++)
        district[i] = district[i] < 0 ? 0 : city->district[district[i]];
    for (int k = 0; k < n_networks; k++) {
        supply->n_rows += add_network(rows + supply->n_rows, s, city, networks[k], district);
        supply->n_rows +=
            add_closed(rows + supply->n_rows, s, city, parking, networks[k]->year_index);
    }
    qsort(rows, (size_t)supply->n_rows, sizeof(*rows), compare_rows);
    supply->n_rows = merge_equal(rows, supply->n_rows);
    supply->row = rows;
    *out = supply;
    supply = NULL;
    rows = NULL;
done:
    free(supply);
    free(rows);
    free(district);
    return code;
}

void supply_free(struct supply *supply)
{
    if (supply == NULL) return;
    free(supply->row);
    free(supply);
}

struct supply_count supply_count(const struct scenario *s, const struct city *city,
                                 const struct network *n)
{
    struct supply_count c = {0, 0, 0, 0, 0, 0, 0};

    for (int i = 0; i < n->n_sites; i++) {
        struct site_count here = network_count(s, n, i);
        bool station = network_is_station(s, n, i);

        c.all_stations += station;
        c.all_chargers += here.chargers;
        if (!network_serves_public(city, i)) continue;
        c.public_stations += station;
        c.public_dispersed_sites += !station && here.chargers > 0;
        c.public_chargers += here.chargers;
        c.public_outlets += here.outlets;
        c.public_kw += here.kw;
    }
    return c;
}

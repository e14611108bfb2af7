/* homes.c - what home access implies, beside building rules; see homes.h. */
#include "model/parking/homes.h"

#include <stdlib.h>

void homes_free(struct homes *h)
{
    if (h == NULL) return;
    free(h->row);
    free(h->depot);
    free(h);
}

/* Of a class: the share of its vehicles that has a home charger in each district, which a depot
 * leaves to it. share[n_districts] */
static void home_share(const struct city *city, const struct fleet_class *class, double share[])
{
    bool by_zone = class->home_by_zone && city->home_access != NULL;
    double sum = 0;

    for (int d = 0; d < city->n_districts; d++)
        share[d] = 0;
    for (int z = 0; z < city->n_zones; z++) {
        double access = by_zone ? city->home_access[z] : class->home_access;

        share[city->district[z]] += city->weight[NIGHT][z] * access;
        sum += city->weight[NIGHT][z];
    }
    for (int d = 0; d < city->n_districts; d++)
        share[d] *= (1 - class->depot_share) / sum;
}

static void fill(struct homes *h, const struct scenario *s, const struct city *city,
                 const struct fleet *fleet, const struct parking *parking, double share[])
{
    for (int c = 0; c < fleet->n_classes; c++) {
        if (fleet->visitor[c]) continue;
        home_share(city, &s->fleet[c], share);
        for (int y = 0; y < h->n_years; y++) {
            double stock = fleet_stock(fleet, c, y);

            h->depot[y] += stock * s->fleet[c].depot_share;
            for (int d = 0; d < h->n_districts; d++)
                h->row[y * h->n_districts + d].vehicles += stock * share[d];
        }
    }
    for (int y = 0; y < h->n_years; y++)
        for (int b = 0; b < s->n_buildings; b++)
            for (int d = 0; d < h->n_districts && s->building[b].access == ACCESS_PRIVATE; d++)
                h->row[y * h->n_districts + d].by_rule +=
                    parking_sum(parking, city, y, b, d, false).chargers;
}

enum err homes_create(struct homes **out, const struct scenario *s, const struct city *city,
                      const struct fleet *fleet, const struct parking *parking,
                      struct error *err)
{
    size_t districts = (size_t)city->n_districts, years = (size_t)s->study.years.n;
    struct homes *h;
    double *share;

    *out = NULL;
    if (parking == NULL) return ERR_OK;
    h = calloc(1, sizeof *h);
    share = calloc(districts + 1, sizeof *share);
    if (h != NULL) {
        h->n_years = s->study.years.n;
        h->n_districts = city->n_districts;
        h->row = calloc(years * districts + 1, sizeof *h->row);
        h->depot = calloc(years + 1, sizeof *h->depot);
    }
    if (h == NULL || share == NULL || h->row == NULL || h->depot == NULL) {
        free(share);
        homes_free(h);
        return error_nomem(err, "the home chargers");
    }
    fill(h, s, city, fleet, parking, share);
    free(share);
    *out = h;
    return ERR_OK;
}

struct homes_row homes_sum(const struct homes *h, int year_index)
{
    struct homes_row sum = {0, 0};

    for (int d = 0; d < h->n_districts; d++) {
        sum.vehicles += h->row[year_index * h->n_districts + d].vehicles;
        sum.by_rule += h->row[year_index * h->n_districts + d].by_rule;
    }
    return sum;
}

int homes_over(const struct homes *h, int year_index, int *n_over)
{
    double most = 0;
    int worst = -1;

    *n_over = 0;
    for (int d = 0; d < h->n_districts; d++) {
        const struct homes_row *r = &h->row[year_index * h->n_districts + d];
        double over = r->by_rule - r->vehicles;

        if (over <= 0) continue;
        ++*n_over;
        if (over <= most) continue;
        most = over;
        worst = d;
    }
    return worst;
}

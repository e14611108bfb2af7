/* beside.c - figures of the plans beside those of the scenario; see beside.h. */
#include "model/beside.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

/* NAN where no fact is named. */
static double sum_of(const struct plans *plans, const struct texts *ids)
{
    double sum = ids->n > 0 ? 0 : (double)NAN;

    for (int k = 0; k < ids->n; k++) {
        const struct fact *fact = plans_find(plans, ids->text[k]);

        assert(fact != NULL); /* the check of the scenario stands before every run */
        sum += fact->value;
    }
    return sum;
}

/* The fact's year where it is one of the study, else the last. */
static int year_of(const struct scenario *s, const struct fact *fact)
{
    for (int y = 0; y < s->study.years.n; y++)
        if (s->study.years.year[y] == fact->year) return y;
    return s->study.years.n - 1;
}

static void fill_required(struct beside *b, const struct requirements *requirements,
                          enum rule_kind kind)
{
    const struct requirement *area =
        requirement_find(requirements, b->year_index, -1, kind, REQUIREMENT_AREA, -1);

    if (area == NULL) return;
    b->ours = area->required;
    b->ours_added_up =
        requirement_find(requirements, b->year_index, -1, kind, REQUIREMENT_SUM, -1)->required;
}

static void fill_ours(struct beside *b, const struct scenario *s, const struct city *city,
                      const struct fleet *fleet, const struct requirements *requirements,
                      const struct network *network)
{
    b->ours = b->ours_added_up = NAN;
    switch ((enum beside_figure)s->beside[b->request].set_beside) {
    case BESIDE_EV_STOCK:
        b->ours = fleet_total(fleet, b->year_index);
        break;
    case BESIDE_CHARGERS_REQUIRED:
        fill_required(b, requirements, RULE_EV_PER_CHARGER);
        break;
    case BESIDE_STATIONS_REQUIRED:
        fill_required(b, requirements, RULE_EV_PER_STATION);
        break;
    case BESIDE_CHARGERS:
        if (city->n_sites > 0) b->ours = supply_count(s, city, network).public_chargers;
        break;
    case BESIDE_STATIONS:
        if (city->n_sites > 0) b->ours = supply_count(s, city, network).public_stations;
        break;
    case N_BESIDE_FIGURES:
        assert(false);
    }
}

enum err beside_create(struct besides **out, const struct scenario *s, const struct city *city,
                       const struct fleet *fleet, const struct plans *plans,
                       const struct requirements *requirements, int n_networks,
                       struct network *const networks[], struct error *err)
{
    struct besides *all = calloc(1, sizeof *all);

    if (all != NULL) all->item = calloc((size_t)s->n_besides + 1, sizeof *all->item);
    if (all == NULL || all->item == NULL) {
        beside_free(all);
        return error_nomem(err, "the figures of the plans");
    }
    for (int k = 0; k < s->n_besides; k++) {
        const struct beside_request *request = &s->beside[k];
        struct beside *b = &all->item[all->n++];

        b->request = k;
        b->fact = plans_find(plans, request->fact);
        assert(b->fact != NULL);
        b->year_index = year_of(s, b->fact);
        b->part = sum_of(plans, &request->share_part);
        b->whole = sum_of(plans, &request->share_whole);
        b->like = b->fact->value * (b->part / b->whole);
        fill_ours(b, s, city, fleet, requirements,
                  requirement_network(b->year_index, n_networks, networks));
    }
    *out = all;
    return ERR_OK;
}

void beside_free(struct besides *b)
{
    if (b == NULL) return;
    free(b->item);
    free(b);
}

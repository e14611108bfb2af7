/* parking.c - see parking.h. */
#include "model/parking/parking.h"

#include <math.h>
#include <stdlib.h>

#include "model/nearest.h"
#include "model/parking/ready.h"
#include "scenarios/areas/polygon_index.h"

void parking_free(struct parking *p)
{
    if (p == NULL) return;
    free(p->zone);
    free(p->kind);
    free(p->count);
    free(p);
}

int parking_kind(const struct scenario *s, const struct building_type *b)
{
    return b->kind != NULL ? scenario_kind(s, b->kind) : sizing_new_kind(s, SLOW);
}

static enum err find_zones(struct parking *p, const struct city *city, struct error *err)
{
    struct points zones = city_zones(city), parks = city_car_parks(city);
    struct polygon_index *index = NULL;
    struct nearest *nearest = NULL;
    enum err code = nearest_create(&nearest, &zones, NULL, err);

    if (code == ERR_OK && city->polygons.n > 0)
        code = polygon_index_create(&index, &city->polygons, err);
    for (int k = 0; k < p->n && code == ERR_OK; k++) {
        p->zone[k] = index != NULL ? polygon_index_find(index, parks.x[k], parks.y[k]) : -1;
        if (p->zone[k] < 0) p->zone[k] = nearest_find(nearest, &parks, k, NULL);
    }
    polygon_index_free(index);
    nearest_free(nearest);
    return code;
}

/* Whole bays of one row in one year. lead: of ready bays and of chargers, rows before. */
static struct parking_count count_row(const struct scenario *s, const struct car_park *park,
                                      int kind, int year, const struct parking_count *before,
                                      double lead[2])
{
    const struct building_type *b = &s->building[park->building];
    int first = s->study.years.year[0], begins = park->year > 0 ? park->year : first;
    double per_charger = s->kind[kind].bays > 0 ? s->kind[kind].bays : 1;
    struct ready_share share;
    struct parking_count c = {.bays = park->bays};
    int ready;

    if (year < begins) return (struct parking_count){.bays = 0};
    share = ready_at(b, park->year > 0, year - begins);
    ready = ready_whole(&lead[0], share.ready * park->bays,
                        before != NULL ? before->built + before->prepared : 0, park->bays);
    /* a bay with a charger is a ready one: what does not fit goes on to the next rows */
    c.chargers = ready_whole(&lead[1], share.built * park->bays / per_charger,
                             before != NULL ? before->chargers : 0,
                             (int)floor(ready / per_charger + 1e-9));
    c.built = (int)ceil(c.chargers * per_charger - 1e-9);
    c.prepared = ready - c.built;
    c.plain = c.bays - c.built - c.prepared;
    return c;
}

/* A row in the order in which whole bays are given out. */
struct turn {
    int year, row;
};

/* By the year of opening: a building that comes later takes no bay from those that stand. */
static int earlier_first(const void *a, const void *b)
{
    const struct turn *p = a, *q = b;

    if (p->year != q->year) return p->year < q->year ? -1 : 1;
    return (p->row > q->row) - (p->row < q->row);
}

/* Rows of a type follow each other, new and existing ones apart, so that each of the two keeps
 * its rule. */
static void count_year(struct parking *p, const struct scenario *s, const struct city *city,
                       int y, const struct turn turn[], double lead[][2])
{
    struct parking_count *now = p->count + (size_t)y * (size_t)p->n;
    const struct parking_count *before = y > 0 ? now - p->n : NULL;

    for (int k = 0; k < 2 * s->n_buildings; k++)
        lead[k][0] = lead[k][1] = 0;
    for (int i = 0; i < p->n; i++) {
        int k = turn[i].row;
        const struct car_park *park = &city->car_park[k];

        now[k] = count_row(s, park, p->kind[k], s->study.years.year[y],
                           before != NULL ? &before[k] : NULL,
                           lead[2 * park->building + (park->year > 0)]);
    }
}

/* All rows in all years. */
static enum err count_all(struct parking *p, const struct scenario *s, const struct city *city,
                          struct error *err)
{
    struct turn *turn = malloc(((size_t)p->n + 1) * sizeof *turn);
    double(*lead)[2] = calloc(2 * (size_t)s->n_buildings + 1, sizeof *lead);
    enum err code = turn == NULL || lead == NULL ? error_nomem(err, "the car parks") : ERR_OK;

    if (code == ERR_OK) {
        for (int k = 0; k < p->n; k++)
            turn[k] = (struct turn){city->car_park[k].year, k};
        qsort(turn, (size_t)p->n, sizeof *turn, earlier_first);
        for (int y = 0; y < p->n_years; y++)
            count_year(p, s, city, y, turn, lead);
    }
    free(turn);
    free(lead);
    return code;
}

enum err parking_create(struct parking **out, const struct scenario *s, const struct city *city,
                        struct error *err)
{
    size_t n = (size_t)city->n_car_parks + 1;
    struct parking *p;
    enum err code;

    *out = NULL;
    if (s->parking.file == NULL) return ERR_OK;
    p = calloc(1, sizeof *p);
    if (p == NULL) return error_nomem(err, "the car parks");
    p->n = city->n_car_parks;
    p->n_years = s->study.years.n;
    p->zone = malloc(n * sizeof *p->zone);
    p->kind = malloc(n * sizeof *p->kind);
    p->count = calloc(n * (size_t)p->n_years, sizeof *p->count);
    code = p->zone == NULL || p->kind == NULL || p->count == NULL
               ? error_nomem(err, "the car parks")
               : find_zones(p, city, err);
    for (int k = 0; k < p->n && code == ERR_OK; k++)
        p->kind[k] = parking_kind(s, &s->building[city->car_park[k].building]);
    if (code == ERR_OK) code = count_all(p, s, city, err);
    if (code == ERR_OK)
        *out = p;
    else
        parking_free(p);
    return code;
}

const struct parking_count *parking_at(const struct parking *p, int year_index, int row)
{
    return &p->count[(size_t)year_index * (size_t)p->n + (size_t)row];
}

bool parking_is_open(const struct building_type *b)
{
    return b->access == ACCESS_PUBLIC || b->access == ACCESS_OPENED;
}

int parking_offered(const struct building_type *b, const struct parking_count *c)
{
    return (int)floor(b->candidate_share * c->plain + 1e-9);
}

struct parking_count parking_sum(const struct parking *p, const struct city *city,
                                 int year_index, int building, int district, bool of_new)
{
    struct parking_count sum = {.bays = 0};

    for (int k = 0; k < p->n; k++) {
        const struct parking_count *c = parking_at(p, year_index, k);

        if (building >= 0 && city->car_park[k].building != building) continue;
        if (district >= 0 && city->district[p->zone[k]] != district) continue;
        if (of_new && city->car_park[k].year == 0) continue;
        sum.bays += c->bays;
        sum.built += c->built;
        sum.prepared += c->prepared;
        sum.plain += c->plain;
        sum.chargers += c->chargers;
    }
    return sum;
}

/* Chargers by rule at a site, and the bays that the plan is not offered: those ready, since
 * their chargers are to come, and the part of the plain ones that candidate_share leaves. */
static void equip_site(struct network *n, const struct parking *p, const struct scenario *s,
                       const struct city *city, int k)
{
    int site = city->car_park[k].site, kind = p->kind[k], more;
    const struct building_type *b = &s->building[city->car_park[k].building];
    const struct parking_count *c = parking_at(p, n->year_index, k);
    int offered = parking_offered(b, c), chargers = parking_is_open(b) ? c->chargers : 0,
        *by_rule = &n->by_rule[site * n->n_kinds + kind];

    n->kept_bays[site] = city->site[site].bays - offered - chargers * s->kind[kind].bays;
    more = chargers - *by_rule;
    n->n_chargers[site * n->n_kinds + kind] += more;
    *by_rule = chargers;
    if (chargers > 0) n->open[site] = true;
}

enum err parking_equip(struct network *n, const struct parking *p, const struct scenario *s,
                       const struct city *city, struct error *err)
{
    if (p == NULL) return ERR_OK;
    TRY(network_keep_rule(n, err));
    for (int k = 0; k < p->n; k++)
        if (city->car_park[k].site >= 0) equip_site(n, p, s, city, k);
    return ERR_OK;
}

/* requirement.c - what ratio and station rules ask for; see requirement.h. */
#include "model/requirement.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const enum rule_kind kinds[] = {RULE_EV_PER_CHARGER, RULE_EV_PER_STATION};
enum { N_ASKED = 2 };

struct asking {
    const struct scenario *s;
    const struct city *city;
    const struct fleet *fleet;
    const struct rules *rules;
    const struct network *today;
    int *site_zone; /* owned [n_sites] */
    double *share;  /* owned [(n_rules + 1) x (n_districts + 1)] of the night weight where the
                       rule holds, the last rule being none; the whole stands before the
                       districts */
    struct requirements *out;
};

/* The row of a rule, or behind the rules of all of a kind. place: 0 the area, 1 the sum, then
 * the districts. */
static struct requirement *row_at(const struct requirements *r, int year, int slot, int place)
{
    size_t block = (size_t)year * ((size_t)r->n_rules + N_ASKED) + (size_t)slot;

    return &r->row[block * ((size_t)r->n_districts + 2) + (size_t)place];
}

static double *share_at(const struct asking *a, int rule, int district)
{
    size_t k = (size_t)(rule < 0 ? a->s->n_rules : rule);

    return &a->share[k * ((size_t)a->city->n_districts + 1) + (size_t)(district + 1)];
}

static bool holds(const struct asking *a, int rule, int zone)
{
    return rule < 0 || rules_hold(&a->s->rule[rule], a->city, zone);
}

static enum err fill_shares(struct asking *a, struct error *err)
{
    const struct city *city = a->city;
    double sum = 0;

    a->site_zone = malloc(((size_t)city->n_sites + 1) * sizeof(int));
    a->share =
        calloc(((size_t)a->s->n_rules + 1) * ((size_t)city->n_districts + 1), sizeof(double));
    if (a->site_zone == NULL || a->share == NULL)
        return error_nomem(err, "what the rules ask for");
    for (int z = 0; z < city->n_zones; z++)
        sum += city->weight[NIGHT][z];
    for (int q = -1; q < a->s->n_rules; q++) {
        for (int z = 0; z < city->n_zones; z++) {
            if (!holds(a, q, z)) continue;
            *share_at(a, q, city->district[z]) += city->weight[NIGHT][z] / sum;
            *share_at(a, q, -1) += city->weight[NIGHT][z] / sum;
        }
        /* not a sum that rounds */
        if (q < 0 || a->s->rule[q].where == NULL) *share_at(a, q, -1) = 1;
    }
    return network_site_zones(city, a->site_zone, err);
}

const struct network *requirement_network(int year_index, int n,
                                          struct network *const networks[])
{
    int k = 0;

    while (k + 1 < n && networks[k + 1]->year_index <= year_index)
        k++;
    return networks[k];
}

/* Adds what stands where the rows' rule holds: today, and by the year what is more. */
static void fill_supply(const struct asking *a, const struct network *then, int year, int slot)
{
    for (int i = 0; i < then->n_sites; i++) {
        int zone = a->site_zone[i], district = a->city->district[zone];
        struct requirement *area = row_at(a->out, year, slot, 0);
        struct requirement *place = row_at(a->out, year, slot, 2 + district);
        double before, after;

        if (!network_serves_public(a->city, i) || !holds(a, area->rule, zone)) continue;
        if (area->kind == RULE_EV_PER_CHARGER) {
            before = a->today->open[i] ? network_count(a->s, a->today, i).chargers : 0;
            after = then->open[i] ? network_count(a->s, then, i).chargers : 0;
        } else {
            before = a->today->open[i] && network_is_station(a->s, a->today, i);
            after = then->open[i] && network_is_station(a->s, then, i);
        }
        area->standing += before;
        place->standing += before;
        area->built += after - before;
        place->built += after - before;
    }
}

/* What is missing of what is required. */
static void fill_gap(const struct asking *a, struct requirement *r)
{
    if (a->city->n_sites == 0) { /* what stands is not told */
        r->standing = r->gap = r->built = r->left = NAN;
        return;
    }
    r->gap = fmax(0, r->required - r->standing);
    r->left = fmax(0, r->required - r->standing - r->built);
}

/* The rows of one rule or of all together in one year, but for what is required. */
static void start_rows(struct asking *a, const struct network *then, int year, int slot)
{
    int rule = slot < a->s->n_rules ? slot : -1;
    const struct rule_result *judged = rule < 0 ? NULL : &a->rules->result[rule];

    for (int k = 0; k < a->city->n_districts + 2; k++) {
        double share = *share_at(a, rule, k < 2 ? -1 : k - 2);

        *row_at(a->out, year, slot, k) = (struct requirement){
            .holds = share > 0,
            .year_index = year,
            .rule = rule,
            .kind = rule < 0 ? kinds[slot - a->s->n_rules] : judged->kind,
            .scope = k < 2 ? (enum requirement_scope)k : REQUIREMENT_DISTRICT,
            .district = k < 2 ? -1 : k - 2,
            .target = rule < 0 ? (double)NAN : judged->target,
            .vehicles = fleet_total(a->fleet, year) * share};
    }
    fill_supply(a, then, year, slot);
}

/* Gaps, and the sum of the districts' rows. */
static void finish_rows(struct asking *a, int year, int slot)
{
    struct requirement *sum = row_at(a->out, year, slot, 1);

    for (int k = 0; k < a->city->n_districts + 2; k++)
        if (k != 1) fill_gap(a, row_at(a->out, year, slot, k));
    sum->required = 0;
    for (int k = 2; k < a->city->n_districts + 2; k++) {
        const struct requirement *r = row_at(a->out, year, slot, k);

        sum->required += r->required;
        sum->standing += r->standing;
        sum->gap += r->gap;
        sum->built += r->built;
        sum->left += r->left;
    }
}

/* One rule in one year. */
static void ask_rule(struct asking *a, const struct network *then, int year, int rule)
{
    const struct rule_result *judged = &a->rules->result[rule];

    if (judged->kind != RULE_EV_PER_CHARGER && judged->kind != RULE_EV_PER_STATION) return;
    start_rows(a, then, year, rule);
    for (int k = 0; k < a->city->n_districts + 2; k++) {
        struct requirement *r = row_at(a->out, year, rule, k);

        if (r->vehicles > 0)
            r->required = rules_needed(r->vehicles, judged->target, judged->strict);
    }
    finish_rows(a, year, rule);
}

/* Does a rule ask for most among those of its kind for the same class; of equal ones the
 * first? */
static bool asks_most(const struct asking *a, int year, int rule, int place)
{
    const struct requirement *r = row_at(a->out, year, rule, place);
    const char *where = a->s->rule[rule].where;

    for (int q = 0; q < a->s->n_rules; q++) {
        const struct requirement *other = row_at(a->out, year, q, place);
        const char *there = a->s->rule[q].where;

        if (q == rule || !other->holds || other->kind != r->kind) continue;
        if ((where == NULL) != (there == NULL)) continue;
        if (where != NULL && strcmp(where, there) != 0) continue;
        if (other->required > r->required || (other->required >= r->required && q < rule))
            return false;
    }
    return r->holds;
}

/* What the rules of a kind ask for at a place; taken [n_rules] marks those that it is made of.
 */
static double together(const struct asking *a, int year, enum rule_kind kind, int place,
                       bool taken[])
{
    double classes = 0, everywhere = 0;

    for (int q = 0; q < a->s->n_rules; q++) {
        const struct requirement *r = row_at(a->out, year, q, place);

        taken[q] = r->holds && r->kind == kind && asks_most(a, year, q, place);
        if (!taken[q]) continue;
        if (a->s->rule[q].where != NULL)
            classes += r->required;
        else
            everywhere = r->required;
    }
    for (int q = 0; q < a->s->n_rules; q++)
        taken[q] = taken[q] && (a->s->rule[q].where != NULL) == (classes > everywhere);
    return fmax(classes, everywhere);
}

/* All rules of a kind in one year; no row holds where there is no such rule. */
static void ask_all(struct asking *a, const struct network *then, int year, int kind,
                    bool taken[])
{
    int slot = a->s->n_rules + kind;
    bool any = false;

    for (int q = 0; q < a->s->n_rules; q++)
        any = any || a->rules->result[q].kind == kinds[kind];
    if (!any) return;
    start_rows(a, then, year, slot);
    for (int k = 0; k < a->city->n_districts + 2; k++)
        if (k != 1)
            row_at(a->out, year, slot, k)->required = together(a, year, kinds[kind], k, taken);
    finish_rows(a, year, slot);
}

/* Marks the rules that ask for most at a place, in chargers. */
static void mark_binding(struct asking *a, int year, int place, bool taken[])
{
    double most = 0;
    int binding = -1;

    for (int k = 0; k < N_ASKED; k++) {
        double chargers = row_at(a->out, year, a->s->n_rules + k, place)->required;

        if (kinds[k] == RULE_EV_PER_STATION) chargers *= a->s->sizing.station_min;
        if (chargers <= most) continue;
        most = chargers;
        binding = k;
    }
    if (binding < 0) return;
    together(a, year, kinds[binding], place, taken);
    row_at(a->out, year, a->s->n_rules + binding, place)->binds = true;
    for (int q = 0; q < a->s->n_rules; q++)
        row_at(a->out, year, q, place)->binds = taken[q];
}

static enum err ask(struct asking *a, int n_networks, struct network *const networks[],
                    struct error *err)
{
    bool *taken = calloc((size_t)a->s->n_rules + 1, sizeof *taken);

    if (taken == NULL) return error_nomem(err, "what the rules ask for");
    for (int y = 0; y < a->s->study.years.n; y++) {
        const struct network *then = requirement_network(y, n_networks, networks);

        for (int q = 0; q < a->s->n_rules; q++)
            ask_rule(a, then, y, q);
        for (int k = 0; k < N_ASKED; k++)
            ask_all(a, then, y, k, taken);
        for (int k = 0; k < a->city->n_districts + 2; k++)
            if (k != 1) mark_binding(a, y, k, taken);
    }
    free(taken);
    return ERR_OK;
}

static struct requirements *make_rows(const struct scenario *s, const struct city *city)
{
    struct requirements *r = calloc(1, sizeof *r);
    size_t n = (size_t)s->study.years.n * ((size_t)s->n_rules + N_ASKED) *
               ((size_t)city->n_districts + 2);

    if (r == NULL || n > INT_MAX) {
        free(r);
        return NULL; /* more rows than memory */
    }
    r->n_rules = s->n_rules;
    r->n_districts = city->n_districts;
    r->n = (int)n;
    r->row = calloc(n, sizeof *r->row);
    if (r->row != NULL) return r;
    free(r);
    return NULL;
}

enum err requirement_create(struct requirements **out, const struct scenario *s,
                            const struct city *city, const struct fleet *fleet,
                            const struct rules *rules, int n_networks,
                            struct network *const networks[], struct error *err)
{
    struct asking a = {.s = s,
                       .city = city,
                       .fleet = fleet,
                       .rules = rules,
                       .today = networks[0],
                       .out = make_rows(s, city)};
    enum err code =
        a.out == NULL ? error_nomem(err, "what the rules ask for") : fill_shares(&a, err);

    if (code == ERR_OK) code = ask(&a, n_networks, networks, err);
    free(a.site_zone);
    free(a.share);
    if (code != ERR_OK) {
        requirement_free(a.out);
        return code;
    }
    *out = a.out;
    return ERR_OK;
}

void requirement_free(struct requirements *r)
{
    if (r == NULL) return;
    free(r->row);
    free(r);
}

const struct requirement *requirement_find(const struct requirements *r, int year_index,
                                           int rule, enum rule_kind kind,
                                           enum requirement_scope scope, int district)
{
    int slot = rule >= 0 ? rule : kind == kinds[0] ? r->n_rules : r->n_rules + 1;
    int place = scope == REQUIREMENT_DISTRICT ? 2 + district : (int)scope;
    const struct requirement *row = row_at(r, year_index, slot, place);

    return row->holds && row->kind == kind ? row : NULL;
}

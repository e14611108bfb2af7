/* cover_restrict.c - the covering problem that is left when some sites are decided. */
#include <math.h>
#include <stdlib.h>

#include "model/cover/cover.h"

/* What is put together for the rest; arrays are owned. */
struct rest {
    struct cover_draft d;
    int *number, *origin, *start, *site, *need;
    double *price, *cost, *penalty, *more;
    struct reach *near;
};

static void rest_clear(struct rest *r)
{
    free(r->number);
    free(r->origin);
    free(r->start);
    free(r->site);
    free(r->need);
    free(r->price);
    free(r->cost);
    free(r->penalty);
    free(r->more);
    reach_free(r->near);
}

static enum err rest_create(struct rest *r, const struct cover *c, struct error *err)
{
    size_t n = (size_t)c->n_sites + 1, n_rows = (size_t)c->n_elements + 1;
    size_t n_near = c->near != NULL ? (size_t)c->near->row_start[c->n_sites] + 1 : 1;

    *r = (struct rest){.d = {.p = c->p,
                             .budget = c->budget,
                             .fixed = c->fixed,
                             .step = c->step,
                             .base = c->base,
                             .skip = c->skip,
                             .maximise = c->maximise}};
    r->number = malloc(n * sizeof *r->number);
    r->origin = malloc(n * sizeof *r->origin);
    r->price = malloc(n * sizeof *r->price);
    r->cost = malloc(n * sizeof *r->cost);
    r->start = calloc(n_rows + 1, sizeof *r->start);
    r->site = malloc(((size_t)c->rows->row_start[c->n_elements] + 1) * sizeof *r->site);
    r->penalty = malloc(n_rows * sizeof *r->penalty);
    if (c->need != NULL) {
        r->need = malloc(n_rows * sizeof *r->need);
        r->more = malloc(n_rows * sizeof *r->more);
    }
    if (c->near != NULL && (r->near = calloc(1, sizeof *r->near)) != NULL) {
        r->near->row_start = calloc(n, sizeof(int));
        r->near->site = malloc(n_near * sizeof(int));
    }
    if (r->number == NULL || r->origin == NULL || r->price == NULL || r->cost == NULL ||
        r->start == NULL || r->site == NULL || r->penalty == NULL ||
        (c->need != NULL && (r->need == NULL || r->more == NULL)) ||
        (c->near != NULL &&
         (r->near == NULL || r->near->row_start == NULL || r->near->site == NULL)))
        return error_nomem(err, "the rest of the covering problem");
    return ERR_OK;
}

/* Sites that stay get new numbers. One too near to an open one is closed; two open ones too
 * near to each other are no plan. */
static void restrict_sites(const struct cover *c, const unsigned char choice[], struct rest *r)
{
    struct cover_draft *d = &r->d;

    for (int s = 0; s < c->n_sites; s++) {
        bool blocked = false;

        for (int k = c->near != NULL ? c->near->row_start[s] : 0;
             c->near != NULL && k < c->near->row_start[s + 1]; k++)
            blocked |= choice[c->near->site[k]] == COVER_OPEN;
        r->number[s] = -1;
        if (choice[s] == COVER_FREE && !blocked) {
            r->number[s] = d->n_sites;
            r->origin[d->n_sites] = s;
            r->price[d->n_sites] = c->price[s];
            r->cost[d->n_sites++] = c->cost[s];
        } else if (choice[s] == COVER_OPEN) {
            d->p--;
            d->budget -= c->cost[s];
            d->fixed += blocked ? INFINITY : c->price[s];
        }
    }
    if (d->budget < 0 && d->budget > c->budget - placement_money(c->budget)) d->budget = 0;
    /* One site too many is no plan; a negative p would read as "no limit". */
    if (d->p < 0) d->fixed = INFINITY;
    if (d->p < 0) d->p = 0;
}

/* Pairs of sites too near to each other, of those that stay. */
static void restrict_near(const struct cover *c, struct rest *r)
{
    int n = 0;

    r->near->n_zones = r->near->n_sites = r->d.n_sites;
    for (int k = 0; k < r->d.n_sites; k++) {
        int s = r->origin[k];

        for (int i = c->near->row_start[s]; i < c->near->row_start[s + 1]; i++)
            if (r->number[c->near->site[i]] >= 0)
                r->near->site[n++] = r->number[c->near->site[i]];
        r->near->row_start[k + 1] = n;
    }
}

/* What is left of each row is written down. */
static void restrict_rows(const struct cover *c, const unsigned char choice[],
                          const bool drop[], struct rest *r)
{
    const struct reach *rows = c->rows;
    int n = 0;

    for (int e = 0; e < c->n_elements; e++) {
        bool covered = drop != NULL && drop[e];
        int at = n, n_open = 0;

        for (int k = rows->row_start[e]; k < rows->row_start[e + 1] && !covered; k++) {
            int s = rows->site[k];

            n_open += choice[s] == COVER_OPEN;
            covered = choice[s] == COVER_ELSEWHERE || n_open >= cover_need(c, e);
            if (r->number[s] >= 0) r->site[at++] = r->number[s];
        }
        if (covered) continue;
        n = at;
        r->penalty[r->d.n_elements] = cover_lack(c, e, n_open + 1);
        if (c->need != NULL) {
            r->need[r->d.n_elements] = c->need[e] - n_open;
            r->more[r->d.n_elements] = c->more[e];
        }
        r->start[++r->d.n_elements] = n;
    }
}

enum err cover_restrict(struct cover **out, const struct cover *c, const unsigned char choice[],
                        const bool drop[], struct error *err)
{
    struct rest r;
    enum err code = rest_create(&r, c, err);

    if (code == ERR_OK) {
        restrict_sites(c, choice, &r);
        restrict_rows(c, choice, drop, &r);
        if (c->near != NULL) restrict_near(c, &r);
        r.d.row_start = r.start;
        r.d.site = r.site;
        r.d.penalty = r.penalty;
        r.d.need = r.need;
        r.d.more = r.more;
        r.d.near = r.near;
        r.d.price = r.price;
        r.d.cost = r.cost;
        r.d.origin = r.origin;
        code = cover_create(out, &r.d, err);
    }
    rest_clear(&r);
    return code;
}

/* cover_walk.c - a plan under change. */
#include "model/cover/cover_walk.h"

#include <math.h>
#include <stdlib.h>

void cover_walk_free(struct cover_walk *w)
{
    free(w->open);
    free(w->n_over);
    free(w->whose);
    free(w->loss);
    free(w->gain);
    free(w->penalty);
    free(w->regained);
    free(w->more);
    free(w->n_near);
}

/* even: sites of an element count alike, so that a first one is opened for the second's sake.
 */
enum err cover_walk_create(struct cover_walk *w, const struct cover *c, bool even,
                           struct error *err)
{
    size_t n = (size_t)c->n_sites + 1, m = (size_t)c->n_elements + 1;
    double sum = 1;

    *w = (struct cover_walk){.c = c};
    w->open = calloc(n, sizeof *w->open);
    w->n_over = calloc(m, sizeof *w->n_over);
    w->whose = calloc(m, sizeof *w->whose);
    w->loss = calloc(n, sizeof *w->loss);
    w->gain = calloc(n, sizeof *w->gain);
    w->penalty = malloc(m * sizeof *w->penalty);
    w->regained = calloc(n, sizeof *w->regained);
    if (c->need != NULL) w->more = malloc(m * sizeof *w->more);
    if (c->near != NULL) w->n_near = calloc(n, sizeof *w->n_near);
    if ((c->need != NULL && w->more == NULL) || (c->near != NULL && w->n_near == NULL) ||
        w->open == NULL || w->n_over == NULL || w->whose == NULL || w->loss == NULL ||
        w->gain == NULL || w->penalty == NULL || w->regained == NULL) {
        cover_walk_free(w);
        return error_nomem(err, "the search for a plan");
    }
    for (int s = 0; s < c->n_sites; s++)
        sum += c->price[s];
    for (int e = 0; e < c->n_elements; e++)
        for (int k = 1; k <= cover_need(c, e); k++)
            if (!isinf(cover_lack(c, e, k))) sum += cover_lack(c, e, k);
    for (int e = 0; e < c->n_elements; e++) {
        w->penalty[e] = isinf(c->penalty[e]) ? sum : c->penalty[e];
        if (w->more != NULL) w->more[e] = isinf(c->more[e]) ? sum : c->more[e];
        if (even && cover_cap(c, e) > c->penalty[e])
            w->penalty[e] = w->more[e] = cover_cap(c, e);
    }
    for (int s = 0; s < c->n_sites; s++)
        for (int k = c->cols->row_start[s]; k < c->cols->row_start[s + 1]; k++)
            w->gain[s] += w->penalty[c->cols->site[k]];
    return ERR_OK;
}

/* What element e pays for lacking its k-th site. */
double cover_walk_lack(const struct cover_walk *w, int e, int k)
{
    if (k == 1) return w->penalty[e];
    return w->more != NULL && k <= w->c->need[e] ? w->more[e] : 0;
}

/* The gains of the sites over e change by `gained`, the losses of the open ones by `lost`. */
static void change(struct cover_walk *w, int e, double gained, double lost)
{
    const struct reach *rows = w->c->rows;

    if (gained != 0)
        for (int i = rows->row_start[e]; i < rows->row_start[e + 1]; i++)
            w->gain[rows->site[i]] += gained;
    if (lost == 0 || w->n_over[e] == 0) return;
    if (w->n_over[e] == 1)
        w->loss[w->whose[e]] += lost;
    else
        for (int i = rows->row_start[e]; i < rows->row_start[e + 1]; i++)
            if (w->open[rows->site[i]]) w->loss[rows->site[i]] += lost;
}

static void tell_near(struct cover_walk *w, int s, int change_by)
{
    const struct reach *near = w->c->near;

    for (int k = near != NULL ? near->row_start[s] : 0;
         near != NULL && k < near->row_start[s + 1]; k++)
        w->n_near[near->site[k]] += change_by;
}

bool cover_walk_blocked(const struct cover_walk *w, int s)
{
    return w->n_near != NULL && w->n_near[s] > 0;
}

/* Takes a site over to the other side and keeps gains and losses right. */
void cover_walk_open(struct cover_walk *w, int s)
{
    const struct reach *cols = w->c->cols;

    w->loss[s] = 0;
    for (int k = cols->row_start[s]; k < cols->row_start[s + 1]; k++) {
        int e = cols->site[k], n = w->n_over[e];
        double before = n > 0 ? cover_walk_lack(w, e, n) : 0,
               now = cover_walk_lack(w, e, n + 1);

        change(w, e, cover_walk_lack(w, e, n + 2) - now, now - before);
        w->loss[s] += now;
        w->n_over[e]++;
        w->whose[e] += s;
    }
    w->open[s] = true;
    w->n_open++;
    w->cost += w->c->cost[s];
    tell_near(w, s, 1);
}

void cover_walk_close(struct cover_walk *w, int s)
{
    const struct reach *cols = w->c->cols;

    w->open[s] = false;
    w->n_open--;
    w->cost -= w->c->cost[s];
    for (int k = cols->row_start[s]; k < cols->row_start[s + 1]; k++) {
        int e = cols->site[k], n = --w->n_over[e];
        double before = cover_walk_lack(w, e, n + 1),
               now = n > 0 ? cover_walk_lack(w, e, n) : 0;

        w->whose[e] -= s;
        change(w, e, before - cover_walk_lack(w, e, n + 2), now - before);
    }
    tell_near(w, s, -1);
}

bool cover_walk_affords(const struct cover_walk *w, double more)
{
    return w->cost + more <= w->c->budget;
}

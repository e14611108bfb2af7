/* capacity_load_swap.c - better plans: a site against another one, all pairs of them; what a
 * plan serves is a flow from its sites alone, which goes on from the flow without the site that
 * left. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/capacity/capacity_load.h"

struct swap {
    struct capacity_load *m;
    struct cover_limits *limits;
    bool *open;
    /* owned: the relaxation's x and v meanwhile; the flow without a site */
    double *point, *flow, *zone_left;
    double charged; /* looks at pairs */
};

static void clear(struct swap *w)
{
    free(w->point);
    free(w->flow);
    free(w->zone_left);
}

static enum err allocate(struct swap *w, struct error *err)
{
    const struct capacity *c = w->m->c;

    w->point = malloc((2 * (size_t)c->n_sites + 1) * sizeof *w->point);
    w->flow = malloc(((size_t)c->n_pairs + 1) * sizeof *w->flow);
    w->zone_left = malloc(((size_t)c->n_zones + 1) * sizeof *w->zone_left);
    if (w->point != NULL && w->flow != NULL && w->zone_left != NULL) return ERR_OK;
    return error_nomem(err, "the search for a plan with capacities");
}

/* A look at every pair counts as much as a step of the bound: 1. */
static bool spent(struct swap *w)
{
    double each = 1.0 + w->m->c->n_pairs;
    long units = (long)((w->m->looks - w->charged) / each);

    w->charged += (double)units * each;
    return cover_spend(w->limits, units);
}

/* What the open sites but one serve, in units; -1: all of them. The flow stays. */
static double serve(struct swap *w, int without)
{
    struct capacity_load *m = w->m;
    const struct capacity *c = m->c;
    double sum = 0;

    for (int s = 0; s < c->n_sites; s++) {
        m->x[s] = w->open[s] && s != without ? 1 : 0;
        m->v[s] = m->x[s] * m->most[s];
    }
    capacity_load_begin_flow(m, m->v);
    capacity_load_send(m, w->limits);
    for (int s = 0; s < c->n_sites; s++)
        sum += m->v[s] - m->site_left[s];
    memcpy(w->flow, m->flow, (size_t)c->n_pairs * sizeof *w->flow);
    memcpy(w->zone_left, m->zone_left, (size_t)c->n_zones * sizeof *w->zone_left);
    return sum;
}

/* What site s adds to the flow that was kept. */
static double gain(struct swap *w, int s)
{
    struct capacity_load *m = w->m;
    const struct capacity *c = m->c;
    double more;

    memcpy(m->flow, w->flow, (size_t)c->n_pairs * sizeof *w->flow);
    memcpy(m->zone_left, w->zone_left, (size_t)c->n_zones * sizeof *w->zone_left);
    memset(m->site_left, 0, (size_t)c->n_sites * sizeof *m->site_left);
    m->looks += 0.1 * c->n_pairs;
    m->site_left[s] = m->most[s];
    m->x[s] = 1;
    capacity_load_send(m, w->limits);
    m->x[s] = 0;
    more = m->most[s] - m->site_left[s];
    return more;
}

static bool allowed(struct swap *w, int out, int in)
{
    bool fine;

    if (out >= 0) w->open[out] = false;
    w->open[in] = true;
    fine = capacity_allows(w->m->c, w->open);
    w->open[in] = false;
    if (out >= 0) w->open[out] = true;
    return fine;
}

/* The best site in place of another one, -1: in place of none. True: it is done. */
static bool replace(struct swap *w, int out, double now)
{
    const struct capacity *c = w->m->c;
    double least = now - serve(w, out) + 1e-6;
    int best = -1;

    for (int s = 0; s < c->n_sites && !spent(w); s++) {
        double more;

        if (w->open[s] || c->choice[s] != CAPACITY_FREE || w->m->most[s] <= least) continue;
        more = gain(w, s);
        if (more <= least || !allowed(w, out, s)) continue;
        least = more;
        best = s;
    }
    if (best < 0 || w->limits->stopped) return false;
    if (out >= 0) w->open[out] = false;
    w->open[best] = true;
    return true;
}

static void search(struct swap *w)
{
    const struct capacity *c = w->m->c;
    double now = serve(w, -1);
    int idle = 0;

    /* round and round, until every site in turn has no better one in its place */
    for (int s = 0; idle <= c->n_sites && !w->limits->stopped; s = (s + 1) % (c->n_sites + 1)) {
        int out = s < c->n_sites ? s : -1;

        idle++;
        if (out >= 0 && (!w->open[out] || c->choice[out] != CAPACITY_FREE)) continue;
        if (!replace(w, out, now)) continue;
        now = serve(w, -1);
        idle = 0;
    }
}

enum err capacity_load_swap(struct capacity_load *m, struct cover_limits *limits, bool open[],
                            struct error *err)
{
    struct swap w = {.m = m, .limits = limits, .open = open, .charged = m->looks};
    size_t size = (size_t)m->c->n_sites * sizeof *m->x;
    enum err code = allocate(&w, err);

    if (code == ERR_OK) {
        memcpy(w.point, m->x, size);
        memcpy(w.point + m->c->n_sites, m->v, size);
        search(&w);
        memcpy(m->x, w.point, size);
        memcpy(m->v, w.point + m->c->n_sites, size);
    }
    clear(&w);
    return code;
}

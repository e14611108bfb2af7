/* capacity_load_cut.c - rows (3) that the point breaks: loads are sent to zones through pairs
 * of width w_z x_s; where not all arrive, the cut of least width is a broken row.
 *
 * E. A. Dinic, Soviet Mathematics Doklady 11 (1970) 1277-1280; shortest paths, all of one
 * length together. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/capacity/capacity_load.h"

static const double tiny = 1e-9; /* of a unit: less is not sent */

static double width(const struct capacity_load *m, int k)
{
    return m->weight[m->c->pair_zone[k]] * m->x[m->c->site[k]] - m->flow[k];
}

/* Numbers sites and zones by their distance from loads that are left; false: no zone with room
 * is reached. */
static bool level(struct capacity_load *m)
{
    const struct capacity *c = m->c;
    int n = 0, end = 0;
    bool found = false;

    for (int z = 0; z < c->n_zones; z++)
        m->zone_level[z] = -1;
    for (int s = 0; s < c->n_sites; s++) {
        m->site_level[s] = m->site_left[s] > tiny ? 0 : -1;
        if (m->site_level[s] == 0) m->queue[end++] = s;
    }
    while (n < end) {
        int at = m->queue[n++];

        m->looks += 1;
        if (at < c->n_sites) {
            m->looks += c->col_start[at + 1] - c->col_start[at];
            for (int i = c->col_start[at]; i < c->col_start[at + 1]; i++) {
                int k = c->col_pair[i], z = c->pair_zone[k];

                if (m->zone_level[z] >= 0 || !(width(m, k) > tiny)) continue;
                m->zone_level[z] = m->site_level[at] + 1;
                m->queue[end++] = c->n_sites + z;
                found |= m->zone_left[z] > tiny;
            }
        } else {
            int z = at - c->n_sites;

            for (int k = c->row_start[z]; k < c->row_start[z + 1]; k++) {
                int s = c->site[k];

                if (m->site_level[s] >= 0 || !(m->flow[k] > tiny)) continue;
                m->site_level[s] = m->zone_level[z] + 1;
                m->queue[end++] = s;
            }
        }
    }
    return found;
}

static double send_from_zone(struct capacity_load *m, int z, double amount);

/* What of the amount finds its way on; site_next, zone_next: ways before it lead nowhere. */
static double send_from_site(struct capacity_load *m, int s, double amount)
{
    const struct capacity *c = m->c;
    double sent = 0;

    for (; m->site_next[s] < c->col_start[s + 1]; m->site_next[s]++) {
        int k = c->col_pair[m->site_next[s]], z = c->pair_zone[k];
        double more;

        if (m->zone_level[z] != m->site_level[s] + 1 || !(width(m, k) > tiny)) continue;
        more = send_from_zone(m, z, fmin(amount - sent, width(m, k)));
        m->flow[k] += more;
        sent += more;
        if (amount - sent <= tiny) return sent;
    }
    return sent;
}

static double send_from_zone(struct capacity_load *m, int z, double amount)
{
    const struct capacity *c = m->c;
    double sent = 0;

    if (m->zone_left[z] > tiny) {
        sent = fmin(amount, m->zone_left[z]);
        m->zone_left[z] -= sent;
        if (amount - sent <= tiny) return sent;
    }
    for (; m->zone_next[z] < c->row_start[z + 1]; m->zone_next[z]++) {
        int k = m->zone_next[z], s = c->site[k];
        double more;

        if (m->site_level[s] != m->zone_level[z] + 1 || !(m->flow[k] > tiny)) continue;
        more = send_from_site(m, s, fmin(amount - sent, m->flow[k]));
        m->flow[k] -= more;
        sent += more;
        if (amount - sent <= tiny) return sent;
    }
    return sent;
}

bool capacity_load_send(struct capacity_load *m, struct cover_limits *limits)
{
    const struct capacity *c = m->c;

    while (level(m)) {
        if (cover_spend(limits, 0)) return false;
        memcpy(m->site_next, c->col_start, (size_t)c->n_sites * sizeof *m->site_next);
        memcpy(m->zone_next, c->row_start, (size_t)c->n_zones * sizeof *m->zone_next);
        for (int s = 0; s < c->n_sites; s++)
            if (m->site_left[s] > tiny)
                m->site_left[s] -= send_from_site(m, s, m->site_left[s]);
    }
    return true;
}

void capacity_load_begin_flow(struct capacity_load *m, const double load[])
{
    const struct capacity *c = m->c;

    memcpy(m->site_left, load, (size_t)c->n_sites * sizeof *load);
    memcpy(m->zone_left, m->weight, (size_t)c->n_zones * sizeof *m->weight);
    memset(m->flow, 0, (size_t)c->n_pairs * sizeof *m->flow);
}

/* Sites whose own room, or all of whose zones, are well above what they may serve outside of
 * the set; at the point only those that do not make the row weaker there. */
void capacity_load_row(struct capacity_load *m, const bool in_set[], bool at_point)
{
    const struct capacity *c = m->c;
    const double binds = 0.95; /* assumed */
    struct capacity_row *d = &m->draft;

    d->n = 0;
    d->cover = true;
    d->limit = 0;
    for (int z = 0; z < c->n_zones; z++)
        if (in_set[z]) d->limit += m->weight[z];
    for (int s = 0; s < c->n_sites; s++) {
        double outside = 0;

        for (int i = c->col_start[s]; i < c->col_start[s + 1] && outside < m->most[s]; i++) {
            int z = c->pair_zone[c->col_pair[i]];

            if (!in_set[z]) outside += m->weight[z];
        }
        if (outside >= m->most[s] || m->choice[s] == CAPACITY_CLOSED) continue;
        if (outside >= binds * m->most[s] && !(at_point && m->v[s] > outside * m->x[s]))
            continue;
        if (at_point && m->v[s] < outside * m->x[s]) continue;
        d->site[d->n] = s;
        d->v[d->n] = 1;
        d->x[d->n++] = -outside;
    }
    d->limit += 1e-12 * d->limit; /* sums round */
}

/* The zones that what is left of site s reaches; its sites get the mark as level. */
static void collect(struct capacity_load *m, int s, int mark, bool in_set[])
{
    const struct capacity *c = m->c;
    int n = 0, end = 0;

    memset(in_set, 0, (size_t)c->n_zones * sizeof *in_set);
    m->site_level[s] = mark;
    m->queue[end++] = s;
    while (n < end) {
        int at = m->queue[n++];

        for (int i = c->col_start[at]; i < c->col_start[at + 1]; i++) {
            int k = c->col_pair[i], z = c->pair_zone[k];

            if (in_set[z] || !(width(m, k) > tiny)) continue;
            in_set[z] = true;
            for (k = c->row_start[z]; k < c->row_start[z + 1]; k++) {
                if (m->site_level[c->site[k]] == mark || !(m->flow[k] > tiny)) continue;
                m->site_level[c->site[k]] = mark;
                m->queue[end++] = c->site[k];
            }
        }
    }
}

enum err capacity_load_cut(struct capacity_load *m, struct cover_limits *limits, int *n,
                           struct error *err)
{
    const double worth = 1e-5; /* of a unit: less is not a violation */
    enum err code = ERR_OK;
    bool *in_set;

    *n = 0;
    capacity_load_begin_flow(m, m->v);
    if (!capacity_load_send(m, limits)) return ERR_OK;
    in_set = malloc((size_t)m->c->n_zones + 1);
    if (in_set == NULL) return error_nomem(err, "the loads of sites");
    for (int s = 0; s < m->c->n_sites && code == ERR_OK; s++) {
        if (!(m->site_left[s] > worth)) continue;
        collect(m, s, -2 - s, in_set);
        capacity_load_row(m, in_set, true);
        if (capacity_load_broken(m, &m->draft) <= worth) continue;
        code = capacity_load_add(m, err);
        ++*n;
    }
    free(in_set);
    return code;
}

enum err capacity_load_seed(struct capacity_load *m, const double multiplier[],
                            struct error *err)
{
    enum { LEVELS = 40 };
    const struct capacity *c = m->c;
    struct capacity_order *order = malloc(((size_t)c->n_zones + 1) * sizeof *order);
    bool *in_set = calloc((size_t)c->n_zones + 1, sizeof *in_set);
    enum err code = ERR_OK;
    int done = 0;

    if (order == NULL || in_set == NULL) code = error_nomem(err, "the loads of sites");
    for (int z = 0; z < c->n_zones && code == ERR_OK; z++)
        order[z] = (struct capacity_order){multiplier[z] / c->weight[z], z};
    if (code == ERR_OK) qsort(order, (size_t)c->n_zones, sizeof *order, capacity_by_value);
    for (int k = 1; k <= LEVELS && code == ERR_OK; k++) {
        int until = (int)((double)c->n_zones * k / LEVELS);

        while (until < c->n_zones && until > 0 && order[until].value <= order[until - 1].value)
            until++;
        if (until <= done) continue;
        for (; done < until; done++)
            in_set[order[done].site] = true;
        capacity_load_row(m, in_set, false);
        if (m->draft.n > 0) code = capacity_load_add(m, err);
    }
    free(order);
    free(in_set);
    return code;
}

/* The site that shares most weight with the zones in the set, and has others too; -1: none. */
static int neighbour(const struct capacity_load *m, const bool in_set[])
{
    const struct capacity *c = m->c;
    double most = 0;
    int best = -1;

    for (int s = 0; s < c->n_sites; s++) {
        double shared = 0;
        bool more = false;

        if (m->choice[s] == CAPACITY_CLOSED) continue;
        for (int i = c->col_start[s]; i < c->col_start[s + 1]; i++) {
            int z = c->pair_zone[c->col_pair[i]];

            more |= !in_set[z];
            if (in_set[z]) shared += m->weight[z];
        }
        shared = fmin(shared, m->most[s]);
        if (!more || shared <= most) continue;
        most = shared;
        best = s;
    }
    return best;
}

static void join(const struct capacity_load *m, int s, bool in_set[])
{
    const struct capacity *c = m->c;

    for (int i = c->col_start[s]; i < c->col_start[s + 1]; i++)
        in_set[c->pair_zone[c->col_pair[i]]] = true;
}

enum err capacity_load_begin_base(struct capacity_load *m, struct cover_limits *limits,
                                  struct error *err)
{
    enum { GROWS = 6 };
    const double looks = 3e8; /* at pairs: about half a second, assumed */
    const struct capacity *c = m->c;
    double all = 2.0 * GROWS * c->n_pairs * c->n_sites;
    int step = 1 + (int)(all / looks);
    bool *in_set = malloc((size_t)c->n_zones + 1);
    enum err code = in_set == NULL ? error_nomem(err, "the loads of sites") : ERR_OK;

    for (int s = 0; s < c->n_sites && code == ERR_OK; s += step) {
        int more = s;

        if (m->choice[s] == CAPACITY_CLOSED) continue;
        if (cover_spend(limits, 0)) break;
        memset(in_set, 0, (size_t)c->n_zones * sizeof *in_set);
        for (int k = 0; k < GROWS && more >= 0 && code == ERR_OK; k++) {
            join(m, more, in_set);
            capacity_load_row(m, in_set, false);
            if (m->draft.n > 1) code = capacity_load_add_base(m, err);
            more = neighbour(m, in_set);
        }
    }
    free(in_set);
    return code;
}

/* fixture_transport.c - see fixture_transport.h.
 *
 * Split zones: one zone after another is let in by cheapest augmenting paths (Ford and
 * Fulkerson 1962; successive shortest paths), which keeps what is there cheapest for its
 * amount. */
#include "tests/fixture_transport.h"

#include <math.h>
#include <stdlib.h>

#include "tests/assert.h"

struct flow {
    const struct town *t;
    int n, site[MOST_SITES];  /* open sites */
    double spare[MOST_SITES]; /* room left */
    double sent[MOST_ZONES][MOST_SITES];
    double unit; /* the largest weight: less than 1e-13 of it is nothing */
    double fine; /* 1e-12 of the dearest unit: a way that saves less saves rounding */
};

static double pay(const struct town *t, int z, int s)
{
    return t->has_serve_cost ? t->serve[z][s] : t->weight[z] * t->m[z][s];
}

static bool reaches(const struct town *t, int z, int s)
{
    return t->reach_of[z] >> s & 1;
}

/* Cheapest cost of moving a unit from site a to site b, and which zone moves; -1: none. */
static double move_cost(const struct flow *f, int a, int b, int *zone)
{
    double least = (double)INFINITY;

    *zone = -1;
    for (int z = 0; z < f->t->n_zones; z++) {
        double cost;

        if (f->sent[z][a] <= 1e-13 * f->unit || !reaches(f->t, z, b)) continue;
        cost = (pay(f->t, z, b) - pay(f->t, z, a)) / f->t->weight[z];
        if (cost >= least) continue;
        least = cost;
        *zone = z;
    }
    return least;
}

/* Cheapest way from zone z to a site with room: the sites it passes, last one first. */
static int cheapest_way(const struct flow *f, int z, int way[], int moved[])
{
    double cost[MOST_SITES], arc[MOST_SITES][MOST_SITES];
    int from[MOST_SITES], zone[MOST_SITES][MOST_SITES], end = -1, n = 0;

    for (int i = 0; i < f->n; i++) {
        int s = f->site[i];

        cost[s] = reaches(f->t, z, s) ? pay(f->t, z, s) / f->t->weight[z] : (double)INFINITY;
        from[s] = -1;
        for (int j = 0; j < f->n; j++)
            if (i != j) arc[s][f->site[j]] = move_cost(f, s, f->site[j], &zone[s][f->site[j]]);
    }
    for (int round = 0; round < f->n; round++) /* Bellman and Ford: moves may save */
        for (int i = 0; i < f->n; i++)
            for (int j = 0; j < f->n; j++) {
                int a = f->site[i], b = f->site[j];

                if (i == j || isinf(cost[a]) || isinf(arc[a][b])) continue;
                if (isinf(cost[b]) || cost[a] + arc[a][b] < cost[b] - f->fine) {
                    cost[b] = cost[a] + arc[a][b];
                    from[b] = a;
                }
            }
    for (int i = 0; i < f->n; i++) {
        int s = f->site[i];

        if (f->spare[s] <= 1e-13 * f->unit || isinf(cost[s])) continue;
        if (end < 0 || cost[s] < cost[end]) end = s;
    }
    for (int s = end; s >= 0; s = from[s]) {
        if (n > f->n) fail_msg("a way that goes round");
        if (from[s] >= 0) moved[n] = zone[from[s]][s];
        way[n++] = s;
    }
    return n;
}

/* Sends what fits along one way; returns how much. */
static double send(struct flow *f, int z, double amount)
{
    int way[MOST_SITES + 2], moved[MOST_SITES + 2], n = cheapest_way(f, z, way, moved);

    if (n == 0) return 0;
    amount = fmin(amount, f->spare[way[0]]);
    for (int k = 0; k + 1 < n; k++)
        amount = fmin(amount, f->sent[moved[k]][way[k + 1]]);
    f->spare[way[0]] -= amount;
    for (int k = 0; k + 1 < n; k++) {
        f->sent[moved[k]][way[k + 1]] -= amount;
        f->sent[moved[k]][way[k]] += amount;
    }
    f->sent[z][way[n - 1]] += amount;
    return amount;
}

/* Zones without weight: only their cost counts. */
static double weightless(const struct town *t, unsigned open)
{
    double sum = 0;

    for (int z = 0; z < t->n_zones && t->has_serve_cost; z++) {
        double least = (double)INFINITY;

        if (t->weight[z] > 0) continue;
        for (int s = 0; s < t->n_sites; s++)
            if (open >> s & 1 && reaches(t, z, s)) least = fmin(least, t->serve[z][s]);
        sum += least;
    }
    return isinf(sum) ? (double)NAN : sum;
}

double transport_least(const struct town *t, unsigned open)
{
    static struct flow f; /* large */
    double sum = weightless(t, open);

    f = (struct flow){.t = t};
    for (int s = 0; s < t->n_sites; s++) {
        f.spare[s] = t->capacity[s];
        if (open >> s & 1) f.site[f.n++] = s;
    }
    for (int z = 0; z < t->n_zones; z++)
        f.unit = fmax(f.unit, t->weight[z]);
    for (int z = 0; z < t->n_zones; z++)
        for (int s = 0; s < t->n_sites && t->weight[z] > 0; s++)
            if (reaches(t, z, s)) f.fine = fmax(f.fine, 1e-12 * pay(t, z, s) / t->weight[z]);
    for (int z = 0; z < t->n_zones; z++) {
        double left = t->weight[z];

        for (int k = 0; left > 1e-12 * f.unit; k++) {
            double sent = send(&f, z, left);

            if (sent <= 0 && left > 1e-9 * f.unit) return (double)NAN;
            if (sent <= 0) break;
            if (k > 10000) fail_msg("a flow without end");
            left -= sent;
        }
    }
    for (int z = 0; z < t->n_zones; z++)
        for (int s = 0; s < t->n_sites; s++)
            if (f.sent[z][s] > 0) sum += pay(t, z, s) * (f.sent[z][s] / t->weight[z]);
    return sum;
}

/* ---- zones that may not be split ---- */

struct whole {
    const struct town *t;
    unsigned open;
    int n, zone[MOST_ZONES];      /* with weight, heaviest first */
    double rest[MOST_ZONES + 1];  /* of zone k and later: least pay, or weight */
    double heavy[MOST_ZONES + 1]; /* weight of zone k and later */
    double slack[MOST_SITES];     /* rounding of a sum that fills a site */
    double spare[MOST_SITES], best;
    long n_steps;
};

static void whole_begin(struct whole *w, const struct town *t, unsigned open)
{
    *w = (struct whole){.t = t, .open = open};
    for (int s = 0; s < t->n_sites; s++) {
        w->spare[s] = open >> s & 1 ? t->capacity[s] : 0;
        w->slack[s] = isinf(w->spare[s]) ? 0 : 1e-9 * w->spare[s];
    }
    for (int z = 0; z < t->n_zones; z++) {
        int k = w->n;

        if (t->weight[z] <= 0) continue;
        for (; k > 0 && t->weight[w->zone[k - 1]] < t->weight[z]; k--)
            w->zone[k] = w->zone[k - 1];
        w->zone[k] = z;
        w->n++;
    }
}

/* Room left in all open sites. */
static double room_of(const struct whole *w)
{
    double room = 0;

    for (int s = 0; s < w->t->n_sites; s++)
        if (w->open >> s & 1) room += w->spare[s] + w->slack[s];
    return room;
}

static void place_all(struct whole *w, int k, double paid)
{
    int z = w->zone[k];

    if (++w->n_steps > 50000000) fail_msg("a city too hard for trying all ways");
    if (paid + w->rest[k] >= w->best || room_of(w) < w->heavy[k]) return;
    if (k == w->n) {
        w->best = paid;
        return;
    }
    for (int s = 0; s < w->t->n_sites; s++) {
        if (!(w->open >> s & 1) || !reaches(w->t, z, s)) continue;
        if (w->t->weight[z] > w->spare[s] + w->slack[s]) continue;
        w->spare[s] -= w->t->weight[z];
        place_all(w, k + 1, paid + pay(w->t, z, s));
        w->spare[s] += w->t->weight[z];
    }
}

double transport_least_whole(const struct town *t, unsigned open)
{
    struct whole w;

    whole_begin(&w, t, open);
    w.best = (double)INFINITY;
    for (int k = w.n - 1; k >= 0; k--) {
        double least = (double)INFINITY;

        for (int s = 0; s < t->n_sites; s++)
            if (open >> s & 1 && reaches(t, w.zone[k], s))
                least = fmin(least, pay(t, w.zone[k], s));
        w.rest[k] = w.rest[k + 1] + least;
        w.heavy[k] = w.heavy[k + 1] + t->weight[w.zone[k]];
    }
    place_all(&w, 0, 0);
    return isinf(w.best) ? (double)NAN : w.best + weightless(t, open);
}

static void place_most(struct whole *w, int k, double served)
{
    int z = w->zone[k];

    if (++w->n_steps > 50000000) fail_msg("a city too hard for trying all ways");
    w->best = fmax(w->best, served);
    if (k == w->n) return;
    if (served + fmin(w->rest[k], room_of(w)) <= w->best * (1 + 1e-12)) return;
    for (int s = 0; s < w->t->n_sites; s++) {
        if (!(w->open >> s & 1) || !reaches(w->t, z, s)) continue;
        if (w->t->weight[z] > w->spare[s] + w->slack[s]) continue;
        w->spare[s] -= w->t->weight[z];
        place_most(w, k + 1, served + w->t->weight[z]);
        w->spare[s] += w->t->weight[z];
    }
    place_most(w, k + 1, served);
}

double transport_most_whole(const struct town *t, unsigned open)
{
    struct whole w;

    whole_begin(&w, t, open);
    for (int k = w.n - 1; k >= 0; k--)
        w.rest[k] = w.rest[k + 1] + (t->reach_of[w.zone[k]] & open ? t->weight[w.zone[k]] : 0);
    place_most(&w, 0, 0);
    return w.best;
}

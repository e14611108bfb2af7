/* timetable.c - see timetable.h */
#include "model/placement/timetable.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

double timetable_weight(const struct placement_input *in, int phase, int z)
{
    return in->phase_weight != NULL ? in->phase_weight[phase][z] : in->weight[z];
}

double timetable_money(const struct placement_input *in, int phase)
{
    double budget = in->phase_budget != NULL ? in->phase_budget[phase] : INFINITY;

    return placement_money(budget);
}

void timetable_clear(struct timetable *t)
{
    reach_free(t->by_site);
    free(t->later);
    free(t->phase);
    free(t->first);
    free(t->n_new);
    free(t->spent);
    free(t->n_in_district);
    free(t->must);
    free(t->most);
    *t = (struct timetable){0};
}

static double *later(const struct timetable *t, int z)
{
    return t->later + (size_t)z * ((size_t)t->in->n_phases + 1);
}

/* ---- moves ---- */

static void put(struct timetable *t, int s, int k)
{
    const struct placement_input *in = t->in;

    t->phase[s] = k;
    if (in->site_district != NULL && in->site_district[s] >= 0)
        t->n_in_district[in->site_district[s]]++;
    if (in->status[s] != SITE_EXISTING) {
        t->n_new[k]++;
        t->spent[k] += in->cost[s];
    }
    for (int i = t->by_site->row_start[s]; i < t->by_site->row_start[s + 1]; i++)
        if (k < t->first[t->by_site->site[i]]) t->first[t->by_site->site[i]] = k;
}

/* First phase that covers a zone without site s. */
static int first_without(const struct timetable *t, int z, int s)
{
    const struct reach *r = t->in->reach;
    int first = t->in->n_phases;

    for (int i = r->row_start[z]; i < r->row_start[z + 1]; i++) {
        int k = t->phase[r->site[i]];

        if (r->site[i] != s && k >= 0 && k < first) first = k;
    }
    return first;
}

static void take(struct timetable *t, int s)
{
    const struct placement_input *in = t->in;
    int k = t->phase[s];

    if (in->site_district != NULL && in->site_district[s] >= 0)
        t->n_in_district[in->site_district[s]]--;
    t->n_new[k]--;
    t->spent[k] -= in->cost[s];
    for (int i = t->by_site->row_start[s]; i < t->by_site->row_start[s + 1]; i++) {
        int z = t->by_site->site[i];

        if (t->first[z] == k) t->first[z] = first_without(t, z, s);
    }
    t->phase[s] = -1;
    if (t->n_new[k] == 0) t->spent[k] = 0; /* no rounding is left behind */
}

/* What opening s in phase k adds. */
static double gain(const struct timetable *t, int s, int k)
{
    double sum = 0;

    for (int i = t->by_site->row_start[s]; i < t->by_site->row_start[s + 1]; i++) {
        int z = t->by_site->site[i];

        if (k < t->first[z]) sum += later(t, z)[k] - later(t, z)[t->first[z]];
    }
    return sum;
}

/* What closing s takes away. */
static double loss(const struct timetable *t, int s)
{
    double sum = 0;

    for (int i = t->by_site->row_start[s]; i < t->by_site->row_start[s + 1]; i++) {
        int z = t->by_site->site[i];

        if (t->first[z] == t->phase[s])
            sum += later(t, z)[t->first[z]] - later(t, z)[first_without(t, z, s)];
    }
    return sum;
}

static bool crowded(const struct timetable *t, int s)
{
    const struct reach *near = t->in->too_near;

    for (int i = near != NULL ? near->row_start[s] : 0;
         near != NULL && i < near->row_start[s + 1]; i++)
        if (t->phase[near->site[i]] >= 0) return true;
    return false;
}

static bool has_room(const struct timetable *t, int s, int k)
{
    int most = t->in->phase_p != NULL ? t->in->phase_p[k] : -1;

    return (most < 0 || t->n_new[k] < most) &&
           t->spent[k] + t->in->cost[s] <= timetable_money(t->in, k);
}

static bool fits(const struct timetable *t, int s, int k)
{
    bool new = t->in->status[s] == SITE_CANDIDATE || t->in->status[s] == SITE_REQUIRED;

    return new && t->phase[s] < 0 && has_room(t, s, k) && !crowded(t, s);
}

static bool district_needs(const struct timetable *t, int s)
{
    int d = t->in->site_district != NULL ? t->in->site_district[s] : -1;

    return d >= 0 && t->in->min_per_district > 0 &&
           t->n_in_district[d] <= t->in->min_per_district;
}

/* ---- made and judged ---- */

enum err timetable_create(struct timetable *t, const struct placement_input *in,
                          struct error *err)
{
    size_t nz = (size_t)in->reach->n_zones + 1, ns = (size_t)in->reach->n_sites + 1;
    size_t nk = (size_t)in->n_phases + 1;

    *t = (struct timetable){.in = in};
    t->later = calloc(nz * nk, sizeof *t->later);
    t->phase = calloc(ns, sizeof *t->phase);
    t->first = calloc(nz, sizeof *t->first);
    t->n_new = calloc(nk, sizeof *t->n_new);
    t->spent = calloc(nk, sizeof *t->spent);
    t->n_in_district = calloc((size_t)in->n_districts + 1, sizeof *t->n_in_district);
    t->must = calloc(ns, sizeof *t->must);
    t->most = calloc(ns, sizeof *t->most);
    if (t->later == NULL || t->phase == NULL || t->first == NULL || t->n_new == NULL ||
        t->spent == NULL || t->n_in_district == NULL || t->must == NULL || t->most == NULL)
        return error_nomem(err, "a plan over phases");
    TRY(reach_transpose(&t->by_site, in->reach, err));
    for (int z = 0; z < in->reach->n_zones; z++) {
        t->first[z] = in->n_phases;
        for (int k = in->n_phases; k-- > 0;)
            later(t, z)[k] = later(t, z)[k + 1] + timetable_weight(in, k, z);
    }
    for (int s = 0; s < in->reach->n_sites; s++) {
        t->phase[s] = -1;
        t->must[s] = in->status[s] == SITE_REQUIRED;
    }
    for (int s = 0; s < in->reach->n_sites; s++)
        if (in->status[s] == SITE_EXISTING) put(t, s, 0);
    return ERR_OK;
}

double timetable_value(const struct timetable *t)
{
    double sum = 0;

    for (int z = 0; z < t->in->reach->n_zones; z++)
        sum += later(t, z)[t->first[z]];
    return sum;
}

bool timetable_complete(const struct timetable *t)
{
    for (int s = 0; s < t->in->reach->n_sites; s++)
        if (t->in->status[s] == SITE_REQUIRED && t->phase[s] < 0) return false;
    for (int d = 0; d < t->in->n_districts; d++)
        if (t->n_in_district[d] < t->in->min_per_district) return false;
    return true;
}

static void close_all(struct timetable *t)
{
    for (int s = 0; s < t->in->reach->n_sites; s++)
        if (t->phase[s] >= 0 && t->in->status[s] != SITE_EXISTING) take(t, s);
}

bool timetable_set(struct timetable *t, const int phase[])
{
    close_all(t);
    for (int s = 0; s < t->in->reach->n_sites; s++) {
        if (t->in->status[s] == SITE_EXISTING || phase[s] < 0) continue;
        if (!fits(t, s, phase[s])) return false;
        put(t, s, phase[s]);
    }
    return timetable_complete(t);
}

/* ---- greedy ---- */

/* Sites that districts lack: the ones that cover most. */
static void choose_musts(struct timetable *t)
{
    const struct placement_input *in = t->in;

    for (int d = 0; in->min_per_district > 0 && d < in->n_districts; d++) {
        int n = 0;

        for (int s = 0; s < in->reach->n_sites; s++)
            n += in->site_district[s] == d && (t->phase[s] >= 0 || t->must[s]);
        for (; n < in->min_per_district; n++) {
            int best = -1;

            for (int s = 0; s < in->reach->n_sites; s++)
                if (in->site_district[s] == d && in->status[s] == SITE_CANDIDATE &&
                    !t->must[s] && !crowded(t, s) && (best < 0 || t->most[s] > t->most[best]))
                    best = s;
            if (best < 0) break;
            t->must[best] = true;
        }
    }
}

/* The site that adds most in phase k; -1: none that fits adds anything. Gains only shrink, so
 * one that is old and too small needs no new look. */
static int best_site(struct timetable *t, int k, bool by_cost)
{
    int best = -1;
    double most = 0;

    for (int s = 0; s < t->in->reach->n_sites; s++) {
        double per = by_cost ? t->in->cost[s] + 1e-9 : 1;

        if (!fits(t, s, k)) continue;
        if (t->must[s]) return s;
        if (t->most[s] / per <= most) continue;
        t->most[s] = gain(t, s, k);
        if (t->most[s] / per <= most) continue;
        most = t->most[s] / per;
        best = s;
    }
    return best;
}

static void greedy(struct timetable *t, bool by_cost, struct cover_limits *limits)
{
    for (int s = 0; s < t->in->reach->n_sites; s++)
        t->most[s] = t->phase[s] < 0 ? gain(t, s, 0) : 0;
    choose_musts(t);
    for (int k = 0; k < t->in->n_phases; k++)
        for (int s; !cover_spend(limits, 1) && (s = best_site(t, k, by_cost)) >= 0;)
            put(t, s, k);
}

/* ---- better ones ---- */

/* Another site in the place of s; true: one is better. */
static bool replace(struct timetable *t, int s)
{
    int k = t->phase[s], best = s;
    double most, least = 1e-12 * timetable_value(t);

    if (t->must[s] || district_needs(t, s)) return false;
    take(t, s);
    most = gain(t, s, k) + least;
    for (int other = 0; other < t->in->reach->n_sites; other++) {
        double more;

        if (other == s || !fits(t, other, k)) continue;
        more = gain(t, other, k);
        if (more <= most) continue;
        most = more;
        best = other;
    }
    put(t, best, k);
    return best != s;
}

/* Two sites in each other's phases; true: it helps. */
static bool exchange(struct timetable *t, int a, int b)
{
    int first = t->phase[a], second = t->phase[b];
    double before = loss(t, a), now;

    take(t, a);
    before += loss(t, b);
    take(t, b);
    if (has_room(t, a, second) && has_room(t, b, first)) {
        now = gain(t, a, second);
        put(t, a, second);
        now += gain(t, b, first);
        put(t, b, first);
        if (now > before * (1 + 1e-12)) return true;
        take(t, b);
        take(t, a);
    }
    put(t, a, first);
    put(t, b, second);
    return false;
}

static bool is_new(const struct timetable *t, int s)
{
    return t->phase[s] >= 0 && t->in->status[s] != SITE_EXISTING;
}

void timetable_search(struct timetable *t, bool by_cost, struct cover_limits *limits)
{
    int n_sites = t->in->reach->n_sites;
    bool better = true;

    close_all(t);
    greedy(t, by_cost, limits);
    for (int round = 0; round < 50 && better; round++) {
        better = false;
        for (int a = 0; a < n_sites; a++) {
            if (!is_new(t, a)) continue;
            if (cover_spend(limits, 1)) return;
            better |= replace(t, a);
        }
        for (int a = 0; a < n_sites; a++)
            for (int b = a + 1; b < n_sites && is_new(t, a); b++) {
                if (!is_new(t, b) || t->phase[a] == t->phase[b]) continue;
                if (cover_spend(limits, 0)) return;
                better |= exchange(t, a, b);
            }
    }
}

void timetable_prune(struct timetable *t)
{
    for (;;) {
        int dearest = -1;

        for (int s = 0; s < t->in->reach->n_sites; s++) {
            if (t->phase[s] < 0 || t->in->status[s] != SITE_CANDIDATE) continue;
            if (dearest >= 0 && t->in->cost[s] <= t->in->cost[dearest]) continue;
            if (!district_needs(t, s) && loss(t, s) <= 0) dearest = s;
        }
        if (dearest < 0) return;
        take(t, dearest);
    }
}

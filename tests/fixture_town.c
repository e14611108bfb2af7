/* fixture_town.c - see fixture_town.h. The shapes are chosen so that greedy choices mislead and
 * linear relaxations are fractional; the tests print how often. */
#include "tests/fixture_town.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tests/assert.h"

static unsigned long long dice;

void town_seed(unsigned long long seed)
{
    dice = seed;
}

double town_uniform(void)
{
    unsigned long long z = (dice += 0x9E3779B97F4A7C15ULL);

    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return (double)((z ^ (z >> 31)) >> 11) / 9007199254740992.0;
}

int town_below(int n)
{
    return (int)(town_uniform() * n);
}

/* ---- who reaches whom ---- */

/* Points in a square, a radius of every third zone's own; on a coarse grid distances tie. */
static void pairs_by_distance(struct town *t, bool grid, double wide)
{
    double sx[MOST_SITES], sy[MOST_SITES], general = wide * (250 + 300 * town_uniform());

    for (int s = 0; s < t->n_sites; s++) {
        sx[s] = grid ? 100 * town_below(11) : 1000 * town_uniform();
        sy[s] = grid ? 100 * town_below(11) : 1000 * town_uniform();
    }
    for (int z = 0; z < t->n_zones; z++) {
        double x = grid ? 100 * town_below(11) : 1000 * town_uniform();
        double y = grid ? 100 * town_below(11) : 1000 * town_uniform();
        double radius = z % 3 == 0 ? general * (0.5 + town_uniform()) : general;

        for (int s = 0; s < t->n_sites; s++) {
            double m = hypot(x - sx[s], y - sy[s]);

            if (m <= radius + 1e-6) t->m[z][s] = grid ? round(m) : m;
        }
    }
}

/* A few sites a zone, without geometry: odd cycles make the relaxation fractional. */
static void pairs_by_chance(struct town *t, int least)
{
    for (int z = 0; z < t->n_zones; z++) {
        int n = least + town_below(2), first = town_below(t->n_sites);
        int step = 1 + town_below(t->n_sites - 1);

        for (int k = 0, s = first; k < n; k++, s = (s + step) % t->n_sites) {
            if (k > 0 && s == first) break;
            t->m[z][s] = 10 + floor(town_uniform() * 90);
        }
    }
}

/* The first three sites share the zones out among them; every other one has a little more than
 * one of them, from all three, and misleads a greedy choice. */
static void pairs_with_decoys(struct town *t)
{
    for (int z = 0; z < t->n_zones; z++)
        for (int s = 0; s < t->n_sites; s++)
            if (s < 3 ? z % 3 == s : town_uniform() < 0.4) t->m[z][s] = 10 + town_below(90);
}

static void set_pairs(struct town *t, unsigned kind, int number)
{
    int least = kind & TOWN_DISTANCE ? 2 + number % 5 : 2 + number % 2;

    for (int z = 0; z < MOST_ZONES; z++)
        for (int s = 0; s < MOST_SITES; s++)
            t->m[z][s] = (double)INFINITY;
    if (number % 16 == 4 && kind & TOWN_MAXIMISE)
        pairs_with_decoys(t);
    else if (number % 4 == 0)
        pairs_by_distance(t, number % 8 == 0, kind & TOWN_DISTANCE ? 3 : 1);
    else
        pairs_by_chance(t, least);
}

/* ---- numbers ---- */

static void set_weights(struct town *t, double weight[], int kind)
{
    double sum = 0, scale = 1;

    for (int z = 0; z < t->n_zones; z++) {
        weight[z] = kind == 0 ? 1 + town_below(5) : 3.1 + 9.3 * town_uniform();
        if (town_below(12) == 0) weight[z] = 0;
        sum += weight[z];
    }
    if (kind == 2) scale = 1e9 / (sum + 1e-3);
    if (kind == 3) scale = 1e-6 / (sum + 1e-3);
    for (int z = 0; z < t->n_zones; z++)
        weight[z] *= scale;
}

static void set_sites(struct town *t, bool whole, bool mixed)
{
    for (int s = 0; s < t->n_sites; s++) {
        int k = mixed ? town_below(100) : 99;

        t->cost[s] = whole ? town_below(12) : 0.3 + 9.1 * town_uniform();
        if (town_below(12) == 0) t->cost[s] = 0;
        t->status[s] = k < 8    ? SITE_EXISTING
                       : k < 14 ? SITE_REQUIRED
                       : k < 24 ? SITE_FORBIDDEN
                                : SITE_CANDIDATE;
    }
}

/* P, a budget, both or (where the model may) neither; now and then a budget that is the sum of
 * some costs, so that it is met to the last digit. */
static void set_limits(struct town *t, unsigned kind, int number)
{
    t->p = -1;
    t->budget = (double)INFINITY;
    if (kind & TAKE_P) {
        t->p = number % 11 == 3 ? -1 : 4 + town_below(3);
        if (number % 29 == 1) t->p = town_below(2);
        if (number % 16 == 4) t->p = 3;
        if (kind & TAKE_SERVE_COST && number % 3 != 0) t->p = -1;
        if (kind & TAKE_CAPACITY && kind & TOWN_MAXIMISE && t->p > 3) t->p -= 2;
        if (kind & TOWN_SINGLE && kind & TOWN_MAXIMISE && number % 3) t->p = -1;
    }
    if (kind & TAKE_BUDGET && (number % 3 == 1 || t->p < 0)) {
        t->budget = 10 + (kind & TAKE_CAPACITY ? 10 : 25) * town_uniform();
        if (kind & TAKE_SERVE_COST && number % 5 != 0) t->budget = (double)INFINITY;
        if (number % 7 == 0) {
            t->budget = 0;
            for (int s = t->n_sites - 1; s >= 0; s--)
                if (town_below(3) == 0) t->budget += t->cost[s];
        }
    }
    t->objective = kind & TAKE_OBJECTIVE && number % 2 ? OBJECTIVE_COST : OBJECTIVE_COUNT;
}

/* Districts in every fifth city, spacing in another fifth. */
static void set_sides(struct town *t, int number)
{
    t->n_districts = 1 + town_below(MOST_DISTRICTS);
    t->min_per_district = number % 5 == 3 ? 1 + (town_below(4) == 0) : 0;
    for (int s = 0; s < t->n_sites; s++)
        t->district[s] = town_below(8) == 0 ? -1 : town_below(t->n_districts);
    t->has_spacing = number % 5 == 4 || number % 35 == 3;
    for (int a = 0; a < t->n_sites && t->has_spacing; a++)
        for (int b = 0; b < a; b++)
            if (town_uniform() < (number % 2 ? 0.12 : 0.3)) {
                t->near[a] |= 1U << b;
                t->near[b] |= 1U << a;
            }
}

static void set_capacities(struct town *t, unsigned kind, int number)
{
    double sum = 0, tight = 0.8 + 1.2 * town_uniform();
    bool all = number % 13 == 5;

    for (int z = 0; z < t->n_zones; z++)
        sum += t->weight[z];
    t->has_capacity = number % 17 != 2;
    t->has_serve_cost = number % 3 == 0;
    t->single_source = kind & TOWN_SINGLE;
    for (int s = 0; s < t->n_sites; s++) {
        double mean = tight * sum / (kind & TOWN_SINGLE ? 5 : 3 + town_below(3));

        t->capacity[s] = mean * (0.5 + town_uniform());
        if (number % 4 == 0) t->capacity[s] = floor(t->capacity[s]); /* whole like weights */
        if (town_below(15) == 0) t->capacity[s] = town_below(2) ? 0 : (double)INFINITY;
        if (all && s == 0) t->capacity[s] = sum; /* just enough */
        if (!t->has_capacity) t->capacity[s] = (double)INFINITY;
        for (int z = 0; z < t->n_zones; z++)
            t->serve[z][s] = (1 + town_below(9)) * (number % 2 ? 1 : 0.37 * t->weight[z]);
    }
    /* Costs of sites weigh against those of service, whatever the weights' unit. */
    for (int s = 0; s < t->n_sites && kind & TAKE_SERVE_COST && !t->has_serve_cost; s++)
        t->cost[s] *= sum;
    if (kind & TAKE_SERVE_COST && !t->has_serve_cost) t->budget *= sum;
}

static void set_options(struct town *t, unsigned kind, int number)
{
    static const double twice[] = {0.5, 0.3, 0.8, 0, 1}, share[] = {0.5, 0.75, 0.9, 0.6, 0.97};

    t->gradual = kind & TOWN_GRADUAL;
    t->cover_share = kind & TOWN_SHARED ? share[number % 5] - 0.1 * (number % 3 == 0) : 1;
    t->twice_share = twice[number % 7 % 5];
    for (int z = 0; z < t->n_zones; z++)
        for (int s = 0; s < t->n_sites; s++) {
            int k = town_below(4);

            t->share[z][s] = !t->gradual ? 1 : k == 0 ? town_uniform() : k == 1 ? 0.5 : 1;
        }
    t->n_phases = kind & TAKE_PHASES ? 1 + town_below(MOST_PHASES) : 0;
    for (int k = 0; k < t->n_phases; k++) {
        t->phase_p[k] = number % 4 == 3 ? -1 : town_below(9) ? 1 + town_below(3) : 0;
        t->phase_budget[k] = number % 3 ? (double)INFINITY : 4 + 12 * town_uniform();
        if (t->phase_p[k] < 0) t->phase_budget[k] = 4 + 12 * town_uniform();
        set_weights(t, t->phase_weight[k], number % 4);
        for (int z = 0; z < t->n_zones && number % 6 == 0; z++)
            t->phase_weight[k][z] = t->weight[z];
    }
}

struct town *town_create(unsigned kind, int number, bool middling)
{
    struct town *t = calloc(1, sizeof *t);
    int zones, sites;

    assert_non_null(t);
    dice = 1000003ULL * (unsigned long long)number + 42;
    zones = number % 4 ? 24 + town_below(17) : 8 + town_below(33);
    sites = number % 4 ? 11 + town_below(4) : 6 + town_below(9);
    if (kind & TOWN_SMALL) { /* every eighth as large as the others */
        zones = kind & TOWN_SINGLE ? 8 + town_below(13) : 8 + town_below(number % 8 ? 9 : 33);
        sites = kind & TOWN_SINGLE ? 6 + town_below(6) : 6 + town_below(number % 8 ? 5 : 9);
    }
    if (middling) {
        bool small = (kind & TOWN_SMALL) != 0, single = (kind & TOWN_SINGLE) != 0;

        zones = single ? 24 : small ? 45 : 60 + town_below(50);
        sites = single ? 10 : small ? 16 : 18 + town_below(11);
    }
    t->n_zones = zones;
    t->n_sites = sites;
    set_pairs(t, kind, number);
    set_weights(t, t->weight, number % 4);
    set_sites(t, number % 2 == 0, number % 5 < 2);
    set_limits(t, kind, number);
    set_sides(t, number);
    set_options(t, kind, number);
    if (kind & TAKE_CAPACITY) set_capacities(t, kind, number);
    town_ready(t);
    return t;
}

/* cover_reduce.c - what need not be looked at: dominated sites and elements, sites that have to
 * be open, and parts that have nothing to do with each other.
 *
 *   site s goes      when another site covers all that s covers and is no dearer          (1)
 *   element e goes   when it must be covered and a smaller row of sites, which must be
 *                    covered too, lies within its own: who covers that one covers e       (2)
 *   site s opens     when it is one of the only ones over an element that has to have them (3)
 *
 * Elements that need several sites keep the sites under them from (1): both may be wanted. A
 * site that stands for another is too near to no site that the other is not.
 *
 * Source: R. Garfinkel and G. Nemhauser, Integer Programming (1972), section 8.4. */
#include "model/cover/cover.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Which rows and columns are still there. */
struct sieve {
    const struct cover *c;
    bool *gone;            /* owned [n_elements] covered, or implied by another */
    int *n_open;           /* owned [n_elements] sites opened over it */
    unsigned char *choice; /* [n_sites] */
    int *n_sites;          /* owned [n_elements] free sites over it */
    int *n_elements;       /* owned [n_sites] elements left under it */
    uint64_t *bits;        /* owned [n_elements] free sites over it, many sites to a bit */
    int *order;            /* owned [n_elements] elements, those under fewest sites first */
    int *first;            /* owned [n_sites + 2] scratch of the order */
    double until_s;        /* of cover_clock() */
    bool changed;
};

/* Assumed: of the time that is left, what may go into looking for dominated ones. */
static const double time_share = 0.3;

/* Every step holds by itself: what was not looked at in time stays. */
static bool is_over(const struct sieve *v, int k)
{
    return k % 64 == 0 &&
           (placement_interrupted || (!isinf(v->until_s) && cover_clock() > v->until_s));
}

static bool has_site(const struct reach *rows, int e, int s)
{
    int low = rows->row_start[e], high = rows->row_start[e + 1];

    while (low < high) {
        int mid = low + (high - low) / 2;

        if (rows->site[mid] < s)
            low = mid + 1;
        else
            high = mid;
    }
    return low < rows->row_start[e + 1] && rows->site[low] == s;
}

static void count(struct sieve *v)
{
    const struct reach *rows = v->c->rows;

    memset(v->n_elements, 0, (size_t)v->c->n_sites * sizeof *v->n_elements);
    for (int e = 0; e < v->c->n_elements; e++) {
        v->n_sites[e] = 0;
        v->bits[e] = 0;
        for (int k = rows->row_start[e]; k < rows->row_start[e + 1]; k++) {
            int s = rows->site[k];

            if (!v->gone[e]) v->n_elements[s]++;
            if (v->choice[s] != COVER_FREE) continue;
            v->n_sites[e]++;
            v->bits[e] |= UINT64_C(1) << ((unsigned)s * 2654435761U >> 26); /* Knuth's hash */
        }
    }
}

/* Who is under few sites implies others, which need not be asked any more. */
static void sort_elements(struct sieve *v)
{
    int *first = v->first;

    memset(first, 0, ((size_t)v->c->n_sites + 2) * sizeof *first);
    for (int e = 0; e < v->c->n_elements; e++)
        first[v->n_sites[e] + 1]++;
    for (int n = 0; n <= v->c->n_sites; n++)
        first[n + 1] += first[n];
    for (int e = 0; e < v->c->n_elements; e++)
        v->order[first[v->n_sites[e]]++] = e;
}

static void open_site(struct sieve *v, int s)
{
    const struct reach *cols = v->c->cols, *near = v->c->near;

    v->choice[s] = COVER_OPEN;
    v->changed = true;
    for (int k = cols->row_start[s]; k < cols->row_start[s + 1]; k++) {
        int e = cols->site[k];

        if (++v->n_open[e] >= cover_need(v->c, e)) v->gone[e] = true;
    }
    for (int k = near != NULL ? near->row_start[s] : 0;
         near != NULL && k < near->row_start[s + 1]; k++)
        if (v->choice[near->site[k]] == COVER_FREE) v->choice[near->site[k]] = COVER_CLOSED;
}

/* Sites that an element still has to have. */
static int must_left(const struct sieve *v, int e)
{
    return cover_must(v->c, e) - v->n_open[e];
}

/* (3) */
static void open_only_ones(struct sieve *v)
{
    const struct reach *rows = v->c->rows;

    for (int e = 0; e < v->c->n_elements; e++) {
        /* Sites that another of them closes would leave too few: the rest tells. */
        if (v->gone[e] || must_left(v, e) < 1 || v->n_sites[e] != must_left(v, e)) continue;
        for (int k = rows->row_start[e]; k < rows->row_start[e + 1]; k++)
            if (v->choice[rows->site[k]] == COVER_FREE) open_site(v, rows->site[k]);
    }
}

/* Whether site t may stand for s: same or more elements, no dearer, the first of equals. */
static bool site_stands_for(const struct sieve *v, int t, int s)
{
    const struct cover *c = v->c;

    if (v->n_elements[t] < v->n_elements[s]) return false;
    if (c->price[t] > c->price[s] || c->cost[t] > c->cost[s]) return false;
    if (v->n_elements[t] == v->n_elements[s] && c->price[t] >= c->price[s] &&
        c->cost[t] >= c->cost[s] && t > s)
        return false;
    for (int k = c->cols->row_start[s]; k < c->cols->row_start[s + 1]; k++) {
        int e = c->cols->site[k];

        if (v->gone[e]) continue;
        if (cover_need(c, e) - v->n_open[e] > 1 || !has_site(c->rows, e, t)) return false;
    }
    for (int k = c->near != NULL ? c->near->row_start[t] : 0;
         c->near != NULL && k < c->near->row_start[t + 1]; k++) {
        int r = c->near->site[k];

        if (r != s && v->choice[r] == COVER_FREE && !has_site(c->near, s, r)) return false;
    }
    return true;
}

/* (1): only sites over the element of s with the fewest sites can stand for it. */
static void close_dominated(struct sieve *v)
{
    const struct cover *c = v->c;

    for (int s = 0; s < c->n_sites && !is_over(v, s); s++) {
        int narrow = -1;

        if (v->choice[s] != COVER_FREE) continue;
        for (int k = c->cols->row_start[s]; k < c->cols->row_start[s + 1]; k++) {
            int e = c->cols->site[k];

            if (!v->gone[e] && (narrow < 0 || v->n_sites[e] < v->n_sites[narrow])) narrow = e;
        }
        if (narrow < 0) { /* nothing left to cover */
            v->choice[s] = COVER_CLOSED;
            continue;
        }
        for (int k = c->rows->row_start[narrow]; k < c->rows->row_start[narrow + 1]; k++) {
            int t = c->rows->site[k];

            if (t == s || v->choice[t] != COVER_FREE || !site_stands_for(v, t, s)) continue;
            v->choice[s] = COVER_CLOSED;
            v->changed = true;
            break;
        }
    }
}

/* Whether what f has to have covers e: the free sites of f are all sites of e; of equals the
 * first. */
static bool implies(const struct sieve *v, int f, int e)
{
    const struct reach *rows = v->c->rows;

    if (v->n_sites[f] > v->n_sites[e] || (v->bits[f] & ~v->bits[e]) != 0) return false;
    if (must_left(v, e) < 1) return false;
    if (must_left(v, f) < cover_need(v->c, e) - v->n_open[e]) return false;
    if (v->n_sites[f] == v->n_sites[e] && f > e &&
        cover_need(v->c, f) - v->n_open[f] <= must_left(v, e))
        return false; /* e implies f as well, and comes first */
    for (int k = rows->row_start[f]; k < rows->row_start[f + 1]; k++) {
        int s = rows->site[k];

        if (v->choice[s] == COVER_FREE && !has_site(rows, e, s)) return false;
    }
    return true;
}

/* (2): what f implies lies under every site of f, so the site with the fewest is enough. */
static void drop_implied(struct sieve *v)
{
    const struct cover *c = v->c;

    sort_elements(v);
    for (int i = 0; i < c->n_elements && !is_over(v, i); i++) {
        int f = v->order[i], narrow = -1;

        if (v->gone[f] || must_left(v, f) < 1) continue;
        for (int k = c->rows->row_start[f]; k < c->rows->row_start[f + 1]; k++) {
            int s = c->rows->site[k];

            if (v->choice[s] == COVER_FREE &&
                (narrow < 0 || v->n_elements[s] < v->n_elements[narrow]))
                narrow = s;
        }
        if (narrow < 0) continue;
        for (int k = c->cols->row_start[narrow]; k < c->cols->row_start[narrow + 1]; k++) {
            int e = c->cols->site[k];

            if (e == f || v->gone[e] || !implies(v, f, e)) continue;
            v->gone[e] = true;
            v->changed = true;
        }
    }
}

enum err cover_reduce(struct cover **out, const struct cover *c,
                      const struct cover_limits *limits, unsigned char choice[],
                      struct error *err)
{
    bool dominated = (c->skip & SKIP_DOMINATED) == 0;
    struct sieve v = {.c = c, .choice = choice, .until_s = INFINITY};
    double now_s = cover_clock();
    enum err code;

    if (!isinf(limits->deadline)) v.until_s = now_s + time_share * (limits->deadline - now_s);
    v.gone = calloc((size_t)c->n_elements + 1, sizeof *v.gone);
    v.n_open = calloc((size_t)c->n_elements + 1, sizeof *v.n_open);
    v.n_sites = calloc((size_t)c->n_elements + 1, sizeof *v.n_sites);
    v.n_elements = calloc((size_t)c->n_sites + 1, sizeof *v.n_elements);
    v.bits = malloc(((size_t)c->n_elements + 1) * sizeof *v.bits);
    v.order = malloc(((size_t)c->n_elements + 1) * sizeof *v.order);
    v.first = malloc(((size_t)c->n_sites + 2) * sizeof *v.first);
    if (v.gone == NULL || v.n_open == NULL || v.n_sites == NULL || v.n_elements == NULL ||
        v.bits == NULL || v.order == NULL || v.first == NULL) {
        code = error_nomem(err, "reducing a covering problem");
    } else {
        memset(choice, COVER_FREE, (size_t)c->n_sites);
        for (int round = 0; round < 30 && (round == 0 || (v.changed && !is_over(&v, 0)));
             round++) {
            v.changed = false;
            count(&v);
            if (dominated) drop_implied(&v);
            count(&v);
            if ((c->skip & SKIP_FIX) == 0) open_only_ones(&v);
            count(&v);
            if (dominated) close_dominated(&v);
        }
        code = cover_restrict(out, c, choice, v.gone, err);
    }
    free(v.gone);
    free(v.n_open);
    free(v.n_sites);
    free(v.n_elements);
    free(v.bits);
    free(v.order);
    free(v.first);
    return code;
}

static int root_of(int parent[], int s)
{
    while (parent[s] != s) {
        parent[s] = parent[parent[s]];
        s = parent[s];
    }
    return s;
}

/* The root of a part is its least site. */
static void unite(int parent[], int a, int b)
{
    a = root_of(parent, a);
    b = root_of(parent, b);
    if (a < b) parent[b] = a;
    if (b < a) parent[a] = b;
}

enum err cover_parts(const struct cover *c, int part[], int *n, struct error *err)
{
    bool whole = c->p < c->n_sites || !isinf(c->budget) || (c->skip & SKIP_PARTS) != 0;
    int *parent = malloc(((size_t)c->n_sites + 1) * sizeof *parent);

    if (parent == NULL) return error_nomem(err, "the parts of a covering problem");
    for (int s = 0; s < c->n_sites; s++)
        parent[s] = s;
    for (int e = 0; e < c->n_elements; e++)
        for (int k = c->rows->row_start[e] + 1; k < c->rows->row_start[e + 1]; k++)
            unite(parent, c->rows->site[k - 1], c->rows->site[k]);
    for (int s = 0; c->near != NULL && s < c->n_sites; s++)
        for (int k = c->near->row_start[s]; k < c->near->row_start[s + 1]; k++)
            unite(parent, s, c->near->site[k]);
    *n = 0;
    /* A limit on all sites together makes them one part. A root is the least of its part. */
    for (int s = 0; s < c->n_sites; s++) {
        if (whole)
            part[s] = 0;
        else
            part[s] = parent[s] == s ? (*n)++ : part[root_of(parent, s)];
    }
    if (whole) *n = c->n_sites > 0;
    free(parent);
    return ERR_OK;
}

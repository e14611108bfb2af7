/* cover_exact.c - exact cuts of regions.
 *
 * At a point X the most that mixtures of whole sets reach is
 *
 *   max sum_k l_k f(S_k)   s.t.  sum_k l_k [s in S_k] <= X_s,  sum_k l_k = 1,  l >= 0     (1)
 *
 * Its duals beta, alpha make a cut t <= alpha + sum beta_s x_s once no set is worth more than
 * alpha at prices beta; cover_price_solve() finds such a set or proves that there is none.
 * Sites with X_s = 0 get the least beta that keeps the cut true. All regions go side by side:
 * (1) in the thread that calls, prices on many. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/cover/cover_master.h"
#include "model/parallel.h"

/* Assumed; each bounds the work of one separation. */
enum { INNER_STEPS = 40, LIFT_STEPS = 100, PRICE_NODES = 300, SETS_MOST = 400 };

/* One region's separation. */
struct separation {
    struct lp *mix; /* owned (1): rows of sites, then the sum; NULL before the first use */
    int n_sets;
    bool active, violated;
    uint64_t support; /* sites with X_s > 0 or x_s > 0 */
    double mixture;   /* (1) over the sets known */
    double need;      /* dual of the sum: a set worth more joins */
    double price[REGION_SITES];
    struct cover_price ask;
    /* the best cut so far */
    double allows, alpha, beta[REGION_SITES];
};

struct cover_exact {
    struct cover_master *m;
    struct separation *at; /* owned [regions] */
    int *todo, n_todo;     /* owned: regions at work */
    int n_threads, n_chunks;
    struct cover_price_room **room; /* owned [n_chunks] */
    const double *point;            /* X, by site of the problem */
};

enum err cover_exact_create(struct cover_exact **out, struct cover_master *m, int n_threads,
                            struct error *err)
{
    struct cover_exact *x = calloc(1, sizeof *x);
    size_t n = (size_t)m->regions->n + 1;
    enum err code = ERR_OK;

    if (x == NULL) return error_nomem(err, "the exact cuts");
    x->m = m;
    x->n_threads = n_threads;
    x->at = calloc(n, sizeof *x->at);
    x->todo = malloc(n * sizeof *x->todo);
    x->room = calloc((size_t)n_threads, sizeof(struct cover_price_room *));
    if (x->at == NULL || x->todo == NULL || x->room == NULL)
        code = error_nomem(err, "the exact cuts");
    while (code == ERR_OK && x->n_chunks < n_threads) {
        code = cover_price_room_create(&x->room[x->n_chunks], err);
        x->n_chunks += code == ERR_OK;
    }
    if (code == ERR_OK)
        *out = x;
    else
        cover_exact_free(x);
    return code;
}

void cover_exact_free(struct cover_exact *x)
{
    if (x == NULL) return;
    for (int r = 0; x->at != NULL && r < x->m->regions->n; r++)
        lp_free(x->at[r].mix);
    for (int k = 0; k < x->n_chunks; k++)
        cover_price_room_free(x->room[k]);
    free(x->room);
    free(x->at);
    free(x->todo);
    free(x);
}

/* ---- the mixture (1) ---- */

static enum err mix_begin(struct separation *v, const struct cover_region *r, struct error *err)
{
    int sum_row = r->n_sites;
    double one = 1;

    lp_free(v->mix);
    v->mix = NULL;
    v->n_sets = 0;
    TRY(lp_create(true, &v->mix, err));
    for (int i = 0; i < r->n_sites; i++)
        TRY(lp_add_row(v->mix, -INFINITY, 0, 0, NULL, NULL, err));
    TRY(lp_add_row(v->mix, 1, 1, 0, NULL, NULL, err));
    return lp_add_col(v->mix, 0, INFINITY, 0, 1, &sum_row, &one, err); /* no site */
}

static enum err mix_add(struct separation *v, const struct cover_region *r, uint64_t set,
                        struct error *err)
{
    int row[REGION_SITES + 1], n = 0;
    double value[REGION_SITES + 1];

    for (uint64_t rest = set; rest != 0; rest &= rest - 1) {
        row[n] = __builtin_ctzll(rest);
        value[n++] = 1;
    }
    row[n] = r->n_sites;
    value[n++] = 1;
    v->n_sets++;
    return lp_add_col(v->mix, 0, INFINITY, cover_region_value(r, set), n, row, value, err);
}

/* The point enters (1). Regions where it is whole need no exact cut. */
static enum err separation_begin(struct cover_exact *x, int k, struct error *err)
{
    const struct cover_region *r = &x->m->regions->at[k];
    struct separation *v = &x->at[k];
    bool fractional = false;

    v->active = v->violated = false;
    v->support = 0;
    v->allows = INFINITY;
    if (r->mask == NULL) return ERR_OK;
    for (int i = 0; i < r->n_sites; i++) {
        double X = x->point[r->site[i]], now = x->m->x[r->site[i]];

        if (X > 0 || now > 1e-9) v->support |= UINT64_C(1) << i;
        fractional |= X > 1e-6 && X < 1 - 1e-6;
    }
    if (!fractional) return ERR_OK;
    if (v->mix == NULL || v->n_sets > SETS_MOST) TRY(mix_begin(v, r, err));
    for (int i = 0; i < r->n_sites; i++) {
        bool in = v->support >> i & 1;
        double apart = 1 + (i + 1) * 0.01; /* equal bounds send the simplex round in circles */

        /* a little of each site of the support keeps its dual in sight */
        lp_set_row_bounds(v->mix, i, -INFINITY,
                          in ? fmax(x->point[r->site[i]], 0) + 1e-4 * apart : 1e-8 * apart);
    }
    v->active = true;
    return ERR_OK;
}

static enum err mix_solve(struct cover_exact *x, int k, const struct cover_limits *limits,
                          struct error *err)
{
    const struct cover_region *r = &x->m->regions->at[k];
    struct separation *v = &x->at[k];
    enum lp_status status;

    TRY(lp_solve(v->mix, true, limits->deadline, &status, err));
    if (status != LP_OPTIMAL) {
        v->active = false;
        return ERR_OK;
    }
    v->mixture = lp_objective(v->mix);
    v->need = lp_dual(v->mix, r->n_sites) + 1e-4 * fmax(1, fabs(v->mixture));
    for (int i = 0; i < r->n_sites; i++)
        v->price[i] = fmax(lp_dual(v->mix, i), 0);
    v->ask = (struct cover_price){
        .price = v->price, .allowed = v->support, .enough = v->need, .most_nodes = PRICE_NODES};
    return ERR_OK;
}

/* Keeps the cut of these prices if it is the tightest at X, and takes the new set. */
static enum err mix_learn(struct cover_exact *x, int k, struct error *err)
{
    const struct cover_region *r = &x->m->regions->at[k];
    struct separation *v = &x->at[k];
    double allows = v->ask.bound;

    for (uint64_t rest = v->support; rest != 0; rest &= rest - 1) {
        int i = __builtin_ctzll(rest);

        allows += v->price[i] * fmax(x->point[r->site[i]], 1e-4);
    }
    if (allows < v->allows) {
        v->allows = allows;
        v->alpha = v->ask.bound;
        memcpy(v->beta, v->price, sizeof v->beta);
    }
    v->active =
        v->ask.worth > v->need && v->allows > v->mixture + 1e-4 * fmax(1, fabs(v->mixture));
    return v->active ? mix_add(v, r, v->ask.set, err) : ERR_OK;
}

/* ---- many regions at once ---- */

static void collect(struct cover_exact *x, bool violated)
{
    x->n_todo = 0;
    for (int r = 0; r < x->m->regions->n; r++)
        if (violated ? x->at[r].violated : x->at[r].active) x->todo[x->n_todo++] = r;
}

static void price_task(void *context, int chunk)
{
    struct cover_exact *x = context;

    for (int k = chunk; k < x->n_todo; k += x->n_chunks)
        cover_price_solve(&x->m->regions->at[x->todo[k]], x->room[chunk],
                          &x->at[x->todo[k]].ask);
}

/* Sites outside the support get the least prices at which no set of all sites is worth more
 * than alpha; what is then still missing is added to alpha. */
static void lift(struct cover_region *r, struct separation *v, struct cover_price_room *room)
{
    uint64_t all = r->n_sites == 64 ? ~UINT64_C(0) : (UINT64_C(1) << r->n_sites) - 1;
    struct cover_price ask;

    for (int i = 0; i < r->n_sites; i++)
        if (!(v->support >> i & 1)) v->beta[i] = 0;
    for (int step = 0; step < LIFT_STEPS; step++) {
        uint64_t outside;
        double each;

        ask = (struct cover_price){
            .price = v->beta, .allowed = all, .enough = INFINITY, .most_nodes = PRICE_NODES};
        cover_price_solve(r, room, &ask);
        outside = ask.set & ~v->support;
        if (ask.bound <= v->alpha || ask.worth <= v->alpha || outside == 0) break;
        each = (ask.worth - v->alpha) / __builtin_popcountll(outside) * 1.0001;
        for (uint64_t rest = outside; rest != 0; rest &= rest - 1)
            v->beta[__builtin_ctzll(rest)] += each;
    }
    v->alpha = fmax(v->alpha, ask.bound);
}

static void lift_task(void *context, int chunk)
{
    struct cover_exact *x = context;

    for (int k = chunk; k < x->n_todo; k += x->n_chunks)
        lift(&x->m->regions->at[x->todo[k]], &x->at[x->todo[k]], x->room[chunk]);
}

/* What a cut allows at the relaxation's point. */
static double allowed_now(const struct cover_exact *x, int k)
{
    const struct cover_region *r = &x->m->regions->at[k];
    double sum = x->at[k].alpha;

    for (int i = 0; i < r->n_sites; i++)
        sum += x->at[k].beta[i] * x->m->x[r->site[i]];
    return sum;
}

static bool violates(const struct cover_exact *x, int k)
{
    return x->m->t[k] > allowed_now(x, k) + 1e-5 * fmax(1, x->m->t[k]);
}

static enum err generate(struct cover_exact *x, struct cover_limits *limits, struct error *err)
{
    for (int step = 0; step < INNER_STEPS; step++) {
        for (int k = 0; k < x->m->regions->n; k++)
            if (x->at[k].active) TRY(mix_solve(x, k, limits, err));
        collect(x, false);
        if (x->n_todo == 0 || cover_spend(limits, 0)) break;
        parallel_run(x->n_threads, x->n_chunks, price_task, x);
        for (int k = 0; k < x->n_todo; k++)
            TRY(mix_learn(x, x->todo[k], err));
    }
    return ERR_OK;
}

enum err cover_exact_separate(struct cover_exact *x, const double at[],
                              struct cover_limits *limits, int *n_added, struct error *err)
{
    x->point = at;
    for (int k = 0; k < x->m->regions->n; k++)
        TRY(separation_begin(x, k, err));
    TRY(generate(x, limits, err));
    for (int k = 0; k < x->m->regions->n; k++) {
        struct separation *v = &x->at[k];

        if (isinf(v->allows)) continue;
        for (int i = 0; i < x->m->regions->at[k].n_sites; i++)
            if (!(v->support >> i & 1)) v->beta[i] = 0;
        v->violated = violates(x, k);
    }
    collect(x, true);
    parallel_run(x->n_threads, x->n_chunks, lift_task, x);
    for (int k = 0; k < x->n_todo; k++) {
        const struct cover_region *r = &x->m->regions->at[x->todo[k]];

        if (!violates(x, x->todo[k])) continue;
        TRY(cover_master_add(x->m, x->todo[k], 1, x->at[x->todo[k]].alpha, r->n_sites, r->site,
                             x->at[x->todo[k]].beta, err));
        ++*n_added;
    }
    return ERR_OK;
}

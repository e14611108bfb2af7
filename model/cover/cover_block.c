/* cover_block.c - cuts over blocks of regions. See cover_block.h. */
#include "model/cover/cover_block.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/parallel.h"

/* Assumed; what a block's own problem may take, and how near its bound has to be. */
static const long block_work = 2500;
static const double block_gap = 1e-5;

/* A block's own problem: its elements pay their penalties, its sites their prices. */
struct block {
    int region, n_regions;
    struct cover *c;         /* owned; origin: sites of the whole */
    struct cover_state best; /* open: owned, kept from one separation to the next */
    double *price;           /* owned [n_sites of c] in units of the regions */
    long work;               /* steps of the last separation */
    enum err code;
    struct error err;
};

struct cover_blocks {
    struct cover_master *m; /* borrowed */
    struct block *at;       /* owned [n] */
    int n;
    const struct cover_limits *limits;
    long work_each; /* steps of a block at most */
};

static void block_clear(struct block *b)
{
    cover_free(b->c);
    free(b->best.open);
    free(b->price);
}

void cover_blocks_free(struct cover_blocks *blocks)
{
    if (blocks == NULL) return;
    for (int k = 0; k < blocks->n; k++)
        block_clear(&blocks->at[k]);
    free(blocks->at);
    free(blocks);
}

/* The elements of the block's regions, and their sites numbered anew. */
static enum err make_problem(struct block *b, const struct cover_master *m,
                             const struct cover_region *wide, struct error *err)
{
    const struct cover *c = m->c;
    const int *start = c->rows->row_start;
    size_t n = (size_t)wide->n_sites + 1, n_pairs = 1;
    int *local = malloc(((size_t)c->n_sites + 1) * sizeof *local);
    int *row_start = calloc((size_t)wide->n_elements + 1, sizeof *row_start), *site;
    double *penalty = malloc(((size_t)wide->n_elements + 1) * sizeof *penalty);
    double *zero = calloc(n, sizeof *zero);
    enum err code = ERR_OK;

    for (int i = 0; i < wide->n_elements; i++)
        n_pairs += (size_t)(start[wide->element[i] + 1] - start[wide->element[i]]);
    site = malloc(n_pairs * sizeof *site);
    b->best = (struct cover_state){.open = calloc(n, sizeof *b->best.open)};
    b->price = malloc(n * sizeof *b->price);
    if (local == NULL || row_start == NULL || penalty == NULL || zero == NULL || site == NULL ||
        b->best.open == NULL || b->price == NULL)
        code = error_nomem(err, "the cuts of a covering problem");
    for (int k = 0; code == ERR_OK && k < wide->n_sites; k++)
        local[wide->site[k]] = k;
    for (int i = 0, at = 0; code == ERR_OK && i < wide->n_elements; i++) {
        int e = wide->element[i];

        for (int k = start[e]; k < start[e + 1]; k++)
            site[at++] = local[c->rows->site[k]];
        row_start[i + 1] = at;
        penalty[i] = c->penalty[e];
    }
    if (code == ERR_OK)
        code = cover_create(&b->c,
                            &(struct cover_draft){.n_elements = wide->n_elements,
                                                  .n_sites = wide->n_sites,
                                                  .row_start = row_start,
                                                  .site = site,
                                                  .penalty = penalty,
                                                  .price = zero,
                                                  .cost = zero,
                                                  .origin = wide->site,
                                                  .p = wide->n_sites,
                                                  .budget = INFINITY},
                            err);
    free(local);
    free(row_start);
    free(penalty);
    free(zero);
    free(site);
    return code;
}

/* Regions of both sizes come from the same halvings: narrow ones of a wide one stand next to
 * each other. */
static enum err take_wide(struct cover_blocks *blocks, const struct cover_regions *wide,
                          struct error *err)
{
    const struct cover_regions *narrow = blocks->m->regions;
    int at = 0;

    blocks->at = calloc((size_t)wide->n + 1, sizeof *blocks->at);
    if (blocks->at == NULL) return error_nomem(err, "the cuts of a covering problem");
    for (int k = 0; k < wide->n; k++) {
        struct block *b = &blocks->at[blocks->n];
        int n = 0;

        b->region = at;
        while (at < narrow->n && n < wide->at[k].n_elements)
            n += narrow->at[at++].n_elements;
        b->n_regions = at - b->region;
        if (n != wide->at[k].n_elements) return ERR_OK; /* elements under very many sites */
        if (b->n_regions < 2) continue;                 /* cover_exact.c knows it already */
        blocks->n++;
        TRY(make_problem(b, blocks->m, &wide->at[k], err));
    }
    return ERR_OK;
}

enum err cover_blocks_create(struct cover_blocks **out, struct cover_master *m, int n_sites,
                             struct cover_limits *limits, struct error *err)
{
    struct cover_blocks *blocks = calloc(1, sizeof *blocks);
    struct cover_regions *wide = NULL;
    enum err code;

    if (blocks == NULL) return error_nomem(err, "the cuts of a covering problem");
    blocks->m = m;
    code = cover_regions_create(&wide, m->c, n_sites, INT_MAX, limits, err);
    /* cut short, the two need not be nested */
    if (code == ERR_OK && !limits->stopped) code = take_wide(blocks, wide, err);
    cover_regions_free(wide);
    if (code == ERR_OK)
        *out = blocks;
    else
        cover_blocks_free(blocks);
    return code;
}

/* ---- separation ---- */

/* The cut of a block at these prices holds whatever they are. Sites that no better plan has are
 * too dear for any, those that every better plan has are free. */
static void set_prices(struct block *b, const struct cover_master *m)
{
    const struct cover *c = b->c;
    double all = 0;

    for (int e = 0; e < c->n_elements; e++)
        all += c->penalty[e];
    for (int s = 0; s < c->n_sites; s++) {
        int of = c->origin[s];

        b->price[s] = m->reduced[of];
        if (m->lower[of] > 0) b->price[s] = 0;
        c->price[s] = b->price[s] * m->regions->unit;
        if (m->upper[of] <= 0) c->price[s] = 2 * all;
    }
}

static void solve_block(void *context, int k)
{
    struct cover_blocks *blocks = context;
    struct block *b = &blocks->at[k];
    struct cover_limits own = {.gap = block_gap,
                               .deadline = blocks->limits->deadline,
                               .work_left = blocks->work_each,
                               .n_threads = 1};

    b->code = cover_solve_from(b->c, &own, &b->best, &b->err);
    b->work = own.work_done;
}

/* sum of t of the regions <= alpha + sum of price x, alpha being what the block is worth at
 * most beyond its prices. */
static enum err add_cut(const struct cover_blocks *blocks, struct block *b, int *n_added,
                        struct error *err)
{
    struct cover_master *m = blocks->m;
    double alpha = 0, allows, t = 0;

    for (int k = b->region; k < b->region + b->n_regions; k++) {
        alpha += m->regions->at[k].all;
        t += m->t[k];
    }
    alpha -= b->best.bound / m->regions->unit * (1 - 1e-12);
    allows = alpha;
    for (int s = 0; s < b->c->n_sites; s++)
        allows += b->price[s] * m->x[b->c->origin[s]];
    if (!isfinite(alpha) || t <= allows + 1e-5 * fmax(1, t)) return ERR_OK;
    ++*n_added;
    return cover_master_add(m, b->region, b->n_regions, alpha, b->c->n_sites, b->c->origin,
                            b->price, err);
}

enum err cover_blocks_separate(struct cover_blocks *blocks, struct cover_limits *limits,
                               int *n_added, struct error *err)
{
    struct cover_master *m = blocks->m;
    long work = 0;

    if (blocks->n == 0) return ERR_OK;
    blocks->limits = limits;
    blocks->work_each = limits->work_left < block_work ? limits->work_left : block_work;
    for (int k = 0; k < blocks->n; k++) {
        cover_master_prices(m, blocks->at[k].region, blocks->at[k].n_regions);
        set_prices(&blocks->at[k], m);
    }
    parallel_run(limits->n_threads > 0 ? limits->n_threads : 1, blocks->n, solve_block, blocks);
    for (int k = 0; k < blocks->n; k++) {
        if (blocks->at[k].code != ERR_OK) {
            *err = blocks->at[k].err;
            return blocks->at[k].code;
        }
        TRY(add_cut(blocks, &blocks->at[k], n_added, err));
        work += blocks->at[k].work;
    }
    cover_spend(limits, 1 + work / blocks->n); /* a step on a block is that part of a step */
    return ERR_OK;
}

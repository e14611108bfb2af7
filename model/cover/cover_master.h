/* cover_master.h - the sites-only relaxation of a covering problem, kept tight by cuts.
 *
 *   max  sum_r t_r - sum_s price_s x_s
 *   s.t. t_r <= alpha + sum_s beta_s x_s     cuts of region r, or of the sum of some t_r next
 *                                            to each other: true of every set of sites (1)
 *        sum_s x_s <= p,  sum_s cost_s x_s <= budget (2) sum_{s over e} x_s >= 1 every element
 * that must be covered              (3) 0 <= x_s <= 1,  0 <= t_r <= all of region r
 *
 * in units of the regions. t_r stands for the penalty that the sites save in region r. Where
 * there are few pairs, the linear relaxation itself stands beside them,
 *
 *   t_r <= sum_e w_e y_e,   y_e <= sum_{s over e} x_s,   0 <= y_e <= 1    elements e of r (4)
 *
 * else cuts (1) stand for it. Cuts: of the linear relaxation (Benders; J.-F. Cordeau, F. Furini
 * and I. Ljubic, European Journal of Operational Research 275 (2019) 882-896,
 * doi:10.1016/j.ejor.2018.12.021), and exact ones (cover_exact.c), which go beyond it. */
#ifndef CHARGEPLAN_MODEL_COVER_MASTER_H
#define CHARGEPLAN_MODEL_COVER_MASTER_H

#include "model/cover/cover_region.h"
#include "model/lp.h"

struct cover_cut {
    int region, n_regions, n;
    double alpha;
    int *site;    /* owned [n] */
    double *beta; /* owned [n] > 0 */
    int idle;     /* solves since it was tight */
};

struct cover_master {
    const struct cover *c;
    struct cover_regions *regions; /* owned */
    struct lp *lp;         /* owned: columns x, then t; then y; rows (2), (3), (4), then cuts */
    bool compact;          /* (4) is there */
    int n_first;           /* rows before the cuts */
    bool has_budget;       /* the row of the budget is there, in units of: */
    double budget_unit;    /* the budget, so that GLPK's tolerance is a share of it */
    struct cover_cut *cut; /* owned [n_cuts] beside the rows after n_first */
    int n_cuts, room_cuts;
    double *lower, *upper; /* owned [n_sites] bounds of x in the relaxation */
    /* of the last solve */
    enum lp_status status;
    double *x, *t;   /* owned [n_sites], [regions] the relaxation's point */
    double *reduced; /* owned [n_sites] worth of opening beyond what it costs, by the duals */
    double bound;    /* no plan within the bounds has a lower value: computed again from the
                        duals, in plain arithmetic */
};

/* Takes the regions over. compact: with (4). Errors: ERR_NOMEM, ERR_SOLVER. */
enum err cover_master_create(struct cover_master **out, const struct cover *c,
                             struct cover_regions *regions, bool compact, struct error *err);
void cover_master_free(struct cover_master *m); /* NULL is fine */

void cover_master_bounds(struct cover_master *m, int site, double lower, double upper);

/* Solves the relaxation and fills what stands above. An infeasible one has bound INFINITY; a
 * stopped one leaves bound as it was. */
enum err cover_master_solve(struct cover_master *m, const struct cover_limits *limits,
                            struct error *err);

/* cover_master_duals.c: m->bound and m->reduced from the duals, signs mended. */
void cover_master_bound_again(struct cover_master *m);
/* What the duals of the last solve make the sites pay for the penalties of some regions, in
 * m->reduced [n_sites], in units of the regions: each region's own share of its cuts. */
void cover_master_prices(struct cover_master *m, int region, int n_regions);

/* Adds a cut on the sum of t of n_regions regions; beta[k] belongs to site[k], those of 0 are
 * left out. */
enum err cover_master_add(struct cover_master *m, int region, int n_regions, double alpha,
                          int n, const int site[], const double beta[], struct error *err);
/* Cuts of the linear relaxation at `at`, for all regions where the last point violates them;
 * none where (4) is there. */
enum err cover_master_linear(struct cover_master *m, const double at[], int *n_added,
                             struct error *err);
/* Drops cuts that were slack for more than `idle` solves. */
enum err cover_master_purge(struct cover_master *m, int idle, struct error *err);

/* cover_exact.c: exact cuts. The concave closure of a region's f_r, what mixtures of whole sets
 * can reach, lies below the linear relaxation; its supporting planes are found by column
 * generation over cover_price_solve(): Fenchel cuts (E. A. Boyd, Operations Research 42 (1994)
 * 53-64, doi:10.1287/opre.42.1.53). */
struct cover_exact; /* opaque: the sets found so far, by region */
enum err cover_exact_create(struct cover_exact **out, struct cover_master *m, int n_threads,
                            struct error *err);
void cover_exact_free(struct cover_exact *x); /* NULL is fine */
/* Adds cuts that separate the last point, found at `at`. */
enum err cover_exact_separate(struct cover_exact *x, const double at[],
                              struct cover_limits *limits, int *n_added, struct error *err);

#endif

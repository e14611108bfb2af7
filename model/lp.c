/* lp.c - a living linear problem on GLPK. */
#include "model/lp.h"

#include <math.h>
#include <stdlib.h>

#include "model/cover/cover.h"
#include "model/milp_fence.h"

/* Simplex iterations before the first look at the interrupt; iterations a row and column after
 * which a simplex goes round in circles (seen: millions on 39 rows), the first time and from
 * another basis, where no other try follows. All assumed. */
enum { CHUNK = 5000, CIRCLES = 10, LAST_CIRCLES = 100 };

struct lp {
    glp_prob *lp;
    bool maximise, primal;
    int generation;          /* of GLPK's environment */
    double deadline, enough; /* of the objective; NAN: go on */
    int most_steps;          /* 0: go on */
    bool early;              /* stopped by one of the two */
    enum lp_status status;
    /* what the next piece of work is given */
    double lower, upper, objective;
    int n, *index; /* owned [room + 1] from 1, as GLPK wants it */
    double *value; /* owned [room + 1] */
    int room;
};

static bool dead(const struct lp *lp)
{
    return lp->lp == NULL || lp->generation != milp_fence_generation();
}

static enum err fence(struct lp *lp, void (*work)(void *), struct error *err)
{
    if (dead(lp)) return error_set(err, ERR_SOLVER, "GLPK gave up on an earlier problem");
    return milp_fence(work, lp, err);
}

static void work_create(void *context)
{
    struct lp *lp = context;

    lp->lp = glp_create_prob();
    glp_set_obj_dir(lp->lp, lp->maximise ? GLP_MAX : GLP_MIN);
}

enum err lp_create(bool maximise, struct lp **out, struct error *err)
{
    struct lp *lp = calloc(1, sizeof *lp);
    enum err code;

    if (lp == NULL) return error_nomem(err, "a linear problem");
    lp->maximise = maximise;
    lp->enough = NAN;
    code = milp_fence(work_create, lp, err);
    lp->generation = milp_fence_generation();
    if (code == ERR_OK)
        *out = lp;
    else
        free(lp);
    return code;
}

static void work_free(void *context)
{
    glp_delete_prob(((struct lp *)context)->lp);
}

void lp_free(struct lp *lp)
{
    struct error ignored;

    if (lp == NULL) return;
    if (!dead(lp)) milp_fence(work_free, lp, &ignored);
    free(lp->index);
    free(lp->value);
    free(lp);
}

/* GLP_DB with equal bounds is refused. */
static int type_of(double lower, double upper)
{
    if (isinf(lower)) return isinf(upper) ? GLP_FR : GLP_UP;
    if (isinf(upper)) return GLP_LO;
    return lower < upper ? GLP_DB : GLP_FX;
}

/* Puts indices and values where the work finds them, counted from 1. */
static enum err hand_over(struct lp *lp, int n, const int index[], const double value[],
                          struct error *err)
{
    if (n > lp->room) {
        int room = 2 * n + 100;
        int *wider = realloc(lp->index, ((size_t)room + 1) * sizeof *wider);
        double *more = realloc(lp->value, ((size_t)room + 1) * sizeof *more);

        if (wider != NULL) lp->index = wider;
        if (more != NULL) lp->value = more;
        if (wider == NULL || more == NULL) return error_nomem(err, "a linear problem");
        lp->room = room;
    }
    lp->n = n;
    for (int k = 0; k < n; k++) {
        lp->index[k + 1] = index[k] + 1;
        if (value != NULL) lp->value[k + 1] = value[k];
    }
    return ERR_OK;
}

static void work_add_col(void *context)
{
    struct lp *lp = context;
    int col = glp_add_cols(lp->lp, 1);

    glp_set_col_bnds(lp->lp, col, type_of(lp->lower, lp->upper), lp->lower, lp->upper);
    glp_set_obj_coef(lp->lp, col, lp->objective);
    if (lp->n > 0) glp_set_mat_col(lp->lp, col, lp->n, lp->index, lp->value);
}

enum err lp_add_col(struct lp *lp, double lower, double upper, double objective, int n,
                    const int row[], const double value[], struct error *err)
{
    TRY(hand_over(lp, n, row, value, err));
    lp->lower = lower;
    lp->upper = upper;
    lp->objective = objective;
    return fence(lp, work_add_col, err);
}

static void work_add_row(void *context)
{
    struct lp *lp = context;
    int row = glp_add_rows(lp->lp, 1);

    glp_set_row_bnds(lp->lp, row, type_of(lp->lower, lp->upper), lp->lower, lp->upper);
    if (lp->n > 0) glp_set_mat_row(lp->lp, row, lp->n, lp->index, lp->value);
}

enum err lp_add_row(struct lp *lp, double lower, double upper, int n, const int col[],
                    const double value[], struct error *err)
{
    TRY(hand_over(lp, n, col, value, err));
    lp->lower = lower;
    lp->upper = upper;
    return fence(lp, work_add_row, err);
}

static void work_drop(void *context)
{
    struct lp *lp = context;

    glp_del_rows(lp->lp, lp->n, lp->index);
}

enum err lp_drop_rows(struct lp *lp, int n, const int row[], struct error *err)
{
    if (n == 0) return ERR_OK;
    TRY(hand_over(lp, n, row, NULL, err));
    return fence(lp, work_drop, err);
}

void lp_set_col_bounds(struct lp *lp, int col, double lower, double upper)
{
    if (!dead(lp)) glp_set_col_bnds(lp->lp, col + 1, type_of(lower, upper), lower, upper);
}

void lp_set_row_bounds(struct lp *lp, int row, double lower, double upper)
{
    if (!dead(lp)) glp_set_row_bnds(lp->lp, row + 1, type_of(lower, upper), lower, upper);
}

int lp_n_rows(const struct lp *lp)
{
    return dead(lp) ? 0 : glp_get_num_rows(lp->lp);
}

void lp_set_stops(struct lp *lp, double enough, int most_steps)
{
    lp->enough = enough;
    lp->most_steps = most_steps;
}

/* What the caller lets the dual simplex stop at. */
static void set_stops(const struct lp *lp, glp_smcp *parm)
{
    if (parm->meth != GLP_DUALP) return;
    if (!isnan(lp->enough) && lp->maximise) parm->obj_ll = lp->enough;
    if (!isnan(lp->enough) && !lp->maximise) parm->obj_ul = lp->enough;
    if (lp->most_steps > 0) parm->it_lim = lp->most_steps;
}

/* One run of the simplex, in chunks. Each begins without what GLPK does against cycling, so it
 * is twice as long as the one before, with the other ratio test. True: an answer; false:
 * stopped or failed. */
static bool simplex(struct lp *lp, int method, int ratio_test, long circles, bool *failed)
{
    long size = (long)glp_get_num_rows(lp->lp) + glp_get_num_cols(lp->lp);
    glp_smcp parm;

    glp_init_smcp(&parm);
    parm.msg_lev = GLP_MSG_OFF;
    parm.meth = method;
    parm.r_test = ratio_test;
    parm.it_lim = CHUNK;
    set_stops(lp, &parm);
    *failed = false;
    for (long done = 0; done <= circles * size; done += parm.it_lim, parm.it_lim *= 2) {
        int code;

        if (!isinf(lp->deadline)) {
            double left_ms = (lp->deadline - cover_clock()) * 1000;

            /* GLPK counts whole ones: not before the deadline, or it looks like a failure */
            parm.tm_lim = left_ms > 1e9 ? 1000000000 : left_ms < 0 ? 1 : (int)left_ms + 2;
        }
        code = glp_simplex(lp->lp, &parm);
        if (code == 0) return true;
        lp->early = code == GLP_EOBJUL || code == GLP_EOBJLL ||
                    (code == GLP_EITLIM && lp->most_steps > 0 && method == GLP_DUALP);
        if (lp->early) return false;
        *failed = code != GLP_EITLIM && code != GLP_ETMLIM;
        if (code != GLP_EITLIM || placement_interrupted) return false;
        parm.r_test = parm.r_test == GLP_RT_STD ? GLP_RT_HAR : GLP_RT_STD;
    }
    *failed = true; /* round in circles: from another basis it may not */
    return false;
}

static void work_solve(void *context)
{
    struct lp *lp = context;
    bool failed, done;

    lp->early = false;
    done = simplex(lp, lp->primal ? GLP_PRIMAL : GLP_DUALP, GLP_RT_STD, CIRCLES, &failed);
    /* a singular basis or lost precision, or a wrong turn of the dual simplex: once more from
     * the beginning */
    if (failed ||
        (done && glp_get_status(lp->lp) != GLP_OPT && glp_get_status(lp->lp) != GLP_NOFEAS)) {
        glp_std_basis(lp->lp);
        done = simplex(lp, GLP_PRIMAL, GLP_RT_HAR, LAST_CIRCLES, &failed);
    }
    lp->status = lp->early ? LP_EARLY : LP_STOPPED;
    if (done && glp_get_status(lp->lp) == GLP_OPT) lp->status = LP_OPTIMAL;
    if (done && glp_get_status(lp->lp) == GLP_NOFEAS) lp->status = LP_INFEASIBLE;
}

enum err lp_solve(struct lp *lp, bool primal, double deadline, enum lp_status *out,
                  struct error *err)
{
    lp->primal = primal;
    lp->deadline = deadline;
    TRY(fence(lp, work_solve, err));
    *out = lp->status;
    return ERR_OK;
}

double lp_objective(const struct lp *lp)
{
    return dead(lp) ? NAN : glp_get_obj_val(lp->lp);
}

double lp_value(const struct lp *lp, int col)
{
    return dead(lp) ? NAN : glp_get_col_prim(lp->lp, col + 1);
}

double lp_reduced_cost(const struct lp *lp, int col)
{
    return dead(lp) ? NAN : glp_get_col_dual(lp->lp, col + 1);
}

double lp_dual(const struct lp *lp, int row)
{
    return dead(lp) ? NAN : glp_get_row_dual(lp->lp, row + 1);
}

double lp_activity(const struct lp *lp, int row)
{
    return dead(lp) ? NAN : glp_get_row_prim(lp->lp, row + 1);
}

bool lp_row_basic(const struct lp *lp, int row)
{
    return !dead(lp) && glp_get_row_stat(lp->lp, row + 1) == GLP_BS;
}

/* milp.c - problems gathered once, on GLPK. */
#include <float.h>
#include <limits.h>
#include <math.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "model/milp_fence.h"
#include "model/milp_gather.h"

void milp_result_clear(struct milp_result *result)
{
    free(result->value);
    free(result->row_dual);
    free(result->reduced_cost);
    *result = (struct milp_result){0};
}

/* ---- the fence ---- */

/* One solve: what goes through the fence and comes back. */
struct job {
    struct milp *m;
    struct milp_params params;
    const char *path; /* milp_write_lp */
    glp_prob *lp;
    double scale; /* power of two on the objective, so that weights of any size are near 1000 */
    double deadline;           /* seconds of the monotonic clock; INFINITY: none */
    struct milp_matrix matrix; /* owned */
    double *start;             /* owned, from 1 */
    bool has_mip;              /* result: values come from the branch and bound */
    bool started, failed;      /* the start was handed over; a code that is no answer */
    bool unscaled;             /* the matrix as it is: GLPK's scaling failed */
    int code;                  /* GLPK's code of a failure */
    int told;                  /* nodes when tell() was called last */
    struct milp_result result;
};

static _Thread_local jmp_buf fence;
static _Thread_local char fence_said[200]; /* what GLPK printed before it gave up */
static _Thread_local int generation;

/* Swallows what GLPK prints; the beginning is kept for the error's sentence. */
static int hear(void *info, const char *said)
{
    size_t have = strlen(fence_said);

    (void)info;
    snprintf(fence_said + have, sizeof fence_said - have, "%s", said);
    return 1;
}

static void leave(void *info)
{
    (void)info;
    longjmp(fence, 1);
}

enum err milp_fence(void (*work)(void *context), void *context, struct error *err)
{
    fence_said[0] = '\0';
    if (glp_init_env() > 1) return error_nomem(err, "GLPK"); /* it would end the program */
    if (setjmp(fence) != 0) {
        glp_error_hook(NULL, NULL);
        glp_term_hook(NULL, NULL);
        glp_free_env();
        generation++;
        if (strstr(fence_said, "no memory") != NULL) return error_nomem(err, "GLPK");
        fence_said[strcspn(fence_said, "\n")] = '\0';
        return error_set(err, ERR_SOLVER, "GLPK gave up: %s", fence_said);
    }
    glp_term_out(GLP_OFF);
    glp_term_hook(hear, NULL);
    glp_error_hook(leave, NULL);
    work(context);
    glp_error_hook(NULL, NULL);
    glp_term_hook(NULL, NULL);
    return ERR_OK;
}

int milp_fence_generation(void)
{
    return generation;
}

void milp_leave_thread(void)
{
    glp_free_env();
    generation++;
}

struct work {
    struct job *job;
    void (*work)(struct job *);
};

static void do_work(void *context)
{
    struct work *w = context;

    w->work(w->job);
    if (w->job->lp != NULL) glp_delete_prob(w->job->lp);
    w->job->lp = NULL;
}

static enum err inside(struct job *job, void (*work)(struct job *), struct error *err)
{
    struct work w = {job, work};
    enum err code = milp_fence(do_work, &w, err);

    job->lp = NULL;
    TRY(code);
    if (job->failed)
        return error_set(err, ERR_SOLVER, "GLPK could not solve the problem (code %d)",
                         job->code);
    return ERR_OK;
}

static double now_s(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int left_ms(const struct job *job)
{
    double left = (job->deadline - now_s()) * 1000;

    return left >= INT_MAX ? INT_MAX : left <= 1 ? 1 : (int)left;
}

static bool interrupted(const struct job *job)
{
    return job->params.interrupt != NULL && *job->params.interrupt != 0;
}

static int bound_type(struct bounds b)
{
    if (isinf(b.lower)) return isinf(b.upper) ? GLP_FR : GLP_UP;
    if (isinf(b.upper)) return GLP_LO;
    /* GLP_DB with equal bounds is refused. */
    return b.lower != b.upper ? GLP_DB : GLP_FX;
}

/* Where a column stands at the start, so that the slack basis is dual feasible where it can. */
static int slack_status(const struct job *job, int k)
{
    struct bounds b = job->m->col[k];
    bool up = (job->m->objective[k] > 0) == job->m->maximise && job->m->objective[k] != 0;

    if (bound_type(b) == GLP_DB) return up ? GLP_NU : GLP_NL;
    if (bound_type(b) == GLP_FR) return GLP_NF;
    if (bound_type(b) == GLP_FX) return GLP_NS;
    return bound_type(b) == GLP_UP ? GLP_NU : GLP_NL;
}

/* The last basis where there is one; new rows are basic. A kept status that the bounds no
 * longer allow is mended by GLPK itself. */
static void set_basis(struct job *job)
{
    const struct milp *m = job->m;
    int basic = 0;

    for (int k = 0; k < m->n_cols; k++) {
        int status = k < m->n_col_basis ? m->col_basis[k] : slack_status(job, k);

        glp_set_col_stat(job->lp, k + 1, status);
        basic += glp_get_col_stat(job->lp, k + 1) == GLP_BS;
    }
    for (int k = 0; k < m->n_rows; k++) {
        glp_set_row_stat(job->lp, k + 1, k < m->n_row_basis ? m->row_basis[k] : GLP_BS);
        basic += glp_get_row_stat(job->lp, k + 1) == GLP_BS;
    }
    if (basic != m->n_rows) glp_std_basis(job->lp);
}

static void load(struct job *job)
{
    const struct milp *m = job->m;

    job->lp = glp_create_prob();
    glp_set_obj_dir(job->lp, m->maximise ? GLP_MAX : GLP_MIN);
    if (m->n_rows > 0) glp_add_rows(job->lp, m->n_rows);
    if (m->n_cols > 0) glp_add_cols(job->lp, m->n_cols);
    for (int k = 0; k < m->n_rows; k++)
        glp_set_row_bnds(job->lp, k + 1, bound_type(m->row[k]), m->row[k].lower,
                         m->row[k].upper);
    for (int k = 0; k < m->n_cols; k++) {
        glp_set_col_kind(job->lp, k + 1, m->whole[k] ? GLP_IV : GLP_CV);
        glp_set_col_bnds(job->lp, k + 1, bound_type(m->col[k]), m->col[k].lower,
                         m->col[k].upper);
        glp_set_obj_coef(job->lp, k + 1, m->objective[k] * job->scale);
    }
    glp_set_obj_coef(job->lp, 0, m->offset * job->scale);
    glp_load_matrix(job->lp, job->matrix.n, job->matrix.row, job->matrix.col,
                    job->matrix.value);
}

/* ---- linear relaxation ---- */

enum { LP_CHUNK = 5000 }; /* simplex iterations between two looks at the interrupt */

/* Simplex in chunks. True: the answer stands in GLPK's statuses; false: a limit (result.stop)
 * or a failure. */
static bool simplex(struct job *job, int method)
{
    int before = glp_get_it_cnt(job->lp);
    glp_smcp parm;

    glp_init_smcp(&parm);
    parm.msg_lev = GLP_MSG_OFF;
    parm.meth = method;
    for (;;) {
        int code;

        if (!isinf(job->deadline)) parm.tm_lim = left_ms(job);
        parm.it_lim = LP_CHUNK;
        code = glp_simplex(job->lp, &parm);
        job->code = code;
        job->result.work = glp_get_it_cnt(job->lp) - before;
        if (code == 0) return true;
        job->result.stop = MILP_TIME;
        if (code == GLP_ETMLIM) return false;
        job->result.stop = MILP_INTERRUPTED;
        if (interrupted(job)) return false;
        job->failed = code != GLP_EITLIM;
        if (job->failed) return false;
        job->result.stop = MILP_WORK;
        if (job->params.work_limit > 0 && !job->has_mip &&
            job->result.work >= job->params.work_limit)
            return false;
    }
}

/* Solves the relaxation; the status of the result says what came out. */
static void relax(struct job *job)
{
    bool done;

    job->result.status = MILP_UNKNOWN;
    if (!job->unscaled) glp_scale_prob(job->lp, GLP_SF_AUTO);
    set_basis(job);
    done = simplex(job, GLP_DUALP);
    if (job->failed) { /* a singular basis or lost precision: once more from the beginning */
        job->failed = false;
        glp_std_basis(job->lp);
        done = simplex(job, GLP_PRIMAL);
    }
    if (!done) return;
    job->result.stop = MILP_PROVED;
    if (glp_get_status(job->lp) == GLP_OPT)
        job->result.status = MILP_OPTIMAL;
    else if (glp_get_status(job->lp) == GLP_NOFEAS)
        job->result.status = MILP_INFEASIBLE;
    else
        job->failed = true; /* unbounded or undefined is no answer */
}

static void keep_basis(struct job *job)
{
    struct milp *m = job->m;
    int *cols = realloc(m->col_basis, sizeof *cols * (size_t)(m->n_cols + 1));
    int *rows = realloc(m->row_basis, sizeof *rows * (size_t)(m->n_rows + 1));

    if (cols != NULL) m->col_basis = cols;
    if (rows != NULL) m->row_basis = rows;
    m->n_col_basis = m->n_row_basis = 0; /* without memory the next solve starts afresh */
    if (cols == NULL || rows == NULL) return;
    m->n_col_basis = m->n_cols;
    m->n_row_basis = m->n_rows;
    for (int k = 0; k < m->n_cols; k++)
        cols[k] = glp_get_col_stat(job->lp, k + 1);
    for (int k = 0; k < m->n_rows; k++)
        rows[k] = glp_get_row_stat(job->lp, k + 1);
}

static void work_lp(struct job *job)
{
    const struct milp *m = job->m;
    struct milp_result *r = &job->result;

    load(job);
    relax(job);
    if (r->status != MILP_OPTIMAL) return;
    keep_basis(job);
    r->objective = r->bound = glp_get_obj_val(job->lp) / job->scale;
    for (int k = 0; k < m->n_cols; k++) {
        r->value[k] = glp_get_col_prim(job->lp, k + 1);
        r->reduced_cost[k] = glp_get_col_dual(job->lp, k + 1) / job->scale;
    }
    for (int k = 0; k < m->n_rows; k++)
        r->row_dual[k] = glp_get_row_dual(job->lp, k + 1) / job->scale;
}

/* ---- branch and bound ---- */

static void tell(struct job *job, glp_tree *tree, int nodes)
{
    glp_prob *lp = glp_ios_get_prob(tree);
    int reason = glp_ios_reason(tree);

    if (job->params.tell == NULL) return;
    if (reason != GLP_IBINGO && (reason != GLP_ISELECT || nodes < job->told + 1000)) return;
    job->told = nodes;
    job->params.tell(job->params.tell_context, nodes,
                     glp_mip_status(lp) == GLP_FEAS ? glp_mip_obj_val(lp) / job->scale : NAN,
                     job->result.bound);
}

/* Called by GLPK at every step of the search: hands the start over, keeps the proven bound,
 * and stops at the limits. */
static void watch(glp_tree *tree, void *info)
{
    struct job *job = info;
    int best = glp_ios_best_node(tree);
    int nodes = 0;

    glp_ios_tree_size(tree, NULL, NULL, &nodes);
    job->result.work = nodes;
    if (best != 0 && fabs(glp_ios_node_bound(tree, best)) < DBL_MAX)
        job->result.bound = glp_ios_node_bound(tree, best) / job->scale;
    tell(job, tree, nodes);
    if (glp_ios_reason(tree) == GLP_IHEUR && job->start != NULL && !job->started) {
        job->started = true;
        glp_ios_heur_sol(tree, job->start);
    }
    if (interrupted(job)) {
        job->result.stop = MILP_INTERRUPTED;
        glp_ios_terminate(tree);
    } else if (job->params.work_limit > 0 && nodes > job->params.work_limit) {
        job->result.stop = MILP_WORK;
        glp_ios_terminate(tree);
    }
}

/* No plan's objective is larger than this: with a start between it and the bound, else by the
 * bounds of the columns. */
static double most_objective(const struct job *job)
{
    const struct milp *m = job->m;
    double most = fabs(m->offset);

    if (job->start != NULL)
        return fmax(fabs(job->result.bound), fabs(milp_objective(m, job->start + 1)));
    for (int k = 0; k < m->n_cols; k++)
        if (m->objective[k] != 0)
            most += fabs(m->objective[k]) * fmax(fabs(m->col[k].lower), fabs(m->col[k].upper));
    return most;
}

static void set_search(struct job *job, glp_iocp *parm)
{
    double most = most_objective(job);

    glp_init_iocp(parm);
    parm->msg_lev = GLP_MSG_OFF;
    parm->cb_func = watch;
    parm->cb_info = job;
    parm->mip_gap = job->params.gap;
    parm->tol_obj = 1e-9;
    if (job->params.step > 0 && most > 0 && isfinite(most)) {
        /* GLPK drops a node that is not better by tol_obj (1 + |objective|), the objective that
         * of its best plan so far. */
        double tol = 0.99 * job->params.step * job->scale / (1 + most * job->scale);

        if (tol > parm->tol_obj) parm->tol_obj = tol < 0.5 ? tol : 0.5;
    }
    if (job->params.cuts != MILP_NO_CUTS) parm->gmi_cuts = GLP_ON;
    if (job->params.cuts == MILP_ALL_CUTS)
        parm->mir_cuts = parm->cov_cuts = parm->clq_cuts = GLP_ON;
    if (!isinf(job->deadline)) parm->tm_lim = left_ms(job);
}

static void take_plan(struct job *job)
{
    struct milp_result *r = &job->result;
    const struct milp *m = job->m;

    for (int k = 0; k < m->n_cols; k++) {
        r->value[k] = glp_mip_col_val(job->lp, k + 1);
        if (m->whole[k]) r->value[k] = round(r->value[k]);
    }
    r->objective = milp_objective(m, r->value);
}

/* Loading, scaling and a first basis take GLPK about this long a coefficient, and look at no
 * clock: measured at 1,800,000 of them. */
static const double load_s = 6e-7;

static void work_mip(struct job *job)
{
    struct milp_result *r = &job->result;
    glp_iocp parm;
    int found;

    r->status = MILP_UNKNOWN;
    r->stop = MILP_TIME;
    if (job->deadline - now_s() < load_s * job->matrix.n) return;
    load(job);
    job->has_mip = true;
    relax(job);
    r->work = 0;
    if (r->status != MILP_OPTIMAL) return; /* infeasible, or a limit before the first node */
    keep_basis(job);
    r->bound = glp_get_obj_val(job->lp) / job->scale;
    r->status = MILP_UNKNOWN;
    set_search(job, &parm);
    job->code = glp_intopt(job->lp, &parm);
    found = glp_mip_status(job->lp);
    if (job->code == GLP_EMIPGAP) r->stop = MILP_GAP;
    if (job->code == GLP_ETMLIM) r->stop = MILP_TIME;
    job->failed = job->code != 0 && job->code != GLP_EMIPGAP && job->code != GLP_ETMLIM &&
                  job->code != GLP_ESTOP;
    if (job->code == 0 && found == GLP_NOFEAS)
        r->status = MILP_INFEASIBLE;
    else if (job->code == 0 && found == GLP_OPT)
        r->status = MILP_OPTIMAL;
    else if (found == GLP_FEAS || found == GLP_OPT)
        r->status = MILP_FEASIBLE;
    else
        job->failed |= job->code == 0;
    if (r->status == MILP_OPTIMAL || r->status == MILP_FEASIBLE) take_plan(job);
    if (r->status == MILP_OPTIMAL) r->bound = r->objective;
    if (r->status == MILP_FEASIBLE && r->stop == MILP_GAP) {
        /* GLPK ends before it tells the bound that made it end. */
        double gap = parm.mip_gap * (fabs(r->objective) + DBL_EPSILON / job->scale);

        r->bound = job->m->maximise ? fmin(r->bound, r->objective + gap)
                                    : fmax(r->bound, r->objective - gap);
    }
}

/* ---- into the fence and out of it ---- */

/* Nothing is known of the answer. */
static void forget(struct job *job)
{
    struct milp_result *r = &job->result;

    job->has_mip = job->started = job->failed = false;
    job->told = 0;
    r->status = MILP_OPTIMAL;
    r->stop = MILP_PROVED;
    r->work = 0;
    r->objective = NAN;
    r->bound = job->m->maximise ? INFINITY : -INFINITY;
}

static enum err prepare(struct job *job, struct error *err)
{
    const struct milp *m = job->m;
    size_t n_cols = (size_t)m->n_cols + 1, n_rows = (size_t)m->n_rows + 1;
    double largest = 0;

    if (!m->nomem && !milp_gather_finite(m))
        return error_set(err, ERR_SOLVER, "a number of the optimisation problem is not finite");
    TRY(milp_gather_matrix(m, &job->matrix, err));
    for (int k = 0; k < m->n_cols; k++)
        largest = fmax(largest, fabs(m->objective[k]));
    /* at most 2^1023, the largest power of two that a double holds */
    job->scale = largest > 0 ? exp2(fmin(floor(10 - log2(largest)), 1023)) : 1;
    job->deadline =
        job->params.time_limit_s > 0 ? now_s() + job->params.time_limit_s : INFINITY;
    forget(job);
    job->result.value = calloc(n_cols, sizeof(double));
    job->result.row_dual = calloc(n_rows, sizeof(double));
    job->result.reduced_cost = calloc(n_cols, sizeof(double));
    if (job->params.start != NULL) job->start = calloc(n_cols, sizeof(double));
    if (job->result.value == NULL || job->result.row_dual == NULL ||
        job->result.reduced_cost == NULL || (job->params.start != NULL && job->start == NULL))
        return error_nomem(err, "the answer of an optimisation problem");
    if (job->start != NULL)
        memcpy(job->start + 1, job->params.start, sizeof(double) * (n_cols - 1));
    return ERR_OK;
}

static enum err run(struct milp *m, const struct milp_params *params, const char *path,
                    void (*work)(struct job *), struct milp_result *result, struct error *err)
{
    struct job *job = calloc(1, sizeof *job);
    enum err code;

    if (job == NULL) return error_nomem(err, "an optimisation problem");
    job->m = m;
    job->path = path;
    if (params != NULL) job->params = *params;
    code = prepare(job, err);
    if (code == ERR_OK && milp_gather_cross(m) && path == NULL)
        job->result.status = MILP_INFEASIBLE;
    else if (code == ERR_OK)
        code = inside(job, work, err);
    if (code == ERR_SOLVER && path == NULL && job->matrix.n > 0) {
        /* numbers so far apart that a scale factor is 0 or the basis singular */
        forget(job);
        job->unscaled = true;
        code = inside(job, work, err);
    }
    free(job->matrix.row);
    free(job->matrix.col);
    free(job->matrix.value);
    free(job->start);
    if (code == ERR_OK && result != NULL) {
        if (job->result.status == MILP_INFEASIBLE || job->result.status == MILP_UNKNOWN) {
            free(job->result.value);
            job->result.value = NULL;
        }
        *result = job->result;
    } else {
        milp_result_clear(&job->result);
    }
    free(job);
    return code;
}

enum err milp_solve(struct milp *m, const struct milp_params *params,
                    struct milp_result *result, struct error *err)
{
    return run(m, params, NULL, work_mip, result, err);
}

enum err milp_solve_lp(struct milp *m, const struct milp_params *params,
                       struct milp_result *result, struct error *err)
{
    return run(m, params, NULL, work_lp, result, err);
}

/* GLPK writes no problem without rows in a form that anyone can read: a row that says no more
 * than a bound. */
static void add_empty_row(glp_prob *lp)
{
    const int col[] = {0, 1};
    const double one[] = {0, 1};

    if (glp_get_num_rows(lp) > 0 || glp_get_num_cols(lp) == 0) return;
    glp_add_rows(lp, 1);
    glp_set_mat_row(lp, 1, 1, col, one);
    if (glp_get_col_ub(lp, 1) < DBL_MAX)
        glp_set_row_bnds(lp, 1, GLP_UP, 0, glp_get_col_ub(lp, 1));
    else
        glp_set_row_bnds(lp, 1, GLP_LO, fmax(glp_get_col_lb(lp, 1), -1e300), 0);
}

static void work_write(struct job *job)
{
    job->scale = 1;
    load(job);
    add_empty_row(job->lp);
    job->code = glp_write_lp(job->lp, NULL, job->path);
    job->failed = job->code != 0;
}

enum err milp_write_lp(struct milp *m, const char *path, struct error *err)
{
    enum err code = run(m, NULL, path, work_write, NULL, err);

    if (code == ERR_SOLVER) return error_set(err, ERR_IO, "%s: cannot be written", path);
    return code;
}

const char *milp_library_version(void)
{
    static char text[32]; /* the same bytes at every call */

    if (text[0] == '\0') snprintf(text, sizeof text, "GLPK %s", glp_version());
    return text;
}

/* milp.c - the only file that knows GLPK. */
#include "model/milp.h"

#include <assert.h>
#include <float.h>
#include <glpk.h>
#include <limits.h>
#include <math.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct bounds {
    double lower, upper;
};

struct milp {
    bool maximise, nomem;
    int n_cols, room_cols, n_rows, room_rows, n_coefs, room_coefs;
    struct bounds *col, *row; /* owned [n_cols], [n_rows] */
    double *objective;        /* owned [n_cols] */
    bool *whole;              /* owned [n_cols] */
    double offset;
    int *coef_row, *coef_col; /* owned [n_coefs], from 0 */
    double *coef;
    int *col_basis,
        *row_basis; /* owned: statuses of the last LP basis; NULL before the first */
    int n_col_basis, n_row_basis;
};

/* ---- gathering ---- */

enum err milp_create(bool maximise, struct milp **out, struct error *err)
{
    struct milp *m = calloc(1, sizeof *m);

    if (m == NULL) return error_nomem(err, "an optimisation problem");
    m->maximise = maximise;
    *out = m;
    return ERR_OK;
}

void milp_free(struct milp *m)
{
    if (m == NULL) return;
    free(m->col);
    free(m->row);
    free(m->objective);
    free(m->whole);
    free(m->coef_row);
    free(m->coef_col);
    free(m->coef);
    free(m->col_basis);
    free(m->row_basis);
    free(m);
}

/* Makes room for one more element of `size` bytes; false (and the sticky flag) if it cannot. */
static bool grow(struct milp *m, void *array_at, int room, size_t size)
{
    void *old;
    void *wider;

    memcpy(&old, array_at, sizeof old);
    wider = realloc(old, (size_t)room * size);
    if (wider == NULL) {
        m->nomem = true;
        return false;
    }
    memcpy(array_at, &wider, sizeof wider);
    return true;
}

/* GLPK takes at most 100 million rows or columns and 500 million coefficients. */
static int wider_room(struct milp *m, int n, int most)
{
    if (n >= most) m->nomem = true;
    return n < 500 ? 1000 : n > most / 2 ? most : 2 * n;
}

int milp_add_col(struct milp *m, double lower, double upper, bool whole, double objective)
{
    if (m->n_cols == m->room_cols) {
        int room = wider_room(m, m->n_cols, 100000000);

        if (m->nomem || !grow(m, &m->col, room, sizeof *m->col) ||
            !grow(m, &m->objective, room, sizeof *m->objective) ||
            !grow(m, &m->whole, room, sizeof *m->whole))
            return 0;
        m->room_cols = room;
    }
    m->col[m->n_cols] = (struct bounds){lower, upper};
    m->objective[m->n_cols] = objective;
    m->whole[m->n_cols] = whole;
    return m->n_cols++;
}

int milp_add_row(struct milp *m, double lower, double upper)
{
    if (m->n_rows == m->room_rows) {
        int room = wider_room(m, m->n_rows, 100000000);

        if (m->nomem || !grow(m, &m->row, room, sizeof *m->row)) return 0;
        m->room_rows = room;
    }
    m->row[m->n_rows] = (struct bounds){lower, upper};
    return m->n_rows++;
}

void milp_add_coef(struct milp *m, int row, int col, double value)
{
    if (m->nomem) return;
    assert(row >= 0 && row < m->n_rows && col >= 0 && col < m->n_cols);
    if (m->n_coefs == m->room_coefs) {
        int room = wider_room(m, m->n_coefs, 500000000);

        if (m->nomem || !grow(m, &m->coef_row, room, sizeof *m->coef_row) ||
            !grow(m, &m->coef_col, room, sizeof *m->coef_col) ||
            !grow(m, &m->coef, room, sizeof *m->coef))
            return;
        m->room_coefs = room;
    }
    m->coef_row[m->n_coefs] = row;
    m->coef_col[m->n_coefs] = col;
    m->coef[m->n_coefs++] = value;
}

void milp_set_col_bounds(struct milp *m, int col, double lower, double upper)
{
    if (m->nomem) return;
    assert(col >= 0 && col < m->n_cols);
    m->col[col] = (struct bounds){lower, upper};
}

void milp_set_row_bounds(struct milp *m, int row, double lower, double upper)
{
    if (m->nomem) return;
    assert(row >= 0 && row < m->n_rows);
    m->row[row] = (struct bounds){lower, upper};
}

void milp_set_objective(struct milp *m, int col, double objective)
{
    if (m->nomem) return;
    assert(col >= 0 && col < m->n_cols);
    m->objective[col] = objective;
}

void milp_set_offset(struct milp *m, double offset)
{
    m->offset = offset;
}

int milp_n_cols(const struct milp *m)
{
    return m->n_cols;
}

int milp_n_rows(const struct milp *m)
{
    return m->n_rows;
}

double milp_objective(const struct milp *m, const double value[])
{
    double sum = m->offset;

    for (int k = 0; k < m->n_cols; k++)
        sum += m->objective[k] * value[k];
    return sum;
}

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
    double deadline;  /* seconds of the monotonic clock; INFINITY: none */
    int *rows, *cols; /* owned by gather(), as GLPK wants them: from 1, summed, no zeros */
    double *coefs, *start;
    int n_coefs;
    bool has_mip;         /* result: values come from the branch and bound */
    bool started, failed; /* the start was handed over; a code that is no answer */
    int code;             /* GLPK's code of a failure */
    struct milp_result result;
};

static _Thread_local jmp_buf fence;
static _Thread_local char fence_said[200]; /* what GLPK printed before it gave up */

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

/* Runs one piece of GLPK work. When GLPK aborts, its environment is freed, with every problem
 * of this thread in it, and the abort becomes ERR_SOLVER. */
static enum err inside(struct job *job, void (*work)(struct job *), struct error *err)
{
    fence_said[0] = '\0';
    if (setjmp(fence) != 0) {
        glp_error_hook(NULL, NULL);
        glp_term_hook(NULL, NULL);
        glp_free_env();
        fence_said[strcspn(fence_said, "\n")] = '\0';
        return error_set(err, ERR_SOLVER, "GLPK gave up: %s", fence_said);
    }
    glp_term_out(GLP_OFF);
    glp_term_hook(hear, NULL);
    glp_error_hook(leave, NULL);
    work(job);
    if (job->lp != NULL) glp_delete_prob(job->lp);
    glp_error_hook(NULL, NULL);
    glp_term_hook(NULL, NULL);
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
    glp_load_matrix(job->lp, job->n_coefs, job->rows, job->cols, job->coefs);
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
    glp_scale_prob(job->lp, GLP_SF_AUTO);
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

static void set_search(struct job *job, glp_iocp *parm)
{
    double most = fabs(job->result.bound), start = 0;

    glp_init_iocp(parm);
    parm->msg_lev = GLP_MSG_OFF;
    parm->cb_func = watch;
    parm->cb_info = job;
    parm->mip_gap = job->params.gap;
    parm->tol_obj = 1e-9;
    if (job->start != NULL) start = fabs(milp_objective(job->m, job->start + 1));
    if (start > most) most = start;
    if (job->params.step > 0 && most > 0) {
        /* GLPK drops a node that is not better by tol_obj (1 + |objective|). */
        double tol = 0.99 * job->params.step * job->scale / (1 + most * job->scale);

        if (tol > parm->tol_obj) parm->tol_obj = tol < 0.5 ? tol : 0.5;
    }
    if (job->params.cuts)
        parm->gmi_cuts = parm->mir_cuts = parm->cov_cuts = parm->clq_cuts = GLP_ON;
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

static void work_mip(struct job *job)
{
    struct milp_result *r = &job->result;
    glp_iocp parm;
    int found;

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
}

/* ---- into the fence and out of it ---- */

/* GLPK wants every place once and no zeros: a counting sort by row, then sums by column. */
static enum err gather(struct job *job, struct error *err)
{
    const struct milp *m = job->m;
    size_t n = (size_t)m->n_coefs + 1, n_rows = (size_t)m->n_rows + 2;
    int *start = calloc(n_rows, sizeof *start), *order = malloc(n * sizeof *order);
    int *seen = malloc(((size_t)m->n_cols + 1) * sizeof *seen);

    job->rows = malloc(n * sizeof *job->rows);
    job->cols = malloc(n * sizeof *job->cols);
    job->coefs = malloc(n * sizeof *job->coefs);
    if (start == NULL || order == NULL || seen == NULL || job->rows == NULL ||
        job->cols == NULL || job->coefs == NULL || m->nomem) {
        free(start);
        free(order);
        free(seen);
        return error_nomem(err, "the matrix of an optimisation problem");
    }
    for (int k = 0; k < m->n_coefs; k++)
        start[m->coef_row[k] + 2]++;
    for (int r = 1; r <= m->n_rows; r++)
        start[r + 1] += start[r];
    for (int k = 0; k < m->n_coefs; k++)
        order[start[m->coef_row[k] + 1]++] = k;
    memset(seen, 0, ((size_t)m->n_cols + 1) * sizeof *seen);
    for (int r = 0; r < m->n_rows; r++) {
        int first = job->n_coefs + 1;

        for (int i = start[r]; i < start[r + 1]; i++) {
            int k = order[i], c = m->coef_col[k];

            if (m->coef[k] == 0) continue;
            if (seen[c] >= first) {
                job->coefs[seen[c]] += m->coef[k];
                continue;
            }
            seen[c] = ++job->n_coefs;
            job->rows[job->n_coefs] = r + 1;
            job->cols[job->n_coefs] = c + 1;
            job->coefs[job->n_coefs] = m->coef[k];
        }
    }
    free(start);
    free(order);
    free(seen);
    return ERR_OK;
}

/* A column or row whose bounds cross: no plan can exist, and GLPK must not see it. */
static bool bounds_cross(const struct milp *m)
{
    for (int k = 0; k < m->n_cols; k++)
        if (m->col[k].lower > m->col[k].upper) return true;
    for (int k = 0; k < m->n_rows; k++)
        if (m->row[k].lower > m->row[k].upper) return true;
    return false;
}

/* GLPK computes on with NAN and calls the result optimal. */
static bool all_finite(const struct milp *m)
{
    bool fine = isfinite(m->offset);

    for (int k = 0; k < m->n_cols; k++)
        fine &= isfinite(m->objective[k]) && !isnan(m->col[k].lower) && !isnan(m->col[k].upper);
    for (int k = 0; k < m->n_rows; k++)
        fine &= !isnan(m->row[k].lower) && !isnan(m->row[k].upper);
    for (int k = 0; k < m->n_coefs; k++)
        fine &= isfinite(m->coef[k]);
    return fine;
}

static enum err prepare(struct job *job, struct error *err)
{
    const struct milp *m = job->m;
    size_t n_cols = (size_t)m->n_cols + 1, n_rows = (size_t)m->n_rows + 1;
    double largest = 0;

    if (!m->nomem && !all_finite(m))
        return error_set(err, ERR_SOLVER, "a number of the optimisation problem is not finite");
    TRY(gather(job, err));
    for (int k = 0; k < m->n_cols; k++)
        largest = fmax(largest, fabs(m->objective[k]));
    job->scale = largest > 0 && isfinite(largest) ? exp2(floor(10 - log2(largest))) : 1;
    job->deadline =
        job->params.time_limit_s > 0 ? now_s() + job->params.time_limit_s : INFINITY;
    job->result.objective = NAN;
    job->result.bound = m->maximise ? INFINITY : -INFINITY;
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
    if (code == ERR_OK && bounds_cross(m) && path == NULL)
        job->result.status = MILP_INFEASIBLE;
    else if (code == ERR_OK)
        code = inside(job, work, err);
    free(job->rows);
    free(job->cols);
    free(job->coefs);
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

static void work_write(struct job *job)
{
    job->scale = 1;
    load(job);
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

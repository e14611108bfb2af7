/* command_solve.c - a bare location problem from CSV files; the contract is kept exactly:
 * options, files, one JSON object on stdout, exit statuses. */
#include <math.h>
#include <stdio.h>

#include "model/cover/cover.h"
#include "model/placement/placement.h"
#include "output/commands/command.h"
#include "output/solve_case.h"
#include "output/solve_flows.h"
#include "output/solve_log.h"
#include "output/solve_lp.h"

/* P above what could be opened is a mistake; a budget below the cheapest site only a warning.
 */
static enum err check_limits(const struct solve_request *r, const struct solve_case *c,
                             struct error *err)
{
    double cheapest = INFINITY;
    int n = 0;

    for (int s = 0; s < c->n_sites; s++) {
        n += c->status[s] == SITE_CANDIDATE || c->status[s] == SITE_REQUIRED;
        if (c->status[s] == SITE_CANDIDATE) cheapest = fmin(cheapest, c->cost[s]);
    }
    if (r->p > n)
        return error_set(err, ERR_DATA,
                         "--p: %d is above the %d required and candidate sites of %s", r->p, n,
                         csv_path(c->sites));
    for (int k = 0; k < r->n_phases; k++)
        if (r->phase_p[k] > n)
            return error_set(err, ERR_DATA,
                             "--phases: %d (phase %d) is above the %d required and candidate "
                             "sites of %s",
                             r->phase_p[k], k + 1, n, csv_path(c->sites));
    if (r->budget < cheapest && !isinf(cheapest))
        fprintf(
            stderr,
            "chargeplan: warning: the budget %.15g is below the cheapest candidate (%.15g); no "
            "candidate can be opened\n",
            r->budget, cheapest);
    return ERR_OK;
}

/* The sentence about zones that nothing reaches, with the first of their ids. */
static void name_unreachable(const struct solve_case *c, bool with_weight,
                             struct placement_plan *plan)
{
    const char *first = NULL;
    int n = 0;

    for (int z = 0; z < c->n_zones; z++) {
        if (!c->unreachable[solve_case_row(c, z)] || (with_weight && c->weight[z] <= 0))
            continue;
        if (first == NULL) first = c->zone_id[z];
        n++;
    }
    if (n == 0) return;
    if (n == 1)
        said_set(&plan->reason,
                 with_weight ? MSG_WHY_WEIGHT_OUT_OF_REACH : MSG_WHY_OUT_OF_REACH,
                 said_text(first));
    else
        said_set(&plan->reason,
                 with_weight ? MSG_WHY_MORE_WEIGHT_OUT_OF_REACH : MSG_WHY_MORE_OUT_OF_REACH,
                 said_text(first), said_figure(n - 1));
    plan->status = PLAN_INFEASIBLE;
    plan->stop = STOP_PROVED;
}

static int exit_status(const struct placement_plan *plan)
{
    if (plan->stop == STOP_INTERRUPTED) return STATUS_INTERRUPTED;
    if (plan->status == PLAN_INFEASIBLE) return STATUS_INFEASIBLE;
    if (plan->status == PLAN_OPTIMAL) return STATUS_DONE;
    return plan->open != NULL && plan->stop == STOP_GAP ? STATUS_DONE : STATUS_LIMIT;
}

static void print_line(const struct solve_request *r, const struct placement_plan *plan)
{
    static const char *const word[] = {"optimal", "feasible", "infeasible", "unknown"};

    if (plan->open == NULL)
        fprintf(stderr, "%s: %s. %s\n", r->model->name, word[plan->status],
                plan->reason.in[LANGUAGE_EN]);
    else
        fprintf(stderr, "%s: %s, objective %.10g, bound %.10g, %d new sites for %.10g\n",
                r->model->name, word[plan->status], plan->objective, plan->bound, plan->n_new,
                plan->new_cost);
}

static bool any_unreachable(const struct solve_case *c)
{
    for (int row = 0; row < c->reach->n_zones; row++)
        if (c->unreachable[row]) return true;
    return false;
}

/* `began` is when the command did: to its user the time of reading counts too. */
static enum err work(const struct solve_request *r, const struct solve_case *c, double began,
                     struct placement_plan *plan, struct error *err)
{
    struct placement_input in = solve_case_input(c);
    struct solve_log log = {.stream = stderr};

    if (r->log) {
        in.limits.log = solve_log_event;
        in.limits.log_context = &log;
    }
    if (r->lp != NULL) TRY(solve_lp_write(r->model, &in, r->lp, err));
    *plan = (struct placement_plan){.objective = NAN, .bound = NAN, .gap = NAN};
    if (r->strict && any_unreachable(c)) {
        name_unreachable(c, false, plan);
        return ERR_OK;
    }
    if (in.limits.time_limit_s > 0)
        in.limits.time_limit_s = fmax(in.limits.time_limit_s - (cover_clock() - began), 1e-3);
    TRY(placement_solve(r->model, &in, plan, err));
    if (plan->status == PLAN_INFEASIBLE && r->model->needs_distance &&
        plan->n_required_over == 0)
        name_unreachable(c, true, plan);
    TRY(solve_answer_check(c, plan, err));
    return r->flows != NULL ? solve_flows_write(c, plan, r->flows, err) : ERR_OK;
}

static int solve(int argc, char **argv)
{
    struct placement_plan plan = {0};
    struct solve_case *c = NULL;
    struct solve_request r;
    struct options o;
    struct error err = {ERR_OK, ""};
    double began = cover_clock();
    enum err code;
    int status;

    if (!options_parse(&command_solve, argc, argv, solve_request_spec, 0, 0, &o))
        return STATUS_USAGE;
    if (o.help) {
        command_print_help(&command_solve);
        return STATUS_DONE;
    }
    code = solve_request_read(&r, &o, &err);
    if (code == ERR_OK) code = solve_case_read(&c, &r, &err);
    if (code == ERR_OK) code = check_limits(&r, c, &err);
    command_catch_interrupts();
    if (code == ERR_OK) code = work(&r, c, began, &plan, &err);
    if (code == ERR_OK) code = solve_answer_print(c, &plan, stdout, &err);
    if (code == ERR_OK && !o.json) print_line(&r, &plan);
    status = code == ERR_OK ? exit_status(&plan) : command_fail(&err);
    placement_plan_clear(&plan);
    solve_case_free(c);
    return status;
}

const struct command command_solve = {
    .name = "solve",
    .summary = "solve a bare location problem from CSV files",
    .usage =
        "--model NAME --demand D.csv --sites S.csv [--distances T.csv] [--radius-m R] "
        "[--radius2-m R2] [--p P] [--budget B] [--phases P1,P2,..] [--objective count|cost] "
        "[--cover-share A] [--twice-share W] [--single-source] [--min-per-district N] "
        "[--spacing-m M] [--strict] [--gap G] [--time-limit-s T] [--work-limit N] "
        "[--threads N] [--lp FILE] [--flows FILE] [--log] [--json]",
    .help =
        "  D.csv  id, weight, and x, y (metres) or lon, lat (degrees WGS 84); radius_m if a "
        "zone\n"
        "         has its own; district; weight_1, weight_2 .. if phases have their own\n"
        "  S.csv  id, the same pair; status (existing, required, candidate, forbidden), "
        "cost,\n"
        "         capacity (weight served at most), district\n"
        "  T.csv  demand, site, distance_m: each pair once; coordinates are then not read; "
        "cost\n"
        "         of serving the whole zone from the site instead of weight x distance\n"
        "\n"
        "`chargeplan models` lists the models, what each needs and which options it takes.\n"
        "\n"
        "  --radius2-m R2        a zone counts all up to R, less and less up to R2\n"
        "  --cover-share A       cover this share of the weight, not every zone\n"
        "  --twice-share W       part of a zone's weight that counts only when two sites "
        "cover\n"
        "                        it; 0.5\n"
        "  --phases P1,P2,..     new sites at most in each phase; --budget B1,B2,.. money\n"
        "  --single-source       a zone is served by one site; else it may be split\n"
        "  --min-per-district N  open sites in every district that D or S names\n"
        "  --spacing-m M         two new sites, or a new and an existing one, stand at least "
        "M\n"
        "                        apart\n"
        "  --strict              a zone that no site can reach makes it infeasible\n"
        "  --work-limit N        bounds and nodes; repeats, --time-limit-s does not\n"
        "  --lp FILE             the problem, equal zones merged, for other solvers (new "
        "file)\n"
        "  --flows FILE          which site serves how much of which zone (new file)\n"
        "  --log                 a line per step of the search on stderr\n"
        "\n"
        "One JSON object goes to stdout; without --json a line for people goes to stderr.\n"
        "Exit status: 0 optimal or as near as --gap asks, 2 usage, 3 data, 4 infeasible,\n"
        "5 stopped by a limit, 130 interrupted.\n",
    .run = solve,
};

/* command_solve.c - a bare location problem from CSV files; the contract is kept exactly:
 * options, files, one JSON object on stdout, exit statuses. */
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "model/placement.h"
#include "output/commands/command.h"
#include "output/solve_case.h"
#include "output/solve_lp.h"
#include "scenarios/text.h"

static const struct option_spec spec[] = {
    {"model", true},    {"demand", true},  {"sites", true},        {"distances", true},
    {"radius-m", true}, {"p", true},       {"budget", true},       {"objective", true},
    {"gap", true},      {"strict", false}, {"time-limit-s", true}, {"work-limit", true},
    {"threads", true},  {"lp", true},      {NULL, false}};

/* What was asked on the command line. */
struct request {
    const struct placement_model *model;
    double radius_m, budget; /* NAN, INFINITY: not given */
    int p;                   /* -1: not given */
    bool strict;
    enum lscp_objective objective;
    struct placement_limits limits;
};

static enum err read_option(const struct options *o, const char *name, double min, double max,
                            const char *allowed, double *out, struct error *err)
{
    const char *text = option_get(o, name);
    double value;

    if (text == NULL) return ERR_OK;
    if (!text_number(text, &value) || value < min || value > max)
        return error_set(err, ERR_USAGE, "--%s: '%s' is not %s", name, text, allowed);
    *out = value;
    return ERR_OK;
}

static enum err read_whole(const struct options *o, const char *name, int min, int *out,
                           struct error *err)
{
    const char *text = option_get(o, name);
    int value;

    if (text == NULL) return ERR_OK;
    if (!text_integer(text, &value) || value < min)
        return error_set(err, ERR_USAGE, "--%s: '%s' is not a whole number from %d to %d", name,
                         text, min, INT_MAX);
    *out = value;
    return ERR_OK;
}

static enum err read_model(const struct options *o, struct request *r, struct error *err)
{
    const char *name = option_get(o, "model"), *names[64];
    int n = 0;

    if (name == NULL)
        return error_set(err, ERR_USAGE, "--model is missing: lscp, mclp or pmedian");
    r->model = placement_find(name);
    if (r->model != NULL && r->model->solve != NULL) return ERR_OK;
    for (int k = 0; k < placement_n_models() && n < 64; k++)
        if (placement_model_at(k)->solve != NULL) names[n++] = placement_model_at(k)->name;
    if (r->model != NULL)
        return error_set(
            err, ERR_USAGE,
            "--model %s decides chargers too and needs a scenario: `chargeplan run`", name);
    name = text_nearest(name, n, names);
    return error_set(
        err, ERR_USAGE,
        "--model: there is no model '%s'%s%s%s; allowed are lscp, mclp and pmedian",
        option_get(o, "model"), name != NULL ? "; did you mean " : "", name != NULL ? name : "",
        name != NULL ? "?" : "");
}

static enum err read_numbers(const struct options *o, struct request *r, struct error *err)
{
    int work = 0;

    r->radius_m = NAN;
    r->budget = INFINITY;
    r->p = -1;
    r->limits.n_threads = 1;
    TRY(read_option(o, "radius-m", 0, 1e9, "a number from 0 to 1e9 (metres)", &r->radius_m,
                    err));
    TRY(read_option(o, "budget", 0, 1e300, "a number from 0 to 1e300", &r->budget, err));
    TRY(read_option(o, "gap", 0, 1e300, "a fraction from 0 to 1e300", &r->limits.gap, err));
    TRY(read_option(o, "time-limit-s", 1e-3, 1e9, "a number from 0.001 to 1e9 (seconds)",
                    &r->limits.time_limit_s, err));
    TRY(read_whole(o, "p", 0, &r->p, err));
    TRY(read_whole(o, "work-limit", 1, &work, err));
    TRY(read_whole(o, "threads", 1, &r->limits.n_threads, err));
    r->limits.work_limit = work;
    return ERR_OK;
}

/* Which options go with which model. */
static enum err check_model(const struct options *o, struct request *r, struct error *err)
{
    const char *name = r->model->name, *objective = option_get(o, "objective");
    bool p = r->p >= 0, budget = !isinf(r->budget), lscp = strcmp(name, "lscp") == 0;

    r->strict = option_given(o, "strict");
    if (lscp && (p || budget))
        return error_set(err, ERR_USAGE, "--model lscp takes neither --p nor --budget");
    if (strcmp(name, "mclp") == 0 && !p && !budget)
        return error_set(err, ERR_USAGE, "--model mclp needs --p or --budget");
    if (strcmp(name, "pmedian") == 0 && !p)
        return error_set(err, ERR_USAGE, "--model pmedian needs --p");
    if (!lscp && (objective != NULL || r->strict))
        return error_set(err, ERR_USAGE, "--%s goes with --model lscp only",
                         objective != NULL ? "objective" : "strict");
    if (objective == NULL || strcmp(objective, "count") == 0)
        r->objective = OBJECTIVE_COUNT;
    else if (strcmp(objective, "cost") == 0)
        r->objective = OBJECTIVE_COST;
    else
        return error_set(err, ERR_USAGE, "--objective: '%s' is neither count nor cost",
                         objective);
    for (const char *const *need = (const char *const[]){"demand", "sites", NULL};
         *need != NULL; need++)
        if (option_get(o, *need) == NULL)
            return error_set(err, ERR_USAGE, "--%s FILE is missing", *need);
    if (option_get(o, "lp") != NULL) return solve_lp_check(option_get(o, "lp"), err);
    return ERR_OK;
}

/* P above what could be opened is a mistake; a budget below the cheapest site only a warning.
 */
static enum err check_limits(const struct request *r, const struct solve_case *c,
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
    if (r->budget < cheapest && !isinf(cheapest))
        fprintf(stderr,
                "chargeplan: warning: the budget %g is below the cheapest candidate (%g); no "
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
        if (!c->unreachable[z] || (with_weight && c->weight[z] <= 0)) continue;
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
    if (plan->status == PLAN_OPTIMAL || plan->stop == STOP_GAP) return STATUS_DONE;
    return STATUS_LIMIT;
}

static void print_line(const struct request *r, const struct placement_plan *plan)
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
    for (int z = 0; z < c->n_zones; z++)
        if (c->unreachable[z]) return true;
    return false;
}

static enum err work(const struct options *o, const struct request *r,
                     const struct solve_case *c, struct placement_plan *plan, struct error *err)
{
    struct placement_input in = {.reach = c->reach,
                                 .weight = c->weight,
                                 .cost = c->cost,
                                 .status = c->status,
                                 .p = r->p,
                                 .budget = r->budget,
                                 .objective = r->objective,
                                 .limits = r->limits};

    if (option_get(o, "lp") != NULL)
        TRY(solve_lp_write(r->model, &in, option_get(o, "lp"), err));
    *plan = (struct placement_plan){.objective = NAN, .bound = NAN, .gap = NAN};
    if (r->strict && any_unreachable(c)) {
        name_unreachable(c, false, plan);
        return ERR_OK;
    }
    TRY(placement_solve(r->model, &in, plan, err));
    if (plan->status == PLAN_INFEASIBLE && r->model->needs_distance &&
        plan->n_required_over == 0)
        name_unreachable(c, true, plan);
    return solve_answer_check(c, plan, err);
}

static int solve(int argc, char **argv)
{
    struct placement_plan plan = {0};
    struct solve_case *c = NULL;
    struct request r = {0};
    struct options o;
    struct error err = {ERR_OK, ""};
    enum err code;
    int status;

    if (!options_parse(&command_solve, argc, argv, spec, 0, 0, &o)) return STATUS_USAGE;
    if (o.help) {
        command_print_help(&command_solve);
        return STATUS_DONE;
    }
    code = read_model(&o, &r, &err);
    if (code == ERR_OK) code = read_numbers(&o, &r, &err);
    if (code == ERR_OK) code = check_model(&o, &r, &err);
    if (code == ERR_OK)
        code = solve_case_read(&c, option_get(&o, "demand"), option_get(&o, "sites"),
                               option_get(&o, "distances"), r.radius_m, r.model, &err);
    if (code == ERR_OK) code = check_limits(&r, c, &err);
    command_catch_interrupts();
    if (code == ERR_OK) code = work(&o, &r, c, &plan, &err);
    if (code == ERR_OK) code = solve_answer_print(c, r.model, &plan, stdout, &err);
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
        "--model NAME --demand D.csv --sites S.csv [--distances T.csv] [--radius-m R] [--p P] "
        "[--budget B] [--objective count|cost] [--strict] [--gap G] [--time-limit-s T] "
        "[--work-limit N] [--threads N] [--lp FILE] [--json]",
    .help =
        "  D.csv  id, weight, and x, y (metres) or lon, lat (degrees WGS 84); radius_m if a "
        "zone\n"
        "         has its own\n"
        "  S.csv  id, the same pair; status (existing, required, candidate, forbidden), cost\n"
        "  T.csv  demand, site, distance_m: each pair once; coordinates are then not read\n"
        "\n"
        "  lscp     every zone that can be reached is covered; fewest new sites or least cost\n"
        "  mclp     most weight covered with at most P new sites or a budget B\n"
        "  pmedian  least weight x distance to the nearest open site with at most P new sites\n"
        "\n"
        "One JSON object goes to stdout; without --json a line for people goes to stderr.\n"
        "--work-limit counts bounds and nodes and repeats; --time-limit-s does not. --lp "
        "writes\n"
        "the problem, equal zones merged, into a new file for other solvers. --threads is "
        "taken,\n"
        "but these models compute on one: the answer does not depend on it. Exit status: 0 "
        "optimal\n"
        "or as near as --gap asks, 2 usage, 3 data, 4 infeasible, 5 stopped by a limit, 130\n"
        "interrupted.\n",
    .run = solve,
};

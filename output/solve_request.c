/* solve_request.c - see solve_request.h */
#include "output/solve_request.h"

#include <limits.h>
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "output/solve_file.h"
#include "scenarios/csv.h"
#include "scenarios/text.h"

const struct option_spec solve_request_spec[] = {
    {"model", true},     {"demand", true},       {"sites", true},
    {"distances", true}, {"radius-m", true},     {"p", true},
    {"budget", true},    {"objective", true},    {"gap", true},
    {"strict", false},   {"time-limit-s", true}, {"work-limit", true},
    {"threads", true},   {"lp", true},           {"cover-share", true},
    {"radius2-m", true}, {"twice-share", true},  {"min-per-district", true},
    {"spacing-m", true}, {"phases", true},       {"single-source", false},
    {"flows", true},     {"log", false},         {"skip", true},
    {NULL, false}};

/* Which option is of use only to models that take something. */
static const struct {
    const char *name;
    unsigned take;
} goes_with[] = {
    {"p", TAKE_P},
    {"budget", TAKE_BUDGET},
    {"objective", TAKE_OBJECTIVE},
    {"strict", TAKE_STRICT},
    {"cover-share", TAKE_COVER_SHARE},
    {"radius2-m", TAKE_RADIUS2},
    {"twice-share", TAKE_TWICE_SHARE},
    {"phases", TAKE_PHASES},
    {"single-source", TAKE_SINGLE_SOURCE},
    {"flows", TAKE_CAPACITY},
};

/* Names of the models of the command that take something (0: all), for a sentence. */
static void list_models(struct text *to, unsigned take, const char *last)
{
    const char *name[64];
    int n = 0;

    for (int k = 0; k < placement_n_models() && n < 64; k++) {
        const struct placement_model *m = placement_model_at(k);

        if (m->solve != NULL && (take == 0 || (m->takes & take) != 0)) name[n++] = m->name;
    }
    for (int k = 0; k < n; k++)
        text_addf(to, "%s%s", k == 0 ? "" : k == n - 1 ? last : ", ", name[k]);
}

/* ---- the model ---- */

static enum err no_model(const char *asked, struct error *err)
{
    const char *names[64], *near;
    struct text all = {0};
    int n = 0;

    list_models(&all, 0, " and ");
    for (int k = 0; k < placement_n_models() && n < 64; k++)
        if (placement_model_at(k)->solve != NULL) names[n++] = placement_model_at(k)->name;
    near = asked != NULL ? text_nearest(asked, n, names) : NULL;
    if (all.nomem)
        error_nomem(err, "a sentence");
    else if (asked == NULL)
        error_set(err, ERR_USAGE, "--model is missing; allowed are %s", all.data);
    else
        error_set(err, ERR_USAGE, "--model: there is no model '%s'%s%s%s; allowed are %s",
                  csv_quote(asked).text, near != NULL ? "; did you mean " : "",
                  near != NULL ? near : "", near != NULL ? "?" : "", all.data);
    text_clear(&all);
    return err->code;
}

static enum err read_model(const struct options *o, struct solve_request *r, struct error *err)
{
    const char *name = option_get(o, "model");

    r->model = name != NULL ? placement_find(name) : NULL;
    if (r->model == NULL) return no_model(name, err);
    if (r->model->solve == NULL)
        return error_set(
            err, ERR_USAGE,
            "--model %s decides chargers too and needs a scenario: `chargeplan run`", name);
    return ERR_OK;
}

static enum err not_taken(const char *option, unsigned take, struct error *err)
{
    struct text models = {0};
    enum err code;

    list_models(&models, take, " and ");
    code = models.nomem ? error_nomem(err, "a sentence")
                        : error_set(err, ERR_USAGE, "--%s goes with --model %s only", option,
                                    models.data != NULL ? models.data : "none");
    text_clear(&models);
    return code;
}

/* "--p or --budget": the options that name what the bits ask for. */
static enum err check_needs(const struct options *o, const struct placement_model *model,
                            struct error *err)
{
    struct text needed = {0};
    enum err code;

    for (size_t k = 0; k < sizeof goes_with / sizeof goes_with[0]; k++) {
        if ((model->needs_one_of & goes_with[k].take) == 0) continue;
        if (option_given(o, goes_with[k].name)) {
            text_clear(&needed);
            return ERR_OK;
        }
        text_addf(&needed, "%s--%s", needed.n > 0 ? " or " : "", goes_with[k].name);
    }
    if (needed.n == 0 && !needed.nomem) return ERR_OK;
    code = needed.nomem
               ? error_nomem(err, "a sentence")
               : error_set(err, ERR_USAGE, "--model %s needs %s", model->name, needed.data);
    text_clear(&needed);
    return code;
}

static enum err check_takes(const struct options *o, const struct solve_request *r,
                            struct error *err)
{
    for (size_t k = 0; k < sizeof goes_with / sizeof goes_with[0]; k++)
        if (option_given(o, goes_with[k].name) && (r->model->takes & goes_with[k].take) == 0)
            return not_taken(goes_with[k].name, goes_with[k].take, err);
    TRY(check_needs(o, r->model, err));
    if (r->radius2_m < r->radius_m)
        return error_set(err, ERR_USAGE, "--radius2-m: %g is below --radius-m %g", r->radius2_m,
                         r->radius_m);
    if (!isnan(r->radius2_m) && (r->model->takes & TAKE_COVER_SHARE) != 0 &&
        r->cover_share >= 1)
        return error_set(err, ERR_USAGE,
                         "--radius2-m goes with --model %s only where --cover-share is below 1",
                         r->model->name);
    return ERR_OK;
}

/* ---- numbers ---- */

static const struct {
    const char *name;
    size_t at;
    double min, max;
    const char *allowed;
} reals[] = {
    {"radius-m", offsetof(struct solve_request, radius_m), 0, 1e9,
     "a number from 0 to 1e9 (metres)"},
    {"radius2-m", offsetof(struct solve_request, radius2_m), 0, 1e9,
     "a number from 0 to 1e9 (metres)"},
    {"spacing-m", offsetof(struct solve_request, spacing_m), 0, 1e9,
     "a number from 0 to 1e9 (metres)"},
    {"cover-share", offsetof(struct solve_request, cover_share), 1e-300, 1,
     "a share above 0 and up to 1"},
    {"twice-share", offsetof(struct solve_request, twice_share), 0, 1, "a share from 0 to 1"},
    {"gap", offsetof(struct solve_request, limits.gap), 0, 1e300, "a fraction from 0 to 1e300"},
    {"time-limit-s", offsetof(struct solve_request, limits.time_limit_s), 1e-3, 1e9,
     "a number from 0.001 to 1e9 (seconds)"},
};

static enum err read_reals(const struct options *o, struct solve_request *r, struct error *err)
{
    for (size_t k = 0; k < sizeof reals / sizeof reals[0]; k++) {
        const char *text = option_get(o, reals[k].name);
        double value;

        if (text == NULL) continue;
        if (!text_number(text, &value) || value < reals[k].min || value > reals[k].max)
            return error_set(err, ERR_USAGE, "--%s: '%s' is not %s", reals[k].name, text,
                             reals[k].allowed);
        *(double *)((char *)r + reals[k].at) = value;
    }
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

/* ---- lists ---- */

/* The next item of a list between commas; false at its end. */
static bool next_item(const char **at, char item[64])
{
    size_t n;

    if (*at == NULL) return false;
    n = strcspn(*at, ",");
    snprintf(item, 64, "%.*s", n < 64 ? (int)n : 0, *at); /* longer ones are none */
    *at = (*at)[n] == ',' ? *at + n + 1 : NULL;
    return true;
}

/* Budgets of a model without phases: one number. */
static enum err read_budget(const struct options *o, struct solve_request *r, struct error *err)
{
    const char *text = option_get(o, "budget");

    if (text == NULL || (r->model->takes & TAKE_PHASES) != 0) return ERR_OK;
    if (!text_number(text, &r->budget) || r->budget < 0 || r->budget > 1e300)
        return error_set(err, ERR_USAGE, "--budget: '%s' is not a number from 0 to 1e300",
                         text);
    return ERR_OK;
}

/* --phases P1,P2,.. or --budget B1,B2,..: how many there are. */
static enum err read_list(const char *option, const char *text, bool whole,
                          struct solve_request *r, int *n, struct error *err)
{
    char item[64];

    *n = 0;
    while (next_item(&text, item)) {
        int k = *n, count = -1;
        double number = -1;

        if (k == SOLVE_PHASES_MAX)
            return error_set(err, ERR_USAGE, "--%s: there are more than %d phases", option,
                             SOLVE_PHASES_MAX);
        if (whole ? !text_integer(item, &count) || count < 0
                  : !text_number(item, &number) || number < 0 || number > 1e300)
            return error_set(err, ERR_USAGE, "--%s: '%s' (phase %d) is not a %s", option, item,
                             k + 1,
                             whole ? "whole number from 0 up" : "number from 0 to 1e300");
        if (whole)
            r->phase_p[k] = count;
        else
            r->phase_budget[k] = number;
        ++*n;
    }
    return ERR_OK;
}

static enum err read_phases(const struct options *o, struct solve_request *r, struct error *err)
{
    const char *phases = option_get(o, "phases"), *budget = option_get(o, "budget");
    int n_phases = 0, n_budgets = 0;

    if ((r->model->takes & TAKE_PHASES) == 0) return ERR_OK;
    for (int k = 0; k < SOLVE_PHASES_MAX; k++) {
        r->phase_p[k] = -1;
        r->phase_budget[k] = INFINITY;
    }
    if (phases != NULL) TRY(read_list("phases", phases, true, r, &n_phases, err));
    if (budget != NULL) TRY(read_list("budget", budget, false, r, &n_budgets, err));
    if (phases != NULL && budget != NULL && n_phases != n_budgets)
        return error_set(err, ERR_USAGE, "--phases names %d phases, but --budget %d", n_phases,
                         n_budgets);
    r->n_phases = n_phases > 0 ? n_phases : n_budgets;
    return ERR_OK;
}

static enum err read_skip(const char *text, unsigned *skip, struct error *err)
{
    static const struct {
        const char *name;
        unsigned bit;
    } words[] = {{"merge", SKIP_MERGE}, {"dominated", SKIP_DOMINATED}, {"fix", SKIP_FIX},
                 {"parts", SKIP_PARTS}, {"hold", SKIP_HOLD},           {"engine", SKIP_ENGINE}};
    char item[64];

    while (next_item(&text, item)) {
        unsigned bit = 0;

        for (size_t k = 0; k < sizeof words / sizeof words[0]; k++)
            if (strcmp(item, words[k].name) == 0) bit = words[k].bit;
        if (bit == 0)
            return error_set(err, ERR_USAGE,
                             "--skip: '%s' is none of merge, dominated, fix, parts, hold, "
                             "engine",
                             item);
        *skip |= bit;
    }
    return ERR_OK;
}

/* ---- all of it ---- */

static enum err read_words(const struct options *o, struct solve_request *r, struct error *err)
{
    const char *objective = option_get(o, "objective");

    r->strict = option_given(o, "strict");
    r->single_source = option_given(o, "single-source");
    r->log = option_given(o, "log");
    r->demand = option_get(o, "demand");
    r->sites = option_get(o, "sites");
    r->distances = option_get(o, "distances");
    r->lp = option_get(o, "lp");
    r->flows = option_get(o, "flows");
    r->objective = OBJECTIVE_COUNT;
    if (objective != NULL && strcmp(objective, "cost") == 0)
        r->objective = OBJECTIVE_COST;
    else if (objective != NULL && strcmp(objective, "count") != 0)
        return error_set(err, ERR_USAGE, "--objective: '%s' is neither count nor cost",
                         objective);
    return read_skip(option_get(o, "skip"), &r->skip, err);
}

enum err solve_request_read(struct solve_request *r, const struct options *o, struct error *err)
{
    int work = 0;

    *r = (struct solve_request){.radius_m = NAN,
                                .radius2_m = NAN,
                                .spacing_m = NAN,
                                .cover_share = 1,
                                .twice_share = 0.5,
                                .budget = INFINITY,
                                .p = -1,
                                .limits = {.n_threads = 1}};
    TRY(read_model(o, r, err));
    TRY(read_reals(o, r, err));
    TRY(read_budget(o, r, err));
    TRY(read_whole(o, "p", 0, &r->p, err));
    TRY(read_whole(o, "min-per-district", 0, &r->min_per_district, err));
    TRY(read_whole(o, "work-limit", 1, &work, err));
    TRY(read_whole(o, "threads", 1, &r->limits.n_threads, err));
    r->limits.work_limit = work;
    TRY(read_phases(o, r, err));
    TRY(read_words(o, r, err));
    TRY(check_takes(o, r, err));
    if (r->demand == NULL) return error_set(err, ERR_USAGE, "--demand FILE is missing");
    if (r->sites == NULL) return error_set(err, ERR_USAGE, "--sites FILE is missing");
    if (r->lp != NULL) TRY(solve_file_check("lp", r->lp, err));
    if (r->flows != NULL) TRY(solve_file_check("flows", r->flows, err));
    return ERR_OK;
}

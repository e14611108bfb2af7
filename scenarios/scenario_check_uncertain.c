/* scenario_check_uncertain.c - what is uncertain, and how it goes together; see
 * scenario_draft.h */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/correlation.h"
#include "scenarios/scaled.h"
#include "scenarios/scenario_draft.h"

enum { DRAWS_LEAST = 10, NAMES_MOST = 1024 };

static const char *path_of(char buffer[256], const struct uncertain *u, const char *key)
{
    snprintf(buffer, 256, "uncertain.%.120s.%s", u->id, key);
    return buffer;
}

/* ---- the setting ---- */

/* A setting that could be meant. */
static const char *near_setting(const struct scenario *s, const char *path)
{
    const char *known[NAMES_MOST];
    struct scaled_place place;
    int n = 0;

    for (int k = 0; k < s->n_settings && n < NAMES_MOST; k++)
        if (scaled_find(s, s->setting[k].path, &place) == SCALED_FINE)
            known[n++] = s->setting[k].path;
    return text_nearest(path, n, known);
}

static void check_setting(struct draft *d, const struct uncertain *u)
{
    static const char *const why[] = {
        [SCALED_NO_FIGURE] = "is no number and no series; only such settings can be multiplied "
                             "by a factor",
        [SCALED_SPLIT] = "is one of several shares that add up to 1, which one factor would "
                         "break; access to chargers (home_access, work_access, depot_share) or "
                         "public_share can be uncertain instead",
        [SCALED_NO_AMOUNT] = "is a date or a temperature, of which no multiple makes sense",
        [SCALED_WHERE] = "says where energy is asked for, which is the same in all draws",
        [SCALED_NOT_SET] = "is not set, so that there is nothing to multiply"};
    struct scaled_place place;
    enum scaled_verdict verdict;
    const char *near;
    char path[256];

    if (u->setting == NULL) return;
    verdict = scaled_find(d->s, u->setting, &place);
    path_of(path, u, "setting");
    if (verdict == SCALED_FINE) return;
    if (verdict == SCALED_NOT_SET && problems_about(d->problems, u->setting)) return;
    if (verdict != SCALED_UNKNOWN) {
        scenario_check_problem(d, path, "%.120s %s", u->setting, why[verdict]);
        return;
    }
    near = near_setting(d->s, u->setting);
    scenario_check_problem(d, path, "'%.120s' is no setting of fleet or demand%s%s%s",
                           u->setting,
                           near != NULL ? "; did you mean "
                                        : ", such as "
                                          "fleet.<id>.km_per_day",
                           near != NULL ? near : "", near != NULL ? "?" : "");
}

static void check_twice(struct draft *d, int k)
{
    const struct uncertain *u = &d->s->uncertain[k];
    char path[256];

    for (int before = 0; before < k; before++) {
        const struct uncertain *other = &d->s->uncertain[before];

        if (u->setting == NULL || other->setting == NULL ||
            strcmp(u->setting, other->setting) != 0)
            continue;
        scenario_check_problem(d, path_of(path, u, "setting"),
                               "%.120s is uncertain already, as %.100s", u->setting, other->id);
        return;
    }
}

static void check_spread(struct draft *d, const struct uncertain *u)
{
    bool spread = !isnan(u->spread), low = !isnan(u->low), high = !isnan(u->high);
    char path[256], item[256];

    snprintf(item, sizeof item, "uncertain.%.120s", u->id);
    path_of(path, u, "spread");
    if (problems_about(d->problems, item)) return; /* it may have been meant */
    if (!spread && !low && !high)
        scenario_check_problem(d, path,
                               "the setting is missing; spread, or low and high, says how "
                               "uncertain the figure is; usual is a spread of 0.05 to 0.3");
    else if (spread && (low || high))
        scenario_check_problem(d, path, "spread, or low and high, not both");
    else if (low != high)
        scenario_check_problem(d, path_of(path, u, low ? "low" : "high"),
                               "low and high belong together; %s is missing",
                               low ? "high" : "low");
    else if (low && u->shape == SHAPE_LOGNORMAL && u->low <= 0)
        scenario_check_problem(d, path_of(path, u, "low"),
                               "a lognormal factor is above 0, and so is low; usual is 0.5 to "
                               "0.95");
}

/* ---- correlations ---- */

static int index_of(const struct scenario *s, const char *id)
{
    for (int k = 0; k < s->n_uncertain; k++)
        if (strcmp(s->uncertain[k].id, id) == 0) return k;
    return -1;
}

/* The figure that one says of another; false where it says none. */
static bool said_of(const struct uncertain *u, const char *other, double *out)
{
    for (int k = 0; k < u->correlate.n; k++)
        if (strcmp(u->correlate.key[k], other) == 0) {
            *out = u->correlate.value[k];
            return true;
        }
    return false;
}

static void check_name(struct draft *d, const struct uncertain *u, const char *other)
{
    const char *ids[256], *near;
    char path[256];
    int n = 0, k = index_of(d->s, other);

    path_of(path, u, "correlate");
    if (k >= 0 && strcmp(other, u->id) == 0)
        scenario_check_problem(d, path, "%.100s is correlated with itself", other);
    if (k >= 0) return;
    for (int i = 0; i < d->s->n_uncertain && n < 256; i++)
        if (&d->s->uncertain[i] != u) ids[n++] = d->s->uncertain[i].id;
    near = text_nearest(other, n, ids);
    scenario_check_problem(d, path, "'%.100s' is not one of what is uncertain%s%s%s", other,
                           near != NULL ? "; did you mean " : "", near != NULL ? near : "",
                           near != NULL ? "?" : "");
}

static void check_pairs(struct draft *d, int k)
{
    const struct uncertain *u = &d->s->uncertain[k];
    char path[256];

    for (int i = 0; i < u->correlate.n; i++) {
        int other = index_of(d->s, u->correlate.key[i]);
        double back;

        check_name(d, u, u->correlate.key[i]);
        if (other < 0 || other >= k) continue; /* told at the later of the two */
        if (said_of(&d->s->uncertain[other], u->id, &back) && back != u->correlate.value[i])
            scenario_check_problem(d, path_of(path, u, "correlate"),
                                   "%.100s says %.10g for %.100s, which says %.10g for %.100s",
                                   u->id, u->correlate.value[i], u->correlate.key[i], back,
                                   u->id);
    }
}

static void add_pair(const struct draft *d, const double matrix[], int a, int b,
                     struct text *to)
{
    text_addf(to, "%s%.60s and %.60s %.10g", to->n > 0 ? ", " : "", d->s->uncertain[a].id,
              d->s->uncertain[b].id, matrix[a * d->s->n_uncertain + b]);
}

/* The pairs that clash: three that do not go together, else all of the row with those before
 * it. */
static void name_pairs(const struct draft *d, const double m[], int row, struct text *to)
{
    int n = d->s->n_uncertain;

    for (int a = 0; a < row; a++)
        for (int b = 0; b < a; b++) {
            double x = m[row * n + a], y = m[row * n + b], z = m[a * n + b];

            if (1 + 2 * x * y * z - x * x - y * y - z * z >= -1e-9) continue;
            add_pair(d, m, b, a, to);
            add_pair(d, m, b, row, to);
            add_pair(d, m, a, row, to);
            return;
        }
    for (int a = 0; a < row; a++)
        if (m[row * n + a] != 0) add_pair(d, m, a, row, to);
}

static void check_matrix(struct draft *d)
{
    size_t n = (size_t)d->s->n_uncertain;
    double *matrix = calloc(n * n + 1, sizeof *matrix);
    double *factor = calloc(n * n + 1, sizeof *factor);
    struct text pairs = {0};
    char path[256];
    int row;

    if (matrix != NULL && factor != NULL && correlation_fill(d->s, matrix)) {
        row = correlation_factor((int)n, matrix, factor);
        if (row >= 0) {
            name_pairs(d, matrix, row, &pairs);
            scenario_check_problem(d, path_of(path, &d->s->uncertain[row], "correlate"),
                                   "these correlations cannot hold together (the matrix is not "
                                   "positive semidefinite): %.600s",
                                   pairs.nomem ? "" : pairs.data);
        }
    }
    text_clear(&pairs);
    free(matrix);
    free(factor);
}

/* ---- the draws ---- */

static void check_draws(struct draft *d)
{
    int draws = d->s->monte_carlo.draws, n = d->s->n_uncertain;

    if (draws <= 0) return;
    if (n == 0 && !scenario_check_given(d, "uncertain") &&
        !problems_about(d->problems, "uncertain"))
        scenario_check_problem(d, "monte_carlo.draws",
                               "nothing is uncertain; list settings in the section uncertain, "
                               "or leave draws out");
    else if (draws < DRAWS_LEAST)
        scenario_check_problem(d, "monte_carlo.draws",
                               "%d draws make no bands; allowed is 0 or 10 to 10000, usual 100 "
                               "to 1000",
                               draws);
    else if (draws <= n)
        scenario_check_problem(d, "monte_carlo.draws",
                               "%d draws are too few for %d uncertain settings; more draws "
                               "than settings are needed",
                               draws, n);
    if (d->s->monte_carlo.points == POINTS_SOBOL && n > SWEEP_SOBOL_MAX)
        scenario_check_problem(d, "monte_carlo.points",
                               "Sobol's sequence fills at most %d dimensions, and %d settings "
                               "are uncertain; use latin_hypercube",
                               SWEEP_SOBOL_MAX, n);
}

void scenario_check_uncertain(struct draft *d)
{
    int before = d->problems->n;

    for (int k = 0; k < d->s->n_uncertain; k++) {
        check_setting(d, &d->s->uncertain[k]);
        check_twice(d, k);
        check_spread(d, &d->s->uncertain[k]);
        check_pairs(d, k);
    }
    if (d->problems->n == before) check_matrix(d);
    check_draws(d);
}

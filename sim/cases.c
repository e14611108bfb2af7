/* cases.c - from the design of a sweep to its cases; see cases.h */
#include "sim/cases.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/names.h"
#include "scenarios/scenario_base.h"
#include "scenarios/sweep.h"
#include "scenarios/text.h"
#include "sim/cases_key.h"
#include "sim/load.h"
#include "sim/samples.h"

/* A mistake that some cases have: the sentence and the first of them. */
struct fault {
    char text[1024];
    int n;
    char *settings; /* owned */
};

struct making {
    struct scenario_base *base;
    const struct scenario *s; /* the file's own, with the options that hold for all */
    const struct sweep *sweep;
    int n_sets;
    const char *const *sets;
    double *point;    /* [n_points * n_ranges] */
    int *pick;        /* [n_axes + 2] value of each axis, point, repeat */
    int *choices;     /* [n_axes + 2] */
    const char **all; /* [n_sets + most of a case] borrowed: what a scenario is made with */
    struct names *ids;
    struct cases_key *keys;
    struct sweep_shard shard;
    struct sweep_cases *cases;
    int n_faults;
    struct fault fault[PROBLEMS_KEPT];
    struct error *err;
};

static void free_case(struct sweep_case *c)
{
    for (int i = 0; i < c->n_sets; i++)
        free(c->set[i]);
    free(c->set);
    free(c->name);
    *c = (struct sweep_case){0};
}

void sweep_cases_free(struct sweep_cases *cases)
{
    if (cases == NULL) return;
    for (int k = 0; k < cases->n; k++)
        free_case(&cases->at[k]);
    free(cases->at);
    free(cases);
}

static enum err nomem(struct making *m)
{
    return error_nomem(m->err, "the cases of the sweep");
}

/* ---- one case ---- */

static enum err add_set(struct making *m, struct sweep_case *c, const char *path,
                        const char *value)
{
    c->set[c->n_sets] = text_print("%s=%s", path, value);
    return c->set[c->n_sets++] == NULL ? nomem(m) : ERR_OK;
}

/* A point of the unit interval becomes a value of the range. Ten digits tell apart more values
 * than there are cases. */
static void put_sampled(char out[TEXT_NUMBER_ROOM], const struct sweep_range *r, double at)
{
    double value = r->from + at * (r->to - r->from);

    if (r->whole) {
        snprintf(out, TEXT_NUMBER_ROOM, "%.0f", r->from + floor(at * (r->to - r->from + 1)));
        return;
    }
    snprintf(out, TEXT_NUMBER_ROOM, "%.10g", value);
    text_number(out, &value);
    text_put_number(out, fmin(fmax(value, r->from), r->to));
}

static enum err add_sampled(struct making *m, struct sweep_case *c,
                            const struct sweep_match *named)
{
    const struct sweep *sweep = m->sweep;
    size_t row = (size_t)m->pick[sweep->n_axes] * (size_t)sweep->n_ranges;

    for (int k = 0; k < sweep->n_ranges; k++) {
        char value[TEXT_NUMBER_ROOM];

        if (sweep_match_has(named, sweep->range[k].path)) continue;
        put_sampled(value, &sweep->range[k], m->point[row + (size_t)k]);
        TRY(add_set(m, c, sweep->range[k].path, value));
    }
    return ERR_OK;
}

/* The value that an axis has now: of a group, that of the group's counting axis. */
static int picked(const struct making *m, int k, const struct sweep_match *named)
{
    const struct sweep_axis *axis = m->sweep->axis;

    for (int leader = 0; axis[k].group >= 0 && leader < k; leader++)
        if (axis[leader].group == axis[k].group && !sweep_match_has(named, axis[leader].path))
            return m->pick[leader];
    return m->pick[k];
}

/* Fills name and settings; on failure the case is to be freed. */
static enum err describe(struct making *m, struct sweep_case *c,
                         const struct sweep_match *named)
{
    const struct sweep *sweep = m->sweep;
    int most = (named != NULL ? named->n : 0) + sweep->n_axes + sweep->n_ranges + 1;
    char seed[16];

    c->name = text_copy(named != NULL ? named->name : "");
    c->set = calloc((size_t)most, sizeof *c->set);
    if (c->name == NULL || c->set == NULL) return nomem(m);
    for (int k = 0; named != NULL && k < named->n; k++)
        TRY(add_set(m, c, named->set[k].path, named->set[k].value));
    for (int k = 0; k < sweep->n_axes; k++)
        if (!sweep_match_has(named, sweep->axis[k].path))
            TRY(add_set(m, c, sweep->axis[k].path, sweep->axis[k].value[picked(m, k, named)]));
    TRY(add_sampled(m, c, named));
    if (sweep->repeats == 1) return ERR_OK;
    snprintf(seed, sizeof seed, "%d", m->s->study.seed + m->pick[sweep->n_axes + 1]);
    return add_set(m, c, "study.seed", seed);
}

/* The value of a setting in a case; the scenario's own where the case does not set it. */
static const char *value_of(struct making *m, const struct sweep_case *c, const char *path)
{
    size_t n = strlen(path);

    for (int i = 0; i < c->n_sets; i++)
        if (strncmp(c->set[i], path, n) == 0 && c->set[i][n] == '=') return c->set[i] + n + 1;
    return cases_key_value(m->keys, path, n);
}

static bool is_excluded(struct making *m, const struct sweep_case *c)
{
    for (int k = 0; k < m->sweep->n_excludes; k++) {
        const struct sweep_match *match = &m->sweep->exclude[k];
        bool all = true;

        for (int i = 0; i < match->n && all; i++)
            all = strcmp(value_of(m, c, match->set[i].path), match->set[i].value) == 0;
        if (all) return true;
    }
    return false;
}

/* ---- what is wrong with cases ---- */

static enum err note_fault(struct making *m, const struct sweep_case *c, const char *sentence)
{
    struct text settings = {0};
    struct fault *f = m->fault;

    for (; f < m->fault + m->n_faults; f++)
        if (strcmp(f->text, sentence) == 0) {
            f->n++;
            return ERR_OK;
        }
    if (m->n_faults == PROBLEMS_KEPT) return ERR_OK;
    if (c->name[0] != '\0') text_add(&settings, c->name);
    for (int i = 0; i < c->n_sets; i++)
        text_addf(&settings, "%s%s", settings.n > 0 ? " " : "", c->set[i]);
    m->n_faults++;
    f->n = 1;
    snprintf(f->text, sizeof f->text, "%s", sentence);
    f->settings = text_take(&settings);
    return f->settings == NULL ? nomem(m) : ERR_OK;
}

static void tell_faults(const struct making *m, struct problems *problems)
{
    for (int k = 0; k < m->n_faults; k++) {
        const struct fault *f = &m->fault[k];

        if (f->n == 1)
            problems_add(problems, NULL, 0, 0, NULL, "%.700s (in the case %.250s)", f->text,
                         f->settings);
        else
            problems_add(problems, NULL, 0, 0, NULL,
                         "%.700s (in %d cases, the first of which is %.200s)", f->text, f->n,
                         f->settings);
    }
}

/* ---- all cases ---- */

/* Builds and checks the scenario of a case and keeps the case where it is new. */
static enum err take(struct making *m, struct sweep_case *c)
{
    struct problems problems = {0};
    struct scenario *s = NULL;
    enum err code;

    for (int i = 0; i < c->n_sets; i++)
        m->all[m->n_sets + i] = c->set[i];
    code =
        scenario_base_try(&s, m->base, m->n_sets + c->n_sets, m->all, false, &problems, m->err);
    if (s != NULL) load_check(s, &problems);
    if (problems.n > 0 && code != ERR_NOMEM) {
        int kept = problems.n < PROBLEMS_KEPT ? problems.n : PROBLEMS_KEPT;

        code = ERR_OK;
        for (int k = 0; k < kept && code == ERR_OK; k++)
            code = note_fault(m, c, problems.text[k]);
    } else if (code == ERR_OK) {
        struct sweep_case *kept = &m->cases->at[m->cases->n];

        *kept = *c;
        memcpy(kept->id, s->hash, sizeof kept->id - 1);
        if (names_add(m->ids, kept->id, 0) < 0) {
            m->cases->n++;
            *c = (struct sweep_case){0};
        } else {
            m->cases->n_same++;
        }
    }
    scenario_free(s);
    return code;
}

/* Gives a case its place, and takes it where it is one of the shard's. */
static enum err place(struct making *m, struct sweep_case *c)
{
    bool is_new;

    TRY(cases_key_add(m->keys, c, &is_new, m->err));
    if (!is_new) {
        m->cases->n_same++;
        return ERR_OK;
    }
    c->place = m->cases->n_design++;
    return c->place % m->shard.n == m->shard.k - 1 ? take(m, c) : ERR_OK;
}

/* The next combination, the last part counting fastest; false behind the last one. */
static bool next(struct making *m)
{
    for (int k = m->sweep->n_axes + 1; k >= 0; k--) {
        if (++m->pick[k] < m->choices[k]) return true;
        m->pick[k] = 0;
    }
    return false;
}

/* The cases of one named case, or of none. */
static enum err cross(struct making *m, const struct sweep_match *named)
{
    const struct sweep *sweep = m->sweep;

    for (int k = 0; k < sweep->n_axes; k++)
        m->choices[k] = sweep_choices(sweep, k, named);
    m->choices[sweep->n_axes] = sweep_points(sweep, named);
    m->choices[sweep->n_axes + 1] = sweep->repeats;
    do {
        struct sweep_case c = {0};
        enum err code = describe(m, &c, named);

        if (code == ERR_OK && !is_excluded(m, &c)) code = place(m, &c);
        free_case(&c);
        if (code != ERR_OK) return code;
    } while (next(m));
    return ERR_OK;
}

static enum err draw(struct making *m)
{
    const struct sweep *sweep = m->sweep;

    if (sweep->n_points == 0) return ERR_OK;
    if (sweep->method == SWEEP_SOBOL)
        return samples_sobol(&m->point, sweep->n_points, sweep->n_ranges, m->err);
    return samples_lhs(&m->point, sweep->n_points, sweep->n_ranges, m->s->study.seed, m->err);
}

static enum err make_all(struct making *m, struct problems *problems)
{
    const struct sweep *sweep = m->sweep;
    int most = (int)sweep_count(sweep), longest = sweep->n_axes + sweep->n_ranges + 1;

    for (int k = 0; k < sweep->n_named; k++)
        longest += sweep->named[k].n;
    m->cases->at = calloc((size_t)(most / m->shard.n) + 1, sizeof *m->cases->at);
    m->pick = calloc((size_t)sweep->n_axes + 2, sizeof *m->pick);
    m->choices = calloc((size_t)sweep->n_axes + 2, sizeof *m->choices);
    m->all = calloc((size_t)m->n_sets + (size_t)longest, sizeof *m->all);
    if (m->cases->at == NULL || m->pick == NULL || m->choices == NULL || m->all == NULL)
        return nomem(m);
    for (int k = 0; k < m->n_sets; k++)
        m->all[k] = m->sets[k];
    TRY(names_create(&m->ids, most / m->shard.n + 1, m->err));
    TRY(cases_key_create(&m->keys, m->base, m->s, m->n_sets, m->sets, most, m->err));
    TRY(draw(m));
    if (sweep->n_named == 0) TRY(cross(m, NULL));
    for (int k = 0; k < sweep->n_named; k++)
        TRY(cross(m, &sweep->named[k]));
    tell_faults(m, problems);
    cases_key_design(m->keys, m->cases->design);
    if (m->cases->n_design == 0 && problems->n == 0)
        scenario_problem(m->s, problems, "sweep.exclude", "every case is excluded");
    return ERR_OK;
}

/* A scenario without a design. */
static enum err make_one(struct making *m)
{
    struct sweep_case *c;

    m->cases->at = calloc(1, sizeof *m->cases->at);
    if (m->cases->at == NULL) return nomem(m);
    m->cases->n_design = 1;
    memcpy(m->cases->design, m->s->hash, sizeof m->cases->design);
    if (m->shard.k > 1) return ERR_OK;
    c = &m->cases->at[m->cases->n++];
    memcpy(c->id, m->s->hash, sizeof c->id - 1);
    c->name = text_copy("");
    return c->name == NULL ? nomem(m) : ERR_OK;
}

static void clear(struct making *m)
{
    for (int k = 0; k < m->n_faults; k++)
        free(m->fault[k].settings);
    names_free(m->ids);
    cases_key_free(m->keys);
    free(m->all);
    free(m->choices);
    free(m->pick);
    free(m->point);
}

enum err sweep_cases_create(struct sweep_cases **out, const char *path, int n_sets,
                            const char *const sets[], struct problems *problems,
                            struct error *err)
{
    return sweep_cases_create_shard(out, path, n_sets, sets, NULL, problems, err);
}

enum err sweep_cases_create_shard(struct sweep_cases **out, const char *path, int n_sets,
                                  const char *const sets[], const struct sweep_shard *shard,
                                  struct problems *problems, struct error *err)
{
    struct making m = {.n_sets = n_sets,
                       .sets = sets,
                       .shard = shard != NULL ? *shard : (struct sweep_shard){1, 1},
                       .err = err};
    struct scenario *s = NULL;
    enum err code = scenario_base_open(&m.base, path, problems, err);

    if (code == ERR_OK) code = scenario_base_try(&s, m.base, n_sets, sets, true, problems, err);
    if (s != NULL) load_check(s, problems);
    if (code == ERR_OK && problems->n == 0) {
        m.s = s;
        m.sweep = s->sweep;
        m.cases = calloc(1, sizeof *m.cases);
        if (m.cases == NULL)
            code = nomem(&m);
        else
            code = m.sweep != NULL ? make_all(&m, problems) : make_one(&m);
    }
    if (code == ERR_OK && problems->n > 0)
        code = error_set(err, ERR_SCENARIO, "%s: %d mistake%s", path, problems->n,
                         problems->n == 1 ? "" : "s");
    clear(&m);
    if (code == ERR_OK)
        *out = m.cases;
    else
        sweep_cases_free(m.cases);
    scenario_free(s);
    scenario_base_close(m.base);
    return code;
}

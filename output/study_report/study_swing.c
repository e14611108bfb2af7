/* study_swing.c - see study_swing.h */
#include "output/study_report/study_swing.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/stats.h"
#include "scenarios/names.h"
#include "scenarios/text.h"

enum { THIRDS_LEAST = 6 }; /* fewer cases have no thirds worth the name */

/* Cases in sets of those alike in all else. */
struct alike {
    int n_sets, n_levels;
    double *sum; /* [n_sets * n_levels] of the indicator */
    int *n;      /* [n_sets * n_levels] */
    char **key;  /* [n_cases] */
    int *set_of; /* [n_cases] -1: not used */
};

void study_swing_clear(struct study_swings *swings)
{
    free(swings->at);
    *swings = (struct study_swings){0};
}

static void clear_alike(struct alike *a, int n_cases)
{
    for (int k = 0; a->key != NULL && k < n_cases; k++)
        free(a->key[k]);
    free(a->key);
    free(a->set_of);
    free(a->sum);
    free(a->n);
    *a = (struct alike){0};
}

/* ---- which cases are alike ---- */

/* What must agree: of pairs all other settings and the name; of named cases (bundle -1) what
 * varies within one name. */
struct likeness {
    const struct study_data *d;
    int bundle;
    const bool *crossed; /* [n_paths] */
};

static char *key_of(const struct likeness *l, const struct study_case *c)
{
    struct text key = {0};

    if (l->bundle >= 0) text_add(&key, c->name);
    for (int p = 0; p < l->d->n_paths; p++)
        if (l->bundle >= 0 ? l->d->path[p].bundle != l->bundle : l->crossed[p])
            text_addf(&key, "\x1f%d", c->value[p]);
    text_add(&key, "\x1f");
    return text_take(&key);
}

/* level[case]: on which side it stands, -1: on none. */
static enum err gather(const struct likeness *l, enum study_key what, const int level[],
                       int n_levels, struct alike *a, struct error *err)
{
    const struct study_data *d = l->d;
    size_t n = (size_t)d->n_cases;
    struct names *names = NULL;

    a->n_levels = n_levels;
    a->key = calloc(n, sizeof *a->key);
    a->set_of = calloc(n, sizeof *a->set_of);
    if (a->key == NULL || a->set_of == NULL) return error_nomem(err, "the swings");
    TRY(names_create(&names, d->n_cases, err));
    for (int k = 0; k < d->n_cases; k++) {
        int known;

        a->set_of[k] = -1;
        if (level[k] < 0 || !study_data_used(d, k) || isnan(study_data_end(d, k, what)))
            continue;
        a->key[k] = key_of(l, &d->at[k]);
        if (a->key[k] == NULL) {
            names_free(names);
            return error_nomem(err, "the swings");
        }
        known = names_add(names, a->key[k], a->n_sets);
        a->set_of[k] = known >= 0 ? known : a->n_sets++;
    }
    names_free(names);
    a->sum = calloc((size_t)a->n_sets * (size_t)n_levels + 1, sizeof *a->sum);
    a->n = calloc((size_t)a->n_sets * (size_t)n_levels + 1, sizeof *a->n);
    if (a->sum == NULL || a->n == NULL) return error_nomem(err, "the swings");
    for (int k = 0; k < d->n_cases; k++) {
        if (a->set_of[k] < 0) continue;
        a->sum[a->set_of[k] * n_levels + level[k]] += study_data_end(d, k, what);
        a->n[a->set_of[k] * n_levels + level[k]]++;
    }
    return ERR_OK;
}

static double level_mean(const struct alike *a, int set, int level)
{
    int k = set * a->n_levels + level;

    return a->sum[k] / a->n[k];
}

/* The sets that have both levels. */
static void compare_levels(const struct alike *a, int low, int high, struct study_swing *s)
{
    double lows = 0, highs = 0, swings = 0;

    s->n = 0;
    s->least = s->most = s->rank = (double)NAN;
    for (int k = 0; k < a->n_sets; k++) {
        double difference;

        if (a->n[k * a->n_levels + low] == 0 || a->n[k * a->n_levels + high] == 0) continue;
        difference = level_mean(a, k, high) - level_mean(a, k, low);
        lows += level_mean(a, k, low);
        highs += level_mean(a, k, high);
        swings += difference;
        s->least = s->n == 0 ? difference : fmin(s->least, difference);
        s->most = s->n == 0 ? difference : fmax(s->most, difference);
        s->n++;
    }
    if (s->n == 0) return;
    s->low = lows / s->n;
    s->high = highs / s->n;
    s->swing = swings / s->n;
}

/* ---- settings with given values ---- */

/* Lowest and highest value of the cases whose figures may be used; those between them are on no
 * side. */
static bool ends_of_numbers(const struct study_data *d, enum study_key key, int level[],
                            int *low, int *high)
{
    *low = *high = -1;
    for (int k = 0; k < d->n_cases; k++) {
        if (!study_data_used(d, k) || isnan(study_data_end(d, k, key))) continue;
        if (*low < 0 || level[k] < *low) *low = level[k];
        if (*high < 0 || level[k] > *high) *high = level[k];
    }
    for (int k = 0; k < d->n_cases; k++)
        level[k] = level[k] == *low ? 0 : level[k] == *high ? 1 : -1;
    return *low < *high;
}

/* Of words: by the means over the sets that have every value. */
static bool ends_of_words(const struct alike *a, int *low, int *high)
{
    double least = INFINITY, most = -INFINITY;
    int n_full = 0;

    for (int v = 0; v < a->n_levels; v++) {
        double total = 0;

        n_full = 0;
        for (int k = 0; k < a->n_sets; k++) {
            bool full = true;

            for (int w = 0; w < a->n_levels; w++)
                full = full && a->n[k * a->n_levels + w] > 0;
            if (!full) continue;
            total += level_mean(a, k, v);
            n_full++;
        }
        if (n_full == 0) return false;
        if (total / n_full < least) least = total / n_full, *low = v;
        if (total / n_full > most) most = total / n_full, *high = v;
    }
    if (*low == *high) *high = a->n_levels - 1, *low = 0;
    return a->n_levels > 1;
}

static enum err swing_of_pairs(const struct study_data *d, enum study_key key, int path,
                               int level[], struct study_swing *s, struct error *err)
{
    const struct likeness l = {d, path, NULL};
    bool numeric = d->path[path].numeric;
    struct alike a = {0};
    enum err code;

    *s = (struct study_swing){.kind = SWING_PAIRS, .path = path};
    for (int k = 0; k < d->n_cases; k++)
        level[k] = d->at[k].value[path];
    if (numeric && !ends_of_numbers(d, key, level, &s->low_value, &s->high_value))
        return ERR_OK;
    code = gather(&l, key, level, numeric ? 2 : d->path[path].n, &a, err);
    if (code == ERR_OK && numeric)
        compare_levels(&a, 0, 1, s);
    else if (code == ERR_OK && ends_of_words(&a, &s->low_value, &s->high_value))
        compare_levels(&a, s->low_value, s->high_value, s);
    clear_alike(&a, d->n_cases);
    return code;
}

/* ---- settings drawn from a range ---- */

static enum err swing_of_thirds(const struct study_data *d, enum study_key key, int path,
                                struct study_swing *s, struct error *err)
{
    size_t room = (size_t)d->n_cases;
    double *x = malloc(3 * room * sizeof *x), *y = x + room, *rising = x + 2 * room;
    double low = 0, high = 0;
    int n = 0, n_high = 0;
    enum err code;

    *s = (struct study_swing){.kind = SWING_THIRDS, .path = path, .least = NAN, .most = NAN};
    if (x == NULL) return error_nomem(err, "the swings");
    for (int k = 0; k < d->n_cases; k++) {
        double figure = study_data_end(d, k, key);

        if (!study_data_used(d, k) || isnan(figure)) continue;
        x[n] = rising[n] = d->path[path].number[d->at[k].value[path]];
        y[n++] = figure;
    }
    stats_sort(rising, n);
    s->low_bound = stats_percentile(rising, n, 1.0 / 3);
    s->high_bound = stats_percentile(rising, n, 2.0 / 3);
    code = stats_rank_correlation(&s->rank, x, y, n, err);
    for (int k = 0; k < n && n >= THIRDS_LEAST; k++) {
        if (x[k] <= s->low_bound) low += y[k], s->n++;
        if (x[k] >= s->high_bound) high += y[k], n_high++;
    }
    free(x);
    if (code != ERR_OK) return code;
    if (s->n == 0 || n_high == 0 || !(s->low_bound < s->high_bound)) {
        s->n = 0;
        return ERR_OK;
    }
    s->low = low / s->n;
    s->high = high / n_high;
    s->swing = s->high - s->low;
    return ERR_OK;
}

/* ---- named cases ---- */

/* Marks the paths that take several values within one name. */
static enum err find_crossed(const struct study_data *d, bool crossed[], struct error *err)
{
    struct names *names = NULL;

    TRY(names_create(&names, d->n_cases, err));
    for (int k = 0; k < d->n_cases; k++) {
        int first = names_add(names, d->at[k].name, k);

        for (int p = 0; p < d->n_paths && first >= 0; p++)
            crossed[p] = crossed[p] || d->at[k].value[p] != d->at[first].value[p];
    }
    names_free(names);
    return ERR_OK;
}

static enum err swing_of_name(const struct study_data *d, enum study_key key, const char *base,
                              const char *name, const bool crossed[], int level[],
                              struct study_swing *s, struct error *err)
{
    const struct likeness l = {d, -1, crossed};
    struct alike a = {0};
    enum err code;

    for (int k = 0; k < d->n_cases; k++)
        level[k] = strcmp(d->at[k].name, base) == 0   ? 0
                   : strcmp(d->at[k].name, name) == 0 ? 1
                                                      : -1;
    code = gather(&l, key, level, 2, &a, err);
    *s = (struct study_swing){.kind = SWING_NAMED, .path = -1, .base = base, .name = name};
    if (code == ERR_OK) compare_levels(&a, 0, 1, s);
    clear_alike(&a, d->n_cases);
    return code;
}

static void add(struct study_swings *out, const struct study_swing *s)
{
    if (s->n > 0)
        out->at[out->n++] = *s;
    else
        out->n_without++;
}

static enum err find_named(const struct study_data *d, enum study_key key, const bool crossed[],
                           int level[], struct study_swings *out, struct error *err)
{
    struct names *names = NULL;
    const char *base = d->at[0].name;
    enum err code = names_create(&names, d->n_cases, err);

    for (int k = 0; k < d->n_cases; k++)
        if (strcmp(d->at[k].name, "base") == 0) base = d->at[k].name;
    for (int k = 0; k < d->n_cases && code == ERR_OK; k++) {
        struct study_swing s;

        if (names_add(names, d->at[k].name, 0) >= 0 || strcmp(d->at[k].name, base) == 0)
            continue;
        code = swing_of_name(d, key, base, d->at[k].name, crossed, level, &s, err);
        if (code == ERR_OK) add(out, &s);
    }
    names_free(names);
    return code;
}

/* ---- all of them ---- */

static int wider(const void *a, const void *b)
{
    const struct study_swing *x = a, *y = b;

    if (fabs(x->swing) != fabs(y->swing)) return fabs(x->swing) > fabs(y->swing) ? -1 : 1;
    if (x->path != y->path) return x->path - y->path;
    return x->path >= 0 ? 0 : strcmp(x->name, y->name);
}

static enum err swing_of_path(const struct study_data *d, enum study_key key, int path,
                              int level[], struct study_swing *s, struct error *err)
{
    const struct study_path *p = &d->path[path];

    if (!p->sampled) TRY(swing_of_pairs(d, key, path, level, s, err));
    if (p->sampled ? p->numeric : p->numeric && s->n == 0 && p->n >= THIRDS_LEAST)
        return swing_of_thirds(d, key, path, s, err);
    return ERR_OK;
}

static enum err find_all(const struct study_data *d, enum study_key key, const bool crossed[],
                         int level[], struct study_swings *out, struct error *err)
{
    for (int p = 0; p < d->n_paths; p++) {
        struct study_swing s = {0};

        if (p == d->seed || d->path[p].n < 2 || d->path[p].bundle != p) continue;
        if (d->n_names > 0 && !crossed[p]) continue; /* a named case tells of it */
        TRY(swing_of_path(d, key, p, level, &s, err));
        add(out, &s);
    }
    return d->n_names > 1 ? find_named(d, key, crossed, level, out, err) : ERR_OK;
}

enum err study_swing_find(const struct study_data *d, enum study_key key,
                          struct study_swings *out, struct error *err)
{
    int *level = calloc((size_t)d->n_cases, sizeof *level);
    bool *crossed = calloc((size_t)d->n_paths + 1, sizeof *crossed);
    enum err code;

    *out = (struct study_swings){0};
    out->at = calloc((size_t)(d->n_paths + d->n_names) + 1, sizeof *out->at);
    code = level != NULL && crossed != NULL && out->at != NULL ? find_crossed(d, crossed, err)
                                                               : error_nomem(err, "the swings");
    if (code == ERR_OK) code = find_all(d, key, crossed, level, out, err);
    free(crossed);
    free(level);
    if (code != ERR_OK) {
        study_swing_clear(out);
        return code;
    }
    qsort(out->at, (size_t)out->n, sizeof *out->at, wider);
    return ERR_OK;
}

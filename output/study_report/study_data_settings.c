/* study_data_settings.c - the settings of the cases as values of few paths. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "output/study_report/study_data.h"
#include "scenarios/names.h"
#include "scenarios/text.h"

static int compare_numbers(const void *a, const void *b)
{
    const struct study_number *x = a, *y = b;

    return (x->number > y->number) - (x->number < y->number);
}

static enum err number_cases(struct study_data *d, struct error *err)
{
    d->by_number = study_data_keep(d, (size_t)d->n_cases, sizeof *d->by_number);
    if (d->by_number == NULL) return error_nomem(err, "the cases of the study");
    for (int k = 0; k < d->n_cases; k++)
        d->by_number[k] = (struct study_number){d->at[k].number, k};
    qsort(d->by_number, (size_t)d->n_cases, sizeof *d->by_number, compare_numbers);
    return ERR_OK;
}

int study_data_case(const struct study_data *d, long number)
{
    const struct study_number key = {number, 0}, *found;

    found = bsearch(&key, d->by_number, (size_t)d->n_cases, sizeof key, compare_numbers);
    return found != NULL ? found->at : -1;
}

static enum err read_paths(struct study_data *d, struct store *s, struct error *err)
{
    struct store_rows *rows;
    const char *sampled;
    char *lines;
    long n;
    bool more;

    d->seed = -1;
    TRY(store_one(s, &n, 0, err,
                  "SELECT count(DISTINCT s.path) FROM setting s JOIN run r ON r.number = s.run "
                  "WHERE r.place IS NOT NULL"));
    d->path = study_data_keep(d, (size_t)n, sizeof *d->path);
    if (d->path == NULL) return error_nomem(err, "the settings of the study");
    TRY(store_ask(s, &rows, err,
                  "SELECT s.path, '\n' || coalesce((SELECT value FROM meta WHERE key = "
                  "'sampled'), '') || '\n' FROM setting s JOIN run r ON r.number = s.run WHERE "
                  "r.place IS NOT NULL GROUP BY s.path ORDER BY s.path",
                  ""));
    for (;;) {
        struct study_path *p = &d->path[d->n_paths];

        TRY(store_next(s, rows, &more, err));
        if (!more) return ERR_OK;
        p->path = study_data_copy(d, store_text(rows, 0));
        sampled = store_text(rows, 1);
        lines = p->path != NULL ? text_print("\n%s\n", p->path) : NULL;
        if (lines == NULL) {
            store_stop(rows);
            return error_nomem(err, "the settings of the study");
        }
        p->sampled = strstr(sampled, lines) != NULL;
        free(lines);
        if (strcmp(p->path, "study.seed") == 0) d->seed = d->n_paths;
        d->n_paths++;
    }
}

/* Texts by case and path; NULL where the case leaves the setting to the scenario. */
static enum err read_texts(struct study_data *d, struct store *s, const char **raw,
                           struct error *err)
{
    struct store_rows *rows;
    bool more;

    TRY(store_ask(s, &rows, err,
                  "SELECT s.run, s.path, s.value FROM setting s JOIN run r ON r.number = s.run "
                  "WHERE r.place IS NOT NULL",
                  ""));
    for (;;) {
        int at, p = 0;

        TRY(store_next(s, rows, &more, err));
        if (!more) return ERR_OK;
        at = study_data_case(d, store_integer(rows, 0));
        while (p < d->n_paths && strcmp(d->path[p].path, store_text(rows, 1)) != 0)
            p++;
        if (at < 0 || p == d->n_paths) continue;
        raw[at * d->n_paths + p] = study_data_copy(d, store_text(rows, 2));
        if (raw[at * d->n_paths + p] == NULL) {
            store_stop(rows);
            return error_nomem(err, "the settings of the study");
        }
    }
}

struct value {
    const char *text;
    double number;
    int first; /* case that has it first */
};

static int compare_values(const void *a, const void *b)
{
    const struct value *x = a, *y = b;

    if (x->number != y->number) return x->number < y->number ? -1 : 1;
    return x->first - y->first;
}

/* Equal numbers are one value, however they are written. */
static int number_values(struct study_data *d, struct study_path *p, int k,
                         struct value value[])
{
    int n = 0;

    qsort(value, (size_t)d->n_cases, sizeof *value, compare_values);
    for (int c = 0; c < d->n_cases; c++) {
        if (c == 0 || value[c].number != value[c - 1].number) {
            p->value[n] = value[c].text;
            p->number[n++] = value[c].number;
        }
        d->at[value[c].first].value[k] = n - 1;
    }
    return n;
}

static int text_values(struct study_data *d, struct study_path *p, int k,
                       const struct value value[], struct names *names)
{
    int n = 0;

    for (int c = 0; c < d->n_cases; c++) {
        int known = names_add(names, value[c].text, n);

        d->at[c].value[k] = known >= 0 ? known : n;
        if (known >= 0) continue;
        p->value[n] = value[c].text;
        p->number[n++] = value[c].number;
    }
    return n;
}

static enum err make_values(struct study_data *d, int k, const char *const *raw,
                            struct value value[], struct error *err)
{
    struct study_path *p = &d->path[k];
    const char *own = study_data_common(d, p->path);
    struct names *names = NULL;

    p->numeric = true;
    for (int c = 0; c < d->n_cases; c++) {
        const char *text = raw[c * d->n_paths + k];

        value[c] = (struct value){text != NULL ? text : own, NAN, c};
        p->numeric = text_number(value[c].text, &value[c].number) && p->numeric;
    }
    p->value = study_data_keep(d, (size_t)d->n_cases, sizeof *p->value);
    p->number = study_data_keep(d, (size_t)d->n_cases, sizeof *p->number);
    if (p->value == NULL || p->number == NULL)
        return error_nomem(err, "the settings of the study");
    if (p->numeric) {
        p->n = number_values(d, p, k, value);
        return ERR_OK;
    }
    TRY(names_create(&names, d->n_cases, err));
    p->n = text_values(d, p, k, value, names);
    names_free(names);
    return ERR_OK;
}

/* Does the value of one path always say that of the other? */
static bool go_together(const struct study_data *d, int a, int b, int partner[])
{
    if (d->path[a].n != d->path[b].n || d->path[a].n < 2) return false;
    for (int v = 0; v < d->path[a].n; v++)
        partner[v] = -1;
    for (int c = 0; c < d->n_cases; c++) {
        int *there = &partner[d->at[c].value[a]];

        if (*there < 0) *there = d->at[c].value[b];
        if (*there != d->at[c].value[b]) return false;
    }
    return true; /* as many values on both sides: the other way round, too */
}

/* Settings of a zip are one axis. Those of a sample differ everywhere and are none. */
static enum err bundle(struct study_data *d, struct error *err)
{
    int *partner = malloc(((size_t)d->n_cases + 1) * sizeof *partner);

    if (partner == NULL) return error_nomem(err, "the settings of the study");
    for (int b = 0; b < d->n_paths; b++) {
        d->path[b].bundle = b;
        if (d->path[b].sampled || b == d->seed) continue;
        for (int a = 0; a < b && d->path[b].bundle == b; a++)
            if (!d->path[a].sampled && a != d->seed && d->path[a].bundle == a &&
                go_together(d, a, b, partner))
                d->path[b].bundle = a;
    }
    free(partner);
    return ERR_OK;
}

enum err study_data_settings(struct study_data *d, struct store *s, struct error *err)
{
    const char **raw = NULL;
    struct value *value = NULL;
    enum err code;

    TRY(number_cases(d, err));
    TRY(read_paths(d, s, err));
    for (int c = 0; c < d->n_cases; c++) {
        d->at[c].value = study_data_keep(d, (size_t)d->n_paths, sizeof *d->at[c].value);
        if (d->at[c].value == NULL) return error_nomem(err, "the settings of the study");
    }
    raw = calloc((size_t)d->n_cases * (size_t)(d->n_paths + 1), sizeof *raw);
    value = calloc((size_t)d->n_cases, sizeof *value);
    code = raw != NULL && value != NULL ? read_texts(d, s, raw, err)
                                        : error_nomem(err, "the settings of the study");
    for (int k = 0; k < d->n_paths && code == ERR_OK; k++)
        code = make_values(d, k, raw, value, err);
    free(value);
    free(raw);
    return code == ERR_OK ? bundle(d, err) : code;
}

/* study_data_groups.c - cases that differ in nothing but the seed are one alternative. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "output/study_report/study_data.h"
#include "scenarios/names.h"
#include "scenarios/text.h"

/* What a case is beside its seed. */
static char *key_of(const struct study_data *d, const struct study_case *c)
{
    struct text key = {0};

    text_add_bytes(&key, c->name, strlen(c->name));
    for (int p = 0; p < d->n_paths; p++)
        if (p != d->seed) text_addf(&key, "\x1f%d", c->value[p]);
    return text_take(&key);
}

static enum err find_groups(struct study_data *d, char **key, struct error *err)
{
    struct names *names = NULL;

    TRY(names_create(&names, d->n_cases, err));
    for (int k = 0; k < d->n_cases; k++) {
        int known;

        key[k] = key_of(d, &d->at[k]);
        if (key[k] == NULL) {
            names_free(names);
            return error_nomem(err, "the alternatives of the study");
        }
        known = names_add(names, key[k], d->n_groups);
        d->at[k].group = known >= 0 ? known : d->n_groups++;
    }
    names_free(names);
    return ERR_OK;
}

/* Mean of the cases that may be used; of equal figures exactly that figure, so that
 * alternatives that are equal compare as equal. */
static void sum_up(const struct study_data *d, struct study_group *g)
{
    for (int key = 0; key < N_KEYS; key++) {
        double total = 0;
        int n = 0;

        g->mean[key] = g->low[key] = g->high[key] = (double)NAN;
        for (int k = 0; k < g->n; k++) {
            double v = study_data_end(d, g->at[k], (enum study_key)key);

            if (!study_data_used(d, g->at[k]) || isnan(v)) continue;
            g->low[key] = n == 0 ? v : fmin(g->low[key], v);
            g->high[key] = n == 0 ? v : fmax(g->high[key], v);
            total += v;
            n++;
        }
        if (n > 0) g->mean[key] = g->low[key] < g->high[key] ? total / n : g->low[key];
    }
}

static enum err count_names(struct study_data *d, struct error *err)
{
    struct names *names = NULL;

    TRY(names_create(&names, d->n_cases, err));
    for (int k = 0; k < d->n_cases; k++)
        if (d->at[k].name[0] != '\0' && names_add(names, d->at[k].name, 0) < 0) d->n_names++;
    names_free(names);
    return ERR_OK;
}

static enum err fill(struct study_data *d, struct error *err)
{
    int *members = study_data_keep(d, (size_t)d->n_cases, sizeof *members), next = 0;

    d->group = study_data_keep(d, (size_t)d->n_groups, sizeof *d->group);
    if (d->group == NULL || members == NULL)
        return error_nomem(err, "the alternatives of the study");
    for (int k = 0; k < d->n_cases; k++)
        d->group[d->at[k].group].n++;
    for (int g = 0; g < d->n_groups; g++) {
        d->group[g].at = members + next;
        next += d->group[g].n;
        d->group[g].n = 0;
        d->group[g].standing = STANDING_OPEN;
    }
    for (int k = 0; k < d->n_cases; k++) {
        struct study_group *g = &d->group[d->at[k].group];

        if (g->n == 0) {
            g->name = d->at[k].name;
            g->value = d->at[k].value;
        }
        g->at[g->n++] = k;
        g->n_used += study_data_used(d, k);
        if (d->at[k].standing < g->standing) g->standing = d->at[k].standing;
    }
    for (int g = 0; g < d->n_groups; g++)
        sum_up(d, &d->group[g]);
    return count_names(d, err);
}

enum err study_data_groups(struct study_data *d, struct error *err)
{
    char **key = calloc((size_t)d->n_cases, sizeof *key);
    enum err code = key != NULL ? find_groups(d, key, err)
                                : error_nomem(err, "the alternatives of the study");

    if (code == ERR_OK) code = fill(d, err);
    for (int k = 0; key != NULL && k < d->n_cases; k++)
        free(key[k]);
    free(key);
    return code;
}

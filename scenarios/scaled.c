/* scaled.c - see scaled.h */
#include "scenarios/scaled.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- what a path names ---- */

static bool starts_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

/* How a user group splits its energy; of layers, where two of the three are said. */
static bool is_split(const struct scenario *s, const char *key, int c)
{
    static const char *const groups[] = {"with_home.", "without_home.", "with_home_work.",
                                         "with_work.", "at_depot."};
    const struct fleet_class *class = &s->fleet[c];

    for (size_t k = 0; k < sizeof groups / sizeof groups[0]; k++)
        if (starts_with(key, groups[k])) return true;
    if (strcmp(key, "night_share.fast") == 0 || strcmp(key, "roaming_share.fast") == 0)
        return class->night_share_fast > 0 && class->roaming_share_fast > 0;
    if (strcmp(key, "night_share.slow") == 0 || strcmp(key, "roaming_share.slow") == 0)
        return class->night_share_slow > 0 && class->roaming_share_slow > 0;
    return false;
}

static const void *member_at(const struct scenario *s, const struct scaled_place *place)
{
    const char *record = place->class_index < 0 ? (const char *)&s->demand
                                                : (const char *)&s->fleet[place->class_index];

    return record + place->field->offset;
}

static bool is_set(const struct scenario *s, const struct scaled_place *place)
{
    const void *member = member_at(s, place);

    if (place->field->kind == FIELD_SERIES) return ((const struct series *)member)->n > 0;
    return !isnan(*(const double *)member);
}

/* The field and class of a path; false where there is none. */
static bool look_up(const struct scenario *s, const char *path, struct scaled_place *out)
{
    *out = (struct scaled_place){NULL, -1};
    if (starts_with(path, "demand.")) {
        out->field = schema_field(schema_find("demand"), path + 7);
        return out->field != NULL;
    }
    if (!starts_with(path, "fleet.")) return false;
    for (int c = 0; c < s->n_classes; c++) {
        size_t n = strlen(s->fleet[c].id);

        if (strncmp(path + 6, s->fleet[c].id, n) != 0 || path[6 + n] != '.') continue;
        out->class_index = c;
        out->field = schema_field(schema_find("fleet"), path + 6 + n + 1);
        return out->field != NULL;
    }
    return false;
}

enum scaled_verdict scaled_find(const struct scenario *s, const char *path,
                                struct scaled_place *out)
{
    const struct field *f;

    if (!look_up(s, path, out)) return SCALED_UNKNOWN;
    f = out->field;
    if (f->kind != FIELD_NUMBER && f->kind != FIELD_SERIES) return SCALED_NO_FIGURE;
    if (out->class_index >= 0 && is_split(s, f->key, out->class_index)) return SCALED_SPLIT;
    if (strcmp(f->unit, "year") == 0 || strcmp(f->unit, "°C") == 0) return SCALED_NO_AMOUNT;
    if (out->class_index < 0 && strcmp(f->key, "gravity_km") == 0) return SCALED_WHERE;
    return is_set(s, out) ? SCALED_FINE : SCALED_NOT_SET;
}

/* ---- the copy ---- */

static double times(const struct field *f, double value, double factor, bool *cut)
{
    double out = value * factor;

    if (out >= f->min && out <= f->max) return out;
    *cut = true;
    return fmin(fmax(out, f->min), f->max);
}

/* The member in the copy; `record` is the copy's class or section. */
static enum err multiply(struct scaled *x, int k, const struct field *f, char *record,
                         double factor, struct error *err)
{
    struct series *series;

    if (f->kind == FIELD_NUMBER) {
        double *number = (double *)(void *)(record + f->offset);

        *number = times(f, *number, factor, &x->cut[k]);
        return ERR_OK;
    }
    series = (struct series *)(void *)(record + f->offset);
    x->series[k] = malloc((size_t)series->n * sizeof(double));
    if (x->series[k] == NULL) return error_nomem(err, "a draw");
    for (int i = 0; i < series->n; i++)
        x->series[k][i] = times(f, series->value[i], factor, &x->cut[k]);
    series->value = x->series[k];
    return ERR_OK;
}

static enum err fill(struct scaled *x, const struct scenario *s, const double factor[],
                     struct error *err)
{
    size_t n_classes = (size_t)s->n_classes, n = (size_t)s->n_uncertain;

    x->fleet = calloc(n_classes + 1, sizeof *x->fleet);
    x->series = calloc(n + 1, sizeof *x->series);
    x->cut = calloc(n + 1, sizeof *x->cut);
    if (x->fleet == NULL || x->series == NULL || x->cut == NULL)
        return error_nomem(err, "a draw");
    memcpy(x->fleet, s->fleet, n_classes * sizeof *x->fleet);
    x->scenario = *s;
    x->scenario.fleet = x->fleet;
    for (int k = 0; k < s->n_uncertain; k++) {
        struct scaled_place place;
        char *record = (char *)&x->scenario.demand;

        if (scaled_find(s, s->uncertain[k].setting, &place) != SCALED_FINE) continue;
        if (place.class_index >= 0) record = (char *)&x->fleet[place.class_index];
        TRY(multiply(x, k, place.field, record, factor[k], err));
    }
    return ERR_OK;
}

enum err scaled_create(struct scaled **out, const struct scenario *s, const double factor[],
                       struct error *err)
{
    struct scaled *x = calloc(1, sizeof *x);
    enum err code;

    if (x == NULL) return error_nomem(err, "a draw");
    code = fill(x, s, factor, err);
    if (code != ERR_OK) {
        scaled_free(x);
        return code;
    }
    *out = x;
    return ERR_OK;
}

void scaled_free(struct scaled *x)
{
    if (x == NULL) return;
    for (int k = 0; x->series != NULL && k < x->scenario.n_uncertain; k++)
        free(x->series[k]);
    free(x->series);
    free(x->fleet);
    free(x->cut);
    free(x);
}

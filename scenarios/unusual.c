/* unusual.c - see unusual.h */
#include "scenarios/unusual.h"

#include <math.h>

#include "scenarios/csv.h"
#include "scenarios/schema.h"

static const double factor = 2;

/* 0 is no slip of the unit: it says that there is none of it. */
static bool is_far(double value, double low, double high)
{
    return value != 0 && (value < low / factor || value > high * factor);
}

/* The first value far outside; NAN where there is none, or no usual range. */
static double first_far(const struct field *f, const void *member)
{
    const struct series *series = member;
    double low, high;

    if (!schema_usual_range(f, &low, &high)) return NAN;
    if (f->kind == FIELD_NUMBER) {
        double value = *(const double *)member;

        return is_far(value, low, high) ? value : (double)NAN;
    }
    for (int k = 0; f->kind == FIELD_SERIES && k < series->n; k++)
        if (is_far(series->value[k], low, high)) return series->value[k];
    return NAN;
}

/* The fields of one record of a section. */
static enum err warn_record(struct city *city, const struct section *section, const char *id,
                            const void *record, struct error *err)
{
    for (int k = 0; k < section->n_fields; k++) {
        const struct field *f = &section->field[k];
        double value = first_far(f, (const char *)record + f->offset), low, high;
        struct text path = {0};
        enum err code;

        if (isnan(value) || !schema_usual_range(f, &low, &high)) continue;
        text_addf(&path, "%s.%s%s%s", section->name, id != NULL ? csv_quote(id).text : "",
                  id != NULL ? "." : "", f->key);
        code = path.nomem ? error_nomem(err, "the warnings")
                          : said_add(&city->warning, &city->n_warnings, err, MSG_WARN_UNUSUAL,
                                     said_text(path.data), said_figure(value), said_figure(low),
                                     said_figure(high));
        text_clear(&path);
        if (code != ERR_OK) return code;
    }
    return ERR_OK;
}

enum err unusual_warn(struct city *city, const struct scenario *s, struct error *err)
{
    for (int c = 0; c < s->n_classes; c++)
        TRY(warn_record(city, schema_find("fleet"), s->fleet[c].id, &s->fleet[c], err));
    return warn_record(city, schema_find("demand"), NULL, &s->demand, err);
}

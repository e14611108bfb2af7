/* scaled.h - a copy of a scenario in which uncertain settings are multiplied by factors. */
#ifndef CHARGEPLAN_SCENARIOS_SCALED_H
#define CHARGEPLAN_SCENARIOS_SCALED_H

#include "scenarios/schema.h"

/* What a path of uncertain.<id>.setting names. */
enum scaled_verdict {
    SCALED_FINE,
    SCALED_UNKNOWN,   /* no setting of fleet or demand */
    SCALED_NO_FIGURE, /* a word, a list, a file ... */
    SCALED_SPLIT,     /* a share of several that add up to 1 */
    SCALED_NO_AMOUNT, /* a year or a temperature: a factor on it means nothing */
    SCALED_WHERE,     /* says where energy is asked for, which is the same in all draws */
    SCALED_NOT_SET,   /* holds no figure */
};
struct scaled_place {
    const struct field *field;
    int class_index; /* -1: of demand */
};
enum scaled_verdict scaled_find(const struct scenario *s, const char *path,
                                struct scaled_place *out);

struct scaled {
    struct scenario scenario;  /* all else borrowed from the original */
    struct fleet_class *fleet; /* owned [n_classes]; its members are not, but for `series` */
    double **series;           /* owned [n_uncertain]; NULL for plain numbers */
    bool *cut;                 /* owned [n_uncertain] a figure was cut at its bounds */
};

/* factor is [s->n_uncertain], in the order of s->uncertain, whose settings are SCALED_FINE. Own
 * it: scaled_free(*out). The original outlives it. Errors: ERR_NOMEM. */
enum err scaled_create(struct scaled **out, const struct scenario *s, const double factor[],
                       struct error *err);
void scaled_free(struct scaled *scaled); /* NULL is fine */

#endif

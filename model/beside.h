/* beside.h - figures of the plans, or reported ones, set beside those of the scenario.
 *
 * They are never judged: a plan's total counts chargers or stations of all kinds, a rule the
 * public ones. Where the plan itself splits such a total (so many public ones of so many), the
 * like part of another total follows by that split: value x part / whole. It is arithmetic to
 * compare orders of size with, no figure of any plan. */
#ifndef CHARGEPLAN_MODEL_BESIDE_H
#define CHARGEPLAN_MODEL_BESIDE_H

#include "model/requirement.h"

struct beside {
    int request;             /* index into scenario->beside */
    const struct fact *fact; /* borrowed from the catalogue */
    int year_index;          /* of our figure, into study.years */
    double part, whole;      /* sums of the facts of the split; NAN where none is given */
    double like;             /* value x part / whole, not rounded; NAN without a split */
    double ours;             /* the scenario's figure; NAN where there is none (no rule asks for
                                it, or no sites are told of) */
    double ours_added_up;    /* required: the districts, rounded up one by one; else NAN */
};

struct besides {
    int n;
    struct beside *item; /* owned [n] in the order of the scenario */
};

/* The scenario has passed its check. Own it: beside_free(*out). Errors: ERR_NOMEM. */
enum err beside_create(struct besides **out, const struct scenario *s, const struct city *city,
                       const struct fleet *fleet, const struct plans *plans,
                       const struct requirements *requirements, int n_networks,
                       struct network *const networks[], struct error *err);
void beside_free(struct besides *b); /* NULL is fine */

#endif

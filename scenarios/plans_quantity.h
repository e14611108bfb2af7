/* plans_quantity.h - what a fact of a plan may be used for, by its quantity: as a rule, as the
 * figure of a setting, or for neither, and why not. One table, for facts of any catalogue. */
#ifndef CHARGEPLAN_SCENARIOS_PLANS_QUANTITY_H
#define CHARGEPLAN_SCENARIOS_PLANS_QUANTITY_H

#include "scenarios/scenario.h"

enum quantity_use {
    QUANTITY_MODEL,    /* a rule that the model judges */
    QUANTITY_DECLARED, /* a rule that binds a city, but whose figure the planner has to give */
    QUANTITY_NEVER     /* no rule of a city's plan */
};

struct quantity {
    const char *name; /* "charger"; one that ends in a dot stands for all its parts: "charger."
                       */
    enum quantity_use use;
    int rule;            /* QUANTITY_MODEL: enum rule_kind, else -1 */
    bool at_least;       /* QUANTITY_MODEL: more is better, so that a target is a floor */
    const char *unit;    /* the unit that its facts have to be in; NULL: any */
    const char *no_rule; /* QUANTITY_NEVER: why, as the end of a sentence "...: it is" */
    const char *only; /* a figure of this setting alone: its key, or its start; NULL: of every
                         setting whose unit fits */
    const char *no_figure; /* why it is the figure of no setting, or of none but `only`; NULL:
                              it may be one */
};

/* NULL for a quantity that is not known: facts of a planner's own catalogue. Such a fact may be
 * named as a rule like QUANTITY_DECLARED. */
const struct quantity *plans_quantity(const char *name);
/* All lines of the table, for tests and lists. */
int plans_quantity_n(void);
const struct quantity *plans_quantity_at(int k);
/* The known quantity that a name is likely a slip of: one or two letters off; NULL: none. */
const char *plans_quantity_meant(const char *name);

/* Factor from a fact's unit to a setting's ("kWh/100km" to "kWh/km": 0.01); 0 where they do not
 * fit. currency: study.currency, may be NULL. */
double plans_quantity_factor(const char *fact_unit, const char *setting_unit,
                             const char *currency);

#endif

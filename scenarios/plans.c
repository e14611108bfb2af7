/* plans.c - see plans.h. */
#include "scenarios/plans.h"

#include <stdlib.h>
#include <string.h>

#include "scenarios/csv.h"
#include "scenarios/plans_quantity.h"
#include "scenarios/text.h"

static const char *const relation_word[N_RELATIONS] = {
    [REL_OVER] = "over",
    [REL_UNDER] = "under",
    [REL_AT_LEAST] = "at least",
    [REL_AT_MOST] = "at most",
    [REL_REACH] = "reach",
    [REL_ABOUT] = "about",
    [REL_FALLS_TO] = "falls to",
    [REL_AIMS_AT] = "aims at",
    [REL_AIMS_AT_MOST] = "aims at most",
    [REL_AIMS_UNDER] = "aims under",
    [REL_AIMS_OVER] = "aims over",
    [REL_NEW] = "new",
    [REL_NEW_OVER] = "new over",
    [REL_NEW_2015_2020] = "new 2015-2020",
    [REL_WAS] = "was",
    [REL_IS] = "is",
    [REL_CAPABLE_OF] = "capable of",
};

static const char *const strength_word[N_STRENGTHS] = {
    [STRENGTH_BINDING] = "binding", [STRENGTH_IN_PRINCIPLE] = "in_principle",
    [STRENGTH_AIM] = "aim",         [STRENGTH_FORECAST] = "forecast",
    [STRENGTH_BASE] = "base",       [STRENGTH_INFO] = "info"};

const char *relation_name(enum relation relation)
{
    return relation_word[relation];
}

const char *plans_strength_name(enum strength strength)
{
    return strength_word[strength];
}

void plans_free(struct plans *plans)
{
    if (plans == NULL) return;
    for (int k = 0; k < plans->n_catalogues; k++)
        csv_free(plans->csv[k]);
    free(plans->fact);
    free(plans);
}

const struct fact *plans_find(const struct plans *plans, const char *id)
{
    for (int k = 0; k < plans->n; k++)
        if (strcmp(plans->fact[k].id, id) == 0) return &plans->fact[k];
    return NULL;
}

const char *plans_nearest(const struct plans *plans, const char *id)
{
    const char **ids = malloc(((size_t)plans->n + 1) * sizeof *ids), *nearest;

    if (ids == NULL) return NULL; /* only a hint is lost */
    for (int k = 0; k < plans->n; k++)
        ids[k] = plans->fact[k].id;
    nearest = text_nearest(id, plans->n, ids);
    free(ids);
    return nearest;
}

int plans_rule_kind(const struct fact *fact)
{
    const struct quantity *quantity = plans_quantity(fact->quantity);

    return quantity != NULL ? quantity->rule : -1;
}

bool plans_at_least(const struct fact *fact)
{
    switch (fact->relation) {
    case REL_UNDER:
    case REL_AT_MOST:
    case REL_FALLS_TO:
    case REL_AIMS_AT_MOST:
    case REL_AIMS_UNDER:
        return false;
    default:
        return true;
    }
}

bool plans_strict(const struct fact *fact)
{
    return fact->relation == REL_OVER || fact->relation == REL_UNDER ||
           fact->relation == REL_AIMS_OVER || fact->relation == REL_AIMS_UNDER;
}

bool plans_is_target(const struct fact *fact)
{
    switch (fact->relation) {
    case REL_ABOUT:
    case REL_NEW:
    case REL_NEW_OVER:
    case REL_NEW_2015_2020:
    case REL_WAS:
    case REL_IS:
    case REL_CAPABLE_OF:
        return false;
    default:
        return true;
    }
}

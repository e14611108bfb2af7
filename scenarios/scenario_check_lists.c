/* scenario_check_lists.c - what the items of a list say together; see scenario_draft.h */
#include <stdio.h>
#include <string.h>

#include "scenarios/scenario_draft.h"

/* The same text, or none in both. */
static bool same_text(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* Is it a plan's fact or an own rule, and has it no setting of the other? */
static void check_rule(struct draft *d, int k)
{
    static const char *const own[] = {"rule", "target", "strength", "meaning"};
    const struct rule_request *rule = &d->s->rule[k];
    char path[32], inner[64];

    snprintf(path, sizeof path, "rules[%d]", k + 1);
    snprintf(inner, sizeof inner, "%s.rule", path);
    if (rule->fact == NULL) {
        if (rule->rule < 0 && !scenario_check_given(d, inner) &&
            !problems_about(d->problems, path))
            scenario_check_problem(
                d, inner,
                "the setting is missing; a rule needs fact, the id of a plan's fact, or "
                "rule, what an own rule looks at");
        return;
    }
    if (d->record != NULL) return; /* of a run that was checked; it holds defaults too */
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++) {
        snprintf(inner, sizeof inner, "%s.%s", path, own[i]);
        if (scenario_check_given(d, inner))
            scenario_check_problem(
                d, inner,
                "the fact %s says this already; leave %s out, or leave fact out "
                "for an own rule",
                rule->fact, own[i]);
    }
}

static void check_rules(struct draft *d)
{
    for (int k = 0; k < d->s->n_rules; k++) {
        check_rule(d, k);
        for (int before = 0; before < k; before++) {
            const struct rule_request *rule = &d->s->rule[k], *other = &d->s->rule[before];
            char path[32];

            if (rule->fact == NULL || !same_text(rule->fact, other->fact) ||
                !same_text(rule->where, other->where))
                continue;
            snprintf(path, sizeof path, "rules[%d]", k + 1);
            scenario_check_problem(d, path, "%s is named twice; it is rules[%d] already",
                                   rule->fact, before + 1);
            break;
        }
    }
}

/* ---- beside ---- */

/* The fact of that id; says what is wrong where there is none. A catalogue that could not be
 * read whole lacks facts: that is said already. */
static const struct fact *fact_of(struct draft *d, const char *path, const char *id)
{
    const struct fact *fact = plans_find(d->s->plans, id);
    const char *near = plans_nearest(d->s->plans, id);

    if (fact != NULL || d->s->plans->incomplete) return fact;
    scenario_check_problem(d, path,
                           "there is no plan fact \"%s\"%s%s%s `chargeplan plans` lists them",
                           id, near != NULL ? "; did you mean " : ";", near != NULL ? near : "",
                           near != NULL ? "?" : "");
    return NULL;
}

/* Sum of a list of facts; false where one is not there or is in another unit than the rest. */
static bool sum_up(struct draft *d, const char *path, const struct texts *ids,
                   const struct fact **first, double *sum)
{
    bool fine = true;

    *sum = 0;
    for (int k = 0; k < ids->n; k++) {
        const struct fact *fact = fact_of(d, path, ids->text[k]);

        if (fact != NULL && *first == NULL) *first = fact;
        if (fact != NULL && strcmp(fact->unit, (*first)->unit) != 0) {
            scenario_check_problem(d, path, "%s is in %s, but %s in %s; a split is of one unit",
                                   fact->id, fact->unit, (*first)->id, (*first)->unit);
            fine = false;
        }
        fine = fine && fact != NULL;
        if (fact != NULL) *sum += fact->value;
    }
    return fine;
}

static void check_split(struct draft *d, const char *item, const struct beside_request *b)
{
    char part_path[64], whole_path[64], small[TEXT_NUMBER_ROOM], large[TEXT_NUMBER_ROOM];
    const struct fact *first = NULL;
    double part, whole;
    bool fine;

    snprintf(part_path, sizeof part_path, "%s.share.part", item);
    snprintf(whole_path, sizeof whole_path, "%s.share.whole", item);
    if (b->share_part.n == 0 && b->share_whole.n == 0) return;
    if (b->share_part.n == 0 || b->share_whole.n == 0) {
        bool no_part = b->share_part.n == 0;

        if (!problems_about(d->problems, item)) /* a misspelt key may have meant it */
            scenario_check_problem(d, no_part ? part_path : whole_path,
                                   "the setting is missing; a share has a part and a whole");
        return;
    }
    fine = sum_up(d, part_path, &b->share_part, &first, &part);
    fine = sum_up(d, whole_path, &b->share_whole, &first, &whole) && fine;
    if (!fine || (part <= whole && whole > 0)) return;
    text_put_number(small, part);
    text_put_number(large, whole);
    scenario_check_problem(d, part_path, "the part, %s, is above the whole, %s, that it is of",
                           small, large);
}

static void check_besides(struct draft *d)
{
    static const char *const unit[N_BESIDE_FIGURES] = {"vehicle", "charger", "station",
                                                       "charger", "station"};

    for (int k = 0; k < d->s->n_besides; k++) {
        const struct beside_request *b = &d->s->beside[k];
        const struct fact *fact;
        char item[32], path[64];

        snprintf(item, sizeof item, "beside[%d]", k + 1);
        snprintf(path, sizeof path, "%s.fact", item);
        check_split(d, item, b);
        fact = b->fact != NULL ? fact_of(d, path, b->fact) : NULL;
        if (fact == NULL || b->set_beside < 0) continue;
        if (strcmp(fact->unit, unit[b->set_beside]) != 0)
            scenario_check_problem(d, path,
                                   "%s (%s) is in '%s'; the figure that it is set beside is in "
                                   "'%s'",
                                   fact->id, fact->quantity, fact->unit, unit[b->set_beside]);
    }
}

void scenario_check_lists(struct draft *d)
{
    check_rules(d);
    check_besides(d);
}

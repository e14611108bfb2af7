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

void scenario_check_lists(struct draft *d)
{
    check_rules(d);
}

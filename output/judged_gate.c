/* judged_gate.c - what stands beside an outcome, and which rules close the gate of --strict;
 * see judged.h. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "output/digest.h"
#include "output/judged.h"
#include "scenarios/messages.h"

bool judged_met_where_possible(const struct rule_result *r)
{
    return r->kind == RULE_CORE_RADIUS && r->outcome == RULE_NOT_MET && r->shortfall > 0 &&
           r->core_unreachable >= r->shortfall;
}

/* Share of the fast demand that a rule on waiting does not see; 0 for other rules, and where it
 * would read 0.0 %. */
static double refused(const struct run *run, const struct rule_result *r)
{
    double full = r->kind == RULE_WAIT && isfinite(r->achieved)
                      ? digest_full_share(run, r->network, FAST)
                      : 0;

    return full >= 0.0005 ? full : 0;
}

bool judged_met_by_some(const struct run *run, const struct rule_result *r)
{
    return r->outcome == RULE_MET && refused(run, r) > 0;
}

static bool is_blind(const struct rule_result *r)
{
    return r->strength == STRENGTH_BINDING && r->outcome == RULE_NOTHING_TO_JUDGE &&
           r->kind != RULE_BUDGET;
}

static const char *say_why(enum language language, const struct run *run,
                           const struct rule_result *r, char *buffer, int size)
{
    bool given = run->scenario->rule[r->rule].achieved.n > 0;
    enum message id = MSG_WHY_NO_EVS;
    char year[16];

    snprintf(year, sizeof year, "%d", r->year);
    if (r->kind == RULE_CORE_RADIUS) id = MSG_WHY_NO_CORE;
    if (r->kind == RULE_BUDGET) id = MSG_WHY_NO_BUDGET;
    if (r->kind == RULE_DECLARED) id = given ? MSG_WHY_NO_YEAR : MSG_WHY_UNMEASURED;
    if (r->measured) id = run->parking != NULL ? MSG_WHY_NO_BUILDING : MSG_WHY_NO_PARKING;
    if (run->city->n_sites == 0 && r->kind != RULE_DECLARED) id = MSG_WHY_NO_SITES;
    return messages_fill(buffer, (size_t)size, language, id, year, NULL);
}

const char *judged_reason(enum language language, const struct run *run,
                          const struct rule_result *r, char *buffer, int size)
{
    char first[512], second[64];

    buffer[0] = '\0';
    if (r->outcome == RULE_NOTHING_TO_JUDGE) {
        say_why(language, run, r, first, sizeof first);
        if (is_blind(r))
            return messages_fill(buffer, (size_t)size, language, MSG_REASON_BINDS, first, NULL);
        snprintf(buffer, (size_t)size, "%s", first);
    } else if (judged_met_where_possible(r)) {
        judged_shortfall(language, run, r, first, sizeof first);
        judged_target(language, run, r, second, sizeof second);
        messages_fill(buffer, (size_t)size, language, MSG_REASON_CORE_CAN, first, second, NULL);
    } else if (refused(run, r) > 0) {
        messages_share(first, sizeof first, language, refused(run, r));
        messages_fill(buffer, (size_t)size, language, MSG_REASON_REFUSED, first, NULL);
    }
    return buffer;
}

enum judged_gate judged_gate(const struct run *run, const struct rule_result *r)
{
    if (r->network != run->n_networks - 1 || r->strength != STRENGTH_BINDING) return GATE_OPEN;
    if (r->outcome == RULE_NOT_MET) return GATE_NOT_MET;
    return is_blind(r) ? GATE_UNJUDGED : GATE_OPEN;
}

int judged_closed(enum language language, const struct run *run, enum judged_gate gate,
                  char *buffer, int size)
{
    int n = 0;

    buffer[0] = '\0';
    for (int k = 0; k < run->rules->n; k++) {
        const struct rule_result *r = &run->rules->result[k];
        size_t used = strlen(buffer);
        char name[128], year[16];

        if (judged_gate(run, r) != gate) continue;
        snprintf(name, sizeof name, "%s", judged_id(r));
        if (r->ended) {
            snprintf(year, sizeof year, "%d", r->fact->valid_to);
            messages_fill(name, sizeof name, language, MSG_REP_SUM_ENDED, judged_id(r), year,
                          NULL);
        }
        snprintf(buffer + used, (size_t)size - used, "%s%s",
                 n++ > 0 ? messages_text(language, MSG_SEMICOLON) : "", name);
    }
    return n;
}

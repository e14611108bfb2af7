/* judged_figure.c - the figures of a judged rule as people write them; see judged.h. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "output/fact_words.h"
#include "output/judged.h"
#include "scenarios/messages.h"

/* A figure in the unit of the fact: 16 %, 0.7, 0 CNY; as many digits as it has. */
static const char *say_declared(enum language language, const struct rule_result *r,
                                double value, char *buffer, int size)
{
    bool share = strcmp(r->fact->unit, "share") == 0;
    char number[64];

    if (isnan(value))
        return messages_fill(buffer, (size_t)size, language, MSG_SAY_NO_FIGURE, NULL);
    snprintf(number, sizeof number, "%.6g", value * (share ? 100 : 1));
    if (share)
        return messages_fill(buffer, (size_t)size, language, MSG_SAY_PERCENT, number, NULL);
    if (strcmp(r->fact->unit, "CNY") == 0)
        return messages_money(buffer, (size_t)size, language, value, "CNY");
    if (strcmp(r->fact->unit, "ratio") != 0)
        return messages_fill(buffer, (size_t)size, language, MSG_SAY_DECLARED, number,
                             fact_unit(language, r->fact->unit), NULL);
    snprintf(buffer, (size_t)size, "%s", number);
    return buffer;
}

const char *judged_shortfall(enum language language, const struct run *run,
                             const struct rule_result *r, char *buffer, int size)
{
    static const enum message one[N_RULE_KINDS] = {MSG_ONE_CORE_ZONE, MSG_ONE_CHARGER,
                                                   MSG_ONE_STATION, MSG_ONE_STATION};
    char number[64];

    switch (r->kind) {
    case RULE_BUDGET:
        return messages_money(buffer, (size_t)size, language, r->shortfall,
                              run->scenario->study.currency);
    case RULE_KW_PER_EV:
        messages_number(number, sizeof number, language, r->shortfall,
                        r->shortfall < 10 ? 1 : 0);
        return messages_fill(buffer, (size_t)size, language, MSG_SHORT_KW, number, NULL);
    case RULE_DECLARED:
        return say_declared(language, r, r->shortfall, buffer, size);
    default:
        return messages_plural(buffer, (size_t)size, language, r->shortfall, one[r->kind]);
    }
}

const char *judged_target(enum language language, const struct run *run,
                          const struct rule_result *r, char *buffer, int size)
{
    bool ratio = r->kind == RULE_EV_PER_CHARGER;

    if (!ratio || !isfinite(r->target))
        return judged_achieved(language, run, r, r->target, buffer, size);
    snprintf(buffer, (size_t)size, "1:%.10g", r->target);
    return buffer;
}

const char *judged_achieved(enum language language, const struct run *run,
                            const struct rule_result *r, double value, char *buffer, int size)
{
    static const struct form {
        enum message text;
        double factor;
        int decimals;
    } form[N_RULE_KINDS] = {{MSG_SAY_KM, 1, 2},          {MSG_SAY_RATIO, 1, 1},
                            {MSG_SAY_PER_STATION, 1, 0}, {MSG_SAY_PERCENT, 100, 1},
                            {MSG_SAY_KW_PER_EV, 1, 2},   {MSG_MONEY, 1, 2}};
    const struct form *f = &form[r->kind];
    char number[64];

    if (r->kind == RULE_DECLARED) return say_declared(language, r, value, buffer, size);
    /* EVs over no charger, the way to no site; a budget without a limit */
    if (isinf(value))
        return messages_fill(buffer, (size_t)size, language,
                             r->kind == RULE_BUDGET ? MSG_REP_NO_LIMIT : MSG_SAY_NONE, NULL);
    messages_number(number, sizeof number, language, value * f->factor, f->decimals);
    if (isnan(value))
        return messages_fill(buffer, (size_t)size, language, MSG_SAY_NO_FIGURE, NULL);
    if (r->kind == RULE_BUDGET)
        return messages_money(buffer, (size_t)size, language, value,
                              run->scenario->study.currency);
    return messages_fill(buffer, (size_t)size, language, f->text, number, NULL);
}

/* said.h - a sentence in every language, made where something is found out and read by whoever
 * shows it: warnings, reasons. The terminal and plan.json speak English, the report its
 * language.
 *
 *     said_set(&plan->reason, MSG_WHY_DEAR, said_money(cost, "CNY"), said_figure(0.9)); */
#ifndef CHARGEPLAN_SCENARIOS_SAID_H
#define CHARGEPLAN_SCENARIOS_SAID_H

#include "scenarios/error.h"
#include "scenarios/messages.h"

/* All "" where nothing is said. */
struct said {
    char in[N_LANGUAGES][1024];
};

enum said_kind {
    SAID_END,
    SAID_TEXT,
    SAID_WORD,
    SAID_FIGURE,
    SAID_NUMBER,
    SAID_SHARE,
    SAID_MONEY,
    SAID_PLURAL
};

/* A value of a message; each language writes it its own way. */
struct said_value {
    enum said_kind kind;
    double number;
    int decimals;
    const char *text;
    enum message message;
};

struct said_value said_text(const char *text);     /* as it is: a name, an id */
struct said_value said_word(enum message message); /* a text of the table without values */
struct said_value said_figure(double number);      /* shortest: 0.9, 1999 */
struct said_value said_number(double number, int decimals);        /* 12,345.6 */
struct said_value said_share(double share);                        /* 93.6 % */
struct said_value said_money(double amount, const char *currency); /* messages_money() */
struct said_value said_plural(double n, enum message one);         /* messages_plural() */

/* Fills all languages; what does not fit is cut at a whole character. At least one value. */
#define said_set(said, message, ...)                                                           \
    said_fill((said), (message), (const struct said_value[]){__VA_ARGS__, {.kind = SAID_END}})
void said_fill(struct said *said, enum message message, const struct said_value value[]);
void said_plain(struct said *said, enum message message); /* a message without values */

/* Appends to a list that free() ends, whose length is *n. Errors: ERR_NOMEM. */
#define said_add(list, n, err, message, ...)                                                   \
    said_append((list), (n), (message),                                                        \
                (const struct said_value[]){__VA_ARGS__, {.kind = SAID_END}}, (err))
enum err said_append(struct said **list, int *n, enum message message,
                     const struct said_value value[], struct error *err);
enum err said_add_plain(struct said **list, int *n, enum message message, struct error *err);
enum err said_copy(struct said **list, int *n, const struct said *said, struct error *err);

#endif

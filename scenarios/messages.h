/* messages.h - every text that a reader of maps, reports and warnings sees, in one table per
 * language: messages/en.h and messages/zh.h, line by line the same messages.
 *
 * {1}, {2} ... stand for values, so that each language orders them its own way. */
#ifndef CHARGEPLAN_SCENARIOS_MESSAGES_H
#define CHARGEPLAN_SCENARIOS_MESSAGES_H

#include <stddef.h>

enum language { LANGUAGE_EN, LANGUAGE_ZH, N_LANGUAGES }; /* as the choices of report.language */

enum message {
#define MESSAGE(id, text) MSG_##id,
#include "scenarios/messages/en.h"
#undef MESSAGE
    N_MESSAGES
};

const char *messages_text(enum language language, enum message id); /* as in the table */

/* The text with its values filled in; at most 9 of them, then NULL. A text that does not fit is
 * cut at a whole UTF-8 character. Returns buffer. */
char *messages_fill(char *buffer, size_t size, enum language language, enum message id, ...)
    __attribute__((sentinel));

/* Numbers as people read them. */
/* 12,345.6 */
char *messages_number(char *buffer, size_t size, enum language language, double value,
                      int decimals);
/* 93.6 %, never parted */
char *messages_share(char *buffer, size_t size, enum language language, double share);
/* "1 site", "2 sites": `one` for the number 1, else the message below it in the table. */
char *messages_plural(char *buffer, size_t size, enum language language, double n,
                      enum message one);
/* "1,101,000 CNY"; from ten million on "17.80 million CNY"; the bare figure where the currency
 * is NULL or "". */
char *messages_money(char *buffer, size_t size, enum language language, double amount,
                     const char *currency);

#endif

/* messages.h - every text that a reader of maps and reports sees, in one table.
 *
 * {1}, {2} ... stand for values, so that another language may order them otherwise: Chinese is
 * the next column of the table in message_list.h. */
#ifndef CHARGEPLAN_OUTPUT_MESSAGES_H
#define CHARGEPLAN_OUTPUT_MESSAGES_H

#include <stddef.h>

enum message {
#define MESSAGE(id, english) MSG_##id,
#include "output/message_list.h"
#undef MESSAGE
    N_MESSAGES
};

const char *messages_text(enum message id); /* as it stands in the table */

/* The text with its values filled in; at most 9 of them, then NULL. A text that does not fit is
 * cut at a whole UTF-8 character. Returns buffer. */
char *messages_fill(char *buffer, size_t size, enum message id, ...) __attribute__((sentinel));

/* Numbers as people read them. */
char *messages_number(char *buffer, size_t size, double value, int decimals); /* 12,345.6 */
char *messages_share(char *buffer, size_t size, double share); /* 93.6 %, never parted */
/* "1 site", "2 sites": `one` for the number 1, else the message below it in the table. */
char *messages_plural(char *buffer, size_t size, double n, enum message one);
/* "1,101,000 CNY"; from ten million on "17.80 million CNY". */
char *messages_money(char *buffer, size_t size, double amount, const char *currency);

#endif

/* messages.h - every text that a reader of maps, reports and warnings sees, in one table per
 * language: messages/en.h and messages/zh.h, line by line the same messages.
 *
 * {1}, {2} ... stand for values, so that each language orders them its own way. */
#ifndef CHARGEPLAN_SCENARIOS_MESSAGES_H
#define CHARGEPLAN_SCENARIOS_MESSAGES_H

#include <stdbool.h>
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
/* "70.7 %" or "at most 70.7 %": a part of a whole, in four digits; in more where below 1 it
 * would read 100 %. */
char *messages_part(char *buffer, size_t size, enum language language, double part,
                    bool at_most);
/* A number of things in a sentence: 123,456; Chinese counts in 万 from 100,000 on: 12.35万. */
char *messages_count(char *buffer, size_t size, enum language language, double n);
/* "1 site", "2 sites": `one` for the number 1, else the message below it in the table. */
char *messages_plural(char *buffer, size_t size, enum language language, double n,
                      enum message one);
/* "1,101,000 CNY"; from ten million on "17.80 million CNY". Chinese: 110.1万元, 1.6亿元. The
 * bare figure where the currency is NULL or "". */
char *messages_money(char *buffer, size_t size, enum language language, double amount,
                     const char *currency);
const char *messages_currency(enum language language, const char *currency); /* CNY, 元 */
/* "333.3 MWh"; Chinese: 9,876 kWh, 33.33万kWh, 1.2亿kWh. */
char *messages_energy(char *buffer, size_t size, enum language language, double kwh);

/* Columns whose head names the unit: English counts in millions, thousands and MWh, Chinese in
 * 万 throughout. */
enum column_unit {
    COLUMN_MONEY,      /* million, two decimals */
    COLUMN_MONEY_YEAR, /* million, three */
    COLUMN_MONEY_SITE, /* thousand */
    COLUMN_ENERGY,     /* MWh, from kWh */
    N_COLUMN_UNITS
};
double messages_column_of(enum language language, enum column_unit unit); /* 1e6, 1e4 ... */
char *messages_column(char *buffer, size_t size, enum language language, enum column_unit unit,
                      double value);

#endif

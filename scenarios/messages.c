/* messages.c - see messages.h. */
#include "scenarios/messages.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const texts[N_LANGUAGES][N_MESSAGES] = {
    {
#define MESSAGE(id, text) [MSG_##id] = text,
#include "scenarios/messages/en.h"
    },
    {
#include "scenarios/messages/zh.h"
#undef MESSAGE
    },
};

/* A message that one table lacks stops the build; tests compare the tables line by line. */
#define MESSAGE(id, text) +1
_Static_assert(N_MESSAGES == 0
#include "scenarios/messages/zh.h"
               ,
               "messages/en.h and messages/zh.h have the same messages");
#undef MESSAGE

const char *messages_text(enum language language, enum message id)
{
    return texts[language][id];
}

/* Appends as many whole characters as fit; false where not all did. */
static bool append(char *buffer, size_t size, const char *text, size_t n)
{
    size_t length = strlen(buffer), all = n;

    if (length + n >= size) {
        n = size - 1 - length;
        while (n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80)
            n--;
    }
    memcpy(buffer + length, text, n);
    buffer[length + n] = '\0';
    return n == all;
}

char *messages_fill(char *buffer, size_t size, enum language language, enum message id, ...)
{
    const char *value[9];
    int n = 0;
    va_list args;

    va_start(args, id);
    for (const char *v = va_arg(args, const char *); v && n < 9; v = va_arg(args, const char *))
        value[n++] = v;
    va_end(args);

    buffer[0] = '\0';
    for (const char *p = texts[language][id]; *p != '\0';) {
        if (p[0] == '{' && p[1] >= '1' && p[1] <= '9' && p[2] == '}') {
            int k = p[1] - '1';

            if (k < n && !append(buffer, size, value[k], strlen(value[k]))) break;
            p += 3;
            continue;
        }

        size_t run = 1 + strcspn(p + 1, "{");

        if (!append(buffer, size, p, run)) break;
        p += run;
    }
    return buffer;
}

char *messages_number(char *buffer, size_t size, enum language language, double value,
                      int decimals)
{
    const char *comma = texts[language][MSG_THOUSANDS];
    char plain[400];

    if (!isfinite(value)) {
        snprintf(buffer, size, "%s", texts[language][MSG_SAY_NO_FIGURE]);
        return buffer;
    }
    snprintf(plain, sizeof plain, "%.*f", decimals, fabs(value));

    size_t whole = strcspn(plain, ".");
    buffer[0] = '\0';
    /* A number that rounds to zero has no sign. */
    if (value < 0 && strpbrk(plain, "123456789")) append(buffer, size, "\xe2\x88\x92", 3);
    for (size_t k = 0; k < whole; k++) {
        if (k > 0 && (whole - k) % 3 == 0) append(buffer, size, comma, strlen(comma));
        append(buffer, size, plain + k, 1);
    }
    append(buffer, size, plain + whole, strlen(plain + whole));
    return buffer;
}

char *messages_share(char *buffer, size_t size, enum language language, double share)
{
    char number[400];

    messages_number(number, sizeof number, language, 100 * share, 1);
    if (isfinite(share)) return messages_fill(buffer, size, language, MSG_SHARE, number, NULL);
    return messages_fill(buffer, size, language, MSG_SAY_NO_FIGURE, NULL);
}

char *messages_part(char *buffer, size_t size, enum language language, double part,
                    bool at_most)
{
    char number[64], share[80];

    for (int digits = 4; digits <= 17; digits++) { /* 17: every double below 1 differs from 1 */
        snprintf(number, sizeof number, "%.*g", digits, 100 * part);
        if (part >= 1 || strtod(number, NULL) < 100) break;
    }
    if (!at_most) return messages_fill(buffer, size, language, MSG_SHARE, number, NULL);
    messages_fill(share, sizeof share, language, MSG_SHARE, number, NULL);
    return messages_fill(buffer, size, language, MSG_SHARE_AT_MOST, share, NULL);
}

/* ---- large figures in sentences ---- */

/* What a language counts in: from this figure on in this unit, with these decimals. */
enum counted { COUNTED_THINGS, COUNTED_MONEY, COUNTED_KWH, N_COUNTED };
enum { N_STEPS = 3 };
static const struct step {
    double from, of;
    int decimals;
} steps[N_LANGUAGES][N_COUNTED][N_STEPS] = {
    {{{0, 1, 0}, {1e9, 1e6, 2}, {1e12, 1e9, 2}},
     {{0, 1, 0}, {1e7, 1e6, 2}, {1e10, 1e9, 2}},
     {{0, 1e3, 1}, {1e8, 1e6, 2}, {1e11, 1e9, 2}}},
    {{{0, 1, 0}, {1e5, 1e4, 2}, {1e8, 1e8, 4}},
     {{0, 1, 0}, {1e4, 1e4, 2}, {1e8, 1e8, 4}},
     {{0, 1, 0}, {1e4, 1e4, 2}, {1e8, 1e8, 4}}},
};

/* A figure that rounds up into the next step is already there. */
static int step_of(const struct step step[], double amount)
{
    int k = N_STEPS - 1;

    while (k > 0 && !(fabs(amount) >=
                      step[k].from - 0.5 * step[k - 1].of * pow(10, -step[k - 1].decimals)))
        k--;
    return k;
}

/* Chinese sentences write 1.6, not 1.60. */
static void drop_zeros(char *number)
{
    size_t n = strlen(number);

    if (strchr(number, '.') == NULL) return;
    while (number[n - 1] == '0')
        number[--n] = '\0';
    if (number[n - 1] == '.') number[n - 1] = '\0';
}

/* `text` and the two messages below it in the table are the steps. */
static char *in_steps(char *buffer, size_t size, enum language language, enum counted what,
                      double amount, enum message text, const char *unit)
{
    const struct step *step = steps[language][what];
    int k = isfinite(amount) ? step_of(step, amount) : 0;
    char number[400];

    messages_number(number, sizeof number, language, amount / step[k].of, step[k].decimals);
    if (language == LANGUAGE_ZH) drop_zeros(number);
    return messages_fill(buffer, size, language, text + (unsigned)k, number, unit, NULL);
}

char *messages_count(char *buffer, size_t size, enum language language, double n)
{
    return in_steps(buffer, size, language, COUNTED_THINGS, n, MSG_COUNT, NULL);
}

char *messages_plural(char *buffer, size_t size, enum language language, double n,
                      enum message one)
{
    bool single = n > 0.5 && n < 1.5;
    char number[64];

    messages_count(number, sizeof number, language, n);
    return messages_fill(buffer, size, language, single ? one : one + 1, number, NULL);
}

const char *messages_currency(enum language language, const char *currency)
{
    static const struct name {
        const char *code;
        enum message text;
    } name[] = {{"CNY", MSG_CURRENCY_CNY},
                {"RMB", MSG_CURRENCY_RMB},
                {"USD", MSG_CURRENCY_USD},
                {"EUR", MSG_CURRENCY_EUR},
                {"HKD", MSG_CURRENCY_HKD}};

    for (size_t k = 0; k < sizeof name / sizeof name[0]; k++)
        if (strcmp(currency, name[k].code) == 0) return texts[language][name[k].text];
    return currency;
}

char *messages_money(char *buffer, size_t size, enum language language, double amount,
                     const char *currency)
{
    if (currency == NULL || currency[0] == '\0') {
        snprintf(buffer, size, "%.10g", amount);
        return buffer;
    }
    return in_steps(buffer, size, language, COUNTED_MONEY, amount, MSG_MONEY,
                    messages_currency(language, currency));
}

char *messages_energy(char *buffer, size_t size, enum language language, double kwh)
{
    return in_steps(buffer, size, language, COUNTED_KWH, kwh, MSG_ENERGY, NULL);
}

/* ---- columns ---- */

static const struct column {
    double of;
    int decimals;
} columns[N_LANGUAGES][N_COLUMN_UNITS] = {{{1e6, 2}, {1e6, 3}, {1e3, 0}, {1e3, 1}},
                                          {{1e4, 2}, {1e4, 2}, {1e4, 2}, {1e4, 2}}};

double messages_column_of(enum language language, enum column_unit unit)
{
    return columns[language][unit].of;
}

char *messages_column(char *buffer, size_t size, enum language language, enum column_unit unit,
                      double value)
{
    const struct column *c = &columns[language][unit];

    return messages_number(buffer, size, language, value / c->of, c->decimals);
}

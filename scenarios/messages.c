/* messages.c - see messages.h. */
#include "scenarios/messages.h"

#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
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

char *messages_plural(char *buffer, size_t size, enum language language, double n,
                      enum message one)
{
    bool single = n > 0.5 && n < 1.5;
    char number[64];

    messages_number(number, sizeof number, language, n, 0);
    return messages_fill(buffer, size, language, single ? one : one + 1, number, NULL);
}

char *messages_money(char *buffer, size_t size, enum language language, double amount,
                     const char *currency)
{
    bool large = fabs(amount) >= 1e7 && isfinite(amount);
    char number[400];

    if (currency == NULL || currency[0] == '\0') {
        snprintf(buffer, size, "%.10g", amount);
        return buffer;
    }
    messages_number(number, sizeof number, language, large ? amount / 1e6 : amount,
                    large ? 2 : 0);
    return messages_fill(buffer, size, language, large ? MSG_MONEY_MILLION : MSG_MONEY, number,
                         currency, NULL);
}

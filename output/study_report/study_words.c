/* study_words.c - see study_words.h; settings are study_words_setting.c's. */
#include "output/study_report/study_words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum form { FORM_SHARE, FORM_MONEY, FORM_MONEY_YEAR, FORM_COUNT, FORM_PLAIN };

/* One line per indicator, in the order of enum study_key. */
static const struct words {
    enum message name;
    enum form form;
    int better;
} words[N_KEYS] = {{MSG_STU_SERVED, FORM_SHARE, 1},       {MSG_STU_COVER, FORM_SHARE, 1},
                   {MSG_STU_FULL, FORM_SHARE, -1},        {MSG_STU_OUT, FORM_SHARE, -1},
                   {MSG_STU_COST, FORM_MONEY, -1},        {MSG_STU_OM, FORM_MONEY_YEAR, -1},
                   {MSG_STU_NEW_SITES, FORM_COUNT, 0},    {MSG_STU_STATIONS, FORM_COUNT, 0},
                   {MSG_STU_CHARGERS, FORM_COUNT, 0},     {MSG_STU_FAST, FORM_COUNT, 0},
                   {MSG_STU_SLOW, FORM_COUNT, 0},         {MSG_STU_KW, FORM_COUNT, 0},
                   {MSG_STU_KW_PER_EV, FORM_PLAIN, 0},    {MSG_STU_UTILISATION, FORM_SHARE, 0},
                   {MSG_STU_RULES_MISSED, FORM_COUNT, -1}};

int study_words_better(enum study_key key)
{
    return words[key].better;
}

const char *study_words_key(enum language language, enum study_key key)
{
    return messages_text(language, words[key].name);
}

char *study_words_key_unit(enum language language, enum study_key key, const char *currency,
                           char *buffer, size_t size)
{
    const char *name = study_words_key(language, key);

    if (words[key].form == FORM_MONEY || words[key].form == FORM_MONEY_YEAR)
        return messages_fill(buffer, size, language, MSG_STU_IN_MILLION, name,
                             messages_currency(language, currency), NULL);
    snprintf(buffer, size, "%s", name);
    return buffer;
}

/* Counts are whole, means of counts have one decimal. */
static char *count(enum language language, double value, char *buffer, size_t size)
{
    return messages_number(buffer, size, language, value,
                           fabs(value - round(value)) < 1e-9 * fmax(1, fabs(value)) ? 0 : 1);
}

char *study_words_figure(enum language language, enum study_key key, double value, char *buffer,
                         size_t size)
{
    switch (words[key].form) {
    case FORM_SHARE:
        return messages_share(buffer, size, language, value);
    case FORM_MONEY:
        return messages_column(buffer, size, language, COLUMN_MONEY, value);
    case FORM_MONEY_YEAR:
        return messages_column(buffer, size, language, COLUMN_MONEY_YEAR, value);
    case FORM_COUNT:
        return count(language, value, buffer, size);
    default:
        return messages_number(buffer, size, language, value, 2);
    }
}

/* Differences of shares are points of a hundred. */
char *study_words_difference(enum language language, enum study_key key, double value,
                             char *buffer, size_t size)
{
    char number[400], rounded[400];

    if (words[key].form == FORM_SHARE)
        messages_fill(number, sizeof number, language, MSG_STU_POINTS,
                      messages_number(rounded, sizeof rounded, language, 100 * value, 1), NULL);
    else
        study_words_figure(language, key, value, number, sizeof number);
    snprintf(buffer, size, "%s%s", value > 0 && strpbrk(number, "123456789") != NULL ? "+" : "",
             number);
    return buffer;
}

static int decimals_of(double step)
{
    int n = 0;

    while (n < 9 && fabs(step - round(step)) > 1e-6 * step) {
        step *= 10;
        n++;
    }
    return n;
}

char *study_words_tick(enum language language, enum study_key key, double value, double step,
                       char *buffer, size_t size)
{
    char number[400];
    double of = 1;

    if (words[key].form == FORM_SHARE) {
        messages_number(number, sizeof number, language, 100 * value, decimals_of(100 * step));
        return messages_fill(buffer, size, language, MSG_SHARE, number, NULL);
    }
    if (words[key].form == FORM_MONEY) of = messages_column_of(language, COLUMN_MONEY);
    if (words[key].form == FORM_MONEY_YEAR)
        of = messages_column_of(language, COLUMN_MONEY_YEAR);
    return messages_number(buffer, size, language, value / of, decimals_of(step / of));
}

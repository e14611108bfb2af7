/* field_words.c - see field_words.h. */
#include "output/field_words.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

const char *field_unit_words(enum language language, const char *unit)
{
    static const struct word {
        const char *unit;
        enum message text;
    } word[] = {{"1/1000 persons", MSG_FIELD_PER_1000},
                {"1/km2", MSG_FIELD_PER_KM2},
                {"1/year", MSG_FIELD_PER_YEAR},
                {"bays", MSG_FIELD_BAYS},
                {"chargers", MSG_FIELD_CHARGERS},
                {"currency", MSG_FIELD_CURRENCY},
                {"currency/year", MSG_FIELD_CURRENCY_YEAR},
                {"degrees", MSG_FIELD_DEGREES},
                {"outlets", MSG_FIELD_OUTLETS},
                {"persons", MSG_FIELD_PERSONS},
                {"ratio", MSG_FIELD_RATIO},
                {"share", MSG_FIELD_SHARE},
                {"sites", MSG_FIELD_SITES},
                {"unit", MSG_FIELD_UNIT},
                {"vehicles", MSG_FIELD_VEHICLES},
                {"year", MSG_FIELD_YEAR}};

    for (size_t k = 0; k < sizeof word / sizeof word[0]; k++)
        if (strcmp(unit, word[k].unit) == 0) return messages_text(language, word[k].text);
    return unit;
}

const char *field_source_words(enum language language, const char *source, char *buffer,
                               size_t size)
{
    static const char assumed[] = "assumed";
    size_t n = strlen(assumed);
    bool says = strncmp(source, assumed, n) == 0 && (source[n] == '\0' || source[n] == ';');

    snprintf(buffer, size, "%s%s", says ? messages_text(language, MSG_FIELD_ASSUMED) : "",
             says ? source + n : source);
    return buffer;
}

/* fact_words.c - see fact_words.h. */
#include "output/fact_words.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* Documents without a Chinese number. */
static const struct named {
    const char *plan;
    enum message name;
} named[] = {
    {"2020 national census", MSG_PLAN_CENSUS},
    {"Hydrogen industry plan 2021-2035", MSG_PLAN_HYDROGEN},
    {"Jiangsu opinions on NEV industry (30 July 2019)", MSG_PLAN_JIANGSU},
    {"Shandong 14th five-year plan for charging (press)", MSG_PLAN_SHANDONG_PRESS},
};

static void document(enum language language, const char *plan, char *buffer, size_t size)
{
    bool chinese = language == LANGUAGE_ZH && (unsigned char)plan[0] >= 0x80;

    for (size_t k = 0; k < sizeof named / sizeof named[0]; k++)
        if (strcmp(plan, named[k].plan) == 0) plan = messages_text(language, named[k].name);
    snprintf(buffer, size, "%.*s", (int)(chinese ? strcspn(plan, " ") : strlen(plan)), plan);
}

/* "4 and 6(2)1" as the language writes it. */
static void clauses(enum language language, const char *section, char *buffer, size_t size)
{
    const char *join = strstr(section, " and ");

    if (!join)
        snprintf(buffer, size, "%s", section);
    else
        snprintf(buffer, size, "%.*s%s%s", (int)(join - section), section,
                 messages_text(language, MSG_REP_SECTION_AND), join + strlen(" and "));
}

char *fact_clause_with(char *buffer, size_t size, enum language language,
                       const struct fact *fact, const char *meaning)
{
    char plan[256], section[64];

    document(language, fact->plan, plan, sizeof plan);
    clauses(language, fact->section, section, sizeof section);
    return messages_fill(buffer, size, language, MSG_REP_CLAUSE, plan, section, meaning, NULL);
}

char *fact_clause(char *buffer, size_t size, enum language language, const struct fact *fact)
{
    char plan[256], section[64];

    document(language, fact->plan, plan, sizeof plan);
    clauses(language, fact->section, section, sizeof section);
    if (section[0] != '\0')
        return messages_fill(buffer, size, language, MSG_BES_CLAUSE, plan, section, NULL);
    snprintf(buffer, size, "%s", plan);
    return buffer;
}

const char *fact_class(enum language language, const char *zone_class)
{
    if (strcmp(zone_class, "promotion") == 0)
        return messages_text(language, MSG_CLASS_PROMOTION);
    return strcmp(zone_class, "other") == 0 ? messages_text(language, MSG_CLASS_OTHER)
                                            : zone_class;
}

const char *fact_unit(enum language language, const char *unit)
{
    static const struct word {
        const char *unit;
        enum message text;
    } word[] = {{"charger", MSG_FIELD_CHARGERS}, {"person", MSG_FIELD_PERSONS},
                {"ratio", MSG_FIELD_RATIO},      {"share", MSG_FIELD_SHARE},
                {"station", MSG_FIELD_STATIONS}, {"vehicle", MSG_FIELD_VEHICLES},
                {"year", MSG_FIELD_YEAR}};

    for (size_t k = 0; k < sizeof word / sizeof word[0] && language != LANGUAGE_EN; k++)
        if (strcmp(unit, word[k].unit) == 0) return messages_text(language, word[k].text);
    return unit;
}

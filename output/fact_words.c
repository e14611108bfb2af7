/* fact_words.c - see fact_words.h. */
#include "output/fact_words.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static const char *said(enum language language, const char *own, const char *chinese)
{
    return language == LANGUAGE_ZH && chinese != NULL && chinese[0] != '\0' ? chinese : own;
}

const char *fact_plan(enum language language, const struct fact *fact)
{
    return said(language, fact->plan, fact->plan_zh);
}

const char *fact_scope(enum language language, const struct fact *fact)
{
    return said(language, fact->scope, fact->scope_zh);
}

const char *fact_meaning(enum language language, const struct fact *fact)
{
    return said(language, fact->meaning, fact->meaning_zh);
}

/* Without the English title behind a Chinese number, where no Chinese one is known. */
static void document(enum language language, const struct fact *fact, char *buffer, size_t size)
{
    const char *plan = fact_plan(language, fact);
    bool cut = language == LANGUAGE_ZH && plan == fact->plan && (unsigned char)plan[0] >= 0x80;

    snprintf(buffer, size, "%.*s", (int)(cut ? strcspn(plan, " ") : strlen(plan)), plan);
}

char *fact_section(char *buffer, size_t size, enum language language, const struct fact *fact)
{
    const char *section = said(language, fact->section, fact->section_zh);
    const char *join = strstr(section, " and ");

    if (!join)
        snprintf(buffer, size, "%s", section);
    else
        snprintf(buffer, size, "%.*s%s%s", (int)(join - section), section,
                 messages_text(language, MSG_REP_SECTION_AND), join + strlen(" and "));
    return buffer;
}

/* "section 4 and 6(2)1"; a Chinese phrase of the catalogue says itself what it is. */
static void clause(enum language language, const struct fact *fact, char *buffer, size_t size)
{
    char section[128];

    fact_section(section, sizeof section, language, fact);
    if (said(language, fact->section, fact->section_zh) != fact->section)
        snprintf(buffer, size, "%s", section);
    else
        messages_fill(buffer, size, language, MSG_REP_SECTION, section, NULL);
}

char *fact_clause_with(char *buffer, size_t size, enum language language,
                       const struct fact *fact, const char *meaning)
{
    char plan[256], section[160];

    document(language, fact, plan, sizeof plan);
    clause(language, fact, section, sizeof section);
    return messages_fill(buffer, size, language, MSG_REP_CLAUSE, plan, section, meaning, NULL);
}

char *fact_clause(char *buffer, size_t size, enum language language, const struct fact *fact)
{
    char plan[256], section[160];

    document(language, fact, plan, sizeof plan);
    clause(language, fact, section, sizeof section);
    if (fact->section[0] != '\0')
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

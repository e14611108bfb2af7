/* field_words.c - see field_words.h. */
#include "output/field_words.h"

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
                {"currency/kWh", MSG_FIELD_CURRENCY_KWH},
                {"currency/year", MSG_FIELD_CURRENCY_YEAR},
                {"degrees", MSG_FIELD_DEGREES},
                {"draws", MSG_FIELD_DRAWS},
                {"1/km", MSG_FIELD_PER_KM},
                {"1/price", MSG_FIELD_PER_PRICE},
                {"1/min", MSG_FIELD_PER_MIN},
                {"days", MSG_FIELD_DAYS},
                {"replications", MSG_FIELD_REPLICATIONS},
                {"stations", MSG_FIELD_STATIONS},
                {"outlets", MSG_FIELD_OUTLETS},
                {"persons", MSG_FIELD_PERSONS},
                {"ratio", MSG_FIELD_RATIO},
                {"share", MSG_FIELD_SHARE},
                {"sites", MSG_FIELD_SITES},
                {"unit", MSG_FIELD_UNIT},
                {"vehicles", MSG_FIELD_VEHICLES},
                {"vehicles/year", MSG_FIELD_VEHICLES_YEAR},
                {"years", MSG_FIELD_YEARS},
                {"year", MSG_FIELD_YEAR}};

    for (size_t k = 0; k < sizeof word / sizeof word[0]; k++)
        if (strcmp(unit, word[k].unit) == 0) return messages_text(language, word[k].text);
    return unit;
}

const char *field_source_words(enum language language, const char *source)
{
    static const struct said {
        const char *source;
        enum message text;
    } said[] = {
        {"assumed", MSG_FIELD_ASSUMED},
        {"assumed; new cars of 2025 reach 0.12 on the test cycle (P21-KWH)", MSG_FIELD_KWH},
        {"assumed; N12-BATT-LIFE asks for 10 years", MSG_FIELD_BATTERY_LIFE},
        {"F15-WARR-CAR; commercial vehicles 5 (F15-WARR-COM)", MSG_FIELD_WARRANTY_YEARS},
        {"F15-WARR-CAR; commercial vehicles 200,000 (F15-WARR-COM)", MSG_FIELD_WARRANTY_KM},
        {"T34-FADE, at most", MSG_FIELD_FADE},
        {"Yuksel and Michalek 2015, doi:10.1021/es505621s", MSG_FIELD_TEMPERATURE},
        {"McKay, Beckman and Conover 1979, doi:10.2307/1268522", MSG_FIELD_POINTS},
        {"SD20-EV reports 79.74 % in 2020", MSG_FIELD_BEV_2020},
        {"OSRM, profiles/car.lua (2024)", MSG_FIELD_OSRM},
        {"the Guide says under (小于)", MSG_FIELD_UNDER},
        {"the plan's clause, such as G15-ACC-RAD-P", MSG_FIELD_CLAUSE},
        {"the plans' usage of 充电站; assumed", MSG_FIELD_STATION},
    };

    for (size_t k = 0; k < sizeof said / sizeof said[0]; k++)
        if (strcmp(source, said[k].source) == 0) return messages_text(language, said[k].text);
    return source;
}

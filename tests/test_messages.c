/* test_messages.c - the one table of texts, and numbers as people read them. */
#include "tests/assert.h"

#include <stdbool.h>
#include <string.h>

#include "scenarios/messages.h"

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

static const char *const english_ids[] = {
#define MESSAGE(id, text) #id,
#include "scenarios/messages/en.h"
};
static const char *const chinese_ids[] = {
#include "scenarios/messages/zh.h"
#undef MESSAGE
};

/* No message is missing, none is twice there: both tables are the same lines. */
static void same_lines(void **state)
{
    (void)state;
    assert_int_equal(COUNT(english_ids), N_MESSAGES);
    assert_int_equal(COUNT(chinese_ids), N_MESSAGES);
    for (int id = 0; id < N_MESSAGES; id++)
        assert_string_equal(english_ids[id], chinese_ids[id]);
}

/* The values a text asks for, bit by bit; braces stand for nothing else. */
static unsigned values_of(const char *text)
{
    unsigned seen = 0;

    for (const char *p = strpbrk(text, "{}"); p; p = strpbrk(p + 3, "{}")) {
        assert_true(p[0] == '{' && p[1] >= '1' && p[1] <= '9' && p[2] == '}');
        seen |= 1u << (p[1] - '1');
    }
    return seen;
}

/* Values are {1} .. {k} without a gap, the same ones in every language. */
static void placeholders(void **state)
{
    (void)state;
    for (int id = 0; id < N_MESSAGES; id++) {
        unsigned english = 0;

        for (int k = 0; k < N_LANGUAGES; k++) {
            const char *text = messages_text((enum language)k, (enum message)id);

            assert_non_null(text);
            if (id != MSG_SENTENCE_GAP) assert_true(text[0] != '\0');

            unsigned seen = values_of(text);

            if (seen & (seen + 1)) fail_msg("\"%s\" leaves out a value", text);
            if (k == LANGUAGE_EN) english = seen;
            if (seen != english) fail_msg("\"%s\" has not the values of the English", text);
        }
    }
}

static void fill(void **state)
{
    char text[200];

    (void)state;
    assert_string_equal(
        messages_fill(text, sizeof text, LANGUAGE_EN, MSG_MAP_FROM_TO, "a {2}", "b", NULL),
        "a {2} to b"); /* values are not looked into */
    assert_string_equal(messages_fill(text, 6, LANGUAGE_EN, MSG_MAP_FROM_TO, "12", "34", NULL),
                        "12 to");
    /* an o with two dots takes two bytes: a cut never parts them */
    assert_string_equal(
        messages_fill(text, 4, LANGUAGE_EN, MSG_MAP_FROM_TO, "ab\xc3\xb6", "x", NULL), "ab");
}

/* Figures as people write them; the wanted texts are written by hand. */
enum form { NUMBER, SHARE, PART, COUNT_OF, MONEY, ENERGY, COLUMN };
static struct row {
    const char *name;
    enum form form;
    enum language language;
    double value;
    int decimals; /* NUMBER; the unit of COLUMN */
    const char *want;
} rows[] = {
    /* clang-format off */
    {"thousands", NUMBER, LANGUAGE_EN, 1234567.891, 1, "1,234,567.9"},
    {"three digits have no comma", NUMBER, LANGUAGE_EN, 999, 0, "999"},
    {"four digits", NUMBER, LANGUAGE_EN, 1000, 0, "1,000"},
    {"rounds up into a new digit", NUMBER, LANGUAGE_EN, 999.96, 1, "1,000.0"},
    {"minus sign", NUMBER, LANGUAGE_EN, -12345.6, 0, "\u2212" "12,346"},
    {"no minus zero", NUMBER, LANGUAGE_EN, -0.04, 1, "0.0"},
    {"no figure", NUMBER, LANGUAGE_EN, NAN, 2, "\u2014"},
    {"no limit is no figure", NUMBER, LANGUAGE_EN, INFINITY, 2, "\u2014"},
    {"Chinese tables keep the comma", NUMBER, LANGUAGE_ZH, 1234567.891, 1, "1,234,567.9"},
    {"share", SHARE, LANGUAGE_EN, 0.93649, 0, "93.6\u00a0%"},
    {"no share", SHARE, LANGUAGE_EN, NAN, 0, "\u2014"},
    {"Chinese share has no gap", SHARE, LANGUAGE_ZH, 0.93649, 0, "93.6%"},
    {"no Chinese share", SHARE, LANGUAGE_ZH, NAN, 0, "\u2014"},
    {"count", COUNT_OF, LANGUAGE_EN, 116622, 0, "116,622"},
    {"Chinese count below 100,000", COUNT_OF, LANGUAGE_ZH, 99999, 0, "99,999"},
    {"Chinese count from 100,000", COUNT_OF, LANGUAGE_ZH, 100000, 0, "10万"},
    {"Chinese count in 万", COUNT_OF, LANGUAGE_ZH, 116622, 0, "11.66万"},
    {"zeros in the whole part stay", COUNT_OF, LANGUAGE_ZH, 1200000, 0, "120万"},
    {"Chinese count in 亿", COUNT_OF, LANGUAGE_ZH, 123456789, 0, "1.2346亿"},
    {"money", MONEY, LANGUAGE_EN, 1101000, 0, "1,101,000 CNY"},
    {"money in millions", MONEY, LANGUAGE_EN, 17.8e6, 0, "17.80 million CNY"},
    {"money just below ten millions", MONEY, LANGUAGE_EN, 9999999, 0, "9,999,999 CNY"},
    {"money in billions", MONEY, LANGUAGE_EN, 12.345e9, 0, "12.35 billion CNY"},
    {"元", MONEY, LANGUAGE_ZH, 9999, 0, "9,999元"},
    {"rounds up into 万元", MONEY, LANGUAGE_ZH, 9999.7, 0, "1万元"},
    {"万元 without zeros at the end", MONEY, LANGUAGE_ZH, 1101000, 0, "110.1万元"},
    {"万元 with two decimals", MONEY, LANGUAGE_ZH, 79921234, 0, "7,992.12万元"},
    {"rounds up into 亿元", MONEY, LANGUAGE_ZH, 99999960, 0, "1亿元"},
    {"亿元", MONEY, LANGUAGE_ZH, 159920000, 0, "1.5992亿元"},
    {"owed", MONEY, LANGUAGE_ZH, -1.6e8, 0, "\u2212" "1.6亿元"},
    {"no amount", MONEY, LANGUAGE_ZH, NAN, 0, "\u2014元"},
    {"energy", ENERGY, LANGUAGE_EN, 544500, 0, "544.5 MWh"},
    {"little energy", ENERGY, LANGUAGE_ZH, 9876, 0, "9,876\u00a0kWh"},
    {"万kWh", ENERGY, LANGUAGE_ZH, 544512, 0, "54.45万kWh"},
    {"亿kWh", ENERGY, LANGUAGE_ZH, 1.2e8, 0, "1.2亿kWh"},
    {"column of millions", COLUMN, LANGUAGE_EN, 79921234, COLUMN_MONEY, "79.92"},
    {"column of 万元", COLUMN, LANGUAGE_ZH, 79921234, COLUMN_MONEY, "7,992.12"},
    {"operation per year", COLUMN, LANGUAGE_EN, 2536600, COLUMN_MONEY_YEAR, "2.537"},
    {"operation per year in 万元", COLUMN, LANGUAGE_ZH, 2536600, COLUMN_MONEY_YEAR, "253.66"},
    {"column of thousands", COLUMN, LANGUAGE_EN, 885400, COLUMN_MONEY_SITE, "885"},
    {"a site in 万元", COLUMN, LANGUAGE_ZH, 885400, COLUMN_MONEY_SITE, "88.54"},
    {"a part as it was given", PART, LANGUAGE_EN, 0.707, 0, "70.7\u00a0%"},
    {"a part that would round to the whole", PART, LANGUAGE_EN, 0.99999, 0, "99.999\u00a0%"},
    {"a part of the whole but for a hair", PART, LANGUAGE_EN, 0.9999999996, 0, "99.99999996\u00a0%"},
    {"the whole", PART, LANGUAGE_EN, 1, 0, "100\u00a0%"},
    {"a part that is an upper bound", PART, LANGUAGE_EN, 0.707, 1, "at most 70.7\u00a0%"},
    {"the same in Chinese", PART, LANGUAGE_ZH, 0.99999, 1, "不超过99.999%"},
    {"column of MWh", COLUMN, LANGUAGE_EN, 16600, COLUMN_ENERGY, "16.6"},
    {"column of 万kWh", COLUMN, LANGUAGE_ZH, 16600, COLUMN_ENERGY, "1.66"},
    /* clang-format on */
};

static void figure(void **state)
{
    const struct row *r = *state;
    char text[64] = "";

    if (r->form == NUMBER)
        messages_number(text, sizeof text, r->language, r->value, r->decimals);
    if (r->form == SHARE) messages_share(text, sizeof text, r->language, r->value);
    if (r->form == PART)
        messages_part(text, sizeof text, r->language, r->value, r->decimals == 1);
    if (r->form == COUNT_OF) messages_count(text, sizeof text, r->language, r->value);
    if (r->form == MONEY) messages_money(text, sizeof text, r->language, r->value, "CNY");
    if (r->form == ENERGY) messages_energy(text, sizeof text, r->language, r->value);
    if (r->form == COLUMN)
        messages_column(text, sizeof text, r->language, (enum column_unit)r->decimals,
                        r->value);
    assert_string_equal(text, r->want);
}

static void currencies(void **state)
{
    char text[64];

    (void)state;
    assert_string_equal(messages_money(text, sizeof text, LANGUAGE_ZH, 12000, "USD"),
                        "1.2万美元");
    assert_string_equal(messages_money(text, sizeof text, LANGUAGE_ZH, 12000, "CHF"),
                        "1.2万CHF");
    assert_string_equal(messages_money(text, sizeof text, LANGUAGE_EN, 12000, "RMB"),
                        "12,000 RMB");
    /* costs without a name are plain figures */
    assert_string_equal(messages_money(text, sizeof text, LANGUAGE_ZH, 12000.25, NULL),
                        "12000.25");
    assert_string_equal(messages_money(text, sizeof text, LANGUAGE_EN, 2.5, ""), "2.5");
}

static void one_or_many(void **state)
{
    char text[64];

    (void)state;
    assert_string_equal(messages_plural(text, sizeof text, LANGUAGE_EN, 1, MSG_ONE_STATION),
                        "1 station");
    assert_string_equal(messages_plural(text, sizeof text, LANGUAGE_EN, 0, MSG_ONE_STATION),
                        "0 stations");
    assert_string_equal(messages_plural(text, sizeof text, LANGUAGE_EN, 2317, MSG_ONE_PHASE),
                        "2,317 phases");
    assert_string_equal(messages_plural(text, sizeof text, LANGUAGE_ZH, 1, MSG_ONE_STATION),
                        "1座充电站");
    assert_string_equal(messages_plural(text, sizeof text, LANGUAGE_ZH, 150000, MSG_ONE_OUTLET),
                        "15万个充电枪");
}

/* Chinese has no word of Latin letters beyond units, names of files and settings, and what has
 * no Chinese name. */
static void chinese_is_chinese(void **state)
{
    /* clang-format off */
    static const char *const allowed[] = {
        "kW", "kWh", "km", "m", "min", "h", /* units */
        "WGS", "SHA", "CNY", "Bass", "P", "A", "N", "chargeplan", "zh", "CN",
        "csv", "json", "plan", "supply", "stations", "zones", "requirements", "rules_where", "runs", "CSV", "parking", "home_chargers", /* files */
        "base", "Hyndman", "Fan", /* names */
        "access", "service", "by_class", "fleet", "cell_m", "station_min", "public", "opened",
        "achieved", "source", "uncertain", "coordinates", "coordinates_column", "sites", "crs", "population", "x", "y", "building", "home_access", "home_by_zone", "true", "false", /* settings */
        "agreement", "hours", "R", "demand", "od", "stay_h", "session_kwh", "calibrate", "tariff", "gravity_km",
        "roads", "file", "snap_limit_m", "circle_kmh", "speed_kmh", "class", "oneway", "fast", "slow",
        "simulation", "replications", "most", "half_width", "observed", "choice", "nearest",
        "OSRM", "profiles", "car", "lua", /* a program and its file */
        "OpenStreetMap", "Geofabrik", "Shapefile", "fclass", "highway", "unclassified",
        "station_use", "station_hours", "station_hours_csv", "report", "week",
        "EV", "KWH", "G", "ACC", "RAD", "SD", /* facts */
    };
    /* clang-format on */

    (void)state;
    for (int id = 0; id < N_MESSAGES; id++) {
        const char *text = messages_text(LANGUAGE_ZH, (enum message)id), *p = text;

        while ((p = strpbrk(p, LETTERS)) != NULL) {
            size_t n = strspn(p, LETTERS "_");
            bool known = false;

            for (size_t k = 0; k < COUNT(allowed); k++)
                known = known || (strlen(allowed[k]) == n && strncmp(p, allowed[k], n) == 0);
            if (!known) fail_msg("%s: %.*s in \"%s\"", chinese_ids[id], (int)n, p, text);
            p += n;
        }
    }
}

/* Sentences with Chinese letters have Chinese marks, and no gap beside a Chinese letter. */
static void chinese_marks(void **state)
{
    (void)state;
    for (int id = 0; id < N_MESSAGES; id++) {
        const char *text = messages_text(LANGUAGE_ZH, (enum message)id);

        for (const unsigned char *p = (const unsigned char *)text; p[0] != '\0'; p++) {
            bool after = p > (const unsigned char *)text && p[-1] >= 0x80;

            if (after && strchr(",;?!", p[0]) != NULL)
                fail_msg("%s: '%c' behind a Chinese letter in \"%s\"", chinese_ids[id], p[0],
                         text);
            if (p[0] == ' ' && p[1] >= 0xE3 && p[1] <= 0xE9 && p[-1] != 0xB7) /* " · " */
                fail_msg("%s: a gap before a Chinese letter in \"%s\"", chinese_ids[id], text);
        }
    }
}

int main(void)
{
    static const struct CMUnitTest fixed[] = {
        cmocka_unit_test(same_lines),    cmocka_unit_test(placeholders),
        cmocka_unit_test(fill),          cmocka_unit_test(one_or_many),
        cmocka_unit_test(currencies),    cmocka_unit_test(chinese_is_chinese),
        cmocka_unit_test(chinese_marks),
    };
    struct CMUnitTest tests[COUNT(rows) + COUNT(fixed)];

    for (size_t k = 0; k < COUNT(rows); k++)
        tests[k] = (struct CMUnitTest){rows[k].name, figure, NULL, NULL, &rows[k]};
    for (size_t k = 0; k < COUNT(fixed); k++)
        tests[COUNT(rows) + k] = fixed[k];
    return cmocka_run_group_tests_name("messages", tests, NULL, NULL);
}

/* test_field_words.c - label: unit. Every unit and source of the settings has its words in
 * Chinese; symbols and references stay. */
#include "tests/assert.h"

#include <string.h>

#include "output/field_words.h"
#include "scenarios/schema.h"

static bool has_chinese(const char *text)
{
    for (const unsigned char *p = (const unsigned char *)text; *p != '\0'; p++)
        if (*p >= 0xE3 && *p <= 0xE9) return true;
    return false;
}

static void all_settings(void **state)
{
    static const char *const symbols[] = {"",   "h",   "kW", "kWh",   "kWh/km",  "km",  "m",
                                          "px", "min", "s",  "1/km2", "degrees", "km/h"};

    (void)state;
    for (int k = 0; k < schema_n(); k++)
        for (int i = 0; i < schema_section(k)->n_fields; i++) {
            const struct field *f = &schema_section(k)->field[i];
            const char *unit = f->unit ? f->unit : "", *source = f->source ? f->source : "";
            bool symbol = strcmp(unit, "Wh/kg") == 0 || strstr(unit, "°C") != NULL;

            for (size_t n = 0; n < COUNT(symbols); n++)
                symbol = symbol || strcmp(unit, symbols[n]) == 0;
            if (!symbol && !has_chinese(field_unit_words(LANGUAGE_ZH, unit)))
                fail_msg("%s: the unit '%s' has no Chinese word", f->key, unit);
            if (source[0] != '\0' && !strstr(source, "doi:") &&
                !has_chinese(field_source_words(LANGUAGE_ZH, source)))
                fail_msg("%s: the source '%s' has no Chinese words", f->key, source);
            /* English is as it stands in fields.h */
            assert_string_equal(field_source_words(LANGUAGE_EN, source), source);
            if (strcmp(unit, "1/km2") != 0)
                assert_string_equal(field_unit_words(LANGUAGE_EN, unit), unit);
        }
    assert_string_equal(field_unit_words(LANGUAGE_ZH, "vehicles"), "辆");
    assert_string_equal(field_unit_words(LANGUAGE_ZH, "degrees"), "°");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {cmocka_unit_test(all_settings)};

    return cmocka_run_group_tests_name("field words", tests, NULL, NULL);
}

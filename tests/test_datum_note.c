/* test_datum_note.c - label: unit. What map and report say of datums. */
#include "tests/assert.h"

#include <string.h>

#include "output/datum_note.h"

static struct row {
    const char *name;
    int zones, first, second;
    const char *want, *zones_system;
} rows[] = {
    {"metres", COORD_METRES, COORD_METRES, COORD_METRES, "", NULL},
    {"WGS 84", COORD_WGS84, COORD_WGS84, COORD_WGS84, "", NULL},
    {"stations alone", COORD_WGS84, COORD_GCJ02, COORD_WGS84,
     "Converted to WGS 84 when read: sites 'today' from GCJ-02.", NULL},
    {"one each", COORD_GCJ02, COORD_BD09, COORD_CGCS2000,
     "Converted to WGS 84 when read: zones from GCJ-02, sites 'today' from BD-09. Read as WGS "
     "84, from which it differs by less than a metre: sites 'places' from CGCS2000.",
     NULL},
    {"CGCS2000 alone", COORD_CGCS2000, COORD_WGS84, COORD_WGS84,
     "Read as WGS 84, from which it differs by less than a metre: zones from CGCS2000.", NULL},
    {"a system of the file's own", COORD_FILE, COORD_GCJ02, COORD_FILE,
     "Converted to WGS 84 when read: zones from WGS 84 / UTM zone 50N, sites 'today' from "
     "GCJ-02.",
     "WGS 84 / UTM zone 50N"},
    {"a file in WGS 84", COORD_FILE, COORD_FILE, COORD_FILE, "", "WGS 84"},
};

static void note(void **state)
{
    const struct row *r = *state;
    struct sites_layer layer[2] = {{.id = (char[]){"today"}, .coordinates = r->first},
                                   {.id = (char[]){"places"}, .coordinates = r->second}};
    struct scenario s = {.zones.coordinates = r->zones, .n_layers = 2, .sites = layer};
    struct city city = {.zones_system = (char *)r->zones_system};
    char text[400], cut[20];

    assert_string_equal(datum_note(text, sizeof text, LANGUAGE_EN, &s, &city), r->want);
    datum_note(cut, sizeof cut, LANGUAGE_EN, &s, &city);
    assert_true(strlen(cut) < sizeof cut);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(rows)];

    for (size_t k = 0; k < COUNT(rows); k++)
        tests[k] = (struct CMUnitTest){rows[k].name, note, NULL, NULL, &rows[k]};
    return cmocka_run_group_tests_name("datum note", tests, NULL, NULL);
}

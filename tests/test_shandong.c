/* test_shandong.c - label: chain. Shandong's figures by hand, to the unit: the whole program on
 * scenarios/shandong-2020 against whole numbers that were worked out apart from it.
 *
 * By hand: EVs of a city = 2,660,000 x residents / 667,335,697; chargers = EVs / 7 in a
 * promotion city, / 12 in another, stations = EVs / 2,000, each rounded up. Done with integers
 * alone: chargers = -(-(2,660,000 x residents) // (667,335,697 x 7)). */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "scenarios/csv.h"
#include "tests/assert.h"

/* clang-format off */
static const struct city_row {
    const char *en, *zh;
    int residents, ratio, evs, chargers, stations;
} cities[16] = {
    {"Jinan", "济南", 9202432, 12, 36681, 3057, 19},
    {"Qingdao", "青岛", 10071722, 7, 40146, 5736, 21},
    {"Zibo", "淄博", 4704138, 7, 18751, 2679, 10},
    {"Zaozhuang", "枣庄", 3855601, 12, 15368, 1281, 8},
    {"Dongying", "东营", 2193518, 12, 8743, 729, 5},
    {"Yantai", "烟台", 7102116, 12, 28309, 2360, 15},
    {"Weifang", "潍坊", 9386705, 7, 37415, 5346, 19},
    {"Jining", "济宁", 8357897, 12, 33315, 2777, 17},
    {"Tai'an", "泰安", 5472217, 12, 21812, 1818, 11},
    {"Weihai", "威海", 2906548, 12, 11585, 966, 6},
    {"Rizhao", "日照", 2968365, 12, 11832, 986, 6},
    {"Linyi", "临沂", 11018365, 7, 43919, 6275, 22},
    {"Dezhou", "德州", 5611194, 12, 22366, 1864, 12},
    {"Liaocheng", "聊城", 5952128, 7, 23725, 3390, 12},
    {"Binzhou", "滨州", 3928568, 12, 15659, 1305, 8},
    {"Heze", "菏泽", 8795939, 12, 35061, 2922, 18},
};
/* clang-format on */

static char folder[64];

static struct csv *open_csv(const char *path)
{
    struct csv *csv = NULL;
    struct error err;

    if (csv_read(&csv, path, &err) != ERR_OK) fail_msg("%s", err.text);
    return csv;
}

static struct csv *open_result(const char *name)
{
    char path[128];

    snprintf(path, sizeof path, "%s/out/%s", folder, name);
    return open_csv(path);
}

static const char *cell(const struct csv *csv, int row, const char *name)
{
    struct error err;
    int column;

    assert_int_equal(csv_need_column(csv, name, &column, &err), ERR_OK);
    return csv_cell(csv, row, column);
}

static double number(const struct csv *csv, int row, const char *name)
{
    const char *text = cell(csv, row, name);

    return *text != '\0' ? strtod(text, NULL) : NAN;
}

static int run_it(void **state)
{
    char command[512];

    (void)state;
    strcpy(folder, "/tmp/chargeplan-shandong-XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(command, sizeof command,
             PROGRAM " run " SOURCE_DIR "/scenarios/shandong-2020/scenario.yaml -o %s/out "
                     ">%s/stdout 2>%s/stderr",
             folder, folder, folder);
    return system(command);
}

static int clean(void **state)
{
    char command[128];

    (void)state;
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

static int access_of(const char *name)
{
    char path[128];

    snprintf(path, sizeof path, "%s/out/%s", folder, name);
    return access(path, F_OK);
}

/* The row of a scope, district and rule; -1. */
static int find(const struct csv *csv, const char *scope, const char *district,
                const char *rule, const char *unit)
{
    for (int k = 0; k < csv_n_rows(csv); k++)
        if (strcmp(cell(csv, k, "scope"), scope) == 0 &&
            strcmp(cell(csv, k, "district"), district) == 0 &&
            strcmp(cell(csv, k, "rule"), rule) == 0 && strcmp(cell(csv, k, "unit"), unit) == 0)
            return k;
    return -1;
}

static double required(const struct csv *csv, const char *scope, const char *district,
                       const char *rule, const char *unit)
{
    int row = find(csv, scope, district, rule, unit);

    assert_true(row >= 0);
    return number(csv, row, "required");
}

/* The file that ships: residents add up to the province's 101,527,453 (POP20-SD), five cities
 * are promotion cities, and both names stand there. */
static void input(void **state)
{
    struct csv *csv = open_csv(SOURCE_DIR "/scenarios/shandong-2020/cities.csv");
    long sum = 0, promotion = 0;

    (void)state;
    assert_int_equal(csv_n_rows(csv), 16);
    for (int k = 0; k < 16; k++) {
        assert_string_equal(cell(csv, k, "city_en"), cities[k].en);
        assert_string_equal(cell(csv, k, "city_zh"), cities[k].zh);
        assert_string_equal(cell(csv, k, "kind"), cities[k].ratio == 7 ? "promotion" : "other");
        assert_int_equal(number(csv, k, "population_2020"), cities[k].residents);
        sum += cities[k].residents;
        promotion += cities[k].ratio == 7;
    }
    assert_int_equal(sum, 101527453);
    assert_int_equal(promotion, 5);
    csv_free(csv);
}

static void by_city(void **state)
{
    struct csv *csv = open_result("requirements.csv");

    (void)state;
    for (int k = 0; k < 16; k++) {
        const struct city_row *c = &cities[k];
        const char *ratio = c->ratio == 7 ? "G15-ACC-RATIO-P" : "G15-ACC-RATIO-O";
        const char *other = c->ratio == 7 ? "G15-ACC-RATIO-O" : "G15-ACC-RATIO-P";
        int row = find(csv, "district", c->en, ratio, "chargers");
        int station = find(csv, "district", c->en, "SD16-RULE-2000", "stations");

        assert_true(row >= 0 && station >= 0);
        assert_int_equal(find(csv, "district", c->en, other, "chargers"), -1);
        assert_int_equal(lround(number(csv, row, "vehicles")), c->evs);
        assert_near(number(csv, row, "vehicles"), 2660000.0 * c->residents / 667335697, 1e-12,
                    0);
        assert_int_equal(number(csv, row, "vehicles_per_unit"), c->ratio);
        assert_int_equal(number(csv, row, "required"), c->chargers);
        assert_string_equal(cell(csv, row, "binds"), "1");
        assert_int_equal(number(csv, station, "required"), c->stations);
        assert_int_equal(number(csv, station, "vehicles_per_unit"), 2000);
        assert_string_equal(cell(csv, station, "binds"), "0");
        assert_string_equal(cell(csv, row, "standing"), ""); /* no site is told of */
        assert_string_equal(cell(csv, row, "gap"), "");
        assert_int_equal(required(csv, "district", c->en, "all", "chargers"), c->chargers);
        assert_int_equal(required(csv, "district", c->en, "all", "stations"), c->stations);
    }
    csv_free(csv);
}

/* 41,133,058 residents of promotion cities: 163,956.4 EVs, 23,423 chargers; 60,394,395 others:
 * 240,732.1, 20,062; together 43,485. The cities rounded up one by one: 43,491. Stations: 203
 * and 209. */
static void totals(void **state)
{
    struct csv *csv = open_result("requirements.csv");
    int chargers = 0, stations = 0;

    (void)state;
    for (int k = 0; k < 16; k++) {
        chargers += cities[k].chargers;
        stations += cities[k].stations;
    }
    assert_int_equal(chargers, 43491);
    assert_int_equal(stations, 209);
    assert_int_equal(required(csv, "area", "", "G15-ACC-RATIO-P", "chargers"), 23423);
    assert_int_equal(required(csv, "area", "", "G15-ACC-RATIO-O", "chargers"), 20062);
    assert_int_equal(required(csv, "area", "", "all", "chargers"), 43485);
    assert_int_equal(required(csv, "sum_of_districts", "", "all", "chargers"), 43491);
    assert_int_equal(required(csv, "area", "", "SD16-RULE-2000", "stations"), 203);
    assert_int_equal(required(csv, "sum_of_districts", "", "SD16-RULE-2000", "stations"), 209);
    assert_near(number(csv, find(csv, "area", "", "all", "chargers"), "vehicles"),
                404688.41423299444, 1e-14, 0);
    csv_free(csv);
}

/* 350,000 x 500,000 / 4,800,000; 920 x 2,397 / 11,987. */
static void beside(void **state)
{
    struct csv *csv = open_result("beside.csv");

    (void)state;
    assert_int_equal(csv_n_rows(csv), 4);
    assert_string_equal(cell(csv, 0, "fact"), "SD16-CH");
    assert_near(number(csv, 0, "value"), 350000, 0, 0);
    assert_near(number(csv, 0, "split_whole_value"), 4800000, 0, 0);
    assert_int_equal(lround(number(csv, 0, "comparable_part")), 36458);
    assert_near(number(csv, 0, "split_share"), 5.0 / 48, 1e-14, 0);
    assert_near(number(csv, 0, "split_part_value"), 500000, 0, 0);
    assert_near(number(csv, 0, "ours"), 43485, 0, 0);
    assert_near(number(csv, 0, "ours_districts_added_up"), 43491, 0, 0);
    assert_string_equal(cell(csv, 1, "fact"), "SD16-ST");
    assert_near(number(csv, 1, "value"), 920, 0, 0);
    assert_near(number(csv, 1, "split_whole_value"), 11987, 0, 0);
    assert_int_equal(lround(number(csv, 1, "comparable_part")), 184);
    assert_near(number(csv, 1, "ours"), 203, 0, 0);
    assert_near(number(csv, 2, "value"), 501600, 0, 0);
    assert_int_equal(lround(number(csv, 2, "ours")), 404688);
    assert_near(number(csv, 3, "value"), 4210, 0, 0);
    assert_string_equal(cell(csv, 3, "comparable_part"), "");
    csv_free(csv);
}

/* Rules without a network are not judged, and nothing is built. */
static void not_judged(void **state)
{
    struct csv *csv = open_result("rules.csv");

    (void)state;
    assert_int_equal(csv_n_rows(csv), 3);
    for (int k = 0; k < 3; k++) {
        assert_string_equal(cell(csv, k, "outcome"), "nothing to judge");
        assert_string_equal(cell(csv, k, "ended"), "0"); /* valid to 2020, the year judged */
        assert_string_equal(cell(csv, k, "valid_to"), "2020");
    }
    csv_free(csv);
    csv = open_result("stations.csv");
    assert_int_equal(csv_n_rows(csv), 0);
    csv_free(csv);
}

/* The report's table of the cities: vehicles, chargers, stations. */
static void report(void **state)
{
    char path[128], row[512], number[2][16];
    char *html = NULL;
    size_t size = 0;
    FILE *f;

    (void)state;
    snprintf(path, sizeof path, "%s/out/report.html", folder);
    f = fopen(path, "rb");
    assert_non_null(f);
    assert_true(getdelim(&html, &size, '\0', f) > 0);
    fclose(f);
    for (int k = 0; k < 16; k++) {
        const struct city_row *c = &cities[k];
        bool apostrophe = strcmp(c->en, "Tai'an") == 0;
        const int value[2] = {c->evs, c->chargers};

        for (int i = 0; i < 2; i++)
            if (value[i] >= 1000)
                snprintf(number[i], 16, "%d,%03d", value[i] / 1000, value[i] % 1000);
            else
                snprintf(number[i], 16, "%d", value[i]);
        snprintf(row, sizeof row,
                 "<th scope=\"row\">%s</th><td class=\"n\">%s</td><td "
                 "class=\"w\">G15-ACC-RATIO-%s (1:%d)</td><td class=\"n\">%s</td><td "
                 "class=\"w\">SD16-RULE-2000</td><td class=\"n\">%d</td><td>ratio</td>",
                 apostrophe ? "Tai&#39;an" : c->en, number[0], c->ratio == 7 ? "P" : "O",
                 c->ratio, number[1], c->stations);
        if (strstr(html, row) == NULL) fail_msg("the report lacks %s", row);
    }
    free(html);
}

/* The map of the cities stands in the report and in the folder; of coverage there is none. */
static void picture(void **state)
{
    unsigned char head[24];
    char path[128];
    FILE *f;

    (void)state;
    snprintf(path, sizeof path, "%s/out/requirements.png", folder);
    f = fopen(path, "rb");
    assert_non_null(f);
    assert_int_equal(fread(head, 1, sizeof head, f), sizeof head);
    fclose(f);
    assert_memory_equal(head + 1, "PNG", 3);
    assert_int_equal(head[18] << 8 | head[19], 1600); /* report.map_px */
    assert_int_not_equal(access_of("coverage.png"), 0);
    assert_int_not_equal(access_of("coverage_slow.png"), 0);
}

/* What the words of the scenario say is what its facts give: with the 501,600 reported vehicles
 * 29,032 + 24,866 chargers and 251 stations; 184, 182 or 184 stations by the three wholes. */
static void words(void **state)
{
    const double reported = 501600, p = reported * 41133058 / 101527453;

    (void)state;
    assert_int_equal((int)(ceil(p / 7) + ceil((reported - p) / 12)), 53898);
    assert_int_equal((int)ceil(reported / 2000), 251);
    assert_int_equal(lround(100 * (reported / 404688.4142 - 1)), 24);
    assert_int_equal(3848 + 2462 + 2438 + 2397 + 842, 11987);
    assert_int_equal(7400 + 4300 + 400, 12100);
    assert_int_equal(lround(920 * 2397.0 / 11987), 184);
    assert_int_equal(lround(920 * 2397.0 / 12100), 182);
    assert_int_equal(lround(920 * 2397.0 / 12000), 184);
    assert_int_equal(lround(3101 / 203.0), 15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(input),  cmocka_unit_test(by_city),    cmocka_unit_test(totals),
        cmocka_unit_test(beside), cmocka_unit_test(not_judged), cmocka_unit_test(picture),
        cmocka_unit_test(report), cmocka_unit_test(words),
    };

    return cmocka_run_group_tests_name("shandong", tests, run_it, clean);
}

/* test_table_words.c - label: unit. Words of the tables in both languages, and the figure that
 * stands beside each for programs: the same in both. */
#include "tests/assert.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "output/report/report.h"
#include "output/writers/writer.h"
#include "scenarios/csv.h"
#include "tests/fixture_run.h"

static struct fixture *fixture;

static int setup(void **state)
{
    (void)state;
    fixture = fixture_run_create(0.25);
    fixture->scenario.report.map_px = 400;
    fixture->rules.result[7].outcome = RULE_NOTHING_TO_JUDGE;
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    fixture_run_free(fixture);
    return 0;
}

static struct csv *written(const struct writer *w, enum language language)
{
    char path[] = "/tmp/chargeplan-csv-XXXXXX";
    FILE *f = fdopen(mkstemp(path), "wb");
    struct error err;
    struct csv *csv = NULL;

    fixture->scenario.report.language = (int)language;
    assert_int_equal(w->write(&fixture->run, f, &err), ERR_OK);
    fclose(f);
    if (csv_read(&csv, path, &err) != ERR_OK) fail_msg("%s", err.text);
    unlink(path);
    return csv;
}

static struct word {
    const char *name;
    const struct writer *writer;
    const char *column, *english, *chinese, *twin, *figure;
} words[] = {
    /* clang-format off */
    {"existing", &writer_stations_csv, "status", "existing", "现状", "is_existing", "1"},
    {"candidate", &writer_stations_csv, "status", "candidate", "候选", "is_existing", "0"},
    {"public", &writer_stations_csv, "access", "public", "公共", "is_public", "1"},
    {"station", &writer_stations_csv, "class", "station", "充电站", "is_station", "1"},
    {"dispersed", &writer_stations_csv, "class", "dispersed", "分散式", "is_station", "0"},
    {"fast", &writer_supply_csv, "system", "fast", "快充", "is_fast", "1"},
    {"slow", &writer_supply_csv, "system", "slow", "慢充", "is_fast", "0"},
    {"origin existing", &writer_supply_csv, "origin", "existing", "现状", "is_planned", "0"},
    {"origin planned", &writer_supply_csv, "origin", "planned", "规划", "is_planned", "1"},
    {"night", &writer_demand_csv, "layer", "night", "夜间", "layer_number", "0"},
    {"day", &writer_demand_csv, "layer", "day", "日间", "layer_number", "1"},
    {"roaming", &writer_demand_csv, "layer", "roaming", "营运途中", "layer_number", "2"},
    {"demand fast", &writer_demand_csv, "system", "fast", "快充", "is_fast", "1"},
    {"demand slow", &writer_demand_csv, "system", "slow", "慢充", "is_fast", "0"},
    {"hour by day", &writer_hours_csv, "layer", "day", "日间", "layer_number", "1"},
    {"hour, slow", &writer_hours_csv, "system", "slow", "慢充", "is_fast", "0"},
    {"counted all", &writer_bridge_csv, "counted", "all", "全部电动汽车", "counted_number", "0"},
    {"counted bev", &writer_bridge_csv, "counted", "bev", "仅纯电动汽车", "counted_number", "1"},
    {"counted without depots", &writer_bridge_csv, "counted", "without_depot_classes", "不含专用场站车型", "counted_number", "2"},
    {"ratio reached", &writer_bridge_csv, "ratio_from", "reached", "实际", "ratio_from_number", "2"},
    {"served", &writer_zones_csv, "state", "served", "满足", "state_number", "0"},
    {"full", &writer_zones_csv, "state", "full", "可达但已满", "state_number", "1"},
    {"out", &writer_zones_csv, "state", "out", "服务范围外", "state_number", "2"},
    {"binding", &writer_rules_csv, "strength", "binding", "约束性", "is_binding", "1"},
    {"aim", &writer_rules_csv, "strength", "aim", "预期性", "is_binding", "0"},
    {"met", &writer_rules_csv, "outcome", "met", "满足", "met", "1"},
    {"not met", &writer_rules_csv, "outcome", "not met", "未满足", "met", "0"},
    {"nothing to judge", &writer_rules_csv, "outcome", "nothing to judge", "无评价对象", "met", ""},
    /* clang-format on */
};

/* In every row the word, its translation and the figure go together; some row has the word. */
static void twins(void **state)
{
    const struct word *w = *state;
    struct csv *en = written(w->writer, LANGUAGE_EN), *zh = written(w->writer, LANGUAGE_ZH);
    int word = csv_column(en, w->column), twin = csv_column(en, w->twin), n = 0;

    assert_true(word >= 0 && twin >= 0);
    assert_int_equal(csv_n_rows(en), csv_n_rows(zh));
    assert_int_equal(csv_column(zh, w->column), word); /* heads are keys */
    assert_int_equal(csv_n_columns(en), csv_n_columns(zh));
    for (int row = 0; row < csv_n_rows(en); row++) {
        assert_string_equal(csv_cell(zh, row, twin), csv_cell(en, row, twin));
        if (strcmp(csv_cell(en, row, word), w->english) != 0) continue;
        assert_string_equal(csv_cell(zh, row, word), w->chinese);
        assert_string_equal(csv_cell(en, row, twin), w->figure);
        n++;
    }
    assert_true(n > 0);
    csv_free(en);
    csv_free(zh);
}

/* What was said while the run was made is said in the page's language. */
static void annex(void **state)
{
    char *page = NULL;
    size_t n = 0;
    FILE *f = open_memstream(&page, &n);
    struct error err;

    (void)state;
    fixture->scenario.report.language = LANGUAGE_ZH;
    said_plain(&fixture->run.screened[0].reason, MSG_WHY_FORBIDDEN);
    said_plain(&fixture->run.warning[0], MSG_WARN_DEGREES);
    fixture->run.feasible = false;
    fixture->run.phase[1].status = PLAN_INFEASIBLE;
    said_set(&fixture->run.phase[1].reason, MSG_WHY_TOO_DEAR, said_money(80e6, "CNY"),
             said_money(1.6e8, "CNY"));
    assert_int_equal(report_write(&fixture->run, f, &err), ERR_OK);
    fclose(f);
    assert_non_null(strstr(page, "<td>该站址禁止建设</td>"));
    assert_non_null(strstr(page, "<li>需求单元坐标注明以m为单位"));
    assert_non_null(strstr(page, "2030年无可行方案：预算为8,000万元，而必选站址和核心区要求至少"
                                 "需要1.6亿元。以下数据反映的是2030年前已建设施。"));
    assert_non_null(strstr(page, "<td>无可行解</td><td>已证明不存在可行方案</td>"));
    free(page);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(words) + 1];

    for (size_t k = 0; k < COUNT(words); k++)
        tests[k] = (struct CMUnitTest){words[k].name, twins, setup, teardown, &words[k]};
    tests[COUNT(words)] =
        (struct CMUnitTest)cmocka_unit_test_setup_teardown(annex, setup, teardown);
    return cmocka_run_group_tests_name("table words", tests, NULL, NULL);
}

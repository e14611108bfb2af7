/* test_merge.c - label: chain - stores that are merged in any order and in any tree export the
 * same tables as the sweep that was run whole. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "assert.h"
#include "output/study/study.h"
#include "output/study/study_merging.h"
#include "scenarios/text.h"

enum { STORES_MAX = 12 };
static unsigned long long random_state = 20261121;
static char folder[] = "/tmp/chargeplan-merge-XXXXXX";

/* Knuth's linear congruential generator (MMIX): the same trees every time. */
static int random_below(int n)
{
    random_state = random_state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (int)((random_state >> 33) % (unsigned long long)n);
}

static void shell(const char *command)
{
    int status = system(command);

    if (status != 0) fail_msg("%s", command);
}

static void must(const char *format, const char *a, const char *b)
{
    char command[1024];

    snprintf(command, sizeof command, format, a, b);
    shell(command);
}

static void export_to(const char *store, const char *tables)
{
    char command[512];

    snprintf(command, sizeof command,
             "rm -rf %s && " PROGRAM " sweep --export %s -o %s >/dev/null", tables, store,
             tables);
    shell(command);
}

static void merge(const char *sources, const char *target)
{
    char command[2048];

    snprintf(command, sizeof command, PROGRAM " merge %s -o %s >>log 2>&1", sources, target);
    shell(command);
}

/* What a failed merge says; it leaves nothing behind. */
static void refused(const char *words, int status, const char *sentence)
{
    char command[1024], said[1024] = "";
    FILE *in;
    int got;

    snprintf(command, sizeof command, PROGRAM " merge %s 2>&1", words);
    in = popen(command, "r");
    assert_non_null(in);
    said[fread(said, 1, sizeof said - 1, in)] = '\0';
    got = pclose(in);
    if (strstr(said, sentence) == NULL) print_error("%s: said %s\n", words, said);
    assert_non_null(strstr(said, sentence));
    assert_int_equal(WEXITSTATUS(got), status);
    must("test ! -e %s.db && test -z \"$(ls -A | grep chargeplan-)\"%s", "new", "");
}

/* A store's copy with something changed. */
static void change(const char *from, const char *to, const char *sql)
{
    struct study_file *study = NULL;
    struct error err = {0};

    must("cp %s %s", from, to);
    assert_int_equal(study_open(&study, to, false, &err), ERR_OK);
    if (store_do(study_store(study), &err, sql, "") != ERR_OK) print_error("%s\n", err.text);
    assert_int_equal(err.code, ERR_OK);
    study_close(study);
}

/* Merges the stores two or three at a time, at random, until one is left. */
static void merge_as_tree(char store[STORES_MAX][64], int n, const char *target, int which)
{
    for (int step = 0; n > 1; step++) {
        char words[512] = "", made[64];
        int together = 2 + random_below(2);

        if (together > n) together = n;
        for (int k = 0; k < together; k++) {
            int taken = random_below(n);

            strcat(strcat(words, store[taken]), " ");
            memmove(store[taken], store[n - 1], sizeof store[0]);
            n--;
        }
        snprintf(made, sizeof made, "tree%d-%d.db", which, step);
        merge(words, made);
        strcpy(store[n++], made);
    }
    must("mv %s %s", store[0], target);
}

/* The cases as their places have them. */
static void ids_in_order(const char *store, char out[STORES_MAX * 20])
{
    struct study_file *study = NULL;
    struct store_rows *rows;
    struct error err = {0};
    bool more = true;

    out[0] = '\0';
    assert_int_equal(study_open_to_read(&study, store, &err), ERR_OK);
    store_ask(
        study_store(study), &rows, &err,
        "SELECT group_concat(place || id) FROM (SELECT place, id FROM run ORDER BY place)", "");
    assert_int_equal(store_next(study_store(study), rows, &more, &err), ERR_OK);
    snprintf(out, STORES_MAX * 20, "%s", store_text(rows, 0));
    store_stop(rows);
    study_close(study);
}

static void shards_make_the_whole(void **state)
{
    char want[STORES_MAX * 20], got[STORES_MAX * 20];

    (void)state;
    ids_in_order("whole", want);
    for (int n = 1; n <= 5; n++) {
        char command[512];

        snprintf(command, sizeof command,
                 "for k in $(seq %d); do " PROGRAM
                 " sweep s.yaml --shard $k/%d -o parts%d --jobs 1 >/dev/null 2>&1 || exit 1; "
                 "done",
                 n, n, n);
        shell(command);
        snprintf(command, sizeof command, "parts%d", n);
        merge(command, "of_parts.db");
        export_to("of_parts.db", "got");
        ids_in_order("of_parts.db", got);
        assert_string_equal(got, want);
        must("diff -r %s %s && rm of_parts.db", "want", "got");
    }
    /* each case is done in one store alone */
    must(
        "test \"$(for d in parts*/; do for s in $d*.db; do " PROGRAM
        " sweep --export $s -o t >/dev/null; tail -n +2 t/runs.csv; rm -r t; done; done | sort "
        "| uniq -c | awk '$1 != 5' | wc -l)\" = 0%s%s",
        "", "");
}

/* Parts, a store that began and one that failed, in twelve trees. */
static void any_order_and_any_tree(void **state)
{
    char places[STORES_MAX * 20], got[STORES_MAX * 20];

    (void)state;
    change("parts1/shard-1-of-1.db", "began.db",
           "UPDATE run SET state = 'waiting', status = NULL, worker = NULL");
    change("parts1/shard-1-of-1.db", "failed.db",
           "UPDATE run SET state = 'failed', status = 3, error = 'made up' WHERE place < 5");
    for (int which = 0; which < 12; which++) {
        char store[STORES_MAX][64] = {"parts3/shard-1-of-3.db",
                                      "parts3/shard-2-of-3.db",
                                      "parts3/shard-3-of-3.db",
                                      "parts2/shard-2-of-2.db",
                                      "began.db",
                                      "failed.db",
                                      "whole/study.db"};

        merge_as_tree(store, 7, "tree.db", which);
        export_to("tree.db", "got");
        must("diff -r %s %s && rm tree*.db", "want", "got");
    }
    merge("parts3 parts3 parts3/shard-1-of-3.db", "once.db");
    merge("once.db", "twice.db");
    ids_in_order("whole", places);
    ids_in_order("twice.db", got);
    assert_string_equal(got, places);
    export_to("twice.db", "got");
    must("diff -r %s %s", "want", "got");
}

/* Cases that failed twice, or wait here and failed there: one account, whatever the order. */
static void what_failed_has_one_account(void **state)
{
    static const char *const sets[] = {"a.db b.db c.db", "c.db b.db a.db", "b.db a.db c.db"};
    static const char part[] = "parts1/shard-1-of-1.db";

    (void)state;
    change(part, "a.db", "UPDATE run SET state = 'failed', error = 'one' WHERE place < 4");
    change(part, "b.db",
           "UPDATE run SET state = CASE WHEN place < 2 THEN 'crashed' ELSE 'running' END, "
           "error = 'two', lease = 9e9 WHERE place < 4");
    change(part, "c.db", "UPDATE run SET state = 'failed', error = 'three' WHERE place < 4");
    for (int k = 0; k < 3; k++) {
        merge(sets[k], "abc.db");
        export_to("abc.db", k == 0 ? "first" : "got");
        shell("rm abc.db");
        if (k > 0) must("diff -r %s %s", "first", "got");
    }
    must("test $(grep -c ',failed,.*,three' %s/runs.csv) = %s", "first", "4");
}

/* Two designs that share cases and differ in what all their cases have in common. */
static void designs_of_two_files(void **state)
{
    static const char *const trees[][2] = {{"y.db z.db", "x.db"}, {"x.db", "z.db y.db x.db"}};

    (void)state;
    shell("cp whole/study.db x.db");
    shell(PROGRAM " sweep other.yaml -o o --jobs 1 >/dev/null 2>&1 && cp o/study.db y.db");
    shell(PROGRAM " sweep third.yaml -o t3 --jobs 1 >/dev/null 2>&1 && cp t3/study.db z.db");
    merge("x.db y.db z.db", "xyz.db");
    export_to("xyz.db", "first");
    for (int k = 0; k < 2; k++) {
        char words[64];

        merge(trees[k][0], "part.db");
        snprintf(words, sizeof words, "part.db %s", trees[k][1]);
        merge(words, "all.db");
        export_to("all.db", "got");
        must("diff -r %s %s && rm part.db all.db", "first", "got");
    }
    /* 12 cases, 4 others of which 2 are among them, 1 of its own */
    must("test $(wc -l <%s/runs.csv) = %s", "first", "16");
    /* each has its own p where the scenarios' differ */
    must("test $(grep -c ',placement.p,' %s/settings.csv) = %s", "first", "15");
}

/* Two cities in turn in one worker, and each in a part of its own: what a worker keeps of one
 * city does not go into the other. */
static void cities_in_turn(void **state)
{
    struct study_file *study = NULL;
    struct error err = {0};
    long n = 0;

    (void)state;
    shell("awk -F, -v OFS=, 'NR > 1 { $2 += 150 } 1' zones.csv >moved.csv");
    shell(PROGRAM " sweep turn.yaml -o turn --jobs 1 >>log 2>&1");
    shell("for k in 1 2; do " PROGRAM
          " sweep turn.yaml -o parts --shard $k/2 --jobs 1 >>log 2>&1 || exit 1; done");
    merge("parts", "parts.db");
    export_to("parts.db", "first");
    export_to("turn", "got");
    must("diff -r %s %s", "first", "got");
    assert_int_equal(study_open_to_read(&study, "turn", &err), ERR_OK);
    store_one(study_store(study), &n, 0, &err,
              "SELECT 10 * count(*) + (SELECT count(DISTINCT city) FROM run) FROM city");
    assert_int_equal(n, 22);
    store_one(
        study_store(study), &n, 0, &err,
        "SELECT count(*) FROM run r JOIN setting s ON s.run = r.number WHERE s.value LIKE "
        "'%moved%' AND r.city = (SELECT city FROM run WHERE place = 1)");
    assert_int_equal(n, 3);
    study_close(study);
}

/* The same case, another figure in the eleventh digit: told, refused, or settled. */
static void results_that_differ(void **state)
{
    (void)state;
    change(
        "whole/study.db", "changed.db",
        "UPDATE indicator_row SET value = value * (1 + 1e-11) WHERE measure = (SELECT number "
        "FROM measure WHERE name = 'served_share') AND step = 1 AND run IN (SELECT number "
        "FROM run WHERE place IN (3, 7)) AND district = (SELECT number FROM word WHERE text "
        "= '')");
    change("whole/study.db", "rules.db", "UPDATE rule_row SET outcome = 'met?' WHERE run = 5");
    change("whole/study.db", "status.db", "UPDATE run SET status = 4 WHERE number = 2");
    change("whole/study.db", "fewer.db", "DELETE FROM station_row WHERE run = 2 AND step = 1");
    refused("whole changed.db -o new.db", 3,
            "is done in two stores with different results: served_share in 20");
    refused("whole changed.db -o new.db", 3, "in whole/study.db and ");
    refused("whole changed.db -o new.db", 3, " in changed.db; so are 1 more case; --prefer");
    refused("parts2 changed.db -o new.db", 3, " in parts2/shard-");
    refused("whole rules.db -o new.db", 3,
            "its rules in whole/study.db are not those in rules.db");
    refused("whole status.db -o new.db", 3, "its statuses in");
    refused("whole fewer.db -o new.db", 3, "its stations in");
    refused("fewer.db whole -o new.db", 3, "its stations in");
    export_to("changed.db", "other");
    merge("whole changed.db --prefer first", "f.db");
    export_to("f.db", "got");
    must("diff -r %s %s", "want", "got");
    merge("whole changed.db --prefer last", "l.db");
    export_to("l.db", "got");
    must("diff -r %s %s", "other", "got");
}

static void stores_that_cannot_be_merged(void **state)
{
    (void)state;
    change("whole/study.db", "version.db", "PRAGMA user_version = 9");
    change("whole/study.db", "money.db",
           "UPDATE meta SET value = 'EUR' WHERE key = 'currency'");
    change("whole/study.db", "program.db",
           "UPDATE meta SET value = 'chargeplan 7.7' WHERE key = 'program'");
    shell("head -c 20000 whole/study.db >cut.db");
    refused("whole version.db -o new.db", 3, "version.db: is a store of version 9");
    refused("whole money.db -o new.db", 3, "money.db: its money is in EUR");
    refused("whole cut.db -o new.db", 3, "cut.db: is damaged or cut short");
    merge("whole program.db parts3", "programs.db");
    must("grep -q '%s: program.db was made by chargeplan 7.7, the stores before it by' %s",
         "chargeplan", "log");
    shell("rm log");
    merge("parts3/shard-3-of-3.db parts3/shard-1-of-3.db", "two.db");
    must("grep -q '4 of the design.s 12 cases are in none of the stores; there is nothing of "
         "shard %s' %s",
         "2/3", "log");
}

/* A table or a column that is new and that no merge knows of would be lost. */
static void all_tables_are_merged(void **state)
{
    enum { OTHERS = 9 }; /* meta, common, run, setting, word, measure, city, site, zone */
    struct study_file *study = NULL;
    struct error err = {0};
    char *sql[MERGED_TABLES]; /* the store keeps their addresses */
    long n_tables, n;

    (void)state;
    assert_int_equal(study_open(&study, "whole", false, &err), ERR_OK);
    store_one(study_store(study), &n_tables, 0, &err,
              "SELECT count(*) FROM sqlite_master WHERE type = 'table'");
    assert_int_equal(n_tables, OTHERS + MERGED_TABLES);
    for (int k = 0; k < MERGED_TABLES; k++) {
        const struct merged_table *t = &study_merged_tables[k];
        long want = 0;

        while (t->column[want].name != NULL)
            want++;
        sql[k] = text_print("SELECT count(*) FROM pragma_table_info('%s') WHERE name <> 'run'",
                            t->name);
        assert_int_equal(store_one(study_store(study), &n, 0, &err, sql[k]), ERR_OK);
        assert_int_equal(n, want);
    }
    store_one(study_store(study), &n, 0, &err, "SELECT count(*) FROM pragma_table_info('run')");
    assert_int_equal(n, 16);
    study_close(study);
    for (int k = 0; k < MERGED_TABLES; k++)
        free(sql[k]);
}

static bool put_file(const char *name, const char *text)
{
    FILE *out = fopen(name, "w");

    return out != NULL && fputs(text, out) >= 0 && fclose(out) == 0;
}

static int make_files(void)
{
    if (mkdtemp(folder) == NULL || chdir(folder) != 0 ||
        system("cp " SOURCE_DIR "/scenarios/template/* .") != 0)
        return -1;
    if (!put_file("s.yaml", "extends: scenario.yaml\nplacement: {model: mclp, p: 2}\nsweep:\n"
                            "  axes:\n    placement.p: [1, 2, 3]\n    placement.model: [mclp, "
                            "pmedian]\n  repeats: 2\n") ||
        /* p = 2 is shared, and p = 5 is not */
        !put_file("other.yaml",
                  "extends: scenario.yaml\nplacement: {model: mclp, p: 5}\nsweep: "
                  "{cases: {two: {placement.p: 2}, own: {}}, repeats: 2}\n") ||
        !put_file("third.yaml", "extends: scenario.yaml\nplacement: {model: mclp, p: 4}\n") ||
        !put_file("turn.yaml",
                  "extends: scenario.yaml\nplacement: {model: mclp}\nsweep: {axes: "
                  "{placement.p: [1, 2, 3], zones.file: [zones.csv, moved.csv]}}\n"))
        return -1;
    return system(PROGRAM " sweep s.yaml -o whole --jobs 2 >/dev/null 2>&1 && " PROGRAM
                          " sweep --export whole -o want");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shards_make_the_whole),
        cmocka_unit_test(any_order_and_any_tree),
        cmocka_unit_test(what_failed_has_one_account),
        cmocka_unit_test(designs_of_two_files),
        cmocka_unit_test(cities_in_turn),
        cmocka_unit_test(results_that_differ),
        cmocka_unit_test(stores_that_cannot_be_merged),
        cmocka_unit_test(all_tables_are_merged),
    };
    char command[64];
    int failed;

    if (make_files() != 0) return 1;
    failed = cmocka_run_group_tests_name("merge", tests, NULL, NULL);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    if (failed == 0 && (chdir("/") != 0 || system(command) != 0)) return 1;
    return failed;
}

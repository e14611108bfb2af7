/* test_demo_city_data.c - label: golden. The files of the made-up cities are what their
 * generators write, byte for byte, and the demo city is the one that its README promises. */
#include "tests/assert.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "scenarios/csv.h"

#define SHIPPED SOURCE_DIR "/scenarios/demo-city/"
#define STREETS SOURCE_DIR "/scenarios/road-city/"

static void same_bytes(const char *a, const char *b)
{
    FILE *f = fopen(a, "rb"), *g = fopen(b, "rb");
    long at = 0;
    int c, d;

    assert_non_null(f);
    assert_non_null(g);
    do {
        c = fgetc(f);
        d = fgetc(g);
        if (c != d) fail_msg("%s and %s differ at byte %ld", a, b, at);
        at++;
    } while (c != EOF);
    fclose(f);
    fclose(g);
}

/* Runs the generator and compares the n files that it writes. */
static void remade(const char *program, const char *const names[], size_t n,
                   const char *shipped)
{
    char folder[] = "/tmp/made_city_XXXXXX", path[128];
    pid_t child;
    int status = -1;

    assert_non_null(mkdtemp(folder));
    child = fork();
    if (child == 0) {
        execl(program, program, folder, (char *)NULL);
        _exit(127);
    }
    assert_true(child > 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    for (size_t k = 0; k < n; k++) {
        char beside[512];

        snprintf(path, sizeof path, "%s/%s", folder, names[k]);
        snprintf(beside, sizeof beside, "%s%s", shipped, names[k]);
        same_bytes(path, beside);
        unlink(path);
    }
    rmdir(folder);
}

static void regenerated(void **state)
{
    const char *const names[] = {"zones.csv", "sites.csv", "existing.csv", "bays.csv"};

    (void)state;
    remade(MAKE_DEMO_CITY, names, COUNT(names), SHIPPED);
}

static void streets_regenerated(void **state)
{
    const char *const names[] = {"streets.geojson"};

    (void)state;
    remade(MAKE_ROAD_CITY, names, COUNT(names), STREETS);
}

static struct csv *table(const char *path)
{
    struct csv *csv = NULL;
    struct error err;

    if (csv_read(&csv, path, &err) != ERR_OK) fail_msg("%s", err.text);
    return csv;
}

static double value(const struct csv *csv, int row, const char *column)
{
    double v = NAN;
    struct error err;
    int c = csv_column(csv, column);

    assert_true(c >= 0);
    if (csv_number(csv, row, c, -1e12, 1e12, &v, &err) != ERR_OK) fail_msg("%s", err.text);
    return v;
}

static double sum(const struct csv *csv, const char *column)
{
    double total = 0;

    for (int r = 0; r < csv_n_rows(csv); r++)
        total += value(csv, r, column);
    return total;
}

static double apart(const struct csv *a, int i, const struct csv *b, int k)
{
    return hypot(value(a, i, "x") - value(b, k, "x"), value(a, i, "y") - value(b, k, "y"));
}

static void zones(void **state)
{
    struct csv *z = table(SHIPPED "zones.csv");
    double least = 1, most = 0;

    (void)state;
    assert_in_range(csv_n_rows(z), 3300, 3900);
    assert_near(sum(z, "population"), 1200000, 0, 0);
    assert_near(sum(z, "jobs"), 610000, 0, 0);
    for (int r = 0; r < csv_n_rows(z); r++) {
        double home = value(z, r, "home_access");
        bool core = value(z, r, "core") > 0;

        assert_near(value(z, r, "cell_m"), core ? 200 : 500, 0, 0);
        assert_true(value(z, r, "population") + value(z, r, "jobs") > 0);
        least = fmin(least, home);
        most = fmax(most, home);
    }
    assert_true(least >= 0.1 && most <= 0.8 && most - least > 0.3);
    /* no two cells overlap: their centres differ by half their sides in x or y; cells are laid
     * by blocks, so that neighbours stand within 140 lines of each other */
    for (int r = 0; r < csv_n_rows(z); r++)
        for (int k = r + 1; k < csv_n_rows(z) && k < r + 140; k++) {
            double need = (value(z, r, "cell_m") + value(z, k, "cell_m")) / 2;

            assert_true(fabs(value(z, r, "x") - value(z, k, "x")) >= need ||
                        fabs(value(z, r, "y") - value(z, k, "y")) >= need);
        }
    csv_free(z);
}

/* Nearly every core cell has a site within 0.9 km, a handful (the walled quarter) has none;
 * most of the core is uncovered today. */
static void cover(void **state)
{
    struct csv *z = table(SHIPPED "zones.csv"), *s = table(SHIPPED "sites.csv"),
               *e = table(SHIPPED "existing.csv");
    int core = 0, today = 0, never = 0;

    (void)state;
    for (int r = 0; r < csv_n_rows(z); r++) {
        bool now = false, later = false;

        if (value(z, r, "core") < 1) continue;
        for (int k = 0; k < csv_n_rows(e) && !now; k++)
            now = apart(z, r, e, k) < 900;
        for (int k = 0; k < csv_n_rows(s) && !later; k++)
            later = apart(z, r, s, k) < 900;
        core++;
        today += now ? 1 : 0;
        never += !now && !later ? 1 : 0;
    }
    assert_in_range(never, 3, 40);
    assert_true(today > core / 4 && today < core / 2);
    csv_free(z);
    csv_free(s);
    csv_free(e);
}

static void places(void **state)
{
    struct csv *s = table(SHIPPED "sites.csv"), *e = table(SHIPPED "existing.csv");
    int name = csv_column(s, "name"), small = 0;
    struct error err;

    (void)state;
    assert_int_equal(csv_n_rows(s), 600);
    assert_int_equal(csv_n_rows(e), 60);
    assert_int_equal(csv_unique(s, name, &err), ERR_OK);
    assert_int_equal(csv_unique(e, csv_column(e, "name"), &err), ERR_OK);
    for (int k = 0; k < csv_n_rows(e); k++) {
        double ac = value(e, k, "ac7"), dc60 = value(e, k, "dc60"),
               dc120 = value(e, k, "dc120");

        small += ac + dc60 + dc120 < 3 || dc60 + dc120 < 1 ? 1 : 0;
        assert_true(ac + dc60 + dc120 >= 1);
        assert_true(value(e, k, "bays") >= ac + dc60 + 2 * dc120);
        assert_true(value(e, k, "power_kw") >= 7 * ac + 60 * dc60 + 120 * dc120);
    }
    assert_int_equal(small, 14); /* dispersed chargers, not stations */
    for (int k = 0; k < csv_n_rows(s); k++)
        assert_true(value(s, k, "bays") >= 5 && value(s, k, "power_kw") >= 150 &&
                    value(s, k, "fixed_cost") >= 50000);
    csv_free(s);
    csv_free(e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(regenerated), cmocka_unit_test(streets_regenerated),
        cmocka_unit_test(zones), cmocka_unit_test(cover), cmocka_unit_test(places)};

    return cmocka_run_group_tests_name("demo_city_data", tests, NULL, NULL);
}

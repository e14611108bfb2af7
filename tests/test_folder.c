/* test_folder.c - results appear complete or not at all. */
#include "tests/assert.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "output/writers/writer.h"
#include "scenarios/csv.h"
#include "tests/fixture_run.h"

static char place[64]; /* a fresh folder for each test */
static struct fixture *fixture;

static int setup(void **state)
{
    (void)state;
    strcpy(place, "/tmp/chargeplan-test-XXXXXX");
    fixture = fixture_run_create(0.1);
    fixture->scenario.report.gpkg = fixture->scenario.report.geojson =
        fixture->scenario.report.geotiff = true;
    return mkdtemp(place) ? 0 : -1;
}

/* Number of entries of a folder, hidden ones too; -1 where there is none. */
static int entries(const char *path)
{
    DIR *dir = opendir(path);
    int n = 0;

    if (!dir) return -1;
    while (readdir(dir))
        n++;
    closedir(dir);
    return n - 2;
}

static const char *in_place(const char *name)
{
    static char path[128];

    snprintf(path, sizeof path, "%s/%s", place, name);
    return path;
}

static int teardown(void **state)
{
    char command[128];

    (void)state;
    fixture_run_free(fixture);
    snprintf(command, sizeof command, "rm -rf %s", place);
    return system(command);
}

/* What the made-up run has nothing for: no sites, draws, car parks. What shows a simulation
 * alone is counted by simulated_n(). */
static const struct writer *const unwanted[] = {
    &writer_requirements_png,  &writer_bands_csv,   &writer_zone_bands_csv,
    &writer_station_bands_csv, &writer_parking_csv, &writer_home_chargers_csv};

static int simulated_n(void)
{
    int n = 0;

    for (int k = 0; k < writer_n(); k++)
        n += writer_at(k)->of_simulation && writer_at(k) != &writer_record_yaml;
    return n;
}

static void complete(void **state)
{
    struct error err;
    struct stat there;
    char path[256];
    int n = 0;

    (void)state;
    assert_int_equal(folder_write(&fixture->run, in_place("out//"), &err), ERR_OK);
    for (int k = 0; k < writer_n(); k++)
        n += writer_wanted(writer_at(k), &fixture->run);
    assert_int_equal(entries(in_place("out")), n);
    assert_int_equal(n, writer_n() - (int)COUNT(unwanted) - simulated_n());
    for (size_t k = 0; k < COUNT(unwanted); k++)
        assert_false(writer_wanted(unwanted[k], &fixture->run));
    assert_int_equal(entries(place), 1); /* nothing hidden is left beside it */
    for (int k = 0; k < writer_n(); k++) {
        if (!writer_wanted(writer_at(k), &fixture->run)) continue;
        snprintf(path, sizeof path, "%s/out/%s", place, writer_at(k)->file);
        assert_int_equal(stat(path, &there), 0);
        assert_true(there.st_size > 0);
    }
}

/* Two runs of the same record: the same bytes in every file. */
static void same_bytes(void **state)
{
    struct error err;
    char command[256];

    (void)state;
    assert_int_equal(folder_write(&fixture->run, in_place("a"), &err), ERR_OK);
    assert_int_equal(folder_write(&fixture->run, in_place("b"), &err), ERR_OK);
    snprintf(command, sizeof command, "diff -r %s/a %s/b", place, place);
    assert_int_equal(system(command), 0);
}

/* With csv_bom each table, and nothing else, has three bytes more at its head; our own reader
 * does not take them for a part of the first name. */
static void mark(void **state)
{
    char command[512], path[256];
    struct csv *csv = NULL;
    struct error err;
    int n_tables = 0;

    (void)state;
    assert_int_equal(folder_write(&fixture->run, in_place("plain"), &err), ERR_OK);
    fixture->scenario.report.csv_bom = true;
    assert_int_equal(folder_write(&fixture->run, in_place("marked"), &err), ERR_OK);
    for (int k = 0; k < writer_n(); k++) {
        const char *file = writer_at(k)->file;
        bool table = strstr(file, ".csv") != NULL;

        if (!writer_wanted(writer_at(k), &fixture->run)) continue;
        n_tables += table;
        snprintf(command, sizeof command,
                 "{ printf '%s'; cat %s/plain/%s; } | cmp - %s/marked/%s",
                 table ? "\\357\\273\\277" : "", place, file, place, file);
        assert_int_equal(system(command), 0);
    }
    assert_true(n_tables >= 7);
    snprintf(path, sizeof path, "%s/marked/rules.csv", place);
    assert_int_equal(csv_read(&csv, path, &err), ERR_OK);
    assert_int_equal(csv_column(csv, "id"), 0);
    csv_free(csv);
}

static void refuses(const char *name, const char *sentence)
{
    struct error err;
    int before = entries(place);

    assert_int_equal(folder_write(&fixture->run, name, &err), ERR_IO);
    if (!strstr(err.text, sentence)) fail_msg("%s", err.text);
    assert_int_equal(entries(place), before);
}

static void existing(void **state)
{
    (void)state;
    assert_int_equal(mkdir(in_place("out"), 0755), 0);
    refuses(in_place("out"), "exists already");
    assert_int_equal(symlink("nowhere", in_place("link")), 0);
    refuses(in_place("link"), "exists already"); /* a link to nothing is in the way as well */
    refuses(in_place("no/such"), "does not exist");
    refuses("", "empty");
}

/* The first file that is too long fails; the limit stands for a full disk. */
static void full_disk(void **state)
{
    struct rlimit limit, before;
    struct error err;

    (void)state;
    getrlimit(RLIMIT_FSIZE, &before);
    limit = before;
    limit.rlim_cur = 20000;
    setrlimit(RLIMIT_FSIZE, &limit);

    enum err code = folder_write(&fixture->run, in_place("out"), &err);

    setrlimit(RLIMIT_FSIZE, &before);
    assert_int_equal(code, ERR_IO);
    assert_non_null(strstr(err.text, "cannot be written (File too large)"));
    assert_int_equal(entries(place), 0);
}

static int n_caught;
static void caught(int signal_number)
{
    (void)signal_number;
    n_caught++;
}

/* A signal that comes while the folder is written: nothing is left, and the signal arrives. */
static void interrupted(void **state)
{
    struct error err;
    struct sigaction act = {.sa_handler = caught}, before;
    sigset_t only, mask;

    (void)state;
    sigemptyset(&act.sa_mask);
    sigaction(SIGINT, &act, &before);
    sigemptyset(&only);
    sigaddset(&only, SIGINT);
    pthread_sigmask(SIG_BLOCK, &only, &mask); /* so that it is pending when writing begins */
    raise(SIGINT);

    enum err code = folder_write(&fixture->run, in_place("out"), &err);

    assert_int_equal(n_caught, 0);
    pthread_sigmask(SIG_SETMASK, &mask, NULL);
    sigaction(SIGINT, &before, NULL);
    assert_int_equal(code, ERR_INTERRUPTED);
    assert_int_equal(n_caught, 1);
    assert_int_equal(entries(place), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(complete, setup, teardown),
        cmocka_unit_test_setup_teardown(same_bytes, setup, teardown),
        cmocka_unit_test_setup_teardown(mark, setup, teardown),
        cmocka_unit_test_setup_teardown(existing, setup, teardown),
        cmocka_unit_test_setup_teardown(full_disk, setup, teardown),
        cmocka_unit_test_setup_teardown(interrupted, setup, teardown),
    };

    return cmocka_run_group_tests_name("folder", tests, NULL, NULL);
}

/* test_road_cache_folder.c - where graphs are kept: folders that cannot be written, full disks,
 * several writers, killed ones, old files. */
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "assert.h"
#include "dice.h"
#include "fixture_roads.h"
#include "scenarios/roads/road_cache.h"

static const char key[] = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
static char folder[] = "/tmp/chargeplan-cache-XXXXXX", path[200];
static struct roads *made;

static void remove_all(void)
{
    DIR *all = opendir(folder);
    struct dirent *entry;

    while ((entry = readdir(all)) != NULL) {
        unlinkat(dirfd(all), entry->d_name, 0);
        if (entry->d_name[0] != '.') unlinkat(dirfd(all), entry->d_name, AT_REMOVEDIR);
    }
    closedir(all);
}

static int files_in(void)
{
    DIR *all = opendir(folder);
    struct dirent *entry;
    int n = 0;

    while ((entry = readdir(all)) != NULL)
        n += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(all);
    return n;
}

static void put(const char *at, const char *content, size_t n)
{
    FILE *file = fopen(at, "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(content, 1, n, file), n);
    fclose(file);
}

static int begin_all(void **state)
{
    (void)state;
    if (mkdtemp(folder) == NULL) return -1;
    sprintf(path, "%s/%s.roads", folder, key);
    made = fixture_roads();
    return 0;
}

static int end_all(void **state)
{
    (void)state;
    remove_all();
    rmdir(folder);
    roads_free(made);
    return 0;
}

static int begin(void **state)
{
    (void)state;
    setenv("CHARGEPLAN_CACHE", folder, 1);
    remove_all();
    return 0;
}

/* True where the cache gives what was made, false where it gives nothing. */
static bool given(void)
{
    struct roads *roads = NULL;

    if (!road_cache_load(&roads, key)) {
        assert_null(roads);
        return false;
    }
    fixture_roads_same(made, roads);
    roads_free(roads);
    return true;
}

static void kept_once(void **state)
{
    (void)state;
    assert_false(given());
    road_cache_keep(made, key);
    assert_true(given());
    road_cache_keep(made, key);
    assert_true(given());
    assert_int_equal(files_in(), 1);
}

static void no_regular_file(void **state)
{
    (void)state;
    assert_int_equal(mkdir(path, 0700), 0);
    assert_false(given());
    road_cache_keep(made, key);
    assert_false(given());
    assert_int_equal(files_in(), 1); /* nothing half-written stays beside */
    rmdir(path);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_false(given());
    unlink(path);
    assert_int_equal(symlink("/dev/zero", path), 0);
    assert_false(given());
    road_cache_keep(made, key); /* takes the link's place */
    assert_true(given());
}

static void nowhere_to_keep(void **state)
{
    const char *nowhere[] = {"off", "/proc/nowhere/at/all", path, "/dev/null/x"};

    (void)state;
    put(path, "", 0); /* a file where the folder should be */
    for (size_t k = 0; k < COUNT(nowhere); k++) {
        setenv("CHARGEPLAN_CACHE", nowhere[k], 1);
        road_cache_keep(made, key);
        assert_false(given());
    }
    assert_int_equal(files_in(), 1);
}

static void where_the_folder_is(void **state)
{
    char deep[200], again[200];

    (void)state;
    sprintf(deep, "%s/a/chargeplan", folder);
    sprintf(again, "%s/a", folder);
    unsetenv("CHARGEPLAN_CACHE");
    setenv("XDG_CACHE_HOME", again, 1);
    road_cache_keep(made, key);
    assert_true(given());
    setenv("CHARGEPLAN_CACHE", deep, 1);
    assert_true(given());
    setenv("CHARGEPLAN_CACHE", "", 1); /* as if it were not set */
    assert_true(given());
    setenv("XDG_CACHE_HOME", "relative/is/ignored", 1);
    setenv("HOME", folder, 1);
    assert_false(given());
    sprintf(again, "%s/no/home", folder);
    setenv("HOME", again, 1);
    road_cache_keep(made, key); /* nobody's home is not made */
    assert_int_equal(access(again, F_OK), -1);
    setenv("HOME", folder, 1);
    road_cache_keep(made, key);
    assert_true(given());
    unsetenv("XDG_CACHE_HOME");
    assert_true(given());
    sprintf(again, "%s/.cache/chargeplan", folder);
    setenv("CHARGEPLAN_CACHE", again, 1);
    assert_true(given());
    sprintf(deep, "rm -r %s/a %s/.cache", folder, folder);
    assert_int_equal(system(deep), 0);
}

static void the_disk_is_full(void **state)
{
    struct rlimit before, limit;
    struct stat what;
    size_t n_bytes;

    (void)state;
    road_cache_keep(made, key);
    assert_int_equal(stat(path, &what), 0);
    n_bytes = (size_t)what.st_size;
    unlink(path);
    signal(SIGXFSZ, SIG_IGN); /* writing then fails half-way */
    getrlimit(RLIMIT_FSIZE, &before);
    limit = before;
    for (size_t n = 0; n < n_bytes; n += n_bytes / 40) {
        limit.rlim_cur = n;
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
        road_cache_keep(made, key);
        assert_int_equal(files_in(), 0);
    }
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, SIG_DFL);
    road_cache_keep(made, key);
    assert_true(given());
}

static void several_at_once(void **state)
{
    pid_t child[6];

    (void)state;
    for (int c = 0; c < 6; c++) {
        child[c] = fork();
        if (child[c] == 0) {
            for (int k = 0; k < 15; k++) {
                struct roads *roads;

                road_cache_keep(made, key);
                if (!road_cache_load(&roads, key)) _exit(1);
                if (roads->graph[0].n_all != made->graph[0].n_all) _exit(2);
                roads_free(roads);
            }
            _exit(0);
        }
    }
    for (int c = 0; c < 6; c++) {
        int status;

        assert_int_equal(waitpid(child[c], &status, 0), child[c]);
        assert_int_equal(status, 0);
    }
    assert_int_equal(files_in(), 1);
    assert_true(given());
}

static void killed_while_writing(void **state)
{
    int found = 0;

    (void)state;
    dice = 8;
    for (int k = 0; k < 60 || (found <= 20 && k < 600); k++) { /* later where others compute */
        pid_t child = fork();
        int status;

        if (child == 0)
            for (;;)
                road_cache_keep(made, key);
        usleep((useconds_t)(4000 * (1 + k / 60) * uniform()));
        kill(child, SIGKILL);
        waitpid(child, &status, 0);
        if (access(path, F_OK) == 0) {
            assert_true(given()); /* a whole one or none */
            found++;
            unlink(path);
        }
    }
    assert_true(found > 20);
}

static void set_age(const char *name, off_t size, time_t when)
{
    char at[300];
    struct timespec times[2] = {{.tv_sec = when}, {.tv_sec = when}};

    sprintf(at, "%s/%s", folder, name);
    put(at, "", 0);
    assert_int_equal(truncate(at, size), 0); /* a hole: takes no room */
    assert_int_equal(utimensat(AT_FDCWD, at, times, 0), 0);
}

static bool is_there(const char *name)
{
    char at[300];

    sprintf(at, "%s/%s", folder, name);
    return access(at, F_OK) == 0;
}

#define HEX64(c)                                                                               \
    c c c c c c c c c c c c c c c c "000000000000000000000000000000000000000000000000"

static void the_oldest_go_first(void **state)
{
    const off_t gb = 1 << 30;
    struct stat what;

    (void)state;
    set_age(HEX64("a") ".roads", gb, 1000);
    set_age(HEX64("b") ".roads", gb, 3000);
    set_age(HEX64("c") ".roads", gb / 2, 2000);
    set_age("notes.txt", 3 * gb, 10);
    set_age(HEX64("G") ".roads", 3 * gb, 10); /* no key */
    set_age(".part-abcdef", 10, 1000);        /* left by who was killed */
    set_age(".part-ghijkl", 10, time(NULL));  /* somebody writes */
    road_cache_keep(made, key);
    assert_false(is_there(HEX64("a") ".roads"));
    assert_true(is_there(HEX64("b") ".roads") && is_there(HEX64("c") ".roads"));
    assert_true(is_there("notes.txt") && is_there(HEX64("G") ".roads"));
    assert_true(!is_there(".part-abcdef") && is_there(".part-ghijkl"));
    set_age(HEX64("d") ".roads", gb, 5000);
    assert_true(given()); /* its time is that of its last use */
    assert_int_equal(stat(path, &what), 0);
    assert_true(what.st_mtime > 1000000000);
    road_cache_keep(made, key);
    assert_true(is_there(HEX64("d") ".roads") && given());
    assert_false(is_there(HEX64("c") ".roads"));
}

#define TEST(name) cmocka_unit_test_setup(name, begin)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(kept_once),
        TEST(no_regular_file),
        TEST(nowhere_to_keep),
        TEST(where_the_folder_is),
        TEST(the_disk_is_full),
        TEST(several_at_once),
        TEST(killed_while_writing),
        TEST(the_oldest_go_first),
    };

    return cmocka_run_group_tests_name("road_cache_folder", tests, begin_all, end_all);
}

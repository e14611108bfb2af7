/* test_hashes.c - label: unit */
#include "scenarios/hashes.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/assert.h"

static char folder[] = "/tmp/chargeplan-hashes-XXXXXX";
static struct error err;

static int set_up(void **state)
{
    (void)state;
    return mkdtemp(folder) == NULL || chdir(folder) != 0;
}

static int tear_down(void **state)
{
    char command[128];

    (void)state;
    snprintf(command, sizeof command, "rm -r %s", folder);
    return chdir("/") != 0 || system(command) != 0;
}

/* Writes a file with a time of change of its own. */
static void put_file(const char *name, const char *text, int second)
{
    struct timespec times[2] = {{second, 0}, {second, 0}};
    FILE *stream = fopen(name, "wb");

    assert_non_null(stream);
    fputs(text, stream);
    assert_int_equal(fclose(stream), 0);
    assert_int_equal(utimensat(AT_FDCWD, name, times, 0), 0);
}

static void same_as_the_file(struct hashes *hashes, const char *name)
{
    char got[SHA256_HEX], want[SHA256_HEX];

    assert_int_equal(hashes_file(hashes, name, got, &err), ERR_OK);
    assert_int_equal(sha256_file(name, want, &err), ERR_OK);
    assert_string_equal(got, want);
}

/* Size, time and inode are each looked at. */
static void follows_changes(void **state)
{
    struct hashes *hashes = hashes_create();

    (void)state;
    put_file("a.csv", "one", 1000);
    put_file("b.csv", "two", 1000);
    for (int twice = 0; twice < 2; twice++) {
        same_as_the_file(hashes, "a.csv");
        same_as_the_file(hashes, "b.csv");
    }
    put_file("a.csv", "three", 1000);
    same_as_the_file(hashes, "a.csv");
    put_file("a.csv", "seven", 1001);
    same_as_the_file(hashes, "a.csv");
    put_file("c.csv", "eight", 1001);
    assert_int_equal(rename("c.csv", "a.csv"), 0);
    same_as_the_file(hashes, "a.csv");
    same_as_the_file(hashes, "b.csv");
    hashes_free(hashes);
}

/* What says it is unchanged is not read again: here it is changed behind the back. */
static void reads_once(void **state)
{
    struct hashes *hashes = hashes_create();
    char first[SHA256_HEX], again[SHA256_HEX];

    (void)state;
    put_file("d.csv", "one", 1000);
    assert_int_equal(hashes_file(hashes, "d.csv", first, &err), ERR_OK);
    put_file("d.csv", "two", 1000);
    assert_int_equal(hashes_file(hashes, "d.csv", again, &err), ERR_OK);
    assert_string_equal(first, again);
    assert_int_equal(hashes_file(NULL, "d.csv", again, &err), ERR_OK);
    assert_string_not_equal(first, again);
    hashes_free(hashes);
}

static void missing(void **state)
{
    struct hashes *hashes = hashes_create();
    char hex[SHA256_HEX];

    (void)state;
    assert_int_equal(hashes_file(hashes, "none.csv", hex, &err), ERR_DATA);
    assert_non_null(strstr(err.text, "none.csv"));
    put_file("e.csv", "one", 1000);
    same_as_the_file(hashes, "e.csv");
    assert_int_equal(unlink("e.csv"), 0);
    assert_int_equal(hashes_file(hashes, "e.csv", hex, &err), ERR_DATA);
    hashes_free(hashes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(follows_changes),
        cmocka_unit_test(reads_once),
        cmocka_unit_test(missing),
    };

    return cmocka_run_group_tests_name("hashes", tests, set_up, tear_down);
}
